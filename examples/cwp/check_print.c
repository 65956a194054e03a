/* What cwp check prints: groups, single findings, JSON, CSV. */

#include "check.h"

#include "findings.h"
#include "json.h"
#include "layout.h"
#include "messages.h"
#include "output.h"
#include "record.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_SIZE = 1024, SEVERITY_WIDTH = 9 };

static const cwp_import_file *file_at(const cmd_check *self, size_t index) {
  return cwp_import_file_at(self->import, self->files[index].read);
}

/* Calls `show` with every finding of a file, worst first. CODE_GO_ON or CODE_INTERNAL. */
typedef void finding_shower(const cmd_check *self, const cwp_finding *finding, void *context);

static int each_finding(cmd_check *self, size_t file, finding_shower *show, void *context) {
  for (int severity = CWP_SEVERITY_ERROR; severity >= CWP_SEVERITY_NOTE; severity--) {
    cmd_spool_reader reader;
    check_record *record = malloc(sizeof *record);
    uint64_t left = self->files[file].counts[severity];
    int is_open = spool_open(&reader, &self->spool, check_list(file, (cwp_severity)severity));
    while (record && is_open && left > 0 && !out_failed() && check_next(&reader, record)) {
      show(self, &record->finding, context);
      left--;
    }
    spool_close(&reader);
    free(record);
    if (!record || !is_open) return out_of_memory();
    if (left > 0 && !out_failed()) {
      complain("the temporary file with the findings could not be read again");
      return CODE_INTERNAL;
    }
  }
  return CODE_GO_ON;
}

/* JSON. */

static void json_counts(cmd_json *json, const check_file *file) {
  json_key(json, "counts");
  json_flat_object(json);
  for (int severity = CWP_SEVERITY_ERROR; severity >= CWP_SEVERITY_NOTE; severity--)
    json_member_number(json, cwp_severity_name((cwp_severity)severity), (int64_t)file->counts[severity]);
  json_end(json);
}

static void json_one(const cmd_check *self, const cwp_finding *finding, void *context) {
  (void)self;
  finding_json(context, finding);
}

static int json_file(cmd_check *self, cmd_json *json, size_t index) {
  const cwp_import_file *file = file_at(self, index);
  json_object(json);
  json_member(json, "path", file->path);
  json_member(json, "kind", cwp_file_kind_name(file->kind));
  json_member(json, "format_version", file->version);
  json_member_number(json, "records", (int64_t)file->records);
  json_counts(json, &self->files[index]);
  json_key(json, "findings");
  json_array(json);
  int code = each_finding(self, index, json_one, json);
  json_end(json);
  json_end(json);
  return code;
}

static int print_json(cmd_check *self) {
  cmd_json json;
  char date[CWP_DATE_TEXT_SIZE];
  int code = CODE_GO_ON;
  record_json_start(&json, self->pathway);
  json_member(&json, "on", cwp_date_format(self->on, date));
  json_member(&json, "as", self->upstream_only ? "upstream" : "");
  json_key(&json, "files");
  json_array(&json);
  for (size_t i = 0; i < self->file_count && code == CODE_GO_ON; i++)
    code = json_file(self, &json, i);
  json_end(&json);
  json_finish(&json);
  return code;
}

/* CSV. */

/* A cell in quotes. What a spreadsheet would take for a formula gets an apostrophe in front. */
static void csv_cell(const char *text, const char *behind) {
  out_text(text[0] && strchr("=+-@\t\r", text[0]) ? "\"'" : "\"");
  for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
    out_bytes(text, (size_t)(quote - text) + 1);
    out_text("\"");
  }
  out_text(text);
  out_text("\"");
  out_text(behind);
}

