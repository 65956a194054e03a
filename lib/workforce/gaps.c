/* Of each line that somebody's own role category asks for, how many people stand where. */

#include "base/bitset.h"
#include "base/error.h"
#include "pathway/requirements.h"
#include "workforce/tally.h"

#include <string.h>

enum { WORD_BITS = 64 };

/* Counters of a line: people in each lane, and how many more are asked than are in the first set of settings. */
enum { ASKED_MORE = CWP__LANE_ANY, COUNTERS };

/* A line that a role category asks for, as one kind. */
typedef struct gap_line {
  cwp_id line;
  uint8_t kind;
  uint8_t in_first; /* whether it is asked in the first set of settings */
} gap_line;

typedef struct gap_tables {
  gap_line **lines; /* of each role category */
  size_t *counts;
  uint32_t *entries; /* of each set of settings, role category and bit: the line, or NO_LINE */
  size_t most;
  const char **codes;  /* of the pathway's lines and activities, for labels */
  const char **titles; /* each once, as consumers want it of labels */
  int32_t *title_of;   /* of each line: its place in them */
  size_t title_count;
} gap_tables;

#define NO_LINE UINT32_MAX

static size_t bit_count(const cwp__reaches *reaches) {
  return (size_t)reaches->word_count * WORD_BITS;
}

static uint32_t *entries_of(const cwp__reaches *reaches, const gap_tables *tables, size_t set, size_t role) {
  return tables->entries + (set * reaches->role_count + role) * bit_count(reaches);
}

/* The place of a line among those of a role category; it is added where it is new. */
static size_t place_of(gap_tables *tables, size_t role, const cwp_requirement *asked) {
  gap_line *lines = tables->lines[role];
  size_t i = 0;
  while (i < tables->counts[role] && (lines[i].line != asked->line || lines[i].kind != (uint8_t)asked->kind))
    i++;
  if (i == tables->counts[role])
    lines[tables->counts[role]++] = (gap_line){.line = asked->line, .kind = (uint8_t)asked->kind};
  return i;
}

/* What a role category asks for in one set of settings. */
static void list_lines(const cwp__reaches *reaches, gap_tables *tables, size_t set, size_t role,
                       cwp_requirement *listed) {
  const cwp__reach *reach = &reaches->sets[set];
  cwp_id id = reaches->pathway->first[CWP_KIND_ROLE] + (cwp_id)role;
  uint32_t *entries = entries_of(reaches, tables, set, role);
  size_t count = cwp__requirements_list(reaches->pathway, id, reach->settings, reach->setting_count, listed,
                                        sizeof *listed, reaches->line_count);
  memset(entries, 0xff, bit_count(reaches) * sizeof *entries); /* NO_LINE */
  for (size_t i = 0; i < count; i++) {
    size_t place = place_of(tables, role, &listed[i]);
    entries[reaches->line_bits[cwp__reaches_line(reaches, listed[i].line)]] = (uint32_t)place;
    if (set == 0) tables->lines[role][place].in_first = 1;
  }
}

static void clear(cwp__ledger *self) {
  const cwp_allocator *allocator = &self->asked->allocator;
  gap_tables *tables = self->tables;
  if (!tables) return;
  for (size_t role = 0; tables->lines && role < self->asked->reaches.role_count; role++)
    cwp__release(allocator, tables->lines[role]);
  cwp__release(allocator, tables->lines);
  cwp__release(allocator, tables->counts);
  cwp__release(allocator, tables->entries);
  cwp__release(allocator, (void *)tables->codes);
  cwp__release(allocator, (void *)tables->titles);
  cwp__release(allocator, tables->title_of);
  cwp__release(allocator, tables);
}

static cwp_status allocate(cwp__ledger *self, cwp_error *error) {
  const cwp__reaches *reaches = &self->asked->reaches;
  const cwp_allocator *allocator = &self->asked->allocator;
  gap_tables *tables = cwp__allocate_zeroed(allocator, 1, sizeof *tables);
  size_t roles = reaches->role_count, lines = reaches->line_count;
  self->tables = tables;
  if (!tables) return cwp__fail_memory(error);
  if (reaches->set_count > SIZE_MAX / sizeof *tables->entries / (roles * bit_count(reaches) + 1))
    return cwp__fail_memory(error);
  tables->lines = cwp__allocate_zeroed(allocator, roles, sizeof *tables->lines);
  tables->counts = cwp__allocate_zeroed(allocator, roles, sizeof *tables->counts);
  tables->entries = cwp__allocate(allocator, reaches->set_count * roles * bit_count(reaches), sizeof *tables->entries);
  tables->codes = cwp__allocate(allocator, lines, sizeof *tables->codes);
  tables->titles = cwp__allocate(allocator, lines, sizeof *tables->titles);
  tables->title_of = cwp__allocate(allocator, lines, sizeof *tables->title_of);
  if (!tables->lines || !tables->counts || !tables->entries || !tables->codes || !tables->titles || !tables->title_of)
    return cwp__fail_memory(error);
  for (size_t role = 0; role < roles; role++) {
    tables->lines[role] = cwp__allocate(allocator, lines, CWP_REQUIREMENT_KIND_END * sizeof **tables->lines);
    if (!tables->lines[role]) return cwp__fail_memory(error);
  }
  return CWP_OK;
}

