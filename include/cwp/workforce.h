#ifndef CWP_WORKFORCE_H
#define CWP_WORKFORCE_H

/**
 * @file workforce.h
 * Many people at once: columns of evidence in, columns of answers out, both as Arrow. docs/workforce.md shows it.
 *
 * An answer says of each person what cwp_assessment_make says of them, and a test holds the two together. No Arrow
 * library is linked: any that speaks the C data interface (cwp/arrow.h) can hand tables in and take answers.
 *
 * **Columns in.** They are found by name; others are kept for grouping (workers) or passed over (evidence). Text may be
 * plain, with 32-bit or 64-bit offsets, or views, and any of these behind a dictionary; integers of any width, signed
 * or not; days are date32, date64, or timestamps (the day in which they fall; with a time zone, in UTC); null means not
 * known.
 *
 * | evidence | type | meaning |
 * |---|---|---|
 * | `worker` | text or integer; required | the host's key for the person |
 * | `subject` | text or integer; required | what it is about: a code, or a cwp_id of the pathway |
 * | `kind` | text or integer | cwp_evidence_kind or its name; null or no column: trained |
 * | `result` | text or integer | cwp_result or its name; null or no column: completed |
 * | `from`, `until` | day | first and last day on which it holds |
 * | `extent` | text or integer | cwp_extent or its name; null or no column: full |
 *
 * | workers | type | meaning |
 * |---|---|---|
 * | `worker` | as in the evidence; required | each person once |
 * | `role` | text or integer | code or cwp_id of the own role category |
 * | `started` | day | start in the post |
 * | `settings` | text | codes of practice areas and delegated activities, beside the question's, with spaces between |
 * | any other | text, integer or boolean | what answers can be grouped by: `site`, `job_role`, ... |
 *
 * Instead of one row a piece, evidence may be **wide**: a row a person with the flags of the national data set,
 * `tr20flag` (1: there is such training), `tr20count` and `tr20latestdate`, for any of its training categories,
 * `ql04achq2` and `ql04year2` (or `ql302app`), for any of its qualifications, and `ccstatus`; it is when there is no
 * `subject`. Names of these columns are in any case, numbers may be texts, days too ("31/12/2025" or "2025-12-31"), and
 * they mean what cwp_import makes of such files: a known count says more than a flag, blank, -1 and -2 are not known.
 *
 * Nothing is dropped in silence: rows that cannot count are counted, with what was seen, in cwp_workforce_findings.
 */

#include "cwp/allocator.h"
#include "cwp/arrow.h"
#include "cwp/assessment.h"
#include "cwp/date.h"
#include "cwp/export.h"
#include "cwp/pathway.h"
#include "cwp/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What is asked about a workforce. Columns of an answer: docs/workforce.md. */
typedef enum cwp_workforce_answer {
  CWP_ANSWER_OWN = 0,     /**< each person against the own role category: a row each */
  CWP_ANSWER_MOVES,       /**< each person against every role category: a row for each of them */
  CWP_ANSWER_GAPS,        /**< of each requirement of the own role categories, how many people stand where */
  CWP_ANSWER_READINESS,   /**< how many are ready for each role category, and whose nearest next one it is */
  CWP_ANSWER_COURSE,      /**< what a piece of learning would change if everybody in a group had it */
  CWP_ANSWER_CONSISTENCY, /**< how many of each job role are in which role category, and whether that is the one that
                               the pathway's suggestions have for the job role */
  CWP_ANSWER_END
} cwp_workforce_answer;

/** "own", "moves", "gaps", "readiness", "course", "consistency"; "unknown" else. Never NULL. */
CWP_API const char *cwp_workforce_answer_name(cwp_workforce_answer answer);

/** How tables are taken in. Set it up with CWP_WORKFORCE_OPTIONS_INIT, or pass NULL for the defaults. */
typedef struct cwp_workforce_options {
  size_t size; /**< sizeof(cwp_workforce_options) */
  /** Called now and then with the rows taken or judged so far; a result other than 0 stops the work with
      CWP_ERROR_ARGUMENT ("cancelled"). From one thread at a time, not always the caller's. May be NULL. */
  int (*progress)(void *context, uint64_t rows);
  void *progress_context; /**< handed to `progress` untouched */
  size_t most_groups;     /**< most groups of an answer; 0 = 1,000,000. More is CWP_ERROR_LIMIT */
  int sorted; /**< cwp_workforce_stream: 1 promises that both tables are sorted by `worker`, numbers by size and texts
                 by their bytes, so that workers too are let go of as they go by */
} cwp_workforce_options;

/** The default options. */
#define CWP_WORKFORCE_OPTIONS_INIT                                                                                     \
  { sizeof(cwp_workforce_options), 0, 0, 0, 0 }

