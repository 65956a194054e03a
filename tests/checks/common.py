"""What the checks share: the tree's files, and how a check ends. Standard library only."""

import functools
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77  # the exit code that CTest counts as skipped
SHOWN = 40  # problems that are printed
DECLARED = re.compile(r"^CWP_(?:API|CHECKED)\b[^;{]*?\b(cwp_\w+)\s*\(", re.M)


def matches(name, *patterns):
    """Whether a path matches one of the glob patterns. Without a slash a pattern is about the last part of the path;
    otherwise about the whole, and **/ stands for any number of folders."""
    for pattern in patterns:
        text = name.as_posix() if "/" in pattern else name.name
        if re.fullmatch(pattern_as_regex(pattern), text):
            return True
    return False


@functools.cache
def pattern_as_regex(pattern):
    pieces = re.split(r"(\*\*/|\*|\[[^\]]*\])", pattern)
    special = {"**/": "(?:.*/)?", "*": "[^/]*"}
    return "".join(special.get(piece, piece if piece.startswith("[") else re.escape(piece)) for piece in pieces)


@functools.cache
def listed_by_git():
    command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    try:
        git = subprocess.run(command, cwd=ROOT, capture_output=True)
    except FileNotFoundError:
        return []
    return [pathlib.PurePath(name.decode()) for name in git.stdout.split(b"\0") if name] if git.returncode == 0 else []


def files(*patterns):
    """The project's own files that match one of the glob patterns, as paths relative to the top, sorted.

    Git knows what belongs to the tree; in an unpacked archive everything outside build/ does.
    """
    listed = listed_by_git()
    if listed:
        names = [name for name in listed if (ROOT / name).is_file()]
    else:
        names = [path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file()]
        names = [name for name in names if name.parts[0] not in ("build", ".git") and "__pycache__" not in name.parts]
    return sorted(name for name in names if matches(name, *patterns))


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def declared():
    """Each public function and the header that declares it."""
    return {
        symbol: name.name.removesuffix(".in")
        for name in files("include/cwp/*")
        for symbol in DECLARED.findall(read(name))
    }


def finish(problems, checked):
    """Prints what is wrong, or what was looked at, and ends the program."""
    for problem in problems[:SHOWN]:
        print(problem)
    if len(problems) > SHOWN:
        print(f"and {len(problems) - SHOWN} more")
    sys.stdout.flush()
    if problems:
        sys.exit(f"{len(problems)} problem(s)")
    if not checked:
        sys.exit("nothing was checked: the check itself is broken")
    print(f"checked: {checked}")
    sys.exit(0)


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)
