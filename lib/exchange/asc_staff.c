#include "exchange/asc_staff.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { KEY_MOST = 49 };

/* Keys. */

/* Reads the two keys. Returns 0 if there is no telling who the row is about. */
static int read_keys(const cwp__row *row, cwp__staff *staff) {
  if (cwp__row_is_blank(row, CWP__STAFF_LOCALESTID))
    cwp__row_report(row, CWP__RULE_STAFF_LOCALESTID_MISSING, CWP__STAFF_LOCALESTID, NULL);
  if (cwp__row_is_blank(row, CWP__STAFF_UNIQUEWORKERID))
    cwp__row_report(row, CWP__RULE_STAFF_UNIQUEWORKERID_MISSING, CWP__STAFF_UNIQUEWORKERID, NULL);
  cwp__row_check_length(row, CWP__STAFF_LOCALESTID, KEY_MOST, CWP__RULE_STAFF_LOCALESTID_LENGTH);
  cwp__row_check_length(row, CWP__STAFF_UNIQUEWORKERID, KEY_MOST, CWP__RULE_STAFF_UNIQUEWORKERID_LENGTH);
  cwp__row_check_length(row, CWP__STAFF_CHGUNIQUEWRKID, KEY_MOST, CWP__RULE_STAFF_CHGUNIQUEWRKID_LENGTH);
  if (!cwp__row_has(row, CWP__STAFF_LOCALESTID) || !cwp__row_has(row, CWP__STAFF_UNIQUEWORKERID)) return 0;
  cwp__span site = row->cells[CWP__STAFF_LOCALESTID];
  cwp__span worker = row->cells[CWP__STAFF_UNIQUEWORKERID];
  if (row->is_checked_only ? cwp__asc_key_fits(site, worker) : cwp__asc_key(site, worker, &staff->key)) return 1;
  cwp__row_report(row, CWP__RULE_KEY_TOO_LONG, CWP__STAFF_UNIQUEWORKERID, NULL);
  return 0;
}

static void check_status(const cwp__row *row, cwp__status_word status) {
  if (status == CWP__STATUS_OTHER) {
    cwp__row_report(row, CWP__RULE_STAFF_STATUS_UNKNOWN, CWP__STAFF_STATUS, NULL);
    return;
  }
  if (row->stored == CWP_STORED_NONE && status != CWP__STATUS_NEW)
    cwp__row_report(row, CWP__RULE_STAFF_STATUS_NOT_STORED, CWP__STAFF_STATUS, NULL);
  if (row->stored == CWP_STORED_ALL && status == CWP__STATUS_NEW)
    cwp__row_report(row, CWP__RULE_STAFF_STATUS_STORED, CWP__STAFF_STATUS, NULL);
  if (status == CWP__STATUS_DELETE) cwp__row_report(row, CWP__RULE_STAFF_STATUS_DELETE, CWP__STAFF_STATUS, NULL);
  if (cwp__row_has(row, CWP__STAFF_TRANSFERSTAFFRECORD) &&
      (row->stored == CWP_STORED_NONE || status == CWP__STATUS_NEW))
    cwp__report_add(row->report, CWP__RULE_STAFF_TRANSFERSTAFFRECORD_NEW, "LOCALESTID",
                    row->cells[CWP__STAFF_LOCALESTID], NULL);
}

static void check_display_id(const cwp__row *row) {
  if (cwp__row_is_blank(row, CWP__STAFF_DISPLAYID))
    cwp__row_report(row, CWP__RULE_STAFF_DISPLAYID_MISSING, CWP__STAFF_DISPLAYID, NULL);
  cwp__row_check_length(row, CWP__STAFF_DISPLAYID, KEY_MOST, CWP__RULE_STAFF_DISPLAYID_LENGTH);
}

/* The post. */

