#!/bin/sh
# Builds and runs tests/consumer/main.c in one way of taking the library.
#
# usage: run.sh WAY SOURCES PREFIX FOLDER VERSION, with the library installed in PREFIX
set -eu
way=$1
sources=$2
prefix=$3
folder=$4
version=$5
cmake=${CMAKE:-cmake}
cc=${CC:-cc}

rm -rf "$folder"
mkdir -p "$folder/source"
cp "$sources/tests/consumer/main.c" "$sources/examples/rota_check.c" "$sources/examples/workforce.c" \
  "$folder/source/"
cd "$folder"

# says_so PROGRAM: it ran, and speaks of the version that was built.
says_so() {
  "$1" >said
  cat said
  grep -q "^libcwp $version: Supervisor or leader asks [1-9]" said
}

# drags PROGRAM: the example drags somebody onto a shift of the sample provider, and says why that will not do.
drags() {
  data=$sources/examples/data
  "$1" care-home Mon-N A043 "$data/shifts.csv" "$data/assignments.csv" "$data/availability.csv" "$data/staff.csv" \
    "$data/training.csv" >dragged
  cat dragged
  grep -q "^With ALDER-CH/A043 the shift would be: block$" dragged
  grep -q "^  block ALDER-CH/A043 is on shift Mon-L at the same time\.$" dragged
  grep -q "^  fix   swap ALDER-CH/A050 for ALDER-CH/A043: 1 of 2 blocks left$" dragged
}

# asks PROGRAM: the example asks all that can be asked of its three people.
asks() {
  "$1" 2026-11-21 >asked
  cat asked
  grep -q "^own: 3 rows of 29 columns, from worker to ready$" asked
  grep -q "^moves: 24 rows of 30 columns, from worker to ready$" asked
  [ "$(grep -c " rows of " asked)" -eq 6 ]
}

# build_with_cmake SOURCE
build_with_cmake() {
  "$cmake" -S "$1" -B built "-DCMAKE_PREFIX_PATH=$prefix" -DCMAKE_C_FLAGS="-Wall -Wextra -Werror"
  "$cmake" --build built
}

# The prefix without the shared library, moved elsewhere, so that it must be the static one that is linked, and so that
# the installed files prove to hold no absolute path.
static_prefix() {
  cp -R "$prefix" "$folder/moved"
  find "$folder/moved" -name 'libcwp.so*' -exec rm -f {} +
  find "$folder/moved" -name 'cwp-shared*' -exec rm -f {} +
  prefix=$folder/moved
}

pkg_config() {
  PKG_CONFIG_PATH=$(find "$prefix" -name pkgconfig -type d) pkg-config "$@"
}

case $way in
find_package)
  cp "$sources/tests/consumer/find_package/CMakeLists.txt" source/
  build_with_cmake source
  for program in consumer consumer_shared consumer_static consumer_cpp; do says_so "built/$program"; done
  drags built/rota_check
  asks built/workforce
  ;;
find_package_static)
  static_prefix
  sed 's/ COMPONENTS shared static//; /consumer_shared/d' "$sources/tests/consumer/find_package/CMakeLists.txt" \
    >source/CMakeLists.txt
  build_with_cmake source
  says_so built/consumer
  ;;
pkg_config)
  [ "$(pkg_config --modversion cwp)" = "$version" ]
  # shellcheck disable=SC2046
  $cc source/main.c -o consumer $(pkg_config --cflags --libs cwp) -Wl,-rpath,"$(pkg_config --variable=libdir cwp)"
  says_so ./consumer
  # cJSON is the library's own business: nobody who links the shared library is made to link it.
  ! pkg_config --libs cwp | grep -q cjson
  ;;
pkg_config_static)
  static_prefix
  # shellcheck disable=SC2046
  $cc source/main.c -o consumer $(pkg_config --static --cflags --libs cwp)
  says_so ./consumer
  ;;
subdirectory)
  cp "$sources/tests/consumer/subdirectory/CMakeLists.txt" source/
  ln -s "$sources" source/libcwp
  "$cmake" -S source -B built
  "$cmake" --build built --parallel 2
  says_so "$(find built -name consumer -type f)"
  # As part of another project it brings neither its tests nor its command.
  [ ! -e built/bin/cwp ] && [ ! -e built/libcwp/tests ]
  ;;
command)
  # The command line is a program on the installed library like any other.
  build_with_cmake "$sources/examples/cwp"
  program=$(find built -name cwp -type f -perm -u+x | head -n 1)
  "$program" --version | grep -qw "$version"
  "$prefix/bin/cwp" --version | grep -qw "$version"
  "$program" assess "$sources/examples/data/staff.csv" "$sources/examples/data/training.csv" --on 2026-11-21 >said
  [ -s said ]
  ;;
*)
  echo "unknown way: $way" >&2
  exit 2
  ;;
esac
