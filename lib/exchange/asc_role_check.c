/* The recorded role category against the rest of a staff row. */

#include "exchange/asc_role.h"
#include "exchange/category_rules.h"

#include <string.h>

/* Codes of job roles. */
enum { FIRST_LINE_MANAGER = 3, REGISTERED_MANAGER = 4, SUPERVISOR = 5, TEAM_LEADER = 45 };

static const char *job_title(const cwp__row *row, uint16_t job) {
  return cwp_record_title(row->codes->lists, cwp__codes_find(row->codes, CWP__DATASET_JOB_ROLE, job));
}

static int is_role(const cwp__row *row, const cwp__role_said *said, const char *code) {
  return said->recorded != CWP_NONE && strcmp(cwp_record_code(row->codes->pathway, said->recorded), code) == 0;
}

/* How long the worker has been at it for certain, in words; NULL if it may be less than a year. */
static const char *a_year_in(const cwp__row *row) {
  enum { MONTHS = 12 };
  cwp_category_facts facts;
  cwp__facts seen;
  cwp__category_read(row->cells, row->on, &facts);
  cwp__facts_of(&facts, 0, &seen);
  if (seen.value[CWP__FACT_MONTHS_IN_POST] >= MONTHS) return "the post for a year or more";
  return seen.value[CWP__FACT_MONTHS_IN_SECTOR_LEAST] >= MONTHS ? "the sector for a year or more" : NULL;
}

int cwp__role_check(const cwp__row *row, const cwp__role_said *said) {
  cwp__rule rule = CWP__RULE_END;
  const char *detail = NULL;
  cwp_id suggested = row->codes->suggestions[said->job].role;
  if (said->answer == CWP__ROLE_NONE_OF_THEM && suggested != CWP_NONE) {
    rule = CWP__RULE_STAFF_CWPCATEGORY_NONE_DIFFERS;
    detail = cwp_record_title(row->codes->pathway, suggested);
  } else if (is_role(row, said, "NTC") && said->job == REGISTERED_MANAGER) {
    rule = CWP__RULE_STAFF_CWPCATEGORY_MANAGER_NEW;
    detail = job_title(row, said->job);
  } else if (is_role(row, said, "NTC") && (detail = a_year_in(row)) != NULL) {
    rule = CWP__RULE_STAFF_CWPCATEGORY_NEW_FOR_LONG;
  } else if (is_role(row, said, "ECW") &&
             (said->job == FIRST_LINE_MANAGER || said->job == SUPERVISOR || said->job == TEAM_LEADER)) {
    rule = CWP__RULE_STAFF_CWPCATEGORY_SUPERVISES;
    detail = job_title(row, said->job);
  }
  if (rule == CWP__RULE_END) return 0;
  cwp__row_report(row, rule, CWP__STAFF_CWPCATEGORY, detail);
  return 1;
}

void cwp__role_weigh(const cwp__row *row, cwp__role_said *said) {
  cwp_category_facts facts;
  cwp_category_suggestion suggestion;
  const cwp__suggestion *of_job = &row->codes->suggestions[said->job];
  if (said->recorded != CWP_NONE || said->job == 0) return;
  cwp__category_read(row->cells, row->on, &facts);
  facts.job_role = said->job;
  cwp__category_weigh(row->codes->pathway, &facts, of_job->record, &suggestion);
  const cwp_category_candidate *first = &suggestion.candidates[0];
  if (suggestion.abstains || first->role == CWP_NONE || first->role == of_job->role) return;
  said->likely = first->role;
  said->why = first->reasons[0];
}