static void read_start(const cwp__row *row, cwp__staff *staff) {
  cwp__span cell = row->cells[CWP__STAFF_STARTDATE];
  cwp__rule rule = CWP__RULE_END;
  cwp_date born = staff->written_birth;
  cwp_date date;
  int is_day = cwp__asc_date(cell, &date);
  cwp__number entry = cwp__row_number(row, CWP__STAFF_YEAROFENTRY);
  int year;
  cwp_date_split(date, &year, NULL, NULL);
  if (!cwp__row_has(row, CWP__STAFF_STARTDATE)) {
    if (!staff->is_unchecked && cwp__row_is_blank(row, CWP__STAFF_STARTDATE)) rule = CWP__RULE_STAFF_STARTDATE_MISSING;
  } else if (!is_day) {
    rule = cwp__asc_is_date_form(cell) ? CWP__RULE_STAFF_STARTDATE_NO_SUCH_DAY : CWP__RULE_STAFF_STARTDATE_FORM;
  } else if (row->on != CWP_DATE_NONE && date > row->on) {
    rule = CWP__RULE_STAFF_STARTDATE_FUTURE;
  } else if (born != CWP_DATE_NONE && date < cwp_date_add_months(born, 14 * 12)) {
    rule = CWP__RULE_STAFF_STARTDATE_TOO_YOUNG;
  } else if (row->cells[CWP__STAFF_YEAROFENTRY].length == 4 && entry.form == CWP__NUMBER_EXACT && year < entry.value) {
    rule = CWP__RULE_STAFF_STARTDATE_BEFORE_ENTRY;
  } else {
    staff->started = date;
  }
  if (rule != CWP__RULE_END) cwp__row_report(row, rule, CWP__STAFF_STARTDATE, NULL);
}

/* Reads the job role; returns its bulk upload code, 0 if it cannot be used. */
static uint16_t read_job(const cwp__row *row, cwp__staff *staff) {
  if (cwp__row_is_blank(row, CWP__STAFF_MAINJOBROLE)) {
    if (!staff->is_unchecked) cwp__row_report(row, CWP__RULE_STAFF_MAINJOBROLE_UNKNOWN, CWP__STAFF_MAINJOBROLE, NULL);
    return 0;
  }
  if (!cwp__row_has(row, CWP__STAFF_MAINJOBROLE)) return 0;
  cwp__number number = cwp__row_number(row, CWP__STAFF_MAINJOBROLE);
  cwp_id job = CWP_NONE;
  if (number.form != CWP__NUMBER_NONE) job = cwp__codes_find(row->codes, CWP__DATASET_JOB_ROLE, number.value);
  if (job == CWP_NONE) {
    cwp__row_report(row, CWP__RULE_STAFF_MAINJOBROLE_UNKNOWN, CWP__STAFF_MAINJOBROLE, NULL);
    return 0;
  }
  if (!cwp__row_accept(row, CWP__STAFF_MAINJOBROLE, number)) return 0;
  int is_retired = cwp__codes_marked(row->codes, CWP__DATASET_JOB_ROLE, number.value, CWP__MARK_RETIRED);
  staff->job = is_retired ? cwp__codes_current(row->codes, job) : job;
  if (is_retired)
    cwp__row_report(row, CWP__RULE_STAFF_MAINJOBROLE_RETIRED, CWP__STAFF_MAINJOBROLE,
                    cwp_record_title(row->codes->lists, staff->job));
  uint16_t bulk = (uint16_t)(is_retired ? cwp__codes_bulk(row->codes, staff->job) : number.value);
  if (cwp__codes_marked(row->codes, CWP__DATASET_JOB_ROLE, bulk, CWP__MARK_DESCRIPTION) &&
      cwp__row_has(row, CWP__STAFF_MAINJRDESC))
    staff->job_description = row->cells[CWP__STAFF_MAINJRDESC];
  return bulk;
}

/* The answer to whether the worker carries out delegated healthcare, as the service takes it; 0 for none. */
static uint16_t read_healthcare(const cwp__row *row) {
  cwp__number answer = cwp__row_number(row, CWP__STAFF_DHA);
  int is_known =
      answer.form != CWP__NUMBER_NONE && cwp__codes_known(row->codes, CWP__LIST_YES_NO_UNKNOWN, answer.value);
  return is_known ? (uint16_t)answer.value : 0;
}

/* Columns that today's layout has no longer. */
static void check_retired(const cwp__row *row) {
  static const cwp__staff_column columns[] = {CWP__STAFF_FLUVAC, CWP__STAFF_OTHERJOBROLE, CWP__STAFF_OTHERJRDESC,
                                              CWP__STAFF_NURSESPEC};
  for (size_t i = 0; i < sizeof columns / sizeof columns[0] && row->layout->historic; i++)
    if (cwp__row_has(row, columns[i])) cwp__row_report(row, CWP__RULE_COLUMN_RETIRED, columns[i], NULL);
}

