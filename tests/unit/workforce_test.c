/* Questions about many people: tables in, answers out, held to what overviews say of each of the people. */

#include "cwp/workforce.h"

#include "support/arrow.h"
#include "support/crowd.h"
#include "support/failing_allocator.h"
#include "support/framework.h"
#include "support/suite.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PEOPLE = 60, MOST_ROWS = PEOPLE * CROWD_FACTS, MOST_DAYS = 4, ROUNDS = 12, MOST_LINES = 800, MEMORY = 1 << 17 };

static cwp_error error;

/* A crowd as tables. */
typedef struct tables {
  crowd crowd;
  somebody people[PEOPLE];
  arrow_table workers;
  arrow_table evidence;
  int64_t keys[PEOPLE];
  int64_t started[PEOPLE];
  const char *roles[PEOPLE];
  const char *settings[PEOPLE];
  char setting_texts[PEOPLE][64];
  const char *sites[PEOPLE];
  const char *jobs[PEOPLE];
  int64_t whose[MOST_ROWS];
  const char *about[MOST_ROWS];
  const char *kinds[MOST_ROWS];
  const char *results[MOST_ROWS];
  const char *extents[MOST_ROWS];
  int64_t from[MOST_ROWS];
  int64_t until[MOST_ROWS];
  /* The question. */
  cwp_date days[MOST_DAYS];
  cwp_id named[2];
  cwp_workforce_question question;
} tables;

static void put_person(tables *self, size_t i) {
  static const char *const sites[] = {"North", "South", NULL};
  static const char *const jobs[] = {"ASC.J5", "8", "27", "no such job", NULL};
  const crowd *people = &self->crowd;
  somebody *one = &self->people[i];
  crowd_draw(people, one);
  const cwp__setting_set *set = &people->sets[one->member.settings];
  self->keys[i] = 1000 - (int64_t)i * 7;
  self->started[i] = one->member.started == CWP_DATE_NONE ? ARROW_NULL : one->member.started;
  self->roles[i] =
      one->member.role == CWP__NO_RECORD
          ? NULL
          : cwp_record_code(people->pathway, cwp_pathway_first(people->pathway, CWP_KIND_ROLE) + one->member.role);
  self->settings[i] = self->setting_texts[i];
  self->setting_texts[i][0] = '\0';
  for (size_t k = 0; k < set->count; k++) {
    strcat(self->setting_texts[i], cwp_record_code(people->pathway, set->settings[k]));
    strcat(self->setting_texts[i], " ");
  }
  self->sites[i] = sites[crowd_roll(3)];
  self->jobs[i] = jobs[crowd_roll(5)];
}

static void put_pieces(tables *self, size_t i) {
  const somebody *one = &self->people[i];
  for (size_t k = 0; k < one->count; k++) {
    const cwp__fact *fact = &one->facts[k];
    size_t row = self->evidence.rows++;
    self->whose[row] = self->keys[i];
    self->about[row] = cwp_record_code(self->crowd.pathway, fact->about);
    self->kinds[row] = cwp_evidence_kind_name((cwp_evidence_kind)fact->kind);
    self->results[row] = cwp_result_name((cwp_result)fact->result);
    self->extents[row] = fact->extent == CWP_EXTENT_PART ? "part" : "full";
    self->from[row] = fact->from == CWP_DATE_NONE ? ARROW_NULL : fact->from;
    self->until[row] = fact->until == CWP_DATE_NONE ? ARROW_NULL : fact->until;
  }
}

static void put_question(tables *self) {
  cwp_workforce_question question = CWP_WORKFORCE_QUESTION_INIT;
  question.on = self->days;
  question.on_count = 1 + crowd_roll(MOST_DAYS);
  for (size_t i = 0; i < question.on_count; i++)
    self->days[i] = i == 0 ? self->crowd.on : self->days[i - 1] + 1 + (cwp_date)crowd_roll(i == 1 ? 2 : 60);
  question.settings = self->named;
  for (unsigned tries = crowd_roll(3); tries > 0; tries--) {
    self->named[question.setting_count] = crowd_roll_setting(self->crowd.pathway);
    if (self->named[question.setting_count] != CWP_NONE) question.setting_count++;
  }
  question.policy = &self->crowd.policy;
  question.course = self->crowd.hot[crowd_roll(CROWD_HOT)];
  question.kind = (cwp_evidence_kind)crowd_roll(CWP_EVIDENCE_KIND_END);
  self->question = question;
}

