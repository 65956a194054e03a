/* Editions and their records: what is there, how it is found, what it says of itself. */

#include "cwp/cwp.h"
#include "support/suite.h"

#include <check.h>
#include <string.h>

static const cwp_pathway *edition(const char *code) {
  const cwp_pathway *found = NULL;
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_msg(cwp_edition_find(code, &found, &error) == CWP_OK, "%s", error.message);
  return found;
}

START_TEST(the_default_edition_is_that_of_2025) {
  ck_assert_str_eq(cwp_record_code(cwp_edition_default(), 0), "2025");
  ck_assert_ptr_eq(edition(NULL), cwp_edition_default());
  ck_assert_ptr_eq(edition(""), cwp_edition_default());
  ck_assert_str_eq(cwp_record_property(cwp_edition_default(), 0, "date"), "2025-04-09");
}
END_TEST

START_TEST(an_unknown_edition_names_those_that_there_are) {
  const cwp_pathway *found = cwp_edition_default();
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_int_eq(cwp_edition_find("1999", &found, &error), CWP_ERROR_NOT_FOUND);
  ck_assert_ptr_null(found);
  ck_assert_ptr_nonnull(strstr(error.message, "2024"));
  ck_assert_ptr_nonnull(strstr(error.message, "2025"));
  ck_assert_int_eq(cwp_edition_find("2024", NULL, &error), CWP_ERROR_ARGUMENT);
}
END_TEST

START_TEST(editions_are_listed_to_their_end) {
  ck_assert_uint_ge(cwp_edition_count(), 2);
  ck_assert_ptr_nonnull(cwp_edition_at(0));
  ck_assert_ptr_null(cwp_edition_at(cwp_edition_count()));
  ck_assert_uint_eq(strlen(cwp_dataset_checksum()), 16);
  ck_assert_uint_eq(strlen(cwp_dataset_date()), 10);
  ck_assert_uint_gt(strlen(cwp_dataset_version()), 0);
}
END_TEST

START_TEST(a_record_is_found_by_code_slug_letter_and_in_any_case) {
  const cwp_pathway *pathway = edition("2024");
  cwp_id role = cwp_pathway_id(pathway, "CSW");
  ck_assert_uint_ne(role, CWP_NONE);
  ck_assert_uint_eq(cwp_pathway_id(pathway, "csw"), role);
  ck_assert_uint_eq(cwp_pathway_id(pathway, "care-or-support-worker"), role);
  ck_assert_uint_eq(cwp_pathway_id(pathway, "B"), role);
  ck_assert_str_eq(cwp_record_title(pathway, role), "Care or support worker");
  ck_assert_int_eq(cwp_record_kind(pathway, role), CWP_KIND_ROLE);
}
END_TEST

START_TEST(a_mistyped_code_gets_suggestions) {
  const cwp_pathway *pathway = edition("2024");
  cwp_error error = CWP_ERROR_INIT;
  cwp_id id = 0;
  ck_assert_int_eq(cwp_pathway_find(pathway, "CWS.K7.2", CWP_KIND_END, &id, &error), CWP_ERROR_NOT_FOUND);
  ck_assert_uint_eq(id, CWP_NONE);
  ck_assert_ptr_nonnull(strstr(error.message, "CSW.K7.2"));
  ck_assert_int_eq(cwp_pathway_find(pathway, "zzzzzzzzzzzzzzzz", CWP_KIND_END, &id, &error), CWP_ERROR_NOT_FOUND);
  ck_assert_ptr_null(strstr(error.message, "nearest"));
  ck_assert_int_eq(cwp_pathway_find(NULL, "CSW", CWP_KIND_END, &id, &error), CWP_ERROR_ARGUMENT);
}
END_TEST

