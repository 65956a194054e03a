/* The analyst's wide shape: reading it. */

#include "base/csv_write.h"
#include "base/error.h"
#include "base/memory.h"
#include "exchange/asc_findings.h"
#include "exchange/asc_values.h"
#include "exchange/wide.h"

#include <stdio.h>
#include <string.h>

enum { NAME_MOST = 32, COLUMNS_MOST = 1024, CODES = CWP__CODES_MOST };

/* ---- Columns ---- */

/* A name in lower case; returns 0 for one that is too long to be of use. */
static int lower(cwp__span name, char out[NAME_MOST]) {
  if (name.length >= NAME_MOST) return 0;
  for (size_t i = 0; i < name.length; i++)
    out[i] = cwp__lower(name.text[i]);
  out[name.length] = '\0';
  return 1;
}

static cwp__wide_what what_of_training(const char *rest) {
  static const struct {
    const char *name;
    cwp__wide_what what;
  } names[] = {{"flag", CWP__WIDE_FLAG},          {"count", CWP__WIDE_COUNT},  {"ac", CWP__WIDE_ACCREDITED},
               {"nac", CWP__WIDE_NOT_ACCREDITED}, {"dn", CWP__WIDE_NOT_KNOWN}, {"latestdate", CWP__WIDE_LATEST}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(rest, names[i].name) == 0) return names[i].what;
  return CWP__WIDE_OTHER;
}

/* Behind the number, with perhaps a digit for the level behind it. */
static cwp__wide_what what_of_qualification(const char *rest) {
  static const struct {
    const char *name;
    cwp__wide_what what;
  } names[] = {{"achq", CWP__WIDE_HELD}, {"year", CWP__WIDE_YEAR}, {"app", CWP__WIDE_APPRENTICE}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    size_t length = strlen(names[i].name);
    if (strncmp(rest, names[i].name, length) != 0) continue;
    const char *level = rest + length;
    if (level[0] == '\0' || (level[0] >= '0' && level[0] <= '9' && level[1] == '\0')) return names[i].what;
  }
  return CWP__WIDE_OTHER;
}

cwp__wide_column cwp__wide_column_of(cwp__span name) {
  static const struct {
    const char *name;
    cwp__wide_what what;
  } names[] = {{"workerid", CWP__WIDE_WORKER},
               {"establishmentid", CWP__WIDE_SITE},
               {"mainjrid", CWP__WIDE_JOB},
               {"ccstatus", CWP__WIDE_CARE_CERTIFICATE}};
  char text[NAME_MOST];
  cwp__wide_column column = {CWP__WIDE_OTHER, 0};
  if (!lower(cwp__span_trim(name), text)) return column;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(text, names[i].name) == 0) column.what = (uint8_t)names[i].what;
  if (strncmp(text, "tr", 2) != 0 && strncmp(text, "ql", 2) != 0) return column;
  unsigned code = 0;
  const char *at = text + 2;
  for (; *at >= '0' && *at <= '9' && code < CODES; at++)
    code = code * 10 + (unsigned)(*at - '0');
  if (at == text + 2 || code >= CODES) return column;
  column.code = (uint16_t)code;
  column.what = (uint8_t)(text[0] == 't' ? what_of_training(at) : what_of_qualification(at));
  return column;
}

int cwp__wide_is_header(const cwp__csv *header) {
  int has_worker = 0, has_use = 0;
  for (size_t i = 0; i < cwp__csv_field_count(header); i++) {
    cwp__wide_column column = cwp__wide_column_of(cwp__csv_field_at(header, i).value);
    has_worker |= column.what == CWP__WIDE_WORKER;
    has_use |= column.what >= CWP__WIDE_JOB;
  }
  return has_worker && has_use;
}

/* ---- Rows ---- */

/* What a row says of one training category or qualification. */
typedef struct wide_fact {
  int seen;           /* columns of it hold something */
  int flag;           /* 0 no, 1 yes, -1 not known */
  int count;          /* -1 if not known */
  int accredited;     /* of them; -1 if not known */
  int not_accredited; /* likewise */
  cwp_date latest;
  int is_future; /* `latest` is after the day on which the file is read */
  int year;      /* 0 if not known */
} wide_fact;

