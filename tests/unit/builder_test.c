/* Framework files: what they may hold, how they extend an edition, and how exactly they are refused. */

#include "cwp/cwp.h"
#include "support/failing_allocator.h"
#include "support/suite.h"

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "{\"format\": \"cwp-pathway\", \"format_version\": 1,\n"
#define EDITION                                                                                                        \
  "\"edition\": {\"code\": \"x\", \"title\": \"T\", \"date\": \"2026-01-01\", \"text\": \"Words.\", \"status\": "      \
  "\"editorial\", \"source\": \"S\"},\n\"sources\": [{\"code\": \"S\", \"title\": \"A source\", \"text\": \"Read.\", " \
  "\"status\": \"editorial\"}],\n"
#define BASIS "\"status\": \"editorial\", \"source\": \"S\""

/* A framework of a quite different sector. */
static const char kitchen[] = HEAD EDITION
    "\"practice_areas\": [{\"code\": \"A.pastry\", \"slug\": \"pastry\", \"title\": \"Pastry\", \"text\": "
    "\"Sweet.\", " BASIS "}],\n"
    "\"learning\": [{\"code\": \"C.knives\", \"title\": \"Knives\", \"kind\": \"course\", \"text\": \"Cuts.\", " BASIS
    "}],\n"
    "\"role_categories\": [\n"
    " {\"code\": \"CHEF\", \"slug\": \"chef\", \"title\": \"Chef\", \"text\": \"Cooks.\", \"coverage\": "
    "\"complete\", " BASIS ",\n"
    "  \"baselines\": [{\"role\": \"PORTER\"}], \"areas\": [{\"area\": \"A.pastry\", \"learning\": [\"C.knives\"]}],\n"
    "  \"behaviours\": [{\"code\": \"CHEF.B1\", \"text\": \"Tastes.\", " BASIS "}],\n"
    "  \"groups\": [{\"code\": \"CHEF.K1\", \"title\": \"Heat\", \"text\": \"Fire.\", " BASIS
    ", \"statements\": [{\"code\": \"CHEF.K1.1\", \"text\": \"Knows heat.\", " BASIS "}]}],\n"
    "  \"rules\": [{\"code\": \"CHEF.R1\", \"title\": \"Knives\", \"kind\": \"must\", \"text\": \"Has done "
    "knives.\", " BASIS ", \"of\": [\"C.knives\"], \"settings\": [\"pastry\"]}]},\n"
    " {\"code\": \"PORTER\", \"slug\": \"porter\", \"title\": \"Porter\", \"text\": \"Washes.\", \"coverage\": "
    "\"summary\", " BASIS ", \"groups\": [{\"code\": \"PORTER.K1\", \"title\": \"Water\", \"text\": \"Wet.\", " BASIS
    ", \"statements\": [{\"code\": \"PORTER.K1.1\", \"text\": \"Knows soap.\", " BASIS "}]}]}],\n"
    "\"evidence_maps\": [{\"from\": \"C.knives\", \"covers\": [{\"to\": \"CHEF.K1\", \"extent\": \"part\"}], \"text\": "
    "\"It says so.\", " BASIS "}]}";

static cwp_status parse(const char *text, cwp_pathway **out, cwp_error *error) {
  return cwp_pathway_parse(text, strlen(text), "own.json", NULL, NULL, out, error);
}

/* Parses what must be refused, and leaves the error. */
static cwp_error refuse(const char *text, cwp_status expected) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_pathway *pathway = NULL;
  cwp_status status = parse(text, &pathway, &error);
  ck_assert_msg(status == expected, "%s instead of %s: %s", cwp_status_name(status), cwp_status_name(expected),
                error.message);
  ck_assert_ptr_null(pathway);
  ck_assert_str_eq(error.path, "own.json");
  ck_assert_str_ne(error.message, "");
  return error;
}

