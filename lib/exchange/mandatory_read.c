/* Rules on mandatory training: reading them. */

#include "exchange/mandatory.h"

#include "base/csv.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "exchange/listed.h"
#include "exchange/source.h"
#include "pathway/code_lists.h"

#include <stdio.h>
#include <string.h>

enum { MOST_MONTHS = 999, NAME_SIZE = 40, SHOWN_SIZE = 256 };

typedef enum column { COLUMN_CATEGORY, COLUMN_JOB, COLUMN_MONTHS, COLUMN_WORKPLACE, COLUMN_COUNT } column;

static const char *const column_names[COLUMN_COUNT] = {"category", "job role", "refresh months", "workplace"};
static const char *const json_keys[COLUMN_COUNT] = {"category", "job_role", "months", "workplace"};

/* A file that is being read. */
typedef struct reading {
  const cwp_pathway *lists;
  const char *path;
  cwp_mandatory *rules;
  cwp_findings *findings;
  cwp_limits limits;
  cwp_error *error;
} reading;

/* A rule as it stands in the file. */
typedef struct row {
  cwp__span cells[COLUMN_COUNT];
  const char *const *names; /* of the columns or keys */
  uint64_t line;            /* 0 if it is not known */
  uint64_t record;
} row;

/* Findings. */

static cwp_status find(const reading *self, const row *at, cwp_severity severity, const char *id, const char *name,
                       cwp__span value, const char *message) {
  char shown[SHOWN_SIZE];
  if (!self->findings) return CWP_OK;
  cwp__show(shown, sizeof shown, value.length > 0 ? value.text : "", value.length);
  cwp_finding finding = {.id = id,
                         .severity = severity,
                         .path = self->path,
                         .line = at->line,
                         .record = at->record,
                         .column = name,
                         .value = shown,
                         .message = message};
  return cwp_findings_add(self->findings, &finding, self->error);
}

/* A rule that cannot be used. */
static cwp_status refuse(const reading *self, const row *at, column where, const char *id, const char *message) {
  return find(self, at, CWP_SEVERITY_ERROR, id, at->names[where], at->cells[where], message);
}

/* Rules. */

static const char *keep(const reading *self, cwp__span text) {
  return cwp__arena_text(&self->rules->texts, text.length > 0 ? text.text : "", text.length);
}

/* Months of a cell: 0 for an empty one, -1 for what is no number of them. */
static int months_of(cwp__span cell) {
  int months = 0;
  for (size_t i = 0; i < cell.length; i++) {
    if (cell.text[i] < '0' || cell.text[i] > '9') return -1;
    months = months * 10 + (cell.text[i] - '0');
    if (months > MOST_MONTHS) return -1;
  }
  return cell.length > 0 && months == 0 ? -1 : months;
}

static int is_same(const cwp_mandatory_rule *a, const cwp_mandatory_rule *b) {
  return strcmp(a->category, b->category) == 0 && cwp__compare_fold(a->job_role, b->job_role) == 0 &&
         cwp__compare_fold(a->workplace, b->workplace) == 0;
}

static cwp_status add_rule(const reading *self, const row *at, const cwp_mandatory_rule *rule) {
  cwp_mandatory *rules = self->rules;
  cwp_status status = CWP_OK;
  void *items = rules->rules;
  if (!rule->category || !rule->title || !rule->job_role || !rule->workplace ||
      !cwp__reserve(&rules->allocator, &items, &rules->capacity, rules->count + 1, sizeof *rules->rules))
    return cwp__fail_memory(self->error);
  rules->rules = items;
  for (size_t i = 0; i < rules->count && status == CWP_OK; i++) {
    if (!is_same(&rules->rules[i], rule)) continue;
    status =
        find(self, at, CWP_SEVERITY_NOTE, "MANDATORY-REPEATED", at->names[COLUMN_CATEGORY], at->cells[COLUMN_CATEGORY],
             "an earlier rule asks the same of the same people; the one with the fewest months holds");
    break;
  }
  rules->rules[rules->count++] = *rule;
  return status;
}

