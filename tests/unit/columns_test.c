/* Tables of people and evidence in: cwp_workforce_make, and what questions see of them then. */

#include "cwp/exchange.h"
#include "cwp/team.h"
#include "cwp/workforce.h"
#include "support/arrow.h"
#include "support/suite.h"
#include "workforce/crowd.h"
#include "workforce/state.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static cwp_error error;

/* Makes a workforce, which must work. */
static cwp_workforce *make(const arrow_table *workers, const arrow_table *evidence) {
  struct ArrowArrayStream people, pieces;
  cwp_workforce *out = NULL;
  if (workers) arrow_stream_of(workers, &people);
  arrow_stream_of(evidence, &pieces);
  cwp_status status =
      cwp_workforce_make(cwp_edition_default(), workers ? &people : NULL, &pieces, NULL, NULL, &out, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  ck_assert(pieces.release == NULL);
  return out;
}

/* Makes a workforce, which must fail with that status, and words. */
static void refuse(const arrow_table *workers, const arrow_table *evidence, cwp_status status, const char *words) {
  struct ArrowArrayStream people, pieces;
  cwp_workforce *out = NULL;
  if (workers) arrow_stream_of(workers, &people);
  arrow_stream_of(evidence, &pieces);
  error.message[0] = '\0';
  cwp_status got =
      cwp_workforce_make(cwp_edition_default(), workers ? &people : NULL, &pieces, NULL, NULL, &out, &error);
  ck_assert_msg(got == status && strstr(error.message, words), "%s: \"%s\", not \"%s\"", cwp_status_name(got),
                error.message, words);
  ck_assert_ptr_null(out);
  ck_assert_int_eq(arrow_alive(), 0);
}

/* All facts and people as text, in pieces of up to `most` people: what tests compare. */
static void describe(const cwp_workforce *self, size_t most, char *out, size_t size) {
  cwp__stretch stretch = {.first = 0};
  const cwp_pathway *pathway = cwp__workforce_pathway(self);
  size_t length = 0;
  char from[16], until[16];
  out[0] = '\0';
  for (uint64_t first = 0; first < cwp_workforce_people(self); first += stretch.count) {
    ck_assert_int_eq(cwp__workforce_stretch(self, first, most, &stretch, &error), CWP_OK);
    ck_assert_uint_gt(stretch.count, 0);
    for (size_t i = 0; i < stretch.count && length + 400 < size; i++) {
      const cwp__member *member = &stretch.members[i];
      length +=
          (size_t)snprintf(out + length, size - length, "%d/%d/%s:", member->role == CWP__NO_RECORD ? -1 : member->role,
                           member->settings, cwp_date_format(member->started, from));
      for (uint32_t f = stretch.starts[i]; f < stretch.starts[i + 1]; f++) {
        const cwp__fact piece = cwp__fact_at(&stretch.room.facts, f), *fact = &piece;
        if (fact->about == cwp__record_count(pathway)) continue; /* a row that does not count */
        length += (size_t)snprintf(out + length, size - length, " %s,%d,%d,%d,%s,%s",
                                   cwp_record_code(pathway, fact->about), fact->kind, fact->result, fact->extent,
                                   cwp_date_format(fact->from, from), cwp_date_format(fact->until, until));
      }
      length += (size_t)snprintf(out + length, size - length, "\n");
    }
  }
  cwp__stretch_clear(self, &stretch);
}

static void check_people(const cwp_workforce *self, const char *expected) {
  char text[8192];
  static const size_t most[] = {1, 2, 1000};
  for (size_t i = 0; i < 3; i++) {
    describe(self, most[i], text, sizeof text);
    ck_assert_str_eq(text, expected);
  }
}

static void check_findings(const cwp_workforce *self, const char *expected) {
  struct ArrowArrayStream stream;
  ck_assert_int_eq(cwp_workforce_findings(self, &stream, &error), CWP_OK);
  char *text = arrow_print(&stream);
  ck_assert_str_eq(strchr(text, '\n') + 1, expected);
  free(text);
}

/* ---- A small home ---- */

static const char *worker_keys[] = {"ann", "bob", "cat"};
static const char *worker_roles[] = {"NTC", "care-or-support-worker", NULL};
static const char *worker_settings[] = {"P.dementia", NULL, "  dementia  ASC.D2 P.dementia "};
static const int64_t worker_starts[] = {20000, ARROW_NULL, 20001};

static arrow_table home(void) {
  arrow_table table = {.rows = 3};
  arrow_texts(&table, "worker", "u", NULL, worker_keys);
  arrow_texts(&table, "role", "u", NULL, worker_roles);
  arrow_numbers(&table, "started", "tdD", worker_starts);
  arrow_texts(&table, "settings", "u", NULL, worker_settings);
  return table;
}

static const char *piece_keys[] = {"ann", "ann", "cat", "cat"};
static const char *piece_subjects[] = {"ASC.T20", "NTC.K1", "ntc.k2", "ASC.T1"};
static const char *piece_kinds[] = {NULL, "assessed", "declared", "accredited"};
static const char *piece_results[] = {"completed", NULL, "in-progress", "not-applicable"};
static const char *piece_extents[] = {"part", "full", NULL, NULL};
static const int64_t piece_from[] = {20000, ARROW_NULL, -1, 3};
static const int64_t piece_until[] = {20365, ARROW_NULL, ARROW_NULL, 3};

static arrow_table pieces(void) {
  arrow_table table = {.rows = 4};
  arrow_texts(&table, "worker", "u", NULL, piece_keys);
  arrow_texts(&table, "subject", "u", NULL, piece_subjects);
  arrow_texts(&table, "kind", "u", NULL, piece_kinds);
  arrow_texts(&table, "result", "u", NULL, piece_results);
  arrow_texts(&table, "extent", "u", NULL, piece_extents);
  arrow_numbers(&table, "from", "tdD", piece_from);
  arrow_numbers(&table, "until", "tdD", piece_until);
  return table;
}

static const char home_people[] = "0/1/2024-10-04: ASC.T20,1,0,1,2024-10-04,2025-10-04 NTC.K1,2,0,2,,\n"
                                  "1/0/:\n"
                                  "-1/2/2024-10-05: NTC.K2,0,1,2,1969-12-31, ASC.T1,3,5,2,1970-01-04,1970-01-04\n";

START_TEST(people_and_facts_come_out_as_they_went_in) {
  arrow_table workers = home(), evidence = pieces();
  cwp_workforce *self = make(&workers, &evidence);
  ck_assert_uint_eq(cwp_workforce_people(self), 3);
  ck_assert_uint_eq(cwp_workforce_evidence(self), 4);
  ck_assert_uint_eq(cwp_workforce_refused(self), 0);
  check_people(self, home_people);
  check_findings(self, "");
  ck_assert_uint_eq(cwp__workforce_setting_sets(self), 3);
  ck_assert_uint_eq(cwp__workforce_setting_set(self, 2).count, 2);
  cwp_workforce_free(self);
  ck_assert_int_eq(arrow_alive(), 0);
}
END_TEST

/* Formats that mean the same give the same. */
START_TEST(all_shapes_of_columns_mean_the_same) {
  static const char *const texts[] = {"u", "U", "vu"};
  static const char *const indices[] = {NULL, "c", "C", "s", "S", "i", "I", "l", "L"};
  for (int shape = 0; shape < 3 * 9 * 3 * 3 * 2; shape++) {
    arrow_table tables[2] = {home(), pieces()};
    for (int t = 0; t < 2; t++) {
      for (size_t i = 0; i < tables[t].column_count; i++) {
        if (!tables[t].columns[i].texts) continue;
        tables[t].columns[i].format = texts[shape % 3];
        tables[t].columns[i].index = indices[shape / 3 % 9];
      }
      tables[t].batch = (size_t)(shape / 27 % 3);
      tables[t].skip = (size_t)(shape / 81 % 3 * 5);
      tables[t].outer = (size_t)(shape / 81 % 3 * 2);
      tables[t].unaware = shape / 243;
    }
    cwp_workforce *self = make(&tables[0], &tables[1]);
    check_people(self, home_people);
    check_findings(self, "");
    cwp_workforce_free(self);
    ck_assert_int_eq(arrow_alive(), 0);
  }
}
END_TEST

/* ---- Whose rows are whose ---- */

static const char *const apart_keys[] = {"cat", "ann", "cat", "ann"};
static const char *const apart_subjects[] = {"ntc.k2", "ASC.T20", "ASC.T1", "NTC.K1"};

START_TEST(rows_may_lie_apart) {
  const int64_t days[] = {1, 2, 3, 4};
  for (size_t batch = 0; batch < 4; batch++) {
    arrow_table workers = home(), evidence = {.rows = 4, .batch = batch};
    arrow_texts(&evidence, "worker", "u", NULL, (const char **)apart_keys);
    arrow_texts(&evidence, "subject", "u", batch % 2 ? "i" : NULL, (const char **)apart_subjects);
    arrow_numbers(&evidence, "from", "tdD", days);
    cwp_workforce *self = make(&workers, &evidence);
    check_people(self, "0/1/2024-10-04: ASC.T20,1,0,2,1970-01-03, NTC.K1,1,0,2,1970-01-05,\n"
                       "1/0/:\n"
                       "-1/2/2024-10-05: NTC.K2,1,0,2,1970-01-02, ASC.T1,1,0,2,1970-01-04,\n");
    cwp_workforce_free(self);
    self = make(NULL, &evidence);
    ck_assert_uint_eq(cwp_workforce_people(self), 2);
    check_people(self, "-1/0/: NTC.K2,1,0,2,1970-01-02, ASC.T1,1,0,2,1970-01-04,\n"
                       "-1/0/: ASC.T20,1,0,2,1970-01-03, NTC.K1,1,0,2,1970-01-05,\n");
    cwp_workforce_free(self);
  }
  ck_assert_int_eq(arrow_alive(), 0);
}
END_TEST

START_TEST(keys_may_be_integers_of_any_width) {
  static const char *const formats[] = {"c", "C", "s", "S", "i", "I", "l", "L"};
  const int64_t keys[] = {3, 100, 7}, rows[] = {7, 7, 3, 7}, subjects[] = {1, 2, 3, 4};
  for (int shape = 0; shape < 64; shape++) {
    arrow_table workers = {.rows = 3}, evidence = {.rows = 4};
    arrow_numbers(&workers, "worker", formats[shape % 8], keys);
    arrow_numbers(&evidence, "worker", formats[shape / 8], rows);
    arrow_numbers(&evidence, "subject", formats[shape / 8], subjects);
    cwp_workforce *self = make(&workers, &evidence);
    cwp__stretch stretch = {.first = 0};
    ck_assert_int_eq(cwp__workforce_stretch(self, 0, 10, &stretch, &error), CWP_OK);
    ck_assert_uint_eq(stretch.count, 3);
    const uint32_t starts[] = {0, 1, 1, 4};
    ck_assert_mem_eq(stretch.starts, starts, sizeof starts);
    ck_assert_uint_eq(stretch.room.facts.about[0], 3);
    ck_assert_uint_eq(stretch.room.facts.about[3], 4);
    ck_assert_int_eq(cwp__workforce_keys_are_text(self), 0);
    cwp__stretch_clear(self, &stretch);
    cwp_workforce_free(self);
  }
  const int64_t great[] = {-1};
  arrow_table evidence = {.rows = 1};
  arrow_numbers(&evidence, "worker", "L", great);
  arrow_numbers(&evidence, "subject", "L", great);
  refuse(NULL, &evidence, CWP_ERROR_INVALID, "column \"worker\" has a key above 9223372036854775807");
}
END_TEST

/* Many people in any order against the plainest way to say whose is what. */
static void check_many(int order, int keys, int with_workers, size_t batch) {
  enum { PEOPLE = 700, ROWS = 6000 };
  static char names[PEOPLE][16];
  static const char *texts[ROWS], *workers[PEOPLE];
  static int64_t numbers[ROWS], ids[PEOPLE], days[ROWS];
  uint32_t state = 12345;
  static size_t whose[ROWS];
  for (size_t i = 0; i < PEOPLE; i++) {
    size_t shown = order == 2 || order == 4 ? PEOPLE - i : i;
    snprintf(names[i], sizeof names[i], "person-%05zu", shown);
    ids[i] = (int64_t)(order == 2 ? shown * 1000003 : shown * 5);
    workers[i] = names[i];
  }
  for (size_t row = 0; row < ROWS; row++) {
    state = state * 1664525 + 1013904223;
    whose[row] = order == 0 ? row * PEOPLE / ROWS : order == 1 ? PEOPLE - 1 - row * PEOPLE / ROWS : state >> 8;
    whose[row] %= PEOPLE;
    texts[row] = names[whose[row]];
    numbers[row] = ids[whose[row]];
    days[row] = (int64_t)row;
  }
  arrow_table people = {.rows = PEOPLE, .batch = batch}, evidence = {.rows = ROWS, .batch = batch};
  static const char *subjects[ROWS];
  for (size_t row = 0; row < ROWS; row++)
    subjects[row] = "NTC.K1";
  if (keys == 0) {
    arrow_numbers(&people, "worker", "l", ids);
    arrow_numbers(&evidence, "worker", "l", numbers);
  } else {
    arrow_texts(&people, "worker", "u", NULL, workers);
    arrow_texts(&evidence, "worker", "u", keys == 2 ? "i" : NULL, texts);
  }
  arrow_texts(&evidence, "subject", "u", "c", subjects);
  arrow_numbers(&evidence, "from", "tdD", days);
  cwp_workforce *self = make(with_workers ? &people : NULL, &evidence);
  size_t seen[PEOPLE], count = 0, rows = 0;
  static size_t at[PEOPLE];
  memset(at, 0, sizeof at);
  for (size_t i = 0; with_workers && i < PEOPLE; i++)
    seen[count++] = i;
  for (size_t row = 0; !with_workers && row < ROWS; row++) {
    size_t i = 0;
    while (i < count && seen[i] != whose[row])
      i++;
    if (i == count) seen[count++] = whose[row];
  }
  ck_assert_uint_eq(cwp_workforce_people(self), count);
  cwp__stretch stretch = {.first = 0};
  for (uint64_t first = 0; first < count; first += stretch.count) {
    ck_assert_int_eq(cwp__workforce_stretch(self, first, 64, &stretch, &error), CWP_OK);
    for (size_t i = 0; i < stretch.count; i++) {
      size_t row = 0;
      for (uint32_t f = stretch.starts[i]; f < stretch.starts[i + 1]; f++, row++, rows++) {
        while (row < ROWS && whose[row] != seen[first + i])
          row++;
        ck_assert_int_eq(stretch.room.facts.from[f], (int64_t)row);
      }
    }
  }
  ck_assert_uint_eq(rows, ROWS);
  cwp__stretch_clear(self, &stretch);
  cwp_workforce_free(self);
}

START_TEST(many_people_in_any_order) {
  static const size_t batches[] = {0, 1, 513};
  for (int order = 0; order < 5; order++)
    for (int keys = 0; keys < 3; keys++)
      for (int with_workers = 0; with_workers < 2; with_workers++)
        for (int i = 0; i < 3; i++)
          if (keys < 2 || batches[i] != 1) check_many(order, keys, with_workers, batches[i]);
  ck_assert_int_eq(arrow_alive(), 0);
}
END_TEST

/* ---- What cannot count ---- */

START_TEST(what_cannot_count_is_a_finding) {
  const char *keys[] = {"ann", "bob", "ann", NULL, "dan", ""};
  const char *roles[] = {"NTC", "gardener", "PA", "PA", "P.dementia", "PA"};
  const char *settings[] = {"dementia nowhere", NULL, NULL, NULL, "nowhere elsewhere", NULL};
  const int64_t started[] = {0, 3000000, 0, 0, -800000, 0};
  const char *who[] = {"ann", "ann", "eve", NULL, "bob", "bob", "bob", "bob", "bob", "dan", "eve"};
  const char *what[] = {"NTC.K1", "X.1", "X.2", "X.3", NULL, "NTC.K2", "NTC.K2", "NTC.K2", "NTC.K2", "x\x01y", "X.4"};
  const char *kind[] = {NULL, NULL, NULL, NULL, NULL, "seen", "trained", "trained", NULL, NULL, NULL};
  const char *result[] = {NULL, NULL, NULL, NULL, NULL, NULL, "done", NULL, NULL, NULL, NULL};
  const char *extent[] = {NULL, NULL, NULL, NULL, NULL, NULL, NULL, "all", NULL, NULL, NULL};
  const int64_t from[] = {1, 1, 1, 1, 1, 1, 1, 1, 10, 3000000, 1};
  const int64_t until[] = {1, 1, 1, 1, 1, 1, 1, 1, 9, 1, 1};
  for (size_t batch = 0; batch < 3; batch++) {
    arrow_table workers = {.rows = 6, .batch = batch}, evidence = {.rows = 11, .batch = batch};
    arrow_texts(&workers, "worker", "u", NULL, keys);
    arrow_texts(&workers, "role", "u", batch ? "i" : NULL, roles);
    arrow_texts(&workers, "settings", "u", batch ? "c" : NULL, settings);
    arrow_numbers(&workers, "started", "tdD", started);
    arrow_texts(&evidence, "worker", "u", batch ? "i" : NULL, who);
    arrow_texts(&evidence, "subject", "u", batch ? "i" : NULL, what);
    arrow_texts(&evidence, "kind", "u", NULL, kind);
    arrow_texts(&evidence, "result", "u", NULL, result);
    arrow_texts(&evidence, "extent", "u", NULL, extent);
    arrow_numbers(&evidence, "from", "tdD", from);
    arrow_numbers(&evidence, "until", "tdD", until);
    cwp_workforce *self = make(&workers, &evidence);
    check_people(self, "0/1/1970-01-01: NTC.K1,1,0,2,1970-01-02,1970-01-02\n-1/0/:\n-1/0/:\n");
    ck_assert_uint_eq(cwp_workforce_people(self), 3);
    ck_assert_uint_eq(cwp_workforce_evidence(self), 1);
    ck_assert_uint_eq(cwp_workforce_refused(self), 3 + 10);
    check_findings(self, "WF.unknown-setting,workers,settings,nowhere,2,0,true\n"
                         "WF.unknown-role,workers,role,gardener,1,1,true\n"
                         "WF.day-range,workers,started,3000000,1,1,true\n"
                         "WF.twice,workers,worker,ann,1,2,false\n"
                         "WF.no-worker,workers,null,null,2,3,false\n"
                         "WF.unknown-role,workers,role,P.dementia,1,4,true\n"
                         "WF.unknown-setting,workers,settings,elsewhere,1,4,true\n"
                         "WF.day-range,workers,started,-800000,1,4,true\n"
                         "WF.unknown-subject,evidence,subject,X.1,1,1,false\n"
                         "WF.unknown-worker,evidence,worker,eve,2,2,false\n"
                         "WF.no-worker,evidence,null,null,1,3,false\n"
                         "WF.no-subject,evidence,null,null,1,4,false\n"
                         "WF.unknown-kind,evidence,kind,seen,1,5,false\n"
                         "WF.unknown-result,evidence,result,done,1,6,false\n"
                         "WF.unknown-extent,evidence,extent,all,1,7,false\n"
                         "WF.until-before-from,evidence,null,null,1,8,false\n"
                         "WF.unknown-subject,evidence,subject,x\\x01y,1,9,false\n"
                         "WF.day-range,evidence,from,3000000,1,9,false\n");
    cwp_workforce_free(self);
  }
}
END_TEST

START_TEST(days_are_days_however_they_are_given) {
  static const struct {
    const char *format;
    int64_t of_day;
  } types[] = {{"tdD", 1},
               {"tdm", 86400000},
               {"tss:", 86400},
               {"tsm:UTC", 86400000},
               {"tsu:Europe/London", INT64_C(86400000000)},
               {"tsn:", INT64_C(86400000000000)}};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
    int64_t from[4] = {-1, 0, 19000, ARROW_NULL}, until[4] = {-1, 0, 19000, 19000};
    const char *keys[] = {"a", "a", "a", "a"}, *subjects[] = {"NTC.K1", "NTC.K1", "NTC.K1", "NTC.K1"};
    for (int k = 0; k < 4; k++) {
      if (from[k] != ARROW_NULL) from[k] *= types[i].of_day;
      until[k] = (until[k] + 1) * types[i].of_day - 1; /* the day's last moment */
    }
    arrow_table evidence = {.rows = 4};
    arrow_texts(&evidence, "worker", "u", NULL, keys);
    arrow_texts(&evidence, "subject", "u", NULL, subjects);
    arrow_numbers(&evidence, "from", types[i].format, from);
    arrow_numbers(&evidence, "until", types[i].format, until);
    cwp_workforce *self = make(NULL, &evidence);
    check_people(self, "-1/0/: NTC.K1,1,0,2,1969-12-31,1969-12-31 NTC.K1,1,0,2,1970-01-01,1970-01-01 "
                       "NTC.K1,1,0,2,2022-01-08,2022-01-08 NTC.K1,1,0,2,,2022-01-08\n");
    cwp_workforce_free(self);
  }
}
END_TEST

