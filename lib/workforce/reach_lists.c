/* What evidence of each sort reaches, as lists of marks and as masks. */

#include "base/error.h"
#include "workforce/reach.h"

#include <string.h>

enum { WORD_BITS = 64 };

/* Lanes go from the best to the worst, as ranks do from the last to the first. */
_Static_assert(CWP__RANK_MET > CWP__RANK_EXPIRING && CWP__RANK_EXPIRING > CWP__RANK_WAIVED &&
                   CWP__RANK_WAIVED > CWP__RANK_IN_PROGRESS && CWP__RANK_IN_PROGRESS > CWP__RANK_STARTED &&
                   CWP__RANK_STARTED > CWP__RANK_EXPIRED && CWP__RANK_EXPIRED > CWP__RANK_PARTLY &&
                   CWP__RANK_PARTLY > CWP__RANK_CLAIMED && CWP__RANK_CLAIMED > CWP__RANK_NOT_DUE,
               "ranks are in the order of the lanes");

static cwp__lane lane_of(cwp__rank rank) {
  static const uint8_t lanes[CWP__RANK_END] = {
      [CWP__RANK_NOTHING] = CWP__LANE_END,
      [CWP__RANK_IDLE] = CWP__LANE_END,
      [CWP__RANK_NOT_DUE] = CWP__LANE_NOT_ASKED,
      [CWP__RANK_CLAIMED] = CWP__LANE_CLAIMED,
      [CWP__RANK_PARTLY] = CWP__LANE_PARTLY,
      [CWP__RANK_EXPIRED] = CWP__LANE_EXPIRED,
      [CWP__RANK_STARTED] = CWP__LANE_IN_PROGRESS,
      [CWP__RANK_IN_PROGRESS] = CWP__LANE_IN_PROGRESS,
      [CWP__RANK_WAIVED] = CWP__LANE_NOT_ASKED,
      [CWP__RANK_EXPIRING] = CWP__LANE_EXPIRING,
      [CWP__RANK_MET] = CWP__LANE_MET,
  };
  return (cwp__lane)lanes[rank];
}

/* What evidence of each sort says of a cell depends on what the cell asks for, and on whether it is reached in full. */
typedef struct pattern {
  uint8_t least;
  uint8_t accepts;
  uint8_t is_part;
  uint8_t lanes[CWP__SORTS];
} pattern;

/* Bits of one word that the record at hand reaches, and that go by one pattern. */
typedef struct cluster {
  uint64_t bits;
  uint32_t word;
  uint32_t pattern;
} cluster;

/* A cell that the record at hand can reach. */
typedef struct reached {
  uint32_t cell;
  int is_part;
} reached;

/* The lists of one set of settings in the making. */
typedef struct deriving {
  cwp__reaches *reaches;
  cwp__reach *reach;
  cwp__scales *scales;
  reached *cells; /* each once or more */
  size_t cell_count, cell_capacity;
  pattern *patterns;
  size_t pattern_count, pattern_capacity;
  cluster *clusters;
  size_t cluster_count, cluster_capacity;
} deriving;

/* 0 where there is no memory. */
static int reserve(const deriving *self, void *items, size_t *capacity, size_t needed, size_t size) {
  return cwp__reserve(&self->reaches->arena.allocator, items, capacity, needed, size);
}

/* Where evidence about a record can get to; how it gets there is the scales' matter. */

static cwp_status add_cells(deriving *self, cwp_id record, cwp_error *error) {
  const cwp__scales *scales = self->scales;
  for (uint32_t cell = scales->cell_of[record]; cell != CWP__NO_CELL; cell = scales->cells[cell].next) {
    if (!reserve(self, (void **)&self->cells, &self->cell_capacity, self->cell_count + 1, sizeof *self->cells))
      return cwp__fail_memory(error);
    self->cells[self->cell_count++] = (reached){.cell = cell};
  }
  return CWP_OK;
}

