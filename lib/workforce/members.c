/* The table of workers. */

#include "workforce/members.h"

#include "base/error.h"
#include "base/memory.h"
#include "cwp/date.h"
#include "pathway/requirements.h"
#include "workforce/evidence.h"

#include <string.h>

/* The bit of a settings column's code that says that it names a setting that there is none of. */
enum { HAS_UNKNOWN = 0x8000, SLOTS = 4 * CWP__MOST_SETTING_SETS, MOST_NAMED = 256 };

/* ---- Settings ---- */

static cwp_status settings_start(cwp__settings *self, const cwp_pathway *pathway, const cwp_allocator *allocator,
                                 cwp_error *error) {
  *self = (cwp__settings){.pathway = pathway, .allocator = *allocator};
  cwp__arena_init(&self->ids, allocator);
  if (!cwp__reserve(allocator, (void **)&self->sets, &self->capacity, 1, sizeof *self->sets))
    return cwp__fail_memory(error);
  self->sets[self->count++] = (cwp__setting_set){NULL, 0};
  return CWP_OK;
}

static void settings_clear(cwp__settings *self) {
  cwp__release(&self->allocator, self->sets);
  cwp__release(&self->allocator, self->slots);
  cwp__arena_free(&self->ids);
  self->sets = NULL;
  self->slots = NULL;
}

/* The next name of a list with spaces between; its length is 0 at the end. */
static cwp__span next_name(cwp__span *rest) {
  *rest = cwp__span_trim(*rest);
  size_t length = 0;
  while (length < rest->length && rest->text[length] != ' ' && rest->text[length] != '\t' &&
         rest->text[length] != '\r' && rest->text[length] != '\n')
    length++;
  cwp__span name = {rest->text, length};
  *rest = (cwp__span){rest->text + length, rest->length - length};
  return name;
}

/* The practice area or delegated activity of a name, or CWP_NONE. */
static cwp_id setting_of(const cwp_pathway *pathway, cwp__span name) {
  uint16_t record = cwp__record_of_text(pathway, name);
  cwp_id id = record;
  return record == CWP__CODE_UNKNOWN || cwp__settings_check(pathway, &id, 1, NULL) != CWP_OK ? CWP_NONE : id;
}

/* Puts an id where it belongs, unless it is there. */
static size_t insert(cwp_id *ids, size_t count, cwp_id id) {
  size_t at = count;
  while (at > 0 && ids[at - 1] >= id)
    at--;
  if (at < count && ids[at] == id) return count;
  memmove(ids + at + 1, ids + at, (count - at) * sizeof *ids);
  ids[at] = id;
  return count + 1;
}

/* Adds a set at a free slot; returns its place, or 0 with a status. */
static uint16_t add_set(cwp__settings *self, const cwp_id *ids, size_t count, uint16_t *slot) {
  if (self->count >= CWP__MOST_SETTING_SETS) {
    self->status = CWP_ERROR_LIMIT;
    return 0;
  }
  cwp_id *kept = cwp__arena_allocate(&self->ids, count, sizeof *kept);
  if (kept == NULL ||
      !cwp__reserve(&self->allocator, (void **)&self->sets, &self->capacity, self->count + 1, sizeof *self->sets)) {
    self->status = CWP_ERROR_MEMORY;
    return 0;
  }
  memcpy(kept, ids, count * sizeof *ids);
  self->sets[self->count] = (cwp__setting_set){kept, count};
  *slot = (uint16_t)self->count;
  return (uint16_t)self->count++;
}

static uint16_t place_of_set(cwp__settings *self, const cwp_id *ids, size_t count) {
  if (count == 0) return 0;
  if (self->slots == NULL) self->slots = cwp__allocate_zeroed(&self->allocator, SLOTS, sizeof *self->slots);
  if (self->slots == NULL) {
    self->status = CWP_ERROR_MEMORY;
    return 0;
  }
  uint64_t hash = cwp__hash_bytes(CWP__HASH_START, ids, count * sizeof *ids);
  size_t at = (size_t)(hash ^ hash >> 32) % SLOTS;
  for (; self->slots[at] != 0; at = (at + 1) % SLOTS) {
    const cwp__setting_set *set = &self->sets[self->slots[at]];
    if (set->count == count && memcmp(set->settings, ids, count * sizeof *ids) == 0) return self->slots[at];
  }
  return add_set(self, ids, count, &self->slots[at]);
}