/* Evidence. */

static void add_fact(cwp__staff *staff, cwp_id about, cwp_evidence_kind kind, cwp_result result, int year,
                     const char *title, cwp__span notes) {
  staff->facts[staff->fact_count++] = (cwp__staff_fact){about, kind, result, year, title, notes};
}

/* The name of the list that a code belongs to: what the certificate is called. */
static const char *list_title(const cwp__row *row, cwp_id item) {
  return cwp_record_title(row->codes->lists, cwp_record_parent(row->codes->lists, item));
}

/* CARECERT: 1 completed, 2 no, 3 in progress. */
static void read_care_certificate(const cwp__row *row, cwp__staff *staff) {
  int32_t code;
  if (!cwp__row_code(row, CWP__STAFF_CARECERT, CWP__LIST_CARE_CERTIFICATE, CWP__RULE_STAFF_CARECERT_UNKNOWN, &code))
    return;
  cwp_id about = cwp__codes_find(row->codes, CWP__DATASET_CARE_CERTIFICATE, 1);
  if (code == 2 || about == CWP_NONE) return;
  add_fact(staff, about, CWP_EVIDENCE_ASSESSED, code == 1 ? CWP_RESULT_COMPLETED : CWP_RESULT_IN_PROGRESS, 0,
           list_title(row, about), (cwp__span){"", 0});
}

/* Reads the year behind 1; in L2CARECERT. Returns it, or 0 if there is none that can be used. */
static int read_certificate_year(const cwp__row *row, cwp__span text) {
  enum { FIRST_YEAR = 2024 };
  if (text.length == 0) return 0;
  cwp__number year = cwp__asc_number(text);
  cwp__rule rule = CWP__RULE_END;
  if (year.form == CWP__NUMBER_NONE)
    rule = CWP__RULE_STAFF_L2CARECERT_YEAR_FORM;
  else if (year.value < FIRST_YEAR)
    rule = CWP__RULE_STAFF_L2CARECERT_YEAR_EARLY;
  else if (year.value > cwp__row_year(row) || year.value > 9999)
    rule = CWP__RULE_STAFF_L2CARECERT_YEAR_FUTURE;
  if (rule != CWP__RULE_END) {
    cwp__row_report(row, rule, CWP__STAFF_L2CARECERT, NULL);
    return 0;
  }
  return cwp__row_accept(row, CWP__STAFF_L2CARECERT, year) ? (int)year.value : 0;
}

/* L2CARECERT: 1 completed, with or without a year, 2 started, 3 no. Two and three mean the opposite in CARECERT. */
static void read_level_2_certificate(const cwp__row *row, cwp__staff *staff) {
  if (!cwp__row_has(row, CWP__STAFF_L2CARECERT)) return;
  cwp__span rest;
  cwp__number answer = cwp__asc_number(cwp__asc_trim(cwp__asc_first(row->cells[CWP__STAFF_L2CARECERT], &rest)));
  rest = cwp__asc_trim(rest);
  if (answer.form == CWP__NUMBER_NONE || answer.value < 1 || answer.value > 3) {
    cwp__row_report(row, CWP__RULE_STAFF_L2CARECERT_UNKNOWN, CWP__STAFF_L2CARECERT, NULL);
    return;
  }
  if (answer.value != 1 && rest.length > 0) {
    cwp__row_report(row, answer.value == 2 ? CWP__RULE_STAFF_L2CARECERT_2_YEAR : CWP__RULE_STAFF_L2CARECERT_3_YEAR,
                    CWP__STAFF_L2CARECERT, NULL);
    return;
  }
  int year = answer.value == 1 ? read_certificate_year(row, rest) : 0;
  cwp_id about = cwp__codes_find(row->codes, CWP__DATASET_LEVEL_2_CERTIFICATE, 1);
  if (!cwp__row_accept(row, CWP__STAFF_L2CARECERT, answer) || answer.value == 3 || about == CWP_NONE) return;
  add_fact(staff, about, CWP_EVIDENCE_ACCREDITED, answer.value == 1 ? CWP_RESULT_COMPLETED : CWP_RESULT_IN_PROGRESS,
           year, list_title(row, about), (cwp__span){"", 0});
}