/* Finds out whom a rule is for. `*job` is "" for everybody. */
static cwp_status find_job(const reading *self, const row *at, const char **job) {
  cwp__span cell = at->cells[COLUMN_JOB];
  if (cwp__span_is_fold(cell, "all")) {
    *job = keep(self, (cwp__span){"", 0});
    return CWP_OK;
  }
  cwp_id item = cwp__listed_find(self->lists, "job-role", cell);
  if (item != CWP_NONE) {
    *job = keep(self, cwp__span_of(cwp_record_title(self->lists, item)));
    return CWP_OK;
  }
  *job = keep(self, cell);
  return find(self, at, CWP_SEVERITY_NOTE, "MANDATORY-JOB-OWN", at->names[COLUMN_JOB], cell,
              "the national list has no such job role; it is compared with job titles as they are written");
}

static int is_utf8(const row *at, column *where) {
  for (*where = COLUMN_CATEGORY; *where < COLUMN_COUNT; *where = (column)(*where + 1))
    if (!cwp__utf8_is_valid(at->cells[*where].text ? at->cells[*where].text : "", at->cells[*where].length)) return 0;
  return 1;
}

static cwp_status take_row(const reading *self, const row *at) {
  cwp_mandatory_rule rule = {.line = at->line};
  column where;
  if (!is_utf8(at, &where))
    return refuse(self, at, where, "MANDATORY-TEXT-NOT-UTF8", "the text is not UTF-8; the rule is not used");
  if (at->cells[COLUMN_CATEGORY].length == 0)
    return refuse(self, at, COLUMN_CATEGORY, "MANDATORY-CATEGORY-MISSING",
                  "there is no training category; the rule is not used");
  cwp_id category = cwp__listed_find(self->lists, "training-category", at->cells[COLUMN_CATEGORY]);
  if (category == CWP_NONE)
    return refuse(self, at, COLUMN_CATEGORY, "MANDATORY-CATEGORY-UNKNOWN",
                  "neither a code, a bulk upload code nor the title of a training category; the rule is not used");
  if (at->cells[COLUMN_JOB].length == 0)
    return refuse(self, at, COLUMN_JOB, "MANDATORY-JOB-MISSING",
                  "there is no job role; write all for everybody; the rule is not used");
  rule.months = months_of(at->cells[COLUMN_MONTHS]);
  if (rule.months < 0)
    return refuse(self, at, COLUMN_MONTHS, "MANDATORY-MONTHS",
                  "no whole number of months from 1 to 999; the rule is not used");
  cwp_status status = find_job(self, at, &rule.job_role);
  if (status != CWP_OK) return status;
  rule.category = keep(self, cwp__span_of(cwp_record_code(self->lists, category)));
  rule.title = keep(self, cwp__span_of(cwp_record_title(self->lists, category)));
  rule.workplace = keep(self, at->cells[COLUMN_WORKPLACE]);
  return add_rule(self, at, &rule);
}

/* CSV. */

/* Which column a heading names; COLUMN_COUNT if none. Hyphens and low lines count as spaces. */
static column column_of(cwp__span heading) {
  char name[NAME_SIZE];
  size_t found = 0;
  if (heading.length >= sizeof name) return COLUMN_COUNT;
  for (size_t i = 0; i < heading.length; i++)
    name[i] = heading.text[i] == '_' || heading.text[i] == '-' ? ' ' : heading.text[i];
  name[heading.length] = '\0';
  while (found < COLUMN_COUNT && cwp__compare_fold(name, column_names[found]) != 0)
    found++;
  return (column)found;
}

