#include "layout.h"
#include "messages.h"
#include "output.h"
#include "record.h"

#include <string.h>

enum { CELL_SIZE = 1024 };

/* Two columns: a code, and words that may take several lines. */
static void start_pairs(cmd_table *table) {
  table_start(table, 4);
  table_column(table, "", SIDE_LEFT, 48);
  table_column(table, "", SIDE_LEFT, 0);
  table->started = 1;
}

static void pair_row(cmd_table *table, int print, const char *code, const char *words) {
  const char *cells[] = {code, words};
  if (print) table_row(table, cells, STYLE_PLAIN, 1);
  if (!print) table_measure(table, cells);
}

static void print_source(const cwp_pathway *pathway, cwp_id id) {
  cwp_id source = cwp_record_source(pathway, id);
  if (source == CWP_NONE) return;
  char text[CELL_SIZE];
  const char *publisher = cwp_record_property(pathway, source, "publisher");
  const char *date = cwp_record_property(pathway, source, "date");
  compose(text, sizeof text, "%s: %s", cwp_record_code(pathway, source), cwp_record_title(pathway, source));
  if (publisher[0]) compose_more(text, sizeof text, "; %s", publisher);
  if (date[0]) compose_more(text, sizeof text, ", %s", date);
  out_labelled("source", text);
  out_labelled("", cwp_record_property(pathway, source, "url"));
  out_labelled("", cwp_record_text(pathway, source));
}

/* "coverage_note" -> "coverage note", "asc_wds.bulk" -> "ASC-WDS bulk". */
static void property_label(const char *name, char *label, size_t size) {
  static const char data_set[] = "asc_wds.";
  int of_data_set = strncmp(name, data_set, sizeof data_set - 1) == 0;
  compose(label, size, "%s%s", of_data_set ? "ASC-WDS " : "", of_data_set ? name + sizeof data_set - 1 : name);
  for (char *c = label; *c; c++) {
    if (*c == '_' || *c == '.') *c = ' ';
  }
}

static void print_properties(const cwp_pathway *pathway, cwp_id id) {
  const char *name, *alias;
  char names[CELL_SIZE] = "", label[64];
  cwp_id parent = cwp_record_parent(pathway, id);
  if (parent != CWP_NONE) {
    char text[CELL_SIZE];
    compose(text, sizeof text, "%s %s", cwp_record_code(pathway, parent), cwp_record_title(pathway, parent));
    out_labelled(cwp_record_kind(pathway, parent) == CWP_KIND_GROUP ? "group" : "list", text);
  }
  for (size_t i = 0; (name = cwp_record_property_name(pathway, id, i)) != NULL; i++) {
    property_label(name, label, sizeof label);
    out_labelled(label, cwp_record_property(pathway, id, name));
  }
  for (size_t i = 0; (alias = cwp_record_alias(pathway, id, i)) != NULL; i++) {
    if (strcmp(alias, cwp_record_property(pathway, id, "slug")) != 0 && !strchr(alias, ':'))
      compose_more(names, sizeof names, "%s%s", names[0] ? ", " : "", alias);
  }
  out_labelled("also called", names);
}

static void print_children(const cwp_pathway *pathway, cwp_id id) {
  size_t count = cwp_record_child_count(pathway, id);
  cwp_id first = cwp_record_first_child(pathway, id);
  cmd_table table;
  if (count == 0) return;
  out_heading(cwp_record_kind(pathway, id) == CWP_KIND_GROUP ? "Statements" : "Codes");
  start_pairs(&table);
  for (int print = 0; print <= 1; print++) {
    for (cwp_id child = first; child < first + count; child++)
      pair_row(&table, print, cwp_record_code(pathway, child), record_words(pathway, child));
  }
}

/* What a link says in words: where it leads, about what, how far, and its note. */
static void link_words(const cwp_pathway *pathway, const cwp_link *link, char *text, size_t size) {
  text[0] = '\0';
  if (link->to != CWP_NONE) compose_more(text, size, "%s", record_words(pathway, link->to));
  if (link->about != CWP_NONE) compose_more(text, size, ", for %s", cwp_record_title(pathway, link->about));
  if (link->extent != CWP_EXTENT_NONE)
    compose_more(text, size, ", %s", link->extent == CWP_EXTENT_FULL ? "in full" : "in part");
  if (link->to != CWP_NONE) compose_more(text, size, " (%s)", cwp_provenance_name(link->status));
  if (link->text[0]) compose_more(text, size, "%s%s", text[0] ? ": " : "", link->text);
}

static const char *relation_heading(cwp_relation relation) {
  switch (relation) {
  case CWP_RELATION_BASELINE:
    return "Builds on the knowledge and skills of";
  case CWP_RELATION_AREA:
    return "Practice areas open to it";
  case CWP_RELATION_SUGGESTS:
    return "Suggested learning";
  case CWP_RELATION_AREA_LEARNING:
    return "Learning suggested for practice areas";
  case CWP_RELATION_NEEDS:
    return "Met by";
  case CWP_RELATION_SETTING:
    return "Binds in these settings";
  case CWP_RELATION_FROM:
    return "From";
  case CWP_RELATION_TO:
    return "To";
  case CWP_RELATION_SUCCESSOR:
    return "Replaced by";
  case CWP_RELATION_GAP:
    return "What the sources do not show";
  default:
    return "Links";
  }
}

