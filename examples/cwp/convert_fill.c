/* cwp convert --fill-categories: role categories for a staff file, where somebody agrees. */

#include "convert.h"
#include "files.h"
#include "messages.h"

#include <string.h>

/* Whose word counts. */
typedef struct filling {
  cmd_convert *convert;
  const char *path;
  const char *agree; /* NULL: nobody has been asked yet */
  cwp_fill *fill;
} filling;

static int open_input(const char *path, cwp_input *input) {
  cwp_error error;
  return cwp_file_open(path, input, &error) == CWP_OK ? CODE_GO_ON : explain_error(&error);
}

static int read_staff(filling *self) {
  cwp_error error;
  cwp_input input;
  int code = open_input(self->path, &input);
  if (code != CODE_GO_ON) return code;
  if (cwp_fill_read(self->convert->pathway, &input, self->convert->on, NULL, NULL, self->convert->findings, &self->fill,
                    &error) != CWP_OK)
    code = explain_error(&error);
  cwp_file_close(&input);
  return code;
}

static int read_answers(const filling *self) {
  cwp_error error;
  int is_standard = strcmp(self->agree, "-") == 0;
  cwp_input input = files_standard_input();
  int code = is_standard ? CODE_GO_ON : open_input(self->agree, &input);
  if (code != CODE_GO_ON) return code;
  if (cwp_fill_agree(self->fill, &input, self->convert->findings, &error) != CWP_OK) code = explain_error(&error);
  if (!is_standard) cwp_file_close(&input);
  return code;
}

static int agree(const filling *self) {
  if (strcmp(self->agree, "all") == 0)
    cwp_fill_agree_all(self->fill, CWP_CATEGORY_FAIR);
  else if (strcmp(self->agree, "strong") == 0)
    cwp_fill_agree_all(self->fill, CWP_CATEGORY_STRONG);
  else
    return read_answers(self);
  return CODE_GO_ON;
}

/* The table for somebody who knows the workers. */
static int write_table(const filling *self) {
  cwp_error error;
  convert_target to;
  char *text;
  size_t length;
  int code = convert_target_open(&to, self->convert->output);
  if (code != CODE_GO_ON) return code;
  if (cwp_fill_print(self->fill, &text, &length, &error) != CWP_OK) {
    convert_target_close(&to, 1);
    return explain_error(&error);
  }
  int failed = to.output.write(to.output.context, text, length);
  cwp_text_free(NULL, text);
  code = convert_target_close(&to, failed && to.writer);
  const converted_file about = {
      .kind = "suggestions", .read = cwp_fill_count(self->fill), .written = cwp_fill_count(self->fill)};
  return code == CODE_GO_ON ? convert_report(self->convert, self->convert->output, &about) : code;
}

/* 1 if an answer could not be used. */
static int has_bad_answers(const filling *self) {
  return cwp_findings_count_of(self->convert->findings, CWP_SEVERITY_ERROR) > 0;
}

static int write_staff(const filling *self) {
  cwp_error error;
  convert_target to;
  cwp_input input;
  uint64_t filled = 0;
  int gives_up = has_bad_answers(self) && !arguments_has(self->convert->arguments, "keep-going");
  int code = gives_up ? CODE_GO_ON : open_input(self->path, &input);
  self->convert->left_out |= has_bad_answers(self);
  if (gives_up) complain("nothing is written, for answers or rows cannot be used; --keep-going fills in the rest");
  if (gives_up || code != CODE_GO_ON) return code;
  code = convert_target_open(&to, self->convert->output);
  if (code == CODE_GO_ON && cwp_fill_write(self->fill, &input, &to.output, &filled, &error) != CWP_OK)
    code = explain_error(&error);
  int closed = convert_target_close(&to, code != CODE_GO_ON);
  cwp_file_close(&input);
  const converted_file about = {.kind = "asc-staff", .read = cwp_fill_count(self->fill), .written = filled};
  if (code == CODE_GO_ON) code = closed;
  return code == CODE_GO_ON ? convert_report(self->convert, self->convert->output, &about) : code;
}

int convert_categories(cmd_convert *self) {
  const cmd_arguments *arguments = self->arguments;
  filling all = {.convert = self, .path = arguments->operands[0], .agree = arguments_value(arguments, "agree")};
  if (arguments->operand_count > 1 || strcmp(all.path, "-") == 0)
    return wrong_usage(arguments->verb, "--fill-categories takes one staff file, by its name: it is read twice");
  int code = read_staff(&all);
  if (code == CODE_GO_ON && all.agree) code = agree(&all);
  if (code == CODE_GO_ON) code = all.agree ? write_staff(&all) : write_table(&all);
  cwp_fill_free(all.fill);
  return code;
}