/** What is asked. Set it up with CWP_WORKFORCE_QUESTION_INIT. All that it points to is borrowed for the call. */
typedef struct cwp_workforce_question {
  size_t size;                 /**< sizeof(cwp_workforce_question) */
  cwp_workforce_answer answer; /**< what is asked */
  const cwp_date *on;       /**< the days asked about, each after the one before; CWP_ANSWER_CONSISTENCY needs none */
  size_t on_count;          /**< how many, up to CWP_WORKFORCE_DATES */
  const cwp_id *settings;   /**< as in cwp_question; for everybody, beside the column `settings` */
  size_t setting_count;     /**< how many */
  const cwp_policy *policy; /**< NULL = the default policy */
  const char *const *by;  /**< names of columns of the workers to group by; counts only. All that is counted is counted
                               by own role category, so that "role" adds nothing */
  size_t by_count;        /**< how many, up to CWP_WORKFORCE_KEYS */
  cwp_id course;          /**< CWP_ANSWER_COURSE: what it is about: anything that evidence can be about. It would
                               be completed on the day asked about, in full, and not end */
  cwp_evidence_kind kind; /**< CWP_ANSWER_COURSE: as what it would count; default trained */
  const char *job_role;   /**< CWP_ANSWER_CONSISTENCY: column with the job role as a code of the national data set,
                               number or "ASC.J8"; NULL = "job_role" */
  unsigned threads;       /**< 0 = one for each core; default 1. The answer is the same for any number */
  size_t batch_rows;      /**< people in a batch of an answer with rows for people; 0 = 65,536 */
} cwp_workforce_question;

/** Most days, and most columns to group by, of one question. */
enum { CWP_WORKFORCE_DATES = 1200, CWP_WORKFORCE_KEYS = 16 };

/** A question about the own role category, without a day yet. */
#define CWP_WORKFORCE_QUESTION_INIT                                                                                    \
  { sizeof(cwp_workforce_question), CWP_ANSWER_OWN, 0, 0, 0, 0, 0, 0, 0, CWP_NONE, CWP_EVIDENCE_TRAINED, 0, 1, 0 }

/** Tables of people and their evidence, ready for questions. Immutable; any number of threads may ask it. */
typedef struct cwp_workforce cwp_workforce;

/** One of several tables that cwp_workforce_chain puts one behind the other. */
typedef struct cwp_workforce_part {
  const char *name;               /**< what errors call it, such as a file's path; borrowed */
  struct ArrowArrayStream stream; /**< its rows, taken over */
  uint64_t rows;                  /**< how many it gave so far: written while the chain is read */
} cwp_workforce_part;

/**
 * Several tables as one: the rows of the first, then those of the second, and so on, batch by batch without a copy. All
 * must have the columns of the first and no others, of the same types, in any order; they come out in the first one's.
 * (A column that only some tables have is refused, since without it the others' rows would say something else: a
 * result that is not given is a completed one.)
 *
 * The streams are taken over, whatever comes of it. `parts`, `count` of them, are borrowed until `out`, which is the
 * caller's to release, is; by then all of their streams are released too. Each error of a table is that of the chain,
 * with the table's own message.
 *
 * Errors: CWP_ERROR_INVALID, with the part's name as path, for columns that differ and what is no table; CWP_ERROR_IO
 * with a stream's own error; CWP_ERROR_ARGUMENT without any part; CWP_ERROR_MEMORY. `allocator` may be NULL; batches
 * may outlive the stream and be released in any thread, so it must allow for that.
 */
CWP_CHECKED cwp_status cwp_workforce_chain(cwp_workforce_part *parts, size_t count, const cwp_allocator *allocator,
                                           struct ArrowArrayStream *out, cwp_error *error);

/**
 * Takes tables in. Both streams are taken over, read to their end and released, whatever comes of it; their columns
 * are kept as they are, without a copy, until the workforce and all its answers are gone. `workers` may be NULL: then
 * the evidence says who there is, and nobody's role category is known. The pathway is borrowed. Beside the columns,
 * memory takes under 64 bytes a person where each one's evidence lies together. Where it does not, evidence is put in
 * order here, once: in 8 bytes a piece more, and 14 while that is done; where there are workers its arrays are released
 * then. A pathway of more than 16,383 records makes that 9 and 16.
 *
 * Arrow structs cannot say how long a buffer is, so what an array says of itself is checked as far as it can be seen:
 * counts, lengths, offsets that are negative or go down, indices beyond a dictionary, missing or misaligned buffers.
 *
 * The caller's streams are called in this call only; the arrays that they gave are released when the workforce and its
 * answers are gone, in the thread that releases the last of them. The allocator must take calls from there.
 *
 * Errors: CWP_ERROR_INVALID when a column is missing or of a type that it cannot have, or an array contradicts itself
 * (lengths, offsets, released), with the column's name and the reason; CWP_ERROR_IO with a stream's own error;
 * CWP_ERROR_LIMIT; CWP_ERROR_ARGUMENT; CWP_ERROR_MEMORY. The caller's; free with cwp_workforce_free.
 */
