/* A portfolio's JSON, in any bytes. */

#include "fuzz.h"

static int same_evidence(const cwp_evidence *a, const cwp_evidence *b) {
  return a->kind == b->kind && a->result == b->result && a->from == b->from && a->until == b->until &&
         strcmp(a->about, b->about) == 0 && strcmp(a->assessor, b->assessor) == 0 && strcmp(a->title, b->title) == 0 &&
         strcmp(a->origin, b->origin) == 0 && strcmp(a->note, b->note) == 0 && a->extent == b->extent &&
         strcmp(a->carried_from, b->carried_from) == 0;
}

/* What a reader takes, a builder takes too, and keeps as it is. */
static void build_again(const cwp_portfolio *portfolio) {
  cwp_portfolio_builder *builder = NULL;
  cwp_portfolio *again = NULL;
  cwp_error error = CWP_ERROR_INIT;
  size_t count = cwp_portfolio_count(portfolio);
  REQUIRE(worked(cwp_portfolio_builder_new(cwp_portfolio_person(portfolio), NULL, &builder, &error), &error));
  for (size_t i = 0; i < count; i++)
    REQUIRE(worked(cwp_portfolio_builder_add(builder, cwp_portfolio_evidence(portfolio, i), &error), &error));
  REQUIRE(worked(cwp_portfolio_builder_finish(builder, &again, &error), &error));
  cwp_portfolio_builder_free(builder);
  REQUIRE(cwp_portfolio_count(again) == count);
  REQUIRE(strcmp(cwp_portfolio_person(again)->id, cwp_portfolio_person(portfolio)->id) == 0);
  REQUIRE(strcmp(cwp_portfolio_person(again)->role, cwp_portfolio_person(portfolio)->role) == 0);
  for (size_t i = 0; i < count; i++)
    REQUIRE(same_evidence(cwp_portfolio_evidence(again, i), cwp_portfolio_evidence(portfolio, i)));
  cwp_portfolio_free(again);
}

/* Carried to an older edition every piece is somewhere, and what comes out is a portfolio as good as any. */
static void carry(const cwp_portfolio *portfolio, const cwp_pathway *from, const char *edition) {
  const cwp_pathway *to = NULL;
  cwp_portfolio *carried = NULL;
  cwp_carry *report = NULL;
  cwp_error error = CWP_ERROR_INIT;
  size_t sum = 0;
  REQUIRE(cwp_edition_find(edition, &to, NULL) == CWP_OK);
  REQUIRE(worked(cwp_portfolio_carry(portfolio, from, to, NULL, &carried, &report, &error), &error));
  for (cwp_carry_outcome outcome = CWP_CARRY_KEPT; outcome < CWP_CARRY_OUTCOME_END; outcome++)
    sum += cwp_carry_count_of(report, outcome);
  REQUIRE(sum == cwp_portfolio_count(portfolio) && sum <= cwp_carry_count(report));
  for (size_t i = 0; i < cwp_carry_count(report); i++) {
    const cwp_carried *line = cwp_carry_at(report, i);
    REQUIRE(strcmp(cwp_portfolio_evidence(portfolio, line->evidence)->about, line->was) == 0);
    REQUIRE(strcmp(cwp_portfolio_evidence(carried, line->becomes)->about, line->about) == 0);
    REQUIRE(line->why[0] != '\0' && line->relation < CWP_SETS_END);
  }
  print_and_read_again(carried);
  cwp_carry_free(report);
  cwp_portfolio_free(carried);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const cwp_pathway *pathway = cwp_edition_default();
  cwp_limits limits = small_limits();
  cwp_error error = CWP_ERROR_INIT;
  cwp_portfolio *portfolio = NULL;
  if (!worked(cwp_portfolio_parse((const char *)data, size, "fuzz", &limits, NULL, &portfolio, &error), &error)) {
    REQUIRE(portfolio == NULL);
    return 0;
  }
  const cwp_person *person = cwp_portfolio_person(portfolio);
  REQUIRE(person->id[0] != '\0');
  for (size_t i = 0; i < cwp_portfolio_count(portfolio); i++) {
    const cwp_evidence *evidence = cwp_portfolio_evidence(portfolio, i);
    REQUIRE(evidence->about[0] != '\0');
    REQUIRE(evidence->kind < CWP_EVIDENCE_KIND_END && evidence->result < CWP_RESULT_END);
    REQUIRE(evidence->from == CWP_DATE_NONE || evidence->until == CWP_DATE_NONE || evidence->from <= evidence->until);
  }
  REQUIRE(cwp_portfolio_evidence(portfolio, cwp_portfolio_count(portfolio)) == NULL);
  print_and_read_again(portfolio);
  build_again(portfolio);
  carry(portfolio, pathway, "2024");
  carry(portfolio, pathway, "2023-proposal");
  assess(pathway, portfolio, CWP_NONE);
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_ROLE);
  for (cwp_id i = 0; i < cwp_pathway_count(pathway, CWP_KIND_ROLE); i++)
    assess(pathway, portfolio, first + i);
  cwp_portfolio_free(portfolio);
  return 0;
}
