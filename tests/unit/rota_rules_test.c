#include "cwp/rota.h"

#include "support/board.h"
#include "support/failing_allocator.h"
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

static cwp_rota_rules *rules;
static cwp_error error;

static void tear_down(void) {
  cwp_rota_rules_free(rules);
  rules = NULL;
}

static void refuse(const char *list, cwp_status status, const char *message) {
  error = (cwp_error)CWP_ERROR_INIT;
  ck_assert_msg(board_rules(list, NULL, &rules, &error) == status, "%s: %s", list, error.message);
  ck_assert_ptr_null(rules);
  ck_assert_str_eq(error.message, message);
  ck_assert_str_eq(error.path, "rules");
}

static void check_ready(const char *id, size_t index) {
  const cwp_rota_rule *rule = cwp_rota_rules_at(rules, index);
  ck_assert_msg(*rule->title && *rule->basis && *rule->fits, "%s: %s", id, rule->id);
  ck_assert_msg(rule->severity > CWP_ROTA_PASS && rule->severity <= CWP_ROTA_BLOCK, "%s", rule->id);
  ck_assert_msg(strcmp(rule->status, "official") == 0 || strcmp(rule->status, "convention") == 0 ||
                    strcmp(rule->status, "editorial") == 0,
                "%s: %s", rule->id, rule->status);
  /* Nobody is kept from working by what rests on nothing but this project's judgement, first aid in a nursing home
     excepted. */
  if (rule->severity == CWP_ROTA_BLOCK && strcmp(rule->id, "NH.first-aid") != 0)
    ck_assert_str_ne(rule->status, "editorial");
}

START_TEST(has_ready_made_sets) {
  ck_assert_uint_eq(cwp_rota_ready_count(), 5);
  for (size_t i = 0; i < cwp_rota_ready_count(); i++) {
    const char *id = cwp_rota_ready_id(i);
    ck_assert_int_eq(cwp_rota_rules_ready(cwp_edition_default(), id, NULL, &rules, &error), CWP_OK);
    ck_assert_str_eq(cwp_rota_rules_id(rules), id);
    ck_assert(*cwp_rota_rules_title(rules));
    ck_assert_uint_gt(cwp_rota_rules_count(rules), 2);
    for (size_t k = 0; k < cwp_rota_rules_count(rules); k++)
      check_ready(id, k);
    tear_down();
  }
  ck_assert_ptr_null(cwp_rota_ready_id(5));
  ck_assert_int_eq(cwp_rota_rules_ready(cwp_edition_default(), "hotel", NULL, &rules, &error), CWP_ERROR_NOT_FOUND);
  ck_assert_int_eq(cwp_rota_rules_ready(cwp_edition_default(), NULL, NULL, &rules, &error), CWP_ERROR_ARGUMENT);
}

START_TEST(reads_a_file) {
  ck_assert_int_eq(cwp_rota_rules_read(cwp_edition_default(), "no-such-file.json", NULL, NULL, &rules, &error),
                   CWP_ERROR_NOT_FOUND);
  ck_assert_int_eq(cwp_rota_rules_read(cwp_edition_default(), "examples/data/courses.json", NULL, NULL, &rules, &error),
                   CWP_ERROR_UNSUPPORTED);
  ck_assert_int_eq(
      cwp_rota_rules_read(cwp_edition_default(), "examples/data/rota-rules.json", NULL, NULL, &rules, &error), CWP_OK);
  ck_assert_uint_gt(cwp_rota_rules_count(rules), 0);
}

START_TEST(gives_what_a_rule_says) {
  ck_assert_int_eq(board_rules("{'id':'A','title':'T','basis':'B','status':'official','severity':'note','when':{'part':"
                               "'night'},'measure':'share','amount':30,'who':'W','fits':{'flag':'senior'}},"
                               "{'id':'B','measure':'per','fits':{'flag':'senior'}}",
                               NULL, &rules, &error),
                   CWP_OK);
  const cwp_rota_rule *rule = cwp_rota_rules_at(rules, 0);
  ck_assert_str_eq(rule->id, "A");
  ck_assert_str_eq(rule->title, "T");
  ck_assert_str_eq(rule->basis, "B");
  ck_assert_str_eq(rule->status, "official");
  ck_assert_int_eq(rule->severity, CWP_ROTA_NOTE);
  ck_assert_int_eq(rule->part, CWP_SHIFT_NIGHT);
  ck_assert_int_eq(rule->measure, CWP_MEASURE_SHARE);
  ck_assert_int_eq(rule->amount, 30);
  ck_assert_str_eq(rule->fits, "W");
  rule = cwp_rota_rules_at(rules, 1);
  ck_assert_str_eq(rule->status, "editorial");
  ck_assert_int_eq(rule->severity, CWP_ROTA_BLOCK);
  ck_assert_int_eq(rule->amount, 1);
  ck_assert_ptr_null(cwp_rota_rules_at(rules, 2));
  cwp_rota_rules_free(NULL);
}

START_TEST(makes_one_rule_for_each_setting) {
  ck_assert_int_eq(
      board_rules("{'id':'A','when':{'each':'practice-area'},'fits':{'about':'setting'}}", NULL, &rules, &error),
      CWP_OK);
  ck_assert_uint_eq(cwp_rota_rules_count(rules), cwp_pathway_count(cwp_edition_default(), CWP_KIND_PRACTICE_AREA));
  ck_assert_ptr_nonnull(strstr(cwp_rota_rules_at(rules, 0)->id, "A:P."));
}

