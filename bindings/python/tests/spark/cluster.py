"""cwp.spark on several processes: the same answers as on one machine, whatever happens to the cluster.

python cluster.py             all of it, on a master with two workers and their executors, started here
python cluster.py --measure   how much memory a task takes, by the rows that it judges at a time
"""

# pyright: reportMissingImports=false
from __future__ import annotations

import datetime
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cwp
import pyarrow as pa
import pyarrow.parquet as pq
import pyspark
from pyspark.sql import DataFrame, SparkSession

# Beyond these seconds something hangs.
LONGEST = 600

QUICK_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"

ON = ("2026-11-21", "2027-03-31")
SETTINGS = ("P.dementia",)
PARTITIONS = 5
DAY = datetime.date(2026, 11, 21)


# ---- Data ----


def codes() -> list[str]:
    """What evidence is about: some of all that there is, and something that there is not."""
    pathway = cwp.Pathway()
    records = [*pathway.learning, *pathway.groups, *pathway.behaviours, *list(pathway.statements)[::7]]
    return [*(record.code for record in records), "X.unknown"]


def tables(people: int, seed: int = 1) -> tuple[pa.Table, pa.Table]:
    """Evidence and workers. One worker has as much evidence as a thousand others; many rows belong to nobody."""
    chance = random.Random(seed)
    about, roles = codes(), [role.code for role in cwp.Pathway().role_categories]
    keys: list[int | None] = [worker for worker in range(people) for _ in range(chance.randrange(0, 24))]
    keys += [17] * (people * 2)
    keys += [None] * (people // 2)
    keys += [people + 5] * 3  # of whom the other table knows nothing
    chance.shuffle(keys)
    count = len(keys)
    start = [DAY - datetime.timedelta(days=chance.randrange(-60, 900)) for _ in range(count)]
    evidence = pa.table(
        {
            "staff_id": pa.array(keys, pa.int64()),
            "subject": pa.array(chance.choices(about, k=count)),
            "kind": pa.array(chance.choices(["declared", "trained", "assessed", "accredited"], [1, 5, 3, 1], k=count)),
            "result": pa.array(chance.choices([None, "completed", "failed"], [5, 5, 1], k=count), pa.string()),
            "from": pa.array([None if chance.random() < 0.05 else day for day in start], pa.date32()),
            "until": pa.array([None if chance.random() < 0.4 else day + datetime.timedelta(days=365) for day in start]),
            "note": pa.array(["nothing that a task should be sent"] * count),
        }
    )
    workers = pa.table(
        {
            "staff_id": pa.array(range(people), pa.int64()),
            "role": pa.array([chance.choice([*roles, None]) for _ in range(people)], pa.string()),
            "site": pa.array([f"S{chance.randrange(9)}" for _ in range(people)]),
            "agency": pa.array([chance.choice([True, False, None]) for _ in range(people)], pa.bool_()),
            "job_role": pa.array([chance.choice([1, 2, 5, 7, 8, 27, None]) for _ in range(people)], pa.int32()),
            "settings": pa.array([chance.choice([None, "P.dementia", ""]) for _ in range(people)], pa.string()),
        }
    )
    return evidence, workers


# ---- The cluster ----


def home_of_our_own(folder: Path) -> Path:
    """Spark's home, so that what its workers write is written here and not into the package."""
    home = folder / "spark"
    home.mkdir()
    for part in ("bin", "jars", "python"):
        source = Path(str(pyspark.__file__)).parent / part
        if source.exists():
            (home / part).symlink_to(source)
    return home


def cluster(folder: Path) -> SparkSession:
    """A master, two workers with an executor of a core each, all of them processes, on loopback."""
    os.environ["SPARK_HOME"] = str(home_of_our_own(folder))
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    builder = SparkSession.Builder().master("local-cluster[2,1,1024]").appName("cwp")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        # Much is compiled and little runs for long.
        "spark.sql.codegen.wholeStage": "false",
        "spark.driver.extraJavaOptions": QUICK_JAVA,
        "spark.executor.extraJavaOptions": QUICK_JAVA,
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.local.dir": str(folder / "local"),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.shuffle.partitions": "3",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "2000",
        "spark.task.maxFailures": "8",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    return spark


def java(spark: SparkSession) -> Any:
    """The process of Spark's own, which we started."""
    gateway: Any = spark.sparkContext._gateway
    return gateway.proc


def executors(spark: SparkSession) -> list[int]:
    """The executors' processes: children of the Java process that we started."""
    ours = java(spark).pid
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    return [int(pid) for pid, parent, args in rows if int(parent) == ours and "CoarseGrainedExecutorBackend" in args]


# ---- Questions ----

QUESTIONS: dict[str, Callable[[Any], Any]] = {
    "own": lambda asked: asked.own(on=ON, settings=SETTINGS),
    "moves": lambda asked: asked.moves(on=ON[:1], settings=SETTINGS, policy=cwp.Policy(must="trained")),
    "gaps": lambda asked: asked.gaps(["site", "agency"], on=ON, settings=SETTINGS),
    "gaps of all": lambda asked: asked.gaps(on=ON[0]),
    "readiness": lambda asked: asked.readiness(["site"], on=ON, settings=SETTINGS),
    "course": lambda asked: asked.course("ASC.T20", "site", on=ON, kind="assessed"),
    "consistency": lambda asked: asked.consistency(["agency"]),
}


def plain(table: pa.Table) -> pa.Table:
    """Without dictionaries, in an order of its own."""
    kinds = [kind.value_type if pa.types.is_dictionary(kind) else kind for kind in table.schema.types]
    kinds = [pa.string() if pa.types.is_large_string(kind) else kind for kind in kinds]
    fields = [pa.field(name, kind) for name, kind in zip(table.column_names, kinds, strict=True)]
    flat = table.cast(pa.schema(fields)).combine_chunks()
    return flat.sort_by([(name, "ascending") for name in flat.column_names])


def same(name: str, found: pa.Table, expected: Any) -> None:
    right = plain(pa.table(expected))
    there = plain(found.select(right.column_names))
    assert right.num_rows > 0, f"{name}: the question is about nothing"
    assert there.num_rows == right.num_rows, f"{name}: {there.num_rows} rows, not {right.num_rows}"
    for column in right.column_names:
        assert there[column].equals(right[column]), f"{name}: column {column} differs"


def check_answers(asked: Any, single: cwp.Workforce, word: str) -> None:
    for name, ask in QUESTIONS.items():
        start = time.monotonic()
        same(name, ask(asked).toArrow(), ask(single))
        say(f"{word}: {name} as on one machine", start)
    start = time.monotonic()
    findings = asked.findings().toArrow()
    single_findings = pa.table(single.findings).drop_columns(["first_row"])
    same("findings", findings, single_findings)
    say(f"{word}: findings as on one machine", start)


OWN = (
    '{"format": "cwp-pathway", "format_version": 1, "extends": "2025", "edition": {"code": "own", "title": "Ours",'
    ' "date": "2026-01-01", "text": "For tests.", "status": "editorial", "source": "MINE"}, "sources": [{'
    '"code": "MINE", "title": "Tests", "publisher": "Tests", "text": "All.", "status": "official"}],'
    ' "role_categories": [{"code": "OURS", "slug": "ours", "title": "Ours", "text": "Ours.", "coverage": "complete",'
    ' "baselines": [{"role": "NTC"}], "status": "editorial", "source": "MINE"}]}'
)


def check_own(evidence: DataFrame, workers: DataFrame, evidence_table: pa.Table, worker_table: pa.Table) -> None:
    """A pathway from a file that executors never see."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.json"
        path.write_text(OWN, encoding="utf-8")
        own = cwp.Pathway.read(path)
    names = {"staff_id": "worker"}
    single = cwp.Workforce(evidence_table, worker_table, names=names, pathway=own)
    found = cwp_spark().Workforce(evidence, workers, names=names, pathway=own).moves(on=DAY).toArrow()
    assert "OURS" in found["role"].to_pylist()
    same("own pathway", found, single.moves(on=DAY))
    say("a pathway from a file as on one machine", start)


def check_skew(spark: SparkSession, evidence: DataFrame, workers: DataFrame, single: cwp.Workforce) -> None:
    """All of them in one partition, and the others empty: pieces are cut between people."""
    start = time.monotonic()
    skewed = cwp_spark().Workforce(evidence, workers, names={"staff_id": "worker"}, partitions=1, rows=2500)
    same("a partition", QUESTIONS["own"](skewed).toArrow(), QUESTIONS["own"](single))
    say("one partition for all", start)


def slowly(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        time.sleep(0.3)
        yield batch


def check_loss(spark: SparkSession, asked: Any, single: cwp.Workforce) -> None:
    """An executor is killed while tasks run on it and others have ended: what it had is computed anew."""
    start = time.monotonic()
    name = "own"
    answer = QUESTIONS[name](asked)
    slow = answer.mapInArrow(slowly, answer.schema)
    found: list[pa.Table] = []
    failure: list[BaseException] = []

    def collect() -> None:
        try:
            found.append(slow.toArrow())
        except BaseException as error:
            failure.append(error)

    before = executors(spark)
    assert len(before) == 2, f"executors: {before}"
    thread = threading.Thread(target=collect)
    thread.start()
    wait_for(lambda: is_midway(spark), "tasks that are half way")
    os.kill(before[0], signal.SIGKILL)
    wait_for(lambda: before[0] not in executors(spark), "the end of an executor")
    assert thread.is_alive(), "the job was done before its executor was killed"
    thread.join()
    if failure:
        raise failure[0]
    same("an executor killed", found[0], QUESTIONS[name](single))
    wait_for(lambda: len(executors(spark)) == 2, "another executor")
    say("an executor killed in the middle", start)


def is_midway(spark: SparkSession) -> bool:
    tracker = spark.sparkContext.statusTracker()
    stages = [tracker.getStageInfo(number) for number in tracker.getActiveStageIds()]
    return any(stage and stage.numTasks == PARTITIONS and stage.numCompletedTasks > 0 for stage in stages)


def check_errors(evidence: DataFrame, workers: DataFrame) -> None:
    """What is wrong with a question or a table is said at once, not by an executor."""
    module = cwp_spark()
    asked = module.Workforce(evidence, workers, names={"staff_id": "worker"})
    wrong: list[tuple[type[Exception], Callable[[], object]]] = [
        (cwp.errors.NotFoundError, lambda: asked.own(on=ON, settings=["P.nothing"])),
        (cwp.errors.ArgumentError, lambda: asked.gaps("colour", on=ON)),
        (cwp.errors.ArgumentError, lambda: asked.own(on=[])),
        (cwp.errors.InvalidError, lambda: module.Workforce(evidence, workers)),
        (cwp.errors.ArgumentError, lambda: module.Workforce(evidence, names={"nobody": "worker"})),
    ]
    for kind, ask in wrong:
        try:
            ask()
        except kind:
            continue
        raise AssertionError(f"{kind.__name__} was expected")


def wait_for(what: Callable[[], bool], word: str) -> None:
    end = time.monotonic() + 60
    while not what():
        assert time.monotonic() < end, f"there is no sign of {word}"
        time.sleep(0.05)


def cwp_spark() -> Any:
    import cwp.spark

    return cwp.spark


# ---- Memory ----


def peaks(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The most memory, in MiB, that the process before this one took: a worker that has one parent with this one."""
    for _ in batches:
        pass
    most = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            lines = (folder / "status").read_text(encoding="utf-8").splitlines()
        except OSError:
            continue
        said = dict(line.split(":", 1) for line in lines)
        if int(said["PPid"]) == os.getppid() and int(folder.name) != os.getpid() and "VmHWM" in said:
            most = max(most, int(said["VmHWM"].split()[0]) // 1024)
    yield pa.RecordBatch.from_pydict({"peak": [most]})


def measure(folder: Path) -> None:
    """The memory of a task in Python, for a partition that is far larger than what is judged at a time."""
    evidence, workers = tables(60_000)
    for rows in (20_000, 100_000, 500_000, 2_000_000):
        inner = folder / str(rows)
        inner.mkdir()
        spark = cluster(inner)
        spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "10000")
        given = [stored(spark, inner, name, table) for name, table in (("evidence", evidence), ("workers", workers))]
        asked = cwp_spark().Workforce(*given, names={"staff_id": "worker"}, partitions=1, rows=rows)
        start = time.monotonic()
        count = asked.moves(on=DAY).mapInArrow(peaks, "peak long").toArrow()["peak"].to_pylist()
        print(
            f"rows={rows}: {max(count)} MiB, {evidence.num_rows} rows of evidence in {time.monotonic() - start:.0f} s"
        )
        stop(spark)


# ---- Running ----


def say(what: str, start: float) -> None:
    print(f"ok  {what}, {time.monotonic() - start:.1f} s", flush=True)


def stored(spark: SparkSession, folder: Path, name: str, table: pa.Table) -> DataFrame:
    path = folder / f"{name}.parquet"
    pq.write_table(table, path, row_group_size=max(1, table.num_rows // 4))
    return spark.read.parquet(str(path)).repartition(2)


def stop(spark: SparkSession) -> None:
    """All that was started ends, the Java process too."""
    process = java(spark)
    spark.stop()
    gateway = pyspark.SparkContext._gateway
    if gateway is not None:
        gateway.shutdown()
        pyspark.SparkContext._gateway = None
        pyspark.SparkContext._jvm = None
    process.stdin.close()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()


def check(folder: Path) -> None:
    start = time.monotonic()
    spark = cluster(folder)
    try:
        evidence_table, worker_table = tables(2000)
        single = cwp.Workforce(evidence_table, worker_table, names={"staff_id": "worker"})
        evidence = stored(spark, folder, "evidence", evidence_table)
        workers = stored(spark, folder, "workers", worker_table)
        say("a cluster of processes", start)
        check_errors(evidence, workers)
        asked = cwp_spark().Workforce(evidence, workers, names={"staff_id": "worker"}, partitions=PARTITIONS, rows=3000)
        check_answers(asked, single, "dealt out")
        alone = cwp.Workforce(evidence_table, names={"staff_id": "worker"})
        same(
            "without workers",
            cwp_spark().Workforce(evidence, names={"staff_id": "worker"}).moves(on=DAY).toArrow(),
            alone.moves(on=DAY),
        )
        check_own(evidence, workers, evidence_table, worker_table)
        check_skew(spark, evidence, workers, single)
        check_loss(spark, asked, single)
    finally:
        stop(spark)


def hanging(*_: object) -> None:
    raise TimeoutError("it takes too long")


def main() -> int:
    warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
    signal.signal(signal.SIGALRM, hanging)
    signal.alarm(LONGEST * (4 if "--measure" in sys.argv else 1))
    with tempfile.TemporaryDirectory(prefix="cwp-spark-") as name:
        if "--measure" in sys.argv:
            measure(Path(name))
        else:
            check(Path(name))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
