/* Training matrices: evidence out of rows. */

#include "exchange/matrix.h"

#include "base/error.h"
#include "exchange/matrix_cell.h"
#include "exchange/matrix_names.h"

#include <stdio.h>
#include <string.h>

enum { ORIGIN_SIZE = 320 };

/* What the cells of one row say of one course. Positions are those of the cells that say it. */
typedef struct facts {
  cwp_id about;
  const char *course;
  int months;
  cwp_date from;
  cwp_date until;
  cwp_date planned;
  size_t from_at, until_at, planned_at, tick_at, expired_at, begun_at;
  cwp_result begun; /* booked, in progress, failed or withdrawn, if begun_at says so */
  cwp_date begun_on;
  cwp__precision from_precision, until_precision;
} facts;

static facts no_facts(cwp_id about, const char *course, int months) {
  return (facts){.about = about,
                 .course = course,
                 .months = months,
                 .from = CWP_DATE_NONE,
                 .until = CWP_DATE_NONE,
                 .planned = CWP_DATE_NONE,
                 .from_at = SIZE_MAX,
                 .until_at = SIZE_MAX,
                 .planned_at = SIZE_MAX,
                 .tick_at = SIZE_MAX,
                 .expired_at = SIZE_MAX,
                 .begun_at = SIZE_MAX,
                 .begun_on = CWP_DATE_NONE};
}

/* Cells. */

/* The cell's dates, each settled and with its sense; 0 where one cannot be used, for the reason in `*rule`. */
static int settle_days(const cwp_matrix *self, const cwp__cell_read *read, cwp__date_sense plain, int month_first,
                       facts *into, cwp__matrix_rule *rule, size_t position) {
  facts found = *into;
  int plains = 0;
  for (size_t i = 0; i < read->day_count; i++) {
    cwp_date first, last;
    cwp__date_sense sense = read->senses[i];
    if (sense == CWP__SENSE_PLAIN) sense = plains++ == 0 ? plain : CWP__SENSE_EXPIRES;
    *rule = CWP__MATRIX_DATE_NO_YEAR;
    if (read->days[i].precision == CWP__PRECISION_NO_YEAR) {
      first = last = sense == CWP__SENSE_BOOKED ? cwp__day_after(&read->days[i], month_first, self->on) : CWP_DATE_NONE;
      if (first == CWP_DATE_NONE) return 0;
    } else if (!cwp__day_settle(&read->days[i], month_first, &first, &last)) {
      *rule = CWP__MATRIX_CELL_UNKNOWN;
      return 0;
    }
    size_t *at = sense == CWP__SENSE_EXPIRES  ? &found.until_at
                 : sense == CWP__SENSE_BOOKED ? &found.planned_at
                                              : &found.from_at;
    *rule = CWP__MATRIX_DATE_REPEATED;
    if (*at != SIZE_MAX) return 0;
    *rule = CWP__MATRIX_DATE_FUTURE;
    if (at == &found.from_at && self->on != CWP_DATE_NONE && first > self->on) return 0;
    *at = position;
    if (at == &found.until_at) found.until = last;
    if (at == &found.planned_at) found.planned = first;
    if (at == &found.from_at) found.from = first;
    if (at == &found.until_at) found.until_precision = read->days[i].precision;
    if (at == &found.from_at) found.from_precision = read->days[i].precision;
  }
  *into = found;
  return 1;
}

/* Training that was begun, planned or came to nothing, with its date if there is one. */
static int take_begun(const cwp_matrix *self, const cwp__cell_read *read, cwp_result result, int month_first,
                      size_t position, facts *into, cwp__matrix_rule *rule) {
  facts found = no_facts(CWP_NONE, "", 0);
  cwp__date_sense plain = result == CWP_RESULT_BOOKED ? CWP__SENSE_BOOKED : CWP__SENSE_COMPLETED;
  cwp__cell_read dates = *read;
  for (size_t i = 0; i < dates.day_count; i++)
    dates.senses[i] = plain;
  *rule = CWP__MATRIX_DATE_REPEATED;
  if (into->begun_at != SIZE_MAX || dates.day_count > 1) return 0;
  if (!settle_days(self, &dates, plain, month_first, &found, rule, position)) return 0;
  into->begun = result;
  into->begun_at = position;
  into->begun_on = found.from != CWP_DATE_NONE ? found.from : found.planned;
  return 1;
}

