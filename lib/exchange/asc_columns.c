#include "exchange/asc_columns.h"

#include "base/error.h"

#include <stdio.h>
#include <string.h>

/* A column of a kind of file. It is there from the layout `since` up to and without the layout `until`, which are
   positions in the family's versions; 0 as `until` stands for today. */
typedef struct column_row {
  const char *name;
  uint8_t since;
  uint8_t until;
  uint8_t optional; /* may be left out, whatever the layout */
} column_row;

/* Layouts that are told apart by which columns of one list they have. */
typedef struct layout_family {
  cwp_file_kind kind;
  const char *title;
  const char *const *versions; /* oldest first */
  size_t version_count;
  const column_row *columns; /* in the order in which they stand */
  size_t column_count;
  const uint8_t *numbers; /* by column: its number in the file's enumeration; NULL if that is the order itself */
  int is_historic;        /* 1 if all of them have been replaced */
} layout_family;

static const char *const staff_versions[] = {"2019-10-03", "2020-09-14", "2022-08-22", "2023-01-25", "2024-07-08",
                                             "2024-09-03", "2025-06-24", "2025-09-01", "2026-07-21"};

static const column_row staff_columns[] = {
    {"LOCALESTID", 0, 0, 0},
    {"UNIQUEWORKERID", 0, 0, 0},
    {"CHGUNIQUEWRKID", 0, 0, 1},
    {"TRANSFERSTAFFRECORD", 0, 0, 1},
    {"STATUS", 0, 0, 0},
    {"DISPLAYID", 0, 0, 0},
    {"FLUVAC", 1, 2, 0},
    {"NINUMBER", 0, 0, 0},
    {"POSTCODE", 0, 0, 0},
    {"DOB", 0, 0, 0},
    {"GENDER", 0, 0, 0},
    {"ETHNICITY", 0, 0, 0},
    {"NATIONALITY", 0, 0, 0},
    {"BRITISHCITIZENSHIP", 0, 0, 0},
    {"COUNTRYOFBIRTH", 0, 0, 0},
    {"YEAROFENTRY", 0, 0, 0},
    {"DISABLED", 0, 0, 0},
    {"CARECERT", 0, 0, 0},
    {"L2CARECERT", 5, 0, 0},
    {"RECSOURCE", 0, 0, 0},
    {"HANDCVISA", 4, 0, 0},
    {"INOUTUK", 4, 0, 0},
    {"STARTDATE", 0, 0, 0},
    {"STARTINSECT", 0, 0, 0},
    {"DHA", 7, 0, 0},
    {"APPRENTICE", 0, 0, 0},
    {"EMPLSTATUS", 0, 0, 0},
    {"ZEROHRCONT", 0, 0, 0},
    {"DAYSSICK", 0, 0, 0},
    {"SALARYINT", 0, 0, 0},
    {"SALARY", 0, 0, 0},
    {"HOURLYRATE", 0, 0, 0},
    {"MAINJOBROLE", 0, 0, 0},
    {"MAINJRDESC", 0, 0, 0},
    {"CONTHOURS", 0, 0, 0},
    {"AVGHOURS", 0, 0, 0},
    {"OTHERJOBROLE", 0, 3, 0},
    {"OTHERJRDESC", 0, 3, 0},
    {"NMCREG", 0, 0, 0},
    {"NURSESPEC", 0, 8, 0},
    {"AMHP", 0, 0, 0},
    {"SCQUAL", 0, 0, 0},
    {"NONSCQUAL", 0, 0, 0},
    {"CWPCATEGORY", 6, 0, 0},
    {"QUALACH01", 0, 0, 0},
    {"QUALACH01NOTES", 0, 0, 0},
    {"QUALACH02", 0, 0, 0},
    {"QUALACH02NOTES", 0, 0, 0},
    {"QUALACH03", 0, 0, 0},
    {"QUALACH03NOTES", 0, 0, 0},
};

