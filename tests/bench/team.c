/* Reads staff and training files, assesses everybody against their own role category, and says how long each part took.
   usage: bench_team STAFF TRAINING */

#include "timer.h"

#include "cwp/cwp.h"

#include <stdio.h>

static double seconds_since(uint64_t start) {
  return (double)(now() - start) / 1e9;
}

int main(int count, char **arguments) {
  const cwp_pathway *pathway = cwp_edition_default();
  cwp_question question = CWP_QUESTION_INIT;
  cwp_error error = CWP_ERROR_INIT;
  cwp_import *import = NULL;
  cwp_team *team = NULL;
  size_t judged = 0;
  size_t without_role = 0;
  uint64_t start = now();
  if (cwp_date_make(2026, 11, 21, &question.on, &error) != CWP_OK ||
      cwp_import_new(pathway, NULL, NULL, &import, &error) != CWP_OK)
    goto failed;
  for (int i = 1; i < count; i++)
    if (cwp_import_add_file(import, arguments[i], &error) != CWP_OK) goto failed;
  if (cwp_import_finish(import, &team, &error) != CWP_OK) goto failed;
  printf("read and join    %8.2f s   %zu workers, %zu findings\n", seconds_since(start), cwp_team_count(team),
         cwp_findings_count(cwp_import_findings(import)));
  start = now();
  for (size_t i = 0; i < cwp_team_count(team); i++) {
    cwp_assessment *assessment = NULL;
    cwp_status status = cwp_assessment_make(pathway, cwp_team_at(team, i), &question, NULL, &assessment, &error);
    if (status == CWP_ERROR_NOT_FOUND) {
      without_role++;
      continue;
    }
    if (status != CWP_OK) goto failed;
    judged += cwp_assessment_count(assessment);
    cwp_assessment_free(assessment);
  }
  printf("assess           %8.2f s   %zu requirements judged, %zu workers without a role category\n",
         seconds_since(start), judged, without_role);
  cwp_team_free(team);
  cwp_import_free(import);
  return 0;
failed:
  fprintf(stderr, "%s: %s: %s\n", cwp_status_name(error.code), error.path, error.message);
  cwp_team_free(team);
  cwp_import_free(import);
  return 1;
}