/* The place of a title among those that are known; it is added where it is new. */
static int32_t place_of_title(gap_tables *tables, const char *title) {
  size_t i = 0;
  while (i < tables->title_count && strcmp(tables->titles[i], title) != 0)
    i++;
  if (i == tables->title_count) tables->titles[tables->title_count++] = title;
  return (int32_t)i;
}

static cwp_status prepare(cwp__ledger *self, cwp_error *error) {
  const cwp__reaches *reaches = &self->asked->reaches;
  cwp_status status = allocate(self, error);
  if (status) return status;
  gap_tables *tables = self->tables;
  cwp_requirement *listed = cwp__allocate(&self->asked->allocator, reaches->line_count, sizeof *listed);
  if (!listed) return cwp__fail_memory(error);
  for (size_t role = 0; role < reaches->role_count; role++) {
    for (size_t set = 0; set < reaches->set_count; set++)
      list_lines(reaches, tables, set, role, listed);
    self->widths[role] = tables->counts[role] * COUNTERS;
    if (tables->counts[role] > tables->most) tables->most = tables->counts[role];
  }
  cwp__release(&self->asked->allocator, listed);
  for (uint32_t i = 0; i < reaches->line_count; i++) {
    tables->codes[i] = cwp_record_code(reaches->pathway, reaches->line_ids[i]);
    tables->title_of[i] = place_of_title(tables, cwp_record_title(reaches->pathway, reaches->line_ids[i]));
  }
  return CWP_OK;
}

/* Counting. */

/* The lanes of a line's bits, as numbers in binary: each bit is in one lane alone, if in any. */
typedef struct lane_numbers {
  uint64_t any, ones, twos, fours;
} lane_numbers;

static lane_numbers number_lanes(const uint64_t *line) {
  return (lane_numbers){line[CWP__LANE_ANY], line[1] | line[3] | line[5], line[2] | line[3] | line[6],
                        line[4] | line[5] | line[6]};
}

_Static_assert(CWP__LANE_ANY == 7, "three bits say which lane");

/* Counts bits, each in its lane. */
static void count_bits(int64_t *counters, const uint32_t *entries, const lane_numbers *lanes, uint64_t bits,
                       int64_t by) {
  for (; bits; bits &= bits - 1) {
    unsigned bit = cwp__word_lowest(bits);
    size_t lane = (lanes->ones >> bit & 1) | (lanes->twos >> bit & 1) << 1 | (lanes->fours >> bit & 1) << 2;
    counters[(size_t)entries[bit] * COUNTERS + lane] += by;
  }
}

/* Somebody in other settings may be asked for more, or less, or as another kind. */
static void count_asked(const gap_tables *tables, const uint32_t *entries, size_t bits, size_t role,
                        int64_t *counters) {
  for (size_t i = 0; i < tables->counts[role]; i++)
    counters[i * COUNTERS + ASKED_MORE] -= tables->lines[role][i].in_first;
  for (size_t bit = 0; bit < bits; bit++)
    if (entries[bit] != NO_LINE) counters[(size_t)entries[bit] * COUNTERS + ASKED_MORE]++;
}

static cwp_status add(cwp__tally *self, cwp__desk *desk, cwp__counted *person, cwp_error *error) {
  const cwp__reaches *reaches = &self->ledger->asked->reaches;
  const gap_tables *tables = self->ledger->tables;
  const uint32_t role = person->member->role;
  const uint32_t *entries = entries_of(reaches, tables, person->member->settings, role);
  (void)error;
  cwp__desk_judge(desk, person->member, &person->facts);
  const cwp__reach *reach = desk->reach;
  if (person->day == 0 && person->member->settings)
    count_asked(tables, entries, bit_count(reaches), role, person->counters);
  for (uint32_t i = cwp__reach_own(reach, role, 0); i < cwp__reach_own(reach, role + 1, 0); i++) {
    const cwp__eight_sum *tract = &reach->own[i];
    const size_t place = (size_t)tract->line * CWP__LANE_END;
    const uint32_t *of_word = entries + (size_t)tract->line * WORD_BITS;
    const lane_numbers now = number_lanes(desk->lines + place);
    const lane_numbers before = person->day == 0 ? (lane_numbers){0} : number_lanes(self->lines + place);
    const uint64_t changed = tract->bits & ((now.any ^ before.any) | (now.ones ^ before.ones) |
                                            (now.twos ^ before.twos) | (now.fours ^ before.fours));
    count_bits(person->counters, of_word, &now, changed & now.any, 1);
    count_bits(person->counters, of_word, &before, changed & before.any, -1);
  }
  if (self->ledger->days > 1) memcpy(self->lines, desk->lines, desk->line_bytes);
  return CWP_OK;
}

