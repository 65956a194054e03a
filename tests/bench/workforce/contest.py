"""One contender, one question, in a process of its own: prints what it took, as JSON.

usage: contest.py CONTENDER moves|gaps FOLDER THREADS memory|shuffled|file|stream

Times are in seconds: `load` from Parquet to Arrow in memory, `first` from there to the answer as an Arrow table,
`again` the least of what it took after that, `write` the answer to Parquet. `cpu` is the same in the processor's time,
`beyond` the peak memory of the first time beyond input and answer, in bytes. What rivals know of the pathway is
prepared before the clock starts.
"""

import contextlib
import json
import os
import resource
import sys
import time
from pathlib import Path

MOST = 300.0  # seconds for one answer
CONTENDERS = {
    "libcwp": ("engine", "Rival"),
    "numpy": ("rival_numpy", "Rival"),
    "polars": ("rival_polars", "Rival"),
    "duckdb-bits": ("rival_duckdb", "Bits"),
    "duckdb-join": ("rival_duckdb", "Join"),
    "pandas": ("rival_pandas", "Rival"),
}


def processor():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def memory(field):
    """VmRSS or VmHWM of this process, in bytes; 0 where the system does not say."""
    with contextlib.suppress(OSError), open("/proc/self/status", encoding="ascii") as status:
        for line in status:
            if line.startswith(field):
                return int(line.split()[1]) * 1024
    return 0


def forget_peak():
    with contextlib.suppress(OSError), open("/proc/self/clear_refs", "w", encoding="ascii") as file:
        file.write("5")


def give_back():
    """Hands memory that is free by now back to the system, so that it is not taken for the contender's input."""
    import ctypes

    import pyarrow

    pyarrow.default_memory_pool().release_unused()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def forget_files(folder):
    """Takes the files out of the system's cache, as far as it lets us."""
    for path in folder.glob("*.parquet"):
        with open(path, "rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def timed(work):
    start, used = time.perf_counter(), processor()
    result = work()
    return result, time.perf_counter() - start, processor() - used


class Contest:
    def __init__(self, contender, question, folder, threads):
        os.environ["POLARS_MAX_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(threads)
        import importlib

        import columns
        import pathway
        import pyarrow

        pyarrow.set_cpu_count(threads)
        module, name = CONTENDERS[contender]
        self.columns, self.folder, self.question = columns, folder, question
        forget_files(folder)
        (self.workers, self.evidence), self.load, _ = timed(lambda: columns.read(folder))
        self.tables = pathway.Tables(columns.dictionary_of(self.evidence, "subject"))
        self.rival = getattr(importlib.import_module(module), name)(self.tables, threads)

    def answer(self):
        if self.question == "moves":
            return self.rival.moves(self.workers, self.evidence, self.columns.MONTHS[0])
        return self.rival.gaps(self.workers, self.evidence, self.columns.MONTHS)

    def digest(self, table):
        import answers

        if self.question == "moves":
            return answers.of_moves(self.tables, self.workers, table)
        return answers.of_gaps(self.tables, self.workers, table, self.columns.MONTHS)

    def in_memory(self):
        give_back()
        forget_peak()
        before = memory("VmRSS")
        table, first, cpu = timed(self.answer)
        peak = memory("VmHWM")
        again, spent, times = first, first, 1
        while (times < 6 and spent < 15) or (times < 2 and spent < 60):  # several times where it is quick
            del table
            table, took, used = timed(self.answer)
            spent, times = spent + took, times + 1
            again, cpu = min(again, took), min(cpu, used)
        return {
            "load": self.load,
            "first": first,
            "again": again,
            "cpu": cpu,
            "peak": peak,
            "rows": len(table),
            "beyond": max(0, peak - before - table.nbytes),
            "bytes": table.nbytes,
            "digest": self.digest(table),
        }

    def from_file(self):
        """From disk to the answer on disk: with files that nobody has read yet, and again."""
        import pyarrow.parquet

        del self.workers, self.evidence
        result, out = {}, self.folder / f"answer-{os.getpid()}.parquet"

        def load():
            self.workers, self.evidence = self.columns.read(self.folder)

        for name in ("cold", "warm"):
            if name == "cold":
                forget_files(self.folder)
            _, *loading = timed(load)
            table, *working = timed(self.answer)
            _, *writing = timed(lambda answer=table: pyarrow.parquet.write_table(answer, out))
            out.unlink()
            clock, processor_time = zip(loading, working, writing)
            names = ("load", "answer", "write")
            result[name] = {"clock": dict(zip(names, clock)), "processor": dict(zip(names, processor_time))}
        return result | {"digest": self.digest(table), "peak": memory("VmHWM")}


def batches(path, columns, coded):
    """Columns of a Parquet file in batches, those in `coded` with dictionaries; a row group is in memory at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = pq.ParquetFile(path, read_dictionary=coded, pre_buffer=False, buffer_size=1 << 20)
    schema = pa.schema([file.schema_arrow.field(name) for name in columns])
    read = file.iter_batches(batch_size=65_536, columns=columns, use_threads=False)
    return pa.RecordBatchReader.from_batches(schema, read)


def stream(folder, threads):
    """The engine on tables that are larger than memory: both are sorted, and go by; the answer is read batch by batch,
    and not kept."""
    import cwp
    import engine
    import pyarrow as pa
    import pyarrow.compute as pc
    from data import TODAY

    pa.set_memory_pool(pa.system_memory_pool())  # the others keep what they had for later
    forget_peak()
    before, rows, met = memory("VmRSS"), 0, 0
    start, used = time.perf_counter(), processor()
    workers = batches(folder / "workers.parquet", ["worker", "role"], ["role"])
    columns = ["worker", "subject", "kind", "result", "from", "until"]
    evidence = batches(folder / "evidence.parquet", columns, ["subject", "kind", "result"])
    people = cwp.Workforce.stream(evidence, workers, sorted=True)
    answer = people.moves(on=engine.date(TODAY), threads=threads, batch_rows=8192)
    for batch in pa.RecordBatchReader.from_stream(answer):
        rows += len(batch)
        met += pc.sum(batch["should_met"]).as_py() or 0
    return {
        "again": time.perf_counter() - start,
        "cpu": processor() - used,
        "rows": rows,
        "met": met,
        "people": rows // len(cwp.Pathway().role_categories),
        "peak": memory("VmHWM"),
        "beyond": memory("VmHWM") - before,
    }


def main():
    contender, question, folder, threads, mode = sys.argv[1:]
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    if mode == "stream":
        print(json.dumps(stream(Path(folder), int(threads))))
        return
    contest = Contest(contender, question, Path(folder), int(threads))
    if mode == "shuffled":
        contest.workers, contest.evidence = contest.columns.read(contest.folder, shuffled=True)
    print(json.dumps(contest.from_file() if mode == "file" else contest.in_memory()))


if __name__ == "__main__":
    main()