/* Facts of extents that cannot be told, such as an unknown start, are as columns have them: null. */
static void tables_start(tables *self, const cwp_pathway *pathway) {
  memset(self, 0, sizeof *self);
  crowd_start(&self->crowd, pathway);
  for (size_t i = 0; i < PEOPLE; i++) {
    put_person(self, i);
    put_pieces(self, i);
  }
  self->workers.rows = PEOPLE;
  self->workers.batch = self->evidence.batch = 1 + crowd_roll(200);
  arrow_numbers(&self->workers, "worker", "l", self->keys);
  arrow_texts(&self->workers, "role", "u", crowd_roll(2) ? "c" : NULL, self->roles);
  arrow_numbers(&self->workers, "started", "tdD", self->started);
  arrow_texts(&self->workers, "settings", "u", NULL, self->settings);
  arrow_texts(&self->workers, "site", "u", "i", self->sites);
  arrow_texts(&self->workers, "job_role", "u", NULL, self->jobs);
  arrow_numbers(&self->evidence, "worker", "l", self->whose);
  arrow_texts(&self->evidence, "subject", "u", crowd_roll(2) ? "s" : NULL, self->about);
  arrow_texts(&self->evidence, "kind", "u", "c", self->kinds);
  arrow_texts(&self->evidence, "result", "u", "c", self->results);
  arrow_texts(&self->evidence, "extent", "u", NULL, self->extents);
  arrow_numbers(&self->evidence, "from", "tdD", self->from);
  arrow_numbers(&self->evidence, "until", "tdD", self->until);
  put_question(self);
}

static void tables_end(tables *self) {
  for (size_t i = 0; i < PEOPLE; i++)
    crowd_end(&self->people[i]);
}

static cwp_workforce *make(const tables *self) {
  struct ArrowArrayStream workers, evidence;
  cwp_workforce *out = NULL;
  arrow_stream_of(&self->workers, &workers);
  arrow_stream_of(&self->evidence, &evidence);
  ck_assert_msg(cwp_workforce_make(self->crowd.pathway, &workers, &evidence, NULL, NULL, &out, &error) == CWP_OK, "%s",
                error.message);
  ck_assert_uint_eq(cwp_workforce_people(out), PEOPLE);
  ck_assert_uint_eq(cwp_workforce_refused(out), 0);
  return out;
}

/* What is expected, as lines of text. */

typedef struct line {
  char *text;       /* with a '#' where the values go */
  int64_t value[9]; /* added up over lines of the same text */
  size_t count;
} line;

typedef struct expected {
  line *lines;
  size_t count, capacity;
} expected;

__attribute__((format(printf, 2, 3))) static line *say(expected *self, const char *format, ...) {
  char text[1024];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  if (self->count == self->capacity) {
    self->capacity = self->capacity * 2 + 256;
    self->lines = realloc(self->lines, self->capacity * sizeof *self->lines);
    ck_assert_ptr_nonnull(self->lines);
  }
  line *said = &self->lines[self->count++];
  *said = (line){.text = malloc(strlen(text) + 1)};
  ck_assert_ptr_nonnull(said->text);
  strcpy(said->text, text);
  return said;
}

static int by_text(const void *a, const void *b) {
  return strcmp(((const line *)a)->text, ((const line *)b)->text);
}

