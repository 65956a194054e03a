/*
 * What a workplace does and for whom: ALLSERVICES with its capacities and descriptions, SERVICEUSERS with theirs. The
 * lists are matched by position, and the national service looks at them in two rounds: the second, which looks codes
 * up, is only reached where the first found the lists in order.
 */

#include "exchange/asc_workplace.h"

#include <string.h>

static void report(const cwp__row *row, cwp__rule rule, cwp__workplace_column column) {
  cwp__row_report(row, rule, column, NULL);
}

static cwp__items items_of(const cwp__row *row, cwp__workplace_column column) {
  cwp__items items;
  cwp__workplace_items(row, column, &items);
  return items;
}

static int32_t value_of(cwp__span item) {
  return cwp__asc_number(item).value;
}

static int is_blank_item(cwp__span item) {
  return cwp__asc_trim(item).length == 0;
}

/* Says once of a list that an item in it is written in a way that the service takes the beginning of. */
static void check_forms(const cwp__row *row, cwp__workplace_column column, const cwp__items *items) {
  for (size_t i = 0; i < items->count; i++) {
    cwp__number_form form = cwp__asc_number(items->at[i]).form;
    if (form != CWP__NUMBER_LENIENT && form != CWP__NUMBER_PADDED) continue;
    cwp__workplace_report_item(row, CWP__RULE_ITEM_INEXACT, column, i);
    return;
  }
}

/* The services of a workplace. */
typedef struct services {
  cwp__items items;
  size_t real;  /* items other than 0 */
  int has_none; /* 1 if 0, no other services, is among them */
  int is_good;  /* 1 if the list can be matched with others */
} services;

/*
 * A list that goes with the services, as the service takes it: where the services are one, or one and a 0, what is no
 * number is left out, so that stray semicolons do not count.
 */
static void prepare(const services *all, cwp__items *list) {
  int has_pair = all->has_none && list->count == 2;
  if (has_pair && all->items.count == 2) {
    size_t zero = cwp__span_is(all->items.at[0], "0") ? 0 : 1;
    if (cwp__span_is(list->at[zero], "0")) list->at[zero] = (cwp__span){"", 0};
  }
  if (!has_pair && all->items.count != 1) return;
  size_t kept = 0;
  for (size_t i = 0; i < list->count; i++)
    if (cwp__asc_number(list->at[i]).form != CWP__NUMBER_NONE) list->at[kept++] = list->at[i];
  if (kept == 0) list->at[kept++] = (cwp__span){"", 0};
  list->count = kept;
}

static void check_service_list(const cwp__row *row, services *all) {
  const cwp__workplace_column column = CWP__WORKPLACE_ALLSERVICES;
  cwp__span main_service = row->cells[CWP__WORKPLACE_MAINSERVICE];
  int has_main = 0;
  int are_numbers = 1;
  all->items = items_of(row, column);
  for (size_t i = 0; i < all->items.count; i++) {
    cwp__span item = all->items.at[i];
    int is_none = cwp__span_is(item, "0");
    has_main |= item.length == main_service.length && memcmp(item.text, main_service.text, item.length) == 0;
    all->has_none |= is_none;
    all->real += !is_none;
    are_numbers &= is_none || cwp__asc_number(item).form != CWP__NUMBER_NONE;
  }
  if (!has_main) report(row, CWP__RULE_WORKPLACE_ALLSERVICES_MAINSERVICE, column);
  if (all->has_none && all->real != 1) report(row, CWP__RULE_WORKPLACE_ALLSERVICES_NONE, column);
  if (!are_numbers) report(row, CWP__RULE_WORKPLACE_ALLSERVICES_FORM, column);
  all->is_good = are_numbers;
}

