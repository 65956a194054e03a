#!/usr/bin/env python3
"""Arrow files of the rest of the world, read; and ours, read by it.

usage: arrow_files.py LIBRARY [--write FOLDER]

LIBRARY is the shared library. Needs pyarrow, and takes polars and duckdb where they are there; skips (77) without
pyarrow. With --write it writes the fixtures of tests/data/arrow anew.
"""

import argparse
import ctypes
import datetime
import decimal
import pathlib
import sys
import tempfile

try:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.feather
except ImportError:
    print("skipped: there is no pyarrow")
    sys.exit(77)
try:
    import polars as pl
except ImportError:
    pl = None
try:
    import duckdb
except ImportError:
    duckdb = None

FILE, STREAM = 0, 1


class Stream(ctypes.Structure):
    """ArrowArrayStream: four functions and what they need."""

    _fields_ = [("functions", ctypes.c_void_p * 5)]


class Error(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_int),
        ("line", ctypes.c_uint64),
        ("column", ctypes.c_uint64),
        ("offset", ctypes.c_uint64),
        ("path", ctypes.c_char * 256),
        ("message", ctypes.c_char * 512),
    ]


class Options(ctypes.Structure):
    _fields_ = [
        ("size", ctypes.c_size_t),
        ("columns", ctypes.POINTER(ctypes.c_char_p)),
        ("column_count", ctypes.c_size_t),
        ("batch_bytes", ctypes.c_uint64),
    ]


class Failed(Exception):
    pass


class Library:
    def __init__(self, path):
        self.lib = ctypes.CDLL(path)

    def read(self, path, columns=None):
        """A file as a table, through the C data interface."""
        stream, error = Stream(), Error()
        options = Options(ctypes.sizeof(Options), None, 0, 0)
        if columns is not None:
            names = (ctypes.c_char_p * len(columns))(*[name.encode() for name in columns])
            options.columns, options.column_count = names, len(columns)
        status = self.lib.cwp_arrow_open(
            str(path).encode(), ctypes.byref(options), None, ctypes.byref(stream), ctypes.byref(error)
        )
        if status:
            raise Failed(error.message.decode())
        try:
            table = pa.RecordBatchReader._import_from_c(ctypes.addressof(stream)).read_all()
        except pa.ArrowInvalid as failure:
            raise Failed(str(failure)) from failure
        table.validate(full=True)
        return table

    def write(self, reader, form, path):
        """Writes a reader; returns how many rows."""
        stream, error, rows = Stream(), Error(), ctypes.c_uint64()
        reader._export_to_c(ctypes.addressof(stream))
        status = self.lib.cwp_arrow_write_file(
            ctypes.byref(stream), form, str(path).encode(), None, ctypes.byref(rows), ctypes.byref(error)
        )
        if status:
            raise Failed(error.message.decode())
        return rows.value


checks = 0


def require(condition, *what):
    global checks
    checks += 1
    if not condition:
        sys.exit("not so: " + " ".join(map(str, what)))


def require_failure(holds, function, *arguments):
    try:
        function(*arguments)
    except Failed as failure:
        require(holds in str(failure), "expected", repr(holds), "in", repr(str(failure)))
    else:
        sys.exit(f"no failure, where one that says {holds!r} is due")


def large(table):
    """The table as it comes out of the reader: views as large text and binary."""
    fields = []
    for field in table.schema:
        kind = field.type
        if pa.types.is_dictionary(kind):
            kind = pa.dictionary(kind.index_type, without_view(kind.value_type), kind.ordered)
        fields.append(pa.field(field.name, without_view(kind), field.nullable))
    return table.cast(pa.schema(fields)) if table.schema != pa.schema(fields) else table.replace_schema_metadata(None)


def without_view(kind):
    if kind == pa.string_view():
        return pa.large_string()
    return pa.large_binary() if kind == pa.binary_view() else kind