static void print_links(const cwp_pathway *pathway, cwp_id id, cwp_relation relation) {
  size_t count = cwp_record_link_count(pathway, id, relation);
  cmd_table table;
  cwp_link link;
  char words[CELL_SIZE];
  if (count == 0) return;
  out_heading(relation_heading(relation));
  start_pairs(&table);
  for (int print = 0; print <= 1; print++) {
    for (size_t i = 0; i < count; i++) {
      if (cwp_record_link(pathway, id, relation, i, &link, NULL) != CWP_OK) continue;
      link_words(pathway, &link, words, sizeof words);
      pair_row(&table, print, link.to == CWP_NONE ? "-" : cwp_record_code(pathway, link.to), words);
    }
  }
}

static void cover_row(const cwp_pathway *pathway, cmd_table *table, int print, cwp_id other, const cwp_cover *cover) {
  char words[CELL_SIZE];
  compose(words, sizeof words, "%s: %s", cover->extent == CWP_EXTENT_FULL ? "in full" : "in part",
          record_words(pathway, other));
  pair_row(table, print, cwp_record_code(pathway, other), words);
}

static void print_covers(const cwp_pathway *pathway, cwp_id id) {
  size_t count = cwp_record_cover_count(pathway, id);
  cmd_table table;
  if (count == 0 || cwp_record_kind(pathway, id) == CWP_KIND_GROUP) return;
  out_heading("Evidence about it covers");
  start_pairs(&table);
  for (int print = 0; print <= 1; print++) {
    for (size_t i = 0; i < count; i++) {
      cwp_cover cover = cwp_record_cover(pathway, id, i);
      cover_row(pathway, &table, print, cover.target, &cover);
    }
  }
}

static void print_covered_by(const cwp_pathway *pathway, cwp_id id) {
  cmd_table table;
  int found = 0;
  start_pairs(&table);
  for (int print = 0; print <= 1; print++) {
    if (print && !found) return;
    if (print) out_heading("Covered by evidence about");
    for (cwp_id other = 0; other < cwp_pathway_count(pathway, CWP_KIND_END); other++) {
      size_t count = cwp_record_cover_count(pathway, other);
      for (size_t i = 0; i < count; i++) {
        cwp_cover cover = cwp_record_cover(pathway, other, i);
        if (cover.target != id) continue;
        found = 1;
        cover_row(pathway, &table, print, other, &cover);
      }
    }
  }
}

/* Statements are shown by their groups: a role category asks for up to three hundred. */
static int starts_group(const cwp_pathway *pathway, const cwp_requirement *requirements, size_t i) {
  return i == 0 || cwp_record_parent(pathway, requirements[i].line) == CWP_NONE ||
         cwp_record_parent(pathway, requirements[i].line) != cwp_record_parent(pathway, requirements[i - 1].line);
}

static void requirement_row(const cwp_pathway *pathway, cmd_table *table, int print,
                            const cwp_requirement *requirement) {
  char words[CELL_SIZE], counted[64];
  cwp_id group = cwp_record_parent(pathway, requirement->line);
  if (group == CWP_NONE) {
    pair_row(table, print, cwp_record_code(pathway, requirement->line), record_words(pathway, requirement->line));
    return;
  }
  count_text(cwp_record_child_count(pathway, group), "statement", "statements", counted, sizeof counted);
  compose(words, sizeof words, "%s (%s)", cwp_record_title(pathway, group), counted);
  pair_row(table, print, cwp_record_code(pathway, group), words);
}

static void print_requirements(const cwp_pathway *pathway, cwp_requirement_kind kind,
                               const cwp_requirement *requirements, size_t count) {
  static const char *const headings[CWP_REQUIREMENT_KIND_END] = {"Must", "Should", "Can"};
  char heading[64];
  cmd_table table;
  size_t found = 0;
  start_pairs(&table);
  for (int print = 0; print <= 1; print++) {
    if (print && found == 0) return;
    compose(heading, sizeof heading, "%s: %zu", headings[kind], found);
    if (print) out_heading(heading);
    for (size_t i = 0; i < count; i++) {
      if (requirements[i].kind != kind) continue;
      found++;
      if (starts_group(pathway, requirements, i)) requirement_row(pathway, &table, print, &requirements[i]);
    }
  }
}

void record_print(const cwp_pathway *pathway, cwp_id id, const cwp_requirement *requirements, size_t count) {
  char text[CELL_SIZE];
  out_style(STYLE_STRONG);
  out_shown(cwp_record_code(pathway, id));
  out_text("  ");
  out_shown(cwp_record_title(pathway, id));
  out_style(STYLE_PLAIN);
  out_text("\n");
  record_describe(pathway, id, text, sizeof text);
  compose_more(text, sizeof text, ", edition %s", cwp_record_code(pathway, 0));
  out_shown(text);
  out_text("\n\n");
  if (cwp_record_text(pathway, id)[0]) {
    out_text("  ");
    out_paragraph(cwp_record_text(pathway, id), 2, 2);
    out_text("\n");
  }
  print_properties(pathway, id);
  out_labelled("status", cwp_provenance_name(cwp_record_status(pathway, id)));
  print_source(pathway, id);
  out_labelled("note", cwp_record_note(pathway, id));
  print_children(pathway, id);
  for (int relation = 0; relation < CWP_RELATION_END; relation++)
    print_links(pathway, id, (cwp_relation)relation);
  print_covers(pathway, id);
  print_covered_by(pathway, id);
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
    print_requirements(pathway, (cwp_requirement_kind)kind, requirements, count);
}