static cwp_status find_cells(deriving *self, cwp_id record, cwp_error *error) {
  cwp__covers covers = cwp__covers_of(self->reaches->pathway, record);
  self->cell_count = 0;
  cwp_status status = add_cells(self, record, error);
  if (!status && covers.through != CWP__NO_RECORD) status = add_cells(self, covers.through, error);
  for (uint32_t i = 0; i < covers.count; i++)
    for (uint32_t k = 0; k < covers.list[i].count && !status; k++)
      status = add_cells(self, covers.list[i].target + k, error);
  return status;
}

/* Clears the scales of what was put onto them, and says what that was of one cell. */
static cwp__lane take_off(cwp__scales *scales, uint32_t cell) {
  cwp__cell *own = &scales->cells[cell];
  cwp__lane lane = own->refuted != CWP_DATE_NONE ? CWP__LANE_ANY : lane_of(cwp__worth_rank(own->worth));
  own->worth = 0;
  own->refuted = CWP_DATE_NONE;
  return lane;
}

/* Lists. */

static cwp_status add_mark(cwp__reaches *self, size_t first, const cluster *bits, cwp__lane lane, cwp_error *error) {
  uint32_t place = (uint32_t)lane * self->eights * CWP__EIGHT + bits->word;
  size_t i = first;
  while (i < self->mark_count && self->marks[i].place != place)
    i++;
  if (i == self->mark_count) {
    if (!cwp__reserve(&self->arena.allocator, (void **)&self->marks, &self->mark_capacity, self->mark_count + 1,
                      sizeof *self->marks))
      return cwp__fail_memory(error);
    self->marks[self->mark_count++] = (cwp__mark){.place = place};
  }
  self->marks[i].bits |= bits->bits;
  return CWP_OK;
}

/* A place from `from` on where the list at `first` stands already; `first` if there is none. */
static size_t find_list(const cwp__mark *marks, size_t from, size_t first, size_t length) {
  for (size_t i = from; i + length < first; i++) {
    size_t same = 0;
    while (same <= length && marks[i + same].bits == marks[first + same].bits &&
           marks[i + same].place == marks[first + same].place)
      same++;
    if (same > length) return i;
  }
  return first;
}

/* Ends the list that begins at `first`; one that the record has already serves again. */
static cwp_status end_list(cwp__reaches *self, size_t first, size_t first_of_record, uint32_t *out, cwp_error *error) {
  size_t length = self->mark_count - first;
  *out = 0;
  if (length == 0) return CWP_OK;
  if (!cwp__reserve(&self->arena.allocator, (void **)&self->marks, &self->mark_capacity, self->mark_count + 1,
                    sizeof *self->marks))
    return cwp__fail_memory(error);
  self->marks[self->mark_count++] = (cwp__mark){0};
  size_t place = find_list(self->marks, first_of_record, first, length);
  if (place > UINT32_MAX) return cwp__fail(error, CWP_ERROR_LIMIT, "tables of what evidence reaches are too large");
  if (place != first) self->mark_count = first;
  *out = (uint32_t)place;
  return CWP_OK;
}

/* A decision that something is not asked, or a finding of not yet competent: how far these speak does not follow from
   what cells ask for, so that they are put onto the scales each time. */
static cwp_status derive_assessors(deriving *self, cwp_id record, cwp_result result, size_t first_of_record,
                                   uint32_t *out, cwp_error *error) {
  cwp__reaches *reaches = self->reaches;
  size_t first = reaches->mark_count;
  cwp_evidence evidence = CWP_EVIDENCE_INIT;
  cwp_status status = CWP_OK;
  evidence.kind = CWP_EVIDENCE_ASSESSED;
  evidence.result = result;
  evidence.from = 0;
  if (result == CWP_RESULT_FAILED)
    cwp__scales_refute(self->scales, record, &evidence, 0);
  else
    cwp__scales_put(self->scales, record, &evidence, 0);
  for (size_t i = 0; i < self->cell_count; i++) {
    cwp__lane lane = take_off(self->scales, self->cells[i].cell);
    if (lane == CWP__LANE_END || status) continue;
    uint32_t bit = cwp__reaches_bit(reaches, self->scales, self->cells[i].cell);
    const cluster one = {.bits = UINT64_C(1) << bit % WORD_BITS, .word = bit / WORD_BITS};
    status = add_mark(reaches, first, &one, lane, error);
  }
  return status ? status : end_list(reaches, first, first_of_record, out, error);
}

