/* People judged by bits, as workforces are: what comes out is what an overview of each of them says, to the last
   standing. Drawn at random; `CK_FORK=no test_unit_judging COUNT` draws more. */

#include "workforce/judge.h"

#include "support/crowd.h"
#include "support/framework.h"
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

enum { USUAL_CROWDS = 160, MOST_LINES = 800, CROWD = 8 };

static unsigned long crowds = USUAL_CROWDS;

/* Where some people are judged. */
typedef struct court {
  crowd crowd;
  cwp__reaches reaches;
  cwp__desk desk;
} court;

static void court_start(court *self, const cwp_pathway *pathway) {
  cwp_error error = CWP_ERROR_INIT;
  const cwp_allocator allocator = cwp__allocator_or_default(NULL);
  crowd *people = &self->crowd;
  crowd_start(people, pathway);
  ck_assert_msg(cwp__reaches_make(&self->reaches, pathway, &people->policy, people->sets, people->set_count, &allocator,
                                  &error) == CWP_OK,
                "%s", error.message);
  ck_assert_int_eq(cwp__desk_start(&self->desk, &self->reaches, &allocator, &error), CWP_OK);
  self->desk.way = (cwp__eight_way)crowd_roll((unsigned)cwp__eight_best() + 1); /* all of them must do */
}

static void court_end(court *self) {
  cwp__desk_clear(&self->desk);
  cwp__reaches_clear(&self->reaches);
}

/* Holding the two together. */

static void ck_same_row(const cwp_counts *expected, const uint16_t found[CWP__LANE_END], unsigned needed,
                        const char *what) {
  size_t open = needed - found[CWP__LANE_NOT_ASKED];
  ck_assert_msg(expected->needed == open, "%s: %zu are needed, not %zu", what, expected->needed, open);
  for (unsigned lane = 0; lane < CWP__LANE_ANY; lane++) {
    if (lane == CWP__LANE_NOT_ASKED) continue;
    size_t there = expected->standing[cwp__lane_standings[lane]];
    ck_assert_msg(there == found[lane], "%s: %zu are %s, not %u", what, there,
                  cwp_standing_name((cwp_standing)cwp__lane_standings[lane]), (unsigned)found[lane]);
    open -= there;
  }
  ck_assert_uint_eq(open, expected->standing[CWP_STANDING_NO_EVIDENCE]);
}

static void ck_same_counts(const court *self, const somebody *one, const cwp_overview *overview, uint32_t role) {
  const cwp__reaches *reaches = &self->reaches;
  cwp_id id = cwp_pathway_first(self->crowd.pathway, CWP_KIND_ROLE) + role;
  cwp__own_counts own;
  cwp__desk_count_own(&self->desk, role, &own);
  for (unsigned kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++) {
    uint16_t row[CWP__LANE_END] = {0};
    for (unsigned lane = 0; lane < CWP__LANE_END; lane++)
      row[lane] = (uint16_t)cwp__desk_counted(&self->desk, kind, lane, role);
    unsigned needed = reaches->sets[one->member.settings].needed[kind * reaches->role_room + role];
    const cwp_counts *counts = cwp_overview_counts(overview, id, (cwp_requirement_kind)kind);
    ck_same_row(counts, row, needed, cwp_record_code(self->crowd.pathway, id));
    ck_assert_mem_eq(row, own.of[kind], sizeof row);
  }
  ck_assert_int_eq(reaches->coverage[role], cwp_overview_coverage(overview, id));
}

static cwp_standing standing_of(const court *self, cwp_id line) {
  uint32_t bit = self->reaches.line_bits[cwp__reaches_line(&self->reaches, line)];
  for (unsigned lane = 0; lane < CWP__LANE_ANY; lane++)
    if (self->desk.lines[bit / 64 * CWP__LANE_END + lane] >> bit % 64 & 1)
      return (cwp_standing)cwp__lane_standings[lane];
  return CWP_STANDING_NO_EVIDENCE;
}

