/* Checking a view: who fits a rule, what each rule finds, what is found without rules. */

#include "advice/rota.h"
#include "advice/rota_roles.h"
#include "base/text.h"

#include <string.h>

enum { MINUTES_A_DAY = 1440 };

cwp__view cwp__view_of(const cwp_rota *self, uint32_t shift) {
  const cwp__slot *slot = &self->shifts[shift];
  return (cwp__view){shift, slot->on, slot->on_count, CWP__NO_PLACE, CWP__NO_PLACE, CWP__NO_PLACE, CWP__NO_PLACE};
}

/* Who fits. */

/* What somebody is asked about: the days, and what they are taken to have learnt. */
typedef struct asking {
  const cwp_rota *board;
  const cwp__worker *worker;
  cwp_date first, last;
  uint32_t learnt; /* the leaf whose need they are taken to hold, or CWP__NO_PLACE */
  uint32_t miss;   /* the first leaf whose need was not held, or CWP__NO_PLACE; none below a NOT */
} asking;

/* Whether evidence about a record is evidence in full for another one. */
static int reaches(const cwp_pathway *pathway, cwp_id about, cwp_id record) {
  if (about == record) return 1;
  size_t count = cwp_record_cover_count(pathway, about);
  for (size_t i = 0; i < count; i++) {
    cwp_cover cover = cwp_record_cover(pathway, about, i);
    if (cover.target == record && cover.extent == CWP_EXTENT_FULL) return 1;
  }
  return 0;
}

/* What is learnt is held wherever evidence of it, of no stronger kind, is enough. */
static int is_learnt(const asking *self, const cwp__fit *fit) {
  const cwp_rota_rules *rules = self->board->rules;
  if (self->learnt == CWP__NO_PLACE) return 0;
  const cwp__fit *learnt = &rules->fits[self->learnt];
  const cwp__need *need = &rules->needs[fit->value];
  return need->least <= rules->needs[learnt->value].least && reaches(rules->pathway, learnt->about, need->record);
}

static int holds(asking *self, uint32_t leaf) {
  const cwp__fit *fit = &self->board->rules->fits[leaf];
  const cwp__holding *item;
  if (is_learnt(self, fit)) return 1;
  if (cwp__held_until(&self->worker->held, fit->value, self->first, &item) >= self->last) return 1;
  if (self->miss == CWP__NO_PLACE) self->miss = leaf;
  return 0;
}

static int fits_node(asking *self, uint32_t node);

/* What is not held below a NOT is no reason why somebody does not fit. */
static int fits_not(asking *self, uint32_t child) {
  uint32_t miss = self->miss;
  int fits = !fits_node(self, child);
  self->miss = miss;
  return fits;
}

static int fits_node(asking *self, uint32_t node) {
  const cwp_rota_rules *rules = self->board->rules;
  const cwp__fit *fit = &rules->fits[node];
  switch (fit->op) {
  case CWP__FIT_NEED:
    return holds(self, node);
  case CWP__FIT_ROLE:
    return cwp__role_set_has(rules->pathway, self->worker->role, &rules->role_sets[fit->value]);
  case CWP__FIT_FLAG:
    return (self->worker->flags & fit->value) != 0;
  case CWP__FIT_NOT:
    return fits_not(self, fit->child);
  default:
    break;
  }
  int all = fit->op == CWP__FIT_ALL;
  for (uint32_t child = fit->child; child != CWP__NO_PLACE; child = rules->fits[child].next)
    if (fits_node(self, child) != all) return !all;
  return all;
}

/* Whether the person was on a shift at the shift's place in the days before it. */
static int is_familiar(const cwp_rota *self, const cwp__slot *slot, const cwp__worker *worker) {
  cwp_moment earliest = slot->shift.start - (cwp_moment)CWP__FAMILIAR_DAYS * MINUTES_A_DAY;
  for (size_t i = 0; i < worker->shift_count; i++) {
    const cwp__slot *other = &self->shifts[worker->shifts[i]];
    if (other == slot || other->place != slot->place) continue;
    if (other->shift.start >= earliest && other->shift.end <= slot->shift.start) return 1;
  }
  return 0;
}

