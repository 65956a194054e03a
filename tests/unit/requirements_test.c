/* What a role category asks: its own, its baselines', in which settings. */

#include "cwp/cwp.h"
#include "support/suite.h"

#include <check.h>
#include <string.h>

enum { ROOM = 600 };

static cwp_requirement asked[ROOM];

static const cwp_pathway *edition(const char *code) {
  const cwp_pathway *found = NULL;
  ck_assert_int_eq(cwp_edition_find(code, &found, NULL), CWP_OK);
  return found;
}

/* Fills `asked` for a role category of an edition; returns how many requirements there are. */
static size_t ask(const cwp_pathway *pathway, const char *role, const char *setting) {
  size_t count = 0;
  cwp_id area = setting ? cwp_pathway_id(pathway, setting) : CWP_NONE;
  cwp_error error = CWP_ERROR_INIT;
  cwp_status status = cwp_role_requirements(pathway, cwp_pathway_id(pathway, role), &area, setting ? 1 : 0, asked, ROOM,
                                            &count, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  ck_assert_uint_le(count, ROOM);
  return count;
}

/* How many of the first `count` are of a kind of record. */
static size_t count_of(const cwp_pathway *pathway, size_t count, cwp_kind kind) {
  size_t found = 0;
  for (size_t i = 0; i < count; i++)
    if (cwp_record_kind(pathway, asked[i].line) == kind) found++;
  return found;
}

static const cwp_requirement *find(const cwp_pathway *pathway, size_t count, const char *code) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(cwp_record_code(pathway, asked[i].line), code) == 0) return asked + i;
  return NULL;
}

START_TEST(knowledge_and_skills_come_down_from_all_baselines) {
  const cwp_pathway *pathway = edition("2024");
  ck_assert_uint_eq(count_of(pathway, ask(pathway, "NTC", NULL), CWP_KIND_STATEMENT), 103);
  ck_assert_uint_eq(count_of(pathway, ask(pathway, "CSW", NULL), CWP_KIND_STATEMENT), 103 + 59);
  ck_assert_uint_eq(count_of(pathway, ask(pathway, "SL", NULL), CWP_KIND_STATEMENT), 103 + 59 + 37);
  ck_assert_uint_eq(count_of(pathway, ask(pathway, "PL", NULL), CWP_KIND_STATEMENT), 103 + 59 + 37 + 85);
}
END_TEST

START_TEST(behaviours_are_each_category_s_own_and_musts) {
  static const struct {
    const char *role;
    size_t count;
  } expected[] = {{"NTC", 8}, {"CSW", 8}, {"SL", 8}, {"PL", 7}};
  const cwp_pathway *pathway = edition("2024");
  for (size_t i = 0; i < 4; i++) {
    size_t count = ask(pathway, expected[i].role, NULL);
    ck_assert_uint_eq(count_of(pathway, count, CWP_KIND_BEHAVIOUR), expected[i].count);
    for (size_t j = 0; j < expected[i].count; j++) {
      ck_assert_int_eq(asked[j].kind, CWP_MUST);
      ck_assert_uint_eq(asked[j].role, cwp_pathway_id(pathway, expected[i].role));
    }
  }
}
END_TEST

START_TEST(nothing_is_asked_twice) {
  for (size_t e = 0; e < cwp_edition_count(); e++) {
    const cwp_pathway *pathway = cwp_edition_at(e);
    for (cwp_id i = 0; i < cwp_pathway_count(pathway, CWP_KIND_ROLE); i++) {
      cwp_id role = cwp_pathway_first(pathway, CWP_KIND_ROLE) + i;
      const char *setting = cwp_pathway_id(pathway, "dementia") == CWP_NONE ? NULL : "dementia";
      size_t count = ask(pathway, cwp_record_code(pathway, role), setting);
      for (size_t j = 0; j < count; j++)
        for (size_t k = 0; k < j; k++)
          ck_assert_uint_ne(asked[j].line, asked[k].line);
    }
  }
}
END_TEST

START_TEST(an_inherited_line_says_whose_it_is) {
  const cwp_pathway *pathway = edition("2024");
  size_t count = ask(pathway, "PL", NULL);
  ck_assert_uint_eq(find(pathway, count, "NTC.K4.2")->role, cwp_pathway_id(pathway, "NTC"));
  ck_assert_uint_eq(find(pathway, count, "SL.K4.2")->role, cwp_pathway_id(pathway, "SL"));
  ck_assert_int_eq(find(pathway, count, "SL.K4.2")->kind, CWP_SHOULD);
}
END_TEST