static int by_pointed(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Adds up lines of the same text. */
static void add_up(expected *self) {
  size_t count = 0;
  if (self->count > 0) qsort(self->lines, self->count, sizeof *self->lines, by_text);
  for (size_t i = 0; i < self->count; i++) {
    if (count > 0 && strcmp(self->lines[count - 1].text, self->lines[i].text) == 0) {
      for (size_t k = 0; k < self->lines[i].count; k++)
        self->lines[count - 1].value[k] += self->lines[i].value[k];
      free(self->lines[i].text);
      continue;
    }
    self->lines[count++] = self->lines[i];
  }
  self->count = count;
}

/* A line with its values where they go. */
static char *finished(const line *self) {
  char *text = malloc(strlen(self->text) + self->count * 24 + 1), *hash = strchr(self->text, '#');
  ck_assert_ptr_nonnull(text);
  if (!hash) return strcpy(text, self->text);
  size_t length = (size_t)(hash - self->text);
  memcpy(text, self->text, length);
  for (size_t k = 0; k < self->count; k++)
    length += (size_t)sprintf(text + length, "%s%" PRId64, k ? "," : "", self->value[k]);
  strcpy(text + length, hash + 1);
  return text;
}

static void expected_end(expected *self) {
  for (size_t i = 0; i < self->count; i++)
    free(self->lines[i].text);
  free(self->lines);
}

/* Splits a text at its line ends, in place; returns how many lines there are. */
static size_t split(char *text, char **lines, size_t most) {
  size_t count = 0;
  for (char *end; (end = strchr(text, '\n')) != NULL; text = end + 1) {
    ck_assert_uint_lt(count, most);
    *end = '\0';
    lines[count++] = text;
  }
  return count;
}

/* Asks, and compares lines, but for the names of the columns: in their order, or in any. */
static void ck_answer(const tables *self, const cwp_workforce *workforce, expected *lines, int in_order) {
  enum { MOST = 100000 };
  static char *found[MOST];
  struct ArrowArrayStream stream;
  ck_assert_msg(cwp_workforce_ask(workforce, &self->question, &stream, &error) == CWP_OK, "%s", error.message);
  char *text = arrow_print(&stream);
  size_t count = split(text, found, MOST) - 1;
  if (!in_order) {
    add_up(lines);
    qsort(found + 1, count, sizeof *found, by_pointed);
  }
  char **finals = calloc(lines->count + 1, sizeof *finals);
  ck_assert_ptr_nonnull(finals);
  for (size_t i = 0; i < lines->count; i++)
    finals[i] = finished(&lines->lines[i]);
  if (!in_order) qsort(finals, lines->count, sizeof *finals, by_pointed);
  for (size_t i = 0; i < lines->count && i < count; i++)
    ck_assert_msg(strcmp(found[i + 1], finals[i]) == 0, "%s\nis\n%s\nnot\n%s", found[0], found[i + 1], finals[i]);
  ck_assert_uint_eq(count, lines->count);
  for (size_t i = 0; i < lines->count; i++)
    free(finals[i]);
  free(finals);
  free(text);
}

/* What overviews say. */

static const char *shown_day(cwp_date day) {
  static char text[16];
  return cwp_date_format(day, text);
}

static const char *or_null(const char *text) {
  return text ? text : "null";
}

static const cwp_overview *look(const tables *self, size_t who, const cwp_portfolio *portfolio, cwp_date on,
                                void *memory) {
  const cwp_overview *overview = NULL;
  const cwp__setting_set *set = &self->crowd.sets[self->people[who].member.settings];
  cwp_id settings[CROWD_SETTINGS + 2];
  cwp_question question = CWP_QUESTION_INIT;
  for (size_t i = 0; i < set->count; i++)
    settings[question.setting_count++] = set->settings[i];
  for (size_t i = 0; i < self->question.setting_count; i++)
    settings[question.setting_count++] = self->named[i];
  question.on = on;
  question.settings = settings;
  question.policy = &self->crowd.policy;
  ck_assert_msg(cwp_overview_make(self->crowd.pathway, portfolio, &question, memory, MEMORY, &overview, &error) ==
                    CWP_OK,
                "%s", error.message);
  return overview;
}

static cwp_id role_at(const tables *self, size_t place) {
  return cwp_pathway_first(self->crowd.pathway, CWP_KIND_ROLE) + (cwp_id)place;
}

static size_t role_count(const tables *self) {
  return cwp_pathway_count(self->crowd.pathway, CWP_KIND_ROLE);
}

/* Counts of all kinds, and whether somebody is ready, as rows have them. */
static const char *shown_counts(const cwp_overview *overview, cwp_id role) {
  static const cwp_standing order[] = {CWP_STANDING_MET,         CWP_STANDING_EXPIRING, CWP_STANDING_EXPIRED,
                                       CWP_STANDING_IN_PROGRESS, CWP_STANDING_CLAIMED,  CWP_STANDING_PARTLY,
                                       CWP_STANDING_NO_EVIDENCE};
  static char text[512];
  size_t length = 0;
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++) {
    const cwp_counts *counts = cwp_overview_counts(overview, role, (cwp_requirement_kind)kind);
    length += (size_t)snprintf(text + length, sizeof text - length, "%zu,", counts->needed);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
      length += (size_t)snprintf(text + length, sizeof text - length, "%zu,", counts->standing[order[i]]);
  }
  snprintf(text + length, sizeof text - length, "%s", cwp_overview_is_ready(overview, role) ? "true" : "false");
  return text;
}

/* Calls back for each person on each day. */
static void each(const tables *self, expected *out,
                 void (*tell)(const tables *self, size_t who, cwp_date on, const cwp_overview *seen, expected *out)) {
  static char memory[MEMORY];
  for (size_t i = 0; i < PEOPLE; i++)
    for (size_t day = 0; day < self->question.on_count; day++) {
      cwp_date on = self->question.on[day];
      tell(self, i, on, look(self, i, self->people[i].portfolio, on, memory), out);
    }
}

static void tell_own(const tables *self, size_t who, cwp_date on, const cwp_overview *seen, expected *out) {
  if (self->people[who].member.role == CWP__NO_RECORD) {
    char nulls[256] = "";
    for (int i = 0; i < 27; i++)
      strcat(nulls, ",null");
    say(out, "%" PRId64 ",%s%s", self->keys[who], shown_day(on), nulls);
    return;
  }
  cwp_id role = role_at(self, self->people[who].member.role);
  say(out, "%" PRId64 ",%s,%s,%s,%s", self->keys[who], shown_day(on), self->roles[who],
      cwp_coverage_name(cwp_overview_coverage(seen, role)), shown_counts(seen, role));
}

