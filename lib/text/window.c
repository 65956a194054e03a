#include "text/window.h"

#include <string.h>

void cwp__window_start(cwp__window *self, const char *text, size_t length, size_t most) {
  cwp__words_start(&self->words, text, length);
  self->ended = 0;
  self->at = self->count = 0;
  self->left = most;
}

int cwp__window_more(cwp__window *self) {
  if (!self->ended && self->at + CWP__WINDOW_AHEAD >= self->count) {
    memmove(self->list, self->list + self->at, (self->count - self->at) * sizeof *self->list);
    self->count -= self->at;
    self->at = 0;
    while (!self->ended && self->count < CWP__WINDOW_SIZE) {
      self->ended = self->left == 0 || !cwp__words_next(&self->words, self->list + self->count);
      if (self->ended) break;
      self->count++;
      self->left--;
    }
  }
  return self->at < self->count;
}
