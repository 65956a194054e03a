#include "cwp/next.h"

#include "support/failing_allocator.h"
#include "support/she.h"
#include "support/suite.h"

#include "base/error.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static cwp_routes *routes;

static void forget(void) {
  cwp_routes_free(routes);
  routes = NULL;
}

static void tear_down(void) {
  forget();
  she_ends();
}

static void find(const char *goal, size_t most_routes, size_t most_moves) {
  cwp_route_options options = CWP_ROUTE_OPTIONS_INIT;
  cwp_error error = CWP_ERROR_INIT;
  options.most_routes = most_routes;
  options.most_moves = most_moves;
  forget();
  she_packs();
  ck_assert_msg(cwp_route_find(pathway, portfolio, &she.question, framework_id(pathway, goal), &options, NULL, &routes,
                               &error) == CWP_OK,
                "%s", error.message);
}

/* A route as "B>C>G". */
static void write_route(const cwp_pathway *in, const cwp_routes *from, size_t route, char *text, size_t capacity) {
  size_t length = 0;
  text[0] = '\0';
  for (size_t i = 0; i < cwp_routes_at(from, route)->step_count; i++)
    length += (size_t)snprintf(text + length, capacity - length, "%s%s", i > 0 ? ">" : "",
                               cwp_record_code(in, cwp_routes_step(from, route, i)->target));
}

/* All routes, as "B>G C>G B>C>G". */
static const char *found(const char *goal, size_t most_routes, size_t most_moves) {
  static char text[1024];
  find(goal, most_routes, most_moves);
  text[0] = '\0';
  for (size_t i = 0; i < cwp_routes_count(routes); i++) {
    char one[128];
    write_route(pathway, routes, i, one, sizeof one);
    if (i > 0) strcat(text, " ");
    strcat(text, one);
  }
  return text;
}

static void has(const char *about) {
  person_has(&she, about, CWP_EVIDENCE_ASSESSED);
}

START_TEST(routes_go_over_the_moves_the_best_first) {
  /* C>G: C.B1, G.B1 and five statements; B>G two behaviours more than G; D is a summary */
  ck_assert_str_eq(found("G", 10, 8), "C>G B>G B>C>G C>B>G D>G");
  ck_assert_int_eq(cwp_routes_is_complete(routes), 1);
}
END_TEST

START_TEST(no_more_routes_than_wanted_and_no_longer_ones) {
  ck_assert_str_eq(found("G", 2, 8), "C>G B>G");
  ck_assert_str_eq(found("G", 10, 2), "C>G B>G D>G");
  ck_assert_str_eq(found("G", 10, 1), "");
  ck_assert_str_eq(found("B", 10, 8), "B C>B");
}
END_TEST

START_TEST(nowhere_and_here_have_no_routes) {
  ck_assert_str_eq(found("F", 10, 8), "");
  ck_assert_str_eq(found("A", 10, 8), "");
  she.question.role = framework_id(pathway, "G");
  ck_assert_str_eq(found("B", 10, 8), "");
  ck_assert_ptr_null(cwp_routes_at(routes, 0));
}
END_TEST