static cwp_pathway *accept(const char *text) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_pathway *pathway = NULL;
  cwp_status status = parse(text, &pathway, &error);
  ck_assert_msg(status == CWP_OK, "%d:%d: %s", (int)error.line, (int)error.column, error.message);
  return pathway;
}

START_TEST(a_framework_of_another_sector_loads) {
  cwp_pathway *pathway = accept(kitchen);
  cwp_requirement asked[16];
  size_t count = 0;
  ck_assert_int_eq(cwp_role_requirements(pathway, cwp_pathway_id(pathway, "chef"), NULL, 0, asked, 16, &count, NULL),
                   CWP_OK);
  ck_assert_uint_eq(count, 5);
  ck_assert_str_eq(cwp_record_code(pathway, asked[2].line), "PORTER.K1.1");
  cwp_id knives = cwp_pathway_id(pathway, "C.knives");
  ck_assert_uint_eq(cwp_record_cover_count(pathway, knives), 1);
  cwp_cover cover = cwp_record_cover(pathway, knives, 0);
  ck_assert_str_eq(cwp_record_code(pathway, cover.target), "CHEF.K1.1");
  ck_assert_int_eq(cover.extent, CWP_EXTENT_PART);
  ck_assert_str_eq(cwp_record_text(pathway, cover.map), "It says so.");
  cwp_pathway_free(pathway);
}
END_TEST

START_TEST(the_smallest_framework_is_an_edition) {
  cwp_pathway *pathway = accept(HEAD "\"edition\": {\"code\": \"x\", \"title\": \"T\", \"text\": \"W.\", \"status\": "
                                     "\"editorial\", \"source\": \"S\"}, \"sources\": [{\"code\": \"S\", \"title\": "
                                     "\"A\", \"text\": \"R.\", \"status\": \"official\"}]}");
  ck_assert_uint_eq(cwp_pathway_count(pathway, CWP_KIND_END), 2);
  ck_assert_uint_eq(cwp_pathway_count(pathway, CWP_KIND_ROLE), 0);
  ck_assert_uint_eq(cwp_record_cover_count(pathway, 1), 0);
  ck_assert_uint_eq(cwp_record_cover(pathway, 1, 0).target, CWP_NONE);
  cwp_pathway_free(pathway);
}
END_TEST

START_TEST(an_extension_adds_changes_and_hides) {
  cwp_pathway *pathway = accept(
      HEAD EDITION "\"extends\": \"2024\", \"hide\": [\"NTC.K22\", \"PL\"],\n"
                   "\"role_categories\": [{\"code\": \"NTC\", \"title\": \"Beginner\",\n"
                   "  \"groups\": [{\"code\": \"NTC.K90\", \"title\": \"Our van\", \"text\": \"Driving.\", " BASIS
                   ",\n   \"statements\": [{\"code\": \"NTC.K90.1\", \"text\": \"Drives the van.\", " BASIS "}]}]}]}");
  ck_assert_str_eq(cwp_record_title(pathway, cwp_pathway_id(pathway, "NTC")), "Beginner");
  ck_assert_str_ne(cwp_record_text(pathway, cwp_pathway_id(pathway, "NTC")), "");
  ck_assert_uint_eq(cwp_record_role(pathway, cwp_pathway_id(pathway, "NTC.K90.1")), cwp_pathway_id(pathway, "NTC"));
  ck_assert_uint_eq(cwp_pathway_id(pathway, "NTC.K22"), CWP_NONE);
  ck_assert_uint_eq(cwp_pathway_id(pathway, "NTC.K22.1"), CWP_NONE);
  ck_assert_uint_eq(cwp_pathway_id(pathway, "PL"), CWP_NONE);
  ck_assert_uint_eq(cwp_pathway_id(pathway, "PL.K18.2"), CWP_NONE);
  ck_assert_uint_eq(cwp_pathway_id(pathway, "M.SL-PL"), cwp_pathway_id(pathway, "M.SL-PL"));
  ck_assert_int_eq(cwp_record_status(pathway, cwp_pathway_id(pathway, "NTC.K1.1")), CWP_PROVENANCE_PARAPHRASE);
  ck_assert_str_eq(cwp_record_code(pathway, 0), "x");
  cwp_pathway_free(pathway);
}
END_TEST

