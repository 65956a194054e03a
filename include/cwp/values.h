#ifndef CWP_VALUES_H
#define CWP_VALUES_H

/**
 * @file values.h
 * An organisation's own values beside the pathway's: which of them say the same, which say more or less, and which of
 * the pathway's are not reflected. docs/values.md has worked examples.
 *
 * It reads words, not deeds: what an organisation writes of itself says nothing about how its people are supported.
 */

#include "cwp/allocator.h"
#include "cwp/export.h"
#include "cwp/pathway.h"
#include "cwp/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How an organisation's value stands to one of the pathway's. */
typedef enum cwp_value_relation {
  CWP_VALUE_EQUAL = 0, /**< it names all that the pathway's name names, and nothing else */
  CWP_VALUE_BROADER,   /**< it names all of it, and more that belongs elsewhere */
  CWP_VALUE_NARROWER,  /**< it names a part of it, and nothing else */
  CWP_VALUE_OVERLAPS,  /**< the two have something in common */
  CWP_VALUE_RELATION_END
} cwp_value_relation;

/** "equal", "broader", "narrower", "overlaps"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_value_relation_name(cwp_value_relation relation);

/** An organisation's value. Texts are zero-terminated and as they were given. */
typedef struct cwp_own_value {
  const char *name;
  const char *statement; /**< what it says of it, or "" */
  uint64_t line;         /**< of the text, from 1 */
  int abstained;         /**< 1 if none of its words is known to speak of a value: no relation was looked for */
} cwp_own_value;

/** One of the pathway's values that an organisation's speaks of. This struct will not grow. */
typedef struct cwp_value_match {
  cwp_id value; /**< of the pathway */
  cwp_value_relation relation;
  double score; /**< from 0 to 1: how much of what either speaks of the two share; 1 for equal ones */
} cwp_value_match;

/** The comparison. Immutable; readable from any thread; it borrows the pathway. */
typedef struct cwp_values cwp_values;

/**
 * Compares the values of a text, one a line: "Name: statement", or a name alone. Bullets and numbers before the name
 * are left out, and so are empty lines and those that begin with "#". The text need not be valid UTF-8: bytes that are
 * none stand between words, and in names and statements as they came, which end before a NUL. `allocator` may be NULL.
 *
 * Errors: CWP_ERROR_ARGUMENT for a NULL; CWP_ERROR_LIMIT above 1,000 values or 10 MB; CWP_ERROR_MEMORY. `*out` is NULL
 * then. A text without values is no error. Owned by the caller; free with cwp_values_free.
 */
CWP_CHECKED cwp_status cwp_values_compare(const cwp_pathway *pathway, const char *text, size_t length,
                                          const cwp_allocator *allocator, cwp_values **out, cwp_error *error);

/** Frees it. Takes NULL. */
CWP_API void cwp_values_free(cwp_values *self);

/** How many values the organisation has. */
CWP_API size_t cwp_values_count(const cwp_values *self);

/** One of them, from 0, in its order; NULL past the end. Borrowed. */
CWP_API const cwp_own_value *cwp_values_at(const cwp_values *self, size_t index);

/** How many of the pathway's values it speaks of. */
CWP_API size_t cwp_values_match_count(const cwp_values *self, size_t index);

/** One of them, from 0, best first; NULL past the end. Borrowed. */
CWP_API const cwp_value_match *cwp_values_match_at(const cwp_values *self, size_t index, size_t match);

/** A word or phrase of an organisation's value and what it speaks of. This struct will not grow. */
typedef struct cwp_value_word {
  const char *written; /**< as it stands there, not zero-terminated */
  size_t length;       /**< its bytes */
  const char *meaning; /**< what it was read as, such as "empathy" */
  cwp_id value;        /**< the pathway's value that this belongs to, or CWP_NONE */
} cwp_value_word;

/** How many words of the value were understood. */
CWP_API size_t cwp_values_word_count(const cwp_values *self, size_t index);

/** One of them, from 0; NULL past the end. Borrowed. */
CWP_API const cwp_value_word *cwp_values_word_at(const cwp_values *self, size_t index, size_t word);

/** Room that every reason of cwp_values_why fits in, in bytes. */
enum { CWP_VALUES_WHY_SIZE = 512 };

/** For the reason of an organisation's value as a whole, such as why there is no match. */
#define CWP_VALUES_WHOLE ((size_t)-1)

/**
 * Writes one reason, a whole sentence, for a match (or CWP_VALUES_WHOLE) into `text`, zero-terminated, cut at
 * `capacity`. `reason` counts from 0. Returns the length without the zero that the whole sentence has; 0 past the last.
 */
CWP_API size_t cwp_values_why(const cwp_values *self, size_t index, size_t match, size_t reason, char *text,
                              size_t capacity);

/** How many of the pathway's values none of the organisation's reflects. */
CWP_API size_t cwp_values_uncovered_count(const cwp_values *self);

/** One of them, from 0, in the pathway's order; CWP_NONE past the end. */
CWP_API cwp_id cwp_values_uncovered_at(const cwp_values *self, size_t index);

/**
 * What the pathway's value names and no value of the organisation speaks of, from 0: "empathy"; NULL past the last.
 * Static.
 */
CWP_API const char *cwp_values_missing(const cwp_values *self, cwp_id value, size_t index);

/**
 * What people who draw on care look for behind a value: the voices that speak of it, of which the links of relation
 * CWP_RELATION_EXAMPLE are the behaviours that people named. Puts the first `capacity` into `out` and returns how many
 * there are in all.
 */
CWP_API size_t cwp_value_voices(const cwp_pathway *pathway, cwp_id value, cwp_id *out, size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
