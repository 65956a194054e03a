#include "cwp/conversation.h"

#include "support/failing_allocator.h"
#include "support/she.h"
#include "support/suite.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static cwp_conversation *page;
static cwp_conversation_options options;

static void set_up(void) {
  const cwp_conversation_options usual = CWP_CONVERSATION_OPTIONS_INIT;
  she_moves();
  she.about.role_basis = CWP_ROLE_RECORDED;
  options = usual;
}

static void forget(void) {
  cwp_conversation_free(page);
  page = NULL;
}

static void tear_down(void) {
  forget();
  she_ends();
}

static void talk(void) {
  cwp_error error = CWP_ERROR_INIT;
  forget();
  she_packs();
  ck_assert_msg(cwp_conversation_make(pathway, portfolio, &she.question, &options, NULL, &page, &error) == CWP_OK, "%s",
                error.message);
}

static cwp_evidence *has(const char *about) {
  return person_has(&she, about, CWP_EVIDENCE_ASSESSED);
}

/* The first point of a section whose text has these words, or NULL. */
static const cwp_talk_point *point_with(const cwp_conversation *of, cwp_talk_section section, const char *words) {
  for (size_t i = 0; i < cwp_conversation_count(of); i++) {
    const cwp_talk_point *point = cwp_conversation_at(of, i);
    if (point->section == section && strstr(point->text, words)) return point;
  }
  return NULL;
}

static const cwp_talk_point *ck_says(cwp_talk_section section, const char *words) {
  const cwp_talk_point *point = point_with(page, section, words);
  ck_assert_msg(point != NULL, "%s does not say: %s", cwp_talk_section_name(section), words);
  return point;
}

static void ck_silent(cwp_talk_section section, const char *words) {
  ck_assert_msg(!point_with(page, section, words), "%s says: %s", cwp_talk_section_name(section), words);
}

/* Where the person is. */

START_TEST(it_says_where_the_person_is) {
  she.about.site = "ROWAN";
  she.about.job_title = "Senior carer";
  she.about.started = day("2024-03-02");
  talk();
  ck_says(CWP_TALK_WHERE, "Person: R017. Workplace: ROWAN. Job role: Senior carer.");
  ck_says(CWP_TALK_WHERE, "As of 2026-06-01, by edition moves of the pathway.");
  ck_assert_uint_eq(ck_says(CWP_TALK_WHERE, "Role category: Role A (A), as recorded.")->record,
                    framework_id(pathway, "A"));
  ck_assert_int_eq(ck_says(CWP_TALK_WHERE, "In post since 2024-03-02: 2 years and 2 months.")->date, day("2024-03-02"));
}
END_TEST

START_TEST(time_in_post_is_whole_years_and_months) {
  static const struct {
    const char *started, *words;
  } times[] = {{"2026-06-01", "0 months"},  {"2026-05-01", "1 month."},
               {"2026-05-02", "0 months"},  {"2025-06-01", "1 year."},
               {"2025-06-02", "11 months"}, {"2024-05-31", "2 years."},
               {"2024-01-31", "2 years"},   {"2025-02-28", "1 year and 3 months."}};
  for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
    she.about.started = day(times[i].started);
    talk();
    ck_says(CWP_TALK_WHERE, times[i].words);
  }
  she.about.started = day("2026-06-02"); /* not yet */
  talk();
  ck_silent(CWP_TALK_WHERE, "In post since");
}
END_TEST

START_TEST(a_suggested_role_category_says_why_and_that_it_is_not_confirmed) {
  she.about.role_basis = CWP_ROLE_SUGGESTED;
  she.about.role_reason = "The job role is that of a carer.";
  she.about.role_other = "B";
  talk();
  const cwp_talk_point *point = ck_says(CWP_TALK_WHERE, "Role A (A), suggested and not confirmed.");
  ck_assert_str_eq(point->why, "The job role is that of a carer.");
  ck_says(CWP_TALK_WHERE, "The job role suggests another one: Role B (B). Which is right?");
  she.question.role = framework_id(pathway, "E");
  talk();
  ck_says(CWP_TALK_WHERE, "Role E (E), as asked.");
  ck_silent(CWP_TALK_WHERE, "suggests another");
}
END_TEST

