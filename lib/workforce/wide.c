/* Evidence in the wide shape: a row a person, and columns for each training category and qualification of the national
   data set. Means what the reader of such files makes of them: cwp_import_files, docs/convert.md. */

#include "base/error.h"
#include "cwp/date.h"
#include "workforce/evidence.h"

#include <stdio.h>
#include <string.h>

/* Numbers of categories are below this. MOST_RECORDS: more of one category are not believed. */
enum { NUMBERS = 1000, MOST_RECORDS = 100000, MOST_YEAR = 9999, NAME_MOST = 32 };

/* What the status of the Care Certificate says; 2 is no. */
enum { CERTIFICATE_COMPLETED = 1, CERTIFICATE_IN_PROGRESS = 3 };

/* What a flag or a count may be beside a number. */
enum { NOT_KNOWN = -1, NO_NUMBER = -2 };

/* ---- Columns ---- */

/* A column's name in lower case; 0 for one that is too long to be of use. */
static int lower(const char *name, char out[NAME_MOST]) {
  size_t length = strlen(name);
  if (length >= NAME_MOST) return 0;
  for (size_t i = 0; i <= length; i++)
    out[i] = cwp__lower(name[i]);
  return 1;
}

/* Reads the number of "20flag". Returns what is behind it, or NULL. */
static const char *read_number(const char *text, unsigned *number) {
  const char *at = text;
  *number = 0;
  for (; *at >= '0' && *at <= '9' && *number < NUMBERS; at++)
    *number = *number * 10 + (unsigned)(*at - '0');
  return at == text || *number >= NUMBERS ? NULL : at;
}

/* The item of a number, made where it belongs if there is none yet. There is room for one more. */
static cwp__wide_item *item_of(cwp__evidence *self, cwp__wide_group group, unsigned number) {
  static const char *const lists[] = {"care-certificate", "qualification", "training-category"};
  char text[8];
  size_t at = 0;
  while (at < self->wide_count &&
         (self->wide[at].group < group || (self->wide[at].group == group && self->wide[at].number < number)))
    at++;
  if (at < self->wide_count && self->wide[at].group == group && self->wide[at].number == number) return &self->wide[at];
  memmove(self->wide + at + 1, self->wide + at, (self->wide_count - at) * sizeof *self->wide);
  snprintf(text, sizeof text, "%u", number);
  self->wide[at] =
      (cwp__wide_item){group,         number,        cwp_pathway_bulk_code(self->pathway, lists[group], text),
                       CWP__NO_FIELD, CWP__NO_FIELD, CWP__NO_FIELD};
  self->wide_count++;
  return &self->wide[at];
}

/* 1 if the text is that name, with perhaps a digit for the level behind it. */
static int is_levelled(const char *text, const char *name) {
  size_t length = strlen(name);
  if (strncmp(text, name, length) != 0) return 0;
  const char *level = text + length;
  return level[0] == '\0' || (level[0] >= '0' && level[0] <= '9' && level[1] == '\0');
}

/* The place for a column of a training category; NULL for others than are used. */
static size_t *place_of_training(cwp__evidence *self, unsigned number, const char *what) {
  if (strcmp(what, "flag") == 0) return &item_of(self, CWP__WIDE_TRAINING, number)->flag;
  if (strcmp(what, "count") == 0) return &item_of(self, CWP__WIDE_TRAINING, number)->count;
  return strcmp(what, "latestdate") == 0 ? &item_of(self, CWP__WIDE_TRAINING, number)->latest : NULL;
}

/* The same of a qualification, held or by an apprenticeship. */
static size_t *place_of_qualification(cwp__evidence *self, unsigned number, const char *what) {
  if (is_levelled(what, "achq") || is_levelled(what, "app"))
    return &item_of(self, CWP__WIDE_QUALIFICATION, number)->flag;
  return is_levelled(what, "year") ? &item_of(self, CWP__WIDE_QUALIFICATION, number)->latest : NULL;
}