START_TEST(an_extension_that_changes_nothing_asks_what_its_base_asks) {
  const cwp_pathway *base = NULL;
  cwp_pathway *pathway = accept(HEAD EDITION "\"extends\": \"2025\"}");
  cwp_requirement ours[600], theirs[600];
  ck_assert_int_eq(cwp_edition_find("2025", &base, NULL), CWP_OK);
  for (cwp_id i = 0; i < cwp_pathway_count(base, CWP_KIND_ROLE); i++) {
    size_t our_count = 0, their_count = 0;
    cwp_id role = cwp_pathway_first(base, CWP_KIND_ROLE) + i;
    cwp_id same = cwp_pathway_id(pathway, cwp_record_code(base, role));
    ck_assert_int_eq(cwp_role_requirements(base, role, NULL, 0, theirs, 600, &their_count, NULL), CWP_OK);
    ck_assert_int_eq(cwp_role_requirements(pathway, same, NULL, 0, ours, 600, &our_count, NULL), CWP_OK);
    ck_assert_uint_eq(our_count, their_count);
    for (size_t j = 0; j < our_count; j++)
      ck_assert_str_eq(cwp_record_code(pathway, ours[j].line), cwp_record_code(base, theirs[j].line));
  }
  ck_assert_uint_eq(cwp_record_cover_count(pathway, cwp_pathway_id(pathway, "ASC.C1")),
                    cwp_record_cover_count(base, cwp_pathway_id(base, "ASC.C1")));
  cwp_pathway_free(pathway);
}
END_TEST

START_TEST(an_unknown_member_is_refused_where_it_stands) {
  cwp_error error = refuse(HEAD "\"values\": [\n  {\"code\": \"V.x\", \"titel\": \"T\"}]}", CWP_ERROR_INVALID);
  ck_assert_uint_eq(error.line, 3);
  ck_assert_ptr_nonnull(strstr(error.message, "titel"));
  ck_assert_ptr_nonnull(strstr(error.message, "title"));
}
END_TEST

START_TEST(a_missing_member_is_named) {
  cwp_error error = refuse(HEAD EDITION "\"values\": [{\"code\": \"V.x\", \"title\": \"T\", \"text\": \"W.\", "
                                        "\"source\": \"S\"}]}",
                           CWP_ERROR_INVALID);
  ck_assert_str_eq(error.message, "V.x has no \"status\"");
  ck_assert_uint_eq(error.line, 4);
  ck_assert_uint_eq(error.column, 12);
}
END_TEST

/* A code list, and items that share a bulk upload code. */
#define LIST(items)                                                                                                    \
  "\"code_lists\": [{\"list\": \"answer\", \"title\": \"Answers\", " BASIS ", \"items\": [" items "]}]}"
#define ITEM(code, dates)                                                                                              \
  "{\"code\": \"" code "\", \"title\": \"Title of " code "\", \"bulk\": \"998\", " dates ", " BASIS "}"

/* The code of the item that a bulk upload code means on a day, or "" for none. */
static const char *meaning(const cwp_pathway *pathway, const char *day) {
  cwp_date date = CWP_DATE_NONE;
  cwp_id id = 0;
  if (day) ck_assert_int_eq(cwp_date_parse(day, &date, NULL), CWP_OK);
  cwp_status status = cwp_code_on(pathway, "Answer", "998", date, &id, NULL);
  ck_assert_int_eq(status, id == CWP_NONE ? CWP_ERROR_NOT_FOUND : CWP_OK);
  return cwp_record_code(pathway, id);
}

