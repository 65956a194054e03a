#include "advice/plan_catalogue.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

#include <string.h>

enum { FIRST_SLOTS = 32, MOST_CODE_BYTES = 200 };

/* Slots are an open-addressing table, a power of two long and at most half full, of places in `courses`. */
struct cwp_catalogue {
  cwp_allocator allocator;
  cwp__arena texts; /* and covers, dates and codes */
  cwp_course *courses;
  size_t count;
  size_t capacity;
  uint32_t *slots;
  uint32_t slot_count;
};

struct cwp_catalogue_builder {
  cwp_allocator allocator;
  cwp_catalogue *catalogue; /* NULL once it is made */
};

void cwp_catalogue_free(cwp_catalogue *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  cwp__arena_free(&self->texts);
  cwp__release(&memory, self->courses);
  cwp__release(&memory, self->slots);
  cwp__release(&memory, self);
}

void cwp_catalogue_builder_free(cwp_catalogue_builder *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  cwp_catalogue_free(self->catalogue);
  cwp__release(&memory, self);
}

cwp_status cwp_catalogue_builder_new(const cwp_allocator *allocator, cwp_catalogue_builder **out, cwp_error *error) {
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the builder");
  *out = NULL;
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  cwp_catalogue_builder *self = cwp__allocate_zeroed(&memory, 1, sizeof(*self));
  if (!self) return cwp__fail_memory(error);
  self->allocator = memory;
  self->catalogue = cwp__allocate_zeroed(&memory, 1, sizeof(*self->catalogue));
  if (!self->catalogue) {
    cwp__release(&memory, self);
    return cwp__fail_memory(error);
  }
  self->catalogue->allocator = memory;
  cwp__arena_init(&self->catalogue->texts, &memory);
  *out = self;
  return CWP_OK;
}

/* Looking up. */

/* The slot of a code, or the free one where it would go. There is a free one. */
static uint32_t *slot_of(const cwp_catalogue *self, const char *code) {
  uint32_t at = cwp__hash_fold(code, strlen(code)) & (self->slot_count - 1);
  while (self->slots[at] != CWP__NO_COURSE && cwp__compare_fold(self->courses[self->slots[at]].code, code) != 0)
    at = (at + 1) & (self->slot_count - 1);
  return &self->slots[at];
}

uint32_t cwp__catalogue_place(const cwp_catalogue *self, const char *code) {
  return self->slot_count ? *slot_of(self, code) : CWP__NO_COURSE;
}

/* Sees that there is room for one more. */
static int reserve_slots(cwp_catalogue *self) {
  if ((self->count + 1) * 2 <= self->slot_count) return 1;
  uint32_t count = self->slot_count ? self->slot_count * 2 : FIRST_SLOTS;
  uint32_t *slots = cwp__allocate(&self->allocator, count, sizeof(*slots));
  if (!slots) return 0;
  memset(slots, 0xff, count * sizeof(*slots)); /* CWP__NO_COURSE */
  cwp__release(&self->allocator, self->slots);
  self->slots = slots;
  self->slot_count = count;
  for (size_t i = 0; i < self->count; i++)
    *slot_of(self, self->courses[i].code) = (uint32_t)i;
  return 1;
}

/* Checking. */

static cwp_status check_code(const cwp_course *course, cwp_error *error) {
  if (!course) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no course");
  if (course->size < sizeof(*course))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the course has size %zu: set it up with CWP_COURSE_INIT",
                     course->size);
  if (!course->code || !*course->code) return cwp__fail(error, CWP_ERROR_ARGUMENT, "the course has no code");
  if (strlen(course->code) > MOST_CODE_BYTES)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the course's code has more than %d bytes: \"%.40s...\"",
                     MOST_CODE_BYTES, course->code);
  return CWP_OK;
}

static cwp_status check_enumerations(const cwp_course *course, cwp_error *error) {
  if ((unsigned)course->kind >= CWP_EVIDENCE_KIND_END || course->kind == CWP_EVIDENCE_DECLARED)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "course \"%s\" gives no kind of evidence that a course can give: %d",
                     course->code, (int)course->kind);
  if ((unsigned)course->funding >= CWP_FUNDING_END)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "course \"%s\" has a funding that is none: %d", course->code,
                     (int)course->funding);
  if (course->funding == CWP_FUNDING_NONE && course->reimbursement > 0)
    return cwp__fail(error, CWP_ERROR_INVALID, "course \"%s\" has a reimbursement, but no funding", course->code);
  return CWP_OK;
}

