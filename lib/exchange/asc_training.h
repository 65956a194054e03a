#ifndef CWP_EXCHANGE_ASC_TRAINING_H
#define CWP_EXCHANGE_ASC_TRAINING_H

/*
 * A training row: one piece of evidence about one worker. It is training that was completed, whatever ACCREDITED says:
 * an accredited course is not a qualification. A row that says that its training expires, but not in a way from which
 * the day can be told, is not used: it would pass for training that holds for ever.
 */

#include "exchange/asc_row.h"

/* What a training row says. Texts are borrowed from the row, and the note from `note_room`. */
typedef struct cwp__training {
  int has_key;
  cwp__worker_key key; /* not put together for a row that is only checked */
  cwp_id about;        /* training category */
  cwp_date from;
  cwp_date until;
  cwp__span title;
  cwp__span note;
} cwp__training;

/*
 * Reads and checks a row whose cells have been taken in; `note_room` is room for the note, to be used again for the
 * next row. Returns 0 if the row gives no evidence. A `note_room` that has failed is the caller's to look at.
 */
int cwp__training_read(cwp__row *row, cwp__buffer *note_room, cwp__training *training);

#endif
