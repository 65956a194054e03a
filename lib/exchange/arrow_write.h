#ifndef CWP_EXCHANGE_ARROW_WRITE_H
#define CWP_EXCHANGE_ARROW_WRITE_H

/* Messages of a file of Arrow columns, to be written. */

#include "base/memory.h"
#include "cwp/arrow_file.h"
#include "exchange/arrow_slice.h"

/* Where a message stands, for the footer. */
typedef struct cwp__arrow_block {
  uint64_t offset, metadata, body; /* bytes */
} cwp__arrow_block;

typedef struct cwp__arrow_blocks {
  cwp__arrow_block *items;
  size_t count, capacity;
} cwp__arrow_blocks;

/* Writing messages to an output. */
typedef struct cwp__arrow_out {
  cwp_allocator allocator;
  const cwp_output *output;
  uint64_t at;      /* bytes written */
  cwp__buffer flat; /* metadata of the message in the making */
  cwp_error *error;
} cwp__arrow_out;

/* A column to be written. */
typedef struct cwp__arrow_column {
  const char *name;
  int64_t flags;
  cwp__arrow_type type;
  cwp__arrow_kind kind;
  int has_dictionary;
  cwp__arrow_type values; /* of the dictionary */
  cwp__arrow_kind values_kind;
  /* The dictionary as it was written last. */
  int was_written;
  int64_t rows, null_count;
  cwp__buffer parts[3];
} cwp__arrow_column;

cwp_status cwp__arrow_put_bytes(cwp__arrow_out *self, const void *bytes, uint64_t length);

/* The message of the schema. */
cwp_status cwp__arrow_put_schema(cwp__arrow_out *self, const cwp__arrow_column *columns, size_t count);

/* A batch of columns, or, with an id of 0 or above, a dictionary; `block` is told where it stands. */
cwp_status cwp__arrow_put_batch(cwp__arrow_out *self, int64_t id, int is_delta, int64_t rows,
                                const cwp__arrow_buffers *columns, size_t count, cwp__arrow_block *block);

/* The mark that nothing follows. */
cwp_status cwp__arrow_put_end(cwp__arrow_out *self);

/* What stands at the end of a file in the file format. */
cwp_status cwp__arrow_put_footer(cwp__arrow_out *self, const cwp__arrow_column *columns, size_t count,
                                 const cwp__arrow_blocks *dictionaries, const cwp__arrow_blocks *batches);

#endif