/* Writing. */

enum {
  ROLE,
  CODE,
  TITLE,
  KIND,
  NEEDED,
  MET,
  EXPIRING,
  EXPIRED,
  IN_PROGRESS,
  CLAIMED,
  PARTLY,
  NO_EVIDENCE,
  NOT_ASKED,
  COLUMNS
};

_Static_assert((int)COLUMNS < (int)CWP__COUNT_MOST_COLUMNS, "there is room for a day too");

static size_t columns(const cwp__ledger *self, cwp__column *out) {
  static const char *const names[COLUMNS] = {
      [NEEDED] = "needed",
      [MET] = "met",
      [EXPIRING] = "expiring",
      [EXPIRED] = "expired",
      [IN_PROGRESS] = "in_progress",
      [CLAIMED] = "claimed",
      [PARTLY] = "partly",
      [NO_EVIDENCE] = "no_evidence",
      [NOT_ASKED] = "not_applicable",
  };
  const gap_tables *tables = self->tables;
  const size_t lines = self->asked->reaches.line_count;
  out[ROLE] = cwp__role_column(self->asked, "role", 0);
  out[CODE] = (cwp__column){.name = "code", .type = CWP__COLUMN_LABEL, .labels = tables->codes, .label_count = lines};
  out[TITLE] = (cwp__column){
      .name = "title", .type = CWP__COLUMN_LABEL, .labels = tables->titles, .label_count = tables->title_count};
  out[KIND] = cwp__kind_column(self->asked);
  for (size_t i = NEEDED; i < COLUMNS; i++)
    out[i] = (cwp__column){.name = names[i], .type = CWP__COLUMN_INT64};
  return COLUMNS;
}

/* Where the counts of a line go. Returns 0 where nobody is asked for it. */
static int write_counts(void *const *values, size_t row, int64_t asked, const int64_t *lanes) {
  int64_t counts[COLUMNS] = {[MET] = lanes[CWP__LANE_MET],
                             [EXPIRING] = lanes[CWP__LANE_EXPIRING],
                             [EXPIRED] = lanes[CWP__LANE_EXPIRED],
                             [IN_PROGRESS] = lanes[CWP__LANE_IN_PROGRESS],
                             [CLAIMED] = lanes[CWP__LANE_CLAIMED],
                             [PARTLY] = lanes[CWP__LANE_PARTLY],
                             [NOT_ASKED] = lanes[CWP__LANE_NOT_ASKED]};
  if (asked == 0) return 0;
  counts[NEEDED] = counts[NO_EVIDENCE] = asked - lanes[CWP__LANE_NOT_ASKED];
  for (size_t i = MET; i < NO_EVIDENCE; i++)
    counts[NO_EVIDENCE] -= counts[i];
  for (size_t i = NEEDED; i < COLUMNS; i++)
    ((int64_t *)values[i])[row] = counts[i];
  return 1;
}

static size_t write(const cwp__ledger *self, const cwp__block *block, cwp__batch *batch, size_t row) {
  const gap_tables *tables = self->tables;
  void *const *values = batch->values + block->column;
  size_t first = row;
  for (size_t i = 0; i < tables->counts[block->own]; i++) {
    const gap_line *line = &tables->lines[block->own][i];
    const int64_t *lanes = block->counters + i * COUNTERS;
    int64_t asked = (line->in_first ? block->people : 0) + lanes[ASKED_MORE];
    if (!write_counts(values, row, asked, lanes)) continue;
    int32_t label = (int32_t)cwp__reaches_line(&self->asked->reaches, line->line);
    cwp__put_role(self->asked, values[ROLE], row, block->own);
    ((int32_t *)values[CODE])[row] = label;
    ((int32_t *)values[TITLE])[row] = tables->title_of[label];
    ((int8_t *)values[KIND])[row] = (int8_t)line->kind;
    row++;
  }
  return row - first;
}

static size_t most_rows(const cwp__ledger *self) {
  return ((const gap_tables *)self->tables)->most;
}

const cwp__count_kind cwp__count_gaps = {.has_days = 1,
                                         .prepare = prepare,
                                         .clear = clear,
                                         .add = add,
                                         .columns = columns,
                                         .write = write,
                                         .most_rows = most_rows};
