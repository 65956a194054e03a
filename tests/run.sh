#!/bin/sh
# All the tests, from installing what is missing to the last one.
#
#   sh tests/run.sh          everything
#   sh tests/run.sh fast     the inner loop: builds, then the unit, memory and command tests
#   sh tests/run.sh NAME     builds, then the tests whose name matches NAME, a regular expression, with their output
#
# Logs are in build/logs. The last line counts; the exit code is 0 only if nothing failed.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=tests/support/setup.sh
. "$root/tests/support/setup.sh"

passed=0
failed=0
skipped=0

clock() { date +%s; }

# report WORD NAME START [REMARK]
report() { printf '%-6s %-34s %4d s%s\n' "$1" "$2" "$(($(clock) - $3))" "${4:+  $4}"; }

# step NAME COMMAND...: one test that is no ctest. Quiet unless it fails.
step() {
  name=$1
  shift
  log=$logs/$(printf '%s' "$name" | tr -c 'a-z0-9\n' '-').log
  start=$(clock)
  if "$@" >"$log" 2>&1; then
    passed=$((passed + 1))
    report ok "$name" "$start"
  else
    failed=$((failed + 1))
    report FAILED "$name" "$start"
    tail -n 40 "$log"
    return 1
  fi
}

# suite NAME FOLDER CTEST-OPTION...: the tests of a build tree, each counted.
suite() {
  name=$1
  folder=$2
  shift 2
  log=$logs/$(printf '%s' "$name" | tr -c 'a-z0-9\n' '-').log
  junit=$folder/tests.xml
  start=$(clock)
  rm -f "$junit"
  status=0
  "$ctest" --test-dir "$folder" --output-on-failure --no-tests=error -j "$(cores)" --output-junit "$junit" "$@" \
    >"$log" 2>&1 || status=$?
  total=$(junit_count tests)
  bad=$(junit_count failures)
  left=$(junit_count skipped)
  passed=$((passed + total - bad - left))
  failed=$((failed + bad))
  skipped=$((skipped + left))
  if [ "$status" -eq 0 ] && [ "$total" -gt 0 ]; then
    report ok "$name" "$start" "$total tests"
    return 0
  fi
  [ "$bad" -gt 0 ] || failed=$((failed + 1))
  report FAILED "$name" "$start" "$bad of $total tests"
  # The names first, then what the tests said.
  sed -n '/^The following tests FAILED:/,/^Errors/p' "$log" | grep '(' || :
  sed '/^[0-9]*% tests passed/,$d' "$log" | grep -vE ' Passed  |^ +Start |^Internal|^Test project' | tail -n 100
  return 1
}

# The count of that name in the summary that ctest wrote; 0 if it wrote none.
junit_count() {
  [ -f "$junit" ] || { echo 0; return; }
  sed -n "s/.*[[:space:]]$1=\"\\([0-9]*\\)\".*/\\1/p" "$junit" | head -n 1 | grep . || echo 0
}

finish() {
  say ""
  if [ "$skipped" -gt 0 ]; then
    say "$passed passed, $failed failed, $skipped skipped"
  else
    say "$passed passed, $failed failed"
  fi
  [ "$failed" -eq 0 ]
}

# build_tree NAME FOLDER PRESET OPTION...: configures and builds one tree.
build_tree() {
  what=$1
  tree=$2
  shift 2
  step "configure $what" configure "$tree" "$@" "-DCWP_TEST_PYTHON=$build/venv/bin/python" &&
    step "build $what" "$cmake" --build "$tree" -j "$(cores)"
}

# Everything of the project's own is built with warnings as errors, so that a warning fails the build.
build_default() { build_tree default "$build" default -DCWP_BUILD_TESTS=ON -DCWP_WARNINGS_AS_ERRORS=ON; }

test_default() { build_default && suite "tests" "$build" "$@"; }

test_asan() { build_tree asan "$build/asan" asan && suite "tests under asan" "$build/asan" -L sanitized; }

test_tsan() { build_tree tsan "$build/tsan" tsan && suite "tests under tsan" "$build/tsan" -L threads; }

# Clang's warnings, its sanitizers, and the fuzzers that only it has.
test_clang() {
  if ! clang_fuzzes; then
    say "skip   clang's sanitizers and fuzzers: their run-time library is not to be had here"
    skipped=$((skipped + 1))
    return 0
  fi
  build_tree clang "$build/clang" asan -DCMAKE_C_COMPILER=clang -DCWP_BUILD_FUZZERS=ON \
    -DCWP_SANITIZE=fuzzer-no-link,address,undefined &&
    suite "tests and fuzzers under clang" "$build/clang" -L "sanitized|fuzzer"
}

case ${1:-all} in
-*)
  sed -n '2,8s/^# \{0,1\}//p' "$0"
  exit 2
  ;;
esac

setup_tests
mkdir -p "$logs"
cd "$root"

# A part that fails has counted and shown its failures; the others go on all the same.
case ${1:-all} in
all)
  for part in test_default test_asan test_clang test_tsan; do $part || :; done
  ;;
fast) test_default -L fast || : ;;
*)
  build_default && exec "$ctest" --test-dir "$build" --output-on-failure --no-tests=error -R "$1"
  ;;
esac
finish
