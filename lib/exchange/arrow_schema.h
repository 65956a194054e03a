#ifndef CWP_EXCHANGE_ARROW_SCHEMA_H
#define CWP_EXCHANGE_ARROW_SCHEMA_H

/* The schema of a file of Arrow columns: which there are, of which types, and which of them are wanted. */

#include "base/memory.h"
#include "cwp/arrow_file.h"
#include "exchange/arrow_check.h"

typedef struct cwp__arrow_field {
  const char *name;
  cwp__arrow_type type; /* of what stands in batches: indices, where there is a dictionary */
  int is_nullable;
  int is_wanted;
  size_t dictionary; /* among those of the schema, or SIZE_MAX */
  int is_ordered;    /* the dictionary has an order */
  int is_signed;     /* the indices are */
  /* What it takes in a batch: nodes, buffers, and columns of views, each of which has further buffers. */
  size_t nodes, buffers, views;
} cwp__arrow_field;

/* The values that indices stand for, in their present version. */
typedef struct cwp__arrow_dictionary {
  int64_t id;
  cwp__arrow_type type;
  cwp__arrow_memory *memory;
  cwp__arrow_buffers buffers;
  uint64_t room[3]; /* bytes that the buffers have, those included that nobody has been shown yet */
} cwp__arrow_dictionary;

typedef struct cwp__arrow_schema {
  cwp_allocator allocator;
  cwp__arena texts;
  cwp__arrow_field *fields;
  size_t count;
  size_t wanted;
  cwp__arrow_dictionary *dictionaries; /* of wanted columns */
  size_t dictionary_count;
  size_t seen; /* fields, nested ones included */
} cwp__arrow_schema;

/* Reads the table of a schema; `version` is that of the message. Errors: CWP_ERROR_UNSUPPORTED, CWP_ERROR_INVALID,
   CWP_ERROR_LIMIT, CWP_ERROR_MEMORY. Clear it in every case. */
cwp_status cwp__arrow_schema_read(cwp__arrow_schema *self, const cwp__flat_table *table, int64_t version,
                                  const cwp_arrow_options *options, const cwp_allocator *allocator, const char *path,
                                  cwp_error *error);
void cwp__arrow_schema_clear(cwp__arrow_schema *self);

/* The wanted columns for the C data interface. 0 where there is no memory. */
int cwp__arrow_schema_export(const cwp__arrow_schema *self, struct ArrowSchema *out);

#endif
