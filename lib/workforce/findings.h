#ifndef CWP_WORKFORCE_FINDINGS_H
#define CWP_WORKFORCE_FINDINGS_H

/* What cannot count, added up by what was seen: cwp_workforce_findings. */

#include "base/memory.h"
#include "cwp/allocator.h"

#include <stddef.h>
#include <stdint.h>

typedef enum cwp__workforce_finding {
  CWP__WF_NO_WORKER = 0,
  CWP__WF_UNKNOWN_WORKER,
  CWP__WF_TWICE,
  CWP__WF_NO_SUBJECT,
  CWP__WF_UNKNOWN_SUBJECT,
  CWP__WF_UNKNOWN_KIND,
  CWP__WF_UNKNOWN_RESULT,
  CWP__WF_UNKNOWN_EXTENT,
  CWP__WF_UNKNOWN_FLAG,
  CWP__WF_UNKNOWN_ROLE,
  CWP__WF_UNKNOWN_SETTING,
  CWP__WF_DAY_RANGE,
  CWP__WF_UNTIL_BEFORE_FROM,
  CWP__WF_END
} cwp__workforce_finding;

/* Most different findings; more of them are added up without their values. */
enum { CWP__MOST_FINDINGS = 10000 };

/* One kind of row that cannot count. */
typedef struct cwp__found {
  cwp__workforce_finding finding;
  int counts;         /* the row still does, without that value */
  const char *table;  /* "workers" or "evidence", constant */
  const char *column; /* "" for the whole row */
  const char *value;  /* safe to show; NULL where it is a matter of the whole row, or of many values */
  uint64_t rows;
  uint64_t first_row;
} cwp__found;

typedef struct cwp__findings {
  cwp_allocator allocator;
  cwp__arena texts;
  cwp__found *list;
  size_t count;
  size_t capacity;
  uint32_t *slots; /* an open-addressing table: 0, or the place in the list and one */
  size_t slot_count;
} cwp__findings;

void cwp__findings_start(cwp__findings *self, const cwp_allocator *allocator);
void cwp__findings_clear(cwp__findings *self);

/* "WF.no-worker", ... */
const char *cwp__workforce_finding_code(cwp__workforce_finding finding);

/* Adds `seen->rows` rows; column and value are copied. Returns 0 when there is no memory. */
int cwp__findings_add(cwp__findings *self, const cwp__found *seen);

/* Puts them in the order of tables and rows, once there are no more to come. */
void cwp__findings_sort(cwp__findings *self);

#endif
