"""What the memory itself takes: the input columns read once, and as many bytes as the answer has written once, into
memory that is new, as an answer's is. Nothing that answers from these columns can be much faster.

usage: probe.py FOLDER THREADS ANSWER_BYTES
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

CHUNK = 1 << 18  # what is copied to and from stays in the processor's cache


def buffers(table):
    """The memory of all columns, each piece once: several chunks may lie in one."""
    found = {}
    for column in table.columns:
        for chunk in column.chunks:
            found |= {buffer.address: buffer for buffer in chunk.buffers() if buffer is not None and buffer.size > 0}
    return [np.frombuffer(buffer, np.uint8) for buffer in found.values()]


def chunks(arrays):
    return [array[first : first + CHUNK] for array in arrays for first in range(0, len(array), CHUNK)]


def shared(work, parts, threads):
    """Seconds for the parts, shared out to the threads."""
    start = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, [parts[number::threads] for number in range(threads)]))
    return time.perf_counter() - start


def read(parts):
    small = np.empty(CHUNK, np.uint8)
    for part in parts:
        np.copyto(small[: len(part)], part)


def write(parts):
    small = np.full(CHUNK, 7, np.uint8)
    for part in parts:
        np.copyto(part, small[: len(part)])


def main():
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    import columns

    folder, threads, answer_bytes = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    workers, evidence = columns.read(folder)
    given = chunks([*buffers(evidence), *buffers(workers.select(["worker", "role"]))])
    reading = min(shared(read, given, threads) for _ in range(5))
    writing = min(shared(write, chunks([np.empty(answer_bytes, np.uint8)]), threads) for _ in range(5))
    print(json.dumps({"read": reading, "write": writing, "bytes": sum(map(len, given)), "both": reading + writing}))


if __name__ == "__main__":
    main()
