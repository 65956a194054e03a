/* A job title and, behind the first line end, its description: any bytes. */

#include "fuzz.h"

static void look(const cwp_title *title) {
  cwp_title_answer answer = cwp_title_answered(title);
  size_t count = cwp_title_candidate_count(title);
  REQUIRE(answer >= CWP_TITLE_CATEGORY && answer < CWP_TITLE_ANSWER_END);
  REQUIRE(answer != CWP_TITLE_CATEGORY || count > 0);
  REQUIRE(answer != CWP_TITLE_OUTSIDE || (count == 0 && cwp_title_outside_score(title) > 0));
  REQUIRE(cwp_title_why(title, CWP_TITLE_WHOLE, 0) || count > 0);
  for (size_t i = 0; i < count; i++) {
    const cwp_title_candidate *candidate = cwp_title_candidate_at(title, i);
    REQUIRE(candidate->score > 0 && candidate->score <= 1);
    REQUIRE(i == 0 || candidate->score <= cwp_title_candidate_at(title, i - 1)->score);
    REQUIRE(cwp_record_kind(cwp_edition_default(), candidate->role) == CWP_KIND_ROLE);
  }
  for (size_t i = 0; i < cwp_title_part_count(title); i++) {
    const cwp_title_part *part = cwp_title_part_at(title, i);
    REQUIRE(part->length > 0 && memchr(part->written, part->written[0], part->length) && part->meaning[0]);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const roles[] = {"", "ASC.J4", "ASC.J8", "ASC.J16"};
  const char *text = size > 1 ? (const char *)data + 1 : "";
  const char *end = size > 1 ? memchr(text, '\n', size - 1) : NULL;
  cwp_title_context context = CWP_TITLE_CONTEXT_INIT;
  cwp_error error = CWP_ERROR_INIT;
  cwp_title *title = NULL;
  size_t length = end ? (size_t)(end - text) : size > 1 ? size - 1 : 0;
  context.employer = (cwp_employer)(size > 0 ? data[0] % CWP_EMPLOYER_END : 0);
  context.job_role = cwp_pathway_id(cwp_edition_default(), roles[size > 0 ? data[0] / CWP_EMPLOYER_END % 4 : 0]);
  if (end) {
    context.description = end + 1;
    context.description_length = size - 2 - length;
  }
  REQUIRE(worked(cwp_title_read(cwp_edition_default(), text, length, &context, NULL, &title, &error), &error));
  look(title);
  cwp_title_free(title);
  return 0;
}
