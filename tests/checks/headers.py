"""Each public header compiles alone: as C11 and as C++17, with gcc and with clang, with every warning an error.

usage: headers.py GENERATED-INCLUDE-FOLDER
"""

import shutil
import subprocess
import sys
import tempfile

from common import ROOT, files, finish

WARNINGS = "-Wall -Wextra -pedantic -Wconversion -Wshadow -Wundef -Werror".split()
C_ONLY = ["-Wstrict-prototypes"]
COMPILERS = [
    ("gcc", ["-x", "c", "-std=c11", *C_ONLY]),
    ("g++", ["-x", "c++", "-std=c++17"]),
    ("clang", ["-x", "c", "-std=c11", *C_ONLY]),
    ("clang++", ["-x", "c++", "-std=c++17"]),
]

names = [name.name.removesuffix(".in") for name in files("include/cwp/*")]
includes = ["-I", str(ROOT / "include"), "-I", sys.argv[1]]
problems, checked = [], 0
for compiler, options in COMPILERS:
    if not shutil.which(compiler):
        print(f"{compiler} is not there: left out")
        continue
    for name in names:
        # Twice: a header must be guarded.
        source = f'#include "cwp/{name}"\n#include "cwp/{name}"\ntypedef int something;\n'
        # A real file, since a header on standard input would be the main file, in which some warnings do not count.
        with tempfile.NamedTemporaryFile("w", suffix=".c") as file:
            file.write(source)
            file.flush()
            command = [compiler, *options, *WARNINGS, *includes, "-fsyntax-only", file.name]
            run = subprocess.run(command, capture_output=True, text=True)
        checked += 1
        if run.returncode != 0:
            problems.append(f"{compiler}: cwp/{name}:\n{run.stderr}")
finish(problems, f"{checked} compilations of {len(names)} headers")
