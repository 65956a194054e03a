/* cwp editions: which editions there are, and what each holds. */

#include "framework.h"
#include "layout.h"
#include "messages.h"
#include "output.h"
#include "record.h"

#include <stdlib.h>
#include <string.h>

static const cmd_option own_options[] = {
    {"codes", NULL, "Print the codes alone, one a line.", 0},
    OPTIONS_END,
};

static void json_counts(cmd_json *json, const cwp_pathway *pathway) {
  json_key(json, "counts");
  json_flat_object(json);
  for (size_t i = 0; i < record_plural_count; i++)
    json_member_number(json, record_plurals[i].name, (int64_t)cwp_pathway_count(pathway, record_plurals[i].kind));
  json_end(json);
}

static void json_roles(cmd_json *json, const cwp_pathway *pathway) {
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_ROLE);
  json_key(json, "role_categories");
  json_array(json);
  for (cwp_id role = first; role < first + cwp_pathway_count(pathway, CWP_KIND_ROLE); role++) {
    json_flat_object(json);
    json_member(json, "code", cwp_record_code(pathway, role));
    json_member(json, "title", cwp_record_title(pathway, role));
    json_member(json, "coverage", cwp_coverage_name(cwp_role_coverage(pathway, role)));
    json_member(json, "coverage_note", cwp_record_property(pathway, role, "coverage_note"));
    json_end(json);
  }
  json_end(json);
}

static void json_gaps(cmd_json *json, const cwp_pathway *pathway) {
  cwp_link link;
  json_key(json, "gaps");
  json_array(json);
  for (size_t i = 0; i < cwp_record_link_count(pathway, 0, CWP_RELATION_GAP); i++) {
    if (cwp_record_link(pathway, 0, CWP_RELATION_GAP, i, &link, NULL) == CWP_OK) json_text(json, link.text);
  }
  json_end(json);
}

static void json_edition(cmd_json *json, const cwp_pathway *pathway) {
  json_object(json);
  json_member(json, "code", cwp_record_code(pathway, 0));
  json_member(json, "title", cwp_record_title(pathway, 0));
  json_member(json, "date", cwp_record_property(pathway, 0, "date"));
  json_member_boolean(json, "default", pathway == cwp_edition_default());
  json_member(json, "text", cwp_record_text(pathway, 0));
  json_member(json, "status", cwp_provenance_name(cwp_record_status(pathway, 0)));
  json_member(json, "source", record_code_or_none(pathway, cwp_record_source(pathway, 0)));
  json_optional(json, "note", cwp_record_note(pathway, 0));
  json_counts(json, pathway);
  json_roles(json, pathway);
  json_gaps(json, pathway);
  json_end(json);
}

static void print_json(const cwp_pathway *const *pathways, size_t count) {
  cmd_json json;
  json_start(&json);
  json_member_number(&json, "schema_version", 1);
  json_member(&json, "dataset", cwp_dataset_version());
  json_member(&json, "dataset_date", cwp_dataset_date());
  json_member(&json, "dataset_checksum", cwp_dataset_checksum());
  json_key(&json, "editions");
  json_array(&json);
  for (size_t i = 0; i < count; i++)
    json_edition(&json, pathways[i]);
  json_end(&json);
  json_finish(&json);
}

static void print_counts(const cwp_pathway *pathway) {
  char text[1024] = "", number[NUMBER_SIZE];
  for (size_t i = 0; i < record_plural_count; i++) {
    size_t count = cwp_pathway_count(pathway, record_plurals[i].kind);
    if (count == 0) continue;
    compose_more(text, sizeof text, "%s%s: %s", text[0] ? "; " : "", record_plurals[i].words,
                 number_text(count, number));
  }
  out_labelled("holds", text);
}