START_TEST(each_step_says_what_it_adds) {
  has("A.K1.1");
  find("G", 10, 8);
  const cwp_route *route = cwp_routes_at(routes, 2); /* B>C>G */
  ck_assert_uint_eq(route->step_count, 3);
  ck_assert_uint_eq(route->remaining[CWP_MUST], 4);
  ck_assert_uint_eq(route->remaining[CWP_SHOULD], 4);
  ck_assert_uint_eq(route->untold, 0);
  static const size_t musts[] = {2, 1, 1}, shoulds[] = {2, 2, 0}, all_shoulds[] = {2, 4, 4};
  for (size_t i = 0; i < 3; i++) {
    const cwp_route_step *step = cwp_routes_step(routes, 2, i);
    ck_assert_uint_eq(step->adds[CWP_MUST], musts[i]);
    ck_assert_uint_eq(step->adds[CWP_SHOULD], shoulds[i]);
    ck_assert_uint_eq(step->remaining[CWP_SHOULD], all_shoulds[i]);
    ck_assert_uint_eq(step->carried, 1);
    size_t added = 0;
    while (cwp_routes_added(routes, 2, i, added))
      added++;
    ck_assert_uint_eq(added, musts[i] + shoulds[i]);
  }
  const cwp_route_step *first = cwp_routes_step(routes, 2, 0);
  ck_assert_uint_eq(first->move, framework_id(pathway, "M.A-B"));
  ck_assert_uint_eq(first->from, framework_id(pathway, "A"));
  ck_assert_int_eq(first->kind, CWP_STEP_UP);
  ck_assert_uint_eq(cwp_routes_added(routes, 2, 0, 0)->requirement.line, framework_id(pathway, "B.B1"));
  ck_assert_uint_eq(cwp_routes_added(routes, 2, 0, 2)->requirement.line, framework_id(pathway, "B.K1.1"));
  ck_assert_uint_eq(cwp_assessment_role(cwp_routes_assessment(routes, 2, 1)), framework_id(pathway, "C"));
  ck_assert_int_eq(cwp_routes_step(routes, 2, 1)->coverage, CWP_COVERAGE_PARTIAL);
  ck_assert_str_eq(cwp_routes_step(routes, 2, 1)->coverage_note, "C is known in part.");
}
END_TEST

START_TEST(fewer_requirements_come_before_fewer_moves) {
  has("C.B1");
  has("B.B1");
  has("B.B2");
  ck_assert_str_eq(found("G", 10, 8), "B>G C>G B>C>G C>B>G D>G"); /* all the same but for the moves */
  she.count = 0;
  has("B.B1");
  has("B.B2");
  ck_assert_str_eq(found("G", 10, 8), "B>G C>G B>C>G C>B>G D>G");
  ck_assert_uint_lt(cwp_routes_at(routes, 0)->remaining[CWP_MUST], cwp_routes_at(routes, 1)->remaining[CWP_MUST]);
}
END_TEST

START_TEST(a_way_over_a_summary_comes_after_those_that_are_known) {
  has("D.R1");
  find("G", 10, 8);
  const cwp_route *last = cwp_routes_at(routes, 4);
  ck_assert_uint_eq(last->untold, 1);
  ck_assert_uint_lt(last->remaining[CWP_MUST], cwp_routes_at(routes, 0)->remaining[CWP_MUST]);
  find("D", 10, 8); /* of a goal that is one, all are the same */
  ck_assert_uint_eq(cwp_routes_at(routes, 0)->untold, 1);
}
END_TEST

START_TEST(cans_count_for_nothing) {
  find("B", 1, 8);
  ck_assert_uint_eq(cwp_routes_at(routes, 0)->remaining[CWP_CAN], 0);
  she.question.role = framework_id(pathway, "E");
  find("A", 1, 8); /* two areas are open there */
  ck_assert_uint_eq(cwp_routes_at(routes, 0)->remaining[CWP_CAN], 2);
  ck_assert_uint_eq(cwp_routes_step(routes, 0, 0)->adds[CWP_CAN], 2);
}
END_TEST

START_TEST(settings_count_once_on_the_way) {
  person_works_in(&she, "P.y");
  find("G", 10, 8);
  ck_assert_uint_eq(cwp_routes_step(routes, 2, 0)->adds[CWP_MUST], 3);
  ck_assert_uint_eq(cwp_routes_step(routes, 2, 1)->adds[CWP_MUST], 1);
}
END_TEST

/* Against brute force: every route of a made-up framework, listed one by one. */

enum { ROLES = 6, LINES = 4, ROUTES = 400, FRAMEWORK_SIZE = 32768 };

typedef struct made_up {
  char text[FRAMEWORK_SIZE];
  size_t length;
  int edges[ROLES * ROLES][2];
  size_t edge_count;
  int summary[ROLES];
} made_up;

static void write(made_up *self, const char *format, ...) CWP__PRINTF(2, 3);

static void write(made_up *self, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  self->length += (size_t)vsnprintf(self->text + self->length, sizeof self->text - self->length, format, arguments);
  va_end(arguments);
  ck_assert_uint_lt(self->length, sizeof self->text);
}

