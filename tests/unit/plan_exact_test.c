/* Plans against brute force: every set of courses is looked at, by rules written down here once more. */

#include "cwp/plan.h"

#include "support/framework.h"
#include "support/suite.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INSTANCES = 10000, MOST_COURSES = 16 };

/* What evidence may be about: behaviours, statements, learning, rules; a bit each. A course may also name a group or
   L.m, which stand for several of them. */
enum {
  BEHAVIOURS = 6,
  STATEMENTS = 14,
  LEARNING = 4,
  RULES = 3,
  FIRST_STATEMENT = BEHAVIOURS,
  FIRST_LEARNING = FIRST_STATEMENT + STATEMENTS,
  FIRST_RULE = FIRST_LEARNING + LEARNING,
  ATOMS = FIRST_RULE + RULES,
  NAMES = ATOMS + 3
};

#define BIT(atom) (UINT32_C(1) << (atom))

/* A framework whose one role category asks for all of that. R1 must: L0. R2 should: two of L0, L1, L2. R3 should: three
   of L1, L2, L3 and the first statement. */
static char names[NAMES][40];
static uint32_t reached[NAMES]; /* in full */

static void name_all(void) {
  for (int i = 0; i < BEHAVIOURS; i++)
    snprintf(names[i], 40, "W.B%d", i);
  for (int i = 0; i < STATEMENTS; i++)
    snprintf(names[FIRST_STATEMENT + i], 40, "W.K%d.%d", i / 7 + 1, i % 7);
  for (int i = 0; i < LEARNING; i++)
    snprintf(names[FIRST_LEARNING + i], 40, "L.l%d", i);
  for (int i = 0; i < RULES; i++)
    snprintf(names[FIRST_RULE + i], 40, "W.R%d", i + 1);
  for (int i = 0; i < ATOMS; i++)
    reached[i] = BIT(i);
  for (int group = 0; group < 2; group++) {
    snprintf(names[ATOMS + group], 40, "W.K%d", group + 1);
    reached[ATOMS + group] = UINT32_C(0x7f) << (FIRST_STATEMENT + 7 * group);
  }
  strcpy(names[ATOMS + 2], "L.m");
  reached[ATOMS + 2] = BIT(0) | BIT(FIRST_STATEMENT) | BIT(FIRST_STATEMENT + 8) | BIT(FIRST_LEARNING + 1);
}

static char text[16384];

static void put(const char *more) {
  ck_assert_uint_lt(strlen(text) + strlen(more), sizeof text);
  strcat(text, more);
}

#define SURE "'status': 'editorial', 'source': 'S'"

static void put_line(const char *code, int is_last) {
  put("{'code': '");
  put(code);
  put(is_last ? "', 'text': 'It is.', " SURE "}" : "', 'text': 'It is.', " SURE "},");
}

static void put_learning(const char *code, int is_last) {
  put("{'code': '");
  put(code);
  put("', 'title': 'A', 'kind': 'course', 'text': 'It is.', " SURE);
  put(is_last ? "}" : "},");
}