static cwp_status check_number(const cwp_course *course, const char *name, int64_t number, int64_t low, int64_t high,
                               cwp_error *error) {
  if (number >= low && number <= high) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_ARGUMENT, "%s of course \"%s\" is %lld, not %lld to %lld", name, course->code,
                   (long long)number, (long long)low, (long long)high);
}

static cwp_status check_numbers(const cwp_course *course, cwp_error *error) {
  cwp_status status = check_number(course, "centihours", course->centihours, -1, CWP__MOST_CENTIHOURS, error);
  if (!status) status = check_number(course, "cost", course->cost, -1, CWP__MOST_PENCE, error);
  if (!status) status = check_number(course, "reimbursement", course->reimbursement, 0, CWP__MOST_PENCE, error);
  if (!status) status = check_number(course, "duration_days", course->duration_days, 1, CWP__MOST_DAYS, error);
  if (!status) status = check_number(course, "places", course->places, 0, CWP__MOST_PLACES, error);
  if (status) return status;
  if (course->last_start == CWP_DATE_NONE || cwp_date_is_valid(course->last_start)) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_ARGUMENT, "last_start of course \"%s\" is out of range: day %ld", course->code,
                   (long)course->last_start);
}

static cwp_status check_list(const cwp_course *course, const char *name, const void *list, size_t count,
                             cwp_error *error) {
  if (count > CWP__MOST_LISTED)
    return cwp__fail(error, CWP_ERROR_LIMIT, "course \"%s\" has %zu %s, %d at most", course->code, count, name,
                     CWP__MOST_LISTED);
  if (count && !list)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "course \"%s\" has no list of its %zu %s", course->code, count, name);
  return CWP_OK;
}

static cwp_status check_starts(const cwp_course *course, cwp_error *error) {
  cwp_status status = check_list(course, "starts", course->starts, course->start_count, error);
  for (size_t i = 0; i < course->start_count && !status; i++) {
    cwp_date start = course->starts[i], end = course->ends ? course->ends[i] : start;
    if (!cwp_date_is_valid(start) || !cwp_date_is_valid(end))
      return cwp__fail(error, CWP_ERROR_ARGUMENT, "course \"%s\" has a start or end out of range: day %ld or %ld",
                       course->code, (long)start, (long)end);
    if (end < start) {
      char from[CWP_DATE_TEXT_SIZE], until[CWP_DATE_TEXT_SIZE];
      return cwp__fail(error, CWP_ERROR_INVALID, "course \"%s\" ends on %s, before it starts on %s", course->code,
                       cwp_date_format(end, until), cwp_date_format(start, from));
    }
  }
  return status;
}

static cwp_status check_covers(const cwp_course *course, cwp_error *error) {
  cwp_status status = check_list(course, "covers", course->covers, course->cover_count, error);
  for (size_t i = 0; i < course->cover_count && !status; i++) {
    const cwp_course_cover *cover = &course->covers[i];
    if (!cover->to || !*cover->to)
      return cwp__fail(error, CWP_ERROR_ARGUMENT, "course \"%s\" covers something without a code", course->code);
    if (cover->extent != CWP_EXTENT_PART && cover->extent != CWP_EXTENT_FULL)
      return cwp__fail(error, CWP_ERROR_ARGUMENT, "course \"%s\" covers \"%s\" neither in full nor in part: %d",
                       course->code, cover->to, (int)cover->extent);
  }
  return status;
}

static cwp_status check_after(const cwp_course *course, cwp_error *error) {
  cwp_status status = check_list(course, "courses to come before it", course->after, course->after_count, error);
  for (size_t i = 0; i < course->after_count && !status; i++)
    if (!course->after[i] || !*course->after[i])
      return cwp__fail(error, CWP_ERROR_ARGUMENT, "course \"%s\" comes after something without a code", course->code);
  return status;
}

static cwp_status check_course(const cwp_course *course, cwp_error *error) {
  cwp_status status = check_code(course, error);
  if (!status) status = check_enumerations(course, error);
  if (!status) status = check_numbers(course, error);
  if (!status) status = check_covers(course, error);
  if (!status) status = check_starts(course, error);
  if (!status) status = check_after(course, error);
  return status;
}

/* Copying. */