/* Patterns. */

/* A piece of evidence of a sort, on the day that scales are started with. */
static cwp_evidence of_sort(unsigned sort) {
  static const cwp_date untils[CWP__TIMINGS] = {CWP_DATE_NONE, 0, -1};
  cwp_evidence evidence = CWP_EVIDENCE_INIT;
  evidence.until = untils[sort % CWP__TIMINGS];
  evidence.result = (cwp_result)(sort / CWP__TIMINGS % CWP__LIVE_RESULTS);
  evidence.extent = sort / (CWP__TIMINGS * CWP__LIVE_RESULTS) % CWP__EXTENTS ? CWP_EXTENT_PART : CWP_EXTENT_FULL;
  evidence.kind = (cwp_evidence_kind)(sort / (CWP__TIMINGS * CWP__LIVE_RESULTS * CWP__EXTENTS));
  return evidence;
}

/* Completed evidence that is over counts where it was enough, and else for nothing: masks are made for that. */
static int is_plain(const pattern *self) {
  for (unsigned kind = 0; kind < CWP_EVIDENCE_KIND_END; kind++)
    for (unsigned part = 0; part < CWP__EXTENTS; part++) {
      const uint8_t *lanes = self->lanes + cwp__sort_of(kind, part, CWP_RESULT_COMPLETED, 0);
      int is_enough = lanes[0] == CWP__LANE_MET && lanes[1] == CWP__LANE_EXPIRING && lanes[2] == CWP__LANE_EXPIRED;
      int is_less = (lanes[0] == CWP__LANE_PARTLY || lanes[0] == CWP__LANE_CLAIMED) && lanes[1] == lanes[0] &&
                    lanes[2] == CWP__LANE_END;
      if (!is_enough && !is_less) return 0;
    }
  return 1;
}

/* Puts a piece of evidence of each sort onto the scales, and writes down what they say of one cell. */
static cwp_status make_pattern(deriving *self, cwp_id record, uint32_t cell, pattern *out, cwp_error *error) {
  for (unsigned sort = 0; sort < CWP__SORTS; sort++) {
    cwp_evidence evidence = of_sort(sort);
    cwp__scales_put(self->scales, record, &evidence, 0);
    out->lanes[sort] = (uint8_t)take_off(self->scales, cell);
    for (size_t i = 0; i < self->cell_count; i++)
      take_off(self->scales, self->cells[i].cell);
  }
  return is_plain(out) ? CWP_OK
                       : cwp__fail(error, CWP_ERROR_INTERNAL, "evidence about %s counts in a way that is not known",
                                   cwp_record_code(self->reaches->pathway, record));
}

static cwp_status find_pattern(deriving *self, cwp_id record, const reached *one, uint32_t *out, cwp_error *error) {
  const cwp__cell *own = &self->scales->cells[one->cell];
  const pattern *known = self->patterns;
  size_t i = 0;
  while (i < self->pattern_count &&
         (known[i].least != own->least || known[i].accepts != own->accepts || known[i].is_part != one->is_part))
    i++;
  *out = (uint32_t)i;
  if (i < self->pattern_count) return CWP_OK;
  if (!reserve(self, (void **)&self->patterns, &self->pattern_capacity, i + 1, sizeof *self->patterns))
    return cwp__fail_memory(error);
  self->patterns[i] = (pattern){.least = own->least, .accepts = own->accepts, .is_part = (uint8_t)one->is_part};
  self->pattern_count++;
  return make_pattern(self, record, one->cell, &self->patterns[i], error);
}

