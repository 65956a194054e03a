"""The cwp command, which comes with the package: this hands over to it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def main() -> int:
    name = "cwp.exe" if os.name == "nt" else "cwp"
    program = str(Path(__file__).parent / "bin" / name)
    arguments = ["cwp", *sys.argv[1:]]
    if os.name == "nt":
        return subprocess.call(arguments, executable=program)
    os.execv(program, arguments)


if __name__ == "__main__":
    raise SystemExit(main())
