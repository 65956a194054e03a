#ifndef CWP_PERSON_STATIONS_H
#define CWP_PERSON_STATIONS_H

/*
 * What a piece of evidence was about in the editions that it was carried through: its stations. As text they are
 * "2024:NTC.K4.2 2025:CSW.K9:part", an edition, what it was about there, and whether in part. There may be several of
 * one edition. What is not of that form is passed over and kept.
 */

#include "base/memory.h"
#include "base/text.h"
#include "cwp/pathway.h"

typedef struct cwp__station {
  cwp__span whole; /* as it stands in the text */
  cwp__span edition;
  cwp__span code; /* empty in what is no station */
  cwp_extent extent;
} cwp__station;

/* Reads the station at the beginning of a text. Returns the text behind it, or NULL when there is none. */
const char *cwp__station_next(const char *text, cwp__station *out);

/* 1 if the station is one of that edition, without regard to ASCII case. */
int cwp__station_is_of(const cwp__station *station, const char *edition);

/* The stations but for those of two editions, and a new one of the second of them, which is left out where `code`
   cannot stand in such a text. A text in the arena, or NULL when there is no memory. */
const char *cwp__stations_replace(cwp__arena *arena, const char *stations, const char *edition, const char *other,
                                  const char *code, cwp_extent extent);

/* All that stand in either, each once. A text in the arena, or NULL when there is no memory. */
const char *cwp__stations_join(cwp__arena *arena, const char *a, const char *b);

#endif
