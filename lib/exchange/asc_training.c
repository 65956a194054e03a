#include "exchange/asc_training.h"

static void report(const cwp__row *row, cwp__rule rule, cwp__training_column column) {
  cwp__row_report(row, rule, column, NULL);
}

/* Reads the two keys. Returns 0 if there is no telling who the row is about. */
static int read_keys(const cwp__row *row, cwp__training *training) {
  enum { MOST = 50 };
  if (cwp__row_is_blank(row, CWP__TRAINING_LOCALESTID))
    report(row, CWP__RULE_TRAINING_LOCALESTID_MISSING, CWP__TRAINING_LOCALESTID);
  if (cwp__row_is_blank(row, CWP__TRAINING_UNIQUEWORKERID))
    report(row, CWP__RULE_TRAINING_UNIQUEWORKERID_MISSING, CWP__TRAINING_UNIQUEWORKERID);
  cwp__row_check_length(row, CWP__TRAINING_LOCALESTID, MOST, CWP__RULE_TRAINING_LOCALESTID_LENGTH);
  cwp__row_check_length(row, CWP__TRAINING_UNIQUEWORKERID, MOST, CWP__RULE_TRAINING_UNIQUEWORKERID_LENGTH);
  if (!cwp__row_has(row, CWP__TRAINING_LOCALESTID) || !cwp__row_has(row, CWP__TRAINING_UNIQUEWORKERID)) return 0;
  cwp__span site = row->cells[CWP__TRAINING_LOCALESTID];
  cwp__span worker = row->cells[CWP__TRAINING_UNIQUEWORKERID];
  training->has_key =
      row->is_checked_only ? cwp__asc_key_fits(site, worker) : cwp__asc_key(site, worker, &training->key);
  if (training->has_key) return 1;
  report(row, CWP__RULE_KEY_TOO_LONG, CWP__TRAINING_UNIQUEWORKERID);
  return 0;
}

static cwp_id read_category(const cwp__row *row) {
  const cwp__training_column column = CWP__TRAINING_CATEGORY;
  if (cwp__row_is_blank(row, column)) report(row, CWP__RULE_TRAINING_CATEGORY_MISSING, column);
  if (!cwp__row_has(row, column)) return CWP_NONE;
  cwp__number number = cwp__row_number(row, column);
  cwp_id about = CWP_NONE;
  if (number.form != CWP__NUMBER_NONE) about = cwp__codes_find(row->codes, CWP__DATASET_TRAINING, number.value);
  if (about == CWP_NONE) {
    report(row, CWP__RULE_TRAINING_CATEGORY_UNKNOWN, column);
  } else if (number.form == CWP__NUMBER_LENIENT) {
    cwp__row_report_number(row, CWP__RULE_TRAINING_CATEGORY_INEXACT, column, number.value);
    about = CWP_NONE;
  } else {
    (void)cwp__row_accept(row, column, number);
  }
  return about;
}

/* How the training was given: 1 and 2, to the letter. Returns 0 if it is neither. */
static int read_one_or_two(const cwp__row *row, cwp__training_column column, cwp__rule unknown) {
  if (!cwp__row_has(row, column)) return 0;
  if (cwp__span_is(row->cells[column], "1")) return 1;
  if (cwp__span_is(row->cells[column], "2")) return 2;
  report(row, unknown, column);
  return 0;
}

/* Reads the provider's code, which is for training from outside only. Returns 0 if there is none that can be used. */
static int32_t read_provider(const cwp__row *row, int who) {
  int32_t provider;
  if (!cwp__row_has(row, CWP__TRAINING_PROVIDERNAME)) return 0;
  if (who != 2) {
    cwp__row_report_pair(row, CWP__RULE_TRAINING_PROVIDERNAME_NOT_NEEDED, CWP__TRAINING_PROVIDERNAME,
                         "WHODELIVERED/PROVIDERNAME");
    return 0;
  }
  int is_known = cwp__row_code(row, CWP__TRAINING_PROVIDERNAME, CWP__LIST_PROVIDER,
                               CWP__RULE_TRAINING_PROVIDERNAME_UNKNOWN, &provider);
  return is_known ? provider : 0;
}

/* How the training was given. */
typedef struct delivery {
  int32_t accredited; /* -1 if that is not known */
  int who;            /* 1 in-house, 2 external, 0 not known */
  int32_t provider;   /* 0 if not known */
  int how;            /* 1 face to face, 2 e-learning, 0 not known */
} delivery;

