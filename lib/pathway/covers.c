/* What evidence about one record says about others: evidence maps, and successors of retired codes, followed to their
   end. */

#include "base/error.h"
#include "pathway/builder.h"

#include <string.h>

/* A walk from one record over the maps. `best` and `map` are indexed by record. */
typedef struct walk {
  const cwp_pathway *pathway;
  const uint16_t *map_of; /* the map that starts at a record, CWP__NO_RECORD if none */
  uint8_t *best;          /* extent reached so far */
  uint16_t *map;          /* the first map on the way */
  uint16_t *reached;      /* records reached, each once */
  uint32_t reached_count;
  uint16_t *queue; /* records whose maps are still to be followed */
  uint32_t queue_count, queue_capacity;
} walk;

static int is_target(cwp_kind kind) {
  return kind == CWP_KIND_BEHAVIOUR || kind == CWP_KIND_STATEMENT || kind == CWP_KIND_RULE ||
         kind == CWP_KIND_PRACTICE_AREA || kind == CWP_KIND_LEARNING;
}

/* The first link of a record to a successor, or NULL; the others lie behind it. */
static const cwp__link *first_successor(const cwp_pathway *pathway, uint32_t id) {
  for (uint32_t i = pathway->rows[id].first_link; i < pathway->rows[id + 1].first_link; i++)
    if (pathway->links[i].relation == CWP_RELATION_SUCCESSOR) return pathway->links + i;
  return NULL;
}

static uint32_t count_successors(const cwp_pathway *pathway, uint32_t id) {
  const cwp__link *first = first_successor(pathway, id), *link = first;
  const cwp__link *end = pathway->links + pathway->rows[id + 1].first_link;
  while (link && link < end && link->relation == CWP_RELATION_SUCCESSOR)
    link++;
  return first ? (uint32_t)(link - first) : 0;
}

static int has_successor(const cwp_pathway *pathway, uint32_t id) {
  return first_successor(pathway, id) != NULL;
}

/* Notes that a record is reached; a better extent than before is followed further. */
static void reach(walk *self, uint32_t target, uint8_t extent, uint16_t map) {
  if (extent <= self->best[target]) return;
  if (self->best[target] == CWP_EXTENT_NONE) self->reached[self->reached_count++] = (uint16_t)target;
  self->best[target] = extent;
  self->map[target] = map;
  if ((self->map_of[target] != CWP__NO_RECORD || has_successor(self->pathway, target)) &&
      self->queue_count < self->queue_capacity)
    self->queue[self->queue_count++] = (uint16_t)target;
}

static void reach_group(walk *self, uint32_t group, uint8_t extent, uint16_t map) {
  const cwp__row *row = self->pathway->rows + group;
  for (uint32_t i = 0; i < row->child_count; i++)
    reach(self, row->first_child + i, extent, map);
}

/* Follows one map that was reached with `extent`. */
static void follow(walk *self, uint16_t map, uint8_t extent, uint16_t first_map) {
  const cwp_pathway *pathway = self->pathway;
  for (uint32_t i = pathway->rows[map].first_link; i < pathway->rows[map + 1].first_link; i++) {
    const cwp__link *link = pathway->links + i;
    if (link->relation != CWP_RELATION_TO) continue;
    uint8_t stated = link->extent_and_status & 15;
    uint8_t weaker = stated < extent ? stated : extent;
    cwp_kind kind = cwp_record_kind(pathway, link->to);
    if (kind == CWP_KIND_GROUP) reach_group(self, link->to, weaker, first_map);
    if (is_target(kind)) reach(self, link->to, weaker, first_map);
  }
}

/* 1 if a map says itself how far it covers a record. */
static int is_covered_by(const cwp_pathway *pathway, uint16_t map, uint32_t target) {
  if (map == CWP__NO_RECORD) return 0;
  for (uint32_t i = pathway->rows[map].first_link; i < pathway->rows[map + 1].first_link; i++)
    if (pathway->links[i].relation == CWP_RELATION_TO && pathway->links[i].to == target) return 1;
  return 0;
}

