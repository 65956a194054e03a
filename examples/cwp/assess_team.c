/* The team's picture: a line a person, and below it what they have in common. */

#include "assess.h"
#include "framework.h"
#include "layout.h"
#include "messages.h"
#include "outlook.h"
#include "output.h"

#include <string.h>

enum { CELL_SIZE = 256, GAPS_SIZE = 1024, NEXT_GAPS = 3, GAP_WIDTH = 30, COMMONEST = 12, ENDING = 15 };

/* A team's table. Where all ids begin with the workplace, it stands above its people in place of beside each. */
typedef struct team_table {
  cmd_table table;
  int by_site;
  const char *site; /* whose people are being printed */
} team_table;

/* The code of the person's own role category; ? if it is suggested by the job role, ! if that suggests another one. */
static void role_cell(const cmd_assess *self, const cwp_person *person, char *text, size_t size) {
  cwp_id role = cwp_pathway_id(self->pathway, person->role);
  compose(text, size, "%s",
          role != CWP_NONE  ? cwp_record_code(self->pathway, role)
          : person->role[0] ? person->role
                            : "-");
  if (person->role[0] && person->role_basis == CWP_ROLE_SUGGESTED) compose_more(text, size, " ?");
  if (person->role[0] && person->role_other[0]) compose_more(text, size, " !");
}

/* 1 if the id is that of the workplace, a slash, and the worker's own. */
static int begins_with_site(const cwp_person *person) {
  size_t length = strlen(person->site);
  return length > 0 && strncmp(person->id, person->site, length) == 0 && person->id[length] == '/';
}

static const char *who_cell(const team_table *team, const cwp_person *person) {
  return team->by_site ? person->id + strlen(person->site) + 1 : person->id;
}

static int all_begin_with_site(const cwp_team *team) {
  for (size_t i = 0; i < cwp_team_count(team); i++) {
    if (!begins_with_site(cwp_portfolio_person(cwp_team_at(team, i)))) return 0;
  }
  return 1;
}

static void start_table(const cmd_assess *self, team_table *team) {
  static const struct {
    const char *heading;
    const char *widest; /* that is likely, for the numbers are known only when they are printed */
  } numbers[] = {{"must", "10/10"}, {"should", "100/100"}, {"can", "10/10"}, {"expiring", ""}, {"expired", ""}};
  team->by_site = all_begin_with_site(self->files.team);
  team->site = "";
  table_start(&team->table, 0);
  table_column(&team->table, "who", SIDE_LEFT, 24);
  table_column(&team->table, "role", SIDE_LEFT, 20);
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    table_column(&team->table, numbers[i].heading, SIDE_RIGHT, 0);
  table_column(&team->table, "next gaps", SIDE_LEFT, 0);
  for (size_t i = 0; i < cwp_team_count(self->files.team); i++) {
    char role[CELL_SIZE];
    const cwp_person *person = cwp_portfolio_person(cwp_team_at(self->files.team, i));
    role_cell(self, person, role, sizeof role);
    const char *cells[] = {
        who_cell(team, person), role, numbers[0].widest, numbers[1].widest, numbers[2].widest, numbers[3].widest,
        numbers[4].widest,      ""};
    table_measure(&team->table, cells);
  }
}

/* How soon a gap is to be closed: the lower the sooner; NEVER for what is no gap or only open to people. */
enum { RANK_EXPIRED, RANK_RULE, RANK_SKILL, RANK_BEHAVIOUR, RANK_NEVER };

static int gap_rank(const cwp_pathway *pathway, const cwp_judgement *judgement) {
  if (!is_gap(judgement) || judgement->requirement.kind == CWP_CAN) return RANK_NEVER;
  if (judgement->standing == CWP_STANDING_EXPIRED) return RANK_EXPIRED;
  if (cwp_record_kind(pathway, judgement->requirement.line) == CWP_KIND_BEHAVIOUR) return RANK_BEHAVIOUR;
  return judgement->requirement.kind == CWP_MUST ? RANK_RULE : RANK_SKILL;
}

/* Cuts a title between words, so that several gaps find room. */
static void shorten(const char *title, size_t width, char *text, size_t size) {
  compose(text, size, "%s", title);
  if (text_width(text) <= width) return;
  size_t end = 0;
  for (size_t i = 0, used = 0; text[i] && used < width;) {
    cmd_glyph glyph = glyph_at(text + i, strlen(text + i));
    if (text[i] == ' ') end = i;
    used += glyph.width;
    i += glyph.taken;
  }
  while (end > 0 && strchr(" ,;:(", text[end - 1]))
    end--;
  text[end] = '\0';
  compose_more(text, size, "…");
}

