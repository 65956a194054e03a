#ifndef CWP_PERSON_STATIONS_H
#define CWP_PERSON_STATIONS_H

/*
 * What a piece of evidence was about in the editions that it was carried through: its stations, the oldest first. As
 * text they are "2024:NTC.K4.2 2025:CSW.K9:part >2026:CSW.K10": an edition, what it was about there, and whether in
 * part. An arrow says that the piece went there and came back, so that what it is about now does not derive from it.
 * There may be several of one edition. What is not of that form is passed over and kept.
 */

#include "base/memory.h"
#include "base/text.h"
#include "cwp/pathway.h"

typedef struct cwp__station {
  cwp__span whole; /* as it stands in the text, without the arrow */
  cwp__span edition;
  cwp__span code; /* empty in what is no station */
  cwp_extent extent;
  int came_back; /* it has the arrow */
} cwp__station;

/* Reads the station at the beginning of a text. Returns the text behind it, or NULL when there is none. */
const char *cwp__station_next(const char *text, cwp__station *out);

/* 1 if the station is one of that edition, without regard to ASCII case. */
int cwp__station_is_of(const cwp__station *station, const char *edition);

/* A piece that leaves an edition. */
typedef struct cwp__departure {
  const char *stations; /* so far */
  const char *from;     /* the edition that it leaves */
  const char *to;       /* the one where it goes */
  const char *code;     /* what it was about in the first */
  cwp_extent extent;
  const char *back_to; /* the station, in `stations`, that it goes back to: later ones get the arrow; or NULL */
} cwp__departure;

/* The stations of a piece that left: those of the two editions go, and one of the first comes, if `code` can stand in
   such a text. A text in the arena, or NULL when there is no memory. */
const char *cwp__stations_after(cwp__arena *arena, const cwp__departure *departure);

/* All that stand in either, each once. A text in the arena, or NULL when there is no memory. */
const char *cwp__stations_join(cwp__arena *arena, const char *a, const char *b);

#endif
