/* Evidence carried from one edition to another: what is kept, in part or not, and that the way back invents nothing. */

#include "cwp/carry.h"

#include "base/error.h"
#include "cwp/assessment.h"
#include "support/failing_allocator.h"
#include "support/framework.h"
#include "support/suite.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define MADE_UP "'status': 'editorial', 'source': 'S'"
#define HEAD(code)                                                                                                     \
  "{'format': 'cwp-pathway', 'format_version': 1,"                                                                     \
  "'edition': {'code': '" code "', 'title': 'T', 'date': '2026-01-01', 'text': 'W.', " MADE_UP "},"                    \
  "'sources': [{'code': 'S', 'title': 'Tests', 'publisher': 'Tests', 'text': 'All.', 'status': 'official'}],"
#define STATEMENT(code) "{'code': '" code "', 'text': 'Does it.', " MADE_UP "}"
#define GROUP(code, statements)                                                                                        \
  "{'code': '" code "', 'title': 'Group', 'text': 'Group.', " MADE_UP ", 'statements': [" statements "]}"
#define ROLE(groups)                                                                                                   \
  "'role_categories': [{'code': 'R', 'slug': 'r', 'title': 'R', 'text': 'R.', 'coverage': 'complete', " MADE_UP        \
  ", 'groups': [" groups "]}]"
#define WALK(edition, from, to, relation)                                                                              \
  "{'edition': '" edition "', 'from': '" from "', 'to': " to ", 'relation': '" relation                                \
  "', 'text': 'Because.', " MADE_UP "}"

static cwp_pathway *before, *after;
static cwp_portfolio *portfolio, *carried;
static cwp_carry *report;

static cwp_pathway *read_edition(const char *path) {
  cwp_pathway *made = NULL;
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_msg(cwp_pathway_read(path, NULL, NULL, &made, &error) == CWP_OK, "%s: %s", path, error.message);
  return made;
}

/* Both have K1 with K1.1, K3 grows, K4 shrinks, K5 has nothing in common; the rest is what the crosswalks speak of. */
static void set_up(void) {
  before = read_edition(CWP_SOURCE_DIR "/tests/data/editions/old.json");
  after = read_edition(CWP_SOURCE_DIR "/tests/data/editions/new.json");
}

static void forget(void) {
  cwp_portfolio_free(portfolio);
  cwp_portfolio_free(carried);
  cwp_carry_free(report);
  portfolio = carried = NULL;
  report = NULL;
}

static void tear_down(void) {
  forget();
  cwp_pathway_free(before);
  cwp_pathway_free(after);
}

/* A portfolio of pieces that are given as JSON, single quotes standing for double ones. */
static cwp_portfolio *portfolio_of(const char *pieces) {
  char text[16384];
  cwp_error error = CWP_ERROR_INIT;
  cwp_portfolio *made = NULL;
  int length = snprintf(text, sizeof text,
                        "{'format': 'cwp-portfolio', 'format_version': 1, 'person': {'id': 'R017', 'x-of': 'person'}, "
                        "'evidence': [%s], 'x-of': 'document'}",
                        pieces);
  ck_assert_int_lt(length, (int)sizeof text);
  for (char *at = text; *at; at++)
    if (*at == '\'') *at = '"';
  cwp_status status = cwp_portfolio_parse(text, (size_t)length, "p", NULL, NULL, &made, &error);
  ck_assert_msg(status == CWP_OK, "%s: %s", error.message, text);
  return made;
}

static cwp_portfolio *carry(const cwp_portfolio *self, const cwp_pathway *from, const cwp_pathway *to) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_portfolio *out = NULL;
  cwp_status status = cwp_portfolio_carry(self, from, to, NULL, &out, NULL, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  return out;
}

