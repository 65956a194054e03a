#!/usr/bin/env python3
"""Runs the command's test cases, which are data: tests/cli/README.md says how they are written.

    run.py COMMAND [NAME…]      all cases, or those whose name holds one of the NAMEs
      --update                  write the golden files anew in place of comparing with them
      --list                    print the names of the cases
      --verbose                 print every case, with its command line

Ends with 0 if every case passed, 1 if one failed, 2 if it was called wrongly.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import sys

import documents
import harness

HERE = pathlib.Path(__file__).resolve().parent


def load_cases():
    """Every case of every file, each with its whole name, file/case."""
    cases = []
    for path in sorted((HERE / "cases").glob("*.json")):
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        for case in document["cases"]:
            case["name"] = f"{path.stem}/{case['name']}"
            cases.append(case)
    names = [case["name"] for case in cases]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SystemExit(f"cases with the same name: {', '.join(twice)}")
    return cases


def run_one(runner, case):
    """The outcome of a case: 'ok', 'skipped: …' or the list of what was wrong."""
    try:
        return runner.run(case)
    except harness.Skip as reason:
        return f"skipped: {reason}"
    except Exception as error:  # a case that cannot run has failed
        return [f"{type(error).__name__}: {error}"]


def report(case, outcome, verbose):
    """Prints what came of a case; gives True if it failed."""
    if outcome == "ok" or isinstance(outcome, str):
        if verbose or outcome != "ok":
            print(f"{outcome:8} {case['name']}")
        return False
    print(f"FAILED   {case['name']}")
    for line in outcome:
        print("    " + line.replace("\n", "\n    "))
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", help="the cwp program to test")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_intermixed_args()
    if not os.access(options.command, os.X_OK):
        print(f"{options.command}: no program that can be run", file=sys.stderr)
        return 2
    runner = harness.Runner(options.command, HERE, update=options.update)
    cases = load_cases() + documents.cases()
    if options.names:
        cases = [case for case in cases if any(name in case["name"] for name in options.names)]
    if options.list:
        print("\n".join(case["name"] for case in cases))
        return 0
    if not cases:
        print("no case has such a name", file=sys.stderr)
        return 2
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes = list(pool.map(lambda case: run_one(runner, case), cases))
    failed = sum(report(case, outcome, options.verbose) for case, outcome in zip(cases, outcomes))
    skipped = sum(isinstance(outcome, str) and outcome.startswith("skipped") for outcome in outcomes)
    if not harness.jsonschema:
        print("The package jsonschema is not there, so JSON was not held against docs/json.")
    print(f"{len(cases) - failed - skipped} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
