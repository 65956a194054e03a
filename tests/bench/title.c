/* How many job titles are read a second: one a line of a file, over and over, the best of several rounds. */

#include "timer.h"

#include "cwp/cwp.h"

#include <stdio.h>
#include <string.h>

enum { MOST_TITLES = 2000, TITLE_SIZE = 256, PASSES = 50, ROUNDS = 5 };

static char titles[MOST_TITLES][TITLE_SIZE];

static size_t read_titles(const char *path) {
  size_t count = 0;
  FILE *file = fopen(path, "r");
  if (!file) return 0;
  while (count < MOST_TITLES && fgets(titles[count], TITLE_SIZE, file)) {
    titles[count][strcspn(titles[count], "\r\n")] = '\0';
    count++;
  }
  fclose(file);
  return count;
}

static int read_all(size_t count) {
  for (size_t pass = 0; pass < PASSES; pass++)
    for (size_t i = 0; i < count; i++) {
      cwp_title *title;
      if (cwp_title_read(cwp_edition_default(), titles[i], strlen(titles[i]), NULL, NULL, &title, NULL) != CWP_OK)
        return 0;
      cwp_title_free(title);
    }
  return 1;
}

int main(int count, char **arguments) {
  uint64_t best = UINT64_MAX;
  size_t number = count == 2 ? read_titles(arguments[1]) : 0;
  if (number == 0) {
    fprintf(stderr, "usage: bench_title FILE, with a title a line\n");
    return 2;
  }
  for (int round = 0; round < ROUNDS; round++) {
    uint64_t start = now();
    if (!read_all(number)) return 1;
    uint64_t taken = now() - start;
    if (taken < best) best = taken;
  }
  printf("%.0f titles a second\n", (double)number * PASSES * 1e9 / (double)best);
  return 0;
}