static int take_mark(size_t position, size_t *at) {
  if (*at == SIZE_MAX) *at = position;
  return 1;
}

/* Takes a cell that can be read; 0 where it cannot be used, for the reason in `*rule`. */
static int take_read(const cwp_matrix *self, const cwp__mcolumn *column, const cwp__cell_read *read,
                     cwp__date_sense plain, facts *into, cwp__matrix_rule *rule) {
  size_t position = column->shown.position;
  int month_first = column->shown.month_first;
  static const cwp__matrix_rule rules[] = {
      [CWP__CELL_DUE] = CWP__MATRIX_CELL_DUE,
      [CWP__CELL_NO] = CWP__MATRIX_CELL_NO,
      [CWP__CELL_NOT_APPLICABLE] = CWP__MATRIX_CELL_NOT_APPLICABLE,
      [CWP__CELL_REFUSED] = CWP__MATRIX_CELL_REFUSED,
      [CWP__CELL_CROSS] = CWP__MATRIX_CELL_CROSS,
      [CWP__CELL_UNKNOWN] = CWP__MATRIX_CELL_UNKNOWN,
  };
  switch (read->kind) {
  case CWP__CELL_DATED:
    return settle_days(self, read, plain, month_first, into, rule, position);
  case CWP__CELL_TICK:
    return take_mark(position, &into->tick_at);
  case CWP__CELL_EXPIRED:
    *rule = CWP__MATRIX_CELL_EXPIRED;
    return self->on > CWP_DATE_MIN && take_mark(position, &into->expired_at); /* it ended on the day before */
  case CWP__CELL_BOOKED:
    return take_begun(self, read, CWP_RESULT_BOOKED, month_first, position, into, rule);
  case CWP__CELL_IN_PROGRESS:
    return take_begun(self, read, CWP_RESULT_IN_PROGRESS, month_first, position, into, rule);
  case CWP__CELL_FAILED:
    return take_begun(self, read, CWP_RESULT_FAILED, month_first, position, into, rule);
  case CWP__CELL_WITHDRAWN:
    return take_begun(self, read, CWP_RESULT_WITHDRAWN, month_first, position, into, rule);
  case CWP__CELL_CROSS:
    if (cwp__matrix_cross(self, column) == 1) return take_mark(position, &into->tick_at);
    *rule = cwp__matrix_cross(self, column) == 0 ? CWP__MATRIX_CELL_NO : CWP__MATRIX_CELL_CROSS;
    return 0;
  default:
    *rule = rules[read->kind];
    return 0;
  }
}

/* What a cell says, whatever its type. */
static void read_cell(const cwp__mcell *cell, cwp__cell_read *read) {
  if (cell->kind == CWP_MATRIX_TEXT || cell->kind == CWP_MATRIX_BLANK) {
    cwp__cell_read_text(cwp__matrix_text(cell), read);
    return;
  }
  *read = (cwp__cell_read){.kind = CWP__CELL_UNKNOWN};
  if (cell->date == CWP_DATE_NONE) return;
  read->kind = CWP__CELL_DATED;
  read->day_count = 1;
  read->days[0] = (cwp__day){0, 0, 0, CWP__PRECISION_DAY, CWP__ORDER_CLEAR};
  cwp_date_split(cell->date, &read->days[0].year, &read->days[0].month, &read->days[0].day);
}

