#include "cwp/next.h"

#include "support/failing_allocator.h"
#include "support/she.h"
#include "support/suite.h"

#include <stdint.h>
#include <string.h>

static cwp_next *next;

static void forget(void) {
  cwp_next_free(next);
  next = NULL;
}

static void tear_down(void) {
  forget();
  she_ends();
}

static void find(int all) {
  cwp_next_options options = CWP_NEXT_OPTIONS_INIT;
  cwp_error error = CWP_ERROR_INIT;
  options.all = all;
  forget();
  she_packs();
  ck_assert_msg(cwp_next_make(pathway, portfolio, &she.question, &options, NULL, &next, &error) == CWP_OK, "%s",
                error.message);
}

/* The targets of the steps in their order: "E C B D P.x P.y". */
static const char *order(int all) {
  static char text[256];
  find(all);
  text[0] = '\0';
  for (size_t i = 0; i < cwp_next_count(next); i++) {
    if (i > 0) strcat(text, " ");
    strcat(text, cwp_record_code(pathway, cwp_next_at(next, i)->target));
  }
  return text;
}

/* The step to a target; fails the test when there is none. */
static size_t place_of(const cwp_next *self, const cwp_pathway *in, const char *target) {
  cwp_id id = framework_id(in, target);
  size_t i = 0;
  while (i < cwp_next_count(self) && cwp_next_at(self, i)->target != id)
    i++;
  ck_assert_msg(i < cwp_next_count(self), "there is no step to %s", target);
  return i;
}

static const cwp_step *step_to(const char *target) {
  return cwp_next_at(next, place_of(next, pathway, target));
}

static void has(const char *about) {
  person_has(&she, about, CWP_EVIDENCE_ASSESSED);
}

/* Which steps there are. */

START_TEST(every_move_and_every_open_area_is_a_step) {
  find(0);
  ck_assert_uint_eq(cwp_next_count(next), 6);
  ck_assert_uint_eq(cwp_next_from(next), framework_id(pathway, "A"));
  ck_assert_uint_eq(cwp_assessment_role(cwp_next_own(next)), framework_id(pathway, "A"));
  ck_assert_int_eq(step_to("B")->kind, CWP_STEP_UP);
  ck_assert_int_eq(step_to("C")->kind, CWP_STEP_SPECIALISE);
  ck_assert_int_eq(step_to("D")->kind, CWP_STEP_SIDEWAYS);
  ck_assert_int_eq(step_to("E")->kind, CWP_STEP_ONWARD);
  ck_assert_int_eq(step_to("P.x")->kind, CWP_STEP_SPECIALISE);
  ck_assert_int_eq(step_to("P.y")->kind, CWP_STEP_SPECIALISE);
}
END_TEST

START_TEST(kinds_have_names) {
  static const char *const names[] = {"up", "sideways", "specialise", "onward", "other", "unknown"};
  for (int kind = 0; kind <= CWP_STEP_KIND_END; kind++)
    ck_assert_str_eq(cwp_step_kind_name((cwp_step_kind)kind), names[kind]);
  ck_assert_str_eq(cwp_step_kind_name((cwp_step_kind)-1), "unknown");
}
END_TEST

START_TEST(a_step_says_what_it_rests_on) {
  find(0);
  const cwp_step *step = step_to("B");
  ck_assert_uint_eq(step->move, framework_id(pathway, "M.A-B"));
  ck_assert_str_eq(step->basis, "From A to B.");
  ck_assert_str_eq(step->note, "Quite sure.");
  ck_assert_int_eq(step->status, CWP_PROVENANCE_EDITORIAL);
  ck_assert_uint_eq(step->source, framework_id(pathway, "S"));
  step = step_to("P.x");
  ck_assert_uint_eq(step->move, CWP_NONE);
  ck_assert_str_eq(step->basis, "The practice area is open to people in the role category.");
  ck_assert_str_eq(step->note, "First of two.");
  ck_assert_uint_eq(step->source, framework_id(pathway, "S"));
}
END_TEST

