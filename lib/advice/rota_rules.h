#ifndef CWP_ADVICE_ROTA_RULES_H
#define CWP_ADVICE_ROTA_RULES_H

/*
 * Rules of rotas from the inside. Who fits a rule is a tree: its leaves ask for a need (a record that evidence reaches,
 * of a kind at least), a role category, or a flag. Needs are numbered over the whole set, so that a person's evidence
 * is sorted by need once, whatever rules ask.
 */

#include "base/memory.h"
#include "cwp/rota.h"

#include <stddef.h>
#include <stdint.h>

/* No node, no need. */
#define CWP__NO_PLACE UINT32_MAX

/* Limits of a set of rules. */
enum {
  CWP__MOST_ROTA_RULES = 1000,
  CWP__MOST_ROTA_NODES = 50000,
  CWP__MOST_ROTA_DEPTH = 16,
  CWP__MOST_ROTA_AMOUNT = 1000
};

typedef enum cwp__fit_op {
  CWP__FIT_ALL = 0, /* every child */
  CWP__FIT_ANY,     /* one child at least */
  CWP__FIT_NOT,     /* not the one child */
  CWP__FIT_NEED,    /* `value` is a need that is held on every day of the shift */
  CWP__FIT_ROLE,    /* the person's role category is in the set that begins at word `value` of `role_sets` */
  CWP__FIT_FLAG     /* the person has the flag `value` */
} cwp__fit_op;

typedef struct cwp__fit {
  cwp__fit_op op;
  uint32_t value;
  uint32_t child; /* first child, or CWP__NO_PLACE */
  uint32_t next;  /* next child of the same parent, or CWP__NO_PLACE */
  cwp_id about;   /* what the leaf is about as the rule has it: the group, not its statements */
} cwp__fit;

typedef struct cwp__rota_rule {
  cwp_rota_rule told;     /* as it is shown */
  uint32_t fits;          /* root of its tree, or CWP__NO_PLACE: everybody fits */
  unsigned leaving_out;   /* people with one of these flags are not looked at */
  const cwp_id *settings; /* it speaks of shifts with all of these */
  size_t setting_count;
  const char **services; /* it speaks of shifts of one of these kinds, or, without any, of all */
  size_t service_count;
  int asks_role; /* 1 if a leaf asks for a role category */
} cwp__rota_rule;

typedef struct cwp__need {
  cwp_id record;
  uint8_t least;
  uint32_t next; /* another need of the same record, or CWP__NO_PLACE */
} cwp__need;

struct cwp_rota_rules {
  cwp__arena arena; /* everything but this struct */
  cwp_allocator allocator;
  const cwp_pathway *pathway;
  const char *id;
  const char *title;
  cwp__rota_rule *rules;
  size_t rule_count;
  cwp__fit *fits;
  size_t fit_count;
  cwp__need *needs;
  size_t need_count;
  uint32_t *need_of; /* first need of each record of the pathway */
  uint64_t *role_sets;
  size_t role_set_words; /* of all sets together */
  size_t role_words;     /* of one set */
  int asks_familiar;     /* 1 if a rule measures familiarity */
};

/* The number of a role category within its kind, or SIZE_MAX. */
size_t cwp__role_number(const cwp_pathway *pathway, cwp_id role);

/* Whether a record may be a shift's setting: a practice area, or a delegated healthcare activity. */
int cwp__is_rota_setting(const cwp_pathway *pathway, cwp_id record);

#endif
