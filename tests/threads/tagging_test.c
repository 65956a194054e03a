/* One index serves any number of threads: all of them search it and tag with it, and come to the same answers. */

#include "support/suite.h"
#include "support/together.h"

#include "cwp/cwp.h"

#include <string.h>

enum { THREADS = 4, ROUNDS = 20, ROOM = 10 };

static cwp_index *index_in_use;

static const char *const titles[] = {"Safe handling of medicines", "Moving and handling",    "safegarding adlts",
                                     "Dementia awareness",         "Coaching and mentoring", "Excel"};

/* A score to the last bit. */
static uint64_t bits_of(double score) {
  uint64_t bits;
  memcpy(&bits, &score, sizeof bits);
  return bits;
}

/* Adds up what one pass finds, weighted so that a swap shows. */
static int pass(uint64_t *sum) {
  *sum = 0;
  for (int round = 0; round < ROUNDS; round++)
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
      cwp_course_text course = CWP_COURSE_TEXT_INIT;
      cwp_tags *tags = NULL;
      cwp_hit hits[ROOM];
      size_t count = 0;
      course.title = titles[i];
      if (cwp_tags_make(index_in_use, &course, NULL, NULL, &tags, NULL) != CWP_OK) return 0;
      if (cwp_index_search(index_in_use, titles[i], NULL, hits, ROOM, &count, NULL) != CWP_OK) return 0;
      for (size_t k = 0; k < cwp_tags_count(tags, CWP_TAG_GROUP); k++)
        *sum = *sum * 31 + bits_of(cwp_tags_at(tags, CWP_TAG_GROUP, k)->score);
      for (size_t k = 0; k < count; k++)
        *sum = *sum * 31 + bits_of(hits[k].score) + hits[k].record;
      cwp_tags_free(tags);
    }
  return 1;
}

START_TEST(threads_that_share_an_index_come_to_the_same_answers) {
  ck_assert_int_eq(cwp_index_make(cwp_edition_default(), NULL, &index_in_use, NULL), CWP_OK);
  together_as_alone(pass, THREADS);
  cwp_index_free(index_in_use);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("tagging");
  TCase *tcase = suite_case(suite, "threads");
  tcase_add_test(tcase, threads_that_share_an_index_come_to_the_same_answers);
  return suite_run(suite);
}