static const char *const workplace_versions[] = {"2019-11-20", "2021-11-30", "2022-08-22", "2025-03-27",
                                                 "2025-06-24", "2025-09-01", "2026-03-30", "2026-07-21"};

static const column_row workplace_columns[] = {
    {"LOCALESTID", 0, 0, 0},    {"STATUS", 0, 0, 0},        {"ESTNAME", 0, 0, 0},        {"ADDRESS1", 0, 0, 0},
    {"ADDRESS2", 0, 0, 0},      {"ADDRESS3", 0, 0, 0},      {"POSTTOWN", 0, 0, 0},       {"POSTCODE", 0, 0, 0},
    {"ESTTYPE", 0, 0, 0},       {"OTHERTYPE", 0, 0, 0},     {"PERMCQC", 0, 0, 0},        {"PERMLA", 0, 0, 0},
    {"SHARELA", 0, 1, 0},       {"REGTYPE", 0, 0, 0},       {"PROVNUM", 0, 0, 0},        {"LOCATIONID", 0, 0, 0},
    {"MAINSERVICE", 0, 0, 0},   {"ALLSERVICES", 0, 0, 0},   {"CAPACITY", 0, 0, 0},       {"UTILISATION", 0, 0, 0},
    {"SERVICEDESC", 0, 0, 0},   {"SERVICEUSERS", 0, 0, 0},  {"OTHERUSERDESC", 0, 0, 0},  {"DHA", 5, 0, 0},
    {"DHAACTIVITIES", 5, 0, 0}, {"TOTALPERMTEMP", 0, 0, 0}, {"ALLJOBROLES", 0, 0, 0},    {"STARTERS", 0, 0, 0},
    {"LEAVERS", 0, 0, 0},       {"VACANCIES", 0, 0, 0},     {"REASONS", 0, 0, 0},        {"REASONNOS", 0, 0, 0},
    {"ADVERTISING", 2, 3, 0},   {"INTERVIEWS", 2, 3, 0},    {"REPEATTRAINING", 2, 0, 0}, {"ACCEPTCARECERT", 2, 7, 0},
    {"CWPAWARE", 4, 0, 0},      {"CWPUSE", 4, 0, 0},        {"CWPUSEDESC", 4, 0, 0},     {"BENEFITS", 2, 7, 0},
    {"SICKPAY", 2, 0, 0},       {"PENSION", 2, 0, 0},       {"ACTUALCONT", 6, 0, 0},     {"OPTOUTPEN", 6, 0, 0},
    {"HOLIDAY", 2, 0, 0},       {"SLEEPINS", 6, 0, 0},      {"SLEEPINPAY", 6, 0, 0},     {"TRAVELTIME", 6, 0, 0},
    {"TTDIFFRATE", 6, 0, 0},
};

static const char *const training_versions[] = {"2026-01-21"};

static const column_row training_columns[] = {
    {"LOCALESTID", 0, 0, 0}, {"UNIQUEWORKERID", 0, 0, 0}, {"CATEGORY", 0, 0, 0},     {"TRAININGNAME", 0, 0, 0},
    {"ACCREDITED", 0, 0, 0}, {"WHODELIVERED", 0, 0, 0},   {"PROVIDERNAME", 0, 0, 0}, {"HOWDELIVERED", 0, 0, 0},
    {"VALIDITY", 0, 0, 0},   {"DATECOMPLETED", 0, 0, 0},  {"EXPIRYDATE", 0, 0, 0},   {"NOTES", 0, 0, 0},
};

/* The columns stood in another order, and the name of the course was called its description. */
static const char *const old_training_versions[] = {"2019-10-03"};

static const column_row old_training_columns[] = {
    {"LOCALESTID", 0, 0, 0},    {"UNIQUEWORKERID", 0, 0, 0}, {"CATEGORY", 0, 0, 0},   {"DESCRIPTION", 0, 0, 0},
    {"DATECOMPLETED", 0, 0, 0}, {"EXPIRYDATE", 0, 0, 0},     {"ACCREDITED", 0, 0, 0}, {"NOTES", 0, 0, 0},
};

