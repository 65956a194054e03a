/* A provider's files, in any bytes: a first file, and after the first byte 0x1e (record separator) a second one. They
   come in pieces of a few bytes, so that every boundary of the reader is met. */

#include "fuzz.h"

typedef struct {
  const uint8_t *at;
  size_t left;
  size_t piece;
} source;

static size_t read_piece(void *context, void *buffer, size_t capacity) {
  source *from = context;
  size_t count = from->left < from->piece ? from->left : from->piece;
  if (count > capacity) count = capacity;
  memcpy(buffer, from->at, count);
  from->at += count;
  from->left -= count;
  return count;
}

static void add(cwp_import *import, const uint8_t *data, size_t size, const char *name) {
  source from = {data, size, size % 13 + 1};
  cwp_file_kind guess = cwp_file_kind_guess((const char *)data, size, NULL);
  cwp_input input = {read_piece, &from, name};
  cwp_error error = CWP_ERROR_INIT;
  size_t findings = cwp_findings_count(cwp_import_findings(import));
  if (!worked(cwp_import_add_input(import, &input, &error), &error))
    REQUIRE(cwp_findings_count(cwp_import_findings(import)) > findings);
  const cwp_import_file *file = cwp_import_file_at(import, cwp_import_file_count(import) - 1);
  REQUIRE(guess == CWP_FILE_UNKNOWN || file->kind == CWP_FILE_UNKNOWN || file->kind == guess);
}

static void look_at(const cwp_import *import) {
  const cwp_findings *findings = cwp_import_findings(import);
  cwp_findings *copy = NULL;
  size_t sum = 0;
  REQUIRE(cwp_findings_new(NULL, &copy, NULL) == CWP_OK);
  for (cwp_severity severity = CWP_SEVERITY_NOTE; severity < CWP_SEVERITY_END; severity++)
    sum += cwp_findings_count_of(findings, severity);
  REQUIRE(sum == cwp_findings_count(findings));
  for (size_t i = 0; i < sum; i++) {
    const cwp_finding *finding = cwp_findings_at(findings, i);
    REQUIRE(finding->id[0] && finding->path[0] && finding->message[0]);
    REQUIRE(finding->column && finding->upstream && strlen(finding->value) <= 200);
    REQUIRE(cwp_findings_add(copy, finding, NULL) == CWP_OK);
  }
  REQUIRE(cwp_findings_count(copy) == sum);
  cwp_findings_free(copy);
  for (size_t i = 0; i < cwp_import_file_count(import); i++)
    REQUIRE(cwp_import_file_at(import, i)->kind < CWP_FILE_KIND_END);
}

static int hear(void *context, const cwp_finding *finding) {
  size_t *count = context;
  REQUIRE(finding->id[0] && finding->path[0] && finding->message[0]);
  REQUIRE(finding->column && finding->upstream && strlen(finding->value) <= 200);
  REQUIRE(finding->upstream_severity && finding->upstream_action);
  (*count)++;
  return 0;
}

/* A single file only checked: as much is found in it as in an import of it. */
static void check_only(const cwp_import_options *as, const uint8_t *data, size_t size, size_t found) {
  source from = {data, size, size % 13 + 1};
  const cwp_input input = {read_piece, &from, "first.csv"};
  cwp_import_options options = *as;
  cwp_error error = CWP_ERROR_INIT;
  cwp_import *import = NULL;
  cwp_team *team = NULL;
  size_t heard = 0;
  options.check_only = 1;
  options.found = hear;
  options.found_context = &heard;
  REQUIRE(worked(cwp_import_new(cwp_edition_default(), &options, NULL, &import, &error), &error));
  (void)worked(cwp_import_add_input(import, &input, &error), &error);
  REQUIRE(worked(cwp_import_finish(import, &team, &error), &error));
  REQUIRE(heard == found && cwp_findings_count(cwp_import_findings(import)) == 0);
  cwp_team_free(team);
  cwp_import_free(import);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const cwp_pathway *pathway = cwp_edition_default();
  cwp_limits limits = small_limits();
  cwp_import_options options = CWP_IMPORT_OPTIONS_INIT;
  cwp_error error = CWP_ERROR_INIT;
  cwp_import *import = NULL;
  cwp_team *team = NULL;
  options.limits = &limits;
  REQUIRE(cwp_date_make(2026, 11, 21, &options.on, NULL) == CWP_OK);
  REQUIRE(worked(cwp_import_new(pathway, &options, NULL, &import, &error), &error));
  const uint8_t *cut = size ? memchr(data, 0x1e, size) : NULL;
  size_t first = cut ? (size_t)(cut - data) : size;
  add(import, data, first, "first.csv");
  if (cut) add(import, cut + 1, size - first - 1, "second.csv");
  REQUIRE(worked(cwp_import_finish(import, &team, &error), &error));
  look_at(import);
  if (!cut && cwp_file_kind_guess((const char *)data, size, NULL) != CWP_FILE_UNKNOWN)
    check_only(&options, data, size, cwp_findings_count(cwp_import_findings(import)));
  for (size_t i = 0; i < cwp_team_count(team); i++) {
    const cwp_portfolio *portfolio = cwp_team_at(team, i);
    REQUIRE(cwp_team_find(team, cwp_portfolio_person(portfolio)->id));
    print_and_read_again(portfolio);
    assess(pathway, portfolio, CWP_NONE);
  }
  cwp_import_free(import);
  cwp_team_free(team);
  return 0;
}
