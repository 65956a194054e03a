"""Holds #include to the floors of the house: each floor sees only the floors below it (docs/README.md)."""

import re

from common import declared, files, finish, read

# What each folder of lib/ may include from. data/ is the generator, a program of the build.
FLOORS = {
    "base": {"base"},
    "pathway": {"pathway", "base"},
    "data": {"data", "pathway", "base"},
    "person": {"person", "pathway", "base"},
    "text": {"text", "pathway", "base"},
    "advice": {"advice", "person", "text", "pathway", "base"},
    "workforce": {"workforce", "person", "pathway", "base"},
    "exchange": {"exchange", "advice", "person", "text", "pathway", "base"},
}
# Headers of POSIX; base is the one floor that speaks to the system.
POSIX = re.compile(r"^(unistd|fcntl|dirent|pthread|strings|sys/.*|arpa/.*|netinet/.*)\.h$")
DEFINED = re.compile(r"^(?:const |unsigned |struct )*\w+ \**(cwp_\w+)\(", re.M)
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.M)


def floors_of_headers():
    """The floor of each public header: the one whose sources define its functions. A header without any is of base."""
    headers = declared()
    floors = {name.name.removesuffix(".in"): set() for name in files("include/cwp/*")}
    for name in files("lib/*/*.c"):
        for symbol in DEFINED.findall(read(name)):
            if symbol in headers:
                floors[headers[symbol]].add(name.parts[1])
    for header in floors.keys() - set(headers.values()):
        floors[header] = {"base"}
    return floors


def floor_of_header(path):
    return min(OF_HEADERS.get(path[len("cwp/") :]) or {"no floor"})


def in_library(name, floor, path, system):
    if path.startswith("cwp/"):
        if floor_of_header(path) not in FLOORS[floor]:
            return f"{name}: {floor} may not include {path}"
    elif not system:
        if path.split("/")[0] not in FLOORS[floor]:
            return f"{name}: {floor} may not include {path}"
    elif POSIX.match(path) and floor != "base":
        return f"{name}: only base may include <{path}>"
    return None


def in_public(name, path, system):
    if system and not re.match(r"^(std\w+|limits)\.h$", path):
        return f"{name}: a public header may not include <{path}>"
    if not system:
        if not path.startswith("cwp/"):
            return f"{name}: a public header may include only public ones, not {path}"
        own, other = floor_of_header(f"cwp/{name.name.removesuffix('.in')}"), floor_of_header(path)
        if name.name != "cwp.h" and own in FLOORS and other not in FLOORS[own]:
            return f"{name}: {own} may not include {path}"
    return None


OF_HEADERS = floors_of_headers()
problems, checked = [], 0
for header, floors in sorted(OF_HEADERS.items()):
    if len(floors) != 1:
        problems.append(f"include/cwp/{header}: its functions are defined in {', '.join(sorted(floors)) or 'no floor'}")
for name in files("lib/**/*.[ch]", "include/cwp/*", "examples/**/*.[ch]", "bindings/**/*.[ch]", "bindings/**/*.i"):
    for bracket, path in INCLUDE.findall(read(name)):
        checked += 1
        problem = None
        if name.parts[0] == "lib":
            problem = in_library(name, name.parts[1], path, bracket == "<" and not path.startswith("cwp/"))
        elif name.parts[0] == "include":
            problem = in_public(name, path, bracket == "<")
        elif bracket == '"' and path.split("/")[0] in FLOORS:
            problem = f"{name}: outside lib only cwp/ is seen, not {path}"
        elif path.startswith("cjson"):
            problem = f"{name}: cJSON is the library's own business"
        if problem:
            problems.append(problem)
finish(problems, f"{checked} includes")
