#!/bin/sh
# What a type checker says: of the package as it is in the wheel, and of tests, tools and examples, which use it.
#
#   typing.sh FOLDER mypy|basedpyright      FOLDER as for wheel.sh
set -eu
folder=$1
root=$(cd "$(dirname "$0")/../../.." && pwd)
here=$root/bindings/python
examples=$root/examples/python
cd "$here"
case $2 in
mypy)
  mypy="$folder/venv/bin/mypy --config-file $here/pyproject.toml --cache-dir $folder/mypy"
  (cd "$folder/unpacked" && $mypy -p cwp)
  $mypy tests tools
  $mypy "$examples"
  ;;
basedpyright)
  "$folder/venv/bin/basedpyright" --level error --pythonpath "$folder/venv/bin/python" \
    "$folder"/unpacked/cwp/[!_]*.py "$folder"/unpacked/cwp/_[!n]*.py tests tools "$examples"
  ;;
esac
