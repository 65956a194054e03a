#ifndef SUPPORT_FAILING_ALLOCATOR_H
#define SUPPORT_FAILING_ALLOCATOR_H

/*
 * An allocator that fails when told to and keeps count. It moves every block that is reallocated, fills new memory and
 * memory given back with rubbish, and aborts the test when it is told a wrong old size, is given a block that is not
 * its own, or is asked for 0 bytes.
 */

#include "cwp/allocator.h"
#include "cwp/status.h"

#include <stddef.h>

typedef enum failing_mode {
  FAIL_NEVER,
  FAIL_FROM, /* every allocation after the first `allowed` ones */
  FAIL_ONCE  /* only the one after the first `allowed` ones */
} failing_mode;

typedef struct failing_allocator {
  failing_mode mode;
  size_t allowed;
  size_t calls;  /* allocations and reallocations asked for */
  size_t failed; /* of them, refused */
  size_t blocks; /* live now */
  size_t bytes;
  size_t most_bytes; /* live at any one time */
} failing_allocator;

/* Starts counting anew and gives the allocator to hand on; its context is `self`. */
cwp_allocator failing_allocator_start(failing_allocator *self, failing_mode mode, size_t allowed);

/* Fails the test unless everything was given back. */
void failing_allocator_check(const failing_allocator *self);

/* Has cJSON, whose hooks are process-wide, allocate from `self` too, or, with NULL, from the C library again. */
void failing_allocator_hook_cjson(failing_allocator *self);

/* Something to try with a failing allocator. It frees all it made before it returns what the tried call returned. */
typedef cwp_status failing_attempt(const cwp_allocator *allocator, void *context, cwp_error *error);

/*
 * Fails each allocation of an attempt in turn, first with all later ones and then alone, until the attempt comes
 * through. Each failure must end in CWP_ERROR_MEMORY, said in the error too, with nothing leaked. There must be a first
 * failure, and an end after `most` allocations. With `hook_cjson` cJSON's allocations count too.
 */
void failing_allocator_try_all(failing_attempt *attempt, void *context, size_t most, int hook_cjson);

#endif
