/* Facts of evidence that has a row a piece. */

#include "cwp/date.h"
#include "workforce/evidence.h"

#include <string.h>

/* Only what is going to be looked at: this is done for every few hundred people. */
void cwp__lanes_start(cwp__lanes *self, const cwp__evidence *evidence) {
  for (int lane = 0; lane < CWP__EVIDENCE_CODES; lane++) {
    size_t column = evidence->coded[lane];
    if (column != CWP__NO_FIELD) {
      int is_text = cwp__field_uses(&evidence->table.fields[column]) == CWP__AS_TEXT;
      if (is_text) memset(&self->recent[lane], 0, sizeof self->recent[lane]);
      continue;
    }
    for (size_t i = 0; i < CWP__BLOCK; i++)
      self->codes[lane][i] = evidence->codings[lane].of_null;
  }
  for (int lane = 0; lane < CWP__EVIDENCE_DAYS; lane++)
    for (size_t i = 0; evidence->days[lane] == CWP__NO_FIELD && i < CWP__BLOCK; i++)
      self->days[lane][i] = CWP_DATE_NONE;
}

/* Where a block's columns are read to. */
typedef struct block {
  uint16_t *codes[CWP__EVIDENCE_CODES];
  int32_t *days[CWP__EVIDENCE_DAYS];
} block;

/* Reads all columns; a lane without a column stays as cwp__lanes_start left it. */
static void read_block(const cwp__evidence *self, const cwp__rows *rows, cwp__lanes *lanes, const block *out) {
  const cwp__field *fields = self->table.fields;
  for (int lane = 0; lane < CWP__EVIDENCE_CODES; lane++)
    if (self->coded[lane] != CWP__NO_FIELD)
      cwp__read_codes(&fields[self->coded[lane]], self->coded[lane], rows, &self->codings[lane], &lanes->recent[lane],
                      out->codes[lane]);
  for (int lane = 0; lane < CWP__EVIDENCE_DAYS; lane++)
    if (self->days[lane] != CWP__NO_FIELD)
      cwp__read_days(&fields[self->days[lane]], self->days[lane], rows, out->days[lane]);
}

static block block_of(cwp__lanes *lanes) {
  block out;
  for (int lane = 0; lane < CWP__EVIDENCE_CODES; lane++)
    out.codes[lane] = lanes->codes[lane];
  for (int lane = 0; lane < CWP__EVIDENCE_DAYS; lane++)
    out.days[lane] = lanes->days[lane];
  return out;
}

/* Which rows of a block cannot count: a byte each, 0 or 1. Returns whether there are any. Column by column, and so in
   vectors. */
static int find_bad(const block *lanes, size_t count, uint8_t bad[CWP__BLOCK]) {
  const int32_t *from = lanes->days[CWP__EVIDENCE_FROM], *until = lanes->days[CWP__EVIDENCE_UNTIL];
  const uint16_t *subjects = lanes->codes[CWP__EVIDENCE_SUBJECT], *kinds = lanes->codes[CWP__EVIDENCE_OF_KIND];
  const uint16_t *results = lanes->codes[CWP__EVIDENCE_OF_RESULT], *extents = lanes->codes[CWP__EVIDENCE_OF_EXTENT];
  uint8_t any = 0;
  for (size_t i = 0; i < count; i++)
    bad[i] = (uint8_t)((subjects[i] >= CWP__CODE_NULL) | (kinds[i] == CWP__CODE_UNKNOWN) |
                       (results[i] == CWP__CODE_UNKNOWN) | (extents[i] == CWP__CODE_UNKNOWN));
  for (size_t i = 0; i < count; i++)
    bad[i] |= (uint8_t)((from[i] == CWP__BAD_DAY) | (until[i] == CWP__BAD_DAY) |
                        ((until[i] < from[i]) & (until[i] != CWP_DATE_NONE)));
  for (size_t i = 0; i < count; i++)
    any |= bad[i];
  return any;
}

/* A row that cannot count becomes a piece of evidence about nothing. */
static void void_bad(const cwp__evidence *self, const block *lanes, cwp__facts *out, size_t count) {
  const cwp__fact nothing = {.from = CWP_DATE_NONE,
                             .until = CWP_DATE_NONE,
                             .about = (uint16_t)cwp__record_count(self->pathway),
                             .kind = CWP_EVIDENCE_DECLARED,
                             .result = CWP_RESULT_WITHDRAWN,
                             .extent = CWP_EXTENT_FULL};
  uint8_t bad[CWP__BLOCK];
  if (!find_bad(lanes, count, bad)) return;
  for (const uint8_t *at = bad; (at = memchr(at, 1, count - (size_t)(at - bad))) != NULL; at++)
    cwp__fact_put(out, (size_t)(at - bad), &nothing);
}

