#!/bin/sh
# The figures of docs/performance.md, measured on this machine. Takes a minute or two.
#
# usage: sh tests/bench/run.sh [WORKERS]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/support/setup.sh
. "$root/tests/support/setup.sh"

workers=${1:-100000}
setup_tests
mkdir -p "$logs"
tree=$build/release
{
  configure "$tree" release -DCWP_BUILD_TESTS=ON &&
    "$cmake" --build "$tree" -j "$(cores)" --target bench_measure bench_pathway bench_plan bench_team bench_text \
      cwp_shared cwp_command
} >"$logs/bench.log" 2>&1 || {
  tail -n 40 "$logs/bench.log" >&2
  die "Building failed; the whole log is build/logs/bench.log"
}

cd "$root"
files=$build/bench/$workers
if [ ! -f "$files/made" ]; then
  python3 tests/bench/make_files.py examples/data/staff.csv examples/data/training.csv "$workers" "$files"
  touch "$files/made"
fi

measure() { "$tree/tests/bench_measure" "$@"; }

say "machine: $(cores) cores, $(uname -sm); $(date +%Y-%m-%d)"
say ""
say "== single calls"
"$tree/tests/bench_pathway"
say ""
say "== learning plans: 240 courses, 150 gaps"
"$tree/tests/bench_plan"
say ""
say "== text: search and course tags"
"$tree/tests/bench_text"
if [ -x "$build/python/venv/bin/python" ]; then
  say ""
  say "== Python"
  "$build/python/venv/bin/python" tests/bench/python.py
fi
say ""
say "== the command, start to end"
printf 'cwp --version     '
measure 50 "$tree/bin/cwp" --version
printf 'sample provider   '
measure 20 "$tree/bin/cwp" assess examples/data/staff.csv examples/data/training.csv --on 2026-11-21
say ""
size=$(du -ch "$files"/*.csv | awk 'END {print $1}')
say "== $workers workers from $size of CSV, $(cat "$files"/*.csv | wc -l) lines"
"$tree/tests/bench_team" "$files/staff.csv" "$files/training.csv"
printf 'the library       '
measure 3 "$tree/tests/bench_team" "$files/staff.csv" "$files/training.csv"
printf 'cwp assess        '
measure 3 "$tree/bin/cwp" assess "$files/staff.csv" "$files/training.csv" --on 2026-11-21
printf 'cwp assess --json '
measure 1 "$tree/bin/cwp" assess "$files/staff.csv" "$files/training.csv" --on 2026-11-21 --json
say ""
say "== the shared library"
strip -o "$build/bench/libcwp.so" "$tree/lib/libcwp.so"
say "stripped: $(wc -c <"$build/bench/libcwp.so") bytes"
ldd "$build/bench/libcwp.so" | sed 's/^[[:space:]]*//; s/ (0x.*//; s/ => .*//'