static void csv_one(const cmd_check *self, const cwp_finding *finding, void *context) {
  const cwp_import_file *file = context;
  (void)self;
  csv_cell(file->path, ",");
  csv_cell(cwp_file_kind_name(file->kind), ",");
  if (finding->line) out_format("%" PRIu64, finding->line);
  out_text(",");
  if (finding->record) out_format("%" PRIu64, finding->record);
  out_text(",");
  csv_cell(cwp_severity_name(finding->severity), ",");
  csv_cell(finding->id, ",");
  csv_cell(finding->column, ",");
  csv_cell(finding->value, ",");
  csv_cell(finding->message, ",");
  csv_cell(finding->upstream, ",");
  csv_cell(finding->upstream_severity, ",");
  csv_cell(finding->upstream_action, "\n");
}

static int print_csv(cmd_check *self) {
  int code = CODE_GO_ON;
  out_text("file,kind,line,record,severity,id,column,value,message,upstream,upstream_severity,upstream_action\n");
  for (size_t i = 0; i < self->file_count && code == CODE_GO_ON; i++) {
    cwp_import_file file = *file_at(self, i);
    code = each_finding(self, i, csv_one, &file);
  }
  return code;
}

/* Text. */

static const char *kind_words(cwp_file_kind kind) {
  switch (kind) {
  case CWP_FILE_ASC_STAFF:
    return "staff records of the national data set (ASC-WDS)";
  case CWP_FILE_ASC_TRAINING:
    return "training records of the national data set (ASC-WDS)";
  case CWP_FILE_ASC_WORKPLACE:
    return "workplaces of the national data set (ASC-WDS)";
  case CWP_FILE_WIDE:
    return "workers in the wide shape of analysts";
  case CWP_FILE_PORTFOLIO:
    return "a portfolio";
  case CWP_FILE_PATHWAY:
    return "a framework";
  case CWP_FILE_SELF_ASSESSMENT:
    return "a form for self-assessment";
  case CWP_FILE_TRAINING_MATRIX:
    return "a training matrix";
  default:
    return "a file of a kind that is not known";
  }
}

static const char *version_word(cwp_file_kind kind) {
  int is_national = kind == CWP_FILE_ASC_STAFF || kind == CWP_FILE_ASC_TRAINING || kind == CWP_FILE_ASC_WORKPLACE;
  if (kind == CWP_FILE_TRAINING_MATRIX) return "shape";
  return is_national ? "layout of" : "format version";
}

static cmd_style severity_style(cwp_severity severity) {
  return severity == CWP_SEVERITY_ERROR ? STYLE_BAD : severity == CWP_SEVERITY_WARNING ? STYLE_SOON : STYLE_FAINT;
}

static void print_severity(cwp_severity severity) {
  out_text("  ");
  out_style(severity_style(severity));
  out_cell(cwp_severity_name(severity), SEVERITY_WIDTH, SIDE_LEFT);
  out_style(STYLE_PLAIN);
}

/* The rule's name; the national service's own code comes first where it is its verdict. */
static void write_name(const cmd_check *self, const char *id, const char *upstream, const char *action, char *text,
                       size_t size) {
  text[0] = '\0';
  if (self->upstream_only) compose_more(text, size, "%s ", upstream);
  compose_more(text, size, "%s", id);
  if (!self->upstream_only && upstream[0])
    compose_more(text, size, " (%s in the national service: %s)", upstream, action);
  if (self->upstream_only) compose_more(text, size, " (%s)", action);
}

static void print_other_lines(const check_group *group) {
  char text[TEXT_SIZE] = "also on line", number[NUMBER_SIZE];
  if (group->count < 2 || !group->lines[1]) return;
  if (group->count > 2) compose_more(text, sizeof text, "s");
  for (size_t i = 1; i < group->count && i <= CHECK_LINES; i++)
    compose_more(text, sizeof text, "%s %" PRIu64, i > 1 ? "," : "", group->lines[i]);
  if (group->count > CHECK_LINES + 1)
    compose_more(text, sizeof text, " and %s more (--all lists them)",
                 number_text(group->count - CHECK_LINES - 1, number));
  out_spaces(SEVERITY_WIDTH + 2);
  out_paragraph(text, SEVERITY_WIDTH + 2, SEVERITY_WIDTH + 2);
}

