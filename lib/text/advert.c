/* A job description beside a role category. */

#include "text/advert.h"

#include "base/error.h"

#include <string.h>

enum { LINE_STEMS = 96, MOST_SUBJECTS = 256 };

/* How much of a line's words, by weight, a passage must have to speak of it, and to touch on it, the word that tells
   the line from others among them; how sure it must be that a subject is a group's. */
static const double speaks = 0.5, touches = 0.34, about = 0.6;

struct cwp_advert {
  cwp_allocator allocator;
  cwp_title *title;
  cwp_id role;
  cwp_advert_line *lines;
  size_t count;
};

/* What reading needs while it goes on. */
typedef struct reading {
  const cwp_index *index;
  const cwp_pathway *pathway;
  cwp__passages passages;
  uint32_t *stems;    /* of all lines, LINE_STEMS each */
  size_t *stem_count; /* of each line */
} reading;

static int has_stem(const uint32_t *stems, size_t count, uint32_t stem) {
  for (size_t i = 0; i < count; i++)
    if (stems[i] == stem) return 1;
  return 0;
}

/* How much a stem tells one line from the others. */
static double weight_of(const reading *self, size_t lines, uint32_t stem) {
  size_t with = 0;
  for (size_t i = 0; i < lines; i++)
    with += (size_t)has_stem(self->stems + i * LINE_STEMS, self->stem_count[i], stem);
  return cwp__natural_log((double)lines + 1) - cwp__natural_log((double)with + 1) + 0.2;
}

/* The share of the line's words that the passage has; 0 if the one that weighs most is not among them, or it is the
   only one. */
static double share_of(const reading *self, const cwp__advert_stem *stems, size_t count, const cwp__passage *passage) {
  double all = 0, found = 0, heaviest = 0, heaviest_found = 0;
  size_t shared = 0;
  for (size_t i = 0; i < count; i++) {
    double weight = stems[i].weight;
    int here = has_stem(self->passages.stems + passage->first_stem, passage->stem_count, stems[i].stem);
    all += weight;
    if (weight > heaviest) heaviest = weight;
    if (!here) continue;
    found += weight;
    shared++;
    if (weight > heaviest_found) heaviest_found = weight;
  }
  return shared > 1 && heaviest_found >= heaviest ? found / all : 0;
}

/* 1 if the passage speaks of a subject that the line's group is about. */
static int is_about(const reading *self, cwp_id line, const cwp__passage *passage) {
  cwp_id group = cwp_record_parent(self->pathway, line);
  if (cwp_record_kind(self->pathway, group) != CWP_KIND_GROUP) return 0;
  const float *subjects = self->index->group_subjects + (group - self->index->first_group) * cwp__subject_count;
  for (size_t i = 0; i < cwp__subject_count && i < MOST_SUBJECTS; i++)
    if ((passage->subjects[i / 64] >> i % 64 & 1) && subjects[i] >= about) return 1;
  return 0;
}

static void take(cwp_advert_line *line, cwp_extent extent, double share, const cwp__passage *passage) {
  if (extent < line->extent || (extent == line->extent && share <= line->score)) return;
  line->extent = extent;
  line->score = share;
  line->start = passage->start;
  line->length = passage->end - passage->start;
}

/* Finds the passage that says the most of a line. */
static void judge_line(const reading *self, cwp_advert *advert, size_t index) {
  cwp__advert_stem stems[LINE_STEMS];
  cwp_advert_line *line = advert->lines + index;
  size_t count = self->stem_count[index];
  for (size_t i = 0; i < count; i++) {
    uint32_t stem = self->stems[index * LINE_STEMS + i];
    stems[i] = (cwp__advert_stem){stem, (float)weight_of(self, advert->count, stem)};
  }
  for (size_t i = 0; i < self->passages.count; i++) {
    const cwp__passage *passage = self->passages.list + i;
    double share = share_of(self, stems, count, passage);
    if (share >= speaks)
      take(line, CWP_EXTENT_FULL, share, passage);
    else if (share >= touches || is_about(self, line->line, passage))
      take(line, CWP_EXTENT_PART, share, passage);
  }
}

/* Keeps behaviours and statements of what the role category asks. */
static cwp_status find_lines(reading *self, cwp_advert *advert, cwp_error *error) {
  size_t count = 0;
  cwp_status status = cwp_role_requirements(self->pathway, advert->role, NULL, 0, NULL, 0, &count, error);
  if (status != CWP_OK) return status;
  cwp_requirement *asked = cwp__allocate(&advert->allocator, count, sizeof *asked);
  advert->lines = cwp__allocate_zeroed(&advert->allocator, count, sizeof *advert->lines);
  if (!asked || !advert->lines) {
    cwp__release(&advert->allocator, asked);
    return cwp__fail_memory(error);
  }
  status = cwp_role_requirements(self->pathway, advert->role, NULL, 0, asked, count, &count, error);
  for (size_t i = 0; i < count && status == CWP_OK; i++) {
    cwp_kind kind = cwp_record_kind(self->pathway, asked[i].line);
    if (kind != CWP_KIND_BEHAVIOUR && kind != CWP_KIND_STATEMENT) continue;
    advert->lines[advert->count++] =
        (cwp_advert_line){.line = asked[i].line, .role = asked[i].role, .kind = asked[i].kind};
  }
  cwp__release(&advert->allocator, asked);
  return status;
}

