/* Advice about whoever any bytes describe: next steps, routes, a forecast, a career conversation, and merging the
   portfolio with itself. */

#include "fuzz.h"

static cwp_question ask(void) {
  cwp_question question = CWP_QUESTION_INIT;
  REQUIRE(cwp_date_make(2026, 11, 21, &question.on, NULL) == CWP_OK);
  return question;
}

static void look_at_step(const cwp_next *next, size_t index) {
  const cwp_step *step = cwp_next_at(next, index);
  char why[CWP_NEXT_WHY_SIZE];
  size_t remaining = 0;
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
    remaining += step->remaining[kind];
  REQUIRE(step->kind < CWP_STEP_KIND_END);
  REQUIRE(remaining + step->carried == cwp_next_line_count(next, index));
  for (size_t i = 0; i < cwp_next_line_count(next, index); i++) {
    const cwp_step_line *line = cwp_next_line_at(next, index, i);
    REQUIRE(line->carried == (i >= remaining));
    REQUIRE(line->judgement == cwp_assessment_at(cwp_next_assessment(next, index), line->index));
  }
  REQUIRE(!step->ready || step->coverage == CWP_COVERAGE_COMPLETE);
  size_t length = cwp_next_why(next, index, why, sizeof why);
  REQUIRE(length > 0 && length < sizeof why && strlen(why) == length);
}

static void take_steps(const cwp_pathway *pathway, const cwp_portfolio *portfolio) {
  cwp_question question = ask();
  cwp_next_options options = CWP_NEXT_OPTIONS_INIT;
  cwp_error error = CWP_ERROR_INIT;
  cwp_next *next = NULL;
  options.all = 1;
  if (!worked(cwp_next_make(pathway, portfolio, &question, &options, NULL, &next, &error), &error)) {
    REQUIRE(next == NULL);
    return;
  }
  REQUIRE(!cwp_next_own(next) == (cwp_next_from(next) == CWP_NONE));
  for (size_t i = 0; i < cwp_next_count(next); i++)
    look_at_step(next, i);
  cwp_next_free(next);
}

static void find_routes(const cwp_pathway *pathway, const cwp_portfolio *portfolio, cwp_id goal) {
  cwp_question question = ask();
  cwp_error error = CWP_ERROR_INIT;
  cwp_routes *routes = NULL;
  if (!worked(cwp_route_find(pathway, portfolio, &question, goal, NULL, NULL, &routes, &error), &error)) return;
  REQUIRE(cwp_routes_is_complete(routes));
  for (size_t i = 0; i < cwp_routes_count(routes); i++) {
    const cwp_route *route = cwp_routes_at(routes, i);
    for (size_t k = 0; k < route->step_count; k++) {
      const cwp_route_step *step = cwp_routes_step(routes, i, k);
      size_t adds = 0;
      for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
        adds += step->adds[kind];
      REQUIRE(adds == 0 || cwp_routes_added(routes, i, k, adds - 1));
      REQUIRE(!cwp_routes_added(routes, i, k, adds));
      REQUIRE(cwp_assessment_role(cwp_routes_assessment(routes, i, k)) == step->target);
    }
    REQUIRE(cwp_routes_step(routes, i, route->step_count - 1)->target == goal);
  }
  cwp_routes_free(routes);
}

static void look_ahead(const cwp_pathway *pathway, const cwp_portfolio *portfolio, cwp_id role) {
  cwp_question question = ask();
  cwp_error error = CWP_ERROR_INIT;
  cwp_forecast *forecast = NULL;
  size_t lapses = 0;
  question.role = role;
  if (!worked(cwp_forecast_make(pathway, portfolio, &question, 12, NULL, &forecast, &error), &error)) return;
  REQUIRE(role == CWP_NONE || cwp_forecast_role(forecast) == role);
  for (size_t i = 0; i < cwp_forecast_month_count(forecast); i++) {
    const cwp_month *month = cwp_forecast_month(forecast, i);
    REQUIRE(month->first_lapse == lapses);
    lapses += month->lapse_count;
    REQUIRE(month->counts[CWP_MUST].needed == cwp_forecast_counts(forecast, CWP_MUST)->needed);
  }
  REQUIRE(lapses == cwp_forecast_lapse_count(forecast));
  for (size_t i = 0; i < lapses; i++)
    REQUIRE(cwp_forecast_lapse(forecast, i)->evidence < cwp_portfolio_count(portfolio));
  cwp_forecast_free(forecast);
}