static void print_roles(const cwp_pathway *pathway) {
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_ROLE);
  cmd_table table;
  out_text("\n");
  table_start(&table, 2);
  table_column(&table, "code", SIDE_LEFT, 0);
  table_column(&table, "role category", SIDE_LEFT, 0);
  table_column(&table, "coverage", SIDE_LEFT, 0);
  table_column(&table, "", SIDE_LEFT, 0);
  for (int print = 0; print <= 1; print++) {
    for (cwp_id role = first; role < first + cwp_pathway_count(pathway, CWP_KIND_ROLE); role++) {
      const char *cells[] = {cwp_record_code(pathway, role), cwp_record_title(pathway, role),
                             cwp_coverage_name(cwp_role_coverage(pathway, role)),
                             cwp_record_property(pathway, role, "coverage_note")};
      if (print) table_row(&table, cells, STYLE_PLAIN, 1);
      if (!print) table_measure(&table, cells);
    }
  }
}

static void print_gaps(const cwp_pathway *pathway) {
  cwp_link link;
  size_t count = cwp_record_link_count(pathway, 0, CWP_RELATION_GAP);
  if (count > 0) out_text("\n  What the sources do not show:\n");
  for (size_t i = 0; i < count; i++) {
    if (cwp_record_link(pathway, 0, CWP_RELATION_GAP, i, &link, NULL) != CWP_OK) continue;
    out_text("  - ");
    out_paragraph(link.text, 4, 4);
  }
}

static void print_edition(const cwp_pathway *pathway) {
  char text[512];
  cwp_id source = cwp_record_source(pathway, 0);
  compose(text, sizeof text, "%s  %s", cwp_record_code(pathway, 0), cwp_record_title(pathway, 0));
  out_heading(text);
  out_text("  ");
  out_paragraph(cwp_record_text(pathway, 0), 2, 2);
  out_text("\n");
  compose(text, sizeof text, "%s%s", cwp_record_property(pathway, 0, "date"),
          pathway == cwp_edition_default() ? " (the edition that is used when none is named)" : "");
  out_labelled("date", text);
  out_labelled("status", cwp_provenance_name(cwp_record_status(pathway, 0)));
  if (source != CWP_NONE) {
    compose(text, sizeof text, "%s: %s", cwp_record_code(pathway, source), cwp_record_title(pathway, source));
    out_labelled("source", text);
  }
  print_counts(pathway);
  print_roles(pathway);
  print_gaps(pathway);
}

static void print(const cmd_arguments *arguments, const cwp_pathway *const *pathways, size_t count) {
  if (arguments_has(arguments, "json")) {
    print_json(pathways, count);
    return;
  }
  if (arguments_has(arguments, "codes")) {
    for (size_t i = 0; i < count; i++)
      out_format("%s\n", framework_edition(pathways[i]));
    return;
  }
  out_format("dataset %s of %s, checksum %s\n", cwp_dataset_version(), cwp_dataset_date(), cwp_dataset_checksum());
  for (size_t i = 0; i < count; i++)
    print_edition(pathways[i]);
}

static int print_one(const cmd_arguments *arguments) {
  cwp_pathway *own;
  const cwp_pathway *pathway;
  int code = framework_open(arguments, &own, &pathway);
  if (code == CODE_GO_ON) {
    print(arguments, &pathway, 1);
    code = CODE_FINE;
  }
  cwp_pathway_free(own);
  return code;
}

static int run(const cmd_arguments *arguments) {
  if (arguments_has(arguments, "edition") || arguments_has(arguments, "pathway")) return print_one(arguments);
  size_t count = cwp_edition_count();
  const cwp_pathway **pathways = calloc(count + 1, sizeof *pathways);
  if (!pathways) return out_of_memory();
  for (size_t i = 0; i < count; i++)
    pathways[i] = cwp_edition_at(i);
  print(arguments, pathways, count);
  free(pathways);
  return CODE_FINE;
}

const cmd_verb verb_editions = {
    .name = "editions",
    .summary = "list the editions of the pathway and what each holds",
    .operands = "",
    .about =
        "For every edition that is built in, or for the one that --edition or --pathway names: its date, how many "
        "records of each kind it holds, how much of every role category that is, and what its sources do not show.",
    .examples = "cwp editions\n"
                "cwp editions --edition 2024\n"
                "cwp editions --json",
    .options = {own_options, options_pathway, options_common},
    .least_operands = 0,
    .most_operands = 0,
    .run = run,
};
