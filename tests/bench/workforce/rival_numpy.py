"""A matrix of bits in NumPy: one row a worker, one bit a line and level, OR over the rows of evidence."""

import itertools
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from columns import as_numbers, dictionary_of
from pathway import AHEAD, ALWAYS, BEGUN, ENDS_SOON, KINDS, LEVELS, NEVER, NOTHING, OVER, STANDINGS, WINDOW, standings

ROWS = 65_536  # of evidence at a time: what is gathered for them stays in the cache


def days(column, missing):
    return pc.fill_null(column.cast(pa.int32()), missing).to_numpy()


class Rival:
    name = "NumPy bit matrix"

    def __init__(self, tables, threads):
        self.tables, self.threads = tables, threads
        self.masks = tables.masks().reshape(tables.key_count, -1)

    def lay_out(self, workers, evidence):
        """The evidence in the order of the workers, and where each worker's begins."""
        columns = as_numbers(evidence)
        self.keys = workers["worker"].to_numpy()
        who = columns["worker"].to_numpy()
        self.fields = [
            columns["subject"].to_numpy(),
            columns["kind"].to_numpy(),
            columns["result"].to_numpy(),
            days(columns["from"], ALWAYS),
            days(columns["until"], NEVER),
        ]
        if np.any(who[1:] < who[:-1]):
            order = np.argsort(who, kind="stable")
            who, self.fields = who[order], [field[order] for field in self.fields]
        self.starts = np.searchsorted(who, self.keys)
        self.ends = np.append(self.starts[1:], len(who))

    def effects(self, rows, on):
        """What each of those rows of evidence says, as a row of the masks."""
        subject, kind, result, start, until = (field[rows] for field in self.fields)
        state = np.where(start > on, AHEAD[result], BEGUN[result])
        when = np.where(until < on, OVER, ((until - on) <= WINDOW) * ENDS_SOON).astype(np.int8)
        state += np.where(state == NOTHING, 0, when).astype(np.int8)
        return self.tables.key(subject.astype(np.int32), kind, state)

    def reached(self, first, end, on):
        """The bits of the workers from `first` up to `end`: (worker, level, word)."""
        begin = self.starts[first]
        keys = self.effects(slice(begin, self.ends[end - 1]), on)
        starts, fewer = self.starts[first:end] - begin, self.starts[first:end] - self.ends[first:end]
        order = np.argsort(fewer, kind="stable")
        starts, fewer = starts[order], fewer[order]
        bits = np.zeros((end - first, self.masks.shape[1]), np.uint64)
        # The first row of every worker at once, then the second of all that have one: three times as fast as
        # np.bitwise_or.reduceat, which goes row by row.
        for turn in range(-fewer[0]):
            have = np.searchsorted(fewer, -turn)
            bits[:have] |= self.masks.take(keys[starts[:have] + turn], axis=0)
        placed = np.empty_like(bits)
        placed[order] = bits
        return placed.reshape(-1, len(LEVELS), self.tables.words)

    def pieces(self):
        bounds = np.searchsorted(self.starts, np.arange(0, self.ends[-1] if len(self.ends) else 0, ROWS))
        bounds = np.unique(np.append(bounds, len(self.keys)))
        bounds[0] = 0
        return list(itertools.pairwise(bounds))

    def each(self, work):
        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(work, self.pieces()))

    def moves(self, workers, evidence, on):
        self.lay_out(workers, evidence)
        tables, count = self.tables, len(workers)
        roles = len(tables.roles)
        segments, sums = tables.segment_masks(), tables.sums().reshape(len(tables.segments), -1).astype(np.float32)
        out = np.empty((len(KINDS), len(LEVELS) + 2, count, roles), np.int16)
        needed = tables.needed()

        def work(piece):
            first, end = piece
            bits = self.reached(first, end, on)
            found = np.zeros((len(tables.segments), end - first, len(LEVELS)), np.float32)
            for segment, word, mask in segments:
                found[segment] += np.bitwise_count(bits[:, :, word] & np.uint64(mask))
            total = (found.reshape(len(found), -1).T @ sums).astype(np.int16)
            total = total.reshape(end - first, len(LEVELS), roles, len(KINDS))
            levels = [total[:, level] for level in range(len(LEVELS))]
            answer = standings(levels, np.broadcast_to(needed, levels[0].shape))
            for place, counts in enumerate(answer):
                for kind in range(len(KINDS)):
                    out[kind, place, first:end] = counts[:, :, kind]

        self.each(work)
        columns = [out[kind, place].ravel() for kind in range(len(KINDS)) for place in range(len(LEVELS) + 2)]
        return as_moves(tables, np.repeat(self.keys, roles), np.tile(np.arange(roles, dtype=np.int8), count), columns)

    def everybody(self, on):
        """The bits of all workers at once."""
        bits = np.empty((len(self.keys), len(LEVELS), self.tables.words), np.uint64)

        def work(piece):
            bits[slice(*piece)] = self.reached(*piece, on)

        self.each(work)
        return bits

    def add_up(self, bits, members):
        """Of each group how many of its members have each bit."""
        total = np.empty((len(members), self.tables.words * 64), np.int32)
        for place, rows in enumerate(members):
            spread = np.unpackbits(bits[rows].view(np.uint8), axis=1, bitorder="little")
            total[place] = spread.sum(axis=0, dtype=np.int32)
        return total[:, : len(self.tables.lines)]

    def gaps(self, workers, evidence, dates):
        """Of each group and line how many stand where: the groups' workers side by side, and bits added up."""
        self.lay_out(workers, evidence)
        tables, plain = self.tables, as_numbers(workers)
        label = {code: place for place, code in enumerate(tables.roles)}
        role_of = np.array([*(label[code] for code in dictionary_of(workers, "role")), -1], np.int16)
        role = role_of[pc.fill_null(plain["role"], len(role_of) - 1).to_numpy()]
        group = plain["area"].to_numpy().astype(np.int32) * len(tables.roles) + role
        order = np.argsort(np.where(role < 0, -1, group), kind="stable")
        order = order[np.count_nonzero(role < 0) :]
        groups, begin = np.unique(group[order], return_index=True)
        sizes = np.diff(np.append(begin, len(order)))
        answer = []
        members = [order[first : first + size] for first, size in zip(begin, sizes)]
        for on in dates:
            bits = self.everybody(on)
            with ThreadPoolExecutor(self.threads) as pool:
                answer.append(
                    list(
                        pool.map(self.add_up, [bits[:, level] for level in range(len(LEVELS))], [members] * len(LEVELS))
                    )
                )
        return as_gaps(tables, workers, groups, sizes, dates, np.array(answer))


