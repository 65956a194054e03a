#include "question.h"

#include "framework.h"
#include "messages.h"

#include <stdlib.h>
#include <string.h>

const cmd_option options_question[] = {
    {"setting", "ID",
     "A practice area that the setting names, such as dementia for a dementia home, or a delegated healthcare activity "
     "that the work has, such as ASC.D2: what can be asked of people there is asked. May be given more than once. `cwp "
     "list practice-areas` lists them.",
     1},
    {"expiring", "DAYS",
     "Evidence that ends within so many days is expiring: 0 to 3660, or any for all that ends at all; 90 if not given.",
     0},
    {"least", "WHAT=KIND",
     "The weakest evidence that meets a must, should or can: declared, trained, assessed or accredited. Without it "
     "must=assessed, should=trained, can=trained. May be given more than once.",
     1},
    OPTIONS_END,
};

static cwp_evidence_kind *least_of(cwp_policy *policy, cwp_requirement_kind kind) {
  return kind == CWP_MUST ? &policy->least_must : kind == CWP_SHOULD ? &policy->least_should : &policy->least_can;
}

static int read_least(cmd_question *self, const cmd_arguments *arguments, const char *text) {
  const char *what[CWP_REQUIREMENT_KIND_END], *kinds[CWP_EVIDENCE_KIND_END];
  char left[16];
  size_t requirement, evidence, length = strcspn(text, "=");
  if (!text[length])
    return wrong_usage(arguments->verb, "--least takes WHAT=KIND, such as must=assessed, not '%s'", text);
  for (int i = 0; i < CWP_REQUIREMENT_KIND_END; i++)
    what[i] = cwp_requirement_kind_name((cwp_requirement_kind)i);
  for (int i = 0; i < CWP_EVIDENCE_KIND_END; i++)
    kinds[i] = cwp_evidence_kind_name((cwp_evidence_kind)i);
  compose(left, sizeof left, "%.*s", (int)(length < sizeof left ? length : sizeof left), text);
  int code = arguments_choice(arguments, "least", left, what, CWP_REQUIREMENT_KIND_END, &requirement);
  if (code == CODE_GO_ON)
    code = arguments_choice(arguments, "least", text + length + 1, kinds, CWP_EVIDENCE_KIND_END, &evidence);
  if (code == CODE_GO_ON) *least_of(&self->policy, (cwp_requirement_kind)requirement) = (cwp_evidence_kind)evidence;
  return code;
}

int question_read(cmd_question *self, const cmd_arguments *arguments, const cwp_pathway *pathway) {
  *self = (cmd_question){pathway, CWP_NONE, CWP_DATE_NONE, NULL, 0, CWP_POLICY_INIT};
  const char *role = arguments_value(arguments, "role"), *least;
  int code = arguments_date(arguments, &self->on);
  if (code == CODE_GO_ON && role && strcmp(role, "own") != 0)
    code = framework_role(arguments, pathway, role, &self->role);
  if (code == CODE_GO_ON)
    code = framework_settings(arguments, pathway, "setting", &self->settings, &self->setting_count);
  if (code == CODE_GO_ON) code = arguments_window(arguments, &self->policy.expiring_days);
  for (size_t i = 0; code == CODE_GO_ON && (least = arguments_value_at(arguments, "least", i)) != NULL; i++)
    code = read_least(self, arguments, least);
  return code;
}

void question_free(cmd_question *self) {
  free(self->settings);
}

cwp_question question_of(const cmd_question *self) {
  cwp_question question = CWP_QUESTION_INIT;
  question.role = self->role;
  question.on = self->on;
  question.settings = self->settings;
  question.setting_count = self->setting_count;
  question.policy = &self->policy;
  return question;
}

void question_json(cmd_json *json, const cmd_question *self) {
  char date[CWP_DATE_TEXT_SIZE];
  cwp_policy policy = self->policy;
  json_member(json, "on", cwp_date_format(self->on, date));
  json_key(json, "settings");
  json_flat_array(json);
  for (size_t i = 0; i < self->setting_count; i++)
    json_text(json, cwp_record_code(self->pathway, self->settings[i]));
  json_end(json);
  json_key(json, "policy");
  json_flat_object(json);
  json_key(json, "least");
  json_object(json);
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
    json_member(json, cwp_requirement_kind_name((cwp_requirement_kind)kind),
                cwp_evidence_kind_name(*least_of(&policy, (cwp_requirement_kind)kind)));
  json_end(json);
  json_member_window(json, "expiring_days", self->policy.expiring_days);
  json_end(json);
}

void question_describe(const cmd_question *self, char *text, size_t size) {
  compose(text, size, "%s", self->setting_count > 0 ? "Setting: " : "");
  for (size_t i = 0; i < self->setting_count; i++)
    compose_more(text, size, "%s%s", i ? ", " : "", cwp_record_title(self->pathway, self->settings[i]));
  compose_more(text, size, "%sEvidence must be at least %s for a must, %s for a should, %s for a can; expiring means ",
               self->setting_count > 0 ? ". " : "", cwp_evidence_kind_name(self->policy.least_must),
               cwp_evidence_kind_name(self->policy.least_should), cwp_evidence_kind_name(self->policy.least_can));
  if (self->policy.expiring_days == CWP_EXPIRING_ANY)
    compose_more(text, size, "ending at all.");
  else
    compose_more(text, size, "within %d days.", self->policy.expiring_days);
}
