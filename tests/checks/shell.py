"""The shell scripts pass shellcheck."""

import shutil
import subprocess

from common import ROOT, files, finish, skip

if not shutil.which("shellcheck"):
    skip("no shellcheck")
names = [str(name) for name in files("*.sh", ".ci/run")]
command = ["shellcheck", "--external-sources", "--format=gcc", *names]
run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
finish((run.stdout + run.stderr).splitlines() if run.returncode else [], f"{len(names)} scripts")
