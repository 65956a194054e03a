#include "support/asc_files.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_SIZE = 8192 };

typedef struct cell {
  const char *column;
  const char *value;
} cell;

static const cell good_staff[] = {
    {"LOCALESTID", "SITE1"},
    {"UNIQUEWORKERID", "W1"},
    {"STATUS", "UPDATE"},
    {"DISPLAYID", "Worker One"},
    {"NINUMBER", ""},
    {"POSTCODE", "LS1 1AA"},
    {"DOB", "10/12/1982"},
    {"GENDER", "2"},
    {"ETHNICITY", "31"},
    {"NATIONALITY", "826"},
    {"BRITISHCITIZENSHIP", ""},
    {"COUNTRYOFBIRTH", "826"},
    {"YEAROFENTRY", ""},
    {"DISABLED", "0"},
    {"CARECERT", "2"},
    {"L2CARECERT", "3"},
    {"RECSOURCE", "16"},
    {"HANDCVISA", ""},
    {"INOUTUK", ""},
    {"STARTDATE", "12/11/2001"},
    {"STARTINSECT", "2001"},
    {"DHA", "1"},
    {"APPRENTICE", "2"},
    {"EMPLSTATUS", "1"},
    {"ZEROHRCONT", "2"},
    {"DAYSSICK", "1"},
    {"SALARYINT", "1"},
    {"SALARY", "20000"},
    {"HOURLYRATE", ""},
    {"MAINJOBROLE", "8"},
    {"MAINJRDESC", ""},
    {"CONTHOURS", "23"},
    {"AVGHOURS", ""},
    {"NMCREG", ""},
    {"AMHP", ""},
    {"SCQUAL", "2"},
    {"NONSCQUAL", "2"},
    {"CWPCATEGORY", "2"},
    {"QUALACH01", ""},
    {"QUALACH01NOTES", ""},
    {"QUALACH02", ""},
    {"QUALACH02NOTES", ""},
    {"QUALACH03", ""},
    {"QUALACH03NOTES", ""},
};

static const cell good_training[] = {
    {"LOCALESTID", "SITE1"}, {"UNIQUEWORKERID", "W1"},
    {"CATEGORY", "20"},      {"TRAININGNAME", ""},
    {"ACCREDITED", ""},      {"WHODELIVERED", ""},
    {"PROVIDERNAME", ""},    {"HOWDELIVERED", ""},
    {"VALIDITY", ""},        {"DATECOMPLETED", "01/03/2025"},
    {"EXPIRYDATE", ""},      {"NOTES", ""},
};

static const cell good_workplace[] = {
    {"LOCALESTID", "SITE1"},
    {"STATUS", "UPDATE"},
    {"ESTNAME", "Site One"},
    {"ADDRESS1", "1 The Street"},
    {"ADDRESS2", ""},
    {"ADDRESS3", ""},
    {"POSTTOWN", "Leeds"},
    {"POSTCODE", "LS1 1AA"},
    {"ESTTYPE", "6"},
    {"OTHERTYPE", ""},
    {"PERMCQC", "1"},
    {"PERMLA", "1"},
    {"REGTYPE", "2"},
    {"PROVNUM", "1-12345678"},
    {"LOCATIONID", "1-23456789"},
    {"MAINSERVICE", "8"},
    {"ALLSERVICES", "8;12"},
    {"CAPACITY", ";"},
    {"UTILISATION", "20;10"},
    {"SERVICEDESC", ";Sitting in"},
    {"SERVICEUSERS", "1;3"},
    {"OTHERUSERDESC", ";People with a brain injury"},
    {"DHA", "1"},
    {"DHAACTIVITIES", "1;8"},
    {"TOTALPERMTEMP", "20"},
    {"ALLJOBROLES", "8;4"},
    {"STARTERS", "3;0"},
    {"LEAVERS", "2;0"},
    {"VACANCIES", "1;1"},
    {"REASONS", "1;5"},
    {"REASONNOS", "1;1"},
    {"REPEATTRAINING", "1"},
    {"CWPAWARE", "1"},
    {"CWPUSE", "1;2;10"},
    {"CWPUSEDESC", "Planning rotas"},
    {"SICKPAY", "1"},
    {"PENSION", "1"},
    {"ACTUALCONT", "4.5"},
    {"OPTOUTPEN", "2"},
    {"HOLIDAY", "28"},
    {"SLEEPINS", "1"},
    {"SLEEPINPAY", "2"},
    {"TRAVELTIME", "3"},
    {"TTDIFFRATE", "12.5"},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

void file_start(file_text *self, const char *name) {
  self->name = name;
  self->length = 0;
  self->taken = 0;
}

void file_add(file_text *self, const char *bytes, size_t length) {
  ck_assert_uint_lt(self->length + length, sizeof self->text);
  memcpy(self->text + self->length, bytes, length);
  self->length += length;
}

void file_add_text(file_text *self, const char *text) {
  file_add(self, text, strlen(text));
}

const char *file_good_value(cwp_file_kind kind, const char *column) {
  const cell *good = kind == CWP_FILE_ASC_STAFF ? good_staff : good_training;
  size_t count = kind == CWP_FILE_ASC_STAFF ? COUNT(good_staff) : COUNT(good_training);
  if (kind == CWP_FILE_ASC_WORKPLACE) {
    good = good_workplace;
    count = COUNT(good_workplace);
  }
  for (size_t i = 0; i < count; i++)
    if (strcmp(good[i].column, column) == 0) return good[i].value;
  return "";
}

/* Writes a changed value; "@50" stands for fifty letters. */
static void write_value(char *out, const char *text, size_t length) {
  ck_assert_uint_lt(length, LINE_SIZE);
  snprintf(out, LINE_SIZE, "%.*s", (int)length, text);
  if (out[0] != '@') return;
  int count = atoi(out + 1);
  ck_assert_int_gt(count, 0);
  ck_assert_int_lt(count, LINE_SIZE);
  memset(out, 'x', (size_t)count);
  out[count] = '\0';
}

/* What the changes say of a column, or the good value. */
static const char *value_of(const cell *good, const char *changes, char *out) {
  size_t name = strlen(good->column);
  for (const char *at = changes; *at != '\0';) {
    size_t length = strcspn(at, "|");
    if (length > name && strncmp(at, good->column, name) == 0 && at[name] == '=') {
      write_value(out, at + name + 1, length - name - 1);
      return out;
    }
    at += length + (at[length] == '|');
  }
  return good->value;
}

/* A change must be of a column that there is. */
static void check_changes(const cell *good, size_t count, const char *changes) {
  for (const char *at = changes; *at != '\0';) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
      size_t name = strlen(good[i].column);
      found += strncmp(at, good[i].column, name) == 0 && at[name] == '=';
    }
    ck_assert_msg(found == 1, "no such column: %s", at);
    at += strcspn(at, "|");
    at += *at == '|';
  }
}

