#ifndef CWP_EXCHANGE_ARROW_BODY_H
#define CWP_EXCHANGE_ARROW_BODY_H

/* The body of a message: the buffers of the columns of a batch, or of the values of a dictionary. */

#include "cwp/input.h"
#include "exchange/arrow_schema.h"

/* Bytes that are read from the first to the last. */
typedef struct cwp__arrow_source {
  cwp_input input;
  uint64_t at;
} cwp__arrow_source;

/* Reads so many bytes, or as many as there are. Errors: CWP_ERROR_IO. */
cwp_status cwp__arrow_pull(cwp__arrow_source *self, void *out, size_t length, size_t *got, cwp_error *error);

/* Passes over so many bytes. Errors: CWP_ERROR_IO; CWP_ERROR_INVALID when there are fewer. */
cwp_status cwp__arrow_skip(cwp__arrow_source *self, uint64_t length, cwp_error *error);

/* Fails because the file ends too early. */
cwp_status cwp__arrow_cut_off(const cwp__arrow_source *self, cwp_error *error);

/* What is to be read. */
typedef struct cwp__arrow_body {
  cwp__arrow_source *source;
  const cwp__arrow_field *fields;
  size_t field_count;
  const cwp__flat_table *table; /* of the batch */
  uint64_t bytes;               /* of the body */
  uint64_t most_bytes;          /* of what views become, too */
  cwp__arrow_memory *memory;    /* gets the buffers */
  cwp_allocator allocator;
  cwp__arrow_place place;
} cwp__arrow_body;

/*
 * Reads a body to its end and gives the buffers of the wanted columns, checked. Errors: CWP_ERROR_INVALID,
 * CWP_ERROR_UNSUPPORTED for compressed ones, CWP_ERROR_LIMIT, CWP_ERROR_IO, CWP_ERROR_MEMORY.
 */
cwp_status cwp__arrow_body_read(cwp__arrow_body *self, cwp__arrow_buffers *out, int64_t *rows, cwp_error *error);

#endif
