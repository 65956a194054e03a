#include "exchange/additions.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"
#include "exchange/matrix_findings.h"
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

/* Whose form it is. */

/* The worker's own part of an id such as SITE/WORKER. */
static const char *own_part(const char *id) {
  const char *slash = strrchr(id, '/');
  return slash != NULL ? slash + 1 : id;
}

/* The one person whose id, or own part of it, that is; NULL if there is none, or more than one. */
static const cwp_portfolio *find_person(const cwp_team *team, const char *id) {
  const cwp_portfolio *found = cwp_team_find(team, id);
  if (found != NULL) return found;
  for (size_t i = 0; i < cwp_team_count(team); i++) {
    if (strcmp(own_part(cwp_portfolio_person(cwp_team_at(team, i))->id), id) != 0) continue;
    if (found != NULL) return NULL;
    found = cwp_team_at(team, i);
  }
  return found;
}

/* Writes the name of a file without its ending, as the id of somebody of whom nothing else is known. */
static void name_person(const char *name, char id[CWP__TEMPLATE_PERSON_SIZE]) {
  const char *point = strrchr(name, '.');
  size_t length = point != NULL && point > name ? (size_t)(point - name) : strlen(name);
  if (length >= CWP__TEMPLATE_PERSON_SIZE) length = cwp__utf8_valid_prefix(name, CWP__TEMPLATE_PERSON_SIZE - 1);
  memcpy(id, name, length);
  id[length] = '\0';
}

/*
 * Writes the id of the person whom a form is about, who may be new. Returns 1; or 0 if that cannot be told, which is
 * reported. `before` is how many people there were without forms.
 */
static int choose_person(const cwp__addition *form, const cwp__adding *to, size_t before, cwp__report *report,
                         char id[CWP__TEMPLATE_PERSON_SIZE]) {
  const cwp_portfolio *found = NULL;
  if (form->about.person[0] != '\0') {
    int is_text = cwp__utf8_is_valid(form->about.person, strlen(form->about.person));
    found = find_person(to->team, form->about.person);
    if (found == NULL && (to->has_staff || !is_text)) {
      cwp__report_add(report, CWP__RULE_SELF_PERSON_UNKNOWN, "person", cwp__span_of(form->about.person), NULL);
      return 0;
    }
    memcpy(id, form->about.person, strlen(form->about.person) + 1);
  } else if (before == 0) {
    name_person(to->names[form->file], id);
  } else if (before == 1) {
    found = cwp_team_at(to->team, 0);
  } else {
    cwp__report_add(report, CWP__RULE_SELF_PERSON_MISSING, "person", cwp__span_of(""), NULL);
    return 0;
  }
  if (found != NULL) memcpy(id, cwp_portfolio_person(found)->id, strlen(cwp_portfolio_person(found)->id) + 1);
  return 1;
}

/* Adding. */

/* The form's evidence as a portfolio of the person with that id. */
static cwp_status own_form(const cwp__additions *self, const cwp__addition *form, const char *id, int is_new,
                           cwp_portfolio **out, cwp_error *error) {
  cwp_portfolio_builder *builder;
  cwp_person person = CWP_PERSON_INIT;
  person.id = id;
  if (is_new && form->about.role[0] != '\0' && cwp__utf8_is_valid(form->about.role, strlen(form->about.role))) {
    person.role = form->about.role;
    person.role_basis = CWP_ROLE_SUGGESTED;
    person.role_reason = "It is the role category of the form for self-assessment.";
  }
  cwp_status status = cwp_portfolio_builder_new(&person, &self->allocator, &builder, error);
  for (size_t i = 0; status == CWP_OK && i < cwp_portfolio_count(form->portfolio); i++)
    status = cwp_portfolio_builder_add(builder, cwp_portfolio_evidence(form->portfolio, i), error);
  if (status == CWP_OK) status = cwp_portfolio_builder_finish(builder, out, error);
  cwp_portfolio_builder_free(builder);
  return status;
}

/* Adds what a portfolio says to the person of that id, or the person to the team. */
static cwp_status add_portfolio(const cwp__additions *self, const cwp__adding *to, const cwp_portfolio *older,
                                const cwp_portfolio *newer, cwp_error *error) {
  cwp_portfolio *both;
  cwp_status status = cwp_portfolio_merge(older, newer, &self->allocator, to->sink->findings, &both, error);
  if (status == CWP_OK) cwp__team_replace(to->team, both);
  return status;
}