static cwp_pathway *make_framework(void) {
  name_all();
  text[0] = '\0';
  put("{'format': 'cwp-pathway', 'format_version': 1, 'edition': {'code': 'e', 'title': 'E', 'date': '2026-01-01',"
      "'text': 'It is.', " SURE "}, 'sources': [{'code': 'S', 'title': 'S', 'publisher': 'S', 'text': 'S.',"
      "'status': 'official'}], 'learning': [");
  for (int i = 0; i < LEARNING; i++)
    put_learning(names[FIRST_LEARNING + i], 0);
  put_learning("L.m", 1);
  put("], 'evidence_maps': [{'from': 'L.m', 'covers': [{'to': 'W.B0', 'extent': 'full'}, {'to': 'W.K1.0', 'extent':"
      "'full'}, {'to': 'W.K1.1', 'extent': 'part'}, {'to': 'W.K2.1', 'extent': 'full'}, {'to': 'L.l1', 'extent':"
      "'full'}], 'text': 'It is.', " SURE "}], 'role_categories': [{'code': 'W', 'slug': 'w', 'title': 'W', 'text':"
      "'It is.', 'coverage': 'complete', " SURE ", 'behaviours': [");
  for (int i = 0; i < BEHAVIOURS; i++)
    put_line(names[i], i == BEHAVIOURS - 1);
  for (int group = 0; group < 2; group++) {
    put(group ? "]},{'code': 'W.K2'," : "], 'groups': [{'code': 'W.K1',");
    put("'title': 'G', 'text': 'It is.', " SURE ", 'statements': [");
    for (int i = 0; i < 7; i++)
      put_line(names[FIRST_STATEMENT + 7 * group + i], i == 6);
  }
  put("]}], 'rules': [{'code': 'W.R1', 'title': 'R', 'kind': 'must', 'text': 'It is.', " SURE ", 'of': ['L.l0']},"
      "{'code': 'W.R2', 'title': 'R', 'kind': 'should', 'text': 'It is.', " SURE ", 'of': ['L.l0', 'L.l1', 'L.l2'],"
      "'at_least': 2}, {'code': 'W.R3', 'title': 'R', 'kind': 'should', 'text': 'It is.', " SURE
      ", 'of': ['L.l1', 'L.l2', 'L.l3', 'W.K1.0'], 'at_least': 3}]}]}");
  return framework_parse_text(text);
}

/* Evidence in full, by the weakest kind that it is: what is assessed was trained too. */
typedef struct held {
  uint32_t trained;
  uint32_t assessed;
} held;

static int count_bits(uint32_t bits) {
  int count = 0;
  for (; bits; bits &= bits - 1)
    count++;
  return count;
}

static held hold(uint32_t atoms, cwp_evidence_kind kind) {
  return (held){atoms, kind >= CWP_EVIDENCE_ASSESSED ? atoms : 0};
}

/* The musts and the shoulds that are closed, a bit each. */
static uint32_t closed_musts(held all) {
  uint32_t closed = all.assessed & (BIT(BEHAVIOURS) - 1);
  if (all.assessed & (BIT(FIRST_RULE) | BIT(FIRST_LEARNING))) closed |= BIT(BEHAVIOURS);
  return closed;
}

static uint32_t closed_shoulds(held all) {
  uint32_t closed = all.trained >> FIRST_STATEMENT & (BIT(STATEMENTS) - 1);
  uint32_t of_two = UINT32_C(7) << FIRST_LEARNING, of_three = (UINT32_C(14) << FIRST_LEARNING) | BIT(FIRST_STATEMENT);
  if ((all.trained & BIT(FIRST_RULE + 1)) || count_bits(all.trained & of_two) >= 2) closed |= BIT(STATEMENTS);
  if ((all.trained & BIT(FIRST_RULE + 2)) || count_bits(all.trained & of_three) >= 3) closed |= BIT(STATEMENTS + 1);
  return closed;
}

/* A random task. Courses are in the order of their codes. */
typedef struct course {
  char code[8];
  cwp_course_cover covers[5];
  uint32_t atoms;
  const char *after[3];
  uint32_t after_bits;
  cwp_date starts[3];
  cwp_course about;
  int may;
  cwp_date start, end;
  int64_t cost, net;
} course;

typedef struct task {
  cwp_question question;
  cwp_plan_options options;
  cwp_date claim_days[3];
  course courses[MOST_COURSES];
  uint32_t count;
  cwp_evidence evidence[12];
  size_t evidence_count;
  held before;
} task;

static uint32_t below(uint32_t count) {
  static uint64_t state = UINT64_C(88172645463325252);
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (uint32_t)(state >> 20) % count;
}

static int one_in(uint32_t count) {
  return below(count) == 0;
}

