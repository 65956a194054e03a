/*
 * What a rota product calls when somebody drags a person onto a shift: would it do, what is wrong then, what would mend
 * it. Build it against the installed library:
 *
 *   cc rota_check.c $(pkg-config --cflags --libs cwp) -o rota_check
 *   ./rota_check care-home N1 A043 shifts.csv assignments.csv staff.csv training.csv
 */

#include <cwp/cwp.h>

#include <stdio.h>
#include <string.h>

/* What a product keeps while a rota is open. */
typedef struct planner {
  cwp_import *import;
  cwp_rota_files *files;
  cwp_team *team;
  cwp_rota_rules *rules;
  cwp_rota *board;
} planner;

static int explain(const cwp_error *error) {
  fprintf(stderr, "rota_check: %s%s%s\n", error->path, *error->path ? ": " : "", error->message);
  return 1;
}

/* Reads a file as one of the rota or, if it is none, as one of people. */
static cwp_status read_file(planner *self, const char *path, cwp_error *error) {
  cwp_status status = cwp_rota_files_add_file(self->files, path, error);
  return status == CWP_ERROR_UNSUPPORTED ? cwp_import_add_file(self->import, path, error) : status;
}

static cwp_status open_rota(planner *self, const char *set, char **paths, int count, cwp_error *error) {
  const cwp_pathway *pathway = cwp_edition_default();
  cwp_status status = cwp_import_new(pathway, NULL, NULL, &self->import, error);
  if (!status) status = cwp_rota_files_new(pathway, NULL, NULL, &self->files, error);
  for (int i = 0; i < count && !status; i++)
    status = read_file(self, paths[i], error);
  if (!status) status = cwp_import_finish(self->import, &self->team, error);
  if (!status) status = cwp_rota_rules_ready(pathway, set, NULL, &self->rules, error);
  if (!status) status = cwp_rota_new(self->rules, NULL, NULL, &self->board, error);
  if (!status) status = cwp_rota_files_fill(self->files, self->team, self->board, error);
  return status;
}

static void close_rota(planner *self) {
  cwp_rota_free(self->board); /* it borrows the rules and the team's portfolios, so it goes first */
  cwp_rota_rules_free(self->rules);
  cwp_team_free(self->team);
  cwp_rota_files_free(self->files);
  cwp_import_free(self->import);
}

/* A person by the whole id, "SITE/WORKER", or by the part behind the last slash. */
static size_t find_person(const cwp_rota *board, const char *id) {
  size_t found = cwp_rota_find_person(board, id);
  for (size_t i = 0; i < cwp_rota_person_count(board) && found == CWP_NO_INDEX; i++) {
    const char *slash = strrchr(cwp_portfolio_person(cwp_rota_person(board, i))->id, '/');
    if (slash && strcmp(slash + 1, id) == 0) found = i;
  }
  return found;
}

static const char *name_of(const cwp_rota *board, size_t person) {
  return cwp_portfolio_person(cwp_rota_person(board, person))->id;
}

/* While the mouse hovers: how bad would it be? Nothing changes. */
static int hover(const cwp_rota *board, size_t shift, size_t person) {
  cwp_rota_issue worst;
  cwp_error error;
  size_t count;
  if (cwp_rota_try(board, shift, person, CWP_ROTA_WORKING, &worst, 1, &count, &error)) return explain(&error);
  printf("With %s the shift would be: %s\n", name_of(board, person),
         count ? cwp_rota_severity_name(worst.severity) : "pass");
  return 0;
}

/* When it is dropped: the shift, checked again, with reasons. */
static int drop(cwp_rota *board, size_t shift, size_t person) {
  char why[CWP_ROTA_WHY_SIZE];
  cwp_error error;
  if (cwp_rota_assign(board, shift, person, CWP_ROTA_WORKING, &error)) return explain(&error);
  printf("%s: %s\n", cwp_rota_shift(board, shift)->id, cwp_rota_severity_name(cwp_rota_verdict(board, shift)));
  for (size_t i = 0; i < cwp_rota_issue_count(board, shift); i++) {
    const cwp_rota_issue *issue = cwp_rota_issue_at(board, shift, i);
    if (issue->severity < CWP_ROTA_WARN) continue;
    cwp_rota_issue_why(board, shift, i, why, sizeof why); /* safe to show: texts of files are made harmless */
    printf("  %-5s %s\n", cwp_rota_severity_name(issue->severity), why);
  }
  return 0;
}

/* When somebody asks what to do. */
static int suggest(const cwp_rota *board, size_t shift) {
  cwp_rota_fixes *fixes;
  cwp_error error;
  if (cwp_rota_seek_fixes(board, shift, 3, &fixes, &error)) return explain(&error);
  for (size_t i = 0; i < cwp_rota_fixes_count(fixes); i++) {
    const cwp_rota_fix *fix = cwp_rota_fixes_at(fixes, i);
    printf("  fix   %s %s", cwp_rota_fix_kind_name(fix->kind), name_of(board, fix->person));
    if (fix->leaves != CWP_NO_INDEX) printf(" for %s", name_of(board, fix->leaves));
    if (fix->from_shift != CWP_NO_INDEX) printf(" from %s", cwp_rota_shift(board, fix->from_shift)->id);
    if (fix->about != CWP_NONE) printf(" %s", cwp_record_code(cwp_edition_default(), fix->about));
    printf(": %zu of %zu blocks left\n", fix->blocks_after, fix->blocks_before);
  }
  cwp_rota_fixes_free(fixes);
  return 0;
}

static int drag(cwp_rota *board, const char *shift_id, const char *person_id) {
  size_t shift = cwp_rota_find_shift(board, shift_id), person = find_person(board, person_id);
  if (shift == CWP_NO_INDEX || person == CWP_NO_INDEX) {
    fprintf(stderr, "rota_check: there is no such shift or person in the files\n");
    return 1;
  }
  return hover(board, shift, person) || drop(board, shift, person) || suggest(board, shift);
}

int main(int count, char **words) {
  planner self = {0};
  cwp_error error = CWP_ERROR_INIT;
  if (count < 5) {
    fprintf(stderr, "usage: rota_check RULES SHIFT PERSON FILE...\n");
    return 2;
  }
  int failed =
      open_rota(&self, words[1], words + 4, count - 4, &error) ? explain(&error) : drag(self.board, words[2], words[3]);
  close_rota(&self);
  return failed;
}