static void ck_same_standings(const court *self, const cwp_overview *overview, uint32_t role) {
  static cwp_judgement judgements[MOST_LINES];
  size_t count = 0;
  cwp_id id = cwp_pathway_first(self->crowd.pathway, CWP_KIND_ROLE) + role;
  ck_assert_int_eq(cwp_overview_judgements(overview, id, judgements, MOST_LINES, &count, NULL), CWP_OK);
  for (size_t i = 0; i < count; i++) {
    cwp_standing found = standing_of(self, judgements[i].requirement.line);
    ck_assert_msg(found == judgements[i].standing, "%s is %s, not %s",
                  cwp_record_code(self->crowd.pathway, judgements[i].requirement.line),
                  cwp_standing_name(judgements[i].standing), cwp_standing_name(found));
  }
}

/* The desk has judged somebody on its day: an overview of another day on which nothing has changed says the same. */
static void ck_same_on(court *self, const somebody *one, cwp_date on) {
  static char memory[1 << 17];
  const cwp_overview *overview = NULL;
  cwp_question question = CWP_QUESTION_INIT;
  cwp_error error = CWP_ERROR_INIT;
  question.on = on;
  question.policy = &self->crowd.policy;
  question.settings = self->crowd.sets[one->member.settings].settings;
  question.setting_count = self->crowd.sets[one->member.settings].count;
  ck_assert_msg(cwp_overview_make(self->crowd.pathway, one->portfolio, &question, memory, sizeof memory, &overview,
                                  &error) == CWP_OK,
                "%s", error.message);
  for (uint32_t role = 0; role < self->reaches.role_count; role++) {
    ck_same_counts(self, one, overview, role);
    ck_same_standings(self, overview, role);
  }
}

/* Somebody's evidence side by side. */
static void lay_out(const somebody *one, cwp__fact_room *out) {
  const cwp_allocator allocator = cwp__allocator_or_default(NULL);
  ck_assert_int_eq(cwp__fact_room_make(out, one->count, &allocator), 1);
  for (size_t i = 0; i < one->count; i++)
    cwp__fact_put(&out->facts, i, &one->facts[i]);
  out->facts.count = one->count;
}

/* From change to change, for a few of them. */
static void ck_same(court *self, const somebody *one) {
  const cwp_allocator allocator = cwp__allocator_or_default(NULL);
  cwp_date on = self->crowd.on;
  cwp__fact_room room = {.capacity = 0};
  lay_out(one, &room);
  for (int changes = 0; changes < 4 && on <= CWP_DATE_MAX; changes++) {
    cwp__desk_set_day(&self->desk, on);
    cwp__desk_judge(&self->desk, &one->member, &room.facts);
    cwp__desk_count(&self->desk);
    ck_same_on(self, one, on);
    cwp_date next = cwp__desk_next_change(&self->desk, &one->member, &room.facts);
    ck_assert_int_gt(next, on);
    ck_same_on(self, one, next - 1);
    on = next;
  }
  cwp__fact_room_clear(&room, &allocator);
}

static void ck_court(const cwp_pathway *pathway) {
  court self;
  court_start(&self, pathway);
  for (int i = 0; i < CROWD; i++) {
    somebody one;
    crowd_draw(&self.crowd, &one);
    ck_same(&self, &one);
    crowd_end(&one);
  }
  court_end(&self);
}

START_TEST(it_says_what_overviews_say) {
  cwp_pathway *small = framework_parse(), *full = crowd_framework();
  size_t editions = cwp_edition_count();
  for (unsigned long nth = 0; nth < crowds; nth++) {
    size_t edition = crowd_roll((unsigned)editions + 4);
    ck_court(edition < editions ? cwp_edition_at(edition) : (edition == editions ? small : full));
  }
  cwp_pathway_free(full);
  cwp_pathway_free(small);
}
END_TEST

int main(int argc, char **argv) {
  if (argc > 1) crowds = strtoul(argv[1], NULL, 10) / CROWD;
  Suite *suite = suite_create("judging");
  tcase_add_test(suite_case(suite, "the same as overviews"), it_says_what_overviews_say);
  return suite_run(suite);
}
