/* What a record is linked to: what it holds, where its links lead, which links lead to it, and what evidence covers. */

#include "layout.h"
#include "messages.h"
#include "output.h"
#include "record.h"

#include <string.h>

enum { CELL_SIZE = 1024, CODE_SIZE = 128, CODE_WIDTH = 64 };

void pairs_start(cmd_table *table) {
  table_start(table, 4);
  table_column(table, "", SIDE_LEFT, CODE_WIDTH);
  table_column(table, "", SIDE_LEFT, 0);
  table->started = 1;
}

void pairs_row(cmd_table *table, int print, const char *code, const char *words) {
  const char *cells[] = {code, words};
  if (print) table_row(table, cells, STYLE_PLAIN, 1);
  if (!print) table_measure(table, cells);
}

static const char *children_heading(cwp_kind parent) {
  switch (parent) {
  case CWP_KIND_GROUP:
    return "Statements";
  case CWP_KIND_CHECKLIST:
    return "Points";
  case CWP_KIND_LEARNING:
    return "Units";
  default:
    return "Codes";
  }
}

static void print_children(const cwp_pathway *pathway, cwp_id id) {
  size_t count = cwp_record_child_count(pathway, id);
  cwp_id first = cwp_record_first_child(pathway, id);
  int asks = cwp_record_kind(pathway, id) == CWP_KIND_CHECKLIST;
  char words[CELL_SIZE];
  cmd_table table;
  if (count == 0) return;
  out_heading(children_heading(cwp_record_kind(pathway, id)));
  pairs_start(&table);
  for (int print = 0; print <= 1; print++) {
    for (cwp_id child = first; child < first + count; child++) {
      compose(words, sizeof words, "%s: %s", record_words(pathway, child), cwp_record_text(pathway, child));
      pairs_row(&table, print, cwp_record_code(pathway, child), asks ? words : record_words(pathway, child));
      if (print) record_print_official(pathway, child, table_last_column(&table));
    }
  }
}

/* What a link says in words: how far it goes, the record at its other end, about what, and its note. */
static void link_words(const cwp_pathway *pathway, const cwp_link *link, cwp_id other_end, char *text, size_t size) {
  text[0] = '\0';
  if (link->extent != CWP_EXTENT_NONE)
    compose_more(text, size, "%s: ", link->extent == CWP_EXTENT_FULL ? "in full" : "in part");
  if (other_end != CWP_NONE) compose_more(text, size, "%s", record_words(pathway, other_end));
  if (link->about != CWP_NONE) compose_more(text, size, ", for %s", cwp_record_title(pathway, link->about));
  if (other_end != CWP_NONE) compose_more(text, size, " (%s)", cwp_provenance_name(link->status));
  if (link->text[0]) compose_more(text, size, "%s%s", text[0] ? ": " : "", link->text);
  if (!text[0]) compose(text, size, "none");
}

/* What the links of a record are. An entry for all kinds stands behind those for single ones. */
static const struct {
  cwp_relation relation;
  cwp_kind from; /* CWP_KIND_END = any kind */
  const char *heading;
} headings[] = {
    {CWP_RELATION_BASELINE, CWP_KIND_END, "Builds on the knowledge and skills of"},
    {CWP_RELATION_AREA, CWP_KIND_END, "Practice areas open to it"},
    {CWP_RELATION_SUGGESTS, CWP_KIND_END, "Suggested learning"},
    {CWP_RELATION_AREA_LEARNING, CWP_KIND_END, "Learning suggested for practice areas"},
    {CWP_RELATION_NEEDS, CWP_KIND_END, "Met by"},
    {CWP_RELATION_SETTING, CWP_KIND_END, "Binds in these settings"},
    {CWP_RELATION_FROM, CWP_KIND_SUGGESTION, "Job role"},
    {CWP_RELATION_FROM, CWP_KIND_MAP, "Evidence about"},
    {CWP_RELATION_FROM, CWP_KIND_END, "From"},
    {CWP_RELATION_TO, CWP_KIND_SUGGESTION, "Suggested role category"},
    {CWP_RELATION_TO, CWP_KIND_MAP, "Is evidence for"},
    {CWP_RELATION_TO, CWP_KIND_END, "To"},
    {CWP_RELATION_SUCCESSOR, CWP_KIND_END, "Replaced by"},
    {CWP_RELATION_SHOWS, CWP_KIND_BEHAVIOUR, "Values that it shows"},
    {CWP_RELATION_SHOWS, CWP_KIND_END, "Values that it speaks of"},
    {CWP_RELATION_MERGES, CWP_KIND_END, "Takes up"},
    {CWP_RELATION_ABOUT, CWP_KIND_THEME, "Groups that belong to it"},
    {CWP_RELATION_ABOUT, CWP_KIND_END, "What it is about"},
    {CWP_RELATION_WAIVED_BY, CWP_KIND_END, "Made unnecessary by"},
    {CWP_RELATION_EXAMPLE, CWP_KIND_END, "What it looks like"},
    {CWP_RELATION_GAP, CWP_KIND_END, "What the sources do not show"},
};

