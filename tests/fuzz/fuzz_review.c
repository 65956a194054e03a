/* A questionnaire that was filled in, as CSV or JSON: any bytes. */

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_limits limits = small_limits();
  cwp_review *review = NULL;
  const char *text = size > 0 ? (const char *)data : "";
  size_t sum = 0;
  if (!worked(cwp_review_parse(cwp_edition_default(), text, size, "fuzz", &limits, NULL, &review, &error), &error)) {
    REQUIRE(review == NULL);
    return 0;
  }
  for (cwp_review_answer answer = CWP_REVIEW_BLANK; answer < CWP_REVIEW_ANSWER_END; answer++)
    sum += cwp_review_answered(review, CWP_NONE, answer);
  REQUIRE(sum == cwp_review_count(review));
  for (size_t i = 0; i < cwp_review_count(review); i++)
    REQUIRE(cwp_review_at(review, i)->note && strlen(cwp_review_at(review, i)->note) <= size);
  cwp_review_free(review);
  char *blank = NULL;
  REQUIRE(cwp_review_print(cwp_edition_default(), (cwp_review_format)(size % CWP_REVIEW_FORMAT_END), NULL, &blank, NULL,
                           &error) == CWP_OK);
  cwp_text_free(NULL, blank);
  return 0;
}
