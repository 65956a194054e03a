#include "cwp/plan.h"

#include "support/failing_allocator.h"
#include "support/planning.h"
#include "support/suite.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Building. */

static cwp_catalogue_builder *builder;

static void set_up(void) {
  ck_assert_int_eq(cwp_catalogue_builder_new(NULL, &builder, NULL), CWP_OK);
}

static void tear_down(void) {
  cwp_catalogue_builder_free(builder);
}

static cwp_course course_of(const char *code) {
  cwp_course course = CWP_COURSE_INIT;
  course.code = code;
  return course;
}

static void add(const cwp_course *course) {
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_msg(cwp_catalogue_builder_add(builder, course, &error) == CWP_OK, "%s", error.message);
}

static cwp_catalogue *finish(void) {
  cwp_catalogue *catalogue = NULL;
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_msg(cwp_catalogue_builder_finish(builder, &catalogue, &error) == CWP_OK, "%s", error.message);
  return catalogue;
}

START_TEST(a_course_of_which_only_the_code_is_known_has_the_defaults) {
  cwp_course course = course_of("one");
  add(&course);
  cwp_catalogue *catalogue = finish();
  const cwp_course *made = cwp_catalogue_at(catalogue, 0);
  ck_assert_str_eq(made->code, "one");
  ck_assert_str_eq(made->title, "");
  ck_assert_str_eq(made->provider, "");
  ck_assert_str_eq(made->mode, "");
  ck_assert_str_eq(made->learning, "");
  ck_assert_int_eq(made->kind, CWP_EVIDENCE_TRAINED);
  ck_assert_int_eq(made->centihours, CWP_UNKNOWN);
  ck_assert_int_eq(made->cost, CWP_UNKNOWN);
  ck_assert_int_eq(made->reimbursement, 0);
  ck_assert_int_eq(made->funding, CWP_FUNDING_NONE);
  ck_assert_int_eq(made->duration_days, 1);
  ck_assert_int_eq(made->last_start, CWP_DATE_NONE);
  ck_assert_int_eq(made->places, 0);
  ck_assert_uint_eq(made->cover_count + made->start_count + made->after_count, 0);
  cwp_catalogue_free(catalogue);
}
END_TEST

START_TEST(a_course_is_copied_whole) {
  char code[] = "one", title[] = "Title", to[] = "X.B1", before[] = "two";
  cwp_course_cover covers[] = {{to, CWP_EXTENT_PART}, {"X.B2", CWP_EXTENT_FULL}};
  cwp_date starts[] = {day("2027-03-01"), day("2027-01-12")}, ends[] = {day("2027-03-05"), day("2027-01-12")};
  const char *after[] = {before};
  cwp_course course = course_of(code), two = course_of("two");
  course.title = title;
  course.covers = covers;
  course.cover_count = 2;
  course.starts = starts;
  course.ends = ends;
  course.start_count = 2;
  course.after = after;
  course.after_count = 1;
  course.kind = CWP_EVIDENCE_ASSESSED;
  course.centihours = 125;
  course.cost = 9999;
  course.funding = CWP_FUNDING_SPLIT;
  course.reimbursement = 5000;
  course.places = 8;
  course.last_start = day("2027-12-31");
  add(&course);
  add(&two);
  memset(code, '!', 3);
  memset(title, '!', 5);
  memset(to, '!', 4);
  memset(before, '!', 3);
  memset(covers, 0, sizeof covers);
  memset(starts, 0, sizeof starts);
  cwp_catalogue *catalogue = finish();
  const cwp_course *made = cwp_catalogue_find(catalogue, "ONE"); /* codes go without regard to case */
  ck_assert_ptr_nonnull(made);
  ck_assert_ptr_eq(made, cwp_catalogue_at(catalogue, 0));
  ck_assert_str_eq(made->code, "one");
  ck_assert_str_eq(made->title, "Title");
  ck_assert_str_eq(made->covers[0].to, "X.B1");
  ck_assert_int_eq(made->covers[0].extent, CWP_EXTENT_PART);
  ck_assert_str_eq(made->covers[1].to, "X.B2");
  ck_assert_str_eq(made->after[0], "two");
  ck_assert_int_eq(made->starts[0], day("2027-01-12")); /* in their order, each with its end */
  ck_assert_int_eq(made->ends[0], day("2027-01-12"));
  ck_assert_int_eq(made->starts[1], day("2027-03-01"));
  ck_assert_int_eq(made->ends[1], day("2027-03-05"));
  ck_assert_int_eq(made->kind, CWP_EVIDENCE_ASSESSED);
  ck_assert_int_eq(made->centihours, 125);
  ck_assert_int_eq(made->cost, 9999);
  ck_assert_int_eq(made->reimbursement, 5000);
  ck_assert_int_eq(made->funding, CWP_FUNDING_SPLIT);
  ck_assert_int_eq(made->places, 8);
  ck_assert_int_eq(made->last_start, day("2027-12-31"));
  cwp_catalogue_free(catalogue);
}
END_TEST

