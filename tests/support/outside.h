#ifndef SUPPORT_OUTSIDE_H
#define SUPPORT_OUTSIDE_H

/* Material from outside the project, which tests use where it is there and skip, saying so, where it is not. */

#include <stdio.h>
#include <stdlib.h>

/* The folder: the environment's CWP_OUTSIDE, or what the build says, or NULL. */
static inline const char *outside_folder(void) {
  const char *folder = getenv("CWP_OUTSIDE");
#if defined(CWP_OUTSIDE_DIR)
  if (folder == NULL || folder[0] == '\0') folder = CWP_OUTSIDE_DIR;
#elif defined(CWP_SOURCE_DIR)
  if (folder == NULL || folder[0] == '\0') folder = CWP_SOURCE_DIR "/../shared/outside";
#endif
  return folder;
}

/* Opens a file of that folder for reading, or says on standard error that it is skipped and returns NULL. */
static inline FILE *outside_open(const char *name) {
  char path[4096];
  const char *folder = outside_folder();
  FILE *file = NULL;
  if (folder != NULL && snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path) file = fopen(path, "rb");
  if (file == NULL) fprintf(stderr, "skipped: there is no %s here (set CWP_OUTSIDE)\n", name);
  return file;
}

#endif