START_TEST(a_setting_turns_its_practice_area_into_a_must) {
  const cwp_pathway *pathway = edition("2024");
  size_t count = ask(pathway, "CSW", NULL);
  ck_assert_int_eq(find(pathway, count, "P.dementia")->kind, CWP_CAN);
  size_t with_setting = ask(pathway, "CSW", "dementia");
  ck_assert_uint_eq(with_setting, count);
  ck_assert_int_eq(find(pathway, with_setting, "P.dementia")->kind, CWP_MUST);
  ck_assert_int_eq(find(pathway, with_setting, "P.dementia")->stated_kind, CWP_CAN);
  ck_assert_int_eq(find(pathway, with_setting, "P.autism")->kind, CWP_CAN);
}
END_TEST

START_TEST(a_setting_turns_a_rule_that_names_it_into_a_must) {
  const cwp_pathway *pathway = edition("2025");
  ck_assert_int_eq(find(pathway, ask(pathway, "NTC", "dementia"), "NTC.R3")->kind, CWP_CAN);
  ck_assert_int_eq(find(pathway, ask(pathway, "NTC", "autism"), "NTC.R3")->kind, CWP_MUST);
}
END_TEST

START_TEST(a_setting_asks_for_its_area_even_where_the_category_does_not_list_it) {
  const cwp_pathway *pathway = edition("2025");
  ck_assert_ptr_null(find(pathway, ask(pathway, "ECW", NULL), "P.dementia"));
  ck_assert_int_eq(find(pathway, ask(pathway, "ECW", "dementia"), "P.dementia")->kind, CWP_MUST);
}
END_TEST

START_TEST(a_registered_manager_has_the_rules_that_the_sources_show) {
  const cwp_pathway *pathway = edition("2025");
  size_t count = ask(pathway, "RM", NULL);
  ck_assert_int_eq(find(pathway, count, "RM.R1")->kind, CWP_MUST);
  ck_assert_str_eq(cwp_record_property(pathway, find(pathway, count, "RM.R1")->line, "accepts"),
                   "completed in-progress");
  ck_assert_uint_eq(count_of(pathway, count, CWP_KIND_STATEMENT), 0);
}
END_TEST

START_TEST(a_small_array_gets_what_fits_and_the_whole_count) {
  const cwp_pathway *pathway = edition("2024");
  cwp_requirement few[3];
  size_t count = 0;
  memset(few, 0xff, sizeof few);
  ck_assert_int_eq(cwp_role_requirements(pathway, cwp_pathway_id(pathway, "NTC"), NULL, 0, few, 2, &count, NULL),
                   CWP_OK);
  ck_assert_uint_eq(count, ask(pathway, "NTC", NULL));
  ck_assert_uint_eq(few[1].line, asked[1].line);
  ck_assert_uint_eq(few[2].line, UINT32_MAX);
  ck_assert_int_eq(cwp_role_requirements(pathway, cwp_pathway_id(pathway, "NTC"), NULL, 0, NULL, 0, &count, NULL),
                   CWP_OK);
}
END_TEST

START_TEST(wrong_questions_are_refused) {
  const cwp_pathway *pathway = edition("2024");
  cwp_id role = cwp_pathway_id(pathway, "NTC"), value = cwp_pathway_id(pathway, "V.respect");
  size_t count = 7;
  ck_assert_int_eq(cwp_role_requirements(pathway, value, NULL, 0, asked, ROOM, &count, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_uint_eq(count, 0);
  ck_assert_int_eq(cwp_role_requirements(pathway, CWP_NONE, NULL, 0, asked, ROOM, &count, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_role_requirements(pathway, role, &value, 1, asked, ROOM, &count, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_role_requirements(pathway, role, NULL, 1, asked, ROOM, &count, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_role_requirements(pathway, role, NULL, 0, NULL, 1, &count, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_role_requirements(NULL, role, NULL, 0, asked, ROOM, &count, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_role_requirements(pathway, role, NULL, 0, asked, ROOM, NULL, NULL), CWP_ERROR_ARGUMENT);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("requirements");
  TCase *cases = suite_case(suite, "role categories");
  tcase_add_test(cases, knowledge_and_skills_come_down_from_all_baselines);
  tcase_add_test(cases, behaviours_are_each_category_s_own_and_musts);
  tcase_add_test(cases, nothing_is_asked_twice);
  tcase_add_test(cases, an_inherited_line_says_whose_it_is);
  tcase_add_test(cases, a_setting_turns_its_practice_area_into_a_must);
  tcase_add_test(cases, a_setting_turns_a_rule_that_names_it_into_a_must);
  tcase_add_test(cases, a_setting_asks_for_its_area_even_where_the_category_does_not_list_it);
  tcase_add_test(cases, a_registered_manager_has_the_rules_that_the_sources_show);
  tcase_add_test(cases, a_small_array_gets_what_fits_and_the_whole_count);
  tcase_add_test(cases, wrong_questions_are_refused);
  return suite_run(suite);
}