START_TEST(a_bulk_code_may_have_several_meanings_each_for_its_time) {
  cwp_pathway *pathway = accept(HEAD EDITION LIST(ITEM("X.2", "\"from\": \"2025-05\", \"until\": \"2026-07\"") "," ITEM(
      "X.1", "\"until\": \"2024\"") "," ITEM("X.3", "\"from\": \"2026-07-20\"")));
  ck_assert_str_eq(meaning(pathway, "2010-01-01"), "X.1");
  ck_assert_str_eq(meaning(pathway, "2024-12-31"), "X.1");
  ck_assert_str_eq(meaning(pathway, "2025-01-01"), "");
  ck_assert_str_eq(meaning(pathway, "2025-05-01"), "X.2");
  ck_assert_str_eq(meaning(pathway, "2026-07-19"), "X.2");
  ck_assert_str_eq(meaning(pathway, "2026-07-20"), "X.3"); /* of two, the one that began later */
  ck_assert_str_eq(meaning(pathway, "2030-01-01"), "X.3");
  ck_assert_str_eq(meaning(pathway, NULL), "X.3");
  ck_assert_uint_eq(cwp_pathway_bulk_code(pathway, "answer", "998"), cwp_pathway_id(pathway, "X.3"));
  ck_assert_ptr_null(cwp_record_alias(pathway, cwp_pathway_id(pathway, "X.2"), 0));
  cwp_error error = CWP_ERROR_INIT;
  cwp_id id = 0;
  ck_assert_int_eq(cwp_code_on(pathway, "answer", "998", 20089, &id, &error), CWP_ERROR_NOT_FOUND);
  ck_assert_str_eq(error.message, "code 998 of answer had no meaning on 2025-01-01; there is X.2 from 2025-05 until "
                                  "2026-07; X.1 until 2024; X.3 from 2026-07-20");
  cwp_pathway_free(pathway);
}
END_TEST

START_TEST(an_extension_may_give_a_bulk_code_a_new_meaning) {
  cwp_pathway *pathway = accept(
      HEAD EDITION "\"extends\": \"2025\", \"code_lists\": [{\"list\": \"role-category-answer\", \"items\": [" ITEM(
          "ASC.R998-new", "\"from\": \"2026-08\"") "]}]}");
  cwp_id old = CWP_NONE, new = CWP_NONE;
  ck_assert_int_eq(cwp_code_on(pathway, "role-category-answer", "998", 20300, &old, NULL), CWP_OK);
  ck_assert_int_eq(cwp_code_on(pathway, "role-category-answer", "998", CWP_DATE_NONE, &new, NULL), CWP_OK);
  ck_assert_str_eq(cwp_record_code(pathway, old), "ASC.R998");
  ck_assert_str_eq(cwp_record_code(pathway, new), "ASC.R998-new");
  ck_assert_uint_eq(cwp_pathway_bulk_code(pathway, "role-category-answer", "998"), new);
  cwp_pathway_free(pathway);
}
END_TEST

START_TEST(a_theme_holds_groups) {
  cwp_pathway *pathway =
      accept(HEAD EDITION "\"extends\": \"2024\", \"hide\": [\"NTC.K2\"], \"themes\": [{\"code\": "
                          "\"TH.own\", \"title\": \"T\", \"text\": \"W.\", " BASIS ", \"groups\": [\"SL.K8\"]}]}");
  cwp_id own = cwp_pathway_id(pathway, "TH.own"), theirs = cwp_pathway_id(pathway, "TH.communication");
  ck_assert_int_eq(cwp_record_kind(pathway, own), CWP_KIND_THEME);
  ck_assert_uint_eq(cwp_record_link_count(pathway, own, CWP_RELATION_ABOUT), 1);
  ck_assert_uint_eq(cwp_record_link_count(pathway, theirs, CWP_RELATION_ABOUT), 3);
  cwp_pathway_free(pathway);
}
END_TEST

