"""Makes the tables and the chart of docs/performance.md out of the results of run.py.

usage: write.py RESULTS.json docs/performance.md docs/workforce.svg

In the document, what stands between the two comments `workforce bench` is replaced.
"""

import json
import re
import sys
from html import escape
from pathlib import Path

NAMES = {
    "libcwp": "libcwp",
    "numpy": "NumPy bit matrix",
    "polars": "Polars lazy",
    "duckdb-bits": "DuckDB, bits",
    "duckdb-join": "DuckDB, join",
    "pandas": "pandas",
}
# Both forms of DuckDB answer the question of gaps alike.
SHOWN = {"moves": NAMES, "gaps": {key: name.removesuffix(", bits") for key, name in NAMES.items() if "join" not in key}}
QUESTIONS = {
    "moves": "Everybody against every role category",
    "gaps": "Gaps of 152 areas by requirement, for each of 12 months",
}
OVER = "over 300 s"
BEGIN, END = "<!-- workforce bench: written by tests/bench/workforce/write.py -->", "<!-- workforce bench: end -->"


def seconds(value):
    if value is None:
        return ""
    if value < 0.001:
        return f"{value * 1e6:.0f} µs"
    if value < 1:
        return f"{value * 1000:.3g} ms"
    return f"{value:.3g} s" if value < 100 else f"{value:.0f} s"


def mebibytes(value):
    return f"{value / 2**20:,.0f} MiB"


def people(size):
    return f"{size / 1e6:g} million" if size >= 1_000_000 else f"{size // 1000} thousand"


# One thread: the processor's time, which other work on the machine does not lengthen as it does the clock's.
CLOCKS = ("processor", "clock")


def taken(result, threads):
    return result["cpu" if threads == 1 else "again"]


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    return [*lines, *("| " + " | ".join(row) + " |" for row in rows), ""]


