/* Runs a harness over files, or over all the files of a folder, without libFuzzer: each whole, and cut short at every
   byte, since files do arrive cut short. */

#include "fuzz.h"

#include <dirent.h>
#include <sys/stat.h>

/* Above that size only some of the cuts are made. */
enum { CUTS = 100 };

static size_t replayed;

static void replay_bytes(const uint8_t *bytes, size_t size) {
  size_t step = size / CUTS + 1;
  for (size_t cut = 0; cut < size; cut += step) {
    /* A block of the exact size, so that a sanitizer sees a read past its end. */
    uint8_t *copy = malloc(cut ? cut : 1);
    REQUIRE(copy);
    memcpy(copy, bytes, cut);
    LLVMFuzzerTestOneInput(copy, cut);
    free(copy);
  }
  LLVMFuzzerTestOneInput(bytes, size);
}

static void replay_file(const char *path, size_t size) {
  uint8_t *bytes = malloc(size ? size : 1);
  FILE *file = fopen(path, "rb");
  REQUIRE(bytes && file);
  REQUIRE(fread(bytes, 1, size, file) == size);
  fclose(file);
  printf("%s\n", path);
  fflush(stdout);
  replay_bytes(bytes, size);
  free(bytes);
  replayed++;
}

static void replay(const char *path) {
  struct stat status;
  REQUIRE(stat(path, &status) == 0);
  if (!S_ISDIR(status.st_mode)) {
    replay_file(path, (size_t)status.st_size);
    return;
  }
  DIR *folder = opendir(path);
  REQUIRE(folder);
  for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
    char name[4096];
    if (entry->d_name[0] == '.') continue;
    REQUIRE(snprintf(name, sizeof name, "%s/%s", path, entry->d_name) < (int)sizeof name);
    replay(name);
  }
  closedir(folder);
}

int main(int count, char **arguments) {
  for (int i = 1; i < count; i++)
    replay(arguments[i]);
  printf("replayed %zu files\n", replayed);
  return replayed > 0 ? 0 : 1;
}
