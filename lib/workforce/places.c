/* Which rows are whose. */

#include "workforce/places.h"

#include "base/error.h"
#include "base/memory.h"

#include <string.h>

/* Most rows, or facts, of one person. */
#define MOST_OF_ONE ((uint32_t)1 << 26)

void cwp__places_start(cwp__places *self, uint64_t rows, const cwp_allocator *allocator) {
  *self = (cwp__places){.allocator = *allocator, .rows = rows};
}

void cwp__places_clear(cwp__places *self) {
  cwp__release(&self->allocator, self->first);
  cwp__release(&self->allocator, self->counts);
  cwp__release(&self->allocator, self->whose);
  cwp__release(&self->allocator, self->laid.words);
  cwp__release(&self->allocator, self->laid.high);
  *self = (cwp__places){.allocator = self->allocator};
}

cwp_status cwp__places_grow(cwp__places *self, size_t people, cwp_error *error) {
  if (people <= self->people) return CWP_OK;
  if (!cwp__reserve(&self->allocator, (void **)&self->first, &self->first_capacity, people, sizeof *self->first) ||
      !cwp__reserve(&self->allocator, (void **)&self->counts, &self->count_capacity, people, sizeof *self->counts))
    return cwp__fail_memory(error);
  memset(self->counts + self->people, 0, (people - self->people) * sizeof *self->counts);
  self->people = people;
  return CWP_OK;
}

/* From here on it is written down whose each row is. */
static cwp_status begin_whose(cwp__places *self, uint64_t row, cwp_error *error) {
  self->whose = cwp__allocate(&self->allocator, (size_t)self->rows, sizeof *self->whose);
  if (self->whose == NULL) return cwp__fail_memory(error);
  for (size_t i = 0; i < row; i++)
    self->whose[i] = CWP__NOBODY;
  for (size_t person = 0; person < self->people; person++)
    for (uint32_t i = 0; i < self->counts[person]; i++)
      self->whose[self->first[person] + i] = (uint32_t)person;
  return CWP_OK;
}

static cwp_status fail_many(cwp_error *error) {
  return cwp__fail(error, CWP_ERROR_LIMIT, "evidence: one worker has more than %lu rows", (unsigned long)MOST_OF_ONE);
}

cwp_status cwp__places_count(cwp__places *self, uint32_t person, size_t count, cwp_error *error) {
  if (count > MOST_OF_ONE - self->counts[person]) return fail_many(error);
  self->counts[person] += (uint32_t)count;
  return CWP_OK;
}

cwp_status cwp__places_add(cwp__places *self, uint32_t person, uint64_t row, size_t count, cwp_error *error) {
  int is_apart = self->whose == NULL && person != CWP__NOBODY && self->counts[person] > 0 &&
                 self->first[person] + self->counts[person] != row;
  cwp_status status = is_apart ? begin_whose(self, row, error) : CWP_OK;
  if (status != CWP_OK) return status;
  for (size_t i = 0; self->whose != NULL && i < count; i++)
    self->whose[row + i] = person;
  if (person == CWP__NOBODY) return CWP_OK;
  if (self->counts[person] == 0) self->first[person] = row;
  return cwp__places_count(self, person, count, error);
}

cwp_status cwp__places_add_each(cwp__places *self, const uint32_t *people, uint64_t row, size_t count,
                                cwp_error *error) {
  uint32_t *counts = self->counts;
  memcpy(self->whose + row, people, count * sizeof *people);
  for (size_t i = 0; i < count; i++)
    if (people[i] != CWP__NOBODY && counts[people[i]]++ >= MOST_OF_ONE) return fail_many(error);
  return CWP_OK;
}

uint64_t cwp__places_lay_out(cwp__places *self) {
  uint64_t at = 0;
  for (size_t person = 0; person < self->people; person++) {
    self->first[person] = at;
    at += self->counts[person];
  }
  return at;
}
