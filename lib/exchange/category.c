/* Which role category a worker may be in. */

#include "cwp/category.h"

#include "base/error.h"
#include "exchange/asc_codes.h"
#include "exchange/asc_columns.h"
#include "exchange/asc_values.h"
#include "exchange/category_rules.h"

#include <stdio.h>
#include <string.h>

const char *cwp_category_strength_name(cwp_category_strength strength) {
  static const char *const names[CWP_CATEGORY_STRENGTH_END] = {"weak", "fair", "strong"};
  return (unsigned)strength < CWP_CATEGORY_STRENGTH_END ? names[strength] : "unknown";
}

/* ---- Facts ---- */

/* Whole months from one day to another, or CWP__FACT_UNKNOWN. */
static int16_t months_between(cwp_date from, cwp_date to) {
  enum { MOST = 1200 };
  int year, month, day, to_year, to_month, to_day;
  if (from == CWP_DATE_NONE || to == CWP_DATE_NONE || from > to) return CWP__FACT_UNKNOWN;
  cwp_date_split(from, &year, &month, &day);
  cwp_date_split(to, &to_year, &to_month, &to_day);
  int months = (to_year - year) * 12 + to_month - month;
  if (cwp_date_add_months(from, months) > to) months--;
  return (int16_t)(months > MOST ? MOST : months);
}

static int16_t known(int value) {
  return value > 0 && value < INT16_MAX ? (int16_t)value : CWP__FACT_UNKNOWN;
}

/* Only the year is known in which somebody came into the sector: it was between its first day and its last. */
static void sector_facts(const cwp_category_facts *facts, cwp__facts *out) {
  cwp_date first, last;
  if (facts->sector_year <= 0 || cwp_date_make(facts->sector_year, 1, 1, &first, NULL) != CWP_OK) return;
  if (cwp_date_make(facts->sector_year, 12, 31, &last, NULL) != CWP_OK) return;
  out->value[CWP__FACT_MONTHS_IN_SECTOR_MOST] = months_between(first, facts->on);
  int16_t least = months_between(last, facts->on);
  if (least == CWP__FACT_UNKNOWN && first <= facts->on && facts->on != CWP_DATE_NONE) least = 0;
  out->value[CWP__FACT_MONTHS_IN_SECTOR_LEAST] = least;
  if (facts->started == CWP_DATE_NONE || facts->started < first) return;
  out->value[CWP__FACT_FIRST_POST] = facts->started <= last;
}

void cwp__facts_of(const cwp_category_facts *facts, int suggests, cwp__facts *out) {
  for (size_t i = 0; i < CWP__FACT_END; i++)
    out->value[i] = CWP__FACT_UNKNOWN;
  out->value[CWP__FACT_JOB] = known(facts->job_role);
  out->value[CWP__FACT_SUGGESTS] = (int16_t)suggests;
  out->value[CWP__FACT_EMPLOYMENT] = known(facts->employment);
  out->value[CWP__FACT_MONTHS_IN_POST] = months_between(facts->started, facts->on);
  out->value[CWP__FACT_CARE_CERTIFICATE] = known(facts->care_certificate);
  out->value[CWP__FACT_LEVEL_2_CERTIFICATE] = known(facts->level_2_certificate);
  out->value[CWP__FACT_DELEGATED_HEALTHCARE] = known(facts->delegated_healthcare);
  out->value[CWP__FACT_NURSE_REGISTER] = known(facts->nurse_register);
  if (facts->care_level >= 0 && facts->care_level <= 8) out->value[CWP__FACT_CARE_LEVEL] = (int16_t)facts->care_level;
  sector_facts(facts, out);
}

/* A cell, or the beginning of one, that is exactly a number; 0 otherwise. */
static int number_of(cwp__span cell) {
  cwp__number number = cwp__asc_number(cwp__asc_trim(cell));
  int is_used = number.form == CWP__NUMBER_EXACT || number.form == CWP__NUMBER_PADDED;
  return is_used && number.value < INT16_MAX ? (int)number.value : 0;
}

/* SCQUAL: "1;LEVEL". */
static int level_of(cwp__span cell) {
  cwp__span rest;
  if (number_of(cwp__asc_first(cell, &rest)) != 1 || rest.text == NULL) return -1;
  cwp__number level = cwp__asc_number(cwp__asc_trim(rest));
  return level.form == CWP__NUMBER_EXACT && level.value <= 8 ? (int)level.value : -1;
}

