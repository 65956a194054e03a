#ifndef CWP_EXCHANGE_SOURCE_H
#define CWP_EXCHANGE_SOURCE_H

/* An input whose beginning can be looked at before it is read, to tell what it is. */

#include "cwp/input.h"

#include <stddef.h>
#include <stdint.h>

enum { CWP__SOURCE_HEAD = 16384 };

typedef struct cwp__source {
  cwp_input inner; /* borrowed */
  char head[CWP__SOURCE_HEAD];
  size_t head_length;
  size_t head_taken; /* bytes of the head that have been read */
  int at_end;
  uint64_t bytes; /* read so far */
} cwp__source;

void cwp__source_init(cwp__source *source, const cwp_input *inner);

/* The first byte behind a byte order mark and white space, without taking it; 0 if there is none in the first
   CWP__SOURCE_HEAD bytes, or the input cannot be read, which reading it will tell. */
char cwp__source_peek(cwp__source *source);

/* The first line, without taking it, as far as it is within the first CWP__SOURCE_HEAD bytes; `*length` without its
   end. */
const char *cwp__source_peek_line(cwp__source *source, size_t *length);

/* All of the beginning, without taking it: CWP__SOURCE_HEAD bytes, or the whole of a shorter input. */
const char *cwp__source_peek_head(cwp__source *source, size_t *length);

/* The source as an input. It borrows the source. */
cwp_input cwp__source_input(cwp__source *source);

#endif