START_TEST(settings_are_said) {
  person_works_in(&she, "P.y");
  talk();
  ck_says(CWP_TALK_WHERE, "The setting is one of: Area Y (P.y).");
}
END_TEST

/* Strengths. */

START_TEST(behaviours_and_whole_groups_that_are_met_come_with_their_evidence) {
  has("A.B1")->assessor = "team leader";
  person_has(&she, "A.K1.1", CWP_EVIDENCE_TRAINED)->title = "Course";
  she.evidence[1].from = day("2026-01-05");
  has("A.K1.2")->until = day("2027-01-01");
  has("P.x");
  talk();
  const cwp_talk_point *point = ck_says(CWP_TALK_STRENGTHS, "A.B1: Shows A.B1.");
  ck_assert_uint_eq(point->depth, 1);
  ck_assert_uint_eq(point->evidence, 0);
  ck_assert_str_eq(point->why, "By A.B1, assessed, seen by team leader.");
  point = ck_says(CWP_TALK_STRENGTHS, "Group A.K1 (A.K1): all 2 statements");
  ck_assert_uint_eq(point->evidence, 2); /* the stronger kind */
  ck_assert_str_eq(point->why, "Strongest evidence: \"Group A.K1\" (A.K1.2), assessed, until 2027-01-01.");
  ck_says(CWP_TALK_STRENGTHS, "Area X (P.x)");
}
END_TEST

START_TEST(a_group_that_is_met_in_part_is_no_strength) {
  has("A.K1.1");
  talk();
  ck_silent(CWP_TALK_STRENGTHS, "Group A.K1");
  ck_says(CWP_TALK_STRENGTHS, "meets no behaviour and no whole group");
}
END_TEST

START_TEST(no_evidence_is_not_held_against_anybody) {
  talk();
  const cwp_talk_point *point = ck_says(CWP_TALK_STRENGTHS, "There is no evidence on record.");
  ck_assert_str_eq(point->why, "A record that is empty says nothing about what you are able to do.");
  ck_says(CWP_TALK_QUESTIONS, "What have you learned or done, here or elsewhere, that is written down nowhere yet?");
  ck_says(CWP_TALK_LIMITS, "\"No evidence on record\" never means \"not able\"");
}
END_TEST

START_TEST(who_has_no_role_category_brings_what_any_of_them_asks) {
  she.about.role = NULL;
  she.about.role_basis = CWP_ROLE_UNKNOWN;
  has("F.B1");
  has("A.K1");
  talk();
  ck_says(CWP_TALK_WHERE, "Role category: not known.");
  ck_says(CWP_TALK_STRENGTHS, "F.B1: Shows F.B1.");
  size_t said = 0;
  for (size_t i = 0; i < cwp_conversation_count(page); i++)
    said += strstr(cwp_conversation_at(page, i)->text, "Group A.K1 (A.K1): all 2 statements") != NULL;
  ck_assert_uint_eq(said, 1); /* though five role categories ask it */
  ck_says(CWP_TALK_STEPS, "Step 1: Role F (F), other.");
}
END_TEST

/* What runs out. */

