/*
 * Rotas: 1,000 people and 10,000 shifts of four people each under the rules of a care home. Prints how long it takes to
 * put them all on a board, with every check, and what one reassignment costs. The figures are in docs/performance.md.
 */

#include "cwp/cwp.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PEOPLE = 1000, SHIFTS = 10000, ON_EACH = 4, CHANGES = 100000, ROUNDS = 5 };

static void must(cwp_status status, const cwp_error *error) {
  if (status == CWP_OK) return;
  fprintf(stderr, "bench_rota: %s\n", error->message);
  exit(1);
}

/* Everybody has a dozen pieces, some of which end in the year. */
static cwp_portfolio *make_person(int number) {
  static const char *const codes[] = {"ASC.T7",  "ASC.T10",    "ASC.T13", "ASC.T15",
                                      "ASC.T20", "ASC.T41",    "ASC.T12", "ASC.T6",
                                      "ASC.T9",  "P.dementia", "ASC.D2",  "L.moving-and-assisting"};
  static const char *const roles[] = {"CSW", "NTC", "SL", "CSW", "ECW"};
  char id[16];
  cwp_person person = CWP_PERSON_INIT;
  cwp_portfolio_builder *builder;
  cwp_portfolio *portfolio;
  cwp_error error;
  snprintf(id, sizeof id, "W%04d", number);
  person.id = id;
  person.role = roles[number % 5];
  must(cwp_portfolio_builder_new(&person, NULL, &builder, &error), &error);
  for (int i = 0; i < 12; i++) {
    cwp_evidence piece = CWP_EVIDENCE_INIT;
    if ((number + i) % 5 == 0) continue;
    piece.about = codes[i];
    piece.kind = i == 2 || i == 10 ? CWP_EVIDENCE_ASSESSED : CWP_EVIDENCE_TRAINED;
    must(cwp_date_make(2026, 1 + (number * 7 + i) % 12, 1 + number % 28, &piece.until, &error), &error);
    must(cwp_portfolio_builder_add(builder, &piece, &error), &error);
  }
  must(cwp_portfolio_builder_finish(builder, &portfolio, &error), &error);
  cwp_portfolio_builder_free(builder);
  return portfolio;
}

static void add_shift(cwp_rota *board, int number) {
  char id[16], place[16];
  cwp_error error;
  cwp_shift shift = CWP_SHIFT_INIT;
  const cwp_id dementia = cwp_pathway_id(cwp_edition_default(), "P.dementia");
  cwp_date day;
  snprintf(id, sizeof id, "S%05d", number);
  snprintf(place, sizeof place, "Unit %d", number % 84);
  shift.id = id;
  shift.place = place;
  shift.required = ON_EACH;
  shift.settings = &dementia;
  shift.setting_count = 1;
  must(cwp_date_make(2026, 6, 1, &day, &error), &error);
  must(cwp_moment_make(day + number / 252, 7 * 60, &shift.start, NULL, &error), &error);
  shift.start += number % 252 / 84 * 480;
  shift.end = shift.start + 480;
  must(cwp_rota_add_shift(board, &shift, NULL, &error), &error);
}

/* Seconds of the processor, which other work on the machine does not lengthen. */
static double now(void) {
  return (double)clock() / CLOCKS_PER_SEC;
}

static cwp_rota *fill(const cwp_rota_rules *rules, cwp_portfolio **people) {
  cwp_rota *board;
  cwp_error error;
  must(cwp_rota_new(rules, NULL, NULL, &board, &error), &error);
  for (int i = 0; i < PEOPLE; i++)
    must(cwp_rota_add_person(board, people[i], 0, NULL, &error), &error);
  for (int i = 0; i < SHIFTS; i++) {
    add_shift(board, i);
    for (int k = 0; k < ON_EACH; k++)
      must(cwp_rota_assign(board, (size_t)i, (size_t)((i * ON_EACH + k) % PEOPLE), CWP_ROTA_WORKING, &error), &error);
  }
  return board;
}

static void reassign(cwp_rota *board) {
  cwp_error error;
  for (size_t i = 0; i < CHANGES; i++) {
    size_t shift = i * 37 % SHIFTS, person = shift * ON_EACH % PEOPLE;
    must(cwp_rota_unassign(board, shift, person, &error), &error);
    must(cwp_rota_assign(board, shift, person, CWP_ROTA_WORKING, &error), &error);
  }
}

int main(void) {
  static cwp_portfolio *people[PEOPLE];
  cwp_rota_rules *rules;
  cwp_error error;
  double least_fill = 1e9, least_change = 1e9;
  must(cwp_rota_rules_ready(cwp_edition_default(), "care-home", NULL, &rules, &error), &error);
  for (int i = 0; i < PEOPLE; i++)
    people[i] = make_person(i);
  for (int round = 0; round < ROUNDS; round++) {
    double start = now();
    cwp_rota *board = fill(rules, people);
    double filled = now();
    reassign(board);
    double changed = now();
    if (filled - start < least_fill) least_fill = filled - start;
    if (changed - filled < least_change) least_change = changed - filled;
    cwp_rota_free(board);
  }
  printf("%d shifts, %d people, %d assignments: %.3f s; one change checked again: %.2f us\n", SHIFTS, PEOPLE,
         SHIFTS * ON_EACH, least_fill, least_change * 1e6 / (2 * CHANGES));
  for (int i = 0; i < PEOPLE; i++)
    cwp_portfolio_free(people[i]);
  cwp_rota_rules_free(rules);
  return 0;
}
