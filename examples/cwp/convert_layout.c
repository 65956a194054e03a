/* cwp convert: files of the national data set in other layouts. */

#include "convert.h"
#include "files.h"
#include "messages.h"

#include <string.h>

enum { PATH_SIZE = 4096 };

static int read_days(const cmd_convert *self, cwp_records_conversion *options) {
  const struct {
    const char *name;
    cwp_date *day;
  } days[] = {{"codes-of", &options->written}, {"codes-on", &options->wanted}};
  for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
    cwp_error error;
    const char *text = arguments_value(self->arguments, days[i].name);
    if (text && cwp_date_parse(text, days[i].day, &error) != CWP_OK)
      return wrong_usage(self->arguments->verb, "--%s wants a day such as 2025-11-30: %s", days[i].name, error.message);
  }
  options->keep_codes = arguments_has(self->arguments, "keep-codes");
  if (options->keep_codes && (options->written != CWP_DATE_NONE || options->wanted != CWP_DATE_NONE))
    return wrong_usage(self->arguments->verb, "--keep-codes excludes --codes-of and --codes-on");
  return CODE_GO_ON;
}

static int read_options(const cmd_convert *self, cwp_records_conversion *options) {
  cwp_error error;
  cwp_date day;
  options->codes = self->pathway;
  options->kind = self->kind;
  options->day = arguments_value(self->arguments, "layout");
  if (options->day && strcmp(options->day, "today") != 0 && cwp_date_parse(options->day, &day, &error) != CWP_OK)
    return wrong_usage(self->arguments->verb, "--layout wants today or a day such as 2025-06-24: %s", error.message);
  return read_days(self, options);
}

/* The part of a path behind the last slash. */
static const char *name_of(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

/* Where the output of one of several files goes: into the folder, under the name that it has. */
static const char *target_of(const cmd_convert *self, const char *path, char text[PATH_SIZE]) {
  if (!self->output || self->arguments->operand_count == 1) return self->output;
  compose(text, PATH_SIZE, "%s/%s", self->output, name_of(path));
  return text;
}

/* Files of the same name from several folders would end as one. */
static int check_names(const cmd_convert *self) {
  const cmd_arguments *arguments = self->arguments;
  if (arguments->operand_count > 1 && !self->output)
    return wrong_usage(arguments->verb, "several files want --output with a folder to write them to");
  for (size_t i = 0; i < arguments->operand_count && arguments->operand_count > 1; i++) {
    if (strcmp(arguments->operands[i], "-") == 0)
      return wrong_usage(arguments->verb, "- has no name to be written under, and there are several files");
    for (size_t j = 0; j < i; j++) {
      if (strcmp(name_of(arguments->operands[i]), name_of(arguments->operands[j])) == 0)
        return wrong_usage(arguments->verb, "two files would be written to %s", name_of(arguments->operands[i]));
    }
  }
  return arguments->operand_count > 1 ? convert_check_folder(self->output) : CODE_GO_ON;
}

static void complain_left_out(const char *name, const char *target) {
  if (!target)
    complain("%s: rows could not be used and are left out: do not upload what was written, for the national service "
             "deletes workers who are missing from a staff file",
             name);
  else
    complain("%s: rows could not be used, so %s is not written: the national service deletes workers who are missing "
             "from a staff file; --keep-going writes what could be used",
             name, target);
}

static int convert_one(cmd_convert *self, const cwp_input *input, const char *target,
                       const cwp_records_conversion *options) {
  cwp_error error;
  convert_target to;
  cwp_records_counts counts;
  int code = convert_target_open(&to, target);
  if (code != CODE_GO_ON) return code;
  if (cwp_records_convert(input, options, &to.output, NULL, self->findings, &counts, &error) != CWP_OK) {
    convert_target_close(&to, 1);
    return explain_error(&error);
  }
  int left_out = counts.written < counts.rows;
  int gives_up = left_out && !arguments_has(self->arguments, "keep-going");
  self->left_out |= left_out;
  code = convert_target_close(&to, gives_up);
  if (gives_up) complain_left_out(input->name, target);
  if (gives_up && target) counts.written = 0;
  const converted_file about = {.kind = cwp_file_kind_name(counts.kind),
                                .from = counts.version_from,
                                .version = counts.version_to,
                                .read = counts.rows,
                                .written = counts.written,
                                .lost = counts.lost,
                                .recoded = counts.recoded};
  return code == CODE_GO_ON ? convert_report(self, target, &about) : code;
}

static int convert_file(cmd_convert *self, const char *path, const cwp_records_conversion *options) {
  char text[PATH_SIZE];
  cwp_error error;
  cwp_input input = files_standard_input();
  int is_standard = strcmp(path, "-") == 0;
  if (!is_standard && cwp_file_open(path, &input, &error) != CWP_OK) return explain_error(&error);
  int code = convert_one(self, &input, target_of(self, path, text), options);
  if (!is_standard) cwp_file_close(&input);
  return code;
}

int convert_layouts(cmd_convert *self) {
  cwp_records_conversion options = CWP_RECORDS_CONVERSION_INIT;
  int code = read_options(self, &options);
  if (code == CODE_GO_ON) code = check_names(self);
  for (size_t i = 0; i < self->arguments->operand_count && code == CODE_GO_ON; i++)
    code = convert_file(self, self->arguments->operands[i], &options);
  return code;
}
