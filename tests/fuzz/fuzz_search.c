/* Words to search for: any bytes, up to a zero. */

#include "fuzz.h"

enum { ROOM = 20 };

static void search(const cwp_pathway *pathway, const char *query, const cwp_search_options *options) {
  cwp_hit hits[ROOM];
  cwp_error error = CWP_ERROR_INIT;
  size_t count = 0;
  if (!worked(cwp_pathway_search(pathway, query, options, hits, ROOM, &count, &error), &error)) return;
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
  search(cwp_edition_default(), query, NULL);
  search(cwp_edition_default(), query, &options);
  free(query);
  return 0;
}
