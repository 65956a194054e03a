/* Tables of what evidence reaches, derived from the scales that weigh one person's. */

#include "workforce/reach.h"

#include "base/error.h"
#include "pathway/requirements.h"
#include "person/overview.h"

#include <string.h>

enum { WORD_BITS = 64, ROLES_SIDE_BY_SIDE = 8 };

const uint8_t cwp__lane_standings[CWP__LANE_ANY] = {
    [CWP__LANE_MET] = CWP_STANDING_MET,
    [CWP__LANE_EXPIRING] = CWP_STANDING_EXPIRING,
    [CWP__LANE_NOT_ASKED] = CWP_STANDING_NOT_APPLICABLE,
    [CWP__LANE_IN_PROGRESS] = CWP_STANDING_IN_PROGRESS,
    [CWP__LANE_EXPIRED] = CWP_STANDING_EXPIRED,
    [CWP__LANE_PARTLY] = CWP_STANDING_PARTLY,
    [CWP__LANE_CLAIMED] = CWP_STANDING_CLAIMED,
};

/* Laying bits out. What is counted together lies side by side, in as few words as can be. */

typedef struct layout {
  uint8_t *used; /* bits that are taken of each word */
  uint32_t words;
} layout;

/* A place for up to 64 bits side by side: in the first word that has room. */
static uint32_t take_room(layout *self, uint32_t count) {
  uint32_t word = 0;
  while (word < self->words && self->used[word] + count > WORD_BITS)
    word++;
  if (word == self->words) self->used[self->words++] = 0;
  uint32_t bit = word * WORD_BITS + self->used[word];
  self->used[word] = (uint8_t)(self->used[word] + count);
  return bit;
}

static void place_run(layout *self, uint32_t *bits, uint32_t count) {
  for (uint32_t done = 0; done < count;) {
    uint32_t piece = count - done < WORD_BITS ? count - done : WORD_BITS;
    uint32_t bit = take_room(self, piece);
    for (uint32_t i = 0; i < piece; i++)
      bits[done++] = bit + i;
  }
}

/* Statements go first, since most of them are of one role category each and fill words of their own. */
static void place_lines(cwp__reaches *self, layout *room) {
  const cwp_pathway *pathway = self->pathway;
  const cwp__lines *lines = pathway->lines;
  cwp_id first = self->scales.first_line, areas = pathway->first[CWP_KIND_PRACTICE_AREA];
  for (uint32_t i = 0; i < self->role_count; i++)
    place_run(room, self->line_bits + (lines[i].statements - first),
              (uint32_t)(lines[i + 1].statements - lines[i].statements));
  for (uint32_t i = 0; i < self->role_count; i++)
    place_run(room, self->line_bits + (lines[i].behaviours - first),
              (uint32_t)(lines[i + 1].behaviours - lines[i].behaviours));
  cwp_id rules = pathway->first[CWP_KIND_RULE];
  place_run(room, self->line_bits + (rules - first), areas - rules);
  place_run(room, self->line_bits + (areas - first), pathway->first[CWP_KIND_PRACTICE_AREA + 1] - areas);
  place_run(room, self->line_bits + self->scales.line_count, self->line_count - self->scales.line_count);
  place_run(room, self->need_bits, self->need_count);
  self->word_count = room->words;
  self->eights = (room->words + CWP__EIGHT - 1) / CWP__EIGHT + !room->words;
}

/* The activities that any set names, each once, behind the lines. */
static void collect_activities(cwp__reaches *self, const cwp__setting_set *sets, size_t count) {
  self->line_count = self->scales.line_count;
  for (uint32_t i = 0; i < self->line_count; i++)
    self->line_ids[i] = self->scales.first_line + i;
  for (size_t set = 0; set < count; set++)
    for (size_t i = 0; i < sets[set].count; i++) {
      cwp_id setting = sets[set].settings[i];
      if (cwp__reaches_line(self, setting) == UINT32_MAX) self->line_ids[self->line_count++] = setting;
    }
}

uint32_t cwp__reaches_line(const cwp__reaches *self, cwp_id line) {
  uint32_t place = line - self->scales.first_line;
  if (place < self->scales.line_count) return place;
  for (place = self->scales.line_count; place < self->line_count; place++)
    if (self->line_ids[place] == line) return place;
  return UINT32_MAX;
}

