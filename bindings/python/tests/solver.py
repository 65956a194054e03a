"""The example that builds a rota with OR-Tools runs, and `cwp rota` knows of no block that it could have avoided.

usage: solver.py FOLDER CWP WHEELS    FOLDER is where its environment goes, WHEELS where cwp's wheel is; ends with 77
                                      where OR-Tools cannot be had
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES, DATA = ROOT / "examples" / "python", ROOT / "examples" / "data"
FILES = [str(DATA / f"{name}.csv") for name in ("shifts", "availability", "people", "staff", "training")]


def environment(folder: Path) -> Path:
    """A Python with what the example needs; it is made once for each list of packages."""
    python, done = folder / "venv" / "bin" / "python", folder / "done"
    wanted = (EXAMPLES / "requirements.txt").read_text(encoding="utf-8")
    if not done.exists() or done.read_text(encoding="utf-8") != wanted:
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder / "venv")], check=True)
        packages = ["install", "--quiet", "--only-binary", ":all:", "-r", str(EXAMPLES / "requirements.txt")]
        if subprocess.run([str(python), "-m", "pip", *packages], check=False).returncode != 0:
            print("skipped: OR-Tools cannot be had here")
            sys.exit(77)
        done.write_text(wanted, encoding="utf-8")
    return python


def main() -> None:
    folder, command = Path(sys.argv[1]), sys.argv[2]
    python, out = environment(folder), str(folder / "rota.csv")
    wheel = next(Path(sys.argv[3]).glob("*.whl"))
    install = ["install", "--quiet", "--no-deps", "--force-reinstall", str(wheel)]
    subprocess.run([str(python), "-m", "pip", *install], check=True)
    program = [str(python), str(EXAMPLES / "rota_solver.py"), "--out", out]
    said = subprocess.run(program, capture_output=True, text=True, check=True).stdout
    print(said)
    assert "No better rota exists" in said
    words = [
        command,
        "rota",
        *FILES,
        out,
        "--rules",
        str(DATA / "rota-rules.json"),
        "--json",
        "--fixes",
        "--keep-going",
    ]
    answer = json.loads(subprocess.run(words, capture_output=True, text=True, check=False).stdout)
    issues = [issue for shift in answer["shifts"] for issue in shift["issues"] if issue["severity"] == "block"]
    assert f"{len(issues)} blocks" in said
    rows = Path(out).read_text(encoding="utf-8").splitlines()[1:]
    assert rows and sum(len(shift["people"]) for shift in answer["shifts"]) == len(rows)
    assert not [issue for issue in issues if issue["cause"] == "overlap"]
    blocked = [shift for shift in answer["shifts"] if shift["verdict"] == "block"]
    assert all("fixes" in shift for shift in blocked)
    for shift in blocked:
        others = [fix for fix in shift["fixes"] if fix["kind"] != "learn"]
        assert not others, f"{shift['id']} could have been mended: {others}"


if __name__ == "__main__":
    main()
