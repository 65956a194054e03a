/*
 * Evidence carried from one edition to another, piece by piece. Each piece goes to one place or several; first come the
 * places where it was before, so that going there and back invents nothing, then those that the crosswalks name.
 */

#include "cwp/carry.h"

#include "base/error.h"
#include "person/carry.h"
#include "person/portfolio.h"
#include "person/stations.h"

#include <string.h>

const char *cwp_carry_outcome_name(cwp_carry_outcome outcome) {
  static const char *const names[CWP_CARRY_OUTCOME_END] = {"kept", "partly", "not-carried"};
  return (unsigned)outcome < CWP_CARRY_OUTCOME_END ? names[outcome] : "unknown";
}

struct cwp_carry {
  cwp_allocator allocator;
  cwp__arena texts;
  cwp_carried *lines;
  size_t count;
  size_t capacity;
  size_t counts[CWP_CARRY_OUTCOME_END];
};

/* Members that are kept of a piece of evidence. */
typedef struct members {
  const cwp__kept *first;
  size_t count;
} members;

/* A piece that is to be added, held back in case the next one is the same. */
typedef struct pending {
  cwp_evidence evidence;
  members kept;
  int is_there;
  int has_moved;
} pending;

/* The whole undertaking. */
typedef struct carrying {
  const cwp_portfolio *portfolio;
  const cwp_pathway *from;
  const cwp_pathway *to;
  cwp_allocator allocator;
  cwp__arena texts; /* for as long as it takes */
  cwp_portfolio_builder *builder;
  size_t made; /* pieces added to the builder */
  pending held;
  cwp_carry *report;
  cwp__buffer words;

  /* The piece in hand. */
  const cwp_evidence *piece;
  size_t index;
  cwp_id record; /* of `from`, or CWP_NONE */
  members kept;
  cwp__place_of_evidence *places;
  size_t place_count, place_capacity;
  cwp_counterpart *found;
  size_t found_count, found_capacity;
  cwp_error *error;
} carrying;

static const char *edition_of(const cwp_pathway *pathway) {
  return cwp_record_code(pathway, 0);
}

static cwp_status add_place(carrying *self, const cwp__place_of_evidence *place) {
  if (!cwp__reserve(&self->allocator, (void **)&self->places, &self->place_capacity, self->place_count + 1,
                    sizeof *place))
    return cwp__fail_memory(self->error);
  self->places[self->place_count++] = *place;
  return CWP_OK;
}

/* ---- Places where it was before ---- */

/* Adds the place of a station. A station without an arrow is one that the piece derives from: it goes back to it. */
static cwp_status add_station(carrying *self, const cwp__station *station) {
  cwp__place_of_evidence place = {.outcome = CWP_CARRY_KEPT,
                                  .relation = CWP_SETS_EQUAL,
                                  .reason = CWP__CARRY_WAS_THERE,
                                  .extent = station->extent,
                                  .crosswalk = CWP_NONE,
                                  .statement = CWP_NONE,
                                  .back_to = station->came_back ? NULL : station->whole.text};
  place.about = cwp__arena_text(&self->texts, station->code.text, station->code.length);
  place.edition = cwp__arena_text(&self->texts, station->edition.text, station->edition.length);
  return place.about && place.edition ? add_place(self, &place) : cwp__fail_memory(self->error);
}

/* Of the places so far only those of the last one's edition stay. */
static void drop_other_editions(carrying *self) {
  const char *edition = self->places[self->place_count - 1].edition;
  size_t kept = 0;
  for (size_t i = 0; i < self->place_count; i++)
    if (strcmp(self->places[i].edition, edition) == 0) self->places[kept++] = self->places[i];
  self->place_count = kept;
}

/* What it was about in the edition that it is carried to, known there or not. */
static cwp_status return_to_edition(carrying *self) {
  cwp__station station;
  cwp_status status = CWP_OK;
  const char *rest = self->piece->carried_from;
  while (status == CWP_OK && (rest = cwp__station_next(rest, &station)) != NULL)
    if (cwp__station_is_of(&station, edition_of(self->to))) status = add_station(self, &station);
  return status;
}