static void read_delivery(const cwp__row *row, delivery *given) {
  enum { NOTES_MOST = 1000 };
  if (!cwp__row_code(row, CWP__TRAINING_ACCREDITED, CWP__LIST_ACCREDITED, CWP__RULE_TRAINING_ACCREDITED_UNKNOWN,
                     &given->accredited))
    given->accredited = -1;
  given->who = read_one_or_two(row, CWP__TRAINING_WHODELIVERED, CWP__RULE_TRAINING_WHODELIVERED_UNKNOWN);
  given->provider = read_provider(row, given->who);
  given->how = read_one_or_two(row, CWP__TRAINING_HOWDELIVERED, CWP__RULE_TRAINING_HOWDELIVERED_UNKNOWN);
  cwp__row_check_length(row, CWP__TRAINING_NOTES, NOTES_MOST, CWP__RULE_TRAINING_NOTES_LENGTH);
}

/* What DATECOMPLETED, EXPIRYDATE and VALIDITY say. */
typedef struct end_dates {
  cwp_date completed;
  cwp_date expiry;
  int months;        /* 0 if not known */
  int never_expires; /* VALIDITY says none */
  int is_future;     /* DATECOMPLETED is after the day on which the file is read */
} end_dates;

static void read_completed(const cwp__row *row, end_dates *dates) {
  dates->completed = CWP_DATE_NONE;
  if (!cwp__row_has(row, CWP__TRAINING_DATECOMPLETED)) return;
  if (!cwp__asc_date(row->cells[CWP__TRAINING_DATECOMPLETED], &dates->completed)) {
    report(row, CWP__RULE_TRAINING_DATECOMPLETED_FORM, CWP__TRAINING_DATECOMPLETED);
  } else if (row->on != CWP_DATE_NONE && dates->completed > row->on) {
    report(row, CWP__RULE_TRAINING_DATECOMPLETED_FUTURE, CWP__TRAINING_DATECOMPLETED);
    dates->completed = CWP_DATE_NONE;
    dates->is_future = 1;
  }
}

static void read_expiry(const cwp__row *row, end_dates *dates) {
  dates->expiry = CWP_DATE_NONE;
  if (!cwp__row_has(row, CWP__TRAINING_EXPIRYDATE)) return;
  if (!cwp__asc_date(row->cells[CWP__TRAINING_EXPIRYDATE], &dates->expiry)) {
    report(row, CWP__RULE_TRAINING_EXPIRYDATE_FORM, CWP__TRAINING_EXPIRYDATE);
  } else if (dates->completed != CWP_DATE_NONE && dates->expiry <= dates->completed) {
    cwp__row_report_pair(row, CWP__RULE_TRAINING_EXPIRYDATE_BEFORE, CWP__TRAINING_EXPIRYDATE,
                         "EXPIRYDATE/DATECOMPLETED");
    dates->expiry = CWP_DATE_NONE;
  }
}

/* Holds the months against the dates, as the national service takes them. */
static void check_months(const cwp__row *row, const end_dates *dates, int32_t months) {
  if (dates->completed == CWP_DATE_NONE || dates->expiry == CWP_DATE_NONE) return;
  cwp_date expected = cwp_date_valid_until(dates->completed, months);
  if (expected == dates->expiry) return;
  char text[CWP_DATE_TEXT_SIZE];
  cwp__report_add(row->report, CWP__RULE_TRAINING_VALIDITY_DIFFERS, "EXPIRYDATE/VALIDITY",
                  row->cells[CWP__TRAINING_VALIDITY], cwp_date_format(expected, text));
}

static void read_validity(const cwp__row *row, end_dates *dates) {
  enum { MOST_MONTHS = 999 };
  if (!cwp__row_has(row, CWP__TRAINING_VALIDITY)) return;
  cwp__span cell = row->cells[CWP__TRAINING_VALIDITY];
  if (cwp__span_is(cell, "none")) {
    dates->never_expires = 1;
    if (dates->expiry != CWP_DATE_NONE)
      cwp__row_report_pair(row, CWP__RULE_TRAINING_VALIDITY_NONE, CWP__TRAINING_VALIDITY, "EXPIRYDATE/VALIDITY");
    return;
  }
  cwp__number months = cwp__asc_number(cell);
  if (months.form == CWP__NUMBER_NONE || months.value < 1 || months.value > MOST_MONTHS) {
    report(row, CWP__RULE_TRAINING_VALIDITY_UNKNOWN, CWP__TRAINING_VALIDITY);
    return;
  }
  check_months(row, dates, months.value);
  if (cwp__row_accept(row, CWP__TRAINING_VALIDITY, months)) dates->months = (int)months.value;
}

/* Settles when the training ends: a typed day wins, then the months. Returns 0 if it ends on a day that cannot be told.
 */
