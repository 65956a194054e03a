"""The dataset's content is what was last looked at: its checksum stands in lib/data/checksum.txt, beside its version.
After a change that was meant, raise version and date in lib/data/dataset.json if the last ones were released, and run
this with --write.

usage: dataset.py COMMAND [--write]
"""

import json
import subprocess
import sys

from common import ROOT, finish, read

FILE = "lib/data/checksum.txt"

output = subprocess.run([sys.argv[1], "editions", "--json"], capture_output=True, text=True, check=True).stdout
editions = json.loads(output)
line = f"{editions['dataset']} {editions['dataset_checksum']}\n"
if sys.argv[2:] == ["--write"]:
    (ROOT / FILE).write_text(line, encoding="utf-8")
problems = []
if (read(FILE) if (ROOT / FILE).exists() else "") != line:
    problems.append(f"{FILE}: the dataset is now {line.strip()}: look at the change, then run this with --write")
finish(problems, line.strip())
