/* The board: people, shifts, who is on them, and what is wrong with each shift. */

#include "advice/rota.h"
#include "advice/rota_index.h"
#include "base/error.h"
#include "base/text.h"
#include "person/policy.h"

#include <string.h>

enum { ID_SIZE = 200, NIGHT_MINUTES = 180, NIGHT_FROM = 23 * 60, NIGHT_UNTIL = 6 * 60 };

const char *cwp_rota_as_name(cwp_rota_as as) {
  static const char *const names[] = {"working", "shadowing"};
  return (unsigned)as < CWP_ROTA_AS_END ? names[as] : "unknown";
}

static const char *person_id(const cwp_rota *board, uint32_t place) {
  return cwp_portfolio_person(board->people[place].portfolio)->id;
}

static const char *shift_id(const cwp_rota *board, uint32_t place) {
  return board->shifts[place].shift.id;
}

static const char *place_name(const cwp_rota *board, uint32_t place) {
  return board->places[place];
}

/* Making and freeing. */

cwp_status cwp_rota_new(const cwp_rota_rules *rules, const cwp_policy *policy, const cwp_allocator *allocator,
                        cwp_rota **out, cwp_error *error) {
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the board");
  *out = NULL;
  if (!rules) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a board needs rules");
  cwp_policy checked;
  cwp_status status = cwp__policy_take(policy, &checked, error);
  if (status) return status;
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  cwp_rota *self = cwp__allocate_zeroed(&memory, 1, sizeof *self);
  if (!self) return cwp__fail_memory(error);
  self->allocator = memory;
  self->rules = rules;
  self->policy = checked;
  cwp__arena_init(&self->arena, &memory);
  *out = self;
  return CWP_OK;
}

static void free_person(const cwp_rota *self, cwp__worker *worker) {
  cwp__held_free(&worker->held, &self->allocator);
  cwp__release(&self->allocator, worker->shifts);
  cwp__release(&self->allocator, worker->spans);
}

void cwp_rota_free(cwp_rota *self) {
  if (!self) return;
  cwp_allocator allocator = self->allocator;
  for (size_t i = 0; i < self->person_count; i++)
    free_person(self, &self->people[i]);
  for (size_t i = 0; i < self->shift_count; i++) {
    cwp__release(&allocator, self->shifts[i].on);
    cwp__release(&allocator, self->shifts[i].issues);
  }
  cwp__release(&allocator, self->people);
  cwp__release(&allocator, self->shifts);
  cwp__release(&allocator, (void *)self->places);
  cwp__release(&allocator, self->person_index.slots);
  cwp__release(&allocator, self->shift_index.slots);
  cwp__release(&allocator, self->place_index.slots);
  cwp__arena_free(&self->arena);
  cwp__release(&allocator, self);
}

/* Sees that an array of the board has room for one more. */
static int reserve_one(const cwp_rota *self, void *array, size_t *capacity, size_t count, size_t size) {
  void *items;
  memcpy(&items, array, sizeof items);
  if (!cwp__reserve(&self->allocator, &items, capacity, count + 1, size)) return 0;
  memcpy(array, &items, sizeof items);
  return 1;
}

/* People. */

cwp_status cwp_rota_add_person(cwp_rota *self, const cwp_portfolio *portfolio, unsigned flags, size_t *out,
                               cwp_error *error) {
  if (!self || !portfolio) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a board and a portfolio are needed");
  const cwp_person *person = cwp_portfolio_person(portfolio);
  if (flags & ~(unsigned)(CWP_ROTA_AGENCY | CWP_ROTA_TRAINEE | CWP_ROTA_SENIOR))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "0x%x has flags that are not known", flags);
  if (cwp_rota_find_person(self, person->id) != CWP_NO_INDEX)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is a person '%s' on the board already", person->id);
  if (self->person_count >= CWP__MOST_ROTA_PEOPLE)
    return cwp__fail(error, CWP_ERROR_LIMIT, "a board holds %d people at most", CWP__MOST_ROTA_PEOPLE);
  if (!reserve_one(self, &self->people, &self->person_capacity, self->person_count, sizeof *self->people) ||
      !cwp__index_reserve(&self->person_index, self, person_id))
    return cwp__fail_memory(error);
  cwp__worker worker = {
      .portfolio = portfolio, .role = cwp_pathway_id(self->rules->pathway, person->role), .flags = flags};
  if (cwp_record_kind(self->rules->pathway, worker.role) != CWP_KIND_ROLE) worker.role = CWP_NONE;
  cwp_status status = cwp__held_find(self->rules, portfolio, &self->allocator, &worker.held, error);
  if (status) return status;
  uint32_t place = (uint32_t)self->person_count++;
  self->people[place] = worker;
  cwp__index_add(&self->person_index, self, person_id, place);
  if (out) *out = place;
  return CWP_OK;
}