/* Where it was never in that edition: the latest of those that it derives from which is known there. */
static cwp_status return_to_latest(carrying *self) {
  cwp__station station;
  cwp_status status = CWP_OK;
  const char *rest = self->piece->carried_from;
  while (status == CWP_OK && (rest = cwp__station_next(rest, &station)) != NULL) {
    if (station.code.length == 0 || station.came_back) continue;
    size_t earlier = self->place_count;
    status = add_station(self, &station);
    if (status != CWP_OK) return status;
    if (cwp_pathway_id(self->to, self->places[earlier].about) == CWP_NONE)
      self->place_count = earlier;
    else
      drop_other_editions(self);
  }
  return status;
}

/* ---- Places that correspond ---- */

static cwp_status find_counterparts(carrying *self, cwp_id record) {
  size_t count = 0;
  cwp_status status =
      cwp_record_counterparts(self->from, record, self->to, self->found, self->found_capacity, &count, self->error);
  if (status != CWP_OK) return status;
  if (count > self->found_capacity) {
    if (!cwp__reserve(&self->allocator, (void **)&self->found, &self->found_capacity, count, sizeof *self->found))
      return cwp__fail_memory(self->error);
    return find_counterparts(self, record);
  }
  self->found_count = count;
  return CWP_OK;
}

/* Whether a counterpart is the record itself, as far as its code says. */
static int is_by_code(const cwp_counterpart *counterpart) {
  return counterpart->crosswalk == CWP_NONE;
}

static int is_whole(cwp_relation_of_sets relation) {
  return relation == CWP_SETS_EQUAL || relation == CWP_SETS_SUPERSET;
}

/* What evidence that stands so to its counterpart comes to there. Who failed at something has failed at all that takes
   it in; at what is only a part of it, or has a part in common with it, perhaps not. */
static cwp_carry_outcome outcome_of(const carrying *self, cwp_relation_of_sets relation) {
  if (relation == CWP_SETS_NONE) return CWP_CARRY_NOT;
  if (self->piece->result == CWP_RESULT_FAILED)
    return relation == CWP_SETS_EQUAL || relation == CWP_SETS_SUBSET ? CWP_CARRY_KEPT : CWP_CARRY_NOT;
  return is_whole(relation) ? CWP_CARRY_KEPT : CWP_CARRY_PARTLY;
}

/* What it is about there: its own name for the record, where that is known there too, or else the record's code. */
static const char *name_there(const carrying *self, cwp_id record, cwp_id statement) {
  if (statement == CWP_NONE && cwp_pathway_id(self->to, self->piece->about) == record) return self->piece->about;
  return cwp_record_code(self->to, record);
}

/* Places for the counterparts found, of the record or of a statement of the group that it is. */
static cwp_status place_counterparts(carrying *self, cwp_id statement) {
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < self->found_count && status == CWP_OK; i++) {
    const cwp_counterpart *other = self->found + i;
    cwp_carry_outcome outcome = outcome_of(self, other->relation);
    int by_code = is_by_code(other) && is_whole(other->relation);
    if (outcome == CWP_CARRY_NOT && !by_code) continue;
    cwp__place_of_evidence place = {.about = name_there(self, other->record, statement),
                                    .extent = outcome == CWP_CARRY_PARTLY ? CWP_EXTENT_PART : self->piece->extent,
                                    .outcome = by_code ? CWP_CARRY_KEPT : outcome,
                                    .relation = other->relation,
                                    .reason = is_by_code(other) ? CWP__CARRY_SAME_CODE : CWP__CARRY_CROSSWALK,
                                    .crosswalk = other->crosswalk,
                                    .told_by = other->told_by,
                                    .statement = statement};
    status = add_place(self, &place);
    if (by_code) break; /* it is the same: no crosswalk can say more */
  }
  return status;
}

/* A group goes by its statements where its own code does not do: the other one asks for more, or nothing corresponds.
 */
static int goes_by_statements(const carrying *self) {
  if (cwp_record_kind(self->from, self->record) != CWP_KIND_GROUP) return 0;
  int useful = 0;
  for (size_t i = 0; i < self->found_count; i++) {
    if (is_by_code(self->found + i) && !is_whole(self->found[i].relation)) return 1;
    if (self->found[i].relation != CWP_SETS_NONE) useful = 1;
  }
  return !useful;
}

static cwp_status place_statements(carrying *self) {
  cwp_status status = CWP_OK;
  cwp_id first = cwp_record_first_child(self->from, self->record);
  size_t count = cwp_record_child_count(self->from, self->record);
  for (cwp_id i = 0; i < count && status == CWP_OK; i++) {
    status = find_counterparts(self, first + i);
    if (status == CWP_OK) status = place_counterparts(self, first + i);
  }
  return status;
}

