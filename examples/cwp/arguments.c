#include "arguments.h"

#include "clock.h"
#include "help.h"
#include "messages.h"
#include "suggest.h"

#include <stdlib.h>
#include <string.h>

const cmd_option options_common[] = {
    {"json", NULL, "Print JSON, as docs/json describes it, in place of text for people.", 0},
    {"help", NULL, "Print this help.", 0},
    OPTIONS_END,
};

const cmd_option options_pathway[] = {
    {"edition", "ID",
     "The edition of the pathway, such as 2024. `cwp editions` lists them; without it the default one is used.", 0},
    {"pathway", "FILE", "Your own framework, a JSON file, in place of a built-in edition.", 0},
    OPTIONS_END,
};

const cmd_option options_wording[] = {
    {"wording", "FILE",
     "Official wording from your own copy of the official pages, a JSON file, laid over the pathway: texts then come "
     "with both. May be given more than once.",
     1},
    OPTIONS_END,
};

const cmd_option options_date[] = {
    {"on", "YYYY-MM-DD", "The day that is asked about; without it, today.", 0},
    OPTIONS_END,
};

const cmd_option options_matrix[] = {
    {"mapping", "FILE",
     "What the columns of training matrices among the files mean, in JSON, as `cwp matrix --write` makes it. Without "
     "it "
     "all is guessed.",
     0},
    OPTIONS_END,
};

static const cmd_option *find_option(const cmd_verb *verb, const char *name, size_t length) {
  for (size_t t = 0; t < VERB_OPTION_TABLES && verb->options[t]; t++) {
    for (const cmd_option *spec = verb->options[t]; spec->name; spec++) {
      if (strlen(spec->name) == length && memcmp(spec->name, name, length) == 0) return spec;
    }
  }
  return NULL;
}

static int unknown_option(const cmd_verb *verb, const char *word) {
  cmd_suggestion nearest;
  size_t length = strcspn(word, "=");
  suggest_start(&nearest, word + 2, length < 2 ? 0 : length - 2);
  for (size_t t = 0; t < VERB_OPTION_TABLES && verb->options[t]; t++) {
    for (const cmd_option *spec = verb->options[t]; spec->name; spec++)
      suggest_try(&nearest, spec->name);
  }
  const char *best = suggest_best(&nearest);
  if (best) return wrong_usage(verb, "there is no option %.*s; did you mean --%s?", (int)length, word, best);
  return wrong_usage(verb, "there is no option %.*s", (int)length, word);
}

static int add_option(cmd_arguments *self, const cmd_option *spec, const char *value) {
  if (!spec->repeats && arguments_has(self, spec->name))
    return wrong_usage(self->verb, "--%s was given more than once", spec->name);
  self->given[self->given_count++] = (cmd_given){spec, value};
  return CODE_GO_ON;
}

/* Reads the option at words[*index] and moves on over its value. */
static int parse_option(cmd_arguments *self, int count, char **words, int *index) {
  const char *word = words[*index];
  size_t length = strcspn(word, "=");
  const cmd_option *spec = NULL;
  if (strcmp(word, "-h") == 0) spec = find_option(self->verb, "help", 4);
  if (word[1] == '-') spec = find_option(self->verb, word + 2, length - 2);
  if (!spec) return unknown_option(self->verb, word);
  const char *value = word[length] == '=' ? word + length + 1 : NULL;
  if (!spec->value && value) return wrong_usage(self->verb, "--%s takes no value", spec->name);
  if (!spec->value || value) return add_option(self, spec, value);
  if (*index + 1 >= count || strncmp(words[*index + 1], "--", 2) == 0)
    return wrong_usage(self->verb, "--%s needs a value: --%s %s", spec->name, spec->name, spec->value);
  *index += 1;
  return add_option(self, spec, words[*index]);
}

static int check_operands(const cmd_arguments *self) {
  static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const cmd_verb *verb = self->verb;
  const char *missing = verb->operands;
  for (size_t i = 0; i < self->operand_count && strchr(missing, ' '); i++)
    missing = strchr(missing, ' ') + 1;
  if (self->operand_count < verb->least_operands)
    return wrong_usage(verb, "%s %.*s is missing: cwp %s [options] %s", strchr("AEIOU", missing[0]) ? "an" : "a",
                       (int)strspn(missing, capitals), missing, verb->name, verb->operands);
  if (self->operand_count > verb->most_operands)
    return wrong_usage(verb, "'%s' is one too many", self->operands[verb->most_operands]);
  return CODE_GO_ON;
}

int arguments_parse(cmd_arguments *self, const cmd_verb *verb, int count, char **words) {
  size_t room = (size_t)count + 1;
  *self = (cmd_arguments){verb, calloc(room, sizeof *self->given), 0, calloc(room, sizeof *self->operands), 0};
  if (!self->given || !self->operands) return out_of_memory();
  int options_end = 0;
  for (int i = 0; i < count; i++) {
    if (options_end || words[i][0] != '-' || words[i][1] == '\0') {
      self->operands[self->operand_count++] = words[i];
    } else if (strcmp(words[i], "--") == 0) {
      options_end = 1;
    } else {
      int code = parse_option(self, count, words, &i);
      if (code != CODE_GO_ON) return code;
    }
  }
  if (arguments_has(self, "help")) return help_verb(verb);
  return check_operands(self);
}

