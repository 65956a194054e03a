#include "cwp/version.h"

const char *cwp_version(void) {
  return CWP_VERSION;
}