cwp_status cwp_rota_add_availability(cwp_rota *self, size_t person, cwp_moment start, cwp_moment end,
                                     cwp_error *error) {
  if (!self || person >= self->person_count || start == CWP_MOMENT_NONE || end == CWP_MOMENT_NONE)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a person of the board and two moments are needed");
  cwp__worker *worker = &self->people[person];
  if (end <= start) return cwp__fail(error, CWP_ERROR_INVALID, "the time does not end after it starts");
  if (worker->span_count >= CWP__MOST_SPANS)
    return cwp__fail(error, CWP_ERROR_LIMIT, "a person has %d times at most", CWP__MOST_SPANS);
  if (!reserve_one(self, &worker->spans, &worker->span_capacity, worker->span_count, sizeof *worker->spans))
    return cwp__fail_memory(error);
  worker->spans[worker->span_count].start = start;
  worker->spans[worker->span_count++].end = end;
  return CWP_OK;
}

/* Shifts. */

static int is_text(const char *text) {
  return !text || cwp__utf8_is_valid(text, strlen(text));
}

static cwp_status check_shift(const cwp_rota *self, const cwp_shift *shift, cwp_error *error) {
  if (shift->size < sizeof *shift || !shift->id || !*shift->id || strlen(shift->id) > ID_SIZE)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a shift needs an id of 1 to %d bytes", ID_SIZE);
  if (!is_text(shift->id) || !is_text(shift->place) || !is_text(shift->service))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a text of shift '%s' is no valid UTF-8", shift->id);
  if (cwp_moment_date(shift->start) == CWP_DATE_NONE || cwp_moment_date(shift->end) == CWP_DATE_NONE)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "shift '%s' has no start or end from 1996 to 2100", shift->id);
  if (shift->end <= shift->start)
    return cwp__fail(error, CWP_ERROR_INVALID, "shift '%s' does not end after it starts", shift->id);
  if (shift->end - shift->start > CWP__MOST_SHIFT_MINUTES)
    return cwp__fail(error, CWP_ERROR_INVALID, "shift '%s' is longer than 7 days", shift->id);
  if (cwp_rota_find_shift(self, shift->id) != CWP_NO_INDEX)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is a shift '%s' on the board already", shift->id);
  for (size_t i = 0; i < shift->setting_count; i++)
    if (!cwp__is_rota_setting(self->rules->pathway, shift->settings[i]))
      return cwp__fail(error, CWP_ERROR_ARGUMENT, "setting %zu is neither a practice area nor a delegated activity", i);
  return CWP_OK;
}

/* Minutes that a shift shares with the night that ends on a day. The clocks never change at its ends. */
static cwp_moment minutes_of_night(const cwp_shift *shift, cwp_date day) {
  cwp_moment from, until;
  if (cwp_moment_make(day - 1, NIGHT_FROM, &from, NULL, NULL) || cwp_moment_make(day, NIGHT_UNTIL, &until, NULL, NULL))
    return 0;
  if (from < shift->start) from = shift->start;
  if (until > shift->end) until = shift->end;
  return until > from ? until - from : 0;
}

static int is_night(const cwp__slot *slot) {
  cwp_moment minutes = 0;
  for (cwp_date day = slot->first; day <= slot->last + 1; day++)
    minutes += minutes_of_night(&slot->shift, day);
  return minutes >= NIGHT_MINUTES;
}