static uint16_t code_settings(void *context, cwp__span text) {
  cwp__settings *self = context;
  cwp_id ids[MOST_NAMED + 1];
  size_t count = 0;
  uint16_t unknown = 0;
  for (cwp__span name = next_name(&text); name.length > 0 && self->status == CWP_OK; name = next_name(&text)) {
    cwp_id id = setting_of(self->pathway, name);
    if (id == CWP_NONE)
      unknown = HAS_UNKNOWN;
    else
      count = insert(ids, count, id);
    if (count > MOST_NAMED) self->status = CWP_ERROR_LIMIT;
  }
  return self->status == CWP_OK ? place_of_set(self, ids, count) | unknown : 0;
}

/* ---- Columns ---- */

static uint16_t code_role(void *context, cwp__span text) {
  const cwp_pathway *pathway = context;
  uint16_t record = cwp__record_of_text(pathway, text);
  if (record == CWP__CODE_UNKNOWN || cwp_record_kind(pathway, record) != CWP_KIND_ROLE) return CWP__CODE_UNKNOWN;
  return (uint16_t)(record - cwp_pathway_first(pathway, CWP_KIND_ROLE));
}

cwp_status cwp__members_start(cwp__members *self, const cwp_pathway *pathway, const cwp_allocator *allocator,
                              cwp_error *error) {
  *self = (cwp__members){.worker = CWP__NO_FIELD};
  self->role = self->started = self->settings = CWP__NO_FIELD;
  cwp__arena_init(&self->codes, allocator);
  return settings_start(&self->sets, pathway, allocator, error);
}

/* Role categories by number are records of the pathway. */
static cwp_status number_roles(cwp__members *self, cwp_error *error) {
  const cwp_pathway *pathway = self->sets.pathway;
  size_t count = cwp_pathway_count(pathway, CWP_KIND_END);
  self->role_coding = (cwp__coding){(void *)(uintptr_t)pathway, code_role, NULL, 0, CWP__CODE_NULL, NULL};
  if (self->role == CWP__NO_FIELD || cwp__field_uses(&self->table.fields[self->role]) != CWP__AS_INTEGER) return CWP_OK;
  self->roles = cwp__allocate(&self->table.allocator, count, sizeof *self->roles);
  if (self->roles == NULL) return cwp__fail_memory(error);
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_ROLE);
  for (size_t i = 0; i < count; i++)
    self->roles[i] =
        cwp_record_kind(pathway, (cwp_id)i) == CWP_KIND_ROLE ? (uint16_t)(i - first) : (uint16_t)CWP__CODE_UNKNOWN;
  self->role_coding.of_number = self->roles;
  self->role_coding.number_count = count;
  return CWP_OK;
}

cwp_status cwp__members_open(cwp__members *self, struct ArrowArrayStream *stream, cwp_error *error) {
  const unsigned keys = CWP__AS_TEXT | CWP__AS_INTEGER;
  cwp_status status = cwp__table_open(&self->table, "workers", stream, &self->sets.allocator, error);
  if (status == CWP_OK) status = cwp__table_use(&self->table, "worker", keys, &self->worker, error);
  if (status == CWP_OK) status = cwp__table_use(&self->table, "role", keys, &self->role, error);
  if (status == CWP_OK) status = cwp__table_use(&self->table, "started", CWP__AS_DAY, &self->started, error);
  if (status == CWP_OK) status = cwp__table_use(&self->table, "settings", CWP__AS_TEXT, &self->settings, error);
  if (status != CWP_OK) return status;
  if (self->worker == CWP__NO_FIELD)
    return cwp__fail(error, CWP_ERROR_INVALID, "workers: there is no column \"worker\"");
  for (size_t i = 0; i < self->table.field_count; i++) /* what may be grouped by */
    if (cwp__field_uses(&self->table.fields[i]) & (keys | CWP__AS_BOOLEAN | CWP__AS_NULL))
      self->table.fields[i].is_used = 1;
  self->setting_coding = (cwp__coding){&self->sets, code_settings, NULL, 0, 0, NULL};
  return number_roles(self, error);
}