static cwp_status add_to_clusters(deriving *self, uint32_t pattern_place, uint32_t bit, cwp_error *error) {
  size_t i = 0;
  while (i < self->cluster_count &&
         (self->clusters[i].word != bit / WORD_BITS || self->clusters[i].pattern != pattern_place))
    i++;
  if (i == self->cluster_count) {
    if (!reserve(self, (void **)&self->clusters, &self->cluster_capacity, i + 1, sizeof *self->clusters))
      return cwp__fail_memory(error);
    self->clusters[self->cluster_count++] = (cluster){.word = bit / WORD_BITS, .pattern = pattern_place};
  }
  self->clusters[i].bits |= UINT64_C(1) << bit % WORD_BITS;
  return CWP_OK;
}

/* Puts the strongest evidence there can be onto the scales, to see what it reaches in full and what in part. */
static void probe(deriving *self, cwp_id record) {
  cwp_evidence strongest = of_sort(cwp__sort_of(CWP_EVIDENCE_ACCREDITED, 0, CWP_RESULT_COMPLETED, 0));
  size_t count = 0;
  cwp__scales_put(self->scales, record, &strongest, 0);
  for (size_t i = 0; i < self->cell_count; i++) {
    reached one = self->cells[i];
    cwp__lane lane = take_off(self->scales, one.cell);
    one.is_part = lane != CWP__LANE_MET;
    if (lane != CWP__LANE_END) self->cells[count++] = one; /* else it is there already, or not reached at all */
  }
  self->cell_count = count;
}

static cwp_status find_clusters(deriving *self, cwp_id record, cwp_error *error) {
  cwp_status status = CWP_OK;
  self->cluster_count = 0;
  probe(self, record);
  for (size_t i = 0; i < self->cell_count && !status; i++) {
    uint32_t found = 0, bit = cwp__reaches_bit(self->reaches, self->scales, self->cells[i].cell);
    status = find_pattern(self, record, &self->cells[i], &found, error);
    if (!status) status = add_to_clusters(self, found, bit, error);
  }
  return status;
}

/* Masks of completed evidence: what is met by it, or expiring or expired, goes the first way; what is partly met the
   second; what is claimed the third. */
static void fill_masks(const deriving *self, uint64_t *masks) {
  const size_t words = (size_t)self->reaches->eights * CWP__EIGHT;
  memset(masks, 0, (size_t)CWP__MASKS * CWP__EIGHT_MASKS * words * sizeof *masks);
  for (size_t i = 0; i < self->cluster_count; i++) {
    const cluster *bits = &self->clusters[i];
    for (unsigned kind = 0; kind < CWP_EVIDENCE_KIND_END; kind++)
      for (unsigned part = 0; part < CWP__EXTENTS; part++) {
        uint8_t lane = self->patterns[bits->pattern].lanes[cwp__sort_of(kind, part, CWP_RESULT_COMPLETED, 0)];
        uint64_t *mask = masks + (size_t)cwp__mask_of(kind, part) * CWP__EIGHT_MASKS * words + bits->word;
        if (lane != CWP__LANE_CLAIMED) mask[0] |= bits->bits;
        if (lane != CWP__LANE_PARTLY) mask[words] |= bits->bits;
      }
  }
}

/* One record. */

static cwp_status add_slot(deriving *self, cwp_error *error) {
  cwp__reaches *reaches = self->reaches;
  size_t slots = reaches->slot_count + 1, words = (size_t)reaches->eights * CWP__EIGHT;
  if (slots > CWP__EIGHT_PLACES / CWP__MASKS)
    return cwp__fail(error, CWP_ERROR_LIMIT, "tables of what evidence reaches are too large");
  if (!reserve(self, (void **)&reaches->lists, &reaches->list_capacity, slots, CWP__LISTS * sizeof *reaches->lists) ||
      !reserve(self, (void **)&reaches->mask_memory, &reaches->mask_capacity, slots + 1,
               (size_t)CWP__MASKS * CWP__EIGHT_MASKS * words * sizeof *reaches->masks))
    return cwp__fail_memory(error);
  memset(reaches->lists + reaches->slot_count * CWP__LISTS, 0, CWP__LISTS * sizeof *reaches->lists);
  fill_masks(self, reaches->mask_memory + reaches->slot_count * CWP__MASKS * CWP__EIGHT_MASKS * words);
  reaches->slot_count = slots;
  return CWP_OK;
}