START_TEST(starts_end_as_the_duration_says) {
  cwp_date starts[] = {day("2027-01-30"), CWP_DATE_MAX};
  cwp_course course = course_of("one");
  course.starts = starts;
  course.start_count = 2;
  course.duration_days = 5;
  add(&course);
  cwp_catalogue *catalogue = finish();
  const cwp_course *made = cwp_catalogue_at(catalogue, 0);
  ck_assert_int_eq(made->ends[0], day("2027-02-03"));
  ck_assert_int_eq(made->ends[1], CWP_DATE_MAX); /* there is no later day */
  cwp_catalogue_free(catalogue);
}
END_TEST

START_TEST(many_courses_are_found_and_keep_their_order) {
  char codes[500][16];
  for (size_t i = 0; i < 500; i++) {
    snprintf(codes[i], sizeof codes[i], "Course-%zu", 499 - i);
    cwp_course course = course_of(codes[i]);
    add(&course);
  }
  cwp_catalogue *catalogue = finish();
  ck_assert_uint_eq(cwp_catalogue_count(catalogue), 500);
  for (size_t i = 0; i < 500; i++) {
    ck_assert_str_eq(cwp_catalogue_at(catalogue, i)->code, codes[i]);
    codes[i][0] = 'c';
    ck_assert_ptr_eq(cwp_catalogue_find(catalogue, codes[i]), cwp_catalogue_at(catalogue, i));
  }
  ck_assert_ptr_null(cwp_catalogue_find(catalogue, "course-500"));
  ck_assert_ptr_null(cwp_catalogue_at(catalogue, 500));
  cwp_catalogue_free(catalogue);
}
END_TEST

static void ck_refused(const cwp_course *course, cwp_status code, const char *part) {
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_int_eq(cwp_catalogue_builder_add(builder, course, &error), code);
  ck_assert_int_eq(error.code, code);
  ck_assert_msg(strstr(error.message, part) != NULL, "\"%s\" is not in: %s", part, error.message);
}

START_TEST(what_no_course_can_be_is_refused) {
  char long_code[202];
  memset(long_code, 'a', 201);
  long_code[201] = '\0';
  cwp_course course = course_of("");
  ck_refused(NULL, CWP_ERROR_ARGUMENT, "no course");
  ck_refused(&course, CWP_ERROR_ARGUMENT, "no code");
  course.code = NULL;
  ck_refused(&course, CWP_ERROR_ARGUMENT, "no code");
  course.code = long_code;
  ck_refused(&course, CWP_ERROR_ARGUMENT, "200 bytes");
  long_code[200] = '\0';
  add(&course);
  course = course_of("one");
  course.size = sizeof course - 1;
  ck_refused(&course, CWP_ERROR_ARGUMENT, "CWP_COURSE_INIT");
  course = course_of("one");
  course.title = "\xff";
  ck_refused(&course, CWP_ERROR_ARGUMENT, "not valid UTF-8");
  course = course_of("LONG");
  add(&course);
  course.code = "long";
  ck_refused(&course, CWP_ERROR_INVALID, "already");
}
END_TEST

START_TEST(values_out_of_their_range_are_refused) {
  static const cwp_evidence_kind kinds[] = {CWP_EVIDENCE_DECLARED, CWP_EVIDENCE_KIND_END, (cwp_evidence_kind)-1};
  cwp_course good = course_of("one"), course = good;
  for (size_t i = 0; i < 3; i++) {
    course.kind = kinds[i];
    ck_refused(&course, CWP_ERROR_ARGUMENT, "kind of evidence");
  }
  course = good;
  course.funding = CWP_FUNDING_END;
  ck_refused(&course, CWP_ERROR_ARGUMENT, "funding");
  course = good;
  course.reimbursement = 1;
  ck_refused(&course, CWP_ERROR_INVALID, "no funding");
  course = good;
  course.centihours = -2;
  ck_refused(&course, CWP_ERROR_ARGUMENT, "centihours");
  course = good;
  course.cost = 100000001;
  ck_refused(&course, CWP_ERROR_ARGUMENT, "cost");
  course = good;
  course.funding = CWP_FUNDING_FULL;
  course.reimbursement = -1;
  ck_refused(&course, CWP_ERROR_ARGUMENT, "reimbursement");
  course = good;
  course.duration_days = 0;
  ck_refused(&course, CWP_ERROR_ARGUMENT, "duration_days");
  course.duration_days = 3661;
  ck_refused(&course, CWP_ERROR_ARGUMENT, "duration_days");
  course = good;
  course.places = -1;
  ck_refused(&course, CWP_ERROR_ARGUMENT, "places");
  course = good;
  course.last_start = CWP_DATE_MAX + 1;
  ck_refused(&course, CWP_ERROR_ARGUMENT, "last_start");
  add(&good); /* nothing was left behind */
}
END_TEST