/* ---- No place ---- */

/* It stays under its old code, with its edition before it where that code would count for something there. */
static cwp_status place_nowhere(carrying *self, cwp__carry_reason reason) {
  cwp__place_of_evidence place = {.about = self->piece->about,
                                  .extent = self->piece->extent,
                                  .outcome = CWP_CARRY_NOT,
                                  .relation = CWP_SETS_NONE,
                                  .reason = reason,
                                  .crosswalk = CWP_NONE,
                                  .statement = CWP_NONE};
  for (size_t i = self->found_count; i-- > 0;) {
    if (is_by_code(self->found + i)) continue;
    place.reason = self->found[i].relation == CWP_SETS_NONE ? CWP__CARRY_CROSSWALK : CWP__CARRY_FAILED;
    place.crosswalk = self->found[i].crosswalk;
    place.told_by = self->found[i].told_by;
  }
  if (cwp_pathway_id(self->to, place.about) != CWP_NONE) {
    self->words.length = 0;
    cwp__buffer_format(&self->words, "%s:%s", edition_of(self->from), cwp_record_code(self->from, self->record));
    place.about = self->words.failed ? NULL : cwp__arena_text(&self->texts, self->words.text, self->words.length);
    if (!place.about) return cwp__fail_memory(self->error);
  }
  return add_place(self, &place);
}

/* What `from` does not know may be known to `to` already. */
static cwp_status place_as_it_is(carrying *self) {
  cwp__place_of_evidence place = {.about = self->piece->about,
                                  .extent = self->piece->extent,
                                  .outcome = CWP_CARRY_KEPT,
                                  .relation = CWP_SETS_EQUAL,
                                  .reason = CWP__CARRY_ALREADY_THERE,
                                  .crosswalk = CWP_NONE,
                                  .statement = CWP_NONE};
  return add_place(self, &place);
}

/* Where the crosswalks say that it goes. */
static cwp_status place_record(carrying *self) {
  cwp_status status = find_counterparts(self, self->record);
  if (status != CWP_OK) return status;
  status = goes_by_statements(self) ? place_statements(self) : place_counterparts(self, CWP_NONE);
  if (status != CWP_OK || self->place_count > 0) return status;
  status = find_counterparts(self, self->record); /* for what is said of the group itself */
  return status == CWP_OK ? place_nowhere(self, CWP__CARRY_NOTHING_KNOWN) : status;
}

static cwp_status find_places(carrying *self) {
  self->place_count = self->found_count = 0;
  cwp_status status = return_to_edition(self);
  if (status != CWP_OK || self->place_count > 0) return status;
  if (self->record == CWP_NONE && cwp_pathway_id(self->to, self->piece->about) != CWP_NONE) return place_as_it_is(self);
  status = return_to_latest(self);
  if (status != CWP_OK || self->place_count > 0) return status;
  return self->record == CWP_NONE ? place_nowhere(self, CWP__CARRY_NO_RECORD) : place_record(self);
}

/* ---- The portfolio that comes out ---- */

/* Hands the kept members of an owner on, as those of another owner. */
static cwp_status keep_members(carrying *self, members kept, size_t owner) {
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < kept.count && status == CWP_OK; i++) {
    cwp__kept member = {owner, kept.first[i].key, kept.first[i].value};
    status = cwp__portfolio_builder_keep(self->builder, &member, strlen(member.value), self->error);
  }
  return status;
}

/* The members kept of an owner. */
static members members_of(const carrying *self, size_t owner) {
  const cwp__kept *all;
  size_t count = cwp__portfolio_kept(self->portfolio, &all), low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (all[middle].owner < owner)
      low = middle + 1;
    else
      high = middle;
  }
  members kept = {all + low, 0};
  while (low + kept.count < count && all[low + kept.count].owner == owner)
    kept.count++;
  return kept;
}

static cwp_status add_held(carrying *self) {
  if (!self->held.is_there) return CWP_OK;
  self->held.is_there = 0;
  cwp_status status = cwp_portfolio_builder_add(self->builder, &self->held.evidence, self->error);
  if (status == CWP_OK) status = keep_members(self, self->held.kept, CWP__KEPT_OF_EVIDENCE + self->made);
  self->made++;
  return status;
}

