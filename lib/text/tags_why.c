/* Why a tag was suggested, in words. */

#include "base/text.h"
#include "text/tags.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN_SIZE = 256 };

/* Where a mention stands, as it is said. */
static const char *place_of(cwp__field field) {
  static const char *const places[CWP__FIELD_END] = {
      [CWP__FIELD_TITLE] = "title",       [CWP__FIELD_CATEGORY] = "category",
      [CWP__FIELD_KEYWORDS] = "keywords", [CWP__FIELD_DESCRIPTION] = "description",
      [CWP__FIELD_LEVEL] = "level",       [CWP__FIELD_AUDIENCE] = "audience",
      [CWP__FIELD_TYPE] = "type",         [CWP__FIELD_RECORD] = "record"};
  return places[field];
}

/* A subject's name with spaces for hyphens. */
static void name_subject(uint32_t subject, char *out, size_t size) {
  (void)snprintf(out, size, "%s", cwp__phrase_pool + cwp__subjects[subject].name);
  for (; *out; out++)
    if (*out == '-') *out = ' ';
}

size_t cwp_tags_why_count(const cwp_tags *self, cwp_tag_kind kind, size_t index) {
  return index < cwp_tags_count(self, kind) ? self->tags[kind].list[index].reason_count : 0;
}

/* The reason of a role category that lies in one of its groups. */
static int say_group(cwp_tag_kind kind, const cwp__mention *mention, const char *shown, char *out, size_t size) {
  if (kind != CWP_TAG_ROLE || mention->kind == CWP__MENTION_CUE || mention->kind == CWP__MENTION_KNOWN) return -1;
  return snprintf(out, size, "\"%s\" in the %s points to a group of this role category", shown,
                  place_of(mention->field));
}

static int say(const cwp_tags *self, cwp_tag_kind kind, const cwp__mention *mention, char *out, size_t size) {
  char shown[SHOWN_SIZE], subject[SHOWN_SIZE];
  cwp__show(shown, sizeof shown, mention->text, mention->length);
  int length = say_group(kind, mention, shown, out, size);
  if (length >= 0) return length;
  switch (mention->kind) {
  case CWP__MENTION_WORD:
    return snprintf(out, size, "\"%s\" in the %s is among its words", shown, place_of(mention->field));
  case CWP__MENTION_SUBJECT:
    name_subject(mention->target, subject, sizeof subject);
    return snprintf(out, size, "\"%s\" in the %s is about %s", shown, place_of(mention->field), subject);
  case CWP__MENTION_NEAR:
    name_subject(mention->target, subject, sizeof subject);
    return snprintf(out, size, "\"%s\" in the %s is near %s", shown, place_of(mention->field), subject);
  case CWP__MENTION_CUE:
    return snprintf(out, size, "\"%s\" in the %s says whom it is for", shown, place_of(mention->field));
  case CWP__MENTION_KNOWN:
    break;
  }
  return snprintf(out, size, "the title is that of %s, whose evidence map covers it",
                  cwp_record_code(self->index->pathway, mention->target));
}

size_t cwp_tags_why(const cwp_tags *self, cwp_tag_kind kind, size_t index, size_t reason, char *text, size_t capacity) {
  if (capacity > 0) text[0] = '\0';
  if (reason >= cwp_tags_why_count(self, kind, index)) return 0;
  const cwp__mention *mention = &self->mentions[self->tags[kind].list[index].reasons[reason].mention];
  int length = say(self, kind, mention, text, capacity);
  return length > 0 ? (size_t)length : 0;
}
