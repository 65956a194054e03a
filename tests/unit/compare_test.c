/* Role categories and editions side by side, and how records of two editions relate. */

#include "cwp/compare.h"

#include "cwp/crosswalk.h"
#include "support/failing_allocator.h"
#include "support/framework.h"
#include "support/suite.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MADE_UP "'status': 'editorial', 'source': 'S'"
#define HEAD(code, title)                                                                                              \
  "{'format': 'cwp-pathway', 'format_version': 1,"                                                                     \
  "'edition': {'code': '" code "', 'title': '" title "', 'date': '2026-01-01', 'text': 'W.', " MADE_UP "},"            \
  "'sources': [{'code': 'S', 'title': 'Tests', 'publisher': 'Tests', 'text': 'All.', 'status': 'official'}],"
#define STATEMENT(code) "{'code': '" code "', 'text': 'Does " code ".', " MADE_UP "}"
#define GROUP(code, statements)                                                                                        \
  "{'code': '" code "', 'title': 'Group " code "', 'text': 'Group.', " MADE_UP ", 'statements': [" statements "]}"
#define ROLE(code, more)                                                                                               \
  "{'code': '" code "', 'slug': 'role-" code "', 'title': 'Role " code "', 'text': 'R.', 'coverage': 'complete'" more  \
  ", " MADE_UP "}"

static const cwp_pathway *edition(const char *code) {
  const cwp_pathway *found = NULL;
  ck_assert_int_eq(cwp_edition_find(code, &found, NULL), CWP_OK);
  return found;
}

/* ---- Role categories ---- */