START_TEST(what_runs_out_comes_by_day_with_what_rests_on_it) {
  has("A.K1")->until = day("2026-07-01");
  has("A.B1")->until = day("2026-06-01");
  has("P.x")->until = day("2026-05-31");
  has("B.B1")->until = day("2026-08-30"); /* nothing rests on it in A */
  has("B.B2")->until = day("2026-08-31"); /* beyond the window */
  talk();
  const cwp_talk_point *first = ck_says(CWP_TALK_EXPIRING, "A.B1 holds until 2026-06-01, today.");
  ck_assert_str_eq(first->why, "1 requirement rests on it.");
  ck_assert_uint_eq(first->evidence, 1);
  ck_assert_int_eq(first->date, day("2026-06-01"));
  ck_assert_str_eq(first[1].text, "\"Group A.K1\" (A.K1) holds until 2026-07-01, 30 days from now.");
  ck_assert_str_eq(first[1].why, "2 requirements rest on it.");
  ck_assert_ptr_nonnull(strstr(first[2].text, "B.B1 holds until 2026-08-30, 90 days from now."));
  ck_assert_ptr_nonnull(strstr(first[2].why, "No requirement rests on it alone"));
  ck_assert_str_eq(first[3].text, "\"Area X\" (P.x) ran out after 2026-05-31, 1 day ago.");
  ck_assert_str_eq(first[3].why, "1 requirement rested on it and is not met now.");
  ck_silent(CWP_TALK_EXPIRING, "B.B2");
  ck_says(CWP_TALK_QUESTIONS, "fresh beyond 2026-06-01");
}
END_TEST

START_TEST(what_was_renewed_does_not_run_out) {
  has("B.B1")->until = day("2026-07-01");
  has("b.b1")->until = day("2028-07-01");
  talk();
  ck_says(CWP_TALK_EXPIRING, "Nothing on record runs out within 90 days");
  she.policy.expiring_days = 1;
  talk();
  ck_says(CWP_TALK_EXPIRING, "within 1 day,");
}
END_TEST

/* Steps. */

START_TEST(steps_come_in_order_with_what_is_first) {
  talk();
  ck_says(CWP_TALK_STEPS, "Where you are, in Role A (A): 1 must and 2 shoulds remain.");
  ck_says(CWP_TALK_STEPS, "How people go on from here: People go on in many ways.");
  ck_says(CWP_TALK_STEPS, "Step 1: Role E (E), onward.");
  ck_says(CWP_TALK_STEPS, "Step 2: Role C (C), specialise.");
  const cwp_talk_point *step = ck_says(CWP_TALK_STEPS, "Step 3: Role B (B), up.");
  ck_assert_uint_eq(step->record, framework_id(pathway, "B"));
  ck_assert_ptr_nonnull(strstr(step->why, "2 musts and 3 shoulds remain"));
  ck_assert_str_eq(step[1].text, "First: behaviours. 2 of 2 behaviours remain, beginning with B.B1: Shows B.B1.");
  ck_assert_str_eq(step[2].text, "Then: Group B.K1 (B.K1). 1 of 1 statement remains, B.K1.1: Knows B.K1.1.");
  ck_assert_str_eq(step[3].text,
                   "Then: Group A.K1 (A.K1). 2 of 2 statements remain, beginning with A.K1.1: Knows A.K1.1.");
  ck_assert_str_eq(step[4].text, "Learning that the pathway suggests for it: Learning C (L.c).");
  ck_assert_str_eq(step[4].why, "By the evidence maps it covers 2 of what remains.");
  ck_assert_str_eq(step[5].text, "Learning that the pathway suggests for it: Learning B (L.b).");
  ck_assert_str_eq(step[5].why, "By the evidence maps it covers 1 of what remains, and a part of 1 more.");
  ck_assert_str_eq(step[6].text, "Learning that the pathway suggests for it: Learning of nothing (L.nothing).");
  ck_assert_ptr_nonnull(strstr(step[6].why, "does not say that it covers anything"));
  ck_silent(CWP_TALK_STEPS, "Step 4");
  for (size_t i = 1; i < 7; i++)
    ck_assert_uint_eq(step[i].depth, 1);
}
END_TEST

START_TEST(options_say_how_much) {
  options.most_steps = 20;
  options.most_first = 1;
  talk();
  const cwp_talk_point *step = ck_says(CWP_TALK_STEPS, "Step 5: Area X (P.x), specialise.");
  ck_assert_str_eq(step[1].text, "Learning that the pathway suggests for it: Learning X (L.x).");
  ck_assert_str_eq(step[1].why, "By the evidence maps it covers 1 of what remains.");
  step = ck_says(CWP_TALK_STEPS, "Step 6: Area Y (P.y), specialise.");
  ck_assert_ptr_nonnull(strstr(step[1].text, "holds no learning that the pathway suggests"));
  step = ck_says(CWP_TALK_STEPS, "Step 4: Role D (D), sideways.");
  ck_assert_str_eq(step[1].text, "First: Rule D (D.R1). Holds D.");
  ck_silent(CWP_TALK_STEPS, "Then:");
}
END_TEST

