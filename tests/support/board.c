#include "support/board.h"

#include "support/suite.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { RULES_SIZE = 1 << 15 };

cwp_status board_rules(const char *list, const cwp_allocator *allocator, cwp_rota_rules **out, cwp_error *error) {
  static char text[RULES_SIZE];
  int length =
      snprintf(text, sizeof text, "{'format':'cwp-rota-rules','format_version':1,'id':'test','rules':[%s]}", list);
  ck_assert_int_lt(length, RULES_SIZE);
  for (char *at = text; *at; at++)
    if (*at == '\'') *at = '"';
  return cwp_rota_rules_parse(cwp_edition_default(), text, (size_t)length, "rules", NULL, allocator, out, error);
}

void board_start(board *self, const char *list) {
  cwp_error error = CWP_ERROR_INIT;
  *self = (board){0};
  ck_assert_msg(board_rules(list, NULL, &self->rules, &error) == CWP_OK, "%s", error.message);
  ck_assert_msg(cwp_rota_new(self->rules, NULL, NULL, &self->rota, &error) == CWP_OK, "%s", error.message);
}

void board_end(board *self) {
  cwp_rota_free(self->rota);
  cwp_rota_rules_free(self->rules);
  for (size_t i = 0; i < self->count; i++)
    cwp_portfolio_free(self->people[i]);
  *self = (board){0};
}

/* Cuts the next word off a text; NULL when there is none left. */
static char *next_word(char **text, const char *separators) {
  char *word = *text + strspn(*text, separators);
  size_t length = strcspn(word, separators);
  if (length == 0) return NULL;
  *text = word + length + (word[length] != '\0');
  word[length] = '\0';
  return word;
}

static cwp_date date_of(const char *text) {
  cwp_date date;
  cwp_error error;
  ck_assert_msg(cwp_date_parse(text, &date, &error) == CWP_OK, "%s", error.message);
  return date;
}

static void add_evidence(cwp_portfolio_builder *builder, char *words) {
  cwp_evidence piece = CWP_EVIDENCE_INIT;
  cwp_error error;
  piece.about = next_word(&words, " ");
  for (char *word = next_word(&words, " "); word; word = next_word(&words, " ")) {
    char *dots = strstr(word, "..");
    for (int kind = 0; kind < CWP_EVIDENCE_KIND_END; kind++)
      if (strcmp(word, cwp_evidence_kind_name((cwp_evidence_kind)kind)) == 0) piece.kind = (cwp_evidence_kind)kind;
    for (int result = 0; result < CWP_RESULT_END; result++)
      if (strcmp(word, cwp_result_name((cwp_result)result)) == 0) piece.result = (cwp_result)result;
    if (strcmp(word, "part") == 0) piece.extent = CWP_EXTENT_PART;
    if (!dots) continue;
    *dots = '\0';
    if (*word) piece.from = date_of(word);
    if (dots[2]) piece.until = date_of(dots + 2);
  }
  ck_assert_msg(cwp_portfolio_builder_add(builder, &piece, &error) == CWP_OK, "%s", error.message);
}

cwp_portfolio *board_portfolio(const char *id, const char *role, const char *evidence) {
  char copy[BOARD_TEXT], *rest = copy;
  cwp_person person = CWP_PERSON_INIT;
  cwp_portfolio_builder *builder;
  cwp_portfolio *portfolio;
  person.id = id;
  person.role = role;
  person.role_basis = *role ? CWP_ROLE_RECORDED : CWP_ROLE_UNKNOWN;
  ck_assert_int_eq(cwp_portfolio_builder_new(&person, NULL, &builder, NULL), CWP_OK);
  snprintf(copy, sizeof copy, "%s", evidence);
  for (char *piece = next_word(&rest, ","); piece; piece = next_word(&rest, ","))
    add_evidence(builder, piece);
  ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &portfolio, NULL), CWP_OK);
  cwp_portfolio_builder_free(builder);
  return portfolio;
}

size_t board_person(board *self, const char *id, const char *role, unsigned flags, const char *evidence) {
  size_t number = 99;
  cwp_error error;
  ck_assert_uint_lt(self->count, BOARD_PEOPLE);
  cwp_portfolio *portfolio = self->people[self->count++] = board_portfolio(id, role, evidence);
  ck_assert_msg(cwp_rota_add_person(self->rota, portfolio, flags, &number, &error) == CWP_OK, "%s", error.message);
  return number;
}

