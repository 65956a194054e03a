/* What a learning plan costs over 240 courses and 150 gaps: catalogues of three makes, with and without limits, each
   with the search that is usual. Says how long it took, and how far the plan can be from the best. */

#include "timer.h"

#include "cwp/cwp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GAPS = 150, COURSES = 240, ROUNDS = 20, MOST_LINES = 600, MOST_SETTINGS = 64 };

static const cwp_pathway *pathway;
static cwp_requirement asked[MOST_LINES];
static size_t asked_count;
static cwp_id target, settings[MOST_SETTINGS];
static size_t setting_count;
static uint32_t seed;

static void must(cwp_status status, const cwp_error *error) {
  if (status == CWP_OK) return;
  fprintf(stderr, "%s: %s\n", cwp_status_name(status), error->message);
  exit(1);
}

static uint32_t below(uint32_t count) {
  seed = seed * 1103515245u + 12345u;
  return seed / 65536 % count;
}

/* Somebody who lacks the first so many shoulds and has everything else. */
static cwp_portfolio *make_person(void) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_person who = CWP_PERSON_INIT;
  cwp_portfolio_builder *builder = NULL;
  cwp_portfolio *portfolio = NULL;
  size_t lacking = 0;
  who.id = "bench";
  must(cwp_portfolio_builder_new(&who, NULL, &builder, &error), &error);
  for (size_t i = 0; i < asked_count; i++) {
    cwp_evidence evidence = CWP_EVIDENCE_INIT;
    evidence.about = cwp_record_code(pathway, asked[i].line);
    evidence.kind = CWP_EVIDENCE_ACCREDITED;
    if (cwp_record_kind(pathway, asked[i].line) != CWP_KIND_STATEMENT || lacking++ >= GAPS)
      must(cwp_portfolio_builder_add(builder, &evidence, &error), &error);
  }
  must(cwp_portfolio_builder_finish(builder, &portfolio, &error), &error);
  cwp_portfolio_builder_free(builder);
  return portfolio;
}

/* Lines next to each other are about the same thing: a course covers runs of them, and some lines besides. */
static size_t pick_lines(cwp_course_cover *covers, uint32_t runs, uint32_t length, uint32_t besides) {
  size_t count = 0;
  for (uint32_t run = 0; run < runs; run++) {
    uint32_t first = below(GAPS), lines = 1 + below(length);
    for (uint32_t i = 0; i < lines && first + i < GAPS; i++)
      covers[count++].to = cwp_record_code(pathway, asked[8 + first + i].line);
  }
  for (uint32_t i = 0; i < besides; i++)
    covers[count++].to = cwp_record_code(pathway, asked[8 + below(GAPS)].line);
  for (size_t i = 0; i < count; i++)
    covers[i].extent = CWP_EXTENT_FULL;
  return count;
}

static cwp_catalogue *make_catalogue(uint32_t runs, uint32_t length, uint32_t besides) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_catalogue_builder *builder = NULL;
  cwp_catalogue *catalogue = NULL;
  must(cwp_catalogue_builder_new(NULL, &builder, &error), &error);
  for (int i = 0; i < COURSES; i++) {
    cwp_course_cover covers[128];
    cwp_course course = CWP_COURSE_INIT;
    char code[16];
    snprintf(code, sizeof code, "C%03d", i);
    course.code = code;
    course.covers = covers;
    course.cover_count = pick_lines(covers, runs, length, besides);
    course.centihours = (int32_t)(100 * (1 + below(12)) * (1 + (uint32_t)course.cover_count / 4));
    course.cost = 1000 * (int64_t)(1 + below(30)) + 500 * (int64_t)course.cover_count;
    must(cwp_catalogue_builder_add(builder, &course, &error), &error);
  }
  must(cwp_catalogue_builder_finish(builder, &catalogue, &error), &error);
  cwp_catalogue_builder_free(builder);
  return catalogue;
}

/* What came of some plans. */
typedef struct tally {
  double times[ROUNDS]; /* milliseconds */
  size_t proved;
  size_t covered;
  size_t gaps;
  double farthest; /* from the bound, in per cent */
} tally;

static int compare_times(const void *a, const void *b) {
  double first = *(const double *)a, second = *(const double *)b;
  return (first > second) - (first < second);
}

static void plan_once(const cwp_portfolio *portfolio, const cwp_catalogue *catalogue, const cwp_plan_options *options,
                      tally *sum, int round) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_question question = CWP_QUESTION_INIT;
  cwp_plan *plan = NULL;
  question.role = target;
  question.settings = settings;
  question.setting_count = setting_count;
  must(cwp_date_make(2026, 11, 21, &question.on, &error), &error);
  uint64_t start = now();
  must(cwp_plan_make(pathway, portfolio, catalogue, &question, options, NULL, &plan, &error), &error);
  sum->times[round] = (double)(now() - start) / 1e6;
  const cwp_proof *proof = cwp_plan_proof(plan);
  sum->proved += (size_t)proof->proved;
  for (int kind = CWP_MUST; kind <= CWP_SHOULD; kind++) {
    sum->covered += cwp_plan_total(plan)->covered[kind];
    sum->gaps += cwp_plan_total(plan)->gaps[kind];
  }
  double distance = proof->value ? 100.0 * (double)(proof->value - proof->bound) / (double)proof->value : 0;
  if (distance > sum->farthest) sum->farthest = distance;
  cwp_plan_free(plan);
}

