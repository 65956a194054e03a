#ifndef CWP_EXCHANGE_ASC_WORKPLACE_H
#define CWP_EXCHANGE_ASC_WORKPLACE_H

/*
 * A workplace row. Nothing in it is evidence about anybody; it is checked, and what other files are held against is
 * kept: its key, its service, whether it is regulated, and the numbers of its staff.
 */

#include "exchange/asc_row.h"

/* STATUS, in the order in which the words are tried. */
typedef enum cwp__status_word {
  CWP__STATUS_NEW,
  CWP__STATUS_UPDATE,
  CWP__STATUS_UNCHECKED,
  CWP__STATUS_NOCHANGE,
  CWP__STATUS_DELETE,
  CWP__STATUS_OTHER
} cwp__status_word;

/* What STATUS says, in any case of letters. */
cwp__status_word cwp__status_of(cwp__span cell);

/* 1 if the national service checks the whole row: it has the status NEW, UPDATE, or one that it does not know. */
int cwp__status_is_checked(cwp__status_word status);

enum { CWP__NOT_GIVEN = -1 };

/* What a workplace row says. Texts are borrowed from the row. */
typedef struct cwp__workplace {
  cwp__status_word status;
  cwp__span key; /* as written; empty if there is none */
  cwp__span location;
  int32_t service;            /* bulk upload code of the main service, or CWP__NOT_GIVEN */
  int32_t regulated;          /* 2 or 0, where it agrees with the service; CWP__NOT_GIVEN otherwise */
  int32_t healthcare;         /* the answer to DHA, or CWP__NOT_GIVEN */
  int32_t staff;              /* TOTALPERMTEMP, or CWP__NOT_GIVEN */
  int64_t starters;           /* sums as the national service takes them; CWP__NOT_GIVEN where it cannot */
  int64_t leavers;            /* likewise */
  int64_t vacancies;          /* likewise */
  int says_regulated;         /* REGTYPE begins with 2, whatever else is wrong */
  int is_head_office;         /* MAINSERVICE is 72 to the letter */
  int has_vacancy_of_manager; /* a vacancy for a registered manager is given */
} cwp__workplace;

/* Reads and checks a row whose cells have been taken in. Returns 0 if it names no workplace. */
int cwp__workplace_read(cwp__row *row, cwp__workplace *workplace);

/* A list joined by semicolons, by item. */
enum { CWP__ITEMS_MOST = 128 };
typedef struct cwp__items {
  cwp__span at[CWP__ITEMS_MOST]; /* not trimmed: that is how the national service compares them */
  size_t count;                  /* at least 1: a blank cell is one blank item */
} cwp__items;

/* Takes a cell apart. One of too many items is reported, and comes out as one blank item. */
void cwp__workplace_items(const cwp__row *row, unsigned column, cwp__items *items);

/* 1 if all items begin with a number. */
int cwp__items_are_numbers(const cwp__items *items);

/* 1 if an item is that text, to the letter. */
int cwp__items_have(const cwp__items *items, const char *text);

/* Reports an item by its position, from 0, or by what it is. */
void cwp__workplace_report_item(const cwp__row *row, cwp__rule rule, unsigned column, size_t index);
void cwp__workplace_report_value(const cwp__row *row, cwp__rule rule, unsigned column, cwp__span item);

/* Parts of cwp__workplace_read, in files of their own: services, capacities and people who use them; staff numbers and
   why people left; the pathway, pay and terms. */
void cwp__workplace_check_services(const cwp__row *row);
void cwp__workplace_check_turnover(const cwp__row *row, cwp__workplace *workplace);
void cwp__workplace_check_terms(const cwp__row *row, cwp__workplace *workplace);

#endif
