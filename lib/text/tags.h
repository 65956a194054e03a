#ifndef CWP_TEXT_TAGS_H
#define CWP_TEXT_TAGS_H

/* What tags are made of: the words of a course that count, what they point to, and how strongly. */

#include "base/memory.h"
#include "cwp/tag.h"
#include "text/index.h"

enum {
  CWP__MENTIONS_MOST = 192,
  CWP__REASONS_MOST = 3,
  CWP__COURSE_WORDS_MOST = 4096,
  CWP__MENTION_SHOWN = 60 /* bytes of a mention that are kept to be shown */
};

typedef enum cwp__mention_kind {
  CWP__MENTION_WORD,    /* `target` is a stem */
  CWP__MENTION_SUBJECT, /* a subject */
  CWP__MENTION_NEAR,    /* a subject near one that is mentioned */
  CWP__MENTION_CUE,     /* a cue of whom the course is for */
  CWP__MENTION_KNOWN    /* a record whose title the course's is */
} cwp__mention_kind;

/* Which text of a course a mention stands in. */
typedef enum cwp__field {
  CWP__FIELD_TITLE,
  CWP__FIELD_CATEGORY,
  CWP__FIELD_KEYWORDS,
  CWP__FIELD_DESCRIPTION,
  CWP__FIELD_LEVEL,
  CWP__FIELD_AUDIENCE,
  CWP__FIELD_TYPE,
  CWP__FIELD_RECORD, /* the text of the record whose title the course's is */
  CWP__FIELD_END
} cwp__field;

/* Something in a course's texts that points somewhere. */
typedef struct cwp__mention {
  cwp__mention_kind kind;
  cwp__field field;
  uint32_t target;
  float weight;
  const char *text; /* where it stands in the course's text; later a copy */
  size_t length;
} cwp__mention;

typedef struct cwp__reason {
  uint16_t mention;
  float share;
} cwp__reason;

/* A tag with its reasons, the strongest first. */
typedef struct cwp__tag_made {
  cwp_tag tag;
  cwp__reason reasons[CWP__REASONS_MOST];
  size_t reason_count;
} cwp__tag_made;

typedef struct cwp__tag_list {
  cwp__tag_made *list;
  size_t count;
} cwp__tag_list;

struct cwp_tags {
  cwp__arena arena;
  const cwp_index *index;
  int abstained;
  cwp__mention *mentions;
  size_t mention_count;
  cwp__tag_list tags[CWP_TAG_KIND_END];
};

/* A course being tagged. */
typedef struct cwp__tagging {
  const cwp_index *index;
  cwp_tag_options options;
  cwp_course_text course;
  cwp_tags *out;
  cwp__mention mentions[CWP__MENTIONS_MOST];
  size_t mention_count;
  uint16_t *mention_of_stem;        /* by stem: index of its mention, and one more */
  uint16_t mention_of_subject[256]; /* likewise */
  float cues[CWP__CUE_ROLES_MOST];  /* by role of the cues: how likely they make it */
  int has_cues, has_audience;
  float *strengths;  /* by group */
  cwp_id known;      /* the record whose title the course's is, or CWP_NONE */
  cwp_cover *covers; /* what evidence about it covers */
  size_t cover_count;
} cwp__tagging;

/* Reads the course's texts into mentions and cues. Returns 0 when there is no memory. */
int cwp__tagging_read(cwp__tagging *self);

/* Fills in the tags of each kind, in this order. Each returns 0 when there is no memory. */
int cwp__tagging_groups(cwp__tagging *self);
int cwp__tagging_statements(cwp__tagging *self);
int cwp__tagging_areas(cwp__tagging *self);
int cwp__tagging_roles(cwp__tagging *self);

/* How likely the cues make a role category, 0 to 1; 0.5 where there are none. */
float cwp__tagging_cue(const cwp__tagging *self, cwp_id role);

/* Puts a reason in its place among a tag's. */
void cwp__tag_add_reason(cwp__tag_made *tag, size_t mention, float share);

/* Keeps a tag in its place in a list with room for `capacity`, if it comes in. */
void cwp__tag_keep(cwp__tag_list *list, size_t capacity, const cwp__tag_made *tag);

/* What a code of a record names among tags, or CWP_TAG_KIND_END. */
cwp_tag_kind cwp__tag_kind_of(cwp_kind kind);

/* Notes a decision on a tag, which is added if it is not there. Returns 0 when there is no memory. */
int cwp__tags_decide(cwp_tags *self, cwp_tag_kind kind, const cwp_tag *named, cwp_decision decision);

#endif