#define REST "'status': 'editorial', 'source': 'S'"

static void write_role(made_up *self, int role, unsigned long *state) {
  self->summary[role] = chance(state, 5) == 0;
  write(self,
        "%s{'code': 'R%d', 'slug': 'role-%d', 'title': 'R%d', 'text': 'R.', 'coverage': '%s', " REST ", 'baselines': [",
        role ? ", " : "", role, role, role, self->summary[role] ? "summary" : "complete");
  if (role > 0 && chance(state, 2)) write(self, "{'role': 'R%u', " REST "}", chance(state, (unsigned)role));
  write(self, "], 'behaviours': [");
  for (unsigned i = 0, count = chance(state, LINES); i < count; i++)
    write(self, "%s{'code': 'R%d.B%u', 'text': 'B.', " REST "}", i ? ", " : "", role, i + 1);
  write(self, "], 'groups': [{'code': 'R%d.K1', 'title': 'K', 'text': 'K.', " REST ", 'statements': [", role);
  for (unsigned i = 0, count = 1 + chance(state, LINES); i < count; i++)
    write(self, "%s{'code': 'R%d.K1.%u', 'text': 'K.', " REST "}", i ? ", " : "", role, i + 1);
  write(self, "]}]}");
}

static cwp_pathway *make_up(made_up *self, unsigned long *state) {
  memset(self, 0, sizeof *self);
  write(self, "{'format': 'cwp-pathway', 'format_version': 1, 'edition': {'code': 'made-up', 'title': 'M', 'date': "
              "'2026-01-01', 'text': 'M.', " REST "}, 'sources': [{'code': 'S', 'title': 'S', 'publisher': 'S', "
              "'text': 'S.', 'status': 'official'}], 'role_categories': [");
  for (int role = 0; role < ROLES; role++)
    write_role(self, role, state);
  write(self, "], 'moves': [");
  for (int from = 0; from < ROLES; from++)
    for (int to = 0; to < ROLES; to++) {
      if (from == to || chance(state, 5) > 2) continue;
      write(self, "%s{'code': 'M.%d-%d', 'from': 'R%d', 'to': 'R%d', 'kind': 'up', 'text': 'M.', " REST "}",
            self->edge_count ? ", " : "", from, to, from, to);
      self->edges[self->edge_count][0] = from;
      self->edges[self->edge_count++][1] = to;
    }
  write(self, "]}");
  return framework_parse_text(self->text);
}

/* One route of brute force, with what it costs. */
typedef struct listed {
  size_t untold, remaining, moves;
  size_t edges[ROLES];
} listed;

typedef struct listing {
  const made_up *framework;
  const cwp_pathway *in;
  const cwp_portfolio *of;
  const cwp_question *question;
  int goal;
  listed routes[ROUTES];
  size_t count;
  listed now;
  int visited[ROLES];
} listing;

static size_t cost(const listing *self) {
  char asked[4096] = {0};
  size_t total = 0;
  for (size_t i = 0; i < self->now.moves; i++) {
    cwp_question question = *self->question;
    cwp_assessment *assessment = NULL;
    question.role = cwp_pathway_first(self->in, CWP_KIND_ROLE) + (cwp_id)self->framework->edges[self->now.edges[i]][1];
    ck_assert_int_eq(cwp_assessment_make(self->in, self->of, &question, NULL, &assessment, NULL), CWP_OK);
    for (size_t k = 0; k < cwp_assessment_count(assessment); k++) {
      const cwp_judgement *judgement = cwp_assessment_at(assessment, k);
      if (judgement->standing == CWP_STANDING_MET || asked[judgement->requirement.line]) continue;
      asked[judgement->requirement.line] = 1;
      total++;
    }
    cwp_assessment_free(assessment);
  }
  return total;
}

static void list_from(listing *self, int role) {
  if (role == self->goal) {
    ck_assert_uint_lt(self->count, ROUTES);
    self->now.remaining = cost(self);
    self->routes[self->count++] = self->now;
    return;
  }
  for (size_t i = 0; i < self->framework->edge_count; i++) {
    int to = self->framework->edges[i][1];
    if (self->framework->edges[i][0] != role || self->visited[to]) continue;
    self->visited[to] = 1;
    self->now.edges[self->now.moves++] = i;
    self->now.untold += (size_t)self->framework->summary[to];
    list_from(self, to);
    self->now.untold -= (size_t)self->framework->summary[to];
    self->now.moves--;
    self->visited[to] = 0;
  }
}