START_TEST(an_area_that_is_taken_is_no_step) {
  has("P.x");
  options.most_steps = 20;
  talk();
  ck_silent(CWP_TALK_STEPS, "Area X");
  ck_says(CWP_TALK_STEPS, "Area Y");
}
END_TEST

START_TEST(where_no_move_leads_on_it_says_so) {
  she.question.role = framework_id(pathway, "F");
  has("F.B1");
  talk();
  ck_says(CWP_TALK_STEPS, "Where you are, in Role F (F): 0 musts and 0 shoulds remain.");
  ck_says(CWP_TALK_STEPS, "The data knows of no move and no practice area from here.");
  ck_says(CWP_TALK_QUESTIONS, "What work would you like to be doing in two years?");
}
END_TEST

/* Behaviours, questions, limits. */

START_TEST(behaviours_of_here_and_of_a_step_ahead_come_with_their_values) {
  has("A.B1");
  she.question.role = framework_id(pathway, "B");
  talk();
  const cwp_talk_point *point = ck_says(CWP_TALK_BEHAVIOURS, "Of your role category, Role B (B).");
  ck_assert_str_eq(point[1].text, "B.B1: Shows B.B1. It shows: Value one; Value two. So far: no evidence on record.");
  ck_assert_str_eq(point[2].text, "B.B2: Shows B.B2. So far: no evidence on record.");
  ck_assert_str_eq(point[3].text, "Of a step ahead, Role C (C).");
  ck_assert_str_eq(point[4].text, "C.B1: Shows C.B1. It shows: Value two. So far: no evidence on record.");
  ck_assert_str_eq(point[5].text, "Values that nothing above is linked to: Value three.");
  ck_says(CWP_TALK_QUESTIONS, "On what day lately did this show in your work, and how: \"Shows B.B1.\"");
}
END_TEST

START_TEST(questions_fit_what_is_on_record) {
  person_has(&she, "A.B1", CWP_EVIDENCE_DECLARED);
  has("A.K1");
  talk();
  ck_assert_str_eq(ck_says(CWP_TALK_QUESTIONS, "Who could watch you do")->why,
                   "1 requirement rests on evidence of too weak a kind.");
  ck_says(CWP_TALK_QUESTIONS, "Who could learn from you about \"Group A.K1\"?");
  ck_says(CWP_TALK_QUESTIONS, "Of Role E, Role C and Role B, which draws you");
  ck_silent(CWP_TALK_QUESTIONS, "written down nowhere");
  options.most_steps = 1;
  talk();
  ck_says(CWP_TALK_QUESTIONS, "What about Role E draws you, and what does not?");
}
END_TEST

START_TEST(every_question_has_a_reason) {
  talk();
  for (size_t i = 0; i < cwp_conversation_count(page); i++)
    if (cwp_conversation_at(page, i)->section == CWP_TALK_QUESTIONS)
      ck_assert_str_ne(cwp_conversation_at(page, i)->why, "");
}
END_TEST

START_TEST(limits_name_what_the_data_lacks) {
  static const char *const codes[] = {"Z.1", "Z.2", "Z.3", "Z.4", "Z.5", "Z.6"};
  options.most_steps = 20;
  has(codes[0]);
  talk();
  const cwp_talk_point *point = ck_says(CWP_TALK_LIMITS, "1 piece of evidence could not be used");
  ck_assert_str_eq(point->why, "They are about Z.1.");
  point = ck_says(CWP_TALK_LIMITS, "Of Role C (C) the data holds a part");
  ck_assert_str_eq(point->why, "C is known in part.");
  ck_says(CWP_TALK_LIMITS, "Of Role D (D) the data holds only a summary");
  ck_silent(CWP_TALK_LIMITS, "Role B");
  ck_says(CWP_TALK_LIMITS, "The edition names 1 gap in its sources");
  for (size_t i = 1; i < 6; i++)
    has(codes[i]);
  talk();
  ck_assert_str_eq(ck_says(CWP_TALK_LIMITS, "6 pieces of evidence")->why,
                   "They are about Z.1, Z.2, Z.3, Z.4, Z.5 and others.");
}
END_TEST