/* ---- The wide shape ---- */

START_TEST(wide_flags_are_evidence) {
  static const char *const formats[] = {"c", "i", "l"};
  const char *keys[] = {"ann", "bob", "cat", "dan"};
  const int64_t t20[] = {1, 0, ARROW_NULL, 1}, t1[] = {0, 1, -2, 1}, days[] = {19000, 19001, ARROW_NULL, ARROW_NULL};
  const int64_t t999[] = {0, 0, 1, 1}, t5[] = {2, 0, 0, 7}, count[] = {3, 0, 2, ARROW_NULL}, odd[] = {0, 0, 0, 7};
  const char *text_days[] = {"07/01/2022", " 2022-01-08", "", "31/02/2022"};
  for (int shape = 0; shape < 3; shape++) {
    arrow_table evidence = {.rows = 4, .batch = (size_t)shape};
    arrow_texts(&evidence, "worker", "u", NULL, keys);
    arrow_numbers(&evidence, "tr20flag", formats[shape], t20);
    arrow_numbers(&evidence, "tr20latestdate", "tdD", days);
    arrow_numbers(&evidence, "TR01Flag", formats[shape], t1);
    arrow_texts(&evidence, "tr01latestdate", "u", NULL, text_days);
    arrow_numbers(&evidence, "tr999flag", formats[shape], t999);
    arrow_numbers(&evidence, "tr05count", formats[shape], count);
    arrow_numbers(&evidence, "tr05flag", formats[shape], t5);
    arrow_numbers(&evidence, "tr06flag", formats[shape], odd);
    arrow_numbers(&evidence, "tr20ac", "g", odd);
    const int64_t held[] = {1, 0, 1, 2}, years[] = {2019, 2020, ARROW_NULL, 10000}, care[] = {1, 2, 3, 4};
    const char *held_texts[] = {"0", "1", "", "x"};
    arrow_numbers(&evidence, "ql04achq2", formats[shape], held);
    arrow_numbers(&evidence, "ql04year2", "s", years);
    arrow_texts(&evidence, "QL302app", "u", shape ? "c" : NULL, held_texts);
    arrow_numbers(&evidence, "ccstatus", formats[shape], care);
    arrow_numbers(&evidence, "ql05what", "g", care);
    cwp_workforce *self = make(NULL, &evidence);
    check_people(self, "-1/0/: ASC.C1,2,0,2,, ASC.Q4,3,0,2,2019-01-01, ASC.T5,1,0,2,, ASC.T20,1,0,2,2022-01-08,\n"
                       "-1/0/: ASC.Q302,3,0,2,, ASC.T1,1,0,2,2022-01-08,\n"
                       "-1/0/: ASC.C1,2,1,2,, ASC.Q4,3,0,2,, ASC.T5,1,0,2,,\n"
                       "-1/0/: ASC.T1,1,0,2,, ASC.T20,1,0,2,,\n");
    struct ArrowArrayStream stream;
    ck_assert_int_eq(cwp_workforce_findings(self, &stream, &error), CWP_OK);
    char *text = arrow_print(&stream);
    ck_assert(strstr(text, "WF.day-range,evidence,tr01latestdate,31/02/2022,1,3,true\n"));
    ck_assert(strstr(text, "WF.unknown-flag,evidence,tr05flag,2,1,0,true\n"));
    ck_assert(strstr(text, "WF.unknown-flag,evidence,tr05flag,7,1,3,true\n"));
    ck_assert(strstr(text, "WF.unknown-flag,evidence,tr06flag,7,1,3,true\n"));
    ck_assert(strstr(text, "WF.unknown-subject,evidence,tr999flag,1,2,2,true\n"));
    ck_assert(strstr(text, "WF.unknown-flag,evidence,ql04achq2,2,1,3,true\n"));
    ck_assert(strstr(text, "WF.unknown-flag,evidence,QL302app,x,1,3,true\n"));
    ck_assert(strstr(text, "WF.unknown-flag,evidence,ccstatus,4,1,3,true\n"));
    free(text);
    ck_assert_uint_eq(cwp_workforce_evidence(self), 4);
    cwp_workforce_free(self);
  }
}
END_TEST

