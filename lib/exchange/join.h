#ifndef CWP_EXCHANGE_JOIN_H
#define CWP_EXCHANGE_JOIN_H

/* Joining what all files said into a team. */

#include "cwp/team.h"
#include "exchange/people.h"

typedef struct cwp__join {
  cwp__people *people;
  const char *const *paths;      /* of the files, by position */
  const char *const *names;      /* of the files without their folders, for the origin of evidence */
  int has_staff;                 /* 1 if a staff file was read: training must be of somebody in one */
  const cwp__together *together; /* which workplaces there are */
  cwp__sink *sink;
} cwp__join;

/*
 * Holds the files against each other, reports what does not agree, and makes the team. Errors: CWP_ERROR_MEMORY;
 * CWP_ERROR_LIMIT when somebody has more evidence than a portfolio holds.
 */
cwp_status cwp__join_people(const cwp__join *join, cwp_team **out, cwp_error *error);

#endif