START_TEST(sections_come_in_order_and_have_names) {
  talk();
  cwp_talk_section last = CWP_TALK_WHERE;
  for (size_t i = 0; i < cwp_conversation_count(page); i++) {
    ck_assert_int_ge(cwp_conversation_at(page, i)->section, last);
    ck_assert_int_le(cwp_conversation_at(page, i)->section, last + 1);
    last = cwp_conversation_at(page, i)->section;
    ck_assert_str_ne(cwp_conversation_at(page, i)->text, "");
  }
  ck_assert_int_eq(last, CWP_TALK_LIMITS);
  for (int section = 0; section < CWP_TALK_SECTION_END; section++) {
    ck_assert_str_ne(cwp_talk_section_name((cwp_talk_section)section), "unknown");
    ck_assert_str_ne(cwp_talk_section_title((cwp_talk_section)section), "unknown");
  }
  ck_assert_str_eq(cwp_talk_section_name(CWP_TALK_SECTION_END), "unknown");
  ck_assert_str_eq(cwp_talk_section_title((cwp_talk_section)-1), "unknown");
  ck_assert_uint_eq(cwp_next_count(cwp_conversation_next(page)), 6);
}
END_TEST

START_TEST(texts_of_a_portfolio_are_safe_to_print) {
  she.about.site = "A\nB\x1b[31m";
  has("A.B1")->title = "Tit\tle\xe2\x80\xae";
  talk();
  ck_says(CWP_TALK_WHERE, "Workplace: A\\nB\\x1B[31m.");
  ck_assert_ptr_nonnull(strstr(ck_says(CWP_TALK_STRENGTHS, "A.B1")->why, "\"Tit\\tle\\u{202E}\""));
}
END_TEST

/* Printing. */

static char *print(const cwp_conversation *of, size_t width, size_t *length) {
  char *text = NULL;
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_msg(cwp_conversation_print(of, width, NULL, &text, length, &error) == CWP_OK, "%s", error.message);
  return text;
}

/* Characters in a line of valid UTF-8. */
static size_t characters(const char *line, size_t length) {
  size_t count = 0;
  for (size_t i = 0; i < length; i++)
    count += ((unsigned char)line[i] & 0xc0) != 0x80;
  return count;
}

static void ck_wrapped(const cwp_conversation *of, size_t width) {
  size_t length;
  char *text = print(of, width, &length);
  ck_assert_uint_eq(strlen(text), length);
  for (const char *line = text; *line; line += strcspn(line, "\n") + 1) {
    size_t bytes = strcspn(line, "\n"), words = strspn(line, " -");
    ck_assert(bytes == 0 || line[bytes - 1] != ' ');
    int is_one_word = memchr(line + words, ' ', bytes - words) == NULL;
    ck_assert_msg(characters(line, bytes) <= width || is_one_word, "%zu: %.*s", width, (int)bytes, line);
  }
  cwp_text_free(NULL, text);
}

START_TEST(lines_are_no_longer_than_the_width) {
  static const char *const names[] = {"laura", "paul", "poonam", "kelly"};
  cwp_question question = story_question();
  for (size_t i = 0; i < 4; i++) {
    cwp_portfolio *persona = persona_read(names[i]);
    cwp_conversation *of = NULL;
    ck_assert_int_eq(cwp_conversation_make(edition("2025"), persona, &question, NULL, NULL, &of, NULL), CWP_OK);
    for (size_t width = 40; width <= 130; width += 9)
      ck_wrapped(of, width);
    cwp_conversation_free(of);
    cwp_portfolio_free(persona);
  }
}
END_TEST