static void add_row(file_text *self, const cell *good, size_t count, const char *changes) {
  char value[LINE_SIZE];
  check_changes(good, count, changes);
  for (size_t i = 0; i < count; i++) {
    file_add_text(self, value_of(&good[i], changes, value));
    file_add_text(self, i + 1 < count ? "," : "\r\n");
  }
}

static void add_header(file_text *self, const cell *good, size_t count) {
  for (size_t i = 0; i < count; i++) {
    file_add_text(self, good[i].column);
    file_add_text(self, i + 1 < count ? "," : "\r\n");
  }
}

void file_add_staff(file_text *self, const char *changes) {
  if (self->length == 0) add_header(self, good_staff, COUNT(good_staff));
  add_row(self, good_staff, COUNT(good_staff), changes);
}

/* The good row with the two columns that may be left out, which stand behind the keys. */
static size_t good_wide_staff(cell *out) {
  enum { KEYS = 2 };
  memcpy(out, good_staff, KEYS * sizeof *out);
  out[KEYS] = (cell){"CHGUNIQUEWRKID", ""};
  out[KEYS + 1] = (cell){"TRANSFERSTAFFRECORD", ""};
  memcpy(out + KEYS + 2, good_staff + KEYS, (COUNT(good_staff) - KEYS) * sizeof *out);
  return COUNT(good_staff) + 2;
}

void file_add_wide_staff(file_text *self, const char *changes) {
  cell wide[COUNT(good_staff) + 2];
  size_t count = good_wide_staff(wide);
  if (self->length == 0) add_header(self, wide, count);
  add_row(self, wide, count, changes);
}

void file_add_training(file_text *self, const char *changes) {
  if (self->length == 0) add_header(self, good_training, COUNT(good_training));
  add_row(self, good_training, COUNT(good_training), changes);
}

void file_add_workplace(file_text *self, const char *changes) {
  if (self->length == 0) add_header(self, good_workplace, COUNT(good_workplace));
  add_row(self, good_workplace, COUNT(good_workplace), changes);
}

void provider_start(provider_files *self, const char *rows) {
  char changes[LINE_SIZE];
  file_start(&self->workplace, "workplace.csv");
  file_start(&self->staff, "staff.csv");
  file_start(&self->training, "training.csv");
  for (const char *at = rows; *at != '\0';) {
    const char *end = strstr(at, " + ");
    size_t length = end != NULL ? (size_t)(end - at) : strlen(at);
    ck_assert_msg(length >= 2 && at[1] == ':', "not a row: %s", at);
    snprintf(changes, sizeof changes, "%.*s", (int)length - 2, at + 2);
    if (*at == 'W') file_add_workplace(&self->workplace, changes);
    if (*at == 'S') file_add_wide_staff(&self->staff, changes);
    if (*at == 'T') file_add_training(&self->training, changes);
    at += length + (end != NULL ? 3 : 0);
  }
}

void provider_add(provider_files *self, imported *to) {
  if (self->workplace.length > 0) import_add(to, &self->workplace);
  if (self->staff.length > 0) import_add(to, &self->staff);
  if (self->training.length > 0) import_add(to, &self->training);
}