static int settle_end(const cwp__row *row, const end_dates *dates, cwp_date *until) {
  *until = dates->expiry;
  if (dates->expiry != CWP_DATE_NONE) return 1;
  if (dates->months > 0 && dates->completed != CWP_DATE_NONE) {
    *until = cwp_date_valid_until(dates->completed, dates->months);
    return 1;
  }
  int has_expiry = row->cells[CWP__TRAINING_EXPIRYDATE].length > 0;
  int has_validity = row->cells[CWP__TRAINING_VALIDITY].length > 0;
  if (!has_expiry && (dates->never_expires || !has_validity)) return 1;
  cwp__report_add(row->report, CWP__RULE_TRAINING_END_UNKNOWN, has_expiry ? "EXPIRYDATE" : "VALIDITY",
                  row->cells[has_expiry ? CWP__TRAINING_EXPIRYDATE : CWP__TRAINING_VALIDITY], NULL);
  return 0;
}

static void write_provider(const cwp__row *row, const delivery *given, cwp__buffer *room) {
  enum { OTHER_PROVIDER = 999 };
  cwp_id provider = cwp__codes_find(row->codes, CWP__DATASET_PROVIDER, given->provider);
  if (given->who == 1) cwp__buffer_add_text(room, "In-house staff. ");
  if (given->who != 2) return;
  if (given->provider == 0 || given->provider == OTHER_PROVIDER)
    cwp__buffer_add_text(room, "External provider. ");
  else if (provider != CWP_NONE)
    cwp__buffer_format(room, "External provider: %s. ", cwp_record_title(row->codes->lists, provider));
  else
    cwp__buffer_format(room, "External provider, code %ld. ", (long)given->provider);
}

/* The service works out the end in two ways; where its screens come to another day than its upload, the note says so.
 */
static void write_validity(const end_dates *dates, cwp__buffer *room) {
  char day[CWP_DATE_TEXT_SIZE];
  if (dates->never_expires && dates->expiry == CWP_DATE_NONE) cwp__buffer_add_text(room, "Does not expire. ");
  if (dates->months == 0) return;
  cwp__buffer_format(room, "Valid for %d months. ", dates->months);
  if (dates->completed == CWP_DATE_NONE || dates->expiry != CWP_DATE_NONE) return;
  cwp_date on_screen = cwp_date_expiry(dates->completed, dates->months, CWP_EXPIRY_SCREEN);
  if (on_screen != cwp_date_valid_until(dates->completed, dates->months))
    cwp__buffer_format(room, "The national service's screens have it end on %s. ", cwp_date_format(on_screen, day));
}

/* What portfolios have no place of its own for, in words. */
static void write_note(const cwp__row *row, const delivery *given, const end_dates *dates, cwp__buffer *room,
                       cwp__training *training) {
  room->length = 0;
  if (given->accredited == 1) cwp__buffer_add_text(room, "Accredited. ");
  if (given->accredited == 0) cwp__buffer_add_text(room, "Not accredited. ");
  write_provider(row, given, room);
  if (given->how != 0) cwp__buffer_add_text(room, given->how == 1 ? "Face to face. " : "E-learning. ");
  write_validity(dates, room);
  if (cwp__row_has(row, CWP__TRAINING_NOTES))
    cwp__buffer_add(room, row->cells[CWP__TRAINING_NOTES].text, row->cells[CWP__TRAINING_NOTES].length);
  training->note = cwp__asc_trim((cwp__span){room->length > 0 ? room->text : "", room->length});
}

int cwp__training_read(cwp__row *row, cwp__buffer *note_room, cwp__training *training) {
  enum { TITLE_MOST = 120 };
  end_dates dates = {.months = 0};
  delivery given;
  training->has_key = 0;
  training->key.id[0] = '\0';
  training->until = CWP_DATE_NONE;
  training->title = training->note = (cwp__span){"", 0};
  int is_usable = read_keys(row, training);
  training->about = read_category(row);
  cwp__row_check_length(row, CWP__TRAINING_TRAININGNAME, TITLE_MOST, CWP__RULE_TRAINING_TRAININGNAME_LENGTH);
  if (cwp__row_has(row, CWP__TRAINING_TRAININGNAME)) training->title = row->cells[CWP__TRAINING_TRAININGNAME];
  read_delivery(row, &given);
  read_completed(row, &dates);
  read_expiry(row, &dates);
  read_validity(row, &dates);
  if (!row->is_checked_only) write_note(row, &given, &dates, note_room, training);
  training->from = dates.completed;
  is_usable = is_usable && training->about != CWP_NONE && !dates.is_future;
  return is_usable && settle_end(row, &dates, &training->until);
}
