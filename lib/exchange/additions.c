#include "exchange/additions.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"
#include "exchange/matrix_findings.h"
#include "exchange/names.h"
#include "person/team.h"

#include <string.h>

void cwp__additions_init(cwp__additions *self, const cwp_allocator *allocator) {
  *self = (cwp__additions){.allocator = *allocator};
}

void cwp__additions_free(cwp__additions *self) {
  for (size_t i = 0; i < self->count; i++)
    cwp_portfolio_free(self->items[i].portfolio);
  cwp__release(&self->allocator, self->items);
}

int cwp__additions_add(cwp__additions *self, const cwp__addition *addition) {
  void *items = self->items;
  if (!cwp__reserve(&self->allocator, &items, &self->capacity, self->count + 1, sizeof *self->items)) return 0;
  self->items = items;
  self->items[self->count++] = *addition;
  return 1;
}

/* Adding them to a team. `parts` are the own parts of the ids of the first `known` people, and `people` where the one
   stands who has it, or SHARED. */
typedef struct joining {
  const cwp_allocator *allocator;
  const cwp__adding *to;
  size_t before; /* how many people there were without additions */
  cwp__names parts;
  size_t *people;
  size_t capacity;
  size_t known;
} joining;

enum { SHARED = 0 };

/* Whose form it is. */

/* The worker's own part of an id such as SITE/WORKER. */
static const char *own_part(const char *id) {
  const char *slash = strrchr(id, '/');
  return slash != NULL ? slash + 1 : id;
}

/* Takes the people in who have come to the team since. Returns 0 when there is no memory. */
static int know_people(joining *self) {
  for (; self->known < cwp_team_count(self->to->team); self->known++) {
    const char *part = own_part(cwp_portfolio_person(cwp_team_at(self->to->team, self->known))->id);
    uint32_t number, before = (uint32_t)self->parts.count;
    void *people = self->people;
    if (!cwp__reserve(self->allocator, &people, &self->capacity, self->parts.count + 1, sizeof *self->people)) return 0;
    self->people = people;
    if (!cwp__names_add(&self->parts, cwp__span_of(part), &number)) return 0;
    self->people[number] = number == before ? self->known + 1 : SHARED;
  }
  return 1;
}

/* The one person whose id, or own part of it, that is; NULL if there is none, or more than one. Returns 0 when there is
   no memory. */
static int find_person(joining *self, const char *id, const cwp_portfolio **out) {
  *out = cwp_team_find(self->to->team, id);
  if (*out != NULL) return 1;
  if (!know_people(self)) return 0;
  uint32_t number = cwp__names_find(&self->parts, cwp__span_of(id));
  if (number != CWP__NO_NAME && self->people[number] != SHARED)
    *out = cwp_team_at(self->to->team, self->people[number] - 1);
  return 1;
}

/* Writes the name of a file without its ending, as the id of somebody of whom nothing else is known. */
static void name_person(const char *name, char id[CWP__TEMPLATE_PERSON_SIZE]) {
  const char *point = strrchr(name, '.');
  size_t length = point != NULL && point > name ? (size_t)(point - name) : strlen(name);
  if (length >= CWP__TEMPLATE_PERSON_SIZE) length = cwp__utf8_valid_prefix(name, CWP__TEMPLATE_PERSON_SIZE - 1);
  memcpy(id, name, length);
  id[length] = '\0';
}

/* What is said of a form whose person cannot be told. */
static cwp_status refuse(const joining *self, const cwp__addition *form, cwp__rule rule, cwp_error *error) {
  cwp__report report = {.sink = self->to->sink, .path = self->to->paths[form->file]};
  cwp__report_add(&report, rule, "person", cwp__span_of(form->about.person), NULL);
  return report.status == CWP_OK ? CWP_OK : cwp__fail_memory(error);
}

/* Writes the id of the person whom a form is about, who may be new. `*is_told` is 0 if that cannot be told, which is
   reported. */
static cwp_status choose_person(joining *self, const cwp__addition *form, char id[CWP__TEMPLATE_PERSON_SIZE],
                                int *is_told, cwp_error *error) {
  const cwp_portfolio *found = NULL;
  const char *person = form->about.person;
  *is_told = 0;
  if (person[0] != '\0') {
    if (!find_person(self, person, &found)) return cwp__fail_memory(error);
    if (found == NULL && (self->to->has_staff || !cwp__utf8_is_valid(person, strlen(person))))
      return refuse(self, form, CWP__RULE_SELF_PERSON_UNKNOWN, error);
    memcpy(id, person, strlen(person) + 1);
  } else if (self->before == 0) {
    name_person(self->to->names[form->file], id);
  } else if (self->before == 1) {
    found = cwp_team_at(self->to->team, 0);
  } else {
    return refuse(self, form, CWP__RULE_SELF_PERSON_MISSING, error);
  }
  if (found != NULL) memcpy(id, cwp_portfolio_person(found)->id, strlen(cwp_portfolio_person(found)->id) + 1);
  *is_told = 1;
  return CWP_OK;
}

/* Adding. */