typedef struct wide_row {
  const cwp__wide_reading *reading;
  size_t column_count;
  cwp__wide_column columns[COLUMNS_MOST];
  const char *names[COLUMNS_MOST]; /* of the columns that are used, for findings */
  cwp__arena texts;
  wide_fact trainings[CODES];
  wide_fact qualifications[CODES];
  cwp__span worker, site;
  int job, care_certificate;
  cwp__report report;
} wide_row;

static int is_qualification(cwp__wide_column column) {
  return column.what >= CWP__WIDE_HELD;
}

static cwp_id item_of(const wide_row *self, cwp__wide_column column) {
  return cwp__codes_find(self->reading->codes,
                         is_qualification(column) ? CWP__DATASET_QUALIFICATION : CWP__DATASET_TRAINING, column.code);
}

static void report_value(wide_row *self, cwp__rule rule, size_t field, cwp__span value, const char *detail) {
  cwp__report_add(&self->report, rule, self->names[field] != NULL ? self->names[field] : "", value, detail);
}

/* Takes the header in hand; says which of its columns are of no use here. */
static cwp_status take_header(wide_row *self, cwp_error *error) {
  char number[24];
  size_t others = 0;
  const cwp__csv *csv = self->reading->csv;
  self->column_count = cwp__csv_field_count(csv);
  for (size_t i = 0; i < self->column_count && i < COLUMNS_MOST; i++) {
    cwp__span name = cwp__span_trim(cwp__csv_field_at(csv, i).value);
    cwp__wide_column *column = &self->columns[i];
    *column = cwp__wide_column_of(name);
    self->names[i] = cwp__arena_text(&self->texts, name.text, name.length);
    if (self->names[i] == NULL) return cwp__fail_memory(error);
    if (column->what >= CWP__WIDE_FLAG && item_of(self, *column) == CWP_NONE) {
      report_value(self, CWP__RULE_WIDE_CODE_UNKNOWN, i, (cwp__span){"", 0}, NULL);
      column->what = CWP__WIDE_OTHER;
    } else if (column->what == CWP__WIDE_OTHER) {
      others++;
    }
  }
  snprintf(number, sizeof number, "%zu", others);
  if (others > 0) cwp__report_add(&self->report, CWP__RULE_WIDE_COLUMNS_NOT_USED, "", (cwp__span){"", 0}, number);
  cwp__report_add(&self->report, CWP__RULE_WIDE_SHAPE, "", (cwp__span){"", 0}, NULL);
  return CWP_OK;
}

/* A whole number, perhaps with zeros in front; -1 where there is none: not recorded (blank, -1) and not known (-2). */
static int read_number(wide_row *self, size_t field, cwp__span cell, int most) {
  cwp__number number = cwp__asc_number(cell);
  int is_good = number.form == CWP__NUMBER_EXACT || number.form == CWP__NUMBER_PADDED;
  if (cell.length == 0 || cwp__span_is(cell, "-1") || cwp__span_is(cell, "-2")) return -1;
  if (is_good && number.value >= 0 && number.value <= most) return (int)number.value;
  report_value(self, CWP__RULE_WIDE_VALUE_UNKNOWN, field, cell, NULL);
  return -1;
}

/* The day of the latest training: day/month/year, or as ISO has it. */
static cwp_date read_day(wide_row *self, size_t field, cwp__span cell) {
  char text[16];
  cwp_date date = CWP_DATE_NONE;
  if (cell.length == 0 || cwp__asc_date(cell, &date)) return date;
  if (cell.length < sizeof text) {
    memcpy(text, cell.text, cell.length);
    text[cell.length] = '\0';
    if (cwp_date_parse(text, &date, NULL) == CWP_OK) return date;
  }
  report_value(self, CWP__RULE_WIDE_VALUE_UNKNOWN, field, cell, NULL);
  return CWP_DATE_NONE;
}

