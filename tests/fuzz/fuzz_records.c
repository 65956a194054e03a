/* A file of the national data set in any bytes, cell by cell. The first byte chooses the layout to convert to. */

#include "bytes.h"
#include "fuzz.h"

enum { FILE_MOST = 1 << 20 };

/* What was written is one row less than what was read for each that could not be used, and reads back. */
static void convert(const char *text, size_t length, const char *day, int keep_codes, bytes *out) {
  cwp_limits limits = small_limits();
  cwp_error error = CWP_ERROR_INIT;
  cwp_records_conversion options = CWP_RECORDS_CONVERSION_INIT;
  cwp_records_counts counts;
  cwp_findings *findings = NULL;
  bytes in = bytes_of(text, length);
  const cwp_input input = {read_some, &in, "in"};
  const cwp_output output = {write_some, out, "out"};
  options.day = day;
  options.keep_codes = keep_codes;
  options.limits = &limits;
  REQUIRE(worked(cwp_findings_new(NULL, &findings, &error), &error));
  if (worked(cwp_records_convert(&input, &options, &output, NULL, findings, &counts, &error), &error)) {
    REQUIRE(counts.written <= counts.rows && counts.rows - counts.written <= counts.lost);
    REQUIRE(counts.lost + counts.recoded <= cwp_findings_count(findings));
    REQUIRE(out->length > 0);
  } else {
    out->length = 0;
  }
  cwp_findings_free(findings);
}

/* Goes through two files at once; every cell of the one is that of the other. */
static void compare(bytes *one, bytes *other) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_records *a = NULL, *b = NULL;
  const cwp_input first = {read_some, one, "one"}, second = {read_some, other, "other"};
  int more = 1, more_of_b;
  one->at = other->at = 0;
  REQUIRE(worked(cwp_records_open(&first, NULL, NULL, &a, &error), &error));
  REQUIRE(worked(cwp_records_open(&second, NULL, NULL, &b, &error), &error));
  REQUIRE(cwp_records_kind(a) == cwp_records_kind(b));
  REQUIRE(strcmp(cwp_records_version(a), cwp_records_version(b)) == 0);
  while (more) {
    REQUIRE(worked(cwp_records_next(a, &more, &error), &error));
    REQUIRE(worked(cwp_records_next(b, &more_of_b, &error), &error));
    REQUIRE(more == more_of_b && cwp_records_record(a) == cwp_records_record(b));
    REQUIRE(cwp_records_line(a) >= cwp_records_record(a));
    for (size_t i = 0; more && i < cwp_records_column_count(a); i++) {
      size_t length, length_of_b;
      const char *cell = cwp_records_cell(a, i, &length);
      const char *cell_of_b = cwp_records_cell(b, i, &length_of_b);
      REQUIRE(cwp_records_find(a, cwp_records_column(a, i)) == i);
      REQUIRE(length == length_of_b && memcmp(cell, cell_of_b, length) == 0);
      REQUIRE(i < cwp_records_cell_count(b) || cell[0] == '\0');
    }
  }
  cwp_records_free(a);
  cwp_records_free(b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const cwp_file_kind kinds[] = {CWP_FILE_ASC_STAFF, CWP_FILE_ASC_TRAINING, CWP_FILE_ASC_WORKPLACE};
  bytes out = {.most = FILE_MOST}, again = {.most = FILE_MOST}, other = {.most = FILE_MOST};
  if (size == 0) return 0;
  cwp_file_kind kind = kinds[data[0] % 3];
  const char *day = cwp_layout_version(kind, data[0] / 3 % cwp_layout_count(kind));
  convert((const char *)data + 1, size - 1, NULL, 1, &out);
  if (out.length > 0) {
    convert(out.text, out.length, NULL, 1, &again);
    REQUIRE(bytes_same(&again, &out));
    compare(&out, &again);
  }
  convert((const char *)data + 1, size - 1, day, data[0] % 2, &other);
  free(out.owned);
  free(again.owned);
  free(other.owned);
  return 0;
}