START_TEST(a_page_looks_like_this) {
  size_t length;
  she.question.role = framework_id(pathway, "F");
  has("F.B1");
  talk();
  char *text = print(page, 60, &length);
  static const char expected[] = "Career conversation\n"
                                 "===================\n"
                                 "\n"
                                 "Where you are\n"
                                 "-------------\n"
                                 "- Person: R017.\n"
                                 "- As of 2026-06-01, by edition moves of the pathway.\n"
                                 "- Role category: Role F (F), as asked.\n"
                                 "  Why: This page was asked for from there.\n"
                                 "\n"
                                 "What you bring\n"
                                 "--------------\n"
                                 "- Behaviours that are met.\n"
                                 "  - F.B1: Shows F.B1.\n"
                                 "    Why: By F.B1, assessed.\n"
                                 "\n"
                                 "What runs out\n"
                                 "-------------\n";
  ck_assert_uint_gt(length, sizeof expected);
  text[sizeof expected - 1] = '\0';
  ck_assert_str_eq(text, expected);
  cwp_text_free(NULL, text);
}
END_TEST

START_TEST(without_a_width_nothing_is_wrapped) {
  size_t length;
  talk();
  char *text = print(page, 0, &length);
  ck_assert_ptr_nonnull(strstr(text,
                               "\n- This page shows what is on record. \"No evidence on record\" never means \"not "
                               "able\", and nothing here is a score.\n"));
  cwp_text_free(NULL, text);
}
END_TEST

START_TEST(points_in_a_row_with_one_reason_give_it_once) {
  size_t length;
  person_has(&she, "L.c", CWP_EVIDENCE_TRAINED);
  person_has(&she, "L.b", CWP_EVIDENCE_TRAINED);
  she.question.role = framework_id(pathway, "B");
  talk();
  char *text = print(page, 0, &length);
  ck_assert_ptr_nonnull(strstr(text, "    Why: It is a must, and musts come before shoulds.\n"));
  cwp_text_free(NULL, text);
  she.evidence[0].about = "A.K1";
  she.evidence[1].about = "C.K1";
  she.question.role = framework_id(pathway, "G");
  talk();
  text = print(page, 0, &length);
  ck_assert_ptr_null(strstr(text, "Why, for all of these"));
  cwp_text_free(NULL, text);
  cwp_portfolio *poonam = persona_read("poonam");
  cwp_question question = story_question();
  cwp_conversation *of = NULL;
  ck_assert_int_eq(cwp_conversation_make(edition("2025"), poonam, &question, NULL, NULL, &of, NULL), CWP_OK);
  text = print(of, 0, &length);
  ck_assert_ptr_nonnull(strstr(text, "    Why, for all of these: Strongest evidence: \"Lead Adult Care Worker "));
  cwp_text_free(NULL, text);
  cwp_conversation_free(of);
  cwp_portfolio_free(poonam);
}
END_TEST

START_TEST(the_order_of_evidence_does_not_matter) {
  static const char *const names[] = {"laura", "paul", "poonam", "kelly"};
  cwp_question question = story_question();
  for (size_t i = 0; i < 4; i++) {
    cwp_portfolio *forwards = persona_read(names[i]), *backwards = portfolio_backwards(forwards);
    cwp_conversation *a = NULL, *b = NULL;
    size_t length;
    ck_assert_int_eq(cwp_conversation_make(edition("2025"), forwards, &question, NULL, NULL, &a, NULL), CWP_OK);
    ck_assert_int_eq(cwp_conversation_make(edition("2025"), backwards, &question, NULL, NULL, &b, NULL), CWP_OK);
    char *one = print(a, 80, &length), *other = print(b, 80, NULL);
    ck_assert_str_eq(one, other);
    cwp_text_free(NULL, one);
    cwp_text_free(NULL, other);
    cwp_conversation_free(a);
    cwp_conversation_free(b);
    cwp_portfolio_free(forwards);
    cwp_portfolio_free(backwards);
  }
}
END_TEST

