/* Rules on mandatory training, in any bytes, asked of a person whose job role comes out of them. */

#include "bytes.h"
#include "fuzz.h"

static void add_portfolio(cwp_import *import, const char *text) {
  cwp_error error = CWP_ERROR_INIT;
  bytes memory = bytes_of(text, strlen(text));
  cwp_input input = {read_some, &memory, "portfolio"};
  REQUIRE(worked(cwp_import_add_input(import, &input, &error), &error));
}

/* A care worker with records, and somebody of whom nothing is known. */
static cwp_team *make_team(void) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_import *import = NULL;
  cwp_team *team = NULL;
  REQUIRE(worked(cwp_import_new(cwp_edition_default(), NULL, NULL, &import, &error), &error));
  add_portfolio(import, "{\"format\": \"cwp-portfolio\", \"format_version\": 1, \"person\": {\"id\": \"1\", \"site\": "
                        "\"W\", \"job_title\": \"Care worker\"}, \"evidence\": [{\"about\": \"ASC.T20\", \"kind\": "
                        "\"trained\", \"from\": \"2025-01-31\"}, {\"about\": \"ASC.T6\", \"kind\": \"trained\", "
                        "\"result\": \"booked\"}, {\"about\": \"ASC.T6\", \"kind\": \"trained\", \"until\": "
                        "\"2026-12-01\"}]}");
  add_portfolio(import, "{\"format\": \"cwp-portfolio\", \"format_version\": 1, \"person\": {\"id\": \"2\"}}");
  REQUIRE(worked(cwp_import_finish(import, &team, &error), &error));
  cwp_import_free(import);
  return team;
}

static void look_at(const cwp_mandatory *rules, const cwp_mandatory_report *report, int strict) {
  size_t categories = cwp_mandatory_report_category_count(report);
  for (size_t i = 0; i < cwp_mandatory_report_person_count(report); i++) {
    const cwp_mandatory_person *person = cwp_mandatory_report_person_at(report, i);
    size_t sum = 0;
    for (int standing = 0; standing < CWP_MANDATORY_STANDING_END; standing++)
      sum += person->categories[standing];
    REQUIRE(sum == categories);
    for (size_t c = 0; c < categories; c++) {
      cwp_mandatory_cell cell = cwp_mandatory_report_cell(report, i, c);
      REQUIRE(cell.standing < CWP_MANDATORY_STANDING_END);
      REQUIRE((cell.rule == SIZE_MAX) == (cell.standing == CWP_MANDATORY_NOT_ASKED));
      REQUIRE(cell.rule == SIZE_MAX || cell.rule < cwp_mandatory_count(rules));
      REQUIRE(cell.lacking ==
              (cell.standing == CWP_MANDATORY_MISSING || (strict && cell.standing == CWP_MANDATORY_EXPIRED)));
      REQUIRE(cwp_mandatory_report_category_at(report, c)->people[cell.standing] > 0);
    }
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  cwp_limits limits = small_limits();
  cwp_error error = CWP_ERROR_INIT;
  cwp_findings *findings = NULL;
  cwp_mandatory *rules = NULL;
  cwp_mandatory_report *report = NULL;
  cwp_mandatory_question question = CWP_MANDATORY_QUESTION_INIT;
  bytes memory = bytes_of(data, size);
  cwp_input input = {read_some, &memory, "rules"};
  question.strict = (int)(size % 2);
  REQUIRE(cwp_date_make(2026, 11, 21, &question.on, NULL) == CWP_OK);
  REQUIRE(worked(cwp_findings_new(NULL, &findings, &error), &error));
  if (worked(cwp_mandatory_read(cwp_edition_default(), &input, &limits, NULL, findings, &rules, &error), &error)) {
    cwp_team *team = make_team();
    for (size_t i = 0; i < cwp_mandatory_count(rules); i++) {
      const cwp_mandatory_rule *rule = cwp_mandatory_at(rules, i);
      REQUIRE(cwp_pathway_id(cwp_edition_default(), rule->category) != CWP_NONE);
      REQUIRE(rule->months >= 0 && rule->months <= 999);
    }
    REQUIRE(worked(cwp_mandatory_report_make(rules, team, &question, NULL, &report, &error), &error));
    look_at(rules, report, question.strict);
    cwp_mandatory_report_free(report);
    cwp_team_free(team);
  }
  cwp_mandatory_free(rules);
  cwp_findings_free(findings);
  return 0;
}
