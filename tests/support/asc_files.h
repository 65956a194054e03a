#ifndef SUPPORT_ASC_FILES_H
#define SUPPORT_ASC_FILES_H

/*
 * Small files of the national data set, made in memory, and what comes of importing them.
 *
 * Rows are a good row with changes: "GENDER=9|DOB=|DISPLAYID=@50" is the good row with another gender,
 * no date of birth and a display id of 50 letters. The good
 * staff row is SITE1/W1, a permanent care worker, who gives no finding at all; the good training row is theirs,
 * and the good workplace row is SITE1, a regulated domiciliary care service.
 */

#include "cwp/cwp.h"

#include <stddef.h>

enum { FILE_TEXT_SIZE = 64 * 1024 };

/* A file in the making. */
typedef struct file_text {
  const char *name;
  char text[FILE_TEXT_SIZE];
  size_t length;
  size_t taken; /* by the import */
} file_text;

/* Starts an empty file of that name. */
void file_start(file_text *self, const char *name);

/* Adds bytes as they are. */
void file_add(file_text *self, const char *bytes, size_t length);
void file_add_text(file_text *self, const char *text);

/* Adds a staff, training or workplace row in today's layout, with the header in front of the first. */
void file_add_staff(file_text *self, const char *changes);
void file_add_training(file_text *self, const char *changes);
void file_add_workplace(file_text *self, const char *changes);

/* A staff row of the layout with CHGUNIQUEWRKID and TRANSFERSTAFFRECORD. */
void file_add_wide_staff(file_text *self, const char *changes);

/* The file as an input; it is read from its beginning. */
cwp_input file_input(file_text *self);

/* Files that have been imported on 21 November 2026. */
typedef struct imported {
  cwp_import *import;
  cwp_team *team; /* NULL until finished */
} imported;

/* Starts an import with the default edition; fails the test when it cannot. */
imported import_start(cwp_stored stored);

/* Adds a file, which must be read to its end. */
void import_add(imported *self, file_text *file);

/* Adds a file, which must fail; returns the status. */
cwp_status import_add_bad(imported *self, file_text *file, cwp_error *error);

/* What stands in a column of the good row; "" for columns that today's layout has not. */
const char *file_good_value(cwp_file_kind kind, const char *column);

/* The three files of a provider. */
typedef struct provider_files {
  file_text workplace;
  file_text staff;
  file_text training;
} provider_files;

/* Makes them of rows such as "W: + S:UNIQUEWORKERID=W2 + T:CATEGORY=6". A file without rows stays empty. */
void provider_start(provider_files *self, const char *rows);

/* Adds those that have rows: workplaces, then staff, then training. */
void provider_add(provider_files *self, imported *to);

/* Finishes; fails the test when it cannot. */
void import_end(imported *self);

void import_free(imported *self);

/* Writes what was found as "ID:COLUMN ID:COLUMN ", sorted by nothing but the order of finding; returns `out`. */
char *import_findings_text(const imported *self, char *out, size_t capacity);

/* Fails the test unless the findings are exactly these, "ID:COLUMN ID:COLUMN" in any order. */
void import_expect(const imported *self, const char *findings, const char *about);

/* The first finding of that id; fails the test when there is none. */
const cwp_finding *import_finding(const imported *self, const char *id);

/* Somebody in the team; fails the test when they are not there. */
const cwp_portfolio *import_person(const imported *self, const char *id);

/* Fails the test unless somebody's evidence is exactly this: pieces such as "ASC.T20 trained completed 2025-03-01..",
   one a line. */
void import_expect_evidence(const imported *self, const char *id, const char *evidence);

#endif