/* The number of a place's name, which is kept; CWP__NO_PLACE for no name. */
static int number_place(cwp_rota *self, const char *name, uint32_t *out) {
  *out = CWP__NO_PLACE;
  if (!name || !*name) return 1;
  *out = cwp__index_find(&self->place_index, self, place_name, name);
  if (*out != CWP__NO_PLACE) return 1;
  const char *copy = cwp__arena_text(&self->arena, name, strlen(name));
  if (!copy || !reserve_one(self, &self->places, &self->place_capacity, self->place_count, sizeof *self->places) ||
      !cwp__index_reserve(&self->place_index, self, place_name))
    return 0;
  *out = (uint32_t)self->place_count++;
  self->places[*out] = copy;
  cwp__index_add(&self->place_index, self, place_name, *out);
  return 1;
}

static int copy_shift(cwp_rota *self, const cwp_shift *shift, cwp__slot *slot) {
  const char *service = shift->service ? shift->service : "";
  *slot = (cwp__slot){.shift = *shift};
  cwp_id *settings = cwp__arena_allocate(&self->arena, shift->setting_count + 1, sizeof *settings);
  slot->shift.id = cwp__arena_text(&self->arena, shift->id, strlen(shift->id));
  if (!settings || !slot->shift.id || !number_place(self, shift->place, &slot->place)) return 0;
  if (shift->setting_count) memcpy(settings, shift->settings, shift->setting_count * sizeof *settings);
  slot->shift.settings = settings;
  slot->shift.place = slot->place == CWP__NO_PLACE ? "" : self->places[slot->place];
  slot->shift.service = cwp__arena_text(&self->arena, service, strlen(service));
  if (!slot->shift.service) return 0;
  slot->first = cwp_moment_date(shift->start);
  slot->last = cwp_moment_date(shift->end - 1);
  slot->is_night = is_night(slot);
  return 1;
}

/* Checks a view and keeps what it finds in memory of its own. Returns 0 when there is none. */
static int find_issues(const cwp_rota *self, const cwp__view *view, cwp_rota_issue **items, size_t *count) {
  cwp__issues found = {.allocator = &self->allocator};
  cwp__check_view(self, view, &found);
  *items = found.items;
  *count = found.count;
  if (!found.failed) return 1;
  cwp__release(&self->allocator, found.items);
  *items = NULL;
  return 0;
}

cwp_status cwp_rota_add_shift(cwp_rota *self, const cwp_shift *shift, size_t *out, cwp_error *error) {
  if (!self || !shift) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a board and a shift are needed");
  cwp_status status = check_shift(self, shift, error);
  if (status) return status;
  if (self->shift_count >= CWP__MOST_ROTA_SHIFTS)
    return cwp__fail(error, CWP_ERROR_LIMIT, "a board holds %d shifts at most", CWP__MOST_ROTA_SHIFTS);
  uint32_t place = (uint32_t)self->shift_count;
  if (!reserve_one(self, &self->shifts, &self->shift_capacity, place, sizeof *self->shifts) ||
      !cwp__index_reserve(&self->shift_index, self, shift_id) || !copy_shift(self, shift, &self->shifts[place]))
    return cwp__fail_memory(error);
  cwp__slot *slot = &self->shifts[place];
  cwp__view view = cwp__view_of(self, place);
  if (!find_issues(self, &view, &slot->issues, &slot->issue_count)) return cwp__fail_memory(error);
  self->shift_count++;
  cwp__index_add(&self->shift_index, self, shift_id, place);
  if (out) *out = place;
  return CWP_OK;
}

/* Assignments. */

size_t cwp__place_on(const cwp__slot *slot, size_t person) {
  for (size_t i = 0; i < slot->on_count; i++)
    if (slot->on[i].person == person) return i;
  return SIZE_MAX;
}

/* A shift whose issues are found anew, before anything of the board's is given up. */
typedef struct renewal {
  uint32_t shift;
  cwp_rota_issue *issues;
  size_t count;
} renewal;

/* Whether a change on one shift can change what is found on another that the person is on. */
static int is_touched(const cwp_rota *self, const cwp__slot *changed, const cwp__slot *other) {
  if (cwp__overlap(changed, other)) return 1;
  return self->rules->asks_familiar && changed->place != CWP__NO_PLACE && changed->place == other->place &&
         other->shift.start >= changed->shift.end;
}

