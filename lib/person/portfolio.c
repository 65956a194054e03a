#include "person/portfolio.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"
#include "cwp/date.h"

#include <string.h>

enum { MOST_EVIDENCE = 1000000, MOST_ID_BYTES = 200 };

/* One block of memory holds the portfolio, its evidence, what was kept, and all texts, in this order. */
struct cwp_portfolio {
  cwp_allocator allocator;
  cwp_person person;
  cwp_evidence *evidence;
  size_t count;
  cwp__kept *kept;
  size_t kept_count;
};

struct cwp_portfolio_builder {
  cwp_allocator allocator;
  cwp__arena texts;
  cwp_person person; /* its id is NULL once the portfolio is made */
  cwp_evidence *evidence;
  size_t count;
  size_t capacity;
  cwp__kept *kept;
  size_t kept_count;
  size_t kept_capacity;
};

const cwp__text_field cwp__person_texts[CWP__PERSON_TEXTS] = {
    {"id", offsetof(cwp_person, id)},
    {"site", offsetof(cwp_person, site)},
    {"job_title", offsetof(cwp_person, job_title)},
    {"role", offsetof(cwp_person, role)},
    {"role_reason", offsetof(cwp_person, role_reason)},
    {"role_other", offsetof(cwp_person, role_other)},
};

const cwp__text_field cwp__evidence_texts[CWP__EVIDENCE_TEXTS] = {
    {"about", offsetof(cwp_evidence, about)}, {"assessor", offsetof(cwp_evidence, assessor)},
    {"title", offsetof(cwp_evidence, title)}, {"origin", offsetof(cwp_evidence, origin)},
    {"note", offsetof(cwp_evidence, note)},   {"carried_from", offsetof(cwp_evidence, carried_from)},
};

const char **cwp__text_at(void *record, const cwp__text_field *field) {
  return (const char **)(void *)((char *)record + field->offset);
}

/* Replaces the texts of a struct by copies in the arena; NULL becomes "". */
static cwp_status copy_texts(cwp__arena *arena, void *record, const cwp__text_field *fields, size_t count,
                             cwp_error *error) {
  for (size_t i = 0; i < count; i++) {
    const char **text = cwp__text_at(record, &fields[i]);
    size_t length = *text ? strlen(*text) : 0;
    if (length && !cwp__utf8_is_valid(*text, length))
      return cwp__fail(error, CWP_ERROR_ARGUMENT, "%s is not valid UTF-8: \"%s\"", fields[i].name, *text);
    *text = length ? cwp__arena_text(arena, *text, length) : "";
    if (!*text) return cwp__fail_memory(error);
  }
  return CWP_OK;
}

static int is_date_or_none(cwp_date date) {
  return date == CWP_DATE_NONE || cwp_date_is_valid(date);
}

static cwp_status check_person(const cwp_person *person, cwp_error *error) {
  if (!person) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no person");
  if (person->size < sizeof(*person))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the person has size %zu: set it up with CWP_PERSON_INIT",
                     person->size);
  if (!person->id || !*person->id) return cwp__fail(error, CWP_ERROR_ARGUMENT, "the person has no id");
  if (strlen(person->id) > MOST_ID_BYTES)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the person's id has more than %d bytes: \"%.40s...\"", MOST_ID_BYTES,
                     person->id);
  if ((unsigned)person->role_basis >= CWP_ROLE_BASIS_END)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "role_basis is none that is known: %d", (int)person->role_basis);
  if (!is_date_or_none(person->started))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "started is out of range: day %ld", (long)person->started);
  return CWP_OK;
}

cwp_status cwp_portfolio_builder_new(const cwp_person *person, const cwp_allocator *allocator,
                                     cwp_portfolio_builder **out, cwp_error *error) {
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the builder");
  *out = NULL;
  cwp_status status = check_person(person, error);
  if (status) return status;
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  cwp_portfolio_builder *self = cwp__allocate_zeroed(&memory, 1, sizeof(*self));
  if (!self) return cwp__fail_memory(error);
  self->allocator = memory;
  cwp__arena_init(&self->texts, &memory);
  self->person = *person;
  self->person.size = sizeof(self->person);
  status = copy_texts(&self->texts, &self->person, cwp__person_texts, CWP__PERSON_TEXTS, error);
  if (status) {
    cwp_portfolio_builder_free(self);
    return status;
  }
  *out = self;
  return CWP_OK;
}