START_TEST(personas_hear_what_their_stories_tell) {
  static const struct {
    const char *name, *says;
    cwp_talk_section section;
  } heard[] = {
      {"laura", "Duty of care (NTC.K4): all 4 statements", CWP_TALK_STRENGTHS},
      {"laura", "Step 1: Care or support worker (CSW), up.", CWP_TALK_STEPS},
      {"paul", "Enhanced care worker (ECW), sideways.", CWP_TALK_STEPS},
      {"poonam", "Step 1: Practice leader (PL), specialise.", CWP_TALK_STEPS},
      {"poonam", "Registered manager (RM), up.", CWP_TALK_STEPS},
      {"poonam", "\"Safeguarding adults\" (ASC.T20) holds until 2027-01-19", CWP_TALK_EXPIRING},
      {"kelly", "Practice leader (PL), specialise.", CWP_TALK_STEPS},
      {"kelly", "Understanding the benefits of reflective practice", CWP_TALK_STRENGTHS},
  };
  cwp_question question = story_question();
  for (size_t i = 0; i < sizeof heard / sizeof *heard; i++) {
    cwp_portfolio *persona = persona_read(heard[i].name);
    cwp_conversation *of = NULL;
    ck_assert_int_eq(cwp_conversation_make(edition("2025"), persona, &question, NULL, NULL, &of, NULL), CWP_OK);
    ck_assert_msg(point_with(of, heard[i].section, heard[i].says) != NULL, "%s: %s", heard[i].name, heard[i].says);
    cwp_conversation_free(of);
    cwp_portfolio_free(persona);
  }
}
END_TEST

/* He is assessed in an activity that a nurse delegates, which is asked where the work has it. */
START_TEST(a_delegated_activity_of_the_work_is_talked_about) {
  const cwp_pathway *in = edition("2025");
  cwp_portfolio *paul = persona_read("paul");
  cwp_question question = story_question();
  cwp_id settings[] = {framework_id(in, "ASC.D6"), framework_id(in, "ASC.D2")};
  cwp_conversation *of = NULL;
  question.settings = settings;
  question.setting_count = 2;
  ck_assert_int_eq(cwp_conversation_make(in, paul, &question, NULL, NULL, &of, NULL), CWP_OK);
  const cwp_talk_point *point = point_with(of, CWP_TALK_STRENGTHS, "Feeding and digestive care (ASC.D6)");
  ck_assert_ptr_nonnull(point);
  ck_assert_ptr_nonnull(strstr(point->why, "seen by community registered nurse"));
  ck_assert_ptr_nonnull(point_with(of, CWP_TALK_WHERE, "The work has this delegated activity: Feeding"));
  ck_assert_ptr_nonnull(point_with(of, CWP_TALK_STEPS, "First: Specialised medication administration (ASC.D2)."));
  cwp_conversation_free(of);
  cwp_portfolio_free(paul);
}
END_TEST

/* Wrong questions. */