static void drop(const cwp_rota *self, renewal *renewals, size_t count) {
  for (size_t i = 0; i < count; i++)
    cwp__release(&self->allocator, renewals[i].issues);
  cwp__release(&self->allocator, renewals);
}

/* Finds anew what is wrong with a shift and the others of the person that it touches. Returns 0 when there is no
   memory, everything then being as it was. */
static int recheck(cwp_rota *self, uint32_t shift, const cwp__worker *worker) {
  renewal *renewals = cwp__allocate(&self->allocator, worker->shift_count + 1, sizeof *renewals);
  size_t count = 0;
  if (!renewals) return 0;
  renewals[count++].shift = shift;
  for (size_t i = 0; i < worker->shift_count; i++)
    if (worker->shifts[i] != shift && is_touched(self, &self->shifts[shift], &self->shifts[worker->shifts[i]]))
      renewals[count++].shift = worker->shifts[i];
  for (size_t i = 0; i < count; i++) {
    cwp__view view = cwp__view_of(self, renewals[i].shift);
    if (find_issues(self, &view, &renewals[i].issues, &renewals[i].count)) continue;
    drop(self, renewals, i);
    return 0;
  }
  for (size_t i = 0; i < count; i++) {
    cwp__slot *slot = &self->shifts[renewals[i].shift];
    cwp__release(&self->allocator, slot->issues);
    slot->issues = renewals[i].issues;
    slot->issue_count = renewals[i].count;
  }
  cwp__release(&self->allocator, renewals);
  return 1;
}

static void put_on(cwp_rota *self, uint32_t shift, uint32_t person, cwp_rota_as as) {
  cwp__slot *slot = &self->shifts[shift];
  cwp__worker *worker = &self->people[person];
  slot->on[slot->on_count++] = (cwp__on){person, as};
  worker->shifts[worker->shift_count++] = shift;
  if (as == CWP_ROTA_WORKING) worker->minutes += slot->shift.end - slot->shift.start;
}

/* Takes somebody off; the order of the others stays. Returns where and how they were on. */
static cwp__on take_off(cwp_rota *self, uint32_t shift, size_t place) {
  cwp__slot *slot = &self->shifts[shift];
  cwp__on gone = slot->on[place];
  cwp__worker *worker = &self->people[gone.person];
  size_t k = 0;
  while (worker->shifts[k] != shift)
    k++;
  worker->shifts[k] = worker->shifts[--worker->shift_count];
  if (gone.as == CWP_ROTA_WORKING) worker->minutes -= slot->shift.end - slot->shift.start;
  memmove(&slot->on[place], &slot->on[place + 1], (slot->on_count - place - 1) * sizeof *slot->on);
  slot->on_count--;
  return gone;
}

/* Puts somebody back where they were. There is room. */
static void put_back(cwp_rota *self, uint32_t shift, size_t place, cwp__on gone) {
  cwp__slot *slot = &self->shifts[shift];
  put_on(self, shift, gone.person, gone.as);
  memmove(&slot->on[place + 1], &slot->on[place], (slot->on_count - 1 - place) * sizeof *slot->on);
  slot->on[place] = gone;
}

static cwp_status change(cwp_rota *self, uint32_t shift, size_t place, cwp_rota_as as, cwp_error *error) {
  cwp__slot *slot = &self->shifts[shift];
  cwp__worker *worker = &self->people[slot->on[place].person];
  cwp_rota_as before = slot->on[place].as;
  if (before == as) return CWP_OK;
  slot->on[place].as = as;
  if (!recheck(self, shift, worker)) {
    slot->on[place].as = before;
    return cwp__fail_memory(error);
  }
  int64_t minutes = slot->shift.end - slot->shift.start;
  worker->minutes += as == CWP_ROTA_WORKING ? minutes : -minutes;
  return CWP_OK;
}

static cwp_status check_pair(const cwp_rota *self, size_t shift, size_t person, cwp_error *error) {
  if (!self || shift >= self->shift_count || person >= self->person_count)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a shift and a person of the board are needed");
  return CWP_OK;
}