def as_moves(tables, keys, roles, columns):
    from pathway import count_columns

    labels = pa.DictionaryArray.from_arrays(pa.array(roles), pa.array(tables.roles))
    return pa.table({"worker": keys, "role": labels} | dict(zip(count_columns(), columns)))


def as_gaps(tables, workers, groups, sizes, dates, at_least):
    """at_least: (date, level, group, line) -> the table."""
    roles = len(tables.roles)
    asks = [[role for role, _ in line.asked] for line in tables.lines]
    wanted = np.array([[role in by for by in asks] for role in range(roles)])
    place, line = np.nonzero(wanted[groups % roles])
    levels = [at_least[:, level][:, place, line] for level in range(len(LEVELS))]
    counts = standings(levels, np.broadcast_to(sizes[place], levels[0].shape))
    names = ["needed", *STANDINGS]
    repeated = len(dates)
    areas = pa.array(dictionary_of(workers, "area"))
    codes = pa.array([each.code for each in tables.lines])

    def label(numbers, labels):
        return pa.DictionaryArray.from_arrays(pa.array(np.tile(numbers, repeated).astype(np.int32)), labels)

    return pa.table(
        {
            "area": label(groups[place] // roles, areas),
            "on": pa.array(np.repeat(np.array(dates, np.int32), len(place)), pa.date32()),
            "role": label(groups[place] % roles, pa.array(tables.roles)),
            "code": label(line, codes),
        }
        | {name: each.ravel() for name, each in zip(names, counts)}
    )
