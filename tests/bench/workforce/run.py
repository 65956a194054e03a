"""Runs all contenders at all sizes, checks that their answers are the same, and writes down what came out.

usage: run.py DATA_FOLDER RESULTS.json [--sizes N,N] [--threads 1,2] [--contenders a,b] [--stream N]

Each measurement is a process of its own (contest.py). Who takes more than 300 s for an answer is stopped, and asked no
more at larger sizes. Results are added to RESULTS.json as they come, so that a run can be taken up again: what is there
is not measured anew. write.py makes the table and the chart of it. Exit 1 if answers differ.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from contest import CONTENDERS, MOST

HERE = Path(__file__).resolve().parent
ONE_THREAD = {"pandas"}  # it has no more
SAME = {("duckdb-join", "gaps")}  # both forms of DuckDB answer it alike
SLOW = {"pandas", "duckdb-join"}  # measured in one way only, at sizes from 1 million on


def load():
    return round(os.getloadavg()[0], 2)


class Run:
    def __init__(self, asked):
        self.asked = asked
        self.results = json.loads(asked.results.read_text()) if asked.results.exists() else {}

    def keep(self, key, result):
        self.results[key] = result | {"load": load()} if "load" not in result else result | {"machine": load()}
        self.asked.results.write_text(json.dumps(self.results, indent=1, sort_keys=True))
        seconds = result.get("again") or result.get("both") or result.get("warm", {}).get("clock", {}).get("answer", 0)
        print(f"{key:<44} {'over 300 s' if result.get('over') else f'{seconds:8.3f} s'}", flush=True)

    def ask(self, key, script, *arguments):
        if key in self.results:
            return self.results[key]
        command = [sys.executable, str(HERE / script), *map(str, arguments)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=2 * MOST)
        except subprocess.TimeoutExpired:
            self.keep(key, {"over": True})
            return self.results[key]
        if done.returncode:
            print(f"{key}: failed\n{done.stderr[-2000:]}", file=sys.stderr)
            self.keep(
                key, {"failed": done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "killed", "over": True}
            )
            return self.results[key]
        result = json.loads(done.stdout.splitlines()[-1])
        self.keep(key, result | {"over": min(result.get("first", 0), result.get("cpu", 0)) > MOST})
        return self.results[key]

    def size(self, size):
        folder = self.asked.data / str(size)
        subprocess.run([sys.executable, str(HERE / "data.py"), str(size), str(folder), "--shuffled"], check=True)
        large = size >= 1_000_000
        for threads in self.asked.threads:
            for contender in self.asked.contenders:
                slow = large and contender in SLOW
                if (contender in ONE_THREAD or slow) and threads != self.asked.threads[0]:
                    continue
                for question in ("moves", "gaps"):
                    if self.is_over(contender, question, size) or (contender, question) in SAME:
                        continue
                    self.ask(
                        f"{size}/{question}/memory/{threads}/{contender}",
                        "contest.py",
                        contender,
                        question,
                        folder,
                        threads,
                        "memory",
                    )
                if slow or self.is_over(contender, "moves", size):
                    continue
                self.ask(
                    f"{size}/moves/file/{threads}/{contender}",
                    "contest.py",
                    contender,
                    "moves",
                    folder,
                    threads,
                    "file",
                )
                if threads == 1:
                    self.ask(
                        f"{size}/moves/shuffled/{threads}/{contender}",
                        "contest.py",
                        contender,
                        "moves",
                        folder,
                        threads,
                        "shuffled",
                    )
            answer = self.results.get(f"{size}/moves/memory/{threads}/{self.asked.contenders[0]}", {})
            if "bytes" in answer:
                self.ask(f"{size}/moves/probe/{threads}/memory", "probe.py", folder, threads, answer["bytes"])

    def is_over(self, contender, question, size):
        """Whether it took too long at a smaller size already."""
        for key, result in self.results.items():
            other, asked, mode, _, who = key.split("/")
            if (asked, mode, who) == (question, "memory", contender) and int(other) < size and result.get("over"):
                return True
        return False

    def stream(self, size):
        folder = self.asked.data / str(size)
        subprocess.run([sys.executable, str(HERE / "data.py"), str(size), str(folder)], check=True)
        for threads in self.asked.threads:
            self.ask(
                f"{size}/moves/stream/{threads}/libcwp", "contest.py", "libcwp", "moves", folder, threads, "stream"
            )

    def differences(self):
        """Sizes and questions for which two answers are not the same."""
        answers = {}
        for key, result in self.results.items():
            size, question, *_ = key.split("/")
            if "digest" in result:
                answers.setdefault((size, question), {}).setdefault(result["digest"], []).append(key)
        return {asked: found for asked, found in answers.items() if len(found) > 1}


def numbers(text):
    return [int(part) for part in text.split(",")]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("results", type=Path)
    parser.add_argument("--sizes", type=numbers, default=[10_000, 100_000, 1_600_000])
    parser.add_argument("--threads", type=numbers, default=[1, 2])
    parser.add_argument("--contenders", type=lambda text: text.split(","), default=list(CONTENDERS))
    parser.add_argument("--stream", type=int, help="so many workers, and a tenth, as streams")
    run = Run(parser.parse_args())
    for size in run.asked.sizes:
        run.size(size)
    if run.asked.stream:
        for size in (run.asked.stream // 10, run.asked.stream):  # memory is to be the same
            run.stream(size)
    different = run.differences()
    for (size, question), found in different.items():
        print(f"{question} of {size}: answers differ: {found}", file=sys.stderr)
    print(f"{len(run.results)} measurements, answers {'differ' if different else 'are all the same'}")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
