/* cwp carry: portfolios carried from one edition to another. */

#include "cwp/carry.h"
#include "files.h"
#include "framework.h"
#include "layout.h"
#include "messages.h"
#include "output.h"
#include "record.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_SIZE = 1024, CODE_WIDTH = 32 };

static const cmd_option own_options[] = {
    {"to", "EDITION", "The edition to carry to: a built-in one, or a framework file by its path. It must be given.", 0},
    {"output", "FILE",
     "Write the portfolio that came out to this file, whole or not at all. It goes with a single portfolio.", 0},
    OPTIONS_END,
};

typedef struct carrying {
  const cmd_arguments *arguments;
  const cwp_pathway *from, *to;
  const char *output; /* NULL if nothing is to be written */
  cwp_portfolio **portfolios;
  cwp_portfolio **results;
  cwp_carry **reports;
  size_t count;
} carrying;

static int check_output(const carrying *self) {
  if (!self->output) return CODE_GO_ON;
  if (strcmp(self->output, "-") == 0) return wrong_usage(self->arguments->verb, "--output takes the name of a file");
  if (self->count > 1)
    return wrong_usage(self->arguments->verb, "--output goes with a single portfolio, and there are %zu", self->count);
  return CODE_GO_ON;
}

/* Everything is read and carried before anything is written or printed. */
static int carry_all(carrying *self) {
  cwp_error error;
  self->portfolios = calloc(self->count, sizeof *self->portfolios);
  self->results = calloc(self->count, sizeof *self->results);
  self->reports = calloc(self->count, sizeof *self->reports);
  if (!self->portfolios || !self->results || !self->reports) return out_of_memory();
  for (size_t i = 0; i < self->count; i++) {
    if (files_read_portfolio(self->arguments->operands[i], &self->portfolios[i], &error) != CWP_OK)
      return explain_error(&error);
    if (cwp_portfolio_carry(self->portfolios[i], self->from, self->to, NULL, &self->results[i], &self->reports[i],
                            &error) != CWP_OK)
      return explain_error(&error);
  }
  if (self->output && cwp_portfolio_write(self->results[0], self->output, &error) != CWP_OK)
    return explain_error(&error);
  return CODE_GO_ON;
}

/* ---- JSON ---- */

static void json_counts(cmd_json *json, const carrying *self, size_t first, size_t end) {
  static const char *const keys[CWP_CARRY_OUTCOME_END] = {"kept", "partly", "not_carried"};
  json_key(json, "counts");
  json_flat_object(json);
  for (int outcome = 0; outcome < CWP_CARRY_OUTCOME_END; outcome++) {
    size_t count = 0;
    for (size_t i = first; i < end; i++)
      count += cwp_carry_count_of(self->reports[i], (cwp_carry_outcome)outcome);
    json_member_number(json, keys[outcome], (int64_t)count);
  }
  json_end(json);
}

static void json_item(cmd_json *json, const cwp_carried *item) {
  json_flat_object(json);
  json_member_number(json, "evidence", (int64_t)item->evidence);
  json_member(json, "was", item->was);
  json_member(json, "outcome", cwp_carry_outcome_name(item->outcome));
  json_member(json, "about", item->about);
  json_member_number(json, "becomes", (int64_t)item->becomes);
  json_member(json, "relation", cwp_relation_of_sets_name(item->relation));
  json_member(json, "crosswalk", item->told_by ? cwp_record_code(item->told_by, item->crosswalk) : "");
  json_member(json, "why", item->why);
  json_end(json);
}

static void json_person(cmd_json *json, const carrying *self, size_t index) {
  const cwp_person *person = cwp_portfolio_person(self->portfolios[index]);
  const cwp_carried *item;
  json_object(json);
  json_member(json, "path", self->arguments->operands[index]);
  json_member(json, "id", person->id);
  json_member(json, "site", person->site);
  json_member(json, "role", person->role);
  json_member_number(json, "evidence", (int64_t)cwp_portfolio_count(self->portfolios[index]));
  json_member_number(json, "becomes", (int64_t)cwp_portfolio_count(self->results[index]));
  json_counts(json, self, index, index + 1);
  json_key(json, "items");
  json_array(json);
  for (size_t i = 0; (item = cwp_carry_at(self->reports[index], i)) != NULL; i++)
    json_item(json, item);
  json_end(json);
  json_end(json);
}

static void print_json(const carrying *self) {
  cmd_json json;
  record_json_start(&json, self->from);
  json_member(&json, "to", framework_edition(self->to));
  json_member(&json, "output", self->output ? self->output : "");
  json_counts(&json, self, 0, self->count);
  json_key(&json, "people");
  json_array(&json);
  for (size_t i = 0; i < self->count && !out_failed(); i++)
    json_person(&json, self, i);
  json_end(&json);
  json_finish(&json);
}

/* ---- Text ---- */