static void print_tally(const char *name, tally *sum) {
  qsort(sum->times, ROUNDS, sizeof *sum->times, compare_times);
  printf("  %-40s %6.1f ms median %6.1f ms longest   %2zu of %d proved, %5.1f %% at most above the bound, "
         "%3.0f %% of the gaps covered\n",
         name, sum->times[ROUNDS / 2], sum->times[ROUNDS - 1], sum->proved, ROUNDS, sum->farthest,
         sum->gaps ? 100.0 * (double)sum->covered / (double)sum->gaps : 100.0);
}

static void measure(const char *name, const cwp_portfolio *portfolio, cwp_catalogue *const *catalogues,
                    const cwp_plan_options *options) {
  tally sum = {.proved = 0};
  for (int round = 0; round < ROUNDS; round++)
    plan_once(portfolio, catalogues[round], options, &sum, round);
  print_tally(name, &sum);
}

static void measure_all(const char *name, const cwp_portfolio *portfolio, cwp_catalogue *const *catalogues) {
  cwp_plan_options options = CWP_PLAN_OPTIONS_INIT;
  printf("%s\n", name);
  measure("fewest hours", portfolio, catalogues, &options);
  options.objective = CWP_PLAN_LOWEST_COST;
  measure("lowest cost", portfolio, catalogues, &options);
  options.objective = CWP_PLAN_FEWEST_COURSES;
  measure("fewest courses", portfolio, catalogues, &options);
  options.objective = CWP_PLAN_LOWEST_COST;
  options.most_courses = 10;
  measure("lowest cost, 10 courses", portfolio, catalogues, &options);
  options.most_courses = CWP_NO_LIMIT;
  options.most_cost = 100000;
  options.most_centihours = 15000;
  measure("lowest cost, 1,000 pounds and 150 hours", portfolio, catalogues, &options);
}

/* The courses that the Learning and Development Support Scheme funds, which are in the pathway, for somebody who has
   nothing on record and aims at each role category in turn, in a setting that names every practice area. */
static void measure_funded(void) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_person who = CWP_PERSON_INIT;
  cwp_portfolio_builder *builder = NULL;
  cwp_portfolio *nobody = NULL;
  cwp_catalogue *funded = NULL;
  const cwp_plan_options options = CWP_PLAN_OPTIONS_INIT;
  who.id = "bench";
  must(cwp_portfolio_builder_new(&who, NULL, &builder, &error), &error);
  must(cwp_portfolio_builder_finish(builder, &nobody, &error), &error);
  cwp_portfolio_builder_free(builder);
  must(cwp_catalogue_of_pathway(pathway, NULL, &funded, &error), &error);
  while (setting_count < cwp_pathway_count(pathway, CWP_KIND_PRACTICE_AREA) && setting_count < MOST_SETTINGS) {
    settings[setting_count] = cwp_pathway_first(pathway, CWP_KIND_PRACTICE_AREA) + (cwp_id)setting_count;
    setting_count++;
  }
  printf("the %zu courses of the pathway, fewest hours, nothing on record, all practice areas\n",
         cwp_catalogue_count(funded));
  for (cwp_id i = 0; i < cwp_pathway_count(pathway, CWP_KIND_ROLE); i++) {
    tally sum = {.proved = 0};
    target = cwp_pathway_first(pathway, CWP_KIND_ROLE) + i;
    for (int round = 0; round < ROUNDS; round++)
      plan_once(nobody, funded, &options, &sum, round);
    print_tally(cwp_record_title(pathway, target), &sum);
  }
  cwp_catalogue_free(funded);
  cwp_portfolio_free(nobody);
}

int main(void) {
  static const struct {
    const char *name;
    uint32_t runs, length, besides;
  } makes[] = {
      {"courses of one subject and a little more", 1, 12, 2},
      {"courses of three subjects", 3, 5, 0},
      {"courses of eight lines at random", 0, 1, 8},
  };
  cwp_error error = CWP_ERROR_INIT;
  pathway = cwp_edition_default();
  target = cwp_pathway_id(pathway, "CSW");
  must(cwp_role_requirements(pathway, target, NULL, 0, asked, MOST_LINES, &asked_count, &error), &error);
  cwp_portfolio *portfolio = make_person();
  for (size_t i = 0; i < sizeof makes / sizeof *makes; i++) {
    cwp_catalogue *catalogues[ROUNDS];
    for (uint32_t round = 0; round < ROUNDS; round++) {
      seed = round + 1;
      catalogues[round] = make_catalogue(makes[i].runs, makes[i].length, makes[i].besides);
    }
    measure_all(makes[i].name, portfolio, catalogues);
    for (int round = 0; round < ROUNDS; round++)
      cwp_catalogue_free(catalogues[round]);
  }
  cwp_portfolio_free(portfolio);
  measure_funded();
  return 0;
}
