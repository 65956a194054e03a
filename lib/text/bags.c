#include "text/bags.h"

#include "base/memory.h"

#include <string.h>

/* The usual constants of BM25: how soon repeating a term stops to count, and how much a long text has to share. */
static const double saturation = 1.5, length_share = 0.6;

typedef struct cwp__bag_entry {
  uint32_t term, document;
  float weight;
} entry;

void cwp__bag_filler_init(cwp__bag_filler *self, const cwp_allocator *allocator) {
  *self = (cwp__bag_filler){.allocator = *allocator};
}

static int reserve(cwp__bag_filler *self, uint32_t term) {
  void *entries = self->entries, *last = self->last;
  size_t before = self->last_capacity;
  int fits = cwp__reserve(&self->allocator, &entries, &self->capacity, self->count + 1, sizeof(entry));
  self->entries = entries;
  if (!fits) return 0;
  fits = cwp__reserve(&self->allocator, &last, &self->last_capacity, (size_t)term + 1, sizeof *self->last);
  self->last = last;
  if (!fits) return 0;
  memset(self->last + before, 0, (self->last_capacity - before) * sizeof *self->last);
  return 1;
}

void cwp__bag_fill(cwp__bag_filler *self, uint32_t term, uint32_t document, float weight) {
  if (self->failed) return;
  if (!reserve(self, term)) {
    self->failed = 1;
    return;
  }
  if (term >= self->term_count) self->term_count = (size_t)term + 1;
  size_t last = self->last[term];
  if (last > 0 && self->entries[last - 1].document == document) {
    self->entries[last - 1].weight += weight;
    return;
  }
  self->entries[self->count++] = (entry){term, document, weight};
  self->last[term] = self->count;
}

/* The length of each document, and their mean in `*mean`. NULL when there is no memory. */
static double *measure(const cwp__bag_filler *self, size_t document_count, double *mean) {
  double *lengths = cwp__allocate_zeroed(&self->allocator, document_count, sizeof *lengths), total = 0;
  size_t with_words = 0;
  for (size_t i = 0; lengths && i < self->count; i++) {
    if (lengths[self->entries[i].document] == 0) with_words++;
    lengths[self->entries[i].document] += (double)self->entries[i].weight;
    total += (double)self->entries[i].weight;
  }
  *mean = with_words > 0 ? total / (double)with_words : 1;
  return lengths;
}

double cwp__natural_log(double value) {
  const double of_two = 0.69314718055994531;
  double sum = 0, power, square;
  for (; value > 1.5; value /= 2)
    sum += of_two;
  power = (value - 1) / (value + 1);
  square = power * power;
  for (int i = 1; i < 24; i += 2) {
    sum += 2 * power / i;
    power *= square;
  }
  return sum;
}

/* What an entry is worth, in a document of that length over the mean; `with` of `all` documents have its term. */
static float worth(double weight, double length, double with, double all) {
  double rarity = cwp__natural_log(1 + (all - with + 0.5) / (with + 0.5));
  double brake = saturation * (1 - length_share + length_share * length);
  return (float)(rarity * weight * (saturation + 1) / (weight + brake));
}

/* Lays the entries out by term: counted first, then put in their order, which is that of the documents. */
static void lay_out(const cwp__bag_filler *self, const double *lengths, double mean, cwp__bags *out) {
  for (size_t i = 0; i < self->count; i++)
    out->starts[self->entries[i].term + 1]++;
  for (size_t term = 0; term < out->term_count; term++) {
    self->last[term] = out->starts[term];
    out->starts[term + 1] += out->starts[term];
  }
  for (size_t i = 0; i < self->count; i++) {
    const entry *from = &self->entries[i];
    double with = (double)(out->starts[from->term + 1] - out->starts[from->term]);
    out->postings[self->last[from->term]++] = (cwp__posting){
        from->document, worth((double)from->weight, lengths[from->document] / mean, with, (double)out->document_count)};
  }
}

int cwp__bag_freeze(cwp__bag_filler *self, size_t document_count, cwp__bags *out) {
  double mean = 1, *lengths = NULL;
  *out = (cwp__bags){.allocator = self->allocator,
                     .term_count = self->term_count,
                     .document_count = document_count,
                     .posting_count = self->count};
  int fine = !self->failed;
  if (fine) out->starts = cwp__allocate_zeroed(&self->allocator, out->term_count + 1, sizeof *out->starts);
  if (out->starts) out->postings = cwp__allocate(&self->allocator, out->posting_count, sizeof *out->postings);
  if (out->postings) lengths = measure(self, document_count, &mean);
  fine = lengths != NULL;
  if (fine) lay_out(self, lengths, mean, out);
  if (!fine) cwp__bags_free(out);
  cwp__release(&self->allocator, lengths);
  cwp__release(&self->allocator, self->entries);
  cwp__release(&self->allocator, self->last);
  cwp__bag_filler_init(self, &self->allocator);
  return fine;
}

void cwp__bags_free(cwp__bags *self) {
  cwp__release(&self->allocator, self->starts);
  cwp__release(&self->allocator, self->postings);
  *self = (cwp__bags){.allocator = self->allocator};
}

const cwp__posting *cwp__bags_postings(const cwp__bags *self, uint32_t term, size_t *count) {
  *count = term < self->term_count ? self->starts[term + 1] - self->starts[term] : 0;
  return *count ? self->postings + self->starts[term] : NULL;
}

float cwp__bags_impact(const cwp__bags *self, uint32_t term, uint32_t document) {
  size_t count, low = 0;
  const cwp__posting *postings = cwp__bags_postings(self, term, &count);
  size_t high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (postings[middle].document < document)
      low = middle + 1;
    else
      high = middle;
  }
  return low < count && postings[low].document == document ? postings[low].impact : 0.0f;
}

size_t cwp__bags_bytes(const cwp__bags *self) {
  return (self->term_count + 1) * sizeof *self->starts + self->posting_count * sizeof *self->postings;
}
