#ifndef CWP_TESTS_FUZZ_H
#define CWP_TESTS_FUZZ_H

/* What the harnesses share. Each defines LLVMFuzzerTestOneInput, which libFuzzer or replay.c calls. */

#include "cwp/cwp.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A property of the library that no input may break. */
#define REQUIRE(condition)                                                                                             \
  do {                                                                                                                 \
    if (!(condition)) {                                                                                                \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                                          \
      abort();                                                                                                         \
    }                                                                                                                  \
  } while (0)

/* Returns whether a call worked, and holds the error to what status.h says of it. */
static inline int worked(cwp_status status, const cwp_error *error) {
  REQUIRE(status >= CWP_OK && status < CWP_STATUS_END);
  REQUIRE(status != CWP_ERROR_INTERNAL);
  if (status == CWP_OK) return 1;
  REQUIRE(error->code == status);
  REQUIRE(error->message[0] != '\0');
  REQUIRE(memchr(error->message, '\0', sizeof error->message));
  REQUIRE(memchr(error->path, '\0', sizeof error->path));
  for (const unsigned char *at = (const unsigned char *)error->message; *at; at++)
    REQUIRE(*at >= 0x20 && *at != 0x7f);
  return 0;
}

/* Limits that an input of a few kilobytes can reach. */
static inline cwp_limits small_limits(void) {
  cwp_limits limits = CWP_LIMITS_INIT;
  limits.input_bytes = 1 << 20;
  limits.record_bytes = 4096;
  limits.fields = 64;
  limits.depth = 16;
  limits.records = 2000;
  return limits;
}

/* An overview of all role categories must say what the assessment says of its one. */
static inline void look_over(const cwp_pathway *pathway, const cwp_portfolio *portfolio, cwp_question question,
                             const cwp_assessment *assessment) {
  size_t size = cwp_overview_size(pathway, question.setting_count), count = 0;
  const cwp_overview *overview = NULL;
  void *memory = malloc(size);
  REQUIRE(memory);
  question.role = CWP_NONE;
  cwp_id role = cwp_assessment_role(assessment);
  REQUIRE(cwp_overview_make(pathway, portfolio, &question, memory, size, &overview, NULL) == CWP_OK);
  for (cwp_requirement_kind kind = CWP_MUST; kind < CWP_REQUIREMENT_KIND_END; kind++)
    REQUIRE(memcmp(cwp_overview_counts(overview, role, kind), cwp_assessment_counts(assessment, kind),
                   sizeof(cwp_counts)) == 0);
  REQUIRE(cwp_overview_coverage(overview, role) == cwp_assessment_coverage(assessment));
  REQUIRE(cwp_overview_is_ready(overview, role) == cwp_assessment_is_ready(assessment));
  REQUIRE(cwp_overview_judgements(overview, role, NULL, 0, &count, NULL) == CWP_OK);
  REQUIRE(count == cwp_assessment_count(assessment));
  free(memory);
}

/* Asks all that can be asked about a person. */
static inline void assess(const cwp_pathway *pathway, const cwp_portfolio *portfolio, cwp_id role) {
  cwp_question question = CWP_QUESTION_INIT;
  cwp_error error = CWP_ERROR_INIT;
  cwp_assessment *assessment = NULL;
  char why[CWP_WHY_SIZE];
  question.role = role;
  REQUIRE(cwp_date_make(2026, 11, 21, &question.on, NULL) == CWP_OK);
  if (!worked(cwp_assessment_make(pathway, portfolio, &question, NULL, &assessment, &error), &error)) {
    REQUIRE(assessment == NULL);
    return;
  }
  size_t judged = 0;
  for (cwp_requirement_kind kind = CWP_MUST; kind < CWP_REQUIREMENT_KIND_END; kind++) {
    const cwp_counts *counts = cwp_assessment_counts(assessment, kind);
    size_t sum = 0;
    for (size_t i = 0; i < CWP_STANDING_NOT_APPLICABLE; i++)
      sum += counts->standing[i];
    REQUIRE(sum == counts->needed);
    judged += sum;
  }
  REQUIRE(judged <= cwp_assessment_count(assessment));
  for (size_t i = 0; i < cwp_assessment_count(assessment); i++) {
    const cwp_judgement *judgement = cwp_assessment_at(assessment, i);
    REQUIRE(judgement->standing < CWP_STANDING_END);
    REQUIRE(judgement->evidence == SIZE_MAX || judgement->evidence < cwp_portfolio_count(portfolio));
    size_t length = cwp_assessment_why(assessment, i, why, sizeof why);
    REQUIRE(length > 0 && length < sizeof why && strlen(why) == length);
  }
  look_over(pathway, portfolio, question, assessment);
  REQUIRE(cwp_assessment_is_ready(assessment) == 0 || cwp_assessment_coverage(assessment) == CWP_COVERAGE_COMPLETE);
  cwp_assessment_free(assessment);
}

/* What is printed can be read again, and prints the same. */
static inline void print_and_read_again(const cwp_portfolio *portfolio) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_portfolio *again = NULL;
  char *first = NULL;
  char *second = NULL;
  size_t first_length = 0;
  size_t second_length = 0;
  REQUIRE(worked(cwp_portfolio_print(portfolio, NULL, &first, &first_length, &error), &error));
  REQUIRE(strlen(first) == first_length);
  REQUIRE(worked(cwp_portfolio_parse(first, first_length, "printed", NULL, NULL, &again, &error), &error));
  REQUIRE(worked(cwp_portfolio_print(again, NULL, &second, &second_length, &error), &error));
  REQUIRE(first_length == second_length && memcmp(first, second, first_length) == 0);
  cwp_text_free(NULL, first);
  cwp_text_free(NULL, second);
  cwp_portfolio_free(again);
}

#endif
