#include "person/team.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

#include <string.h>

/* Places are an open-addressing table, a power of two long and at most three quarters full, of positions in `people`
   plus one; 0 is free. */
struct cwp_team {
  cwp_allocator allocator;
  cwp_portfolio **people;
  size_t count;
  size_t capacity;
  size_t *places;
  size_t place_count;
};

enum { FIRST_PLACES = 16 };

cwp_status cwp__team_new(const cwp_allocator *allocator, cwp_team **out, cwp_error *error) {
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  *out = cwp__allocate_zeroed(&memory, 1, sizeof(cwp_team));
  if (!*out) return cwp__fail_memory(error);
  (*out)->allocator = memory;
  return CWP_OK;
}

static const char *id_at(const cwp_team *self, size_t index) {
  return cwp_portfolio_person(self->people[index])->id;
}

/* The place of that id, or the free place where it would go. There must be a free one. */
static size_t *place_of(const cwp_team *self, const char *id) {
  size_t mask = self->place_count - 1;
  size_t at = (size_t)cwp__hash_bytes(CWP__HASH_START, id, strlen(id)) & mask;
  while (self->places[at] && strcmp(id_at(self, self->places[at] - 1), id) != 0)
    at = (at + 1) & mask;
  return &self->places[at];
}

/* Sees that one more person can be placed. Returns 1, or 0 when there is no memory, the team then being as it was. */
static int make_place(cwp_team *self) {
  if (self->count + 1 <= self->place_count / 4 * 3) return 1;
  size_t place_count = self->place_count ? self->place_count * 2 : FIRST_PLACES;
  size_t *places = cwp__allocate_zeroed(&self->allocator, place_count, sizeof(*places));
  if (!places) return 0;
  cwp__release(&self->allocator, self->places);
  self->places = places;
  self->place_count = place_count;
  for (size_t i = 0; i < self->count; i++)
    *place_of(self, id_at(self, i)) = i + 1;
  return 1;
}

static int make_room(cwp_team *self) {
  return cwp__reserve(&self->allocator, (void **)&self->people, &self->capacity, self->count + 1,
                      sizeof(*self->people));
}

cwp_status cwp__team_add(cwp_team *self, cwp_portfolio *portfolio, cwp_error *error) {
  const char *id = cwp_portfolio_person(portfolio)->id;
  if (!make_room(self) || !make_place(self)) return cwp__fail_memory(error);
  size_t *place = place_of(self, id);
  if (*place) return cwp__fail(error, CWP_ERROR_INVALID, "\"%s\" is in the team already", id);
  self->people[self->count++] = portfolio;
  *place = self->count;
  return CWP_OK;
}

void cwp__team_replace(cwp_team *self, cwp_portfolio *portfolio) {
  size_t index = *place_of(self, cwp_portfolio_person(portfolio)->id) - 1;
  cwp_portfolio_free(self->people[index]);
  self->people[index] = portfolio;
}

size_t cwp_team_count(const cwp_team *self) {
  return self ? self->count : 0;
}

const cwp_portfolio *cwp_team_at(const cwp_team *self, size_t index) {
  return self && index < self->count ? self->people[index] : NULL;
}

const cwp_portfolio *cwp_team_find(const cwp_team *self, const char *id) {
  if (!self || !id || !self->count) return NULL;
  size_t place = *place_of(self, id);
  return place ? self->people[place - 1] : NULL;
}

void cwp_team_free(cwp_team *self) {
  if (!self) return;
  for (size_t i = 0; i < self->count; i++)
    cwp_portfolio_free(self->people[i]);
  cwp__release(&self->allocator, self->people);
  cwp__release(&self->allocator, self->places);
  cwp_allocator memory = self->allocator;
  cwp__release(&memory, self);
}