START_TEST(lists_that_are_wrong_are_refused) {
  cwp_course_cover covers[] = {{"X", CWP_EXTENT_FULL}, {"", CWP_EXTENT_FULL}};
  cwp_date starts[] = {day("2027-01-02"), CWP_DATE_NONE}, ends[] = {day("2027-01-01"), CWP_DATE_NONE};
  const char *after[] = {"two", NULL};
  cwp_course good = course_of("one"), course = good;
  course.cover_count = 1;
  ck_refused(&course, CWP_ERROR_ARGUMENT, "no list of its 1 covers");
  course.cover_count = 10001;
  course.covers = covers;
  ck_refused(&course, CWP_ERROR_LIMIT, "10000 at most");
  course.cover_count = 2;
  ck_refused(&course, CWP_ERROR_ARGUMENT, "without a code");
  covers[1] = (cwp_course_cover){"Y", CWP_EXTENT_NONE};
  ck_refused(&course, CWP_ERROR_ARGUMENT, "neither in full nor in part");
  course = good;
  course.starts = starts;
  course.start_count = 2;
  ck_refused(&course, CWP_ERROR_ARGUMENT, "out of range");
  course.start_count = 1;
  course.ends = ends;
  ck_refused(&course, CWP_ERROR_INVALID, "ends on 2027-01-01, before it starts on 2027-01-02");
  course = good;
  course.after = after;
  course.after_count = 2;
  ck_refused(&course, CWP_ERROR_ARGUMENT, "comes after something without a code");
}
END_TEST

/* Adds a course that comes after others, whose codes are single letters. */
static void add_after(const char *code, const char *others) {
  char texts[8][2] = {{0}};
  const char *after[8];
  cwp_course course = course_of(code);
  for (; others[course.after_count]; course.after_count++) {
    texts[course.after_count][0] = others[course.after_count];
    after[course.after_count] = texts[course.after_count];
  }
  course.after = after;
  add(&course);
}

static void ck_circle(int is_one) {
  cwp_catalogue *catalogue = NULL;
  cwp_error error = CWP_ERROR_INIT;
  cwp_status status = cwp_catalogue_builder_finish(builder, &catalogue, &error);
  ck_assert_int_eq(status, is_one ? CWP_ERROR_INVALID : CWP_OK);
  if (is_one) ck_assert_ptr_nonnull(strstr(error.message, "before itself"));
  if (is_one) ck_assert_ptr_null(catalogue);
  cwp_catalogue_free(catalogue);
}

START_TEST(courses_cannot_come_before_each_other_in_a_circle) {
  add_after("a", "bcz"); /* z is not in the catalogue */
  add_after("b", "dc");
  add_after("c", "d");
  add_after("d", "");
  add_after("e", "Fa"); /* codes go without regard to case */
  add_after("f", "e");
  ck_circle(1);
  add_after("g", ""); /* the builder is as it was */
  ck_circle(1);
}
END_TEST

START_TEST(a_course_cannot_come_before_itself) {
  add_after("a", "a");
  ck_circle(1);
}
END_TEST

START_TEST(several_ways_to_one_course_are_no_circle) {
  add_after("a", "bcd");
  add_after("b", "cd");
  add_after("c", "d");
  add_after("d", "");
  ck_circle(0);
}
END_TEST

START_TEST(a_long_chain_is_no_circle) {
  static char codes[5000][8];
  for (size_t i = 0; i < 5000; i++) {
    snprintf(codes[i], sizeof codes[i], "%zu", i);
    const char *after[] = {i + 1 < 5000 ? codes[i + 1] : "0"};
    snprintf(codes[i + 1 < 5000 ? i + 1 : i], 8, "%zu", i + 1 < 5000 ? i + 1 : i);
    cwp_course course = course_of(codes[i]);
    course.after = after;
    course.after_count = i + 1 < 5000;
    add(&course);
  }
  ck_circle(0);
}
END_TEST

