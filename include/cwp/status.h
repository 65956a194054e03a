#ifndef CWP_STATUS_H
#define CWP_STATUS_H

/**
 * @file status.h
 * How every call says whether it worked.
 *
 * One rule for all functions that can fail: they return a cwp_status, take their outputs by pointer before the last
 * argument, and take a cwp_error last. The error is the caller's own memory and may be NULL. On success it is left as
 * it was; on failure it is filled whole and every output pointer is set to NULL or left unset as the function says.
 * Nothing here allocates, so running out of memory can be reported.
 */

#include "cwp/export.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What came of a call. Treat a value that you do not know as CWP_ERROR_INTERNAL: later versions may be more specific.
 */
typedef enum cwp_status {
  CWP_OK = 0,                /**< it worked */
  CWP_ERROR_MEMORY = 1,      /**< an allocation failed; nothing was changed */
  CWP_ERROR_ARGUMENT = 2,    /**< the caller passed something that the function does not take */
  CWP_ERROR_NOT_FOUND = 3,   /**< no such code, edition, file or record */
  CWP_ERROR_IO = 4,          /**< the system could not read or write */
  CWP_ERROR_SYNTAX = 5,      /**< the input is not well-formed JSON, CSV, UTF-8 or date */
  CWP_ERROR_INVALID = 6,     /**< well-formed, but it breaks a rule of its format */
  CWP_ERROR_LIMIT = 7,       /**< larger, deeper or more than the limit in the options */
  CWP_ERROR_UNSUPPORTED = 8, /**< a kind or version of file that this version does not read */
  CWP_ERROR_INTERNAL = 9,    /**< a defect in the library: please report it */
  CWP_STATUS_END             /**< one past the last code; never returned */
} cwp_status;

/** Sizes of the text fields of cwp_error, in bytes, with the terminating zero. */
enum { CWP_ERROR_MESSAGE_SIZE = 512, CWP_ERROR_PATH_SIZE = 256 };

/**
 * Why a call failed. Set it up with CWP_ERROR_INIT or leave it uninitialised: a failing call fills every field.
 *
 * The message is one line of UTF-8 that says what was wrong, with which input, and what was seen; control characters of
 * the input are shown as escapes, so it is safe to print. For parsed input the position is given: lines and columns
 * count from 1, columns in Unicode characters, the offset in bytes from 0. Fields that do not apply are 0 or "".
 */
typedef struct cwp_error {
  cwp_status code;                      /**< the same value that the call returned */
  uint64_t line;                        /**< line in the input, from 1; 0 = not applicable */
  uint64_t column;                      /**< column in that line, in characters, from 1; 0 = not applicable */
  uint64_t offset;                      /**< bytes from the start of the input */
  char path[CWP_ERROR_PATH_SIZE];       /**< the file or input name, cut at the front with "..." if too long */
  char message[CWP_ERROR_MESSAGE_SIZE]; /**< what was wrong, without the path and the position */
} cwp_error;

/** An error that says that nothing went wrong. */
#define CWP_ERROR_INIT                                                                                                 \
  {                                                                                                                    \
    CWP_OK, 0, 0, 0, {0}, {                                                                                            \
      0                                                                                                                \
    }                                                                                                                  \
  }

/**
 * The name of a status in lower case with hyphens, such as "not-found". It is stable and meant for programs.
 * Never NULL; "unknown" for a value outside the enumeration. Safe from any thread.
 */
CWP_API const char *cwp_status_name(cwp_status status);

/** What a status means, in one English sentence without a full stop. Never NULL. Safe from any thread. */
CWP_API const char *cwp_status_text(cwp_status status);

#ifdef __cplusplus
}
#endif

#endif
