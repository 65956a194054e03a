/*
 * Assesses case after case, so that a reference implementation can be held against the library. It uses the public
 * API only.
 *
 *   assess_many FILE           a framework file
 *   assess_many edition:CODE   a built-in edition
 *
 * Standard input holds one case a line, standard output one answer a line. A case has five fields with a tab between:
 *
 *   role       code, slug or alias of the role category; - for the person's own
 *   day        YYYY-MM-DD
 *   settings   codes, slugs or aliases with commas between; - for none
 *   policy     least_must,least_should,least_can,expiring_days as numbers
 *   portfolio  its JSON, on this one line
 *
 * An answer is "coverage ready" and then, for every requirement in order, a space and
 * "code:kind:stated_kind:standing:until:evidence", - standing for what there is not; or "error" and the status's name.
 * An overview of all role categories is made too, and must agree: it is an error if it does not.
 */

#include "cwp/cwp.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SETTINGS = 16, MOST_LINES = 2000, LINE_SIZE = 1 << 20 };

static int give_up(const char *what, const char *message) {
  fprintf(stderr, "assess_many: %s: %s\n", what, message);
  return 3;
}

/* The text up to the next `end`, which is cut off; `*text` goes on behind it. NULL when no text is left. */
static char *next_field(char **text, char end) {
  char *start = *text;
  if (start == NULL) return NULL;
  char *stop = strchr(start, end);
  if (stop) *stop = '\0';
  *text = stop ? stop + 1 : NULL;
  return start;
}

/* One case: what is asked, of whom. */
typedef struct asked {
  cwp_portfolio *portfolio;
  cwp_policy policy;
  cwp_id settings[MOST_SETTINGS];
  cwp_question question;
} asked;

static cwp_status read_settings(const cwp_pathway *pathway, char *text, asked *self, cwp_error *error) {
  self->question.settings = self->settings;
  if (strcmp(text, "-") == 0) return CWP_OK;
  for (char *name = next_field(&text, ','); name; name = next_field(&text, ',')) {
    size_t *count = &self->question.setting_count;
    if (*count == MOST_SETTINGS) {
      *error = (cwp_error){.code = CWP_ERROR_LIMIT, .message = "too many settings"};
      return CWP_ERROR_LIMIT;
    }
    cwp_status status = cwp_pathway_find(pathway, name, CWP_KIND_END, &self->settings[(*count)++], error);
    if (status) return status;
  }
  return CWP_OK;
}

static int read_policy(const char *text, cwp_policy *policy) {
  int values[4];
  if (sscanf(text, "%d,%d,%d,%d", &values[0], &values[1], &values[2], &values[3]) != 4) return 0;
  policy->least_must = (cwp_evidence_kind)values[0];
  policy->least_should = (cwp_evidence_kind)values[1];
  policy->least_can = (cwp_evidence_kind)values[2];
  policy->expiring_days = values[3];
  return 1;
}

/* Reads a case of a line, which is cut up. Fills `error` when it fails. */
static cwp_status read_case(const cwp_pathway *pathway, char *line, asked *self, cwp_error *error) {
  char *role = next_field(&line, '\t');
  char *day = next_field(&line, '\t');
  char *settings = next_field(&line, '\t');
  char *policy = next_field(&line, '\t');
  *self = (asked){.policy = CWP_POLICY_INIT, .question = CWP_QUESTION_INIT};
  if (line == NULL || !read_policy(policy, &self->policy)) {
    *error = (cwp_error){.code = CWP_ERROR_SYNTAX, .message = "a line that is no case"};
    return CWP_ERROR_SYNTAX;
  }
  self->question.policy = &self->policy;
  cwp_status status = cwp_date_parse(day, &self->question.on, error);
  if (status == CWP_OK) status = read_settings(pathway, settings, self, error);
  if (status == CWP_OK && strcmp(role, "-") != 0)
    status = cwp_pathway_find(pathway, role, CWP_KIND_ROLE, &self->question.role, error);
  if (status == CWP_OK) status = cwp_portfolio_parse(line, strlen(line), "case", NULL, NULL, &self->portfolio, error);
  return status;
}

