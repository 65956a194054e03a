/* Catalogues as CSV: this project's tagged ones, and any that have a column of titles. */

#include "base/csv.h"
#include "base/csv_write.h"
#include "base/file.h"
#include "base/text.h"
#include "text/tagged.h"

#include <string.h>

enum { MOST_NAMES = 8 };

/* What a column may hold. */
typedef enum column {
  COLUMN_ID,
  COLUMN_TITLE,
  COLUMN_DESCRIPTION,
  COLUMN_CATEGORY,
  COLUMN_KEYWORDS,
  COLUMN_LEVEL,
  COLUMN_AUDIENCE,
  COLUMN_TYPE,
  COLUMN_RECORD, /* of a tagged catalogue: which course a row belongs to */
  COLUMN_TAG,
  COLUMN_DECISION,
  COLUMN_END
} column;

/* What a column's heading may be, without regard to case, spaces, hyphens and underscores. */
static const char *const headings[COLUMN_END][MOST_NAMES] = {
    [COLUMN_ID] = {"id", "code", "coursecode", "courseid", "reference", "ref"},
    [COLUMN_TITLE] = {"title", "coursetitle", "course", "name", "coursename", "modulename", "module"},
    [COLUMN_DESCRIPTION] = {"description", "summary", "details", "content", "about", "overview"},
    [COLUMN_CATEGORY] = {"category", "subject", "subjectarea", "topic", "area"},
    [COLUMN_KEYWORDS] = {"keywords", "keyword", "tags", "subjects", "topics"},
    [COLUMN_LEVEL] = {"level", "educationallevel"},
    [COLUMN_AUDIENCE] = {"audience", "targetaudience", "whofor", "whoisitfor", "for", "suitablefor"},
    [COLUMN_TYPE] = {"type", "coursetype", "format", "qualification", "delivery"},
    [COLUMN_RECORD] = {"record"},
    [COLUMN_TAG] = {"tag"},
    [COLUMN_DECISION] = {"decision"},
};

typedef struct reader {
  cwp_tagged *out;
  cwp__csv *csv;
  const char *name;
  cwp_error *error;
  size_t places[COLUMN_END]; /* field of each column, and one more; 0 where there is none */
  char last_record[32];      /* of a tagged catalogue: the course that the row before belongs to */
} reader;

static cwp_status fail(const reader *self, size_t field, cwp_status code, const char *message) {
  cwp__place place = {self->name, cwp__csv_line(self->csv), field + 1, 0};
  return cwp__fail_at(self->error, code, &place, "%s", message);
}

/* A heading's letters in lower case. */
static void simplify(cwp__span heading, char *out, size_t size) {
  size_t length = 0;
  for (size_t i = 0; i < heading.length && length + 1 < size; i++) {
    char c = cwp__lower(heading.text[i]);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out[length++] = c;
  }
  out[length] = '\0';
}

static void place_column(reader *self, size_t field, const char *heading) {
  for (size_t i = 0; i < COLUMN_END; i++)
    for (size_t k = 0; k < MOST_NAMES && headings[i][k]; k++)
      if (strcmp(heading, headings[i][k]) == 0 && self->places[i] == 0) {
        self->places[i] = field + 1;
        return;
      }
}

static cwp_status read_header(reader *self) {
  char heading[32];
  int more;
  cwp_status status = cwp__csv_next(self->csv, &more, self->error);
  if (status) return status;
  if (!more) return fail(self, 0, CWP_ERROR_INVALID, "there is nothing in the file: a header with a title is needed");
  for (size_t i = 0; i < cwp__csv_field_count(self->csv); i++) {
    simplify(cwp__csv_field_at(self->csv, i).value, heading, sizeof heading);
    place_column(self, i, heading);
  }
  if (self->places[COLUMN_TITLE]) return CWP_OK;
  const cwp__place place = {self->name, cwp__csv_line(self->csv), 1, 0};
  return cwp__fail_at(self->error, CWP_ERROR_INVALID, &place,
                      "no column of the header is a title, \"title\", \"course\", \"course title\" or \"name\"%s",
                      cwp__csv_hint(self->csv));
}

static cwp__span cell(const reader *self, column which) {
  cwp__span empty = {"", 0};
  if (self->places[which] == 0) return empty;
  return cwp__span_trim(cwp__csv_shown(cwp__csv_field_at(self->csv, self->places[which] - 1).value));
}

/* A cell's text in the catalogue's memory. */
static int take(const reader *self, column which, const char **out) {
  cwp__span value = cell(self, which);
  *out = value.length > 0 ? cwp__arena_text(&self->out->arena, value.text, value.length) : "";
  return *out != NULL;
}

