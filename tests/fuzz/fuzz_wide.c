/* Workers in the analyst's wide shape, in any bytes, imported and written again. */

#include "bytes.h"
#include "fuzz.h"

enum { FILE_MOST = 1 << 22 };

/* Reads what there is and writes it in both forms. Returns whether the file could be read to its end. */
static int go_through(bytes *in, bytes *wide) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_import *import = NULL;
  cwp_team *team = NULL;
  bytes rows = {.most = FILE_MOST};
  cwp_table_counts counts;
  const cwp_input input = {read_some, in, "in"};
  const cwp_output to_wide = {write_some, wide, "wide"}, to_rows = {write_some, &rows, "rows"};
  in->at = 0;
  REQUIRE(worked(cwp_import_new(cwp_edition_default(), NULL, NULL, &import, &error), &error));
  int whole = worked(cwp_import_add_input(import, &input, &error), &error);
  REQUIRE(worked(cwp_import_finish(import, &team, &error), &error));
  if (worked(cwp_table_wide(team, cwp_edition_default(), &to_wide, NULL, &counts, &error), &error))
    REQUIRE(counts.rows == cwp_team_count(team) && counts.people == counts.rows);
  else
    whole = 0; /* more than fits here */
  (void)worked(cwp_table_evidence(team, cwp_edition_default(), NULL, &to_rows, NULL, &counts, &error), &error);
  free(rows.owned);
  cwp_team_free(team);
  cwp_import_free(import);
  return whole;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  bytes in = bytes_of(data, size), first = {.most = FILE_MOST}, second = {.most = FILE_MOST},
        third = {.most = FILE_MOST};
  if (size > 1 << 14) return 0;
  /* What was read once has one day for each training, and comes back the same from then on. */
  if (go_through(&in, &first) && go_through(&first, &second)) {
    REQUIRE(go_through(&second, &third));
    REQUIRE(bytes_same(&second, &third));
  }
  free(first.owned);
  free(second.owned);
  free(third.owned);
  return 0;
}
