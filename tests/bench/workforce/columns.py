"""The tables as rivals and the engine get them, in memory and from disk."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from data import TODAY

# The 21st of each month for a year, the day asked about first.
MONTHS = [
    int((np.datetime64(f"{year}-{month:02}-21") - np.datetime64("1970-01-01")).astype(int))
    for year, month in [(2026, 11), (2026, 12), *((2027, month) for month in range(1, 11))]
]
assert MONTHS[0] == TODAY


def read(folder, shuffled=False):
    """The two tables with one dictionary for each column."""
    name = "evidence-shuffled" if shuffled else "evidence"
    workers = pq.read_table(folder / "workers.parquet").unify_dictionaries()
    return workers, pq.read_table(folder / f"{name}.parquet").unify_dictionaries()


def dictionary_of(table, column):
    chunks = table[column].chunks
    return chunks[0].dictionary.to_pylist() if chunks else []


def as_numbers(table):
    """The same memory with the places in their dictionaries for texts: nothing is copied."""

    def plain(column):
        if not pa.types.is_dictionary(column.type):
            return column
        return pa.chunked_array([chunk.indices for chunk in column.chunks], column.type.index_type)

    return pa.table({name: plain(table[name]) for name in table.column_names})
