/* A training matrix, in any bytes; behind the byte 0x1e a mapping for it. */

#include "bytes.h"
#include "fuzz.h"

static void look_at_columns(const cwp_matrix *matrix) {
  const cwp_pathway *pathway = cwp_edition_default();
  for (size_t i = 0; i < cwp_matrix_column_count(matrix); i++) {
    const cwp_matrix_column *column = cwp_matrix_column_at(matrix, i);
    REQUIRE(column->position == i && column->used <= column->cells + 1);
    REQUIRE(column->meaning < CWP_MATRIX_MEANING_END && column->dates < CWP_MATRIX_DATES_END);
    REQUIRE(column->score >= 0 && column->score <= 1);
    REQUIRE(column->meaning != CWP_MATRIX_COURSE || cwp_pathway_id(pathway, column->about) != CWP_NONE);
  }
  for (size_t i = 0; i < cwp_matrix_course_count(matrix); i++) {
    const cwp_matrix_course *course = cwp_matrix_course_at(matrix, i);
    REQUIRE(course->rows > 0 && course->name[0]);
    REQUIRE(!course->about[0] || cwp_pathway_id(pathway, course->about) != CWP_NONE);
  }
}

/* Every cell was used or is named, and everybody's portfolio can be printed and read again. */
static void look_at(cwp_matrix *matrix) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_team *team = NULL;
  const cwp_matrix_summary *summary = cwp_matrix_summarise(matrix);
  REQUIRE(summary->used + summary->named == summary->cells);
  REQUIRE(cwp_findings_count(cwp_matrix_findings(matrix)) >= summary->named);
  look_at_columns(matrix);
  REQUIRE(worked(cwp_matrix_take_team(matrix, &team, &error), &error));
  REQUIRE(cwp_team_count(team) == summary->people);
  for (size_t i = 0; i < cwp_team_count(team) && i < 4; i++)
    print_and_read_again(cwp_team_at(team, i));
  cwp_team_free(team);
}

static cwp_matrix *read_matrix(const char *text, size_t length, const char *mapping, size_t mapping_length) {
  cwp_limits limits = small_limits();
  cwp_error error = CWP_ERROR_INIT;
  cwp_matrix *matrix = NULL;
  cwp_matrix_options options = CWP_MATRIX_OPTIONS_INIT;
  bytes memory = bytes_of(text, length);
  cwp_input input = {read_some, &memory, "matrix"};
  options.limits = &limits;
  if (length % 2 == 0) REQUIRE(cwp_date_make(2026, 11, 21, &options.on, NULL) == CWP_OK);
  REQUIRE(worked(cwp_matrix_new(cwp_edition_default(), &options, NULL, &matrix, &error), &error));
  int whole = !mapping || worked(cwp_matrix_use_mapping(matrix, mapping, mapping_length, "mapping", &error), &error);
  if (whole && worked(cwp_matrix_read(matrix, &input, &error), &error) &&
      worked(cwp_matrix_finish(matrix, &error), &error))
    return matrix;
  cwp_matrix_free(matrix);
  return NULL;
}

/* The same cells by type instead of by text. */
static void add_typed(const uint8_t *data, size_t size) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_matrix *matrix = NULL;
  cwp_matrix_cell cells[8];
  REQUIRE(worked(cwp_matrix_new(cwp_edition_default(), NULL, NULL, &matrix, &error), &error));
  for (size_t i = 0; i + 8 <= size && i < 512; i += 8) {
    for (size_t k = 0; k < 8; k++) {
      cells[k] = (cwp_matrix_cell){(cwp_matrix_cell_kind)(data[i + k] % 4), (const char *)data + i, k,
                                   data[i + k] * 317.5, data[i + k] * 100};
    }
    REQUIRE(worked(cwp_matrix_add_row(matrix, cells, 8, i / 8 + 1, &error), &error));
  }
  if (worked(cwp_matrix_finish(matrix, &error), &error)) look_at(matrix);
  cwp_matrix_free(matrix);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *text = (const char *)data;
  const char *split = size > 0 ? memchr(text, 0x1e, size) : NULL;
  size_t length = split ? (size_t)(split - text) : size;
  cwp_matrix *matrix = read_matrix(text, length, split ? split + 1 : NULL, split ? size - length - 1 : 0);
  add_typed(data, size);
  if (!matrix) return 0;
  cwp_error error = CWP_ERROR_INIT;
  char *mapping = NULL;
  size_t mapping_length = 0;
  REQUIRE(worked(cwp_matrix_mapping_print(matrix, NULL, &mapping, &mapping_length, &error), &error));
  size_t used = cwp_matrix_summarise(matrix)->used;
  look_at(matrix);
  cwp_matrix_free(matrix);
  if (!split) {
    /* What is written reads the same again. */
    cwp_matrix *again = read_matrix(text, length, mapping, mapping_length);
    REQUIRE(again != NULL && cwp_matrix_summarise(again)->used == used);
    cwp_matrix_free(again);
  }
  cwp_text_free(NULL, mapping);
  return 0;
}