/* What the reader of such files makes of them, text by text. */
enum { WIDE_COLUMNS = 11, WIDE_ROWS = 9 };

static const char *const wide_names[WIDE_COLUMNS] = {"workerid",  "tr20flag",  "tr20count",      "tr20latestdate",
                                                     "TR1flag",   "tr05count", "tr05latestdate", "ccstatus",
                                                     "ql04achq2", "ql04year2", "ql302app"};
static const char *wide_cells[WIDE_ROWS][WIDE_COLUMNS] = {
    {"a", "1", "", "01/02/2024", "1", "2", "2024-03-04", "1", "1", "2019", "0"},
    {"b", "1", "0", "01/02/2024", "01", "-1", "", "3", "0", "2019", "1"},
    {"c", "0", "3", "", "", "", "01/01/2020", "2", "1", "", "-1"},
    {"d", "-1", "-2", "01/02/2024", "0", "0", "", "", "1", "0", "1"},
    {"e", "x", "2", "31/02/2024", "2", "1e3", "", "9", "yes", "19x9", ""},
    {"f", " 1 ", "", " 01/02/2024 ", "+1", "00004", "1/2/2024", "03", "001", "12345", " 1"},
    {"g", "", "", "", "", "", "", "", "", "", ""},
    {"h", "1", "100001", "01/13/2024", "1.0", "100000", "2024-13-01", "-2", "-2", "-2", "-2"},
    {"i", "1", "99999999999999999999", "29/02/2023", "1", "70000", "29/02/2024", "1", "1", "9999", "1"},
};

static size_t read_wide(void *context, void *buffer, size_t capacity) {
  size_t *at = context, length = 0;
  char line[512];
  if (*at > WIDE_ROWS) return 0;
  const char *const *cells = *at == 0 ? wide_names : wide_cells[*at - 1];
  for (size_t i = 0; i < WIDE_COLUMNS; i++)
    length +=
        (size_t)snprintf(line + length, sizeof line - length, "%s%s", cells[i], i + 1 < WIDE_COLUMNS ? "," : "\n");
  ck_assert_uint_le(length, capacity);
  memcpy(buffer, line, length);
  ++*at;
  return length;
}