/* The scales of one set of settings. */
static cwp_status start_scales(cwp__reaches *self, cwp__scales *scales, const cwp_id *settings, size_t count,
                               cwp_error *error) {
  cwp_question question = CWP_QUESTION_INIT;
  question.on = 0; /* what is put onto them is dated by this day */
  question.settings = settings;
  question.setting_count = count;
  size_t size = cwp__scales_size(self->pathway, count);
  void *memory = size == SIZE_MAX ? NULL : cwp__arena_allocate(&self->arena, 1, size + 1);
  if (!memory) return cwp__fail_memory(error);
  cwp__scales_start(scales, memory, self->pathway, &question, &self->policy);
  scales->started = CWP_DATE_NONE;
  scales->post = CWP_NONE;
  return CWP_OK;
}

static size_t count_settings(const cwp__setting_set *sets, size_t count) {
  size_t settings = 0;
  for (size_t i = 0; i < count; i++)
    settings += sets[i].count;
  return settings;
}

static cwp_status lay_out(cwp__reaches *self, const cwp__setting_set *sets, size_t set_count, cwp_error *error) {
  /* Activities are codes of the pathway, so that there are no more of them than records. */
  size_t settings = count_settings(sets, set_count), records = cwp__record_count(self->pathway);
  size_t most = self->scales.line_count + (settings < records ? settings : records);
  self->need_count = self->scales.cell_count - self->scales.line_count;
  layout room = {.used = cwp__arena_allocate(&self->arena, most + self->need_count + 1, 1)};
  self->line_ids = cwp__arena_allocate(&self->arena, most + 1, sizeof *self->line_ids);
  self->line_bits = cwp__arena_allocate(&self->arena, most + 1, sizeof *self->line_bits);
  self->need_bits = cwp__arena_allocate(&self->arena, self->need_count + 1, sizeof *self->need_bits);
  if (!room.used || !self->line_ids || !self->line_bits || !self->need_bits) return cwp__fail_memory(error);
  collect_activities(self, sets, set_count);
  place_lines(self, &room);
  return CWP_OK;
}

uint32_t cwp__reaches_bit(const cwp__reaches *self, const cwp__scales *scales, uint32_t cell) {
  if (cell < scales->line_count) return self->line_bits[cell];
  cell -= scales->line_count;
  if (cell < scales->activity_count) return self->line_bits[cwp__reaches_line(self, scales->activities[cell])];
  return self->need_bits[cell - scales->activity_count];
}

/* Rules. */

/* Adds a bit to those of a rule, whose sums begin at `first`. */
static void add_need(cwp__reaches *self, uint32_t first, uint32_t bit) {
  uint32_t word = bit / WORD_BITS, i = first;
  while (i < self->need_sum_count && self->need_sums[i].line != word)
    i++;
  if (i == self->need_sum_count) self->need_sums[self->need_sum_count++] = (cwp__eight_sum){.line = word};
  self->need_sums[i].bits |= UINT64_C(1) << bit % WORD_BITS;
}

static cwp_status take_rules(cwp__reaches *self, cwp_error *error) {
  const cwp__scales *scales = &self->scales;
  size_t rules = cwp_pathway_count(self->pathway, CWP_KIND_RULE);
  self->rules = cwp__arena_allocate(&self->arena, rules + 1, sizeof *self->rules);
  self->need_sums = cwp__arena_allocate(&self->arena, self->need_count + 1, sizeof *self->need_sums);
  self->spans = cwp__arena_allocate(&self->arena, rules + 1, sizeof *self->spans);
  if (!self->rules || !self->need_sums || !self->spans) return cwp__fail_memory(error);
  for (uint32_t i = 0; i < scales->rule_count; i++) {
    const cwp__rule *rule = &scales->rules[i];
    uint32_t first = self->need_sum_count;
    for (uint32_t k = 0; k < rule->need_count; k++)
      add_need(self, first, cwp__reaches_bit(self, scales, rule->first_need + k));
    self->rules[i] = (cwp__needs){.own = cwp__reaches_bit(self, scales, rule->own),
                                  .at_least = rule->at_least,
                                  .first = first,
                                  .end = self->need_sum_count};
  }
  self->most_sums = self->need_sum_count;
  self->rule_count = scales->rule_count;
  cwp_id first = self->pathway->first[CWP_KIND_RULE];
  for (cwp_id rule = first; rule < first + rules; rule++)
    if (cwp__scales_has_span(scales, rule)) self->spans[self->span_count++] = rule;
  return CWP_OK;
}

