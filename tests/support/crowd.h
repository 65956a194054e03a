#ifndef SUPPORT_CROWD_H
#define SUPPORT_CROWD_H

/* People drawn at random, as columns have them and as portfolios: to hold what is said of many to what is said of one.
   Days are drawn to fall on every boundary and one day off it; evidence is mostly about a few records, so that pieces
   meet; some people have none. */

#include "cwp/assessment.h"
#include "workforce/crowd.h"

enum { CROWD_SETS = 3, CROWD_SETTINGS = 3, CROWD_FACTS = 30, CROWD_HOT = 8 };

/* What some people have in common. */
typedef struct crowd {
  const cwp_pathway *pathway;
  cwp_policy policy;
  cwp_date on;
  cwp_id settings[CROWD_SETS][CROWD_SETTINGS];
  cwp__setting_set sets[CROWD_SETS];
  size_t set_count;
  cwp_id hot[CROWD_HOT]; /* what evidence is mostly about */
} crowd;

/* One of them. */
typedef struct somebody {
  cwp__member member;
  cwp__fact facts[CROWD_FACTS];
  size_t count;
  cwp_portfolio *portfolio;
} somebody;

/* A number from 0 up to `sides`, not included. */
unsigned crowd_roll(unsigned sides);

/* A practice area or an activity that a setting can name; CWP_NONE if there is none. */
cwp_id crowd_roll_setting(const cwp_pathway *pathway);

/* A framework, with all that frameworks can have, that is nobody's; NULL if it cannot be read. The caller's. */
cwp_pathway *crowd_framework(void);

void crowd_start(crowd *self, const cwp_pathway *pathway);
void crowd_draw(const crowd *self, somebody *out);
void crowd_end(somebody *one);

/* Somebody's portfolio, with one more piece of evidence unless `more` is NULL. The caller's. */
cwp_portfolio *crowd_portfolio(const crowd *self, const somebody *one, const cwp__fact *more);

#endif
