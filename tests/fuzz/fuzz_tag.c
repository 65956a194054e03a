/* Any bytes as a course's texts, and as a catalogue that is tagged, added up, printed and read again. */

#include "fuzz.h"

/* One index for all inputs: it is only read. */
static const cwp_index *index_of_default(void) {
  static cwp_index *index;
  if (!index) REQUIRE(cwp_index_make(cwp_edition_default(), NULL, &index, NULL) == CWP_OK);
  return index;
}

/* What holds of all tags. */
static void check_tags(const cwp_tags *tags) {
  char why[CWP_TAG_WHY_SIZE];
  for (int kind = 0; kind < CWP_TAG_KIND_END; kind++)
    for (size_t i = 0; i < cwp_tags_count(tags, (cwp_tag_kind)kind); i++) {
      const cwp_tag *tag = cwp_tags_at(tags, (cwp_tag_kind)kind, i);
      REQUIRE(tag->score >= 0 && tag->score <= 1);
      REQUIRE(tag->code[0] != '\0');
      for (size_t k = 0; k < cwp_tags_why_count(tags, (cwp_tag_kind)kind, i); k++) {
        REQUIRE(cwp_tags_why(tags, (cwp_tag_kind)kind, i, k, why, sizeof why) < sizeof why);
        for (const unsigned char *at = (const unsigned char *)why; *at; at++)
          REQUIRE(*at >= 0x20 && *at != 0x7f);
      }
    }
}

static void tag_texts(const char *text) {
  cwp_course_text course = CWP_COURSE_TEXT_INIT;
  cwp_tags *tags = NULL;
  course.title = text;
  course.description = text;
  course.audience = text;
  course.level = text;
  REQUIRE(cwp_tags_make(index_of_default(), &course, NULL, NULL, &tags, NULL) == CWP_OK);
  check_tags(tags);
  cwp_tags_free(tags);
}

static void add_up(const cwp_tagged *tagged) {
  cwp_reach *reach = NULL;
  char *text = NULL;
  size_t length = 0;
  REQUIRE(cwp_reach_make(tagged, NULL, NULL, &reach, NULL) == CWP_OK);
  const cwp_reach_totals *totals = cwp_reach_total(reach);
  REQUIRE(totals->statements_covered + cwp_reach_uncovered_count(reach) == totals->statements);
  for (size_t i = 0; i < cwp_reach_group_count(reach); i++) {
    REQUIRE(cwp_reach_group_at(reach, i)->courses <= totals->courses);
    REQUIRE(cwp_reach_cell_at(reach, 0, i).for_role <= cwp_reach_group_at(reach, i)->courses);
  }
  for (size_t i = 0; i < cwp_reach_twins_count(reach); i++)
    REQUIRE(cwp_reach_twins_at(reach, i)->count > 1);
  for (size_t i = 0; i < cwp_reach_gain_count(reach); i++)
    REQUIRE(cwp_reach_gain_at(reach, i)->statements > 0);
  for (size_t i = 0; i < cwp_reach_uncovered_count(reach); i++)
    REQUIRE(cwp_reach_uncovered_at(reach, i) != CWP_NONE);
  REQUIRE(cwp_reach_print_csv(reach, NULL, &text, &length, NULL) == CWP_OK);
  cwp_text_free(NULL, text);
  cwp_reach_free(reach);
}

/* What was printed must read back to as many courses, and print the same once more. */
static void print_again(const cwp_tagged *tagged, int json) {
  char *text = NULL, *twice = NULL;
  size_t length = 0, again_length = 0;
  cwp_tagged *again = NULL;
  cwp_status status = json ? cwp_tagged_print_json(tagged, NULL, &text, &length, NULL)
                           : cwp_tagged_print_csv(tagged, NULL, &text, &length, NULL);
  REQUIRE(status == CWP_OK && strlen(text) == length);
  REQUIRE(cwp_tagged_new(index_of_default(), NULL, NULL, &again, NULL) == CWP_OK);
  REQUIRE(cwp_tagged_parse(again, text, length, "again", NULL, NULL) == CWP_OK);
  if (json) {
    REQUIRE(cwp_tagged_count(again) == cwp_tagged_count(tagged));
    REQUIRE(cwp_tagged_print_json(again, NULL, &twice, &again_length, NULL) == CWP_OK);
  }
  cwp_text_free(NULL, text);
  cwp_text_free(NULL, twice);
  cwp_tagged_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_limits limits = small_limits();
  cwp_tagged *tagged = NULL;
  char *text = malloc(size + 1);
  REQUIRE(text);
  memcpy(text, data, size);
  text[size] = '\0';
  tag_texts(text);
  REQUIRE(cwp_tagged_new(index_of_default(), NULL, NULL, &tagged, NULL) == CWP_OK);
  cwp_status status = cwp_tagged_parse(tagged, text, size, "input", &limits, &error);
  if (worked(status, &error)) {
    for (size_t i = 0; i < cwp_tagged_count(tagged); i++)
      check_tags(cwp_tagged_tags(tagged, i));
    if (cwp_tagged_count(tagged) > 0) (void)!cwp_tagged_decide(tagged, 0, "SL.K2", CWP_DECISION_REJECTED, NULL);
    add_up(tagged);
    print_again(tagged, 0);
    print_again(tagged, 1);
  }
  cwp_tagged_free(tagged);
  free(text);
  return 0;
}