static cwp_status take_cell(cwp_matrix *self, size_t row, size_t position, cwp__date_sense plain, facts *into,
                            cwp_error *error) {
  cwp__cell_read read;
  cwp__matrix_rule rule = CWP__MATRIX_CELL_UNKNOWN;
  const cwp__mcell *cell = cwp__matrix_cell(&self->rows[row], position);
  if (cwp__matrix_is_blank(cell)) return CWP_OK;
  if (cell->is_bad) return cwp__matrix_leave(self, row, position, CWP__MATRIX_CELL_NOT_UTF8, error);
  read_cell(cell, &read);
  if (!take_read(self, &self->columns[position], &read, plain, into, &rule))
    return cwp__matrix_leave(self, row, position, rule, error);
  return CWP_OK;
}

/* Evidence. */

static void note_precision(cwp__buffer *note, const facts *of) {
  static const char *const words[] = {"", "month", "year", ""};
  if (of->from_at != SIZE_MAX && words[of->from_precision][0])
    cwp__buffer_format(note, "The %s of completion only is known. ", words[of->from_precision]);
  if (of->until_at != SIZE_MAX && words[of->until_precision][0])
    cwp__buffer_format(note, "The %s of expiry only is known. ", words[of->until_precision]);
}

static cwp_status add(cwp_matrix *self, size_t row, cwp__mperson *person, const facts *of, cwp_evidence *evidence,
                      cwp_error *error) {
  char origin[ORIGIN_SIZE];
  const char *name = self->name;
  for (const char *at = name; *at; at++)
    if (*at == '/' || *at == '\\') name = at + 1;
  if (!cwp__utf8_is_valid(name, strlen(name))) name = "matrix";
  snprintf(origin, sizeof origin, "%.*s:%llu",
           (int)cwp__utf8_valid_prefix(name, strlen(name) < 280 ? strlen(name) : 280), name,
           (unsigned long long)self->rows[row].line);
  while (self->note.length > 0 && self->note.text[self->note.length - 1] == ' ')
    self->note.text[--self->note.length] = '\0';
  if (self->note.failed) return cwp__fail_memory(error);
  evidence->about = cwp_record_code(self->lists, of->about);
  evidence->title = of->course;
  evidence->origin = origin;
  evidence->note = self->note.length > 0 ? self->note.text : NULL;
  return cwp_portfolio_builder_add(person->builder, evidence, error);
}

static void use(cwp_matrix *self, size_t position) {
  if (position != SIZE_MAX) cwp__matrix_use(self, position);
}

/* Completed training, from its dates or a mark. `remarks` is what the note says beside. */
static cwp_status add_completed(cwp_matrix *self, size_t row, cwp__mperson *person, const facts *of,
                                const char *remarks, cwp_error *error) {
  cwp_evidence evidence = CWP_EVIDENCE_INIT;
  evidence.from = of->from;
  evidence.until = of->until;
  if (of->until == CWP_DATE_NONE && of->months > 0) evidence.until = cwp_date_valid_until(of->from, of->months);
  self->note.length = 0;
  note_precision(&self->note, of);
  if (of->from_at == SIZE_MAX && of->until_at == SIZE_MAX && of->tick_at != SIZE_MAX)
    cwp__buffer_add_text(&self->note, "Ticked without a date. ");
  if (of->from_at == SIZE_MAX && of->until_at == SIZE_MAX && of->tick_at == SIZE_MAX) {
    evidence.until = self->on - 1;
    cwp__buffer_add_text(&self->note, "Recorded as expired; the day is not known, only that it is past. ");
  }
  cwp__buffer_add_text(&self->note, remarks);
  cwp_status status = add(self, row, person, of, &evidence, error);
  if (status != CWP_OK) return status;
  use(self, of->from_at);
  use(self, of->until_at);
  use(self, of->tick_at);
  if (of->expired_at != SIZE_MAX && self->done[of->expired_at] == 0) {
    use(self, of->expired_at);
    if (of->until_at == SIZE_MAX && of->from_at == SIZE_MAX)
      return cwp__matrix_find(self, row, of->expired_at, CWP__MATRIX_CELL_EXPIRED, error);
  }
  return CWP_OK;
}

