#include "exchange/asc_workplace.h"

#include <stdio.h>
#include <string.h>

enum { CQC_REGULATED = 2, HEAD_OFFICE = 72, OTHER_TYPE = 8 };

static void report(const cwp__row *row, cwp__rule rule, cwp__workplace_column column) {
  cwp__row_report(row, rule, column, NULL);
}

/* STATUS. */

cwp__status_word cwp__status_of(cwp__span cell) {
  static const char *const words[CWP__STATUS_OTHER] = {"NEW", "UPDATE", "UNCHECKED", "NOCHANGE", "DELETE"};
  static const size_t lengths[CWP__STATUS_OTHER] = {3, 6, 9, 8, 6};
  for (int word = CWP__STATUS_NEW; word < CWP__STATUS_OTHER; word++) {
    size_t same = 0;
    if (cell.length != lengths[word]) continue;
    while (same < cell.length && (cell.text[same] == words[word][same] || cell.text[same] == words[word][same] + 32))
      same++;
    if (same == cell.length) return (cwp__status_word)word;
  }
  return CWP__STATUS_OTHER;
}

int cwp__status_is_checked(cwp__status_word status) {
  return status == CWP__STATUS_NEW || status == CWP__STATUS_UPDATE || status == CWP__STATUS_OTHER;
}

static void check_status(const cwp__row *row, cwp__status_word status) {
  const cwp__workplace_column column = CWP__WORKPLACE_STATUS;
  if (status == CWP__STATUS_OTHER)
    report(row, CWP__RULE_WORKPLACE_STATUS_UNKNOWN, column);
  else if (row->stored == CWP_STORED_NONE && status != CWP__STATUS_NEW)
    report(row, CWP__RULE_WORKPLACE_STATUS_NOT_STORED, column);
  else if (row->stored == CWP_STORED_ALL && status == CWP__STATUS_NEW)
    report(row, CWP__RULE_WORKPLACE_STATUS_STORED, column);
  if (status == CWP__STATUS_DELETE) report(row, CWP__RULE_WORKPLACE_STATUS_DELETE, column);
}

/* Lists. */

void cwp__workplace_items(const cwp__row *row, unsigned column, cwp__items *items) {
  cwp__span rest = row->cells[column];
  items->count = 0;
  do {
    cwp__span item = cwp__asc_first(rest, &rest);
    if (items->count < CWP__ITEMS_MOST) items->at[items->count] = item;
    items->count++;
  } while (rest.text != NULL);
  if (items->count <= CWP__ITEMS_MOST) return;
  cwp__row_report_number(row, CWP__RULE_LIST_LENGTH, column, (int64_t)items->count);
  items->at[0] = (cwp__span){"", 0};
  items->count = 1;
}

int cwp__items_are_numbers(const cwp__items *items) {
  for (size_t i = 0; i < items->count; i++)
    if (cwp__asc_number(items->at[i]).form == CWP__NUMBER_NONE) return 0;
  return 1;
}

int cwp__items_have(const cwp__items *items, const char *text) {
  for (size_t i = 0; i < items->count; i++)
    if (cwp__span_is(items->at[i], text)) return 1;
  return 0;
}

void cwp__workplace_report_item(const cwp__row *row, cwp__rule rule, unsigned column, size_t index) {
  cwp__row_report_number(row, rule, column, (int64_t)index + 1);
}

void cwp__workplace_report_value(const cwp__row *row, cwp__rule rule, unsigned column, cwp__span item) {
  char text[64];
  cwp__show(text, sizeof text, item.text, item.length);
  cwp__row_report(row, rule, column, text);
}

/* Name and address. */

typedef struct text_column {
  cwp__workplace_column column;
  size_t most;
  cwp__rule missing; /* CWP__RULE_END where it may be blank */
  cwp__rule too_long;
} text_column;

static void check_texts(const cwp__row *row, const text_column *columns, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (columns[i].missing != CWP__RULE_END && cwp__row_is_blank(row, columns[i].column))
      report(row, columns[i].missing, columns[i].column);
    cwp__row_check_length(row, columns[i].column, columns[i].most, columns[i].too_long);
  }
}

static void check_name(const cwp__row *row) {
  static const text_column name = {CWP__WORKPLACE_ESTNAME, 120, CWP__RULE_WORKPLACE_ESTNAME_MISSING,
                                   CWP__RULE_WORKPLACE_ESTNAME_LENGTH};
  check_texts(row, &name, 1);
}