static void make_covers(course *self) {
  cwp_course *about = &self->about;
  about->covers = self->covers;
  about->cover_count = below(6);
  for (size_t i = 0; i < about->cover_count; i++) {
    uint32_t name = one_in(8) ? ATOMS + below(3) : below(ATOMS);
    cwp_extent extent = one_in(6) ? CWP_EXTENT_PART : CWP_EXTENT_FULL;
    self->covers[i] = (cwp_course_cover){names[name], extent};
    if (extent == CWP_EXTENT_FULL) self->atoms |= reached[name];
  }
  if (one_in(12)) {
    about->learning = "L.m";
    self->atoms |= reached[ATOMS + 2];
  }
}

static void name_course(char *code, uint32_t index) {
  code[0] = 'c';
  code[1] = (char)('0' + index / 10);
  code[2] = (char)('0' + index % 10);
  code[3] = '\0';
}

static void make_course(task *all, uint32_t index, int with_dates, int with_after) {
  static const int64_t prices[] = {0, 5000, 5000, 7500, 12050};
  const cwp_course nothing = CWP_COURSE_INIT;
  course *self = &all->courses[index];
  memset(self, 0, sizeof *self);
  name_course(self->code, index);
  cwp_course *about = &self->about;
  *about = nothing;
  about->code = self->code;
  about->kind = (cwp_evidence_kind)(CWP_EVIDENCE_TRAINED + below(3));
  about->centihours = one_in(15) ? CWP_UNKNOWN : (int32_t)(below(5) * 50);
  about->cost = one_in(15) ? CWP_UNKNOWN : prices[below(5)];
  about->funding = (cwp_funding)below(3);
  about->reimbursement = about->funding == CWP_FUNDING_NONE ? 0 : (int64_t)below(4) * 2500;
  about->duration_days = with_dates ? 1 + (int)below(60) : 1;
  make_covers(self);
  if (with_dates && !one_in(3)) {
    about->starts = self->starts;
    about->start_count = 1 + below(3);
    for (size_t i = 0; i < about->start_count; i++)
      self->starts[i] = all->question.on - 20 + (cwp_date)below(200);
  }
  for (uint32_t other = 0; with_after && other < all->count && about->after_count < 3; other++)
    if ((other * 7 + 3) % 16 < (index * 7 + 3) % 16 && one_in(8)) { /* no circle, whatever the order of the codes */
      self->after[about->after_count++] = all->courses[other].code;
      self->after_bits |= BIT(other);
    }
  about->after = self->after;
}

static void make_limits(task *all) {
  cwp_plan_options *options = &all->options;
  if (one_in(4)) options->most_courses = below(6);
  if (one_in(4)) options->most_centihours = below(20) * 50;
  if (one_in(4)) options->most_cost = below(30) * 2500;
  if (one_in(4)) options->most_net_cost = below(20) * 2500;
  if (one_in(8)) options->funded_only = 1;
}

/* What somebody has on record need not come before. */
static void forget_what_was_taken(task *all) {
  int has_taken = 0;
  for (size_t i = 0; i < all->evidence_count; i++)
    has_taken |= strcmp(all->evidence[i].about, "L.m") == 0;
  for (uint32_t i = 0; has_taken && i < all->count; i++)
    for (uint32_t other = 0; other < all->count; other++)
      if (all->courses[i].about.learning) all->courses[other].after_bits &= ~BIT(i);
}