static int same_members(members a, members b) {
  if (a.count != b.count) return 0;
  for (size_t i = 0; i < a.count; i++)
    if (strcmp(a.first[i].key, b.first[i].key) != 0 || strcmp(a.first[i].value, b.first[i].value) != 0) return 0;
  return 1;
}

/* Whether two pieces differ in nothing but their stations. */
static int same_evidence(cwp_evidence a, cwp_evidence b) {
  if (a.kind != b.kind || a.result != b.result || a.from != b.from || a.until != b.until || a.extent != b.extent)
    return 0;
  a.carried_from = b.carried_from = "";
  for (size_t i = 0; i < CWP__EVIDENCE_TEXTS; i++)
    if (strcmp(*cwp__text_at(&a, cwp__evidence_texts + i), *cwp__text_at(&b, cwp__evidence_texts + i)) != 0) return 0;
  return 1;
}

/* Adds a piece, or makes it one with the piece before, where both have come to be the same. */
static cwp_status put_piece(carrying *self, const cwp_evidence *evidence, int has_moved) {
  pending *held = &self->held;
  if (held->is_there && held->has_moved && has_moved && same_evidence(held->evidence, *evidence) &&
      same_members(held->kept, self->kept)) {
    held->evidence.carried_from = cwp__stations_join(&self->texts, held->evidence.carried_from, evidence->carried_from);
    return held->evidence.carried_from ? CWP_OK : cwp__fail_memory(self->error);
  }
  cwp_status status = add_held(self);
  *held = (pending){.evidence = *evidence, .kept = self->kept, .is_there = 1, .has_moved = has_moved};
  return status;
}

/* Whether the way back could lead elsewhere without a station. It cannot where the piece is what it was, and its code
   is the same record in both editions or none in the other; but older stations always ask for a newer one. */
static int needs_station(const carrying *self, const cwp__place_of_evidence *place) {
  if (self->piece->carried_from[0] || place->reason == CWP__CARRY_ALREADY_THERE) return 1;
  if (place->extent != self->piece->extent || strcmp(place->about, self->piece->about) != 0) return 1;
  if (place->outcome == CWP_CARRY_NOT) return 0;
  return place->reason != CWP__CARRY_SAME_CODE || place->relation != CWP_SETS_EQUAL;
}

/* The piece as it is in one of its places. */
static cwp_status put_in_place(carrying *self, const cwp__place_of_evidence *place) {
  cwp_evidence evidence = *self->piece;
  int has_moved = needs_station(self, place);
  if (has_moved) {
    cwp__departure departure = {.stations = evidence.carried_from,
                                .from = edition_of(self->from),
                                .to = edition_of(self->to),
                                .extent = evidence.extent,
                                .back_to = place->back_to};
    departure.code = self->record == CWP_NONE ? evidence.about : cwp_record_code(self->from, self->record);
    evidence.carried_from = cwp__stations_after(&self->texts, &departure);
    if (!evidence.carried_from) return cwp__fail_memory(self->error);
  }
  evidence.about = place->about;
  evidence.extent = place->extent;
  return put_piece(self, &evidence, has_moved);
}

/* ---- The report ---- */

static cwp_status report_place(carrying *self, const cwp__place_of_evidence *place) {
  cwp_carry *report = self->report;
  if (!cwp__reserve(&self->allocator, (void **)&report->lines, &report->capacity, report->count + 1,
                    sizeof *report->lines))
    return cwp__fail_memory(self->error);
  cwp__carry_story story = {self->from, self->to, self->record, self->piece->about, place};
  self->words.length = 0;
  cwp__carry_tell(&self->words, &story);
  cwp_carried line = {.evidence = self->index,
                      .becomes = place->becomes,
                      .outcome = place->outcome,
                      .was = cwp__arena_text(&report->texts, self->piece->about, strlen(self->piece->about)),
                      .about = cwp__arena_text(&report->texts, place->about, strlen(place->about)),
                      .relation = place->relation,
                      .crosswalk = place->crosswalk,
                      .told_by = place->told_by};
  if (!self->words.failed) line.why = cwp__arena_text(&report->texts, self->words.text, self->words.length);
  if (!line.was || !line.about || !line.why) return cwp__fail_memory(self->error);
  report->lines[report->count++] = line;
  return CWP_OK;
}

/* ---- The undertaking ---- */