class Results:
    def __init__(self, path):
        self.all = json.loads(Path(path).read_text())
        self.sizes = sorted({int(key.split("/")[0]) for key in self.all if "/memory/" in key})
        self.threads = sorted({int(key.split("/")[3]) for key in self.all if "/memory/" in key})

    def get(self, size, question, mode, threads, contender):
        return self.all.get(f"{size}/{question}/{mode}/{threads}/{contender}")

    def time(self, size, question, threads, contender, mode="memory"):
        """What it took; None where it was not measured, or took too long."""
        result = self.get(size, question, mode, threads, contender)
        return None if result is None or result.get("over") else taken(result, threads)

    def shown(self, size, question, threads, contender, mode="memory"):
        over = (self.get(size, question, mode, threads, contender) or {}).get("over")
        return OVER if over else seconds(self.time(size, question, threads, contender, mode))

    def in_memory(self, question):
        """A row a contender, a column each size and number of threads."""
        head = ["Arrow in memory to Arrow out"]
        head += [
            f"{people(size)}, {threads} thread{'s' * (threads > 1)}" for size in self.sizes for threads in self.threads
        ]
        rows = [
            [name, *(self.shown(size, question, threads, contender) for size in self.sizes for threads in self.threads)]
            for contender, name in SHOWN[question].items()
        ]
        if question == "moves":
            probes = [
                self.get(size, question, "probe", threads, "memory") for size in self.sizes for threads in self.threads
            ]
            rows.append(["*the memory alone*", *(seconds(probe["both"]) if probe else "" for probe in probes)])
        return table(head, rows)

    def first_and_memory(self, size, question):
        rows = []
        for contender, name in SHOWN[question].items():
            result = self.get(size, question, "memory", self.threads[0], contender)
            if result and not result.get("over"):
                rows.append(
                    [
                        name,
                        seconds(result["first"]),
                        seconds(result["again"]),
                        seconds(result["cpu"]),
                        mebibytes(result["beyond"]),
                        f"{result['beyond'] / size:,.0f}",
                    ]
                )
        head = [
            f"{people(size)}, 1 thread",
            "first time, by the clock",
            "again, by the clock",
            "by the processor",
            "memory beyond input and answer",
            "bytes a worker",
        ]
        return table(head, rows)

    def from_file(self, size):
        rows = []
        for contender, name in NAMES.items():
            for threads in self.threads:
                result = self.get(size, "moves", "file", threads, contender)
                if result and not result.get("over"):
                    cold, warm = result["cold"]["clock"], result["warm"][CLOCKS[threads > 1]]
                    load, answer, write = warm["load"], warm["answer"], warm["write"]
                    took = (cold["load"] + cold["answer"], load, answer, load + answer, write, load + answer + write)
                    rows.append([name, str(threads), *map(seconds, took)])
        head = [f"Parquet, {people(size)}", "threads", "files not read before: load and answer", "again: load"]
        return table([*head, "answer", "both", "write", "all three"], rows)

    def shuffled(self):
        rows = []
        for contender, name in NAMES.items():
            shown = [self.shown(size, "moves", 1, contender, "shuffled") for size in self.sizes]
            if any(shown):
                rows.append([name, *shown])
        return table(["evidence in no order, 1 thread", *map(people, self.sizes)], rows)

    def streamed(self):
        rows = []
        for key, result in sorted(self.all.items()):
            size, _, mode, threads, _ = key.split("/")
            if mode == "stream" and "people" in result:
                rows.append(
                    [
                        people(int(size)),
                        threads,
                        seconds(result["again"]),
                        seconds(result["cpu"]),
                        f"{result['rows']:,}",
                        mebibytes(result["peak"]),
                        mebibytes(result["beyond"]),
                    ]
                )
        head = [
            "streamed from Parquet, answers not kept",
            "threads",
            "time",
            "processor",
            "rows of answers",
            "peak memory",
            "beyond what there was before",
        ]
        return table(head, rows) if rows else []

    def best(self, size, question, threads, contenders, mode="memory"):
        """The least time of some contenders."""
        times = []
        for contender in contenders:
            if mode == "file":
                result = self.get(size, question, mode, threads, contender) or {}
                warm = result.get("warm", {}).get(CLOCKS[threads > 1])
                times.append(warm and warm["load"] + warm["answer"])
            else:
                times.append(self.time(size, question, threads, contender, mode))
        return min(filter(None, times), default=None)

    def targets(self, size):
        frames, rivals = ["duckdb-bits", "duckdb-join", "polars"], [name for name in NAMES if name != "libcwp"]
        rows = []

        def row(what, target, at_least, values):
            shown = [f"{value:.3g}" if value else "not measured" for value in values]
            met = [
                ("yes" if (value >= target if at_least else value <= target) else "no") if value else ""
                for value in values
            ]
            rows.append(
                [what, f"{'at least' if at_least else 'at most'} {target:g}", *shown, ", ".join(dict.fromkeys(met))]
            )

        def ratio(question, contenders, mode="memory"):
            values = []
            for threads in self.threads:
                own, other = (self.best(size, question, threads, who, mode) for who in (["libcwp"], contenders))
                values.append(other / own if own and other else None)
            return values

        row("every role category: the best of DuckDB and Polars by libcwp", 20, True, ratio("moves", frames))
        row("the same: NumPy by libcwp", 3, True, ratio("moves", ["numpy"]))
        probes = [self.get(size, "moves", "probe", threads, "memory") for threads in self.threads]
        own = [self.time(size, "moves", threads, "libcwp") for threads in self.threads]
        row(
            "the same: libcwp by the memory alone",
            3,
            False,
            [mine / probe["both"] if mine and probe else None for mine, probe in zip(own, probes)],
        )
        row("from Parquet to the answer: the best rival by libcwp", 4, True, ratio("moves", rivals, "file"))
        row("12 months: the best of DuckDB and Polars by libcwp", 50, True, ratio("gaps", frames))
        row("12 months: the best rival by libcwp (no target)", 1, True, ratio("gaps", rivals))
        beyond = [
            (self.get(size, "moves", "memory", threads, "libcwp") or {}).get("beyond") for threads in self.threads
        ]
        row(
            "memory beyond input and answer, bytes a worker",
            64,
            False,
            [value / size if value is not None else None for value in beyond],
        )
        head = [
            f"at {people(size)}",
            "target",
            *(f"{threads} thread{'s' * (threads > 1)}" for threads in self.threads),
            "met",
        ]
        return table(head, rows)

    def text(self):
        large = self.sizes[-1]
        lines = [
            "![Seconds of each contender at each size, on a scale of powers of ten](workforce.svg)",
            "",
            "### Against every role category",
            "",
            *self.in_memory("moves"),
            *self.first_and_memory(large, "moves"),
        ]
        lines += [
            "### Gaps of 152 areas, for twelve months",
            "",
            *self.in_memory("gaps"),
            *self.first_and_memory(large, "gaps"),
        ]
        lines += [
            "### From Parquet, in no order, and streamed",
            "",
            *self.from_file(large),
            *self.shuffled(),
            *self.streamed(),
            "### Against the targets",
            "",
            *self.targets(large),
        ]
        busy = [result.get("machine", result.get("load", 0)) for result in self.all.values()]
        busy = [value for value in busy if isinstance(value, (int, float))]
        lines.append(
            f"The machine's load, this bench included, was {min(busy):.1f} to {max(busy):.1f} after the measurements."
        )
        return "\n".join(lines)