static void make_task(task *all) {
  const cwp_question question = CWP_QUESTION_INIT;
  const cwp_plan_options options = CWP_PLAN_OPTIONS_INIT;
  const cwp_evidence something = CWP_EVIDENCE_INIT;
  int with_dates = one_in(3), with_after = one_in(3);
  all->question = question;
  all->question.on = day("2026-06-01");
  all->options = options;
  all->options.objective = (cwp_plan_objective)below(CWP_PLAN_OBJECTIVE_END);
  all->options.most_nodes = UINT64_MAX;
  if (one_in(2)) make_limits(all);
  if (with_dates && one_in(2)) all->options.latest = all->question.on + (cwp_date)below(250);
  all->options.claim_days = all->claim_days;
  if (one_in(3)) all->options.claim_day_count = 1 + below(3);
  for (size_t i = 0; i < all->options.claim_day_count; i++)
    all->claim_days[i] = all->question.on + (cwp_date)below(300);
  if (one_in(4)) all->options.paid_on = all->question.on + (cwp_date)below(100);
  all->count = 1 + below(MOST_COURSES);
  for (uint32_t i = 0; i < all->count; i++)
    name_course(all->courses[i].code, i);
  for (uint32_t i = 0; i < all->count; i++)
    make_course(all, i, with_dates, with_after);
  all->evidence_count = below(12);
  all->before = (held){0, 0};
  for (size_t i = 0; i < all->evidence_count; i++) {
    uint32_t name = below(NAMES);
    all->evidence[i] = something;
    all->evidence[i].about = names[name];
    all->evidence[i].kind = (cwp_evidence_kind)below(CWP_EVIDENCE_KIND_END);
    if (all->evidence[i].kind == CWP_EVIDENCE_DECLARED) continue;
    held piece = hold(reached[name], all->evidence[i].kind);
    all->before.trained |= piece.trained;
    all->before.assessed |= piece.assessed;
  }
  forget_what_was_taken(all);
}

/* The rules about single courses. */

static int is_in_time(const task *all, cwp_date from) {
  cwp_date next = CWP_DATE_MAX;
  if (!all->options.claim_day_count) return 1;
  for (size_t i = 0; i < all->options.claim_day_count; i++)
    if (all->claim_days[i] >= from && all->claim_days[i] < next) next = all->claim_days[i];
  return next <= cwp_date_add_months(from, 3);
}

static int64_t reimbursed(const task *all, const course *self) {
  const cwp_course *about = &self->about;
  int64_t whole = about->reimbursement;
  if (about->cost != CWP_UNKNOWN && about->cost < whole) whole = about->cost;
  if (about->funding == CWP_FUNDING_FULL) return is_in_time(all, self->end) ? whole : 0;
  if (about->funding == CWP_FUNDING_NONE) return 0;
  cwp_date paid = all->options.paid_on > self->start ? all->options.paid_on : self->start;
  int64_t first = whole * 60 / 100;
  return (is_in_time(all, paid) ? first : 0) + (is_in_time(all, self->end) ? whole - first : 0);
}

/* When a course takes place; 0 if never. */
static int find_dates(course *self, cwp_date ready) {
  const cwp_course *about = &self->about;
  int found = !about->start_count;
  self->start = ready;
  self->end = ready + about->duration_days - 1;
  for (size_t i = 0; i < about->start_count; i++) {
    if (about->starts[i] < ready || (found && about->starts[i] >= self->start)) continue;
    self->start = about->starts[i];
    self->end = self->start + about->duration_days - 1;
    found = 1;
  }
  return found;
}

/* Settles a course once all that come before it are settled; 0 if they are not. */
static int settle(task *all, course *self, uint32_t settled) {
  const cwp_plan_options *options = &all->options;
  const cwp_course *about = &self->about;
  cwp_date ready = all->question.on;
  if (self->after_bits & ~settled) return 0;
  self->may = 1;
  for (uint32_t i = 0; i < all->count; i++) {
    if (!(self->after_bits & BIT(i))) continue;
    if (!all->courses[i].may) self->may = 0;
    if (all->courses[i].may && all->courses[i].end >= ready) ready = all->courses[i].end + 1;
  }
  int hours = options->objective == CWP_PLAN_FEWEST_HOURS || options->most_centihours >= 0;
  int cost = options->objective == CWP_PLAN_LOWEST_COST || options->most_cost >= 0 || options->most_net_cost >= 0;
  if (options->funded_only && about->funding == CWP_FUNDING_NONE) self->may = 0;
  if ((hours && about->centihours == CWP_UNKNOWN) || (cost && about->cost == CWP_UNKNOWN)) self->may = 0;
  if (!self->may || !find_dates(self, ready)) self->may = 0;
  if (options->latest != CWP_DATE_NONE && self->end > options->latest) self->may = 0;
  self->net = self->may ? about->cost - reimbursed(all, self) : 0;
  return 1;
}