/* One pair QUALACHnn, QUALACHnnNOTES. */
typedef struct qualification {
  const cwp__row *row;
  size_t number;
  const char *column;
  const char *notes_column;
  cwp__span cell;
  cwp__span notes;
} qualification;

static void report_qualification(const qualification *held, cwp__rule rule) {
  cwp__report_qualification(held->row->report, rule, held->column, held->cell, held->number);
}

/* Reads the year of a qualification. Returns 0 if it is such that the qualification cannot be used. */
static int read_qualification_year(const qualification *held, cwp__span text, int *year) {
  *year = 0;
  if (text.length == 0) {
    report_qualification(held, CWP__RULE_STAFF_QUALACH_YEAR_MISSING);
    return 1;
  }
  cwp__number number = cwp__asc_number(text);
  if (number.form != CWP__NUMBER_EXACT) {
    report_qualification(held, CWP__RULE_STAFF_QUALACH_YEAR_FORM);
    return 1;
  }
  int now = cwp__row_year(held->row);
  int knows_now = held->row->on != CWP_DATE_NONE;
  if (number.value < 1 || number.value > 9999 || (knows_now && (number.value > now || number.value < now - 100))) {
    report_qualification(held, CWP__RULE_STAFF_QUALACH_YEAR_RANGE);
    return 0;
  }
  *year = (int)number.value;
  return 1;
}

/* Reads the notes of a qualification, which may be left out. */
static cwp__span read_qualification_notes(const qualification *held) {
  enum { NOTES_MOST = 120 };
  const cwp__span none = {"", 0};
  if (held->notes.length <= NOTES_MOST || cwp__asc_length(held->notes) <= NOTES_MOST) return held->notes;
  cwp__report_qualification(held->row->report, CWP__RULE_STAFF_QUALACH_NOTES_LENGTH, held->notes_column, none,
                            held->number);
  return none;
}

static void read_qualification(const qualification *held, cwp__staff *staff) {
  const cwp__codes *codes = held->row->codes;
  cwp__span rest;
  cwp__number code = cwp__asc_number(cwp__asc_trim(cwp__asc_first(held->cell, &rest)));
  cwp_id about = CWP_NONE;
  if (code.form != CWP__NUMBER_NONE) about = cwp__codes_find(codes, CWP__DATASET_QUALIFICATION, code.value);
  if (about == CWP_NONE) report_qualification(held, CWP__RULE_STAFF_QUALACH_UNKNOWN);
  /* A third part is the national service's to pass over: it looks at the first two. */
  cwp__span beyond;
  int year;
  int is_used = read_qualification_year(held, cwp__asc_first(rest, &beyond), &year) && about != CWP_NONE;
  cwp__span notes = read_qualification_notes(held);
  if (!is_used) return;
  if (code.form == CWP__NUMBER_PADDED || code.form == CWP__NUMBER_LENIENT) {
    char text[16];
    snprintf(text, sizeof text, "%ld", (long)code.value);
    cwp__rule rule = code.form == CWP__NUMBER_PADDED ? CWP__RULE_CODE_PADDED : CWP__RULE_CODE_INEXACT;
    cwp__report_add(held->row->report, rule, held->column, held->cell, text);
  }
  if (code.form == CWP__NUMBER_LENIENT) return;
  add_fact(staff, about, CWP_EVIDENCE_ACCREDITED, CWP_RESULT_COMPLETED, year, cwp_record_title(codes->lists, about),
           notes);
}

/* Looks at a cell of a qualification beyond the first three, whose cells have been looked at with the other columns. */
static cwp__span further_cell(const cwp__row *row, cwp__span cell, const char *column) {
  if (cell.length == 0 || cwp__asc_is_utf8(cell)) return cell;
  cwp__report_add(row->report, CWP__RULE_TEXT_NOT_UTF8, column, cell, NULL);
  return (cwp__span){"", 0};
}