static const uint8_t old_training_numbers[] = {
    CWP__TRAINING_LOCALESTID,    CWP__TRAINING_UNIQUEWORKERID, CWP__TRAINING_CATEGORY,   CWP__TRAINING_TRAININGNAME,
    CWP__TRAINING_DATECOMPLETED, CWP__TRAINING_EXPIRYDATE,     CWP__TRAINING_ACCREDITED, CWP__TRAINING_NOTES,
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const layout_family families[] = {
    {CWP_FILE_ASC_STAFF, "staff", staff_versions, COUNT(staff_versions), staff_columns, COUNT(staff_columns), NULL, 0},
    {CWP_FILE_ASC_WORKPLACE, "workplace", workplace_versions, COUNT(workplace_versions), workplace_columns,
     COUNT(workplace_columns), NULL, 0},
    {CWP_FILE_ASC_TRAINING, "training", old_training_versions, COUNT(old_training_versions), old_training_columns,
     COUNT(old_training_columns), old_training_numbers, 1},
    {CWP_FILE_ASC_TRAINING, "training", training_versions, COUNT(training_versions), training_columns,
     COUNT(training_columns), NULL, 0},
};

static int is_there(const column_row *column, size_t version) {
  return column->since <= version && (column->until == 0 || version < column->until);
}

static cwp__span header_cell(const cwp__csv *header, size_t index) {
  return cwp__span_trim(cwp__csv_field_at(header, index).value);
}

/* Columns of the header without the blank ones at its end, which spreadsheets leave behind. */
static size_t header_fields(const cwp__csv *header) {
  size_t count = cwp__csv_field_count(header);
  while (count > 0 && header_cell(header, count - 1).length == 0)
    count--;
  return count;
}

/* Goes through the pairs QUALACH04, QUALACH04NOTES, QUALACH05, ... from `field` on; returns the field that is none. */
static size_t pass_qualifications(const cwp__csv *header, size_t fields, size_t field, cwp__layout *layout) {
  layout->qualifications = CWP__QUALIFICATIONS_LEAST;
  while (layout->qualifications < CWP__QUALIFICATIONS_MOST && field + 1 < fields) {
    char name[32];
    char notes[40];
    snprintf(name, sizeof name, "QUALACH%02zu", layout->qualifications + 1);
    snprintf(notes, sizeof notes, "%sNOTES", name);
    if (!cwp__span_is(header_cell(header, field), name) || !cwp__span_is(header_cell(header, field + 1), notes)) break;
    layout->qualifications++;
    field += 2;
  }
  return field;
}

/* Lays one version of a family over the header. Returns the first field that differs, SIZE_MAX if all agree; what was
   wanted there comes out in `*wanted`, NULL for nothing. */
static size_t match(const layout_family *family, size_t version, const cwp__csv *header, cwp__layout *layout,
                    const char **wanted) {
  size_t fields = header_fields(header);
  size_t field = 0;
  *layout = (cwp__layout){.kind = family->kind, .version = family->versions[version], .fields = fields};
  for (size_t i = 0; i < CWP__COLUMNS_MOST; i++)
    layout->position[i] = CWP__NO_POSITION;
  for (size_t i = 0; i < family->column_count; i++) {
    const column_row *column = &family->columns[i];
    size_t number = family->numbers != NULL ? family->numbers[i] : i;
    layout->name[number] = column->name;
    if (number >= layout->columns) layout->columns = (unsigned)number + 1;
    if (!is_there(column, version)) continue;
    *wanted = column->name;
    if (field < fields && cwp__span_is(header_cell(header, field), column->name))
      layout->position[number] = (uint16_t)field++;
    else if (!column->optional)
      return field;
  }
  if (family->kind == CWP_FILE_ASC_STAFF) field = pass_qualifications(header, fields, field, layout);
  *wanted = NULL;
  layout->historic = family->is_historic || version + 1 < family->version_count;
  layout->cells = cwp__csv_field_count(header);
  layout->blank_tail = fields < layout->cells;
  return field == fields ? SIZE_MAX : field;
}

/* How many columns of the header are today's columns of that family. */
static size_t likeness(const layout_family *family, const cwp__csv *header) {
  size_t alike = 0, fields = header_fields(header);
  for (size_t field = 0; field < fields; field++) {
    cwp__span cell = header_cell(header, field);
    size_t i = 0;
    while (i < family->column_count && !cwp__span_is(cell, family->columns[i].name))
      i++;
    alike += i < family->column_count;
  }
  return alike;
}

/* Says which kind of file the header comes nearest to, and where it stops being one. */
static cwp_status fail_unknown(const cwp__csv *header, cwp_error *error) {
  const layout_family *nearest = NULL;
  size_t best = 3; /* with fewer columns in common it is some other file */
  if (error == NULL) return CWP_ERROR_UNSUPPORTED;
  for (size_t i = 0; i < COUNT(families); i++) {
    size_t alike = likeness(&families[i], header);
    if (alike < best) continue;
    best = alike + 1;
    nearest = &families[i];
  }
  size_t fields = header_fields(header);
  if (nearest == NULL)
    return cwp__fail(error, CWP_ERROR_UNSUPPORTED, "the header, of %zu column%s, is that of no file that is known%s",
                     fields, fields == 1 ? "" : "s", cwp__csv_hint(header));

  cwp__layout layout;
  const char *wanted;
  size_t field = match(nearest, nearest->version_count - 1, header, &layout, &wanted);
  char seen[80] = "nothing";
  if (field < fields) {
    cwp__span cell = header_cell(header, field);
    seen[0] = '"';
    size_t length = cwp__show(seen + 1, sizeof seen - 2, cell.text, cell.length);
    memcpy(seen + 1 + length, "\"", 2);
  }
  return cwp__fail(error, CWP_ERROR_UNSUPPORTED,
                   "the header is near that of a %s file, but no layout that is known: column %zu is %s where today's "
                   "layout has %s",
                   nearest->title, field + 1, seen, wanted != NULL ? wanted : "nothing");
}

cwp_status cwp__layout_find(const cwp__csv *header, cwp__layout *layout, cwp_error *error) {
  for (size_t i = 0; i < COUNT(families); i++) {
    for (size_t version = families[i].version_count; version > 0; version--) {
      const char *wanted;
      if (match(&families[i], version - 1, header, layout, &wanted) == SIZE_MAX) return CWP_OK;
    }
  }
  return fail_unknown(header, error);
}

/* The family and the version in it of a kind's layout at `index`. Returns 0 past the end. */
static int find_version(cwp_file_kind kind, size_t index, const layout_family **found, size_t *version) {
  for (size_t i = 0; i < COUNT(families); i++) {
    if (families[i].kind != kind) continue;
    if (index < families[i].version_count) {
      *found = &families[i];
      *version = index;
      return 1;
    }
    index -= families[i].version_count;
  }
  return 0;
}

size_t cwp__layout_count(cwp_file_kind kind) {
  size_t count = 0;
  for (size_t i = 0; i < COUNT(families); i++)
    if (families[i].kind == kind) count += families[i].version_count;
  return count;
}

const char *cwp__layout_version(cwp_file_kind kind, size_t index) {
  const layout_family *family;
  size_t version;
  return find_version(kind, index, &family, &version) ? family->versions[version] : NULL;
}

cwp__buffer *cwp__layout_header(cwp_file_kind kind, size_t index, cwp__buffer *out) {
  const layout_family *family;
  size_t version;
  if (!find_version(kind, index, &family, &version)) return out;
  const char *separator = "";
  for (size_t i = 0; i < family->column_count; i++) {
    const column_row *column = &family->columns[i];
    if (!is_there(column, version) || column->optional) continue;
    cwp__buffer_add_text(out, separator);
    cwp__buffer_add_text(out, column->name);
    separator = ",";
  }
  return out;
}

static int is_optional_wanted(const column_row *column, const cwp__layout_wish *wish) {
  return strcmp(column->name, "CHGUNIQUEWRKID") == 0 ? wish->with_new_ids : wish->with_transfers;
}

/* The family and version that was taken on a day; the newest without one. Returns 0 if there is none. */
static int find_wished(const cwp__layout_wish *wish, const layout_family **family, size_t *version) {
  size_t count = cwp__layout_count(wish->kind);
  size_t index = count;
  if (wish->day == NULL) return count > 0 && find_version(wish->kind, count - 1, family, version);
  for (size_t i = 0; i < count; i++)
    if (strcmp(cwp__layout_version(wish->kind, i), wish->day) <= 0) index = i;
  return index < count && find_version(wish->kind, index, family, version);
}

int cwp__layout_make(const cwp__layout_wish *wish, cwp__layout *layout) {
  const layout_family *family;
  size_t version;
  if (!find_wished(wish, &family, &version)) return 0;
  *layout = (cwp__layout){.kind = wish->kind, .version = family->versions[version]};
  for (size_t i = 0; i < CWP__COLUMNS_MOST; i++)
    layout->position[i] = CWP__NO_POSITION;
  for (size_t i = 0; i < family->column_count; i++) {
    const column_row *column = &family->columns[i];
    size_t number = family->numbers != NULL ? family->numbers[i] : i;
    layout->name[number] = column->name;
    if (number >= layout->columns) layout->columns = (unsigned)number + 1;
    if (!is_there(column, version) || (column->optional && !is_optional_wanted(column, wish))) continue;
    layout->position[number] = (uint16_t)layout->fields++;
  }
  if (wish->kind == CWP_FILE_ASC_STAFF) {
    int has_more = wish->qualifications > CWP__QUALIFICATIONS_LEAST;
    layout->qualifications = has_more ? wish->qualifications : CWP__QUALIFICATIONS_LEAST;
    layout->fields += 2 * (layout->qualifications - CWP__QUALIFICATIONS_LEAST);
  }
  layout->historic = family->is_historic || version + 1 < family->version_count;
  layout->cells = layout->fields;
  return 1;
}

void cwp__fields_of(const cwp__layout *layout, cwp__fields *fields) {
  fields->count = layout->fields;
  for (unsigned column = 0; column < layout->columns; column++) {
    uint16_t field = layout->position[column];
    if (field == CWP__NO_POSITION) continue;
    fields->column[field] = column;
    fields->name[field] = layout->name[column];
  }
  if (layout->qualifications <= CWP__QUALIFICATIONS_LEAST) return;
  size_t field = (size_t)layout->position[CWP__STAFF_QUALACH03NOTES] + 1;
  for (unsigned more = 0; field < fields->count; more++, field++) {
    unsigned number = CWP__QUALIFICATIONS_LEAST + 1 + more / 2;
    snprintf(fields->further[more], sizeof fields->further[more], "QUALACH%02u%s", number % 100,
             more % 2 ? "NOTES" : "");
    fields->column[field] = CWP__STAFF_QUALACH03NOTES + 1 + more;
    fields->name[field] = fields->further[more];
  }
}

size_t cwp__fields_find(const cwp__fields *fields, const char *name) {
  const char *other = "";
  if (strcmp(name, "DESCRIPTION") == 0) other = "TRAININGNAME";
  if (strcmp(name, "TRAININGNAME") == 0) other = "DESCRIPTION";
  for (size_t i = 0; i < fields->count; i++)
    if (strcmp(fields->name[i], name) == 0 || strcmp(fields->name[i], other) == 0) return i;
  return SIZE_MAX;
}

int cwp__column_is_personal(cwp_file_kind kind, unsigned column) {
  if (kind != CWP_FILE_ASC_STAFF) return 0;
  return column == CWP__STAFF_NINUMBER || column == CWP__STAFF_POSTCODE || column == CWP__STAFF_DOB ||
         column == CWP__STAFF_DISPLAYID;
}
