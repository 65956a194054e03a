/* cwp convert --to portfolio, portfolio-lines, csv and wide: the people of files in other forms. */

#include "convert.h"
#include "files.h"
#include "messages.h"
#include "output.h"
#include "terminal.h"
#include "without.h"

#include <string.h>

enum { PATH_SIZE = 4096, NAME_SIZE = 256 };

/* The people and what is left out of them. */
typedef struct people {
  cmd_convert *convert;
  cmd_files files;
  cwp_print_options options;
} people;

/* ---- A file a person ---- */

/*
 * A file's name for somebody: their id, with what is no letter, digit, dot, hyphen or underscore as %XX, so that two
 * ids never have one name. Of an id that would be too long, the person's place in the files.
 */
static void name_of(const char *id, size_t index, char name[NAME_SIZE]) {
  static const char digits[] = "0123456789ABCDEF";
  enum { MOST = 200 };
  size_t length = 0;
  for (const unsigned char *at = (const unsigned char *)id; *at && length < MOST; at++) {
    int plain = (*at >= '0' && *at <= '9') || (*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z') || *at == '-' ||
                *at == '_' || (*at == '.' && length > 0);
    if (plain) {
      name[length++] = (char)*at;
    } else {
      name[length++] = '%';
      name[length++] = digits[*at >> 4];
      name[length++] = digits[*at & 15];
    }
  }
  if (length >= MOST)
    compose(name, NAME_SIZE, "%%person-%zu.json", index + 1);
  else
    compose(name + length, NAME_SIZE - length, ".json");
}

static int print_person(const people *self, size_t index, char **text, size_t *length) {
  cwp_error error;
  if (cwp_portfolio_print_with(cwp_team_at(self->files.team, index), &self->options, NULL, text, length, &error) !=
      CWP_OK)
    return explain_error(&error);
  return CODE_GO_ON;
}

static int write_bytes(const convert_target *to, const char *text, size_t length) {
  if (to->output.write(to->output.context, text, length) == 0) return CODE_GO_ON;
  complain("%s: could not be written", to->output.name);
  return CODE_INPUT;
}

static int write_person(people *self, size_t index) {
  char name[NAME_SIZE], path[PATH_SIZE], *text;
  size_t length;
  convert_target to;
  int code = print_person(self, index, &text, &length);
  if (code != CODE_GO_ON) return code;
  name_of(cwp_portfolio_person(cwp_team_at(self->files.team, index))->id, index, name);
  compose(path, sizeof path, "%s/%s", self->convert->output, name);
  code = convert_target_open(&to, path);
  if (code == CODE_GO_ON) {
    code = write_bytes(&to, text, length);
    int closed = convert_target_close(&to, code != CODE_GO_ON);
    if (code == CODE_GO_ON) code = closed;
  }
  cwp_text_free(NULL, text);
  return code;
}

static int write_portfolios(people *self, converted_file *about) {
  int code = CODE_GO_ON;
  for (size_t i = 0; i < cwp_team_count(self->files.team) && code == CODE_GO_ON; i++) {
    code = write_person(self, i);
    about->written++;
    progress_show("writing", about->written, "portfolios");
  }
  progress_clear();
  return code;
}

/* ---- One file ---- */

/* A line of JSON: line feeds and what indents the next line are never inside a text. */
static size_t on_one_line(char *text, size_t length) {
  size_t kept = 0;
  for (size_t i = 0; i < length; i++) {
    if (text[i] != '\n') {
      text[kept++] = text[i];
      continue;
    }
    while (i + 1 < length && text[i + 1] == ' ')
      i++;
  }
  text[kept++] = '\n';
  return kept;
}

static int write_lines(people *self, const convert_target *to, converted_file *about) {
  int code = CODE_GO_ON;
  for (size_t i = 0; i < cwp_team_count(self->files.team) && code == CODE_GO_ON; i++) {
    char *text;
    size_t length;
    code = print_person(self, i, &text, &length);
    if (code != CODE_GO_ON) return code;
    code = write_bytes(to, text, on_one_line(text, length));
    cwp_text_free(NULL, text);
    about->written++;
  }
  return code;
}

static int write_table(people *self, const convert_target *to, converted_file *about) {
  cwp_error error;
  cwp_table_counts counts;
  const cwp_pathway *pathway = self->convert->pathway;
  int is_wide = self->convert->form == CONVERT_WIDE;
  cwp_status status =
      is_wide ? cwp_table_wide(self->files.team, pathway, &to->output, NULL, &counts, &error)
              : cwp_table_evidence(self->files.team, pathway, &self->options, &to->output, NULL, &counts, &error);
  if (status != CWP_OK) return explain_error(&error);
  about->written = counts.rows;
  about->lost = counts.left_out;
  return CODE_GO_ON;
}

static int write_one(people *self, converted_file *about) {
  convert_target to;
  int code = convert_target_open(&to, self->convert->output);
  if (code != CODE_GO_ON) return code;
  code = self->convert->form == CONVERT_LINES ? write_lines(self, &to, about) : write_table(self, &to, about);
  int closed = convert_target_close(&to, code != CODE_GO_ON);
  return code == CODE_GO_ON ? closed : code;
}

/* ---- Reading ---- */

/* The findings of the import are those of the conversion. */
static int take_findings(const people *self) {
  cwp_error error;
  const cwp_findings *found = cwp_import_findings(self->files.import);
  for (size_t i = 0; i < cwp_findings_count(found); i++) {
    if (cwp_findings_add(self->convert->findings, cwp_findings_at(found, i), &error) != CWP_OK)
      return explain_error(&error);
  }
  return CODE_GO_ON;
}

static int check_files(const people *self) {
  if (self->files.failed == 0) return CODE_GO_ON;
  int code = explain_error(&self->files.failure);
  if (arguments_has(self->convert->arguments, "keep-going")) return CODE_GO_ON;
  complain("nothing is written, for what is missing would seem not to be there; --keep-going writes the rest");
  return code;
}

/* A file a person goes into a folder, which must be there before anything is read. */
static int check_output(const cmd_convert *convert) {
  if (convert->form != CONVERT_PORTFOLIOS) return CODE_GO_ON;
  if (convert->output) return convert_check_folder(convert->output);
  return wrong_usage(convert->arguments->verb,
                     "--to portfolio wants --output with a folder, for a file a person; --to portfolio-lines writes "
                     "one file");
}

static int convert_all(people *self) {
  static const char *const kinds[] = {[CONVERT_PORTFOLIOS] = "portfolio",
                                      [CONVERT_LINES] = "portfolio-lines",
                                      [CONVERT_EVIDENCE] = "csv",
                                      [CONVERT_WIDE] = "wide"};
  cmd_convert *convert = self->convert;
  converted_file about = {.kind = kinds[convert->form]};
  int code = without_read(convert->arguments, &self->options);
  if (code == CODE_GO_ON && convert->form == CONVERT_WIDE && arguments_has(convert->arguments, "without"))
    return wrong_usage(convert->arguments->verb, "--without goes with portfolios and evidence; the wide shape has none "
                                                 "of it");
  if (code == CODE_GO_ON) code = check_output(convert);
  if (code == CODE_GO_ON) code = files_read(&self->files, convert->arguments, convert->pathway, convert->on);
  if (code == CODE_GO_ON) code = check_files(self);
  if (code == CODE_GO_ON) code = take_findings(self);
  if (code != CODE_GO_ON) return code;
  about.read = cwp_team_count(self->files.team);
  code = convert->form == CONVERT_PORTFOLIOS ? write_portfolios(self, &about) : write_one(self, &about);
  if (code == CODE_GO_ON) code = convert_report(convert, convert->output, &about);
  if (code == CODE_GO_ON && self->files.failed > 0) convert->is_broken = 1;
  return code;
}

int convert_people(cmd_convert *self) {
  people all = {.convert = self, .options = CWP_PRINT_OPTIONS_INIT};
  int code = convert_all(&all);
  files_free(&all.files);
  return code;
}
