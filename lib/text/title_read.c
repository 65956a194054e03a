/* What is known beside the title: the job role of the national data set, the employer, the description. */

#include "text/title.h"

#include <string.h>

/* How much a job role gives to the category that it suggests, and what is left of the others; what is left of all where
   job role and title disagree. */
static const double role_gives = 0.8, role_leaves = 0.6, disagreement = 0.5, agreement = 0.1, most = 0.97;
/* The least that a title must say for a category to be taken up from the job role. */
static const double open_to = 0.15, sure = 0.55;

static const char job_role_names[] = "The job role of the national data set suggests this category.";
static const char job_role_differs[] = "The title and the job role of the national data set do not agree.";
static const char individual[] =
    "The employer is the person supported, or somebody on their behalf, which makes a care "
    "worker a personal assistant.";
static const char individual_manager[] =
    "The employer is the person supported, who has no regulated service to manage.";
static const char not_regulated[] =
    "The employer is not regulated by the Care Quality Commission, and so has no registered manager.";
static const char organisation[] = "The pathway's personal assistants are employed by the person supported, and this "
                                   "employer is an organisation.";

/* The role category that a job role suggests, or CWP_NONE. */
static cwp_id suggested(const cwp_pathway *pathway, cwp_id job_role) {
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_SUGGESTION);
  for (size_t i = 0; i < cwp_pathway_count(pathway, CWP_KIND_SUGGESTION); i++) {
    cwp_link from, to;
    cwp_id record = first + (cwp_id)i;
    if (cwp_record_link(pathway, record, CWP_RELATION_FROM, 0, &from, NULL) != CWP_OK || from.to != job_role) continue;
    return cwp_record_link(pathway, record, CWP_RELATION_TO, 0, &to, NULL) == CWP_OK ? to.to : CWP_NONE;
  }
  return CWP_NONE;
}

static double *score_of(cwp__title_scores *scores, const char *code) {
  return scores->score + cwp__title_category_named(code);
}

static int is_best(const cwp__title_scores *scores, const char *code) {
  return cwp__title_best(scores) == cwp__title_category_named(code);
}

static void scale(cwp__title_scores *scores, double by) {
  for (uint8_t i = 0; i < cwp__titles.category_count; i++)
    scores->score[i] *= by;
}

static void disagree(cwp__title_scores *scores) {
  scale(scores, disagreement);
  cwp__title_explain(scores, job_role_differs, CWP__TITLE_CATEGORIES);
}

/* "Care worker" is said of all who give care, so it does not speak against what a title says more exactly. */
static int is_finer(const cwp__title_scores *scores, const char *code) {
  static const char *const finer[] = {"NTC", "ECW", "PA"};
  for (size_t i = 0; strcmp(code, "CSW") == 0 && i < sizeof finer / sizeof *finer; i++)
    if (is_best(scores, finer[i])) return 1;
  return 0;
}

static void weigh_suggestion(cwp__title_scores *scores, const char *code) {
  uint8_t category = cwp__title_category_named(code);
  if (category == CWP__TITLE_CATEGORIES) return;
  double own = scores->score[category], best = scores->score[cwp__title_best(scores)];
  if (is_finer(scores, code)) return;
  if (cwp__title_best(scores) == category && own >= sure) {
    scores->score[category] = own + agreement < most ? own + agreement : most;
  } else if (own >= open_to || best < sure) {
    scale(scores, role_leaves);
    scores->score[category] = role_gives;
  } else {
    disagree(scores);
    return;
  }
  cwp__title_explain(scores, job_role_names, category);
}

/* A job role that suggests nothing may still speak against the title: care work under the code of another job. */
static void weigh_job_role(const cwp_pathway *pathway, cwp_id job_role, cwp__title_scores *scores) {
  static const char *const care[] = {"NTC", "CSW", "ECW", "PA", "SL", "PL", "DM", "RM"};
  cwp_id role = suggested(pathway, job_role);
  if (role != CWP_NONE) {
    weigh_suggestion(scores, cwp_record_code(pathway, role));
    return;
  }
  if (strstr(cwp_record_property(pathway, job_role, "flags"), "care-providing") ||
      strstr(cwp_record_property(pathway, job_role, "group"), "Managerial"))
    return;
  for (size_t i = 0; i < sizeof care / sizeof *care; i++)
    if (is_best(scores, care[i]) && *score_of(scores, care[i]) >= sure) {
      disagree(scores);
      return;
    }
}

static void weigh_individual(cwp__title_scores *scores) {
  static const char *const care[] = {"NTC", "CSW", "ECW", "SL"};
  uint8_t assistant = cwp__title_category_named("PA");
  double best = *score_of(scores, "PA");
  for (size_t i = 0; i < sizeof care / sizeof *care; i++)
    if (*score_of(scores, care[i]) > best) best = *score_of(scores, care[i]);
  int manages = is_best(scores, "RM") || is_best(scores, "DM");
  scale(scores, disagreement);
  if (manages) {
    cwp__title_explain(scores, individual_manager, CWP__TITLE_CATEGORIES);
  } else if (best > 0 && best >= *score_of(scores, "outside")) {
    scores->score[assistant] = best + agreement < most ? best + agreement : most;
    cwp__title_explain(scores, individual, assistant);
  }
}

static void weigh_employer(cwp_employer employer, cwp__title_scores *scores) {
  if (employer == CWP_EMPLOYER_INDIVIDUAL) {
    weigh_individual(scores);
    return;
  }
  if (employer == CWP_EMPLOYER_NOT_REGULATED && *score_of(scores, "RM") > 0) {
    *score_of(scores, "RM") *= disagreement;
    cwp__title_explain(scores, not_regulated, CWP__TITLE_CATEGORIES);
  }
  if (employer != CWP_EMPLOYER_UNKNOWN && *score_of(scores, "PA") > 0) {
    *score_of(scores, "PA") *= 1 - open_to * 2;
    cwp__title_explain(scores, organisation, CWP__TITLE_CATEGORIES);
  }
}

static void weigh_description(const char *text, size_t length, cwp__title_scores *scores) {
  cwp__title_parts parts = cwp__title_parts_of(text, length);
  for (uint16_t i = 0; i < cwp__titles.cue_count; i++) {
    const cwp__title_cue *cue = cwp__titles.cues + i;
    if (!cwp__title_meet(&cue->any, &parts) || cwp__title_meet(&cue->unless, &parts)) continue;
    if (cue->only_if < CWP__TITLE_CATEGORIES && scores->score[cue->only_if] <= 0) continue;
    for (uint8_t k = 0; k < cue->change_count; k++) {
      double *score = scores->score + cue->changes[k].category;
      *score += cue->changes[k].hundredths / 100.0;
      *score = *score < 0 ? 0 : *score > most ? most : *score;
    }
    cwp__title_explain(scores, cue->why, CWP__TITLE_CATEGORIES);
  }
}

void cwp__title_weigh(const cwp_pathway *pathway, const cwp_title_context *context, cwp__title_scores *scores) {
  if (context->description) weigh_description(context->description, context->description_length, scores);
  if (context->job_role != CWP_NONE) weigh_job_role(pathway, context->job_role, scores);
  weigh_employer(context->employer, scores);
}
