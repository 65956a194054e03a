#include "findings.h"

#include "layout.h"
#include "messages.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static int compare_size(size_t a, size_t b) {
  return (a > b) - (a < b);
}

static int compare_worst_first(const void *left, const void *right) {
  const listed_finding *a = left, *b = right;
  if (a->finding->severity != b->finding->severity) return (int)b->finding->severity - (int)a->finding->severity;
  return compare_size(a->order, b->order);
}

int findings_list(finding_list *self, const cwp_findings *findings, const char *path, int upstream_only) {
  size_t count = cwp_findings_count(findings);
  *self = (finding_list){calloc(count + 1, sizeof *self->items), 0};
  if (!self->items) return out_of_memory();
  for (size_t i = 0; i < count; i++) {
    const cwp_finding *finding = cwp_findings_at(findings, i);
    if (path && strcmp(finding->path, path) != 0) continue;
    if (upstream_only && !finding->upstream[0]) continue;
    self->items[self->count++] = (listed_finding){finding, i};
  }
  qsort(self->items, self->count, sizeof *self->items, compare_worst_first);
  return CODE_GO_ON;
}

void findings_free(finding_list *self) {
  free(self->items);
}

size_t findings_count_of(const finding_list *self, cwp_severity severity) {
  size_t count = 0;
  for (size_t i = 0; i < self->count; i++)
    count += self->items[i].finding->severity == severity;
  return count;
}

void findings_counts_text(const finding_list *self, char *text, size_t size) {
  static const char *const one[CWP_SEVERITY_END] = {"note", "warning", "error"};
  static const char *const many[CWP_SEVERITY_END] = {"notes", "warnings", "errors"};
  char part[64];
  size_t left = self->count;
  compose(text, size, "%s", left == 0 ? "nothing" : "");
  for (int severity = CWP_SEVERITY_END - 1; severity >= 0; severity--) {
    size_t count = findings_count_of(self, (cwp_severity)severity);
    if (count == 0) continue;
    const char *before = !text[0] ? "" : left == count ? " and " : ", ";
    compose_more(text, size, "%s%s", before, count_text(count, one[severity], many[severity], part, sizeof part));
    left -= count;
  }
}

void findings_json_counts(cmd_json *json, const char *key, const finding_list *self) {
  json_key(json, key);
  json_flat_object(json);
  for (int severity = CWP_SEVERITY_END - 1; severity >= 0; severity--)
    json_member_number(json, cwp_severity_name((cwp_severity)severity),
                       (int64_t)findings_count_of(self, (cwp_severity)severity));
  json_end(json);
}

void finding_json(cmd_json *json, const cwp_finding *finding) {
  json_flat_object(json);
  json_member(json, "id", finding->id);
  json_member(json, "severity", cwp_severity_name(finding->severity));
  json_member_position(json, "line", finding->line);
  json_member_position(json, "record", finding->record);
  json_member(json, "column", finding->column);
  json_member(json, "value", finding->value);
  json_member(json, "message", finding->message);
  json_member(json, "upstream", finding->upstream);
  json_member(json, "upstream_severity", finding->upstream_severity);
  json_member(json, "upstream_action", finding->upstream_action);
  json_end(json);
}

void finding_place(const cwp_finding *finding, int with_path, char *text, size_t size) {
  text[0] = '\0';
  if (with_path && finding->path[0]) compose_more(text, size, "%s", finding->path);
  if (finding->line) compose_more(text, size, "%sline %" PRIu64, text[0] ? ", " : "", finding->line);
  if (finding->column[0]) compose_more(text, size, "%s%s", text[0] ? ", " : "", finding->column);
  if (finding->value[0])
    compose_more(text, size, "%s\"%s\"", finding->column[0] ? " " : text[0] ? ", " : "", finding->value);
}

static int compare_kind(const listed_finding *a, const listed_finding *b) {
  if (a->finding->severity != b->finding->severity) return (int)b->finding->severity - (int)a->finding->severity;
  int ids = strcmp(a->finding->id, b->finding->id);
  return ids ? ids : strcmp(a->finding->column, b->finding->column);
}

static int compare_groups(const void *left, const void *right) {
  const listed_finding *a = left, *b = right;
  int kinds = compare_kind(a, b);
  return kinds ? kinds : compare_size(a->order, b->order);
}

typedef struct group {
  const listed_finding *members;
  size_t count;
} group;

static int compare_frequency(const void *left, const void *right) {
  const group *a = left, *b = right;
  cwp_severity a_severity = a->members->finding->severity, b_severity = b->members->finding->severity;
  if (a_severity != b_severity) return (int)b_severity - (int)a_severity;
  if (a->count != b->count) return compare_size(b->count, a->count);
  return compare_size(a->members->order, b->members->order);
}

int findings_each_group(const finding_list *self, finding_group_shower *show, const void *context) {
  listed_finding *sorted = calloc(self->count + 1, sizeof *sorted);
  group *groups = calloc(self->count + 1, sizeof *groups);
  size_t group_count = 0;
  if (!sorted || !groups) {
    free(sorted);
    free(groups);
    return out_of_memory();
  }
  memcpy(sorted, self->items, self->count * sizeof *sorted);
  qsort(sorted, self->count, sizeof *sorted, compare_groups);
  for (size_t i = 0; i < self->count; i++) {
    if (i == 0 || compare_kind(&sorted[i], &sorted[i - 1]) != 0) groups[group_count++].members = &sorted[i];
    groups[group_count - 1].count++;
  }
  qsort(groups, group_count, sizeof *groups, compare_frequency);
  for (size_t i = 0; i < group_count; i++)
    show(groups[i].members, groups[i].count, context);
  free(groups);
  free(sorted);
  return CODE_GO_ON;
}