static void check_service_texts(const cwp__row *row, services *all) {
  enum { DESCRIPTION_MOST = 120 };
  const cwp__workplace_column column = CWP__WORKPLACE_SERVICEDESC;
  cwp__items texts = items_of(row, column);
  cwp__items matched = texts;
  if (!all->is_good) return;
  prepare(all, &matched);
  if (matched.count != all->real) {
    cwp__row_report_pair(row, CWP__RULE_WORKPLACE_ALLSERVICES_COUNT, column,
                         "ALLSERVICES/CAPACITY/UTILISATION/SERVICEDESC");
    all->is_good = 0;
    return;
  }
  for (size_t i = 0; i < texts.count; i++) {
    int32_t service = i < all->items.count ? value_of(all->items.at[i]) : CWP__NOT_GIVEN;
    int takes_text = cwp__codes_marked(row->codes, CWP__DATASET_SERVICE, service, CWP__MARK_DESCRIPTION);
    if (takes_text && cwp__asc_length(texts.at[i]) > DESCRIPTION_MOST)
      cwp__workplace_report_item(row, CWP__RULE_WORKPLACE_SERVICEDESC_LENGTH, column, i);
    else if (!takes_text && !is_blank_item(texts.at[i]))
      cwp__workplace_report_item(row, CWP__RULE_WORKPLACE_SERVICEDESC_NOT_NEEDED, column, i);
  }
}

/* Looks the services up; what is unknown is left out of the list, as the service does. */
static void check_service_codes(const cwp__row *row, services *all) {
  size_t kept = 0;
  if (!all->is_good) return;
  check_forms(row, CWP__WORKPLACE_ALLSERVICES, &all->items);
  for (size_t i = 0; i < all->items.count; i++) {
    int32_t service = value_of(all->items.at[i]);
    if (service == 0 || cwp__codes_marked(row->codes, CWP__DATASET_SERVICE, service, CWP__MARK_KNOWN))
      all->items.at[kept++] = all->items.at[i];
    else
      cwp__workplace_report_value(row, CWP__RULE_WORKPLACE_ALLSERVICES_UNKNOWN, CWP__WORKPLACE_ALLSERVICES,
                                  all->items.at[i]);
  }
  all->items.count = kept;
}

/* CAPACITY or UTILISATION. */
typedef struct numbers {
  cwp__workplace_column column;
  cwp__code_list asked; /* services that are asked for it */
  cwp__rule range;
  cwp__rule not_needed;
} numbers;

static int check_ranges(const cwp__row *row, const numbers *of, const cwp__items *items) {
  enum { MOST = 9998 };
  for (size_t i = 0; i < items->count; i++) {
    cwp__number number = cwp__asc_number(items->at[i]);
    if (items->at[i].length == 0 || (number.form != CWP__NUMBER_NONE && number.value <= MOST)) continue;
    cwp__workplace_report_item(row, of->range, of->column, i);
    return 0;
  }
  check_forms(row, of->column, items);
  return 1;
}

/* Where the first service is 0, the service looks at the second for a capacity, but not for how far it is used. */
static void check_asked(const cwp__row *row, const numbers *of, const cwp__items *items, const services *all) {
  for (size_t i = 0; i < items->count; i++) {
    if (cwp__asc_number(items->at[i]).form == CWP__NUMBER_NONE) continue;
    size_t at = i;
    int is_none = at < all->items.count && value_of(all->items.at[at]) == 0;
    if (is_none && of->column == CWP__WORKPLACE_CAPACITY) at = 1;
    int32_t service = at < all->items.count ? value_of(all->items.at[at]) : CWP__NOT_GIVEN;
    if (!cwp__codes_known(row->codes, of->asked, service))
      cwp__workplace_report_item(row, of->not_needed, of->column, i);
  }
}