START_TEST(suggestions_come_nearest_first_and_fit_the_capacity) {
  const cwp_pathway *pathway = edition("2024");
  cwp_id near[4] = {CWP_NONE, CWP_NONE, CWP_NONE, CWP_NONE};
  ck_assert_uint_eq(cwp_pathway_suggest(pathway, "CSW.K72", near, 1), 1);
  ck_assert_uint_eq(near[1], CWP_NONE);
  ck_assert_uint_eq(cwp_pathway_suggest(pathway, "dementa", near, 4), 1);
  ck_assert_str_eq(cwp_record_code(pathway, near[0]), "P.dementia");
  ck_assert_uint_eq(cwp_pathway_suggest(pathway, "", near, 4), 0);
  ck_assert_uint_eq(cwp_pathway_suggest(pathway, "CSW", near, 0), 0);
}
END_TEST

START_TEST(a_record_of_another_kind_is_refused) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_id id = 0;
  ck_assert_int_eq(cwp_pathway_find(edition("2024"), "CSW.K7", CWP_KIND_ROLE, &id, &error), CWP_ERROR_ARGUMENT);
  ck_assert_str_eq(error.message, "CSW.K7 is a group, not a role-category");
}
END_TEST

START_TEST(every_code_finds_its_own_record) {
  for (size_t i = 0; i < cwp_edition_count(); i++) {
    const cwp_pathway *pathway = cwp_edition_at(i);
    for (cwp_id id = 0; id < cwp_pathway_count(pathway, CWP_KIND_END); id++) {
      ck_assert_uint_eq(cwp_pathway_id(pathway, cwp_record_code(pathway, id)), id);
      for (size_t alias = 0; cwp_record_alias(pathway, id, alias); alias++)
        ck_assert_uint_eq(cwp_pathway_id(pathway, cwp_record_alias(pathway, id, alias)), id);
    }
  }
}
END_TEST

START_TEST(kinds_lie_side_by_side) {
  const cwp_pathway *pathway = edition("2025");
  cwp_id next = 0;
  for (int kind = 0; kind < CWP_KIND_END; kind++) {
    ck_assert_uint_eq(cwp_pathway_first(pathway, (cwp_kind)kind), next);
    for (size_t i = 0; i < cwp_pathway_count(pathway, (cwp_kind)kind); i++)
      ck_assert_int_eq(cwp_record_kind(pathway, next++), kind);
  }
  ck_assert_uint_eq(next, cwp_pathway_count(pathway, CWP_KIND_END));
}
END_TEST

START_TEST(statements_stand_in_their_group_in_order) {
  const cwp_pathway *pathway = edition("2024");
  cwp_id group = cwp_pathway_id(pathway, "CSW.K7");
  cwp_id first = cwp_record_first_child(pathway, group);
  ck_assert_uint_eq(cwp_record_child_count(pathway, group), 3);
  ck_assert_str_eq(cwp_record_code(pathway, first), "CSW.K7.1");
  ck_assert_str_eq(cwp_record_code(pathway, first + 2), "CSW.K7.3");
  ck_assert_uint_eq(cwp_record_parent(pathway, first), group);
  ck_assert_str_eq(cwp_record_title(pathway, first), cwp_record_title(pathway, group));
  ck_assert_uint_eq(cwp_record_role(pathway, first), cwp_pathway_id(pathway, "CSW"));
}
END_TEST

START_TEST(role_categories_stand_in_the_official_order_of_2025) {
  static const char *const codes[] = {"NTC", "CSW", "ECW", "PA", "SL", "PL", "DM", "RM"};
  const cwp_pathway *pathway = edition("2025");
  ck_assert_uint_eq(cwp_pathway_count(pathway, CWP_KIND_ROLE), 8);
  for (cwp_id i = 0; i < 8; i++)
    ck_assert_str_eq(cwp_record_code(pathway, cwp_pathway_first(pathway, CWP_KIND_ROLE) + i), codes[i]);
}
END_TEST