CWP_CHECKED cwp_status cwp_workforce_make(const cwp_pathway *pathway, struct ArrowArrayStream *workers,
                                          struct ArrowArrayStream *evidence, const cwp_workforce_options *options,
                                          const cwp_allocator *allocator, cwp_workforce **out, cwp_error *error);

/** Frees a workforce. Takes NULL. Answers that are still being read live on. */
CWP_API void cwp_workforce_free(cwp_workforce *self);

CWP_API uint64_t cwp_workforce_people(const cwp_workforce *self);   /**< people in it; 0 for NULL */
CWP_API uint64_t cwp_workforce_evidence(const cwp_workforce *self); /**< rows of evidence that can count */
CWP_API uint64_t cwp_workforce_refused(const cwp_workforce *self);  /**< rows, of both tables, that cannot */

/**
 * Answers a question. The answer is an Arrow stream, the caller's to release; it may outlive the workforce and be read
 * in any thread, by one at a time. Answers with rows for people are computed as they are read, batch by batch, in the
 * order of the workers; the others are computed in this call. Labels are dictionary-encoded, counts are signed
 * integers. With `threads` other than 1 threads are started for as long as each of these takes; the allocator must then
 * take calls from several at once.
 *
 * Errors: CWP_ERROR_ARGUMENT when a day, setting, column, course or policy is none, or `progress` stops it;
 * CWP_ERROR_LIMIT; CWP_ERROR_MEMORY. What goes wrong while an answer is read comes out of get_next.
 */
CWP_CHECKED cwp_status cwp_workforce_ask(const cwp_workforce *self, const cwp_workforce_question *question,
                                         struct ArrowArrayStream *out, cwp_error *error);

/**
 * The same on tables larger than memory: evidence is read as the answer is, a few batches at a time, and each person's
 * must lie together; without workers, it must be sorted by `worker`, numbers by size and texts by their bytes, since
 * nobody else remembers who there was. Both streams are taken over; the evidence is released with the answer, or at
 * once on an error. The workers are kept whole, with a bit more for each of them. Rows for people come in the order of
 * the evidence, those of whom there is none last. Where a person's evidence turns out to lie apart, the answer fails
 * and names row and person: with EINVAL where it has rows for people, with CWP_ERROR_INVALID here where it counts.
 * Progress is told as for cwp_workforce_make and cwp_workforce_ask.
 *
 * With `sorted` in the options memory does not grow with the workers either: the two tables are read side by side, both
 * as the answer is, and released with it. Rows for people come in the order of the workers, as from cwp_workforce_ask.
 * Where either table turns out not to be sorted, the answer fails in the same way. Workers are kept whole all the same
 * where people are grouped by columns of theirs, the job role included, and where they have a column `settings`; then
 * rows come as without the promise.
 *
 * `findings`, which may be NULL, gets what cwp_workforce_findings gives, once the answer has been read to its end;
 * before that it fails with EINVAL. Release both, in any order.
 *
 * Errors: as for cwp_workforce_make and cwp_workforce_ask; `out` and `findings` are released then.
 */
CWP_CHECKED cwp_status cwp_workforce_stream(const cwp_pathway *pathway, struct ArrowArrayStream *workers,
                                            struct ArrowArrayStream *evidence, const cwp_workforce_options *options,
                                            const cwp_workforce_question *question, const cwp_allocator *allocator,
                                            struct ArrowArrayStream *out, struct ArrowArrayStream *findings,
                                            cwp_error *error);

/**
 * What cannot count, as an Arrow stream of one batch, of none where everything does: `finding` (text:
 * "WF.unknown-subject", "WF.unknown-kind", "WF.unknown-result", "WF.unknown-extent", "WF.unknown-flag",
 * "WF.unknown-role", "WF.unknown-setting", "WF.unknown-worker", "WF.no-worker", "WF.no-subject", "WF.twice",
 * "WF.day-range", "WF.until-before-from"), `table` ("workers" or "evidence"), `column`, `value` (what was seen, null
 * where it is a matter of the whole row), `rows` (int64, how many), `first_row` (int64, the first of them, from 0),
 * `counts` (boolean: the row still counts, without that value). One row for each finding and value, in the order of
 * tables and rows, up to 10,000; what goes beyond is added up under a null value. A null or empty key or subject is
 * none. May outlive the workforce.
 */
CWP_CHECKED cwp_status cwp_workforce_findings(const cwp_workforce *self, struct ArrowArrayStream *out,
                                              cwp_error *error);

#ifdef __cplusplus
}
#endif

#endif
