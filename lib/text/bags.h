#ifndef CWP_TEXT_BAGS_H
#define CWP_TEXT_BAGS_H

/*
 * Bags of terms, weighed by BM25F: how much a term tells that a text is about it. Terms and documents are numbers from
 * 0. A bag is filled document by document, frozen once, and read-only then.
 */

#include "cwp/allocator.h"

#include <stddef.h>
#include <stdint.h>

/* What a term is worth in a document. */
typedef struct cwp__posting {
  uint32_t document;
  float impact;
} cwp__posting;

typedef struct cwp__bags {
  cwp_allocator allocator;
  uint32_t *starts; /* of each term's postings, and one more for their end; ascending by document */
  cwp__posting *postings;
  size_t term_count, document_count, posting_count;
} cwp__bags;

/* Bags on their way. */
typedef struct cwp__bag_filler {
  cwp_allocator allocator;
  struct cwp__bag_entry *entries; /* in the order of documents */
  size_t count, capacity;
  size_t *last; /* by term: index of its latest entry, and one more */
  size_t last_capacity;
  size_t term_count, document_count;
  int failed;
} cwp__bag_filler;

void cwp__bag_filler_init(cwp__bag_filler *self, const cwp_allocator *allocator);

/* Says that a term stands in a document, as often as `weight` says. Documents come in ascending order. */
void cwp__bag_fill(cwp__bag_filler *self, uint32_t term, uint32_t document, float weight);

/* Freezes into `out`. Returns 0 when there is no memory, now or on the way. Frees the filler either way. */
int cwp__bag_freeze(cwp__bag_filler *self, size_t document_count, cwp__bags *out);

void cwp__bags_free(cwp__bags *self);

/* A term's postings. `*count` is 0 for a term that there is not. */
const cwp__posting *cwp__bags_postings(const cwp__bags *self, uint32_t term, size_t *count);

/* What a term is worth in one document, 0 if it does not stand there. */
float cwp__bags_impact(const cwp__bags *self, uint32_t term, uint32_t document);

size_t cwp__bags_bytes(const cwp__bags *self);

/* The natural logarithm of a number from 1 up. Our own, so that it is the same everywhere to the last digit, and no
   library of mathematics is linked. */
double cwp__natural_log(double value);

#endif
