/* cwp talk: a page to bring to a career conversation. */

#include "cwp/conversation.h"
#include "files.h"
#include "findings.h"
#include "framework.h"
#include "messages.h"
#include "output.h"
#include "people.h"
#include "question.h"
#include "record.h"
#include "terminal.h"

enum { MOST_STEPS = 20, WIDEST = 1000 };

typedef struct cmd_talk {
  const cmd_arguments *arguments;
  const cwp_pathway *pathway;
  cmd_question question;
  cmd_files files;
  finding_list findings;
  const cwp_portfolio *person;
  cwp_conversation *made;
} cmd_talk;

static const cmd_option own_options[] = {
    {"person", "ID",
     "The person whom the page is for; it can be left out where the files hold one person only. The worker's own id is "
     "enough where one workplace only has it.",
     0},
    {"role", "FROM",
     "The role category where the person starts, such as CSW or care-or-support-worker; own, the default, takes their "
     "own.",
     0},
    {"steps", "N", "At most so many next steps, 1 to 20; 3 if not given.", 0},
    {"keep-going", NULL,
     "Go on with what could be read even when a file could not be read to its end; the exit status is 3 all the same.",
     0},
    OPTIONS_END,
};

static int make(cmd_talk *self) {
  cwp_error error;
  cwp_question question = question_of(&self->question);
  cwp_conversation_options options = CWP_CONVERSATION_OPTIONS_INIT;
  int steps = (int)options.most_steps;
  int code = arguments_number(self->arguments, "steps", 1, MOST_STEPS, &steps);
  if (code != CODE_GO_ON) return code;
  options.most_steps = (size_t)steps;
  if (cwp_conversation_make(self->pathway, self->person, &question, &options, NULL, &self->made, &error) != CWP_OK)
    return framework_refuse(self->arguments, &error);
  return CODE_GO_ON;
}

static int print_text(const cmd_talk *self) {
  cwp_error error;
  char *text;
  size_t width = terminal_width() < WIDEST ? terminal_width() : WIDEST;
  if (cwp_conversation_print(self->made, width, NULL, &text, NULL, &error) != CWP_OK) return explain_error(&error);
  out_text(text);
  cwp_text_free(NULL, text);
  return CODE_GO_ON;
}

static void write_point(cmd_json *json, const cmd_talk *self, const cwp_talk_point *point) {
  const cwp_evidence *evidence = cwp_portfolio_evidence(self->person, point->evidence);
  char date[CWP_DATE_TEXT_SIZE];
  json_flat_object(json);
  json_member_number(json, "depth", point->depth);
  json_member(json, "text", point->text);
  json_member(json, "why", point->why);
  json_member(json, "code", record_code_or_none(self->pathway, point->record));
  json_member(json, "evidence", evidence ? evidence->about : "");
  json_member(json, "date", cwp_date_format(point->date, date));
  json_end(json);
}

static void write_section(cmd_json *json, const cmd_talk *self, cwp_talk_section section) {
  const cwp_talk_point *point;
  json_object(json);
  json_member(json, "section", cwp_talk_section_name(section));
  json_member(json, "title", cwp_talk_section_title(section));
  json_key(json, "points");
  json_array(json);
  for (size_t i = 0; (point = cwp_conversation_at(self->made, i)) != NULL; i++) {
    if (point->section == section) write_point(json, self, point);
  }
  json_end(json);
  json_end(json);
}

static int print_json(const cmd_talk *self) {
  const cwp_person *person = cwp_portfolio_person(self->person);
  cmd_json json;
  record_json_start(&json, self->pathway);
  question_json(&json, &self->question);
  findings_json_counts(&json, "findings", &self->findings);
  json_key(&json, "person");
  json_flat_object(&json);
  json_member(&json, "id", person->id);
  json_member(&json, "site", person->site);
  json_member(&json, "job_role", person->job_title);
  json_member(&json, "role", people_role_code(self->pathway, person->role));
  json_member(&json, "from", record_code_or_none(self->pathway, cwp_next_from(cwp_conversation_next(self->made))));
  json_end(&json);
  json_key(&json, "sections");
  json_array(&json);
  for (int section = 0; section < CWP_TALK_SECTION_END; section++)
    write_section(&json, self, (cwp_talk_section)section);
  json_end(&json);
  json_finish(&json);
  return CODE_GO_ON;
}

static int talk(cmd_talk *self) {
  int code = question_read(&self->question, self->arguments, self->pathway);
  if (code == CODE_GO_ON)
    code = people_read(self->arguments, self->pathway, self->question.on, &self->files, &self->person);
  if (code == CODE_GO_ON)
    code = people_choose_one(self->arguments, self->files.team, "whom the page is for", &self->person);
  if (code == CODE_GO_ON) code = make(self);
  if (code == CODE_GO_ON) code = findings_list(&self->findings, cwp_import_findings(self->files.import), NULL, 0);
  if (code == CODE_GO_ON) code = arguments_has(self->arguments, "json") ? print_json(self) : print_text(self);
  if (code == CODE_GO_ON) code = people_remark_findings(&self->findings, "files");
  if (code != CODE_GO_ON) return code;
  return self->files.failed > 0 ? CODE_INPUT : CODE_FINE;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own;
  cmd_talk self = {.arguments = arguments};
  int code = framework_open(arguments, &own, &self.pathway);
  if (code == CODE_GO_ON) code = talk(&self);
  cwp_conversation_free(self.made);
  findings_free(&self.findings);
  files_free(&self.files);
  question_free(&self.question);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_talk = {
    .name = "talk",
    .summary = "print a page to bring to a career conversation",
    .operands = "FILE…",
    .about =
        "FILE is a portfolio, or a staff or training file of the national data set (ASC-WDS), as for cwp assess.\n\n"
        "The page speaks to one person: where they are, what they bring, what runs out, where they could go and what "
        "to do first, behaviours and values to talk about, questions to ask, and what the data does not know. Every "
        "suggestion says why it is made; there is no score.\n\n"
        "It holds personal data: who may see it is yours to decide. No evidence on record does not mean that somebody "
        "is not able to do something.",
    .examples = "cwp talk passport.json\n"
                "cwp talk staff.csv training.csv --person R016 --on 2026-11-21 --steps 2\n"
                "cwp talk passport.json --role care-or-support-worker --json",
    .options = {own_options, options_question, options_date, options_matrix, options_pathway, options_wording,
                options_common},
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .run = run,
};
