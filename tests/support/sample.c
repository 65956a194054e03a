#include "support/sample.h"

#include <check.h>

cwp_team *sample_team(const cwp_pathway *pathway) {
  static const char *const files[] = {"examples/data/staff.csv", "examples/data/training.csv"};
  cwp_import *import = NULL;
  cwp_team *team = NULL;
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_int_eq(cwp_import_new(pathway, NULL, NULL, &import, &error), CWP_OK);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    ck_assert_msg(cwp_import_add_file(import, files[i], &error) == CWP_OK, "%s: %s", files[i], error.message);
  ck_assert_int_eq(cwp_import_finish(import, &team, &error), CWP_OK);
  cwp_import_free(import);
  return team;
}