static void check_address(const cwp__row *row) {
  static const text_column lines[] = {
      {CWP__WORKPLACE_ADDRESS1, 40, CWP__RULE_WORKPLACE_ADDRESS1_MISSING, CWP__RULE_WORKPLACE_ADDRESS1_LENGTH},
      {CWP__WORKPLACE_ADDRESS2, 40, CWP__RULE_END, CWP__RULE_WORKPLACE_ADDRESS2_LENGTH},
      {CWP__WORKPLACE_ADDRESS3, 40, CWP__RULE_END, CWP__RULE_WORKPLACE_ADDRESS3_LENGTH},
      {CWP__WORKPLACE_POSTTOWN, 40, CWP__RULE_END, CWP__RULE_WORKPLACE_POSTTOWN_LENGTH},
      {CWP__WORKPLACE_POSTCODE, 10, CWP__RULE_WORKPLACE_POSTCODE_MISSING, CWP__RULE_WORKPLACE_POSTCODE_LENGTH},
  };
  check_texts(row, lines, sizeof lines / sizeof lines[0]);
  cwp__span postcode = row->cells[CWP__WORKPLACE_POSTCODE];
  if (cwp__row_has(row, CWP__WORKPLACE_POSTCODE) && cwp__asc_length(postcode) <= 10 && !cwp__asc_is_postcode(postcode))
    report(row, CWP__RULE_WORKPLACE_POSTCODE_FORM, CWP__WORKPLACE_POSTCODE);
}

/* Kind of employer, sharing, regulation. */

static void check_type(const cwp__row *row) {
  enum { DESCRIPTION_MOST = 240, LAST_TYPE = 8 };
  const cwp__workplace_column other = CWP__WORKPLACE_OTHERTYPE;
  cwp__number type = cwp__row_number(row, CWP__WORKPLACE_ESTTYPE);
  int is_number = type.form != CWP__NUMBER_NONE && type.value >= 1 && type.value <= LAST_TYPE;
  int is_other = is_number && type.value == OTHER_TYPE;
  if (!is_number && row->layout->position[CWP__WORKPLACE_ESTTYPE] != CWP__NO_POSITION)
    report(row, CWP__RULE_WORKPLACE_ESTTYPE_UNKNOWN, CWP__WORKPLACE_ESTTYPE);
  if (is_other && cwp__row_is_blank(row, other)) {
    report(row, CWP__RULE_WORKPLACE_OTHERTYPE_MISSING, other);
  } else if (is_other) {
    cwp__row_check_length(row, other, DESCRIPTION_MOST, CWP__RULE_WORKPLACE_OTHERTYPE_LENGTH);
  } else if (cwp__row_has(row, other)) {
    report(row, CWP__RULE_WORKPLACE_OTHERTYPE_NOT_NEEDED, other);
    /* The service does not come to look up the code then; we do, and it is ours alone. */
    int ours_alone = row->report->ours_alone;
    row->report->ours_alone = 1;
    if (is_number && !cwp__codes_known(row->codes, CWP__LIST_ESTABLISHMENT_TYPE, type.value))
      report(row, CWP__RULE_WORKPLACE_ESTTYPE_UNKNOWN, CWP__WORKPLACE_ESTTYPE);
    row->report->ours_alone = ours_alone;
    return;
  }
  if (is_number && !cwp__codes_known(row->codes, CWP__LIST_ESTABLISHMENT_TYPE, type.value))
    report(row, CWP__RULE_WORKPLACE_ESTTYPE_UNKNOWN, CWP__WORKPLACE_ESTTYPE);
  else if (is_number)
    (void)cwp__row_accept(row, CWP__WORKPLACE_ESTTYPE, type);
}

static void check_flag(const cwp__row *row, cwp__workplace_column column, cwp__rule unknown) {
  cwp__span cell = row->cells[column];
  if (cwp__row_has(row, column) && !cwp__span_is(cell, "0") && !cwp__span_is(cell, "1")) report(row, unknown, column);
}

static void check_main_service(const cwp__row *row, cwp__workplace *workplace) {
  const cwp__workplace_column column = CWP__WORKPLACE_MAINSERVICE;
  cwp__number service = cwp__row_number(row, column);
  workplace->is_head_office = cwp__span_is(row->cells[column], "72");
  if (service.form == CWP__NUMBER_NONE) {
    report(row, CWP__RULE_WORKPLACE_MAINSERVICE_MISSING, column);
    return;
  }
  workplace->service = service.value;
  if (!cwp__codes_marked(row->codes, CWP__DATASET_SERVICE, service.value, CWP__MARK_KNOWN))
    report(row, CWP__RULE_WORKPLACE_MAINSERVICE_UNKNOWN, column);
  else
    (void)cwp__row_accept(row, column, service);
}

static void check_regulation(const cwp__row *row, cwp__workplace *workplace) {
  const cwp__workplace_column column = CWP__WORKPLACE_REGTYPE;
  cwp__number type = cwp__row_number(row, column);
  int needs_cqc = cwp__codes_marked(row->codes, CWP__DATASET_SERVICE, workplace->service, CWP__MARK_NEEDS_CQC);
  int is_known = type.form != CWP__NUMBER_NONE && (type.value == 0 || type.value == CQC_REGULATED);
  workplace->says_regulated = is_known && type.value == CQC_REGULATED;
  if (!is_known) {
    report(row, CWP__RULE_WORKPLACE_REGTYPE_UNKNOWN, column);
  } else if (type.value == CQC_REGULATED && !needs_cqc && workplace->service != HEAD_OFFICE) {
    cwp__row_report_pair(row, CWP__RULE_WORKPLACE_REGTYPE_NOT_CQC, column, "REGTYPE/MAINSERVICE");
  } else if (type.value == 0 && needs_cqc) {
    cwp__row_report_pair(row, CWP__RULE_WORKPLACE_REGTYPE_CQC, column, "REGTYPE/MAINSERVICE");
  } else {
    workplace->regulated = type.value;
    (void)cwp__row_accept(row, column, type);
  }
}