START_TEST(all_adds_the_role_categories_that_no_move_leads_to) {
  ck_assert_str_eq(order(0), "E C B D P.x P.y");
  ck_assert_str_eq(order(1), "E C B D P.x P.y F G");
  ck_assert_int_eq(step_to("F")->kind, CWP_STEP_OTHER);
  ck_assert_uint_eq(step_to("F")->move, CWP_NONE);
  ck_assert_str_ne(step_to("F")->basis, "");
}
END_TEST

START_TEST(who_has_no_role_category_starts_from_anywhere) {
  she.about.role = NULL;
  ck_assert_str_eq(order(0), "F A E C G B D");
  ck_assert_uint_eq(cwp_next_from(next), CWP_NONE);
  ck_assert_ptr_null(cwp_next_own(next));
  for (size_t i = 0; i < cwp_next_count(next); i++) {
    const cwp_step *step = cwp_next_at(next, i);
    ck_assert_int_eq(step->kind, CWP_STEP_OTHER);
    ck_assert_uint_eq(step->added, cwp_next_line_count(next, i));
  }
}
END_TEST

START_TEST(the_question_may_start_elsewhere) {
  she.question.role = framework_id(pathway, "B");
  ck_assert_str_eq(order(0), "C G");
  ck_assert_uint_eq(cwp_next_from(next), framework_id(pathway, "B"));
  she.question.role = framework_id(pathway, "F");
  ck_assert_str_eq(order(0), "");
  she.about.role = "unheard-of"; /* not looked at then */
  ck_assert_str_eq(order(0), "");
}
END_TEST

/* What a step says. */

START_TEST(a_step_counts_what_remains_what_carries_over_and_what_is_new) {
  has("A.K1");
  has("B.B1");
  find(0);
  const cwp_step *step = step_to("B");
  ck_assert_uint_eq(step->counts[CWP_MUST].needed, 2);
  ck_assert_uint_eq(step->counts[CWP_MUST].standing[CWP_STANDING_MET], 1);
  ck_assert_uint_eq(step->remaining[CWP_MUST], 1);
  ck_assert_uint_eq(step->remaining[CWP_SHOULD], 1);
  ck_assert_uint_eq(step->remaining[CWP_CAN], 0);
  ck_assert_uint_eq(step->carried, 3);                   /* A.K1.1, A.K1.2, B.B1 */
  ck_assert_uint_eq(step->added, 3);                     /* B.B1, B.B2, B.K1.1: A.K1 is asked already */
  ck_assert_uint_eq(step->added_remaining[CWP_MUST], 1); /* B.B2 */
  ck_assert_uint_eq(step->added_remaining[CWP_SHOULD], 1);
  ck_assert_int_eq(step->ready, 0);
  ck_assert_int_eq(step->taken, 0);
}
END_TEST

START_TEST(what_expires_soon_carries_over_and_what_has_expired_remains) {
  has("B.B1");
  has("B.B2");
  she.evidence[0].until = day("2026-06-01");
  she.evidence[1].until = day("2026-05-31");
  find(0);
  ck_assert_uint_eq(step_to("B")->carried, 1);
  ck_assert_uint_eq(step_to("B")->remaining[CWP_MUST], 1);
}
END_TEST

START_TEST(what_remains_is_listed_first_and_musts_before_shoulds) {
  static const char *const codes[] = {"B.B2", "A.K1.2", "B.B1", "B.K1.1", "A.K1.1"};
  static const int carried[] = {0, 0, 1, 1, 1}, added[] = {1, 0, 1, 1, 0};
  has("B.B1");
  has("B.K1");
  has("A.K1.1");
  find(0);
  size_t step = place_of(next, pathway, "B");
  ck_assert_uint_eq(cwp_next_line_count(next, step), 5);
  for (size_t i = 0; i < 5; i++) {
    const cwp_step_line *line = cwp_next_line_at(next, step, i);
    ck_assert_str_eq(cwp_record_code(pathway, line->judgement->requirement.line), codes[i]);
    ck_assert_int_eq(line->carried, carried[i]);
    ck_assert_int_eq(line->added, added[i]);
    ck_assert_ptr_eq(line->judgement, cwp_assessment_at(cwp_next_assessment(next, step), line->index));
  }
  ck_assert_ptr_null(cwp_next_line_at(next, step, 5));
}
END_TEST