static void add_gap(const cmd_assess *self, const cwp_judgement *judgement, cwp_id topic, char *text, size_t size) {
  char title[CELL_SIZE] = "behaviours";
  if (cwp_record_kind(self->pathway, topic) != CWP_KIND_ROLE)
    shorten(cwp_record_title(self->pathway, topic), GAP_WIDTH, title, sizeof title);
  compose_more(text, size, "%s%s %s%s", text[0] ? "; " : "", cwp_record_code(self->pathway, topic), title,
               judgement->standing == CWP_STANDING_EXPIRED ? " (expired)" : "");
}

/* The first few gaps, each topic once. */
static void next_gaps(const cmd_assess *self, const cwp_assessment *assessment, char *text, size_t size) {
  cwp_id named[NEXT_GAPS];
  size_t count = 0;
  text[0] = '\0';
  for (int rank = RANK_EXPIRED; rank < RANK_NEVER; rank++) {
    for (size_t i = 0; i < cwp_assessment_count(assessment) && count < NEXT_GAPS; i++) {
      const cwp_judgement *judgement = cwp_assessment_at(assessment, i);
      if (gap_rank(self->pathway, judgement) != rank) continue;
      cwp_id topic = tally_topic(self->pathway, judgement->requirement.line);
      size_t known = 0;
      while (known < count && named[known] != topic)
        known++;
      if (known < count) continue;
      named[count++] = topic;
      add_gap(self, judgement, topic, text, size);
    }
  }
}

static void met_cell(const cwp_assessment *assessment, cwp_requirement_kind kind, char *text, size_t size) {
  const cwp_counts *counts = cwp_assessment_counts(assessment, kind);
  compose(text, size, "%zu/%zu", met_of(counts), counts->needed);
}

static size_t all_of(const cwp_assessment *assessment, cwp_standing standing) {
  size_t count = 0;
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
    count += cwp_assessment_counts(assessment, (cwp_requirement_kind)kind)->standing[standing];
  return count;
}

/* Nothing to close is not the same as ready where the edition holds only a part. */
static void no_gaps(const cmd_assess *self, const cwp_assessment *assessment, char *text, size_t size) {
  if (cwp_assessment_coverage(assessment) == CWP_COVERAGE_COMPLETE) {
    compose(text, size, "none");
  } else {
    compose(text, size, "none in the little that edition %s holds (%s)", framework_edition(self->pathway),
            cwp_coverage_name(cwp_assessment_coverage(assessment)));
  }
}

/* The heading of the people of one workplace. */
static void print_site(team_table *team, const char *site) {
  if (!team->by_site || strcmp(team->site, site) == 0) return;
  if (!team->table.started) table_headings(&team->table);
  team->site = site;
  out_style(STYLE_STRONG);
  out_shown(site);
  out_style(STYLE_PLAIN);
  out_text("\n");
}

static void print_row(const cmd_assess *self, const assessed *one, void *context) {
  team_table *team = context;
  const cwp_person *person = cwp_portfolio_person(one->portfolio);
  const cwp_assessment *assessment = one->assessment;
  char numbers[5][32] = {"-", "-", "-", "-", "-"}, gaps[GAPS_SIZE], role[CELL_SIZE];
  role_cell(self, person, role, sizeof role);
  compose(gaps, sizeof gaps, "not assessed: %s", one->problem);
  for (int kind = 0; assessment && kind < CWP_REQUIREMENT_KIND_END; kind++)
    met_cell(assessment, (cwp_requirement_kind)kind, numbers[kind], sizeof numbers[kind]);
  if (assessment) {
    compose(numbers[3], sizeof numbers[3], "%zu", all_of(assessment, CWP_STANDING_EXPIRING));
    compose(numbers[4], sizeof numbers[4], "%zu", all_of(assessment, CWP_STANDING_EXPIRED));
    next_gaps(self, assessment, gaps, sizeof gaps);
    if (!gaps[0]) no_gaps(self, assessment, gaps, sizeof gaps);
  }
  const char *cells[] = {
      who_cell(team, person), role, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], gaps};
  print_site(team, person->site);
  table_row(&team->table, cells, assessment ? STYLE_PLAIN : STYLE_FAINT, 0);
}

