#include "tally.h"

#include "messages.h"

#include <stdlib.h>
#include <string.h>

int tally_start(cmd_tally *self, const cwp_pathway *pathway) {
  size_t records = cwp_pathway_count(pathway, CWP_KIND_END);
  *self = (cmd_tally){.pathway = pathway};
  self->lines = calloc(records + 1, sizeof *self->lines);
  self->topics = calloc(records + 1, sizeof *self->topics);
  return self->lines && self->topics ? CODE_GO_ON : out_of_memory();
}

void tally_free(cmd_tally *self) {
  free(self->lines);
  free(self->topics);
}

cwp_id tally_topic(const cwp_pathway *pathway, cwp_id line) {
  cwp_kind kind = cwp_record_kind(pathway, line);
  if (kind == CWP_KIND_STATEMENT) return cwp_record_parent(pathway, line);
  if (kind == CWP_KIND_BEHAVIOUR) return cwp_record_role(pathway, line);
  return line;
}

void tally_topic_title(const cwp_pathway *pathway, cwp_id topic, char *text, size_t size) {
  int behaviours = cwp_record_kind(pathway, topic) == CWP_KIND_ROLE;
  compose(text, size, "%s%s", behaviours ? "Behaviours of " : "", cwp_record_title(pathway, topic));
}

int is_gap(const cwp_judgement *judgement) {
  return judgement->standing != CWP_STANDING_MET && judgement->standing != CWP_STANDING_EXPIRING &&
         judgement->standing != CWP_STANDING_NOT_APPLICABLE;
}

static void name_person(tally_people *list, const cwp_portfolio *portfolio) {
  if (list->count < TALLY_NAMED) list->first[list->count] = portfolio;
  list->count++;
}

/* Counts a person once for a row, however many requirements lead there. */
static void count_row(const cmd_tally *self, tally_row *row, int gap) {
  if (row->asked_stamp != self->people) row->asked++;
  row->asked_stamp = self->people;
  if (!gap) return;
  row->missing++;
  if (row->lacking_stamp != self->people) row->lacking++;
  row->lacking_stamp = self->people;
}

/* Evidence that ends soon is counted under what it is about: a course to book again serves many requirements. */
static void count_ending(cmd_tally *self, const cwp_portfolio *portfolio, const cwp_judgement *judgement) {
  const cwp_evidence *evidence = cwp_portfolio_evidence(portfolio, judgement->evidence);
  cwp_id about = evidence ? cwp_pathway_id(self->pathway, evidence->about) : CWP_NONE;
  if (about == CWP_NONE) return;
  tally_row *row = &self->lines[about];
  if (row->ending == 0 || judgement->until < row->first_end) {
    row->first_end = judgement->until;
    row->first_ending = portfolio;
  }
  if (row->ending_stamp != self->people) row->ending++;
  row->ending_stamp = self->people;
}

static void count_judgement(cmd_tally *self, const cwp_portfolio *portfolio, const cwp_judgement *judgement) {
  cwp_id line = judgement->requirement.line;
  if (judgement->standing == CWP_STANDING_EXPIRING) count_ending(self, portfolio, judgement);
  if (judgement->requirement.kind == CWP_CAN || judgement->standing == CWP_STANDING_NOT_APPLICABLE) return;
  count_row(self, &self->lines[line], is_gap(judgement));
  count_row(self, &self->topics[tally_topic(self->pathway, line)], is_gap(judgement));
  if (judgement->evidence != SIZE_MAX && cwp_record_kind(self->pathway, line) == CWP_KIND_BEHAVIOUR)
    self->behaviours_seen = 1;
}

static int lacks(const cwp_assessment *assessment, cwp_requirement_kind kind) {
  const cwp_counts *counts = cwp_assessment_counts(assessment, kind);
  return counts->standing[CWP_STANDING_MET] + counts->standing[CWP_STANDING_EXPIRING] < counts->needed;
}

void tally_add(cmd_tally *self, const cwp_portfolio *portfolio, const cwp_assessment *assessment) {
  const cwp_person *person = cwp_portfolio_person(portfolio);
  self->people++;
  cwp_id own = cwp_pathway_id(self->pathway, person->role);
  if (own != CWP_NONE) self->lines[own].own++;
  if (person->role_basis == CWP_ROLE_SUGGESTED) name_person(&self->suggested, portfolio);
  if (person->role[0] && person->role_other[0]) name_person(&self->disagreeing, portfolio);
  if (!assessment) {
    name_person(&self->not_assessed, portfolio);
    return;
  }
  self->assessed++;
  self->lines[cwp_assessment_role(assessment)].assessed++;
  int must = lacks(assessment, CWP_MUST), should = lacks(assessment, CWP_SHOULD), can = lacks(assessment, CWP_CAN);
  self->lacking_must += must ? 1 : 0;
  self->lacking_should += should ? 1 : 0;
  self->lacking_any += must || should || can ? 1 : 0;
  for (size_t i = 0; i < cwp_assessment_count(assessment); i++)
    count_judgement(self, portfolio, cwp_assessment_at(assessment, i));
}

uint64_t tally_lacking(const tally_row *row) {
  return (uint64_t)row->lacking << 32 | row->missing;
}

uint64_t tally_ending(const tally_row *row) {
  return row->ending;
}

size_t tally_top(const cmd_tally *self, const tally_row *rows, tally_number *number, cwp_id *out, size_t capacity) {
  size_t count = 0;
  for (cwp_id id = 0; id < cwp_pathway_count(self->pathway, CWP_KIND_END); id++) {
    if (number(&rows[id]) == 0) continue;
    size_t place = count;
    while (place > 0 && number(&rows[out[place - 1]]) < number(&rows[id]))
      place--;
    if (place == capacity) continue;
    if (count < capacity) count++;
    memmove(&out[place + 1], &out[place], (count - place - 1) * sizeof *out);
    out[place] = id;
  }
  return count;
}