START_TEST(what_2025_takes_from_2024_is_marked_as_carried) {
  const cwp_pathway *pathway = edition("2025");
  ck_assert_int_eq(cwp_record_status(pathway, cwp_pathway_id(pathway, "NTC.K4.2")), CWP_PROVENANCE_CARRIED);
  ck_assert_int_eq(cwp_record_status(pathway, cwp_pathway_id(pathway, "CSW.B1")), CWP_PROVENANCE_PARAPHRASE);
  ck_assert_int_eq(cwp_record_status(pathway, cwp_pathway_id(pathway, "V.respect")), CWP_PROVENANCE_OFFICIAL);
  ck_assert_int_eq(cwp_role_coverage(pathway, cwp_pathway_id(pathway, "NTC")), CWP_COVERAGE_PARTIAL);
  ck_assert_int_eq(cwp_role_coverage(pathway, cwp_pathway_id(pathway, "ECW")), CWP_COVERAGE_SUMMARY);
  ck_assert_int_eq(cwp_role_coverage(pathway, cwp_pathway_id(pathway, "V.respect")), CWP_COVERAGE_NONE);
}
END_TEST

START_TEST(overridden_behaviours_keep_their_place) {
  const cwp_pathway *pathway = edition("2025");
  cwp_id first = cwp_pathway_id(pathway, "CSW.B1");
  ck_assert_str_eq(cwp_record_code(pathway, first + 5), "CSW.B6");
  ck_assert_str_eq(cwp_record_code(pathway, first + 7), "CSW.B8");
}
END_TEST

START_TEST(codes_of_the_national_data_set_find_their_records) {
  const cwp_pathway *pathway = edition("2025");
  ck_assert_str_eq(cwp_record_code(pathway, cwp_pathway_bulk_code(pathway, "training-category", "20")), "ASC.T20");
  ck_assert_str_eq(cwp_record_title(pathway, cwp_pathway_bulk_code(pathway, "job-role", "8")), "Care worker");
  ck_assert_uint_eq(cwp_pathway_bulk_code(pathway, "training-category", "24"), CWP_NONE);
  ck_assert_uint_eq(cwp_pathway_bulk_code(pathway, "no-such-list", "1"), CWP_NONE);
  ck_assert_uint_eq(cwp_pathway_bulk_code(pathway, NULL, NULL), CWP_NONE);
  ck_assert_uint_eq(cwp_pathway_role_by_bulk_code(pathway, "7"), cwp_pathway_id(pathway, "RM"));
  ck_assert_uint_eq(cwp_pathway_role_by_bulk_code(pathway, "998"), CWP_NONE);
  ck_assert_uint_eq(cwp_pathway_role_by_bulk_code(pathway, "07"), CWP_NONE);
  ck_assert_uint_eq(cwp_pathway_role_by_bulk_code(pathway, NULL), CWP_NONE);
  ck_assert_int_eq(cwp_role_bulk_code(pathway, cwp_pathway_id(pathway, "SL")), 4);
  ck_assert_int_eq(cwp_role_bulk_code(pathway, cwp_pathway_id(pathway, "PA")), 0);
}
END_TEST