static int compare(const void *left, const void *right) {
  const listed *a = left, *b = right;
  if (a->untold != b->untold) return a->untold < b->untold ? -1 : 1;
  if (a->remaining != b->remaining) return a->remaining < b->remaining ? -1 : 1;
  if (a->moves != b->moves) return a->moves < b->moves ? -1 : 1;
  for (size_t i = 0; i < a->moves; i++)
    if (a->edges[i] != b->edges[i]) return a->edges[i] < b->edges[i] ? -1 : 1;
  return 0;
}

/* A baseline that is a summary makes what builds on it one. */
static void spread_summaries(made_up *framework, const cwp_pathway *in) {
  cwp_portfolio *nobody = person_portfolio(&she);
  for (int role = 0; role < ROLES; role++) {
    cwp_question question = she.question;
    cwp_assessment *assessment = NULL;
    question.role = cwp_pathway_first(in, CWP_KIND_ROLE) + (cwp_id)role;
    ck_assert_int_eq(cwp_assessment_make(in, nobody, &question, NULL, &assessment, NULL), CWP_OK);
    framework->summary[role] = cwp_assessment_coverage(assessment) == CWP_COVERAGE_SUMMARY;
    cwp_assessment_free(assessment);
  }
  cwp_portfolio_free(nobody);
}

static void ck_same(const made_up *framework, const cwp_pathway *in, const cwp_portfolio *of,
                    const cwp_question *question, int goal) {
  static listing all;
  cwp_route_options options = CWP_ROUTE_OPTIONS_INIT;
  cwp_routes *ways = NULL;
  cwp_id first = cwp_pathway_first(in, CWP_KIND_ROLE);
  memset(&all, 0, sizeof all);
  all.framework = framework;
  all.in = in;
  all.of = of;
  all.question = question;
  all.goal = goal;
  all.visited[question->role - first] = 1;
  list_from(&all, (int)(question->role - first));
  qsort(all.routes, all.count, sizeof *all.routes, compare);
  options.most_routes = 10;
  ck_assert_int_eq(cwp_route_find(in, of, question, first + (cwp_id)goal, &options, NULL, &ways, NULL), CWP_OK);
  ck_assert_int_eq(cwp_routes_is_complete(ways), 1);
  ck_assert_uint_eq(cwp_routes_count(ways), all.count < 10 ? all.count : 10);
  for (size_t i = 0; i < cwp_routes_count(ways); i++) {
    const cwp_route *route = cwp_routes_at(ways, i);
    ck_assert_uint_eq(route->untold, all.routes[i].untold);
    ck_assert_uint_eq(route->remaining[CWP_MUST] + route->remaining[CWP_SHOULD], all.routes[i].remaining);
    ck_assert_uint_eq(route->step_count, all.routes[i].moves);
    for (size_t k = 0; k < route->step_count; k++)
      ck_assert_uint_eq(cwp_routes_step(ways, i, k)->target,
                        first + (cwp_id)framework->edges[all.routes[i].edges[k]][1]);
  }
  cwp_routes_free(ways);
}

/* Gives her some of a framework's lines. */
static void has_some(const cwp_pathway *in, unsigned long *state) {
  static char codes[MOST_PIECES][16];
  cwp_id first = cwp_pathway_first(in, CWP_KIND_BEHAVIOUR);
  cwp_id end = cwp_pathway_first(in, CWP_KIND_STATEMENT) + (cwp_id)cwp_pathway_count(in, CWP_KIND_STATEMENT);
  she.count = 0;
  for (cwp_id line = first; line < end && she.count < MOST_PIECES; line++) {
    if (chance(state, 3)) continue;
    snprintf(codes[she.count], sizeof codes[0], "%s", cwp_record_code(in, line));
    has(codes[she.count]);
  }
}