static cwp_status take_column(cwp__evidence *self, const char *name, cwp_error *error) {
  char text[NAME_MOST];
  unsigned number, uses = CWP__AS_INTEGER | CWP__AS_BOOLEAN | CWP__AS_TEXT;
  size_t *place = NULL;
  if (!lower(name, text)) return CWP_OK;
  const char *what = strncmp(text, "tr", 2) == 0 || strncmp(text, "ql", 2) == 0 ? read_number(text + 2, &number) : NULL;
  if (strcmp(text, "ccstatus") == 0)
    place = &item_of(self, CWP__WIDE_CERTIFICATE, 1)->flag;
  else if (what != NULL)
    place = text[0] == 't' ? place_of_training(self, number, what) : place_of_qualification(self, number, what);
  if (place == NULL) return CWP_OK;
  if (strcmp(what != NULL ? what : "", "latestdate") == 0) uses = CWP__AS_DAY | CWP__AS_TEXT;
  return cwp__table_use(&self->table, name, uses, place, error);
}

cwp_status cwp__wide_open(cwp__evidence *self, cwp_error *error) {
  self->wide = cwp__allocate(&self->table.allocator, self->table.field_count, sizeof *self->wide);
  if (self->wide == NULL) return cwp__fail_memory(error);
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < self->table.field_count && status == CWP_OK; i++)
    status = take_column(self, self->table.fields[i].name, error);
  return status;
}

/* ---- Numbers and days ---- */

/* Digits, perhaps with zeros in front; blank, -1 and -2 are not known. */
static uint16_t code_number(void *context, cwp__span text) {
  uint32_t value = 0;
  (void)context;
  text = cwp__span_trim(text);
  if (text.length == 0 || cwp__span_is(text, "-1") || cwp__span_is(text, "-2")) return CWP__CODE_NULL;
  for (size_t i = 0; i < text.length; i++) {
    if (text.text[i] < '0' || text.text[i] > '9') return CWP__CODE_UNKNOWN;
    value = value * 10 + (uint32_t)(text.text[i] - '0');
    if (value > MOST_RECORDS) return CWP__CODE_UNKNOWN;
  }
  return value < CWP__CODE_NULL ? (uint16_t)value : (uint16_t)(CWP__CODE_NULL - 1);
}

static const cwp__coding numbers = {NULL, code_number, NULL, 0, CWP__CODE_NULL, NULL};

int cwp__wide_code_batches(cwp__evidence *self) {
  int is_done = 1;
  for (size_t i = 0; i < self->wide_count && is_done; i++) {
    const cwp__wide_item *item = &self->wide[i];
    size_t year = item->group == CWP__WIDE_QUALIFICATION ? item->latest : CWP__NO_FIELD;
    is_done = cwp__table_code(&self->table, item->flag, self->coded_chunks, &numbers, &self->codes) &&
              cwp__table_code(&self->table, item->count, self->coded_chunks, &numbers, &self->codes) &&
              cwp__table_code(&self->table, year, self->coded_chunks, &numbers, &self->codes);
  }
  return is_done;
}

static int32_t number_of(int64_t value, int32_t most) {
  if (value == -1 || value == -2) return NOT_KNOWN;
  return value < 0 || value > most ? NO_NUMBER : (int32_t)value;
}

/* Flags or counts of a block of rows. */
static void read_numbers(const cwp__evidence *self, size_t column, int32_t most, const cwp__rows *rows, int32_t *out) {
  uint16_t codes[CWP__BLOCK];
  uint8_t bits[CWP__BLOCK];
  int64_t values[CWP__BLOCK];
  const cwp__field *field = column != CWP__NO_FIELD ? &self->table.fields[column] : NULL;
  unsigned use = field != NULL ? cwp__field_uses(field) : CWP__AS_NULL;
  if (use == CWP__AS_BOOLEAN) {
    cwp__read_booleans(column, rows, bits);
    for (size_t i = 0; i < rows->count; i++)
      values[i] = bits[i];
  } else if (use == CWP__AS_INTEGER) {
    cwp__read_numbers(field, column, rows, values);
  } else if (use == CWP__AS_TEXT) {
    cwp__recent recent;
    memset(&recent, 0, sizeof recent);
    cwp__read_codes(field, column, rows, &numbers, &recent, codes);
    for (size_t i = 0; i < rows->count; i++)
      values[i] = codes[i] == CWP__CODE_NULL ? NOT_KNOWN : codes[i] == CWP__CODE_UNKNOWN ? INT64_MAX : codes[i];
  }
  if (use == CWP__AS_NULL)
    memset(bits, 0, rows->count);
  else
    cwp__read_known(field, column, rows, bits);
  for (size_t i = 0; i < rows->count; i++)
    out[i] = bits[i] ? number_of(values[i], most) : NOT_KNOWN;
}

