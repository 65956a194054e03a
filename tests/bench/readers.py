"""Times other CSV readers on one thread, with all columns read as text: the processor's time, the least of five runs,
and the peak memory of the process. One reader a process, because memory is never given back.

usage: readers.py polars|duckdb|duckdb-scan FILE...
"""

import os
import resource
import sys
import time

os.environ["POLARS_MAX_THREADS"] = "1"


def polars(path):
    import polars

    return lambda: polars.read_csv(path, infer_schema=False)


def duckdb_with(query):
    def start(path):
        import duckdb

        connection = duckdb.connect()
        connection.execute("set threads = 1")
        table = f"read_csv('{path}', all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"')"
        return lambda: connection.execute(query.format(table)).fetchall()

    return start


READERS = {
    "polars": polars,
    "duckdb": duckdb_with("create or replace table read as select * from {}"),
    # Nothing is kept: every cell is read, and its length is all that is wanted of it.
    "duckdb-scan": duckdb_with("select sum(length(columns(*))) from {}"),
}
RUNS = 5

name = sys.argv[1]
for path in sys.argv[2:]:
    run, least = READERS[name](path), float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        result = run()
        least = min(least, time.process_time() - start)
        del result
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    speed = os.path.getsize(path) / least / 1e6
    print(f"{name:<12} {os.path.basename(path):<13} {least:7.2f} s {speed:6.0f} MB/s {peak:6} MiB")