cwp_moment at(const char *text) {
  cwp_moment moment;
  cwp_error error;
  ck_assert_msg(cwp_moment_parse(text, &moment, NULL, &error) == CWP_OK, "%s", error.message);
  return moment;
}

size_t board_shift(board *self, const char *id, const char *start, const char *end, const char *settings,
                   size_t required) {
  char copy[256], *rest = copy;
  cwp_id found[8];
  cwp_error error;
  size_t number = 99;
  cwp_shift shift = CWP_SHIFT_INIT;
  shift.id = id;
  shift.start = at(start);
  shift.end = at(end);
  shift.place = "Rose";
  shift.required = required;
  shift.settings = found;
  snprintf(copy, sizeof copy, "%s", settings);
  for (char *code = next_word(&rest, " "); code; code = next_word(&rest, " "))
    found[shift.setting_count++] = cwp_pathway_id(cwp_edition_default(), code);
  ck_assert_msg(cwp_rota_add_shift(self->rota, &shift, &number, &error) == CWP_OK, "%s", error.message);
  return number;
}

void board_put(board *self, size_t shift, size_t person, cwp_rota_as as) {
  cwp_error error;
  ck_assert_msg(cwp_rota_assign(self->rota, shift, person, as, &error) == CWP_OK, "%s", error.message);
}

void board_take(board *self, size_t shift, size_t person) {
  ck_assert_int_eq(cwp_rota_unassign(self->rota, shift, person, NULL), CWP_OK);
}

void board_free_time(board *self, size_t person, const char *start, const char *end) {
  ck_assert_int_eq(cwp_rota_add_availability(self->rota, person, at(start), at(end), NULL), CWP_OK);
}

/* Reading. */

__attribute__((format(printf, 2, 3))) static void say(board *self, const char *format, ...) {
  size_t length = strlen(self->text);
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(self->text + length, sizeof self->text - length, format, arguments);
  va_end(arguments);
}

static const char *id_of(const board *self, size_t person) {
  return cwp_portfolio_person(cwp_rota_person(self->rota, person))->id;
}

static void say_issue(board *self, const cwp_rota_issue *issue) {
  char day[CWP_DATE_TEXT_SIZE];
  say(self, "%s%s %s", *self->text ? "; " : "", cwp_rota_severity_name(issue->severity),
      issue->rule != CWP_NO_INDEX ? cwp_rota_rules_at(self->rules, issue->rule)->id
                                  : cwp_rota_cause_name(issue->cause));
  if (issue->person != CWP_NO_INDEX) say(self, " %s", id_of(self, issue->person));
  if (issue->other_shift != CWP_NO_INDEX) say(self, " %s", cwp_rota_shift(self->rota, issue->other_shift)->id);
  if (issue->have || issue->need) say(self, " %zu/%zu", issue->have, issue->need);
  if (issue->about == CWP_NONE) return;
  say(self, " %s %s", cwp_record_code(cwp_edition_default(), issue->about), cwp_standing_name(issue->standing));
  if (issue->day != CWP_DATE_NONE) say(self, " %s", cwp_date_format(issue->day, day));
}

const char *board_told(board *self, size_t shift) {
  *self->text = '\0';
  for (size_t i = 0; i < cwp_rota_issue_count(self->rota, shift); i++)
    say_issue(self, cwp_rota_issue_at(self->rota, shift, i));
  return *self->text ? self->text : "pass";
}

static void say_fix(board *self, const cwp_rota_fix *fix) {
  say(self, "%s%s %s", *self->text ? "; " : "", cwp_rota_fix_kind_name(fix->kind), id_of(self, fix->person));
  if (fix->leaves != CWP_NO_INDEX) say(self, " for %s", id_of(self, fix->leaves));
  if (fix->from_shift != CWP_NO_INDEX) say(self, " from %s", cwp_rota_shift(self->rota, fix->from_shift)->id);
  if (fix->about != CWP_NONE)
    say(self, " %s %s", cwp_record_code(cwp_edition_default(), fix->about), cwp_evidence_kind_name(fix->kind_needed));
  say(self, " %zu>%zu", fix->blocks_before, fix->blocks_after);
}

const char *board_fixes(board *self, size_t shift) {
  cwp_rota_fixes *fixes;
  *self->text = '\0';
  ck_assert_int_eq(cwp_rota_seek_fixes(self->rota, shift, 0, &fixes, NULL), CWP_OK);
  for (size_t i = 0; i < cwp_rota_fixes_count(fixes); i++)
    say_fix(self, cwp_rota_fixes_at(fixes, i));
  cwp_rota_fixes_free(fixes);
  return self->text;
}
