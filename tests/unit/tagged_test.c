/* Catalogues: read, tagged, decided on, written, and what they cover. */

#include "cwp/cwp.h"

#include "support/failing_allocator.h"
#include "support/suite.h"

#include <string.h>

static cwp_index *index_in_use;

static void make_index(void) {
  ck_assert_int_eq(cwp_index_make(cwp_edition_default(), NULL, &index_in_use, NULL), CWP_OK);
}

static void free_index(void) {
  cwp_index_free(index_in_use);
}

static cwp_tagged *parse(const char *text) {
  cwp_tagged *tagged = NULL;
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_int_eq(cwp_tagged_new(index_in_use, NULL, NULL, &tagged, NULL), CWP_OK);
  cwp_status status = cwp_tagged_parse(tagged, text, strlen(text), "file", NULL, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  return tagged;
}

static const cwp_tag *find(const cwp_tagged *tagged, size_t course, cwp_tag_kind kind, const char *code) {
  const cwp_tags *tags = cwp_tagged_tags(tagged, course);
  for (size_t i = 0; i < cwp_tags_count(tags, kind); i++)
    if (strcmp(cwp_tags_at(tags, kind, i)->code, code) == 0) return cwp_tags_at(tags, kind, i);
  return NULL;
}

/* Each names one course, whose title, level and audience are the same. */
static const char *const formats[] = {
    "Course Title,Level,Who for\r\nMouth care,2,Care workers\r\n",
    "\xef\xbb\xbfid,name,level,target_audience\nX,\" Mouth care \",2,Care workers\n",
    "[{\"title\": \"Mouth care\", \"level\": 2, \"audience\": \"Care workers\"}]",
    "{\"items\": [{\"name\": \"Mouth care\", \"educationalLevel\": \"2\", \"audience\": [\"Care workers\"]}]}",
    "{\"@context\": \"https://schema.org\", \"@type\": \"Course\", \"name\": \"Mouth care\", \"educationalLevel\": "
    "{\"name\": \"2\"}, \"audience\": {\"@type\": \"EducationalAudience\", \"audienceType\": \"Care workers\"}}",
    "{\"@graph\": [{\"@type\": \"Organization\", \"name\": \"A school\"}, {\"@type\": [\"Course\", \"Thing\"], "
    "\"name\": {\"@value\": \"Mouth care\"}, \"educationalLevel\": \"2\", \"audience\": \"Care workers\"}]}",
    "{\"itemListElement\": [{\"@type\": \"ListItem\", \"item\": {\"@type\": \"Course\", \"name\": \"Mouth care\", "
    "\"educationalLevel\": \"2\", \"audience\": \"Care workers\"}}]}",
};

START_TEST(catalogues_of_many_formats_say_the_same) {
  cwp_tagged *tagged = parse(formats[_i]);
  ck_assert_uint_eq(cwp_tagged_count(tagged), 1);
  const cwp_tagged_course *course = cwp_tagged_at(tagged, 0);
  ck_assert_str_eq(course->text.title, "Mouth care");
  ck_assert_str_eq(course->text.level, "2");
  ck_assert_str_eq(course->text.audience, "Care workers");
  ck_assert_ptr_nonnull(find(tagged, 0, CWP_TAG_GROUP, "NTC.K21"));
  ck_assert_ptr_nonnull(find(tagged, 0, CWP_TAG_ROLE, "CSW"));
  cwp_tagged_free(tagged);
}
END_TEST

START_TEST(decisions_win_and_are_kept_through_both_formats) {
  cwp_tagged *tagged = parse("title\n=Mouth care\nA day out\n");
  ck_assert_int_eq(cwp_tagged_decide(tagged, 0, "NTC.K21", CWP_DECISION_REJECTED, NULL), CWP_OK);
  ck_assert_int_eq(cwp_tagged_decide(tagged, 0, "csw.k9", CWP_DECISION_ACCEPTED, NULL), CWP_OK);
  ck_assert_int_eq(cwp_tagged_decide(tagged, 1, "CSW.K9.4", CWP_DECISION_ADDED, NULL), CWP_OK);
  ck_assert_int_eq(cwp_tagged_decide(tagged, 1, "P.dementia", CWP_DECISION_ADDED, NULL), CWP_OK);
  ck_assert_int_eq(cwp_tagged_decide(tagged, 1, "RM", CWP_DECISION_ADDED, NULL), CWP_OK);
  for (int json = 0; json <= 1; json++) {
    char *text = NULL;
    size_t length = 0;
    cwp_status status = json ? cwp_tagged_print_json(tagged, NULL, &text, &length, NULL)
                             : cwp_tagged_print_csv(tagged, NULL, &text, &length, NULL);
    ck_assert_int_eq(status, CWP_OK);
    ck_assert_uint_eq(length, strlen(text));
    if (!json) ck_assert_ptr_nonnull(strstr(text, ",'=Mouth care,"));
    cwp_tagged *again = parse(text);
    char *twice = NULL;
    ck_assert_uint_eq(cwp_tagged_count(again), 2);
    ck_assert_str_eq(cwp_tagged_at(again, 0)->text.title, "=Mouth care");
    ck_assert_int_eq(find(again, 0, CWP_TAG_GROUP, "NTC.K21")->decision, CWP_DECISION_REJECTED);
    ck_assert_int_eq(find(again, 0, CWP_TAG_GROUP, "CSW.K9")->decision, CWP_DECISION_ADDED);
    ck_assert_int_eq(find(again, 1, CWP_TAG_STATEMENT, "CSW.K9.4")->decision, CWP_DECISION_ADDED);
    ck_assert_int_eq(find(again, 1, CWP_TAG_AREA, "P.dementia")->decision, CWP_DECISION_ADDED);
    ck_assert_int_eq(find(again, 1, CWP_TAG_ROLE, "RM")->decision, CWP_DECISION_ADDED);
    status = json ? cwp_tagged_print_json(again, NULL, &twice, &length, NULL)
                  : cwp_tagged_print_csv(again, NULL, &twice, &length, NULL);
    ck_assert_int_eq(status, CWP_OK);
    ck_assert_str_eq(text, twice);
    cwp_text_free(NULL, text);
    cwp_text_free(NULL, twice);
    cwp_tagged_free(again);
  }
  cwp_tagged_free(tagged);
}
END_TEST

START_TEST(decided_for_comes_first_and_rejected_last) {
  cwp_tagged *tagged = parse("title\nHealth and safety\n");
  const cwp_tags *tags = cwp_tagged_tags(tagged, 0);
  size_t count = cwp_tags_count(tags, CWP_TAG_GROUP);
  char first[32];
  ck_assert_uint_gt(count, 3);
  strncpy(first, cwp_tags_at(tags, CWP_TAG_GROUP, 0)->code, sizeof first - 1);
  first[sizeof first - 1] = '\0';
  ck_assert_int_eq(cwp_tagged_decide(tagged, 0, first, CWP_DECISION_REJECTED, NULL), CWP_OK);
  ck_assert_str_eq(cwp_tags_at(tags, CWP_TAG_GROUP, count - 1)->code, first);
  ck_assert_int_eq(cwp_tagged_decide(tagged, 0, "SL.K2", CWP_DECISION_ADDED, NULL), CWP_OK);
  ck_assert_str_eq(cwp_tags_at(tags, CWP_TAG_GROUP, 0)->code, "SL.K2");
  ck_assert_uint_eq(cwp_tags_why_count(tags, CWP_TAG_GROUP, 0), 0);
  ck_assert_int_eq(cwp_tagged_decide(tagged, 0, "SL.K2", CWP_DECISION_NONE, NULL), CWP_OK);
  ck_assert_int_eq(cwp_tagged_decide(tagged, 0, first, CWP_DECISION_NONE, NULL), CWP_OK);
  ck_assert_uint_eq(cwp_tags_count(tags, CWP_TAG_GROUP), count);
  ck_assert_str_eq(cwp_tags_at(tags, CWP_TAG_GROUP, 0)->code, first);
  cwp_tagged_free(tagged);
}
END_TEST

START_TEST(an_added_group_ends_an_abstention) {
  cwp_tagged *tagged = parse("title\nExcel\n");
  ck_assert(cwp_tags_abstained(cwp_tagged_tags(tagged, 0)));
  ck_assert_int_eq(cwp_tagged_decide(tagged, 0, "NTC.K16", CWP_DECISION_ADDED, NULL), CWP_OK);
  ck_assert(!cwp_tags_abstained(cwp_tagged_tags(tagged, 0)));
  ck_assert_int_eq(cwp_tagged_decide(tagged, 0, "NTC.K16", CWP_DECISION_NONE, NULL), CWP_OK);
  ck_assert(cwp_tags_abstained(cwp_tagged_tags(tagged, 0)));
  ck_assert_int_eq(cwp_tagged_decide(tagged, 0, "NTC.K99", CWP_DECISION_ADDED, NULL), CWP_ERROR_NOT_FOUND);
  ck_assert_int_eq(cwp_tagged_decide(tagged, 0, "V.respect", CWP_DECISION_ADDED, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_tagged_decide(tagged, 1, "NTC.K16", CWP_DECISION_ADDED, NULL), CWP_ERROR_NOT_FOUND);
  ck_assert_int_eq(cwp_tagged_decide(NULL, 0, "NTC.K16", CWP_DECISION_ADDED, NULL), CWP_ERROR_ARGUMENT);
  cwp_tagged_free(tagged);
}
END_TEST

/* Files with one thing wrong: what is said of it, and where. */
static const struct {
  const char *text;
  cwp_status code;
  unsigned line;
  const char *message;
} wrong[] = {
    {"", CWP_ERROR_INVALID, 0, "there is nothing in the file"},
    {"a,b\n1,2\n", CWP_ERROR_INVALID, 1, "no column of the header is a title"},
    {"title\n\"open\n", CWP_ERROR_SYNTAX, 2, ""},
    {"title,tag,decision\nX,NTC.K1,maybe\n", CWP_ERROR_INVALID, 2, "a decision is"},
    {"title,tag,decision\nX,NTC.K1,added\nY,NTC.K77,added\n", CWP_ERROR_INVALID, 3, "NTC.K77"},
    {"title,tag,decision\nX,,added\n", CWP_ERROR_INVALID, 2, "no tag"},
    {"[{\"title\": \"a\"},]", CWP_ERROR_SYNTAX, 1, ""},
    {"[]", CWP_ERROR_INVALID, 1, "no course is in it"},
    {"\n{}", CWP_ERROR_INVALID, 2, "no course is in it"},
    {"[{}]", CWP_ERROR_INVALID, 1, "no course is in it"},
    {"{\"items\":\n[{\"title\": \"\"}]}", CWP_ERROR_INVALID, 2, "no course is in it"},
    {"{\"@type\": \"Organization\", \"name\": \"a\"}", CWP_ERROR_INVALID, 1, "no course is in it"},
    {"id,title\n1,\n", CWP_ERROR_INVALID, 2, "no course is in it"},
    {"title\n", CWP_ERROR_INVALID, 1, "no course is in it"},
    {"[7]", CWP_ERROR_INVALID, 1, "a course must be an object"},
    {"{\"format\": \"cwp-tags\", \"format_version\": 2, \"items\": []}", CWP_ERROR_UNSUPPORTED, 1, "format_version"},
    {"{\"format\": \"cwp-portfolio\"}", CWP_ERROR_UNSUPPORTED, 1, "no catalogue"},
    {"{\"format\": \"cwp-tags\", \"format_version\": 1, \"items\": [{\"title\": \"a\", \"groups\": [\n{\"code\": "
     "\"V.respect\", \"decision\": \"added\"}]}]}",
     CWP_ERROR_INVALID, 2, "tags name groups"},
    {"{\"format\": \"cwp-tags\", \"format_version\": 1, \"items\": [{\"title\": \"a\", \"roles\": [\n{\"decision\": "
     "\"added\"}]}]}",
     CWP_ERROR_INVALID, 2, "has no \"role\""},
};

START_TEST(what_is_wrong_with_a_catalogue_is_said_with_its_place) {
  cwp_tagged *tagged = parse("title\nMouth care\n");
  cwp_error error = CWP_ERROR_INIT;
  const char *text = wrong[_i].text;
  ck_assert_int_eq(cwp_tagged_parse(tagged, text, strlen(text), "file", NULL, &error), wrong[_i].code);
  ck_assert_uint_eq(cwp_tagged_count(tagged), 1);
  ck_assert_str_eq(error.path, "file");
  if (wrong[_i].line) ck_assert_uint_eq(error.line, wrong[_i].line);
  ck_assert_msg(strstr(error.message, wrong[_i].message) != NULL, "%s", error.message);
  cwp_tagged_free(tagged);
}
END_TEST

START_TEST(a_catalogue_of_learning_plans_has_its_covers_as_tags) {
  cwp_tagged *tagged = parse("{\"format\": \"cwp-catalogue\", \"format_version\": 1, \"courses\": [{\"code\": \"A\", "
                             "\"title\": \"Something\", \"covers\": [{\"to\": \"NTC.K5\"}, {\"to\": "
                             "\"L.care-certificate\"}]}]}");
  ck_assert_int_eq(find(tagged, 0, CWP_TAG_GROUP, "NTC.K5")->decision, CWP_DECISION_ADDED);
  ck_assert_str_eq(cwp_tagged_at(tagged, 0)->id, "A");
  cwp_tagged_free(tagged);
}
END_TEST

/* ---- What a catalogue covers ---- */

static cwp_reach *reach_of(const cwp_tagged *tagged) {
  cwp_reach *reach = NULL;
  ck_assert_int_eq(cwp_reach_make(tagged, NULL, NULL, &reach, NULL), CWP_OK);
  return reach;
}

static size_t number_of(const char *code, cwp_kind kind) {
  return cwp_pathway_id(cwp_edition_default(), code) - cwp_pathway_first(cwp_edition_default(), kind);
}

START_TEST(what_is_covered_is_counted_once_for_every_course) {
  cwp_tagged *tagged = parse("title,level\nFire safety drill,2\nFire safety for wardens,2\nExcel,\nFire safety,3\n");
  cwp_reach *reach = reach_of(tagged);
  const cwp_reach_totals *totals = cwp_reach_total(reach);
  const cwp_reach_group *fire = cwp_reach_group_at(reach, number_of("NTC.K5", CWP_KIND_GROUP));
  ck_assert_uint_eq(totals->courses, 4);
  ck_assert_uint_eq(totals->untagged, 1);
  ck_assert_uint_eq(totals->decided, 0);
  ck_assert_uint_eq(fire->courses, 3);
  ck_assert_uint_eq(fire->statements, 1);
  ck_assert_uint_eq(fire->statements_covered, 1);
  ck_assert_uint_eq(totals->statements_covered + cwp_reach_uncovered_count(reach), totals->statements);
  ck_assert_uint_eq(cwp_reach_twins_count(reach), 1);
  ck_assert_uint_eq(cwp_reach_twins_at(reach, 0)->count, 2);
  ck_assert_int_eq(cwp_reach_twins_at(reach, 0)->same_title, 0);
  cwp_reach_free(reach);
  cwp_tagged_free(tagged);
}
END_TEST

START_TEST(decisions_count_and_rejections_do_not) {
  cwp_tagged *tagged = parse("title\nFire safety drill\nA walk\n");
  ck_assert_int_eq(cwp_tagged_decide(tagged, 0, "NTC.K5", CWP_DECISION_REJECTED, NULL), CWP_OK);
  ck_assert_int_eq(cwp_tagged_decide(tagged, 1, "SL.K2", CWP_DECISION_ADDED, NULL), CWP_OK);
  ck_assert_int_eq(cwp_tagged_decide(tagged, 1, "SL", CWP_DECISION_ADDED, NULL), CWP_OK);
  cwp_reach *reach = reach_of(tagged);
  const cwp_reach_group *mentor = cwp_reach_group_at(reach, number_of("SL.K2", CWP_KIND_GROUP));
  size_t sl = number_of("SL", CWP_KIND_ROLE), ntc = number_of("NTC", CWP_KIND_ROLE);
  ck_assert_uint_eq(cwp_reach_group_at(reach, number_of("NTC.K5", CWP_KIND_GROUP))->courses, 0);
  ck_assert_uint_eq(mentor->decided, 1);
  ck_assert_uint_eq(mentor->statements_covered, mentor->statements);
  cwp_reach_cell cell = cwp_reach_cell_at(reach, sl, number_of("SL.K2", CWP_KIND_GROUP));
  ck_assert(cell.asked && cell.courses == 1 && cell.for_role == 1);
  ck_assert(!cwp_reach_cell_at(reach, ntc, number_of("SL.K2", CWP_KIND_GROUP)).asked);
  ck_assert(!cwp_reach_cell_at(reach, 99, 0).asked);
  ck_assert_uint_eq(cwp_reach_total(reach)->decided, 2);
  cwp_reach_free(reach);
  cwp_tagged_free(tagged);
}
END_TEST

START_TEST(what_would_add_most_comes_first) {
  cwp_tagged *tagged = NULL;
  ck_assert_int_eq(cwp_tagged_new(index_in_use, NULL, NULL, &tagged, NULL), CWP_OK);
  cwp_reach *reach = reach_of(tagged);
  char *text = NULL;
  size_t length = 0;
  ck_assert_uint_eq(cwp_reach_gain_count(reach), cwp_reach_group_count(reach));
  for (size_t i = 1; i < cwp_reach_gain_count(reach); i++) {
    const cwp_reach_gain *before = cwp_reach_gain_at(reach, i - 1), *here = cwp_reach_gain_at(reach, i);
    ck_assert_uint_ge(before->statements * before->asked_by, here->statements * here->asked_by);
  }
  ck_assert_int_eq(cwp_reach_print_csv(reach, NULL, &text, &length, NULL), CWP_OK);
  ck_assert_ptr_nonnull(strstr(text, "group,title,courses,decided,statements,statements covered,NTC,CSW"));
  cwp_text_free(NULL, text);
  cwp_reach_free(reach);
  cwp_tagged_free(tagged);
}
END_TEST

/* ---- Memory ---- */

static cwp_status read_once(const cwp_allocator *allocator, void *context, cwp_error *error) {
  const char *document = context;
  cwp_tagged *tagged = NULL;
  cwp_reach *reach = NULL;
  char *json = NULL, *csv = NULL, *matrix = NULL;
  size_t length;
  cwp_status status = cwp_tagged_new(index_in_use, NULL, allocator, &tagged, error);
  if (!status) status = cwp_tagged_parse(tagged, document, strlen(document), "file", NULL, error);
  if (!status) status = cwp_tagged_decide(tagged, 0, "SL.K2", CWP_DECISION_ADDED, error);
  if (!status) status = cwp_reach_make(tagged, NULL, allocator, &reach, error);
  if (!status) status = cwp_tagged_print_json(tagged, allocator, &json, &length, error);
  if (!status) status = cwp_tagged_print_csv(tagged, allocator, &csv, &length, error);
  if (!status) status = cwp_reach_print_csv(reach, allocator, &matrix, &length, error);
  cwp_text_free(allocator, json);
  cwp_text_free(allocator, csv);
  cwp_text_free(allocator, matrix);
  cwp_reach_free(reach);
  cwp_tagged_free(tagged);
  return status;
}

START_TEST(every_allocation_of_a_catalogue_fails_in_turn) {
  static char csv[] = "title,tag,decision\nMouth care,NTC.K21,accepted\nFire,NTC.K1,added\nFire,,\n";
  static char json[] = "{\"format\": \"cwp-tags\", \"format_version\": 1, \"items\": [{\"title\": \"Mouth care\", "
                       "\"groups\": [{\"code\": \"NTC.K21\", \"decision\": \"rejected\"}]}]}";
  failing_allocator_try_all(read_once, csv, 2000, 0);
  failing_allocator_try_all(read_once, json, 2000, 1);
}
END_TEST

START_TEST(nulls_are_answered) {
  cwp_tagged *tagged = NULL;
  ck_assert_int_eq(cwp_tagged_new(NULL, NULL, NULL, &tagged, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_tagged_new(index_in_use, NULL, NULL, &tagged, NULL), CWP_OK);
  ck_assert_int_eq(cwp_tagged_read(tagged, "no such file", NULL, NULL), CWP_ERROR_NOT_FOUND);
  ck_assert_int_eq(cwp_tagged_read(NULL, "x", NULL, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_tagged_parse(tagged, NULL, 0, "x", NULL, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_tagged_read(tagged, "examples/data/courses.jsonld", NULL, NULL), CWP_OK);
  ck_assert_int_eq(cwp_tagged_read(tagged, "examples/data/catalogue.csv", NULL, NULL), CWP_OK);
  ck_assert_uint_eq(cwp_tagged_count(tagged), 15);
  cwp_tagged_free(tagged);
  ck_assert_int_eq(cwp_tagged_new(index_in_use, NULL, NULL, NULL, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_tagged_add(NULL, NULL, NULL, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_uint_eq(cwp_tagged_count(NULL), 0);
  ck_assert_ptr_null(cwp_tagged_at(NULL, 0));
  ck_assert_ptr_null(cwp_tagged_tags(NULL, 0));
  ck_assert_ptr_null(cwp_tagged_index(NULL));
  cwp_tagged_free(NULL);
  cwp_reach_free(NULL);
  ck_assert_ptr_null(cwp_reach_total(NULL));
  ck_assert_ptr_null(cwp_reach_group_at(NULL, 0));
  ck_assert_ptr_null(cwp_reach_twins_at(NULL, 0));
  ck_assert_ptr_null(cwp_reach_gain_at(NULL, 0));
  ck_assert_uint_eq(cwp_reach_uncovered_at(NULL, 0), CWP_NONE);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("tagged");
  TCase *cases = suite_case(suite, "catalogues");
  tcase_add_checked_fixture(cases, make_index, free_index);
  tcase_add_loop_test(cases, catalogues_of_many_formats_say_the_same, 0, sizeof formats / sizeof *formats);
  tcase_add_test(cases, decisions_win_and_are_kept_through_both_formats);
  tcase_add_test(cases, decided_for_comes_first_and_rejected_last);
  tcase_add_test(cases, an_added_group_ends_an_abstention);
  tcase_add_loop_test(cases, what_is_wrong_with_a_catalogue_is_said_with_its_place, 0, sizeof wrong / sizeof *wrong);
  tcase_add_test(cases, a_catalogue_of_learning_plans_has_its_covers_as_tags);
  tcase_add_test(cases, what_is_covered_is_counted_once_for_every_course);
  tcase_add_test(cases, decisions_count_and_rejections_do_not);
  tcase_add_test(cases, what_would_add_most_comes_first);
  tcase_add_test(cases, every_allocation_of_a_catalogue_fails_in_turn);
  tcase_add_test(cases, nulls_are_answered);
  return suite_run(suite);
}
