#ifndef CWP_EXCHANGE_MANDATORY_H
#define CWP_EXCHANGE_MANDATORY_H

/* Rules on mandatory training, while they are read and while they are asked. */

#include "base/memory.h"
#include "cwp/mandatory.h"

#define CWP__MANDATORY_FORMAT "cwp-mandatory-training"

enum { CWP__MANDATORY_VERSION = 1 };

struct cwp_mandatory {
  cwp_allocator allocator;
  cwp__arena texts;
  cwp_mandatory_rule *rules;
  size_t count;
  size_t capacity;
  const char **jobs; /* titles of the national list of job roles, kept so that the pathway need not outlive this */
  size_t job_count;
};

/* 1 if what a person does is that job role: its title alone, or with a description behind a colon. */
int cwp__mandatory_is_job(const char *job_title, const char *job_role);

#endif