static cwp_status copy_text(cwp_catalogue *self, const char **text, const char *code, cwp_error *error) {
  size_t length = *text ? strlen(*text) : 0;
  if (!cwp__utf8_is_valid(length ? *text : "", length))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a text of course \"%s\" is not valid UTF-8: \"%s\"", code, *text);
  *text = length ? cwp__arena_text(&self->texts, *text, length) : "";
  return *text ? CWP_OK : cwp__fail_memory(error);
}

static cwp_status copy_texts(cwp_catalogue *self, cwp_course *course, cwp_error *error) {
  const char *code = course->code;
  cwp_status status = copy_text(self, &course->code, code, error);
  if (!status) status = copy_text(self, &course->title, code, error);
  if (!status) status = copy_text(self, &course->provider, code, error);
  if (!status) status = copy_text(self, &course->mode, code, error);
  if (!status) status = copy_text(self, &course->learning, code, error);
  return status;
}

static cwp_status copy_covers(cwp_catalogue *self, cwp_course *course, cwp_error *error) {
  cwp_course_cover *covers = cwp__arena_allocate(&self->texts, course->cover_count, sizeof(*covers));
  cwp_status status = covers ? CWP_OK : cwp__fail_memory(error);
  for (size_t i = 0; i < course->cover_count && !status; i++) {
    covers[i] = course->covers[i];
    status = copy_text(self, &covers[i].to, course->code, error);
  }
  course->covers = covers;
  return status;
}

static cwp_status copy_after(cwp_catalogue *self, cwp_course *course, cwp_error *error) {
  const char **after = cwp__arena_allocate(&self->texts, course->after_count, sizeof(*after));
  cwp_status status = after ? CWP_OK : cwp__fail_memory(error);
  for (size_t i = 0; i < course->after_count && !status; i++) {
    after[i] = course->after[i];
    status = copy_text(self, &after[i], course->code, error);
  }
  course->after = after;
  return status;
}

/* A start goes by its day, and then by its last one. A Shell sort: in place. */
static void sort_starts(cwp_date *starts, cwp_date *ends, size_t count) {
  for (size_t gap = count / 2; gap > 0; gap /= 2)
    for (size_t i = gap; i < count; i++) {
      cwp_date start = starts[i], end = ends[i];
      size_t at = i;
      for (; at >= gap && (starts[at - gap] > start || (starts[at - gap] == start && ends[at - gap] > end));
           at -= gap) {
        starts[at] = starts[at - gap];
        ends[at] = ends[at - gap];
      }
      starts[at] = start;
      ends[at] = end;
    }
}

/* The starts in their order, each with its end. An end that would lie past the last day there is is that day. */
static cwp_status copy_starts(cwp_catalogue *self, cwp_course *course, cwp_error *error) {
  size_t count = course->start_count;
  cwp_date *starts = cwp__arena_allocate(&self->texts, count, sizeof(*starts));
  cwp_date *ends = cwp__arena_allocate(&self->texts, count, sizeof(*ends));
  if (!starts || !ends) return cwp__fail_memory(error);
  for (size_t i = 0; i < count; i++) {
    cwp_date end = course->starts[i] + course->duration_days - 1;
    starts[i] = course->starts[i];
    ends[i] = course->ends ? course->ends[i] : (end < CWP_DATE_MAX ? end : CWP_DATE_MAX);
  }
  sort_starts(starts, ends, count);
  course->starts = starts;
  course->ends = ends;
  return CWP_OK;
}

cwp_status cwp_catalogue_builder_add(cwp_catalogue_builder *self, const cwp_course *course, cwp_error *error) {
  if (!self || !self->catalogue)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, self ? "the catalogue is made already" : "there is no builder");
  cwp_catalogue *made = self->catalogue;
  cwp_status status = check_course(course, error);
  if (status) return status;
  if (cwp__catalogue_place(made, course->code) != CWP__NO_COURSE)
    return cwp__fail(error, CWP_ERROR_INVALID, "there is a course \"%s\" already", course->code);
  if (made->count == CWP__MOST_COURSES)
    return cwp__fail(error, CWP_ERROR_LIMIT, "a catalogue holds at most %d courses", CWP__MOST_COURSES);
  if (!cwp__reserve(&made->allocator, (void **)&made->courses, &made->capacity, made->count + 1, sizeof(*course)) ||
      !reserve_slots(made))
    return cwp__fail_memory(error);
  cwp_course copy = *course;
  copy.size = sizeof(copy);
  status = copy_texts(made, &copy, error);
  if (!status) status = copy_covers(made, &copy, error);
  if (!status) status = copy_after(made, &copy, error);
  if (!status) status = copy_starts(made, &copy, error);
  if (status) return status;
  *slot_of(made, copy.code) = (uint32_t)made->count;
  made->courses[made->count++] = copy;
  return CWP_OK;
}