/* Reads the pair of that number, from 1, that stands at `field`. */
static void read_pair(const cwp__row *row, const cwp__csv *csv, size_t number, size_t field, cwp__staff *staff) {
  cwp__span cell = cwp__asc_trim(cwp__csv_field_at(csv, field).value);
  cwp__span notes = cwp__asc_trim(cwp__csv_field_at(csv, field + 1).value);
  if (cell.length == 0 && notes.length == 0) return;
  qualification held = {.row = row, .number = number};
  char name[32];
  char notes_name[40];
  int is_further = number > CWP__QUALIFICATIONS_LEAST;
  unsigned column = CWP__STAFF_QUALACH01 + 2 * ((unsigned)number - 1);
  if (is_further) {
    snprintf(name, sizeof name, "QUALACH%02zu", number);
    snprintf(notes_name, sizeof notes_name, "%sNOTES", name);
    held.column = name;
    held.notes_column = notes_name;
    held.cell = further_cell(row, cell, held.column);
    held.notes = further_cell(row, notes, held.notes_column);
  } else {
    held.column = row->layout->name[column];
    held.notes_column = row->layout->name[column + 1];
    if (cwp__row_has(row, column)) held.cell = cell;
    if (cwp__row_has(row, column + 1)) held.notes = notes;
  }
  if (held.cell.length > 0)
    read_qualification(&held, staff);
  else if (cell.length == 0 && held.notes.length > 0)
    cwp__report_add(row->report, CWP__RULE_STAFF_QUALACH_NOTES_ALONE, held.notes_column, (cwp__span){"", 0}, NULL);
}

static void read_qualifications(const cwp__row *row, const cwp__csv *csv, cwp__staff *staff) {
  size_t first = row->layout->position[CWP__STAFF_QUALACH01];
  for (size_t i = 0; i < row->layout->qualifications; i++)
    read_pair(row, csv, i + 1, first + 2 * i, staff);
}

static void read_move(const cwp__row *row, cwp__staff *staff) {
  const cwp__staff_column column = CWP__STAFF_TRANSFERSTAFFRECORD;
  if (!cwp__row_has(row, column)) return;
  if (row->cells[column].length < CWP__ID_SIZE)
    staff->moves_to = row->cells[column];
  else
    cwp__row_report(row, CWP__RULE_STAFF_TRANSFERSTAFFRECORD_NO_WORKPLACE, column, NULL);
}

int cwp__staff_read(cwp__row *row, const cwp__csv *csv, cwp__staff *staff) {
  memset(staff, 0, offsetof(cwp__staff, facts));
  staff->born = CWP_DATE_NONE;
  staff->written_birth = CWP_DATE_NONE;
  staff->started = CWP_DATE_NONE;
  staff->job = CWP_NONE;
  staff->contracted_half_hours = -1;
  cwp__status_word status = cwp__status_of(row->cells[CWP__STAFF_STATUS]);
  int has_keys = read_keys(row, staff);
  check_display_id(row);
  check_status(row, status);
  staff->status = status;
  if (cwp__row_has(row, CWP__STAFF_CHGUNIQUEWRKID)) staff->changed_key = row->cells[CWP__STAFF_CHGUNIQUEWRKID];
  read_move(row, staff);
  staff->is_deleted = status == CWP__STATUS_DELETE;
  staff->is_new = status == CWP__STATUS_NEW;
  staff->is_unchecked = status == CWP__STATUS_UNCHECKED || status == CWP__STATUS_NOCHANGE;
  if (staff->is_deleted) return has_keys;

  if (cwp__row_has(row, CWP__STAFF_DOB)) (void)cwp__asc_date_lenient(row->cells[CWP__STAFF_DOB], &staff->written_birth);
  /* The service passes over such rows; what is used here is still looked at, and findings are ours alone. */
  row->report->ours_alone = staff->is_unchecked;
  if (!staff->is_unchecked) cwp__staff_check_person(row, staff);
  read_care_certificate(row, staff);
  read_level_2_certificate(row, staff);
  read_start(row, staff);
  uint16_t job = read_job(row, staff);
  staff->healthcare = read_healthcare(row);
  if (!staff->is_unchecked) cwp__staff_check_post(row, staff);
  staff->role = cwp__role_read(row, job);
  read_qualifications(row, csv, staff);
  check_retired(row);
  row->report->ours_alone = 0;
  return has_keys;
}
