/* Files of a rota: what their rows mean, put on a board. */

#include "advice/rota_rules.h"
#include "base/error.h"
#include "exchange/rota_files.h"

#include <stdio.h>
#include <string.h>

enum { MOST_SETTINGS = 64, MOST_CODE = 120, MOST_REQUIRED = 1000 };

/* A row that is being used. */
typedef struct use {
  cwp_rota_files *files;
  cwp_rota *board;
  const cwp__rota_row *row;
  cwp_error *error;
} use;

static const char *cell(const use *self, cwp__rota_column column) {
  return self->row->cells[column];
}

static cwp_status find(const use *self, cwp_severity severity, const char *id, cwp__rota_column column,
                       const char *message) {
  return cwp__rota_find(self->files, self->row, severity, id, column, message, self->error);
}

/* People. */

static const char *short_id(const char *id) {
  const char *slash = strrchr(id, '/');
  return slash ? slash + 1 : id;
}

/* Notes where somebody is by the part of their id behind the workplace. */
static int note_short_id(cwp_rota_files *files, const char *id, size_t place) {
  uint32_t number;
  size_t known = files->short_ids.count;
  if (!cwp__names_add(&files->short_ids, cwp__span_of(short_id(id)), &number)) return 0;
  files->short_places[number] = number < known ? CWP_NO_INDEX : place;
  return 1;
}

/* The person whom a row names, or CWP_NO_INDEX after a finding. */
static cwp_status find_person(const use *self, size_t *out) {
  const char *id = cell(self, CWP__ROTA_PERSON);
  *out = CWP_NO_INDEX;
  if (!*id)
    return find(self, CWP_SEVERITY_ERROR, "ROTA-PERSON-MISSING", CWP__ROTA_PERSON,
                "there is no person; the row is not used");
  *out = cwp_rota_find_person(self->board, id);
  if (*out != CWP_NO_INDEX) return CWP_OK;
  uint32_t number = cwp__names_find(&self->files->short_ids, cwp__span_of(id));
  if (number == CWP__NO_NAME)
    return find(self, CWP_SEVERITY_ERROR, "ROTA-PERSON-UNKNOWN", CWP__ROTA_PERSON,
                "nobody in the files has this id; the row is not used");
  *out = self->files->short_places[number];
  if (*out != CWP_NO_INDEX) return CWP_OK;
  return find(self, CWP_SEVERITY_ERROR, "ROTA-PERSON-SEVERAL", CWP__ROTA_PERSON,
              "several people have this id: put the workplace in front; the row is not used");
}

static int is_one_of(const char *text, const char *const *words) {
  for (; *words; words++)
    if (cwp__compare_fold(text, *words) == 0) return 1;
  return 0;
}

static cwp_status read_flag(const use *self, cwp__rota_column column, unsigned flag, unsigned *flags) {
  static const char *const yes[] = {"yes", "y", "true", "1", NULL};
  static const char *const no[] = {"", "no", "n", "false", "0", NULL};
  if (is_one_of(cell(self, column), yes)) *flags |= flag;
  if (is_one_of(cell(self, column), yes) || is_one_of(cell(self, column), no)) return CWP_OK;
  return find(self, CWP_SEVERITY_WARNING, "ROTA-FLAG", column, "neither yes nor no; it is taken as no");
}

/* Whether a row of people is about somebody, by the whole id or the part behind the workplace. */
static int is_about(const cwp__rota_row *row, const char *id) {
  const char *named = row->cells[CWP__ROTA_PERSON];
  return cwp__compare_fold(named, id) == 0 || strcmp(named, short_id(id)) == 0;
}