static void read_training(wide_row *self, size_t field, cwp__span cell, wide_fact *fact) {
  enum { MOST = 100000 };
  switch (self->columns[field].what) {
  case CWP__WIDE_FLAG:
    fact->flag = read_number(self, field, cell, 1);
    break;
  case CWP__WIDE_COUNT:
    fact->count = read_number(self, field, cell, MOST);
    break;
  case CWP__WIDE_ACCREDITED:
    fact->accredited = read_number(self, field, cell, MOST);
    break;
  case CWP__WIDE_NOT_ACCREDITED:
    fact->not_accredited = read_number(self, field, cell, MOST);
    break;
  case CWP__WIDE_LATEST:
    fact->latest = read_day(self, field, cell);
    fact->is_future = self->reading->on != CWP_DATE_NONE && fact->latest > self->reading->on;
    if (fact->is_future) report_value(self, CWP__RULE_WIDE_DAY_FUTURE, field, cell, NULL);
    break;
  default:
    break; /* how many it is not known of follows from the others */
  }
}

static void read_cell(wide_row *self, size_t field, cwp__span cell) {
  enum { MOST_CODE = 999, MOST_YEAR = 9999 };
  cwp__wide_column column = self->columns[field];
  wide_fact *fact = is_qualification(column) ? &self->qualifications[column.code] : &self->trainings[column.code];
  if (column.what == CWP__WIDE_WORKER) self->worker = cwp__csv_shown(cell);
  if (column.what == CWP__WIDE_SITE) self->site = cwp__csv_shown(cell);
  if (column.what == CWP__WIDE_JOB) self->job = read_number(self, field, cell, MOST_CODE);
  if (column.what == CWP__WIDE_CARE_CERTIFICATE) self->care_certificate = read_number(self, field, cell, 3);
  if (column.what < CWP__WIDE_FLAG) return;
  fact->seen = 1;
  if (!is_qualification(column))
    read_training(self, field, cell, fact);
  else if (column.what == CWP__WIDE_YEAR)
    fact->year = read_number(self, field, cell, MOST_YEAR);
  else
    fact->flag = read_number(self, field, cell, 1);
}

static void forget(wide_row *self) {
  const wide_fact nothing = {0, -1, -1, -1, -1, CWP_DATE_NONE, 0, 0};
  for (size_t i = 0; i < CODES; i++)
    self->trainings[i] = self->qualifications[i] = nothing;
  self->worker = self->site = (cwp__span){"", 0};
  self->job = self->care_certificate = -1;
}

/* ---- Evidence ---- */

static cwp_status add(const wide_row *self, cwp_id about, const cwp_evidence *piece, cwp_portfolio_builder *builder,
                      cwp_error *error) {
  char origin[320];
  cwp_evidence evidence = *piece;
  const cwp_pathway *lists = self->reading->codes->lists;
  snprintf(origin, sizeof origin, "%.280s:%llu", self->reading->name, (unsigned long long)self->report.line);
  evidence.about = cwp_record_code(lists, about);
  if (evidence.title == NULL) evidence.title = cwp_record_title(lists, about);
  evidence.origin = origin;
  return cwp_portfolio_builder_add(builder, &evidence, error);
}

/* One piece for a training category, of the latest day: the shape has no other days. */
static cwp_status add_training(wide_row *self, size_t code, cwp_portfolio_builder *builder, cwp_error *error) {
  const wide_fact *fact = &self->trainings[code];
  char note[160] = "", number[24];
  cwp_evidence evidence = CWP_EVIDENCE_INIT;
  int has = fact->count > 0 || (fact->count < 0 && fact->flag == 1);
  if (fact->count >= 0 && fact->flag >= 0 && (fact->count > 0) != fact->flag) {
    snprintf(number, sizeof number, "tr%02zuflag", code);
    cwp__report_add(&self->report, CWP__RULE_WIDE_FLAG_DIFFERS, number, (cwp__span){fact->flag ? "1" : "0", 1}, NULL);
  }
  if (!has || fact->is_future) return CWP_OK;
  if (fact->accredited > 0 && (fact->count <= 1 || fact->accredited == fact->count))
    snprintf(note, sizeof note, "Accredited.");
  else if (fact->not_accredited > 0 && (fact->count <= 1 || fact->not_accredited == fact->count))
    snprintf(note, sizeof note, "Not accredited.");
  size_t length = strlen(note);
  if (fact->count > 1)
    snprintf(note + length, sizeof note - length, "%s%d records, of which this is the latest.", length > 0 ? " " : "",
             fact->count);
  evidence.from = fact->latest;
  evidence.note = note;
  return add(self, cwp__codes_find(self->reading->codes, CWP__DATASET_TRAINING, (int32_t)code), &evidence, builder,
             error);
}

