/* Tagged catalogues written: JSON and CSV. */

#include "base/csv_write.h"
#include "base/text.h"
#include "text/tagged.h"

#include <string.h>

/* One kind of tags as the formats have it. */
static const struct {
  const char *list, *code;
} kinds[CWP_TAG_KIND_END] = {
    [CWP_TAG_GROUP] = {"groups", "code"},
    [CWP_TAG_STATEMENT] = {"statements", "code"},
    [CWP_TAG_AREA] = {"practice_areas", "code"},
    [CWP_TAG_ROLE] = {"roles", "role"},
};

typedef struct writer {
  const cwp_tagged *tagged;
  const cwp_pathway *pathway;
  cwp__buffer text;
} writer;

/* A character that stands for itself inside a text of JSON, and does no harm where the text is shown. */
static int is_plain(uint32_t point) {
  if (point < 0x20 || point == '"' || point == '\\' || (point >= 0x7f && point < 0xa0)) return 0;
  if (point == 0x61c || point == 0x200e || point == 0x200f) return 0;
  return !(point >= 0x2028 && point <= 0x202e) && !(point >= 0x2066 && point <= 0x2069);
}

static void put_text(cwp__buffer *out, const char *text) {
  size_t length = strlen(text);
  cwp__buffer_add_text(out, "\"");
  for (size_t at = 0; at < length;) {
    uint32_t point = 0xfffd;
    size_t size = cwp__utf8_decode(text + at, length - at, &point);
    if (size == 0) {
      cwp__buffer_add_text(out, "\\ufffd");
      at++;
      continue;
    }
    if (is_plain(point)) cwp__buffer_add(out, text + at, size);
    if (!is_plain(point) && (point == '"' || point == '\\')) cwp__buffer_format(out, "\\%c", (char)point);
    if (!is_plain(point) && point != '"' && point != '\\') cwp__buffer_format(out, "\\u%04x", (unsigned)point);
    at += size;
  }
  cwp__buffer_add_text(out, "\"");
}

/* Three digits behind the point, whatever the host's locale. */
static void put_score(cwp__buffer *out, double score) {
  unsigned thousandths = (unsigned)(score * 1000 + 0.5);
  cwp__buffer_format(out, "%u.%03u", thousandths / 1000, thousandths % 1000);
}

static void put_member(cwp__buffer *out, const char *key, const char *text) {
  cwp__buffer_format(out, ", \"%s\": ", key);
  put_text(out, text);
}

static void put_optional(cwp__buffer *out, const char *key, const char *text) {
  if (text[0]) put_member(out, key, text);
}

/* ---- JSON ---- */

static void put_reasons(writer *self, const cwp_tags *tags, cwp_tag_kind kind, size_t index) {
  char why[CWP_TAG_WHY_SIZE];
  cwp__buffer_add_text(&self->text, ", \"why\": [");
  for (size_t i = 0; i < cwp_tags_why_count(tags, kind, index); i++) {
    (void)cwp_tags_why(tags, kind, index, i, why, sizeof why);
    if (i > 0) cwp__buffer_add_text(&self->text, ", ");
    put_text(&self->text, why);
  }
  cwp__buffer_add_text(&self->text, "]");
}

/* Code of the role category that a group or statement belongs to. */
static const char *role_of(const writer *self, const cwp_tag *tag) {
  cwp_id role = cwp_record_role(self->pathway, tag->record);
  return role == CWP_NONE ? "" : cwp_record_code(self->pathway, role);
}

static void put_tag(writer *self, const cwp_tags *tags, cwp_tag_kind kind, size_t index) {
  const cwp_tag *tag = cwp_tags_at(tags, kind, index);
  cwp__buffer_format(&self->text, "        {\"%s\": ", kinds[kind].code);
  put_text(&self->text, tag->code);
  put_member(&self->text, "title", tag->title);
  if (kind == CWP_TAG_STATEMENT) put_member(&self->text, "text", cwp_record_text(self->pathway, tag->record));
  if (kind == CWP_TAG_GROUP || kind == CWP_TAG_STATEMENT) put_member(&self->text, "role", role_of(self, tag));
  if (kind == CWP_TAG_ROLE && tag->record == CWP_NONE)
    put_member(&self->text, "edition", cwp_record_code(cwp_edition_default(), 0));
  cwp__buffer_add_text(&self->text, ", \"score\": ");
  put_score(&self->text, tag->score);
  put_member(&self->text, "decision", cwp_decision_name(tag->decision));
  put_reasons(self, tags, kind, index);
  cwp__buffer_add_text(&self->text, "}");
}

static void put_tags(writer *self, const cwp_tags *tags, cwp_tag_kind kind) {
  size_t count = cwp_tags_count(tags, kind);
  cwp__buffer_format(&self->text, ",\n      \"%s\": [", kinds[kind].list);
  for (size_t i = 0; i < count; i++) {
    cwp__buffer_add_text(&self->text, i ? ",\n" : "\n");
    put_tag(self, tags, kind, i);
  }
  cwp__buffer_add_text(&self->text, count > 0 ? "\n      ]" : "]");
}