START_TEST(a_bulk_code_is_read_by_its_date) {
  const cwp_pathway *pathway = edition("2025");
  cwp_error error = CWP_ERROR_INIT;
  cwp_id id = 0;
  ck_assert_int_eq(cwp_code_on(pathway, "role-category-answer", "998", 20400, &id, &error), CWP_OK);
  ck_assert_str_eq(cwp_record_code(pathway, id), "ASC.R998");
  ck_assert_int_eq(cwp_code_on(pathway, "role-category-answer", "998", 19000, &id, &error), CWP_ERROR_NOT_FOUND);
  ck_assert_uint_eq(id, CWP_NONE);
  ck_assert_ptr_nonnull(strstr(error.message, "ASC.R998 from 2025-05"));
  ck_assert_int_eq(cwp_code_on(pathway, "training-category", "20", CWP_DATE_NONE, &id, &error), CWP_OK);
  ck_assert_str_eq(cwp_record_code(pathway, id), "ASC.T20");
  ck_assert_int_eq(cwp_code_on(pathway, "role-category", "7", 20400, &id, &error), CWP_OK);
  ck_assert_str_eq(cwp_record_code(pathway, id), "RM");
  ck_assert_int_eq(cwp_code_on(pathway, "training-category", "999", 20400, &id, &error), CWP_ERROR_NOT_FOUND);
  ck_assert_int_eq(cwp_code_on(pathway, "no-such-list", "1", 20400, &id, &error), CWP_ERROR_NOT_FOUND);
  ck_assert_int_eq(cwp_code_on(NULL, "job-role", "1", 20400, &id, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_code_on(pathway, NULL, "1", 20400, &id, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_code_on(pathway, "job-role", NULL, 20400, &id, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_code_on(pathway, "job-role", "1", CWP_DATE_MAX + 1, &id, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_code_on(pathway, "job-role", "1", 20400, NULL, &error), CWP_ERROR_ARGUMENT);
}
END_TEST

/* The code of what the answer 998 meant on a day, in an edition. */
static const char *meaning_of_998(const char *edition_code, const char *on) {
  const cwp_pathway *pathway = edition(edition_code);
  cwp_date day = CWP_DATE_NONE;
  cwp_id item = CWP_NONE;
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_int_eq(cwp_date_parse(on, &day, NULL), CWP_OK);
  ck_assert_msg(cwp_code_on(pathway, "role-category-answer", "998", day, &item, &error) == CWP_OK, "%s", error.message);
  return cwp_record_code(pathway, item);
}

START_TEST(the_answer_998_is_read_by_its_date) {
  ck_assert_str_eq(meaning_of_998("2025", "2025-09-01"), "ASC.R998");
  ck_assert_str_eq(meaning_of_998("2026-draft", "2025-09-01"), "ASC.R998");
  ck_assert_str_eq(meaning_of_998("2026-draft", "2026-08-21"), "ASC.R998");
  ck_assert_str_eq(meaning_of_998("2026-draft", "2026-08-22"), "ASC.R998-2026");
}
END_TEST

START_TEST(links_say_what_a_role_category_builds_on) {
  const cwp_pathway *pathway = edition("2024");
  cwp_id leader = cwp_pathway_id(pathway, "PL");
  cwp_link link;
  ck_assert_uint_eq(cwp_record_link_count(pathway, leader, CWP_RELATION_BASELINE), 2);
  ck_assert_int_eq(cwp_record_link(pathway, leader, CWP_RELATION_BASELINE, 0, &link, NULL), CWP_OK);
  ck_assert_str_eq(cwp_record_code(pathway, link.to), "CSW");
  ck_assert_uint_ne(link.source, CWP_NONE);
  ck_assert_int_eq(cwp_record_link(pathway, leader, CWP_RELATION_BASELINE, 1, &link, NULL), CWP_OK);
  ck_assert_str_eq(cwp_record_code(pathway, link.to), "SL");
  ck_assert_int_eq(cwp_record_link(pathway, leader, CWP_RELATION_BASELINE, 2, &link, NULL), CWP_ERROR_NOT_FOUND);
  ck_assert_int_eq(cwp_record_link(pathway, leader, CWP_RELATION_BASELINE, 0, NULL, NULL), CWP_ERROR_ARGUMENT);
}
END_TEST

START_TEST(the_dementia_area_names_its_learning) {
  const cwp_pathway *pathway = edition("2024");
  cwp_id role = cwp_pathway_id(pathway, "NTC");
  cwp_id dementia = cwp_pathway_id(pathway, "dementia");
  size_t found = 0;
  for (size_t i = 0; i < cwp_record_link_count(pathway, role, CWP_RELATION_AREA_LEARNING); i++) {
    cwp_link link;
    ck_assert_int_eq(cwp_record_link(pathway, role, CWP_RELATION_AREA_LEARNING, i, &link, NULL), CWP_OK);
    ck_assert_int_eq(cwp_record_kind(pathway, link.to), CWP_KIND_LEARNING);
    if (link.about == dementia) found++;
  }
  ck_assert_uint_gt(found, 0);
}
END_TEST

START_TEST(evidence_maps_are_followed_to_their_end) {
  const cwp_pathway *pathway = edition("2025");
  cwp_id completed = cwp_pathway_id(pathway, "ASC.C1");
  size_t count = cwp_record_cover_count(pathway, completed);
  cwp_id certificate = cwp_pathway_id(pathway, "L.care-certificate");
  size_t statements = 0, itself = 0;
  for (size_t i = 0; i < count; i++) {
    cwp_cover cover = cwp_record_cover(pathway, completed, i);
    if (cwp_record_kind(pathway, cover.target) == CWP_KIND_STATEMENT) statements++;
    if (cover.target == certificate) itself++;
    if (i > 0) ck_assert_uint_lt(cwp_record_cover(pathway, completed, i - 1).target, cover.target);
    ck_assert_int_ne(cover.extent, CWP_EXTENT_NONE);
    ck_assert_int_eq(cwp_record_kind(pathway, cover.map), CWP_KIND_MAP);
  }
  ck_assert_uint_eq(cwp_record_cover(pathway, completed, count).target, CWP_NONE);
  ck_assert_uint_eq(itself, 1);
  ck_assert_uint_gt(statements, 30);
}
END_TEST

START_TEST(a_group_covers_its_own_statements) {
  const cwp_pathway *pathway = edition("2024");
  cwp_id group = cwp_pathway_id(pathway, "SL.K3");
  cwp_cover first = cwp_record_cover(pathway, group, 0);
  ck_assert_uint_eq(cwp_record_cover_count(pathway, group), 6);
  ck_assert_uint_eq(first.target, cwp_pathway_id(pathway, "SL.K3.1"));
  ck_assert_uint_eq(first.map, CWP_NONE);
  ck_assert_int_eq(first.extent, CWP_EXTENT_FULL);
  ck_assert_uint_eq(cwp_record_cover_count(pathway, first.target), 0);
}
END_TEST

START_TEST(foreign_ids_and_null_pathways_give_empty_answers) {
  const cwp_pathway *pathway = edition("2025");
  cwp_id beyond = (cwp_id)cwp_pathway_count(pathway, CWP_KIND_END);
  ck_assert_str_eq(cwp_record_code(pathway, beyond), "");
  ck_assert_str_eq(cwp_record_text(pathway, CWP_NONE), "");
  ck_assert_str_eq(cwp_record_property(pathway, beyond, "slug"), "");
  ck_assert_str_eq(cwp_record_property(pathway, 0, NULL), "");
  ck_assert_ptr_null(cwp_record_property_name(pathway, beyond, 0));
  ck_assert_ptr_null(cwp_record_alias(pathway, beyond, 0));
  ck_assert_int_eq(cwp_record_kind(pathway, beyond), CWP_KIND_END);
  ck_assert_int_eq(cwp_record_status(pathway, beyond), CWP_PROVENANCE_END);
  ck_assert_uint_eq(cwp_record_source(pathway, beyond), CWP_NONE);
  ck_assert_uint_eq(cwp_record_role(pathway, beyond), CWP_NONE);
  ck_assert_uint_eq(cwp_record_parent(pathway, beyond), CWP_NONE);
  ck_assert_uint_eq(cwp_record_first_child(pathway, beyond), CWP_NONE);
  ck_assert_uint_eq(cwp_record_child_count(pathway, beyond), 0);
  ck_assert_uint_eq(cwp_record_cover_count(pathway, beyond), 0);
  ck_assert_uint_eq(cwp_record_cover(pathway, beyond, 0).target, CWP_NONE);
  ck_assert_uint_eq(cwp_record_link_count(pathway, beyond, CWP_RELATION_GAP), 0);
  ck_assert_str_eq(cwp_record_title(NULL, 0), "");
  ck_assert_str_eq(cwp_record_note(NULL, 0), "");
  ck_assert_uint_eq(cwp_pathway_id(NULL, "CSW"), CWP_NONE);
  ck_assert_uint_eq(cwp_pathway_id(pathway, NULL), CWP_NONE);
  ck_assert_uint_eq(cwp_pathway_count(NULL, CWP_KIND_ROLE), 0);
  ck_assert_uint_eq(cwp_pathway_first(NULL, CWP_KIND_ROLE), 0);
  ck_assert_uint_eq(cwp_pathway_suggest(NULL, "x", NULL, 0), 0);
}
END_TEST

START_TEST(a_built_in_edition_needs_no_freeing) {
  cwp_pathway_free((cwp_pathway *)(uintptr_t)cwp_edition_default());
  cwp_pathway_free(NULL);
  ck_assert_str_eq(cwp_record_code(cwp_edition_default(), 0), "2025");
}
END_TEST

START_TEST(enumerations_have_names_to_their_ends) {
  for (int i = 0; i < CWP_KIND_END; i++)
    ck_assert_str_ne(cwp_kind_name((cwp_kind)i), "unknown");
  for (int i = 0; i < CWP_RELATION_END; i++)
    ck_assert_str_ne(cwp_relation_name((cwp_relation)i), "unknown");
  for (int i = 0; i < CWP_PROVENANCE_END; i++)
    ck_assert_str_ne(cwp_provenance_name((cwp_provenance)i), "unknown");
  for (int i = 0; i < CWP_COVERAGE_END; i++)
    ck_assert_str_ne(cwp_coverage_name((cwp_coverage)i), "unknown");
  ck_assert_str_eq(cwp_kind_name(CWP_KIND_END), "unknown");
  ck_assert_str_eq(cwp_kind_name((cwp_kind)9001), "unknown");
  ck_assert_str_eq(cwp_requirement_kind_name(CWP_CAN), "can");
  ck_assert_str_eq(cwp_requirement_kind_name((cwp_requirement_kind)-1), "unknown");
  ck_assert_str_eq(cwp_extent_name(CWP_EXTENT_FULL), "full");
  ck_assert_str_eq(cwp_extent_name(CWP_EXTENT_END), "unknown");
  ck_assert_str_eq(cwp_provenance_name(CWP_PROVENANCE_END), "unknown");
  ck_assert_str_eq(cwp_coverage_name(CWP_COVERAGE_END), "unknown");
  ck_assert_str_eq(cwp_relation_name(CWP_RELATION_END), "unknown");
}
END_TEST

static void add_finding_records(Suite *suite) {
  TCase *cases = suite_case(suite, "finding records");
  tcase_add_test(cases, a_record_is_found_by_code_slug_letter_and_in_any_case);
  tcase_add_test(cases, a_mistyped_code_gets_suggestions);
  tcase_add_test(cases, suggestions_come_nearest_first_and_fit_the_capacity);
  tcase_add_test(cases, a_record_of_another_kind_is_refused);
  tcase_add_test(cases, every_code_finds_its_own_record);
  tcase_add_test(cases, codes_of_the_national_data_set_find_their_records);
  tcase_add_test(cases, a_bulk_code_is_read_by_its_date);
  tcase_add_test(cases, the_answer_998_is_read_by_its_date);
  tcase_add_test(cases, foreign_ids_and_null_pathways_give_empty_answers);
}

static void add_records(Suite *suite) {
  TCase *cases = suite_case(suite, "records");
  tcase_add_test(cases, kinds_lie_side_by_side);
  tcase_add_test(cases, statements_stand_in_their_group_in_order);
  tcase_add_test(cases, links_say_what_a_role_category_builds_on);
  tcase_add_test(cases, the_dementia_area_names_its_learning);
  tcase_add_test(cases, evidence_maps_are_followed_to_their_end);
  tcase_add_test(cases, a_group_covers_its_own_statements);
  tcase_add_test(cases, enumerations_have_names_to_their_ends);
}

static void add_editions(Suite *suite) {
  TCase *cases = suite_case(suite, "editions");
  tcase_add_test(cases, the_default_edition_is_that_of_2025);
  tcase_add_test(cases, an_unknown_edition_names_those_that_there_are);
  tcase_add_test(cases, editions_are_listed_to_their_end);
  tcase_add_test(cases, role_categories_stand_in_the_official_order_of_2025);
  tcase_add_test(cases, what_2025_takes_from_2024_is_marked_as_carried);
  tcase_add_test(cases, overridden_behaviours_keep_their_place);
  tcase_add_test(cases, a_built_in_edition_needs_no_freeing);
}

int main(void) {
  Suite *suite = suite_create("pathway");
  add_editions(suite);
  add_finding_records(suite);
  add_records(suite);
  return suite_run(suite);
}