START_TEST(a_finished_builder_takes_nothing_more) {
  cwp_course course = course_of("one");
  cwp_catalogue *catalogue = finish();
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_uint_eq(cwp_catalogue_count(catalogue), 0);
  ck_assert_ptr_null(cwp_catalogue_find(catalogue, "one"));
  ck_refused(&course, CWP_ERROR_ARGUMENT, "made already");
  cwp_catalogue *again = catalogue;
  ck_assert_int_eq(cwp_catalogue_builder_finish(builder, &again, &error), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(again);
  cwp_catalogue_free(catalogue);
}
END_TEST

START_TEST(a_catalogue_has_a_limit) {
  static char codes[20001][8];
  for (size_t i = 0; i < 20001; i++) {
    snprintf(codes[i], sizeof codes[i], "%zu", i);
    cwp_course course = course_of(codes[i]);
    if (i < 20000)
      add(&course);
    else
      ck_refused(&course, CWP_ERROR_LIMIT, "20000");
  }
}
END_TEST

START_TEST(nothing_is_taken_calmly) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_catalogue *catalogue = (cwp_catalogue *)&error;
  cwp_course course = course_of("one");
  cwp_catalogue_free(NULL);
  cwp_catalogue_builder_free(NULL);
  ck_assert_uint_eq(cwp_catalogue_count(NULL), 0);
  ck_assert_ptr_null(cwp_catalogue_at(NULL, 0));
  ck_assert_ptr_null(cwp_catalogue_find(NULL, "one"));
  ck_assert_int_eq(cwp_catalogue_builder_new(NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_catalogue_builder_add(NULL, &course, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_catalogue_builder_finish(builder, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_catalogue_builder_finish(NULL, &catalogue, &error), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(catalogue);
  ck_assert_int_eq(cwp_catalogue_parse("{}", 2, NULL, NULL, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_catalogue_parse(NULL, 0, NULL, NULL, NULL, &catalogue, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_catalogue_read("nowhere.json", NULL, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_catalogue_of_pathway(cwp_edition_default(), NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_catalogue_of_pathway(NULL, NULL, &catalogue, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_catalogue_check(NULL, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  cwp_catalogue *empty = finish();
  ck_assert_int_eq(cwp_catalogue_check(empty, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_catalogue_check(empty, cwp_edition_default(), NULL, &error), CWP_ERROR_ARGUMENT);
  cwp_catalogue_free(empty);
}
END_TEST

START_TEST(fundings_have_names) {
  ck_assert_str_eq(cwp_funding_name(CWP_FUNDING_NONE), "none");
  ck_assert_str_eq(cwp_funding_name(CWP_FUNDING_FULL), "full");
  ck_assert_str_eq(cwp_funding_name(CWP_FUNDING_SPLIT), "split");
  ck_assert_str_eq(cwp_funding_name(CWP_FUNDING_END), "unknown");
  ck_assert_str_eq(cwp_funding_name((cwp_funding)-1), "unknown");
}
END_TEST

/* Reading. */

static const char example[] = "{\n"
                              "  \"format\": \"cwp-catalogue\",\n"
                              "  \"format_version\": 1,\n"
                              "  \"courses\": [\n"
                              "    {\"code\": \"DEM\", \"title\": \"Dementia\", \"provider\": \"Rowan\",\n"
                              "     \"mode\": \"classroom\", \"learning\": \"L.whole\", \"kind\": \"assessed\",\n"
                              "     \"covers\": [{\"to\": \"X.B1\"}, {\"to\": \"X.B2\", \"extent\": \"part\"}],\n"
                              "     \"hours\": 7.25, \"cost\": 120.5, \"reimbursement\": 100, \"funding\": \"full\",\n"
                              "     \"starts\": [\"2027-02-01\", \"2027-01-12\"], \"duration_days\": 2,\n"
                              "     \"last_start\": \"2027-12-31\", \"places\": 12, \"requires\": [\"INTRO\"]},\n"
                              "    {\"code\": \"INTRO\", \"starts\": [\"2027-01-04\"], \"ends\": [\"2027-01-08\"]}\n"
                              "  ]\n"
                              "}\n";

static void ck_example(const cwp_catalogue *catalogue) {
  ck_assert_uint_eq(cwp_catalogue_count(catalogue), 2);
  const cwp_course *course = cwp_catalogue_at(catalogue, 0);
  ck_assert_str_eq(course->title, "Dementia");
  ck_assert_str_eq(course->provider, "Rowan");
  ck_assert_str_eq(course->mode, "classroom");
  ck_assert_str_eq(course->learning, "L.whole");
  ck_assert_int_eq(course->kind, CWP_EVIDENCE_ASSESSED);
  ck_assert_uint_eq(course->cover_count, 2);
  ck_assert_int_eq(course->covers[0].extent, CWP_EXTENT_FULL);
  ck_assert_int_eq(course->covers[1].extent, CWP_EXTENT_PART);
  ck_assert_int_eq(course->centihours, 725);
  ck_assert_int_eq(course->cost, 12050);
  ck_assert_int_eq(course->reimbursement, 10000);
  ck_assert_int_eq(course->funding, CWP_FUNDING_FULL);
  ck_assert_uint_eq(course->start_count, 2);
  ck_assert_int_eq(course->starts[0], day("2027-01-12"));
  ck_assert_int_eq(course->ends[0], day("2027-01-13"));
  ck_assert_int_eq(course->last_start, day("2027-12-31"));
  ck_assert_int_eq(course->places, 12);
  ck_assert_uint_eq(course->after_count, 1);
  ck_assert_str_eq(course->after[0], "INTRO");
  ck_assert_int_eq(cwp_catalogue_at(catalogue, 1)->ends[0], day("2027-01-08"));
}

START_TEST(a_document_is_read_whole) {
  cwp_catalogue *catalogue = NULL;
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_int_eq(cwp_catalogue_parse(example, strlen(example), "example", NULL, NULL, &catalogue, &error), CWP_OK);
  ck_example(catalogue);
  cwp_catalogue_free(catalogue);
}
END_TEST

START_TEST(a_file_is_read) {
  static const char path[] = CWP_SCRATCH_DIR "/catalogue_test.json";
  cwp_catalogue *catalogue = NULL;
  cwp_error error = CWP_ERROR_INIT;
  FILE *file = fopen(path, "wb");
  ck_assert_ptr_nonnull(file);
  fwrite(example, 1, strlen(example), file);
  fclose(file);
  ck_assert_int_eq(cwp_catalogue_read(path, NULL, NULL, &catalogue, &error), CWP_OK);
  ck_example(catalogue);
  cwp_catalogue_free(catalogue);
  ck_assert_int_eq(cwp_catalogue_read(path, NULL, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  remove(path);
  ck_assert_int_eq(cwp_catalogue_read(path, NULL, NULL, &catalogue, &error), CWP_ERROR_NOT_FOUND);
  ck_assert_ptr_null(catalogue);
}
END_TEST

/* Parses a document in single quotes. */
static cwp_status parse(const char *text, cwp_error *error) {
  char json[1024];
  cwp_catalogue *catalogue = NULL;
  size_t length = strlen(text);
  ck_assert_uint_lt(length, sizeof json);
  for (size_t i = 0; i <= length; i++)
    json[i] = text[i] == '\'' ? '"' : text[i];
  cwp_status status = cwp_catalogue_parse(json, length, "c.json", NULL, NULL, &catalogue, error);
  ck_assert_int_eq(status == CWP_OK, catalogue != NULL);
  cwp_catalogue_free(catalogue);
  return status;
}

#define HEAD "{'format': 'cwp-catalogue', 'format_version': 1"

START_TEST(a_document_without_courses_is_a_catalogue) {
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_int_eq(parse(HEAD "}", &error), CWP_OK);
  ck_assert_int_eq(parse(HEAD ", 'courses': []}", &error), CWP_OK);
}
END_TEST

START_TEST(what_is_wrong_in_a_document_is_told_with_its_place) {
  static const struct {
    const char *text;
    cwp_status code;
    unsigned line, column;
    const char *part;
  } cases[] = {
      {"", CWP_ERROR_SYNTAX, 1, 1, ""},
      {"[]", CWP_ERROR_UNSUPPORTED, 1, 1, "no catalogue"},
      {"{'format': 'cwp-pathway'}", CWP_ERROR_UNSUPPORTED, 1, 12, "no catalogue"},
      {"{'format': 'cwp-catalogue', 'format_version': 2}", CWP_ERROR_UNSUPPORTED, 1, 47, "format_version"},
      {"{'format': 'cwp-catalogue'}", CWP_ERROR_UNSUPPORTED, 1, 1, "format_version"},
      {HEAD ",\n'course': []}", CWP_ERROR_INVALID, 2, 11, "is it \"courses\""},
      {HEAD ",\n'courses': {}}", CWP_ERROR_INVALID, 2, 12, "an array"},
      {HEAD ",\n'courses': [1]}", CWP_ERROR_INVALID, 2, 13, "must be an object"},
      {HEAD ",\n'courses': [{}]}", CWP_ERROR_INVALID, 2, 13, "no \"code\""},
      {HEAD ",\n'courses': [{'code': ''}]}", CWP_ERROR_INVALID, 2, 13, "no code"},
      {HEAD ",\n'courses': [{'code': 'a', 'cots': 1}]}", CWP_ERROR_INVALID, 2, 35, "is it \"cost\""},
      {HEAD ",\n'courses': [{'code': 1}]}", CWP_ERROR_INVALID, 2, 22, "a text"},
      {HEAD ",\n'courses': [{'code': 'a', 'kind': 'declared'}]}", CWP_ERROR_INVALID, 2, 35, "declared"},
      {HEAD ",\n'courses': [{'code': 'a', 'funding': 'half'}]}", CWP_ERROR_INVALID, 2, 38, "half"},
      {HEAD ",\n'courses': [{'code': 'a', 'hours': -1}]}", CWP_ERROR_INVALID, 2, 36, "from 0"},
      {HEAD ",\n'courses': [{'code': 'a', 'hours': 1.234}]}", CWP_ERROR_INVALID, 2, 36, "two decimals"},
      {HEAD ",\n'courses': [{'code': 'a', 'hours': 100000.01}]}", CWP_ERROR_INVALID, 2, 36, "100000"},
      {HEAD ",\n'courses': [{'code': 'a', 'cost': '5'}]}", CWP_ERROR_INVALID, 2, 35, "a number"},
      {HEAD ",\n'courses': [{'code': 'a', 'cost': 1e300}]}", CWP_ERROR_INVALID, 2, 35, "1000000"},
      {HEAD ",\n'courses': [{'code': 'a', 'reimbursement': 5}]}", CWP_ERROR_INVALID, 2, 13, "no funding"},
      {HEAD ",\n'courses': [{'code': 'a', 'places': 0}]}", CWP_ERROR_INVALID, 2, 37, "from 1"},
      {HEAD ",\n'courses': [{'code': 'a', 'duration_days': 1.5}]}", CWP_ERROR_INVALID, 2, 44, "whole number"},
      {HEAD ",\n'courses': [{'code': 'a', 'last_start': 1}]}", CWP_ERROR_INVALID, 2, 41, "a date"},
      {HEAD ",\n'courses': [{'code': 'a', 'starts': ['2027-02-30']}]}", CWP_ERROR_INVALID, 2, 38, "2027-02-30"},
      {HEAD ",\n'courses': [{'code': 'a', 'starts': [1]}]}", CWP_ERROR_INVALID, 2, 38, "a date"},
      {HEAD ",\n'courses': [{'code': 'a', 'ends': ['2027-02-01']}]}", CWP_ERROR_INVALID, 2, 35, "1 \"ends\" for 0"},
      {HEAD ",\n'courses': [{'code': 'a', 'covers': ['X']}]}", CWP_ERROR_INVALID, 2, 38, "an object"},
      {HEAD ",\n'courses': [{'code': 'a', 'covers': [{}]}]}", CWP_ERROR_INVALID, 2, 38, "no \"to\""},
      {HEAD ",\n'courses': [{'code': 'a', 'covers': [{'to': 'X', 'extent': 'none'}]}]}", CWP_ERROR_INVALID, 2, 60,
       "none"},
      {HEAD ",\n'courses': [{'code': 'a', 'covers': [{'to': 'X', 'as': 1}]}]}", CWP_ERROR_INVALID, 2, 56, "\"as\""},
      {HEAD ",\n'courses': [{'code': 'a', 'requires': [1]}]}", CWP_ERROR_INVALID, 2, 40, "codes of courses"},
      {HEAD ",\n'courses': [{'code': 'a', 'requires': ['']}]}", CWP_ERROR_INVALID, 2, 40, "codes of courses"},
      {HEAD ",\n'courses': [{'code': 'a'},\n{'code': 'A'}]}", CWP_ERROR_INVALID, 3, 1, "already"},
      {HEAD ",\n'courses': [{'code': 'a', 'requires': ['b']},\n{'code': 'b', 'requires': ['a']}]}", CWP_ERROR_INVALID,
       2, 39, "before itself"},
      {HEAD ",\n'courses': [{'code': 'b'},\n{'code': 'a', 'requires': ['a']}]}", CWP_ERROR_INVALID, 3, 27,
       "before itself"},
      {HEAD ",\n'courses': [{'code': 'a', 'starts': ['2027-02-02'], 'ends': ['2027-02-01']}]}", CWP_ERROR_INVALID, 2,
       13, "before it starts"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    cwp_error error = CWP_ERROR_INIT;
    ck_assert_msg(parse(cases[i].text, &error) == cases[i].code, "%s: %s", cases[i].text, error.message);
    ck_assert_str_eq(error.path, "c.json");
    ck_assert_msg(error.line == cases[i].line && error.column == cases[i].column, "%s: %s at %lu:%lu", cases[i].text,
                  error.message, (unsigned long)error.line, (unsigned long)error.column);
    ck_assert_msg(strstr(error.message, cases[i].part) != NULL, "\"%s\" is not in: %s", cases[i].part, error.message);
  }
}
END_TEST

/* An item in which # stands for a number. */
static size_t put_item(char *out, size_t capacity, const char *item, size_t number) {
  size_t length = strcspn(item, "#");
  return (size_t)snprintf(out, capacity, "%.*s%zu%s", (int)length, item, number, item + length + 1);
}

/* A document with a list of so many items. */
static cwp_status parse_many(const char *before, const char *item, size_t count, const char *behind, cwp_error *error) {
  static char json[1000000];
  cwp_catalogue *catalogue = NULL;
  size_t length =
      (size_t)snprintf(json, sizeof json, "{\"format\": \"cwp-catalogue\", \"format_version\": 1, %s", before);
  for (size_t i = 0; i < count; i++) {
    length += (size_t)snprintf(json + length, sizeof json - length, "%s", i ? "," : "");
    length += put_item(json + length, sizeof json - length, item, i);
  }
  length += (size_t)snprintf(json + length, sizeof json - length, "%s", behind);
  ck_assert_uint_lt(length, sizeof json);
  cwp_status status = cwp_catalogue_parse(json, length, "many", NULL, NULL, &catalogue, error);
  cwp_catalogue_free(catalogue);
  return status;
}

START_TEST(too_much_in_a_document_is_told_with_its_place) {
  cwp_error error = CWP_ERROR_INIT;
  static const char course[] = "\n\"courses\": [{\"code\": \"a\", \"requires\": [";
  ck_assert_int_eq(parse_many(course, "\"#\"", 10000, "]}]}", &error), CWP_OK);
  ck_assert_int_eq(parse_many(course, "\"#\"", 10001, "]}]}", &error), CWP_ERROR_LIMIT);
  ck_assert_uint_eq(error.line, 2);
  ck_assert_uint_eq(error.column, 39);
  ck_assert_int_eq(parse_many("\"courses\": [", "{\"code\": \"#\"}\n", 20000, "]}", &error), CWP_OK);
  ck_assert_int_eq(parse_many("\"courses\": [", "{\"code\": \"#\"}\n", 20001, "]}", &error), CWP_ERROR_LIMIT);
  ck_assert_uint_eq(error.line, 20001);
  ck_assert_uint_eq(error.column, 2);
}
END_TEST

START_TEST(limits_are_kept_to) {
  cwp_limits limits = CWP_LIMITS_INIT;
  cwp_catalogue *catalogue = NULL;
  cwp_error error = CWP_ERROR_INIT;
  limits.input_bytes = 100;
  ck_assert_int_eq(cwp_catalogue_parse(example, strlen(example), "example", &limits, NULL, &catalogue, &error),
                   CWP_ERROR_LIMIT);
  ck_assert_ptr_null(catalogue);
}
END_TEST

/* Of a pathway, and against one. */

START_TEST(a_pathway_has_its_learning_with_hours_as_a_catalogue) {
  cwp_pathway *pathway = planning_parse();
  cwp_catalogue *catalogue = NULL;
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_int_eq(cwp_catalogue_of_pathway(pathway, NULL, &catalogue, &error), CWP_OK);
  cwp_pathway_free(pathway); /* it is not needed any more */
  ck_assert_uint_eq(cwp_catalogue_count(catalogue), 3);
  const cwp_course *diploma = cwp_catalogue_find(catalogue, "L.diploma");
  ck_assert_str_eq(diploma->title, "Diploma");
  ck_assert_str_eq(diploma->learning, "L.diploma");
  ck_assert_str_eq(diploma->provider, "Awarders");
  ck_assert_int_eq(diploma->kind, CWP_EVIDENCE_ACCREDITED);
  ck_assert_int_eq(diploma->centihours, 46050);
  ck_assert_int_eq(diploma->cost, CWP_UNKNOWN);
  ck_assert_int_eq(diploma->funding, CWP_FUNDING_SPLIT);
  ck_assert_int_eq(diploma->reimbursement, 60000);
  ck_assert_int_eq(diploma->last_start, day("2027-07-31"));
  const cwp_course *whole = cwp_catalogue_find(catalogue, "L.whole");
  ck_assert_int_eq(whole->kind, CWP_EVIDENCE_TRAINED);
  ck_assert_int_eq(whole->centihours, 700);
  ck_assert_int_eq(whole->funding, CWP_FUNDING_FULL);
  ck_assert_int_eq(whole->reimbursement, 5025);
  const cwp_course *apprentice = cwp_catalogue_find(catalogue, "L.apprentice");
  ck_assert_int_eq(apprentice->kind, CWP_EVIDENCE_ACCREDITED);
  ck_assert_int_eq(apprentice->centihours, 125); /* what is smaller is cut off */
  ck_assert_int_eq(apprentice->funding, CWP_FUNDING_NONE);
  cwp_catalogue_free(catalogue);
}
END_TEST

START_TEST(the_funded_list_is_a_catalogue) {
  const cwp_pathway *pathway = cwp_edition_default();
  cwp_catalogue *catalogue = NULL;
  size_t with_hours = 0, funded = 0;
  ck_assert_int_eq(cwp_catalogue_of_pathway(pathway, NULL, &catalogue, NULL), CWP_OK);
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_LEARNING);
  for (cwp_id i = 0; i < cwp_pathway_count(pathway, CWP_KIND_LEARNING); i++)
    with_hours += *cwp_record_property(pathway, first + i, "hours") != '\0';
  ck_assert_uint_eq(cwp_catalogue_count(catalogue), with_hours);
  for (size_t i = 0; i < cwp_catalogue_count(catalogue); i++)
    funded += cwp_catalogue_at(catalogue, i)->funding != CWP_FUNDING_NONE;
  ck_assert_uint_gt(funded, 200);
  const cwp_course *module = cwp_catalogue_find(catalogue, "L.ldss-IMSDT");
  ck_assert_ptr_nonnull(module);
  ck_assert_int_eq(module->centihours, 125);
  ck_assert_int_eq(module->reimbursement, 5000);
  ck_assert_int_eq(module->funding, CWP_FUNDING_FULL);
  cwp_catalogue_free(catalogue);
}
END_TEST

START_TEST(codes_that_lead_nowhere_are_found) {
  cwp_pathway *pathway = planning_parse();
  cwp_findings *findings = NULL;
  cwp_catalogue *catalogue =
      catalogue_of("{'code': 'a', 'learning': 'L.whole', 'covers': [{'to': 'X.B1'}, {'to': 'X.B9'}]},"
                   "{'code': 'b', 'learning': 'something else altogether', 'requires': ['A', 'c']}");
  ck_assert_int_eq(cwp_findings_new(NULL, &findings, NULL), CWP_OK);
  ck_assert_int_eq(cwp_catalogue_check(catalogue, pathway, findings, NULL), CWP_OK);
  ck_assert_uint_eq(cwp_findings_count(findings), 3);
  const cwp_finding *finding = cwp_findings_at(findings, 0);
  ck_assert_str_eq(finding->id, "CATALOGUE-CODE-UNKNOWN");
  ck_assert_int_eq(finding->severity, CWP_SEVERITY_WARNING);
  ck_assert_uint_eq(finding->record, 1);
  ck_assert_str_eq(finding->column, "covers");
  ck_assert_str_eq(finding->value, "X.B9");
  ck_assert_ptr_nonnull(strstr(finding->message, "is it X.B"));
  finding = cwp_findings_at(findings, 1);
  ck_assert_uint_eq(finding->record, 2);
  ck_assert_str_eq(finding->column, "learning");
  ck_assert_ptr_null(strstr(finding->message, "is it"));
  finding = cwp_findings_at(findings, 2);
  ck_assert_str_eq(finding->id, "CATALOGUE-REQUIRES-UNKNOWN");
  ck_assert_str_eq(finding->column, "requires");
  ck_assert_str_eq(finding->value, "c");
  cwp_findings_free(findings);
  cwp_catalogue_free(catalogue);
  cwp_pathway_free(pathway);
}
END_TEST

/* Memory. */

static cwp_status try_to_build(const cwp_allocator *allocator, void *context, cwp_error *error) {
  static const cwp_course_cover covers[] = {{"X.B1", CWP_EXTENT_FULL}};
  const cwp_date starts[] = {day("2027-01-12"), day("2027-01-10")};
  static const char *const after[] = {"course 0"};
  char code[32];
  cwp_catalogue_builder *own = NULL;
  cwp_catalogue *catalogue = NULL;
  (void)context;
  cwp_status status = cwp_catalogue_builder_new(allocator, &own, error);
  for (int i = 0; i < 40 && !status; i++) {
    snprintf(code, sizeof code, "course %d", i);
    cwp_course course = course_of(code);
    course.covers = covers;
    course.starts = starts;
    course.after = after;
    course.cover_count = course.after_count = i > 0;
    course.start_count = 2;
    status = cwp_catalogue_builder_add(own, &course, error);
  }
  if (!status) status = cwp_catalogue_builder_finish(own, &catalogue, error);
  cwp_catalogue_builder_free(own);
  cwp_catalogue_free(catalogue);
  return status;
}

static cwp_status try_to_parse(const cwp_allocator *allocator, void *context, cwp_error *error) {
  cwp_catalogue *catalogue = NULL;
  (void)context;
  cwp_status status = cwp_catalogue_parse(example, strlen(example), "example", NULL, allocator, &catalogue, error);
  cwp_catalogue_free(catalogue);
  return status;
}

static cwp_status try_of_pathway(const cwp_allocator *allocator, void *context, cwp_error *error) {
  cwp_catalogue *catalogue = NULL;
  cwp_status status = cwp_catalogue_of_pathway(context, allocator, &catalogue, error);
  cwp_catalogue_free(catalogue);
  return status;
}

START_TEST(every_allocation_may_fail) {
  cwp_pathway *pathway = planning_parse();
  failing_allocator_try_all(try_to_build, NULL, 200, 0);
  failing_allocator_try_all(try_to_parse, NULL, 400, 1);
  failing_allocator_try_all(try_of_pathway, pathway, 200, 0);
  cwp_pathway_free(pathway);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("catalogue");
  TCase *tcase = suite_case(suite, "building");
  tcase_add_checked_fixture(tcase, set_up, tear_down);
  tcase_add_test(tcase, a_course_of_which_only_the_code_is_known_has_the_defaults);
  tcase_add_test(tcase, a_course_is_copied_whole);
  tcase_add_test(tcase, starts_end_as_the_duration_says);
  tcase_add_test(tcase, many_courses_are_found_and_keep_their_order);
  tcase_add_test(tcase, what_no_course_can_be_is_refused);
  tcase_add_test(tcase, values_out_of_their_range_are_refused);
  tcase_add_test(tcase, lists_that_are_wrong_are_refused);
  tcase_add_test(tcase, courses_cannot_come_before_each_other_in_a_circle);
  tcase_add_test(tcase, a_course_cannot_come_before_itself);
  tcase_add_test(tcase, several_ways_to_one_course_are_no_circle);
  tcase_add_test(tcase, a_long_chain_is_no_circle);
  tcase_add_test(tcase, a_finished_builder_takes_nothing_more);
  tcase_add_test(tcase, a_catalogue_has_a_limit);
  tcase_add_test(tcase, nothing_is_taken_calmly);
  tcase_add_test(tcase, fundings_have_names);
  tcase = suite_case(suite, "reading");
  tcase_add_test(tcase, a_document_is_read_whole);
  tcase_add_test(tcase, a_file_is_read);
  tcase_add_test(tcase, a_document_without_courses_is_a_catalogue);
  tcase_add_test(tcase, what_is_wrong_in_a_document_is_told_with_its_place);
  tcase_add_test(tcase, too_much_in_a_document_is_told_with_its_place);
  tcase_add_test(tcase, limits_are_kept_to);
  tcase = suite_case(suite, "pathway");
  tcase_add_test(tcase, a_pathway_has_its_learning_with_hours_as_a_catalogue);
  tcase_add_test(tcase, the_funded_list_is_a_catalogue);
  tcase_add_test(tcase, codes_that_lead_nowhere_are_found);
  tcase = suite_case(suite, "memory");
  tcase_add_test(tcase, every_allocation_may_fail);
  return suite_run(suite);
}
