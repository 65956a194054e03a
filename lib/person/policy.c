#include "person/policy.h"

#include "base/error.h"

#include <string.h>

enum { MOST_EXPIRING_DAYS = 3660 };

static const char *const standing_names[CWP_STANDING_END] = {
    "met", "expiring", "expired", "in-progress", "claimed", "partly", "no-evidence", "not-applicable",
};

static const char *const kind_names[CWP_EVIDENCE_KIND_END] = {"declared", "trained", "assessed", "accredited"};

static const char *const result_names[CWP_RESULT_END] = {"completed", "in-progress", "booked",
                                                         "failed",    "withdrawn",   "not-applicable"};

static const char *const basis_names[CWP_ROLE_BASIS_END] = {"unknown", "recorded", "suggested"};

/* Enumerations may be signed or not, so a value is compared as an unsigned number: what is below 0 is above the end. */
static const char *name_at(const char *const *names, unsigned end, unsigned value) {
  return value < end ? names[value] : "unknown";
}

const char *cwp_standing_name(cwp_standing standing) {
  return name_at(standing_names, CWP_STANDING_END, (unsigned)standing);
}

const char *cwp_evidence_kind_name(cwp_evidence_kind kind) {
  return name_at(kind_names, CWP_EVIDENCE_KIND_END, (unsigned)kind);
}

const char *cwp_result_name(cwp_result result) {
  return name_at(result_names, CWP_RESULT_END, (unsigned)result);
}

const char *cwp_role_basis_name(cwp_role_basis basis) {
  return name_at(basis_names, CWP_ROLE_BASIS_END, (unsigned)basis);
}

/* The place of a name in its list, or `end`. */
static unsigned value_of(const char *const *names, unsigned end, const char *name, size_t length) {
  unsigned value = 0;
  while (value < end && (strlen(names[value]) != length || memcmp(names[value], name, length) != 0))
    value++;
  return value;
}

cwp_evidence_kind cwp__evidence_kind_of(const char *name, size_t length) {
  return (cwp_evidence_kind)value_of(kind_names, CWP_EVIDENCE_KIND_END, name, length);
}

cwp_result cwp__result_of(const char *name, size_t length) {
  return (cwp_result)value_of(result_names, CWP_RESULT_END, name, length);
}

static int is_kind(cwp_evidence_kind kind) {
  return (unsigned)kind < CWP_EVIDENCE_KIND_END;
}

cwp_status cwp__question_check(const cwp_pathway *pathway, const cwp_portfolio *portfolio, const cwp_question *question,
                               cwp_error *error) {
  if (!pathway || !portfolio || !question)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no %s",
                     !pathway ? "pathway" : (!portfolio ? "portfolio" : "question"));
  if (question->size < sizeof(*question))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the question has size %zu: set it up with CWP_QUESTION_INIT",
                     question->size);
  if (!cwp_date_is_valid(question->on))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the question names no day that there is: %ld", (long)question->on);
  return CWP_OK;
}

int cwp__is_window(int days) {
  return (days >= 0 && days <= MOST_EXPIRING_DAYS) || days == CWP_EXPIRING_ANY;
}

cwp_status cwp__policy_take(const cwp_policy *policy, cwp_policy *out, cwp_error *error) {
  const cwp_policy defaults = CWP_POLICY_INIT;
  *out = defaults;
  if (!policy) return CWP_OK;
  if (policy->size < sizeof(*policy))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the policy has size %zu: set it up with CWP_POLICY_INIT",
                     policy->size);
  if (!is_kind(policy->least_must) || !is_kind(policy->least_should) || !is_kind(policy->least_can))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a least kind of the policy is no kind of evidence: %d, %d, %d",
                     (int)policy->least_must, (int)policy->least_should, (int)policy->least_can);
  if (!cwp__is_window(policy->expiring_days))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "expiring_days of the policy is %d, not 0 to %d or CWP_EXPIRING_ANY",
                     policy->expiring_days, MOST_EXPIRING_DAYS);
  *out = *policy;
  out->size = sizeof(*out);
  return CWP_OK;
}

cwp_evidence_kind cwp__policy_least(const cwp_policy *policy, cwp_requirement_kind kind) {
  if (kind == CWP_MUST) return policy->least_must;
  return kind == CWP_SHOULD ? policy->least_should : policy->least_can;
}
