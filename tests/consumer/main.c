/* A small program on the public API, as an outsider would write it. Also valid as C++17. */

#include <cwp/cwp.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  const cwp_pathway *pathway = cwp_edition_default();
  cwp_id role = CWP_NONE;
  cwp_error error = CWP_ERROR_INIT;
  size_t needed = 0;

  if (strcmp(cwp_version(), CWP_VERSION) != 0) {
    fprintf(stderr, "headers %s, library %s\n", CWP_VERSION, cwp_version());
    return 1;
  }
  if (cwp_pathway_find(pathway, "supervisor-or-leader", CWP_KIND_ROLE, &role, &error) != CWP_OK ||
      cwp_role_requirements(pathway, role, 0, 0, 0, 0, &needed, &error) != CWP_OK) {
    fprintf(stderr, "%s: %s\n", cwp_status_name(error.code), error.message);
    return 1;
  }
  printf("libcwp %s: %s asks %zu things\n", cwp_version(), cwp_record_title(pathway, role), needed);
  return needed > 0 ? 0 : 1;
}