def everything(rows, nulls):
    """A column of every type that is read."""
    day, now = datetime.date(2026, 11, 21), datetime.datetime(2026, 11, 21, 9, 30, 15)
    values = {
        "nothing": (pa.null(), lambda i: None),
        "flag": (pa.bool_(), lambda i: i % 3 == 0),
        "half": (pa.float16(), lambda i: float(i % 7)),
        "float": (pa.float32(), lambda i: i / 2),
        "double": (pa.float64(), lambda i: i / 3),
        "text": (pa.string(), lambda i: ("x" * (i % 20)) + "é"),
        "large_text": (pa.large_string(), lambda i: f"worker {i}"),
        "binary": (pa.binary(), lambda i: bytes([i % 256]) * (i % 5)),
        "large_binary": (pa.large_binary(), lambda i: bytes([i % 256])),
        "fixed": (pa.binary(5), lambda i: b"%05d" % i),
        "text_view": (pa.string_view(), lambda i: "long enough to be elsewhere" * (i % 3) + str(i)),
        "binary_view": (pa.binary_view(), lambda i: b"\x00" * (i % 30)),
        "day": (pa.date32(), lambda i: day + datetime.timedelta(i)),
        "day64": (pa.date64(), lambda i: day - datetime.timedelta(i)),
        "time_s": (pa.time32("s"), lambda i: i),
        "time_ns": (pa.time64("ns"), lambda i: i * 1000),
        "at_s": (pa.timestamp("s"), lambda i: now),
        "at_us": (pa.timestamp("us", "Europe/London"), lambda i: now + datetime.timedelta(seconds=i)),
        "took": (pa.duration("ms"), lambda i: i),
        "money": (pa.decimal128(12, 2), lambda i: decimal.Decimal(i) / 4),
        "more_money": (pa.decimal256(40, 3), lambda i: decimal.Decimal(i)),
        "months": (pa.month_day_nano_interval(), lambda i: (1, i, 2)),
    }
    for bits in (8, 16, 32, 64):
        values[f"int{bits}"] = (getattr(pa, f"int{bits}")(), lambda i: i % 100 - 50)
        values[f"uint{bits}"] = (getattr(pa, f"uint{bits}")(), lambda i: i % 100)
    columns = {}
    for name, (kind, value) in values.items():
        items = [None if nulls and i % nulls == 0 else value(i) for i in range(rows)]
        columns[name] = pa.array(items, kind)
    for bits, index in enumerate((pa.int8(), pa.uint8(), pa.int16(), pa.int32(), pa.uint32(), pa.int64())):
        items = [None if nulls and i % nulls == 0 else f"site {i % 90}" for i in range(rows)]
        plain = pa.array(items, pa.string())
        columns[f"site{bits}"] = plain.dictionary_encode().cast(pa.dictionary(index, pa.string()))
    columns["days"] = pa.array([day] * rows, pa.date32()).dictionary_encode()
    return pa.table(columns)


def write_pyarrow(table, form, path, rows=1000, **options):
    new = pa.ipc.new_file if form == FILE else pa.ipc.new_stream
    with pa.OSFile(str(path), "wb") as sink, new(
        sink, table.schema, options=pa.ipc.IpcWriteOptions(**options)
    ) as writer:
        writer.write_table(table, rows)


def read_pyarrow(path, form):
    with pa.OSFile(str(path), "rb") as source:
        return (pa.ipc.open_file if form == FILE else pa.ipc.open_stream)(source).read_all()


def same(one, other, *what):
    require(one.schema.names == other.schema.names, *what, one.schema.names, other.schema.names)
    for name in one.schema.names:
        require(one[name].type == other[name].type, *what, name, one[name].type, other[name].type)
        require(one[name].to_pylist() == other[name].to_pylist(), *what, name)


def test_reading(library, folder):
    for rows, nulls in ((0, 0), (1, 0), (1, 1), (777, 0), (777, 5), (5000, 64)):
        table = everything(rows, nulls)
        for form in (FILE, STREAM):
            path = folder / "in.arrow"
            write_pyarrow(table, form, path)
            same(library.read(path), large(table), "read", rows, nulls, form)
            wanted = ["site3", "text", "day", "no such column", "text_view"]
            part = library.read(path, wanted)
            same(part, large(table.select(["text", "text_view", "day", "site3"])), "part", rows, nulls, form)
    # Older files have no mark in front of a message.
    table = everything(100, 3).drop_columns(["text_view", "binary_view"])
    write_pyarrow(table, STREAM, folder / "old", use_legacy_format=True, metadata_version=pa.ipc.MetadataVersion.V4)
    same(library.read(folder / "old"), table, "older")