/* "3 kept, 1 partly, 1 not carried, of 5 pieces of evidence". */
static void counts_words(const carrying *self, size_t first, size_t end, char *text, size_t size) {
  static const char *const words[CWP_CARRY_OUTCOME_END] = {"kept", "partly kept", "not carried"};
  char counted[64];
  size_t all = 0;
  text[0] = '\0';
  for (int outcome = 0; outcome < CWP_CARRY_OUTCOME_END; outcome++) {
    size_t count = 0;
    for (size_t i = first; i < end; i++)
      count += cwp_carry_count_of(self->reports[i], (cwp_carry_outcome)outcome);
    compose_more(text, size, "%s%zu %s", outcome ? ", " : "", count, words[outcome]);
    all += count;
  }
  count_text(all, "piece of evidence", "pieces of evidence", counted, sizeof counted);
  compose_more(text, size, ", of %s", counted);
}

static void print_person(const carrying *self, size_t index) {
  static const cmd_style styles[CWP_CARRY_OUTCOME_END] = {STYLE_PLAIN, STYLE_SOON, STYLE_BAD};
  const cwp_carried *item;
  char text[TEXT_SIZE], counts[TEXT_SIZE / 2];
  cmd_table table;
  counts_words(self, index, index + 1, counts, sizeof counts);
  compose(text, sizeof text, "%s: %s", cwp_portfolio_person(self->portfolios[index])->id, counts);
  out_heading(text);
  table_start(&table, 2);
  table_column(&table, "was about", SIDE_LEFT, CODE_WIDTH);
  table_column(&table, "is about", SIDE_LEFT, CODE_WIDTH);
  table_column(&table, "what became of it", SIDE_LEFT, 0);
  for (int print = 0; print <= 1; print++) {
    for (size_t i = 0; (item = cwp_carry_at(self->reports[index], i)) != NULL && !out_failed(); i++) {
      const char *cells[] = {item->was, item->about, item->why};
      if (print) table_row(&table, cells, styles[item->outcome], 1);
      if (!print) table_measure(&table, cells);
    }
  }
}

static void print_text(const carrying *self) {
  char text[TEXT_SIZE], counts[TEXT_SIZE / 2], people[64];
  counts_words(self, 0, self->count, counts, sizeof counts);
  count_text(self->count, "portfolio", "portfolios", people, sizeof people);
  compose(text, sizeof text, "%s carried from edition %s to edition %s", people, framework_edition(self->from),
          framework_edition(self->to));
  if (self->count > 1) compose_more(text, sizeof text, ": %s", counts);
  out_style(STYLE_STRONG);
  out_paragraph(text, 0, 0);
  out_style(STYLE_PLAIN);
  out_paragraph("What is not carried stays on record under its old code, and counts for nothing in the other edition.",
                0, 0);
  for (size_t i = 0; i < self->count && !out_failed(); i++)
    print_person(self, i);
  if (!self->output) return;
  compose(text, sizeof text, "Written to %s", self->output);
  out_text("\n");
  out_paragraph(text, 0, 0);
}

/* ---- The verb ---- */

static void free_all(carrying *self) {
  for (size_t i = 0; i < self->count; i++) {
    if (self->portfolios) cwp_portfolio_free(self->portfolios[i]);
    if (self->results) cwp_portfolio_free(self->results[i]);
    if (self->reports) cwp_carry_free(self->reports[i]);
  }
  free(self->portfolios);
  free(self->results);
  free(self->reports);
}

static int carry(carrying *self) {
  int code = check_output(self);
  if (code == CODE_GO_ON && !files_are_distinct(self->arguments)) code = CODE_USAGE;
  if (code == CODE_GO_ON) code = carry_all(self);
  if (code != CODE_GO_ON) return code;
  if (arguments_has(self->arguments, "json")) print_json(self);
  if (!arguments_has(self->arguments, "json")) print_text(self);
  return CODE_FINE;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own_from, *own_to = NULL;
  const char *to = arguments_value(arguments, "to");
  carrying self = {
      .arguments = arguments, .output = arguments_value(arguments, "output"), .count = arguments->operand_count};
  if (!to) return wrong_usage(arguments->verb, "--to is missing: the edition to carry to");
  int code = framework_open(arguments, &own_from, &self.from);
  if (code == CODE_GO_ON) code = framework_named(arguments, to, &own_to, &self.to);
  if (code == CODE_GO_ON) code = carry(&self);
  free_all(&self);
  cwp_pathway_free(own_from);
  cwp_pathway_free(own_to);
  return code;
}

const cmd_verb verb_carry = {
    .name = "carry",
    .summary = "carry portfolios from one edition to another",
    .operands = "FILE…",
    .about =
        "FILE is a portfolio; - is standard input. Its evidence goes from the edition that --edition or --pathway "
        "names, "
        "or the default one, to the one that --to names. Codes that both editions have stay as they are; for the rest "
        "the crosswalks say what corresponds. You see for each piece of evidence whether it is kept, kept in part or "
        "not carried, and why.\n\n"
        "Nothing is lost: what corresponds to nothing stays under its old code, and each piece remembers what it was "
        "about, so carrying it back gives just what there was. Nothing is written unless --output names a file.",
    .examples = "cwp carry passport.json --edition 2024 --to 2025\n"
                "cwp carry passport.json --edition 2024 --to 2025 --output passport-2025.json\n"
                "cwp carry passport.json --edition 2025 --to own.json --json",
    .options = {own_options, options_pathway, options_common},
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .run = run,
};