START_TEST(routes_are_those_of_brute_force) {
  static made_up framework;
  unsigned long state = 20261121;
  for (int round = 0; round < 150; round++) {
    cwp_pathway *in = make_up(&framework, &state);
    she.count = 0;
    spread_summaries(&framework, in);
    has_some(in, &state);
    cwp_portfolio *of = person_portfolio(&she);
    cwp_question question = she.question;
    question.role = cwp_pathway_first(in, CWP_KIND_ROLE);
    for (int goal = 1; goal < ROLES; goal++)
      ck_same(&framework, in, of, &question, goal);
    cwp_portfolio_free(of);
    cwp_pathway_free(in);
  }
}
END_TEST

/* Role categories that all lead to each other, but to the last only from the one before. */
static cwp_pathway *make_crowd(int crowd) {
  static made_up framework;
  made_up *self = &framework;
  memset(self, 0, sizeof *self);
  write(self, "{'format': 'cwp-pathway', 'format_version': 1, 'edition': {'code': 'crowd', 'title': 'M', 'date': "
              "'2026-01-01', 'text': 'M.', " REST "}, 'sources': [{'code': 'S', 'title': 'S', 'publisher': 'S', "
              "'text': 'S.', 'status': 'official'}], 'role_categories': [");
  for (int i = 0; i < crowd; i++)
    write(self,
          "%s{'code': 'R%d', 'slug': 's%d', 'title': 'R', 'text': 'R.', 'coverage': 'complete', 'behaviours': "
          "[{'code': 'R%d.B1', 'text': 'B.', " REST "}], 'groups': [%s], " REST "}",
          i ? ", " : "", i, i, i,
          i ? ""
            : "{'code': 'R0.K1', 'title': 'K', 'text': 'K.', " REST ", 'statements': [{'code': 'R0.K1.1', 'text': "
              "'K.', " REST "}]}");
  write(self, "], 'moves': [");
  for (int from = 0; from < crowd; from++)
    for (int to = 0; to < crowd; to++)
      if (from != to && (to != crowd - 1 || from == crowd - 2))
        write(self, "%s{'code': 'M.%d-%d', 'from': 'R%d', 'to': 'R%d', 'kind': 'up', 'text': 'M.', " REST "}",
              self->edge_count++ ? ", " : "", from, to, from, to);
  write(self, "]}");
  return framework_parse_text(self->text);
}

/* All ways but the last moves cost nothing, so that there are more of them than can be looked at. */
START_TEST(a_search_that_is_stopped_says_so_and_still_finds_ways) {
  enum { CROWD = 12 };
  static char codes[CROWD][8];
  cwp_pathway *in = make_crowd(CROWD);
  cwp_route_options options = CWP_ROUTE_OPTIONS_INIT;
  cwp_routes *ways = NULL;
  for (int i = 0; i < CROWD - 2; i++) {
    snprintf(codes[i], sizeof codes[i], "R%d.B1", i);
    has(codes[i]);
  }
  cwp_portfolio *able = person_portfolio(&she);
  cwp_question question = she.question;
  question.role = framework_id(in, "R0");
  options.most_moves = 20;
  ck_assert_int_eq(cwp_route_find(in, able, &question, framework_id(in, "R11"), &options, NULL, &ways, NULL), CWP_OK);
  ck_assert_int_eq(cwp_routes_is_complete(ways), 0);
  ck_assert_uint_eq(cwp_routes_count(ways), 3);
  ck_assert_uint_eq(cwp_routes_at(ways, 0)->step_count, 2);
  ck_assert_uint_eq(cwp_routes_at(ways, 0)->remaining[CWP_MUST], 2);
  cwp_routes_free(ways);
  options.most_moves = 3;
  ck_assert_int_eq(cwp_route_find(in, able, &question, framework_id(in, "R11"), &options, NULL, &ways, NULL), CWP_OK);
  ck_assert_int_eq(cwp_routes_is_complete(ways), 1);
  cwp_routes_free(ways);
  cwp_portfolio_free(able);
  cwp_pathway_free(in);
}
END_TEST

/* The editions. */