static void print_intro(const cmd_assess *self) {
  char text[1024], date[CWP_DATE_TEXT_SIZE], policy[512], people[64];
  const cmd_question *question = &self->question;
  count_text(cwp_team_count(self->files.team), "person", "people", people, sizeof people);
  compose(text, sizeof text, "%s on %s, held against ", people, cwp_date_format(question->on, date));
  if (question->role == CWP_NONE) compose_more(text, sizeof text, "their own role categories");
  if (question->role != CWP_NONE)
    compose_more(text, sizeof text, "%s (%s)", cwp_record_title(self->pathway, question->role),
                 cwp_record_code(self->pathway, question->role));
  compose_more(text, sizeof text, " of edition %s.", framework_edition(self->pathway));
  out_style(STYLE_STRONG);
  out_paragraph(text, 0, 0);
  out_style(STYLE_PLAIN);
  question_describe(question, policy, sizeof policy);
  out_paragraph(policy, 0, 0);
  out_text("\n");
}

/* "R012, R030 and 4 more" */
static void names_text(const tally_people *people, char *text, size_t size) {
  text[0] = '\0';
  for (size_t i = 0; i < people->count && i < TALLY_NAMED; i++)
    compose_more(text, size, "%s%s", i ? ", " : "", cwp_portfolio_person(people->first[i])->id);
  if (people->count > TALLY_NAMED) compose_more(text, size, " and %zu more", people->count - TALLY_NAMED);
}

/* What the codes of the role categories stand for. */
static void print_codes(const cmd_assess *self) {
  char text[1024] = "";
  cwp_id first = cwp_pathway_first(self->pathway, CWP_KIND_ROLE);
  for (cwp_id role = first; role < first + cwp_pathway_count(self->pathway, CWP_KIND_ROLE); role++) {
    if (self->tally.lines[role].own > 0)
      compose_more(text, sizeof text, "%s%s %s", text[0] ? ", " : "", cwp_record_code(self->pathway, role),
                   cwp_record_title(self->pathway, role));
  }
  if (text[0]) out_paragraph(text, 0, 0);
}

static void print_legend(const cmd_assess *self) {
  const cmd_tally *tally = &self->tally;
  char text[2048], names[1024];
  out_text("\n");
  print_codes(self);
  out_paragraph("must, should, can: met of needed. What is expiring still counts as met; expiring and expired count "
                "requirements.",
                0, 0);
  if (tally->suggested.count > 0) {
    names_text(&tally->suggested, names, sizeof names);
    compose(text, sizeof text, "? no role category is recorded; it is suggested by the job role: %s", names);
    out_paragraph(text, 2, 0);
  }
  if (tally->disagreeing.count > 0) {
    names_text(&tally->disagreeing, names, sizeof names);
    compose(text, sizeof text, "! the job role suggests another role category than the one recorded: %s", names);
    out_paragraph(text, 2, 0);
  }
}

static void print_behaviours(const cmd_assess *self) {
  if (self->tally.behaviours_seen || self->tally.assessed == 0) return;
  char text[512];
  compose(text, sizeof text,
          "Behaviours are left out here: nobody has evidence of one on record. Staff and training files hold none; a "
          "portfolio can (%s evidence or stronger meets a must).",
          cwp_evidence_kind_name(self->question.policy.least_must));
  out_text("  ");
  out_paragraph(text, 2, 2);
}

static int is_left_out(const cmd_assess *self, cwp_id topic) {
  return !self->tally.behaviours_seen && cwp_record_kind(self->pathway, topic) == CWP_KIND_ROLE;
}

static void print_commonest(const cmd_assess *self) {
  cwp_id top[COMMONEST + 16]; /* role categories' behaviours may have to be left out */
  size_t count = tally_top(&self->tally, self->tally.topics, tally_lacking, top, sizeof top / sizeof *top);
  cmd_table table;
  if (count == 0) return;
  out_heading("Commonest gaps: people who lack it or a part of it, of those who are asked for it");
  table_start(&table, 2);
  table_column(&table, "people", SIDE_RIGHT, 0);
  table_column(&table, "of", SIDE_RIGHT, 0);
  table_column(&table, "code", SIDE_LEFT, 0);
  table_column(&table, "what", SIDE_LEFT, 0);
  for (int print = 0; print <= 1; print++) {
    size_t shown = 0;
    for (size_t i = 0; i < count && shown < COMMONEST; i++) {
      char people[NUMBER_SIZE], asked[NUMBER_SIZE], title[CELL_SIZE];
      const tally_row *row = &self->tally.topics[top[i]];
      if (is_left_out(self, top[i])) continue;
      shown++;
      tally_topic_title(self->pathway, top[i], title, sizeof title);
      const char *cells[] = {number_text(row->lacking, people), number_text(row->asked, asked),
                             cwp_record_code(self->pathway, top[i]), title};
      if (print) table_row(&table, cells, STYLE_PLAIN, 1);
      if (!print) table_measure(&table, cells);
    }
  }
  print_behaviours(self);
}

