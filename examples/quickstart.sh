#!/bin/sh
# From a fresh copy to a team's picture: installs what a build needs, builds the command, and runs it on the sample
# provider. Run it again whenever you like; it does only what is left to do.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=tests/support/setup.sh
. "$root/tests/support/setup.sh"

setup_build
mkdir -p "$logs"

# A tree that is there keeps its options, so that this and tests/run.sh can be run in any order without building anew.
# In a new one the tests, which need more packages, are left out, and a newer compiler's warnings stop nobody.
if ! is_configured "$build"; then
  say "Configuring in build/"
  configure "$build" default -DCWP_BUILD_TESTS=OFF -DCWP_WARNINGS_AS_ERRORS=OFF >"$logs/quickstart.log" 2>&1 || {
    tail -n 40 "$logs/quickstart.log" >&2
    die "Configuring failed; the whole log is build/logs/quickstart.log"
  }
fi
say "Building build/bin/cwp"
"$cmake" --build "$build" --target cwp_command -j "$(cores)" >"$logs/quickstart.log" 2>&1 || {
  tail -n 40 "$logs/quickstart.log" >&2
  die "Building failed; the whole log is build/logs/quickstart.log"
}

cd "$root"
say ""
say "\$ build/bin/cwp assess examples/data/staff.csv examples/data/training.csv --on 2026-11-21"
build/bin/cwp assess examples/data/staff.csv examples/data/training.csv --on 2026-11-21
cat <<'NEXT'

Next:
  build/bin/cwp assess --help                          the same for your own staff and training files
  build/bin/cwp plan examples/data/staff.csv examples/data/training.csv --person R016 --on 2026-11-21 \
    --catalogue examples/data/courses.json             courses that close one person's gaps
  build/bin/cwp workforce examples/data/staff.csv examples/data/training.csv --by site \
    --answer readiness                                 everybody at once, added up
  build/bin/cwp list role-categories                   what the pathway holds
  build/bin/cwp show CSW.K7                            one part of it
  build/bin/cwp check examples/data/staff.csv          what is wrong in a file
  docs/README.md                                       the library, for developers
  sh tests/run.sh                                      all the tests
NEXT