static void settle_all(task *all) {
  uint32_t settled = 0, whole = all->count == 32 ? UINT32_MAX : BIT(all->count) - 1;
  while (settled != whole)
    for (uint32_t i = 0; i < all->count; i++)
      if (!(settled & BIT(i)) && settle(all, &all->courses[i], settled)) settled |= BIT(i);
}

/* Every set of courses. What it holds and adds up to is that of the set without its last course, and the last one. */

typedef struct sum {
  held all;
  int may;
  int64_t hours, cost, net;
} sum;

static sum sums[1 << MOST_COURSES];

typedef struct worth {
  int64_t part[4]; /* musts left, shoulds left, objective, courses: less is better */
  uint32_t set;
} worth;

static void add_course(const task *all, uint32_t set, uint32_t last) {
  const course *self = &all->courses[last];
  const sum *rest = &sums[set & ~BIT(last)];
  held own = hold(self->atoms, self->about.kind);
  sum *own_sum = &sums[set];
  own_sum->all = (held){rest->all.trained | own.trained, rest->all.assessed | own.assessed};
  own_sum->may = rest->may && self->may;
  own_sum->hours = rest->hours + self->about.centihours;
  own_sum->cost = rest->cost + self->about.cost;
  own_sum->net = rest->net + self->net;
}

static int is_within(int64_t number, int64_t limit) {
  return limit < 0 || number <= limit;
}

static int is_allowed(const task *all, uint32_t set) {
  const cwp_plan_options *options = &all->options;
  const sum *own = &sums[set];
  if (!own->may || !is_within(count_bits(set), options->most_courses) ||
      !is_within(own->hours, options->most_centihours) || !is_within(own->cost, options->most_cost) ||
      !is_within(own->net, options->most_net_cost))
    return 0;
  for (uint32_t i = 0; i < all->count; i++)
    if ((set & BIT(i)) && (all->courses[i].after_bits & ~set)) return 0;
  return 1;
}

static worth weigh(const task *all, uint32_t set) {
  const sum *own = &sums[set];
  worth result = {{0, 0, 0, count_bits(set)}, set};
  result.part[0] = BEHAVIOURS + 1 - count_bits(closed_musts(own->all));
  result.part[1] = STATEMENTS + 2 - count_bits(closed_shoulds(own->all));
  if (all->options.objective == CWP_PLAN_FEWEST_HOURS) result.part[2] = own->hours;
  if (all->options.objective == CWP_PLAN_LOWEST_COST) result.part[2] = own->net;
  if (all->options.objective == CWP_PLAN_FEWEST_COURSES) result.part[2] = count_bits(set);
  return result;
}

/* The lowest course that only one of the sets has is the first by its code. */
static int is_better(const worth *a, const worth *b) {
  for (int i = 0; i < 4; i++)
    if (a->part[i] != b->part[i]) return a->part[i] < b->part[i];
  uint32_t differ = a->set ^ b->set;
  return (a->set & differ & (~differ + 1)) != 0;
}

static worth best_of_all(const task *all) {
  worth best = {{INT64_MAX, 0, 0, 0}, 0};
  sums[0] = (sum){all->before, 1, 0, 0, 0};
  for (uint32_t last = 0; last < all->count; last++)
    for (uint32_t set = BIT(last); set < 2 * BIT(last); set++)
      add_course(all, set, last);
  for (uint32_t set = 0; set < BIT(all->count); set++) {
    if (!is_allowed(all, set)) continue;
    worth own = weigh(all, set);
    if (is_better(&own, &best)) best = own;
  }
  return best;
}