static void print_group(const cmd_check *self, const check_group *group) {
  char text[TEXT_SIZE], number[NUMBER_SIZE];
  print_severity(group->severity);
  write_name(self, group->id, group->upstream, group->action, text, sizeof text);
  out_style(STYLE_STRONG);
  out_shown(text);
  out_style(STYLE_PLAIN);
  out_format("%s%s\n", group->count > 1 ? "  × " : "", group->count > 1 ? number_text(group->count, number) : "");
  compose(text, sizeof text, "%s%s%s", group->place, group->place[0] ? ": " : "", group->message);
  out_spaces(SEVERITY_WIDTH + 2);
  out_paragraph(text, SEVERITY_WIDTH + 2, SEVERITY_WIDTH + 2);
  print_other_lines(group);
}

/* Worst first, then the most frequent. */
static int compare_groups(const void *left, const void *right) {
  const check_group *a = left, *b = right;
  if (a->severity != b->severity) return (int)b->severity - (int)a->severity;
  if (a->count != b->count) return a->count < b->count ? 1 : -1;
  return (a->order > b->order) - (a->order < b->order);
}

/* One line for each, in the form that editors and compilers have taught people. */
static void print_one(const cmd_check *self, const cwp_finding *finding, void *context) {
  char name[256], place[TEXT_SIZE], text[TEXT_SIZE * 2];
  (void)context;
  write_name(self, finding->id, finding->upstream, finding->upstream_action, name, sizeof name);
  finding_place(finding, 0, place, sizeof place);
  compose(text, sizeof text, "%s%s%s [%s]", place, place[0] ? ": " : "", finding->message, name);
  print_severity(finding->severity);
  out_shown(text);
  out_text("\n");
}

static void write_counts(const check_file *file, char *text, size_t size) {
  static const char *const one[CWP_SEVERITY_END] = {"note", "warning", "error"};
  static const char *const many[CWP_SEVERITY_END] = {"notes", "warnings", "errors"};
  char part[64];
  uint64_t left = file->counts[0] + file->counts[1] + file->counts[2];
  compose(text, size, "%s", left == 0 ? "nothing to mend" : "");
  for (int severity = CWP_SEVERITY_ERROR; severity >= CWP_SEVERITY_NOTE; severity--) {
    uint64_t count = file->counts[severity];
    if (count == 0) continue;
    const char *before = !text[0] ? "" : left == count ? " and " : ", ";
    compose_more(text, size, "%s%s", before, count_text(count, one[severity], many[severity], part, sizeof part));
    left -= count;
  }
}

static int print_file(cmd_check *self, size_t index) {
  const cwp_import_file *file = file_at(self, index);
  check_file *heard = &self->files[index];
  char text[TEXT_SIZE], counts[128], records[64];
  if (index > 0) out_text("\n");
  out_style(STYLE_STRONG);
  out_shown(file->path);
  out_style(STYLE_PLAIN);
  out_text("\n");
  compose(text, sizeof text, "%s", kind_words(file->kind));
  if (file->version[0]) compose_more(text, sizeof text, ", %s %s", version_word(file->kind), file->version);
  compose_more(text, sizeof text, ", %s", count_text(file->records, "record", "records", records, sizeof records));
  write_counts(heard, counts, sizeof counts);
  compose_more(text, sizeof text, ": %s", counts);
  out_text("  ");
  out_paragraph(text, 2, 2);
  if (heard->counts[0] + heard->counts[1] + heard->counts[2] > 0) out_text("\n");
  if (self->view == CHECK_EACH) return each_finding(self, index, print_one, NULL);
  if (heard->group_count > 0) qsort(heard->groups, heard->group_count, sizeof *heard->groups, compare_groups);
  for (size_t i = 0; i < heard->group_count; i++)
    print_group(self, &heard->groups[i]);
  return CODE_GO_ON;
}

int check_print(cmd_check *self) {
  if (self->view == CHECK_JSON) return print_json(self);
  if (self->view == CHECK_CSV) return print_csv(self);
  int code = CODE_GO_ON;
  for (size_t i = 0; i < self->file_count && code == CODE_GO_ON; i++)
    code = print_file(self, i);
  return code;
}