static const struct {
  const char *text;
  cwp_status status;
  const char *message; /* part of it */
} bad_documents[] = {
    {"", CWP_ERROR_SYNTAX, ""},
    {"[]", CWP_ERROR_UNSUPPORTED, "format"},
    {"{\"format\": \"cwp-portfolio\", \"format_version\": 1}", CWP_ERROR_UNSUPPORTED, "format"},
    {"{\"format\": \"cwp-pathway\", \"format_version\": 2}", CWP_ERROR_UNSUPPORTED, "this version reads 1"},
    {"{\"format\": \"cwp-pathway\", \"format_version\": \"1\"}", CWP_ERROR_INVALID, "format_version"},
    {HEAD "\"values\": []}", CWP_ERROR_INVALID, "edition"},
    {HEAD "\"values\": {}}", CWP_ERROR_INVALID, "no list"},
    {HEAD "\"values\": [1]}", CWP_ERROR_INVALID, "object"},
    {HEAD "\"extends\": \"1066\"}", CWP_ERROR_INVALID, "1066"},
    {HEAD "\"extends\": 2024}", CWP_ERROR_INVALID, "extends"},
    {HEAD EDITION "\"values\": [{\"code\": \"a b\"}]}", CWP_ERROR_INVALID, "no code"},
    {HEAD EDITION "\"values\": [{\"code\": \"a..b\"}]}", CWP_ERROR_INVALID, "no code"},
    {HEAD EDITION "\"values\": [{\"code\": \"a\\n\"}]}", CWP_ERROR_INVALID, "no code"},
    {HEAD EDITION "\"values\": [{\"title\": \"T\"}]}", CWP_ERROR_INVALID, "no \"code\""},
    {HEAD EDITION "\"values\": [{\"code\": \"V\", \"title\": 3}]}", CWP_ERROR_INVALID, "title"},
    {HEAD EDITION "\"values\": [{\"code\": \"V\", \"title\": \"T\", \"text\": \"W.\", \"status\": \"rumour\", "
                  "\"source\": \"S\"}]}",
     CWP_ERROR_INVALID, "rumour"},
    {HEAD EDITION "\"values\": [{\"code\": \"V\", \"title\": \"T\", \"text\": \"W.\", \"status\": \"draft\", "
                  "\"source\": \"Q\"}]}",
     CWP_ERROR_INVALID, "no record Q"},
    {HEAD EDITION "\"values\": [{\"code\": \"V\", \"title\": \"T\", \"text\": \"W.\", " BASIS
                  "}, {\"code\": \"v\", \"title\": \"T\", \"text\": \"W.\", " BASIS "}]}",
     CWP_ERROR_INVALID, "given twice"},
    {HEAD EDITION "\"values\": [{\"code\": \"V\", \"title\": \"T\", \"text\": \"W.\", " BASIS
                  ", \"aliases\": [\"w\"]}, {\"code\": \"W\", \"title\": \"T\", \"text\": \"W.\", " BASIS "}]}",
     CWP_ERROR_INVALID, "stands for both"},
    {HEAD EDITION "\"moves\": [{\"code\": \"M\", \"kind\": \"up\", \"text\": \"W.\", " BASIS "}]}", CWP_ERROR_INVALID,
     "from"},
    {HEAD EDITION
     "\"moves\": [{\"code\": \"M\", \"kind\": \"down\", \"from\": \"S\", \"to\": \"S\", \"text\": \"W.\", " BASIS "}]}",
     CWP_ERROR_INVALID, "down"},
    {HEAD EDITION
     "\"moves\": [{\"code\": \"M\", \"kind\": \"up\", \"from\": \"S\", \"to\": \"S\", \"text\": \"W.\", " BASIS "}]}",
     CWP_ERROR_INVALID, "not a role-category"},
    {HEAD EDITION "\"extends\": \"2024\", \"hide\": [\"NTC.K99\"]}", CWP_ERROR_INVALID, "NTC.K99"},
    {HEAD EDITION "\"extends\": \"2024\", \"values\": [{\"code\": \"NTC\"}]}", CWP_ERROR_INVALID, "role-category"},
    {HEAD EDITION "\"evidence_maps\": [{\"from\": \"S\", \"text\": \"W.\", " BASIS
                  ", \"covers\": [{\"to\": \"S\", \"extent\": \"most\"}]}]}",
     CWP_ERROR_INVALID, "most"},
    {HEAD EDITION "\"values\": [], \"values\": []}", CWP_ERROR_SYNTAX, "values"},
    {HEAD EDITION LIST("{\"code\": \"X.1\", \"title\": \"T\", \"from\": \"May 2025\", " BASIS "}"), CWP_ERROR_INVALID,
     "YYYY, YYYY-MM or YYYY-MM-DD"},
    {HEAD EDITION LIST(ITEM("X.1", "\"from\": \"2025\"") "," ITEM("X.2", "\"from\": \"2025\"")), CWP_ERROR_INVALID,
     "stands for both"},
    {HEAD EDITION "\"themes\": [{\"code\": \"TH.a\", \"title\": \"T\", \"text\": \"W.\", " BASIS
                  ", \"groups\": [\"S\"]}]}",
     CWP_ERROR_INVALID, "S is a source, not a group"},
};