static void print_judgement(const cwp_pathway *pathway, const cwp_judgement *judgement) {
  char until[CWP_DATE_TEXT_SIZE];
  const cwp_requirement *asks = &judgement->requirement;
  cwp_date_format(judgement->until, until);
  printf(" %s:%s:%s:%s:%s:", cwp_record_code(pathway, asks->line), cwp_requirement_kind_name(asks->kind),
         cwp_requirement_kind_name(asks->stated_kind), cwp_standing_name(judgement->standing), until[0] ? until : "-");
  if (judgement->evidence == SIZE_MAX)
    putchar('-');
  else
    printf("%zu", judgement->evidence);
}

static int is_same(const cwp_judgement *a, const cwp_judgement *b) {
  return a->requirement.line == b->requirement.line && a->requirement.kind == b->requirement.kind &&
         a->standing == b->standing && a->evidence == b->evidence && a->map == b->map && a->until == b->until;
}

/* An overview, in memory of our own, must say the same. */
static cwp_status check_overview(const cwp_pathway *pathway, const asked *self, const cwp_assessment *assessment,
                                 cwp_error *error) {
  static char memory[1 << 20];
  static cwp_judgement judgements[MOST_LINES];
  const cwp_overview *overview = NULL;
  cwp_question question = self->question;
  size_t count = 0, same = 0;
  question.role = CWP_NONE;
  cwp_id role = cwp_assessment_role(assessment);
  cwp_status status = cwp_overview_make(pathway, self->portfolio, &question, memory, sizeof memory, &overview, error);
  if (status == CWP_OK) status = cwp_overview_judgements(overview, role, judgements, MOST_LINES, &count, error);
  if (status != CWP_OK) return status;
  while (same < count && same < cwp_assessment_count(assessment) &&
         is_same(&judgements[same], cwp_assessment_at(assessment, same)))
    same++;
  int differ = same < count || count != cwp_assessment_count(assessment) ||
               cwp_overview_is_ready(overview, role) != cwp_assessment_is_ready(assessment);
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
    differ |= memcmp(cwp_overview_counts(overview, role, (cwp_requirement_kind)kind),
                     cwp_assessment_counts(assessment, (cwp_requirement_kind)kind), sizeof(cwp_counts)) != 0;
  if (!differ) return CWP_OK;
  *error = (cwp_error){.code = CWP_ERROR_INTERNAL, .message = "the overview says something else"};
  return CWP_ERROR_INTERNAL;
}

static cwp_status answer(const cwp_pathway *pathway, char *line, cwp_error *error) {
  asked self;
  cwp_assessment *assessment = NULL;
  cwp_status status = read_case(pathway, line, &self, error);
  if (status == CWP_OK) status = cwp_assessment_make(pathway, self.portfolio, &self.question, NULL, &assessment, error);
  if (status == CWP_OK) status = check_overview(pathway, &self, assessment, error);
  if (status == CWP_OK) {
    printf("%s %d", cwp_coverage_name(cwp_assessment_coverage(assessment)), cwp_assessment_is_ready(assessment));
    for (size_t i = 0; i < cwp_assessment_count(assessment); i++)
      print_judgement(pathway, cwp_assessment_at(assessment, i));
    putchar('\n');
  } else
    printf("error %s\n", cwp_status_name(status));
  cwp_assessment_free(assessment);
  cwp_portfolio_free(self.portfolio);
  return status;
}

int main(int count, char **arguments) {
  static char line[LINE_SIZE];
  static const char built_in[] = "edition:";
  const cwp_pathway *pathway = NULL;
  cwp_pathway *own = NULL;
  cwp_error error = CWP_ERROR_INIT;
  if (count != 2) return give_up("usage", "assess_many FILE|edition:CODE");
  if (strncmp(arguments[1], built_in, sizeof built_in - 1) == 0) {
    if (cwp_edition_find(arguments[1] + sizeof built_in - 1, &pathway, &error))
      return give_up(arguments[1], error.message);
  } else {
    if (cwp_pathway_read(arguments[1], NULL, NULL, &own, &error)) return give_up(arguments[1], error.message);
    pathway = own;
  }
  while (fgets(line, sizeof line, stdin)) {
    size_t length = strcspn(line, "\n");
    if (line[length] == '\0') return give_up("standard input", "a line that is too long or has no end");
    line[length] = '\0';
    /* A reason on standard error beside the answer: without it a differing case would be a riddle. */
    if (answer(pathway, line, &error)) fprintf(stderr, "assess_many: %s\n", error.message);
  }
  cwp_pathway_free(own);
  return 0;
}
