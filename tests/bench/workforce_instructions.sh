#!/bin/sh
# Counts the instructions of questions about a small workforce that is always the same, and compares them with the
# record beside this file: more than a twentieth above it is a regression. Counts do not depend on how busy the machine
# is; they do on the compiler and on the processor that callgrind shows to the program.
#
# usage: sh tests/bench/workforce_instructions.sh PROGRAM [--write]
#        where PROGRAM is build/tests/bench_workforce_instructions of a tree without sanitizers
set -eu
program=${1:?usage: workforce_instructions.sh PROGRAM [--write]}
record=$(dirname "$0")/workforce_instructions.txt
command -v valgrind >/dev/null || {
  echo "skipped: there is no valgrind" >&2
  exit 77
}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0
: >"$scratch/found"
for question in "own 1" "moves 1" "gaps 1" "gaps 12" "readiness 1" "course 1" "consistency 1"; do
  # shellcheck disable=SC2086
  CK_FORK=no valgrind --tool=callgrind --toggle-collect=measured --callgrind-out-file=/dev/null "$program" $question \
    >"$scratch/said" 2>&1 || {
    cat "$scratch/said" >&2
    exit 1
  }
  count=$(sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$scratch/said")
  before=$(sed -n "s/^$question \([0-9]*\)$/\1/p" "$record" 2>/dev/null || true)
  echo "$question $count" >>"$scratch/found"
  echo "$question: $count instructions, $((count / 2000)) a person; the record says ${before:-nothing}"
  if [ -n "$before" ] && [ "$count" -gt $((before + before / 20)) ]; then failed=1; fi
done
if [ "${2:-}" = --write ]; then
  cp "$scratch/found" "$record"
elif [ "$failed" -ne 0 ]; then
  echo "more instructions than the record allows" >&2
  exit 1
fi