START_TEST(bad_documents_are_refused_with_a_reason) {
  cwp_error error = refuse(bad_documents[_i].text, bad_documents[_i].status);
  ck_assert_msg(strstr(error.message, bad_documents[_i].message) != NULL, "%s", error.message);
}
END_TEST

/* A framework whose edition has so many gaps, each a sentence of its own. To be freed. */
static char *with_gaps(unsigned count) {
  static const char tail[] = "]},\n\"sources\": [{\"code\": \"S\", \"title\": \"A source\", \"text\": \"Read.\", "
                             "\"status\": \"editorial\"}]}";
  char *text = malloc(1000 + 16 * (size_t)count);
  ck_assert_ptr_nonnull(text);
  char *end = text + sprintf(text, HEAD "\"edition\": {\"code\": \"x\", \"title\": \"T\", \"date\": \"2026-01-01\", "
                                        "\"text\": \"Words.\", " BASIS ", \"gaps\": [");
  for (unsigned i = 0; i < count; i++)
    end += sprintf(end, "%s\"Gap %u\"", i > 0 ? "," : "", i);
  memcpy(end, tail, sizeof tail);
  return text;
}

START_TEST(links_may_say_so_many_different_things_and_no_more) {
  enum { MOST = 65535 };
  char *text = with_gaps(MOST);
  cwp_pathway *pathway = accept(text);
  ck_assert_uint_eq(cwp_record_link_count(pathway, 0, CWP_RELATION_GAP), MOST);
  for (unsigned i = 0; i < MOST; i += i < 600 || i > MOST - 600 ? 1 : 500) {
    char expected[16];
    cwp_link link;
    ck_assert_int_eq(cwp_record_link(pathway, 0, CWP_RELATION_GAP, i, &link, NULL), CWP_OK);
    sprintf(expected, "Gap %u", i);
    ck_assert_str_eq(link.text, expected);
  }
  cwp_pathway_free(pathway);
  free(text);
  text = with_gaps(MOST + 1);
  cwp_error error = refuse(text, CWP_ERROR_LIMIT);
  ck_assert_ptr_nonnull(strstr(error.message, "65535 different links"));
  free(text);
}
END_TEST