/* Evidence as a portfolio of somebody. */
static cwp_status copy_evidence(const joining *self, const cwp_portfolio *from, const cwp_person *person,
                                cwp_portfolio **out, cwp_error *error) {
  cwp_portfolio_builder *builder;
  cwp_status status = cwp_portfolio_builder_new(person, self->allocator, &builder, error);
  for (size_t i = 0; status == CWP_OK && i < cwp_portfolio_count(from); i++)
    status = cwp_portfolio_builder_add(builder, cwp_portfolio_evidence(from, i), error);
  if (status == CWP_OK) status = cwp_portfolio_builder_finish(builder, out, error);
  cwp_portfolio_builder_free(builder);
  return status;
}

/* The form's evidence as a portfolio of the person with that id. */
static cwp_status own_form(const joining *self, const cwp__addition *form, const char *id, int is_new,
                           cwp_portfolio **out, cwp_error *error) {
  cwp_person person = CWP_PERSON_INIT;
  person.id = id;
  if (is_new && form->about.role[0] != '\0' && cwp__utf8_is_valid(form->about.role, strlen(form->about.role))) {
    person.role = form->about.role;
    person.role_basis = CWP_ROLE_SUGGESTED;
    person.role_reason = "It is the role category of the form for self-assessment.";
  }
  return copy_evidence(self, form->portfolio, &person, out, error);
}

/* Adds what a portfolio says to that of the person of that id. */
static cwp_status add_portfolio(const joining *self, const cwp_portfolio *older, const cwp_portfolio *newer,
                                cwp_error *error) {
  cwp_portfolio *both;
  cwp_status status = cwp_portfolio_merge(older, newer, self->allocator, self->to->sink->findings, &both, error);
  if (status == CWP_OK) cwp__team_replace(self->to->team, both);
  return status;
}

static cwp_status add_form(joining *self, const cwp__addition *form, cwp_error *error) {
  char id[CWP__TEMPLATE_PERSON_SIZE];
  cwp_portfolio *own;
  int is_told;
  cwp_status status = choose_person(self, form, id, &is_told, error);
  if (status != CWP_OK || !is_told) return status;
  const cwp_portfolio *older = cwp_team_find(self->to->team, id);
  status = own_form(self, form, id, older == NULL, &own, error);
  if (status != CWP_OK) return status;
  if (older == NULL) {
    status = cwp__team_add(self->to->team, own, error);
    if (status != CWP_OK) cwp_portfolio_free(own);
    return status;
  }
  status = add_portfolio(self, older, own, error);
  cwp_portfolio_free(own);
  return status;
}

static cwp_status add_repeated(const joining *self, const cwp__addition *addition, cwp_error *error) {
  const char *id = cwp_portfolio_person(addition->portfolio)->id;
  const cwp_portfolio *older = cwp_team_find(self->to->team, id);
  cwp__report report = {.sink = self->to->sink, .path = self->to->paths[addition->file]};
  cwp__report_add(&report, older != NULL ? CWP__RULE_PORTFOLIO_JOINED : CWP__RULE_PORTFOLIO_REPEATED, "id",
                  cwp__span_of(id), NULL);
  if (report.status != CWP_OK) return cwp__fail_memory(error);
  return older != NULL ? add_portfolio(self, older, addition->portfolio, error) : CWP_OK;
}

/* Somebody of a training matrix who is in no other file. */
static cwp_status add_stranger(const joining *self, cwp__addition *addition, cwp_error *error) {
  const cwp__matrix_rule_row *rule = cwp__matrix_rule_at(CWP__MATRIX_PERSON_NO_WORKER);
  cwp_finding finding = {.id = rule->id,
                         .severity = rule->severity,
                         .path = self->to->paths[addition->file],
                         .value = cwp_portfolio_person(addition->portfolio)->id,
                         .message = rule->message};
  cwp_status status = self->to->has_staff ? cwp_findings_add(self->to->sink->findings, &finding, error) : CWP_OK;
  if (status == CWP_OK) status = cwp__team_add(self->to->team, addition->portfolio, error);
  if (status == CWP_OK) addition->portfolio = NULL; /* the team's now */
  return status;
}

/* Adds what a training matrix says of somebody; who they are, other files know better. */
static cwp_status add_matrix(joining *self, cwp__addition *addition, cwp_error *error) {
  cwp_portfolio *own;
  const cwp_portfolio *known;
  cwp_person person = CWP_PERSON_INIT;
  if (!find_person(self, cwp_portfolio_person(addition->portfolio)->id, &known)) return cwp__fail_memory(error);
  if (known == NULL) return add_stranger(self, addition, error);
  person.id = cwp_portfolio_person(known)->id;
  cwp_status status = copy_evidence(self, addition->portfolio, &person, &own, error);
  if (status != CWP_OK) return status;
  status = add_portfolio(self, known, own, error);
  cwp_portfolio_free(own);
  return status;
}

static cwp_status add_one(joining *self, cwp__addition *addition, cwp_error *error) {
  if (addition->is_form) return add_form(self, addition, error);
  return addition->is_matrix ? add_matrix(self, addition, error) : add_repeated(self, addition, error);
}

cwp_status cwp__additions_join(cwp__additions *self, const cwp__adding *to, cwp_error *error) {
  joining with = {.allocator = &self->allocator, .to = to, .before = cwp_team_count(to->team)};
  cwp_status status = CWP_OK;
  cwp__names_init(&with.parts, &self->allocator);
  for (size_t i = 0; i < self->count && status == CWP_OK; i++)
    status = add_one(&with, &self->items[i], error);
  cwp__names_free(&with.parts);
  cwp__release(&self->allocator, with.people);
  return status;
}