static void tell_moves(const tables *self, size_t who, cwp_date on, const cwp_overview *seen, expected *out) {
  for (size_t i = 0; i < role_count(self); i++) {
    cwp_id role = role_at(self, i);
    const char *own = self->people[who].member.role == i ? "true" : "false";
    say(out, "%" PRId64 ",%s,%s,%s,%s,%s", self->keys[who], shown_day(on), self->roles[who] ? own : "null",
        cwp_record_code(self->crowd.pathway, role), cwp_coverage_name(cwp_overview_coverage(seen, role)),
        shown_counts(seen, role));
  }
}

static size_t judgements_of(const cwp_overview *seen, cwp_id role, cwp_judgement *out) {
  size_t count = 0;
  ck_assert_int_eq(cwp_overview_judgements(seen, role, out, MOST_LINES, &count, NULL), CWP_OK);
  ck_assert_uint_le(count, MOST_LINES);
  return count;
}

static void tell_gaps(const tables *self, size_t who, cwp_date on, const cwp_overview *seen, expected *out) {
  static const int places[CWP_STANDING_END] = {
      [CWP_STANDING_MET] = 1,         [CWP_STANDING_EXPIRING] = 2,      [CWP_STANDING_EXPIRED] = 3,
      [CWP_STANDING_IN_PROGRESS] = 4, [CWP_STANDING_CLAIMED] = 5,       [CWP_STANDING_PARTLY] = 6,
      [CWP_STANDING_NO_EVIDENCE] = 7, [CWP_STANDING_NOT_APPLICABLE] = 8};
  static cwp_judgement judgements[MOST_LINES];
  if (!self->roles[who]) return;
  size_t count = judgements_of(seen, role_at(self, self->people[who].member.role), judgements);
  for (size_t i = 0; i < count; i++) {
    cwp_id id = judgements[i].requirement.line;
    line *said = say(out, "%s,%s,%s,%s,%s,%s,#", or_null(self->sites[who]), shown_day(on), self->roles[who],
                     cwp_record_code(self->crowd.pathway, id), cwp_record_title(self->crowd.pathway, id),
                     cwp_requirement_kind_name(judgements[i].requirement.kind));
    said->count = 9;
    said->value[0] = judgements[i].standing != CWP_STANDING_NOT_APPLICABLE;
    said->value[places[judgements[i].standing]] = 1;
  }
}

/* What is neither met nor expiring. */
static size_t open_of(const cwp_overview *seen, cwp_id role, cwp_requirement_kind kind) {
  const cwp_counts *counts = cwp_overview_counts(seen, role, kind);
  return counts->needed - counts->standing[CWP_STANDING_MET] - counts->standing[CWP_STANDING_EXPIRING];
}

/* 1 if a move of the pathway leads from one role category to the other. */
static int leads_to(const cwp_pathway *pathway, cwp_id from, cwp_id to) {
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_MOVE), count = (cwp_id)cwp_pathway_count(pathway, CWP_KIND_MOVE);
  for (cwp_id move = first; move < first + count; move++) {
    cwp_link start, end;
    if (cwp_record_link(pathway, move, CWP_RELATION_FROM, 0, &start, NULL) == CWP_OK && start.to == from &&
        cwp_record_link(pathway, move, CWP_RELATION_TO, 0, &end, NULL) == CWP_OK && end.to == to)
      return 1;
  }
  return 0;
}

static size_t nearest_of(const tables *self, size_t who, const cwp_overview *seen) {
  size_t nearest = SIZE_MAX, least = SIZE_MAX, least_musts = SIZE_MAX;
  for (size_t i = 0; i < role_count(self); i++) {
    size_t musts = open_of(seen, role_at(self, i), CWP_MUST);
    size_t open = musts + open_of(seen, role_at(self, i), CWP_SHOULD);
    if (cwp_overview_coverage(seen, role_at(self, i)) == CWP_COVERAGE_SUMMARY) continue;
    if (self->roles[who] &&
        !leads_to(self->crowd.pathway, role_at(self, self->people[who].member.role), role_at(self, i)))
      continue;
    if (open > least || (open == least && musts >= least_musts)) continue;
    nearest = i;
    least = open;
    least_musts = musts;
  }
  return nearest;
}

static void tell_readiness(const tables *self, size_t who, cwp_date on, const cwp_overview *seen, expected *out) {
  size_t nearest = nearest_of(self, who, seen);
  for (size_t i = 0; i < role_count(self); i++) {
    cwp_id role = role_at(self, i);
    line *said = say(out, "%s,%s,%s,%s,%s,#", or_null(self->sites[who]), shown_day(on), or_null(self->roles[who]),
                     cwp_record_code(self->crowd.pathway, role), cwp_coverage_name(cwp_overview_coverage(seen, role)));
    said->count = 6;
    said->value[0] = 1;
    said->value[1] = cwp_overview_is_ready(seen, role);
    said->value[4] = (int64_t)open_of(seen, role, CWP_MUST);
    said->value[5] = (int64_t)open_of(seen, role, CWP_SHOULD);
    said->value[2] = said->value[4] == 0;
    said->value[3] = i == nearest;
  }
}

