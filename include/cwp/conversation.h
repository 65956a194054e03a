#ifndef CWP_CONVERSATION_H
#define CWP_CONVERSATION_H

/**
 * @file conversation.h
 * A page to bring to a career conversation: where one person is, what they bring, what runs out, where they could go
 * and what to do first, behaviours and values to talk about, questions to ask, and what the data does not know.
 * docs/conversation.md shows one.
 *
 * It speaks to the person. Every suggestion says why it is made; nothing is ranked into a score of the person, and "no
 * evidence on record" never means "not able". It holds personal data: who may see it is the host's to decide.
 */

#include "cwp/allocator.h"
#include "cwp/assessment.h"
#include "cwp/date.h"
#include "cwp/export.h"
#include "cwp/next.h"
#include "cwp/pathway.h"
#include "cwp/portfolio.h"
#include "cwp/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The parts of the page, in their order. */
typedef enum cwp_talk_section {
  CWP_TALK_WHERE = 0,  /**< where the person is */
  CWP_TALK_STRENGTHS,  /**< what they bring: behaviours, and whole groups of statements, that are met */
  CWP_TALK_EXPIRING,   /**< what runs out within the policy's window, or has run out */
  CWP_TALK_STEPS,      /**< where they could go, and what comes first on each way */
  CWP_TALK_BEHAVIOURS, /**< behaviours, and the values that they show, to talk about */
  CWP_TALK_QUESTIONS,  /**< open questions */
  CWP_TALK_LIMITS,     /**< what the data does not know */
  CWP_TALK_SECTION_END
} cwp_talk_section;

/** "where", "strengths", "expiring", "steps", "behaviours", "questions", "limits"; "unknown" otherwise. Never NULL. */
CWP_API const char *cwp_talk_section_name(cwp_talk_section section);

/** The heading of a section, such as "What you bring"; "unknown" otherwise. Never NULL. */
CWP_API const char *cwp_talk_section_title(cwp_talk_section section);

/** One point of the page. It is handed out by pointer only and may grow at its end. Texts are borrowed, never NULL. */
typedef struct cwp_talk_point {
  cwp_talk_section section;
  unsigned depth;   /**< 0, or 1 for a point that belongs to the last one of depth 0 before it */
  cwp_id record;    /**< what it is about, or CWP_NONE */
  size_t evidence;  /**< the piece of evidence that it speaks of, or SIZE_MAX */
  cwp_date date;    /**< the day that it speaks of, or CWP_DATE_NONE */
  const char *text; /**< what to say: a sentence or two, safe to print on one line */
  const char *why;  /**< why it is said, or "" where it says so itself */
} cwp_talk_point;

/** How much is put on the page. Set it up with CWP_CONVERSATION_OPTIONS_INIT, or pass NULL for the defaults. */
typedef struct cwp_conversation_options {
  size_t size;       /**< sizeof(cwp_conversation_options) */
  size_t most_steps; /**< next steps, 1 to 20; default 3 */
  size_t most_first; /**< what to do first for each of them, 1 to 20; default 3 */
} cwp_conversation_options;

/** Three steps, three first things for each. */
#define CWP_CONVERSATION_OPTIONS_INIT                                                                                  \
  { sizeof(cwp_conversation_options), 3, 3 }

/** A page. Immutable; readable from any thread; it borrows the pathway and the portfolio, which must outlive it. */
typedef struct cwp_conversation cwp_conversation;

/**
 * Puts a page together. The question is that of cwp_next_make: where the person starts (CWP_NONE = their own role
 * category; none is needed), day, settings, policy. `options` may be NULL.
 *
 * Errors as for cwp_next_make; CWP_ERROR_ARGUMENT also when an option is out of range. Owned by the caller; free with
 * cwp_conversation_free.
 */
CWP_CHECKED cwp_status cwp_conversation_make(const cwp_pathway *pathway, const cwp_portfolio *portfolio,
                                             const cwp_question *question, const cwp_conversation_options *options,
                                             const cwp_allocator *allocator, cwp_conversation **out, cwp_error *error);

/** Frees a page. Takes NULL. */
CWP_API void cwp_conversation_free(cwp_conversation *self);

/** The next steps behind it, all of them; the page shows the first few. Borrowed. */
CWP_API const cwp_next *cwp_conversation_next(const cwp_conversation *self);

/** How many points there are. */
CWP_API size_t cwp_conversation_count(const cwp_conversation *self);

/** The point at `index`, from 0, section by section; NULL past the end. Borrowed. */
CWP_API const cwp_talk_point *cwp_conversation_at(const cwp_conversation *self, size_t index);

/**
 * The page as plain text in UTF-8, with lines of at most `width` characters (40 to 1,000, or 0 for no wrapping; a word
 * that is longer stands on a line of its own), zero-terminated, in `*out`, and its length without the zero in `*length`
 * (which may be NULL). Owned by the caller; free with cwp_text_free and the same allocator.
 * Errors: CWP_ERROR_ARGUMENT for another width, CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_conversation_print(const cwp_conversation *self, size_t width,
                                              const cwp_allocator *allocator, char **out, size_t *length,
                                              cwp_error *error);

#ifdef __cplusplus
}
#endif

#endif