/* Training that is booked, under way, or came to nothing. */
static cwp_status add_begun(cwp_matrix *self, size_t row, cwp__mperson *person, const facts *of, const char *remarks,
                            cwp_error *error) {
  cwp_evidence evidence = CWP_EVIDENCE_INIT;
  evidence.result = of->begun;
  evidence.from = of->begun_on;
  self->note.length = 0;
  cwp__buffer_add_text(&self->note, remarks);
  cwp_status status = add(self, row, person, of, &evidence, error);
  if (status == CWP_OK) use(self, of->begun_at);
  return status;
}

/* A date of booking that stands beside others. */
static cwp_status add_planned(cwp_matrix *self, size_t row, cwp__mperson *person, const facts *of, const char *remarks,
                              cwp_error *error) {
  facts planned = *of;
  planned.begun = CWP_RESULT_BOOKED;
  planned.begun_on = of->planned;
  planned.begun_at = of->planned_at;
  return add_begun(self, row, person, &planned, remarks, error);
}

/* Dates that cannot both be right are not used: one would pass for training that holds for ever. */
static cwp_status refuse_order(cwp_matrix *self, size_t row, facts *of, cwp_error *error) {
  cwp_status status = cwp__matrix_leave(self, row, of->until_at, CWP__MATRIX_DATE_ORDER, error);
  if (status == CWP_OK) status = cwp__matrix_leave(self, row, of->from_at, CWP__MATRIX_DATE_ORDER, error);
  of->from_at = of->until_at = SIZE_MAX;
  of->from = of->until = CWP_DATE_NONE;
  return status;
}

/* Makes evidence of what a row says of a course. */
static cwp_status take_facts(cwp_matrix *self, size_t row, cwp__mperson *person, facts *of, const char *remarks,
                             cwp_error *error) {
  cwp_status status = CWP_OK;
  if (of->from_at != SIZE_MAX && of->until_at != SIZE_MAX && of->until < of->from)
    status = refuse_order(self, row, of, error);
  int is_dated = of->from_at != SIZE_MAX || of->until_at != SIZE_MAX;
  if (status == CWP_OK && !is_dated && of->tick_at != SIZE_MAX && of->months > 0) {
    status = cwp__matrix_leave(self, row, of->tick_at, CWP__MATRIX_END_UNKNOWN, error);
    of->tick_at = SIZE_MAX;
  }
  if (status == CWP_OK && (is_dated || of->tick_at != SIZE_MAX || of->expired_at != SIZE_MAX))
    status = add_completed(self, row, person, of, remarks, error);
  if (status == CWP_OK && of->planned_at != SIZE_MAX) status = add_planned(self, row, person, of, remarks, error);
  if (status == CWP_OK && of->begun_at != SIZE_MAX) status = add_begun(self, row, person, of, remarks, error);
  return status;
}

/* Wide. */

static cwp__date_sense sense_of(cwp_matrix_dates dates) {
  if (dates == CWP_MATRIX_DATES_EXPIRES) return CWP__SENSE_EXPIRES;
  return dates == CWP_MATRIX_DATES_BOOKED ? CWP__SENSE_BOOKED : CWP__SENSE_COMPLETED;
}

static cwp_status take_wide(cwp_matrix *self, size_t row, cwp__mperson *person, cwp_error *error) {
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < self->column_count && status == CWP_OK;) {
    const cwp__mcolumn *column = &self->columns[i];
    if (column->shown.meaning != CWP_MATRIX_COURSE) {
      i++;
      continue;
    }
    facts of = no_facts(column->about, column->shown.course, 0);
    for (size_t group = column->group; i < self->column_count && self->columns[i].group == group && status == CWP_OK;
         i++) {
      if (of.months == 0) of.months = self->columns[i].shown.months;
      status = take_cell(self, row, i, sense_of(self->columns[i].shown.dates), &of, error);
    }
    if (status == CWP_OK) status = take_facts(self, row, person, &of, "", error);
  }
  return status;
}