# The chart: a panel a question, a row a contender, a dot a size, seconds on a scale of powers of ten.
WIDTH, LEFT, RIGHT, ROW, TOP = 860, 150, 30, 26, 64
COLOURS = ["#9ecae1", "#4292c6", "#08519c"]
LEAST, MOST = 0.001, 300.0


def across(value):
    import math

    share = (math.log10(value) - math.log10(LEAST)) / (math.log10(MOST) - math.log10(LEAST))
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def words(x, y, text, size=13, anchor="start", weight="normal", colour="#222"):
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" font-weight="{weight}" '
        f'fill="{colour}">{escape(text)}</text>'
    )


def panel(results, question, top):
    bottom = top + 34 + ROW * len(SHOWN[question])
    parts = [words(LEFT, top + 12, QUESTIONS[question], 14, weight="bold")]
    for power in range(-3, 3):
        x = across(10.0**power)
        parts.append(f'<line x1="{x:.1f}" y1="{top + 24}" x2="{x:.1f}" y2="{bottom}" stroke="#ddd"/>')
        parts.append(words(x, bottom + 16, seconds(10.0**power), 12, "middle", colour="#555"))
    for place, (contender, name) in enumerate(SHOWN[question].items()):
        y = top + 40 + ROW * place
        own = contender == "libcwp"
        parts.append(words(LEFT - 12, y + 4, name, 13, "end", "bold" if own else "normal"))
        times = [results.time(size, question, 1, contender) for size in results.sizes]
        known = [(across(max(LEAST, min(MOST, time))), time, colour) for time, colour in zip(times, COLOURS) if time]
        if known:
            parts.append(f'<line x1="{known[0][0]:.1f}" y1="{y}" x2="{known[-1][0]:.1f}" y2="{y}" stroke="#bbb"/>')
        for x, time, colour in known:
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y}" r="{7 if own else 5.5}" fill="{colour}">'
                f"<title>{escape(name)}: {seconds(time)}</title></circle>"
            )
        if times and times[-1]:
            at_end = known[-1][0] > WIDTH - RIGHT - 70
            parts.append(
                words(
                    known[-1][0] - 12 if at_end else known[-1][0] + 12,
                    y + (-8 if at_end else 4),
                    seconds(times[-1]),
                    12,
                    "end" if at_end else "start",
                    colour="#08519c",
                )
            )
        elif (results.get(results.sizes[-1], question, "memory", 1, contender) or {}).get("over"):
            parts.append(words(WIDTH - RIGHT, y + 4, OVER, 12, "end", colour="#08519c"))
    return parts, bottom + 40


def chart(results):
    parts, y = [], TOP
    for question in QUESTIONS:
        drawn, y = panel(results, question, y)
        parts += drawn
    title = "Processor time from Arrow in memory to Arrow out, one thread, by the number of workers"
    legend = []
    for place, (size, colour) in enumerate(zip(results.sizes, COLOURS)):
        x = LEFT + 150 * place
        legend += [f'<circle cx="{x + 6}" cy="42" r="5.5" fill="{colour}"/>', words(x + 18, 46, people(size), 12)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" width="{WIDTH}" height="{y}" '
            f'font-family="sans-serif" role="img" aria-label="{escape(title)}">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{WIDTH}" height="{y}" fill="#fff"/>',
            words(LEFT, 22, title, 14),
            *legend,
            *parts,
            "</svg>",
            "",
        ]
    )


def main():
    results, document, picture = Results(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    picture.write_text(chart(results), encoding="utf-8")
    text = document.read_text(encoding="utf-8")
    whole = f"{BEGIN}\n\n{results.text()}\n\n{END}"
    found = re.subn(re.escape(BEGIN) + ".*?" + re.escape(END), lambda _: whole, text, flags=re.S)
    if not found[1]:
        raise SystemExit(f"{document} has no place for it: {BEGIN}")
    document.write_text(found[0], encoding="utf-8")


if __name__ == "__main__":
    main()