START_TEST(wrong_questions_are_refused) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_conversation *out = NULL;
  char *text = NULL;
  static const size_t wrong[][2] = {{0, 3}, {21, 3}, {3, 0}, {3, 21}};
  talk();
  for (size_t i = 0; i < 4; i++) {
    cwp_conversation_options bad = {sizeof bad, wrong[i][0], wrong[i][1]};
    ck_assert_int_eq(cwp_conversation_make(pathway, portfolio, &she.question, &bad, NULL, &out, &error),
                     CWP_ERROR_ARGUMENT);
    ck_assert_ptr_null(out);
  }
  cwp_conversation_options small = {1, 3, 3};
  ck_assert_int_eq(cwp_conversation_make(pathway, portfolio, &she.question, &small, NULL, &out, &error),
                   CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_conversation_make(NULL, portfolio, &she.question, NULL, NULL, &out, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_conversation_make(pathway, portfolio, NULL, NULL, NULL, &out, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_conversation_make(pathway, portfolio, &she.question, NULL, NULL, NULL, &error),
                   CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_conversation_print(page, 39, NULL, &text, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_conversation_print(page, 1001, NULL, &text, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_conversation_print(page, 80, NULL, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_conversation_print(NULL, 80, NULL, &text, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(text);
}
END_TEST

START_TEST(nothing_has_nothing) {
  cwp_conversation_free(NULL);
  ck_assert_uint_eq(cwp_conversation_count(NULL), 0);
  ck_assert_ptr_null(cwp_conversation_at(NULL, 0));
  ck_assert_ptr_null(cwp_conversation_next(NULL));
  talk();
  ck_assert_ptr_null(cwp_conversation_at(page, cwp_conversation_count(page)));
}
END_TEST

static cwp_status attempt(const cwp_allocator *allocator, void *context, cwp_error *error) {
  cwp_conversation *of = NULL;
  char *text = NULL;
  cwp_status status = cwp_conversation_make(pathway, context, &she.question, NULL, allocator, &of, error);
  if (!status) status = cwp_conversation_print(of, 60, allocator, &text, NULL, error);
  cwp_text_free(allocator, text);
  cwp_conversation_free(of);
  return status;
}

START_TEST(every_allocation_may_fail) {
  has("A.K1")->until = day("2026-07-01");
  has("Z.1");
  talk();
  failing_allocator_try_all(attempt, portfolio, 2000, 0);
  she.about.role = NULL;
  she.about.role_basis = CWP_ROLE_UNKNOWN;
  talk();
  failing_allocator_try_all(attempt, portfolio, 2000, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("career conversation");
  TCase *content = suite_case(suite, "content");
  tcase_add_checked_fixture(content, set_up, tear_down);
  tcase_add_test(content, it_says_where_the_person_is);
  tcase_add_test(content, time_in_post_is_whole_years_and_months);
  tcase_add_test(content, a_suggested_role_category_says_why_and_that_it_is_not_confirmed);
  tcase_add_test(content, settings_are_said);
  tcase_add_test(content, behaviours_and_whole_groups_that_are_met_come_with_their_evidence);
  tcase_add_test(content, a_group_that_is_met_in_part_is_no_strength);
  tcase_add_test(content, no_evidence_is_not_held_against_anybody);
  tcase_add_test(content, who_has_no_role_category_brings_what_any_of_them_asks);
  tcase_add_test(content, what_runs_out_comes_by_day_with_what_rests_on_it);
  tcase_add_test(content, what_was_renewed_does_not_run_out);
  tcase_add_test(content, steps_come_in_order_with_what_is_first);
  tcase_add_test(content, options_say_how_much);
  tcase_add_test(content, an_area_that_is_taken_is_no_step);
  tcase_add_test(content, where_no_move_leads_on_it_says_so);
  tcase_add_test(content, behaviours_of_here_and_of_a_step_ahead_come_with_their_values);
  tcase_add_test(content, questions_fit_what_is_on_record);
  tcase_add_test(content, every_question_has_a_reason);
  tcase_add_test(content, limits_name_what_the_data_lacks);
  tcase_add_test(content, sections_come_in_order_and_have_names);
  tcase_add_test(content, texts_of_a_portfolio_are_safe_to_print);
  TCase *printing = suite_case(suite, "printing");
  tcase_add_checked_fixture(printing, set_up, tear_down);
  tcase_add_test(printing, lines_are_no_longer_than_the_width);
  tcase_add_test(printing, a_page_looks_like_this);
  tcase_add_test(printing, without_a_width_nothing_is_wrapped);
  tcase_add_test(printing, points_in_a_row_with_one_reason_give_it_once);
  tcase_add_test(printing, the_order_of_evidence_does_not_matter);
  tcase_add_test(printing, personas_hear_what_their_stories_tell);
  tcase_add_test(printing, a_delegated_activity_of_the_work_is_talked_about);
  TCase *errors = suite_case(suite, "errors");
  tcase_add_checked_fixture(errors, set_up, tear_down);
  tcase_add_test(errors, wrong_questions_are_refused);
  tcase_add_test(errors, nothing_has_nothing);
  tcase_add_test(errors, every_allocation_may_fail);
  return suite_run(suite);
}
