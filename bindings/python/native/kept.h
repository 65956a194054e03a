#ifndef CWP_PYTHON_KEPT_H
#define CWP_PYTHON_KEPT_H

/* What an Arrow stream gave, kept so that it can be handed out again, and as often as anybody likes. Like a table it
   has a count of references and never changes; what is handed out shares its memory. */

#include "table.h"

#include <cwp/arrow.h>

#include <stddef.h>
#include <stdint.h>

typedef struct kept kept;

/* Reads a stream to its end. It is not released, so that its last error can be asked for. 0 or its errno. */
int kept_read(struct ArrowArrayStream *stream, kept **out);

/* Keeps a stream's schema alone. The stream stays as it is. 0 or its errno. */
int kept_read_schema(struct ArrowArrayStream *stream, kept **out);

/* Keeps one batch and its schema, both of which it takes over unless there is no memory. 0, or ENOMEM. */
int kept_take(struct ArrowSchema *schema, struct ArrowArray *batch, kept **out);

/* One reference more; returns what it was given. */
kept *kept_share(kept *self);

/* One reference less; the last one releases what is kept. Takes NULL. */
void kept_release(kept *self);

const struct ArrowSchema *kept_schema(const kept *self);
size_t kept_count(const kept *self); /* batches */
const struct ArrowArray *kept_at(const kept *self, size_t batch);
int64_t kept_rows(const kept *self);

/* The consumer's, to be released. 0, or ENOMEM with `out` as it was. */
int kept_export_schema(kept *self, struct ArrowSchema *out);
int kept_export_stream(kept *self, struct ArrowArrayStream *out);

/* All of it as a table: labels as texts, integers as int64. 0; ENOMEM; EOVERFLOW above 2 GiB of text in a column;
   EINVAL for a column that no table has. */
int kept_table(const kept *self, table **out);

/* A stream with other names for its columns, as many as there are; NULL leaves one as it is. The names are copied.
   Takes `inner` over, whatever comes of it. 0, or ENOMEM. */
int kept_rename(struct ArrowArrayStream *inner, const char *const *names, size_t count, struct ArrowArrayStream *out);

#endif
