#include "cwp/finding.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

#include <string.h>

struct cwp_findings {
  cwp_allocator allocator;
  cwp__arena texts;
  cwp_finding *items;
  size_t count;
  size_t capacity;
  size_t counts[CWP_SEVERITY_END];
};

enum { VALUE_SIZE = 201, SHOWN_SIZE = 1024 };

static int is_severity(cwp_severity severity) {
  return (unsigned)severity < CWP_SEVERITY_END;
}

const char *cwp_severity_name(cwp_severity severity) {
  static const char *const names[CWP_SEVERITY_END] = {"note", "warning", "error"};
  return is_severity(severity) ? names[severity] : "unknown";
}

cwp_status cwp_findings_new(const cwp_allocator *allocator, cwp_findings **out, cwp_error *error) {
  *out = NULL;
  cwp_allocator with = cwp__allocator_or_default(allocator);
  cwp_findings *self = cwp__allocate_zeroed(&with, 1, sizeof *self);
  if (self == NULL) return cwp__fail_memory(error);
  self->allocator = with;
  cwp__arena_init(&self->texts, &with);
  *out = self;
  return CWP_OK;
}

void cwp_findings_free(cwp_findings *self) {
  if (self == NULL) return;
  cwp_allocator with = self->allocator;
  cwp__arena_free(&self->texts);
  cwp__release(&with, self->items);
  cwp__release(&with, self);
}

size_t cwp_findings_count(const cwp_findings *self) {
  return self->count;
}

size_t cwp_findings_count_of(const cwp_findings *self, cwp_severity severity) {
  return is_severity(severity) ? self->counts[severity] : 0;
}

const cwp_finding *cwp_findings_at(const cwp_findings *self, size_t index) {
  return index < self->count ? &self->items[index] : NULL;
}

/* A copy of `text` that is safe to show, cut to less than `size` bytes; for texts too long for the stack. */
static const char *keep_long(cwp_findings *self, const char *text, size_t length, size_t size) {
  char *shown = cwp__arena_allocate(&self->texts, size, 1);
  if (shown != NULL) cwp__show(shown, size, text, length);
  return shown;
}

/*
 * A copy of `text`, safe to show, of less than `size` bytes. Neighbouring findings mostly share their file, rule and
 * column, so `before`, the same text of the finding before, is taken again where it is equal.
 */
static const char *keep(cwp_findings *self, const char *text, size_t size, const char *before) {
  size_t length = text == NULL ? 0 : strlen(text);
  if (length == 0) return "";
  if (length > SIZE_MAX / 4 - 2) return NULL;
  if (4 * length + 8 < size) size = 4 * length + 8; /* no escape is longer than four times its bytes */
  char shown[SHOWN_SIZE];
  if (size > sizeof shown) return keep_long(self, text, length, size);
  size_t bytes = cwp__show(shown, size, text, length);
  if (before != NULL && strcmp(before, shown) == 0) return before;
  return cwp__arena_text(&self->texts, shown, bytes);
}

cwp_status cwp_findings_add(cwp_findings *self, const cwp_finding *finding, cwp_error *error) {
  if (!is_severity(finding->severity))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a finding cannot have severity %d", (int)finding->severity);
  void *items = self->items;
  if (!cwp__reserve(&self->allocator, &items, &self->capacity, self->count + 1, sizeof *self->items))
    return cwp__fail_memory(error);
  self->items = items;

  static const cwp_finding none;
  const cwp_finding *last = self->count > 0 ? &self->items[self->count - 1] : &none;
  cwp_finding copy = *finding;
  copy.id = keep(self, finding->id, SIZE_MAX, last->id);
  copy.path = keep(self, finding->path, SIZE_MAX, last->path);
  copy.column = keep(self, finding->column, SIZE_MAX, last->column);
  copy.value = keep(self, finding->value, VALUE_SIZE, last->value);
  copy.message = keep(self, finding->message, SIZE_MAX, last->message);
  copy.upstream = keep(self, finding->upstream, SIZE_MAX, last->upstream);
  copy.upstream_severity = keep(self, finding->upstream_severity, SIZE_MAX, last->upstream_severity);
  copy.upstream_action = keep(self, finding->upstream_action, SIZE_MAX, last->upstream_action);
  if (copy.id == NULL || copy.path == NULL || copy.column == NULL || copy.value == NULL || copy.message == NULL ||
      copy.upstream == NULL || copy.upstream_severity == NULL || copy.upstream_action == NULL)
    return cwp__fail_memory(error);

  self->items[self->count++] = copy;
  self->counts[copy.severity]++;
  return CWP_OK;
}
