#ifndef CWP_ADVICE_ROTA_FITS_H
#define CWP_ADVICE_ROTA_FITS_H

/* Building the tree of who fits a rule from JSON. */

#include "advice/rota_rules.h"
#include "base/json.h"

/* A set of rules in the making. */
typedef struct cwp__rota_reader {
  cwp__json json;
  cwp_rota_rules *rules;
  size_t rule_capacity;
  size_t fit_capacity;
  size_t need_capacity;
  size_t set_capacity;
  cwp_id setting; /* what "setting" stands for in the rule in hand, or CWP_NONE */
  int asks_role;  /* 1 once a leaf of the rule in hand asked for a role category */
  cwp_error *error;
} cwp__rota_reader;

/* Reads a "fits" and gives its root. Errors: CWP_ERROR_INVALID, CWP_ERROR_LIMIT, CWP_ERROR_MEMORY, with the place. */
cwp_status cwp__rota_read_fits(cwp__rota_reader *self, const cJSON *object, uint32_t *root);

/* A flag by its name in JSON, or 0. */
unsigned cwp__rota_flag(const char *name);

#endif
