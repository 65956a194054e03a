# shellcheck shell=sh
# What a build and the tests need, and how it gets there. Sourced by tests/run.sh and examples/quickstart.sh, with
# `root` set to the top of the source tree. Nothing is installed that is there already.

build=${root:?}/build
logs=$build/logs
cmake=cmake
ctest=ctest
missing=

say() { printf '%s\n' "$*"; }
have() { command -v "$1" >/dev/null 2>&1; }
die() {
  say "$*" >&2
  exit 1
}

# want PACKAGE COMMAND...: the package is missing unless the command succeeds.
want() {
  package=$1
  shift
  "$@" >/dev/null 2>&1 || missing="$missing $package"
}

cmake_is_recent() {
  "$cmake" --version 2>/dev/null | awk 'NR == 1 {split($3, v, "."); exit !(v[1] * 100 + v[2] >= 325)}'
}
compiles_c() { echo '#include <stdio.h>' | "${CC:-cc}" -x c -fsyntax-only -; }
compiles_cxx() { echo '#include <cstdio>' | "${CXX:-c++}" -x c++ -fsyntax-only -; }
# The Python package wants CPython 3.11; where python3 is older its tests skip, and nothing is installed for them.
python_is_older() { ! python3 -c 'import sys; raise SystemExit(sys.version_info < (3, 11))'; }
has_python_headers() {
  python_is_older || [ -f "$(python3 -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h" ]
}
has_venv() { python3 -c 'import ensurepip, venv'; }

# Clang's sanitizers and fuzzer are in a package of their own, named after clang's version. The file is asked for, since
# a link without it fails only later.
clang_major() { clang -dumpversion | cut -d. -f1; }
clang_fuzzes() {
  mkdir -p "$logs"
  have clang && printf 'int LLVMFuzzerTestOneInput(const char *d, unsigned long n) { return d && n ? 0 : 0; }\n' |
    clang -x c - -fsanitize=fuzzer,address,undefined -o "$logs/probe" >"$logs/probe.log" 2>&1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif have sudo; then
    sudo "$@"
  else
    die "Not root and no sudo: please install, then run this again:$missing"
  fi
}

# Installs what `want` found missing, and says so. The package lists are fetched once, and only if something is missing.
install_missing() {
  [ -n "$missing" ] || return 0
  if ! have apt-get; then
    say "Missing, by their names on Debian and Ubuntu:$missing"
    say "Elsewhere, for example:"
    say "  Fedora    dnf install cmake ninja-build gcc-c++ pkgconf-pkg-config cjson-devel check-devel clang compiler-rt"
    say "  macOS     brew install cmake ninja pkg-config cjson check"
    die "Install them, then run this again."
  fi
  say "Installing with apt-get:$missing"
  mkdir -p "$logs"
  if [ -z "${updated:-}" ]; then
    as_root apt-get update >"$logs/apt.log" 2>&1 || say "apt-get update failed; going on with the lists that are there"
    updated=1
  fi
  # Word splitting is meant: one word a package.
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing \
    </dev/null >>"$logs/apt.log" 2>&1 || {
    tail -n 20 "$logs/apt.log" >&2
    die "apt-get could not install:$missing"
  }
  missing=
}

# A virtual environment in the build folder for the little of Python's packages that is used.
make_venv() { [ -x "$build/venv/bin/python" ] || python3 -m venv "$build/venv" >"$logs/venv.log" 2>&1; }

# What it takes to build the library and the command.
setup_build() {
  have ninja || have make || missing="$missing ninja-build"
  want cmake have cmake
  want "gcc libc6-dev" compiles_c
  want pkg-config have pkg-config
  want libcjson-dev pkg-config --exists 'libcjson >= 1.7.13'
  install_missing
  use_recent_cmake
}

# Releases before Debian 12 and Ubuntu 23.04 have an older CMake; PyPI has a newer one.
use_recent_cmake() {
  cmake_is_recent && return 0
  cmake=$build/venv/bin/cmake
  # shellcheck disable=SC2034 # tests/run.sh uses it
  ctest=$build/venv/bin/ctest
  cmake_is_recent && return 0
  want python3-venv has_venv
  install_missing
  say "Installing with pip into build/venv: cmake"
  mkdir -p "$logs"
  make_venv
  "$build/venv/bin/python" -m pip install --quiet 'cmake>=3.25,<4' >"$logs/pip-cmake.log" 2>&1 ||
    die "CMake 3.25 or later is needed; see $logs/pip-cmake.log"
}

# Spark runs on Java: Debian's headless one, of a version that is there. Without it the test on Spark skips and says so.
setup_java() {
  have java && return 0
  have apt-get || return 0
  for package in openjdk-17-jre-headless openjdk-21-jre-headless; do
    apt-cache show "$package" >/dev/null 2>&1 || continue
    missing=" $package"
    (install_missing) || say "Going on without $package: the test on Spark will skip"
    missing=
    return 0
  done
}

# What it takes to run all the tests.
setup_tests() {
  setup_build
  want check pkg-config --exists check
  want g++ compiles_cxx
  want clang have clang
  want clang-format have clang-format
  want clang-tidy have clang-tidy
  want shellcheck have shellcheck
  want python3 have python3
  want python3-venv has_venv
  want python3-dev has_python_headers
  install_missing
  setup_java
  if ! clang_fuzzes; then
    missing="libclang-rt-$(clang_major)-dev"
    # On some releases it comes with clang itself and has no package.
    if have apt-get && apt-cache show "$missing" >/dev/null 2>&1; then install_missing; else missing=; fi
  fi
  if ! "$build/venv/bin/python" -c 'import jsonschema, zoneinfo as z; z.ZoneInfo("Europe/London")' >/dev/null 2>&1; then
    say "Installing with pip into build/venv: $(grep -v '^#' "$root/tests/requirements.txt" | tr '\n' ' ')"
    mkdir -p "$logs"
    make_venv || die "no virtual environment; see $logs/venv.log"
    "$build/venv/bin/python" -m pip install --quiet -r "$root/tests/requirements.txt" >"$logs/pip.log" 2>&1 ||
      die "pip failed; see $logs/pip.log"
  fi
  setup_arrow
}

# What files of Arrow columns are held against. Where it cannot be had the test on it skips and says so.
setup_arrow() {
  "$build/venv/bin/python" -c 'import duckdb, polars, pyarrow' >/dev/null 2>&1 && return 0
  say "Installing with pip into build/venv: $(grep -v '^#' "$root/tests/reference/requirements.txt" | tr '\n' ' ')"
  "$build/venv/bin/python" -m pip install --quiet -r "$root/tests/reference/requirements.txt" \
    >"$logs/pip-arrow.log" 2>&1 || say "Going on without: see $logs/pip-arrow.log"
}

is_configured() { [ -f "$1/build.ninja" ] || [ -f "$1/Makefile" ]; }

# configure FOLDER PRESET OPTION...: sets up a build tree. The generator is chosen once, while the tree is new: one that
# was configured by hand stays as it is.
configure() {
  folder=$1
  preset=$2
  shift 2
  if ! is_configured "$folder" && have ninja; then set -- -G Ninja "$@"; fi
  "$cmake" -S "$root" --preset "$preset" -B "$folder" "$@"
}

cores() { nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 2; }