/* The number that a tagged catalogue gave the course, or else that of the row. */
static uint64_t record_of(const reader *self) {
  uint64_t number = 0;
  if (self->places[COLUMN_RECORD] == 0 || self->places[COLUMN_TAG] == 0) return cwp__csv_record(self->csv);
  cwp__span record = cell(self, COLUMN_RECORD);
  for (size_t i = 0; i < record.length; i++) {
    if (record.text[i] < '0' || record.text[i] > '9' || i == 15) return cwp__csv_record(self->csv);
    number = number * 10 + (uint64_t)(record.text[i] - '0');
  }
  return number > 0 ? number : cwp__csv_record(self->csv);
}

static cwp_status add_course(const reader *self) {
  cwp_tagged_course course = {
      .text = CWP_COURSE_TEXT_INIT, .line = cwp__csv_line(self->csv), .record = record_of(self)};
  cwp_course_text *text = &course.text;
  int fine = take(self, COLUMN_ID, &course.id) && take(self, COLUMN_TITLE, &text->title) &&
             take(self, COLUMN_DESCRIPTION, &text->description) && take(self, COLUMN_CATEGORY, &text->category) &&
             take(self, COLUMN_KEYWORDS, &text->keywords) && take(self, COLUMN_LEVEL, &text->level) &&
             take(self, COLUMN_AUDIENCE, &text->audience) && take(self, COLUMN_TYPE, &text->type);
  return fine ? cwp__tagged_add(self->out, &course, self->error) : cwp__fail_memory(self->error);
}

/* Whether a row of a tagged catalogue goes on with the course of the row before. */
static int goes_on(reader *self) {
  cwp__span record = cell(self, COLUMN_RECORD);
  if (self->places[COLUMN_RECORD] == 0 || self->places[COLUMN_TAG] == 0 || record.length == 0) return 0;
  if (record.length >= sizeof self->last_record) return 0;
  if (self->out->count > 0 && cwp__span_is(record, self->last_record)) return 1;
  memcpy(self->last_record, record.text, record.length);
  self->last_record[record.length] = '\0';
  return 0;
}

static cwp_status read_decision(const reader *self) {
  cwp_error cause = CWP_ERROR_INIT;
  cwp_decision decision;
  const char *code, *name;
  if (self->places[COLUMN_TAG] == 0 || self->places[COLUMN_DECISION] == 0) return CWP_OK;
  if (!take(self, COLUMN_TAG, &code) || !take(self, COLUMN_DECISION, &name)) return cwp__fail_memory(self->error);
  size_t field = self->places[COLUMN_DECISION] - 1;
  if (!cwp__decision_named(name, &decision))
    return fail(self, field, CWP_ERROR_INVALID, "a decision is suggested, accepted, rejected or added");
  if (decision == CWP_DECISION_NONE) return CWP_OK;
  if (!code[0]) return fail(self, self->places[COLUMN_TAG] - 1, CWP_ERROR_INVALID, "the decision has no tag");
  if (cwp_tagged_decide(self->out, self->out->count - 1, code, decision, &cause) == CWP_OK) return CWP_OK;
  if (cause.code == CWP_ERROR_MEMORY) return cwp__fail_memory(self->error);
  return fail(self, self->places[COLUMN_TAG] - 1, CWP_ERROR_INVALID, cause.message);
}

static cwp_status read_rows(reader *self) {
  cwp_status status = read_header(self);
  for (int more = 1; !status;) {
    status = cwp__csv_next(self->csv, &more, self->error);
    if (status || !more) return status;
    if (!goes_on(self)) status = add_course(self);
    if (!status) status = read_decision(self);
  }
  return status;
}

cwp_status cwp__tagged_read_csv(cwp_tagged *self, const char *text, size_t length, const char *name,
                                const cwp_limits *limits, cwp_error *error) {
  size_t before = self->count;
  cwp__span left = {text, length};
  const cwp_input input = cwp__span_input(&left, name);
  reader state = {.out = self, .name = name, .error = error};
  cwp_status status = cwp__csv_new(&input, limits, &self->allocator, &state.csv, error);
  if (status) return status;
  status = read_rows(&state);
  if (!status && !cwp__tagged_has_text(self, before))
    status = fail(&state, state.places[COLUMN_TITLE] - 1, CWP_ERROR_INVALID,
                  "no course is in it: no row has anything in its column of titles");
  cwp__csv_free(state.csv);
  return status;
}