/* A retired code's one successor is covered in full and several in part each, unless its own map says otherwise. */
static void follow_successors(walk *self, uint32_t id, uint8_t extent, uint16_t first_map) {
  const cwp__link *link = first_successor(self->pathway, id);
  uint32_t count = count_successors(self->pathway, id);
  if (count > 1) extent = CWP_EXTENT_PART;
  for (uint32_t i = 0; i < count; i++, link++) {
    if (is_covered_by(self->pathway, self->map_of[id], link->to)) continue;
    if (cwp_record_kind(self->pathway, link->to) == CWP_KIND_GROUP)
      reach_group(self, link->to, extent, first_map);
    else
      reach(self, link->to, extent, first_map);
  }
}

/* Follows all that leads on from a record that was reached with `extent` by `first_map`, or by none. */
static void follow_on(walk *self, uint32_t id, uint8_t extent, uint16_t first_map) {
  uint16_t map = self->map_of[id];
  if (map != CWP__NO_RECORD) follow(self, map, extent, first_map == CWP__NO_RECORD ? map : first_map);
  follow_successors(self, id, extent, first_map);
}

/* Everything that evidence about `id` covers, into `reached`. */
static void walk_from(walk *self, uint32_t id) {
  self->reached_count = 0;
  self->queue_count = 0;
  uint8_t own = self->best[id];
  self->best[id] = CWP_EXTENT_FULL; /* it is never its own target */
  if (cwp_record_kind(self->pathway, id) == CWP_KIND_GROUP) reach_group(self, id, CWP_EXTENT_FULL, CWP__NO_RECORD);
  follow_on(self, id, CWP_EXTENT_FULL, CWP__NO_RECORD);
  for (uint32_t next = 0; next < self->queue_count; next++) {
    uint16_t record = self->queue[next];
    follow_on(self, record, self->best[record], self->map[record]);
  }
  self->best[id] = own;
}

static int compare_targets(const cwp__cover *a, const cwp__cover *b) {
  return a->target < b->target ? -1 : a->target > b->target;
}

/* Insertion sort: the lists are nearly sorted as they come. */
static void sort_covers(cwp__cover *covers, uint32_t count) {
  for (uint32_t i = 1; i < count; i++) {
    cwp__cover cover = covers[i];
    uint32_t place = i;
    for (; place > 0 && compare_targets(&cover, covers + place - 1) < 0; place--)
      covers[place] = covers[place - 1];
    covers[place] = cover;
  }
}

/* Puts what lies side by side, and is covered in the same way, together. Returns how many runs there are. */
static uint32_t join_runs(cwp__cover *covers, uint32_t count) {
  uint32_t runs = 0;
  for (uint32_t i = 0; i < count; i++) {
    cwp__cover *last = covers + runs - 1;
    if (runs > 0 && last->target + last->count == covers[i].target && last->map_and_extent == covers[i].map_and_extent)
      last->count++;
    else
      covers[runs++] = covers[i];
  }
  return runs;
}

/* Takes over what a walk reached, and clears its marks. Returns how many runs it makes. */
static uint32_t take(walk *self, cwp__cover *covers) {
  for (uint32_t i = 0; i < self->reached_count; i++) {
    uint16_t target = self->reached[i];
    unsigned map =
        self->map[target] == CWP__NO_RECORD ? CWP__NO_MAP : self->map[target] - self->pathway->first[CWP_KIND_MAP];
    covers[i] = (cwp__cover){
        .target = target, .count = 1, .map_and_extent = (uint16_t)(map | (unsigned)self->best[target] << 14)};
    self->best[target] = CWP_EXTENT_NONE;
  }
  sort_covers(covers, self->reached_count);
  return join_runs(covers, self->reached_count);
}

static int starts_covers(cwp_kind kind) {
  return kind == CWP_KIND_GROUP || kind == CWP_KIND_LEARNING || kind == CWP_KIND_CODE;
}

/* The map that starts at each record. */
static void find_maps(const cwp_pathway *pathway, uint16_t *map_of) {
  memset(map_of, 0xff, cwp__record_count(pathway) * sizeof *map_of);
  for (uint32_t map = pathway->first[CWP_KIND_MAP]; map < pathway->first[CWP_KIND_MAP + 1]; map++)
    for (uint32_t i = pathway->rows[map].first_link; i < pathway->rows[map + 1].first_link; i++)
      if (pathway->links[i].relation == CWP_RELATION_FROM) map_of[pathway->links[i].to] = (uint16_t)map;
}

