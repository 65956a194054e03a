/* cwp tag, for people. */

#include "files.h"
#include "layout.h"
#include "messages.h"
#include "output.h"
#include "tagging.h"
#include "terminal.h"

#include <inttypes.h>
#include <string.h>

enum { TEXT_SIZE = 1024, INDENT = 2, TAG_INDENT = 9, BARE_SHOWN = 5 };

/* What stands in front of a tag: its score, or what was decided. */
static void print_mark(const cwp_tag *tag) {
  char text[16];
  unsigned hundredths = (unsigned)(tag->score * 100 + 0.5);
  compose(text, sizeof text, "%u.%02u", hundredths / 100, hundredths % 100);
  if (tag->decision == CWP_DECISION_ACCEPTED) compose(text, sizeof text, "yes");
  if (tag->decision == CWP_DECISION_ADDED) compose(text, sizeof text, "added");
  if (tag->decision == CWP_DECISION_REJECTED) compose(text, sizeof text, "no");
  out_spaces(INDENT);
  out_cell(text, TAG_INDENT - INDENT - 2, SIDE_RIGHT);
  out_spaces(2);
}

/* "NTC.K18 Understanding medication management … (New to care)" and the first reason. */
static void print_tag(const cwp_tags *tags, const cwp_pathway *pathway, cwp_tag_kind kind, size_t index) {
  char text[TEXT_SIZE], why[CWP_TAG_WHY_SIZE];
  const cwp_tag *tag = cwp_tags_at(tags, kind, index);
  cwp_id role = cwp_record_role(pathway, tag->record);
  compose(text, sizeof text, "%s  %s", tag->code,
          kind == CWP_TAG_STATEMENT ? cwp_record_text(pathway, tag->record) : tag->title);
  if (kind == CWP_TAG_GROUP && role != CWP_NONE)
    compose_more(text, sizeof text, " (%s)", cwp_record_title(pathway, role));
  if (kind == CWP_TAG_ROLE && tag->record == CWP_NONE)
    compose_more(text, sizeof text, " (a category of edition %s)", cwp_record_code(cwp_edition_default(), 0));
  print_mark(tag);
  if (tag->decision == CWP_DECISION_REJECTED) out_style(STYLE_FAINT);
  out_paragraph(text, TAG_INDENT, TAG_INDENT);
  out_style(STYLE_PLAIN);
  if (cwp_tags_why(tags, kind, index, 0, why, sizeof why) == 0) return;
  out_spaces(TAG_INDENT);
  out_style(STYLE_FAINT);
  out_paragraph(why, TAG_INDENT, TAG_INDENT);
  out_style(STYLE_PLAIN);
}

static void print_kind(const cwp_tags *tags, const cwp_pathway *pathway, cwp_tag_kind kind, const char *heading) {
  if (cwp_tags_count(tags, kind) == 0) return;
  out_spaces(INDENT);
  out_paragraph(heading, INDENT, INDENT);
  for (size_t i = 0; i < cwp_tags_count(tags, kind); i++)
    print_tag(tags, pathway, kind, i);
}

static void print_course(const cwp_tagged *tagged, const cwp_pathway *pathway, size_t index, int statements) {
  const cwp_tags *tags = cwp_tagged_tags(tagged, index);
  const char *title = cwp_tagged_at(tagged, index)->text.title;
  out_style(STYLE_STRONG);
  out_paragraph(title[0] ? title : "(without a title)", 0, 0);
  out_style(STYLE_PLAIN);
  if (cwp_tags_abstained(tags)) {
    out_spaces(INDENT);
    out_paragraph("No group is sure enough to be suggested.", INDENT, INDENT);
  }
  print_kind(tags, pathway, CWP_TAG_GROUP, "Groups of knowledge and skills");
  if (statements) print_kind(tags, pathway, CWP_TAG_STATEMENT, "Statements");
  print_kind(tags, pathway, CWP_TAG_AREA, "Practice areas");
  print_kind(tags, pathway, CWP_TAG_ROLE, "For");
}

void tagging_print(const cwp_tagged *tagged, const cwp_pathway *pathway, int statements) {
  for (size_t i = 0; i < cwp_tagged_count(tagged) && !out_failed(); i++) {
    if (i > 0) out_text("\n");
    print_course(tagged, pathway, i, statements);
  }
}

void tagging_remark_bare(const cwp_tagged *tagged, const char *path) {
  const char *name = strcmp(path, "-") == 0 ? files_standard_input().name : path;
  size_t bare = 0;
  for (size_t i = 0; i < cwp_tagged_count(tagged); i++) {
    char line[32] = "";
    const cwp_tagged_course *course = cwp_tagged_at(tagged, i);
    if (course->text.title[0] || course->text.description[0] || ++bare > BARE_SHOWN) continue;
    if (course->line > 0) compose(line, sizeof line, "%" PRIu64 ":", course->line);
    remark("%s:%s record %" PRIu64 " has neither a title nor a description", name, line, course->record);
  }
  if (bare > BARE_SHOWN) remark("%s: %zu more have neither", name, bare - BARE_SHOWN);
}