START_TEST(paul_becomes_a_registered_manager_by_way_of_leading) {
  const cwp_pathway *in = edition("2025");
  cwp_portfolio *paul = persona_read("paul");
  cwp_question question = story_question();
  cwp_routes *ways = NULL;
  char text[128];
  ck_assert_int_eq(cwp_route_find(in, paul, &question, framework_id(in, "RM"), NULL, NULL, &ways, NULL), CWP_OK);
  ck_assert_uint_eq(cwp_routes_count(ways), 2);
  write_route(in, ways, 0, text, sizeof text);
  ck_assert_str_eq(text, "SL>RM");
  write_route(in, ways, 1, text, sizeof text);
  ck_assert_str_eq(text, "SL>DM>RM");
  ck_assert_uint_eq(cwp_routes_at(ways, 0)->untold, 1);
  ck_assert_uint_eq(cwp_routes_at(ways, 1)->untold, 2);
  cwp_routes_free(ways);
  cwp_portfolio_free(paul);
}
END_TEST

/* What the work asks of whoever does it counts once on the way, wherever it leads. */
START_TEST(a_delegated_activity_counts_once) {
  const cwp_pathway *in = edition("2025");
  cwp_portfolio *paul = persona_read("paul");
  cwp_question question = story_question();
  cwp_id activity = framework_id(in, "ASC.D2");
  cwp_routes *without = NULL, *with = NULL;
  ck_assert_int_eq(cwp_route_find(in, paul, &question, framework_id(in, "RM"), NULL, NULL, &without, NULL), CWP_OK);
  question.settings = &activity;
  question.setting_count = 1;
  ck_assert_int_eq(cwp_route_find(in, paul, &question, framework_id(in, "RM"), NULL, NULL, &with, NULL), CWP_OK);
  ck_assert_uint_eq(cwp_routes_count(with), cwp_routes_count(without));
  for (size_t i = 0; i < cwp_routes_count(with); i++)
    ck_assert_uint_eq(cwp_routes_at(with, i)->remaining[CWP_MUST], cwp_routes_at(without, i)->remaining[CWP_MUST] + 1);
  cwp_routes_free(with);
  cwp_routes_free(without);
  cwp_portfolio_free(paul);
}
END_TEST

START_TEST(the_order_of_evidence_does_not_matter) {
  const cwp_pathway *in = edition("2025");
  cwp_portfolio *forwards = persona_read("kelly"), *backwards = portfolio_backwards(forwards);
  cwp_question question = story_question();
  cwp_routes *a = NULL, *b = NULL;
  question.role = framework_id(in, "NTC");
  ck_assert_int_eq(cwp_route_find(in, forwards, &question, framework_id(in, "PL"), NULL, NULL, &a, NULL), CWP_OK);
  ck_assert_int_eq(cwp_route_find(in, backwards, &question, framework_id(in, "PL"), NULL, NULL, &b, NULL), CWP_OK);
  ck_assert_uint_eq(cwp_routes_count(a), 2);
  ck_assert_uint_eq(cwp_routes_count(b), 2);
  for (size_t i = 0; i < 2; i++) {
    char one[128], other[128];
    write_route(in, a, i, one, sizeof one);
    write_route(in, b, i, other, sizeof other);
    ck_assert_str_eq(one, other);
    ck_assert_uint_eq(cwp_routes_at(a, i)->remaining[CWP_SHOULD], cwp_routes_at(b, i)->remaining[CWP_SHOULD]);
  }
  cwp_routes_free(a);
  cwp_routes_free(b);
  cwp_portfolio_free(forwards);
  cwp_portfolio_free(backwards);
}
END_TEST

/* Wrong questions. */

static cwp_status ask(const cwp_question *question, cwp_id goal, const cwp_route_options *options, cwp_error *error) {
  cwp_routes *out = (cwp_routes *)&she;
  cwp_status status = cwp_route_find(pathway, portfolio, question, goal, options, NULL, &out, error);
  if (status)
    ck_assert_ptr_null(out);
  else
    cwp_routes_free(out);
  return status;
}

