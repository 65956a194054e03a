#!/bin/sh
# How fast cwp check goes through large national files, every rule checked, beside CSV readers that only read, on one
# thread with all columns as text: DuckDB and Polars, in versions that are fixed here, in an environment of their own
# (build/bench/venv). Processor time, since what else the machine does only adds to the clock's.
#
# usage: sh tests/bench/check.sh [STAFF_ROWS] [TRAINING_ROWS]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/support/setup.sh
. "$root/tests/support/setup.sh"

staff=${1:-1000000}
training=${2:-10000000}
setup_tests
mkdir -p "$logs"
tree=$build/release
{
  configure "$tree" release -DCWP_BUILD_TESTS=ON &&
    "$cmake" --build "$tree" -j "$(cores)" --target bench_measure cwp_command
} >"$logs/bench-check.log" 2>&1 || {
  tail -n 40 "$logs/bench-check.log" >&2
  die "Building failed; the whole log is build/logs/bench-check.log"
}
readers=$build/bench/venv
if [ ! -x "$readers/bin/python" ]; then
  python3 -m venv "$readers"
  "$readers/bin/pip" install --quiet duckdb==2.0.0 polars==2.1.0
fi

cd "$root"
files=$build/bench/asc-$staff-$training
if [ ! -f "$files/made" ]; then
  python3 tests/bench/make_asc.py "$staff" "$training" "$files"
  touch "$files/made"
fi

load=$(cut -d ' ' -f 1 /proc/loadavg 2>/dev/null || echo unknown)
say "machine: $(cores) cores, $(uname -sm), load $load; $(date +%Y-%m-%d)"
wc -c "$files/staff.csv" "$files/training.csv"
for reader in duckdb duckdb-scan polars; do
  for file in staff training; do
    "$readers/bin/python" tests/bench/readers.py "$reader" "$files/$file.csv"
  done
done
for file in staff training; do
  printf 'cwp check    %-13s' "$file.csv"
  "$tree/tests/bench_measure" 5 "$tree/bin/cwp" check "$files/$file.csv" --on 2026-11-21
done
printf 'cwp check    both, held against each other '
"$tree/tests/bench_measure" 3 "$tree/bin/cwp" check "$files/staff.csv" "$files/training.csv" --on 2026-11-21