static void check_capacities(const cwp__row *row, const services *all, const services *looked_up) {
  static const numbers capacity = {CWP__WORKPLACE_CAPACITY, CWP__LIST_CAPACITY, CWP__RULE_WORKPLACE_CAPACITY_RANGE,
                                   CWP__RULE_WORKPLACE_CAPACITY_NOT_NEEDED};
  static const numbers use = {CWP__WORKPLACE_UTILISATION, CWP__LIST_UTILISATION, CWP__RULE_WORKPLACE_UTILISATION_RANGE,
                              CWP__RULE_WORKPLACE_UTILISATION_NOT_NEEDED};
  static const char both[] = "CAPACITY/UTILISATION";
  cwp__items places = items_of(row, CWP__WORKPLACE_CAPACITY);
  cwp__items used = items_of(row, CWP__WORKPLACE_UTILISATION);
  prepare(all, &places);
  prepare(all, &used);
  int is_good = 1;
  if (places.count != used.count) {
    cwp__row_report_pair(row, CWP__RULE_WORKPLACE_CAPACITY_COUNT, CWP__WORKPLACE_CAPACITY, both);
    is_good = 0;
  }
  if (all->is_good && places.count != all->real) {
    cwp__row_report_pair(row, CWP__RULE_WORKPLACE_CAPACITY_SERVICES, CWP__WORKPLACE_CAPACITY, both);
    is_good = 0;
  }
  is_good &= check_ranges(row, &capacity, &places);
  is_good &= check_ranges(row, &use, &used);
  if (!is_good || !looked_up->is_good) return;
  check_asked(row, &capacity, &places, looked_up);
  check_asked(row, &use, &used, looked_up);
}

/* The people who use the services. */

static void check_user(const cwp__row *row, int32_t user, cwp__span text, size_t index) {
  enum { DESCRIPTION_MOST = 120 };
  const cwp__workplace_column column = CWP__WORKPLACE_OTHERUSERDESC;
  int takes_text = user == 3 || user == 9 || user == 21;
  if (takes_text && text.length == 0)
    cwp__workplace_report_item(row, CWP__RULE_WORKPLACE_OTHERUSERDESC_MISSING, column, index);
  else if (takes_text && cwp__asc_length(text) > DESCRIPTION_MOST)
    cwp__workplace_report_item(row, CWP__RULE_WORKPLACE_OTHERUSERDESC_LENGTH, column, index);
  else if (!takes_text && !is_blank_item(text))
    cwp__workplace_report_item(row, CWP__RULE_WORKPLACE_OTHERUSERDESC_NOT_NEEDED, column, index);
}

static void check_users(const cwp__row *row) {
  const cwp__workplace_column column = CWP__WORKPLACE_SERVICEUSERS;
  if (!cwp__row_has(row, column)) {
    if (cwp__row_has(row, CWP__WORKPLACE_OTHERUSERDESC) && cwp__row_is_blank(row, column))
      report(row, CWP__RULE_WORKPLACE_OTHERUSERDESC_ALONE, CWP__WORKPLACE_OTHERUSERDESC);
    return;
  }
  cwp__items users = items_of(row, column);
  cwp__items texts = items_of(row, CWP__WORKPLACE_OTHERUSERDESC);
  if (!cwp__items_are_numbers(&users)) {
    report(row, CWP__RULE_WORKPLACE_SERVICEUSERS_FORM, column);
    return;
  }
  if (users.count != texts.count) {
    cwp__row_report_pair(row, CWP__RULE_WORKPLACE_SERVICEUSERS_COUNT, column, "SERVICEUSERS/OTHERUSERDESC");
    return;
  }
  check_forms(row, column, &users);
  for (size_t i = 0; i < users.count; i++)
    check_user(row, value_of(users.at[i]), texts.at[i], i);
  for (size_t i = 0; i < users.count; i++)
    if (!cwp__codes_known(row->codes, CWP__LIST_SERVICE_USER, value_of(users.at[i])))
      cwp__workplace_report_value(row, CWP__RULE_WORKPLACE_SERVICEUSERS_UNKNOWN, column, users.at[i]);
}

void cwp__workplace_check_services(const cwp__row *row) {
  services all = {.real = 0};
  check_service_list(row, &all);
  check_service_texts(row, &all);
  check_users(row);
  services looked_up = all;
  check_service_codes(row, &looked_up);
  check_capacities(row, &all, &looked_up);
}
