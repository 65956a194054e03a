/* Facts about a record, a line each: what it belongs to, its properties, its status and its source. */

#include "cwp/wording.h"
#include "layout.h"
#include "messages.h"
#include "output.h"
#include "record.h"

#include <string.h>

enum { TEXT_SIZE = 1024 };

/* Puts a property's value into words. */
typedef void fact_writer(const cwp_pathway *pathway, cwp_id id, const char *value, char *text, size_t size);

/* How a property is told. */
typedef struct fact {
  const char *name;
  cwp_kind of;        /* CWP_KIND_END = any kind */
  const char *label;  /* NULL = it is told with another one */
  fact_writer *write; /* NULL = as it stands */
} fact;

static const char *property(const cwp_pathway *pathway, cwp_id id, const char *name) {
  return cwp_record_property(pathway, id, name);
}

static void write_coverage(const cwp_pathway *pathway, cwp_id id, const char *value, char *text, size_t size) {
  const char *note = property(pathway, id, "coverage_note");
  compose(text, size, "%s%s%s", value, note[0] ? ": " : "", note);
}

/* The three numbers of the national data set, which are not the same for every role category. */
static void write_numbers(const cwp_pathway *pathway, cwp_id id, const char *value, char *text, size_t size) {
  (void)value;
  compose(text, size, "bulk code %s, id %s, analysis code %s", property(pathway, id, "asc_wds.bulk"),
          property(pathway, id, "asc_wds.id"), property(pathway, id, "asc_wds.analysis"));
}

static void write_span(const cwp_pathway *pathway, cwp_id id, const char *value, char *text, size_t size) {
  compose(text, size, "%s to %s months", value, property(pathway, id, "span.months_to"));
}

static void write_framework(const cwp_pathway *pathway, cwp_id id, const char *value, char *text, size_t size) {
  const char *url = property(pathway, id, "framework.url");
  compose(text, size, "%s%s%s", value, url[0] ? ", " : "", url);
}

static void write_nominated(const cwp_pathway *pathway, cwp_id id, const char *value, char *text, size_t size) {
  (void)pathway;
  (void)id;
  compose(text, size, "%s",
          strcmp(value, "asked") == 0 ? "the national data set asks whether the person is also the nominated individual"
                                      : value);
}

static void write_pounds(const cwp_pathway *pathway, cwp_id id, const char *value, char *text, size_t size) {
  (void)pathway;
  (void)id;
  compose(text, size, "%s pounds", value);
}

static void write_funding(const cwp_pathway *pathway, cwp_id id, const char *value, char *text, size_t size) {
  (void)pathway;
  (void)id;
  int split = strcmp(value, "split") == 0;
  compose(text, size, "%s%s", value, split ? ": claimed for in two parts" : ": claimed for at once");
}

/* "new-risk law-change" -> "new risk, law change". */
static void write_words(const cwp_pathway *pathway, cwp_id id, const char *value, char *text, size_t size) {
  (void)pathway;
  (void)id;
  text[0] = '\0';
  for (value += strspn(value, " "); *value; value += strspn(value, " ")) {
    size_t length = strcspn(value, " ");
    compose_more(text, size, "%s%.*s", text[0] ? ", " : "", (int)length, value);
    value += length;
  }
  for (char *c = text; *c; c++) {
    if (*c == '-') *c = ' ';
  }
}

/* What kind of rule a timing is. */
static void write_standing(const cwp_pathway *pathway, cwp_id id, const char *value, char *text, size_t size) {
  (void)pathway;
  (void)id;
  const char *gloss = "";
  if (strcmp(value, "superseded") == 0) gloss = ": it was so once, and is not so any more";
  if (strcmp(value, "convention") == 0) gloss = ": a custom, which no official source was seen to ask for";
  compose(text, size, "%s%s", value, gloss);
}

static void write_timing(const cwp_pathway *pathway, cwp_id id, const char *value, char *text, size_t size) {
  (void)value;
  record_timing_words(pathway, id, text, size);
}

static void write_crosswalk_from(const cwp_pathway *pathway, cwp_id id, const char *value, char *text, size_t size) {
  const char *edition = property(pathway, id, "edition");
  const cwp_pathway *other;
  cwp_id there = CWP_NONE;
  if (cwp_edition_find(edition, &other, NULL) == CWP_OK) there = cwp_pathway_id(other, value);
  compose(text, size, "%s", value);
  if (there != CWP_NONE) compose_more(text, size, " %s", record_words(other, there));
  compose_more(text, size, ", of edition %s", edition);
}