static void print_ending(const cmd_assess *self) {
  cwp_id top[ENDING];
  size_t count = tally_top(&self->tally, self->tally.lines, tally_ending, top, ENDING);
  char heading[64], date[CWP_DATE_TEXT_SIZE], people[NUMBER_SIZE], first[CELL_SIZE];
  cmd_table table;
  compose(heading, sizeof heading, "Expiring");
  if (self->question.policy.expiring_days != CWP_EXPIRING_ANY)
    compose_more(heading, sizeof heading, " within %d days", self->question.policy.expiring_days);
  out_heading(heading);
  if (count == 0) out_text("  nothing\n");
  table_start(&table, 2);
  table_column(&table, "people", SIDE_RIGHT, 0);
  table_column(&table, "code", SIDE_LEFT, 0);
  table_column(&table, "first", SIDE_LEFT, 40);
  table_column(&table, "evidence about", SIDE_LEFT, 0);
  for (int print = 0; print <= 1; print++) {
    for (size_t i = 0; i < count; i++) {
      const tally_row *row = &self->tally.lines[top[i]];
      compose(first, sizeof first, "%s %s", cwp_date_format(row->first_end, date),
              cwp_portfolio_person(row->first_ending)->id);
      const char *cells[] = {number_text(row->ending, people), cwp_record_code(self->pathway, top[i]), first,
                             cwp_record_title(self->pathway, top[i])};
      if (print) table_row(&table, cells, STYLE_PLAIN, 1);
      if (!print) table_measure(&table, cells);
    }
  }
}

static void print_caveat(const cmd_assess *self, cwp_id role) {
  char who[64], people[48];
  count_text(self->tally.lines[role].assessed, "person", "people", people, sizeof people);
  compose(who, sizeof who, " (%s)", people);
  record_print_caveat(self->pathway, role, who);
}

/* A short list of gaps is not readiness where the edition holds only a part. */
static void print_coverage(const cmd_assess *self) {
  cwp_id first = cwp_pathway_first(self->pathway, CWP_KIND_ROLE);
  int started = 0;
  for (cwp_id role = first; role < first + cwp_pathway_count(self->pathway, CWP_KIND_ROLE); role++) {
    if (self->tally.lines[role].assessed == 0 || cwp_role_coverage(self->pathway, role) == CWP_COVERAGE_COMPLETE)
      continue;
    if (!started) out_heading("How far this goes: no gap is not the same as ready");
    started = 1;
    print_caveat(self, role);
  }
}

static void print_not_assessed(const cmd_assess *self) {
  const tally_people *people = &self->tally.not_assessed;
  char heading[64], counted[32];
  if (people->count == 0) return;
  count_text(people->count, "person", "people", counted, sizeof counted);
  compose(heading, sizeof heading, "Not assessed: %s", counted);
  out_heading(heading);
  for (size_t i = 0; i < people->count && i < TALLY_NAMED; i++) {
    char text[1024];
    const cwp_person *person = cwp_portfolio_person(people->first[i]);
    compose(text, sizeof text, "%s%s%s%s: %s", person->id, person->job_title[0] ? " (" : "", person->job_title,
            person->job_title[0] ? ")" : "",
            person->role_reason[0] ? person->role_reason : "No role category is known.");
    out_text("  ");
    out_paragraph(text, 4, 2);
  }
  if (people->count > TALLY_NAMED) out_format("  and %zu more\n", people->count - TALLY_NAMED);
  out_text("  Hold them against a role category of your choice with --role.\n");
}

static void print_findings_hint(const cmd_assess *self) {
  char text[2048], counts[128];
  if (self->findings.count == 0) return;
  findings_counts_text(&self->findings, counts, sizeof counts);
  compose(text, sizeof text, "Findings in the files: %s. See them all with: cwp check", counts);
  for (size_t i = 0; i < self->arguments->operand_count; i++)
    compose_more(text, sizeof text, " %s", self->arguments->operands[i]);
  out_text("\n");
  out_paragraph(text, 0, 0);
}

int assess_print_team(cmd_assess *self) {
  team_table team;
  print_intro(self);
  start_table(self, &team);
  int code = assess_everybody(self, print_row, &team);
  if (code != CODE_GO_ON) return code;
  if (self->tally.people == 0) {
    out_text("There is nobody in the files.\n");
    print_findings_hint(self);
    return CODE_GO_ON;
  }
  print_legend(self);
  print_commonest(self);
  print_ending(self);
  outlook_print_team(self);
  print_coverage(self);
  print_not_assessed(self);
  print_findings_hint(self);
  return CODE_GO_ON;
}