/* Kind, result and extent in one. */
static void join_manners(const block *lanes, size_t count, uint8_t *restrict out) {
  const uint16_t *kinds = lanes->codes[CWP__EVIDENCE_OF_KIND], *results = lanes->codes[CWP__EVIDENCE_OF_RESULT];
  const uint16_t *extents = lanes->codes[CWP__EVIDENCE_OF_EXTENT];
  for (size_t i = 0; i < count; i++)
    out[i] = cwp__manner_of(kinds[i], results[i], extents[i] == CWP_EXTENT_PART);
}

size_t cwp__facts_read(const cwp__evidence *self, const cwp__rows *rows, cwp__lanes *lanes, cwp__facts *out,
                       uint16_t *kept) {
  if (self->wide != NULL) return cwp__wide_read_facts(self, rows, out, kept);
  block read = block_of(lanes);
  read.codes[CWP__EVIDENCE_SUBJECT] = out->about;
  for (int lane = 0; lane < CWP__EVIDENCE_DAYS; lane++) {
    int32_t *to = lane == CWP__EVIDENCE_FROM ? out->from : out->until;
    if (self->days[lane] == CWP__NO_FIELD) memcpy(to, read.days[lane], rows->count * sizeof *to);
    read.days[lane] = to;
  }
  read_block(self, rows, lanes, &read);
  join_manners(&read, rows->count, out->manner);
  if (self->has_bad) void_bad(self, &read, out, rows->count);
  return rows->count;
}

/* ---- What cannot count ---- */

/* Adds a finding about a column of a row. */
static int add_finding(const cwp__evidence *self, const cwp__rows *rows, size_t i, size_t column,
                       cwp__workforce_finding finding, cwp__findings *findings) {
  char room[CWP__SHOWN];
  size_t at = cwp__row_at(rows, i);
  cwp__found found = {finding, 0, self->table.name, "", NULL, 1, rows->chunk->first + at};
  if (column != CWP__NO_FIELD) {
    found.column = self->table.fields[column].name;
    found.value = cwp__read_shown(&self->table.fields[column], column, rows->chunk, at, room);
  }
  return cwp__findings_add(findings, &found);
}

static int check_row(const cwp__evidence *self, const cwp__rows *rows, const block *lanes, size_t i,
                     cwp__findings *findings) {
  static const cwp__workforce_finding unknown[CWP__EVIDENCE_CODES] = {CWP__WF_UNKNOWN_SUBJECT, CWP__WF_UNKNOWN_KIND,
                                                                      CWP__WF_UNKNOWN_RESULT, CWP__WF_UNKNOWN_EXTENT};
  int is_done = 1, bad_days = 0;
  for (int lane = 0; lane < CWP__EVIDENCE_CODES && is_done; lane++)
    if (lanes->codes[lane][i] == CWP__CODE_UNKNOWN)
      is_done = add_finding(self, rows, i, self->coded[lane], unknown[lane], findings);
  if (is_done && lanes->codes[CWP__EVIDENCE_SUBJECT][i] == CWP__CODE_NULL)
    is_done = add_finding(self, rows, i, CWP__NO_FIELD, CWP__WF_NO_SUBJECT, findings);
  for (int lane = 0; lane < CWP__EVIDENCE_DAYS && is_done; lane++)
    if (lanes->days[lane][i] == CWP__BAD_DAY) {
      is_done = add_finding(self, rows, i, self->days[lane], CWP__WF_DAY_RANGE, findings);
      bad_days++;
    }
  int32_t from = lanes->days[CWP__EVIDENCE_FROM][i], until = lanes->days[CWP__EVIDENCE_UNTIL][i];
  if (is_done && bad_days == 0 && until < from && until != CWP_DATE_NONE)
    is_done = add_finding(self, rows, i, CWP__NO_FIELD, CWP__WF_UNTIL_BEFORE_FROM, findings);
  return is_done;
}

int cwp__facts_check(cwp__evidence *self, const cwp__rows *rows, cwp__lanes *lanes, const uint8_t *placed,
                     cwp__findings *findings, uint64_t *refused) {
  if (self->wide != NULL) return cwp__wide_check(self, rows, placed, findings);
  uint8_t bad[CWP__BLOCK];
  const block read = block_of(lanes);
  read_block(self, rows, lanes, &read);
  if (!find_bad(&read, rows->count, bad)) return 1;
  self->has_bad = 1;
  for (size_t i = 0; i < rows->count; i++) {
    if (!placed[i] || !bad[i]) continue;
    ++*refused;
    if (!check_row(self, rows, &read, i, findings)) return 0;
  }
  return 1;
}