/* What is asked. */

/* What is asked in one set of settings, in the making. */
typedef struct asking {
  cwp__reaches *reaches;
  cwp__reach *reach;
  uint8_t *kinds;    /* of each bit */
  uint8_t *is_asked; /* of each bit */
  uint8_t *askers;   /* of each bit, a row of role_room: 1 for who asks */
  size_t row;        /* bytes of a row */
  uint32_t *firsts;  /* of each tract, its first bit */
} asking;

static void note_asked(asking *self, uint32_t role, const cwp_requirement *asked) {
  uint32_t bit = self->reaches->line_bits[cwp__reaches_line(self->reaches, asked->line)];
  self->kinds[bit] = (uint8_t)asked->kind;
  self->is_asked[bit] = 1;
  self->askers[(size_t)bit * self->reaches->role_room + role] = 1;
  self->reach->needed[(uint32_t)asked->kind * self->reaches->role_room + role]++;
}

static cwp_status note_all_asked(asking *self, cwp_requirement *listed, size_t most, cwp_error *error) {
  const cwp_pathway *pathway = self->reaches->pathway;
  for (uint32_t role = 0; role < self->reaches->role_count; role++) {
    cwp_id id = pathway->first[CWP_KIND_ROLE] + role;
    size_t count = cwp__requirements_list(pathway, id, self->reach->settings, self->reach->setting_count, listed,
                                          sizeof *listed, most);
    if (count > INT16_MAX)
      return cwp__fail(error, CWP_ERROR_LIMIT, "%s asks for %zu things, more than %d", cwp_record_code(pathway, id),
                       count, INT16_MAX);
    for (size_t i = 0; i < count; i++)
      note_asked(self, role, &listed[i]);
  }
  return CWP_OK;
}

static const uint8_t *askers_of(const asking *self, uint32_t bit) {
  return self->askers + (size_t)bit * self->reaches->role_room;
}

/* Bits of one word that the same ask for as the same kind are counted together. `firsts` has a bit of each tract. */
static void add_to_tracts(asking *self, uint32_t bit) {
  cwp__reach *reach = self->reach;
  uint32_t i = 0, word = bit / WORD_BITS;
  while (i < reach->tract_count && (reach->tracts[i].line != word || self->kinds[self->firsts[i]] != self->kinds[bit] ||
                                    memcmp(askers_of(self, self->firsts[i]), askers_of(self, bit), self->row) != 0))
    i++;
  if (i == reach->tract_count) {
    self->firsts[reach->tract_count++] = bit;
    reach->tracts[i] = (cwp__eight_sum){.line = word};
  }
  reach->tracts[i].bits |= UINT64_C(1) << bit % WORD_BITS;
}

/* 1 if a tract is asked for by the role category of a row, as its kind. */
static int is_of_row(const asking *self, uint32_t tract, uint32_t row) {
  uint32_t room = self->reaches->role_room, first = self->firsts[tract];
  return self->kinds[first] == row / room && askers_of(self, first)[row % room];
}

static uint32_t count_parts(const asking *self, uint32_t row) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < self->reach->tract_count; i++)
    count += (uint32_t)is_of_row(self, i, row);
  return count;
}

/* 1 if all tracts of one row are also of another. */
static int is_within(const asking *self, uint32_t small, uint32_t large) {
  for (uint32_t i = 0; i < self->reach->tract_count; i++)
    if (is_of_row(self, i, small) && !is_of_row(self, i, large)) return 0;
  return 1;
}

/* What is left to be added up of a row, once the longest one that lies within it is taken over: role categories build
   on one another. Returns how many parts are listed then. */
static uint32_t list_parts(const asking *self, uint32_t row, uint32_t done, uint32_t count) {
  cwp__reach *reach = self->reach;
  cwp__eight_total *total = &reach->totals[done];
  uint32_t most = 0;
  *total = (cwp__eight_total){.row = row, .base = CWP__EIGHT_NO_ROW, .first = count};
  for (uint32_t i = 0; i < done; i++) {
    uint32_t other = reach->totals[i].row, parts = count_parts(self, other);
    if (parts <= most || !is_within(self, other, row)) continue;
    total->base = other;
    most = parts;
  }
  for (uint32_t i = 0; i < reach->tract_count; i++)
    if (is_of_row(self, i, row) && (total->base == CWP__EIGHT_NO_ROW || !is_of_row(self, i, total->base)))
      reach->parts[count++] = i;
  total->end = count;
  return count;
}

