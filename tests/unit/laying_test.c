/* Evidence in no order: what questions see of it is what they see of the same rows sorted by person. */

#include "cwp/pathway.h"
#include "cwp/workforce.h"
#include "support/arrow.h"
#include "support/suite.h"
#include "workforce/state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More people than are put in order at once, one with a great part of the rows, and the last ones with none. */
enum { PEOPLE = 9000, LAST = PEOPLE - 50, ROWS = 40000, SUBJECTS = 9, UNKNOWN = PEOPLE };

static cwp_error error;

/* How keys are. */
typedef enum shape { ASCENDING, MIXED, SPARSE, TEXTS, DICTIONARY, SHAPES } shape;

/* Rows of evidence in no order. */
typedef struct rows {
  uint32_t whose[ROWS]; /* or UNKNOWN */
  size_t about[ROWS];
  int64_t from[ROWS];
} rows;

/* The same as columns. */
typedef struct tables {
  char names[PEOPLE + 1][12];
  const char *people_texts[PEOPLE + 1], *texts[ROWS], *subjects[ROWS], *kinds[ROWS], *extents[ROWS];
  int64_t people[PEOPLE + 1], keys[ROWS], from[ROWS], until[ROWS], counts[3][ROWS];
  arrow_table workers, evidence;
} tables;

static uint32_t roll(uint32_t sides) {
  static uint32_t state = 20261122;
  state = state * 1664525 + 1013904223;
  return (state >> 8) % sides;
}

static void draw(rows *self) {
  for (size_t row = 0; row < ROWS; row++) {
    self->whose[row] = row % 5 == 0 ? 4500 : row % 97 == 0 ? (uint32_t)UNKNOWN : roll(LAST);
    self->about[row] = roll(SUBJECTS);
    self->from[row] = roll(10) ? 18000 + (int64_t)row : ARROW_NULL;
  }
}

/* The same rows sorted by person; of each they stay in their order. */
static void sort(const rows *self, rows *out) {
  size_t count = 0;
  static size_t of[PEOPLE + 2], next[PEOPLE + 2];
  memset(of, 0, sizeof of);
  for (size_t row = 0; row < ROWS; row++)
    of[self->whose[row] + 1]++;
  for (size_t person = 0; person <= PEOPLE; person++)
    next[person] = count += of[person];
  for (size_t row = 0; row < ROWS; row++) {
    size_t at = next[self->whose[row]]++;
    out->whose[at] = self->whose[row];
    out->about[at] = self->about[row];
    out->from[at] = self->from[row];
  }
}

static void put_keys(tables *self, shape keys) {
  for (size_t i = 0; i <= PEOPLE; i++) {
    size_t number = keys == MIXED ? i * 4057 % (PEOPLE + 1) : i;
    snprintf(self->names[i], sizeof self->names[i], "%05zu", number * 7 % 65536);
    self->people_texts[i] = self->names[i];
    self->people[i] = keys == SPARSE ? (int64_t)(number * 1000003) : (int64_t)number * 3 - 5000;
  }
}

static void tables_start(tables *self, const rows *of, const char *const subjects[SUBJECTS], shape keys, size_t batch) {
  static const char *const kinds[] = {"declared", "trained", "assessed", "accredited"};
  memset(self, 0, sizeof *self);
  put_keys(self, keys);
  for (size_t row = 0; row < ROWS; row++) {
    uint32_t person = of->whose[row];
    self->keys[row] = self->people[person];
    self->texts[row] = self->names[person];
    self->subjects[row] = subjects[of->about[row]];
    self->kinds[row] = kinds[of->about[row] % 4];
    self->extents[row] = of->about[row] % 3 ? "full" : "part";
    self->from[row] = of->from[row];
    self->until[row] = of->about[row] % 2 ? CWP_DATE_MAX : ARROW_NULL;
    for (size_t k = 0; k < 3; k++)
      self->counts[k][row] = (int64_t)(of->about[row] >> k & 1);
  }
  self->workers = (arrow_table){.rows = PEOPLE, .batch = batch};
  self->evidence = (arrow_table){.rows = ROWS, .batch = batch};
  if (keys == TEXTS || keys == DICTIONARY) {
    arrow_texts(&self->workers, "worker", "u", NULL, self->people_texts);
    arrow_texts(&self->evidence, "worker", "u", keys == DICTIONARY ? "i" : NULL, self->texts);
  } else {
    arrow_numbers(&self->workers, "worker", "l", self->people);
    arrow_numbers(&self->evidence, "worker", "l", self->keys);
  }
}