/* The flags of everybody are found before anybody is added: rows of people are few. */
static cwp_status find_flags(const use *of, const char *id, unsigned *flags) {
  cwp_status status = CWP_OK;
  *flags = 0;
  const struct cwp__rota_rows *rows = &of->files->tables[CWP__ROTA_PEOPLE];
  for (size_t i = 0; i < rows->count && !status; i++) {
    use self = *of;
    self.row = &rows->items[i];
    if (!is_about(self.row, id)) continue;
    status = read_flag(&self, CWP__ROTA_IS_AGENCY, CWP_ROTA_AGENCY, flags);
    if (!status) status = read_flag(&self, CWP__ROTA_IS_TRAINEE, CWP_ROTA_TRAINEE, flags);
    if (!status) status = read_flag(&self, CWP__ROTA_IS_SENIOR, CWP_ROTA_SENIOR, flags);
  }
  return status;
}

static cwp_status add_people(const use *self, const cwp_portfolio *const *people, size_t count) {
  cwp_status status = CWP_OK;
  self->files->short_places = cwp__allocate(&self->files->allocator, count, sizeof *self->files->short_places);
  if (!self->files->short_places) return cwp__fail_memory(self->error);
  for (size_t i = 0; i < count && !status; i++) {
    const char *id = cwp_portfolio_person(people[i])->id;
    unsigned flags;
    size_t place = CWP_NO_INDEX;
    status = find_flags(self, id, &flags);
    if (!status) status = cwp_rota_add_person(self->board, people[i], flags, &place, self->error);
    if (!status && !note_short_id(self->files, id, place)) status = cwp__fail_memory(self->error);
  }
  return status;
}

/* Times. */

/* Reads a time; CWP_MOMENT_NONE after a finding. */
static cwp_status read_time(const use *self, cwp__rota_column column, cwp_moment *out) {
  cwp_clock clock = CWP_CLOCK_PLAIN;
  cwp_error cause;
  cwp_status status = cwp_moment_parse(cell(self, column), out, &clock, &cause);
  if (clock == CWP_CLOCK_SKIPPED)
    return find(self, CWP_SEVERITY_ERROR, "ROTA-TIME-SKIPPED", column,
                "the clocks go forward over this time: there is none; the row is not used");
  if (status)
    return find(self, CWP_SEVERITY_ERROR, "ROTA-TIME", column,
                "no time of the form YYYY-MM-DDTHH:MM from 1996 to 2100; the row is not used");
  if (clock == CWP_CLOCK_TWICE)
    return find(self, CWP_SEVERITY_WARNING, "ROTA-TIME-TWICE", column,
                "the clocks go back over this time: it is taken as the first of the two, in summer time; write +00:00 "
                "behind it for the second");
  return CWP_OK;
}

/* Reads start and end; `*good` is 0 after a finding that leaves the row unused. */
static cwp_status read_times(const use *self, cwp_moment *start, cwp_moment *end, int *good) {
  *end = CWP_MOMENT_NONE;
  cwp_status status = read_time(self, CWP__ROTA_START, start);
  if (!status) status = read_time(self, CWP__ROTA_FINISH, end);
  *good = *start != CWP_MOMENT_NONE && *end != CWP_MOMENT_NONE;
  if (status || !*good || *end > *start) return status;
  *good = 0;
  return find(self, CWP_SEVERITY_ERROR, "ROTA-TIME-ORDER", CWP__ROTA_FINISH,
              *end == *start ? "it ends when it starts; the row is not used"
                             : "it ends before it starts; the row is not used");
}

/* Shifts. */

/* One code of the settings. `*out` is CWP_NONE after a finding. */
static cwp_status read_setting(const use *self, cwp__span text, cwp_id *out) {
  char code[MOST_CODE] = "one of them", message[MOST_CODE + 128];
  *out = CWP_NONE;
  if (text.length < sizeof code) {
    memcpy(code, text.text, text.length);
    code[text.length] = '\0';
    if (cwp_pathway_find(self->files->pathway, code, CWP_KIND_END, out, NULL) != CWP_OK) *out = CWP_NONE;
  }
  if (*out != CWP_NONE && cwp__is_rota_setting(self->files->pathway, *out)) return CWP_OK;
  *out = CWP_NONE;
  snprintf(message, sizeof message,
           "%s is no code of a practice area or a delegated healthcare activity; it is left out", code);
  return find(self, CWP_SEVERITY_WARNING, "ROTA-SETTING-UNKNOWN", CWP__ROTA_SETTINGS, message);
}