def test_dictionaries(library, folder):
    kind = pa.dictionary(pa.int16(), pa.string())
    schema = pa.schema([("site", kind), ("other", kind)])
    sites = [["a", "b"], ["a", "b", "c"], ["a", "b", "c", None, "é"], ["x"], ["x", "y" * 1000]]
    batches = []
    for values in sites:
        column = pa.DictionaryArray.from_arrays(pa.array([0, None, len(values) - 1], pa.int16()), pa.array(values))
        batches.append(pa.record_batch([column, column], schema))
    for deltas in (False, True):
        with pa.OSFile(str(folder / "d"), "wb") as sink, pa.ipc.new_stream(
            sink, schema, options=pa.ipc.IpcWriteOptions(emit_dictionary_deltas=deltas)
        ) as writer:
            for batch in batches:
                writer.write_batch(batch)
        require(library.read(folder / "d").to_pylist() == pa.Table.from_batches(batches).to_pylist(), "deltas", deltas)
    # The same through our own writer.
    rows = library.write(pa.RecordBatchReader.from_batches(schema, batches), STREAM, folder / "own")
    require(rows == 15, rows)
    for read in (library.read(folder / "own"), read_pyarrow(folder / "own", STREAM)):
        require(read.to_pylist() == pa.Table.from_batches(batches).to_pylist(), "own")
    growing = batches[:2]
    library.write(pa.RecordBatchReader.from_batches(schema, growing), FILE, folder / "own")
    for read in (library.read(folder / "own"), read_pyarrow(folder / "own", FILE)):
        require(read.to_pylist() == pa.Table.from_batches(growing).to_pylist(), "growing")
    reader = pa.RecordBatchReader.from_batches(schema, batches)
    require_failure("streaming format", library.write, reader, FILE, folder / "own")
    require(read_pyarrow(folder / "own", FILE).num_rows == 6, "a file that could not be written was touched")
    # A dictionary that grows a thousand times.
    batches = [
        pa.record_batch([pa.DictionaryArray.from_arrays([i], [f"worker {k}" for k in range(i + 1)])], ["w"])
        for i in range(300)
    ]
    library.write(pa.RecordBatchReader.from_batches(batches[0].schema, batches), STREAM, folder / "grown")
    for read in (library.read(folder / "grown"), read_pyarrow(folder / "grown", STREAM)):
        require(read["w"].to_pylist() == [f"worker {i}" for i in range(300)], "grown")


def test_writing(library, folder):
    for rows, nulls in ((0, 0), (1, 1), (777, 5), (3000, 0)):
        table = everything(rows, nulls).drop_columns(["text_view", "binary_view"])
        for form in (FILE, STREAM):
            for part in (table, table.slice(min(rows, 13)), table.slice(min(rows, 5), min(rows, 9))):
                path = folder / "out"
                reader = pa.RecordBatchReader.from_batches(part.schema, part.to_batches(max_chunksize=500))
                require(library.write(reader, form, path) == part.num_rows, "rows")
                same(read_pyarrow(path, form), part, "pyarrow", rows, nulls, form)
                same(library.read(path), part, "own", rows, nulls, form)
                if duckdb:
                    there = read_pyarrow(path, form).select(["text", "int64", "day", "site3", "flag"])
                    found = duckdb.sql("select * from there").arrow()
                    found = found.read_all() if isinstance(found, pa.RecordBatchReader) else found
                    require(found.to_pylist() == there.to_pylist(), "duckdb")
    require_failure("cannot be written", library.write, everything(3, 0).to_reader(), FILE, folder / "out")


def test_polars(library, folder):
    if not pl:
        print("there is no polars: its files were left out")
        return
    day = datetime.date(2026, 11, 21)
    frame = pl.DataFrame(
        {
            "worker": [f"worker number {i}" for i in range(1000)],
            "site": pl.Series([f"site {i % 7}" for i in range(1000)], dtype=pl.Categorical),
            "from": [None if i % 5 == 0 else day + datetime.timedelta(i) for i in range(1000)],
            "count": list(range(1000)),
            "there": [i % 2 == 0 for i in range(1000)],
        }
    )
    for form, write in ((FILE, frame.write_ipc), (STREAM, frame.write_ipc_stream)):
        write(folder / "polars", compression="uncompressed")
        require(library.read(folder / "polars").to_pylist() == frame.to_arrow().to_pylist(), "polars", form)
        table = large(frame.to_arrow())
        library.write(table.to_reader(100), form, folder / "own")
        read = (pl.read_ipc if form == FILE else pl.read_ipc_stream)(folder / "own")
        require(read.to_dicts() == frame.to_dicts(), "polars reads", form)
    frame.write_ipc(folder / "polars", compression="zstd")
    require_failure("ZSTD", library.read, folder / "polars")


