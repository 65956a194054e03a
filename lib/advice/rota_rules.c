/* Sets of rules: making, showing, freeing. */

#include "advice/rota_rules.h"
#include "base/error.h"

#include <stddef.h>

const char *cwp_rota_severity_name(cwp_rota_severity severity) {
  static const char *const names[] = {"pass", "note", "warn", "block"};
  return (unsigned)severity < CWP_ROTA_SEVERITY_END ? names[severity] : "unknown";
}

const char *cwp_shift_part_name(cwp_shift_part part) {
  static const char *const names[] = {"any", "day", "night"};
  return (unsigned)part < CWP_SHIFT_PART_END ? names[part] : "unknown";
}

const char *cwp_rota_measure_name(cwp_rota_measure measure) {
  static const char *const names[] = {"each", "none", "least", "most", "share", "per", "familiar"};
  return (unsigned)measure < CWP_MEASURE_END ? names[measure] : "unknown";
}

void cwp_rota_rules_free(cwp_rota_rules *self) {
  if (!self) return;
  cwp_allocator allocator = self->allocator;
  cwp__release(&allocator, self->rules);
  cwp__release(&allocator, self->fits);
  cwp__release(&allocator, self->needs);
  cwp__release(&allocator, self->need_of);
  cwp__release(&allocator, self->role_sets);
  cwp__arena_free(&self->arena);
  cwp__release(&allocator, self);
}

const char *cwp_rota_rules_id(const cwp_rota_rules *self) {
  return self ? self->id : "";
}

const char *cwp_rota_rules_title(const cwp_rota_rules *self) {
  return self ? self->title : "";
}

size_t cwp_rota_rules_count(const cwp_rota_rules *self) {
  return self ? self->rule_count : 0;
}

const cwp_rota_rule *cwp_rota_rules_at(const cwp_rota_rules *self, size_t index) {
  return self && index < self->rule_count ? &self->rules[index].told : NULL;
}
