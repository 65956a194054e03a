/* cwp search: records found by words. */

#include "cwp/wording.h"
#include "framework.h"
#include "layout.h"
#include "messages.h"
#include "output.h"
#include "record.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LIMIT = 10, LIMIT_MOST = 10000, TEXT_SIZE = 512, INDENT = 4 };

static const cmd_option own_options[] = {
    {"kind", "KIND", "Only records of this kind, by the names that `cwp list` takes, such as groups or learning.", 0},
    {"role", "ID", "Only records of this role category, such as CSW or care-or-support-worker.", 0},
    {"limit", "N", "At most so many records; 10 if not given.", 0},
    OPTIONS_END,
};

typedef struct search {
  const cmd_arguments *arguments;
  const cwp_pathway *pathway;
  cwp_index *index;
  cwp_search_options options;
  const char *plural; /* name of the kind, or "" for all */
  char *query;
  cwp_hit *hits;
  size_t count;
  int limit;
  int more; /* 1 if there are more than the limit */
} search;

/* All words, with a space between them. */
static int join_words(search *self) {
  const cmd_arguments *arguments = self->arguments;
  size_t room = 1;
  for (size_t i = 0; i < arguments->operand_count; i++)
    room += strlen(arguments->operands[i]) + 1;
  self->query = calloc(room, 1);
  if (!self->query) return out_of_memory();
  for (size_t i = 0; i < arguments->operand_count; i++)
    compose_more(self->query, room, "%s%s", i ? " " : "", arguments->operands[i]);
  return CODE_GO_ON;
}

static int read_options(search *self) {
  const char *kind = arguments_value(self->arguments, "kind"), *role = arguments_value(self->arguments, "role");
  const record_plural *plural;
  int code = arguments_number(self->arguments, "limit", 1, LIMIT_MOST, &self->limit);
  if (code == CODE_GO_ON && kind) {
    code = record_find_kind(self->arguments, "kind", kind, &plural);
    if (code == CODE_GO_ON) self->options.kind = plural->kind;
    if (code == CODE_GO_ON) self->plural = plural->name;
  }
  if (code == CODE_GO_ON && role) code = framework_role(self->arguments, self->pathway, role, &self->options.role);
  return code;
}

/* One more is asked for than is shown, to know whether there are more. */
static int find(search *self) {
  cwp_error error;
  size_t room = (size_t)self->limit + 1;
  self->hits = calloc(room, sizeof *self->hits);
  if (!self->hits) return out_of_memory();
  if (cwp_index_make(self->pathway, NULL, &self->index, &error) != CWP_OK) return out_of_memory();
  if (cwp_index_search(self->index, self->query, &self->options, self->hits, room, &self->count, &error) != CWP_OK)
    return framework_refuse(self->arguments, &error);
  self->more = self->count == room;
  if (self->more) self->count--;
  return CODE_GO_ON;
}

static void json_hit(cmd_json *json, const search *self, const cwp_hit *hit) {
  json_flat_object(json);
  json_member(json, "code", cwp_record_code(self->pathway, hit->record));
  json_member(json, "record", cwp_kind_name(cwp_record_kind(self->pathway, hit->record)));
  json_member(json, "title", cwp_record_title(self->pathway, hit->record));
  json_member(json, "text", cwp_record_text(self->pathway, hit->record));
  record_json_official(json, self->pathway, hit->record);
  json_member(json, "role", record_code_or_none(self->pathway, cwp_record_role(self->pathway, hit->record)));
  json_key(json, "score");
  json_decimal(json, hit->score);
  json_end(json);
}

static void print_json(const search *self) {
  cmd_json json;
  record_json_start(&json, self->pathway);
  json_member(&json, "query", self->query);
  json_member(&json, "kind", self->plural);
  json_member(&json, "role", record_code_or_none(self->pathway, self->options.role));
  json_member_boolean(&json, "more", self->more);
  json_key(&json, "hits");
  json_array(&json);
  for (size_t i = 0; i < self->count; i++)
    json_hit(&json, self, &self->hits[i]);
  json_end(&json);
  json_finish(&json);
}

/* A text of a hit, with the words marked that were searched for. */
static void print_marked(const search *self, const char *text, size_t column) {
  cmd_marks marks;
  marks_find(&marks, self->index, self->query, text);
  out_marked(text, INDENT, column, &marks);
}

static void print_hit(const search *self, cwp_id id) {
  const char *code = cwp_record_code(self->pathway, id), *title = cwp_record_title(self->pathway, id);
  const char *text = cwp_record_text(self->pathway, id);
  char described[TEXT_SIZE];
  out_shown(code);
  out_text(title[0] ? "  " : "");
  print_marked(self, title, text_width(code) + 2);
  record_describe(self->pathway, id, described, sizeof described);
  out_spaces(INDENT);
  out_style(STYLE_FAINT);
  out_paragraph(described, INDENT, INDENT);
  out_style(STYLE_PLAIN);
  if (text[0] && strcmp(text, title) != 0) {
    out_spaces(INDENT);
    print_marked(self, text, INDENT);
  }
  record_print_official(self->pathway, id, INDENT);
}

static void print_text(const search *self) {
  for (size_t i = 0; i < self->count; i++)
    print_hit(self, self->hits[i].record);
}

static int search_records(search *self) {
  int code = join_words(self);
  if (code == CODE_GO_ON) code = read_options(self);
  if (code == CODE_GO_ON) code = find(self);
  if (code != CODE_GO_ON) return code;
  if (arguments_has(self->arguments, "json")) print_json(self);
  if (!arguments_has(self->arguments, "json")) print_text(self);
  if (self->count == 0)
    remark("Nothing was found in edition %s for '%s'.", framework_edition(self->pathway), self->query);
  if (self->more) remark("There is more than these %d: --limit N shows up to N.", self->limit);
  return CODE_FINE;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own;
  search self = {.arguments = arguments, .options = CWP_SEARCH_OPTIONS_INIT, .plural = "", .limit = LIMIT};
  int code = framework_open(arguments, &own, &self.pathway);
  if (code == CODE_GO_ON) code = search_records(&self);
  free(self.hits);
  cwp_index_free(self.index);
  free(self.query);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_search = {
    .name = "search",
    .summary = "find records of the pathway by words",
    .operands = "WORD…",
    .about =
        "Records are found whose code, names, title or text speak of the words, the best first. A word matches itself, "
        "its plural and other endings; one that the pathway does not have, longer words that it begins and words a "
        "typing error or two away. Abbreviations such as DoLS match what they are short for, and names of a subject "
        "its "
        "other names. Records that speak of all words come; where none does, those that speak of the most.\n\n"
        "Sources and evidence maps are searched only when --kind names them. Where nothing is found the exit status is "
        "0 all the same, and the list is empty.",
    .examples = "cwp search safeguarding adults\n"
                "cwp search moving --kind statements --role new-to-care\n"
                "cwp search dementia --kind learning --limit 50 --json",
    .options = {own_options, options_pathway, options_wording, options_common},
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .run = run,
};
