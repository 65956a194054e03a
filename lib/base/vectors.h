#ifndef CWP_BASE_VECTORS_H
#define CWP_BASE_VECTORS_H

/* What code in vectors (base/eights.h says in which ways) begins with: whether this compiler has them at all, and how
   the last few of many are told apart. */

#include <stddef.h>

#if (defined(__GNUC__) || defined(__clang__)) && defined(__x86_64__)
#define CWP__HAS_WAYS 1
#include <immintrin.h>
#endif

#if defined(CWP__HAS_WAYS)

enum { CWP__SIXTEEN = 16 };

/* Which of the next sixteen there are, where so many are left. */
static inline __mmask16 cwp__sixteen_there(size_t left) {
  return (__mmask16)(left < CWP__SIXTEEN ? (1u << left) - 1 : 0xffffu);
}

#endif

#endif
