#include "base/limits.h"

#include <string.h>

cwp_limits cwp__limits_or_default(const cwp_limits *limits) {
  cwp_limits all = {sizeof(cwp_limits), 0, 0, 0, 0, 0};
  if (limits != NULL) {
    /* A caller built with an older header has fewer fields: what lies behind its struct is not ours to read. */
    memcpy(&all, limits, limits->size < sizeof all ? limits->size : sizeof all);
    all.size = sizeof all;
  }
  if (all.input_bytes == 0) all.input_bytes = UINT64_C(64) * 1024 * 1024;
  if (all.record_bytes == 0) all.record_bytes = (size_t)1024 * 1024;
  if (all.fields == 0) all.fields = 1024;
  if (all.depth == 0) all.depth = 64;
  if (all.records == 0) all.records = UINT64_C(100) * 1000 * 1000;
  return all;
}
