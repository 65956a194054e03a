/* Runs a command a number of times and prints the least wall time, the least processor time and the largest peak
   memory. A small program and not a script, since a child's peak counts the memory of the process that it was forked
   from. usage: bench_measure RUNS COMMAND... */

#define _DEFAULT_SOURCE
#include "timer.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Never returns. */
static void become(char **command) {
  int nowhere = open("/dev/null", O_WRONLY);
  if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0 || dup2(nowhere, STDERR_FILENO) < 0) _exit(127);
  execvp(command[0], command);
  _exit(127);
}

static uint64_t nanoseconds(struct timeval time) {
  return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_usec * 1000;
}

int main(int count, char **arguments) {
  int runs = count > 2 ? atoi(arguments[1]) : 0;
  uint64_t least = UINT64_MAX, least_busy = UINT64_MAX;
  long most = 0;
  for (int i = 0; i < runs; i++) {
    struct rusage usage;
    int status = 0;
    uint64_t start = now();
    pid_t child = fork();
    if (child == 0) become(arguments + 2);
    if (child < 0 || wait4(child, &status, 0, &usage) < 0) return 1;
    uint64_t spent = now() - start;
    /* Findings or gaps may end a command with 1; anything above is a failure. */
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
      fprintf(stderr, "%s failed\n", arguments[2]);
      return 1;
    }
    least = spent < least ? spent : least;
    uint64_t busy = nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime);
    least_busy = busy < least_busy ? busy : least_busy;
    most = usage.ru_maxrss > most ? usage.ru_maxrss : most;
  }
  printf("%10.1f ms  %10.1f ms busy  %8.1f MiB peak   best of %d\n", (double)least / 1e6, (double)least_busy / 1e6,
         (double)most / 1024, runs);
  return runs > 0 ? 0 : 1;
}
