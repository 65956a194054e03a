/* Two threads write one word: the thread sanitizer must say so. */

#include <pthread.h>
#include <stddef.h>

static int shared;

static void *write_it(void *context) {
  shared++;
  return context;
}

int main(void) {
  pthread_t other;
  if (pthread_create(&other, NULL, write_it, NULL) != 0) return 2;
  write_it(NULL);
  pthread_join(other, NULL);
  return 0;
}