START_TEST(refuses_what_it_cannot_ask) {
  refuse("{'fits':{'flag':'senior'}}", CWP_ERROR_INVALID, "the rule has no \"id\"");
  refuse("{'id':'A'}", CWP_ERROR_INVALID, "the rule does not say who \"fits\"");
  refuse("{'id':'A','fits':{}}", CWP_ERROR_INVALID,
         "a condition needs one of all, any, not, about, role, role_at_least and flag");
  refuse("{'id':'A','fits':{'flag':'senior','role':'SL'}}", CWP_ERROR_INVALID,
         "a condition has either \"role\" or \"flag\", not both");
  refuse("{'id':'A','fits':{'flag':'boss'}}", CWP_ERROR_INVALID,
         "\"flag\" cannot be \"boss\", only agency, trainee or senior");
  refuse("{'id':'A','fits':{'flag':'senior','kind':'trained'}}", CWP_ERROR_INVALID,
         "\"kind\" goes with \"about\" alone");
  refuse("{'id':'A','fits':{'about':'ASC.T20','kind':'seen'}}", CWP_ERROR_INVALID, "\"kind\" cannot be \"seen\"");
  refuse("{'id':'A','fits':{'about':'CSW'}}", CWP_ERROR_INVALID,
         "evidence cannot be asked for about CSW, a role-category");
  refuse("{'id':'A','fits':{'any':[]}}", CWP_ERROR_INVALID, "\"any\" is empty: nothing could be asked");
  refuse("{'id':'A','fits':{'not':7}}", CWP_ERROR_INVALID, "a condition must be an object");
  refuse("7", CWP_ERROR_INVALID, "a rule must be an object");
  refuse("{'id':'A','measure':'some','fits':{'flag':'senior'}}", CWP_ERROR_INVALID, "\"measure\" cannot be \"some\"");
  refuse("{'id':'A','severity':'pass','fits':{'flag':'senior'}}", CWP_ERROR_INVALID,
         "a rule's \"severity\" is note, warn or block");
  refuse("{'id':'A','fits':{'flag':'senior'}},{'id':'A','fits':{'flag':'senior'}}", CWP_ERROR_INVALID,
         "there is a rule 'A' already");
  refuse("{'id':'A','when':{'each':'day'},'fits':{'flag':'senior'}}", CWP_ERROR_INVALID,
         "\"each\" is practice-area or delegated-activity, not \"day\"");
  refuse("{'id':'A','when':{'services':[]},'fits':{'flag':'senior'}}", CWP_ERROR_INVALID, "\"services\" is empty");
  refuse("{'id':'A','when':{'services':['']},'fits':{'flag':'senior'}}", CWP_ERROR_INVALID,
         "a service must be a text, as the shifts name it");
  refuse("{'id':'A','when':{'settings':['CSW']},'fits':{'flag':'senior'}}", CWP_ERROR_INVALID,
         "'CSW' is neither a practice area nor a delegated activity");
  refuse("{'id':'A','leaving_out':['boss'],'fits':{'flag':'senior'}}", CWP_ERROR_INVALID,
         "\"leaving_out\" holds agency, trainee and senior alone");
}

START_TEST(limits_how_deep_conditions_go) {
  char text[1024] = "{'id':'A','fits':";
  for (int i = 0; i < 17; i++)
    strcat(text, "{'not':");
  strcat(text, "{'flag':'senior'}");
  for (int i = 0; i < 18; i++)
    strcat(text, "}");
  refuse(text, CWP_ERROR_LIMIT, "conditions stand more than 16 deep in each other");
}

START_TEST(refuses_what_are_no_rules) {
  const char *bad = "{\"format\":\"cwp-rota-rules\",\"format_version\":2,\"rules\":[]}";
  ck_assert_int_eq(cwp_rota_rules_parse(cwp_edition_default(), bad, strlen(bad), NULL, NULL, NULL, &rules, &error),
                   CWP_ERROR_UNSUPPORTED);
  ck_assert_int_eq(cwp_rota_rules_parse(cwp_edition_default(), "{", 1, NULL, NULL, NULL, &rules, &error),
                   CWP_ERROR_SYNTAX);
  ck_assert_int_eq(cwp_rota_rules_parse(NULL, "{", 1, NULL, NULL, NULL, &rules, &error), CWP_ERROR_ARGUMENT);
}

static cwp_status parse(const cwp_allocator *allocator, void *context, cwp_error *why) {
  cwp_rota_rules *parsed = NULL;
  cwp_status status = board_rules(context, allocator, &parsed, why);
  cwp_rota_rules_free(parsed);
  return status;
}

START_TEST(survives_want_of_memory) {
  char list[] = "{'id':'A','title':'T','when':{'each':'practice-area','services':['visit'],'settings':['P.autism']},"
                "'fits':{'any':[{'about':'setting'},{'not':{'role':'SL'}},{'about':'CSW.K1'}]}}";
  failing_allocator_try_all(parse, list, 2000, 0);
}

int main(void) {
  Suite *suite = suite_create("rota rules");
  TCase *tcase = suite_case(suite, "rules");
  tcase_add_checked_fixture(tcase, NULL, tear_down);
  tcase_add_test(tcase, has_ready_made_sets);
  tcase_add_test(tcase, reads_a_file);
  tcase_add_test(tcase, gives_what_a_rule_says);
  tcase_add_test(tcase, makes_one_rule_for_each_setting);
  tcase_add_test(tcase, refuses_what_it_cannot_ask);
  tcase_add_test(tcase, limits_how_deep_conditions_go);
  tcase_add_test(tcase, refuses_what_are_no_rules);
  tcase_add_test(tcase, survives_want_of_memory);
  return suite_run(suite);
}