static const char *relation_heading(cwp_relation relation, cwp_kind kind) {
  for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
    if (headings[i].relation == relation && (headings[i].from == kind || headings[i].from == CWP_KIND_END))
      return headings[i].heading;
  }
  return "Links";
}

static void print_outgoing(const cwp_pathway *pathway, cwp_id id, cwp_relation relation) {
  size_t count = cwp_record_link_count(pathway, id, relation);
  cmd_table table;
  cwp_link link;
  char words[CELL_SIZE];
  if (count == 0) return;
  out_heading(relation_heading(relation, cwp_record_kind(pathway, id)));
  pairs_start(&table);
  for (int print = 0; print <= 1; print++) {
    for (size_t i = 0; i < count; i++) {
      if (cwp_record_link(pathway, id, relation, i, &link, NULL) != CWP_OK) continue;
      link_words(pathway, &link, link.to, words, sizeof words);
      pairs_row(&table, print, link.to == CWP_NONE ? "-" : cwp_record_code(pathway, link.to), words);
    }
  }
}

/* Links of others that are worth knowing where they lead; what evidence covers is told apart. */
static const struct {
  cwp_relation relation;
  cwp_kind from;
  const char *heading;
} incoming[] = {
    {CWP_RELATION_BASELINE, CWP_KIND_ROLE, "Its knowledge and skills are built on by"},
    {CWP_RELATION_FROM, CWP_KIND_MOVE, "Moves from it"},
    {CWP_RELATION_TO, CWP_KIND_MOVE, "Moves to it"},
    {CWP_RELATION_TO, CWP_KIND_SUGGESTION, "Job roles that suggest it"},
    {CWP_RELATION_FROM, CWP_KIND_SUGGESTION, "Role category that it suggests"},
    {CWP_RELATION_TO, CWP_KIND_CROSSWALK, "What corresponds to it in other editions"},
    {CWP_RELATION_SHOWS, CWP_KIND_BEHAVIOUR, "Behaviours that show it"},
    {CWP_RELATION_SHOWS, CWP_KIND_VOICE, "Voices of people who draw on care"},
    {CWP_RELATION_SHOWS, CWP_KIND_I_STATEMENT, "I-statements that speak of it"},
    {CWP_RELATION_SHOWS, CWP_KIND_POINT, "Points of checklists that speak of it"},
    {CWP_RELATION_AREA, CWP_KIND_ROLE, "Open to"},
    {CWP_RELATION_SUGGESTS, CWP_KIND_ROLE, "Suggested to"},
    {CWP_RELATION_AREA_LEARNING, CWP_KIND_ROLE, "Suggested for practice areas to"},
    {CWP_RELATION_NEEDS, CWP_KIND_RULE, "Rules that it meets"},
    {CWP_RELATION_SETTING, CWP_KIND_RULE, "Rules that bind there"},
    {CWP_RELATION_ABOUT, CWP_KIND_THEME, "Themes that it belongs to"},
    {CWP_RELATION_ABOUT, CWP_KIND_TIMING, "Timings"},
    {CWP_RELATION_WAIVED_BY, CWP_KIND_TIMING, "Timings that it makes unnecessary"},
    {CWP_RELATION_MERGES, CWP_KIND_UNIT, "Taken up by"},
    {CWP_RELATION_SUCCESSOR, CWP_KIND_CODE, "Takes the place of"},
};

/* What a record that links to another says of itself there. */
static void incoming_words(const cwp_pathway *pathway, const cwp_link *link, char *text, size_t size) {
  cwp_kind kind = cwp_record_kind(pathway, link->from);
  cwp_link to;
  link_words(pathway, link, link->from, text, size);
  if (kind == CWP_KIND_TIMING) {
    char rule[CODE_SIZE];
    record_timing_words(pathway, link->from, rule, sizeof rule);
    compose(text, size, "%s: %s (%s)", record_words(pathway, link->from), rule,
            cwp_record_property(pathway, link->from, "standing"));
  }
  if (kind == CWP_KIND_SUGGESTION && link->relation == CWP_RELATION_FROM &&
      cwp_record_link(pathway, link->from, CWP_RELATION_TO, 0, &to, NULL) == CWP_OK)
    compose(text, size, "%s", to.to == CWP_NONE ? "none" : record_words(pathway, to.to));
}