cwp_status cwp_rota_assign(cwp_rota *self, size_t shift, size_t person, cwp_rota_as as, cwp_error *error) {
  cwp_status status = check_pair(self, shift, person, error);
  if (status) return status;
  if ((unsigned)as >= CWP_ROTA_AS_END)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "%d is no way to be on a shift", (int)as);
  cwp__slot *slot = &self->shifts[shift];
  cwp__worker *worker = &self->people[person];
  size_t place = cwp__place_on(slot, person);
  if (place != SIZE_MAX) return change(self, (uint32_t)shift, place, as, error);
  if (slot->on_count >= CWP__MOST_ON_SHIFT)
    return cwp__fail(error, CWP_ERROR_LIMIT, "a shift has %d people at most", CWP__MOST_ON_SHIFT);
  if (!reserve_one(self, &slot->on, &slot->on_capacity, slot->on_count, sizeof *slot->on) ||
      !reserve_one(self, &worker->shifts, &worker->shift_capacity, worker->shift_count, sizeof *worker->shifts))
    return cwp__fail_memory(error);
  put_on(self, (uint32_t)shift, (uint32_t)person, as);
  if (recheck(self, (uint32_t)shift, worker)) return CWP_OK;
  (void)take_off(self, (uint32_t)shift, slot->on_count - 1);
  return cwp__fail_memory(error);
}

cwp_status cwp_rota_unassign(cwp_rota *self, size_t shift, size_t person, cwp_error *error) {
  cwp_status status = check_pair(self, shift, person, error);
  if (status) return status;
  size_t place = cwp__place_on(&self->shifts[shift], person);
  if (place == SIZE_MAX)
    return cwp__fail(error, CWP_ERROR_NOT_FOUND, "'%s' is not on shift '%s'", person_id(self, (uint32_t)person),
                     shift_id(self, (uint32_t)shift));
  cwp__on gone = take_off(self, (uint32_t)shift, place);
  if (recheck(self, (uint32_t)shift, &self->people[person])) return CWP_OK;
  put_back(self, (uint32_t)shift, place, gone);
  return cwp__fail_memory(error);
}

cwp_status cwp_rota_try(const cwp_rota *self, size_t shift, size_t person, cwp_rota_as as, cwp_rota_issue *out,
                        size_t capacity, size_t *count, cwp_error *error) {
  cwp_status status = check_pair(self, shift, person, error);
  if (status) return status;
  if (!count || (!out && capacity) || (unsigned)as >= CWP_ROTA_AS_END)
    return cwp__fail(error, CWP_ERROR_ARGUMENT,
                     "somewhere to put the issues, and a way to be on the shift, are needed");
  const cwp__slot *slot = &self->shifts[shift];
  cwp__view view = cwp__view_of(self, (uint32_t)shift);
  cwp__on *on = cwp__allocate(&self->allocator, slot->on_count + 1, sizeof *on);
  if (!on) return cwp__fail_memory(error);
  if (slot->on_count) memcpy(on, slot->on, slot->on_count * sizeof *on);
  size_t place = cwp__place_on(slot, person);
  if (place == SIZE_MAX) place = view.on_count++;
  on[place] = (cwp__on){(uint32_t)person, as};
  view.on = on;
  cwp_rota_issue *issues;
  int found = find_issues(self, &view, &issues, count);
  cwp__release(&self->allocator, on);
  if (!found) return cwp__fail_memory(error);
  size_t copied = *count < capacity ? *count : capacity;
  if (copied) memcpy(out, issues, copied * sizeof *out);
  cwp__release(&self->allocator, issues);
  return CWP_OK;
}

/* Asking. */

size_t cwp_rota_person_count(const cwp_rota *self) {
  return self ? self->person_count : 0;
}

size_t cwp_rota_shift_count(const cwp_rota *self) {
  return self ? self->shift_count : 0;
}

const cwp_portfolio *cwp_rota_person(const cwp_rota *self, size_t person) {
  return self && person < self->person_count ? self->people[person].portfolio : NULL;
}

