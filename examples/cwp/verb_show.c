/* cwp show: everything about one record. */

#include "framework.h"
#include "messages.h"
#include "record.h"

#include <stdlib.h>
#include <string.h>

/* The record meant by a code that begins with another name of its role category, such as B.K1 for CSW.K1. */
static cwp_id meant_by(const cwp_pathway *pathway, const char *code) {
  char name[64];
  const char *rest = strchr(code, '.');
  if (!rest || (size_t)(rest - code) >= sizeof name) return CWP_NONE;
  compose(name, sizeof name, "%.*s", (int)(rest - code), code);
  cwp_id role = cwp_pathway_id(pathway, name);
  if (role == CWP_NONE || cwp_record_kind(pathway, role) != CWP_KIND_ROLE) return CWP_NONE;
  compose(name, sizeof name, "%s%s", cwp_record_code(pathway, role), rest);
  return cwp_pathway_id(pathway, name);
}

static int unknown_code(const cmd_arguments *arguments, const cwp_pathway *pathway, const char *code) {
  char elsewhere[512];
  cwp_id meant = meant_by(pathway, code);
  if (meant != CWP_NONE)
    return wrong_usage(arguments->verb, "edition %s has no record '%s'; did you mean %s (%s)?",
                       framework_edition(pathway), code, cwp_record_code(pathway, meant), record_words(pathway, meant));
  framework_elsewhere(pathway, code, elsewhere, sizeof elsewhere);
  if (elsewhere[0])
    return wrong_usage(arguments->verb, "edition %s has no record '%s'; %s", framework_edition(pathway), code,
                       elsewhere);
  cwp_id nearest[3];
  size_t count = cwp_pathway_suggest(pathway, code, nearest, 3);
  char list[512] = "";
  for (size_t i = 0; i < count; i++)
    compose_more(list, sizeof list, "%s%s (%s)",
                 i == 0           ? "; did you mean "
                 : i + 1 == count ? " or "
                                  : ", ",
                 cwp_record_code(pathway, nearest[i]), record_words(pathway, nearest[i]));
  return wrong_usage(arguments->verb, "edition %s has no record '%s'%s%s", framework_edition(pathway), code, list,
                     count > 0 ? "?" : "");
}

static void print_json(const cwp_pathway *pathway, cwp_id id, const cwp_requirement *requirements, size_t count) {
  cmd_json json;
  record_json_start(&json, pathway);
  record_json_members(&json, pathway, id);
  record_json_whole(&json, pathway, id, requirements, count);
  json_finish(&json);
}

static int show(const cmd_arguments *arguments, const cwp_pathway *pathway) {
  cwp_id id = cwp_pathway_id(pathway, arguments->operands[0]);
  if (id == CWP_NONE) return unknown_code(arguments, pathway, arguments->operands[0]);
  cwp_requirement *requirements = NULL;
  size_t count = 0;
  int code = CODE_GO_ON;
  if (cwp_record_kind(pathway, id) == CWP_KIND_ROLE) code = record_requirements(pathway, id, &requirements, &count);
  if (code == CODE_GO_ON && arguments_has(arguments, "json")) print_json(pathway, id, requirements, count);
  if (code == CODE_GO_ON && !arguments_has(arguments, "json")) record_print(pathway, id, requirements, count);
  free(requirements);
  return code == CODE_GO_ON ? CODE_FINE : code;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own;
  const cwp_pathway *pathway;
  int code = framework_open(arguments, &own, &pathway);
  if (code == CODE_GO_ON) code = show(arguments, pathway);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_show = {
    .name = "show",
    .summary = "show everything about one record of the pathway",
    .operands = "CODE",
    .about =
        "CODE names the record: its code (CSW.K7.2), a name such as care-or-support-worker or dementia, or an older "
        "name such as B. Upper and lower case are the same.\n\n"
        "You see what the record says in plain words, how it came to say so (its status and source), what it is "
        "linked to, what evidence about it covers, and, of a role category, what it asks by must, should and can.",
    .examples = "cwp show CSW.K7\n"
                "cwp show registered-manager\n"
                "cwp show dementia --edition 2024 --json",
    .options = {options_pathway, options_wording, options_common},
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};