/* Long. */

/* The course of a row, looked up once for each name. NULL when there is no memory. */
static cwp__mcourse *course_of(cwp_matrix *self, size_t row, cwp__span name, cwp_error *error) {
  uint32_t number;
  size_t known = self->course_names.count;
  void *courses = self->courses;
  cwp__course found;
  if (!cwp__reserve(&self->allocator, &courses, &self->course_capacity, known + 1, sizeof *self->courses)) {
    cwp__fail_memory(error);
    return NULL;
  }
  self->courses = courses;
  if (cwp__names_find(&self->course_names, name) == CWP__NO_NAME) {
    cwp__course_find(self->lists, name, &found);
    cwp__mcourse made = {.about = found.about, .line = self->rows[row].line};
    made.shown = (cwp_matrix_course){.about = "", .title = "", .score = found.score};
    made.shown.months = cwp__matrix_months(name);
    made.shown.reason = cwp__arena_text(&self->texts, found.reason, strlen(found.reason));
    made.shown.name = cwp__arena_text(&self->texts, name.text, name.length);
    if (made.shown.reason && made.shown.name) cwp__matrix_map_course(self, &made);
    if (made.about != CWP_NONE) made.shown.about = cwp_record_code(self->lists, made.about);
    if (made.about != CWP_NONE) made.shown.title = cwp_record_title(self->lists, made.about);
    if (!made.shown.reason || !made.shown.name || !cwp__names_add(&self->course_names, name, &number)) {
      cwp__fail_memory(error);
      return NULL;
    }
    self->courses[number] = made;
  }
  return &self->courses[cwp__names_find(&self->course_names, name)];
}

/* 1 if the words say what somebody is, rather than who. */
static int is_role(cwp__span text) {
  static const char *const words[] = {"manager",  "nurse",        "lead",   "senior",   "supervisor",
                                      "assessor", "trainer",      "deputy", "director", "coordinator",
                                      "leader",   "practitioner", NULL};
  char plain[CWP__MATRIX_PLAIN_SIZE];
  if (text.length >= CWP__MATRIX_PLAIN_SIZE) return 0;
  cwp__matrix_plain(text, plain);
  for (size_t i = 0; words[i]; i++)
    if (strstr(plain, words[i])) return 1;
  return 0;
}

/* Puts what stands in columns of remarks into a text. */
static void add_remarks(cwp_matrix *self, size_t row, cwp__buffer *out) {
  for (size_t i = 0; i < self->column_count; i++) {
    const cwp__mcell *cell = cwp__matrix_cell(&self->rows[row], i);
    cwp_matrix_meaning meaning = self->columns[i].shown.meaning;
    if (cwp__matrix_is_blank(cell) || cell->is_bad) continue;
    if (meaning != CWP_MATRIX_REMARK && meaning != CWP_MATRIX_SIGNED_OFF) continue;
    cwp__buffer_format(out, "%s: %s. ", self->columns[i].shown.heading, cell->text);
  }
}