/* Who asks for each tract: rows with few of them come first, so that others can take them over. */
static cwp_status list_totals(asking *self, cwp_error *error) {
  cwp__reach *reach = self->reach;
  uint32_t rows = CWP_REQUIREMENT_KIND_END * self->reaches->role_room, done = 0, count = 0;
  size_t most = (size_t)reach->tract_count * self->reaches->role_count;
  reach->parts = cwp__arena_allocate(&self->reaches->arena, most + 1, sizeof *reach->parts);
  reach->totals = cwp__arena_allocate(&self->reaches->arena, rows, sizeof *reach->totals);
  if (!reach->parts || !reach->totals) return cwp__fail_memory(error);
  for (uint32_t parts = 0; parts <= reach->tract_count; parts++)
    for (uint32_t row = 0; row < rows; row++)
      if (count_parts(self, row) == parts) count = list_parts(self, row, done++, count);
  if (reach->tract_count > self->reaches->most_sums) self->reaches->most_sums = reach->tract_count;
  return CWP_OK;
}

/* Tracts of one role category and kind: those of the same word are one. `own` has room for all that there are. */
static uint32_t list_own(const asking *self, uint32_t row, cwp__eight_sum *own) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < self->reach->tract_count; i++) {
    const cwp__eight_sum *tract = &self->reach->tracts[i];
    uint32_t k = 0;
    if (!is_of_row(self, i, row)) continue;
    while (k < count && own[k].line != tract->line)
      k++;
    if (k == count) own[count++] = (cwp__eight_sum){.line = tract->line};
    own[k].bits |= tract->bits;
  }
  return count;
}

static cwp_status make_own(asking *self, cwp_error *error) {
  cwp__reaches *reaches = self->reaches;
  cwp__reach *reach = self->reach;
  uint32_t *first;
  size_t most = 0;
  for (uint32_t row = 0; row < CWP_REQUIREMENT_KIND_END * reaches->role_room; row++)
    most += count_parts(self, row);
  reach->own_first = first = cwp__arena_allocate(
      &reaches->arena, (size_t)reaches->role_count * CWP_REQUIREMENT_KIND_END + 1, sizeof *reach->own_first);
  reach->own = cwp__arena_allocate(&reaches->arena, most + 1, sizeof *reach->own);
  if (!reach->own_first || !reach->own) return cwp__fail_memory(error);
  *first = 0;
  for (uint32_t role = 0; role < reaches->role_count; role++) {
    uint32_t before = *first;
    for (uint32_t kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++, first++)
      first[1] = first[0] + list_own(self, kind * reaches->role_room + role, reach->own + first[0]);
    if (*first - before > reaches->most_sums) reaches->most_sums = *first - before;
  }
  return CWP_OK;
}

static cwp_status make_tracts(asking *self, cwp_error *error) {
  uint32_t bits = self->reaches->word_count * WORD_BITS;
  for (uint32_t bit = 0; bit < bits; bit++)
    if (self->is_asked[bit]) add_to_tracts(self, bit);
  cwp_status status = list_totals(self, error);
  return status ? status : make_own(self, error);
}

static void *zeroed(cwp__arena *arena, size_t count, size_t size) {
  void *memory = cwp__arena_allocate(arena, count + 1, size);
  if (memory) memset(memory, 0, (count + 1) * size);
  return memory;
}

/* Lists what is asked, and as what. The rows of who asks are there only for as long as this takes. */
static cwp_status list_asked(cwp__reaches *reaches, cwp__reach *reach, cwp_error *error) {
  cwp__arena scratch, *arena = &reaches->arena;
  size_t bits = (size_t)reaches->word_count * WORD_BITS, most = reaches->line_count;
  cwp__arena_init(&scratch, &arena->allocator);
  asking self = {.reaches = reaches, .reach = reach, .row = reaches->role_room * sizeof *self.askers};
  self.kinds = zeroed(&scratch, bits, 1);
  self.is_asked = zeroed(&scratch, bits, 1);
  self.askers = zeroed(&scratch, bits, self.row);
  self.firsts = cwp__arena_allocate(&scratch, most + 1, sizeof *self.firsts);
  cwp_requirement *listed = cwp__arena_allocate(&scratch, most + 1, sizeof *listed);
  reach->needed = zeroed(arena, (size_t)CWP_REQUIREMENT_KIND_END * reaches->role_room, sizeof *reach->needed);
  reach->tracts = cwp__arena_allocate(arena, most + 1, sizeof *reach->tracts);
  cwp_status status = CWP_OK;
  if (!self.kinds || !self.is_asked || !self.askers || !self.firsts || !listed || !reach->needed || !reach->tracts)
    status = cwp__fail_memory(error);
  if (!status) status = note_all_asked(&self, listed, most, error);
  if (!status) status = make_tracts(&self, error);
  cwp__arena_free(&scratch);
  return status;
}