static cwp_status read_settings(const use *self, cwp_id settings[MOST_SETTINGS], size_t *count) {
  const char *rest = cell(self, CWP__ROTA_SETTINGS);
  cwp_status status = CWP_OK;
  *count = 0;
  while (*rest && !status) {
    size_t length = strcspn(rest, ";");
    cwp__span text = cwp__span_trim((cwp__span){rest, length});
    rest += length + (rest[length] == ';');
    cwp_id setting = CWP_NONE;
    if (text.length) status = read_setting(self, text, &setting);
    if (setting != CWP_NONE && *count < MOST_SETTINGS) settings[(*count)++] = setting;
  }
  return status;
}

static cwp_status read_required(const use *self, size_t *out) {
  *out = 0;
  for (const char *at = cell(self, CWP__ROTA_REQUIRED); *at; at++) {
    if (*at >= '0' && *at <= '9') *out = *out * 10 + (size_t)(*at - '0');
    if (*at >= '0' && *at <= '9' && *out <= MOST_REQUIRED) continue;
    *out = 0;
    return find(self, CWP_SEVERITY_WARNING, "ROTA-REQUIRED", CWP__ROTA_REQUIRED,
                "no whole number of people up to 1000; it is taken as not said");
  }
  return CWP_OK;
}

static cwp_status put_shift(const use *self, const cwp_shift *shift) {
  cwp_error cause;
  cwp_status status = cwp_rota_add_shift(self->board, shift, NULL, &cause);
  if (status == CWP_OK) return CWP_OK;
  if (status == CWP_ERROR_ARGUMENT || status == CWP_ERROR_INVALID)
    return find(self, CWP_SEVERITY_ERROR, "ROTA-SHIFT-INVALID", CWP__ROTA_SHIFT, cause.message);
  if (self->error) *self->error = cause;
  return status;
}

static cwp_status add_shift(const use *self) {
  cwp_shift shift = CWP_SHIFT_INIT;
  cwp_id settings[MOST_SETTINGS];
  int good;
  shift.id = cell(self, CWP__ROTA_SHIFT);
  shift.place = cell(self, CWP__ROTA_PLACE);
  shift.service = cell(self, CWP__ROTA_SERVICE);
  shift.settings = settings;
  if (!*shift.id)
    return find(self, CWP_SEVERITY_ERROR, "ROTA-SHIFT-MISSING", CWP__ROTA_SHIFT,
                "there is no shift; the row is not used");
  cwp_status status = read_times(self, &shift.start, &shift.end, &good);
  if (status || !good) return status;
  status = read_settings(self, settings, &shift.setting_count);
  if (!status) status = read_required(self, &shift.required);
  if (status) return status;
  if (cwp_rota_find_shift(self->board, shift.id) != CWP_NO_INDEX)
    return find(self, CWP_SEVERITY_ERROR, "ROTA-SHIFT-REPEATED", CWP__ROTA_SHIFT,
                "there is a shift of this id already; the row is not used");
  return put_shift(self, &shift);
}

/* Availability and assignments. */

static cwp_status add_availability(const use *self) {
  cwp_moment start, end;
  size_t person;
  int good;
  cwp_status status = find_person(self, &person);
  if (status || person == CWP_NO_INDEX) return status;
  status = read_times(self, &start, &end, &good);
  if (status || !good) return status;
  return cwp_rota_add_availability(self->board, person, start, end, self->error);
}

static int is_on(const cwp_rota *board, size_t shift, size_t person) {
  for (size_t i = 0; i < cwp_rota_on_count(board, shift); i++)
    if (cwp_rota_on_at(board, shift, i, NULL) == person) return 1;
  return 0;
}

