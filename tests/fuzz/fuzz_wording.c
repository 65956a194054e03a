/* A file of official wording, in any bytes. */

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const cwp_pathway *base = NULL;
  cwp_limits limits = small_limits();
  cwp_error error = CWP_ERROR_INIT;
  cwp_pathway *laid = NULL;
  size_t texts = 0;
  REQUIRE(cwp_edition_find("2024", &base, NULL) == CWP_OK);
  if (!worked(cwp_pathway_lay_wording(base, (const char *)data, size, "fuzz", &limits, NULL, &laid, &error), &error)) {
    REQUIRE(laid == NULL);
    return 0;
  }
  REQUIRE(cwp_pathway_count(laid, CWP_KIND_END) == cwp_pathway_count(base, CWP_KIND_END) + 1);
  for (cwp_id id = 0; id < cwp_pathway_count(laid, CWP_KIND_END); id++) {
    const char *text = cwp_record_official_text(laid, id);
    if (!text[0]) continue;
    cwp_id source = cwp_pathway_id(laid, cwp_record_property(laid, id, "official_text.source"));
    REQUIRE(cwp_record_kind(laid, source) == CWP_KIND_SOURCE);
    REQUIRE(cwp_record_property(laid, id, "official_text.date")[0] != '\0');
    texts++;
  }
  REQUIRE(texts > 0);
  cwp_pathway_free(laid);
  return 0;
}
