#ifndef COMMAND_VERB_H
#define COMMAND_VERB_H

/*
 * What a verb is. A verb is one file, verb_<name>.c, that defines one of these; main.c lists them. Reading of
 * arguments, help and suggestions all work from the tables.
 */

#include <stddef.h>

/* What the command gives back to the shell. */
enum {
  CODE_FINE = 0,     /* it worked, and nothing was found that it was asked to fail on */
  CODE_FOUND = 1,    /* findings or gaps of the kind asked to fail on */
  CODE_USAGE = 2,    /* wrong usage */
  CODE_INPUT = 3,    /* an input could not be read or is not valid, or the output could not be written */
  CODE_INTERNAL = 4, /* out of memory, or a defect */
  CODE_GO_ON = -1    /* not an end: nothing was decided yet */
};

/* An option, always long: --name or --name VALUE. */
typedef struct cmd_option {
  const char *name;  /* without the dashes */
  const char *value; /* what its value is called in the help, such as "FILE"; NULL for a switch */
  const char *help;  /* what it does, as one paragraph */
  int repeats;       /* 1 if it may be given more than once */
} cmd_option;

/* Tables of options end with an entry without a name. */
#define OPTIONS_END                                                                                                    \
  { 0, 0, 0, 0 }

enum { VERB_OPTION_TABLES = 7 };

struct cmd_arguments;

typedef struct cmd_verb {
  const char *name;
  const char *summary;                           /* a few words, for the list of verbs */
  const char *operands;                          /* what stands behind the verb, such as "FILE…", or "" */
  const char *about;                             /* paragraphs, set apart by blank lines */
  const char *examples;                          /* lines to copy, with comments */
  const cmd_option *options[VERB_OPTION_TABLES]; /* its own table first, then shared ones; unused places are NULL */
  size_t least_operands;
  size_t most_operands;
  int (*run)(const struct cmd_arguments *arguments); /* gives one of the codes above */
} cmd_verb;

/* Every verb there is, in the order in which the help shows them; NULL behind the last. */
extern const cmd_verb *const all_verbs[];

extern const cmd_verb verb_editions;
extern const cmd_verb verb_list;
extern const cmd_verb verb_show;
extern const cmd_verb verb_search;
extern const cmd_verb verb_title;
extern const cmd_verb verb_advert;
extern const cmd_verb verb_values;
extern const cmd_verb verb_review;
extern const cmd_verb verb_compare;
extern const cmd_verb verb_diff;
extern const cmd_verb verb_assess;
extern const cmd_verb verb_next;
extern const cmd_verb verb_plan;
extern const cmd_verb verb_talk;
extern const cmd_verb verb_form;
extern const cmd_verb verb_portfolio;
extern const cmd_verb verb_carry;
extern const cmd_verb verb_rota;
extern const cmd_verb verb_check;
extern const cmd_verb verb_mandatory;
extern const cmd_verb verb_convert;
extern const cmd_verb verb_matrix;
extern const cmd_verb verb_tag;
extern const cmd_verb verb_coverage;
extern const cmd_verb verb_workforce;

/* The verb with that name, or NULL. */
const cmd_verb *verb_find(const char *name);

/* Options that several verbs share. */
extern const cmd_option options_common[];  /* --json --help */
extern const cmd_option options_pathway[]; /* --edition --pathway */
extern const cmd_option options_wording[]; /* --wording */
extern const cmd_option options_date[];    /* --on */
extern const cmd_option options_matrix[];  /* --mapping */

#endif
