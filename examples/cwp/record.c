#include "record.h"

#include "messages.h"
#include "suggest.h"

#include <stdlib.h>
#include <string.h>

const record_plural record_plurals[] = {
    {"role-categories", "role categories", CWP_KIND_ROLE},
    {"values", "values", CWP_KIND_VALUE},
    {"behaviours", "behaviours", CWP_KIND_BEHAVIOUR},
    {"groups", "groups", CWP_KIND_GROUP},
    {"statements", "statements", CWP_KIND_STATEMENT},
    {"rules", "rules", CWP_KIND_RULE},
    {"practice-areas", "practice areas", CWP_KIND_PRACTICE_AREA},
    {"learning", "learning", CWP_KIND_LEARNING},
    {"moves", "moves", CWP_KIND_MOVE},
    {"progressions", "progressions", CWP_KIND_PROGRESSION},
    {"personas", "personas", CWP_KIND_PERSONA},
    {"terms", "terms", CWP_KIND_TERM},
    {"sources", "sources", CWP_KIND_SOURCE},
    {"code-lists", "code lists", CWP_KIND_CODE_LIST},
    {"codes", "codes", CWP_KIND_CODE},
    {"maps", "maps", CWP_KIND_MAP},
    {"suggestions", "suggestions", CWP_KIND_SUGGESTION},
    {"voices", "voices", CWP_KIND_VOICE},
    {"i-statements", "I-statements", CWP_KIND_I_STATEMENT},
    {"checklists", "checklists", CWP_KIND_CHECKLIST},
    {"points", "points", CWP_KIND_POINT},
    {"units", "units", CWP_KIND_UNIT},
    {"timings", "timings", CWP_KIND_TIMING},
    {"crosswalks", "crosswalks", CWP_KIND_CROSSWALK},
    {"themes", "themes", CWP_KIND_THEME},
};

const size_t record_plural_count = sizeof record_plurals / sizeof *record_plurals;

/* The names of all kinds on standard error, as many on a line as fit. */
static void remark_plurals(void) {
  enum { LINE_SIZE = 81 };
  char line[LINE_SIZE] = " ";
  for (size_t i = 0; i < record_plural_count; i++) {
    if (strlen(line) + 1 + strlen(record_plurals[i].name) >= LINE_SIZE) {
      remark("%s", line);
      compose(line, sizeof line, " ");
    }
    compose_more(line, sizeof line, " %s", record_plurals[i].name);
  }
  remark("%s", line);
}

int record_find_kind(const cmd_arguments *arguments, const char *option, const char *name, const record_plural **out) {
  cmd_suggestion nearest;
  suggest_start(&nearest, name, strlen(name));
  for (size_t i = 0; i < record_plural_count; i++) {
    *out = &record_plurals[i];
    if (strcmp(name, (*out)->name) == 0) return CODE_GO_ON;
    suggest_try(&nearest, (*out)->name);
  }
  const char *best = suggest_best(&nearest);
  const char *what = option ? "is no kind of record" : "cannot be listed";
  if (best) return wrong_usage(arguments->verb, "'%s' %s; did you mean %s?", name, what, best);
  complain("'%s' %s; there are:", name, what);
  remark_plurals();
  remark("Try 'cwp help %s'.", arguments->verb->name);
  return CODE_USAGE;
}

cwp_id record_group(const cwp_pathway *pathway, cwp_id id) {
  return cwp_record_kind(pathway, id) == CWP_KIND_STATEMENT ? cwp_record_parent(pathway, id) : CWP_NONE;
}

const char *record_topic(cwp_kind kind) {
  switch (kind) {
  case CWP_KIND_BEHAVIOUR:
    return "Behaviours";
  case CWP_KIND_RULE:
    return "Rules of the role category";
  case CWP_KIND_CODE:
    return "Delegated healthcare activities";
  default:
    return "Practice areas";
  }
}

const char *record_name(const cwp_pathway *pathway, cwp_id id) {
  const char *title = cwp_record_title(pathway, id);
  return title[0] ? title : cwp_record_text(pathway, id);
}

const char *record_words(const cwp_pathway *pathway, cwp_id id) {
  cwp_kind kind = cwp_record_kind(pathway, id);
  int line = kind == CWP_KIND_BEHAVIOUR || kind == CWP_KIND_STATEMENT || kind == CWP_KIND_PROGRESSION;
  return line ? cwp_record_text(pathway, id) : record_name(pathway, id);
}

const char *record_code_or_none(const cwp_pathway *pathway, cwp_id id) {
  return id == CWP_NONE ? "" : cwp_record_code(pathway, id);
}

/* What a kind is to people, where its name alone does not say it. */
static const char *kind_words(cwp_kind kind) {
  switch (kind) {
  case CWP_KIND_ROLE:
    return "role category";
  case CWP_KIND_STATEMENT:
    return "statement of knowledge and skill";
  case CWP_KIND_PRACTICE_AREA:
    return "practice area";
  case CWP_KIND_GROUP:
    return "group of knowledge and skills";
  case CWP_KIND_LEARNING:
    return "learning opportunity";
  case CWP_KIND_CODE_LIST:
    return "code list";
  case CWP_KIND_MAP:
    return "evidence map";
  case CWP_KIND_SUGGESTION:
    return "suggestion of a role category";
  case CWP_KIND_VOICE:
    return "voice of people who draw on care";
  case CWP_KIND_I_STATEMENT:
    return "I-statement of people who draw on care";
  case CWP_KIND_CROSSWALK:
    return "crosswalk between editions";
  default:
    return cwp_kind_name(kind);
  }
}

void record_describe(const cwp_pathway *pathway, cwp_id id, char *text, size_t size) {
  cwp_kind kind = cwp_record_kind(pathway, id);
  cwp_id role = cwp_record_role(pathway, id), parent = cwp_record_parent(pathway, id);
  compose(text, size, "%s", kind_words(kind));
  if (role != CWP_NONE && role != id)
    compose_more(text, size, " of %s (%s)", cwp_record_title(pathway, role), cwp_record_code(pathway, role));
  if (role == CWP_NONE && parent != CWP_NONE) compose_more(text, size, " of %s", cwp_record_title(pathway, parent));
}

int record_requirements(const cwp_pathway *pathway, cwp_id role, cwp_requirement **out, size_t *count) {
  cwp_error error;
  *out = NULL;
  if (cwp_role_requirements(pathway, role, NULL, 0, NULL, 0, count, &error) != CWP_OK) return explain_error(&error);
  *out = malloc((*count + 1) * sizeof **out);
  if (!*out) return out_of_memory();
  if (cwp_role_requirements(pathway, role, NULL, 0, *out, *count, count, &error) != CWP_OK)
    return explain_error(&error);
  return CODE_GO_ON;
}