/* The page is made of lines that are safe to print. */
static void talk(const cwp_pathway *pathway, const cwp_portfolio *portfolio) {
  cwp_question question = ask();
  cwp_error error = CWP_ERROR_INIT;
  cwp_conversation *page = NULL;
  char *text = NULL;
  size_t length = 0;
  if (!worked(cwp_conversation_make(pathway, portfolio, &question, NULL, NULL, &page, &error), &error)) return;
  REQUIRE(cwp_conversation_count(page) > 0 && cwp_conversation_next(page));
  for (size_t i = 0; i < cwp_conversation_count(page); i++)
    REQUIRE(cwp_conversation_at(page, i)->text[0] != '\0');
  REQUIRE(worked(cwp_conversation_print(page, 80, NULL, &text, &length, &error), &error));
  REQUIRE(strlen(text) == length);
  for (const unsigned char *at = (const unsigned char *)text; *at; at++)
    REQUIRE((*at >= 0x20 && *at != 0x7f) || *at == '\n');
  cwp_text_free(NULL, text);
  cwp_conversation_free(page);
}

/* Merging with itself leaves no more than there was, and doing it again changes nothing. */
static void merge(const cwp_portfolio *portfolio) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_findings *findings = NULL;
  cwp_portfolio *once = NULL, *twice = NULL;
  cwp_print_options options = CWP_PRINT_OPTIONS_INIT;
  char *one = NULL, *other = NULL;
  options.without_notes = options.without_assessors = options.without_origins = options.without_unknown = 1;
  REQUIRE(worked(cwp_findings_new(NULL, &findings, &error), &error));
  REQUIRE(worked(cwp_portfolio_merge(portfolio, portfolio, NULL, findings, &once, &error), &error));
  REQUIRE(cwp_portfolio_count(once) <= cwp_portfolio_count(portfolio));
  REQUIRE(worked(cwp_portfolio_merge(portfolio, once, NULL, findings, &twice, &error), &error));
  REQUIRE(worked(cwp_portfolio_print_with(once, &options, NULL, &one, NULL, &error), &error));
  REQUIRE(worked(cwp_portfolio_print_with(twice, &options, NULL, &other, NULL, &error), &error));
  REQUIRE(strcmp(one, other) == 0);
  print_and_read_again(once);
  cwp_text_free(NULL, one);
  cwp_text_free(NULL, other);
  cwp_portfolio_free(once);
  cwp_portfolio_free(twice);
  cwp_findings_free(findings);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const cwp_pathway *pathway = cwp_edition_default();
  cwp_limits limits = small_limits();
  cwp_error error = CWP_ERROR_INIT;
  cwp_portfolio *portfolio = NULL;
  if (!worked(cwp_portfolio_parse((const char *)data, size, "fuzz", &limits, NULL, &portfolio, &error), &error))
    return 0;
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_ROLE);
  take_steps(pathway, portfolio);
  for (cwp_id i = 0; i < cwp_pathway_count(pathway, CWP_KIND_ROLE); i++)
    find_routes(pathway, portfolio, first + i);
  look_ahead(pathway, portfolio, CWP_NONE);
  look_ahead(pathway, portfolio, first + 1);
  talk(pathway, portfolio);
  merge(portfolio);
  cwp_portfolio_free(portfolio);
  return 0;
}