/* The learning that a record's map leads to, if that is all it says: it covers it in full, and nothing else. */
static uint32_t only_target(const walk *self, uint32_t id) {
  uint16_t map = self->map_of[id];
  uint32_t target = CWP_NONE;
  if (map == CWP__NO_RECORD || cwp_record_kind(self->pathway, id) == CWP_KIND_GROUP || has_successor(self->pathway, id))
    return CWP_NONE;
  for (uint32_t i = self->pathway->rows[map].first_link; i < self->pathway->rows[map + 1].first_link; i++) {
    const cwp__link *link = self->pathway->links + i;
    if (link->relation != CWP_RELATION_TO) continue;
    if (target != CWP_NONE || (link->extent_and_status & 15) != CWP_EXTENT_FULL ||
        cwp_record_kind(self->pathway, link->to) != CWP_KIND_LEARNING)
      return CWP_NONE;
    target = link->to;
  }
  return target == id ? CWP_NONE : target;
}

/* The learning that can stand in for all that a record covers (model.h), or CWP_NONE. It must have a list of its own,
   and must not lead back. */
static uint32_t find_stand_in(walk *self, uint32_t id) {
  uint32_t target = only_target(self, id);
  if (target == CWP_NONE || only_target(self, target) != CWP_NONE) return CWP_NONE;
  walk_from(self, target);
  int leads_back = self->best[id] != CWP_EXTENT_NONE;
  for (uint32_t i = 0; i < self->reached_count; i++)
    self->best[self->reached[i]] = CWP_EXTENT_NONE;
  return leads_back ? CWP_NONE : target;
}

static cwp_status walk_all(walk *self, cwp__row *rows, const cwp_allocator *allocator, cwp__cover **covers,
                           size_t *count, cwp_error *error) {
  size_t capacity = 0;
  uint32_t records = cwp__record_count(self->pathway);
  for (uint32_t id = 0; id < records; id++) {
    rows[id].first_cover = (uint32_t)*count;
    if (!starts_covers(cwp_record_kind(self->pathway, id))) continue;
    uint32_t other = find_stand_in(self, id);
    if (other == CWP_NONE)
      walk_from(self, id);
    else
      self->reached_count = 1;
    if (self->reached_count == 0) continue;
    if (!cwp__reserve(allocator, (void **)covers, &capacity, *count + self->reached_count, sizeof **covers))
      return cwp__fail_memory(error);
    if (other == CWP_NONE)
      *count += take(self, *covers + *count);
    else
      (*covers)[(*count)++] =
          (cwp__cover){.target = (uint16_t)other,
                       .count = 1,
                       .map_and_extent = (uint16_t)(self->map_of[id] - self->pathway->first[CWP_KIND_MAP])};
  }
  rows[records].first_cover = (uint32_t)*count;
  return CWP_OK;
}

cwp_status cwp__find_covers(const cwp_pathway *pathway, cwp__row *rows, const cwp_allocator *allocator,
                            cwp__cover **covers, size_t *count, cwp_error *error) {
  uint32_t records = cwp__record_count(pathway);
  if (cwp_pathway_count(pathway, CWP_KIND_MAP) >= CWP__NO_MAP)
    return cwp__fail(error, CWP_ERROR_LIMIT, "more than %d evidence maps", CWP__NO_MAP - 1);
  uint16_t *map_of = cwp__allocate(allocator, records, sizeof *map_of);
  walk self = {.pathway = pathway, .map_of = map_of, .queue_capacity = records * 2};
  self.best = cwp__allocate_zeroed(allocator, records, sizeof *self.best);
  self.map = cwp__allocate(allocator, records, sizeof *self.map);
  self.reached = cwp__allocate(allocator, records, sizeof *self.reached);
  self.queue = cwp__allocate(allocator, self.queue_capacity, sizeof *self.queue);
  *covers = NULL;
  *count = 0;
  cwp_status status = CWP_ERROR_MEMORY;
  if (map_of && self.best && self.map && self.reached && self.queue) {
    find_maps(pathway, map_of);
    status = walk_all(&self, rows, allocator, covers, count, error);
  } else {
    status = cwp__fail_memory(error);
  }
  if (status != CWP_OK) {
    cwp__release(allocator, *covers);
    *covers = NULL;
  }
  cwp__release(allocator, map_of);
  cwp__release(allocator, self.best);
  cwp__release(allocator, self.map);
  cwp__release(allocator, self.reached);
  cwp__release(allocator, self.queue);
  return status;
}