/* The caller's evidence, with defaults for the fields that the first version did not have. */
static cwp_status take_evidence(const cwp_evidence *evidence, cwp_evidence *out, cwp_error *error) {
  static const cwp_evidence unknown = CWP_EVIDENCE_INIT;
  if (!evidence) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no evidence");
  const size_t first_size = offsetof(cwp_evidence, extent);
  if (evidence->size < sizeof(*evidence) && evidence->size != first_size)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the evidence has size %zu: set it up with CWP_EVIDENCE_INIT",
                     evidence->size);
  *out = unknown;
  memcpy(out, evidence, evidence->size == first_size ? first_size : sizeof(*out));
  out->size = sizeof(*out);
  if (out->extent == CWP_EXTENT_NONE) out->extent = CWP_EXTENT_FULL;
  return CWP_OK;
}

static cwp_status check_evidence(const cwp_evidence *evidence, cwp_error *error) {
  if (!evidence->about || !*evidence->about)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the evidence is about nothing");
  if ((unsigned)evidence->kind >= CWP_EVIDENCE_KIND_END || (unsigned)evidence->result >= CWP_RESULT_END)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the evidence about \"%s\" has kind %d and result %d", evidence->about,
                     (int)evidence->kind, (int)evidence->result);
  if ((unsigned)evidence->extent >= CWP_EXTENT_END)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the evidence about \"%s\" has extent %d", evidence->about,
                     (int)evidence->extent);
  if (!is_date_or_none(evidence->from) || !is_date_or_none(evidence->until))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the evidence about \"%s\" has a date out of range: day %ld or %ld",
                     evidence->about, (long)evidence->from, (long)evidence->until);
  if (evidence->until != CWP_DATE_NONE && evidence->until < evidence->from) {
    char from[CWP_DATE_TEXT_SIZE], until[CWP_DATE_TEXT_SIZE];
    return cwp__fail(error, CWP_ERROR_INVALID, "the evidence about \"%s\" ends on %s, before it begins on %s",
                     evidence->about, cwp_date_format(evidence->until, until), cwp_date_format(evidence->from, from));
  }
  return CWP_OK;
}

/* A builder that has made its portfolio has no person, and so takes nothing more. */
static cwp_status check_open(const cwp_portfolio_builder *self, cwp_error *error) {
  if (self && self->person.id) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_ARGUMENT, self ? "the portfolio is made already" : "there is no builder");
}

cwp_status cwp_portfolio_builder_add(cwp_portfolio_builder *self, const cwp_evidence *evidence, cwp_error *error) {
  cwp_evidence copy;
  cwp_status status = check_open(self, error);
  if (!status) status = take_evidence(evidence, &copy, error);
  if (!status) status = check_evidence(&copy, error);
  if (status) return status;
  if (self->count == MOST_EVIDENCE)
    return cwp__fail(error, CWP_ERROR_LIMIT, "a portfolio holds at most %d pieces of evidence", MOST_EVIDENCE);
  if (!cwp__reserve(&self->allocator, (void **)&self->evidence, &self->capacity, self->count + 1, sizeof(*evidence)))
    return cwp__fail_memory(error);
  status = copy_texts(&self->texts, &copy, cwp__evidence_texts, CWP__EVIDENCE_TEXTS, error);
  if (!status) self->evidence[self->count++] = copy;
  return status;
}

cwp_status cwp__portfolio_builder_keep(cwp_portfolio_builder *self, const cwp__kept *member, size_t length,
                                       cwp_error *error) {
  if (!cwp__reserve(&self->allocator, (void **)&self->kept, &self->kept_capacity, self->kept_count + 1,
                    sizeof(*member)))
    return cwp__fail_memory(error);
  cwp__kept copy = *member;
  copy.key = cwp__arena_text(&self->texts, member->key, strlen(member->key));
  copy.value = cwp__arena_text(&self->texts, member->value, length);
  if (!copy.key || !copy.value) return cwp__fail_memory(error);
  self->kept[self->kept_count++] = copy;
  return CWP_OK;
}