/* "DD/MM/YYYY", as the files have it, or "YYYY-MM-DD". */
static int32_t day_of_text(cwp__span text) {
  char copy[CWP_DATE_TEXT_SIZE];
  cwp_date day = CWP_DATE_NONE;
  text = cwp__span_trim(text);
  if (text.length == 0) return CWP_DATE_NONE;
  if (text.length != sizeof copy - 1) return CWP__BAD_DAY;
  memcpy(copy, text.text, text.length);
  copy[text.length] = '\0';
  if (copy[2] == '/' && copy[5] == '/') {
    const char *t = text.text;
    const char turned[CWP_DATE_TEXT_SIZE] = {t[6], t[7], t[8], t[9], '-', t[3], t[4], '-', t[0], t[1], '\0'};
    memcpy(copy, turned, sizeof copy);
  }
  return cwp_date_parse(copy, &day, NULL) == CWP_OK ? day : CWP__BAD_DAY;
}

/* The first days of years. */
static void read_years(const cwp__evidence *self, size_t column, const cwp__rows *rows, int32_t *out) {
  int32_t years[CWP__BLOCK];
  read_numbers(self, column, MOST_YEAR, rows, years);
  for (size_t i = 0; i < rows->count; i++) {
    cwp_date day = CWP_DATE_NONE;
    if (years[i] > 0 && cwp_date_make(years[i], 1, 1, &day, NULL) != CWP_OK) day = CWP_DATE_NONE;
    out[i] = years[i] == NO_NUMBER ? CWP__BAD_DAY : day;
  }
}

/* Days of the latest training, or in which a qualification's year begins; CWP__BAD_DAY where there is no such day. */
static void read_latest(const cwp__evidence *self, const cwp__wide_item *item, const cwp__rows *rows, int32_t *out) {
  if (item->group == CWP__WIDE_QUALIFICATION) {
    read_years(self, item->latest, rows, out);
    return;
  }
  const cwp__field *field = item->latest != CWP__NO_FIELD ? &self->table.fields[item->latest] : NULL;
  if (field != NULL && cwp__field_uses(field) != CWP__AS_TEXT) {
    cwp__read_days(field, item->latest, rows, out);
    return;
  }
  for (size_t i = 0; i < rows->count; i++)
    out[i] = field == NULL ? CWP_DATE_NONE
                           : day_of_text(cwp__read_text(field, item->latest, rows->chunk, cwp__row_at(rows, i)));
}

/* ---- Facts ---- */

/* The greatest number that a flag may be. */
static int32_t most_of(const cwp__wide_item *item) {
  return item->group == CWP__WIDE_CERTIFICATE ? CERTIFICATE_IN_PROGRESS : 1;
}

/* Who has it, as the flag has it: 1, or CERTIFICATE_IN_PROGRESS. Where a count is known it says so instead. */
static void read_held(const cwp__evidence *self, const cwp__wide_item *item, const cwp__rows *rows, uint8_t *held) {
  int32_t flags[CWP__BLOCK], counts[CWP__BLOCK];
  read_numbers(self, item->flag, most_of(item), rows, flags);
  read_numbers(self, item->count, MOST_RECORDS, rows, counts);
  for (size_t i = 0; i < rows->count; i++) {
    int is_flagged = flags[i] == CERTIFICATE_COMPLETED || flags[i] == CERTIFICATE_IN_PROGRESS;
    held[i] = counts[i] > 0 ? 1 : counts[i] < 0 && is_flagged ? (uint8_t)flags[i] : 0;
  }
}

static cwp__fact fact_of(const cwp__wide_item *item, uint8_t held, int32_t day) {
  static const uint8_t kinds[] = {CWP_EVIDENCE_ASSESSED, CWP_EVIDENCE_ACCREDITED, CWP_EVIDENCE_TRAINED};
  return (cwp__fact){.from = day == CWP__BAD_DAY ? CWP_DATE_NONE : day,
                     .until = CWP_DATE_NONE,
                     .about = (uint16_t)item->about,
                     .kind = kinds[item->group],
                     .result = held == CERTIFICATE_IN_PROGRESS ? CWP_RESULT_IN_PROGRESS : CWP_RESULT_COMPLETED,
                     .extent = CWP_EXTENT_FULL};
}

