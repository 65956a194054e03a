"""The wheel works by itself: run by an interpreter that has nothing else. No pytest here."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import cwp

for name in ("numpy", "pyarrow", "pandas", "polars"):
    assert importlib.util.find_spec(name) is None, f"{name} is there: this is no empty environment"

root = Path(__file__).resolve().parents[3]
assert not Path(cwp.__file__).is_relative_to(root / "bindings"), f"the package of the source tree: {cwp.__file__}"
data = root / "examples" / "data"
team = cwp.Team.read(data / "staff.csv", data / "training.csv", on="2026-11-21")
result = team.assess(on="2026-11-21", lines="gaps")
assert len(team) == len(result) == 60, result
assert set(result.lines["standing"]) <= {"expired", "in-progress", "claimed", "partly", "no-evidence"}
again = cwp.Team.from_arrow(team.to_table())
assert again.to_table() == team.to_table()
passport = team[0].to_json()
assert cwp.Portfolio.parse(passport) == team[0]

# The command comes along, and runs from any folder.
command = shutil.which("cwp", path=sysconfig.get_path("scripts"))
assert command, "there is no cwp command"
said = subprocess.run([command, "--version"], capture_output=True, text=True, check=True, cwd="/").stdout
assert cwp.__version__ in said, said
wrong = subprocess.run([command, "assess", "nowhere.csv", "--on", "2026-11-21"], capture_output=True, text=True)
assert wrong.returncode == 3 and "nowhere.csv" in wrong.stderr, wrong
print(f"cwp {cwp.__version__} on Python {sys.version.split()[0]}: {cwp.Pathway()}")
