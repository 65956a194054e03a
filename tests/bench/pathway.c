/* What single calls cost. With --count it times nothing and says whether opening the default pathway, looking things
   up, reading records and judging a person in memory of the caller's allocate: they must not. */

#include "timer.h"

#include "cwp/cwp.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Every allocation of the process, the library's included, comes through here: the program's own malloc goes first. */
static volatile size_t allocations;

#ifdef __GLIBC__
enum { CAN_COUNT = 1 };
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

void *malloc(size_t size) {
  allocations++;
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  allocations++;
  return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
  allocations++;
  return __libc_realloc(memory, size);
}
#else
enum { CAN_COUNT = 0 };
#endif

/* Keeps the compiler from dropping work whose result nobody uses. */
static volatile uintptr_t sink;

static void must(cwp_status status, const cwp_error *error) {
  if (status == CWP_OK) return;
  fprintf(stderr, "%s: %s\n", cwp_status_name(status), error->message);
  exit(1);
}

static void open_default(void) {
  const cwp_pathway *pathway = NULL;
  if (cwp_edition_find(NULL, &pathway, NULL) == CWP_OK) sink += (uintptr_t)pathway;
}

static void look_up(void) {
  sink += cwp_pathway_id(cwp_edition_default(), "CSW.K7.2");
}

static void look_up_alias(void) {
  sink += cwp_pathway_id(cwp_edition_default(), "care-or-support-worker");
}

static void read_record(void) {
  const cwp_pathway *pathway = cwp_edition_default();
  cwp_id id = cwp_pathway_first(pathway, CWP_KIND_STATEMENT);
  sink += (uintptr_t)cwp_record_text(pathway, id)[0] + (uintptr_t)cwp_record_title(pathway, id)[0];
}

static void list_requirements(void) {
  static cwp_requirement requirements[2000];
  const cwp_pathway *pathway = cwp_edition_default();
  size_t count = 0;
  cwp_id role = cwp_pathway_id(pathway, "PL");
  if (cwp_role_requirements(pathway, role, NULL, 0, requirements, 2000, &count, NULL) == CWP_OK) sink += count;
}

static cwp_portfolio *person;

/* A care worker with twenty trainings and a certificate. */
static void make_person(void) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_person who = CWP_PERSON_INIT;
  cwp_portfolio_builder *builder = NULL;
  const cwp_pathway *pathway = cwp_edition_default();
  cwp_evidence evidence = CWP_EVIDENCE_INIT;
  who.id = "bench";
  who.role = "CSW";
  who.role_basis = CWP_ROLE_RECORDED;
  must(cwp_portfolio_builder_new(&who, NULL, &builder, &error), &error);
  cwp_id list = cwp_pathway_bulk_code(pathway, "training-category", "20");
  for (int i = 0; i < 20; i++) {
    evidence.about = cwp_record_code(pathway, list + (cwp_id)i % 5);
    must(cwp_date_make(2026, 1 + i % 10, 1 + i, &evidence.from, &error), &error);
    evidence.until = cwp_date_valid_until(evidence.from, 12);
    must(cwp_portfolio_builder_add(builder, &evidence, &error), &error);
  }
  evidence.about = "L.care-certificate";
  evidence.until = CWP_DATE_NONE;
  must(cwp_portfolio_builder_add(builder, &evidence, &error), &error);
  must(cwp_portfolio_builder_finish(builder, &person, &error), &error);
  cwp_portfolio_builder_free(builder);
}

static void assess_eight_roles(void) {
  const cwp_pathway *pathway = cwp_edition_default();
  cwp_question question = CWP_QUESTION_INIT;
  cwp_error error = CWP_ERROR_INIT;
  must(cwp_date_make(2026, 11, 21, &question.on, &error), &error);
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_ROLE);
  for (cwp_id i = 0; i < cwp_pathway_count(pathway, CWP_KIND_ROLE); i++) {
    cwp_assessment *assessment = NULL;
    question.role = first + i;
    must(cwp_assessment_make(pathway, person, &question, NULL, &assessment, &error), &error);
    sink += cwp_assessment_count(assessment);
    cwp_assessment_free(assessment);
  }
}

/* The same at once, in memory of our own. */
static void look_over_eight_roles(void) {
  static char memory[1 << 15];
  const cwp_pathway *pathway = cwp_edition_default();
  const cwp_overview *overview = NULL;
  cwp_question question = CWP_QUESTION_INIT;
  cwp_error error = CWP_ERROR_INIT;
  must(cwp_date_make(2026, 11, 21, &question.on, &error), &error);
  must(cwp_overview_make(pathway, person, &question, memory, sizeof memory, &overview, &error), &error);
  sink += cwp_overview_counts(overview, cwp_pathway_first(pathway, CWP_KIND_ROLE), CWP_MUST)->needed;
}

typedef struct {
  const char *name;
  void (*call)(void);
  int allocates;
} measurement;

static const measurement measurements[] = {
    {"open the default pathway", open_default, 0},
    {"look up a statement by code", look_up, 0},
    {"look up a role category by its slug", look_up_alias, 0},
    {"read a statement's title and text", read_record, 0},
    {"list what a practice leader is asked", list_requirements, 0},
    {"assess one person against all role categories", assess_eight_roles, 1},
    {"the same in memory that the caller brings", look_over_eight_roles, 0},
};

/* The best of five runs of about a tenth of a second: the least disturbed one. */
static double nanoseconds(void (*call)(void)) {
  double best = 0;
  for (int run = 0; run < 5; run++) {
    uint64_t start = now();
    uint64_t calls = 0;
    do {
      for (int i = 0; i < 64; i++)
        call();
      calls += 64;
    } while (now() - start < 100000000u);
    double each = (double)(now() - start) / (double)calls;
    if (run == 0 || each < best) best = each;
  }
  return best;
}

int main(int count, char **arguments) {
  int only_count = count > 1 && strcmp(arguments[1], "--count") == 0;
  int failed = 0;
  make_person();
  if (only_count && !CAN_COUNT) {
    puts("allocations cannot be counted with this C library");
    return 77;
  }
  if (CAN_COUNT && allocations == 0) {
    puts("making a person allocated nothing: the library's allocations are not seen");
    return 1;
  }
  for (size_t i = 0; i < sizeof measurements / sizeof *measurements; i++) {
    const measurement *at = &measurements[i];
    size_t before = allocations;
    at->call();
    size_t made = allocations - before;
    failed |= !at->allocates && made > 0;
    if (only_count)
      printf("%-46s %6zu allocations\n", at->name, made);
    else
      printf("%-46s %10.1f ns %6zu allocations\n", at->name, nanoseconds(at->call), made);
  }
  cwp_portfolio_free(person);
  return failed;
}