/* Making. */

/* A way from course to course, each to come before the one below it in the stack. */
typedef struct trail {
  uint32_t *stack;
  uint32_t *next;  /* by course: which of those to come before it is looked at next */
  uint8_t *passed; /* by course: 1 while it is in the stack, 2 once nothing is left to look at */
} trail;

/* Follows the ways that begin at a course. Returns a course that comes before itself, or CWP__NO_COURSE. */
static uint32_t circle_from(const cwp_catalogue *self, trail *way, uint32_t start) {
  size_t depth = 0;
  way->stack[depth++] = start;
  way->passed[start] = 1;
  while (depth > 0) {
    uint32_t at = way->stack[depth - 1];
    const cwp_course *course = &self->courses[at];
    if (way->next[at] == course->after_count) {
      way->passed[at] = 2;
      depth--;
      continue;
    }
    uint32_t before = cwp__catalogue_place(self, course->after[way->next[at]++]);
    if (before == CWP__NO_COURSE || way->passed[before] == 2) continue;
    if (way->passed[before] == 1) return before;
    way->passed[before] = 1;
    way->stack[depth++] = before;
  }
  return CWP__NO_COURSE;
}

/* Finds a circle, if there is one. Errors: CWP_ERROR_MEMORY. */
static cwp_status find_circle(const cwp_catalogue *self, uint32_t *culprit, cwp_error *error) {
  const cwp_allocator *memory = &self->allocator;
  trail way = {cwp__allocate(memory, self->count, sizeof(uint32_t)),
               cwp__allocate_zeroed(memory, self->count, sizeof(uint32_t)),
               cwp__allocate_zeroed(memory, self->count, 1)};
  int complete = way.stack && way.next && way.passed;
  *culprit = CWP__NO_COURSE;
  for (uint32_t i = 0; complete && i < self->count && *culprit == CWP__NO_COURSE; i++)
    if (!way.passed[i]) *culprit = circle_from(self, &way, i);
  cwp__release(memory, way.stack);
  cwp__release(memory, way.next);
  cwp__release(memory, way.passed);
  return complete ? CWP_OK : cwp__fail_memory(error);
}

cwp_status cwp__catalogue_builder_finish(cwp_catalogue_builder *self, cwp_catalogue **out, uint32_t *culprit,
                                         cwp_error *error) {
  *out = NULL;
  *culprit = CWP__NO_COURSE;
  if (!self || !self->catalogue)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, self ? "the catalogue is made already" : "there is no builder");
  cwp_status status = find_circle(self->catalogue, culprit, error);
  if (status) return status;
  if (*culprit != CWP__NO_COURSE)
    return cwp__fail(error, CWP_ERROR_INVALID, "course \"%s\" has to come before itself, by way of others or at once",
                     self->catalogue->courses[*culprit].code);
  *out = self->catalogue;
  self->catalogue = NULL;
  return CWP_OK;
}

cwp_status cwp_catalogue_builder_finish(cwp_catalogue_builder *self, cwp_catalogue **out, cwp_error *error) {
  uint32_t culprit;
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the catalogue");
  return cwp__catalogue_builder_finish(self, out, &culprit, error);
}

/* Reading. */

size_t cwp_catalogue_count(const cwp_catalogue *self) {
  return self ? self->count : 0;
}

const cwp_course *cwp_catalogue_at(const cwp_catalogue *self, size_t index) {
  return self && index < self->count ? &self->courses[index] : NULL;
}

const cwp_course *cwp_catalogue_find(const cwp_catalogue *self, const char *code) {
  uint32_t place = self && code ? cwp__catalogue_place(self, code) : CWP__NO_COURSE;
  return place == CWP__NO_COURSE ? NULL : &self->courses[place];
}

const char *cwp_funding_name(cwp_funding funding) {
  static const char *const names[CWP_FUNDING_END] = {"none", "full", "split"};
  return (unsigned)funding < CWP_FUNDING_END ? names[funding] : "unknown";
}
