/*
 * Checks of staff columns of which the pathway says nothing. Rules are those of the national service's upload; what it
 * reads leniently is taken as it takes it where one column is held against another, so that the two agree.
 */

#include "exchange/asc_staff.h"

#include <string.h>

/* Codes that columns are held against by name. */
enum {
  BRITISH = 826,
  NATIONALITY_NOT_KNOWN = 998,
  NOT_KNOWN = 999,
  SENIOR_MANAGEMENT = 1,
  SOCIAL_WORKER = 6,
  OCCUPATIONAL_THERAPIST = 15,
  REGISTERED_NURSE = 16,
  LEAST_AGE = 14
};

/* A column that holds a code and nothing more. */
typedef struct coded_column {
  cwp__staff_column column;
  cwp__code_list list;
  cwp__rule unknown;
} coded_column;

static void check_codes(const cwp__row *row, const coded_column *columns, size_t count) {
  int32_t code;
  for (size_t i = 0; i < count; i++)
    (void)cwp__row_code(row, columns[i].column, columns[i].list, columns[i].unknown, &code);
}

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void report(const cwp__row *row, cwp__rule rule, cwp__staff_column column) {
  cwp__row_report(row, rule, column, NULL);
}

/* Who the worker is. */

/* "Admin", in any case, stands in files that the service wrote itself, for what it holds and does not show. */
static int is_withheld(const cwp__row *row, const cwp__staff *staff, cwp__staff_column column) {
  return !staff->is_new && row->stored != CWP_STORED_NONE && cwp__span_is_fold(row->cells[column], "admin");
}

