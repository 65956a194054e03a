#ifndef CWP_TEXT_TAGGED_H
#define CWP_TEXT_TAGGED_H

/* A tagged catalogue in the making. */

#include "base/error.h"
#include "base/memory.h"
#include "cwp/tag.h"

typedef struct cwp__tagged_item {
  cwp_tagged_course course; /* its texts lie in the catalogue's arena */
  cwp_tags *tags;
} cwp__tagged_item;

struct cwp_tagged {
  cwp_allocator allocator;
  cwp__arena arena;
  const cwp_index *index;
  cwp_tag_options options;
  cwp__tagged_item *items;
  size_t count, capacity;
};

/* Adds a course, whose texts are copied, and tags it. Errors: CWP_ERROR_MEMORY. */
cwp_status cwp__tagged_add(cwp_tagged *self, const cwp_tagged_course *course, cwp_error *error);

/* 1 if one of the courses from the one at `first` on has a text that says what it is about. */
int cwp__tagged_has_text(const cwp_tagged *self, size_t first);

/* Read courses and decisions from a document into a catalogue. Errors as for cwp_tagged_parse. */
cwp_status cwp__tagged_read_json(cwp_tagged *self, const char *text, size_t length, const char *name,
                                 const cwp_limits *limits, cwp_error *error);
cwp_status cwp__tagged_read_csv(cwp_tagged *self, const char *text, size_t length, const char *name,
                                const cwp_limits *limits, cwp_error *error);

/* The decision of that name. Returns 0 when there is none; "" is CWP_DECISION_NONE. */
int cwp__decision_named(const char *name, cwp_decision *out);

#endif