void cwp__category_read(const cwp__span *cells, cwp_date on, cwp_category_facts *facts) {
  cwp__span rest;
  *facts = (cwp_category_facts)CWP_CATEGORY_FACTS_INIT;
  facts->on = on;
  facts->job_role = number_of(cells[CWP__STAFF_MAINJOBROLE]);
  facts->employment = number_of(cells[CWP__STAFF_EMPLSTATUS]);
  facts->sector_year = number_of(cells[CWP__STAFF_STARTINSECT]);
  if (facts->sector_year == 999) facts->sector_year = 0;
  facts->care_certificate = number_of(cells[CWP__STAFF_CARECERT]);
  facts->level_2_certificate = number_of(cwp__asc_first(cells[CWP__STAFF_L2CARECERT], &rest));
  facts->delegated_healthcare = number_of(cells[CWP__STAFF_DHA]);
  facts->nurse_register = number_of(cells[CWP__STAFF_NMCREG]);
  facts->care_level = level_of(cells[CWP__STAFF_SCQUAL]);
  (void)cwp__asc_date(cwp__asc_trim(cells[CWP__STAFF_STARTDATE]), &facts->started);
}

/* ---- Rules ---- */

static int holds(const cwp__category_condition *condition, const cwp__facts *facts) {
  int16_t value = facts->value[condition->fact];
  if (value == CWP__FACT_UNKNOWN) return 0;
  if (condition->is_range) return value >= condition->numbers[0] && value <= condition->numbers[1];
  for (int i = 0; i < condition->count; i++)
    if (condition->numbers[i] == value) return 1;
  return 0;
}

static int rule_holds(const cwp__category_rule *rule, const cwp__facts *facts) {
  for (int i = 0; i < rule->condition_count; i++)
    if (!holds(&rule->conditions[i], facts)) return 0;
  return 1;
}

/* The record that says what the job role suggests, or CWP_NONE. */
static cwp_id suggestion_of(const cwp_pathway *pathway, int job_role) {
  char bulk[16];
  snprintf(bulk, sizeof bulk, "%d", job_role);
  cwp_id job = cwp_pathway_bulk_code(pathway, "job-role", bulk);
  cwp_link link;
  if (job == CWP_NONE) return CWP_NONE;
  if (cwp_record_property(pathway, job, "retired")[0] != '\0' &&
      cwp_record_link(pathway, job, CWP_RELATION_SUCCESSOR, 0, &link, NULL) == CWP_OK)
    job = link.to;
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_SUGGESTION);
  for (cwp_id id = first; id < first + cwp_pathway_count(pathway, CWP_KIND_SUGGESTION); id++)
    if (cwp_record_link(pathway, id, CWP_RELATION_FROM, 0, &link, NULL) == CWP_OK && link.to == job) return id;
  return CWP_NONE;
}

static cwp_id role_of_suggestion(const cwp_pathway *pathway, cwp_id suggestion) {
  cwp_link link;
  if (suggestion == CWP_NONE) return CWP_NONE;
  return cwp_record_link(pathway, suggestion, CWP_RELATION_TO, 0, &link, NULL) == CWP_OK ? link.to : CWP_NONE;
}

/* The code of an answer that the service takes, "" otherwise. */
static const char *taken(const char *bulk) {
  cwp__number number = cwp__asc_number(cwp__span_of(bulk));
  int is_taken = number.form == CWP__NUMBER_EXACT && cwp__code_known(CWP__LIST_ROLE_CATEGORY, number.value);
  return is_taken ? bulk : "";
}

/* The candidate of a role category, CWP_NONE for none of them; NULL where there is no room. */
static cwp_category_candidate *candidate_of(const cwp_pathway *pathway, cwp_category_suggestion *out, cwp_id role) {
  for (size_t i = 0; i < out->count; i++)
    if (out->candidates[i].role == role) return &out->candidates[i];
  if (out->count == CWP_CATEGORY_CANDIDATES) return NULL;
  cwp_category_candidate *candidate = &out->candidates[out->count++];
  memset(candidate, 0, sizeof *candidate);
  candidate->role = role;
  if (role != CWP_NONE) {
    candidate->title = cwp_record_title(pathway, role);
    candidate->answer = taken(cwp_record_property(pathway, role, "asc_wds.bulk"));
    return candidate;
  }
  cwp_id item = cwp_pathway_bulk_code(pathway, "role-category-answer", "998");
  candidate->title = item == CWP_NONE ? "None of the above" : cwp_record_title(pathway, item);
  candidate->answer = "998";
  return candidate;
}

static void add_reason(cwp_category_candidate *candidate, const char *text, const char *rule) {
  if (candidate->reason_count == CWP_CATEGORY_REASONS) return;
  candidate->reasons[candidate->reason_count] = text;
  candidate->rules[candidate->reason_count++] = rule;
}