/* Carries pieces from the old edition to the new one. */
static void carry_pieces(const char *pieces) {
  cwp_error error = CWP_ERROR_INIT;
  forget();
  portfolio = portfolio_of(pieces);
  cwp_status status = cwp_portfolio_carry(portfolio, before, after, NULL, &carried, &report, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
}

/* One trained piece. */
#define PIECE(about) "{'about': '" about "', 'kind': 'trained'}"

/* Checks a line of the report against "outcome was about relation why". */
static void ck_line(size_t index, const char *expected) {
  char seen[1024];
  const cwp_carried *line = cwp_carry_at(report, index);
  ck_assert_ptr_nonnull(line);
  snprintf(seen, sizeof seen, "%s %s %s %s | %s", cwp_carry_outcome_name(line->outcome), line->was, line->about,
           cwp_relation_of_sets_name(line->relation), line->why);
  ck_assert_str_eq(seen, expected);
  ck_assert_str_eq(cwp_portfolio_evidence(carried, line->becomes)->about, line->about);
  ck_assert_str_eq(cwp_portfolio_evidence(portfolio, line->evidence)->about, line->was);
}

/* Checks what a piece that came out is about, how far, and what it was about. */
static void ck_piece(size_t index, const char *about, cwp_extent extent, const char *carried_from) {
  const cwp_evidence *piece = cwp_portfolio_evidence(carried, index);
  ck_assert_ptr_nonnull(piece);
  ck_assert_str_eq(piece->about, about);
  ck_assert_int_eq(piece->extent, extent);
  ck_assert_str_eq(piece->carried_from, carried_from);
}

START_TEST(a_code_that_both_editions_have_stays_as_it_is) {
  carry_pieces(PIECE("K1.1"));
  ck_line(0, "kept K1.1 K1.1 equal | Kept: K1.1 is in edition new too.");
  ck_piece(0, "K1.1", CWP_EXTENT_FULL, "");
  ck_assert_uint_eq(cwp_carry_count(report), 1);
  ck_assert_uint_eq(cwp_carry_at(report, 0)->crosswalk, CWP_NONE);
  ck_assert_ptr_null(cwp_carry_at(report, 0)->told_by);
  ck_assert_ptr_null(cwp_carry_at(report, 1));
}
END_TEST

START_TEST(what_asks_for_as_much_or_more_is_kept) {
  carry_pieces(PIECE("O1.1") "," PIECE("o1.2"));
  ck_line(0, "kept O1.1 N1.1 equal | Kept: O1.1 asks for the same as N1.1 of edition new: Because.");
  ck_line(1, "kept o1.2 N1.2 superset | Kept: O1.2 asks for more than, and all of, N1.2 of edition new: Because.");
  ck_piece(0, "N1.1", CWP_EXTENT_FULL, "old:O1.1");
  ck_piece(1, "N1.2", CWP_EXTENT_FULL, "old:O1.2");
  const cwp_carried *line = cwp_carry_at(report, 0);
  ck_assert_ptr_eq(line->told_by, after);
  ck_assert_str_eq(cwp_record_code(after, line->crosswalk), "CROSSWALK.old.O1.1.N1.1");
}
END_TEST

START_TEST(what_asks_for_a_part_is_kept_in_part) {
  carry_pieces(PIECE("O1.3") "," PIECE("O2.1"));
  ck_line(0, "partly O1.3 N1.3 subset | "
             "Partly kept: O1.3 asks for a part of what is asked for by N1.3 of edition new: Because.");
  ck_line(1, "partly O2.1 N2.1 intersects | "
             "Partly kept: O2.1 has a part in common with N2.1 of edition new: Because.");
  ck_piece(0, "N1.3", CWP_EXTENT_PART, "old:O1.3");
  ck_piece(1, "N2.1", CWP_EXTENT_PART, "old:O2.1");
}
END_TEST

START_TEST(what_nothing_corresponds_to_stays_under_its_old_code) {
  carry_pieces(PIECE("O2.2") "," PIECE("O6.2") "," PIECE("X.1"));
  ck_line(0, "not-carried O2.2 O2.2 none | Not carried: nothing in edition new corresponds to O2.2: Because.");
  ck_line(1, "not-carried O6.2 O6.2 none | Not carried: nothing in edition new is known to correspond to O6.2.");
  ck_line(2, "not-carried X.1 X.1 none | Not carried: neither edition has a record X.1.");
  for (size_t i = 0; i < 3; i++)
    ck_piece(i, cwp_portfolio_evidence(portfolio, i)->about, CWP_EXTENT_FULL, "");
  ck_assert_uint_eq(cwp_carry_count_of(report, CWP_CARRY_NOT), 3);
}
END_TEST

START_TEST(one_piece_may_go_to_several_places_and_counts_by_the_best) {
  carry_pieces(PIECE("O2.3") "," PIECE("O2.1"));
  ck_assert_uint_eq(cwp_carry_count(report), 3);
  ck_line(0, "kept O2.3 N2.1 superset | Kept: O2.3 asks for more than, and all of, N2.1 of edition new: Because.");
  ck_assert_int_eq(cwp_carry_at(report, 1)->outcome, CWP_CARRY_PARTLY);
  ck_assert_uint_eq(cwp_carry_at(report, 1)->evidence, 0);
  ck_assert_uint_eq(cwp_carry_at(report, 1)->becomes, 1);
  ck_assert_uint_eq(cwp_carry_count_of(report, CWP_CARRY_KEPT), 1);
  ck_assert_uint_eq(cwp_carry_count_of(report, CWP_CARRY_PARTLY), 1);
  ck_assert_uint_eq(cwp_carry_count_of(report, CWP_CARRY_NOT), 0);
  ck_assert_uint_eq(cwp_carry_count_of(report, CWP_CARRY_OUTCOME_END), 0);
}
END_TEST

START_TEST(what_was_in_part_stays_in_part) {
  carry_pieces("{'about': 'O1.1', 'kind': 'trained', 'extent': 'part'}");
  ck_assert_int_eq(cwp_carry_at(report, 0)->outcome, CWP_CARRY_KEPT);
  ck_piece(0, "N1.1", CWP_EXTENT_PART, "old:O1.1:part");
}
END_TEST

START_TEST(what_somebody_failed_at_goes_to_what_takes_it_in) {
#define FAILED(about) "{'about': '" about "', 'kind': 'assessed', 'result': 'failed', 'from': '2026-01-01'}"
  carry_pieces(FAILED("O1.1") "," FAILED("O1.2") "," FAILED("O1.3") "," FAILED("O2.1") "," FAILED("K4"));
  ck_piece(0, "N1.1", CWP_EXTENT_FULL, "old:O1.1");
  ck_line(1,
          "not-carried O1.2 O1.2 none | Not carried: failing at O1.2 need not be failing at what corresponds to it in "
          "edition new: Because.");
  ck_line(2,
          "kept O1.3 N1.3 subset | Kept: O1.3 asks for a part of what is asked for by N1.3 of edition new: Because.");
  ck_piece(2, "N1.3", CWP_EXTENT_FULL, "old:O1.3");
  ck_assert_int_eq(cwp_carry_at(report, 3)->outcome, CWP_CARRY_NOT);
  ck_piece(4, "K4", CWP_EXTENT_FULL, "old:K4"); /* who failed at the group failed at each of its statements */
}
END_TEST

START_TEST(a_group_that_asks_for_no_more_than_before_is_kept_as_a_group) {
  carry_pieces(PIECE("K1") "," PIECE("K4"));
  ck_line(0, "kept K1 K1 equal | Kept: K1 is in edition new too.");
  ck_line(1, "kept K4 K4 superset | Kept: K4 asks for no more in edition new than before.");
  ck_piece(1, "K4", CWP_EXTENT_FULL, "old:K4");
}
END_TEST

START_TEST(a_group_that_asks_for_more_goes_by_its_statements) {
  carry_pieces(PIECE("K3") "," PIECE("O6"));
  ck_line(0, "kept K3 K3.1 equal | Kept: K3.1, a statement of K3, is in edition new too.");
  ck_line(1, "kept O6 N1.1 equal | Kept: O6.1, a statement of O6, asks for the same as N1.1 of edition new: Because.");
  ck_piece(0, "K3.1", CWP_EXTENT_FULL, "old:K3");
  ck_assert_uint_eq(cwp_carry_count(report), 2);
}
END_TEST

START_TEST(a_code_in_the_way_of_another_meaning_gets_its_edition_before_it) {
  carry_pieces(PIECE("K5"));
  ck_line(0, "not-carried K5 old:K5 none | Not carried: nothing in edition new is known to correspond to K5.");
  cwp_portfolio *back = carry(carried, after, before);
  ck_assert_str_eq(cwp_portfolio_evidence(back, 0)->about, "K5");
  ck_assert_str_eq(cwp_portfolio_evidence(back, 0)->carried_from, ">new:old:K5");
  cwp_portfolio_free(back);
}
END_TEST

START_TEST(statements_of_a_group_that_come_to_the_same_are_one_piece) {
  cwp_pathway *other = framework_parse_text(HEAD("newer") ROLE(GROUP("M1", STATEMENT("M1.1"))) ", 'crosswalks': [" WALK(
      "old", "O1.1", "'M1.1'", "equal") "," WALK("old", "O1.2", "'M1.1'", "equal") "," WALK("old", "O1.3", "'M1.1'",
                                                                                            "subset") "]}");
  cwp_carry *told = NULL;
  portfolio = portfolio_of(PIECE("O1"));
  ck_assert_int_eq(cwp_portfolio_carry(portfolio, before, other, NULL, &carried, &told, NULL), CWP_OK);
  ck_assert_uint_eq(cwp_portfolio_count(carried), 2); /* in full, and in part */
  ck_assert_uint_eq(cwp_carry_count(told), 3);
  ck_assert_uint_eq(cwp_carry_at(told, 1)->becomes, 0);
  ck_piece(0, "M1.1", CWP_EXTENT_FULL, "old:O1");
  ck_piece(1, "M1.1", CWP_EXTENT_PART, "old:O1");
  cwp_carry_free(told);
  cwp_pathway_free(other);
}
END_TEST

START_TEST(the_way_back_restores_what_was) {
  carry_pieces(PIECE("O1.3") "," PIECE("O2.3") "," PIECE("O1.1") "," PIECE("O6.1"));
  cwp_carry *told = NULL;
  cwp_portfolio *back = NULL;
  ck_assert_int_eq(cwp_portfolio_carry(carried, after, before, NULL, &back, &told, NULL), CWP_OK);
  ck_assert_uint_eq(cwp_portfolio_count(back), 4);
  for (size_t i = 0; i < 4; i++) {
    ck_assert_str_eq(cwp_portfolio_evidence(back, i)->about, cwp_portfolio_evidence(portfolio, i)->about);
    ck_assert_int_eq(cwp_portfolio_evidence(back, i)->extent, CWP_EXTENT_FULL);
  }
  ck_assert_str_eq(cwp_carry_at(told, 0)->why, "Kept: in edition old it was about O1.3.");
  ck_assert_str_eq(cwp_portfolio_evidence(back, 1)->carried_from, ">new:N2.1 >new:N2.2:part");
  cwp_carry_free(told);
  cwp_portfolio_free(back);
}
END_TEST

START_TEST(without_memory_of_the_first_edition_crosswalks_are_read_backwards) {
  forget();
  portfolio = portfolio_of(PIECE("N1.2") "," PIECE("N1.3") "," PIECE("N1.1"));
  ck_assert_int_eq(cwp_portfolio_carry(portfolio, after, before, NULL, &carried, &report, NULL), CWP_OK);
  ck_piece(0, "O1.2", CWP_EXTENT_PART, "new:N1.2");
  ck_piece(1, "O1.3", CWP_EXTENT_FULL, "new:N1.3");
  ck_piece(2, "O1.1", CWP_EXTENT_FULL, "new:N1.1");
  ck_piece(3, "O6.1", CWP_EXTENT_FULL, "new:N1.1");
  ck_assert_ptr_eq(cwp_carry_at(report, 0)->told_by, after);
}
END_TEST

START_TEST(all_else_of_a_piece_and_of_the_person_comes_along) {
  carry_pieces("{'about': 'O1.1', 'kind': 'assessed', 'result': 'in-progress', 'from': '2025-01-01', 'until': "
               "'2026-01-01', 'assessor': 'a', 'title': 't', 'origin': 'o', 'note': 'n', 'x-of': 'piece'}");
  char *text = NULL;
  ck_assert_int_eq(cwp_portfolio_print(carried, NULL, &text, NULL, NULL), CWP_OK);
  static const char *const kept[] = {"\"x-of\": \"document\"",
                                     "\"x-of\": \"person\"",
                                     "\"x-of\": \"piece\"",
                                     "\"kind\": \"assessed\"",
                                     "\"result\": \"in-progress\"",
                                     "\"from\": \"2025-01-01\"",
                                     "\"until\": \"2026-01-01\"",
                                     "\"assessor\": \"a\"",
                                     "\"title\": \"t\"",
                                     "\"origin\": \"o\"",
                                     "\"note\": \"n\"",
                                     "\"carried_from\": \"old:O1.1\""};
  for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
    ck_assert_msg(strstr(text, kept[i]) != NULL, "no %s in %s", kept[i], text);
  cwp_text_free(NULL, text);
}
END_TEST

START_TEST(pieces_that_keep_different_members_stay_apart) {
  forget();
  portfolio = portfolio_of("{'about': 'N1.1', 'kind': 'trained', 'carried_from': 'old:O1.1', 'x': 1},"
                           "{'about': 'N2.1', 'kind': 'trained', 'carried_from': 'old:O1.1', 'x': 2},"
                           "{'about': 'N2.2', 'kind': 'trained', 'carried_from': 'old:O1.1', 'x': 2}");
  carried = carry(portfolio, after, before);
  ck_assert_uint_eq(cwp_portfolio_count(carried), 2);
  ck_piece(1, "O1.1", CWP_EXTENT_FULL, ">new:N2.1 >new:N2.2");
}
END_TEST

START_TEST(what_is_no_station_is_kept_and_passed_over) {
  carry_pieces("{'about': 'O1.1', 'kind': 'trained', 'carried_from': 'nonsense : new: :x >  old:K9'}");
  ck_piece(0, "N1.1", CWP_EXTENT_FULL, "nonsense : new: :x > old:O1.1");
}
END_TEST

START_TEST(an_edition_that_knows_an_older_code_gets_it_back) {
  cwp_pathway *third = framework_parse_text(HEAD("third") ROLE(GROUP("O1", STATEMENT("O1.1"))) "}");
  carry_pieces(PIECE("O1.1"));
  cwp_portfolio *there = carry(carried, after, third);
  ck_assert_str_eq(cwp_portfolio_evidence(there, 0)->about, "O1.1");
  cwp_portfolio *again = carry(there, third, after);
  ck_assert_str_eq(cwp_portfolio_evidence(again, 0)->about, "N1.1");
  cwp_portfolio_free(again);
  cwp_portfolio_free(there);
  cwp_pathway_free(third);
}
END_TEST

START_TEST(carried_evidence_counts_for_as_much_as_it_says) {
  person she;
  carry_pieces(PIECE("O1.1") "," PIECE("O1.3") "," PIECE("O6.2"));
  person_start(&she, after, "R", "2026-06-01");
  for (size_t i = 0; i < cwp_portfolio_count(carried); i++)
    *person_has(&she, "x", CWP_EVIDENCE_TRAINED) = *cwp_portfolio_evidence(carried, i);
  ck_assert_str_eq(person_standing(&she, "N1.1"), "met");
  ck_assert_str_eq(person_standing(&she, "N1.3"), "partly");
  ck_assert_str_eq(person_standing(&she, "N1.2"), "no-evidence");
  person_end(&she);
}
END_TEST

START_TEST(built_in_editions_carry_what_they_share) {
  const cwp_pathway *first = NULL, *second = NULL;
  ck_assert_int_eq(cwp_edition_find("2024", &first, NULL), CWP_OK);
  ck_assert_int_eq(cwp_edition_find("2025", &second, NULL), CWP_OK);
  forget();
  portfolio = portfolio_of(
      PIECE("NTC.K4.2") "," PIECE("CSW.K7") "," PIECE("ASC.T20") "," PIECE("B") "," PIECE("training-category:20"));
  ck_assert_int_eq(cwp_portfolio_carry(portfolio, first, second, NULL, &carried, &report, NULL), CWP_OK);
  ck_assert_uint_eq(cwp_carry_count_of(report, CWP_CARRY_KEPT), 5);
  ck_piece(3, "B", CWP_EXTENT_FULL, ""); /* the letters of 2024 are still understood */
  ck_piece(4, "training-category:20", CWP_EXTENT_FULL, "");
}
END_TEST

START_TEST(nothing_at_all_is_refused_calmly) {
  cwp_error error = CWP_ERROR_INIT;
  carry_pieces("");
  ck_assert_uint_eq(cwp_portfolio_count(carried), 0);
  cwp_portfolio *out = portfolio;
  cwp_carry *told = report;
  ck_assert_int_eq(cwp_portfolio_carry(NULL, before, after, NULL, &out, &told, &error), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(out);
  ck_assert_ptr_null(told);
  ck_assert_int_eq(cwp_portfolio_carry(portfolio, NULL, after, NULL, &out, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_portfolio_carry(portfolio, before, NULL, NULL, &out, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_portfolio_carry(portfolio, before, after, NULL, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  cwp_carry_free(NULL);
  ck_assert_uint_eq(cwp_carry_count(NULL), 0);
  ck_assert_uint_eq(cwp_carry_count_of(NULL, CWP_CARRY_KEPT), 0);
  ck_assert_ptr_null(cwp_carry_at(NULL, 0));
  ck_assert_str_eq(cwp_carry_outcome_name(CWP_CARRY_OUTCOME_END), "unknown");
}
END_TEST

/* ---- Random editions ---- */

enum { MOST_TEXT = 65536, MOST_CODES = 12, TRIALS = 400 };

static unsigned long long state;

static unsigned pick(unsigned end) {
  state = state * 6364136223846793005ULL + 1442695040888963407ULL;
  return (unsigned)(state >> 33) % end;
}

/* JSON in the making, with single quotes. */
static char made[MOST_TEXT];
static size_t made_length;

static void say(const char *format, ...) CWP__PRINTF(1, 2);

static void say(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  made_length += (size_t)vsnprintf(made + made_length, sizeof made - made_length, format, arguments);
  va_end(arguments);
  ck_assert_uint_lt(made_length, sizeof made);
}

/* Which codes an edition has. A statement of the number n stands in the group n / 3. */
typedef struct shape {
  int statement[MOST_CODES];
  int learning[4];
} shape;

static shape random_shape(void) {
  shape self;
  for (int i = 0; i < MOST_CODES; i++)
    self.statement[i] = pick(3) > 0;
  for (int i = 0; i < 4; i++)
    self.learning[i] = pick(3) > 0;
  return self;
}

static void say_groups(const shape *self) {
  for (int group = 0; group < MOST_CODES / 3; group++) {
    int first = 1;
    say("%s{'code': 'G%d', 'title': 'G', 'text': 'G.', " MADE_UP ", 'statements': [", group ? "," : "", group);
    for (int i = group * 3; i < group * 3 + 3; i++) {
      if (!self->statement[i]) continue;
      say("%s" STATEMENT("G%d.%d"), first ? "" : ",", group, i);
      first = 0;
    }
    say("]}");
  }
}

static int random_statement(const shape *self) {
  for (;;) {
    int i = (int)pick(MOST_CODES);
    if (self->statement[i]) return i;
  }
}

static void say_learning(const shape *self) {
  int first = 1;
  say("'learning': [");
  for (int i = 0; i < 4; i++)
    if (self->learning[i]) {
      say("%s{'code': 'L%d', 'title': 'L', 'kind': 'course', 'text': 'L.', " MADE_UP "}", first ? "" : ",", i);
      first = 0;
    }
  say("], 'evidence_maps': [");
  first = 1;
  for (int i = 0; i < 4; i++)
    if (self->learning[i]) {
      int statement = random_statement(self);
      say("%s{'from': 'L%d', 'covers': [{'to': 'G%d.%d', 'extent': '%s'}], 'text': 'Says so.', " MADE_UP "}",
          first ? "" : ",", i, statement / 3, statement, pick(2) ? "full" : "part");
      first = 0;
    }
  say("],");
}

/* Crosswalks from another edition's records, those of its own among them. With `same`, also between a code and itself.
 */
static void say_crosswalks(const char *edition, const shape *other, const shape *self, int same, int *first) {
  static const char *const relations[] = {"equal", "subset", "superset", "intersects", "none"};
  unsigned char taken[MOST_CODES][MOST_CODES] = {{0}};
  for (unsigned count = pick(12); count > 0; count--) {
    int from = random_statement(other), to = random_statement(self);
    if (taken[from][to] || (from == to && !same)) continue;
    taken[from][to] = 1;
    say("%s{'edition': '%s', 'from': 'G%d.%d', 'to': 'G%d.%d', 'relation': '%s', 'text': 'So.', " MADE_UP "}",
        *first ? "" : ",", edition, from / 3, from, to / 3, to, relations[pick(5)]);
    *first = 0;
  }
}

/* An edition with crosswalks from up to two others. */
static cwp_pathway *random_edition(const char *code, const shape *self, const char *const *names,
                                   const shape *const *others, size_t count, int same) {
  int first = 1;
  made_length = 0;
  say("{'format': 'cwp-pathway', 'format_version': 1,"
      "'edition': {'code': '%s', 'title': 'T', 'date': '2026-01-01', 'text': 'W.', " MADE_UP "},"
      "'sources': [{'code': 'S', 'title': 'Tests', 'publisher': 'Tests', 'text': 'All.', 'status': 'official'}],",
      code);
  say_learning(self);
  say("'role_categories': [{'code': 'R', 'slug': 'r', 'title': 'R', 'text': 'R.', 'coverage': 'complete', " MADE_UP
      ", 'groups': [");
  say_groups(self);
  say("]}], 'crosswalks': [");
  for (size_t i = 0; i < count; i++)
    say_crosswalks(names[i], others[i], self, same, &first);
  say("]}");
  return framework_parse_text(made);
}

/* A code that an edition knows; with none, any. */
static const char *random_code(const cwp_pathway *known) {
  static char code[16];
  do {
    unsigned number = pick(MOST_CODES);
    snprintf(code, sizeof code, "G%u.%u", number / 3, number);
    if (pick(3) == 0) snprintf(code, sizeof code, "G%u", number / 3);
    if (pick(4) == 0) snprintf(code, sizeof code, "L%u", pick(4));
  } while (known && cwp_pathway_id(known, code) == CWP_NONE);
  return code;
}

/* Pieces about anything, each with a title of its own. */
static cwp_portfolio *random_portfolio(const cwp_pathway *known) {
  static const char *const kinds[] = {"declared", "trained", "assessed", "accredited"};
  unsigned count = 1 + pick(12);
  made_length = 0;
  for (unsigned i = 0; i < count; i++) {
    say("%s{'about': '%s', 'kind': '%s', 'extent': '%s', 'title': 'Piece %u'", i ? "," : "", random_code(known),
        kinds[pick(4)], pick(3) ? "full" : "part", i);
    if (pick(6) == 0) say(", 'result': 'failed'");
    if (pick(2) == 0) say(", 'from': '2025-%02u-01'", 1 + pick(12));
    if (pick(3) == 0) say(", 'until': '2026-%02u-01'", 1 + pick(12));
    say("%s}", pick(3) == 0 ? ", 'x-mark': [1, 2]" : "");
  }
  return portfolio_of(made);
}

/* All of a portfolio but where it was carried from. */
static char *print_plain(const cwp_portfolio *self) {
  char *text = NULL, *mark;
  ck_assert_int_eq(cwp_portfolio_print(self, NULL, &text, NULL, NULL), CWP_OK);
  while ((mark = strstr(text, "\"carried_from\"")) != NULL) {
    char *end = strchr(mark, '\n'), *start = mark;
    while (start[-1] != '\n')
      start--;
    if (end[-1] != ',') start[-2] = start[-2] == ',' ? ' ' : start[-2]; /* it was the last member */
    memmove(start, end + 1, strlen(end + 1) + 1);
  }
  for (mark = text; (mark = strchr(mark, ' ')) != NULL;)
    memmove(mark, mark + 1, strlen(mark)); /* so that the mend above does not show */
  return text;
}

static void ck_same(const cwp_portfolio *a, const cwp_portfolio *b, const char *what) {
  char *one = print_plain(a), *other = print_plain(b);
  ck_assert_msg(strcmp(one, other) == 0, "%s\n%s\n%s", what, one, other);
  cwp_text_free(NULL, one);
  cwp_text_free(NULL, other);
}

static cwp_assessment *assess(const cwp_pathway *pathway, const cwp_portfolio *self) {
  cwp_question question = CWP_QUESTION_INIT;
  cwp_assessment *answer = NULL;
  question.role = cwp_pathway_id(pathway, "R");
  question.on = day("2026-06-01");
  ck_assert_int_eq(cwp_assessment_make(pathway, self, &question, NULL, &answer, NULL), CWP_OK);
  return answer;
}

/* How well a standing meets what is asked: only what is met, and soon to end, does. */
static int worth(cwp_standing standing) {
  switch (standing) {
  case CWP_STANDING_MET:
    return 5;
  case CWP_STANDING_EXPIRING:
    return 4;
  case CWP_STANDING_PARTLY:
    return 3;
  case CWP_STANDING_CLAIMED:
    return 2;
  case CWP_STANDING_EXPIRED:
    return 1;
  default:
    return 0;
  }
}

/* Nobody may meet more by the second portfolio than by the first. */
static void ck_no_more(const cwp_pathway *pathway, const cwp_portfolio *first, const cwp_portfolio *second,
                       const char *what) {
  cwp_assessment *a = assess(pathway, first), *b = assess(pathway, second);
  ck_assert_uint_eq(cwp_assessment_count(a), cwp_assessment_count(b));
  for (size_t i = 0; i < cwp_assessment_count(a); i++)
    ck_assert_msg(worth(cwp_assessment_at(b, i)->standing) <= worth(cwp_assessment_at(a, i)->standing),
                  "%s: %s was %s and is %s", what, cwp_record_code(pathway, cwp_assessment_at(a, i)->requirement.line),
                  cwp_standing_name(cwp_assessment_at(a, i)->standing),
                  cwp_standing_name(cwp_assessment_at(b, i)->standing));
  cwp_assessment_free(a);
  cwp_assessment_free(b);
}

/* Three editions, each later one with crosswalks from the earlier ones, and the first with some from the second. */
typedef struct history {
  cwp_pathway *a, *b, *c;
} history;

static history random_history(int same) {
  static const char *const names[] = {"A", "B"};
  static const char *const second[] = {"B"};
  shape a = random_shape(), b = random_shape(), c = random_shape();
  a.statement[0] = b.statement[1] = c.statement[2] = 1;
  const shape *const earlier[] = {&a, &b}, *const later[] = {&b};
  history self;
  self.a = random_edition("A", &a, second, later, 1, same);
  self.b = random_edition("B", &b, names, earlier, 1, same);
  self.c = random_edition("C", &c, names, earlier, 2, same);
  return self;
}

static void free_history(history *self) {
  cwp_pathway_free(self->a);
  cwp_pathway_free(self->b);
  cwp_pathway_free(self->c);
}

START_TEST(there_and_back_gives_what_was) {
  for (int trial = 0; trial < TRIALS; trial++) {
    state = (unsigned long long)trial;
    history all = random_history(1);
    cwp_portfolio *start = random_portfolio(NULL);
    cwp_portfolio *there = carry(start, all.a, all.b), *back = carry(there, all.b, all.a);
    ck_same(start, back, "A, B, A");
    ck_no_more(all.a, start, back, "A, B, A");
    cwp_portfolio *there_again = carry(back, all.a, all.b);
    ck_same(there, there_again, "A, B, A, B");
    cwp_portfolio *on = carry(there, all.b, all.c), *home = carry(on, all.c, all.b);
    ck_same(there, home, "A, B, C, B");
    ck_no_more(all.b, there, home, "A, B, C, B");
    cwp_portfolio *const every[] = {start, there, back, there_again, on, home};
    for (size_t i = 0; i < sizeof every / sizeof *every; i++)
      cwp_portfolio_free(every[i]);
    free_history(&all);
  }
}
END_TEST

START_TEST(round_trips_by_way_of_a_third_edition_invent_nothing) {
  for (int trial = 0; trial < TRIALS; trial++) {
    state = (unsigned long long)trial + 1000000;
    history all = random_history(0);
    cwp_portfolio *start = random_portfolio(all.a);
    cwp_portfolio *there = carry(start, all.a, all.b), *on = carry(there, all.b, all.c);
    cwp_portfolio *back = carry(on, all.c, all.a);
    ck_no_more(all.a, start, back, "A, B, C, A");
    cwp_portfolio_free(start);
    cwp_portfolio_free(there);
    cwp_portfolio_free(on);
    cwp_portfolio_free(back);
    free_history(&all);
  }
}
END_TEST

START_TEST(pruned_portfolios_come_back_pruned) {
  for (int trial = 0; trial < TRIALS; trial++) {
    state = (unsigned long long)trial + 2000000;
    history all = random_history(1);
    cwp_portfolio *start = random_portfolio(NULL), *there = carry(start, all.a, all.b), *pruned = NULL;
    cwp_portfolio_builder *builder = NULL;
    ck_assert_int_eq(cwp_portfolio_builder_new(cwp_portfolio_person(there), NULL, &builder, NULL), CWP_OK);
    for (size_t i = 0; i < cwp_portfolio_count(there); i++)
      if (pick(2)) ck_assert_int_eq(cwp_portfolio_builder_add(builder, cwp_portfolio_evidence(there, i), NULL), CWP_OK);
    ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &pruned, NULL), CWP_OK);
    cwp_portfolio_builder_free(builder);
    cwp_portfolio *back = carry(pruned, all.b, all.a), *again = carry(back, all.a, all.b);
    ck_same(pruned, again, "B, A, B");
    cwp_portfolio *const every[] = {start, there, pruned, back, again};
    for (size_t i = 0; i < sizeof every / sizeof *every; i++)
      cwp_portfolio_free(every[i]);
    free_history(&all);
  }
}
END_TEST

/* ---- Memory ---- */

static cwp_status attempt(const cwp_allocator *allocator, void *context, cwp_error *error) {
  cwp_portfolio *out = NULL;
  cwp_carry *told = NULL;
  (void)context;
  cwp_status status = cwp_portfolio_carry(portfolio, before, after, allocator, &out, &told, error);
  ck_assert_int_eq(out == NULL, status != CWP_OK);
  ck_assert_int_eq(told == NULL, status != CWP_OK);
  cwp_portfolio_free(out);
  cwp_carry_free(told);
  return status;
}

START_TEST(carrying_survives_every_failed_allocation) {
  forget();
  portfolio = portfolio_of(PIECE("O1") "," PIECE("K5") "," PIECE("O2.3") "," PIECE(
      "X.1") ","
             "{'about': 'Z', 'kind': 'trained', 'carried_from': 'new:N1.1 new:N1.2', 'x': 1},"
             "{'about': 'O2.2', 'kind': 'trained', 'carried_from': 'newest:N1.1'}");
  failing_allocator_try_all(attempt, NULL, 1000, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("carry");
  TCase *cases = suite_case(suite, "pieces");
  tcase_add_checked_fixture(cases, set_up, tear_down);
  tcase_add_test(cases, a_code_that_both_editions_have_stays_as_it_is);
  tcase_add_test(cases, what_asks_for_as_much_or_more_is_kept);
  tcase_add_test(cases, what_asks_for_a_part_is_kept_in_part);
  tcase_add_test(cases, what_nothing_corresponds_to_stays_under_its_old_code);
  tcase_add_test(cases, one_piece_may_go_to_several_places_and_counts_by_the_best);
  tcase_add_test(cases, what_was_in_part_stays_in_part);
  tcase_add_test(cases, what_somebody_failed_at_goes_to_what_takes_it_in);
  tcase_add_test(cases, a_group_that_asks_for_no_more_than_before_is_kept_as_a_group);
  tcase_add_test(cases, a_group_that_asks_for_more_goes_by_its_statements);
  tcase_add_test(cases, a_code_in_the_way_of_another_meaning_gets_its_edition_before_it);
  tcase_add_test(cases, statements_of_a_group_that_come_to_the_same_are_one_piece);
  tcase_add_test(cases, all_else_of_a_piece_and_of_the_person_comes_along);
  tcase_add_test(cases, carried_evidence_counts_for_as_much_as_it_says);
  tcase_add_test(cases, built_in_editions_carry_what_they_share);
  tcase_add_test(cases, nothing_at_all_is_refused_calmly);
  TCase *back = suite_case(suite, "there and back");
  tcase_add_checked_fixture(back, set_up, tear_down);
  tcase_add_test(back, the_way_back_restores_what_was);
  tcase_add_test(back, without_memory_of_the_first_edition_crosswalks_are_read_backwards);
  tcase_add_test(back, pieces_that_keep_different_members_stay_apart);
  tcase_add_test(back, what_is_no_station_is_kept_and_passed_over);
  tcase_add_test(back, an_edition_that_knows_an_older_code_gets_it_back);
  tcase_add_test(back, there_and_back_gives_what_was);
  tcase_add_test(back, round_trips_by_way_of_a_third_edition_invent_nothing);
  tcase_add_test(back, pruned_portfolios_come_back_pruned);
  TCase *memory = suite_case(suite, "memory");
  tcase_add_checked_fixture(memory, set_up, tear_down);
  tcase_add_test(memory, carrying_survives_every_failed_allocation);
  return suite_run(suite);
}