/* An earlier place of the piece that is the same, as for two statements of a group that come to one, or NULL. */
static const cwp__place_of_evidence *find_twin(const carrying *self, size_t index) {
  const cwp__place_of_evidence *place = self->places + index;
  for (size_t i = 0; i < index; i++)
    if (self->places[i].extent == place->extent && strcmp(self->places[i].about, place->about) == 0)
      return self->places + i;
  return NULL;
}

static cwp_status carry_piece(carrying *self, size_t index) {
  self->index = index;
  self->piece = cwp_portfolio_evidence(self->portfolio, index);
  self->record = cwp_pathway_id(self->from, self->piece->about);
  self->kept = members_of(self, CWP__KEPT_OF_EVIDENCE + index);
  cwp_carry_outcome best = CWP_CARRY_NOT;
  cwp_status status = find_places(self);
  for (size_t i = 0; i < self->place_count && status == CWP_OK; i++) {
    cwp__place_of_evidence *place = self->places + i;
    const cwp__place_of_evidence *twin = find_twin(self, i);
    if (!twin) status = put_in_place(self, place);
    place->becomes = twin ? twin->becomes : self->made; /* the piece that is held back is the next one */
    if (status == CWP_OK) status = report_place(self, place);
    if (place->outcome < best) best = place->outcome;
  }
  self->report->counts[best]++;
  return status;
}

static cwp_status carry_all(carrying *self, cwp_portfolio **out) {
  cwp_status status =
      cwp_portfolio_builder_new(cwp_portfolio_person(self->portfolio), &self->allocator, &self->builder, self->error);
  if (status == CWP_OK) status = keep_members(self, members_of(self, CWP__KEPT_OF_DOCUMENT), CWP__KEPT_OF_DOCUMENT);
  if (status == CWP_OK) status = keep_members(self, members_of(self, CWP__KEPT_OF_PERSON), CWP__KEPT_OF_PERSON);
  for (size_t i = 0; i < cwp_portfolio_count(self->portfolio) && status == CWP_OK; i++)
    status = carry_piece(self, i);
  if (status == CWP_OK) status = add_held(self);
  if (status == CWP_OK) status = cwp_portfolio_builder_finish(self->builder, out, self->error);
  return status;
}

static cwp_status new_report(const cwp_allocator *allocator, cwp_carry **out, cwp_error *error) {
  *out = cwp__allocate_zeroed(allocator, 1, sizeof **out);
  if (!*out) return cwp__fail_memory(error);
  (*out)->allocator = *allocator;
  cwp__arena_init(&(*out)->texts, allocator);
  return CWP_OK;
}

static void clean_up(carrying *self) {
  cwp_portfolio_builder_free(self->builder);
  cwp__release(&self->allocator, self->places);
  cwp__release(&self->allocator, self->found);
  cwp__buffer_free(&self->words);
  cwp__arena_free(&self->texts);
}

cwp_status cwp_portfolio_carry(const cwp_portfolio *self, const cwp_pathway *from, const cwp_pathway *to,
                               const cwp_allocator *allocator, cwp_portfolio **out, cwp_carry **report,
                               cwp_error *error) {
  if (report) *report = NULL;
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the portfolio");
  *out = NULL;
  if (!self || !from || !to) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a portfolio and two editions are needed");
  carrying all = {.portfolio = self, .from = from, .to = to, .error = error};
  all.allocator = cwp__allocator_or_default(allocator);
  cwp__arena_init(&all.texts, &all.allocator);
  cwp__buffer_init(&all.words, &all.allocator);
  cwp_status status = new_report(&all.allocator, &all.report, error);
  if (status == CWP_OK) status = carry_all(&all, out);
  clean_up(&all);
  if (status == CWP_OK && report)
    *report = all.report;
  else
    cwp_carry_free(all.report);
  return status;
}

void cwp_carry_free(cwp_carry *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  cwp__arena_free(&self->texts);
  cwp__release(&memory, self->lines);
  cwp__release(&memory, self);
}

size_t cwp_carry_count(const cwp_carry *self) {
  return self ? self->count : 0;
}

size_t cwp_carry_count_of(const cwp_carry *self, cwp_carry_outcome outcome) {
  return self && (unsigned)outcome < CWP_CARRY_OUTCOME_END ? self->counts[outcome] : 0;
}

const cwp_carried *cwp_carry_at(const cwp_carry *self, size_t index) {
  return self && index < self->count ? self->lines + index : NULL;
}