def test_refusals(library, folder):
    table = pa.table({"worker": ["a", "b"], "list": [[1], [2, 3]], "struct": [{"x": 1, "y": ["z"]}] * 2, "n": [1, 2]})
    for form in (FILE, STREAM):
        write_pyarrow(table, form, folder / "nested")
        require_failure("column 'list': columns of type list", library.read, folder / "nested")
        same(library.read(folder / "nested", ["worker", "n"]), table.select(["worker", "n"]), "around nested ones")
    unions = pa.UnionArray.from_sparse(pa.array([0, 1], pa.int8()), [pa.array([1, 2]), pa.array(["x", "y"])])
    runs = pa.RunEndEncodedArray.from_arrays(pa.array([1, 2], pa.int32()), pa.array(["x", "y"]))
    views = pa.array([["a very long text that is elsewhere"], ["b"]], pa.list_(pa.string_view()))
    maps = pa.array([[("k", "v")], []], pa.map_(pa.string(), pa.dictionary(pa.int8(), pa.string())))
    odd = pa.table({"u": unions, "r": runs, "v": views, "m": maps, "end": ["p", "q"]})
    write_pyarrow(odd, STREAM, folder / "odd")
    for name, said in (("u", "union"), ("r", "run-end"), ("v", "list"), ("m", "map")):
        require_failure(said, library.read, folder / "odd", [name])
    require(library.read(folder / "odd", ["end"])["end"].to_pylist() == ["p", "q"], "behind nested ones")
    pyarrow.feather.write_feather(table.select(["worker"]), str(folder / "f"), compression="lz4")
    require_failure("LZ4", library.read, folder / "f")
    pyarrow.feather.write_feather(table.select(["worker"]), str(folder / "f"), compression="uncompressed")
    require(library.read(folder / "f")["worker"].to_pylist() == ["a", "b"], "feather")
    pyarrow.feather.write_feather(table.select(["worker"]), str(folder / "f"), version=1)
    require_failure("version 1 of Feather", library.read, folder / "f")
    (folder / "f").write_bytes(b"PAR1 and so on")
    require_failure("Parquet", library.read, folder / "f")
    write_pyarrow(table.select(["worker", "n"]), FILE, folder / "whole", rows=1)
    whole = (folder / "whole").read_bytes()
    for length in range(len(whole)):
        (folder / "cut").write_bytes(whole[:length])
        try:
            library.read(folder / "cut")
        except Failed:
            continue
        sys.exit(f"a file that was cut off after {length} of {len(whole)} bytes was read")


def write_fixtures(folder):
    """Small files that the tests in C read."""
    folder.mkdir(parents=True, exist_ok=True)
    table = everything(20, 3)
    write_pyarrow(table, FILE, folder / "everything.arrow", 8)
    write_pyarrow(table, STREAM, folder / "everything.arrows", 8)
    nested = pa.table({"worker": ["a", "b"], "list": [[1], [2, 3]], "n": [1, 2]})
    write_pyarrow(nested, STREAM, folder / "nested.arrows")
    evidence = pa.table({"worker": pa.array([1, 1, 2], pa.int32()), "subject": ["ASC.T20", "CSW.B1", "ASC.T20"]})
    evidence = evidence.set_column(1, "subject", evidence["subject"].dictionary_encode())
    evidence = evidence.append_column("from", pa.array([datetime.date(2024, 2, 1)] * 3))
    write_pyarrow(evidence, FILE, folder / "numbers.arrow")
    write_pyarrow(evidence.append_column("notes", pa.array([[1], [2], [3]])), FILE, folder / "notes.arrow")
    workers = pa.table({"worker": pa.array([1, 2], pa.int16()), "role": ["CSW", "NTC"], "job": ["8", "25"]})
    write_pyarrow(workers, STREAM, folder / "workers.arrows")
    pyarrow.feather.write_feather(evidence, str(folder / "lz4.arrow"), compression="lz4")
    if pl:
        frame = pl.DataFrame({"worker": [f"a number that is long {i}" for i in range(4)]})
        frame = frame.with_columns(site=pl.Series(["a", "b", "a", None], dtype=pl.Categorical))
        frame.write_ipc(folder / "polars.arrow", compression="uncompressed")
    kind = pa.dictionary(pa.int8(), pa.string())
    with pa.OSFile(str(folder / "deltas.arrows"), "wb") as sink, pa.ipc.new_stream(
        sink, pa.schema([("site", kind)]), options=pa.ipc.IpcWriteOptions(emit_dictionary_deltas=True)
    ) as writer:
        for values in (["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d", "e"], ["x"]):
            column = pa.DictionaryArray.from_arrays(pa.array([0, None, len(values) - 1], pa.int8()), pa.array(values))
            writer.write_batch(pa.record_batch([column], ["site"]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library")
    parser.add_argument("--write", metavar="FOLDER", type=pathlib.Path)
    arguments = parser.parse_args()
    if arguments.write:
        write_fixtures(arguments.write)
        return
    library = Library(arguments.library)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for test in (test_reading, test_dictionaries, test_writing, test_polars, test_refusals):
            test(library, folder)
    print(f"{checks} comparisons with pyarrow {pa.__version__}", end="")
    print(f", polars {pl.__version__}" if pl else "", f"and duckdb {duckdb.__version__}" if duckdb else "")


if __name__ == "__main__":
    main()