static cwp_comparison *compare(const cwp_pathway *pathway, const char *from, const char *to) {
  cwp_comparison_question question = CWP_COMPARISON_QUESTION_INIT;
  cwp_comparison *made = NULL;
  cwp_error error = CWP_ERROR_INIT;
  question.from = framework_id(pathway, from);
  question.to = framework_id(pathway, to);
  cwp_status status = cwp_comparison_make(pathway, &question, NULL, &made, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  return made;
}

/* The line about a record, on either side. */
static const cwp_compared *line_of(const cwp_comparison *self, cwp_id line) {
  for (size_t i = 0; i < cwp_comparison_count(self); i++) {
    const cwp_compared *compared = cwp_comparison_at(self, i);
    if (compared->from.line == line || compared->to.line == line) return compared;
  }
  ck_abort_msg("no line about record %u", (unsigned)line);
  return NULL;
}

static const cwp_compared_theme *theme_of(const cwp_pathway *pathway, const cwp_comparison *self, const char *code) {
  for (size_t i = 0; i < cwp_comparison_theme_count(self); i++)
    if (strcmp(cwp_record_code(pathway, cwp_comparison_theme_at(self, i)->theme), code) == 0)
      return cwp_comparison_theme_at(self, i);
  return NULL;
}

START_TEST(a_category_that_builds_on_another_shares_its_statements_and_adds_its_own) {
  const cwp_pathway *pathway = edition("2024");
  cwp_comparison *made = compare(pathway, "CSW", "SL");
  size_t statements[CWP_DIFFERENCE_END] = {0};
  for (size_t i = 0; i < cwp_comparison_count(made); i++) {
    const cwp_compared *line = cwp_comparison_at(made, i);
    cwp_id id = line->to.line != CWP_NONE ? line->to.line : line->from.line;
    if (cwp_record_kind(pathway, id) == CWP_KIND_STATEMENT) statements[line->difference]++;
  }
  ck_assert_uint_eq(statements[CWP_DIFFERENCE_SHARED], 103 + 59);
  ck_assert_uint_eq(statements[CWP_DIFFERENCE_ADDED], 37);
  ck_assert_uint_eq(statements[CWP_DIFFERENCE_DROPPED], 0);
  ck_assert_uint_eq(statements[CWP_DIFFERENCE_KIND], 0);
  ck_assert_ptr_null(cwp_comparison_at(made, cwp_comparison_count(made)));
  cwp_comparison_free(made);
}
END_TEST

START_TEST(behaviours_are_each_category_s_own) {
  const cwp_pathway *pathway = edition("2024");
  cwp_comparison *made = compare(pathway, "CSW", "SL");
  const cwp_compared *gone = line_of(made, framework_id(pathway, "CSW.B1"));
  const cwp_compared *come = line_of(made, framework_id(pathway, "SL.B1"));
  ck_assert_int_eq(gone->difference, CWP_DIFFERENCE_DROPPED);
  ck_assert_uint_eq(gone->to.line, CWP_NONE);
  ck_assert_int_eq(gone->to.kind, CWP_REQUIREMENT_KIND_END);
  ck_assert_int_eq(come->difference, CWP_DIFFERENCE_ADDED);
  ck_assert_uint_eq(come->from.line, CWP_NONE);
  ck_assert_uint_eq(come->to.role, framework_id(pathway, "SL"));
  ck_assert_uint_eq(come->theme, CWP_NONE);
  ck_assert_ptr_eq(cwp_comparison_at(made, 0), come);
  cwp_comparison_free(made);
}
END_TEST

START_TEST(rules_that_need_the_same_are_one_requirement) {
  const cwp_pathway *pathway = edition("2025");
  cwp_comparison *made = compare(pathway, "DM", "RM");
  const cwp_compared *diploma = line_of(made, framework_id(pathway, "RM.R1"));
  ck_assert_int_eq(diploma->difference, CWP_DIFFERENCE_KIND);
  ck_assert_uint_eq(diploma->from.line, framework_id(pathway, "DM.R1"));
  ck_assert_int_eq(diploma->from.kind, CWP_CAN);
  ck_assert_int_eq(diploma->to.kind, CWP_MUST);
  ck_assert_int_eq(line_of(made, framework_id(pathway, "RM.R2"))->difference, CWP_DIFFERENCE_ADDED);
  cwp_comparison_free(made);
  made = compare(edition("2024"), "NTC", "CSW");
  const cwp_compared *training = line_of(made, framework_id(edition("2024"), "CSW.R2"));
  ck_assert_int_eq(training->difference, CWP_DIFFERENCE_SHARED); /* both need nothing, and have the same title */
  ck_assert_uint_eq(training->from.line, framework_id(edition("2024"), "NTC.R2"));
  cwp_comparison_free(made);
}
END_TEST

START_TEST(each_rule_is_taken_once) {
  static const char rule[] = "'kind': 'must', 'text': 'R.', " MADE_UP;
  char text[2048];
  snprintf(
      text, sizeof text,
      HEAD("x", "T") "'learning': [{'code': 'L', 'title': 'L', 'kind': 'course', 'text': 'L.', " MADE_UP "},"
                     "{'code': 'M', 'title': 'M', 'kind': 'course', 'text': 'M.', " MADE_UP "}],"
                     "'role_categories': [" ROLE(
                         "A",
                         ", 'rules': [{'code': 'A.R1', 'title': 'One', 'of': ['L', "
                         "'M'], %s}]") "," ROLE("B",
                                                ", 'rules': [{'code': 'B.R1', 'title': 'One', 'of': ['L'], %s},"
                                                "{'code': 'B.R2', 'title': 'Two', 'of': ['M', 'L'], 'at_least': 1, %s},"
                                                "{'code': 'B.R3', 'title': 'Two', 'of': ['M', 'L'], %s},"
                                                "{'code': 'B.R4', 'title': 'Two', 'of': ['M', 'L'], 'at_least': 2, "
                                                "%s}]") "]}",
      rule, rule, rule, rule, rule);
  cwp_pathway *pathway = framework_parse_text(text);
  cwp_comparison *made = compare(pathway, "A", "B");
  ck_assert_uint_eq(cwp_comparison_count_of(made, CWP_DIFFERENCE_SHARED), 1);
  ck_assert_uint_eq(cwp_comparison_count_of(made, CWP_DIFFERENCE_ADDED), 3);
  ck_assert_int_eq(line_of(made, framework_id(pathway, "B.R2"))->difference, CWP_DIFFERENCE_SHARED);
  cwp_comparison_free(made);
  cwp_pathway_free(pathway);
}
END_TEST

START_TEST(settings_change_how_strongly_something_is_asked) {
  const cwp_pathway *pathway = edition("2024");
  cwp_comparison_question question = CWP_COMPARISON_QUESTION_INIT;
  cwp_comparison *made = NULL;
  cwp_id dementia = framework_id(pathway, "dementia"), autism = framework_id(pathway, "autism");
  question.from = question.to = framework_id(pathway, "CSW");
  question.settings = &dementia;
  question.setting_count = 1;
  question.to_settings = &autism;
  question.to_setting_count = 1;
  ck_assert_int_eq(cwp_comparison_make(pathway, &question, NULL, &made, NULL), CWP_OK);
  ck_assert_int_eq(line_of(made, dementia)->difference, CWP_DIFFERENCE_SHARED);
  ck_assert_int_eq(line_of(made, dementia)->to.kind, CWP_MUST);
  ck_assert_int_eq(line_of(made, autism)->difference, CWP_DIFFERENCE_KIND);
  ck_assert_int_eq(line_of(made, autism)->from.kind, CWP_CAN);
  ck_assert_int_eq(line_of(made, autism)->to.kind, CWP_MUST);
  ck_assert_int_eq(line_of(made, framework_id(pathway, "CSW.R3"))->difference, CWP_DIFFERENCE_KIND);
  ck_assert_uint_eq(cwp_comparison_count_of(made, CWP_DIFFERENCE_KIND), 2);
  ck_assert_uint_eq(cwp_comparison_count_of(made, CWP_DIFFERENCE_ADDED), 0);
  cwp_comparison_free(made);
}
END_TEST

START_TEST(a_theme_deepens_where_the_second_adds_to_what_the_first_asks) {
  const cwp_pathway *pathway = edition("2024");
  cwp_comparison *made = compare(pathway, "CSW", "SL");
  const cwp_compared_theme *communication = theme_of(pathway, made, "TH.communication");
  ck_assert_int_eq(communication->deepens, 1);
  ck_assert_uint_eq(communication->shared, 5 + 6);
  ck_assert_uint_eq(communication->added, 5);
  ck_assert_uint_eq(communication->dropped, 0);
  const cwp_compared_theme *coaching = theme_of(pathway, made, "TH.mentoring-and-coaching");
  ck_assert_int_eq(coaching->deepens, 0); /* new to the first */
  ck_assert_uint_eq(coaching->added, 12);
  ck_assert_int_eq(theme_of(pathway, made, "TH.medication")->deepens, 0); /* nothing is added */
  ck_assert_ptr_null(theme_of(pathway, made, "TH.quality-and-improvement"));
  ck_assert_ptr_null(cwp_comparison_theme_at(made, cwp_comparison_theme_count(made)));
  cwp_comparison_free(made);
}
END_TEST

START_TEST(a_category_and_itself_share_everything) {
  for (size_t e = 0; e < cwp_edition_count(); e++) {
    const cwp_pathway *pathway = cwp_edition_at(e);
    cwp_id first = cwp_pathway_first(pathway, CWP_KIND_ROLE);
    for (cwp_id role = first; role < first + cwp_pathway_count(pathway, CWP_KIND_ROLE); role++) {
      cwp_comparison *made = compare(pathway, cwp_record_code(pathway, role), cwp_record_code(pathway, role));
      ck_assert_uint_eq(cwp_comparison_count(made), cwp_comparison_count_of(made, CWP_DIFFERENCE_SHARED));
      cwp_comparison_free(made);
    }
  }
}
END_TEST

START_TEST(turned_round_what_is_added_is_dropped) {
  for (size_t e = 0; e < cwp_edition_count(); e++) {
    const cwp_pathway *pathway = cwp_edition_at(e);
    cwp_id first = cwp_pathway_first(pathway, CWP_KIND_ROLE);
    size_t count = cwp_pathway_count(pathway, CWP_KIND_ROLE);
    for (cwp_id i = 0; i < count * count; i++) {
      const char *a = cwp_record_code(pathway, first + i / (cwp_id)count);
      const char *b = cwp_record_code(pathway, first + i % (cwp_id)count);
      cwp_comparison *there = compare(pathway, a, b), *back = compare(pathway, b, a);
      ck_assert_uint_eq(cwp_comparison_count(there), cwp_comparison_count(back));
      ck_assert_uint_eq(cwp_comparison_count_of(there, CWP_DIFFERENCE_ADDED),
                        cwp_comparison_count_of(back, CWP_DIFFERENCE_DROPPED));
      ck_assert_uint_eq(cwp_comparison_count_of(there, CWP_DIFFERENCE_KIND),
                        cwp_comparison_count_of(back, CWP_DIFFERENCE_KIND));
      cwp_comparison_free(there);
      cwp_comparison_free(back);
    }
  }
}
END_TEST

START_TEST(every_group_of_the_dataset_is_under_one_theme) {
  static const char *const editions[] = {"2024", "2025", "2026-draft"};
  for (size_t e = 0; e < sizeof editions / sizeof *editions; e++) {
    const cwp_pathway *pathway = edition(editions[e]);
    cwp_id first = cwp_pathway_first(pathway, CWP_KIND_GROUP), themes = cwp_pathway_first(pathway, CWP_KIND_THEME);
    ck_assert_uint_ge(cwp_pathway_count(pathway, CWP_KIND_THEME), 20);
    for (cwp_id group = first; group < first + cwp_pathway_count(pathway, CWP_KIND_GROUP); group++) {
      size_t found = 0;
      for (cwp_id theme = themes; theme < themes + cwp_pathway_count(pathway, CWP_KIND_THEME); theme++) {
        cwp_link link;
        for (size_t i = 0; cwp_record_link(pathway, theme, CWP_RELATION_ABOUT, i, &link, NULL) == CWP_OK; i++)
          found += link.to == group;
      }
      ck_assert_msg(found == 1, "%s is under %d themes", cwp_record_code(pathway, group), (int)found);
      ck_assert_int_eq(cwp_record_kind(pathway, cwp_group_theme(pathway, group)), CWP_KIND_THEME);
    }
  }
  ck_assert_uint_eq(cwp_group_theme(edition("2024"), 0), CWP_NONE);
  ck_assert_uint_eq(cwp_group_theme(NULL, 0), CWP_NONE);
}
END_TEST

START_TEST(wrong_questions_about_categories_are_refused) {
  const cwp_pathway *pathway = edition("2024");
  cwp_comparison_question question = CWP_COMPARISON_QUESTION_INIT;
  cwp_comparison *made = (cwp_comparison *)(void *)&question;
  cwp_error error = CWP_ERROR_INIT;
  cwp_id value = framework_id(pathway, "V.respect");
  ck_assert_int_eq(cwp_comparison_make(pathway, &question, NULL, &made, &error), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(made);
  question.from = question.to = framework_id(pathway, "CSW");
  question.settings = &value;
  question.setting_count = 1;
  ck_assert_int_eq(cwp_comparison_make(pathway, &question, NULL, &made, &error), CWP_ERROR_ARGUMENT);
  question.setting_count = 0;
  question.to_setting_count = 1;
  ck_assert_int_eq(cwp_comparison_make(pathway, &question, NULL, &made, &error), CWP_ERROR_ARGUMENT);
  question.to_setting_count = SIZE_MAX;
  question.to_settings = &value;
  ck_assert_int_eq(cwp_comparison_make(pathway, &question, NULL, &made, &error), CWP_ERROR_ARGUMENT);
  question.size = 1;
  ck_assert_int_eq(cwp_comparison_make(pathway, &question, NULL, &made, &error), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_nonnull(strstr(error.message, "CWP_COMPARISON_QUESTION_INIT"));
  ck_assert_int_eq(cwp_comparison_make(NULL, &question, NULL, &made, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_comparison_make(pathway, NULL, NULL, &made, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_comparison_make(pathway, &question, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  cwp_comparison_free(NULL);
  ck_assert_uint_eq(cwp_comparison_count(NULL), 0);
  ck_assert_uint_eq(cwp_comparison_count_of(NULL, CWP_DIFFERENCE_ADDED), 0);
  ck_assert_uint_eq(cwp_comparison_theme_count(NULL), 0);
  ck_assert_ptr_null(cwp_comparison_at(NULL, 0));
  ck_assert_ptr_null(cwp_comparison_theme_at(NULL, 0));
}
END_TEST

/* ---- Editions ---- */

/* One role category with two groups, in an order of roles, and a few things to change. */
#define GROUPS_OF_A                                                                                                    \
  ", 'groups': [" GROUP("A.K1", STATEMENT("A.K1.1") "," STATEMENT("A.K1.2") "," STATEMENT("A.K1.3")) "," GROUP(        \
      "A.K2", STATEMENT("A.K2.1")) "]"
#define BEHAVIOURS_OF_A ", 'behaviours': [{'code': 'A.B1', 'text': 'B.', 'shows': [{'value': 'V.a'}], " MADE_UP "}]"
#define OTHER_ROLES ROLE("B", "") "," ROLE("C", "") "," ROLE("D", "")

static const char first_text[] = HEAD("first", "T") //
    "'values': [{'code': 'V.a', 'title': 'A', 'text': 'A.', " MADE_UP "},"
    "           {'code': 'V.b', 'title': 'B', 'text': 'B.', " MADE_UP "}],"
    "'role_categories': [" ROLE("A", GROUPS_OF_A BEHAVIOURS_OF_A) "," OTHER_ROLES "]}";

static cwp_diff *diff(const cwp_pathway *from, const cwp_pathway *to, const cwp_diff_options *options) {
  cwp_diff *made = NULL;
  cwp_error error = CWP_ERROR_INIT;
  cwp_status status = cwp_pathway_diff(from, to, options, NULL, &made, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  return made;
}

/* All changes in one text: "changed A.K1 text links; added A.K9; ". */
static const char *tell(const cwp_pathway *from, const cwp_pathway *to, const cwp_diff *self) {
  static char text[4096];
  size_t used = 0;
  text[0] = '\0';
  for (size_t i = 0; i < cwp_diff_count(self); i++) {
    const cwp_change *change = cwp_diff_at(self, i);
    const char *code =
        change->after != CWP_NONE ? cwp_record_code(to, change->after) : cwp_record_code(from, change->before);
    used += (size_t)snprintf(text + used, sizeof text - used, "%s %s", cwp_change_kind_name(change->kind), code);
    for (unsigned bit = 1; bit < CWP_FIELD_ALL; bit <<= 1)
      if (change->fields & bit)
        used += (size_t)snprintf(text + used, sizeof text - used, " %s", cwp_field_name((cwp_field)bit));
    used += (size_t)snprintf(text + used, sizeof text - used, "; ");
    ck_assert_uint_lt(used, sizeof text);
  }
  return text;
}

/* The first edition with one text in it replaced. */
static cwp_pathway *changed(const char *old, const char *by) {
  char text[sizeof first_text + 1024];
  const char *at = strstr(first_text, old);
  ck_assert_ptr_nonnull(at);
  snprintf(text, sizeof text, "%.*s%s%s", (int)(at - first_text), first_text, by, at + strlen(old));
  return framework_parse_text(text);
}

/* What changed when one text was replaced by another. */
static void ck_change(const char *old, const char *by, const char *expected) {
  cwp_pathway *from = framework_parse_text(first_text), *to = changed(old, by);
  cwp_diff *made = diff(from, to, NULL);
  ck_assert_str_eq(tell(from, to, made), expected);
  cwp_diff_free(made);
  cwp_pathway_free(from);
  cwp_pathway_free(to);
}

START_TEST(an_edition_does_not_differ_from_itself) {
  for (size_t e = 0; e < cwp_edition_count(); e++) {
    cwp_diff *made = diff(cwp_edition_at(e), cwp_edition_at(e), NULL);
    ck_assert_uint_eq(cwp_diff_count(made), 0);
    ck_assert_ptr_null(cwp_diff_at(made, 0));
    cwp_diff_free(made);
  }
}
END_TEST

START_TEST(each_field_is_told_apart) {
  ck_change("Does A.K1.2.", "Does so.", "changed A.K1.2 text; ");
  ck_change("'Group A.K1'", "'Other'", "changed A.K1 title; "); /* and not its statements */
  ck_change("'text': 'Does A.K1.2.', 'status': 'editorial'", "'text': 'Does A.K1.2.', 'status': 'official'",
            "changed A.K1.2 status; ");
  ck_change("'text': 'Does A.K1.2.'", "'text': 'Does A.K1.2.', 'note': 'N.'", "changed A.K1.2 note; ");
  ck_change("'slug': 'role-B'", "'slug': 'role-X'", "changed B properties aliases; ");
  ck_change("'slug': 'role-B'", "'slug': 'role-B', 'coverage_note': 'N.'", "changed B properties; ");
  ck_change("'slug': 'role-B'", "'slug': 'role-B', 'aliases': ['BB']", "changed B aliases; ");
  ck_change("{'value': 'V.a'}", "{'value': 'V.b'}", "changed A.B1 links; ");
  ck_change("{'value': 'V.a'}", "{'value': 'V.a', 'note': 'N.'}", "changed A.B1 links; ");
  ck_change("[{'value': 'V.a'}]", "[]", "changed A.B1 links; ");
  ck_change("'title': 'T'", "'title': 'U'", "changed first title; ");
}
END_TEST

START_TEST(a_source_is_a_field) {
#define RESTS_ON(source)                                                                                               \
  "{'format': 'cwp-pathway', 'format_version': 1, 'edition': {'code': 'x', 'title': 'T', 'text': 'W.', " MADE_UP "},"  \
  "'sources': [{'code': 'S', 'title': 'S', 'text': 'S.', 'status': 'official'},"                                       \
  "{'code': 'Z', 'title': 'Z', 'text': 'Z.', 'status': 'official'}],"                                                  \
  "'values': [{'code': 'V.a', 'title': 'A', 'text': 'A.', 'status': 'editorial', 'source': '" source "'}]}"
  cwp_pathway *from = framework_parse_text(RESTS_ON("S")), *to = framework_parse_text(RESTS_ON("Z"));
  cwp_diff *made = diff(from, to, NULL);
  ck_assert_str_eq(tell(from, to, made), "changed V.a source; ");
  cwp_diff_free(made);
  cwp_pathway_free(from);
  cwp_pathway_free(to);
}
END_TEST

START_TEST(records_come_and_go) {
  ck_change(STATEMENT("A.K1.2"), STATEMENT("A.K1.9"), "added A.K1.9; removed A.K1.2; ");
  ck_change("," STATEMENT("A.K1.2"), "", "removed A.K1.2; ");
  ck_change("'values': [", "'values': [{'code': 'V.z', 'title': 'Z', 'text': 'Z.', " MADE_UP "},", "added V.z; ");
}
END_TEST

START_TEST(a_record_that_stands_elsewhere_has_moved) {
  ck_change(STATEMENT("A.K1.1") "," STATEMENT("A.K1.2") "," STATEMENT("A.K1.3"),
            STATEMENT("A.K1.2") "," STATEMENT("A.K1.3") "," STATEMENT("A.K1.1"), "moved A.K1.1 place; ");
  ck_change(
      STATEMENT("A.K1.1") "," STATEMENT("A.K1.2") "," STATEMENT("A.K1.3") "]}," GROUP("A.K2", STATEMENT("A.K2.1")),
      STATEMENT("A.K1.1") "," STATEMENT("A.K1.3") "]}," GROUP("A.K2", STATEMENT("A.K2.1") "," STATEMENT("A.K1.2")),
      "moved A.K1.2 parent; ");
  ck_change(ROLE("B", "") "," ROLE("C", "") "," ROLE("D", ""), ROLE("D", "") "," ROLE("B", "") "," ROLE("C", ""),
            "moved D place; ");
  ck_change("," GROUP("A.K2", STATEMENT("A.K2.1")) "], 'behaviours'", "], 'behaviours'",
            "removed A.K2.1; removed A.K2; ");
}
END_TEST

START_TEST(a_group_may_go_to_another_category_with_all_that_stands_in_it) {
  cwp_pathway *from = framework_parse_text(HEAD("x", "T") "'role_categories': [" ROLE(
      "A", ", 'groups': [" GROUP("K1", STATEMENT("K1.1")) "]") "," ROLE("B", "") "]}");
  cwp_pathway *to = framework_parse_text(HEAD("x", "T") "'role_categories': [" ROLE("A", "") "," ROLE(
      "B", ", 'groups': [" GROUP("K1", STATEMENT("K1.1")) "]") "]}");
  cwp_diff *made = diff(from, to, NULL);
  ck_assert_str_eq(tell(from, to, made), "moved K1.1 role; moved K1 role; ");
  ck_assert_uint_eq(cwp_diff_count_of(made, CWP_CHANGE_MOVED), 2);
  cwp_diff_free(made);
  cwp_pathway_free(from);
  cwp_pathway_free(to);
}
END_TEST

START_TEST(a_code_of_another_kind_is_another_record) {
  cwp_pathway *from = framework_parse_text(HEAD("x", "T") "'role_categories': [" ROLE("A", "") "]}");
  cwp_pathway *to =
      framework_parse_text(HEAD("x", "T") "'values': [{'code': 'A', 'title': 'A', 'text': 'A.', " MADE_UP "}]}");
  cwp_diff *made = diff(from, to, NULL);
  ck_assert_str_eq(tell(from, to, made), "added A; removed A; ");
  cwp_diff_free(made);
  cwp_pathway_free(from);
  cwp_pathway_free(to);
}
END_TEST

START_TEST(kinds_and_fields_can_be_chosen) {
  cwp_kind kinds[] = {CWP_KIND_STATEMENT, CWP_KIND_BEHAVIOUR};
  cwp_diff_options options = CWP_DIFF_OPTIONS_INIT;
  cwp_pathway *from = framework_parse_text(first_text);
  cwp_pathway *to = changed("'text': 'Does A.K1.2.', 'status': 'editorial'", "'text': 'Does.', 'status': 'official'");
  options.kinds = kinds;
  options.kind_count = 2;
  cwp_diff *made = diff(from, to, &options);
  ck_assert_str_eq(tell(from, to, made), "changed A.K1.2 text status; ");
  cwp_diff_free(made);
  options.fields = CWP_FIELD_STATUS;
  made = diff(from, to, &options);
  ck_assert_str_eq(tell(from, to, made), "changed A.K1.2 status; ");
  cwp_diff_free(made);
  options.kind_count = 1;
  options.kinds = kinds + 1;
  made = diff(from, to, &options);
  ck_assert_uint_eq(cwp_diff_count(made), 0);
  cwp_diff_free(made);
  cwp_pathway_free(from);
  cwp_pathway_free(to);
}
END_TEST

START_TEST(the_edition_of_2025_adds_four_categories_and_drops_no_line) {
  cwp_kind lines[] = {CWP_KIND_BEHAVIOUR, CWP_KIND_STATEMENT, CWP_KIND_GROUP, CWP_KIND_ROLE};
  cwp_diff_options options = CWP_DIFF_OPTIONS_INIT;
  options.kinds = lines;
  options.kind_count = 4;
  cwp_diff *made = diff(edition("2024"), edition("2025"), &options);
  ck_assert_uint_eq(cwp_diff_count_of(made, CWP_CHANGE_ADDED), 4);
  ck_assert_uint_eq(cwp_diff_count_of(made, CWP_CHANGE_REMOVED), 0);
  ck_assert_uint_eq(cwp_diff_count_of(made, CWP_CHANGE_END), 0);
  cwp_diff_free(made);
}
END_TEST

START_TEST(turned_round_what_was_added_was_removed) {
  for (size_t a = 0; a < cwp_edition_count(); a++)
    for (size_t b = 0; b < cwp_edition_count(); b++) {
      cwp_diff *there = diff(cwp_edition_at(a), cwp_edition_at(b), NULL);
      cwp_diff *back = diff(cwp_edition_at(b), cwp_edition_at(a), NULL);
      ck_assert_uint_eq(cwp_diff_count_of(there, CWP_CHANGE_ADDED), cwp_diff_count_of(back, CWP_CHANGE_REMOVED));
      ck_assert_uint_eq(cwp_diff_count_of(there, CWP_CHANGE_CHANGED), cwp_diff_count_of(back, CWP_CHANGE_CHANGED));
      cwp_diff_free(there);
      cwp_diff_free(back);
    }
}
END_TEST

START_TEST(wrong_questions_about_editions_are_refused) {
  cwp_kind kind = CWP_KIND_END;
  cwp_diff_options options = CWP_DIFF_OPTIONS_INIT;
  cwp_diff *made = (cwp_diff *)(void *)&options;
  const cwp_pathway *pathway = edition("2024");
  ck_assert_int_eq(cwp_pathway_diff(NULL, pathway, NULL, NULL, &made, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(made);
  ck_assert_int_eq(cwp_pathway_diff(pathway, NULL, NULL, NULL, &made, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_pathway_diff(pathway, pathway, NULL, NULL, NULL, NULL), CWP_ERROR_ARGUMENT);
  options.kinds = &kind;
  ck_assert_int_eq(cwp_pathway_diff(pathway, pathway, &options, NULL, &made, NULL), CWP_ERROR_ARGUMENT);
  options.kind_count = 1;
  ck_assert_int_eq(cwp_pathway_diff(pathway, pathway, &options, NULL, &made, NULL), CWP_ERROR_ARGUMENT);
  kind = CWP_KIND_ROLE;
  options.fields = 0;
  ck_assert_int_eq(cwp_pathway_diff(pathway, pathway, &options, NULL, &made, NULL), CWP_ERROR_ARGUMENT);
  options.fields = CWP_FIELD_ALL + 1;
  ck_assert_int_eq(cwp_pathway_diff(pathway, pathway, &options, NULL, &made, NULL), CWP_ERROR_ARGUMENT);
  options.size = 0;
  ck_assert_int_eq(cwp_pathway_diff(pathway, pathway, &options, NULL, &made, NULL), CWP_ERROR_ARGUMENT);
  cwp_diff_free(NULL);
  ck_assert_uint_eq(cwp_diff_count(NULL), 0);
  ck_assert_uint_eq(cwp_diff_count_of(NULL, CWP_CHANGE_ADDED), 0);
  ck_assert_ptr_null(cwp_diff_at(NULL, 0));
}
END_TEST

/* ---- Crosswalks ---- */

#define WALK(edition, from, to, relation)                                                                              \
  "{'edition': '" edition "', 'from': '" from "', 'to': " to ", 'relation': '" relation                                \
  "', 'text': 'Because.', " MADE_UP "}"

#define LATER_GROUPS                                                                                                   \
  ", 'groups': [" GROUP("A.K1", STATEMENT("A.K1.1") "," STATEMENT("A.K1.8")) "," GROUP(                                \
      "A.K2", STATEMENT("A.K2.1") "," STATEMENT("A.K2.2")) "]"
#define WALKS_OF_LINES                                                                                                 \
  WALK("first", "A.K1.2", "'A.K1.8'", "subset")                                                                        \
  "," WALK("first", "A.K1.3", "null", "none") "," WALK("other", "A.K1.3", "'A.K2.2'", "equal")
#define WALKS_OF_ROLES                                                                                                 \
  WALK("first", "C", "'X'", "intersects")                                                                              \
  "," WALK("first", "D", "'X'", "superset") "," WALK("first", "B", "'B'", "superset") "," WALK(                        \
      "first", "B", "'X'", "equal") "," WALK("first", "V.a", "null", "equal")

static const char later_text[] = HEAD("later", "T") //
    "'role_categories': [" ROLE("A", LATER_GROUPS) "," ROLE("B", "") "," ROLE("X", "") "],"
                                                                                       "'crosswalks': [" WALKS_OF_LINES
                                                                                       "," WALKS_OF_ROLES "]}";

/* All counterparts in one text: "A.K1.8 subset; ". */
static const char *counterparts(const cwp_pathway *pathway, const char *code, const cwp_pathway *other) {
  static char text[256];
  cwp_counterpart found[8];
  size_t count = 0, used = 0;
  ck_assert_int_eq(cwp_record_counterparts(pathway, framework_id(pathway, code), other, found, 8, &count, NULL),
                   CWP_OK);
  ck_assert_uint_le(count, 8);
  text[0] = '\0';
  for (size_t i = 0; i < count; i++) {
    const char *there = found[i].record == CWP_NONE ? "-" : cwp_record_code(other, found[i].record);
    used += (size_t)snprintf(text + used, sizeof text - used, "%s %s; ", there,
                             cwp_relation_of_sets_name(found[i].relation));
    ck_assert_int_eq(found[i].told_by == NULL, found[i].crosswalk == CWP_NONE);
    if (found[i].told_by) ck_assert_int_eq(cwp_record_kind(found[i].told_by, found[i].crosswalk), CWP_KIND_CROSSWALK);
  }
  return text;
}

START_TEST(crosswalks_are_read_both_ways_round) {
  cwp_pathway *first = framework_parse_text(first_text), *later = framework_parse_text(later_text);
  ck_assert_str_eq(counterparts(first, "A.K1.2", later), "A.K1.8 subset; ");
  ck_assert_str_eq(counterparts(later, "A.K1.8", first), "A.K1.2 superset; ");
  ck_assert_str_eq(counterparts(first, "A.K1.3", later), "- none; ");
  ck_assert_str_eq(counterparts(first, "C", later), "X intersects; ");
  ck_assert_str_eq(counterparts(later, "X", first), "C intersects; D subset; B equal; ");
  cwp_pathway_free(first);
  cwp_pathway_free(later);
}
END_TEST

START_TEST(the_same_code_is_the_same_record_unless_a_crosswalk_says_more) {
  cwp_pathway *first = framework_parse_text(first_text), *later = framework_parse_text(later_text);
  ck_assert_str_eq(counterparts(first, "A", later), "A equal; ");
  ck_assert_str_eq(counterparts(first, "A.K1.1", later), "A.K1.1 equal; ");
  ck_assert_str_eq(counterparts(first, "B", later), "B superset; X equal; ");
  ck_assert_str_eq(counterparts(later, "B", first), "B subset; ");
  ck_assert_str_eq(counterparts(first, "V.a", later), ""); /* "equal" to nothing says nothing */
  ck_assert_str_eq(counterparts(first, "V.b", later), "");
  cwp_pathway_free(first);
  cwp_pathway_free(later);
}
END_TEST

START_TEST(a_group_is_what_its_statements_are) {
  cwp_pathway *first = framework_parse_text(first_text), *later = framework_parse_text(later_text);
  ck_assert_str_eq(counterparts(first, "A.K1", later), "A.K1 intersects; ");
  ck_assert_str_eq(counterparts(first, "A.K2", later), "A.K2 subset; ");
  ck_assert_str_eq(counterparts(later, "A.K2", first), "A.K2 superset; ");
  ck_assert_str_eq(counterparts(first, "A.K2", first), "A.K2 equal; ");
  cwp_pathway *other = framework_parse_text(
      HEAD("x", "T") "'role_categories': [" ROLE("A", ", 'groups': [" GROUP("A.K2", STATEMENT("A.K2.9")) "]") "]}");
  ck_assert_str_eq(counterparts(first, "A.K2", other), "A.K2 none; ");
  cwp_pathway_free(first);
  cwp_pathway_free(later);
  cwp_pathway_free(other);
}
END_TEST

START_TEST(a_framework_goes_by_the_edition_that_it_extends) {
  const cwp_pathway *second = edition("2025");
  cwp_pathway *own = framework_parse_text(HEAD("own", "T") "'extends': '2024'}");
  ck_assert_str_eq(cwp_record_property(own, 0, "extends"), "2024");
  ck_assert_str_eq(cwp_record_property(second, 0, "extends"), "2024");
  ck_assert_str_eq(counterparts(edition("2024"), "CSW", second), "CSW equal; ECW intersects; ");
  ck_assert_str_eq(counterparts(own, "CSW", second), "CSW equal; ECW intersects; ");
  ck_assert_str_eq(counterparts(second, "ECW", own), "CSW intersects; ");
  /* What 2025 says of 2024 is nothing about 2025 itself. */
  ck_assert_str_eq(counterparts(second, "CSW", edition("2026-draft")), "CSW equal; ");
  cwp_pathway_free(own);
}
END_TEST

START_TEST(a_small_array_gets_what_fits_and_the_whole_count_of_counterparts) {
  cwp_pathway *first = framework_parse_text(first_text), *later = framework_parse_text(later_text);
  cwp_id id = framework_id(later, "X");
  cwp_counterpart one[2];
  size_t count = 0;
  memset(one, 0xff, sizeof one);
  ck_assert_int_eq(cwp_record_counterparts(later, id, first, one, 1, &count, NULL), CWP_OK);
  ck_assert_uint_eq(count, 3);
  ck_assert_str_eq(cwp_record_code(first, one[0].record), "C");
  ck_assert_uint_eq(one[1].record, CWP_NONE);
  ck_assert_int_eq(cwp_record_counterparts(later, id, first, NULL, 0, &count, NULL), CWP_OK);
  ck_assert_int_eq(cwp_record_counterparts(later, id, first, NULL, 1, &count, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_record_counterparts(later, CWP_NONE, first, one, 1, &count, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_record_counterparts(NULL, id, first, one, 1, &count, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_record_counterparts(later, id, NULL, one, 1, &count, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_record_counterparts(later, id, first, one, 1, NULL, NULL), CWP_ERROR_ARGUMENT);
  cwp_pathway_free(first);
  cwp_pathway_free(later);
}
END_TEST

START_TEST(relations_turn_round_twice_to_themselves) {
  for (int i = 0; i < CWP_SETS_END; i++) {
    cwp_relation_of_sets relation = (cwp_relation_of_sets)i;
    ck_assert_int_eq(cwp_relation_of_sets_reverse(cwp_relation_of_sets_reverse(relation)), relation);
    ck_assert_str_ne(cwp_relation_of_sets_name(relation), "unknown");
  }
  ck_assert_int_eq(cwp_relation_of_sets_reverse(CWP_SETS_SUBSET), CWP_SETS_SUPERSET);
  ck_assert_str_eq(cwp_relation_of_sets_name(CWP_SETS_END), "unknown");
  ck_assert_str_eq(cwp_difference_name(CWP_DIFFERENCE_END), "unknown");
  ck_assert_str_eq(cwp_change_kind_name(CWP_CHANGE_END), "unknown");
  ck_assert_str_eq(cwp_field_name(CWP_FIELD_ALL), "unknown");
  ck_assert_str_eq(cwp_field_name((cwp_field)0), "unknown");
}
END_TEST

/* ---- Memory ---- */

static cwp_status try_comparison(const cwp_allocator *allocator, void *context, cwp_error *error) {
  const cwp_pathway *pathway = context;
  cwp_comparison_question question = CWP_COMPARISON_QUESTION_INIT;
  cwp_comparison *made = NULL;
  question.from = cwp_pathway_id(pathway, "CSW");
  question.to = cwp_pathway_id(pathway, "SL");
  cwp_status status = cwp_comparison_make(pathway, &question, allocator, &made, error);
  ck_assert_int_eq(made == NULL, status != CWP_OK);
  cwp_comparison_free(made);
  return status;
}

static cwp_status try_diff(const cwp_allocator *allocator, void *context, cwp_error *error) {
  cwp_diff *made = NULL;
  cwp_status status = cwp_pathway_diff(edition("2024"), context, NULL, allocator, &made, error);
  ck_assert_int_eq(made == NULL, status != CWP_OK);
  cwp_diff_free(made);
  return status;
}

START_TEST(comparing_survives_every_failed_allocation) {
  failing_allocator_try_all(try_comparison, (void *)(uintptr_t)edition("2024"), 20, 0);
  failing_allocator_try_all(try_diff, (void *)(uintptr_t)edition("2025"), 20, 0);
}
END_TEST

static void add_categories(Suite *suite) {
  TCase *cases = suite_case(suite, "role categories");
  tcase_add_test(cases, a_category_that_builds_on_another_shares_its_statements_and_adds_its_own);
  tcase_add_test(cases, behaviours_are_each_category_s_own);
  tcase_add_test(cases, rules_that_need_the_same_are_one_requirement);
  tcase_add_test(cases, each_rule_is_taken_once);
  tcase_add_test(cases, settings_change_how_strongly_something_is_asked);
  tcase_add_test(cases, a_theme_deepens_where_the_second_adds_to_what_the_first_asks);
  tcase_add_test(cases, a_category_and_itself_share_everything);
  tcase_add_test(cases, turned_round_what_is_added_is_dropped);
  tcase_add_test(cases, every_group_of_the_dataset_is_under_one_theme);
  tcase_add_test(cases, wrong_questions_about_categories_are_refused);
}

static void add_editions(Suite *suite) {
  TCase *cases = suite_case(suite, "editions");
  tcase_add_test(cases, an_edition_does_not_differ_from_itself);
  tcase_add_test(cases, each_field_is_told_apart);
  tcase_add_test(cases, a_source_is_a_field);
  tcase_add_test(cases, records_come_and_go);
  tcase_add_test(cases, a_record_that_stands_elsewhere_has_moved);
  tcase_add_test(cases, a_group_may_go_to_another_category_with_all_that_stands_in_it);
  tcase_add_test(cases, a_code_of_another_kind_is_another_record);
  tcase_add_test(cases, kinds_and_fields_can_be_chosen);
  tcase_add_test(cases, the_edition_of_2025_adds_four_categories_and_drops_no_line);
  tcase_add_test(cases, turned_round_what_was_added_was_removed);
  tcase_add_test(cases, wrong_questions_about_editions_are_refused);
}

static void add_crosswalks(Suite *suite) {
  TCase *cases = suite_case(suite, "crosswalks");
  tcase_add_test(cases, crosswalks_are_read_both_ways_round);
  tcase_add_test(cases, the_same_code_is_the_same_record_unless_a_crosswalk_says_more);
  tcase_add_test(cases, a_group_is_what_its_statements_are);
  tcase_add_test(cases, a_framework_goes_by_the_edition_that_it_extends);
  tcase_add_test(cases, a_small_array_gets_what_fits_and_the_whole_count_of_counterparts);
  tcase_add_test(cases, relations_turn_round_twice_to_themselves);
}

int main(void) {
  Suite *suite = suite_create("compare");
  add_categories(suite);
  add_editions(suite);
  add_crosswalks(suite);
  tcase_add_test(suite_case(suite, "memory"), comparing_survives_every_failed_allocation);
  return suite_run(suite);
}