/* Finds the columns, and reports those that are none. */
static cwp_status find_columns(const reading *self, const cwp__csv *csv, size_t positions[COLUMN_COUNT]) {
  row at = {.line = cwp__csv_line(csv)};
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < COLUMN_COUNT; i++)
    positions[i] = SIZE_MAX;
  for (size_t i = 0; i < cwp__csv_field_count(csv) && status == CWP_OK; i++) {
    cwp__span heading = cwp__span_trim(cwp__csv_field_at(csv, i).value);
    column found = column_of(heading);
    if (found < COLUMN_COUNT && positions[found] == SIZE_MAX)
      positions[found] = i;
    else if (heading.length > 0)
      status = find(self, &at, CWP_SEVERITY_NOTE, "MANDATORY-COLUMN-UNKNOWN", "", heading,
                    "no column of such a file, or a second one of that name; it is not read");
  }
  if (status != CWP_OK || (positions[COLUMN_CATEGORY] != SIZE_MAX && positions[COLUMN_JOB] != SIZE_MAX)) return status;
  cwp__place place = {self->path, at.line, 1, 0};
  return cwp__fail_at(self->error, CWP_ERROR_UNSUPPORTED, &place,
                      "the header has no column \"%s\": these are no rules on mandatory training%s",
                      column_names[positions[COLUMN_CATEGORY] == SIZE_MAX ? COLUMN_CATEGORY : COLUMN_JOB],
                      cwp__csv_hint(csv));
}

static cwp_status read_records(const reading *self, cwp__csv *csv) {
  size_t positions[COLUMN_COUNT];
  int more = 0;
  cwp_status status = cwp__csv_next(csv, &more, self->error);
  if (status != CWP_OK) return status;
  if (!more) return cwp__fail(self->error, CWP_ERROR_UNSUPPORTED, "the file is empty");
  status = find_columns(self, csv, positions);
  while (status == CWP_OK) {
    size_t filled = 0;
    status = cwp__csv_next(csv, &more, self->error);
    if (status != CWP_OK || !more) return status;
    row at = {.names = column_names, .line = cwp__csv_line(csv), .record = cwp__csv_record(csv)};
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
      if (positions[i] != SIZE_MAX) at.cells[i] = cwp__span_trim(cwp__csv_field_at(csv, positions[i]).value);
      filled += at.cells[i].length;
    }
    if (filled > 0) status = take_row(self, &at);
  }
  return status;
}

static cwp_status read_csv(const reading *self, const cwp_input *input) {
  cwp__csv *csv;
  cwp_status status = cwp__csv_new(input, &self->limits, &self->rules->allocator, &csv, self->error);
  if (status != CWP_OK) return status;
  status = read_records(self, csv);
  cwp__csv_free(csv);
  return status;
}

/* JSON. */

static cwp_status read_item(const reading *self, const cwp__json *json, const cJSON *item, uint64_t record) {
  static const char *const known[] = {"category", "job_role", "months", "workplace", NULL};
  const char *text;
  char number[16] = "";
  int64_t months = 0;
  row at = {.names = json_keys, .line = cwp__json_place(json, item).line, .record = record};
  if (!cJSON_IsObject(item)) return cwp__json_fail(json, item, self->error, "a rule must be an object");
  cwp_status status = cwp__json_only(json, item, known, self->error);
  for (int i = 0; i < COLUMN_COUNT && status == CWP_OK; i++) {
    if (i == COLUMN_MONTHS) continue;
    status = cwp__json_want_text(json, item, json_keys[i], &text, self->error);
    if (status == CWP_OK) at.cells[i] = cwp__span_trim(cwp__span_of(text));
  }
  if (status == CWP_OK) status = cwp__json_want_integer(json, item, "months", 1, MOST_MONTHS, &months, self->error);
  if (status != CWP_OK) return status;
  if (months > 0) snprintf(number, sizeof number, "%d", (int)months);
  at.cells[COLUMN_MONTHS] = cwp__span_of(number);
  return take_row(self, &at);
}

static cwp_status read_document(const reading *self, const cwp__json *json) {
  static const char *const known[] = {"format", "format_version", "title", "rules", NULL};
  const cJSON *rules;
  uint64_t record = 0;
  cwp_status status = cwp__json_want_format(json, CWP__MANDATORY_FORMAT, CWP__MANDATORY_VERSION,
                                            "these are no rules of mandatory training", self->error);
  if (status == CWP_OK) status = cwp__json_only(json, json->root, known, self->error);
  if (status == CWP_OK) status = cwp__json_want(json, json->root, "rules", cJSON_Array, &rules, self->error);
  if (status == CWP_OK && !rules) status = cwp__json_fail(json, json->root, self->error, "there are no \"rules\"");
  for (const cJSON *item = status == CWP_OK ? rules->child : NULL; item && status == CWP_OK; item = item->next)
    status = read_item(self, json, item, ++record);
  return status;
}

