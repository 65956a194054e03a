"""Runs a command a number of times and prints the least wall time and the largest peak memory.

usage: measure.py RUNS COMMAND...
"""

import os
import sys
import time

runs, command = int(sys.argv[1]), sys.argv[2:]
least, most = None, 0
for _ in range(runs):
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(child, 0)
    spent = time.perf_counter() - start
    # Findings or gaps may end a command with 1; anything above is a failure.
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{command[0]} ended with {os.waitstatus_to_exitcode(status)}")
    least = spent if least is None else min(least, spent)
    most = max(most, usage.ru_maxrss)
print(f"{least * 1000:10.1f} ms  {most / 1024:8.1f} MiB peak   best of {runs}")