static cwp_status add_form(const cwp__additions *self, const cwp__addition *form, const cwp__adding *to, size_t before,
                           cwp_error *error) {
  char id[CWP__TEMPLATE_PERSON_SIZE];
  cwp_portfolio *own;
  cwp__report report = {.sink = to->sink, .path = to->paths[form->file]};
  if (!choose_person(form, to, before, &report, id)) return report.status == CWP_OK ? CWP_OK : cwp__fail_memory(error);
  const cwp_portfolio *older = cwp_team_find(to->team, id);
  cwp_status status = own_form(self, form, id, older == NULL, &own, error);
  if (status != CWP_OK) return status;
  if (older == NULL) {
    status = cwp__team_add(to->team, own, error);
    if (status != CWP_OK) cwp_portfolio_free(own);
    return status;
  }
  status = add_portfolio(self, to, older, own, error);
  cwp_portfolio_free(own);
  return status;
}

static cwp_status add_repeated(const cwp__additions *self, const cwp__addition *addition, const cwp__adding *to,
                               cwp_error *error) {
  const char *id = cwp_portfolio_person(addition->portfolio)->id;
  const cwp_portfolio *older = cwp_team_find(to->team, id);
  cwp__report report = {.sink = to->sink, .path = to->paths[addition->file]};
  cwp__report_add(&report, older != NULL ? CWP__RULE_PORTFOLIO_JOINED : CWP__RULE_PORTFOLIO_REPEATED, "id",
                  cwp__span_of(id), NULL);
  if (report.status != CWP_OK) return cwp__fail_memory(error);
  return older != NULL ? add_portfolio(self, to, older, addition->portfolio, error) : CWP_OK;
}

/* A person's evidence under the id of `person`, or all of them where it is NULL. */
static cwp_status copy_person(const cwp__additions *self, const cwp_portfolio *from, const char *id,
                              cwp_portfolio **out, cwp_error *error) {
  cwp_portfolio_builder *builder;
  cwp_person person = CWP_PERSON_INIT;
  person.id = id;
  cwp_status status =
      cwp_portfolio_builder_new(id ? &person : cwp_portfolio_person(from), &self->allocator, &builder, error);
  for (size_t i = 0; status == CWP_OK && i < cwp_portfolio_count(from); i++)
    status = cwp_portfolio_builder_add(builder, cwp_portfolio_evidence(from, i), error);
  if (status == CWP_OK) status = cwp_portfolio_builder_finish(builder, out, error);
  cwp_portfolio_builder_free(builder);
  return status;
}

/* Somebody of a training matrix who is in no other file. */
static cwp_status add_stranger(const cwp__additions *self, const cwp__addition *addition, const cwp__adding *to,
                               cwp_error *error) {
  cwp_portfolio *copy;
  const cwp__matrix_rule_row *rule = cwp__matrix_rule_at(CWP__MATRIX_PERSON_NO_WORKER);
  cwp_finding finding = {.id = rule->id,
                         .severity = rule->severity,
                         .path = to->paths[addition->file],
                         .value = cwp_portfolio_person(addition->portfolio)->id,
                         .message = rule->message};
  cwp_status status = to->has_staff ? cwp_findings_add(to->sink->findings, &finding, error) : CWP_OK;
  if (status == CWP_OK) status = copy_person(self, addition->portfolio, NULL, &copy, error);
  if (status != CWP_OK) return status;
  status = cwp__team_add(to->team, copy, error);
  if (status != CWP_OK) cwp_portfolio_free(copy);
  return status;
}

/* Adds what a training matrix says of somebody; who they are, other files know better. */
static cwp_status add_matrix(const cwp__additions *self, const cwp__addition *addition, const cwp__adding *to,
                             cwp_error *error) {
  cwp_portfolio *own;
  const cwp_portfolio *known = find_person(to->team, cwp_portfolio_person(addition->portfolio)->id);
  if (known == NULL) return add_stranger(self, addition, to, error);
  cwp_status status = copy_person(self, addition->portfolio, cwp_portfolio_person(known)->id, &own, error);
  if (status != CWP_OK) return status;
  status = add_portfolio(self, to, known, own, error);
  cwp_portfolio_free(own);
  return status;
}

static cwp_status add_one(const cwp__additions *self, const cwp__addition *addition, const cwp__adding *to,
                          size_t before, cwp_error *error) {
  if (addition->is_form) return add_form(self, addition, to, before, error);
  return addition->is_matrix ? add_matrix(self, addition, to, error) : add_repeated(self, addition, to, error);
}

cwp_status cwp__additions_join(const cwp__additions *self, const cwp__adding *to, cwp_error *error) {
  size_t before = cwp_team_count(to->team);
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < self->count && status == CWP_OK; i++)
    status = add_one(self, &self->items[i], to, before, error);
  return status;
}
