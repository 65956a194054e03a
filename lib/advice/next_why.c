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

/* `3 musts and 17 shoulds remain; 28 requirements carry over, 11 of the target's are new.` */
static void say_counts(cwp__sentence *self, const cwp_step *step) {
  cwp__say(self, " ");
  cwp__say_count(self, step->remaining[CWP_MUST], "must");
  cwp__say(self, " and ");
  cwp__say_count(self, step->remaining[CWP_SHOULD], "should");
  cwp__say(self, " remain; ");
  cwp__say_count(self, step->carried, "requirement");
  cwp__say(self, " carr%s over, and ", step->carried == 1 ? "ies" : "y");
  cwp__say_count(self, step->added, "requirement");
  cwp__say(self, " %s new.", step->added == 1 ? "is" : "are");
}

/* What the data lacks of the target, so that a short list does not pass for readiness. */
static void say_coverage(cwp__sentence *self, const cwp_step *step) {
  if (step->coverage == CWP_COVERAGE_COMPLETE) {
    if (step->ready) cwp__say(self, " Every must and should is met.");
    return;
  }
  cwp__say(self,
           step->coverage == CWP_COVERAGE_SUMMARY
               ? " The data holds only a summary: how much remains cannot be told, so it is ranked after what the "
                 "data holds more of."
               : " The data holds a part of what is asked, so more may remain.");
  if (!step->coverage_note[0]) return;
  cwp__say(self, " ");
  cwp__say_shown(self, step->coverage_note, MOST_NOTE);
}

static void say_area(cwp__sentence *self, const cwp_next *next, size_t step) {
  const cwp_step_line *line = cwp_next_line_at(next, step, 0);
  if (!line) return;
  if (line->carried)
    cwp__say(self, " There is evidence of it on record, so the step is taken already.");
  else
    cwp__say(self, " So far it is %s.", cwp_standing_name(line->judgement->standing));
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
    say_counts(&words, one);
  say_coverage(&words, one);
  return cwp__sentence_end(&words);
}