const cwp_shift *cwp_rota_shift(const cwp_rota *self, size_t shift) {
  return self && shift < self->shift_count ? &self->shifts[shift].shift : NULL;
}

static size_t as_index(uint32_t place) {
  return place == CWP__NO_PLACE ? CWP_NO_INDEX : place;
}

size_t cwp_rota_find_person(const cwp_rota *self, const char *id) {
  return self && id ? as_index(cwp__index_find(&self->person_index, self, person_id, id)) : CWP_NO_INDEX;
}

size_t cwp_rota_find_shift(const cwp_rota *self, const char *id) {
  return self && id ? as_index(cwp__index_find(&self->shift_index, self, shift_id, id)) : CWP_NO_INDEX;
}

size_t cwp_rota_on_count(const cwp_rota *self, size_t shift) {
  return self && shift < self->shift_count ? self->shifts[shift].on_count : 0;
}

size_t cwp_rota_on_at(const cwp_rota *self, size_t shift, size_t index, cwp_rota_as *as) {
  if (index >= cwp_rota_on_count(self, shift)) return CWP_NO_INDEX;
  const cwp__on *on = &self->shifts[shift].on[index];
  if (as) *as = on->as;
  return on->person;
}

size_t cwp_rota_issue_count(const cwp_rota *self, size_t shift) {
  return self && shift < self->shift_count ? self->shifts[shift].issue_count : 0;
}

const cwp_rota_issue *cwp_rota_issue_at(const cwp_rota *self, size_t shift, size_t index) {
  return index < cwp_rota_issue_count(self, shift) ? &self->shifts[shift].issues[index] : NULL;
}

cwp_rota_severity cwp_rota_verdict(const cwp_rota *self, size_t shift) {
  const cwp_rota_issue *heaviest = cwp_rota_issue_at(self, shift, 0);
  return heaviest ? heaviest->severity : CWP_ROTA_PASS;
}

cwp_rota_severity cwp_rota_person_verdict(const cwp_rota *self, size_t shift, size_t person) {
  size_t count = cwp_rota_issue_count(self, shift);
  for (size_t i = 0; i < count; i++) {
    const cwp_rota_issue *issue = cwp_rota_issue_at(self, shift, i);
    if (issue->person == person) return issue->severity;
  }
  return CWP_ROTA_PASS;
}

int cwp_rota_applies(const cwp_rota *self, size_t shift, size_t rule) {
  if (!self || shift >= self->shift_count || rule >= self->rules->rule_count) return 0;
  return cwp__rule_applies(&self->rules->rules[rule], &self->shifts[shift]);
}

int cwp_rota_counts(const cwp_rota *self, size_t person, size_t rule) {
  if (!self || person >= self->person_count || rule >= self->rules->rule_count) return 0;
  return !(self->people[person].flags & self->rules->rules[rule].leaving_out);
}

int cwp_rota_fits(const cwp_rota *self, size_t shift, size_t person, size_t rule) {
  if (check_pair(self, shift, person, NULL) || rule >= self->rules->rule_count) return 0;
  cwp__view view = cwp__view_of(self, (uint32_t)shift);
  return cwp__fits(self, &view, &self->rules->rules[rule], (uint32_t)person, NULL);
}

cwp_rota_effect cwp_rota_effect_of(const cwp_rota *self, size_t shift, size_t person, size_t rule) {
  if (check_pair(self, shift, person, NULL) || !cwp_rota_applies(self, shift, rule)) return CWP_ROTA_NO_EFFECT;
  cwp_rota_measure measure = self->rules->rules[rule].told.measure;
  int is_personal = measure == CWP_MEASURE_EACH || measure == CWP_MEASURE_NONE;
  if (!cwp_rota_counts(self, person, rule)) return is_personal ? CWP_ROTA_NO_EFFECT : CWP_ROTA_LEFT_OUT;
  int fits = cwp_rota_fits(self, shift, person, rule);
  if (is_personal) return fits != (measure == CWP_MEASURE_EACH) ? CWP_ROTA_BREAKS : CWP_ROTA_NO_EFFECT;
  return fits ? CWP_ROTA_HELPS : CWP_ROTA_NO_EFFECT;
}