static cwp_team *import_wide(void) {
  size_t at = 0;
  const cwp_input input = {read_wide, &at, "wide.csv"};
  cwp_import *import = NULL;
  cwp_team *team = NULL;
  cwp_status status = cwp_import_new(cwp_edition_default(), NULL, NULL, &import, &error);
  if (status == CWP_OK) status = cwp_import_add_input(import, &input, &error);
  if (status == CWP_OK) status = cwp_import_finish(import, &team, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  cwp_import_free(import);
  return team;
}

START_TEST(wide_evidence_is_what_the_reader_of_files_makes_of_it) {
  static const char *columns[WIDE_COLUMNS][WIDE_ROWS];
  const cwp_pathway *pathway = cwp_edition_default();
  cwp__stretch stretch = {.first = 0};
  cwp_team *team = import_wide();
  arrow_table evidence = {.rows = WIDE_ROWS};
  for (size_t i = 0; i < WIDE_COLUMNS; i++) {
    for (size_t row = 0; row < WIDE_ROWS; row++)
      columns[i][row] = wide_cells[row][i];
    arrow_texts(&evidence, i == 0 ? "worker" : wide_names[i], i % 2 ? "u" : "U", i % 3 ? NULL : "c", columns[i]);
  }
  cwp_workforce *self = make(NULL, &evidence);
  ck_assert_int_eq(cwp__workforce_stretch(self, 0, 100, &stretch, &error), CWP_OK);
  ck_assert_uint_eq(stretch.count, WIDE_ROWS);
  for (size_t i = 0; i < WIDE_ROWS; i++) {
    const cwp_portfolio *portfolio = cwp_team_find(team, wide_cells[i][0]);
    size_t count = stretch.starts[i + 1] - stretch.starts[i];
    ck_assert_msg(count == cwp_portfolio_count(portfolio), "%s: %zu and %zu", wide_cells[i][0], count,
                  cwp_portfolio_count(portfolio));
    for (size_t k = 0; k < count; k++) {
      const cwp__fact read = cwp__fact_at(&stretch.room.facts, stretch.starts[i] + k), *fact = &read;
      const cwp_evidence *piece = cwp_portfolio_evidence(portfolio, k);
      ck_assert_str_eq(cwp_record_code(pathway, fact->about), piece->about);
      ck_assert_int_eq(fact->kind, (int)piece->kind);
      ck_assert_int_eq(fact->result, (int)piece->result);
      ck_assert_int_eq(fact->extent, (int)piece->extent);
      ck_assert_msg(fact->from == piece->from && fact->until == piece->until, "%s, %s", wide_cells[i][0], piece->about);
    }
  }
  cwp__stretch_clear(self, &stretch);
  cwp_workforce_free(self);
  cwp_team_free(team);
}
END_TEST

/* ---- Groups and keys ---- */

/* The groups of people and their labels: "0=north/1 1=null/2; 0 1 0". */
static void check_groups(const cwp_workforce *self, const char *const *by, size_t count, const char *expected) {
  char text[1024];
  size_t length = 0;
  cwp__groups groups;
  cwp_status status = cwp__groups_make(self, by, count, &groups, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  text[0] = '\0';
  for (size_t i = 0; i < groups.count; i++) {
    length += (size_t)snprintf(text + length, sizeof text - length, "%zu=", i);
    for (size_t k = 0; k < groups.key_count; k++) {
      uint32_t label = groups.labels[i * groups.key_count + k];
      length += (size_t)snprintf(text + length, sizeof text - length, "%s%s",
                                 label == UINT32_MAX ? "null" : groups.keys[k].texts[label],
                                 k + 1 < groups.key_count ? "/" : " ");
    }
  }
  for (size_t i = 0; groups.of_person && i < cwp_workforce_people(self); i++)
    length += (size_t)snprintf(text + length, sizeof text - length, "%u", groups.of_person[i]);
  ck_assert_str_eq(text, expected);
  cwp__groups_clear(self, &groups);
}

START_TEST(people_are_grouped_by_any_column) {
  const char *keys[] = {"ann", "bob", NULL, "cat", "dan", "eve"};
  const char *sites[] = {"north", "south", "west", "north", NULL, "n\x01\xff"};
  const int64_t jobs[] = {8, 8, 9, -3, 8, 8}, nights[] = {1, 0, 1, ARROW_NULL, 0, 1};
  const char *pieces_of[] = {"ann"}, *subjects[] = {"NTC.K1"};
  for (int shape = 0; shape < 9; shape++) {
    arrow_table workers = {.rows = 6, .batch = (size_t)(shape % 3)}, evidence = {.rows = 1};
    arrow_texts(&workers, "worker", "u", NULL, keys);
    arrow_texts(&workers, "site", shape / 3 == 1 ? "U" : "u", shape / 3 == 2 ? "S" : NULL, sites);
    arrow_numbers(&workers, "job_role", "s", jobs);
    arrow_numbers(&workers, "nights", "b", nights);
    arrow_numbers(&workers, "empty", "n", nights);
    arrow_numbers(&workers, "started", "tdD", nights);
    arrow_numbers(&workers, "pay", "g", nights);
    arrow_texts(&evidence, "worker", "u", NULL, pieces_of);
    arrow_texts(&evidence, "subject", "u", NULL, subjects);
    cwp_workforce *self = make(&workers, &evidence);
    check_groups(self, NULL, 0, "0=");
    check_groups(self, (const char *const[]){"site"}, 1, "0=north 1=south 2=null 3=n\\x01\\xFF 01023");
    check_groups(self, (const char *const[]){"job_role"}, 1, "0=8 1=-3 00100");
    check_groups(self, (const char *const[]){"nights"}, 1, "0=true 1=false 2=null 01210");
    check_groups(self, (const char *const[]){"empty"}, 1, "0=null 00000");
    check_groups(self, (const char *const[]){"site", "job_role", "nights"}, 3,
                 "0=north/8/true 1=south/8/false 2=north/-3/null 3=null/8/false 4=n\\x01\\xFF/8/true 01234");
    cwp__groups groups;
    static const struct {
      const char *by, *words;
    } wrong[] = {{"started", "is of type date32"}, {"pay", "is of type float64"}, {"sit", "have no column \"sit\""}};
    for (size_t i = 0; i < 3; i++) {
      ck_assert_int_eq(cwp__groups_make(self, &wrong[i].by, 1, &groups, &error), CWP_ERROR_ARGUMENT);
      ck_assert_msg(strstr(error.message, wrong[i].words) != NULL, "%s", error.message);
    }
    cwp_workforce_free(self);
  }
  ck_assert_int_eq(arrow_alive(), 0);
}
END_TEST

START_TEST(groups_have_a_limit) {
  const char *keys[] = {"ann", "bob", "cat"}, *sites[] = {"a", "b", "c"}, *by = "site";
  const char *pieces_of[] = {"ann"}, *subjects[] = {"NTC.K1"};
  arrow_table workers = {.rows = 3}, evidence = {.rows = 1};
  arrow_texts(&workers, "worker", "u", NULL, keys);
  arrow_texts(&workers, "site", "u", NULL, sites);
  arrow_texts(&evidence, "worker", "u", NULL, pieces_of);
  arrow_texts(&evidence, "subject", "u", NULL, subjects);
  for (size_t most = 2; most < 4; most++) {
    struct ArrowArrayStream people, streamed;
    cwp_workforce *self;
    cwp__groups groups;
    cwp_workforce_options options = CWP_WORKFORCE_OPTIONS_INIT;
    options.most_groups = most;
    arrow_stream_of(&workers, &people);
    arrow_stream_of(&evidence, &streamed);
    ck_assert_int_eq(cwp_workforce_make(cwp_edition_default(), &people, &streamed, &options, NULL, &self, &error),
                     CWP_OK);
    cwp_status status = cwp__groups_make(self, &by, 1, &groups, &error);
    ck_assert_int_eq(status, most == 2 ? CWP_ERROR_LIMIT : CWP_OK);
    if (status == CWP_OK) cwp__groups_clear(self, &groups);
    cwp_workforce_free(self);
  }
}
END_TEST

/* ---- Answers ---- */

/* Gives people's keys, twice each, three people a batch, with a label. */
typedef struct keys_answer {
  cwp_workforce *self;
  uint64_t next;
  int fails;
  int *released;
} keys_answer;

static cwp_status next_keys(void *context, cwp__batch *batch, cwp_error *why) {
  keys_answer *work = context;
  uint64_t left = cwp_workforce_people(work->self) - work->next;
  size_t count = left < 3 ? (size_t)left : 3;
  if (work->fails) return cwp__workforce_progress(work->self, 1, why);
  cwp_status status = cwp__workforce_put_keys(work->self, work->next, count, 2, batch, 0, 0, why);
  for (size_t i = 0; i < 2 * count; i++) {
    ((int8_t *)batch->values[1])[i] = (int8_t)(i % 2);
    ((int32_t *)batch->values[2])[i] = 0;
  }
  if (count > 0) batch->valid[2][0] &= (uint8_t)~2u;
  batch->rows = 2 * count;
  work->next += count;
  return status;
}

static void release_keys(void *context) {
  keys_answer *work = context;
  ++*work->released;
  cwp__workforce_drop(work->self);
}

static const char *const yes_no[] = {"yes", "no"};
static const cwp__column key_columns[] = {{"worker", CWP__COLUMN_TEXT, 0, NULL, 0},
                                          {"ready", CWP__COLUMN_SMALL_LABEL, 0, yes_no, 2},
                                          {"role", CWP__COLUMN_LABEL, 1, yes_no, 1}};

static cwp_workforce *four_people(void) {
  static const char *keys[] = {"ann", "b\xc3\xb6rn", "c", "dan"},
                    *subjects[] = {"NTC.K1", "NTC.K1", "NTC.K1", "NTC.K1"};
  arrow_table evidence = {.rows = 4, .batch = 2};
  arrow_texts(&evidence, "worker", "u", NULL, keys);
  arrow_texts(&evidence, "subject", "u", NULL, subjects);
  return make(NULL, &evidence);
}

START_TEST(answers_outlive_the_workforce) {
  struct ArrowArrayStream stream;
  cwp_workforce *self = four_people();
  int released = 0;
  keys_answer work = {cwp__workforce_hold(self), 0, 0, &released};
  const cwp__answer_maker maker = {&work, 6, next_keys, release_keys};
  ck_assert_int_eq(cwp__answer_stream(key_columns, 3, &maker, NULL, &stream, &error), CWP_OK);
  cwp_workforce_free(self);
  char *text = arrow_print(&stream);
  ck_assert_str_eq(
      text,
      "worker,ready,role\nann,yes,yes\nann,no,null\nb\xc3\xb6rn,yes,yes\nb\xc3\xb6rn,no,yes\nc,yes,yes\nc,no,yes\n"
      "dan,yes,yes\ndan,no,null\n");
  free(text);
  ck_assert_int_eq(released, 1);
  ck_assert_int_eq(arrow_alive(), 0);
}
END_TEST

/* What is moved out of a batch lives on its own, as Arrow has it. */
START_TEST(parts_of_answers_live_on_their_own) {
  struct ArrowArrayStream stream;
  struct ArrowArray batch, column, dictionary;
  struct ArrowSchema schema, type;
  cwp_workforce *self = four_people();
  int released = 0;
  keys_answer work = {self, 0, 0, &released};
  const cwp__answer_maker maker = {&work, 6, next_keys, release_keys};
  ck_assert_int_eq(cwp__answer_stream(key_columns, 3, &maker, NULL, &stream, &error), CWP_OK);
  ck_assert_int_eq(stream.get_schema(&stream, &schema), 0);
  ck_assert_int_eq(stream.get_next(&stream, &batch), 0);
  type = *schema.children[1];
  schema.children[1]->release = NULL;
  schema.release(&schema);
  column = *batch.children[1];
  batch.children[1]->release = NULL;
  batch.release(&batch);
  stream.release(&stream);
  dictionary = *column.dictionary;
  column.dictionary->release = NULL;
  ck_assert_str_eq(type.name, "ready");
  ck_assert_str_eq(type.format, "c");
  ck_assert_str_eq(type.dictionary->format, "u");
  ck_assert_int_eq(((const int8_t *)column.buffers[1])[1], 1);
  column.release(&column);
  ck_assert_int_eq(dictionary.length, 2);
  ck_assert_mem_eq(dictionary.buffers[2], "yesno", 5);
  dictionary.release(&dictionary);
  type.release(&type);
  ck_assert(batch.release == NULL && schema.release == NULL && stream.release == NULL);
  ck_assert_int_eq(released, 1);
}
END_TEST

static int stop(void *context, uint64_t rows) {
  *(uint64_t *)context = rows;
  return rows > 3;
}

START_TEST(work_can_be_stopped) {
  struct ArrowArrayStream stream, streamed;
  struct ArrowArray batch;
  uint64_t rows = 0;
  const char *keys[] = {"a", "b", "c"}, *subjects[] = {"NTC.K1", "NTC.K1", "NTC.K1"};
  cwp_workforce_options options = CWP_WORKFORCE_OPTIONS_INIT;
  options.progress = stop;
  options.progress_context = &rows;
  arrow_table evidence = {.rows = 3};
  arrow_texts(&evidence, "worker", "u", NULL, keys);
  arrow_texts(&evidence, "subject", "u", NULL, subjects);
  cwp_workforce *self;
  arrow_stream_of(&evidence, &streamed);
  ck_assert_int_eq(cwp_workforce_make(cwp_edition_default(), NULL, &streamed, &options, NULL, &self, &error), CWP_OK);
  ck_assert_uint_eq(rows, 3);
  int released = 0;
  keys_answer work = {self, 0, 1, &released};
  const cwp__answer_maker maker = {&work, 6, next_keys, release_keys};
  ck_assert_int_eq(cwp__answer_stream(key_columns, 3, &maker, NULL, &stream, &error), CWP_OK);
  for (int i = 0; i < 2; i++) {
    ck_assert_int_eq(stream.get_next(&stream, &batch), EINVAL);
    ck_assert_str_eq(stream.get_last_error(&stream), "cancelled");
    ck_assert(batch.release == NULL);
  }
  stream.release(&stream);
  ck_assert_int_eq(released, 1);
}
END_TEST

/* ---- Bad input ---- */

/* A table that must be refused for one column's type, or its lack. */
START_TEST(wrong_columns_are_named) {
  const char *texts[] = {"a"};
  const int64_t numbers[] = {1};
  static const struct {
    const char *column, *format, *words;
  } wrong[] = {
      {"subject", "g", "evidence: column \"subject\" is of type float64 (\"g\"), and must be text or an integer"},
      {"subject", "vz", "column \"subject\" is of type binary view (\"vz\")"},
      {"subject", "+r", "column \"subject\" is of type run-end encoded"},
      {"worker", "tdD", "column \"worker\" is of type date32"},
      {"from", "i", "column \"from\" is of type int32 (\"i\"), and must be a day: date32, date64 or a timestamp"},
      {"until", "ttu", "column \"until\" is of type time of day"},
      {"kind", "d:19,4", "column \"kind\" is of type decimal"},
      {"subject", "nonsense", "is of type an unknown type (\"nonsense\")"},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    arrow_table evidence = {.rows = 1};
    if (strcmp(wrong[i].column, "worker") != 0) arrow_texts(&evidence, "worker", "u", NULL, texts);
    if (strcmp(wrong[i].column, "subject") != 0) arrow_texts(&evidence, "subject", "u", NULL, texts);
    arrow_numbers(&evidence, wrong[i].column, wrong[i].format, numbers);
    refuse(NULL, &evidence, CWP_ERROR_INVALID, wrong[i].words);
  }
  arrow_table evidence = {.rows = 1};
  refuse(NULL, &evidence, CWP_ERROR_INVALID, "evidence: there is no column \"worker\"");
  arrow_texts(&evidence, "worker", "u", NULL, texts);
  refuse(NULL, &evidence, CWP_ERROR_INVALID, "evidence: there is no column \"subject\", and none of the wide shape");
  arrow_texts(&evidence, "subject", "u", NULL, texts);
  arrow_table workers = {.rows = 1};
  refuse(&workers, &evidence, CWP_ERROR_INVALID, "workers: there is no column \"worker\"");
  arrow_numbers(&workers, "worker", "i", numbers);
  refuse(&workers, &evidence, CWP_ERROR_INVALID, "evidence: column \"worker\" has texts and the workers' has integers");
  arrow_numbers(&workers, "worker", "i", numbers);
  refuse(&workers, &evidence, CWP_ERROR_INVALID, "workers: there are two columns \"worker\"");
  evidence.fail_at = 5;
  refuse(NULL, &evidence, CWP_ERROR_IO, "evidence: the disk is gone (error 5)");
  struct ArrowArrayStream silent;
  cwp_workforce *none;
  arrow_stream_of(&evidence, &silent);
  silent.get_last_error = NULL;
  ck_assert_int_eq(cwp_workforce_make(cwp_edition_default(), NULL, &silent, NULL, NULL, &none, &error), CWP_ERROR_IO);
  ck_assert_str_eq(error.message, "evidence: the stream failed, and does not say why (error 5)");
  evidence.fail_at = 12; /* ENOMEM */
  refuse(NULL, &evidence, CWP_ERROR_MEMORY, "");
}
END_TEST

/* Text views that name what is not there: the long one is the second. */
enum {
  VIEW_NEGATIVE = 0,
  VIEW_NO_BUFFER,
  VIEW_BELOW,
  VIEW_BEYOND,
  VIEW_NO_LENGTHS,
  VIEW_NO_BYTES,
  VIEW_FEW_BUFFERS,
  VIEW_LIES
};

static const char *const view_words[VIEW_LIES] = {
    [VIEW_NEGATIVE] = "the length of one of its texts is negative",
    [VIEW_NO_BUFFER] = "one of its texts is in a buffer that it has not",
    [VIEW_BELOW] = "one of its texts is beyond its buffer",
    [VIEW_BEYOND] = "one of its texts is beyond its buffer",
    [VIEW_NO_LENGTHS] = "the lengths of its buffers of texts are missing",
    [VIEW_NO_BYTES] = "the bytes of its texts are missing",
    [VIEW_FEW_BUFFERS] = "it has another number of buffers than its type",
};

static void lie_in_views(void *context, struct ArrowSchema *schema, struct ArrowArray *array) {
  const int which = *(const int *)context;
  if (schema) return;
  struct ArrowArray *column = array->children[1];
  int32_t *view = (int32_t *)(uintptr_t)column->buffers[1] + 4;
  if (which == VIEW_NEGATIVE) view[0] = -1;
  if (which == VIEW_NO_BUFFER) view[2] = 2;
  if (which == VIEW_BELOW) view[3] = -1;
  if (which == VIEW_BEYOND) view[3] = 1;
  if (which == VIEW_NO_LENGTHS) column->buffers[4] = NULL;
  if (which == VIEW_NO_BYTES) column->buffers[3] = NULL;
  if (which == VIEW_FEW_BUFFERS) column->n_buffers = 2;
}

START_TEST(views_that_lie_are_found_out) {
  const char *keys[] = {"a", "b"}, *subjects[] = {"NTC.K1", "a subject of more than twelve bytes"};
  arrow_table evidence = {.rows = 2, .spoil = lie_in_views, .spoil_context = &_i};
  arrow_texts(&evidence, "worker", "u", NULL, keys);
  arrow_texts(&evidence, "subject", "vu", NULL, subjects);
  refuse(NULL, &evidence, CWP_ERROR_INVALID, view_words[_i]);
}
END_TEST

/* What a table may say of itself that is not so. The last two are of the schema. */
typedef enum lie {
  LIE_LENGTH_NEGATIVE = 0,
  LIE_LENGTH_LONG,
  LIE_LENGTH_GREAT,
  LIE_OFFSET_NEGATIVE,
  LIE_OFFSET_GREAT,
  LIE_NULLS_NEGATIVE,
  LIE_NULLS_MANY,
  LIE_NULLS_WITHOUT_BITS,
  LIE_COLUMNS_FEWER,
  LIE_COLUMNS_NONE,
  LIE_BATCH_BUFFERS,
  LIE_COLUMN_MISSING,
  LIE_COLUMN_RELEASED,
  LIE_COLUMN_SHORT,
  LIE_COLUMN_NEGATIVE,
  LIE_COLUMN_OFFSET,
  LIE_COLUMN_BUFFERS,
  LIE_COLUMN_NO_BUFFERS,
  LIE_COLUMN_NO_VALUES,
  LIE_COLUMN_NULLS,
  LIE_COLUMN_CHILDREN,
  LIE_COLUMN_MISALIGNED,
  LIE_TEXT_DOWN,
  LIE_TEXT_NEGATIVE,
  LIE_TEXT_NO_BYTES,
  LIE_DICTIONARY_MISSING,
  LIE_DICTIONARY_RELEASED,
  LIE_DICTIONARY_NESTED,
  LIE_DICTIONARY_GREAT,
  LIE_DICTIONARY_NEGATIVE,
  LIE_INDEX_BEYOND,
  LIE_INDEX_NEGATIVE,
  LIE_DICTIONARY_EXTRA,
  LIE_SCHEMA_RELEASED,
  LIE_SCHEMA_NO_FORMAT,
  LIE_SCHEMA_NO_TABLE,
  LIE_SCHEMA_NO_COLUMNS,
  LIE_SCHEMA_NEGATIVE,
  LIE_SCHEMA_COLUMN_RELEASED,
  LIE_SCHEMA_COLUMN_NO_FORMAT,
  LIE_SCHEMA_DICTIONARY,
  LIES
} lie;

static const char *const lie_words[LIES] = {
    [LIE_LENGTH_NEGATIVE] = "evidence: the batch of rows from 0 on: its length or offset is negative",
    [LIE_LENGTH_LONG] = "column \"worker\", rows from 0 on: it is shorter than the batch",
    [LIE_LENGTH_GREAT] = "is beyond belief",
    [LIE_OFFSET_NEGATIVE] = "its length or offset is negative",
    [LIE_OFFSET_GREAT] = "its length or offset is negative",
    [LIE_NULLS_NEGATIVE] = "its count of nulls is out of range",
    [LIE_NULLS_MANY] = "its count of nulls is out of range",
    [LIE_NULLS_WITHOUT_BITS] = "it counts nulls and has no bits that say which",
    [LIE_COLUMNS_FEWER] = "it has another number of columns than the schema",
    [LIE_COLUMNS_NONE] = "it has no columns",
    [LIE_BATCH_BUFFERS] = "a struct has one buffer, and it has another number",
    [LIE_COLUMN_MISSING] = "column \"subject\", rows from 0 on: its array is missing or released",
    [LIE_COLUMN_RELEASED] = "column \"subject\", rows from 0 on: its array is missing or released",
    [LIE_COLUMN_SHORT] = "column \"subject\", rows from 0 on: it is shorter than the batch",
    [LIE_COLUMN_NEGATIVE] = "column \"subject\", rows from 0 on: its length or offset is negative",
    [LIE_COLUMN_OFFSET] = "column \"subject\", rows from 0 on: its length or offset is negative",
    [LIE_COLUMN_BUFFERS] = "column \"subject\", rows from 0 on: it has another number of buffers than its type",
    [LIE_COLUMN_NO_BUFFERS] = "column \"subject\", rows from 0 on: it has no buffers",
    [LIE_COLUMN_NO_VALUES] = "column \"subject\", rows from 0 on: its buffer of values is missing",
    [LIE_COLUMN_NULLS] = "column \"subject\", rows from 0 on: it counts nulls and has no bits that say which",
    [LIE_COLUMN_CHILDREN] = "column \"subject\", rows from 0 on: it has columns of its own, which its type has not",
    [LIE_COLUMN_MISALIGNED] = "column \"subject\", rows from 0 on: its buffer of values is not aligned to its type",
    [LIE_TEXT_DOWN] = "column \"worker\", rows from 0 on: the offsets of its texts are negative or go down",
    [LIE_TEXT_NEGATIVE] = "column \"worker\", rows from 0 on: the offsets of its texts are negative or go down",
    [LIE_TEXT_NO_BYTES] = "column \"worker\", rows from 0 on: the bytes of its texts are missing",
    [LIE_DICTIONARY_MISSING] = "column \"subject\", rows from 0 on: its dictionary is missing or released",
    [LIE_DICTIONARY_RELEASED] = "column \"subject\", rows from 0 on: its dictionary is missing or released",
    [LIE_DICTIONARY_NESTED] = "column \"subject\", rows from 0 on: its dictionary has a dictionary",
    [LIE_DICTIONARY_GREAT] = "its dictionary has more than 2,147,483,647 values",
    [LIE_DICTIONARY_NEGATIVE] = "column \"subject\", rows from 0 on: its length or offset is negative",
    [LIE_INDEX_BEYOND] = "column \"subject\", rows from 0 on: an index is beyond its dictionary",
    [LIE_INDEX_NEGATIVE] = "column \"subject\", rows from 0 on: an index is beyond its dictionary",
    [LIE_DICTIONARY_EXTRA] = "column \"worker\", rows from 0 on: it has a dictionary, which the schema has not",
    [LIE_SCHEMA_RELEASED] = "evidence: the stream gave a released schema",
    [LIE_SCHEMA_NO_FORMAT] = "evidence: the stream is no table: its type is an unknown type (\"\"), not struct",
    [LIE_SCHEMA_NO_TABLE] = "evidence: the stream is no table: its type is int32 (\"i\"), not struct",
    [LIE_SCHEMA_NO_COLUMNS] = "evidence: the schema says that it has 2 columns, and has none",
    [LIE_SCHEMA_NEGATIVE] = "evidence: the schema says that it has -2 columns, and has others",
    [LIE_SCHEMA_COLUMN_RELEASED] = "evidence: column 2, \"\", has no schema, or a released one",
    [LIE_SCHEMA_COLUMN_NO_FORMAT] = "evidence: column 2, \"subject\", has no format",
    [LIE_SCHEMA_DICTIONARY] = "evidence: column 2, \"subject\", has a dictionary that is released or has no format",
};

/* What was changed, to be put back before it is released. */
typedef struct lying {
  lie lie;
  struct ArrowArray *batch, was_batch, was_column, was_worker, was_dictionary;
  const void *buffers[3], *worker_buffers[3];
  void (*release)(struct ArrowArray *);
} lying;

/* The stand-in for a batch's release: truth first. */
static void release_truly(struct ArrowArray *array);
static lying *liar;

static void lie_in_batch(lie which, struct ArrowArray *batch) {
  switch (which) {
  case LIE_LENGTH_NEGATIVE:
    batch->length = -1;
    break;
  case LIE_LENGTH_LONG:
    batch->length = 4;
    break;
  case LIE_LENGTH_GREAT:
    batch->length = INT64_MAX / 2;
    break;
  case LIE_OFFSET_NEGATIVE:
    batch->offset = -1;
    break;
  case LIE_OFFSET_GREAT:
    batch->offset = INT64_MAX;
    break;
  case LIE_NULLS_NEGATIVE:
    batch->null_count = -2;
    break;
  case LIE_NULLS_MANY:
    batch->null_count = 4;
    break;
  case LIE_NULLS_WITHOUT_BITS:
    batch->null_count = 1;
    break;
  case LIE_COLUMNS_FEWER:
    batch->n_children = 1;
    break;
  case LIE_COLUMNS_NONE:
    batch->children = NULL;
    break;
  case LIE_BATCH_BUFFERS:
    batch->n_buffers = 0;
    break;
  default:
    break;
  }
}

static void lie_in_column(lie which, struct ArrowArray *column) {
  switch (which) {
  case LIE_COLUMN_RELEASED:
    column->release = NULL;
    break;
  case LIE_COLUMN_SHORT:
    column->length = 2;
    break;
  case LIE_COLUMN_NEGATIVE:
    column->length = -3;
    break;
  case LIE_COLUMN_OFFSET:
    column->offset = INT64_MIN;
    break;
  case LIE_COLUMN_BUFFERS:
    column->n_buffers = 3;
    break;
  case LIE_COLUMN_NO_BUFFERS:
    column->buffers = NULL;
    break;
  case LIE_COLUMN_NO_VALUES:
    column->buffers[1] = NULL;
    break;
  case LIE_COLUMN_NULLS:
    column->null_count = 3;
    break;
  case LIE_COLUMN_CHILDREN:
    column->n_children = 1;
    break;
  case LIE_COLUMN_MISALIGNED:
    column->buffers[1] = (const char *)column->buffers[1] + 1;
    break;
  case LIE_DICTIONARY_MISSING:
    column->dictionary = NULL;
    break;
  case LIE_INDEX_BEYOND:
    ((int32_t *)(uintptr_t)column->buffers[1])[2] = 3;
    break;
  case LIE_INDEX_NEGATIVE:
    ((int32_t *)(uintptr_t)column->buffers[1])[2] = -1;
    break;
  default:
    break;
  }
}

static void lie_in_texts(lie which, struct ArrowArray *worker, struct ArrowArray *dictionary) {
  int32_t *offsets = (int32_t *)(uintptr_t)worker->buffers[1];
  if (which == LIE_TEXT_DOWN) offsets[1] = 3;
  if (which == LIE_TEXT_NEGATIVE) offsets[0] = -1;
  if (which == LIE_TEXT_NO_BYTES) worker->buffers[2] = NULL;
  if (which == LIE_DICTIONARY_EXTRA) worker->dictionary = dictionary;
  if (which == LIE_DICTIONARY_RELEASED) dictionary->release = NULL;
  if (which == LIE_DICTIONARY_NESTED) dictionary->dictionary = dictionary;
  if (which == LIE_DICTIONARY_GREAT) dictionary->length = INT64_C(1) << 31;
  if (which == LIE_DICTIONARY_NEGATIVE) dictionary->length = -1;
}

static void lie_in_schema(lie which, struct ArrowSchema *schema) {
  struct ArrowSchema *column = schema->children[1];
  if (which == LIE_SCHEMA_NO_FORMAT) schema->format = NULL;
  if (which == LIE_SCHEMA_NO_TABLE) schema->format = "i";
  if (which == LIE_SCHEMA_COLUMN_NO_FORMAT) column->format = NULL;
  if (which == LIE_SCHEMA_DICTIONARY) column->dictionary->format = NULL;
  if (which == LIE_SCHEMA_COLUMN_RELEASED) column->release(column);
  if (which == LIE_SCHEMA_RELEASED) schema->release(schema);
  if (which == LIE_SCHEMA_NO_COLUMNS || which == LIE_SCHEMA_NEGATIVE) {
    for (int i = 0; i < 2; i++) {
      schema->children[i]->release(schema->children[i]);
      free(schema->children[i]);
    }
    free(schema->children);
    schema->children = which == LIE_SCHEMA_NEGATIVE ? (struct ArrowSchema **)(void *)schema : NULL;
    schema->private_data = NULL;
  }
}

static void release_truly(struct ArrowArray *array) {
  lying *self = liar;
  void *private_data = array->private_data;
  *array = self->was_batch;
  array->private_data = private_data;
  *array->children[1] = self->was_column;
  memcpy(self->was_column.buffers, self->buffers, sizeof self->buffers);
  *array->children[0] = self->was_worker;
  memcpy(self->was_worker.buffers, self->worker_buffers, sizeof self->worker_buffers);
  *array->children[1]->dictionary = self->was_dictionary;
  self->release(array);
}

static void tell(void *context, struct ArrowSchema *schema, struct ArrowArray *array) {
  lying *self = context;
  liar = self;
  if (schema) {
    lie_in_schema(self->lie, schema);
    if (self->lie == LIE_SCHEMA_NEGATIVE) schema->n_children = -2;
    return;
  }
  struct ArrowArray *worker = array->children[0], *column = array->children[1], *dictionary = column->dictionary;
  self->was_batch = *array;
  self->was_worker = *worker;
  self->was_column = *column;
  self->was_dictionary = *dictionary;
  memcpy(self->buffers, column->buffers, sizeof self->buffers);
  memcpy(self->worker_buffers, worker->buffers, sizeof self->worker_buffers);
  self->release = array->release;
  array->release = release_truly;
  lie_in_batch(self->lie, array);
  lie_in_column(self->lie, column);
  lie_in_texts(self->lie, worker, dictionary);
  static struct ArrowArray *missing[2];
  if (self->lie == LIE_COLUMN_MISSING) {
    missing[0] = worker;
    missing[1] = NULL;
    array->children = missing;
  }
}

START_TEST(lies_are_found_out) {
  const char *keys[] = {"a", "b", "cc"}, *subjects[] = {"NTC.K1", "NTC.K2", "NTC.K3"};
  lying self = {.lie = (lie)_i};
  arrow_table evidence = {.rows = 3, .spoil = tell, .spoil_context = &self};
  arrow_texts(&evidence, "worker", "u", NULL, keys);
  arrow_texts(&evidence, "subject", "u", "i", subjects);
  struct ArrowArrayStream stream;
  cwp_workforce *out;
  arrow_stream_of(&evidence, &stream);
  error.message[0] = '\0';
  cwp_status status = cwp_workforce_make(cwp_edition_default(), NULL, &stream, NULL, NULL, &out, &error);
  ck_assert_msg(status == (_i == LIE_LENGTH_GREAT ? CWP_ERROR_LIMIT : CWP_ERROR_INVALID), "%d: %s", _i, error.message);
  ck_assert_msg(strstr(error.message, lie_words[_i]) != NULL, "%d: \"%s\", not \"%s\"", _i, error.message,
                lie_words[_i]);
}
END_TEST

START_TEST(streams_must_be_streams) {
  struct ArrowArrayStream nothing = {NULL, NULL, NULL, NULL, NULL};
  cwp_workforce *out;
  ck_assert_int_eq(cwp_workforce_make(cwp_edition_default(), NULL, &nothing, NULL, NULL, &out, &error),
                   CWP_ERROR_INVALID);
  ck_assert_str_eq(error.message, "evidence: the stream is released, or never was one");
  ck_assert_int_eq(cwp_workforce_make(NULL, NULL, &nothing, NULL, NULL, &out, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_workforce_make(cwp_edition_default(), NULL, NULL, NULL, NULL, &out, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_workforce_findings(NULL, &nothing, &error), CWP_ERROR_ARGUMENT);
  ck_assert_uint_eq(cwp_workforce_people(NULL) + cwp_workforce_evidence(NULL) + cwp_workforce_refused(NULL), 0);
  cwp_workforce_free(NULL);
  cwp_workforce_options options = CWP_WORKFORCE_OPTIONS_INIT;
  options.size = 4;
  arrow_table evidence = {.rows = 0};
  arrow_stream_of(&evidence, &nothing);
  ck_assert_int_eq(cwp_workforce_make(cwp_edition_default(), NULL, &nothing, &options, NULL, &out, &error),
                   CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(arrow_alive(), 0);
}
END_TEST

/* Tables of nobody and nothing are tables. */
START_TEST(nobody_is_no_error) {
  const char *none[] = {NULL}, *ann[] = {"ann"};
  arrow_table workers = {.rows = 0}, evidence = {.rows = 0};
  arrow_texts(&workers, "worker", "u", NULL, none);
  arrow_texts(&evidence, "worker", "u", "i", none);
  arrow_texts(&evidence, "subject", "u", NULL, none);
  cwp_workforce *self = make(&workers, &evidence);
  ck_assert_uint_eq(cwp_workforce_people(self), 0);
  check_people(self, "");
  check_groups(self, (const char *const[]){"worker"}, 1, "");
  cwp_workforce_free(self);
  evidence.rows = 1;
  evidence.columns[0].texts = evidence.columns[1].texts = ann;
  self = make(&workers, &evidence);
  check_findings(self, "WF.unknown-worker,evidence,worker,ann,1,0,false\n");
  cwp_workforce_free(self);
  workers.columns[0].format = "n";
  workers.rows = 1;
  self = make(&workers, &evidence);
  check_findings(self, "WF.no-worker,workers,null,null,1,0,false\nWF.unknown-worker,evidence,worker,ann,1,0,false\n");
  cwp_workforce_free(self);
  ck_assert_int_eq(arrow_alive(), 0);
}
END_TEST

/* ---- Evidence larger than memory ---- */

/* Opens a stream of tables, which must work. */
static cwp_workforce *flow_of(const arrow_table *workers, const arrow_table *evidence, uint64_t rows) {
  struct ArrowArrayStream people, streamed;
  cwp_workforce *self = NULL;
  if (workers) arrow_stream_of(workers, &people);
  arrow_stream_of(evidence, &streamed);
  cwp_status status =
      cwp__flow_open(cwp_edition_default(), workers ? &people : NULL, &streamed, 0, NULL, NULL, &self, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  if (workers) people.release(&people);
  self->flow->rows = rows;
  return self;
}

enum { LINES = 128, LINE = 1024 };

/* People as lines: key, role category, first days. */
typedef struct lines {
  char of[LINES][LINE];
  size_t count;
  int times; /* that there were people */
} lines;

static void add_line(lines *self, const cwp_workforce *workforce, const cwp__stretch *stretch, size_t i) {
  int64_t ends[2] = {0, 0};
  void *values = ends;
  char *text = NULL, *line = self->of[self->count++];
  size_t capacity = 0, length;
  cwp__batch batch = {.rows = 1, .values = &values, .text = &text, .text_capacity = &capacity};
  ck_assert_uint_lt(self->count, LINES);
  ck_assert_int_eq(cwp__workforce_put_keys(workforce, stretch->first + i, 1, 1, &batch, 0, 0, &error), CWP_OK);
  if (cwp__workforce_keys_are_text(workforce))
    length = (size_t)snprintf(line, LINE, "%.*s", (int)ends[1], text);
  else
    length = (size_t)snprintf(line, LINE, "%lld", (long long)ends[0]);
  free(text);
  length += (size_t)snprintf(line + length, LINE - length, " %u:", stretch->members[i].role);
  for (uint32_t f = stretch->starts[i]; f < stretch->starts[i + 1]; f++)
    if (stretch->room.facts.about[f] < cwp__record_count(cwp__workforce_pathway(workforce)))
      length += (size_t)snprintf(line + length, LINE - length, " %d", stretch->room.facts.from[f]);
}

/* Adds whoever is there now. */
static void add_lines(lines *self, const cwp_workforce *workforce) {
  cwp__stretch stretch = {.first = 0};
  for (uint64_t first = 0; first < cwp_workforce_people(workforce); first += stretch.count) {
    ck_assert_int_eq(cwp__workforce_stretch(workforce, first, 8, &stretch, &error), CWP_OK);
    ck_assert_uint_gt(stretch.count, 0);
    for (size_t i = 0; i < stretch.count; i++)
      add_line(self, workforce, &stretch, i);
  }
  cwp__stretch_clear(workforce, &stretch);
  self->times++;
}

/* Reads a flow to its end. Returns how it ended. */
static cwp_status read_flow(cwp_workforce *self, lines *out) {
  for (;;) {
    int more;
    cwp_status status = cwp__workforce_advance(self, &more, &error);
    if (status != CWP_OK || !more) return status;
    add_lines(out, self);
  }
}

/* The first day of a line, which says in which row it was; people without come last. */
static int first_day(const char *line) {
  const char *colon = strchr(line, ':');
  return colon[1] ? atoi(colon + 1) : INT32_MAX;
}

/* A stream must give the people of the tables, in the order of the evidence. */
static void check_flow(const arrow_table *workers, const arrow_table *evidence, uint64_t rows, int least_times) {
  static lines whole, parts;
  memset(&whole, 0, sizeof whole);
  memset(&parts, 0, sizeof parts);
  cwp_workforce *tables = make(workers, evidence);
  cwp_workforce *self = flow_of(workers, evidence, rows);
  add_lines(&whole, tables);
  ck_assert_msg(read_flow(self, &parts) == CWP_OK, "%s", error.message);
  ck_assert_int_ge(parts.times, least_times);
  ck_assert_uint_eq(parts.count, whole.count);
  for (size_t i = 0; i < parts.count; i++) {
    size_t found = 0;
    while (found < whole.count && strcmp(whole.of[found], parts.of[i]) != 0)
      found++;
    ck_assert_msg(found < whole.count, "%s", parts.of[i]);
    if (i > 0) ck_assert_int_ge(first_day(parts.of[i]), first_day(parts.of[i - 1]));
  }
  ck_assert_uint_eq(cwp_workforce_evidence(self), cwp_workforce_evidence(tables));
  ck_assert_uint_eq(cwp_workforce_refused(self), cwp_workforce_refused(tables));
  check_findings(self, "WF.unknown-subject,evidence,subject,X,40,9,false\n");
  cwp_workforce_free(self);
  cwp_workforce_free(tables);
  ck_assert_int_eq(arrow_alive(), 0);
}

/* Evidence of 90 people, person by person: every seventh has none, and one much. */
static void check_flows(int keys, int with_workers, int downwards, size_t batch) {
  enum { PEOPLE = 90, ROWS = 400 };
  static char names[PEOPLE][8];
  static const char *texts[ROWS], *workers[PEOPLE], *roles[PEOPLE], *subjects[ROWS];
  static int64_t ids[PEOPLE], numbers[ROWS], days[ROWS];
  for (size_t i = 0; i < PEOPLE; i++) {
    snprintf(names[i], sizeof names[i], "p%03zu", i);
    workers[i] = names[i];
    ids[i] = (int64_t)i;
    roles[i] = i % 3 ? "NTC" : NULL;
  }
  for (size_t row = 0; row < ROWS; row++) {
    size_t person = row < 200 ? row * PEOPLE / 400 : row < 260 ? 45 : (row - 260) * 44 / 140 + 46;
    if (person % 7 == 0) person++;
    if (downwards) person = PEOPLE - 1 - person;
    texts[row] = names[person];
    numbers[row] = ids[person];
    days[row] = (int64_t)row;
    subjects[row] = row % 10 == 9 ? "X" : "NTC.K1";
  }
  arrow_table people = {.rows = PEOPLE, .batch = 50}, evidence = {.rows = ROWS, .batch = batch};
  if (keys == 0) {
    arrow_numbers(&people, "worker", "i", ids);
    arrow_numbers(&evidence, "worker", "l", numbers);
  } else {
    arrow_texts(&people, "worker", "u", NULL, workers);
    arrow_texts(&evidence, "worker", "u", keys == 2 ? "i" : NULL, texts);
  }
  arrow_texts(&people, "role", "u", NULL, roles);
  arrow_texts(&evidence, "subject", "u", "c", subjects);
  arrow_numbers(&evidence, "from", "tdD", days);
  const arrow_table *table = with_workers ? &people : NULL;
  check_flow(table, &evidence, 1, 4);
  check_flow(table, &evidence, 30, 4);
  check_flow(table, &evidence, 1000, 1);
}

START_TEST(a_stream_gives_what_tables_give) {
  for (int keys = 0; keys < 3; keys++)
    for (size_t batch = 7; batch < 200; batch += 123) {
      check_flows(keys, 0, 0, batch);
      check_flows(keys, 1, 0, batch);
      check_flows(keys, 1, 1, batch);
    }
}
END_TEST

START_TEST(a_stream_must_have_peoples_rows_together) {
  const char *keys[] = {"ann", "bob", "cat"}, *subjects[] = {"NTC.K1", "NTC.K1", "NTC.K1", "NTC.K1"};
  static const struct {
    const char *whose[4];
    const char *words[2]; /* with workers, and without */
  } cases[] = {
      {{"bob", "bob", "ann", "ann"},
       {NULL,
        "evidence: row 2 is of worker \"ann\", behind \"bob\": without a table of workers a stream must be sorted"}},
      {{"ann", "bob", "cat", "ann"},
       {"evidence: row 3 is of worker \"ann\", whose rows do not lie together",
        "row 3 is of worker \"ann\", behind \"cat\""}},
      {{"ann", NULL, "ann", "cat"},
       {"row 2 is of worker \"ann\", whose rows do not lie together", "row 2 is of worker"}},
  };
  static lines read;
  for (size_t i = 0; i < 3; i++)
    for (size_t batch = 0; batch < 4; batch++)
      for (int with = 0; with < 2; with++) {
        arrow_table workers = {.rows = 3}, evidence = {.rows = 4, .batch = batch};
        arrow_texts(&workers, "worker", "u", NULL, keys);
        arrow_texts(&evidence, "worker", "u", NULL, (const char **)(uintptr_t)cases[i].whose);
        arrow_texts(&evidence, "subject", "u", NULL, subjects);
        cwp_workforce *self = flow_of(with ? &workers : NULL, &evidence, 1);
        read.count = 0;
        cwp_status status = read_flow(self, &read);
        const char *words = cases[i].words[!with];
        ck_assert_int_eq(status, words ? CWP_ERROR_INVALID : CWP_OK);
        if (words) ck_assert_msg(strstr(error.message, words) != NULL, "%s", error.message);
        struct ArrowArrayStream findings;
        struct ArrowArray array;
        ck_assert_int_eq(cwp_workforce_findings(self, &findings, &error), CWP_OK);
        ck_assert_int_eq(findings.get_next(&findings, &array), words ? EINVAL : 0);
        cwp_workforce_free(self);
        findings.release(&findings);
        ck_assert_int_eq(arrow_alive(), 0);
      }
}
END_TEST

static Suite *columns_suite(void) {
  Suite *suite = suite_create("columns");
  TCase *in = suite_case(suite, "in");
  tcase_add_test(in, people_and_facts_come_out_as_they_went_in);
  tcase_add_test(in, all_shapes_of_columns_mean_the_same);
  tcase_add_test(in, rows_may_lie_apart);
  tcase_add_test(in, keys_may_be_integers_of_any_width);
  tcase_add_test(in, many_people_in_any_order);
  tcase_add_test(in, what_cannot_count_is_a_finding);
  tcase_add_test(in, days_are_days_however_they_are_given);
  tcase_add_test(in, wide_flags_are_evidence);
  tcase_add_test(in, wide_evidence_is_what_the_reader_of_files_makes_of_it);
  tcase_add_test(in, nobody_is_no_error);
  TCase *out = suite_case(suite, "out");
  tcase_add_test(out, people_are_grouped_by_any_column);
  tcase_add_test(out, groups_have_a_limit);
  tcase_add_test(out, answers_outlive_the_workforce);
  tcase_add_test(out, parts_of_answers_live_on_their_own);
  tcase_add_test(out, work_can_be_stopped);
  TCase *flow = suite_case(suite, "flow");
  tcase_add_test(flow, a_stream_gives_what_tables_give);
  tcase_add_test(flow, a_stream_must_have_peoples_rows_together);
  TCase *bad = suite_case(suite, "bad");
  tcase_add_test(bad, wrong_columns_are_named);
  tcase_add_loop_test(bad, lies_are_found_out, 0, LIES);
  tcase_add_loop_test(bad, views_that_lie_are_found_out, 0, VIEW_LIES);
  tcase_add_test(bad, streams_must_be_streams);
  return suite;
}

int main(void) {
  return suite_run(columns_suite());
}
