/* The page of a record: its words, the facts about it, its links, and of a role category what it asks. */

#include "cwp/wording.h"
#include "layout.h"
#include "messages.h"
#include "output.h"
#include "record.h"

enum { TEXT_SIZE = 1024 };

static void print_heading(const cwp_pathway *pathway, cwp_id id) {
  char text[TEXT_SIZE];
  out_style(STYLE_STRONG);
  out_shown(cwp_record_code(pathway, id));
  out_text("  ");
  out_shown(cwp_record_title(pathway, id));
  out_style(STYLE_PLAIN);
  out_text("\n");
  record_describe(pathway, id, text, sizeof text);
  if (cwp_record_kind(pathway, id) == CWP_KIND_EDITION)
    compose(text, sizeof text, "edition of the pathway");
  else
    compose_more(text, sizeof text, ", edition %s", cwp_record_code(pathway, 0));
  out_shown(text);
  out_text("\n\n");
}

/* Its own words, and the official ones where they were laid over it. */
static void print_words(const cwp_pathway *pathway, cwp_id id) {
  const char *official = cwp_record_official_text(pathway, id);
  cwp_id source = cwp_pathway_id(pathway, cwp_record_property(pathway, id, "official_text.source"));
  if (cwp_record_text(pathway, id)[0]) {
    out_text("  ");
    out_paragraph(cwp_record_text(pathway, id), 2, 2);
    out_text("\n");
  }
  if (!official[0]) return;
  char text[TEXT_SIZE];
  compose(text, sizeof text, "Official wording: %s, %s", source == CWP_NONE ? "" : cwp_record_title(pathway, source),
          cwp_record_property(pathway, id, "official_text.date"));
  out_text("  ");
  out_style(STYLE_FAINT);
  out_paragraph(text, 2, 2);
  out_style(STYLE_PLAIN);
  out_lines(official, 2, 0);
  out_text("\n");
}

void record_print_caveat(const cwp_pathway *pathway, cwp_id role, const char *who) {
  char text[2 * TEXT_SIZE];
  compose(text, sizeof text, "%s %s%s: edition %s holds only %s of it. %s", cwp_record_code(pathway, role),
          cwp_record_title(pathway, role), who, cwp_record_code(pathway, 0),
          cwp_role_coverage(pathway, role) == CWP_COVERAGE_SUMMARY ? "a summary" : "a part",
          cwp_record_property(pathway, role, "coverage_note"));
  out_text("  ");
  out_paragraph(text, 4, 2);
}

/* Statements are shown by their groups: a role category asks for up to three hundred. */
static int starts_group(const cwp_pathway *pathway, const cwp_requirement *requirements, size_t i) {
  cwp_id group = record_group(pathway, requirements[i].line);
  return i == 0 || group == CWP_NONE || group != record_group(pathway, requirements[i - 1].line);
}

static void requirement_row(const cwp_pathway *pathway, cmd_table *table, int print,
                            const cwp_requirement *requirement) {
  char words[TEXT_SIZE], counted[64];
  cwp_id group = record_group(pathway, requirement->line);
  if (group == CWP_NONE) {
    pairs_row(table, print, cwp_record_code(pathway, requirement->line), record_words(pathway, requirement->line));
    return;
  }
  count_text(cwp_record_child_count(pathway, group), "statement", "statements", counted, sizeof counted);
  compose(words, sizeof words, "%s (%s)", cwp_record_title(pathway, group), counted);
  pairs_row(table, print, cwp_record_code(pathway, group), words);
}

static void print_requirements(const cwp_pathway *pathway, cwp_requirement_kind kind,
                               const cwp_requirement *requirements, size_t count) {
  static const char *const headings[CWP_REQUIREMENT_KIND_END] = {"Must", "Should", "Can"};
  char heading[64];
  cmd_table table;
  size_t found = 0;
  pairs_start(&table);
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
  print_heading(pathway, id);
  print_words(pathway, id);
  record_print_facts(pathway, id);
  record_print_links(pathway, id);
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
    print_requirements(pathway, (cwp_requirement_kind)kind, requirements, count);
}