void cwp__members_clear(cwp__members *self) {
  settings_clear(&self->sets);
  cwp__release(&self->sets.allocator, self->roles);
  cwp__release(&self->sets.allocator, self->of);
  cwp__arena_free(&self->codes);
  cwp__table_clear(&self->table);
  self->roles = NULL;
  self->of = NULL;
}

/* ---- Rows ---- */

/* Adds a finding with the value of a column, or with `value`. */
static int add_finding(cwp__member_block *self, size_t i, size_t column, cwp__workforce_finding finding,
                       const char *value) {
  char room[CWP__SHOWN];
  const cwp__table *table = &self->members->table;
  const cwp__chunk *chunk = self->keys.rows.chunk;
  size_t at = self->keys.rows.first + i;
  int refuses = finding == CWP__WF_NO_WORKER || finding == CWP__WF_TWICE;
  cwp__found found = {finding, !refuses, table->name, "", value, 1, chunk->first + at};
  if (column != CWP__NO_FIELD) {
    found.column = table->fields[column].name;
    if (value == NULL) found.value = cwp__read_shown(&table->fields[column], column, chunk, at, room);
  }
  self->members->refused += (uint64_t)refuses;
  return cwp__findings_add(self->findings, &found);
}

/* Each setting of a row that there is none of. */
static int add_unknown_settings(cwp__member_block *self, size_t i) {
  char room[CWP__SHOWN];
  const cwp__members *members = self->members;
  size_t column = members->settings;
  cwp__span text =
      cwp__read_text(&members->table.fields[column], column, self->keys.rows.chunk, self->keys.rows.first + i);
  int is_done = 1;
  for (cwp__span name = next_name(&text); name.length > 0 && is_done; name = next_name(&text)) {
    if (setting_of(members->sets.pathway, name) != CWP_NONE) continue;
    cwp__show(room, sizeof room, name.text, name.length);
    is_done = add_finding(self, i, column, CWP__WF_UNKNOWN_SETTING, room);
  }
  return is_done;
}

cwp_status cwp__member_block_take(cwp__member_block *self, size_t i, uint32_t person, cwp_error *error) {
  cwp__members *members = self->members;
  uint16_t role = self->roles[i], settings = self->settings[i];
  int32_t started = self->started[i];
  int is_done = 1;
  if (role == CWP__CODE_UNKNOWN) is_done = add_finding(self, i, members->role, CWP__WF_UNKNOWN_ROLE, NULL);
  if (is_done && (settings & HAS_UNKNOWN)) is_done = add_unknown_settings(self, i);
  if (is_done && started == CWP__BAD_DAY) is_done = add_finding(self, i, members->started, CWP__WF_DAY_RANGE, NULL);
  if (!is_done) return cwp__fail_memory(error);
  members->of[person] = (cwp__member){.role = role >= CWP__CODE_NULL ? (uint16_t)CWP__NO_RECORD : role,
                                      .settings = (uint16_t)(settings & ~HAS_UNKNOWN),
                                      .started = started == CWP__BAD_DAY ? CWP_DATE_NONE : started};
  return CWP_OK;
}

cwp_status cwp__member_block_refuse(cwp__member_block *self, size_t i, cwp_error *error) {
  int is_done = self->keys.known[i] ? add_finding(self, i, self->members->worker, CWP__WF_TWICE, NULL)
                                    : add_finding(self, i, CWP__NO_FIELD, CWP__WF_NO_WORKER, NULL);
  return is_done ? CWP_OK : cwp__fail_memory(error);
}

static cwp_status read_row(cwp__member_block *self, size_t i, cwp__people *people, cwp_error *error) {
  uint32_t person;
  int is_new = 0;
  cwp__key key = cwp__key_of(&self->keys, i);
  uint64_t row = self->keys.rows.chunk->first + self->keys.rows.first + i;
  cwp_status status = CWP_OK;
  if (self->keys.known[i]) status = cwp__people_add(people, &key, row, &person, &is_new, error);
  if (status != CWP_OK) return status;
  return is_new ? cwp__member_block_take(self, i, person, error) : cwp__member_block_refuse(self, i, error);
}