void arguments_free(cmd_arguments *self) {
  free(self->given);
  free(self->operands);
}

static const cmd_given *find_given(const cmd_arguments *self, const char *name, size_t index) {
  for (size_t i = 0; i < self->given_count; i++) {
    if (strcmp(self->given[i].spec->name, name) == 0 && index-- == 0) return &self->given[i];
  }
  return NULL;
}

int arguments_has(const cmd_arguments *self, const char *name) {
  return find_given(self, name, 0) != NULL;
}

const char *arguments_value(const cmd_arguments *self, const char *name) {
  return arguments_value_at(self, name, 0);
}

const char *arguments_value_at(const cmd_arguments *self, const char *name, size_t index) {
  const cmd_given *given = find_given(self, name, index);
  return given ? given->value : NULL;
}

int arguments_choice(const cmd_arguments *self, const char *option, const char *value, const char *const *names,
                     size_t count, size_t *chosen) {
  cmd_suggestion nearest;
  suggest_start(&nearest, value, strlen(value));
  char list[256] = "";
  for (size_t i = 0; i < count; i++) {
    if (strcmp(value, names[i]) == 0) {
      *chosen = i;
      return CODE_GO_ON;
    }
    suggest_try(&nearest, names[i]);
    compose_more(list, sizeof list, "%s%s", i == 0 ? "" : i + 1 == count ? " or " : ", ", names[i]);
  }
  const char *best = suggest_best(&nearest);
  if (best) return wrong_usage(self->verb, "--%s takes %s, not '%s'; did you mean %s?", option, list, value, best);
  return wrong_usage(self->verb, "--%s takes %s, not '%s'", option, list, value);
}

int arguments_day(const cmd_arguments *self, const char *option, size_t index, cwp_date *day) {
  const char *text = arguments_value_at(self, option, index);
  cwp_error error;
  if (text && cwp_date_parse(text, day, &error) != CWP_OK)
    return wrong_usage(self->verb, "--%s takes a day as YYYY-MM-DD: %s", option, error.message);
  return CODE_GO_ON;
}

int arguments_date(const cmd_arguments *self, cwp_date *on) {
  if (!arguments_has(self, "on")) *on = clock_today();
  return arguments_day(self, "on", 0, on);
}

int arguments_hundredths(const cmd_arguments *self, const char *option, int most, int64_t *number) {
  static const char digits[] = "0123456789";
  const char *text = arguments_value(self, option);
  if (!text) return CODE_GO_ON;
  size_t whole = strspn(text, digits), places = text[whole] == '.' ? strspn(text + whole + 1, digits) : 0;
  size_t length = text[whole] == '.' ? whole + 1 + places : whole;
  int64_t value = 0;
  for (size_t i = 0; i < whole && value <= most; i++)
    value = value * 10 + (text[i] - '0');
  if (whole == 0 || text[length] != '\0' || places > 2 || (length > whole && places == 0) || value > most)
    return wrong_usage(self->verb, "--%s takes a number from 0 to %d with at most two decimals, not '%s'", option, most,
                       text);
  value *= 100;
  if (places > 0) value += (int64_t)10 * (text[whole + 1] - '0');
  if (places > 1) value += text[whole + 2] - '0';
  *number = value;
  return CODE_GO_ON;
}

int arguments_window(const cmd_arguments *self, int *days) {
  enum { LONGEST_WINDOW = 3660 };
  const char *text = arguments_value(self, "expiring");
  if (!text || strcmp(text, "any") != 0) {
    if (text && (!*text || text[strspn(text, "0123456789")]))
      return wrong_usage(self->verb, "--expiring takes a whole number from 0 to %d, or any, not '%s'", LONGEST_WINDOW,
                         text);
    return arguments_number(self, "expiring", 0, LONGEST_WINDOW, days);
  }
  *days = CWP_EXPIRING_ANY;
  return CODE_GO_ON;
}

int arguments_number(const cmd_arguments *self, const char *option, int least, int most, int *number) {
  const char *text = arguments_value(self, option);
  if (!text) return CODE_GO_ON;
  char *end = NULL;
  long value = strtol(text, &end, 10);
  int digits = text[0] != '\0' && strspn(text, "0123456789") == strlen(text);
  if (!digits || *end != '\0' || value < least || value > most)
    return wrong_usage(self->verb, "--%s takes a whole number from %d to %d, not '%s'", option, least, most, text);
  *number = (int)value;
  return CODE_GO_ON;
}

int arguments_share(const cmd_arguments *self, const char *option, double *share) {
  int64_t hundredths = -1;
  int code = arguments_hundredths(self, option, 1, &hundredths);
  if (code != CODE_GO_ON || hundredths < 0) return code;
  if (hundredths > 100)
    return wrong_usage(self->verb, "--%s takes a number from 0 to 1, not '%s'", option, arguments_value(self, option));
  *share = (double)hundredths / 100;
  return CODE_GO_ON;
}
