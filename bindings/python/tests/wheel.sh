#!/bin/sh
# The wheel, built in isolation as a user's pip does, and two environments: one with the wheel alone, one with what the
# tests need. Each step is done again only if what it is made of has changed.
#
#   sh bindings/python/tests/wheel.sh FOLDER      FOLDER is where all of it goes, such as build/python
#
# Ends with 77 where there is no CPython 3.11 or later.
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd)
mkdir -p "$1"
folder=$(cd "$1" && pwd)
here=$root/bindings/python

is_recent() { "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
python=
for name in "${CWP_PYTHON:-python3}" python3.13 python3.12 python3.11; do
  if is_recent "$name"; then
    python=$name
    break
  fi
done
[ -n "$python" ] || { echo "skipped: there is no CPython 3.11 or later"; exit 77; }

# A checksum of the files' bytes; a step is done if it is the one that was kept.
sum_of() {
  find "$@" -type f ! -path '*/__pycache__/*' ! -name '*.pyc' -print0 | LC_ALL=C sort -z | xargs -0 cksum | cksum
}
is_done() { [ "$(cat "$folder/$1.sum" 2>/dev/null)" = "$2" ]; }

sources=$(sum_of "$root/CMakeLists.txt" "$root/lib" "$root/include" "$root/examples/cwp" "$here/CMakeLists.txt" \
  "$here/pyproject.toml" "$here/README.md" "$here/licenses" "$here/native" "$here/src" "$here/swig" "$here/tools")
packages="$sources $(sum_of "$here/tests/requirements.txt")"

if ! is_done wheel "$sources"; then
  if command -v ccache >/dev/null 2>&1; then export CMAKE_C_COMPILER_LAUNCHER=ccache; fi
  rm -rf "$folder/wheel" "$folder/wheel.sum"
  "$python" -m venv --clear "$folder/empty"
  "$folder/empty/bin/python" -m pip wheel --quiet --no-deps --wheel-dir "$folder/wheel" "$here"
  "$folder/empty/bin/python" -m pip install --quiet --no-deps "$folder"/wheel/*.whl
  rm -rf "$folder/unpacked"
  "$python" -m zipfile -e "$folder"/wheel/*.whl "$folder/unpacked"
  echo "$sources" >"$folder/wheel.sum"
fi
if ! is_done venv "$packages"; then
  rm -f "$folder/venv.sum"
  [ -x "$folder/venv/bin/python" ] || "$python" -m venv "$folder/venv"
  "$folder/venv/bin/python" -m pip install --quiet -r "$here/tests/requirements.txt"
  "$folder/venv/bin/python" -m pip install --quiet --no-deps --force-reinstall "$folder"/wheel/*.whl
  echo "$packages" >"$folder/venv.sum"
fi
ls "$folder/wheel"