static cwp_status assign(const use *self, size_t shift, size_t person) {
  unsigned as = CWP_ROTA_WORKING;
  const char *word = cell(self, CWP__ROTA_AS_WHAT);
  while (*word && as < CWP_ROTA_AS_END && cwp__compare_fold(word, cwp_rota_as_name((cwp_rota_as)as)) != 0)
    as++;
  if (as == CWP_ROTA_AS_END)
    return find(self, CWP_SEVERITY_ERROR, "ROTA-AS", CWP__ROTA_AS_WHAT,
                "neither working nor shadowing; the row is not used");
  if (is_on(self->board, shift, person))
    return find(self, CWP_SEVERITY_WARNING, "ROTA-ASSIGNED-TWICE", CWP__ROTA_PERSON,
                "this person is on this shift already; the first row counts");
  return cwp_rota_assign(self->board, shift, person, (cwp_rota_as)as, self->error);
}

static cwp_status add_assignment(const use *self) {
  size_t person, shift = cwp_rota_find_shift(self->board, cell(self, CWP__ROTA_SHIFT));
  if (shift == CWP_NO_INDEX)
    return find(self, CWP_SEVERITY_ERROR, "ROTA-SHIFT-UNKNOWN", CWP__ROTA_SHIFT,
                "no shift that could be used has this id; the row is not used");
  cwp_status status = find_person(self, &person);
  if (status || person == CWP_NO_INDEX) return status;
  return assign(self, shift, person);
}

/* A row about flags: everybody whom it names has got them by now. */
static cwp_status check_person(const use *self) {
  size_t person;
  return find_person(self, &person);
}

static cwp_status add_rows(const use *of, cwp__rota_table table, cwp_status (*add)(const use *self)) {
  cwp_status status = CWP_OK;
  const struct cwp__rota_rows *rows = &of->files->tables[table];
  for (size_t i = 0; i < rows->count && !status; i++) {
    use self = *of;
    self.row = &rows->items[i];
    status = add(&self);
  }
  return status;
}

static int are_all_there(const cwp_portfolio *const *people, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!people || !people[i]) return 0;
  return 1;
}

cwp_status cwp_rota_files_fill_with(cwp_rota_files *self, const cwp_portfolio *const *people, size_t count,
                                    cwp_rota *board, cwp_error *error) {
  if (!self || !board || !are_all_there(people, count))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "files, people and a board are needed");
  if (self->is_filled || cwp_rota_person_count(board) || cwp_rota_shift_count(board))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a board is filled once, and must be empty before");
  self->is_filled = 1;
  use all = {self, board, NULL, error};
  cwp_status status = add_people(&all, people, count);
  if (!status) status = add_rows(&all, CWP__ROTA_PEOPLE, check_person);
  if (!status) status = add_rows(&all, CWP__ROTA_SHIFTS, add_shift);
  if (!status) status = add_rows(&all, CWP__ROTA_AVAILABILITY, add_availability);
  if (!status) status = add_rows(&all, CWP__ROTA_ASSIGNMENTS, add_assignment);
  return status;
}

cwp_status cwp_rota_files_fill(cwp_rota_files *self, const cwp_team *team, cwp_rota *board, cwp_error *error) {
  if (!self || !team || !board) return cwp__fail(error, CWP_ERROR_ARGUMENT, "files, a team and a board are needed");
  size_t count = cwp_team_count(team);
  const cwp_portfolio **people = cwp__allocate(&self->allocator, count, sizeof(const cwp_portfolio *));
  if (!people) return cwp__fail_memory(error);
  for (size_t i = 0; i < count; i++)
    people[i] = cwp_team_at(team, i);
  cwp_status status = cwp_rota_files_fill_with(self, people, count, board, error);
  cwp__release(&self->allocator, people);
  return status;
}