int cwp__fits(const cwp_rota *self, const cwp__view *view, const cwp__rota_rule *rule, uint32_t person,
              uint32_t *miss) {
  const cwp__slot *slot = &self->shifts[view->shift];
  uint32_t learnt = person == view->learner ? view->learnt : CWP__NO_PLACE;
  asking one = {self, &self->people[person], slot->first, slot->last, learnt, CWP__NO_PLACE};
  int fits = rule->fits == CWP__NO_PLACE || fits_node(&one, rule->fits);
  if (fits && rule->told.measure == CWP_MEASURE_FAMILIAR) fits = is_familiar(self, slot, one.worker);
  if (miss) *miss = one.miss;
  return fits;
}

static int is_of(const cwp__rota_rule *rule, const char *service) {
  for (size_t i = 0; i < rule->service_count; i++)
    if (cwp__compare_fold(rule->services[i], service) == 0) return 1;
  return 0;
}

int cwp__rule_applies(const cwp__rota_rule *rule, const cwp__slot *slot) {
  if (rule->told.part != CWP_SHIFT_ANY_TIME && (rule->told.part == CWP_SHIFT_NIGHT) != slot->is_night) return 0;
  if (rule->told.measure == CWP_MEASURE_FAMILIAR && slot->place == CWP__NO_PLACE) return 0;
  if (rule->service_count && !is_of(rule, slot->shift.service)) return 0;
  for (size_t i = 0; i < rule->setting_count; i++) {
    size_t k = 0;
    while (k < slot->shift.setting_count && slot->shift.settings[k] != rule->settings[i])
      k++;
    if (k == slot->shift.setting_count) return 0;
  }
  return 1;
}

int cwp__counts(const cwp_rota *self, const cwp__rota_rule *rule, const cwp__on *on) {
  return on->as == CWP_ROTA_WORKING && !(self->people[on->person].flags & rule->leaving_out);
}

size_t cwp__needed(const cwp__rota_rule *rule, size_t fitting, size_t counting) {
  size_t amount = (size_t)rule->told.amount;
  switch (rule->told.measure) {
  case CWP_MEASURE_LEAST:
  case CWP_MEASURE_FAMILIAR:
    return amount;
  case CWP_MEASURE_SHARE:
    return (counting * amount + 99) / 100;
  case CWP_MEASURE_PER:
    return (counting - fitting + amount - 1) / amount;
  default:
    return counting;
  }
}

/* Finding issues. */

static cwp_rota_issue issue_of(cwp_rota_cause cause, cwp_rota_severity severity) {
  return (cwp_rota_issue){.cause = cause,
                          .severity = severity,
                          .rule = CWP_NO_INDEX,
                          .person = CWP_NO_INDEX,
                          .other_shift = CWP_NO_INDEX,
                          .about = CWP_NONE,
                          .standing = CWP_STANDING_NOT_APPLICABLE,
                          .evidence = SIZE_MAX,
                          .day = CWP_DATE_NONE};
}

static void add(cwp__issues *out, const cwp_rota_issue *issue) {
  void *items = out->items;
  if (out->failed || !cwp__reserve(out->allocator, &items, &out->capacity, out->count + 1, sizeof *out->items)) {
    out->failed = 1;
    return;
  }
  out->items = items;
  out->items[out->count++] = *issue;
}

/* Says in an issue what of a need is not held, from which day on, and what comes nearest. */
static void tell_miss(const cwp_rota *self, const cwp__slot *slot, uint32_t person, uint32_t leaf,
                      cwp_rota_issue *issue) {
  const cwp__holding *item;
  uint32_t need = self->rules->fits[leaf].value;
  const cwp__held *held = &self->people[person].held;
  cwp_date until = cwp__held_until(held, need, slot->first, &item);
  issue->about = self->rules->needs[need].record;
  issue->day = until == CWP_DATE_NONE ? slot->first : until + 1;
  issue->standing = cwp__held_standing(held, need, issue->day, self->policy.expiring_days, &item);
  if (item) issue->evidence = item->evidence;
}