static void write_crosswalk_relation(const cwp_pathway *pathway, cwp_id id, const char *value, char *text,
                                     size_t size) {
  static const struct {
    const char *name, *words;
  } relations[] = {{"equal", "the first asks for the same as the second"},
                   {"subset", "the first asks for a part of what the second asks for"},
                   {"superset", "the first asks for all that the second asks for, and more"},
                   {"intersects", "they have a part in common"},
                   {"none", "nothing corresponds"}};
  (void)pathway;
  (void)id;
  compose(text, size, "%s", value);
  for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
    if (strcmp(relations[i].name, value) == 0) compose_more(text, size, ": %s", relations[i].words);
  }
}

/* The first entry that fits is taken; a property without one goes by its own name. */
static const fact facts[] = {
    {"slug", CWP_KIND_END, "short name", NULL},
    {"coverage", CWP_KIND_END, "coverage", write_coverage},
    {"coverage_note", CWP_KIND_END, NULL, NULL},
    {"asc_wds.id", CWP_KIND_END, "ASC-WDS", write_numbers},
    {"asc_wds.bulk", CWP_KIND_END, NULL, NULL},
    {"asc_wds.analysis", CWP_KIND_END, NULL, NULL},
    {"category_group", CWP_KIND_END, "ASC-WDS group", NULL},
    {"nominated_individual", CWP_KIND_END, "ASC-WDS asks", write_nominated},
    {"span.months_from", CWP_KIND_END, "usual span", write_span},
    {"span.months_to", CWP_KIND_END, NULL, NULL},
    {"framework.title", CWP_KIND_END, "framework", write_framework},
    {"framework.url", CWP_KIND_END, NULL, NULL},
    {"awarding_organisation", CWP_KIND_END, "awarded by", NULL},
    {"reimbursement", CWP_KIND_END, "reimbursement", write_pounds},
    {"funding", CWP_KIND_END, "funding", write_funding},
    {"accepts", CWP_KIND_END, "results that do", write_words},
    {"least_kind", CWP_KIND_END, "least evidence", NULL},
    {"bulk", CWP_KIND_CODE, "bulk code", NULL},
    {"analysis", CWP_KIND_CODE, "analysis code", NULL},
    {"flags", CWP_KIND_CODE, "flags", write_words},
    {"standing", CWP_KIND_TIMING, "standing", write_standing},
    {"kind", CWP_KIND_TIMING, "rule", write_timing},
    {"value", CWP_KIND_TIMING, NULL, NULL},
    {"unit", CWP_KIND_TIMING, NULL, NULL},
    {"triggers", CWP_KIND_TIMING, "sooner upon", write_words},
    {"edition", CWP_KIND_CROSSWALK, NULL, NULL},
    {"from", CWP_KIND_CROSSWALK, "from", write_crosswalk_from},
    {"relation", CWP_KIND_CROSSWALK, "relation", write_crosswalk_relation},
    {"official_text.text", CWP_KIND_END, NULL, NULL},
    {"official_text.source", CWP_KIND_END, NULL, NULL},
    {"official_text.date", CWP_KIND_END, NULL, NULL},
};

static const fact *find_fact(const char *name, cwp_kind kind) {
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
    if (strcmp(facts[i].name, name) == 0 && (facts[i].of == CWP_KIND_END || facts[i].of == kind)) return &facts[i];
  }
  return NULL;
}

static void print_property(const cwp_pathway *pathway, cwp_id id, const char *name) {
  const fact *known = find_fact(name, cwp_record_kind(pathway, id));
  const char *value = property(pathway, id, name);
  char text[TEXT_SIZE], label[64];
  if (known && !known->label) return;
  compose(label, sizeof label, "%s", known ? known->label : name);
  for (char *c = label; !known && *c; c++) {
    if (*c == '_' || *c == '.') *c = ' ';
  }
  if (known && known->write) {
    known->write(pathway, id, value, text, sizeof text);
    value = text;
  }
  out_labelled(label, value);
}

static void print_parent(const cwp_pathway *pathway, cwp_id id) {
  cwp_id parent = cwp_record_parent(pathway, id);
  const char *label = "list";
  char text[TEXT_SIZE];
  if (parent == CWP_NONE) return;
  if (cwp_record_kind(pathway, parent) == CWP_KIND_GROUP) label = "group";
  if (cwp_record_kind(pathway, parent) == CWP_KIND_LEARNING) label = "part of";
  if (cwp_record_kind(pathway, parent) == CWP_KIND_CHECKLIST) label = "checklist";
  compose(text, sizeof text, "%s %s", cwp_record_code(pathway, parent), cwp_record_title(pathway, parent));
  out_labelled(label, text);
}

