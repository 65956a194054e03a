/* The cwp command: finds the verb, takes its arguments apart, runs it, and ends with its code. */

#include "arguments.h"
#include "help.h"
#include "messages.h"
#include "output.h"
#include "suggest.h"
#include "terminal.h"
#include "verb.h"

#include <string.h>

const cmd_verb *const all_verbs[] = {
    &verb_editions, &verb_list,      &verb_show,     &verb_search,    &verb_title, &verb_advert, &verb_values,
    &verb_review,   &verb_tag,       &verb_coverage, &verb_compare,   &verb_diff,  &verb_assess, &verb_next,
    &verb_plan,     &verb_talk,      &verb_form,     &verb_portfolio, &verb_carry, &verb_rota,   &verb_workforce,
    &verb_check,    &verb_mandatory, &verb_matrix,   &verb_convert,   NULL};

const cmd_verb *verb_find(const char *name) {
  for (size_t i = 0; all_verbs[i]; i++) {
    if (strcmp(all_verbs[i]->name, name) == 0) return all_verbs[i];
  }
  return NULL;
}

static int print_version(void) {
  out_format("cwp %s\n", CWP_VERSION);
  out_format("library %s\n", cwp_version());
  out_format("dataset %s of %s, checksum %s\n", cwp_dataset_version(), cwp_dataset_date(), cwp_dataset_checksum());
  return CODE_FINE;
}

static int unknown_verb(const char *name) {
  cmd_suggestion nearest;
  suggest_start(&nearest, name, strlen(name));
  for (size_t i = 0; all_verbs[i]; i++)
    suggest_try(&nearest, all_verbs[i]->name);
  suggest_try(&nearest, "help");
  const char *best = suggest_best(&nearest);
  if (best) return wrong_usage(NULL, "there is no verb '%s'; did you mean '%s'?", name, best);
  if (name[0] == '-') return wrong_usage(NULL, "'%s' stands where a verb should: options come behind it", name);
  return wrong_usage(NULL, "there is no verb '%s'", name);
}

static int run_help(int count, char **words) {
  if (count == 0) return help_command();
  if (count > 1) return wrong_usage(NULL, "help is about one verb at a time");
  if (strcmp(words[0], "help") == 0) return help_command();
  const cmd_verb *verb = verb_find(words[0]);
  return verb ? help_verb(verb) : unknown_verb(words[0]);
}

static int run_verb(const cmd_verb *verb, int count, char **words) {
  cmd_arguments arguments;
  int code = arguments_parse(&arguments, verb, count, words);
  if (code == CODE_GO_ON) code = verb->run(&arguments);
  arguments_free(&arguments);
  return code;
}

static int run(int count, char **words) {
  if (count == 0) return wrong_usage(NULL, "a verb is missing: cwp VERB [options] [arguments]");
  const char *first = words[0];
  if (strcmp(first, "--version") == 0 && count == 1) return print_version();
  if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0 || strcmp(first, "help") == 0)
    return run_help(count - 1, words + 1);
  const cmd_verb *verb = verb_find(first);
  return verb ? run_verb(verb, count - 1, words + 1) : unknown_verb(first);
}

int main(int count, char **words) {
  terminal_start();
  return out_finish(run(count > 0 ? count - 1 : 0, words + 1));
}