static void check_one(const cwp_rota *self, const cwp__view *view, size_t index, uint32_t person, cwp__issues *out) {
  const cwp__rota_rule *rule = &self->rules->rules[index];
  const cwp__slot *slot = &self->shifts[view->shift];
  uint32_t miss;
  int fits = cwp__fits(self, view, rule, person, &miss);
  if (fits == (rule->told.measure == CWP_MEASURE_EACH)) return;
  cwp_rota_issue issue = issue_of(CWP_ROTA_RULE, rule->told.severity);
  issue.rule = index;
  issue.person = person;
  if (!fits && miss != CWP__NO_PLACE) tell_miss(self, slot, person, miss, &issue);
  add(out, &issue);
}

/* Rules about each person: EACH and NONE. */
static void check_each(const cwp_rota *self, const cwp__view *view, size_t index, cwp__issues *out) {
  for (size_t i = 0; i < view->on_count; i++)
    if (cwp__counts(self, &self->rules->rules[index], &view->on[i]))
      check_one(self, view, index, view->on[i].person, out);
}

/* Rules about the team: how many fit. */
static void check_team(const cwp_rota *self, const cwp__view *view, size_t index, cwp__issues *out) {
  const cwp__rota_rule *rule = &self->rules->rules[index];
  size_t counting = 0, fitting = 0;
  for (size_t i = 0; i < view->on_count; i++) {
    if (!cwp__counts(self, rule, &view->on[i])) continue;
    counting++;
    fitting += (size_t)cwp__fits(self, view, rule, view->on[i].person, NULL);
  }
  int most = rule->told.measure == CWP_MEASURE_MOST;
  size_t need = most ? (size_t)rule->told.amount : cwp__needed(rule, fitting, counting);
  if (most ? fitting <= need : fitting >= need) return;
  cwp_rota_issue issue = issue_of(CWP_ROTA_RULE, rule->told.severity);
  issue.rule = index;
  issue.have = fitting;
  issue.need = need;
  add(out, &issue);
}

static void check_rules(const cwp_rota *self, const cwp__view *view, cwp__issues *out) {
  const cwp__slot *slot = &self->shifts[view->shift];
  for (size_t i = 0; i < self->rules->rule_count; i++) {
    const cwp__rota_rule *rule = &self->rules->rules[i];
    if (!cwp__rule_applies(rule, slot)) continue;
    if (rule->told.measure == CWP_MEASURE_EACH || rule->told.measure == CWP_MEASURE_NONE)
      check_each(self, view, i, out);
    else
      check_team(self, view, i, out);
  }
}

/* Without rules. */

int cwp__overlap(const cwp__slot *a, const cwp__slot *b) {
  return a->shift.start < b->shift.end && b->shift.start < a->shift.end;
}

static void check_overlaps(const cwp_rota *self, const cwp__view *view, uint32_t person, cwp__issues *out) {
  const cwp__slot *slot = &self->shifts[view->shift];
  const cwp__worker *worker = &self->people[person];
  for (size_t i = 0; i < worker->shift_count; i++) {
    uint32_t other = worker->shifts[i];
    if (other == view->shift || (person == view->mover && other == view->without_shift)) continue;
    if (!cwp__overlap(slot, &self->shifts[other])) continue;
    cwp_rota_issue issue = issue_of(CWP_ROTA_OVERLAP, CWP_ROTA_BLOCK);
    issue.person = person;
    issue.other_shift = other;
    add(out, &issue);
  }
}

static int asks_role(const cwp_rota *self, const cwp__slot *slot) {
  for (size_t i = 0; i < self->rules->rule_count; i++)
    if (self->rules->rules[i].asks_role && cwp__rule_applies(&self->rules->rules[i], slot)) return 1;
  return 0;
}

static void check_person(const cwp_rota *self, const cwp__view *view, const cwp__on *on, int role_matters,
                         cwp__issues *out) {
  check_overlaps(self, view, on->person, out);
  if (on->as != CWP_ROTA_WORKING || !role_matters || self->people[on->person].role != CWP_NONE) return;
  cwp_rota_issue issue = issue_of(CWP_ROTA_ROLE, CWP_ROTA_WARN);
  issue.person = on->person;
  add(out, &issue);
}