START_TEST(a_practice_area_is_one_requirement_of_the_own_role_category) {
  find(0);
  size_t step = place_of(next, pathway, "P.x");
  ck_assert_uint_eq(cwp_next_line_count(next, step), 1);
  const cwp_step_line *line = cwp_next_line_at(next, step, 0);
  ck_assert_uint_eq(line->judgement->requirement.line, framework_id(pathway, "P.x"));
  ck_assert_int_eq(line->added, 0);
  ck_assert_ptr_eq(cwp_next_assessment(next, step), cwp_next_own(next));
  ck_assert_uint_eq(step_to("P.x")->remaining[CWP_CAN], 1);
  ck_assert_int_eq(step_to("P.x")->coverage, CWP_COVERAGE_SUMMARY);
}
END_TEST

START_TEST(a_setting_makes_its_area_a_must) {
  person_works_in(&she, "P.y");
  find(0);
  ck_assert_uint_eq(step_to("P.y")->remaining[CWP_MUST], 1);
  ck_assert_uint_eq(step_to("P.y")->remaining[CWP_CAN], 0);
  ck_assert_uint_eq(step_to("B")->remaining[CWP_MUST], 3);
}
END_TEST

START_TEST(coverage_is_never_hidden) {
  find(1);
  ck_assert_int_eq(step_to("B")->coverage, CWP_COVERAGE_COMPLETE);
  ck_assert_int_eq(step_to("C")->coverage, CWP_COVERAGE_PARTIAL);
  ck_assert_str_eq(step_to("C")->coverage_note, "C is known in part.");
  ck_assert_int_eq(step_to("D")->coverage, CWP_COVERAGE_SUMMARY);
  ck_assert_str_eq(step_to("D")->coverage_note, "D is a summary.");
  ck_assert_int_eq(step_to("G")->coverage, CWP_COVERAGE_PARTIAL); /* it builds on C */
  ck_assert_str_eq(step_to("G")->coverage_note, "C is known in part.");
}
END_TEST

START_TEST(only_what_is_held_completely_is_ever_ready) {
  static const char *const codes[] = {"A.K1", "B.B1", "B.B2", "B.K1", "C.B1", "C.K1", "D.R1"};
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
    has(codes[i]);
  find(0);
  ck_assert_int_eq(step_to("B")->ready, 1);
  ck_assert_int_eq(step_to("C")->ready, 0);
  ck_assert_int_eq(step_to("D")->ready, 0);
  ck_assert_uint_eq(step_to("C")->remaining[CWP_MUST] + step_to("C")->remaining[CWP_SHOULD], 0);
}
END_TEST

/* The order. */

START_TEST(fewer_musts_come_first_then_fewer_shoulds) {
  ck_assert_str_eq(order(0), "E C B D P.x P.y"); /* 1 and 5; 1 and 5, in part; 2 and 3 */
  has("B.B1");
  ck_assert_str_eq(order(0), "B E C D P.x P.y"); /* 1 and 3 */
  has("E.B1");
  ck_assert_str_eq(order(0), "E B C D P.x P.y");
  has("C.B1");
  has("C.K1");
  ck_assert_str_eq(order(0), "C E B D P.x P.y"); /* 0 and 3; 0 and 5; 1 and 3 */
}
END_TEST

START_TEST(complete_coverage_comes_before_partial_where_the_counts_are_the_same) {
  find(0);
  ck_assert_uint_eq(step_to("C")->remaining[CWP_MUST], step_to("E")->remaining[CWP_MUST]);
  ck_assert_uint_eq(step_to("C")->remaining[CWP_SHOULD], step_to("E")->remaining[CWP_SHOULD]);
  ck_assert_uint_lt(place_of(next, pathway, "E"), place_of(next, pathway, "C"));
}
END_TEST

START_TEST(summaries_come_after_the_rest_whatever_they_count) {
  has("D.R1");
  ck_assert_str_eq(order(0), "E C B D P.x P.y");
  ck_assert_uint_eq(step_to("D")->remaining[CWP_MUST], 0);
}
END_TEST

