#ifndef CWP_EXCHANGE_ARROW_MEMORY_H
#define CWP_EXCHANGE_ARROW_MEMORY_H

/* Memory that several Arrow arrays share, and that goes with the last of them, in whichever thread that is. */

#include "cwp/allocator.h"
#include "cwp/arrow.h"

#include <stddef.h>
#include <stdint.h>

typedef struct cwp__arrow_memory cwp__arrow_memory;

/* Starts without a piece, held once; NULL where there is no memory. */
cwp__arrow_memory *cwp__arrow_memory_new(const cwp_allocator *allocator);
cwp__arrow_memory *cwp__arrow_memory_hold(cwp__arrow_memory *self);
void cwp__arrow_memory_drop(cwp__arrow_memory *self); /* takes NULL */

const cwp_allocator *cwp__arrow_memory_allocator(const cwp__arrow_memory *self);

/* A piece of memory of its own, not cleared; NULL where there is none. */
void *cwp__arrow_memory_piece(cwp__arrow_memory *self, size_t size);

/* Makes the piece that came last longer; NULL where there is no memory, the piece then staying as it is. */
void *cwp__arrow_memory_grow(cwp__arrow_memory *self, size_t old_size, size_t size);

/* The buffers of an array: what they are is the layout's. */
typedef struct cwp__arrow_buffers {
  int64_t length;
  int64_t null_count;
  size_t count; /* of buffers */
  const void *buffers[3];
  uint64_t sizes[3]; /* bytes of each, as far as they are known */
} cwp__arrow_buffers;

/* Makes an array of buffers that lie in that memory, which it holds from then on. 0 where there is no memory. */
int cwp__arrow_array_make(const cwp__arrow_buffers *buffers, cwp__arrow_memory *memory, struct ArrowArray *out);

/* Makes an array of so many columns, each of which the caller fills; until then they count as released. */
int cwp__arrow_table_make(int64_t rows, size_t columns, const cwp_allocator *allocator, struct ArrowArray *out);

/* Gives an array room for a dictionary, which the caller fills. */
int cwp__arrow_array_add_dictionary(struct ArrowArray *array);

/* Makes a schema of so many children, each of which the caller makes by this too; texts are copied. */
int cwp__arrow_schema_make(const char *format, const char *name, int64_t flags, size_t children, int has_dictionary,
                           const cwp_allocator *allocator, struct ArrowSchema *out);

#endif
