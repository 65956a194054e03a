"""The tables as rivals and the engine get them, in memory and from disk."""

import itertools

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from data import TODAY

# The 21st of each month for a year, the day asked about first.
MONTHS = [
    int((np.datetime64(f"{year}-{month:02}-21") - np.datetime64("1970-01-01")).astype(int))
    for year, month in [(2026, 11), (2026, 12), *((2027, month) for month in range(1, 11))]
]
PEOPLE = 100_000  # at a time, in joins: more of them and their groups do not fit into memory
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


def pieces(workers, evidence):
    """The evidence of so many people at a time, where each one's lies together; else all of it."""
    who = evidence["worker"].to_numpy()
    keys = workers["worker"].to_numpy()
    if len(keys) <= PEOPLE or np.any(who[1:] < who[:-1]):
        return [evidence]
    bounds = [*np.searchsorted(who, keys[::PEOPLE]), len(who)]
    return [evidence.slice(first, end - first) for first, end in itertools.pairwise(bounds)]


def labelled(table, labels):
    """The table with columns of places put behind their dictionaries."""
    for name, texts in labels.items():
        column = table[name].combine_chunks()
        place = table.column_names.index(name)
        table = table.set_column(place, name, pa.DictionaryArray.from_arrays(column, pa.array(texts)))
    return table
