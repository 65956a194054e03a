/* A form for self-assessment, in any bytes. */

#include "bytes.h"
#include "fuzz.h"

/* What a form says is declared and nothing more. */
static void look_at(const cwp_pathway *pathway, const cwp_portfolio *portfolio) {
  for (size_t i = 0; i < cwp_portfolio_count(portfolio); i++) {
    const cwp_evidence *evidence = cwp_portfolio_evidence(portfolio, i);
    cwp_kind kind = cwp_record_kind(pathway, cwp_pathway_id(pathway, evidence->about));
    REQUIRE(evidence->kind == CWP_EVIDENCE_DECLARED && evidence->result == CWP_RESULT_COMPLETED);
    REQUIRE(kind == CWP_KIND_BEHAVIOUR || kind == CWP_KIND_STATEMENT);
    REQUIRE(evidence->from != CWP_DATE_NONE);
  }
  print_and_read_again(portfolio);
}

static void read_form(const cwp_pathway *pathway, const char *text, size_t length) {
  cwp_limits limits = small_limits();
  cwp_error error = CWP_ERROR_INIT;
  cwp_person person = CWP_PERSON_INIT;
  cwp_portfolio_builder *builder = NULL;
  cwp_portfolio *portfolio = NULL;
  cwp_findings *findings = NULL;
  cwp_template_counts counts;
  bytes memory = bytes_of(text, length);
  cwp_input input = {read_some, &memory, "form"};
  cwp_template_reading how = CWP_TEMPLATE_READING_INIT;
  person.id = "R017";
  how.limits = &limits;
  REQUIRE(cwp_date_make(2026, 11, 21, &how.on, NULL) == CWP_OK);
  REQUIRE(worked(cwp_findings_new(NULL, &findings, &error), &error));
  REQUIRE(worked(cwp_portfolio_builder_new(&person, NULL, &builder, &error), &error));
  int whole = worked(cwp_template_read(pathway, &input, &how, builder, findings, &counts, &error), &error);
  REQUIRE(worked(cwp_portfolio_builder_finish(builder, &portfolio, &error), &error));
  if (whole) {
    REQUIRE(counts.yes + counts.partly + counts.not_yet + counts.blank + counts.refused == counts.rows);
    REQUIRE(counts.refused == cwp_findings_count_of(findings, CWP_SEVERITY_ERROR));
  }
  REQUIRE(counts.yes + counts.partly == cwp_portfolio_count(portfolio));
  look_at(pathway, portfolio);
  cwp_portfolio_builder_free(builder);
  cwp_portfolio_free(portfolio);
  cwp_findings_free(findings);
}

/* Every form that is printed is read back without a word. */
static void print_forms(const cwp_pathway *pathway, unsigned choice) {
  cwp_template_options options = CWP_TEMPLATE_OPTIONS_INIT;
  cwp_error error = CWP_ERROR_INIT;
  char *text = NULL;
  size_t length = 0;
  cwp_id role =
      cwp_pathway_first(pathway, CWP_KIND_ROLE) + (cwp_id)(choice % cwp_pathway_count(pathway, CWP_KIND_ROLE));
  options.format = (cwp_template_format)(choice / 16 % CWP_TEMPLATE_FORMAT_END);
  options.own_only = (int)(choice / 64 % 2);
  REQUIRE(worked(cwp_template_print(pathway, role, &options, NULL, &text, &length, &error), &error));
  read_form(pathway, text, length);
  cwp_text_free(NULL, text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const cwp_pathway *pathway = cwp_edition_default();
  if (size > 0) print_forms(pathway, data[0]);
  read_form(pathway, (const char *)data, size);
  return 0;
}
