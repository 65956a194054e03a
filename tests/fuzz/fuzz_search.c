/* Words to search for: any bytes, up to a zero. */

#include "fuzz.h"

enum { ROOM = 20 };

/* One index for all inputs: it is only read. */
static const cwp_index *index_of_default(void) {
  static cwp_index *index;
  if (!index) REQUIRE(cwp_index_make(cwp_edition_default(), NULL, &index, NULL) == CWP_OK);
  return index;
}

/* Marks lie inside the text, one after the other. */
static void mark(const char *query, const char *text) {
  cwp_span spans[ROOM];
  size_t count = cwp_index_marks(index_of_default(), query, text, spans, ROOM), end = 0;
  for (size_t i = 0; i < count && i < ROOM; i++) {
    REQUIRE(spans[i].start >= end && spans[i].length > 0);
    end = spans[i].start + spans[i].length;
    REQUIRE(end <= strlen(text));
  }
}

static void search(const char *query, const cwp_search_options *options) {
  const cwp_pathway *pathway = cwp_edition_default();
  cwp_hit hits[ROOM];
  cwp_error error = CWP_ERROR_INIT;
  size_t count = 0;
  if (!worked(cwp_index_search(index_of_default(), query, options, hits, ROOM, &count, &error), &error)) return;
  REQUIRE(count <= ROOM);
  for (size_t i = 0; i < count; i++) {
    REQUIRE(hits[i].record < cwp_pathway_count(pathway, CWP_KIND_END));
    REQUIRE(hits[i].score > 0 && (i == 0 || hits[i].score <= hits[i - 1].score));
    REQUIRE(!options || cwp_record_kind(pathway, hits[i].record) == options->kind);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  cwp_search_options options = CWP_SEARCH_OPTIONS_INIT;
  options.kind = CWP_KIND_STATEMENT;
  char *query = malloc(size + 1);
  REQUIRE(query);
  memcpy(query, data, size);
  query[size] = '\0';
  search(query, NULL);
  search(query, &options);
  mark(query, query);
  mark("mental capacity dementia", query);
  free(query);
  return 0;
}