/* Being seen competent is evidence of its own, stronger than the training. */
static cwp_status take_competence(cwp_matrix *self, size_t row, cwp__mperson *person, const facts *of, size_t position,
                                  const cwp__mcell *signed_off, const char *remarks, cwp_error *error) {
  facts seen = no_facts(of->about, of->course, of->months);
  cwp_evidence evidence = CWP_EVIDENCE_INIT;
  cwp_status status = take_cell(self, row, position, CWP__SENSE_COMPLETED, &seen, error);
  if (status != CWP_OK || (seen.from_at == SIZE_MAX && seen.tick_at == SIZE_MAX)) return status;
  evidence.kind = CWP_EVIDENCE_ASSESSED;
  evidence.from = seen.from != CWP_DATE_NONE ? seen.from : of->from;
  evidence.until = seen.until != CWP_DATE_NONE ? seen.until : of->until;
  if (evidence.until == CWP_DATE_NONE && of->months > 0)
    evidence.until = cwp_date_valid_until(evidence.from, of->months);
  if (evidence.until != CWP_DATE_NONE && evidence.from != CWP_DATE_NONE && evidence.until < evidence.from)
    return cwp__matrix_leave(self, row, position, CWP__MATRIX_DATE_ORDER, error);
  if (!signed_off->is_bad && is_role(cwp__matrix_text(signed_off))) evidence.assessor = signed_off->text;
  self->note.length = 0;
  note_precision(&self->note, &seen);
  cwp__buffer_add_text(&self->note, remarks);
  status = add(self, row, person, &seen, &evidence, error);
  if (status == CWP_OK) use(self, position);
  return status;
}

static size_t position_of(const cwp_matrix *self, cwp_matrix_meaning meaning) {
  for (size_t i = 0; i < self->column_count; i++)
    if (self->columns[i].shown.meaning == meaning) return i;
  return SIZE_MAX;
}

static cwp_status take_course(cwp_matrix *self, size_t row, cwp__mperson *person, const cwp__mcourse *course,
                              const char *remarks, cwp_error *error) {
  static const cwp_matrix_meaning dated[] = {CWP_MATRIX_COMPLETED, CWP_MATRIX_EXPIRES, CWP_MATRIX_STATUS};
  static const cwp__date_sense senses[] = {CWP__SENSE_COMPLETED, CWP__SENSE_EXPIRES, CWP__SENSE_COMPLETED};
  facts of = no_facts(course->about, course->shown.name, course->shown.months);
  size_t before = self->summary.used;
  size_t competence = position_of(self, CWP_MATRIX_COMPETENCE);
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < 3 && status == CWP_OK; i++) {
    size_t position = position_of(self, dated[i]);
    if (position != SIZE_MAX) status = take_cell(self, row, position, senses[i], &of, error);
  }
  if (status == CWP_OK) status = take_facts(self, row, person, &of, remarks, error);
  if (status == CWP_OK && competence != SIZE_MAX)
    status =
        take_competence(self, row, person, &of, competence,
                        cwp__matrix_cell(&self->rows[row], position_of(self, CWP_MATRIX_SIGNED_OFF)), remarks, error);
  if (status != CWP_OK) return status;
  if (self->summary.used == before) return cwp__matrix_leave_row(self, row, CWP__MATRIX_ROW_NO_EVIDENCE, error);
  use(self, position_of(self, CWP_MATRIX_TRAINING));
  for (size_t i = 0; i < self->column_count; i++) {
    const cwp__mcell *cell = cwp__matrix_cell(&self->rows[row], i);
    cwp_matrix_meaning meaning = self->columns[i].shown.meaning;
    int is_remark = meaning == CWP_MATRIX_REMARK || meaning == CWP_MATRIX_SIGNED_OFF;
    if (is_remark && !cwp__matrix_is_blank(cell) && !cell->is_bad) cwp__matrix_use(self, i);
  }
  return CWP_OK;
}

