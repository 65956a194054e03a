#!/bin/sh
# The workforce engine beside DuckDB, Polars, pandas and a NumPy bit matrix: makes the data, runs all of them, checks
# that their answers are the same, and writes the tables and the chart of docs/performance.md. Rivals are in versions
# that are fixed here, in an environment of their own, with the Python package of this tree.
#
# usage: sh tests/bench/workforce.sh [OPTION...]      options of tests/bench/workforce/run.py, such as
#        --sizes 10000,100000 --threads 1; all sizes take about an hour
#        sh tests/bench/workforce.sh --stream 16000000      with as many as do not fit into memory
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/support/setup.sh
. "$root/tests/support/setup.sh"

here=$build/workforce
mkdir -p "$here" "$logs"
if [ ! -x "$here/venv/bin/python" ]; then
  python3 -m venv "$here/venv"
fi
"$here/venv/bin/pip" install --quiet duckdb==2.0.0 numpy==2.4.6 pandas==3.1.1 polars==2.1.0 pyarrow==26.0.1
# Built anew only when the tree has changed since.
tree=$(cd "$root" && { git rev-parse HEAD; git diff HEAD -- lib include bindings; } 2>/dev/null | cksum)
if [ "$tree" != "$(cat "$here/package" 2>/dev/null)" ]; then
  "$here/venv/bin/pip" install --quiet --force-reinstall --no-deps "$root/bindings/python" \
    >"$logs/bench-workforce.log" 2>&1 || {
    tail -n 40 "$logs/bench-workforce.log" >&2
    die "Building the Python package failed; the whole log is build/logs/bench-workforce.log"
  }
  echo "$tree" >"$here/package"
  rm -f "$here/results.json"
fi
cd "$root"
say "machine: $(cores) cores, $(uname -sm); $(date +%Y-%m-%d)"
"$here/venv/bin/python" tests/bench/workforce/run.py "$here" "$here/results.json" "$@"
"$here/venv/bin/python" tests/bench/workforce/write.py "$here/results.json" docs/performance.md docs/workforce.svg
say "written: docs/performance.md, docs/workforce.svg"
