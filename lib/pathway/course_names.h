#ifndef CWP_PATHWAY_COURSE_NAMES_H
#define CWP_PATHWAY_COURSE_NAMES_H

/* What people call training in lists of their own: lib/data/course-names.json as a table. */

#include <stdint.h>

typedef struct cwp__course_name {
  const char *name;  /* as written there */
  const char *about; /* code of the training category or learning opportunity that it is taken for */
} cwp__course_name;

extern const cwp__course_name cwp__course_names[];
extern const uint32_t cwp__course_name_count;

#endif