static void put_course(writer *self, size_t index) {
  const cwp_tagged_course *course = cwp_tagged_at(self->tagged, index);
  const cwp_tags *tags = cwp_tagged_tags(self->tagged, index);
  cwp__buffer_format(&self->text, "    {\"record\": %zu", (size_t)course->record);
  put_optional(&self->text, "id", course->id);
  put_member(&self->text, "title", course->text.title);
  put_optional(&self->text, "description", course->text.description);
  put_optional(&self->text, "category", course->text.category);
  put_optional(&self->text, "keywords", course->text.keywords);
  put_optional(&self->text, "level", course->text.level);
  put_optional(&self->text, "audience", course->text.audience);
  put_optional(&self->text, "type", course->text.type);
  cwp__buffer_format(&self->text, ",\n      \"abstained\": %s", cwp_tags_abstained(tags) ? "true" : "false");
  for (int kind = 0; kind < CWP_TAG_KIND_END; kind++)
    put_tags(self, tags, (cwp_tag_kind)kind);
  cwp__buffer_add_text(&self->text, "\n    }");
}

/* The buffer's text goes to the caller, or its memory back. */
static cwp_status hand_over(cwp__buffer *text, char **out, size_t *length, cwp_error *error) {
  if (text->failed) {
    cwp__buffer_free(text);
    return cwp__fail_memory(error);
  }
  *out = text->text;
  *length = text->length;
  return CWP_OK;
}

static cwp_status start(writer *self, const cwp_tagged *tagged, const cwp_allocator *allocator, char **out,
                        const size_t *length, cwp_error *error) {
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  if (!tagged || !out || !length)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a catalogue and a place for its text are needed");
  *out = NULL;
  *self = (writer){.tagged = tagged, .pathway = cwp_index_pathway(tagged->index)};
  cwp__buffer_init(&self->text, &memory);
  return CWP_OK;
}

cwp_status cwp_tagged_print_json(const cwp_tagged *self, const cwp_allocator *allocator, char **out, size_t *length,
                                 cwp_error *error) {
  writer state;
  cwp_status status = start(&state, self, allocator, out, length, error);
  if (status) return status;
  cwp__buffer_add_text(&state.text, "{\n  \"schema_version\": 1,\n  \"format\": \"cwp-tags\",\n"
                                    "  \"format_version\": 1,\n  \"edition\": ");
  put_text(&state.text, cwp_record_code(state.pathway, 0));
  cwp__buffer_add_text(&state.text, ",\n  \"dataset\": ");
  put_text(&state.text, cwp_dataset_version());
  cwp__buffer_add_text(&state.text, ",\n  \"items\": [");
  for (size_t i = 0; i < self->count; i++) {
    cwp__buffer_add_text(&state.text, i ? ",\n" : "\n");
    put_course(&state, i);
  }
  cwp__buffer_add_text(&state.text, self->count > 0 ? "\n  ]\n}\n" : "]\n}\n");
  return hand_over(&state.text, out, length, error);
}

/* ---- CSV ---- */

static void put_cell(cwp__buffer *out, const char *text) {
  cwp__csv_put_shown(out, text);
  cwp__buffer_add_text(out, ",");
}

/* The course's own cells, in every row, so that the file may be sorted. */
static void put_course_cells(cwp__buffer *out, const cwp_tagged_course *course) {
  cwp__buffer_format(out, "%zu,", (size_t)course->record);
  put_cell(out, course->id);
  put_cell(out, course->text.title);
  put_cell(out, course->text.description);
  put_cell(out, course->text.category);
  put_cell(out, course->text.keywords);
  put_cell(out, course->text.level);
  put_cell(out, course->text.audience);
  put_cell(out, course->text.type);
}

static void put_row(writer *self, size_t course, cwp_tag_kind kind, size_t index) {
  char why[CWP_TAG_WHY_SIZE];
  const cwp_tags *tags = cwp_tagged_tags(self->tagged, course);
  const cwp_tag *tag = cwp_tags_at(tags, kind, index);
  put_course_cells(&self->text, cwp_tagged_at(self->tagged, course));
  put_cell(&self->text, cwp_tag_kind_name(kind));
  put_cell(&self->text, tag->code);
  put_cell(&self->text, kind == CWP_TAG_STATEMENT ? cwp_record_text(self->pathway, tag->record) : tag->title);
  put_score(&self->text, tag->score);
  cwp__buffer_add_text(&self->text, ",");
  put_cell(&self->text, cwp_decision_name(tag->decision));
  (void)cwp_tags_why(tags, kind, index, 0, why, sizeof why);
  cwp__csv_put_shown(&self->text, why);
  cwp__buffer_add_text(&self->text, "\r\n");
}

cwp_status cwp_tagged_print_csv(const cwp_tagged *self, const cwp_allocator *allocator, char **out, size_t *length,
                                cwp_error *error) {
  writer state;
  cwp_status status = start(&state, self, allocator, out, length, error);
  if (status) return status;
  cwp__buffer_add_text(&state.text, "record,id,title,description,category,keywords,level,audience,type,"
                                    "kind,tag,tag title,score,decision,why\r\n");
  for (size_t i = 0; i < self->count; i++) {
    size_t rows = 0;
    for (int kind = 0; kind < CWP_TAG_KIND_END; kind++)
      for (size_t k = 0; k < cwp_tags_count(self->items[i].tags, (cwp_tag_kind)kind); k++, rows++)
        put_row(&state, i, (cwp_tag_kind)kind, k);
    if (rows > 0) continue;
    put_course_cells(&state.text, &self->items[i].course);
    cwp__buffer_add_text(&state.text, ",,,,,\r\n");
  }
  return hand_over(&state.text, out, length, error);
}