START_TEST(areas_that_are_begun_come_before_others_and_those_taken_come_last) {
  has("P.y");
  she.evidence[0].result = CWP_RESULT_BOOKED;
  ck_assert_str_eq(order(0), "E C B D P.y P.x");
  she.evidence[0].result = CWP_RESULT_COMPLETED;
  ck_assert_str_eq(order(0), "E C B D P.x P.y");
  ck_assert_int_eq(step_to("P.y")->taken, 1);
  ck_assert_str_eq(order(1), "E C B D P.x F G P.y");
  she.evidence[0].about = "L.x"; /* learning that covers it */
  ck_assert_str_eq(order(0), "E C B D P.y P.x");
}
END_TEST

START_TEST(the_order_of_evidence_does_not_matter) {
  static const char *const names[] = {"laura", "paul", "poonam", "kelly"};
  cwp_question question = story_question();
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    cwp_portfolio *forwards = persona_read(names[i]), *backwards = portfolio_backwards(forwards);
    const cwp_pathway *in = edition("2025");
    cwp_next *a = NULL, *b = NULL;
    ck_assert_int_eq(cwp_next_make(in, forwards, &question, NULL, NULL, &a, NULL), CWP_OK);
    ck_assert_int_eq(cwp_next_make(in, backwards, &question, NULL, NULL, &b, NULL), CWP_OK);
    ck_assert_uint_eq(cwp_next_count(a), cwp_next_count(b));
    for (size_t k = 0; k < cwp_next_count(a); k++) {
      ck_assert_uint_eq(cwp_next_at(a, k)->target, cwp_next_at(b, k)->target);
      ck_assert_uint_eq(cwp_next_at(a, k)->carried, cwp_next_at(b, k)->carried);
      ck_assert_mem_eq(cwp_next_at(a, k)->remaining, cwp_next_at(b, k)->remaining, sizeof cwp_next_at(a, k)->remaining);
    }
    cwp_next_free(a);
    cwp_next_free(b);
    cwp_portfolio_free(forwards);
    cwp_portfolio_free(backwards);
  }
}
END_TEST

/* Words. */

static const char *why(const char *target) {
  static char text[CWP_NEXT_WHY_SIZE];
  size_t length = cwp_next_why(next, place_of(next, pathway, target), text, sizeof text);
  ck_assert_uint_eq(length, strlen(text));
  ck_assert_uint_lt(length, sizeof text);
  return text;
}

START_TEST(reasons_say_all_that_decides) {
  has("A.K1");
  has("P.y");
  find(1);
  ck_assert_str_eq(why("B"), "A step up (M.A-B, editorial): From A to B. Quite sure. 2 musts and 1 should remain; "
                             "2 requirements carry over, and 3 are new.");
  ck_assert_str_eq(why("C"),
                   "A step into a specialism (M.A-C, editorial): From A to C. 1 must and 3 shoulds remain; "
                   "2 requirements carry over, and 4 are new. The data holds a part of what is asked, so more "
                   "may remain. C is known in part.");
  ck_assert_str_eq(why("D"), "A step sideways (M.A-D, editorial): From A to D. The data holds only a summary: how much "
                             "remains cannot be told, so the step comes after those of which it holds more. Of what it "
                             "holds, 1 must and 0 shoulds remain; 0 requirements carry over, and 1 is new. D is a "
                             "summary.");
  ck_assert_str_eq(why("P.x"), "A step into a specialism: The practice area is open to people in the role category. "
                               "First of two. So far: no evidence on record. The data holds the area's name and the "
                               "learning suggested for it, not what its framework asks. How much remains cannot be "
                               "told.");
  ck_assert_ptr_nonnull(strstr(why("P.y"), "There is evidence of it on record, so the step is taken already."));
  ck_assert_ptr_nonnull(strstr(why("F"), "Another role category: No move of the pathway leads there"));
}
END_TEST

