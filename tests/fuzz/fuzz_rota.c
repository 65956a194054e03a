/* Rules of rotas, in any bytes, and a board that is held to them: two people on nights and days. */

#include "fuzz.h"

enum { SHIFTS = 3, PEOPLE = 2 };

static cwp_portfolio *somebody(const char *id, const char *role) {
  static const char *const codes[] = {"ASC.T13", "ASC.T20", "P.dementia", "CSW.K1.1"};
  cwp_person person = CWP_PERSON_INIT;
  cwp_portfolio_builder *builder = NULL;
  cwp_portfolio *portfolio = NULL;
  person.id = id;
  person.role = role;
  REQUIRE(cwp_portfolio_builder_new(&person, NULL, &builder, NULL) == CWP_OK);
  for (size_t i = 0; i < 4; i++) {
    cwp_evidence piece = CWP_EVIDENCE_INIT;
    piece.about = codes[i];
    piece.kind = (cwp_evidence_kind)(i % CWP_EVIDENCE_KIND_END);
    REQUIRE(cwp_date_make(2026, 11, 21 + (int)i, &piece.until, NULL) == CWP_OK);
    REQUIRE(cwp_portfolio_builder_add(builder, &piece, NULL) == CWP_OK);
  }
  REQUIRE(cwp_portfolio_builder_finish(builder, &portfolio, NULL) == CWP_OK);
  cwp_portfolio_builder_free(builder);
  return portfolio;
}

static void look_at_rules(const cwp_rota_rules *rules) {
  REQUIRE(cwp_rota_rules_id(rules) && cwp_rota_rules_title(rules));
  for (size_t i = 0; i < cwp_rota_rules_count(rules); i++) {
    const cwp_rota_rule *rule = cwp_rota_rules_at(rules, i);
    REQUIRE(rule->id[0] && rule->title && rule->basis && rule->status && rule->fits);
    REQUIRE(rule->severity > CWP_ROTA_PASS && rule->severity < CWP_ROTA_SEVERITY_END);
    REQUIRE(rule->measure < CWP_MEASURE_END && rule->part < CWP_SHIFT_PART_END && rule->amount >= 0);
  }
  REQUIRE(cwp_rota_rules_at(rules, cwp_rota_rules_count(rules)) == NULL);
}

static void look_at_shift(const cwp_rota *rota, size_t shift) {
  char why[CWP_ROTA_WHY_SIZE];
  cwp_rota_severity before = CWP_ROTA_BLOCK;
  for (size_t i = 0; i < cwp_rota_issue_count(rota, shift); i++) {
    const cwp_rota_issue *issue = cwp_rota_issue_at(rota, shift, i);
    REQUIRE(issue->severity <= before && issue->severity > CWP_ROTA_PASS);
    REQUIRE(issue->person == CWP_NO_INDEX || issue->person < PEOPLE);
    before = issue->severity;
    size_t length = cwp_rota_issue_why(rota, shift, i, why, sizeof why);
    REQUIRE(length > 0 && length < sizeof why && strlen(why) == length);
  }
}

static void look_at_fixes(const cwp_rota *rota, size_t shift) {
  cwp_rota_fixes *fixes = NULL;
  REQUIRE(cwp_rota_seek_fixes(rota, shift, 0, &fixes, NULL) == CWP_OK);
  for (size_t i = 0; i < cwp_rota_fixes_count(fixes); i++)
    REQUIRE(cwp_rota_fixes_at(fixes, i)->blocks_after < cwp_rota_fixes_at(fixes, i)->blocks_before);
  cwp_rota_fixes_free(fixes);
}

static void look_at_a_try(const cwp_rota *rota, size_t shift) {
  char why[CWP_ROTA_WHY_SIZE];
  cwp_rota_issue issues[8];
  size_t count = 0;
  REQUIRE(cwp_rota_try(rota, shift, 1 - shift % PEOPLE, CWP_ROTA_WORKING, issues, 8, &count, NULL) == CWP_OK);
  for (size_t i = 0; i < count && i < 8; i++)
    REQUIRE(cwp_rota_why(rota, shift, &issues[i], why, sizeof why) > 0);
}

static void look_at_demand(const cwp_rota *rota, cwp_moment from) {
  cwp_rota_demands *demands = NULL;
  REQUIRE(cwp_rota_add_up(rota, from, from + 7 * 1440, &demands, NULL) == CWP_OK);
  for (size_t i = 0; i < cwp_rota_demands_count(demands); i++) {
    const cwp_rota_demand *one = cwp_rota_demands_at(demands, i);
    REQUIRE(one->held >= 0 && one->held <= one->needed && one->broken <= one->shifts && one->freed <= one->broken);
    REQUIRE(one->able <= PEOPLE && one->rests_on_one <= one->shifts);
  }
  cwp_rota_demands_free(demands);
}

static void fill(cwp_rota *rota, cwp_moment from) {
  static const char *const ids[SHIFTS] = {"D1", "N1", "N2"};
  const cwp_id settings[] = {cwp_pathway_id(cwp_edition_default(), "P.dementia"),
                             cwp_pathway_id(cwp_edition_default(), "ASC.D2")};
  for (size_t i = 0; i < SHIFTS; i++) {
    cwp_shift shift = CWP_SHIFT_INIT;
    shift.id = ids[i];
    shift.place = "Rose";
    shift.service = "visit";
    shift.start = from + (cwp_moment)i * 720;
    shift.end = shift.start + 780;
    shift.settings = settings;
    shift.setting_count = i;
    shift.required = 2;
    REQUIRE(cwp_rota_add_shift(rota, &shift, NULL, NULL) == CWP_OK);
    REQUIRE(cwp_rota_assign(rota, i, i % PEOPLE, CWP_ROTA_WORKING, NULL) == CWP_OK);
  }
  REQUIRE(cwp_rota_add_availability(rota, 1, from, from + 1440, NULL) == CWP_OK);
}