/* The library's answer. */

/* The order in which the catalogue lists the courses, and the portfolio the evidence. */
static void shuffle(uint32_t *order, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    order[i] = i;
  for (uint32_t i = count; i > 1; i--) {
    uint32_t other = below(i), kept = order[i - 1];
    order[i - 1] = order[other];
    order[other] = kept;
  }
}

static cwp_catalogue *make_catalogue(const task *all) {
  uint32_t order[MOST_COURSES];
  cwp_catalogue_builder *builder = NULL;
  cwp_catalogue *catalogue = NULL;
  cwp_error error = CWP_ERROR_INIT;
  shuffle(order, all->count);
  cwp_status status = cwp_catalogue_builder_new(NULL, &builder, &error);
  for (uint32_t i = 0; i < all->count && !status; i++)
    status = cwp_catalogue_builder_add(builder, &all->courses[order[i]].about, &error);
  if (!status) status = cwp_catalogue_builder_finish(builder, &catalogue, &error);
  cwp_catalogue_builder_free(builder);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  return catalogue;
}

static cwp_portfolio *make_portfolio(const task *all, const cwp_plan *plan) {
  uint32_t order[12];
  cwp_person she = CWP_PERSON_INIT;
  cwp_portfolio_builder *builder = NULL;
  cwp_portfolio *portfolio = NULL;
  cwp_error error = CWP_ERROR_INIT;
  she.id = "R017";
  shuffle(order, (uint32_t)all->evidence_count);
  cwp_status status = cwp_portfolio_builder_new(&she, NULL, &builder, &error);
  for (size_t i = 0; i < all->evidence_count && !status; i++)
    status = cwp_portfolio_builder_add(builder, &all->evidence[order[i]], &error);
  for (size_t i = 0; plan && i < cwp_plan_count(plan); i++) {
    const cwp_course *about = cwp_plan_at(plan, i)->course;
    for (size_t k = 0; k <= about->cover_count && !status; k++) {
      cwp_evidence evidence = CWP_EVIDENCE_INIT;
      evidence.kind = about->kind;
      evidence.about = k < about->cover_count ? about->covers[k].to : about->learning;
      if (k < about->cover_count) evidence.extent = about->covers[k].extent;
      if (*evidence.about) status = cwp_portfolio_builder_add(builder, &evidence, &error);
    }
  }
  if (!status) status = cwp_portfolio_builder_finish(builder, &portfolio, &error);
  cwp_portfolio_builder_free(builder);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  return portfolio;
}

static cwp_pathway *pathway;

/* Whoever has taken the courses of a plan meets all that it says it covers, and nothing else. */
static void ck_kept(const task *all, const cwp_plan *plan) {
  cwp_portfolio *portfolio = make_portfolio(all, plan);
  cwp_assessment *assessment = NULL;
  ck_assert_int_eq(cwp_assessment_make(pathway, portfolio, &all->question, NULL, &assessment, NULL), CWP_OK);
  size_t gap = 0;
  for (size_t i = 0; i < cwp_assessment_count(assessment); i++) {
    const cwp_judgement *judgement = cwp_assessment_at(assessment, i);
    const cwp_gap *own = cwp_plan_gap_at(plan, gap);
    if (!own || own->requirement.line != judgement->requirement.line) continue;
    ck_assert_msg((own->fate == CWP_GAP_COVERED) == (judgement->standing == CWP_STANDING_MET), "%s: %s, but %s",
                  cwp_record_code(pathway, own->requirement.line), cwp_gap_fate_name(own->fate),
                  cwp_standing_name(judgement->standing));
    gap++;
  }
  ck_assert_uint_eq(gap, cwp_plan_gap_count(plan));
  cwp_assessment_free(assessment);
  cwp_portfolio_free(portfolio);
}