/* Twice over the columns, so that each row's facts lie together in the order of the categories. */
size_t cwp__wide_read_facts(const cwp__evidence *self, const cwp__rows *rows, cwp__facts *out, uint16_t *kept) {
  uint8_t held[CWP__BLOCK];
  int32_t days[CWP__BLOCK];
  size_t places[CWP__BLOCK], count = 0;
  memset(kept, 0, rows->count * sizeof *kept);
  for (size_t item = 0; item < self->wide_count; item++) {
    if (self->wide[item].about == CWP_NONE) continue;
    read_held(self, &self->wide[item], rows, held);
    for (size_t i = 0; i < rows->count; i++)
      kept[i] = (uint16_t)(kept[i] + (held[i] != 0));
  }
  for (size_t i = 0; i < rows->count; i++) {
    places[i] = count;
    count += kept[i];
  }
  for (size_t item = 0; item < self->wide_count; item++) {
    if (self->wide[item].about == CWP_NONE) continue;
    read_held(self, &self->wide[item], rows, held);
    read_latest(self, &self->wide[item], rows, days);
    for (size_t i = 0; i < rows->count; i++) {
      if (!held[i]) continue;
      const cwp__fact fact = fact_of(&self->wide[item], held[i], days[i]);
      cwp__fact_put(out, places[i]++, &fact);
    }
  }
  return count;
}

/* ---- What cannot count ---- */

static int add_finding(const cwp__evidence *self, const cwp__rows *rows, size_t i, size_t column,
                       cwp__workforce_finding finding, cwp__findings *findings) {
  char room[CWP__SHOWN];
  size_t at = cwp__row_at(rows, i);
  const cwp__field *field = &self->table.fields[column];
  const cwp__found found = {finding,
                            1,
                            self->table.name,
                            field->name,
                            cwp__read_shown(field, column, rows->chunk, at, room),
                            1,
                            rows->chunk->first + at};
  return cwp__findings_add(findings, &found);
}

static int check_numbers(const cwp__evidence *self, size_t column, int32_t most, const cwp__rows *rows,
                         const uint8_t *placed, cwp__findings *findings) {
  int32_t values[CWP__BLOCK];
  int is_done = 1;
  if (column == CWP__NO_FIELD) return 1;
  read_numbers(self, column, most, rows, values);
  for (size_t i = 0; i < rows->count && is_done; i++)
    if (placed[i] && values[i] == NO_NUMBER)
      is_done = add_finding(self, rows, i, column, CWP__WF_UNKNOWN_FLAG, findings);
  return is_done;
}

/* What somebody has of a category that the pathway does not know, and days that are none. */
static int check_held(const cwp__evidence *self, const cwp__wide_item *item, const cwp__rows *rows,
                      const uint8_t *placed, cwp__findings *findings) {
  uint8_t held[CWP__BLOCK];
  int32_t days[CWP__BLOCK];
  int is_done = 1;
  read_held(self, item, rows, held);
  read_latest(self, item, rows, days);
  for (size_t i = 0; i < rows->count && is_done; i++) {
    if (!placed[i] || !held[i]) continue;
    if (item->about == CWP_NONE)
      is_done = add_finding(self, rows, i, item->flag != CWP__NO_FIELD ? item->flag : item->count,
                            CWP__WF_UNKNOWN_SUBJECT, findings);
    else if (days[i] == CWP__BAD_DAY)
      is_done = add_finding(self, rows, i, item->latest, CWP__WF_DAY_RANGE, findings);
  }
  return is_done;
}

int cwp__wide_check(const cwp__evidence *self, const cwp__rows *rows, const uint8_t *placed, cwp__findings *findings) {
  int is_done = 1;
  for (size_t item = 0; item < self->wide_count && is_done; item++)
    is_done = check_numbers(self, self->wide[item].flag, most_of(&self->wide[item]), rows, placed, findings) &&
              check_numbers(self, self->wide[item].count, MOST_RECORDS, rows, placed, findings) &&
              check_held(self, &self->wide[item], rows, placed, findings);
  return is_done;
}
