/* A staff file and the answers to what was suggested for it, in any bytes, with the byte 0x1e between them. */

#include "bytes.h"
#include "fuzz.h"

enum { FILE_MOST = 1 << 20 };

/* Writes the file; without an answer it is what it was. */
static void write_file(const cwp_fill *fill, bytes *file, size_t chosen) {
  cwp_error error = CWP_ERROR_INIT;
  bytes out = {.most = FILE_MOST};
  uint64_t filled = 0;
  file->at = 0;
  const cwp_input input = {read_some, file, "staff"};
  const cwp_output output = {write_some, &out, "out"};
  REQUIRE(worked(cwp_fill_write(fill, &input, &output, &filled, &error), &error));
  REQUIRE(filled <= chosen);
  if (filled == 0) REQUIRE(bytes_same(&out, file));
  free(out.owned);
}

static size_t look_at(const cwp_fill *fill) {
  size_t chosen = 0;
  for (size_t i = 0; i < cwp_fill_count(fill); i++) {
    const cwp_fill_row *row = cwp_fill_at(fill, i);
    REQUIRE(row->line > 0 && row->record > 0 && row->why[0] != '\0');
    REQUIRE((row->strength[0] == '\0') == (row->title[0] == '\0'));
    REQUIRE(i == 0 || cwp_fill_at(fill, i - 1)->record < row->record);
    chosen += row->chosen[0] != '\0';
  }
  return chosen;
}

static void answer(cwp_fill *fill, const char *text, size_t length) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_findings *findings = NULL;
  bytes memory = bytes_of(text, length);
  const cwp_input input = {read_some, &memory, "answers"};
  REQUIRE(worked(cwp_findings_new(NULL, &findings, &error), &error));
  (void)worked(cwp_fill_agree(fill, &input, findings, &error), &error);
  cwp_findings_free(findings);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  cwp_limits limits = small_limits();
  cwp_error error = CWP_ERROR_INIT;
  cwp_fill *fill = NULL;
  cwp_date on;
  const uint8_t *split = size > 0 ? memchr(data, 0x1e, size) : NULL;
  size_t first = split ? (size_t)(split - data) : size;
  bytes file = bytes_of(data, first);
  const cwp_input input = {read_some, &file, "staff"};
  REQUIRE(cwp_date_make(2026, 11, 21, &on, NULL) == CWP_OK);
  if (!worked(cwp_fill_read(cwp_edition_default(), &input, on, &limits, NULL, NULL, &fill, &error), &error)) return 0;
  REQUIRE(look_at(fill) == 0);
  write_file(fill, &file, 0);
  if (split) answer(fill, (const char *)split + 1, size - first - 1);
  write_file(fill, &file, look_at(fill));
  char *table = NULL;
  size_t length = 0;
  REQUIRE(worked(cwp_fill_print(fill, &table, &length, &error), &error));
  answer(fill, table, length);
  cwp_text_free(NULL, table);
  cwp_fill_agree_all(fill, CWP_CATEGORY_WEAK);
  write_file(fill, &file, look_at(fill));
  cwp_fill_free(fill);
  return 0;
}
