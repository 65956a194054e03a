/* Questions that take several threads, asked by several threads of one workforce at once: all answers are the same. The
   thread sanitizer's tree runs this too. */

#include "support/arrow.h"
#include "support/suite.h"
#include "support/together.h"

#include "cwp/cwp.h"

#include <stdlib.h>
#include <string.h>

enum { ASKERS = 3, PEOPLE = 3000, PIECES = 5 * PEOPLE };

static cwp_workforce *workforce;
static int64_t keys[PEOPLE], whose[PIECES], from[PIECES];
static const char *roles[PEOPLE], *sites[PEOPLE], *about[PIECES];

static void set_up(void) {
  static const char *const of_roles[] = {"NTC", "CSW", "SL", "PL", "RM"}, *const of_sites[] = {"a", "b", NULL};
  static const char *const subjects[] = {"ASC.T20", "CSW.B1", "NTC.K1", "ASC.T1", "SL.B2", "NTC.K3", "ASC.Q1"};
  struct ArrowArrayStream workers, evidence;
  arrow_table of_workers = {.rows = PEOPLE, .batch = 700}, of_evidence = {.rows = PIECES, .batch = 900};
  for (int i = 0; i < PEOPLE; i++) {
    keys[i] = i;
    roles[i] = of_roles[i * 7 % 5];
    sites[i] = of_sites[i * 5 % 3];
  }
  for (int i = 0; i < PIECES; i++) {
    whose[i] = i / 5;
    about[i] = subjects[i * 11 % 7];
    from[i] = 20000 + i % 900;
  }
  arrow_numbers(&of_workers, "worker", "l", keys);
  arrow_texts(&of_workers, "role", "u", "c", roles);
  arrow_texts(&of_workers, "site", "u", "c", sites);
  arrow_numbers(&of_evidence, "worker", "l", whose);
  arrow_texts(&of_evidence, "subject", "u", "c", about);
  arrow_numbers(&of_evidence, "from", "tdD", from);
  arrow_stream_of(&of_workers, &workers);
  arrow_stream_of(&of_evidence, &evidence);
  ck_assert_int_eq(cwp_workforce_make(cwp_edition_default(), &workers, &evidence, NULL, NULL, &workforce, NULL),
                   CWP_OK);
}

/* All answers, one behind the other, as numbers that a swap changes. */
static uint64_t ask_all(unsigned threads) {
  static const char *const by[] = {"site"};
  static const cwp_date on[] = {20400, 20700};
  uint64_t sum = 0;
  for (int answer = 0; answer < CWP_ANSWER_END; answer++) {
    cwp_workforce_question question = CWP_WORKFORCE_QUESTION_INIT;
    struct ArrowArrayStream stream;
    struct ArrowArray batch;
    question.answer = (cwp_workforce_answer)answer;
    question.on = on;
    question.on_count = 2;
    question.by = by;
    question.by_count = 1;
    question.course = cwp_pathway_id(cwp_edition_default(), "ASC.T20");
    question.job_role = "site";
    question.threads = threads;
    question.batch_rows = 1700;
    if (cwp_workforce_ask(workforce, &question, &stream, NULL)) return 0;
    while (stream.get_next(&stream, &batch) == 0 && batch.release) {
      const struct ArrowArray *last = batch.children[batch.n_children - 2];
      const unsigned char *bytes = last->buffers[1];
      for (int64_t i = 0; i < batch.length * 2; i++)
        sum = sum * 31 + bytes[i];
      batch.release(&batch);
    }
    stream.release(&stream);
  }
  return sum;
}

static int asker(uint64_t *sum) {
  *sum = ask_all(4);
  return 1;
}

START_TEST(askers_get_the_same_answers) {
  set_up();
  together_come_to(ask_all(1), asker, ASKERS);
  cwp_workforce_free(workforce);
  ck_assert_int_eq(arrow_alive(), 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("workforce threads");
  tcase_add_test(suite_case(suite, "asking"), askers_get_the_same_answers);
  return suite_run(suite);
}
