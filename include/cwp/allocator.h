#ifndef CWP_ALLOCATOR_H
#define CWP_ALLOCATOR_H

/**
 * @file allocator.h
 * Where an object's memory comes from.
 *
 * Every function that makes an owned object takes an allocator. NULL means the C library's malloc. The object keeps a
 * copy of the struct and frees with it; the context must outlive the object. There is no global allocator.
 *
 * One exception, said aloud: JSON is parsed and printed by cJSON, whose memory hooks are process-wide. The library
 * never sets them, so while a JSON document is read or written cJSON's own hooks serve it. What the call returns is the
 * allocator's again.
 */

#include "cwp/export.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Four functions and a context. All four must be set. */
typedef struct cwp_allocator {
  /** Returns `size` bytes (never 0) aligned for any object, or NULL. */
  void *(*allocate)(void *context, size_t size);
  /** Returns `memory`, of `old_size` bytes, grown or shrunk to `size` (never 0), or NULL and leaves it as it was. */
  void *(*reallocate)(void *context, void *memory, size_t old_size, size_t size);
  /** Takes back `memory`; never NULL. */
  void (*release)(void *context, void *memory);
  /** Handed to the three functions untouched. If threads share it, the functions must be thread-safe. */
  void *context;
} cwp_allocator;

#ifdef __cplusplus
}
#endif

#endif