static int print_incoming_rows(const cwp_pathway *pathway, cwp_id id, size_t entry, cmd_table *table, int print) {
  cwp_id first = cwp_pathway_first(pathway, incoming[entry].from);
  cwp_link link;
  char words[CELL_SIZE];
  int found = 0;
  for (cwp_id other = first; other < first + cwp_pathway_count(pathway, incoming[entry].from); other++) {
    for (size_t i = 0; cwp_record_link(pathway, other, incoming[entry].relation, i, &link, NULL) == CWP_OK; i++) {
      if (link.to != id) continue;
      found = 1;
      incoming_words(pathway, &link, words, sizeof words);
      pairs_row(table, print, cwp_record_code(pathway, other), words);
    }
  }
  return found;
}

static void print_incoming(const cwp_pathway *pathway, cwp_id id, size_t entry) {
  cmd_table table;
  pairs_start(&table);
  if (!print_incoming_rows(pathway, id, entry, &table, 0)) return;
  out_heading(incoming[entry].heading);
  print_incoming_rows(pathway, id, entry, &table, 1);
}

static void cover_words(const cwp_pathway *pathway, cwp_id other, cwp_extent extent, char *text, size_t size) {
  compose(text, size, "%s: %s", extent == CWP_EXTENT_FULL ? "in full" : "in part", record_words(pathway, other));
}

static void print_covers(const cwp_pathway *pathway, cwp_id id) {
  size_t count = cwp_record_cover_count(pathway, id);
  cmd_table table;
  char words[CELL_SIZE];
  if (count == 0 || cwp_record_kind(pathway, id) == CWP_KIND_GROUP) return;
  out_heading("Evidence about it covers");
  pairs_start(&table);
  for (int print = 0; print <= 1; print++) {
    for (size_t i = 0; i < count; i++) {
      cwp_cover cover = cwp_record_cover(pathway, id, i);
      cover_words(pathway, cover.target, cover.extent, words, sizeof words);
      pairs_row(&table, print, cwp_record_code(pathway, cover.target), words);
    }
  }
}

/* Records of one name, such as the diplomas of several awarding organisations, that cover a record as far: one row. */
typedef struct alike {
  cwp_id first;
  cwp_extent extent;
  size_t count; /* 0 = none yet */
} alike;

static void alike_row(const cwp_pathway *pathway, cmd_table *table, int print, const alike *row) {
  char code[CODE_SIZE], words[CELL_SIZE];
  if (row->count == 0) return;
  compose(code, sizeof code, "%s", cwp_record_code(pathway, row->first));
  if (row->count > 1) compose_more(code, sizeof code, " and %zu more", row->count - 1);
  cover_words(pathway, row->first, row->extent, words, sizeof words);
  pairs_row(table, print, code, words);
}

/* Takes one more record in: into the row, or into a new one behind it. */
static void take_alike(const cwp_pathway *pathway, cmd_table *table, int print, alike *row, cwp_id other,
                       cwp_extent extent) {
  if (row->count > 0 && row->extent == extent &&
      strcmp(record_words(pathway, row->first), record_words(pathway, other)) == 0) {
    row->count++;
    return;
  }
  alike_row(pathway, table, print, row);
  *row = (alike){other, extent, 1};
}

static void print_covered_by(const cwp_pathway *pathway, cwp_id id) {
  cmd_table table;
  alike row = {CWP_NONE, CWP_EXTENT_NONE, 0};
  pairs_start(&table);
  for (int print = 0; print <= 1; print++) {
    if (print && row.count == 0) return;
    if (print) out_heading("Covered by evidence about");
    row.count = 0;
    for (cwp_id other = 0; other < cwp_pathway_count(pathway, CWP_KIND_END); other++) {
      size_t count = cwp_record_cover_count(pathway, other);
      for (size_t i = 0; i < count; i++) {
        cwp_cover cover = cwp_record_cover(pathway, other, i);
        if (cover.target == id) take_alike(pathway, &table, print, &row, other, cover.extent);
      }
    }
    alike_row(pathway, &table, print, &row);
  }
}

void record_print_links(const cwp_pathway *pathway, cwp_id id) {
  int is_crosswalk = cwp_record_kind(pathway, id) == CWP_KIND_CROSSWALK;
  print_children(pathway, id);
  for (int relation = 0; relation < CWP_RELATION_END && !is_crosswalk; relation++)
    print_outgoing(pathway, id, (cwp_relation)relation);
  for (size_t i = 0; i < sizeof incoming / sizeof *incoming; i++)
    print_incoming(pathway, id, i);
  print_covers(pathway, id);
  print_covered_by(pathway, id);
}