static cwp_status derive_sort(deriving *self, unsigned sort, size_t first_of_record, uint32_t *out, cwp_error *error) {
  cwp__reaches *reaches = self->reaches;
  size_t first = reaches->mark_count;
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < self->cluster_count && !status; i++) {
    cwp__lane lane = (cwp__lane)self->patterns[self->clusters[i].pattern].lanes[sort];
    if (lane != CWP__LANE_END) status = add_mark(reaches, first, &self->clusters[i], lane, error);
  }
  return status ? status : end_list(reaches, first, first_of_record, out, error);
}

static cwp_status derive_record(deriving *self, cwp_id record, cwp_error *error) {
  cwp__reaches *reaches = self->reaches;
  size_t first = reaches->mark_count, slot = reaches->slot_count;
  uint32_t waived = 0, refuted = 0;
  cwp_status status = derive_assessors(self, record, CWP_RESULT_NOT_APPLICABLE, first, &waived, error);
  if (!status) status = derive_assessors(self, record, CWP_RESULT_FAILED, first, &refuted, error);
  if (!status) status = find_clusters(self, record, error);
  if (!status) status = add_slot(self, error);
  if (status) return status;
  uint32_t *lists = reaches->lists + slot * CWP__LISTS;
  lists[CWP__LIST_WAIVED] = waived;
  lists[CWP__LIST_REFUTED] = refuted;
  for (unsigned sort = 0; sort < CWP__SORTS && !status; sort++)
    status = derive_sort(self, sort, first, &lists[sort], error);
  self->reach->slots[record] = (uint32_t)slot;
  return status;
}

/* 1 if settings make a difference to a cell that the record at hand reaches. */
static int is_different(const deriving *self) {
  const cwp__scales *mine = self->scales, *plain = &self->reaches->scales;
  for (size_t i = 0; i < self->cell_count; i++) {
    uint32_t cell = self->cells[i].cell, other = cell;
    if (cell >= mine->line_count) {
      if (cell < mine->line_count + mine->activity_count) return 1;
      other -= mine->activity_count;
    }
    if (mine->cells[cell].least != plain->cells[other].least ||
        mine->cells[cell].accepts != plain->cells[other].accepts)
      return 1;
  }
  return 0;
}

cwp_status cwp__reach_derive(cwp__reaches *self, cwp__reach *reach, const cwp__reach *plain, cwp__scales *scales,
                             cwp_error *error) {
  const cwp_allocator *allocator = &self->arena.allocator;
  deriving work = {.reaches = self, .reach = reach, .scales = scales};
  cwp_status status = CWP_OK;
  uint32_t records = cwp__record_count(self->pathway);
  for (uint32_t record = 0; record < records && !status; record++) {
    reach->slots[record] = plain ? plain->slots[record] : 0;
    status = find_cells(&work, record, error);
    if (!status && work.cell_count > 0 && (!plain || is_different(&work))) status = derive_record(&work, record, error);
  }
  reach->slots[records] = 0; /* rows that do not count are about what is not there */
  cwp__release(allocator, work.cells);
  cwp__release(allocator, work.patterns);
  cwp__release(allocator, work.clusters);
  return status;
}

cwp_status cwp__reach_start_lists(cwp__reaches *self, cwp_error *error) {
  deriving nothing = {.reaches = self};
  if (!cwp__reserve(&self->arena.allocator, (void **)&self->marks, &self->mark_capacity, 1, sizeof *self->marks))
    return cwp__fail_memory(error);
  self->marks[self->mark_count++] = (cwp__mark){0};
  return add_slot(&nothing, error);
}
