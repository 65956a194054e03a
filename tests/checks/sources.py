"""Holds the lists of sources in the CMake files to what lies in the folders."""

import re

from common import ROOT, files, finish, read


def words(text):
    return set(re.sub(r"#.*", "", text).split())


def listed(cmake, variable):
    found = re.search(rf"^set\({variable}\b(.*?)\)", read(cmake), re.M | re.S)
    return words(found.group(1)) if found else set()


problems, checked = [], 0


def compare(what, listed_names, lying_names):
    global checked
    checked += len(lying_names)
    problems.extend(f"{what}: {name} is in no list" for name in sorted(lying_names - listed_names))
    problems.extend(f"{what}: {name} is listed but not there" for name in sorted(listed_names - lying_names))


def relative(folder, *patterns):
    return {name.relative_to(folder).as_posix() for name in files(*(f"{folder}/{pattern}" for pattern in patterns))}


def stems(folder, prefix, suffix):
    return {name.name[len(prefix) : -len(suffix)] for name in files(f"{folder}/{prefix}*{suffix}")}


lib = words(read("lib/CMakeLists.txt"))
lib_sources = {word.strip("()") for word in lib}
compare("lib/CMakeLists.txt", {w for w in lib_sources if re.fullmatch(r"\w+/\w+\.c", w)}, relative("lib", "*/*.c"))
# The schema describes the data, and dataset.json states its version.
data = relative("lib", "data/*.json") - {
    "data/pathway.schema.json", "data/course-names.schema.json", "data/dataset.json"}
compare("lib/CMakeLists.txt", {w for w in lib_sources if re.fullmatch(r"data/[\w-]+\.json", w)}, data)

tests = "tests/CMakeLists.txt"
compare(tests, listed(tests, "CWP_UNIT_TESTS"), stems("tests/unit", "", "_test.c"))
compare(tests, listed(tests, "CWP_OUTSIDE_TESTS"), stems("tests/outside", "", "_test.c"))
compare(tests, listed(tests, "CWP_MEMORY_TESTS"), stems("tests/memory", "", "_test.c"))
compare(tests, listed(tests, "CWP_THREAD_TESTS"), stems("tests/threads", "", "_test.c"))
compare(tests, listed(tests, "CWP_FUZZ_TARGETS"), stems("tests/fuzz", "fuzz_", ".c"))
for target in listed(tests, "CWP_FUZZ_TARGETS"):
    if not files(f"tests/fuzz/corpus/{target}/*"):
        problems.append(f"tests/fuzz/corpus/{target}: no seeds")

headers = {f"cwp/{name.name.removesuffix('.in')}" for name in files("include/cwp/*")} - {"cwp/cwp.h"}
compare("include/cwp/cwp.h", set(re.findall(r'#include "(cwp/\w+\.h)"', read("include/cwp/cwp.h"))), headers)

command = "examples/cwp/CMakeLists.txt"
if (ROOT / command).exists():
    names = {word.strip("()") for word in words(read(command))}
    compare(command, {w for w in names if re.fullmatch(r"[\w/]+\.c", w)}, relative("examples/cwp", "*.c"))
finish(problems, f"{checked} files")
