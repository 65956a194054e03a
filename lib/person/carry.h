#ifndef CWP_PERSON_CARRY_H
#define CWP_PERSON_CARRY_H

/* Telling why a piece of evidence went where it did. */

#include "base/text.h"
#include "cwp/carry.h"

/* By what a piece of evidence comes to a place. */
typedef enum cwp__carry_reason {
  CWP__CARRY_SAME_CODE,     /* the other edition has its record */
  CWP__CARRY_CROSSWALK,     /* a crosswalk says so */
  CWP__CARRY_WAS_THERE,     /* one of its stations */
  CWP__CARRY_ALREADY_THERE, /* only the other edition knows it */
  CWP__CARRY_FAILED,        /* no place: who failed there need not fail here */
  CWP__CARRY_NOTHING_KNOWN, /* no place: nothing is known to correspond */
  CWP__CARRY_NO_RECORD      /* no place: neither edition knows it */
} cwp__carry_reason;

/* One place where a piece of evidence goes. */
typedef struct cwp__place_of_evidence {
  const char *about;
  cwp_extent extent;
  cwp_carry_outcome outcome;
  cwp_relation_of_sets relation;
  cwp__carry_reason reason;
  cwp_id crosswalk;
  const cwp_pathway *told_by;
  cwp_id statement;    /* of `from`: the statement of a group by which it comes there, or CWP_NONE */
  const char *edition; /* of the station */
  size_t becomes;      /* the piece that comes out of it */
  const char *back_to; /* that station, in the text of all, if the piece derives from it */
} cwp__place_of_evidence;

/* All that the sentence speaks of. */
typedef struct cwp__carry_story {
  const cwp_pathway *from;
  const cwp_pathway *to;
  cwp_id record;    /* of `from`, or CWP_NONE */
  const char *name; /* what the evidence was about */
  const cwp__place_of_evidence *place;
} cwp__carry_story;

/* Adds the sentence. */
void cwp__carry_tell(cwp__buffer *words, const cwp__carry_story *story);

#endif