static void read_columns(cwp__member_block *self) {
  const cwp__members *members = self->members;
  const cwp__field *fields = members->table.fields;
  const cwp__rows *rows = &self->keys.rows;
  if (members->role != CWP__NO_FIELD)
    cwp__read_codes(&fields[members->role], members->role, rows, &members->role_coding, &self->recent_roles,
                    self->roles);
  if (members->settings != CWP__NO_FIELD)
    cwp__read_codes(&fields[members->settings], members->settings, rows, &members->setting_coding,
                    &self->recent_settings, self->settings);
  if (members->started != CWP__NO_FIELD)
    cwp__read_days(&fields[members->started], members->started, rows, self->started);
}

static cwp_status fail_settings(const cwp__members *self, cwp_error *error) {
  if (self->sets.status != CWP_ERROR_LIMIT) return cwp__fail_memory(error);
  return cwp__fail(error, CWP_ERROR_LIMIT,
                   "workers: column \"settings\" has more than %d different sets, or one of more than %d settings",
                   CWP__MOST_SETTING_SETS - 1, MOST_NAMED);
}

cwp_status cwp__member_block_read(cwp__member_block *self, const cwp__rows *rows, cwp_error *error) {
  const cwp__members *members = self->members;
  self->keys.rows = *rows;
  cwp_status status = cwp__keys_read(&members->table, members->worker, &self->keys, error);
  if (status != CWP_OK) return status;
  read_columns(self);
  return members->sets.status != CWP_OK ? fail_settings(members, error) : CWP_OK;
}

static cwp_status read_chunk(cwp__member_block *self, const cwp__chunk *chunk, cwp__people *people, cwp_error *error) {
  cwp_status status = CWP_OK;
  for (size_t row = 0; row < chunk->rows && status == CWP_OK; row += CWP__BLOCK) {
    size_t count = chunk->rows - row < CWP__BLOCK ? chunk->rows - row : CWP__BLOCK;
    const cwp__rows rows = {chunk, row, count};
    status = cwp__member_block_read(self, &rows, error);
    for (size_t i = 0; i < count && status == CWP_OK; i++)
      status = read_row(self, i, people, error);
  }
  return status;
}

cwp__member_block *cwp__member_block_new(cwp__members *members, cwp__findings *findings) {
  cwp__member_block *self = cwp__allocate_zeroed(&members->table.allocator, 1, sizeof *self);
  if (self == NULL) return NULL;
  self->members = members;
  self->findings = findings;
  for (size_t i = 0; i < CWP__BLOCK; i++) {
    self->roles[i] = CWP__CODE_NULL;
    self->started[i] = CWP_DATE_NONE;
  }
  return self;
}

cwp_status cwp__members_code(cwp__members *self, size_t chunk, cwp_error *error) {
  if (!cwp__table_code(&self->table, self->role, chunk, &self->role_coding, &self->codes) ||
      !cwp__table_code(&self->table, self->settings, chunk, &self->setting_coding, &self->codes))
    return cwp__fail_memory(error);
  return self->sets.status != CWP_OK ? fail_settings(self, error) : CWP_OK;
}

cwp_status cwp__members_read(cwp__members *self, cwp__people *people, cwp__findings *findings, cwp_error *error) {
  if (self->table.rows >= UINT32_MAX)
    return cwp__fail(error, CWP_ERROR_LIMIT, "workers: there are more than 4,294,967,294 rows");
  cwp_status status = cwp__members_code(self, 0, error);
  if (status != CWP_OK) return status;
  self->of = cwp__allocate(&self->table.allocator, (size_t)self->table.rows, sizeof *self->of);
  cwp__member_block *block = self->of != NULL ? cwp__member_block_new(self, findings) : NULL;
  if (block == NULL) return cwp__fail_memory(error);
  for (size_t c = 0; c < self->table.chunk_count && status == CWP_OK; c++)
    status = read_chunk(block, &self->table.chunks[c], people, error);
  cwp__release(&self->table.allocator, block);
  return status;
}
