#include "files.h"

#include "messages.h"
#include "terminal.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#if defined(_WIN32)
#include <fcntl.h>
#include <io.h>
#endif

static size_t read_standard_input(void *context, void *buffer, size_t capacity) {
  (void)context;
  size_t count = fread(buffer, 1, capacity, stdin);
  return count == 0 && ferror(stdin) ? SIZE_MAX : count;
}

static cwp_input standard_input(void) {
#if defined(_WIN32)
  _setmode(_fileno(stdin), _O_BINARY);
#endif
  return (cwp_input){read_standard_input, NULL, "standard input"};
}

static int show_reading(void *context, uint64_t bytes) {
  (void)context;
  progress_show("reading", bytes / 1000000, "MB");
  return 0;
}

static int add_file(cmd_files *self, const char *path) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_input input = standard_input();
  cwp_status status = strcmp(path, "-") == 0 ? cwp_import_add_input(self->import, &input, &error)
                                             : cwp_import_add_file(self->import, path, &error);
  if (status == CWP_OK) return CODE_GO_ON;
  if (code_of(status) == CODE_INTERNAL) return explain_error(&error);
  if (self->failed++ == 0) self->failure = error;
  return CODE_GO_ON;
}

static int check_names(const cmd_arguments *arguments) {
  int standard_inputs = 0;
  for (size_t i = 0; i < arguments->operand_count; i++) {
    if (strcmp(arguments->operands[i], "-") == 0) standard_inputs++;
  }
  if (standard_inputs > 1) return wrong_usage(arguments->verb, "- can be given once only: it is standard input");
  return CODE_GO_ON;
}

int files_read(cmd_files *self, const cmd_arguments *arguments, const cwp_pathway *pathway, cwp_date on) {
  *self = (cmd_files){0};
  int code = check_names(arguments);
  if (code != CODE_GO_ON) return code;
  cwp_import_options options = CWP_IMPORT_OPTIONS_INIT;
  options.on = on;
  options.progress = show_reading;
  cwp_error error;
  if (cwp_import_new(pathway, &options, NULL, &self->import, &error) != CWP_OK) return explain_error(&error);
  progress_start();
  for (size_t i = 0; i < arguments->operand_count && code == CODE_GO_ON; i++)
    code = add_file(self, arguments->operands[i]);
  if (code == CODE_GO_ON && cwp_import_finish(self->import, &self->team, &error) != CWP_OK)
    code = explain_error(&error);
  progress_clear();
  return code;
}

void files_free(cmd_files *self) {
  cwp_team_free(self->team);
  cwp_import_free(self->import);
}
