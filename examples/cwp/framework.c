#include "framework.h"

#include "messages.h"

#include <stdlib.h>
#include <string.h>

int framework_open(const cmd_arguments *arguments, cwp_pathway **own, const cwp_pathway **out) {
  const char *edition = arguments_value(arguments, "edition");
  const char *file = arguments_value(arguments, "pathway");
  cwp_error error;
  *own = NULL;
  if (edition && file) return wrong_usage(arguments->verb, "--edition and --pathway exclude each other");
  if (file) {
    if (cwp_pathway_read(file, NULL, NULL, own, &error) != CWP_OK) return explain_error(&error);
    *out = *own;
    return CODE_GO_ON;
  }
  if (cwp_edition_find(edition, out, &error) != CWP_OK) return wrong_usage(arguments->verb, "%s", error.message);
  return CODE_GO_ON;
}

/* What a library call made of a name that somebody typed. */
static int name_error(const cmd_arguments *arguments, const cwp_error *error) {
  if (error->code == CWP_ERROR_NOT_FOUND || error->code == CWP_ERROR_ARGUMENT)
    return wrong_usage(arguments->verb, "%s", error->message);
  return explain_error(error);
}

int framework_role(const cmd_arguments *arguments, const cwp_pathway *pathway, const char *text, cwp_id *role) {
  cwp_error error;
  if (cwp_pathway_find(pathway, text, CWP_KIND_ROLE, role, &error) != CWP_OK) return name_error(arguments, &error);
  return CODE_GO_ON;
}

int framework_settings(const cmd_arguments *arguments, const cwp_pathway *pathway, cwp_id **settings, size_t *count) {
  *settings = NULL;
  *count = 0;
  if (!arguments_has(arguments, "setting")) return CODE_GO_ON;
  *settings = malloc(arguments->given_count * sizeof **settings);
  if (!*settings) return out_of_memory();
  const char *name;
  while ((name = arguments_value_at(arguments, "setting", *count)) != NULL) {
    cwp_error error;
    if (cwp_pathway_find(pathway, name, CWP_KIND_PRACTICE_AREA, *settings + *count, &error) != CWP_OK)
      return name_error(arguments, &error);
    *count += 1;
  }
  return CODE_GO_ON;
}

const char *framework_edition(const cwp_pathway *pathway) {
  return cwp_record_code(pathway, 0);
}