static cwp_status read_json(const reading *self, const cwp_input *input) {
  char *text;
  size_t length;
  cwp__json json;
  const cwp_allocator *memory = &self->rules->allocator;
  cwp_status status = cwp__input_read_all(input, self->limits.input_bytes, memory, &text, &length, self->error);
  if (status != CWP_OK) return status;
  status = cwp__json_parse(&json, text, length, self->path, &self->limits, self->error);
  if (status == CWP_OK) {
    status = read_document(self, &json);
    cwp__json_free(&json);
  }
  cwp__release(memory, text);
  return status;
}

/* Both. */

/* The titles of the national list, so that the rules need no pathway later. */
static cwp_status keep_jobs(cwp_mandatory *self, const cwp_pathway *lists, cwp_error *error) {
  cwp_id list = cwp__list_named(lists, "job-role"), first = cwp_record_first_child(lists, list);
  size_t count = cwp_record_child_count(lists, list);
  self->jobs = cwp__arena_allocate(&self->texts, count + 1, sizeof *self->jobs);
  if (!self->jobs) return cwp__fail_memory(error);
  for (cwp_id item = first; item < first + count; item++) {
    const char *title = cwp_record_title(lists, item);
    self->jobs[self->job_count] = cwp__arena_text(&self->texts, title, strlen(title));
    if (!self->jobs[self->job_count++]) return cwp__fail_memory(error);
  }
  return CWP_OK;
}

static cwp_status read_rules(reading *self, const cwp_input *input) {
  cwp__source source;
  cwp__source_init(&source, input);
  char first = cwp__source_peek(&source);
  cwp_input rest = cwp__source_input(&source);
  cwp_status status = keep_jobs(self->rules, self->lists, self->error);
  if (status == CWP_OK) status = first == '{' || first == '[' ? read_json(self, &rest) : read_csv(self, &rest);
  return status;
}

cwp_status cwp_mandatory_read(const cwp_pathway *pathway, const cwp_input *input, const cwp_limits *limits,
                              const cwp_allocator *allocator, cwp_findings *findings, cwp_mandatory **out,
                              cwp_error *error) {
  if (out) *out = NULL;
  if (!pathway || !input || !input->read || !out)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a pathway, an input and a place for the rules are needed");
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  cwp_mandatory *self = cwp__allocate_zeroed(&memory, 1, sizeof *self);
  if (!self) return cwp__fail_memory(error);
  self->allocator = memory;
  cwp__arena_init(&self->texts, &memory);
  reading how = {.lists = cwp__listed_in(pathway), .rules = self, .findings = findings, .error = error};
  how.path = input->name ? input->name : "mandatory training";
  how.limits = cwp__limits_or_default(limits);
  cwp_status status = read_rules(&how, input);
  if (status == CWP_OK) {
    *out = self;
    return CWP_OK;
  }
  cwp_mandatory_free(self);
  return cwp__fail_in(error, status, how.path);
}

cwp_status cwp_mandatory_read_file(const cwp_pathway *pathway, const char *path, const cwp_limits *limits,
                                   const cwp_allocator *allocator, cwp_findings *findings, cwp_mandatory **out,
                                   cwp_error *error) {
  cwp_input input = {NULL, NULL, NULL};
  if (out) *out = NULL;
  cwp_status status = cwp__file_open(path, &input, error);
  if (status != CWP_OK) return status;
  status = cwp_mandatory_read(pathway, &input, limits, allocator, findings, out, error);
  cwp__file_close(&input);
  return status;
}

size_t cwp_mandatory_count(const cwp_mandatory *self) {
  return self ? self->count : 0;
}

const cwp_mandatory_rule *cwp_mandatory_at(const cwp_mandatory *self, size_t index) {
  return self && index < self->count ? &self->rules[index] : NULL;
}

void cwp_mandatory_free(cwp_mandatory *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  cwp__arena_free(&self->texts);
  cwp__release(&memory, self->rules);
  cwp__release(&memory, self);
}