/* Bytes of a text in the block: an empty one takes none. */
static size_t text_size(const char *text) {
  return *text ? strlen(text) + 1 : 0;
}

static size_t texts_size(void *record, const cwp__text_field *fields, size_t count) {
  size_t size = 0;
  for (size_t i = 0; i < count; i++)
    size += text_size(*cwp__text_at(record, &fields[i]));
  return size;
}

static size_t size_of_all(cwp_portfolio_builder *self) {
  size_t size = sizeof(cwp_portfolio) + self->count * sizeof(cwp_evidence) + self->kept_count * sizeof(cwp__kept);
  size += texts_size(&self->person, cwp__person_texts, CWP__PERSON_TEXTS);
  for (size_t i = 0; i < self->count; i++)
    size += texts_size(&self->evidence[i], cwp__evidence_texts, CWP__EVIDENCE_TEXTS);
  for (size_t i = 0; i < self->kept_count; i++)
    size += text_size(self->kept[i].key) + text_size(self->kept[i].value);
  return size;
}

/* Copies a text to the block's next free byte. */
static void place_text(const char **text, char **next) {
  size_t size = text_size(*text);
  if (!size) {
    *text = "";
    return;
  }
  memcpy(*next, *text, size);
  *text = *next;
  *next += size;
}

static void place_texts(void *record, const cwp__text_field *fields, size_t count, char **next) {
  for (size_t i = 0; i < count; i++)
    place_text(cwp__text_at(record, &fields[i]), next);
}

/* Lays all of the builder out in a block of the right size. */
static void lay_out(const cwp_portfolio_builder *builder, cwp_portfolio *self) {
  self->allocator = builder->allocator;
  self->person = builder->person;
  self->evidence = (cwp_evidence *)(void *)(self + 1);
  self->count = builder->count;
  self->kept = (cwp__kept *)(void *)(self->evidence + self->count);
  self->kept_count = builder->kept_count;
  char *next = (char *)(self->kept + self->kept_count);
  place_texts(&self->person, cwp__person_texts, CWP__PERSON_TEXTS, &next);
  for (size_t i = 0; i < self->count; i++) {
    self->evidence[i] = builder->evidence[i];
    place_texts(&self->evidence[i], cwp__evidence_texts, CWP__EVIDENCE_TEXTS, &next);
  }
  for (size_t i = 0; i < self->kept_count; i++) {
    self->kept[i] = builder->kept[i];
    place_text(&self->kept[i].key, &next);
    place_text(&self->kept[i].value, &next);
  }
}

/* Frees what the builder holds but not the builder. */
static void empty(cwp_portfolio_builder *self) {
  cwp__arena_free(&self->texts);
  cwp__release(&self->allocator, self->evidence);
  cwp__release(&self->allocator, self->kept);
  self->person.id = NULL;
  self->evidence = NULL;
  self->kept = NULL;
  self->count = self->capacity = self->kept_count = self->kept_capacity = 0;
}

cwp_status cwp_portfolio_builder_finish(cwp_portfolio_builder *self, cwp_portfolio **out, cwp_error *error) {
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the portfolio");
  *out = NULL;
  cwp_status status = check_open(self, error);
  if (status) return status;
  *out = cwp__allocate(&self->allocator, size_of_all(self), 1);
  if (!*out) return cwp__fail_memory(error);
  lay_out(self, *out);
  empty(self);
  return CWP_OK;
}

void cwp_portfolio_builder_free(cwp_portfolio_builder *self) {
  if (!self) return;
  empty(self);
  cwp_allocator memory = self->allocator;
  cwp__release(&memory, self);
}

void cwp_portfolio_free(cwp_portfolio *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  cwp__release(&memory, self);
}

const cwp_person *cwp_portfolio_person(const cwp_portfolio *self) {
  return self ? &self->person : NULL;
}

size_t cwp_portfolio_count(const cwp_portfolio *self) {
  return self ? self->count : 0;
}

const cwp_evidence *cwp_portfolio_evidence(const cwp_portfolio *self, size_t index) {
  return self && index < self->count ? &self->evidence[index] : NULL;
}

size_t cwp__portfolio_kept(const cwp_portfolio *self, const cwp__kept **members) {
  *members = self->kept;
  return self->kept_count;
}