START_TEST(a_step_that_is_ready_says_so) {
  static const char *const codes[] = {"A.K1", "B.B1", "B.B2", "B.K1"};
  for (size_t i = 0; i < 4; i++)
    has(codes[i]);
  find(0);
  ck_assert_ptr_nonnull(strstr(why("B"), "Every must and should is met."));
}
END_TEST

START_TEST(reasons_are_cut_where_they_do_not_fit) {
  char text[20];
  find(0);
  size_t whole = cwp_next_why(next, 0, NULL, 0);
  ck_assert_uint_gt(whole, sizeof text);
  memset(text, 'x', sizeof text);
  ck_assert_uint_eq(cwp_next_why(next, 0, text, sizeof text), whole);
  ck_assert_uint_eq(strlen(text), sizeof text - 1);
  ck_assert_uint_eq(cwp_next_why(next, 99, text, sizeof text), 0);
  ck_assert_str_eq(text, "");
}
END_TEST

/* Wrong questions. */

static cwp_status ask(const cwp_pathway *in, const cwp_portfolio *of, const cwp_question *question,
                      const cwp_next_options *options, cwp_error *error) {
  cwp_next *out = (cwp_next *)&she;
  cwp_status status = cwp_next_make(in, of, question, options, NULL, &out, error);
  if (status)
    ck_assert_ptr_null(out);
  else
    cwp_next_free(out);
  return status;
}

