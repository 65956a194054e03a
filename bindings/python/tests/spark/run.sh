#!/bin/sh
# cwp.spark on a real cluster of processes: a master, two workers and their executors, on this machine alone.
#
#   sh bindings/python/tests/spark/run.sh FOLDER [ARGUMENT...]      FOLDER as for ../wheel.sh, which goes first
#
# Ends with 77, and says why, where there is no Java or PySpark cannot be had.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$(cd "$1" && pwd)
shift
python=$folder/venv/bin/python

if ! command -v java >/dev/null 2>&1; then
  echo "skipped: Spark needs Java, such as from: apt-get install openjdk-17-jre-headless"
  exit 77
fi
if ! java --version 2>/dev/null | awk 'NR == 1 {split($2, v, "."); exit !(v[1] >= 17)}'; then
  echo "skipped: Spark needs Java 17 or later, and here is $(java -version 2>&1 | head -n 1)"
  exit 77
fi
if ! "$python" -c 'import pyspark' >/dev/null 2>&1; then
  "$python" -m pip install --quiet -r "$here/requirements.txt" >"$folder/spark-pip.log" 2>&1 || {
    echo "skipped: PySpark cannot be installed; see $folder/spark-pip.log"
    exit 77
  }
fi
exec "$python" "$here/cluster.py" "$@"