static int is_met(cwp_standing standing) {
  return standing == CWP_STANDING_MET || standing == CWP_STANDING_EXPIRING;
}

static void tell_course(const tables *self, size_t who, cwp_date on, const cwp_overview *seen, expected *out) {
  static char memory[MEMORY];
  static cwp_judgement before[MOST_LINES], after[MOST_LINES];
  const cwp__fact course = {.from = on,
                            .until = CWP_DATE_NONE,
                            .about = (uint16_t)self->question.course,
                            .kind = (uint8_t)self->question.kind,
                            .extent = CWP_EXTENT_FULL};
  if (!self->roles[who]) return;
  cwp_id role = role_at(self, self->people[who].member.role);
  cwp_portfolio *portfolio = crowd_portfolio(&self->crowd, &self->people[who], &course);
  const cwp_overview *then = look(self, who, portfolio, on, memory);
  line *said = say(out, "%s,%s,%s,#", or_null(self->sites[who]), shown_day(on), self->roles[who]);
  size_t count = judgements_of(seen, role, before);
  ck_assert_uint_eq(judgements_of(then, role, after), count);
  said->count = 5;
  said->value[0] = 1;
  for (size_t i = 0; i < count; i++)
    said->value[2] +=
        is_met(after[i].standing) && !is_met(before[i].standing) && before[i].standing != CWP_STANDING_NOT_APPLICABLE;
  said->value[1] = said->value[2] > 0;
  said->value[3] = cwp_overview_is_ready(seen, role);
  said->value[4] = cwp_overview_is_ready(then, role);
  cwp_portfolio_free(portfolio);
}

/* What is suggested for a job role. */
static cwp_id suggested_for(const cwp_pathway *pathway, const char *job) {
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_SUGGESTION), id = CWP_NONE;
  if (job) id = strncmp(job, "ASC", 3) ? cwp_pathway_bulk_code(pathway, "job-role", job) : cwp_pathway_id(pathway, job);
  for (cwp_id i = first; id != CWP_NONE && i < first + cwp_pathway_count(pathway, CWP_KIND_SUGGESTION); i++) {
    cwp_link from, to;
    if (cwp_record_link(pathway, i, CWP_RELATION_FROM, 0, &from, NULL) == CWP_OK && from.to == id &&
        cwp_record_link(pathway, i, CWP_RELATION_TO, 0, &to, NULL) == CWP_OK)
      return to.to;
  }
  return CWP_NONE;
}

static void tell_consistency(const tables *self, size_t who, cwp_date on, const cwp_overview *seen, expected *out) {
  cwp_id suggested = suggested_for(self->crowd.pathway, self->jobs[who]);
  const char *code = suggested == CWP_NONE ? "null" : cwp_record_code(self->crowd.pathway, suggested);
  const char *agrees = strcmp(code, or_null(self->roles[who])) == 0 ? "true" : "false";
  (void)seen;
  if (on != self->question.on[0]) return;
  line *said = say(out, "%s,%s,%s,#,%s,%s", or_null(self->sites[who]), or_null(self->jobs[who]),
                   or_null(self->roles[who]), code, suggested == CWP_NONE || !self->roles[who] ? "null" : agrees);
  said->count = 1;
  said->value[0] = 1;
}

/* Holding answers to them, for several numbers of threads and sizes of batches. */
static void ck_question(tables *self, const cwp_workforce *workforce, cwp_workforce_answer answer,
                        void (*tell)(const tables *self, size_t who, cwp_date on, const cwp_overview *seen,
                                     expected *out)) {
  static const char *const by[] = {"site"};
  int has_rows = answer == CWP_ANSWER_OWN || answer == CWP_ANSWER_MOVES;
  self->question.answer = answer;
  self->question.by = has_rows ? NULL : by;
  self->question.by_count = has_rows ? 0 : 1;
  for (unsigned threads = 1; threads <= 4; threads += 3) {
    expected lines = {NULL, 0, 0};
    self->question.threads = threads;
    self->question.batch_rows = threads == 1 ? 0 : 1 + crowd_roll(70);
    each(self, &lines, tell);
    ck_answer(self, workforce, &lines, has_rows);
    expected_end(&lines);
  }
}