static void check_people(const cwp_rota *self, const cwp__view *view, cwp__issues *out) {
  const cwp__slot *slot = &self->shifts[view->shift];
  int role_matters = asks_role(self, slot);
  size_t working = 0;
  for (size_t i = 0; i < view->on_count; i++) {
    working += view->on[i].as == CWP_ROTA_WORKING;
    check_person(self, view, &view->on[i], role_matters, out);
  }
  if (working < slot->shift.required) {
    cwp_rota_issue issue = issue_of(CWP_ROTA_SHORT, CWP_ROTA_BLOCK);
    issue.have = working;
    issue.need = slot->shift.required;
    add(out, &issue);
  }
  if (slot->shift.end - slot->shift.start > CWP__LONG_SHIFT_MINUTES) {
    cwp_rota_issue issue = issue_of(CWP_ROTA_LONG, CWP_ROTA_WARN);
    add(out, &issue);
  }
}

/* What ends soon after the shift. */

static int is_told(const cwp__issues *out, uint32_t person, cwp_id about) {
  for (size_t i = 0; i < out->count; i++)
    if (out->items[i].cause == CWP_ROTA_EXPIRES && out->items[i].person == person && out->items[i].about == about)
      return 1;
  return 0;
}

static void check_expiry(const cwp_rota *self, const cwp__view *view, uint32_t person, uint32_t need,
                         cwp__issues *out) {
  const cwp__holding *item;
  const cwp__slot *slot = &self->shifts[view->shift];
  cwp_date until = cwp__held_until(&self->people[person].held, need, slot->first, &item);
  cwp_id about = self->rules->needs[need].record;
  if (until < slot->last || until == CWP_DATE_MAX || until - slot->last > self->policy.expiring_days) return;
  if (is_told(out, person, about)) return;
  cwp_rota_issue issue = issue_of(CWP_ROTA_EXPIRES, CWP_ROTA_NOTE);
  issue.person = person;
  issue.about = about;
  issue.standing = CWP_STANDING_EXPIRING;
  issue.evidence = item->evidence;
  issue.day = until;
  add(out, &issue);
}

static void check_expiry_below(const cwp_rota *self, const cwp__view *view, uint32_t person, uint32_t node,
                               cwp__issues *out) {
  const cwp__fit *fit = &self->rules->fits[node];
  if (fit->op == CWP__FIT_NEED) check_expiry(self, view, person, fit->value, out);
  if (fit->op == CWP__FIT_NOT) return;
  for (uint32_t child = fit->child; child != CWP__NO_PLACE; child = self->rules->fits[child].next)
    check_expiry_below(self, view, person, child, out);
}

static void check_expiries(const cwp_rota *self, const cwp__view *view, cwp__issues *out) {
  const cwp__slot *slot = &self->shifts[view->shift];
  for (size_t r = 0; r < self->rules->rule_count; r++) {
    const cwp__rota_rule *rule = &self->rules->rules[r];
    if (rule->fits == CWP__NO_PLACE || !cwp__rule_applies(rule, slot)) continue;
    if (rule->told.measure == CWP_MEASURE_NONE || rule->told.measure == CWP_MEASURE_MOST) continue;
    for (size_t i = 0; i < view->on_count; i++)
      if (cwp__counts(self, rule, &view->on[i])) check_expiry_below(self, view, view->on[i].person, rule->fits, out);
  }
}

/* The heaviest first; of the same weight as they were found. The list has room for itself twice meanwhile. */
static void sort(cwp__issues *out) {
  void *items = out->items;
  if (out->failed || out->count < 2) return;
  if (!cwp__reserve(out->allocator, &items, &out->capacity, out->count * 2, sizeof *out->items)) {
    out->failed = 1;
    return;
  }
  out->items = items;
  cwp_rota_issue *sorted = out->items + out->count, *next = sorted;
  for (int severity = CWP_ROTA_BLOCK; severity >= CWP_ROTA_PASS; severity--)
    for (size_t i = 0; i < out->count; i++)
      if ((int)out->items[i].severity == severity) *next++ = out->items[i];
  memcpy(out->items, sorted, out->count * sizeof *sorted);
}

void cwp__check_view(const cwp_rota *self, const cwp__view *view, cwp__issues *out) {
  out->count = 0;
  check_people(self, view, out);
  check_rules(self, view, out);
  check_expiries(self, view, out);
  sort(out);
}

size_t cwp__issues_of(const cwp__issues *self, cwp_rota_severity severity) {
  size_t count = 0;
  for (size_t i = 0; i < self->count; i++)
    count += self->items[i].severity == severity;
  return count;
}
