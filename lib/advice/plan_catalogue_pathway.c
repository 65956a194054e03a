/* Catalogues and pathways: one made of the other's learning opportunities, and one checked against the other. */

#include "advice/plan_catalogue.h"
#include "base/error.h"
#include "base/memory.h"

#include <stdio.h>
#include <string.h>

/* A decimal number such as "1.25" in hundredths, what is smaller cut off; CWP_UNKNOWN if it is none, or above `most`.
 */
static int64_t hundredths_of(const char *text, int64_t most) {
  int64_t value = 0;
  int decimals = -1;
  if (*text < '0' || *text > '9') return CWP_UNKNOWN;
  for (; *text; text++) {
    if (*text == '.' && decimals < 0) {
      decimals = 0;
      continue;
    }
    if (*text < '0' || *text > '9') return CWP_UNKNOWN;
    if (decimals < 2) value = value * 10 + (*text - '0');
    if (decimals >= 0 && decimals < 2) decimals++;
    if (value > most) return CWP_UNKNOWN;
  }
  for (int missing = decimals < 0 ? 2 : 2 - decimals; missing > 0; missing--)
    value *= 10;
  return value <= most ? value : CWP_UNKNOWN;
}

static cwp_funding funding_of(const char *name) {
  cwp_funding funding = CWP_FUNDING_NONE;
  while (funding < CWP_FUNDING_END && strcmp(name, cwp_funding_name(funding)) != 0)
    funding++;
  return funding < CWP_FUNDING_END ? funding : CWP_FUNDING_NONE;
}

/* Whoever awards a qualification or passes an apprenticeship vouches for it. */
static cwp_evidence_kind kind_of(const char *name) {
  int vouched = strcmp(name, "qualification") == 0 || strcmp(name, "apprenticeship") == 0;
  return vouched ? CWP_EVIDENCE_ACCREDITED : CWP_EVIDENCE_TRAINED;
}

static cwp_course course_of(const cwp_pathway *pathway, cwp_id learning) {
  cwp_course course = CWP_COURSE_INIT;
  course.code = course.learning = cwp_record_code(pathway, learning);
  course.title = cwp_record_title(pathway, learning);
  course.provider = cwp_record_property(pathway, learning, "awarding_organisation");
  course.kind = kind_of(cwp_record_property(pathway, learning, "kind"));
  course.centihours = (int32_t)hundredths_of(cwp_record_property(pathway, learning, "hours"), CWP__MOST_CENTIHOURS);
  course.funding = funding_of(cwp_record_property(pathway, learning, "funding"));
  int64_t pence = hundredths_of(cwp_record_property(pathway, learning, "reimbursement"), CWP__MOST_PENCE);
  if (course.funding != CWP_FUNDING_NONE && pence != CWP_UNKNOWN) course.reimbursement = pence;
  if (cwp_date_parse(cwp_record_property(pathway, learning, "valid_until"), &course.last_start, NULL) != CWP_OK)
    course.last_start = CWP_DATE_NONE;
  return course;
}

cwp_status cwp_catalogue_of_pathway(const cwp_pathway *pathway, const cwp_allocator *allocator, cwp_catalogue **out,
                                    cwp_error *error) {
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the catalogue");
  *out = NULL;
  if (!pathway) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no pathway");
  cwp_catalogue_builder *builder;
  cwp_status status = cwp_catalogue_builder_new(allocator, &builder, error);
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_LEARNING);
  size_t count = cwp_pathway_count(pathway, CWP_KIND_LEARNING);
  for (cwp_id i = 0; i < count && !status; i++) {
    cwp_course course = course_of(pathway, first + i);
    if (course.centihours != CWP_UNKNOWN) status = cwp_catalogue_builder_add(builder, &course, error);
  }
  if (!status) status = cwp_catalogue_builder_finish(builder, out, error);
  cwp_catalogue_builder_free(builder);
  return status;
}

/* Checking. */

typedef struct check {
  const cwp_catalogue *catalogue;
  const cwp_pathway *pathway;
  cwp_findings *findings;
  cwp_error *error;
  size_t course;
} check;

static cwp_status find_fault(const check *self, const char *id, const char *column, const char *value,
                             const char *message) {
  cwp_finding finding = {.id = id, .severity = CWP_SEVERITY_WARNING, .record = self->course + 1};
  finding.column = column;
  finding.value = value;
  finding.message = message;
  return cwp_findings_add(self->findings, &finding, self->error);
}

static cwp_status check_known(const check *self, const char *column, const char *code) {
  char message[512];
  cwp_id near;
  if (!*code || cwp_pathway_id(self->pathway, code) != CWP_NONE) return CWP_OK;
  if (cwp_pathway_suggest(self->pathway, code, &near, 1))
    snprintf(message, sizeof message, "The pathway has no such code, and it counts for nothing; is it %s?",
             cwp_record_code(self->pathway, near));
  else
    snprintf(message, sizeof message, "The pathway has no such code, and it counts for nothing.");
  return find_fault(self, "CATALOGUE-CODE-UNKNOWN", column, code, message);
}

static cwp_status check_one(const check *self) {
  const cwp_course *course = cwp_catalogue_at(self->catalogue, self->course);
  cwp_status status = check_known(self, "learning", course->learning);
  for (size_t i = 0; i < course->cover_count && !status; i++)
    status = check_known(self, "covers", course->covers[i].to);
  for (size_t i = 0; i < course->after_count && !status; i++)
    if (cwp__catalogue_place(self->catalogue, course->after[i]) == CWP__NO_COURSE)
      status = find_fault(self, "CATALOGUE-REQUIRES-UNKNOWN", "requires", course->after[i],
                          "The catalogue has no such course: only people who have it on record can take this one.");
  return status;
}

cwp_status cwp_catalogue_check(const cwp_catalogue *self, const cwp_pathway *pathway, cwp_findings *findings,
                               cwp_error *error) {
  if (!self || !pathway || !findings)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no %s",
                     !self ? "catalogue" : (!pathway ? "pathway" : "list of findings"));
  check all = {self, pathway, findings, error, 0};
  cwp_status status = CWP_OK;
  for (; all.course < cwp_catalogue_count(self) && !status; all.course++)
    status = check_one(&all);
  return status;
}
