/* What the text index costs: making it, searching it, and tagging courses with it. Courses are the learning
   opportunities of the dataset, with their texts as descriptions, and without the maps that know them. */

#include "timer.h"

#include "cwp/cwp.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROUNDS = 15, QUERIES = 200, ROOM = 10 };

static cwp_index *index_in_use;

static void must(cwp_status status) {
  if (status == CWP_OK) return;
  fprintf(stderr, "%s\n", cwp_status_text(status));
  exit(1);
}

static uint64_t least(uint64_t before, uint64_t since) {
  uint64_t took = now() - since;
  return took < before ? took : before;
}

static void measure_index(void) {
  uint64_t best = UINT64_MAX;
  for (int i = 0; i < ROUNDS; i++) {
    cwp_index_free(index_in_use);
    uint64_t start = now();
    must(cwp_index_make(cwp_edition_default(), NULL, &index_in_use, NULL));
    best = least(best, start);
  }
  printf("make an index of %zu records        %.1f ms, %zu bytes\n",
         cwp_pathway_count(cwp_edition_default(), CWP_KIND_END), (double)best / 1e6, cwp_index_bytes(index_in_use));
}

static void measure_query(const char *query) {
  uint64_t best = UINT64_MAX;
  for (int round = 0; round < ROUNDS; round++) {
    uint64_t start = now();
    for (int i = 0; i < QUERIES; i++) {
      cwp_hit hits[ROOM];
      size_t count;
      must(cwp_index_search(index_in_use, query, NULL, hits, ROOM, &count, NULL));
    }
    best = least(best, start);
  }
  printf("search %-36.36s %.1f us\n", query, (double)best / QUERIES / 1e3);
}

/* Tags every learning opportunity once; with their texts, if `described`. */
static size_t tag_all(int described, int known) {
  const cwp_pathway *pathway = cwp_edition_default();
  size_t count = cwp_pathway_count(pathway, CWP_KIND_LEARNING);
  cwp_tag_options options = CWP_TAG_OPTIONS_INIT;
  options.known = known;
  for (size_t i = 0; i < count; i++) {
    cwp_id id = cwp_pathway_first(pathway, CWP_KIND_LEARNING) + (cwp_id)i;
    cwp_course_text course = CWP_COURSE_TEXT_INIT;
    cwp_tags *tags = NULL;
    course.title = cwp_record_title(pathway, id);
    course.category = cwp_record_property(pathway, id, "category");
    course.type = cwp_record_property(pathway, id, "type");
    if (described) course.description = cwp_record_text(pathway, id);
    must(cwp_tags_make(index_in_use, &course, &options, NULL, &tags, NULL));
    cwp_tags_free(tags);
  }
  return count;
}

static void measure_tags(const char *name, int described, int known) {
  uint64_t best = UINT64_MAX;
  size_t count = 0;
  for (int i = 0; i < ROUNDS; i++) {
    uint64_t start = now();
    count = tag_all(described, known);
    best = least(best, start);
  }
  double one = (double)best / (double)count / 1e3;
  printf("tag %zu courses, %-20s %.1f us each, %.0f a second\n", count, name, one, 1e6 / one);
}

int main(void) {
  static const char *const queries[] = {"mental capacity", "DoLS", "safegarding adlts", "care",
                                        "moving and handling people with a hoist"};
  measure_index();
  for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
    measure_query(queries[i]);
  measure_tags("by titles", 0, 0);
  measure_tags("with descriptions", 1, 0);
  measure_tags("with maps too", 1, 1);
  cwp_index_free(index_in_use);
  return 0;
}
