/* A catalogue's JSON, in any bytes, and what is planned with it: for one person with nothing on record, and for two
   that share its places. */

#include "fuzz.h"

static cwp_portfolio *somebody(const char *id) {
  cwp_person person = CWP_PERSON_INIT;
  cwp_portfolio_builder *builder = NULL;
  cwp_portfolio *portfolio = NULL;
  person.id = id;
  REQUIRE(cwp_portfolio_builder_new(&person, NULL, &builder, NULL) == CWP_OK);
  REQUIRE(cwp_portfolio_builder_finish(builder, &portfolio, NULL) == CWP_OK);
  cwp_portfolio_builder_free(builder);
  return portfolio;
}

static cwp_question ask(const cwp_pathway *pathway) {
  cwp_question question = CWP_QUESTION_INIT;
  question.role = cwp_pathway_id(pathway, "SL");
  REQUIRE(cwp_date_make(2026, 11, 21, &question.on, NULL) == CWP_OK);
  return question;
}

static void look_at_course(const cwp_course *course) {
  REQUIRE(course->code[0] != '\0');
  REQUIRE(course->kind > CWP_EVIDENCE_DECLARED && course->kind < CWP_EVIDENCE_KIND_END);
  REQUIRE(course->funding < CWP_FUNDING_END && course->reimbursement >= 0);
  REQUIRE(course->centihours >= CWP_UNKNOWN && course->cost >= CWP_UNKNOWN);
  REQUIRE(course->duration_days >= 1 && course->places >= 0);
  for (size_t i = 0; i < course->start_count; i++) {
    REQUIRE(cwp_date_is_valid(course->starts[i]) && course->starts[i] <= course->ends[i]);
    REQUIRE(i == 0 || course->starts[i - 1] <= course->starts[i]);
  }
  for (size_t i = 0; i < course->cover_count; i++)
    REQUIRE(course->covers[i].to[0] != '\0' && course->covers[i].extent != CWP_EXTENT_NONE);
}

static void look_at_proof(const cwp_proof *proof) {
  REQUIRE(proof->least_musts_left <= proof->musts_left);
  REQUIRE(proof->least_musts_left < proof->musts_left || proof->least_shoulds_left <= proof->shoulds_left);
  REQUIRE(proof->bound <= proof->value);
  REQUIRE(!proof->proved || proof->bound == proof->value);
}

static void look_at_plan(const cwp_plan *plan) {
  const cwp_plan_totals *totals = cwp_plan_total(plan);
  size_t covered = 0, gaps = 0;
  char why[CWP_CLAIM_WHY_SIZE];
  REQUIRE(totals->courses == cwp_plan_count(plan));
  for (size_t i = 0; i < cwp_plan_count(plan); i++) {
    const cwp_planned_course *course = cwp_plan_at(plan, i);
    REQUIRE(course->start <= course->end && (course->clash == SIZE_MAX || course->clash < i));
    REQUIRE(i == 0 || cwp_plan_at(plan, i - 1)->start <= course->start);
  }
  for (size_t i = 0; i < cwp_plan_gap_count(plan); i++) {
    const cwp_gap *gap = cwp_plan_gap_at(plan, i);
    REQUIRE((gap->fate == CWP_GAP_COVERED) == (gap->course < cwp_plan_count(plan)));
    covered += gap->fate == CWP_GAP_COVERED;
  }
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
    gaps += totals->covered[kind];
  REQUIRE(gaps == covered);
  for (size_t i = 0; i < cwp_plan_claim_count(plan); i++) {
    size_t length = cwp_plan_claim_why(plan, i, why, sizeof why);
    REQUIRE(length > 0 && length < sizeof why && strlen(why) == length);
  }
  look_at_proof(cwp_plan_proof(plan));
}

static void plan_for_one(const cwp_pathway *pathway, const cwp_catalogue *catalogue, const cwp_portfolio *portfolio,
                         const cwp_plan_options *options) {
  cwp_question question = ask(pathway);
  cwp_error error = CWP_ERROR_INIT;
  cwp_plan *plan = NULL;
  if (!worked(cwp_plan_make(pathway, portfolio, catalogue, &question, options, NULL, &plan, &error), &error)) return;
  look_at_plan(plan);
  cwp_plan_free(plan);
}

static void plan_for_two(const cwp_pathway *pathway, const cwp_catalogue *catalogue, const cwp_portfolio *portfolio,
                         const cwp_plan_options *options) {
  const cwp_learner learners[] = {{portfolio, CWP_NONE}, {portfolio, cwp_pathway_id(pathway, "CSW")}};
  cwp_question question = ask(pathway);
  cwp_error error = CWP_ERROR_INIT;
  cwp_team_plan *plan = NULL;
  if (!worked(cwp_team_plan_make(pathway, learners, 2, catalogue, &question, options, NULL, &plan, &error), &error))
    return;
  for (size_t i = 0; i < cwp_team_plan_count(plan); i++)
    look_at_plan(cwp_team_plan_at(plan, i));
  for (size_t i = 0; i < cwp_team_plan_run_count(plan); i++) {
    const cwp_team_run *run = cwp_team_plan_run_at(plan, i);
    REQUIRE(run->people_count > 0 && (run->places == 0 || run->people_count <= (size_t)run->places));
  }
  look_at_proof(cwp_team_plan_proof(plan));
  cwp_team_plan_free(plan);
}

static void plan_all(const cwp_pathway *pathway, const cwp_catalogue *catalogue) {
  cwp_plan_options options = CWP_PLAN_OPTIONS_INIT;
  cwp_portfolio *portfolio = somebody("R017");
  options.most_nodes = 50;
  for (int i = 0; i < CWP_PLAN_OBJECTIVE_END; i++) {
    options.objective = (cwp_plan_objective)i;
    plan_for_one(pathway, catalogue, portfolio, &options);
  }
  plan_for_two(pathway, catalogue, portfolio, &options);
  options.most_courses = 2;
  options.most_cost = 50000;
  REQUIRE(cwp_date_make(2027, 6, 30, &options.latest, NULL) == CWP_OK);
  plan_for_one(pathway, catalogue, portfolio, &options);
  cwp_portfolio_free(portfolio);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const cwp_pathway *pathway = cwp_edition_default();
  cwp_limits limits = small_limits();
  cwp_error error = CWP_ERROR_INIT;
  cwp_catalogue *catalogue = NULL;
  cwp_findings *findings = NULL;
  if (!worked(cwp_catalogue_parse((const char *)data, size, "fuzz", &limits, NULL, &catalogue, &error), &error)) {
    REQUIRE(catalogue == NULL);
    return 0;
  }
  for (size_t i = 0; i < cwp_catalogue_count(catalogue); i++) {
    look_at_course(cwp_catalogue_at(catalogue, i));
    REQUIRE(cwp_catalogue_find(catalogue, cwp_catalogue_at(catalogue, i)->code) == cwp_catalogue_at(catalogue, i));
  }
  REQUIRE(cwp_findings_new(NULL, &findings, NULL) == CWP_OK);
  REQUIRE(cwp_catalogue_check(catalogue, pathway, findings, NULL) == CWP_OK);
  cwp_findings_free(findings);
  plan_all(pathway, catalogue);
  cwp_catalogue_free(catalogue);
  return 0;
}
