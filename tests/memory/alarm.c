/* Does what a sanitizer is there to catch, so that a build in which the sanitizers are off does not pass for clean. */

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Volatile, so that the compiler neither sees what is coming nor drops it. */
static volatile size_t size = 8;
static void *volatile kept;

int main(int count, char **arguments) {
  const char *what = count > 1 ? arguments[1] : "";
  if (strcmp(what, "heap") == 0) {
    char *block = malloc(size);
    if (block) block[size] = 'x';
    free(block);
  } else if (strcmp(what, "leak") == 0) {
    kept = malloc(size);
    kept = NULL;
  } else if (strcmp(what, "overflow") == 0) {
    volatile int most = INT_MAX;
    most = most + (int)size;
  }
  puts("no alarm");
  return 0;
}