/* A digit, a hyphen, eight to twelve digits: how the Care Quality Commission numbers providers and locations. */
static int is_cqc_number(cwp__span cell) {
  if (cell.length < 10 || cell.length > 14 || cell.text[1] != '-') return 0;
  return cwp__asc_digits(cell, 0, 1) && cwp__asc_digits(cell, 2, cell.length - 2);
}

static void check_numbers_of_cqc(const cwp__row *row, cwp__workplace *workplace) {
  const cwp__workplace_column provider = CWP__WORKPLACE_PROVNUM;
  const cwp__workplace_column location = CWP__WORKPLACE_LOCATIONID;
  if (workplace->regulated == CQC_REGULATED) {
    if (cwp__row_is_blank(row, provider))
      report(row, CWP__RULE_WORKPLACE_PROVNUM_MISSING, provider);
    else if (cwp__row_has(row, provider) && !is_cqc_number(row->cells[provider]))
      report(row, CWP__RULE_WORKPLACE_PROVNUM_FORM, provider);
    if (workplace->service == HEAD_OFFICE) return;
    if (cwp__row_is_blank(row, location))
      report(row, CWP__RULE_WORKPLACE_LOCATIONID_MISSING, location);
    else if (cwp__row_has(row, location) && !is_cqc_number(row->cells[location]))
      report(row, CWP__RULE_WORKPLACE_LOCATIONID_FORM, location);
  } else if (workplace->regulated == 0) {
    if (cwp__row_has(row, provider)) report(row, CWP__RULE_WORKPLACE_PROVNUM_NOT_NEEDED, provider);
    if (cwp__row_has(row, location)) report(row, CWP__RULE_WORKPLACE_LOCATIONID_NOT_NEEDED, location);
  }
}

/* Columns that today's layout has no longer. */
static void check_retired(const cwp__row *row) {
  static const cwp__workplace_column columns[] = {CWP__WORKPLACE_SHARELA, CWP__WORKPLACE_ADVERTISING,
                                                  CWP__WORKPLACE_INTERVIEWS, CWP__WORKPLACE_ACCEPTCARECERT,
                                                  CWP__WORKPLACE_BENEFITS};
  for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
    if (cwp__row_has(row, columns[i])) report(row, CWP__RULE_COLUMN_RETIRED, columns[i]);
}

static int read_key(const cwp__row *row, cwp__workplace *workplace) {
  enum { KEY_MOST = 49 };
  const cwp__workplace_column column = CWP__WORKPLACE_LOCALESTID;
  if (cwp__row_is_blank(row, column)) report(row, CWP__RULE_WORKPLACE_LOCALESTID_MISSING, column);
  cwp__row_check_length(row, column, KEY_MOST, CWP__RULE_WORKPLACE_LOCALESTID_LENGTH);
  if (!cwp__row_has(row, column)) return 0;
  if (row->cells[column].length >= CWP__ID_SIZE) {
    report(row, CWP__RULE_KEY_TOO_LONG, column);
    return 0;
  }
  workplace->key = row->cells[column];
  return 1;
}

int cwp__workplace_read(cwp__row *row, cwp__workplace *workplace) {
  *workplace = (cwp__workplace){.key = {"", 0},
                                .location = row->cells[CWP__WORKPLACE_LOCATIONID],
                                .service = CWP__NOT_GIVEN,
                                .regulated = CWP__NOT_GIVEN,
                                .healthcare = CWP__NOT_GIVEN,
                                .staff = CWP__NOT_GIVEN,
                                .starters = CWP__NOT_GIVEN,
                                .leavers = CWP__NOT_GIVEN,
                                .vacancies = CWP__NOT_GIVEN};
  workplace->status = cwp__status_of(row->cells[CWP__WORKPLACE_STATUS]);
  int has_key = read_key(row, workplace);
  check_name(row);
  check_status(row, workplace->status);
  if (!cwp__status_is_checked(workplace->status)) return has_key;
  check_address(row);
  check_type(row);
  check_flag(row, CWP__WORKPLACE_PERMCQC, CWP__RULE_WORKPLACE_PERMCQC_UNKNOWN);
  check_flag(row, CWP__WORKPLACE_PERMLA, CWP__RULE_WORKPLACE_PERMLA_UNKNOWN);
  check_main_service(row, workplace);
  check_regulation(row, workplace);
  check_numbers_of_cqc(row, workplace);
  cwp__workplace_check_services(row);
  cwp__workplace_check_turnover(row, workplace);
  cwp__workplace_check_terms(row, workplace);
  check_retired(row);
  return has_key;
}