static int is_letter(char byte) {
  return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

static uint64_t upper(char letter) {
  return (uint64_t)(letter >= 'a' ? letter - 'a' + 'A' : letter);
}

/*
 * An NI number in one piece, whatever the case of its letters and the spaces behind the first two: two letters, six
 * digits and perhaps a letter, seven bits each. 0 for anything else.
 */
static uint64_t read_ni_number(cwp__span cell) {
  char rest[16];
  if (cell.length < 2 || !is_letter(cell.text[0]) || !is_letter(cell.text[1])) return 0;
  size_t length = cwp__asc_strip((cwp__span){cell.text + 2, cell.length - 2}, rest, sizeof rest);
  if (length != 6 && length != 7) return 0;
  if (!cwp__asc_digits((cwp__span){rest, length}, 0, 6) || (length == 7 && !is_letter(rest[6]))) return 0;
  uint64_t number = upper(cell.text[0]) << 7 | upper(cell.text[1]);
  for (size_t i = 0; i < length; i++)
    number = number << 7 | upper(rest[i]);
  return number;
}

static void check_ni_number(const cwp__row *row, cwp__staff *staff) {
  if (!cwp__row_has(row, CWP__STAFF_NINUMBER) || is_withheld(row, staff, CWP__STAFF_NINUMBER)) return;
  staff->ni_number = read_ni_number(row->cells[CWP__STAFF_NINUMBER]);
  if (staff->ni_number == 0) report(row, CWP__RULE_STAFF_NINUMBER_FORM, CWP__STAFF_NINUMBER);
}

static void check_postcode(const cwp__row *row) {
  if (cwp__row_is_blank(row, CWP__STAFF_POSTCODE))
    report(row, CWP__RULE_STAFF_POSTCODE_MISSING, CWP__STAFF_POSTCODE);
  else if (cwp__row_has(row, CWP__STAFF_POSTCODE) && !cwp__asc_is_postcode(row->cells[CWP__STAFF_POSTCODE]))
    report(row, CWP__RULE_STAFF_POSTCODE_FORM, CWP__STAFF_POSTCODE);
}

static void check_birth(const cwp__row *row, cwp__staff *staff) {
  cwp_date born = staff->written_birth;
  cwp__span cell = row->cells[CWP__STAFF_DOB];
  if (cwp__row_is_blank(row, CWP__STAFF_DOB)) report(row, CWP__RULE_STAFF_DOB_MISSING, CWP__STAFF_DOB);
  if (!cwp__row_has(row, CWP__STAFF_DOB) || is_withheld(row, staff, CWP__STAFF_DOB)) return;
  if (born == CWP_DATE_NONE) {
    report(row, CWP__RULE_STAFF_DOB_FORM, CWP__STAFF_DOB);
    return;
  }
  /* The service compares with the time of day, so somebody who turns 100 today is over it. */
  if (row->on != CWP_DATE_NONE && (born > row->youngest || born <= row->oldest)) {
    report(row, CWP__RULE_STAFF_DOB_AGE, CWP__STAFF_DOB);
    return;
  }
  if (!cwp__asc_is_date_form(cell)) report(row, CWP__RULE_STAFF_DOB_LENIENT, CWP__STAFF_DOB);
  staff->born = born;
}

static void check_citizenship(const cwp__row *row) {
  int32_t code;
  if (!cwp__row_has(row, CWP__STAFF_BRITISHCITIZENSHIP)) return;
  if (cwp__row_is(row, CWP__STAFF_NATIONALITY, BRITISH))
    report(row, CWP__RULE_STAFF_BRITISHCITIZENSHIP_NOT_NEEDED, CWP__STAFF_BRITISHCITIZENSHIP);
  else
    (void)cwp__row_code(row, CWP__STAFF_BRITISHCITIZENSHIP, CWP__LIST_YES_NO_UNKNOWN,
                        CWP__RULE_STAFF_BRITISHCITIZENSHIP_UNKNOWN, &code);
}

static void check_year_of_entry(const cwp__row *row, const cwp__staff *staff) {
  if (!cwp__row_has(row, CWP__STAFF_YEAROFENTRY)) return;
  cwp__span cell = row->cells[CWP__STAFF_YEAROFENTRY];
  int birth_year;
  cwp_date_split(staff->written_birth, &birth_year, NULL, NULL);
  int year = (int)cwp__asc_number(cell).value;
  if (cell.length != 4 || !cwp__asc_digits(cell, 0, 4))
    report(row, CWP__RULE_STAFF_YEAROFENTRY_FORM, CWP__STAFF_YEAROFENTRY);
  else if (year > cwp__row_year(row))
    report(row, CWP__RULE_STAFF_YEAROFENTRY_FUTURE, CWP__STAFF_YEAROFENTRY);
  else if (year < birth_year)
    cwp__row_report_pair(row, CWP__RULE_STAFF_YEAROFENTRY_BEFORE_BIRTH, CWP__STAFF_YEAROFENTRY, "YEAROFENTRY/DOB");
  else if (cwp__row_is_blank(row, CWP__STAFF_COUNTRYOFBIRTH) || cwp__row_is(row, CWP__STAFF_COUNTRYOFBIRTH, BRITISH))
    cwp__row_report_pair(row, CWP__RULE_STAFF_YEAROFENTRY_NOT_NEEDED, CWP__STAFF_YEAROFENTRY,
                         "YEAROFENTRY/COUNTRYOFBIRTH");
}

/* 1 if the worker may need a visa: of another nationality and not a British citizen, or of unknown nationality and
   said not to be one. */
static int may_need_visa(const cwp__row *row) {
  cwp__number nationality = cwp__row_number(row, CWP__STAFF_NATIONALITY);
  if (nationality.form == CWP__NUMBER_NONE || nationality.value == BRITISH) return 0;
  if (nationality.value == NATIONALITY_NOT_KNOWN) return cwp__row_is(row, CWP__STAFF_BRITISHCITIZENSHIP, 2);
  return !cwp__row_is(row, CWP__STAFF_BRITISHCITIZENSHIP, 1);
}

static void check_visa(const cwp__row *row) {
  int32_t code;
  int needs_visa = may_need_visa(row);
  if (cwp__row_has(row, CWP__STAFF_HANDCVISA)) {
    if (!needs_visa)
      report(row, CWP__RULE_STAFF_HANDCVISA_NOT_NEEDED, CWP__STAFF_HANDCVISA);
    else
      (void)cwp__row_code(row, CWP__STAFF_HANDCVISA, CWP__LIST_YES_NO_UNKNOWN, CWP__RULE_STAFF_HANDCVISA_UNKNOWN,
                          &code);
  }
  if (!cwp__row_has(row, CWP__STAFF_INOUTUK)) return;
  if (needs_visa && cwp__row_is(row, CWP__STAFF_HANDCVISA, 1))
    (void)cwp__row_code(row, CWP__STAFF_INOUTUK, CWP__LIST_YES_NO_UNKNOWN, CWP__RULE_STAFF_INOUTUK_UNKNOWN, &code);
  else
    report(row, CWP__RULE_STAFF_INOUTUK_NOT_NEEDED, CWP__STAFF_INOUTUK);
}

void cwp__staff_check_person(const cwp__row *row, cwp__staff *staff) {
  static const coded_column first[] = {
      {CWP__STAFF_GENDER, CWP__LIST_GENDER, CWP__RULE_STAFF_GENDER_UNKNOWN},
      {CWP__STAFF_ETHNICITY, CWP__LIST_ETHNICITY, CWP__RULE_STAFF_ETHNICITY_UNKNOWN},
      {CWP__STAFF_NATIONALITY, CWP__LIST_NATIONALITY, CWP__RULE_STAFF_NATIONALITY_UNKNOWN},
  };
  static const coded_column second[] = {
      {CWP__STAFF_COUNTRYOFBIRTH, CWP__LIST_COUNTRY, CWP__RULE_STAFF_COUNTRYOFBIRTH_UNKNOWN},
      {CWP__STAFF_DISABLED, CWP__LIST_DISABLED, CWP__RULE_STAFF_DISABLED_UNKNOWN},
      {CWP__STAFF_RECSOURCE, CWP__LIST_RECRUITMENT_SOURCE, CWP__RULE_STAFF_RECSOURCE_UNKNOWN},
  };
  check_ni_number(row, staff);
  check_postcode(row);
  check_birth(row, staff);
  check_codes(row, first, COUNT(first));
  check_citizenship(row);
  check_codes(row, second, COUNT(second));
  check_year_of_entry(row, staff);
  check_visa(row);
}

/* What the worker does, and on what terms. */

/* The year begun in the sector, as the service takes it: four digits and whatever follows, or anything ending in 999.
 */
static void check_start_in_sector(const cwp__row *row, const cwp__staff *staff) {
  cwp__span cell = row->cells[CWP__STAFF_STARTINSECT];
  cwp__number year = cwp__row_number(row, CWP__STAFF_STARTINSECT);
  cwp_date born = staff->written_birth;
  int birth_year;
  int start_year;
  if (cwp__row_is_blank(row, CWP__STAFF_STARTINSECT))
    report(row, CWP__RULE_STAFF_STARTINSECT_MISSING, CWP__STAFF_STARTINSECT);
  if (!cwp__row_has(row, CWP__STAFF_STARTINSECT)) return;
  cwp_date_split(born, &birth_year, NULL, NULL);
  cwp_date_split(staff->started, &start_year, NULL, NULL);
  int ends_999 = cell.length >= 3 && memcmp(cell.text + cell.length - 3, "999", 3) == 0;
  int is_year = year.form != CWP__NUMBER_NONE && year.value != NOT_KNOWN;
  if (!cwp__asc_digits(cell, 0, 4) && !ends_999)
    report(row, CWP__RULE_STAFF_STARTINSECT_FORM, CWP__STAFF_STARTINSECT);
  else if (is_year && staff->started != CWP_DATE_NONE && year.value > start_year)
    report(row, CWP__RULE_STAFF_STARTINSECT_AFTER_START, CWP__STAFF_STARTINSECT);
  else if (is_year && born != CWP_DATE_NONE && year.value < birth_year + LEAST_AGE)
    report(row, CWP__RULE_STAFF_STARTINSECT_TOO_YOUNG, CWP__STAFF_STARTINSECT);
  else if (!(cell.length == 4 && cwp__asc_digits(cell, 0, 4)) && !cwp__span_is(cell, "999"))
    cwp__row_report_number(row, CWP__RULE_STAFF_STARTINSECT_INEXACT, CWP__STAFF_STARTINSECT, year.value);
}

static void check_contract(const cwp__row *row) {
  int32_t code;
  if (cwp__row_is_blank(row, CWP__STAFF_EMPLSTATUS))
    report(row, CWP__RULE_STAFF_EMPLSTATUS_UNKNOWN, CWP__STAFF_EMPLSTATUS);
  (void)cwp__row_code(row, CWP__STAFF_EMPLSTATUS, CWP__LIST_EMPLOYMENT_STATUS, CWP__RULE_STAFF_EMPLSTATUS_UNKNOWN,
                      &code);
}

static cwp__decimal decimal(const cwp__row *row, cwp__staff_column column) {
  if (!cwp__row_has(row, column)) return (cwp__decimal){CWP__NUMBER_NONE, 0};
  return cwp__asc_decimal(row->cells[column]);
}

static void check_zero_hours(const cwp__row *row) {
  static const char both[] = "CONTHOURS/ZEROHRCONT";
  int32_t code;
  cwp__decimal hours = decimal(row, CWP__STAFF_CONTHOURS);
  int has_hours = hours.form != CWP__NUMBER_NONE && hours.value > 0;
  int has_none = hours.form != CWP__NUMBER_NONE && hours.value <= 0 && hours.value >= 0;
  cwp__number answer = cwp__row_number(row, CWP__STAFF_ZEROHRCONT);
  if (cwp__row_is_blank(row, CWP__STAFF_ZEROHRCONT)) {
    if (has_hours) report(row, CWP__RULE_STAFF_ZEROHRCONT_MISSING, CWP__STAFF_ZEROHRCONT);
  } else if (cwp__row_code(row, CWP__STAFF_ZEROHRCONT, CWP__LIST_YES_NO_UNKNOWN, CWP__RULE_STAFF_ZEROHRCONT_UNKNOWN,
                           &code) ||
             cwp__codes_known(row->codes, CWP__LIST_YES_NO_UNKNOWN, answer.value)) {
    if (has_hours && (answer.value == 1 || answer.value == NOT_KNOWN))
      cwp__row_report_pair(row, CWP__RULE_STAFF_ZEROHRCONT_HOURS, CWP__STAFF_ZEROHRCONT, both);
    else if (has_none && answer.value == 2)
      cwp__row_report_pair(row, CWP__RULE_STAFF_ZEROHRCONT_NO_HOURS, CWP__STAFF_ZEROHRCONT, both);
  }
}

/* Half days as the service tells them: what stands behind the point is a number, 0 or 5. */
static int is_half_days(cwp__span cell) {
  const char *point = memchr(cell.text, '.', cell.length);
  if (point == NULL || point == cell.text) return 1;
  cwp__number places = cwp__asc_number((cwp__span){point + 1, cell.length - (size_t)(point - cell.text) - 1});
  return places.form != CWP__NUMBER_NONE && (places.value == 0 || places.value == 5);
}

static void check_days_sick(const cwp__row *row) {
  enum { MOST_DAYS = 366 };
  if (!cwp__row_has(row, CWP__STAFF_DAYSSICK)) return;
  cwp__span cell = row->cells[CWP__STAFF_DAYSSICK];
  cwp__decimal days = cwp__asc_decimal(cell);
  int is_unknown = days.form != CWP__NUMBER_NONE && days.value >= NOT_KNOWN && days.value <= NOT_KNOWN;
  int is_good = days.form != CWP__NUMBER_NONE && is_half_days(cell) && days.value >= 0 && days.value <= MOST_DAYS;
  if (!is_unknown && !is_good)
    report(row, CWP__RULE_STAFF_DAYSSICK_RANGE, CWP__STAFF_DAYSSICK);
  else if (days.form == CWP__NUMBER_LENIENT)
    cwp__row_report_number(row, CWP__RULE_CODE_INEXACT, CWP__STAFF_DAYSSICK, (int64_t)days.value);
}

static void check_salary(const cwp__row *row, cwp__staff *staff, int knows_basis, int32_t basis) {
  if (!cwp__row_has(row, CWP__STAFF_SALARY)) return;
  cwp__span cell = row->cells[CWP__STAFF_SALARY];
  int32_t most = cwp__row_is(row, CWP__STAFF_MAINJOBROLE, SENIOR_MANAGEMENT) ? 250000 : 200000;
  int32_t salary = cwp__asc_number(cell).value;
  if (knows_basis && basis == NOT_KNOWN)
    report(row, CWP__RULE_STAFF_SALARY_NOT_NEEDED, CWP__STAFF_SALARY);
  else if (!knows_basis || basis != 1)
    cwp__row_report_pair(row, CWP__RULE_STAFF_SALARY_BASIS, CWP__STAFF_SALARY, "SALARYINT/SALARY");
  else if (!cwp__asc_digits(cell, 0, cell.length) || salary < 500 || salary > most)
    cwp__row_report_number(row, CWP__RULE_STAFF_SALARY_RANGE, CWP__STAFF_SALARY, most);
  else
    staff->salary = (uint32_t)salary;
}

static void check_hourly_rate(const cwp__row *row, int knows_basis, int32_t basis) {
  if (!cwp__row_has(row, CWP__STAFF_HOURLYRATE)) return;
  if (knows_basis && basis == NOT_KNOWN)
    report(row, CWP__RULE_STAFF_HOURLYRATE_NOT_NEEDED, CWP__STAFF_HOURLYRATE);
  else if (!knows_basis || basis != 3)
    cwp__row_report_pair(row, CWP__RULE_STAFF_HOURLYRATE_BASIS, CWP__STAFF_HOURLYRATE, "SALARYINT/HOURLYRATE");
  else if (!cwp__asc_is_decimal(row->cells[CWP__STAFF_HOURLYRATE], 1, 2))
    report(row, CWP__RULE_STAFF_HOURLYRATE_FORM, CWP__STAFF_HOURLYRATE);
}

static void check_pay(const cwp__row *row, cwp__staff *staff) {
  int32_t code;
  cwp__number basis = cwp__row_number(row, CWP__STAFF_SALARYINT);
  int is_known = basis.form != CWP__NUMBER_NONE && cwp__codes_known(row->codes, CWP__LIST_SALARY_BASIS, basis.value);
  (void)cwp__row_code(row, CWP__STAFF_SALARYINT, CWP__LIST_SALARY_BASIS, CWP__RULE_STAFF_SALARYINT_UNKNOWN, &code);
  /* A basis that is wrong has been reported; the pay cannot be held against it. */
  if (!is_known && !cwp__row_is_blank(row, CWP__STAFF_SALARYINT)) return;
  check_salary(row, staff, is_known, basis.value);
  check_hourly_rate(row, is_known, basis.value);
}

static void check_job_description(const cwp__row *row) {
  enum { MOST = 119 };
  cwp__number job = cwp__row_number(row, CWP__STAFF_MAINJOBROLE);
  int is_wanted = job.form != CWP__NUMBER_NONE &&
                  cwp__codes_marked(row->codes, CWP__DATASET_JOB_ROLE, job.value, CWP__MARK_DESCRIPTION);
  if (cwp__row_is_blank(row, CWP__STAFF_MAINJRDESC) && is_wanted)
    report(row, CWP__RULE_STAFF_MAINJRDESC_MISSING, CWP__STAFF_MAINJRDESC);
  if (!cwp__row_has(row, CWP__STAFF_MAINJRDESC)) return;
  if (cwp__asc_length(row->cells[CWP__STAFF_MAINJRDESC]) > MOST)
    cwp__row_check_length(row, CWP__STAFF_MAINJRDESC, MOST, CWP__RULE_STAFF_MAINJRDESC_LENGTH);
  else if (!is_wanted)
    report(row, CWP__RULE_STAFF_MAINJRDESC_NOT_NEEDED, CWP__STAFF_MAINJRDESC);
}

/* Hours in halves up to 75, or 999. */
static int is_hours(cwp__span cell) {
  enum { MOST_HOURS = 75 };
  if (!cwp__asc_is_decimal(cell, 1, 1)) return 0;
  char last = cell.text[cell.length - 1];
  if (memchr(cell.text, '.', cell.length) != NULL && last != '0' && last != '5') return 0;
  double hours = cwp__asc_decimal(cell).value;
  return hours <= MOST_HOURS || (hours >= NOT_KNOWN && hours < NOT_KNOWN + 1);
}

/* Hours that are good, in halves; 0 for 999, not known. */
static int half_hours(cwp__span cell) {
  double hours = cwp__asc_decimal(cell).value;
  return hours < NOT_KNOWN ? (int)(hours * 2) : 0;
}

static void check_hours(const cwp__row *row, cwp__staff *staff) {
  cwp__number contract = cwp__row_number(row, CWP__STAFF_EMPLSTATUS);
  int is_fixed = contract.form != CWP__NUMBER_NONE && (contract.value == 1 || contract.value == 2);
  int is_loose =
      contract.form != CWP__NUMBER_NONE && (contract.value == 3 || contract.value == 4 || contract.value == 7);
  int is_zero = cwp__row_is(row, CWP__STAFF_ZEROHRCONT, 1);
  if (cwp__row_has(row, CWP__STAFF_CONTHOURS)) {
    if (is_zero || is_loose)
      report(row, CWP__RULE_STAFF_CONTHOURS_NOT_NEEDED, CWP__STAFF_CONTHOURS);
    else if (!is_hours(row->cells[CWP__STAFF_CONTHOURS]))
      report(row, CWP__RULE_STAFF_CONTHOURS_RANGE, CWP__STAFF_CONTHOURS);
    else if (!cwp__span_is(row->cells[CWP__STAFF_CONTHOURS], "999"))
      staff->contracted_half_hours = half_hours(row->cells[CWP__STAFF_CONTHOURS]);
  }
  if (!cwp__row_has(row, CWP__STAFF_AVGHOURS)) return;
  if (!is_zero && is_fixed)
    report(row, CWP__RULE_STAFF_AVGHOURS_NOT_NEEDED, CWP__STAFF_AVGHOURS);
  else if (!is_hours(row->cells[CWP__STAFF_AVGHOURS]))
    report(row, CWP__RULE_STAFF_AVGHOURS_RANGE, CWP__STAFF_AVGHOURS);
  else
    staff->average_half_hours = half_hours(row->cells[CWP__STAFF_AVGHOURS]);
}

/* A column that is for one job role only. */
typedef struct job_column {
  cwp__staff_column column;
  int32_t job;
  cwp__code_list list;
  cwp__rule missing;
  cwp__rule not_needed;
  cwp__rule unknown;
} job_column;

static void check_job_columns(const cwp__row *row) {
  static const job_column columns[] = {
      {CWP__STAFF_NMCREG, REGISTERED_NURSE, CWP__LIST_NURSE_REGISTER, CWP__RULE_STAFF_NMCREG_MISSING,
       CWP__RULE_STAFF_NMCREG_NOT_NEEDED, CWP__RULE_STAFF_NMCREG_UNKNOWN},
      {CWP__STAFF_AMHP, SOCIAL_WORKER, CWP__LIST_YES_NO_UNKNOWN, CWP__RULE_STAFF_AMHP_MISSING,
       CWP__RULE_STAFF_AMHP_NOT_NEEDED, CWP__RULE_STAFF_AMHP_UNKNOWN},
  };
  int32_t code;
  for (size_t i = 0; i < COUNT(columns); i++) {
    const job_column *at = &columns[i];
    int is_wanted = cwp__row_is(row, CWP__STAFF_MAINJOBROLE, at->job);
    if (is_wanted && cwp__row_is_blank(row, at->column))
      report(row, at->missing, at->column);
    else if (is_wanted)
      (void)cwp__row_code(row, at->column, at->list, at->unknown, &code);
    else if (cwp__row_has(row, at->column))
      report(row, at->not_needed, at->column);
  }
}

static int is_level(const cwp__row *row, cwp__number level) {
  return cwp__codes_known(row->codes, CWP__LIST_QUALIFICATION_LEVEL, level.value);
}

/* The level behind 1; in SCQUAL, which must be there. */
static void check_social_care_level(const cwp__row *row, cwp__number level) {
  int is_regulated = cwp__row_is(row, CWP__STAFF_MAINJOBROLE, SOCIAL_WORKER) ||
                     cwp__row_is(row, CWP__STAFF_MAINJOBROLE, OCCUPATIONAL_THERAPIST) ||
                     cwp__row_is(row, CWP__STAFF_MAINJOBROLE, REGISTERED_NURSE);
  if (level.form == CWP__NUMBER_NONE) {
    report(row, CWP__RULE_STAFF_SCQUAL_LEVEL_MISSING, CWP__STAFF_SCQUAL);
    if (is_regulated) report(row, CWP__RULE_STAFF_SCQUAL_LEVEL_REGULATED, CWP__STAFF_SCQUAL);
  } else if (!is_level(row, level)) {
    report(row, CWP__RULE_STAFF_SCQUAL_LEVEL_UNKNOWN, CWP__STAFF_SCQUAL);
  } else {
    (void)cwp__row_accept(row, CWP__STAFF_SCQUAL, level);
  }
}

/* The level behind 1; in NONSCQUAL, which may be left out. */
static void check_other_level(const cwp__row *row, cwp__number level) {
  if (level.form == CWP__NUMBER_NONE) return;
  if (!is_level(row, level))
    report(row, CWP__RULE_STAFF_NONSCQUAL_LEVEL_UNKNOWN, CWP__STAFF_NONSCQUAL);
  else
    (void)cwp__row_accept(row, CWP__STAFF_NONSCQUAL, level);
}

/* Reads 1;LEVEL, 2 or 999. Returns 1 with the level if it begins with 1. */
static int read_level(const cwp__row *row, cwp__staff_column column, cwp__rule unknown, cwp__number *level) {
  cwp__span rest;
  cwp__number answer = cwp__asc_number(cwp__asc_trim(cwp__asc_first(row->cells[column], &rest)));
  if (answer.form == CWP__NUMBER_NONE || !cwp__codes_known(row->codes, CWP__LIST_YES_NO_UNKNOWN, answer.value)) {
    report(row, unknown, column);
    return 0;
  }
  (void)cwp__row_accept(row, column, answer);
  cwp__span beyond;
  *level = cwp__asc_number(cwp__asc_trim(cwp__asc_first(rest, &beyond)));
  return answer.value == 1;
}

static void check_levels(const cwp__row *row) {
  cwp__number level;
  if (cwp__row_is_blank(row, CWP__STAFF_SCQUAL)) report(row, CWP__RULE_STAFF_SCQUAL_MISSING, CWP__STAFF_SCQUAL);
  if (cwp__row_has(row, CWP__STAFF_SCQUAL) &&
      read_level(row, CWP__STAFF_SCQUAL, CWP__RULE_STAFF_SCQUAL_UNKNOWN, &level))
    check_social_care_level(row, level);
  if (cwp__row_has(row, CWP__STAFF_NONSCQUAL) &&
      read_level(row, CWP__STAFF_NONSCQUAL, CWP__RULE_STAFF_NONSCQUAL_UNKNOWN, &level))
    check_other_level(row, level);
}

void cwp__staff_check_post(const cwp__row *row, cwp__staff *staff) {
  static const coded_column coded[] = {
      {CWP__STAFF_DHA, CWP__LIST_YES_NO_UNKNOWN, CWP__RULE_STAFF_DHA_UNKNOWN},
      {CWP__STAFF_APPRENTICE, CWP__LIST_YES_NO_UNKNOWN, CWP__RULE_STAFF_APPRENTICE_UNKNOWN},
  };
  check_start_in_sector(row, staff);
  check_codes(row, coded, COUNT(coded));
  check_contract(row);
  check_zero_hours(row);
  check_days_sick(row);
  check_pay(row, staff);
  check_job_description(row);
  check_hours(row, staff);
  check_job_columns(row);
  check_levels(row);
}
