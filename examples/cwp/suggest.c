#include "suggest.h"

#include <string.h>

enum { LONGEST = 40, FAR = 1000 };

static unsigned least(unsigned a, unsigned b) {
  return a < b ? a : b;
}

/* Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other. */
static unsigned distance(const char *a, size_t a_length, const char *b, size_t b_length) {
  unsigned rows[LONGEST + 1][LONGEST + 1];
  if (a_length > LONGEST || b_length > LONGEST) return FAR;
  for (size_t i = 0; i <= a_length; i++) {
    for (size_t j = 0; j <= b_length; j++) {
      if (i == 0 || j == 0) {
        rows[i][j] = (unsigned)(i + j);
        continue;
      }
      unsigned cost = a[i - 1] == b[j - 1] ? 0 : 1;
      unsigned best = least(rows[i - 1][j] + 1, rows[i][j - 1] + 1);
      best = least(best, rows[i - 1][j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = least(best, rows[i - 2][j - 2] + 1);
      rows[i][j] = best;
    }
  }
  return rows[a_length][b_length];
}

void suggest_start(cmd_suggestion *self, const char *typed, size_t length) {
  /* About one slip in three letters; a single letter is no hint at anything. */
  *self = (cmd_suggestion){typed, length, NULL, length < 2 ? 0 : (unsigned)(length / 3 + 2)};
}

void suggest_try(cmd_suggestion *self, const char *name) {
  size_t length = strlen(name);
  size_t shared = self->length < length ? self->length : length;
  unsigned steps = distance(self->typed, self->length, name, length);
  /* The beginning of a name, or a name with more behind it, is near however much is missing. */
  if (shared >= 3 && memcmp(self->typed, name, shared) == 0) steps = least(steps, 1);
  if (steps < self->distance && steps < length) {
    self->best = name;
    self->distance = steps;
  }
}

const char *suggest_best(const cmd_suggestion *self) {
  return self->best;
}