static void check(const cwp_rota_rules *rules) {
  cwp_rota *rota = NULL;
  cwp_portfolio *people[PEOPLE] = {somebody("ann", "SL"), somebody("bea", "")};
  cwp_moment from = 0;
  REQUIRE(cwp_rota_new(rules, NULL, NULL, &rota, NULL) == CWP_OK);
  for (size_t i = 0; i < PEOPLE; i++)
    REQUIRE(cwp_rota_add_person(rota, people[i], i ? CWP_ROTA_TRAINEE : CWP_ROTA_SENIOR, NULL, NULL) == CWP_OK);
  REQUIRE(cwp_moment_parse("2026-11-21T07:00", &from, NULL, NULL) == CWP_OK);
  fill(rota, from);
  for (size_t i = 0; i < SHIFTS; i++) {
    look_at_shift(rota, i);
    look_at_fixes(rota, i);
    look_at_a_try(rota, i);
    REQUIRE(cwp_rota_assign(rota, i, 1 - i % PEOPLE, CWP_ROTA_SHADOWING, NULL) == CWP_OK);
    REQUIRE(cwp_rota_unassign(rota, i, i % PEOPLE, NULL) == CWP_OK);
    look_at_shift(rota, i);
  }
  look_at_demand(rota, from);
  cwp_rota_free(rota);
  for (size_t i = 0; i < PEOPLE; i++)
    cwp_portfolio_free(people[i]);
}

static void read_moment(const uint8_t *data, size_t size) {
  char text[32] = "", shown[CWP_MOMENT_TEXT_SIZE];
  cwp_moment moment, again;
  cwp_error error = CWP_ERROR_INIT;
  memcpy(text, data, size < sizeof text ? size : sizeof text - 1);
  if (!worked(cwp_moment_parse(text, &moment, NULL, &error), &error)) return;
  REQUIRE(cwp_moment_parse(cwp_moment_format(moment, shown), &again, NULL, &error) == CWP_OK);
  REQUIRE(again == moment && cwp_moment_date(moment) != CWP_DATE_NONE);
}

/* Files of a rota, in the same bytes. */

typedef struct bytes {
  const uint8_t *data;
  size_t size, at;
} bytes;

static size_t read_bytes(void *context, void *buffer, size_t capacity) {
  bytes *self = context;
  size_t count = self->size - self->at < capacity ? self->size - self->at : capacity;
  if (count) memcpy(buffer, self->data + self->at, count);
  self->at += count;
  return count;
}

static cwp_team *team_of_one(void) {
  static const char text[] = "{\"format\":\"cwp-portfolio\",\"format_version\":1,\"person\":{\"id\":\"W/ann\"},"
                             "\"evidence\":[]}";
  bytes memory = {(const uint8_t *)text, sizeof text - 1, 0};
  cwp_input input = {read_bytes, &memory, "ann.json"};
  cwp_import *import = NULL;
  cwp_team *team = NULL;
  REQUIRE(cwp_import_new(cwp_edition_default(), NULL, NULL, &import, NULL) == CWP_OK);
  REQUIRE(cwp_import_add_input(import, &input, NULL) == CWP_OK);
  REQUIRE(cwp_import_finish(import, &team, NULL) == CWP_OK);
  cwp_import_free(import);
  return team;
}

static void fill_from(cwp_rota_files *files) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_rota_rules *rules = NULL;
  cwp_rota *rota = NULL;
  cwp_team *team = team_of_one();
  REQUIRE(cwp_rota_rules_ready(cwp_edition_default(), "home-care", NULL, &rules, NULL) == CWP_OK);
  REQUIRE(cwp_rota_new(rules, NULL, NULL, &rota, NULL) == CWP_OK);
  (void)worked(cwp_rota_files_fill(files, team, rota, &error), &error);
  REQUIRE(cwp_rota_shift_count(rota) <= cwp_rota_files_row_count(files));
  for (size_t i = 0; i < cwp_rota_shift_count(rota); i++) {
    const cwp_shift *shift = cwp_rota_shift(rota, i);
    REQUIRE(shift->id[0] && shift->end > shift->start && cwp_rota_find_shift(rota, shift->id) == i);
    (void)cwp_rota_available(rota, i, 0);
  }
  cwp_rota_free(rota);
  cwp_rota_rules_free(rules);
  cwp_team_free(team);
}

static void read_files(const uint8_t *data, size_t size) {
  bytes memory = {data, size, 0};
  cwp_input input = {read_bytes, &memory, "fuzz"};
  cwp_limits limits = small_limits();
  cwp_error error = CWP_ERROR_INIT;
  cwp_rota_files *files = NULL;
  REQUIRE(cwp_rota_files_new(cwp_edition_default(), &limits, NULL, &files, NULL) == CWP_OK);
  if (worked(cwp_rota_files_add(files, &input, &error), &error)) fill_from(files);
  REQUIRE(cwp_rota_files_findings(files) != NULL);
  cwp_rota_files_free(files);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  cwp_limits limits = small_limits();
  cwp_error error = CWP_ERROR_INIT;
  cwp_rota_rules *rules = NULL;
  read_moment(data, size);
  read_files(data, size);
  if (!worked(
          cwp_rota_rules_parse(cwp_edition_default(), (const char *)data, size, "fuzz", &limits, NULL, &rules, &error),
          &error)) {
    REQUIRE(rules == NULL);
    return 0;
  }
  look_at_rules(rules);
  check(rules);
  cwp_rota_rules_free(rules);
  return 0;
}