START_TEST(wrong_questions_are_refused) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_question question = she.question;
  cwp_id goal = framework_id(pathway, "G");
  static const size_t wrong[][2] = {{0, 8}, {101, 8}, {3, 0}, {3, 21}};
  find("G", 1, 8);
  for (size_t i = 0; i < 4; i++) {
    cwp_route_options options = CWP_ROUTE_OPTIONS_INIT;
    options.most_routes = wrong[i][0];
    options.most_moves = wrong[i][1];
    ck_assert_int_eq(ask(&question, goal, &options, &error), CWP_ERROR_ARGUMENT);
  }
  cwp_route_options small = {1, 3, 8};
  ck_assert_int_eq(ask(&question, goal, &small, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(ask(NULL, goal, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(ask(&question, CWP_NONE, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(ask(&question, framework_id(pathway, "P.x"), NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_route_find(pathway, portfolio, &question, goal, NULL, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(ask(&question, goal, NULL, NULL), CWP_OK);
}
END_TEST

START_TEST(without_a_start_there_is_no_route) {
  cwp_error error = CWP_ERROR_INIT;
  she.about.role = NULL;
  portfolio = person_portfolio(&she);
  ck_assert_int_eq(ask(&she.question, framework_id(pathway, "G"), NULL, &error), CWP_ERROR_NOT_FOUND);
  ck_assert_ptr_nonnull(strstr(error.message, "R017"));
}
END_TEST

START_TEST(nothing_has_nothing) {
  cwp_routes_free(NULL);
  ck_assert_uint_eq(cwp_routes_count(NULL), 0);
  ck_assert_ptr_null(cwp_routes_at(NULL, 0));
  ck_assert_ptr_null(cwp_routes_step(NULL, 0, 0));
  ck_assert_ptr_null(cwp_routes_assessment(NULL, 0, 0));
  ck_assert_ptr_null(cwp_routes_added(NULL, 0, 0, 0));
  ck_assert_int_eq(cwp_routes_is_complete(NULL), 1);
  find("G", 3, 8);
  ck_assert_ptr_null(cwp_routes_at(routes, 3));
  ck_assert_ptr_null(cwp_routes_step(routes, 0, 2));
  ck_assert_ptr_null(cwp_routes_added(routes, 0, 2, 0));
}
END_TEST

static cwp_status attempt(const cwp_allocator *allocator, void *context, cwp_error *error) {
  cwp_routes *out = NULL;
  cwp_status status =
      cwp_route_find(pathway, context, &she.question, framework_id(pathway, "G"), NULL, allocator, &out, error);
  cwp_routes_free(out);
  return status;
}

START_TEST(every_allocation_may_fail) {
  has("A.K1");
  find("G", 3, 8);
  failing_allocator_try_all(attempt, portfolio, 1000, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("routes");
  TCase *ways = suite_case(suite, "routes");
  tcase_add_checked_fixture(ways, she_moves, tear_down);
  tcase_add_test(ways, routes_go_over_the_moves_the_best_first);
  tcase_add_test(ways, no_more_routes_than_wanted_and_no_longer_ones);
  tcase_add_test(ways, nowhere_and_here_have_no_routes);
  tcase_add_test(ways, each_step_says_what_it_adds);
  tcase_add_test(ways, fewer_requirements_come_before_fewer_moves);
  tcase_add_test(ways, a_way_over_a_summary_comes_after_those_that_are_known);
  tcase_add_test(ways, cans_count_for_nothing);
  tcase_add_test(ways, settings_count_once_on_the_way);
  tcase_add_test(ways, routes_are_those_of_brute_force);
  tcase_add_test(ways, a_search_that_is_stopped_says_so_and_still_finds_ways);
  tcase_add_test(ways, wrong_questions_are_refused);
  tcase_add_test(ways, without_a_start_there_is_no_route);
  tcase_add_test(ways, nothing_has_nothing);
  tcase_add_test(ways, every_allocation_may_fail);
  TCase *editions = suite_case(suite, "editions");
  tcase_add_test(editions, paul_becomes_a_registered_manager_by_way_of_leading);
  tcase_add_test(editions, a_delegated_activity_counts_once);
  tcase_add_test(editions, the_order_of_evidence_does_not_matter);
  return suite_run(suite);
}
