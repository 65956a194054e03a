/* A job description: any bytes. */

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static cwp_index *index;
  cwp_error error = CWP_ERROR_INIT;
  cwp_advert *advert = NULL;
  cwp_advert_options options = CWP_ADVERT_OPTIONS_INIT;
  const char *text = size > 0 ? (const char *)data : "";
  if (!index) REQUIRE(cwp_index_make(cwp_edition_default(), NULL, &index, NULL) == CWP_OK);
  if (size % 2 == 0) options.role = cwp_pathway_id(cwp_edition_default(), "NTC");
  REQUIRE(worked(cwp_advert_read(index, text, size, &options, NULL, &advert, &error), &error));
  REQUIRE(cwp_advert_title(advert));
  REQUIRE(cwp_advert_role(advert) != CWP_NONE || cwp_advert_count(advert) == 0);
  for (size_t i = 0; i < cwp_advert_count(advert); i++) {
    const cwp_advert_line *line = cwp_advert_at(advert, i);
    REQUIRE(line->extent < CWP_EXTENT_END && line->score >= 0 && line->score <= 1.000001);
    REQUIRE(line->start + line->length <= size && (line->length > 0) == (line->extent != CWP_EXTENT_NONE));
  }
  REQUIRE(cwp_advert_extent_count(advert, CWP_EXTENT_NONE) <= cwp_advert_count(advert));
  cwp_advert_free(advert);
  return 0;
}
