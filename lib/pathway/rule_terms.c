/* What is read often of a pathway, in numbers: the terms of its rules, the lines of its role categories. */

#include "pathway/builder.h"

#include <stdlib.h>
#include <string.h>

static int is_word(const char *text, size_t length, const char *word) {
  return strlen(word) == length && memcmp(text, word, length) == 0;
}

/* Bits of the results in a list that spaces part. What is completed is accepted always: finishing something never
   leaves a person worse off. */
static uint8_t accepted_results(const char *list) {
  unsigned accepted = CWP__ACCEPTS_COMPLETED;
  while (*list) {
    size_t length = strcspn(list, " ");
    if (is_word(list, length, "in-progress")) accepted |= CWP__ACCEPTS_IN_PROGRESS;
    if (is_word(list, length, "booked")) accepted |= CWP__ACCEPTS_BOOKED;
    list += length + strspn(list + length, " ");
  }
  return (uint8_t)accepted;
}

/* How many of its needs a rule asks for: a whole number from 1. */
static uint32_t needed_of(const char *number) {
  unsigned long value = strtoul(number, NULL, 10);
  if (value == 0) return 1;
  return value < UINT32_MAX ? (uint32_t)value : UINT32_MAX;
}

/* A length of time, which was checked when it was read; 0 where none is given. */
static uint16_t length_of(const cwp_pathway *pathway, cwp_id rule, const char *property) {
  return (uint16_t)strtoul(cwp_record_property(pathway, rule, property), NULL, 10);
}

static uint8_t kind_of(const char *name) {
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
    if (strcmp(name, cwp_requirement_kind_name((cwp_requirement_kind)kind)) == 0) return (uint8_t)kind;
  return CWP_CAN;
}

static uint8_t least_of(const char *name) {
  static const char *const names[] = {"declared", "trained", "assessed", "accredited"};
  for (size_t kind = 0; kind < sizeof names / sizeof *names; kind++)
    if (strcmp(name, names[kind]) == 0) return (uint8_t)kind;
  return CWP__BY_POLICY;
}

static cwp__terms terms_of(const cwp_pathway *pathway, cwp_id rule) {
  cwp__terms terms = {
      .at_least = needed_of(cwp_record_property(pathway, rule, "at_least")),
      .first_need = pathway->rows[rule].first_link,
      .kind = kind_of(cwp_record_property(pathway, rule, "kind")),
      .least = least_of(cwp_record_property(pathway, rule, "least_kind")),
      .accepts = accepted_results(cwp_record_property(pathway, rule, "accepts")),
      .within_months = length_of(pathway, rule, "within_months"),
      .within_days = (uint16_t)(7 * length_of(pathway, rule, "within_weeks") + length_of(pathway, rule, "within_days")),
  };
  uint32_t end = pathway->rows[rule + 1].first_link;
  while (terms.first_need < end && pathway->links[terms.first_need].relation < CWP_RELATION_NEEDS)
    terms.first_need++;
  while (terms.first_need + terms.need_count < end &&
         pathway->links[terms.first_need + terms.need_count].relation == CWP_RELATION_NEEDS)
    terms.need_count++;
  return terms;
}

void cwp__find_terms(const cwp_pathway *pathway, cwp__terms *terms) {
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_RULE);
  for (cwp_id i = 0; i < cwp_pathway_count(pathway, CWP_KIND_RULE); i++)
    terms[i] = terms_of(pathway, first + i);
}

/* First record of a kind, from `id` on, whose role category is `role` or a later one: they are sorted by it. */
static uint16_t first_of_role(const cwp_pathway *pathway, cwp_kind kind, uint32_t id, uint32_t role) {
  while (id < pathway->first[kind + 1] && pathway->rows[id].role < role)
    id++;
  return (uint16_t)id;
}

void cwp__find_lines(const cwp_pathway *pathway, cwp__lines *lines) {
  cwp__lines at = {.behaviours = (uint16_t)cwp_pathway_first(pathway, CWP_KIND_BEHAVIOUR),
                   .statements = (uint16_t)cwp_pathway_first(pathway, CWP_KIND_STATEMENT),
                   .rules = (uint16_t)cwp_pathway_first(pathway, CWP_KIND_RULE)};
  uint32_t first = pathway->first[CWP_KIND_ROLE], count = pathway->first[CWP_KIND_ROLE + 1] - first;
  for (uint32_t i = 0; i <= count; i++) {
    at.behaviours = first_of_role(pathway, CWP_KIND_BEHAVIOUR, at.behaviours, first + i);
    at.statements = first_of_role(pathway, CWP_KIND_STATEMENT, at.statements, first + i);
    at.rules = first_of_role(pathway, CWP_KIND_RULE, at.rules, first + i);
    lines[i] = at;
  }
}
