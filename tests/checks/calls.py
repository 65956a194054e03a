"""Holds the library to its promises by what it may not call: no clock, no environment, no printing, no exit, no memory
but by the allocator, and no function of C's library that cannot be used safely."""

import re

from common import files, finish, read

EVERYWHERE = "gets strcpy strcat sprintf vsprintf strtok atoi atol atof alloca setjmp longjmp rand tmpnam mktemp system"
LIBRARY = """printf puts putchar perror exit _Exit abort getenv setenv time clock localtime gmtime setlocale signal
sleep fork cJSON_InitHooks cJSON_GetErrorPtr cJSON_GetObjectItem cJSON_Parse cJSON_SetNumberValue"""
MEMORY = "malloc calloc realloc free strdup strndup"
MEMORY_AT_HOME = {"lib/base/memory.c"}
CALL = re.compile(r"(?<![\w.>])(\w+)\s*\(")


def without_comments(text):
    """The code with comments and texts blanked, so that lines keep their numbers."""
    pattern = r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\''
    return re.sub(pattern, lambda found: re.sub(r"[^\n]", " ", found.group()), text, flags=re.S)


problems, checked = [], 0
for name in files("lib/**/*.[ch]", "examples/**/*.[ch]"):
    banned = set(EVERYWHERE.split())
    # The generators are programs of the build: they print and exit as programs do.
    if name.parts[0] == "lib" and name.parts[1] != "data" and name.name != "generate.c":
        banned |= set(LIBRARY.split())
        if name.as_posix() not in MEMORY_AT_HOME:
            banned |= set(MEMORY.split())
    for number, line in enumerate(without_comments(read(name)).split("\n"), 1):
        for call in CALL.findall(line):
            checked += 1
            if call in banned:
                problems.append(f"{name}:{number}: calls {call}")
finish(problems, f"{checked} calls")