static void print_aliases(const cwp_pathway *pathway, cwp_id id) {
  char names[TEXT_SIZE] = "";
  const char *alias;
  for (size_t i = 0; (alias = cwp_record_alias(pathway, id, i)) != NULL; i++) {
    if (strcmp(alias, property(pathway, id, "slug")) != 0 && !strchr(alias, ':'))
      compose_more(names, sizeof names, "%s%s", names[0] ? ", " : "", alias);
  }
  out_labelled("also called", names);
}

/* Where a crosswalk leads. */
static void print_crosswalk_to(const cwp_pathway *pathway, cwp_id id) {
  cwp_link link;
  char text[TEXT_SIZE] = "nothing";
  if (cwp_record_kind(pathway, id) != CWP_KIND_CROSSWALK) return;
  if (cwp_record_link(pathway, id, CWP_RELATION_TO, 0, &link, NULL) == CWP_OK && link.to != CWP_NONE)
    compose(text, sizeof text, "%s %s", cwp_record_code(pathway, link.to), record_words(pathway, link.to));
  compose_more(text, sizeof text, ", of edition %s", cwp_record_code(pathway, 0));
  out_labelled("to", text);
}

/* "Title; publisher, date", the page, and what was read of it. */
static void print_source(const cwp_pathway *pathway, cwp_id id) {
  cwp_id source = cwp_record_source(pathway, id);
  if (source == CWP_NONE) return;
  char text[TEXT_SIZE];
  const char *publisher = property(pathway, source, "publisher"), *date = property(pathway, source, "date");
  compose(text, sizeof text, "%s: %s", cwp_record_code(pathway, source), cwp_record_title(pathway, source));
  if (publisher[0]) compose_more(text, sizeof text, "; %s", publisher);
  if (date[0]) compose_more(text, sizeof text, ", %s", date);
  out_labelled("source", text);
  out_labelled("", property(pathway, source, "url"));
  out_labelled("", cwp_record_text(pathway, source));
}

void record_print_facts(const cwp_pathway *pathway, cwp_id id) {
  const char *name;
  print_parent(pathway, id);
  for (size_t i = 0; (name = cwp_record_property_name(pathway, id, i)) != NULL; i++)
    print_property(pathway, id, name);
  print_crosswalk_to(pathway, id);
  print_aliases(pathway, id);
  out_labelled("status", cwp_provenance_name(cwp_record_status(pathway, id)));
  print_source(pathway, id);
  out_labelled("note", cwp_record_note(pathway, id));
}

/* "1 month", "36 months", "60 per cent", "6 times a year". */
static void amount_words(const char *value, const char *unit, char *text, size_t size) {
  int length = (int)strlen(unit), one = strcmp(value, "1") == 0;
  if (strcmp(unit, "percent") == 0) {
    compose(text, size, "%s per cent", value);
  } else if (strcmp(unit, "a-year") == 0) {
    compose(text, size, "%s%s a year", one ? "once" : value, one ? "" : " times");
  } else {
    compose(text, size, "%s %.*s", value, one && length > 0 ? length - 1 : length, unit);
  }
}

void record_timing_words(const cwp_pathway *pathway, cwp_id id, char *text, size_t size) {
  static const struct {
    const char *kind, *before; /* what stands before the amount */
  } rules[] = {{"refresh", "refresh every "},
               {"complete-within", "complete within "},
               {"interval", "every "},
               {"claim-window", "claim within "},
               {"span", ""},
               {"share", ""}};
  const char *kind = property(pathway, id, "kind"), *value = property(pathway, id, "value");
  const char *unit = property(pathway, id, "unit"), *before = NULL;
  char amount[64];
  amount_words(value, unit, amount, sizeof amount);
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    if (strcmp(rules[i].kind, kind) == 0) before = rules[i].before;
  }
  if (strcmp(kind, "interval") == 0 && strcmp(unit, "a-year") == 0) before = ""; /* "6 times a year" says it all */
  if (!value[0]) {
    compose(text, size, "%s, without a number", kind);
  } else if (before) {
    compose(text, size, "%s%s", before, amount);
  } else {
    compose(text, size, "%s %s", kind, amount);
  }
}

void record_print_official(const cwp_pathway *pathway, cwp_id id, size_t column) {
  static const char label[] = "Official wording: ";
  const char *text = cwp_record_official_text(pathway, id);
  if (!text[0]) return;
  out_spaces(column);
  out_style(STYLE_FAINT);
  out_text(label);
  out_style(STYLE_PLAIN);
  out_lines(text, column, column + sizeof label - 1);
}
