/* A small workforce that is always the same, asked one question: for tests/bench/workforce_instructions.sh, which
   counts the instructions of `measured`.

   usage: bench_workforce_instructions [ANSWER [DAYS]] */

#include "support/arrow.h"
#include "support/suite.h"

#include "cwp/cwp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PEOPLE = 2000, PIECES = 25 * PEOPLE, MOST_DAYS = 12 };

static int64_t keys[PEOPLE], whose[PIECES], from[PIECES], until[PIECES];
static const char *roles[PEOPLE], *sites[PEOPLE], *about[PIECES], *kinds[PIECES], *results[PIECES];
static uint64_t dice = 20261121;

static unsigned roll(unsigned sides) {
  dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (unsigned)(dice >> 33) % sides;
}

static const char *any_of(const cwp_pathway *pathway, cwp_kind kind) {
  return cwp_record_code(pathway, cwp_pathway_first(pathway, kind) + roll((unsigned)cwp_pathway_count(pathway, kind)));
}

/* Half of it is training by the national categories, a tenth courses, the rest groups, statements and behaviours. */
static void draw(const cwp_pathway *pathway, cwp_date on) {
  static const cwp_kind others[] = {CWP_KIND_LEARNING, CWP_KIND_GROUP, CWP_KIND_STATEMENT, CWP_KIND_BEHAVIOUR};
  static const char *const training[] = {"ASC.T1",  "ASC.T5",  "ASC.T9",  "ASC.T14", "ASC.T20", "ASC.T22",
                                         "ASC.T26", "ASC.T34", "ASC.T37", "ASC.T42", "ASC.T43", "ASC.T49"};
  static const char *const of_sites[] = {"North", "South", "East"};
  for (int i = 0; i < PEOPLE; i++) {
    keys[i] = i;
    roles[i] = any_of(pathway, CWP_KIND_ROLE);
    sites[i] = of_sites[i % 3];
  }
  for (int i = 0; i < PIECES; i++) {
    whose[i] = i / 25;
    about[i] = roll(2) ? training[roll(12)] : any_of(pathway, others[roll(4)]);
    kinds[i] = roll(3) ? "trained" : "assessed";
    results[i] = roll(100) < 98 ? "completed" : (roll(2) ? "in-progress" : "failed");
    from[i] = on - (int64_t)roll(1500);
    until[i] = roll(2) ? from[i] + 365 * (1 + (int64_t)roll(3)) : ARROW_NULL;
  }
}

static cwp_workforce *make(const cwp_pathway *pathway) {
  struct ArrowArrayStream workers, evidence;
  arrow_table of_workers = {.rows = PEOPLE}, of_evidence = {.rows = PIECES};
  cwp_workforce *out = NULL;
  cwp_error error;
  arrow_numbers(&of_workers, "worker", "i", keys);
  arrow_texts(&of_workers, "role", "u", "c", roles);
  arrow_texts(&of_workers, "site", "u", "c", sites);
  arrow_numbers(&of_evidence, "worker", "i", whose);
  arrow_texts(&of_evidence, "subject", "u", "s", about);
  arrow_texts(&of_evidence, "kind", "u", "c", kinds);
  arrow_texts(&of_evidence, "result", "u", "c", results);
  arrow_numbers(&of_evidence, "from", "tdD", from);
  arrow_numbers(&of_evidence, "until", "tdD", until);
  arrow_stream_of(&of_workers, &workers);
  arrow_stream_of(&of_evidence, &evidence);
  if (cwp_workforce_make(pathway, &workers, &evidence, NULL, NULL, &out, &error))
    fprintf(stderr, "%s\n", error.message);
  return out;
}

/* Not static, so that it is not taken apart and can be found by its name. */
int measured(const cwp_workforce *workforce, const cwp_workforce_question *question);

int measured(const cwp_workforce *workforce, const cwp_workforce_question *question) {
  struct ArrowArrayStream stream;
  struct ArrowArray batch;
  int code;
  if (cwp_workforce_ask(workforce, question, &stream, NULL)) return 1;
  while ((code = stream.get_next(&stream, &batch)) == 0 && batch.release)
    batch.release(&batch);
  stream.release(&stream);
  return code;
}

static const char *asked = "moves";
static size_t days = 1;

/* A test, because what makes the tables is at home there. */
START_TEST(it_is_answered) {
  static const char *const by[] = {"site"};
  const cwp_pathway *pathway = NULL;
  cwp_workforce_question question = CWP_WORKFORCE_QUESTION_INIT;
  cwp_date on[MOST_DAYS];
  ck_assert_uint_le(days, MOST_DAYS);
  ck_assert_int_eq(cwp_edition_find("2025", &pathway, NULL), CWP_OK);
  ck_assert_int_eq(cwp_date_parse("2026-11-21", &on[0], NULL), CWP_OK);
  for (size_t i = 1; i < days; i++)
    on[i] = cwp_date_add_months(on[0], (int)i);
  while (question.answer < CWP_ANSWER_END && strcmp(asked, cwp_workforce_answer_name(question.answer)) != 0)
    question.answer++;
  question.on = on;
  question.on_count = days;
  question.by = by;
  question.by_count = question.answer >= CWP_ANSWER_GAPS ? 1 : 0;
  question.course = cwp_pathway_id(pathway, "ASC.T20");
  question.job_role = "site";
  draw(pathway, on[0]);
  cwp_workforce *workforce = make(pathway);
  ck_assert_ptr_nonnull(workforce);
  ck_assert_int_eq(measured(workforce, &question), 0);
  cwp_workforce_free(workforce);
}
END_TEST

int main(int argc, char **argv) {
  if (argc > 1) asked = argv[1];
  if (argc > 2) days = strtoul(argv[2], NULL, 10);
  Suite *suite = suite_create("workforce instructions");
  tcase_add_test(suite_case(suite, "asking"), it_is_answered);
  return suite_run(suite);
}