static uint32_t set_of(const cwp_plan *plan) {
  uint32_t set = 0;
  for (size_t i = 0; i < cwp_plan_count(plan); i++)
    set |= BIT((uint32_t)strtoul(cwp_plan_at(plan, i)->course->code + 1, NULL, 10));
  return set;
}

static size_t left_of(const cwp_plan *plan, cwp_requirement_kind kind) {
  return cwp_plan_total(plan)->gaps[kind] - cwp_plan_total(plan)->covered[kind];
}

static void ck_best(const task *all, const cwp_plan *plan, const worth *best, int instance) {
  const cwp_proof *proof = cwp_plan_proof(plan);
  const sum *own = &sums[best->set];
  ck_assert_msg(set_of(plan) == best->set, "instance %d: %x, but best is %x", instance, (unsigned)set_of(plan),
                (unsigned)best->set);
  ck_assert_int_eq((int64_t)left_of(plan, CWP_MUST), best->part[0]);
  ck_assert_int_eq((int64_t)left_of(plan, CWP_SHOULD), best->part[1]);
  ck_assert_int_eq(proof->proved, 1);
  ck_assert_int_eq(proof->value, best->part[2]);
  ck_assert_int_eq(proof->bound, best->part[2]);
  ck_assert_uint_eq(proof->musts_left, proof->least_musts_left);
  ck_assert_uint_eq(proof->shoulds_left, proof->least_shoulds_left);
  const cwp_plan_totals *totals = cwp_plan_total(plan);
  if (!totals->hours_unknown) ck_assert_int_eq(totals->centihours, own->hours);
  if (!totals->cost_unknown) ck_assert_int_eq(totals->cost, own->cost);
  if (!totals->cost_unknown) ck_assert_int_eq(totals->net_cost, own->net);
  for (size_t i = 0; i < cwp_plan_count(plan); i++) {
    const cwp_planned_course *planned = cwp_plan_at(plan, i);
    const course *known = &all->courses[strtoul(planned->course->code + 1, NULL, 10)];
    if (planned->start == known->start) ck_assert_int_eq(planned->end, known->end);
    ck_assert_int_ge(planned->start, known->start); /* later only where it would have clashed */
    ck_assert_int_eq(planned->reimbursed, reimbursed(all, known));
  }
}

static cwp_plan *make_plan(const task *all, const cwp_portfolio *portfolio, const cwp_catalogue *catalogue) {
  cwp_plan *plan = NULL;
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_msg(cwp_plan_make(pathway, portfolio, catalogue, &all->question, &all->options, NULL, &plan, &error) ==
                    CWP_OK,
                "%s", error.message);
  return plan;
}

START_TEST(plans_are_the_best_of_all_sets) {
  static task all;
  pathway = make_framework();
  for (int i = 0; i < INSTANCES; i++) {
    make_task(&all);
    all.question.role = framework_id(pathway, "W");
    settle_all(&all);
    worth best = best_of_all(&all);
    cwp_catalogue *catalogue = make_catalogue(&all);
    cwp_portfolio *portfolio = make_portfolio(&all, NULL);
    cwp_plan *plan = make_plan(&all, portfolio, catalogue);
    ck_best(&all, plan, &best, i);
    if (i % 10 == 0) ck_kept(&all, plan);
    cwp_plan_free(plan);
    cwp_portfolio_free(portfolio);
    cwp_catalogue_free(catalogue);
  }
  cwp_pathway_free(pathway);
}
END_TEST

