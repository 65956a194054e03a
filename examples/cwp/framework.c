#include "framework.h"

#include "cwp/wording.h"
#include "messages.h"

#include <stdlib.h>
#include <string.h>

/* Lays every file of official wording over the pathway, one over the other. */
static int lay_wording(const cmd_arguments *arguments, cwp_pathway **own, const cwp_pathway **out) {
  const char *file;
  for (size_t i = 0; (file = arguments_value_at(arguments, "wording", i)) != NULL; i++) {
    cwp_error error;
    cwp_pathway *laid;
    if (cwp_pathway_read_wording(*out, file, NULL, NULL, &laid, &error) != CWP_OK) return explain_error(&error);
    cwp_pathway_free(*own);
    *own = laid;
    *out = laid;
  }
  return CODE_GO_ON;
}

int framework_open(const cmd_arguments *arguments, cwp_pathway **own, const cwp_pathway **out) {
  const char *edition = arguments_value(arguments, "edition");
  const char *file = arguments_value(arguments, "pathway");
  cwp_error error;
  *own = NULL;
  if (edition && file) return wrong_usage(arguments->verb, "--edition and --pathway exclude each other");
  if (file) {
    if (cwp_pathway_read(file, NULL, NULL, own, &error) != CWP_OK) return explain_error(&error);
    *out = *own;
  } else if (cwp_edition_find(edition, out, &error) != CWP_OK) {
    return wrong_usage(arguments->verb, "%s", error.message);
  }
  return lay_wording(arguments, own, out);
}

int framework_named(const cmd_arguments *arguments, const char *text, cwp_pathway **own, const cwp_pathway **out) {
  cwp_error no_edition, no_file;
  *own = NULL;
  if (text[0] && cwp_edition_find(text, out, &no_edition) == CWP_OK) return CODE_GO_ON;
  if (!text[0]) return wrong_usage(arguments->verb, "an edition has no empty name");
  cwp_status status = cwp_pathway_read(text, NULL, NULL, own, &no_file);
  *out = *own;
  if (status == CWP_ERROR_NOT_FOUND)
    return wrong_usage(arguments->verb, "%s; and there is no file '%s'", no_edition.message, text);
  return status == CWP_OK ? CODE_GO_ON : explain_error(&no_file);
}

int framework_refuse(const cmd_arguments *arguments, const cwp_error *error) {
  if (error->code == CWP_ERROR_NOT_FOUND || error->code == CWP_ERROR_ARGUMENT)
    return wrong_usage(arguments->verb, "%s", error->message);
  return explain_error(error);
}

/* What the crosswalks tie a role category of another edition to. */
static void tell_counterparts(const cwp_pathway *edition, cwp_id role, const cwp_pathway *here, char *text,
                              size_t size) {
  enum { MOST = 4 };
  cwp_counterpart found[MOST];
  cwp_error error;
  size_t count = 0, told = 0;
  if (cwp_record_counterparts(edition, role, here, found, MOST, &count, &error) != CWP_OK) return;
  for (size_t i = 0; i < count && i < MOST; i++) {
    if (found[i].record == CWP_NONE || cwp_record_kind(here, found[i].record) != CWP_KIND_ROLE) continue;
    compose_more(text, size, "%s%s %s", told++ ? ", " : ", which the crosswalks tie to ",
                 cwp_record_code(here, found[i].record), cwp_record_title(here, found[i].record));
  }
}

void framework_elsewhere(const cwp_pathway *pathway, const char *code, char *text, size_t size) {
  text[0] = '\0';
  for (size_t i = 0; i < cwp_edition_count() && !text[0]; i++) {
    const cwp_pathway *edition = cwp_edition_at(i);
    cwp_id role = cwp_pathway_id(edition, code);
    if (role == CWP_NONE || cwp_record_kind(edition, role) != CWP_KIND_ROLE) continue;
    compose(text, size, "%s (%s) is a role category of edition %s", cwp_record_code(edition, role),
            cwp_record_title(edition, role), framework_edition(edition));
    tell_counterparts(edition, role, pathway, text, size);
  }
}

/* Says that there is no such role category, and where there is one. */
static int refuse_role(const cmd_arguments *arguments, const cwp_pathway *pathway, const char *text,
                       const cwp_error *error) {
  char elsewhere[512] = "";
  if (error->code == CWP_ERROR_NOT_FOUND && cwp_pathway_id(pathway, text) == CWP_NONE)
    framework_elsewhere(pathway, text, elsewhere, sizeof elsewhere);
  if (!elsewhere[0]) return framework_refuse(arguments, error);
  return wrong_usage(arguments->verb, "edition %s has no record '%s'; %s", framework_edition(pathway), text, elsewhere);
}

int framework_role(const cmd_arguments *arguments, const cwp_pathway *pathway, const char *text, cwp_id *role) {
  cwp_error error;
  if (cwp_pathway_find(pathway, text, CWP_KIND_ROLE, role, &error) != CWP_OK)
    return refuse_role(arguments, pathway, text, &error);
  return CODE_GO_ON;
}

/* 1 for a healthcare activity that regulated professionals delegate. */
static int is_activity(const cwp_pathway *pathway, cwp_id id) {
  return cwp_record_kind(pathway, id) == CWP_KIND_CODE &&
         strcmp(cwp_record_property(pathway, cwp_record_parent(pathway, id), "list"),
                "delegated-healthcare-activity") == 0;
}

int framework_settings(const cmd_arguments *arguments, const cwp_pathway *pathway, const char *option,
                       cwp_id **settings, size_t *count) {
  *settings = NULL;
  *count = 0;
  if (!arguments_has(arguments, option)) return CODE_GO_ON;
  *settings = malloc(arguments->given_count * sizeof **settings);
  if (!*settings) return out_of_memory();
  const char *name;
  while ((name = arguments_value_at(arguments, option, *count)) != NULL) {
    cwp_error error;
    cwp_id *setting = *settings + *count;
    *setting = cwp_pathway_id(pathway, name);
    if (!is_activity(pathway, *setting) &&
        cwp_pathway_find(pathway, name, CWP_KIND_PRACTICE_AREA, setting, &error) != CWP_OK)
      return framework_refuse(arguments, &error);
    *count += 1;
  }
  return CODE_GO_ON;
}

const char *framework_edition(const cwp_pathway *pathway) {
  return cwp_record_code(pathway, 0);
}
