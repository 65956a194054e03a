/* What cwp check keeps of findings while files are read. */

#include "check.h"

#include "findings.h"
#include "messages.h"
#include "terminal.h"

#include <stdlib.h>
#include <string.h>

size_t check_list(size_t file, cwp_severity severity) {
  return file * CWP_SEVERITY_END + (size_t)(CWP_SEVERITY_ERROR - severity);
}

/* The file that a finding is about: the one being read, or where it comes of files together, one by its name. */
static size_t file_of(const cmd_check *self, const cwp_finding *finding) {
  if (self->current < self->file_count && strcmp(self->files[self->current].path, finding->path) == 0 &&
      !self->files[self->current].is_repeated)
    return self->current;
  for (size_t i = 0; i < self->file_count; i++)
    if (strcmp(self->files[i].path, finding->path) == 0) return i;
  return 0;
}

/* 1 if the service has said that code of this row before: it shows the first only. */
static int is_said_before(cmd_check *self, size_t file, const cwp_finding *finding) {
  if (self->row != finding->record || self->row_file != file) self->code_count = 0;
  self->row = finding->record;
  self->row_file = file;
  if (finding->record == 0) return 0;
  for (size_t i = 0; i < self->code_count; i++)
    if (strcmp(self->codes[i], finding->upstream) == 0) return 1;
  if (self->code_count < sizeof self->codes / sizeof self->codes[0])
    compose(self->codes[self->code_count++], sizeof self->codes[0], "%s", finding->upstream);
  return 0;
}

/* Groups. */

static int is_of_group(const check_group *group, const cwp_finding *finding) {
  return (group->id == finding->id || strcmp(group->id, finding->id) == 0) && group->severity == finding->severity &&
         (group->column == finding->column || strcmp(group->column, finding->column) == 0);
}

static check_group *add_group(check_file *file, const cwp_finding *finding) {
  if (file->group_count == file->group_capacity) {
    size_t capacity = file->group_capacity ? file->group_capacity * 2 : 16;
    check_group *groups = realloc(file->groups, capacity * sizeof *groups);
    if (!groups) return NULL;
    file->groups = groups;
    file->group_capacity = capacity;
  }
  check_group *group = &file->groups[file->group_count];
  *group = (check_group){.severity = finding->severity, .order = file->group_count};
  size_t id_size = strlen(finding->id) + 1, column_size = strlen(finding->column) + 1;
  char *id = malloc(id_size), *column = malloc(column_size);
  if (!id || !column) {
    free(id);
    free(column);
    return NULL;
  }
  memcpy(id, finding->id, id_size);
  memcpy(column, finding->column, column_size);
  group->id = id;
  group->column = column;
  finding_place(finding, 0, group->place, sizeof group->place);
  compose(group->message, sizeof group->message, "%s", finding->message);
  compose(group->upstream, sizeof group->upstream, "%s", finding->upstream);
  compose(group->action, sizeof group->action, "%s", finding->upstream_action);
  file->group_count++;
  return group;
}

static int add_to_group(check_file *file, const cwp_finding *finding) {
  check_group *group = NULL;
  for (size_t i = file->group_count; i > 0 && !group; i--)
    if (is_of_group(&file->groups[i - 1], finding)) group = &file->groups[i - 1];
  if (!group) group = add_group(file, finding);
  if (!group) return 0;
  if (group->count <= CHECK_LINES) group->lines[group->count] = finding->line;
  group->count++;
  return 1;
}

/* Single findings. */

enum { TEXTS = 7 };

/* The texts of a finding that are kept, in their order. */
static void texts_of(cwp_finding *finding, const char **texts[TEXTS]) {
  const char **const all[TEXTS] = {&finding->id,
                                   &finding->column,
                                   &finding->value,
                                   &finding->message,
                                   &finding->upstream,
                                   &finding->upstream_severity,
                                   &finding->upstream_action};
  memcpy(texts, all, sizeof all);
}

static int add_to_spool(cmd_check *self, size_t file, cwp_finding finding) {
  const char **texts[TEXTS];
  size_t list = check_list(file, finding.severity);
  const uint64_t numbers[3] = {finding.line, finding.record, (uint64_t)finding.severity};
  texts_of(&finding, texts);
  if (!spool_add(&self->spool, list, numbers, sizeof numbers)) return 0;
  for (size_t i = 0; i < TEXTS; i++) {
    size_t length = strlen(*texts[i]);
    unsigned short kept = (unsigned short)(length < 2000 ? length : utf8_whole(*texts[i], 2000));
    if (!spool_add(&self->spool, list, &kept, sizeof kept) || !spool_add(&self->spool, list, *texts[i], kept)) return 0;
  }
  return 1;
}

int check_next(cmd_spool_reader *reader, check_record *record) {
  uint64_t numbers[3];
  const char **texts[TEXTS];
  size_t used = 0;
  if (!spool_read(reader, numbers, sizeof numbers)) return 0;
  record->finding =
      (cwp_finding){.line = numbers[0], .record = numbers[1], .severity = (cwp_severity)numbers[2], .path = ""};
  texts_of(&record->finding, texts);
  for (size_t i = 0; i < TEXTS; i++) {
    unsigned short length;
    if (!spool_read(reader, &length, sizeof length) || length >= sizeof record->texts - used) return 0;
    if (!spool_read(reader, record->texts + used, length)) return 0;
    *texts[i] = record->texts + used;
    record->texts[used + length] = '\0';
    used += length + 1u;
  }
  return 1;
}

int check_hear(void *context, const cwp_finding *heard) {
  cmd_check *self = context;
  cwp_finding finding = *heard;
  size_t file = file_of(self, heard);
  if (self->upstream_only) {
    if (!heard->upstream[0] || is_said_before(self, file, heard)) return 0;
    finding.severity = strcmp(heard->upstream_severity, "error") == 0 ? CWP_SEVERITY_ERROR : CWP_SEVERITY_WARNING;
  }
  self->files[file].counts[finding.severity]++;
  int is_kept =
      self->view == CHECK_GROUPS ? add_to_group(&self->files[file], &finding) : add_to_spool(self, file, finding);
  if (!is_kept) self->is_broken = 1;
  return self->is_broken;
}

void check_free(cmd_check *self) {
  for (size_t i = 0; self->files && i < self->file_count; i++) {
    for (size_t j = 0; j < self->files[i].group_count; j++) {
      free(self->files[i].groups[j].id);
      free(self->files[i].groups[j].column);
    }
    free(self->files[i].groups);
  }
  free(self->files);
  free(self->mapping);
  spool_free(&self->spool);
  cwp_import_free(self->import);
}