static void put_pieces(tables *self) {
  arrow_texts(&self->evidence, "subject", "u", "s", self->subjects);
  arrow_texts(&self->evidence, "kind", "u", "c", self->kinds);
  arrow_texts(&self->evidence, "extent", "u", "c", self->extents);
  arrow_numbers(&self->evidence, "from", "tdD", self->from);
  arrow_numbers(&self->evidence, "until", "tdD", self->until);
}

/* The wide shape, of which a row may give any number of facts. */
static void put_flags(tables *self) {
  arrow_numbers(&self->evidence, "tr20flag", "c", self->counts[0]);
  arrow_numbers(&self->evidence, "tr20latestdate", "tdD", self->from);
  arrow_numbers(&self->evidence, "tr01flag", "c", self->counts[1]);
  arrow_numbers(&self->evidence, "tr05count", "i", self->counts[2]);
}

static cwp_workforce *make(const cwp_pathway *pathway, const tables *of) {
  struct ArrowArrayStream people, pieces;
  cwp_workforce *out = NULL;
  arrow_stream_of(&of->workers, &people);
  arrow_stream_of(&of->evidence, &pieces);
  cwp_status status = cwp_workforce_make(pathway, &people, &pieces, NULL, NULL, &out, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  return out;
}

static int are_same(const cwp__facts *a, const cwp__facts *b, size_t i) {
  return a->from[i] == b->from[i] && a->until[i] == b->until[i] && a->about[i] == b->about[i] &&
         a->manner[i] == b->manner[i];
}

/* A stretch of both says the same. Returns how many facts it has. */
static size_t compare_stretch(const cwp__stretch *a, const cwp__stretch *b) {
  uint32_t count = a->starts[a->count];
  ck_assert_uint_eq(a->count, b->count);
  ck_assert_mem_eq(a->starts, b->starts, (a->count + 1) * sizeof *a->starts);
  for (uint32_t i = 0; i < count; i++)
    ck_assert(are_same(&a->room.facts, &b->room.facts, i));
  return count;
}

/* Both say the same of everybody. */
static size_t compare(const cwp_workforce *apart, const cwp_workforce *sorted) {
  cwp__stretch a = {.first = 0}, b = {.first = 0};
  size_t facts = 0;
  ck_assert(apart->places.laid.words != NULL && sorted->places.laid.words == NULL);
  ck_assert(cwp_workforce_people(apart) == PEOPLE && cwp_workforce_people(sorted) == PEOPLE);
  ck_assert_uint_eq(cwp_workforce_evidence(apart), cwp_workforce_evidence(sorted));
  ck_assert_uint_eq(cwp_workforce_refused(apart), cwp_workforce_refused(sorted));
  for (uint64_t first = 0; first < PEOPLE; first += a.count) {
    cwp_status status = cwp__workforce_stretch(apart, first, 100, &a, &error);
    if (status == CWP_OK) status = cwp__workforce_stretch(sorted, first, a.count, &b, &error);
    ck_assert_int_eq(status, CWP_OK);
    facts += compare_stretch(&a, &b);
  }
  cwp__stretch_clear(apart, &a);
  cwp__stretch_clear(sorted, &b);
  return facts;
}

/* Draws rows, and holds what they say to what they say when they are sorted. */
static void check(const cwp_pathway *pathway, const char *const subjects[SUBJECTS], shape keys, size_t batch,
                  void (*put)(tables *)) {
  static rows drawn, sorted;
  static tables first, second;
  draw(&drawn);
  sort(&drawn, &sorted);
  tables_start(&first, &drawn, subjects, keys, batch);
  tables_start(&second, &sorted, subjects, keys, batch);
  put(&first);
  put(&second);
  cwp_workforce *apart = make(pathway, &first), *together = make(pathway, &second);
  ck_assert_uint_gt(compare(apart, together), ROWS / 2);
  cwp_workforce_free(apart);
  cwp_workforce_free(together);
  ck_assert_int_eq(arrow_alive(), 0);
}

static const char *const usual[SUBJECTS] = {"NTC.K1", "ASC.T20", "CSW.K2", "NTC.B1", "ASC.T1",
                                            "ASC.T5", "CSW.K1",  "NTC.K2", "NTC.K3"};

START_TEST(rows_in_no_order_say_what_sorted_ones_say) {
  static const size_t batches[] = {0, 777};
  for (size_t i = 0; i < 2; i++)
    check(cwp_edition_default(), usual, (shape)_i, batches[i], put_pieces);
}
END_TEST

START_TEST(rows_that_cannot_count_are_left_out) {
  const char *subjects[SUBJECTS];
  memcpy(subjects, usual, sizeof subjects);
  subjects[3] = "nothing";
  subjects[5] = NULL;
  check(cwp_edition_default(), subjects, (shape)_i, 1000, put_pieces);
}
END_TEST

START_TEST(the_wide_shape_in_no_order) {
  check(cwp_edition_default(), usual, (shape)_i, 1000, put_flags);
}
END_TEST

/* A pathway with more records than 14 bits can tell. */
static cwp_pathway *large_pathway(void) {
  enum { RECORDS = 17000, EACH = 128, AROUND = 4096 };
  char *text = malloc(AROUND + (size_t)RECORDS * EACH);
  ck_assert_ptr_nonnull(text);
  int length =
      sprintf(text, "{\"format\": \"cwp-pathway\", \"format_version\": 1, \"edition\": {\"code\": \"large\", "
                    "\"title\": \"Large\", \"date\": \"2026-01-01\", \"text\": \"Large.\", \"status\": "
                    "\"editorial\", \"source\": \"S\"}, \"sources\": [{\"code\": \"S\", \"title\": \"Tests\", "
                    "\"publisher\": \"Tests\", \"text\": \"All.\", \"status\": \"official\"}], \"learning\": [");
  for (int i = 0; i < RECORDS; i++)
    length += sprintf(text + length,
                      "%s{\"code\": \"L.x%05d\", \"title\": \"X\", \"kind\": \"course\", \"text\": \"X.\", "
                      "\"status\": \"editorial\", \"source\": \"S\"}",
                      i ? "," : "", i);
  length += sprintf(text + length, "]}");
  cwp_pathway *pathway = NULL;
  cwp_status status = cwp_pathway_parse(text, (size_t)length, "large", NULL, NULL, &pathway, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  free(text);
  return pathway;
}

START_TEST(pathways_may_be_large) {
  static const char *const subjects[SUBJECTS] = {"L.x00000", "L.x16383", "L.x16384", "L.x16999", "L.x08191",
                                                 "L.x16380", "L.x16400", "L.x00001", "L.x12345"};
  cwp_pathway *pathway = large_pathway();
  check(pathway, subjects, ASCENDING, 1000, put_pieces);
  cwp_pathway_free(pathway);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("laying");
  TCase *all = suite_case(suite, "all");
  tcase_add_loop_test(all, rows_in_no_order_say_what_sorted_ones_say, 0, SHAPES);
  tcase_add_loop_test(all, rows_that_cannot_count_are_left_out, 0, SHAPES);
  tcase_add_loop_test(all, the_wide_shape_in_no_order, 0, SHAPES);
  tcase_add_test(all, pathways_may_be_large);
  return suite_run(suite);
}