/* What supports candidates, the job role first. */
static void support(const cwp_pathway *pathway, cwp_id suggestion, const cwp__facts *facts,
                    cwp_category_suggestion *out) {
  cwp_id role = role_of_suggestion(pathway, suggestion);
  if (role != CWP_NONE) {
    cwp_category_candidate *candidate = candidate_of(pathway, out, role);
    candidate->strength = CWP_CATEGORY_FAIR;
    add_reason(candidate, cwp_record_text(pathway, suggestion), cwp_record_code(pathway, suggestion));
  }
  for (size_t i = 0; i < cwp__category_rule_count; i++) {
    const cwp__category_rule *rule = &cwp__category_rules[i];
    if (rule->effect != CWP__EFFECT_SUPPORTS || !rule_holds(rule, facts)) continue;
    int is_none = strcmp(rule->role, "none") == 0;
    role = is_none ? CWP_NONE : cwp_pathway_id(pathway, rule->role);
    if (!is_none && role == CWP_NONE) continue;
    cwp_category_candidate *candidate = candidate_of(pathway, out, role);
    if (candidate == NULL) continue;
    if (rule->strength > candidate->strength) candidate->strength = rule->strength;
    add_reason(candidate, rule->text, rule->code);
  }
}

/* What speaks against a candidate. Returns 0 if it is out. */
static int hold_against(const cwp_pathway *pathway, const cwp__facts *facts, cwp_category_candidate *candidate) {
  for (size_t i = 0; i < cwp__category_rule_count; i++) {
    const cwp__category_rule *rule = &cwp__category_rules[i];
    if (rule->effect == CWP__EFFECT_SUPPORTS || !rule_holds(rule, facts)) continue;
    if (candidate->role == CWP_NONE || cwp_pathway_id(pathway, rule->role) != candidate->role) continue;
    if (rule->effect == CWP__EFFECT_EXCLUDES) return 0;
    if (candidate->strength <= rule->strength) continue;
    candidate->strength = rule->strength;
    add_reason(candidate, rule->text, rule->code);
  }
  return 1;
}

static void drop(cwp_category_suggestion *out, size_t index) {
  out->count--;
  memmove(&out->candidates[index], &out->candidates[index + 1], (out->count - index) * sizeof *out->candidates);
}

/* Strongest first; otherwise in the order in which they were found. */
static void sort(cwp_category_suggestion *out) {
  for (size_t i = 1; i < out->count; i++) {
    cwp_category_candidate candidate = out->candidates[i];
    size_t at = i;
    for (; at > 0 && out->candidates[at - 1].strength < candidate.strength; at--)
      out->candidates[at] = out->candidates[at - 1];
    out->candidates[at] = candidate;
  }
}

static void decide(const cwp_category_facts *facts, cwp_category_suggestion *out) {
  out->abstains = 1;
  if (out->count == 0)
    out->why = facts->job_role > 0 ? "Nothing that is known suggests a role category."
                                   : "The job role is not known, and nothing else suggests a role category.";
  else if (out->candidates[0].strength == CWP_CATEGORY_WEAK)
    out->why = "What is known is too weak to propose a role category.";
  else if (out->count > 1 && out->candidates[1].strength == out->candidates[0].strength)
    out->why = "What is known speaks for more than one role category.";
  else {
    out->abstains = 0;
    out->why = "What is known speaks for this role category more than for any other.";
  }
}

static cwp_status check(const cwp_pathway *pathway, const cwp_category_facts *facts, const void *out,
                        cwp_error *error) {
  if (pathway == NULL || facts == NULL || out == NULL)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a suggestion wants a pathway, facts and somewhere to go");
  const cwp_date days[] = {facts->started, facts->on};
  for (size_t i = 0; i < 2; i++)
    if (days[i] != CWP_DATE_NONE && !cwp_date_is_valid(days[i]))
      return cwp__fail(error, CWP_ERROR_ARGUMENT, "the day %ld is no date", (long)days[i]);
  return CWP_OK;
}

void cwp__category_weigh(const cwp_pathway *pathway, const cwp_category_facts *facts, cwp_id suggestion,
                         cwp_category_suggestion *out) {
  cwp__facts seen;
  cwp__facts_of(facts, role_of_suggestion(pathway, suggestion) != CWP_NONE, &seen);
  out->count = 0;
  support(pathway, suggestion, &seen, out);
  for (size_t i = out->count; i-- > 0;)
    if (!hold_against(pathway, &seen, &out->candidates[i])) drop(out, i);
  sort(out);
  decide(facts, out);
}

cwp_status cwp_category_suggest(const cwp_pathway *pathway, const cwp_category_facts *facts,
                                cwp_category_suggestion *out, cwp_error *error) {
  cwp_category_facts all = CWP_CATEGORY_FACTS_INIT;
  cwp_status status = check(pathway, facts, out, error);
  if (status != CWP_OK) return status;
  memcpy(&all, facts, facts->size < sizeof all ? facts->size : sizeof all);
  cwp__category_weigh(pathway, &all, all.job_role > 0 ? suggestion_of(pathway, all.job_role) : CWP_NONE, out);
  return CWP_OK;
}
