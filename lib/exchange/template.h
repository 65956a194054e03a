#ifndef CWP_EXCHANGE_TEMPLATE_H
#define CWP_EXCHANGE_TEMPLATE_H

/* What writing and reading a form for self-assessment have in common. */

enum { CWP__TEMPLATE_KEYS = 5, CWP__TEMPLATE_VERSION = 1 };

#define CWP__TEMPLATE_FORMAT "cwp-self-assessment"

/* Columns in CSV, keys in JSON: code, group, text, rating, note. */
extern const char *const cwp__template_keys[CWP__TEMPLATE_KEYS];

#endif
