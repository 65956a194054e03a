/* What a step is, in words. */

#include "advice/sentence.h"
#include "advice/target.h"
#include "cwp/next.h"

/* Most bytes that a text of the pathway takes up in a reason: all of them fit CWP_NEXT_WHY_SIZE then. */
enum { MOST_CODE = 60, MOST_BASIS = 200, MOST_NOTE = 250 };

const char *cwp_step_kind_name(cwp_step_kind kind) {
  static const char *const names[CWP_STEP_KIND_END] = {"up", "sideways", "specialise", "onward", "other"};
  return (unsigned)kind < CWP_STEP_KIND_END ? names[kind] : "unknown";
}

/* `A step up (M.NTC-CSW, paraphrase): …` */
static void say_basis(cwp__sentence *self, const cwp_pathway *pathway, const cwp_step *step) {
  static const char *const kinds[CWP_STEP_KIND_END] = {"A step up", "A step sideways", "A step into a specialism",
                                                       "A step onward", "Another role category"};
  cwp__say(self, "%s", kinds[step->kind]);
  if (step->move != CWP_NONE) {
    cwp__say(self, " (");
    cwp__say_shown(self, cwp_record_code(pathway, step->move), MOST_CODE);
    cwp__say(self, ", %s)", cwp_provenance_name(step->status));
  }
  cwp__say(self, ": ");
  cwp__say_shown(self, step->basis, MOST_BASIS);
  if (step->note[0]) {
    cwp__say(self, " ");
    cwp__say_shown(self, step->note, MOST_NOTE);
  }
}

/* `3 musts and 17 shoulds remain; 28 requirements carry over, and 11 are new.` */
static void say_counts(cwp__sentence *self, const cwp_step *step) {
  cwp__say_count(self, step->remaining[CWP_MUST], "must");
  cwp__say(self, " and ");
  cwp__say_count(self, step->remaining[CWP_SHOULD], "should");
  cwp__say(self, " remain; ");
  cwp__say_count(self, step->carried, "requirement");
  cwp__say(self, " carr%s over, and %lu %s new.", step->carried == 1 ? "ies" : "y", (unsigned long)step->added,
           step->added == 1 ? "is" : "are");
}

/* What remains, and what the data lacks, so that a short list does not pass for readiness. */
static void say_role(cwp__sentence *self, const cwp_step *step) {
  if (step->coverage == CWP_COVERAGE_SUMMARY)
    cwp__say(self, " The data holds only a summary: how much remains cannot be told, so the step comes after those of "
                   "which it holds more. Of what it holds, ");
  else
    cwp__say(self, " ");
  say_counts(self, step);
  if (step->ready) cwp__say(self, " Every must and should is met.");
  if (step->coverage == CWP_COVERAGE_PARTIAL)
    cwp__say(self, " The data holds a part of what is asked, so more may remain.");
  if (step->coverage == CWP_COVERAGE_COMPLETE || !step->coverage_note[0]) return;
  cwp__say(self, " ");
  cwp__say_shown(self, step->coverage_note, MOST_NOTE);
}

static void say_area(cwp__sentence *self, const cwp_next *next, size_t step) {
  const cwp_step_line *line = cwp_next_line_at(next, step, 0);
  if (line && line->carried)
    cwp__say(self, " There is evidence of it on record, so the step is taken already.");
  else if (line)
    cwp__say(self, " So far: %s.", cwp__standing_words(line->judgement->standing));
  cwp__say(self, " %s How much remains cannot be told.", cwp_next_at(next, step)->coverage_note);
}

size_t cwp_next_why(const cwp_next *self, size_t step, char *text, size_t capacity) {
  cwp__sentence words;
  cwp__sentence_start(&words, text, capacity);
  const cwp_step *one = cwp_next_at(self, step);
  if (!one) return 0;
  const cwp_pathway *pathway = cwp__next_pathway(self);
  say_basis(&words, pathway, one);
  if (cwp_record_kind(pathway, one->target) == CWP_KIND_PRACTICE_AREA)
    say_area(&words, self, step);
  else
    say_role(&words, one);
  return cwp__sentence_end(&words);
}
