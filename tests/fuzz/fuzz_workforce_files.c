/* Tables for a workforce in CSV, in any bytes: guessed, read as either table, and asked about. */

#include "bytes.h"
#include "fuzz.h"
#include "support/arrow_walk.h"

#include <errno.h>

static int hear(void *context, const cwp_finding *finding) {
  size_t *heard = context;
  REQUIRE(finding->line > 0 && finding->record > 0);
  REQUIRE(*finding->id && *finding->message);
  for (const unsigned char *at = (const unsigned char *)finding->value; *at; at++)
    REQUIRE(*at >= 0x20 && *at != 0x7f);
  ++*heard;
  return 0;
}

static int open_table(bytes *from, cwp_workforce_table table, size_t *heard, struct ArrowArrayStream *out) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_limits limits = small_limits();
  cwp_workforce_csv_options options = CWP_WORKFORCE_CSV_OPTIONS_INIT;
  const cwp_input input = {read_some, from, "in"};
  options.limits = &limits;
  options.found = hear;
  options.found_context = heard;
  options.batch_rows = 3;
  options.integer_keys = from->length % 2;
  from->at = 0;
  if (worked(cwp_workforce_csv_read(&input, table, &options, NULL, out, &error), &error)) return 1;
  REQUIRE(out->release == NULL);
  return 0;
}

/* Asks about what there is, the workers being those of the evidence. */
static void ask(bytes *from) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_workforce *workforce;
  cwp_workforce_question question = CWP_WORKFORCE_QUESTION_INIT;
  struct ArrowArrayStream evidence, answer;
  size_t heard = 0;
  cwp_date on;
  uint64_t rows;
  int number;
  REQUIRE(cwp_date_make(2026, 11, 21, &on, NULL) == CWP_OK);
  question.on = &on;
  question.on_count = 1;
  question.answer = CWP_ANSWER_MOVES;
  if (!open_table(from, CWP_WORKFORCE_EVIDENCE, &heard, &evidence)) return;
  if (!worked(cwp_workforce_make(cwp_edition_default(), NULL, &evidence, NULL, NULL, &workforce, &error), &error))
    return;
  REQUIRE(worked(cwp_workforce_ask(workforce, &question, &answer, &error), &error));
  walk_stream(&answer, &rows, &number);
  REQUIRE(number == 0 && rows % 8 == 0 && rows / 8 == cwp_workforce_people(workforce));
  answer.release(&answer);
  cwp_workforce_free(workforce);
}

/* The table twice, one behind the other, has its rows twice. */
static void chain(const bytes *table, uint64_t once) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_workforce_part parts[2] = {{.name = "one"}, {.name = "two"}};
  bytes from[2] = {*table, *table};
  struct ArrowArrayStream stream;
  size_t heard = 0;
  uint64_t rows;
  int number;
  for (size_t i = 0; i < 2; i++)
    REQUIRE(open_table(&from[i], CWP_WORKFORCE_EVIDENCE, &heard, &parts[i].stream));
  REQUIRE(worked(cwp_workforce_chain(parts, 2, NULL, &stream, &error), &error));
  walk_stream(&stream, &rows, &number);
  REQUIRE(number == 0 && rows == 2 * once && parts[0].rows == once && parts[1].rows == once);
  stream.release(&stream);
}

/* The people whom the bytes are about, if they are a file of another kind, as tables. */
static void make_tables(bytes *from) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_import *import;
  cwp_team *team;
  struct ArrowArrayStream workers, evidence;
  uint64_t rows;
  int number;
  const cwp_input input = {read_some, from, "in"};
  from->at = 0;
  REQUIRE(worked(cwp_import_new(cwp_edition_default(), NULL, NULL, &import, &error), &error));
  (void)worked(cwp_import_add_input(import, &input, &error), &error);
  REQUIRE(worked(cwp_import_finish(import, &team, &error), &error));
  REQUIRE(worked(cwp_workforce_team(team, cwp_edition_default(), NULL, &workers, &evidence, &error), &error));
  walk_stream(&workers, &rows, &number);
  REQUIRE(number == 0 && rows == cwp_team_count(team));
  walk_stream(&evidence, &rows, &number);
  REQUIRE(number == 0);
  workers.release(&workers);
  evidence.release(&evidence);
  cwp_team_free(team);
  cwp_import_free(import);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  bytes in = bytes_of(data, size);
  if (size > 1 << 14) return 0;
  (void)cwp_workforce_csv_guess(in.text, in.length, NULL);
  for (cwp_workforce_table table = CWP_WORKFORCE_EVIDENCE; table < CWP_WORKFORCE_TABLE_END; table++) {
    struct ArrowArrayStream stream;
    size_t heard = 0;
    uint64_t rows;
    int number;
    if (!open_table(&in, table, &heard, &stream)) continue;
    walk_stream(&stream, &rows, &number);
    REQUIRE(number == 0 || number == EINVAL || number == ENOMEM);
    stream.release(&stream);
    if (number == 0 && table == CWP_WORKFORCE_EVIDENCE) chain(&in, rows);
  }
  /* Asking takes a thousand times as long as reading. */
  if (size % 8 == 0) ask(&in);
  if (size % 2 == 0) make_tables(&in);
  return 0;
}
