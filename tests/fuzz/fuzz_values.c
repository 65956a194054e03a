/* An organisation's values: any bytes. */

#include "fuzz.h"

static void look(const cwp_values *values, size_t index) {
  char why[CWP_VALUES_WHY_SIZE];
  const cwp_own_value *own = cwp_values_at(values, index);
  REQUIRE(own && own->name && own->statement && own->line > 0);
  REQUIRE(!own->abstained || cwp_values_match_count(values, index) == 0);
  for (size_t i = 0; i < cwp_values_match_count(values, index); i++) {
    const cwp_value_match *match = cwp_values_match_at(values, index, i);
    REQUIRE(match->score > 0 && match->score <= 1.000001);
    REQUIRE(i == 0 || match->score <= cwp_values_match_at(values, index, i - 1)->score);
    REQUIRE(cwp_record_kind(cwp_edition_default(), match->value) == CWP_KIND_VALUE);
    REQUIRE(cwp_values_why(values, index, i, 0, why, sizeof why) < sizeof why);
    REQUIRE(cwp_values_why(values, index, i, 1, why, sizeof why) > 0);
  }
  for (size_t i = 0; i < cwp_values_word_count(values, index); i++)
    REQUIRE(cwp_values_word_at(values, index, i)->length > 0 && cwp_values_word_at(values, index, i)->meaning[0]);
  REQUIRE(cwp_values_why(values, index, CWP_VALUES_WHOLE, 0, why, sizeof why) > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_values *values = NULL;
  const char *text = size > 0 ? (const char *)data : "";
  if (!worked(cwp_values_compare(cwp_edition_default(), text, size, NULL, &values, &error), &error)) {
    REQUIRE(values == NULL);
    return 0;
  }
  for (size_t i = 0; i < cwp_values_count(values); i++)
    look(values, i);
  for (size_t i = 0; i < cwp_values_uncovered_count(values); i++) {
    cwp_id voices[4];
    REQUIRE(cwp_value_voices(cwp_edition_default(), cwp_values_uncovered_at(values, i), voices, 4) <= 16);
    REQUIRE(cwp_values_missing(values, cwp_values_uncovered_at(values, i), 100) == NULL);
  }
  cwp_values_free(values);
  return 0;
}