/* What a plan says, in one line. */
static void print_plan(const cwp_plan *plan, char *line, size_t capacity) {
  size_t length = 0;
  for (size_t i = 0; i < cwp_plan_count(plan); i++) {
    const cwp_planned_course *planned = cwp_plan_at(plan, i);
    int more = snprintf(line + length, capacity - length, "%s %d-%d %zu %lld; ", planned->course->code,
                        (int)planned->start, (int)planned->end, planned->cover_count, (long long)planned->reimbursed);
    ck_assert_int_gt(more, 0);
    length += (size_t)more;
    ck_assert_uint_lt(length, capacity);
  }
  const cwp_proof *proof = cwp_plan_proof(plan);
  snprintf(line + length, capacity - length, "%d %lld %lld %lu", proof->proved, (long long)proof->value,
           (long long)proof->bound, (unsigned long)proof->nodes);
}

/* Even where the search is stopped early. */
START_TEST(a_plan_does_not_depend_on_the_order_of_the_catalogue) {
  static task all;
  pathway = make_framework();
  for (int i = 0; i < 500; i++) {
    char first[2048], other[2048];
    make_task(&all);
    all.question.role = framework_id(pathway, "W");
    all.options.most_nodes = 1 + below(20);
    for (int round = 0; round < 4; round++) {
      cwp_catalogue *catalogue = make_catalogue(&all);
      cwp_portfolio *portfolio = make_portfolio(&all, NULL);
      cwp_plan *plan = make_plan(&all, portfolio, catalogue);
      print_plan(plan, round ? other : first, sizeof first);
      if (round) ck_assert_str_eq(other, first);
      cwp_plan_free(plan);
      cwp_portfolio_free(portfolio);
      cwp_catalogue_free(catalogue);
    }
  }
  cwp_pathway_free(pathway);
}
END_TEST

/* However early the search is stopped, what it says holds: the plan keeps to all limits, its bounds are bounds. */
START_TEST(a_search_that_was_stopped_tells_the_truth) {
  static task all;
  size_t unproved = 0;
  pathway = make_framework();
  for (int i = 0; i < 2000; i++) {
    make_task(&all);
    all.question.role = framework_id(pathway, "W");
    all.options.most_nodes = 1 + below(6);
    settle_all(&all);
    worth best = best_of_all(&all);
    cwp_catalogue *catalogue = make_catalogue(&all);
    cwp_portfolio *portfolio = make_portfolio(&all, NULL);
    cwp_plan *plan = make_plan(&all, portfolio, catalogue);
    const cwp_proof *proof = cwp_plan_proof(plan);
    uint32_t set = set_of(plan);
    worth own = weigh(&all, set);
    ck_assert(is_allowed(&all, set));
    ck_assert_int_eq(own.part[2], proof->value);
    ck_assert_int_eq(own.part[0], (int64_t)left_of(plan, CWP_MUST));
    ck_assert_int_eq(own.part[1], (int64_t)left_of(plan, CWP_SHOULD));
    int64_t beyond[2] = {own.part[0] - (int64_t)proof->musts_left, own.part[1] - (int64_t)proof->shoulds_left};
    ck_assert_int_le((int64_t)proof->least_musts_left, best.part[0] - beyond[0]);
    if (own.part[0] == best.part[0]) {
      ck_assert_int_le((int64_t)proof->least_shoulds_left, best.part[1] - beyond[1]);
      if (own.part[1] == best.part[1]) ck_assert_int_le(proof->bound, best.part[2]);
    }
    if (proof->proved) ck_assert_uint_eq(set, best.set);
    unproved += !proof->proved;
    cwp_plan_free(plan);
    cwp_portfolio_free(portfolio);
    cwp_catalogue_free(catalogue);
  }
  ck_assert_uint_gt(unproved, 20); /* the test looks at what it says */
  cwp_pathway_free(pathway);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("plan_exact");
  TCase *tcase = suite_case(suite, "brute force");
  tcase_add_test(tcase, plans_are_the_best_of_all_sets);
  tcase_add_test(tcase, a_plan_does_not_depend_on_the_order_of_the_catalogue);
  tcase_add_test(tcase, a_search_that_was_stopped_tells_the_truth);
  return suite_run(suite);
}