static cwp_status add_qualification(wide_row *self, size_t code, cwp_portfolio_builder *builder, cwp_error *error) {
  const wide_fact *fact = &self->qualifications[code];
  char note[64] = "";
  cwp_evidence evidence = CWP_EVIDENCE_INIT;
  if (fact->flag != 1) return CWP_OK;
  cwp_id about = cwp__codes_find(self->reading->codes, CWP__DATASET_QUALIFICATION, (int32_t)code);
  const char *level = cwp_record_property(self->reading->codes->lists, about, "level");
  if (level[0] != '\0') snprintf(note, sizeof note, "Level %.8s.", level);
  size_t length = strlen(note);
  if (fact->year > 0 && cwp_date_make(fact->year, 1, 1, &evidence.from, NULL) == CWP_OK)
    snprintf(note + length, sizeof note - length, "%sYear only: %d.", length > 0 ? " " : "", fact->year);
  evidence.kind = CWP_EVIDENCE_ACCREDITED;
  evidence.note = note;
  return add(self, about, &evidence, builder, error);
}

static cwp_status add_care_certificate(const wide_row *self, cwp_portfolio_builder *builder, cwp_error *error) {
  cwp_evidence evidence = CWP_EVIDENCE_INIT;
  cwp_id about = cwp__codes_find(self->reading->codes, CWP__DATASET_CARE_CERTIFICATE, 1);
  if ((self->care_certificate != 1 && self->care_certificate != 3) || about == CWP_NONE) return CWP_OK;
  evidence.kind = CWP_EVIDENCE_ASSESSED;
  evidence.result = self->care_certificate == 1 ? CWP_RESULT_COMPLETED : CWP_RESULT_IN_PROGRESS;
  evidence.title = cwp_record_title(self->reading->codes->lists, cwp_record_parent(self->reading->codes->lists, about));
  return add(self, about, &evidence, builder, error);
}

static cwp_status add_evidence(wide_row *self, cwp_portfolio_builder *builder, cwp_error *error) {
  cwp_status status = add_care_certificate(self, builder, error);
  for (size_t i = 0; i < CODES && status == CWP_OK; i++)
    if (self->qualifications[i].seen) status = add_qualification(self, i, builder, error);
  for (size_t i = 0; i < CODES && status == CWP_OK; i++)
    if (self->trainings[i].seen) status = add_training(self, i, builder, error);
  return status;
}

/* Who it is, and what the job role suggests. */
static void describe(const wide_row *self, cwp_person *person, char id[CWP__ID_SIZE], char site[CWP__ID_SIZE]) {
  const cwp__codes *codes = self->reading->codes;
  memcpy(site, self->site.text, self->site.length);
  site[self->site.length] = '\0';
  memcpy(id, site, self->site.length);
  size_t length = self->site.length;
  if (length > 0) id[length++] = '/';
  memcpy(id + length, self->worker.text, self->worker.length);
  id[length + self->worker.length] = '\0';
  person->id = id;
  person->site = site;
  cwp_id job = self->job > 0 ? cwp__codes_find(codes, CWP__DATASET_JOB_ROLE, self->job) : CWP_NONE;
  if (job == CWP_NONE) return;
  job = cwp__codes_current(codes, job);
  person->job_title = cwp_record_title(codes->lists, job);
  const cwp__suggestion *suggestion = &codes->suggestions[cwp__codes_bulk(codes, job)];
  if (suggestion->role == CWP_NONE) return;
  person->role = cwp_record_code(codes->pathway, suggestion->role);
  person->role_basis = CWP_ROLE_SUGGESTED;
  person->role_reason = "The file gives no role category; the job role suggests one.";
}