START_TEST(wrong_questions_are_refused) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_next_options options = CWP_NEXT_OPTIONS_INIT;
  cwp_question question = she.question;
  cwp_policy policy = CWP_POLICY_INIT;
  find(0);
  ck_assert_int_eq(ask(NULL, portfolio, &question, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(ask(pathway, NULL, &question, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(ask(pathway, portfolio, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_next_make(pathway, portfolio, &question, NULL, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  options.size = 1;
  ck_assert_int_eq(ask(pathway, portfolio, &question, &options, &error), CWP_ERROR_ARGUMENT);
  question.size = 1;
  ck_assert_int_eq(ask(pathway, portfolio, &question, NULL, &error), CWP_ERROR_ARGUMENT);
  question = she.question;
  question.on = CWP_DATE_NONE;
  ck_assert_int_eq(ask(pathway, portfolio, &question, NULL, &error), CWP_ERROR_ARGUMENT);
  question = she.question;
  question.role = framework_id(pathway, "P.x");
  ck_assert_int_eq(ask(pathway, portfolio, &question, NULL, &error), CWP_ERROR_ARGUMENT);
  question = she.question;
  policy.expiring_days = -1;
  question.policy = &policy;
  ck_assert_int_eq(ask(pathway, portfolio, &question, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_str_ne(error.message, "");
  ck_assert_int_eq(ask(pathway, portfolio, &she.question, NULL, NULL), CWP_OK);
}
END_TEST

START_TEST(a_role_category_that_the_edition_lacks_is_said) {
  cwp_error error = CWP_ERROR_INIT;
  she.about.role = "ECW";
  cwp_portfolio *other = person_portfolio(&she);
  ck_assert_int_eq(ask(pathway, other, &she.question, NULL, &error), CWP_ERROR_NOT_FOUND);
  ck_assert_ptr_nonnull(strstr(error.message, "ECW"));
  cwp_portfolio_free(other);
}
END_TEST

START_TEST(nothing_has_nothing) {
  cwp_next_free(NULL);
  ck_assert_uint_eq(cwp_next_count(NULL), 0);
  ck_assert_uint_eq(cwp_next_from(NULL), CWP_NONE);
  ck_assert_ptr_null(cwp_next_own(NULL));
  ck_assert_ptr_null(cwp_next_at(NULL, 0));
  ck_assert_ptr_null(cwp_next_assessment(NULL, 0));
  ck_assert_uint_eq(cwp_next_line_count(NULL, 0), 0);
  ck_assert_ptr_null(cwp_next_line_at(NULL, 0, 0));
  find(0);
  ck_assert_ptr_null(cwp_next_at(next, cwp_next_count(next)));
  ck_assert_ptr_null(cwp_next_assessment(next, cwp_next_count(next)));
  ck_assert_ptr_null(cwp_next_line_at(next, cwp_next_count(next), 0));
}
END_TEST

/* The editions and the personas. */

/* The parts of every step of every role category of an edition add up. */
static void ck_adds_up(const cwp_pathway *in) {
  cwp_portfolio *kelly = persona_read("kelly");
  cwp_question question = story_question();
  cwp_next_options options = CWP_NEXT_OPTIONS_INIT;
  options.all = 1;
  cwp_id first = cwp_pathway_first(in, CWP_KIND_ROLE);
  for (cwp_id role = first; role < first + cwp_pathway_count(in, CWP_KIND_ROLE); role++) {
    cwp_next *steps = NULL;
    question.role = role;
    ck_assert_int_eq(cwp_next_make(in, kelly, &question, &options, NULL, &steps, NULL), CWP_OK);
    ck_assert_uint_ge(cwp_next_count(steps), cwp_pathway_count(in, CWP_KIND_ROLE) - 1);
    for (size_t i = 0; i < cwp_next_count(steps); i++) {
      const cwp_step *step = cwp_next_at(steps, i);
      size_t remaining = 0, needed = 0;
      for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++) {
        remaining += step->remaining[kind];
        needed += step->counts[kind].needed;
        ck_assert_uint_le(step->added_remaining[kind], step->remaining[kind]);
      }
      ck_assert_uint_eq(remaining + step->carried, cwp_next_line_count(steps, i));
      ck_assert_uint_eq(needed, cwp_next_line_count(steps, i));
      ck_assert_uint_le(step->added, needed);
      ck_assert_int_eq(step->ready && step->coverage != CWP_COVERAGE_COMPLETE, 0);
    }
    cwp_next_free(steps);
  }
  cwp_portfolio_free(kelly);
}

START_TEST(the_parts_add_up_in_every_edition) {
  for (size_t i = 0; i < cwp_edition_count(); i++) {
    const cwp_pathway *in = cwp_edition_at(i);
    if (strcmp(cwp_record_code(in, 0), "2023-proposal") != 0) ck_adds_up(in);
  }
}
END_TEST

static cwp_next *steps_of(const cwp_portfolio *persona, const cwp_pathway *in) {
  cwp_question question = story_question();
  cwp_next *steps = NULL;
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_msg(cwp_next_make(in, persona, &question, NULL, NULL, &steps, &error) == CWP_OK, "%s", error.message);
  return steps;
}

static const char *const told_in[] = {"2024", "2025"};

/* How many statements of a stage Laura's role category asks, and how many of them she meets. */
static size_t count_stage(const cwp_assessment *own, const cwp_pathway *in, const char *stage, size_t *asked) {
  size_t met = 0;
  *asked = 0;
  for (size_t i = 0; i < cwp_assessment_count(own); i++) {
    const cwp_judgement *judgement = cwp_assessment_at(own, i);
    cwp_id group = cwp_record_parent(in, judgement->requirement.line);
    if (strcmp(cwp_record_property(in, group, "stage"), stage) != 0) continue;
    ++*asked;
    met += judgement->standing == CWP_STANDING_MET;
  }
  return met;
}

/* Her manager has confirmed the minimum; consolidation is under way. */
START_TEST(laura_has_the_minimum_and_consolidates) {
  cwp_portfolio *laura = persona_read("laura");
  for (size_t i = 0; i < 2; i++) {
    const cwp_pathway *in = edition(told_in[i]);
    cwp_next *steps = steps_of(laura, in);
    size_t asked;
    ck_assert_uint_eq(count_stage(cwp_next_own(steps), in, "minimum", &asked), 49);
    ck_assert_uint_eq(asked, 49);
    ck_assert_uint_eq(count_stage(cwp_next_own(steps), in, "consolidation", &asked), 0);
    ck_assert_uint_eq(asked, 37);
    ck_assert_uint_gt(count_stage(cwp_next_own(steps), in, "additional", &asked), 0); /* her food hygiene */
    ck_assert_uint_eq(cwp_next_at(steps, 0)->target, framework_id(in, "CSW"));
    ck_assert_int_eq(cwp_next_at(steps, 0)->kind, CWP_STEP_UP);
    ck_assert_uint_ge(cwp_next_at(steps, 0)->carried, 49);
    cwp_next_free(steps);
  }
  cwp_portfolio_free(laura);
}
END_TEST

/* A nurse has delegated a healthcare activity to him: that carries over to enhanced care work. */
START_TEST(paul_carries_his_delegated_activity_over) {
  cwp_portfolio *paul = persona_read("paul");
  const cwp_pathway *in = edition("2025");
  cwp_next *steps = steps_of(paul, in);
  size_t ecw = place_of(steps, in, "ECW");
  ck_assert_int_eq(cwp_next_at(steps, ecw)->kind, CWP_STEP_SIDEWAYS);
  ck_assert_int_eq(cwp_next_at(steps, ecw)->coverage, CWP_COVERAGE_SUMMARY);
  ck_assert_uint_eq(cwp_next_at(steps, ecw)->carried, 1);
  const cwp_step_line *last = cwp_next_line_at(steps, ecw, cwp_next_line_count(steps, ecw) - 1);
  ck_assert_str_eq(cwp_record_code(in, last->judgement->requirement.line), "ECW.R1");
  ck_assert_str_eq(cwp_portfolio_evidence(paul, last->judgement->evidence)->assessor, "community registered nurse");
  ck_assert_uint_eq(cwp_assessment_counts(cwp_next_own(steps), CWP_MUST)->standing[CWP_STANDING_MET], 8);
  size_t dementia = place_of(steps, in, "P.dementia"); /* he has learned about it */
  ck_assert_int_eq(cwp_next_line_at(steps, dementia, 0)->judgement->standing, CWP_STANDING_PARTLY);
  cwp_next_free(steps);
  cwp_portfolio_free(paul);
}
END_TEST

/* She chooses between a specialist route and a management route. */
START_TEST(poonam_may_lead_practice_or_manage) {
  cwp_portfolio *poonam = persona_read("poonam");
  const cwp_pathway *in = edition("2025");
  cwp_next *steps = steps_of(poonam, in);
  ck_assert_uint_eq(cwp_next_at(steps, 0)->target, framework_id(in, "PL"));
  ck_assert_int_eq(cwp_next_at(steps, 0)->kind, CWP_STEP_SPECIALISE);
  ck_assert_int_eq(cwp_next_at(steps, place_of(steps, in, "RM"))->kind, CWP_STEP_UP);
  ck_assert_int_eq(cwp_next_at(steps, place_of(steps, in, "DM"))->kind, CWP_STEP_UP);
  ck_assert_uint_lt(place_of(steps, in, "RM"), 3);
  ck_assert_uint_eq(cwp_assessment_counts(cwp_next_own(steps), CWP_MUST)->standing[CWP_STANDING_MET], 8);
  cwp_next_free(steps);
  in = edition("2024");
  steps = steps_of(poonam, in);
  ck_assert_uint_eq(cwp_next_at(steps, 0)->target, framework_id(in, "PL"));
  cwp_next_free(steps);
  cwp_portfolio_free(poonam);
}
END_TEST

/* Her earlier learning is accepted; what remains to lead practice is the specialism, and a single behaviour. */
START_TEST(kelly_lacks_little_but_the_specialism) {
  cwp_portfolio *kelly = persona_read("kelly");
  for (size_t i = 0; i < 2; i++) {
    const cwp_pathway *in = edition(told_in[i]);
    cwp_next *steps = steps_of(kelly, in);
    size_t pl = place_of(steps, in, "PL");
    const cwp_step *step = cwp_next_at(steps, pl);
    ck_assert_uint_eq(pl, 0);
    ck_assert_uint_eq(step->remaining[CWP_MUST], 1);
    ck_assert_uint_gt(step->carried, 9 * (step->remaining[CWP_MUST] + step->remaining[CWP_SHOULD]));
    for (size_t k = 0; !cwp_next_line_at(steps, pl, k)->carried; k++) {
      const cwp_requirement *asked = &cwp_next_line_at(steps, pl, k)->judgement->requirement;
      const char *group = cwp_record_title(in, asked->line);
      if (asked->kind == CWP_SHOULD) ck_assert_msg(strstr(group, "practice specialism") != NULL, "%s remains", group);
    }
    ck_assert_int_eq(cwp_next_at(steps, place_of(steps, in, "P.sensory-impairments"))->taken, 0);
    cwp_next_free(steps);
  }
  cwp_portfolio_free(kelly);
}
END_TEST

/* Memory. */

static cwp_status attempt(const cwp_allocator *allocator, void *context, cwp_error *error) {
  cwp_next *steps = NULL;
  cwp_status status = cwp_next_make(pathway, context, &she.question, NULL, allocator, &steps, error);
  cwp_next_free(steps);
  return status;
}

START_TEST(every_allocation_may_fail) {
  cwp_portfolio *nobody;
  has("A.K1");
  has("P.x");
  find(0);
  failing_allocator_try_all(attempt, portfolio, 1000, 0);
  she.about.role = NULL;
  nobody = person_portfolio(&she);
  failing_allocator_try_all(attempt, nobody, 1000, 0);
  cwp_portfolio_free(nobody);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("next steps");
  TCase *steps = suite_case(suite, "steps");
  tcase_add_checked_fixture(steps, she_moves, tear_down);
  tcase_add_test(steps, every_move_and_every_open_area_is_a_step);
  tcase_add_test(steps, kinds_have_names);
  tcase_add_test(steps, a_step_says_what_it_rests_on);
  tcase_add_test(steps, all_adds_the_role_categories_that_no_move_leads_to);
  tcase_add_test(steps, who_has_no_role_category_starts_from_anywhere);
  tcase_add_test(steps, the_question_may_start_elsewhere);
  tcase_add_test(steps, a_step_counts_what_remains_what_carries_over_and_what_is_new);
  tcase_add_test(steps, what_expires_soon_carries_over_and_what_has_expired_remains);
  tcase_add_test(steps, what_remains_is_listed_first_and_musts_before_shoulds);
  tcase_add_test(steps, a_practice_area_is_one_requirement_of_the_own_role_category);
  tcase_add_test(steps, a_setting_makes_its_area_a_must);
  tcase_add_test(steps, coverage_is_never_hidden);
  tcase_add_test(steps, only_what_is_held_completely_is_ever_ready);
  TCase *ranks = suite_case(suite, "order");
  tcase_add_checked_fixture(ranks, she_moves, tear_down);
  tcase_add_test(ranks, fewer_musts_come_first_then_fewer_shoulds);
  tcase_add_test(ranks, complete_coverage_comes_before_partial_where_the_counts_are_the_same);
  tcase_add_test(ranks, summaries_come_after_the_rest_whatever_they_count);
  tcase_add_test(ranks, areas_that_are_begun_come_before_others_and_those_taken_come_last);
  tcase_add_test(ranks, the_order_of_evidence_does_not_matter);
  TCase *words = suite_case(suite, "words");
  tcase_add_checked_fixture(words, she_moves, tear_down);
  tcase_add_test(words, reasons_say_all_that_decides);
  tcase_add_test(words, a_step_that_is_ready_says_so);
  tcase_add_test(words, reasons_are_cut_where_they_do_not_fit);
  TCase *errors = suite_case(suite, "errors");
  tcase_add_checked_fixture(errors, she_moves, tear_down);
  tcase_add_test(errors, wrong_questions_are_refused);
  tcase_add_test(errors, a_role_category_that_the_edition_lacks_is_said);
  tcase_add_test(errors, nothing_has_nothing);
  tcase_add_test(errors, every_allocation_may_fail);
  TCase *editions = suite_case(suite, "editions");
  tcase_add_test(editions, the_parts_add_up_in_every_edition);
  tcase_add_test(editions, laura_has_the_minimum_and_consolidates);
  tcase_add_test(editions, paul_carries_his_delegated_activity_over);
  tcase_add_test(editions, poonam_may_lead_practice_or_manage);
  tcase_add_test(editions, kelly_lacks_little_but_the_specialism);
  return suite_run(suite);
}
