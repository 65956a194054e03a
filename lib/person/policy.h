#ifndef CWP_PERSON_POLICY_H
#define CWP_PERSON_POLICY_H

/* The enumerations of people's evidence by name, and the policy in force. */

#include "cwp/assessment.h"

#include <stddef.h>

/* Errors: CWP_ERROR_ARGUMENT when one of the three is missing, or the question has no size of this library's or no day.
   Its policy, role category and settings are not looked at. */
cwp_status cwp__question_check(const cwp_pathway *pathway, const cwp_portfolio *portfolio, const cwp_question *question,
                               cwp_error *error);

/* 1 if what ends within so many days can be said to be expiring: 0 to 3,660, or CWP_EXPIRING_ANY. */
int cwp__is_window(int days);

/* The policy in force: the caller's, or the default one for NULL. Errors: CWP_ERROR_ARGUMENT when a field is out of its
   range or the size is not one of this library's. */
cwp_status cwp__policy_take(const cwp_policy *policy, cwp_policy *out, cwp_error *error);

/* The weakest kind of evidence that the policy lets meet a requirement. */
cwp_evidence_kind cwp__policy_least(const cwp_policy *policy, cwp_requirement_kind kind);

/* The value with a name of `length` bytes, or the end sentinel of its enumeration. */
cwp_evidence_kind cwp__evidence_kind_of(const char *name, size_t length);
cwp_result cwp__result_of(const char *name, size_t length);

#endif