static cwp_status take_long(cwp_matrix *self, size_t row, cwp__mperson *person, cwp_error *error) {
  const cwp__mcell *cell = cwp__matrix_cell(&self->rows[row], position_of(self, CWP_MATRIX_TRAINING));
  if (cwp__matrix_is_blank(cell)) return cwp__matrix_leave_row(self, row, CWP__MATRIX_ROW_NO_COURSE, error);
  if (cell->is_bad) return cwp__matrix_leave_row(self, row, CWP__MATRIX_CELL_NOT_UTF8, error);
  cwp__mcourse *course = course_of(self, row, cwp__matrix_text(cell), error);
  if (!course) return CWP_ERROR_MEMORY;
  course->shown.rows++;
  if (course->about == CWP_NONE) {
    cwp_status status = CWP_OK;
    if (course->shown.rows == 1)
      status = cwp__matrix_find(self, row, position_of(self, CWP_MATRIX_TRAINING), CWP__MATRIX_COURSE_UNKNOWN, error);
    return status == CWP_OK ? cwp__matrix_leave_row(self, row, CWP__MATRIX_CELL_UNMAPPED, error) : status;
  }
  cwp__buffer remarks;
  cwp__buffer_init(&remarks, &self->allocator);
  add_remarks(self, row, &remarks);
  cwp_status status = remarks.failed ? cwp__fail_memory(error)
                                     : take_course(self, row, person, course, remarks.text ? remarks.text : "", error);
  cwp__buffer_free(&remarks);
  return status;
}

/* Rows. */

/* What is left in a row when all has been taken from it that can be. */
static cwp_status leave_rest(cwp_matrix *self, size_t row, cwp_error *error) {
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < self->rows[row].count && status == CWP_OK; i++) {
    if (cwp__matrix_is_blank(&self->rows[row].cells[i])) continue;
    int is_beyond = i >= self->column_count;
    status = cwp__matrix_leave(self, row, i, is_beyond ? CWP__MATRIX_CELL_BEYOND : CWP__MATRIX_CELL_UNMAPPED, error);
  }
  return status;
}

static cwp_status take_row(cwp_matrix *self, size_t row, cwp_error *error) {
  cwp__mperson *person;
  size_t cells = 0;
  for (size_t i = 0; i < self->rows[row].count; i++)
    cells += !cwp__matrix_is_blank(&self->rows[row].cells[i]);
  if (cells == 0) return CWP_OK;
  self->summary.records++;
  cwp_status status = cwp__matrix_person(self, row, &person, error);
  if (status != CWP_OK || !person) return status;
  if (cells == 1 && self->summary.shape == CWP_MATRIX_WIDE) {
    for (size_t i = 0; i < self->rows[row].count && status == CWP_OK; i++)
      if (!cwp__matrix_is_blank(&self->rows[row].cells[i]))
        status = cwp__matrix_find(self, row, i, CWP__MATRIX_ROW_NO_CELLS, error);
    return status;
  }
  status = self->summary.shape == CWP_MATRIX_WIDE ? take_wide(self, row, person, error)
                                                  : take_long(self, row, person, error);
  return status == CWP_OK ? leave_rest(self, row, error) : status;
}

/* Rows above the heading, or the one below it that says how often courses are refreshed. */
static cwp_status pass_row(cwp_matrix *self, size_t row, cwp_error *error) {
  for (size_t i = 0; row == self->months_row && i < self->column_count; i++)
    if (self->columns[i].shown.meaning == CWP_MATRIX_COURSE &&
        cwp__matrix_months(cwp__matrix_text(cwp__matrix_cell(&self->rows[row], i))) > 0)
      cwp__matrix_use(self, i);
  return cwp__matrix_leave_row(self, row, row == self->months_row ? CWP__MATRIX_ROW_HEADING : CWP__MATRIX_ROW_TITLE,
                               error);
}

cwp_status cwp__matrix_take_rows(cwp_matrix *self, cwp_error *error) {
  cwp_status status = CWP_OK;
  for (size_t row = 0; row < self->row_count && status == CWP_OK; row++) {
    int is_heading = row >= self->heading && row < self->heading + self->summary.heading_rows;
    if (is_heading) continue;
    memset(self->done, 0, self->widest + 1);
    for (size_t i = 0; i < self->rows[row].count; i++)
      self->summary.cells += !cwp__matrix_is_blank(&self->rows[row].cells[i]);
    status = row < self->first ? pass_row(self, row, error) : take_row(self, row, error);
  }
  return status;
}