static void ck_all(const cwp_pathway *pathway) {
  static tables self;
  tables_start(&self, pathway);
  cwp_workforce *workforce = make(&self);
  ck_question(&self, workforce, CWP_ANSWER_OWN, tell_own);
  ck_question(&self, workforce, CWP_ANSWER_MOVES, tell_moves);
  ck_question(&self, workforce, CWP_ANSWER_GAPS, tell_gaps);
  ck_question(&self, workforce, CWP_ANSWER_READINESS, tell_readiness);
  ck_question(&self, workforce, CWP_ANSWER_COURSE, tell_course);
  ck_question(&self, workforce, CWP_ANSWER_CONSISTENCY, tell_consistency);
  cwp_workforce_free(workforce);
  tables_end(&self);
  ck_assert_int_eq(arrow_alive(), 0);
}

START_TEST(answers_say_what_overviews_say) {
  cwp_pathway *small = framework_parse(), *full = crowd_framework();
  for (size_t nth = 0; nth < ROUNDS; nth++) {
    size_t edition = nth % (cwp_edition_count() + 2);
    ck_all(edition < cwp_edition_count() ? cwp_edition_at(edition) : (edition == cwp_edition_count() ? small : full));
  }
  cwp_pathway_free(full);
  cwp_pathway_free(small);
}
END_TEST

/* Small tables for what follows. */

static const char *few_sites[] = {"North", NULL, "South"}, *few_roles[] = {"CSW", "NTC", NULL};
static const char *few_about[] = {"ASC.T20", "CSW.B1", "NTC.K1", "ASC.T1"};
static const int64_t few_keys[] = {3, 4, 5}, few_whose[] = {3, 3, 5, 3};

static cwp_workforce *make_few(const cwp_workforce_options *options, const cwp_allocator *allocator,
                               cwp_status *status) {
  struct ArrowArrayStream workers, evidence;
  arrow_table of_workers = {.rows = 3}, of_evidence = {.rows = 4};
  cwp_workforce *out = NULL;
  arrow_numbers(&of_workers, "worker", "i", few_keys);
  arrow_texts(&of_workers, "role", "u", NULL, few_roles);
  arrow_texts(&of_workers, "site", "u", "c", few_sites);
  arrow_numbers(&of_evidence, "worker", "i", few_whose);
  arrow_texts(&of_evidence, "subject", "u", NULL, few_about);
  arrow_stream_of(&of_workers, &workers);
  arrow_stream_of(&of_evidence, &evidence);
  *status = cwp_workforce_make(cwp_edition_default(), &workers, &evidence, options, allocator, &out, &error);
  return out;
}

static cwp_workforce_question few_question(cwp_workforce_answer answer) {
  static const char *const by[] = {"site"};
  static cwp_date on;
  cwp_workforce_question question = CWP_WORKFORCE_QUESTION_INIT;
  on = day("2026-11-21");
  question.answer = answer;
  question.on = &on;
  question.on_count = 1;
  question.by = by;
  question.by_count = 1;
  question.course = cwp_pathway_id(cwp_edition_default(), "ASC.T20");
  question.job_role = "site";
  return question;
}

START_TEST(a_person_without_a_role_category_has_a_row_of_nulls) {
  cwp_status status;
  cwp_workforce *self = make_few(NULL, NULL, &status);
  struct ArrowArrayStream stream;
  cwp_workforce_question question = few_question(CWP_ANSWER_OWN);
  ck_assert_int_eq(cwp_workforce_ask(self, &question, &stream, &error), CWP_OK);
  cwp_workforce_free(self); /* the answer lives on */
  char *text = arrow_print(&stream);
  ck_assert_ptr_nonnull(strstr(text, "worker,on,role,coverage,must_needed,must_met,"));
  ck_assert_ptr_nonnull(strstr(text, "\n3,2026-11-21,CSW,partial,8,0,0,0,0,1,0,7,"));
  ck_assert_ptr_nonnull(strstr(text, "\n5,2026-11-21,null,null,null,"));
  free(text);
  ck_assert_int_eq(arrow_alive(), 0);
}
END_TEST

static void refuse(const cwp_workforce *self, const cwp_workforce_question *question, const char *words) {
  struct ArrowArrayStream stream = {.release = NULL};
  error.message[0] = '\0';
  cwp_status status = cwp_workforce_ask(self, question, &stream, &error);
  ck_assert_msg(status == CWP_ERROR_ARGUMENT && strstr(error.message, words), "%s: \"%s\", not \"%s\"",
                cwp_status_name(status), error.message, words);
  ck_assert(stream.release == NULL);
}