/* One set of settings. */
static cwp_status make_set(cwp__reaches *self, const cwp__setting_set *settings, const cwp__reach *plain,
                           cwp__reach *out, cwp_error *error) {
  cwp__scales scales;
  cwp_id *copy = cwp__arena_allocate(&self->arena, settings->count + 1, sizeof *copy);
  out->slots = cwp__arena_allocate(&self->arena, (size_t)cwp__record_count(self->pathway) + 1, sizeof *out->slots);
  if (!copy || !out->slots) return cwp__fail_memory(error);
  if (settings->count) memcpy(copy, settings->settings, settings->count * sizeof *copy);
  out->settings = copy;
  out->setting_count = settings->count;
  cwp_status status = start_scales(self, &scales, copy, settings->count, error);
  if (!status) status = list_asked(self, out, error);
  return status ? status : cwp__reach_derive(self, out, plain, &scales, error);
}

static cwp_status take_coverage(cwp__reaches *self, cwp_error *error) {
  self->coverage = cwp__arena_allocate(&self->arena, self->role_count + 1, 1);
  if (!self->coverage) return cwp__fail_memory(error);
  for (uint32_t i = 0; i < self->role_count; i++)
    self->coverage[i] = (uint8_t)cwp__coverage_of(self->pathway, self->pathway->first[CWP_KIND_ROLE] + i);
  return CWP_OK;
}

/* Moves the masks, which are all there now, on to where they are read faster. */
static void align_masks(cwp__reaches *self) {
  size_t words = self->slot_count * CWP__MASKS * CWP__EIGHT_MASKS * self->eights * CWP__EIGHT;
  self->masks = cwp__eight_aligned(self->mask_memory);
  memmove(self->masks, self->mask_memory, words * sizeof *self->masks);
}

cwp_status cwp__reaches_make(cwp__reaches *self, const cwp_pathway *pathway, const cwp_policy *policy,
                             const cwp__setting_set *sets, size_t set_count, const cwp_allocator *allocator,
                             cwp_error *error) {
  *self = (cwp__reaches){.pathway = pathway, .policy = *policy};
  cwp__arena_init(&self->arena, allocator);
  self->role_count = (uint32_t)cwp_pathway_count(pathway, CWP_KIND_ROLE);
  self->role_room = (self->role_count + !self->role_count + ROLES_SIDE_BY_SIDE - 1) / ROLES_SIDE_BY_SIDE;
  self->role_room *= ROLES_SIDE_BY_SIDE;
  cwp__reach plain = {0};
  const cwp__setting_set none = {0};
  cwp_status status = start_scales(self, &self->scales, NULL, 0, error);
  if (!status) status = lay_out(self, sets, set_count, error);
  if (!status) status = take_rules(self, error);
  if (!status) status = take_coverage(self, error);
  if (!status) status = cwp__reach_start_lists(self, error);
  if (!status) status = make_set(self, &none, NULL, &plain, error);
  self->sets = status ? NULL : zeroed(&self->arena, set_count, sizeof *self->sets);
  if (!status && !self->sets) status = cwp__fail_memory(error);
  for (; self->set_count < set_count && !status; self->set_count++)
    status = make_set(self, &sets[self->set_count], &plain, &self->sets[self->set_count], error);
  if (!status) align_masks(self);
  return status;
}

void cwp__reaches_clear(cwp__reaches *self) {
  const cwp_allocator allocator = self->arena.allocator;
  cwp__release(&allocator, self->marks);
  cwp__release(&allocator, self->lists);
  cwp__release(&allocator, self->mask_memory);
  cwp__arena_free(&self->arena);
  *self = (cwp__reaches){0};
}
