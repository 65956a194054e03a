/* What is left out of portfolios: --without. */

#include "without.h"

#include "messages.h"

#include <string.h>

enum { PARTS = 4, PART_SIZE = 32 };

static int leave_out(const cmd_arguments *arguments, const char *part, cwp_print_options *options) {
  static const char *const names[PARTS] = {"notes", "assessors", "origins", "unknown"};
  int *switches[PARTS] = {&options->without_notes, &options->without_assessors, &options->without_origins,
                          &options->without_unknown};
  size_t chosen;
  int code = arguments_choice(arguments, "without", part, names, PARTS, &chosen);
  if (code == CODE_GO_ON) *switches[chosen] = 1;
  return code;
}

int without_read(const cmd_arguments *arguments, cwp_print_options *options) {
  const char *text;
  for (size_t i = 0; (text = arguments_value_at(arguments, "without", i)) != NULL; i++) {
    for (size_t length; *text; text += length + (text[length] == ',')) {
      char part[PART_SIZE];
      length = strcspn(text, ",");
      compose(part, sizeof part, "%.*s", (int)(length < sizeof part ? length : sizeof part), text);
      int code = leave_out(arguments, part, options);
      if (code != CODE_GO_ON) return code;
    }
  }
  return CODE_GO_ON;
}