START_TEST(wrong_questions_are_refused) {
  cwp_status status;
  cwp_workforce *self = make_few(NULL, NULL, &status);
  const cwp_workforce_question right = few_question(CWP_ANSWER_GAPS);
  static const char *const nowhere[] = {"nowhere"};
  cwp_workforce_question wrong = right;
  const cwp_date days[] = {1, 1}, none[] = {CWP_DATE_NONE};
  const cwp_id setting = cwp_pathway_id(cwp_edition_default(), "CSW");
  cwp_policy policy = CWP_POLICY_INIT;
  refuse(NULL, &right, "a workforce");
  refuse(self, NULL, "no question");
  ck_assert_int_eq(cwp_workforce_ask(self, &right, NULL, &error), CWP_ERROR_ARGUMENT);
  wrong.size = 8;
  refuse(self, &wrong, "CWP_WORKFORCE_QUESTION_INIT");
  wrong = right;
  wrong.answer = CWP_ANSWER_END;
  refuse(self, &wrong, "no answer");
  wrong = right;
  wrong.on_count = 0;
  refuse(self, &wrong, "no day");
  wrong.on_count = CWP_WORKFORCE_DATES + 1;
  refuse(self, &wrong, "more than 1200");
  wrong.on = days;
  wrong.on_count = 2;
  refuse(self, &wrong, "day 2 of the question is not after");
  wrong.on = none;
  wrong.on_count = 1;
  refuse(self, &wrong, "day 1 of the question is no day");
  wrong = right;
  wrong.settings = &setting;
  wrong.setting_count = 1;
  refuse(self, &wrong, "setting 1");
  wrong = right;
  policy.expiring_days = -1;
  wrong.policy = &policy;
  refuse(self, &wrong, "expiring_days");
  wrong = right;
  wrong.by = nowhere;
  refuse(self, &wrong, "nowhere");
  wrong.by = NULL;
  refuse(self, &wrong, "groups by 1 columns");
  wrong = few_question(CWP_ANSWER_COURSE);
  wrong.course = CWP_NONE;
  refuse(self, &wrong, "the course is no record");
  wrong = few_question(CWP_ANSWER_COURSE);
  wrong.kind = CWP_EVIDENCE_KIND_END;
  refuse(self, &wrong, "no kind of evidence");
  wrong = few_question(CWP_ANSWER_CONSISTENCY);
  wrong.job_role = "nowhere";
  refuse(self, &wrong, "nowhere");
  cwp_workforce_free(self);
  ck_assert_int_eq(arrow_alive(), 0);
}
END_TEST

START_TEST(answers_have_names) {
  ck_assert_str_eq(cwp_workforce_answer_name(CWP_ANSWER_OWN), "own");
  ck_assert_str_eq(cwp_workforce_answer_name(CWP_ANSWER_CONSISTENCY), "consistency");
  ck_assert_str_eq(cwp_workforce_answer_name(CWP_ANSWER_END), "unknown");
  ck_assert_str_eq(cwp_workforce_answer_name((cwp_workforce_answer)-1), "unknown");
}
END_TEST

START_TEST(a_question_of_consistency_needs_no_day) {
  cwp_status status;
  cwp_workforce *self = make_few(NULL, NULL, &status);
  struct ArrowArrayStream stream;
  cwp_workforce_question question = few_question(CWP_ANSWER_CONSISTENCY);
  question.on_count = 0;
  question.by_count = 0;
  ck_assert_int_eq(cwp_workforce_ask(self, &question, &stream, &error), CWP_OK);
  char *text = arrow_print(&stream);
  ck_assert_str_eq(text, "job_role,role,people,suggested,agrees\nNorth,CSW,1,null,null\nnull,NTC,1,null,null\n"
                         "South,null,1,null,null\n");
  free(text);
  cwp_workforce_free(self);
}
END_TEST

static char *print_grouped(const cwp_workforce *self, const char *const *by, size_t count) {
  struct ArrowArrayStream stream;
  cwp_workforce_question question = few_question(CWP_ANSWER_GAPS);
  question.by = by;
  question.by_count = count;
  ck_assert_int_eq(cwp_workforce_ask(self, &question, &stream, &error), CWP_OK);
  return arrow_print(&stream);
}

START_TEST(grouping_by_role_category_says_nothing_more) {
  static const char *const both[] = {"role", "site"}, *const site[] = {"site"}, *const twice[] = {"site", "site"};
  cwp_status status;
  cwp_workforce *self = make_few(NULL, NULL, &status);
  char *with = print_grouped(self, both, 2), *without = print_grouped(self, site, 1);
  ck_assert_str_eq(with, without);
  ck_assert(strncmp(with, "site,on,role,code,title,kind,needed,", 36) == 0);
  cwp_workforce_question wrong = few_question(CWP_ANSWER_GAPS);
  wrong.by = twice;
  wrong.by_count = 2;
  refuse(self, &wrong, "two columns \"site\"");
  free(with);
  free(without);
  cwp_workforce_free(self);
  ck_assert_int_eq(arrow_alive(), 0);
}
END_TEST

