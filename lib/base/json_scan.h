#ifndef CWP_BASE_JSON_SCAN_H
#define CWP_BASE_JSON_SCAN_H

/*
 * Checks that a text is one JSON document by RFC 8259, and no more of one than the limits allow. Stricter than the RFC
 * where what reads on would be at a loss: a key may stand only once in an object, \u0000 and lone surrogates are
 * refused, and so are numbers of more than 63 characters or of 1e308 and beyond.
 */

#include "base/error.h"
#include "cwp/allocator.h"
#include "cwp/input.h"

#include <stddef.h>
#include <stdint.h>

/* The most that cJSON follows, whatever the limits say. */
enum { CWP__JSON_DEPTH_MOST = 1000 };

/*
 * Checks `text`; a byte order mark at its beginning is skipped. `limits` has no zeros. The allocator serves while this
 * runs. Errors: CWP_ERROR_SYNTAX, CWP_ERROR_LIMIT, CWP_ERROR_MEMORY, each with its place.
 */
cwp_status cwp__json_scan(const char *text, size_t length, const char *name, const cwp_limits *limits,
                          const cwp_allocator *allocator, cwp_error *error);

/* The place of a byte of a text: lines end in LF, CR or CRLF, and a byte order mark takes no column. */
cwp__place cwp__json_place_at(const char *text, size_t length, const char *name, size_t at);

/* 3 if the text begins with a byte order mark, 0 otherwise. */
size_t cwp__json_mark(const char *text, size_t length);

#endif