/* A few bytes at a time, so that every border between reads is tried. */
static size_t read_file_text(void *context, void *buffer, size_t capacity) {
  enum { MOST = 997 };
  file_text *self = context;
  size_t count = self->length - self->taken;
  if (count > capacity) count = capacity;
  if (count > MOST) count = MOST;
  memcpy(buffer, self->text + self->taken, count);
  self->taken += count;
  return count;
}

cwp_input file_input(file_text *self) {
  self->taken = 0;
  return (cwp_input){read_file_text, self, self->name};
}

imported import_start(cwp_stored stored) {
  imported self = {NULL, NULL};
  cwp_error error = CWP_ERROR_INIT;
  cwp_import_options options = CWP_IMPORT_OPTIONS_INIT;
  ck_assert_int_eq(cwp_date_parse("2026-11-21", &options.on, &error), CWP_OK);
  options.stored = stored;
  ck_assert_msg(cwp_import_new(cwp_edition_default(), &options, NULL, &self.import, &error) == CWP_OK, "%s",
                error.message);
  return self;
}

void import_add(imported *self, file_text *file) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_input input = file_input(file);
  ck_assert_msg(cwp_import_add_input(self->import, &input, &error) == CWP_OK, "%s", error.message);
}

cwp_status import_add_bad(imported *self, file_text *file, cwp_error *error) {
  cwp_input input = file_input(file);
  cwp_status status = cwp_import_add_input(self->import, &input, error);
  ck_assert_int_ne(status, CWP_OK);
  ck_assert_int_eq(status, error->code);
  ck_assert_str_ne(error->message, "");
  return status;
}

void import_end(imported *self) {
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_msg(cwp_import_finish(self->import, &self->team, &error) == CWP_OK, "%s", error.message);
}

void import_free(imported *self) {
  cwp_team_free(self->team);
  cwp_import_free(self->import);
}

char *import_findings_text(const imported *self, char *out, size_t capacity) {
  const cwp_findings *findings = cwp_import_findings(self->import);
  size_t length = 0;
  out[0] = '\0';
  for (size_t i = 0; i < cwp_findings_count(findings); i++) {
    const cwp_finding *finding = cwp_findings_at(findings, i);
    length +=
        (size_t)snprintf(out + length, capacity - length, "%s%s:%s", i > 0 ? " " : "", finding->id, finding->column);
    ck_assert_uint_lt(length, capacity);
  }
  return out;
}

/* Takes one word out of a text of words; returns 0 if it is not there. */
static int take_word(char *text, const char *word, size_t length) {
  for (char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
    int starts = at == text || at[-1] == ' ';
    if (!starts || (at[length] != '\0' && at[length] != ' ')) continue;
    memset(at, ' ', length);
    return 1;
  }
  return 0;
}

void import_expect(const imported *self, const char *findings, const char *about) {
  char seen[LINE_SIZE];
  char left[LINE_SIZE];
  char word[256];
  import_findings_text(self, seen, sizeof seen);
  memcpy(left, seen, sizeof left);
  for (const char *at = findings; *at != '\0';) {
    size_t length = strcspn(at, " ");
    ck_assert_uint_lt(length, sizeof word);
    memcpy(word, at, length);
    word[length] = '\0';
    ck_assert_msg(take_word(left, word, length), "%s: no %s in \"%s\"", about, word, seen);
    at += length;
    at += strspn(at, " ");
  }
  ck_assert_msg(left[strspn(left, " ")] == '\0', "%s: not expected: %s", about, left + strspn(left, " "));
}

const cwp_finding *import_finding(const imported *self, const char *id) {
  const cwp_findings *findings = cwp_import_findings(self->import);
  for (size_t i = 0; i < cwp_findings_count(findings); i++)
    if (strcmp(cwp_findings_at(findings, i)->id, id) == 0) return cwp_findings_at(findings, i);
  ck_abort_msg("no finding %s", id);
  return NULL;
}

const cwp_portfolio *import_person(const imported *self, const char *id) {
  const cwp_portfolio *person = cwp_team_find(self->team, id);
  ck_assert_msg(person != NULL, "nobody of id %s", id);
  return person;
}

void import_expect_evidence(const imported *self, const char *id, const char *evidence) {
  char text[LINE_SIZE] = "";
  size_t length = 0;
  const cwp_portfolio *person = import_person(self, id);
  for (size_t i = 0; i < cwp_portfolio_count(person); i++) {
    char from[CWP_DATE_TEXT_SIZE];
    char until[CWP_DATE_TEXT_SIZE];
    const cwp_evidence *piece = cwp_portfolio_evidence(person, i);
    length += (size_t)snprintf(text + length, sizeof text - length, "%s %s %s %s..%s\n", piece->about,
                               cwp_evidence_kind_name(piece->kind), cwp_result_name(piece->result),
                               cwp_date_format(piece->from, from), cwp_date_format(piece->until, until));
    ck_assert_uint_lt(length, sizeof text);
  }
  ck_assert_str_eq(text, evidence);
}