static cwp_status judge_lines(reading *self, cwp_advert *advert, cwp_error *error) {
  self->stems = cwp__allocate(&advert->allocator, advert->count * LINE_STEMS, sizeof *self->stems);
  self->stem_count = cwp__allocate(&advert->allocator, advert->count, sizeof *self->stem_count);
  if (!self->stems || !self->stem_count) return cwp__fail_memory(error);
  for (size_t i = 0; i < advert->count; i++)
    self->stem_count[i] = cwp__advert_stems(cwp_record_text(self->pathway, advert->lines[i].line),
                                            self->stems + i * LINE_STEMS, LINE_STEMS);
  for (size_t i = 0; i < advert->count; i++)
    judge_line(self, advert, i);
  return CWP_OK;
}

/* The first line that is not empty. */
static cwp__span first_line(const char *text, size_t length) {
  for (size_t at = 0; at < length;) {
    const char *end = memchr(text + at, '\n', length - at);
    size_t size = end ? (size_t)(end - (text + at)) : length - at;
    cwp__span line = cwp__span_trim((cwp__span){text + at, size});
    if (line.length > 0) return line;
    at += size + 1;
  }
  return (cwp__span){text, 0};
}

static cwp_status read_title(cwp_advert *self, const cwp_pathway *pathway, const char *text, size_t length,
                             const cwp_advert_options *options, cwp_error *error) {
  cwp_title_context context = CWP_TITLE_CONTEXT_INIT;
  cwp__span title = options->title ? cwp__span_of(options->title) : first_line(text, length);
  context.description = text;
  context.description_length = length;
  context.job_role = options->job_role;
  context.employer = options->employer;
  cwp_status status =
      cwp_title_read(pathway, title.text, title.length, &context, &self->allocator, &self->title, error);
  if (status != CWP_OK) return status;
  self->role = options->role;
  if (self->role == CWP_NONE && cwp_title_answered(self->title) == CWP_TITLE_CATEGORY)
    self->role = cwp_title_candidate_at(self->title, 0)->role;
  return CWP_OK;
}

static cwp_status read_text(cwp_advert *self, const cwp_index *index, const char *text, size_t length,
                            cwp_error *error) {
  reading state = {.index = index, .pathway = cwp_index_pathway(index)};
  if (self->role == CWP_NONE) return CWP_OK;
  cwp_status status = find_lines(&state, self, error);
  if (status == CWP_OK && !cwp__passages_make(text, length, &self->allocator, &state.passages))
    status = cwp__fail_memory(error);
  if (status == CWP_OK) status = judge_lines(&state, self, error);
  cwp__passages_free(&state.passages, &self->allocator);
  cwp__release(&self->allocator, state.stems);
  cwp__release(&self->allocator, state.stem_count);
  return status;
}

cwp_status cwp_advert_read(const cwp_index *index, const char *text, size_t length, const cwp_advert_options *options,
                           const cwp_allocator *allocator, cwp_advert **out, cwp_error *error) {
  cwp_advert_options known = CWP_ADVERT_OPTIONS_INIT;
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  if (out) *out = NULL;
  if (!index || !text || !out)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "an index, a text and a place for the reading are needed");
  if (options) memcpy(&known, options, options->size < sizeof known ? options->size : sizeof known);
  if (known.role != CWP_NONE && cwp_record_kind(cwp_index_pathway(index), known.role) != CWP_KIND_ROLE)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "\"%s\" is no role category",
                     cwp_record_code(cwp_index_pathway(index), known.role));
  cwp_advert *self = cwp__allocate_zeroed(&memory, 1, sizeof *self);
  if (!self) return cwp__fail_memory(error);
  self->allocator = memory;
  cwp_status status = read_title(self, cwp_index_pathway(index), text, length, &known, error);
  if (status == CWP_OK) status = read_text(self, index, text, length, error);
  if (status == CWP_OK)
    *out = self;
  else
    cwp_advert_free(self);
  return status;
}

void cwp_advert_free(cwp_advert *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  cwp_title_free(self->title);
  cwp__release(&memory, self->lines);
  cwp__release(&memory, self);
}

const cwp_title *cwp_advert_title(const cwp_advert *self) {
  return self ? self->title : NULL;
}

cwp_id cwp_advert_role(const cwp_advert *self) {
  return self ? self->role : CWP_NONE;
}

size_t cwp_advert_count(const cwp_advert *self) {
  return self ? self->count : 0;
}

size_t cwp_advert_extent_count(const cwp_advert *self, cwp_extent extent) {
  size_t count = 0;
  for (size_t i = 0; self && i < self->count; i++)
    count += self->lines[i].extent == extent;
  return count;
}

const cwp_advert_line *cwp_advert_at(const cwp_advert *self, size_t index) {
  return self && index < self->count ? self->lines + index : NULL;
}