/* As categories have to be. */
START_TEST(every_title_is_once_among_the_labels) {
  cwp_status status;
  cwp_workforce *self = make_few(NULL, NULL, &status);
  struct ArrowArrayStream stream;
  struct ArrowSchema schema;
  struct ArrowArray batch;
  cwp_workforce_question question = few_question(CWP_ANSWER_GAPS);
  ck_assert_int_eq(cwp_workforce_ask(self, &question, &stream, &error), CWP_OK);
  ck_assert_int_eq(stream.get_schema(&stream, &schema), 0);
  ck_assert_int_eq(stream.get_next(&stream, &batch), 0);
  const struct ArrowArray *titles = arrow_child(&schema, &batch, "title")->dictionary;
  const int32_t *ends = titles->buffers[1];
  const char *bytes = titles->buffers[2];
  ck_assert_int_gt(titles->length, 50);
  for (int64_t i = 1; i < titles->length; i++)
    for (int64_t j = 0; j < i; j++)
      ck_assert(ends[i + 1] - ends[i] != ends[j + 1] - ends[j] ||
                memcmp(bytes + ends[i], bytes + ends[j], (size_t)(ends[i + 1] - ends[i])) != 0);
  batch.release(&batch);
  schema.release(&schema);
  stream.release(&stream);
  cwp_workforce_free(self);
}
END_TEST

/* Stopping. */

static int stop_after(void *context, uint64_t rows) {
  (void)rows;
  return --*(int *)context < 0;
}

START_TEST(work_can_be_stopped) {
  for (int answer = 0; answer < CWP_ANSWER_END; answer++) {
    int left = 100;
    cwp_status status;
    cwp_workforce_options options = CWP_WORKFORCE_OPTIONS_INIT;
    options.progress = stop_after;
    options.progress_context = &left;
    cwp_workforce *self = make_few(&options, NULL, &status);
    struct ArrowArrayStream stream;
    struct ArrowArray batch = {.release = NULL};
    cwp_workforce_question question = few_question((cwp_workforce_answer)answer);
    ck_assert_int_eq(status, CWP_OK);
    left = 0;
    status = cwp_workforce_ask(self, &question, &stream, &error);
    if (answer == CWP_ANSWER_OWN || answer == CWP_ANSWER_MOVES) {
      ck_assert_int_eq(status, CWP_OK);
      ck_assert_int_ne(stream.get_next(&stream, &batch), 0);
      ck_assert_ptr_nonnull(strstr(stream.get_last_error(&stream), "cancelled"));
      stream.release(&stream);
    } else {
      ck_assert_int_eq(status, CWP_ERROR_ARGUMENT);
      ck_assert_ptr_nonnull(strstr(error.message, "cancelled"));
    }
    cwp_workforce_free(self);
  }
  ck_assert_int_eq(arrow_alive(), 0);
}
END_TEST

/* Memory. */

static cwp_status ask_few(const cwp_allocator *allocator, void *context, cwp_error *out) {
  cwp_status status;
  struct ArrowArrayStream stream;
  cwp_workforce_question question = few_question(*(const cwp_workforce_answer *)context);
  cwp_workforce *self = make_few(NULL, allocator, &status);
  if (!status) status = cwp_workforce_ask(self, &question, &stream, &error);
  cwp_workforce_free(self);
  while (!status) {
    struct ArrowArray batch;
    int code = stream.get_next(&stream, &batch);
    if (code) {
      ck_assert_int_eq(code, ENOMEM);
      status = CWP_ERROR_MEMORY;
      error.code = status;
    }
    if (code || !batch.release) {
      stream.release(&stream);
      break;
    }
    batch.release(&batch);
  }
  *out = error;
  return status;
}

START_TEST(every_allocation_may_fail) {
  for (int answer = 0; answer < CWP_ANSWER_END; answer++) {
    cwp_workforce_answer asked = (cwp_workforce_answer)answer;
    failing_allocator_try_all(ask_few, &asked, 400, 0);
    ck_assert_int_eq(arrow_alive(), 0);
  }
}
END_TEST

int main(void) {
  Suite *suite = suite_create("workforce");
  tcase_add_test(suite_case(suite, "the same as overviews"), answers_say_what_overviews_say);
  TCase *questions = suite_case(suite, "questions");
  tcase_add_test(questions, a_person_without_a_role_category_has_a_row_of_nulls);
  tcase_add_test(questions, wrong_questions_are_refused);
  tcase_add_test(questions, answers_have_names);
  tcase_add_test(questions, a_question_of_consistency_needs_no_day);
  tcase_add_test(questions, grouping_by_role_category_says_nothing_more);
  tcase_add_test(questions, every_title_is_once_among_the_labels);
  tcase_add_test(questions, work_can_be_stopped);
  tcase_add_test(questions, every_allocation_may_fail);
  return suite_run(suite);
}
