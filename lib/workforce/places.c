/* Which rows are whose. */

#include "workforce/places.h"

#include "base/error.h"
#include "base/memory.h"

#include <string.h>

/* Most rows of one person. */
#define MOST_OF_ONE ((uint32_t)1 << 26)

void cwp__places_start(cwp__places *self, uint64_t rows, const cwp_allocator *allocator) {
  *self = (cwp__places){.allocator = *allocator, .rows = rows};
}

void cwp__places_clear(cwp__places *self) {
  cwp__release(&self->allocator, self->first);
  cwp__release(&self->allocator, self->counts);
  cwp__release(&self->allocator, self->order);
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
static cwp_status begin_order(cwp__places *self, uint64_t row, cwp_error *error) {
  if (self->rows >= UINT32_MAX)
    return cwp__fail(error, CWP_ERROR_LIMIT,
                     "evidence: with more than 4,294,967,294 rows each worker's must lie together: sort them by "
                     "\"worker\" first");
  self->order = cwp__allocate(&self->allocator, (size_t)self->rows, sizeof *self->order);
  if (self->order == NULL) return cwp__fail_memory(error);
  for (size_t i = 0; i < row; i++)
    self->order[i] = CWP__NOBODY;
  for (size_t person = 0; person < self->people; person++)
    for (uint32_t i = 0; i < self->counts[person]; i++)
      self->order[self->first[person] + i] = (uint32_t)person;
  return CWP_OK;
}

cwp_status cwp__places_add(cwp__places *self, uint32_t person, uint64_t row, size_t count, cwp_error *error) {
  int is_apart = self->order == NULL && person != CWP__NOBODY && self->counts[person] > 0 &&
                 self->first[person] + self->counts[person] != row;
  cwp_status status = is_apart ? begin_order(self, row, error) : CWP_OK;
  if (status != CWP_OK) return status;
  for (size_t i = 0; self->order != NULL && i < count; i++)
    self->order[row + i] = person;
  if (person == CWP__NOBODY) return CWP_OK;
  if (count > MOST_OF_ONE - self->counts[person])
    return cwp__fail(error, CWP_ERROR_LIMIT, "evidence: one worker has more than %lu rows", (unsigned long)MOST_OF_ONE);
  if (self->counts[person] == 0) self->first[person] = row;
  self->counts[person] += (uint32_t)count;
  return CWP_OK;
}

/* Where each person's rows begin, one person's behind the other's; returns where they end. */
static uint64_t lay_out(cwp__places *self) {
  uint64_t at = 0;
  for (size_t person = 0; person < self->people; person++) {
    self->first[person] = at;
    at += self->counts[person];
    self->counts[person] = 0;
  }
  return at;
}

/* The place of the next row of a person, or of nobody: theirs come last. */
static uint64_t next_place(cwp__places *self, uint32_t person, uint64_t *nobodys) {
  return person == CWP__NOBODY ? (*nobodys)++ : self->first[person] + self->counts[person]++;
}

/* A row in hand, that is to be put where its person's next one goes. */
typedef struct hand {
  uint32_t row;
  uint32_t person;
  int is_full;
} hand;

/* HANDS: so many rows at once, since each waits for memory far away most of the time. */
enum { HANDS = 16 };

/* In place of a person: the row that stood there is in hand. */
#define HOLE (CWP__NOBODY - 1)

/*
 * Changes "whose is each row" into "which rows are each person's" in place. What is settled of a person's part holds
 * rows; behind that still stand the people of those very rows, or there is a hole. A row in hand takes the next place
 * of its person, and whoever stood there is in hand next, unless it was a hole.
 */
static void put_down(cwp__places *self, hand *one, uint64_t *nobodys) {
  uint64_t place = next_place(self, one->person, nobodys);
  uint32_t person = self->order[place];
  self->order[place] = one->row;
  one->row = (uint32_t)place;
  one->person = person;
  one->is_full = person != HOLE;
}

/* Puts rows down until a hand is free. */
static hand *free_hand(cwp__places *self, hand hands[HANDS], uint64_t *nobodys) {
  for (;;) {
    hand *found = NULL;
    for (int i = 0; i < HANDS; i++) {
      if (hands[i].is_full) put_down(self, &hands[i], nobodys);
      if (!hands[i].is_full) found = &hands[i];
    }
    if (found != NULL) return found;
  }
}

/* Takes up every row that stands in a person's part and was not settled. */
static void take_up(cwp__places *self, size_t person, uint64_t end, hand hands[HANDS], uint64_t *nobodys) {
  for (uint64_t at = self->first[person]; at < end; at++) {
    hand *one = free_hand(self, hands, nobodys);
    uint64_t settled = self->first[person] + self->counts[person];
    if (at < settled) at = settled;
    if (at >= end || self->order[at] == HOLE) continue;
    *one = (hand){(uint32_t)at, self->order[at], 1};
    self->order[at] = HOLE;
  }
}

/* Shell's way, with gaps of a third each: in place, and quick for the few rows that most people have. */
static void sort_rows(uint32_t *rows, size_t count) {
  size_t gap = 1;
  while (gap < count / 3)
    gap = gap * 3 + 1;
  for (; gap > 0; gap /= 3)
    for (size_t i = gap; i < count; i++) {
      uint32_t row = rows[i];
      size_t at = i;
      for (; at >= gap && rows[at - gap] > row; at -= gap)
        rows[at] = rows[at - gap];
      rows[at] = row;
    }
}

void cwp__places_finish(cwp__places *self) {
  hand hands[HANDS] = {{0, 0, 0}};
  if (self->order == NULL) return;
  uint64_t all = lay_out(self), nobodys = all;
  for (size_t person = 0; person < self->people; person++)
    take_up(self, person, person + 1 < self->people ? self->first[person + 1] : all, hands, &nobodys);
  for (int i = 0; i < HANDS; i++)
    while (hands[i].is_full)
      put_down(self, &hands[i], &nobodys);
  for (size_t person = 0; person < self->people; person++)
    sort_rows(self->order + self->first[person], self->counts[person]);
}
