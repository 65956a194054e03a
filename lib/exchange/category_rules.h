#ifndef CWP_EXCHANGE_CATEGORY_RULES_H
#define CWP_EXCHANGE_CATEGORY_RULES_H

/* The table that cwp-generate makes of lib/exchange/category-rules.json, and what is asked of it. */

#include "base/text.h"
#include "cwp/category.h"

#include <stddef.h>
#include <stdint.h>

/* What rules are about; a fact that is not known holds nowhere. */
typedef enum cwp__fact_name {
  CWP__FACT_JOB,
  CWP__FACT_SUGGESTS, /* 1 if the edition suggests a role category for the job role, otherwise 0 */
  CWP__FACT_EMPLOYMENT,
  CWP__FACT_MONTHS_IN_POST,
  CWP__FACT_FIRST_POST, /* 1 if the post began in the year in which the worker came into the sector, 0 if later */
  CWP__FACT_MONTHS_IN_SECTOR_LEAST,
  CWP__FACT_MONTHS_IN_SECTOR_MOST,
  CWP__FACT_CARE_CERTIFICATE,
  CWP__FACT_LEVEL_2_CERTIFICATE,
  CWP__FACT_DELEGATED_HEALTHCARE,
  CWP__FACT_NURSE_REGISTER,
  CWP__FACT_CARE_LEVEL,
  CWP__FACT_END
} cwp__fact_name;

typedef enum cwp__rule_effect { CWP__EFFECT_SUPPORTS, CWP__EFFECT_LIMITS, CWP__EFFECT_EXCLUDES } cwp__rule_effect;

enum { CWP__CONDITION_NUMBERS = 12, CWP__CONDITIONS = 4 };

typedef struct cwp__category_condition {
  cwp__fact_name fact;
  int is_range; /* the numbers are its ends */
  int count;
  int16_t numbers[CWP__CONDITION_NUMBERS];
} cwp__category_condition;

typedef struct cwp__category_rule {
  const char *code;
  const char *role; /* code of a role category, or "none" */
  const char *text;
  cwp__rule_effect effect;
  cwp_category_strength strength;
  int condition_count;
  cwp__category_condition conditions[CWP__CONDITIONS];
} cwp__category_rule;

extern const cwp__category_rule cwp__category_rules[];
extern const size_t cwp__category_rule_count;

/* A fact that is not known. */
#define CWP__FACT_UNKNOWN INT16_MIN

/* The facts as rules see them. */
typedef struct cwp__facts {
  int16_t value[CWP__FACT_END];
} cwp__facts;

/* Works out what rules are about; `suggests` is 1 if the edition suggests a role category for the job role. */
void cwp__facts_of(const cwp_category_facts *facts, int suggests, cwp__facts *out);

/* Reads the facts from the cells of a staff row, by column (asc_columns.h). Cells that cannot be used say nothing. */
void cwp__category_read(const cwp__span *cells, cwp_date on, cwp_category_facts *facts);

/* cwp_category_suggest with the record at hand that says what the job role suggests, or CWP_NONE. */
void cwp__category_weigh(const cwp_pathway *pathway, const cwp_category_facts *facts, cwp_id suggestion,
                         cwp_category_suggestion *out);

#endif