/* Hands the portfolio over, or says that the worker is there already. */
static cwp_status hand_over(wide_row *self, cwp_portfolio *portfolio, cwp_error *error) {
  int is_new = 0;
  const cwp__origin origin = {(uint32_t)self->report.line, (uint32_t)self->report.record, self->reading->file};
  if (!cwp__people_add_portfolio(self->reading->people, portfolio, origin, &is_new)) {
    cwp_portfolio_free(portfolio);
    return cwp__fail_memory(error);
  }
  if (is_new) return CWP_OK;
  cwp__report_add(&self->report, CWP__RULE_WIDE_WORKER_REPEATED, "workerid", self->worker, NULL);
  cwp_portfolio_free(portfolio);
  return CWP_OK;
}

static cwp_status make_portfolio(wide_row *self, cwp_error *error) {
  char id[CWP__ID_SIZE], site[CWP__ID_SIZE];
  cwp_person person = CWP_PERSON_INIT;
  cwp_portfolio_builder *builder = NULL;
  cwp_portfolio *portfolio = NULL;
  describe(self, &person, id, site);
  cwp_status status = cwp_portfolio_builder_new(&person, self->reading->allocator, &builder, error);
  if (status == CWP_OK) status = add_evidence(self, builder, error);
  if (status == CWP_OK) status = cwp_portfolio_builder_finish(builder, &portfolio, error);
  cwp_portfolio_builder_free(builder);
  if (status == CWP_OK && self->reading->people == NULL) cwp_portfolio_free(portfolio);
  return status == CWP_OK && self->reading->people != NULL ? hand_over(self, portfolio, error) : status;
}

/* Returns 0 if there is no telling who the row is about. */
static int check_worker(wide_row *self) {
  cwp__rule rule = CWP__RULE_END;
  if (self->worker.length == 0)
    rule = CWP__RULE_WIDE_WORKER_MISSING;
  else if (!cwp__asc_is_utf8(self->worker) || !cwp__asc_is_utf8(self->site))
    rule = CWP__RULE_KEY_NOT_UTF8;
  else if (self->worker.length + self->site.length + 1 >= CWP__ID_SIZE)
    rule = CWP__RULE_KEY_TOO_LONG;
  if (rule != CWP__RULE_END) cwp__report_add(&self->report, rule, "workerid", (cwp__span){"", 0}, NULL);
  return rule == CWP__RULE_END;
}

static cwp_status read_row(wide_row *self, cwp_error *error) {
  const cwp__csv *csv = self->reading->csv;
  size_t cells = cwp__csv_field_count(csv);
  self->report.line = cwp__csv_line(csv);
  self->report.record = cwp__csv_record(csv);
  if (cells > self->column_count) {
    cwp__report_number(&self->report, CWP__RULE_ROW_LONG, "", (cwp__span){"", 0},
                       (int64_t)(cells - self->column_count));
    return CWP_OK;
  }
  if (cells < self->column_count)
    cwp__report_number(&self->report, CWP__RULE_ROW_SHORT, "", (cwp__span){"", 0},
                       (int64_t)(self->column_count - cells));
  forget(self);
  for (size_t i = 0; i < cells && i < COLUMNS_MOST; i++)
    if (self->columns[i].what != CWP__WIDE_OTHER) read_cell(self, i, cwp__asc_trim(cwp__csv_field_at(csv, i).value));
  return check_worker(self) ? make_portfolio(self, error) : CWP_OK;
}

static cwp_status read_rows(wide_row *self, cwp_error *error) {
  for (;;) {
    int more;
    cwp_status status = cwp__csv_next(self->reading->csv, &more, error);
    if (status == CWP_OK && more) status = read_row(self, error);
    if (status == CWP_OK && self->report.status != CWP_OK) status = cwp__fail_memory(error);
    if (status != CWP_OK || !more) return status;
    *self->reading->records = cwp__csv_record(self->reading->csv);
  }
}

cwp_status cwp__wide_read(const cwp__wide_reading *reading, cwp_error *error) {
  wide_row *self = cwp__allocate_zeroed(reading->allocator, 1, sizeof *self);
  if (self == NULL) return cwp__fail_memory(error);
  self->reading = reading;
  self->report = (cwp__report){.sink = reading->sink, .path = reading->path, .line = cwp__csv_line(reading->csv)};
  cwp__arena_init(&self->texts, reading->allocator);
  cwp_status status = take_header(self, error);
  if (status == CWP_OK) status = read_rows(self, error);
  cwp__arena_free(&self->texts);
  cwp__release(reading->allocator, self);
  return status;
}