START_TEST(wrong_arguments_are_refused) {
  cwp_pathway *pathway = (cwp_pathway *)(uintptr_t)1;
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_int_eq(cwp_pathway_parse("{}", 2, NULL, NULL, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_pathway_parse(NULL, 0, "x", NULL, NULL, &pathway, &error), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(pathway);
  ck_assert_int_eq(cwp_pathway_read("no/such/file.json", NULL, NULL, &pathway, &error), CWP_ERROR_NOT_FOUND);
  ck_assert_int_eq(cwp_pathway_read("tests", NULL, NULL, &pathway, &error), CWP_ERROR_IO);
  ck_assert_int_eq(cwp_pathway_read(NULL, NULL, NULL, &pathway, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_pathway_read("no/such/file.json", NULL, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
}
END_TEST

static cwp_status load_kitchen(const cwp_allocator *allocator, void *context, cwp_error *error) {
  cwp_pathway *pathway = NULL;
  cwp_status status = cwp_pathway_parse(kitchen, sizeof kitchen - 1, "kitchen.json", NULL, allocator, &pathway, error);
  (void)context;
  cwp_pathway_free(pathway);
  return status;
}

START_TEST(every_allocation_may_fail) {
  failing_allocator_try_all(load_kitchen, NULL, 5000, 1);
}
END_TEST

/* A number from a fixed sequence: the same damages every time. */
static uint32_t next_random(uint32_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 17;
  *state ^= *state << 5;
  return *state;
}

/* One damage: a byte changed, left out, or doubled. */
static size_t damage(char *text, size_t length, uint32_t *state) {
  static const char bytes[] = "\"{}[]:,0aZ .\\\x01\xff";
  size_t place = next_random(state) % length;
  uint32_t kind = next_random(state) % 3;
  if (kind == 0) text[place] = bytes[next_random(state) % (sizeof bytes - 1)];
  if (kind == 1) memmove(text + place, text + place + 1, --length - place);
  if (kind == 2) memmove(text + place + 1, text + place, length++ - place);
  return length;
}

START_TEST(a_damaged_framework_is_refused_clearly_or_is_another_framework) {
  char text[sizeof kitchen + 8];
  uint32_t state = 20261121;
  for (int i = 0; i < 2000; i++) {
    cwp_error error = CWP_ERROR_INIT;
    cwp_pathway *pathway = NULL;
    memcpy(text, kitchen, sizeof kitchen);
    size_t length = damage(text, sizeof kitchen - 1, &state);
    cwp_status status = cwp_pathway_parse(text, length, "own.json", NULL, NULL, &pathway, &error);
    ck_assert((status == CWP_OK) == (pathway != NULL));
    if (status != CWP_OK) ck_assert_str_ne(error.message, "");
    cwp_pathway_free(pathway);
  }
}
END_TEST

int main(void) {
  Suite *suite = suite_create("frameworks");
  TCase *cases = suite_case(suite, "framework files");
  tcase_add_test(cases, a_framework_of_another_sector_loads);
  tcase_add_test(cases, the_smallest_framework_is_an_edition);
  tcase_add_test(cases, an_extension_adds_changes_and_hides);
  tcase_add_test(cases, an_extension_that_changes_nothing_asks_what_its_base_asks);
  tcase_add_test(cases, an_unknown_member_is_refused_where_it_stands);
  tcase_add_test(cases, a_missing_member_is_named);
  tcase_add_loop_test(cases, bad_documents_are_refused_with_a_reason, 0,
                      (int)(sizeof bad_documents / sizeof *bad_documents));
  tcase_add_test(cases, a_bulk_code_may_have_several_meanings_each_for_its_time);
  tcase_add_test(cases, an_extension_may_give_a_bulk_code_a_new_meaning);
  tcase_add_test(cases, a_theme_holds_groups);
  tcase_add_test(cases, links_may_say_so_many_different_things_and_no_more);
  tcase_add_test(cases, wrong_arguments_are_refused);
  tcase_add_test(cases, every_allocation_may_fail);
  tcase_add_test(cases, a_damaged_framework_is_refused_clearly_or_is_another_framework);
  return suite_run(suite);
}
