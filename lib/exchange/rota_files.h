#ifndef CWP_EXCHANGE_ROTA_FILES_H
#define CWP_EXCHANGE_ROTA_FILES_H

/* Files of a rota: rows as they stand in the files, kept until all files are read. */

#include "base/memory.h"
#include "base/text.h"
#include "cwp/rota_files.h"
#include "exchange/names.h"

#include <stdint.h>

typedef enum cwp__rota_table {
  CWP__ROTA_SHIFTS,
  CWP__ROTA_ASSIGNMENTS,
  CWP__ROTA_AVAILABILITY,
  CWP__ROTA_PEOPLE,
  CWP__ROTA_TABLE_END
} cwp__rota_table;

typedef enum cwp__rota_column {
  CWP__ROTA_SHIFT,
  CWP__ROTA_PERSON,
  CWP__ROTA_START,
  CWP__ROTA_FINISH,
  CWP__ROTA_PLACE,
  CWP__ROTA_SERVICE,
  CWP__ROTA_SETTINGS,
  CWP__ROTA_REQUIRED,
  CWP__ROTA_AS_WHAT,
  CWP__ROTA_IS_AGENCY,
  CWP__ROTA_IS_TRAINEE,
  CWP__ROTA_IS_SENIOR,
  CWP__ROTA_COLUMN_END
} cwp__rota_column;

/* Names of the columns, in CSV and JSON alike. */
extern const char *const cwp__rota_columns[CWP__ROTA_COLUMN_END];

typedef struct cwp__rota_row {
  cwp__rota_table table;
  const char *path;
  uint64_t line, record;
  const char *cells[CWP__ROTA_COLUMN_END]; /* "" where there is none; valid UTF-8 */
} cwp__rota_row;

struct cwp_rota_files {
  cwp_allocator allocator;
  cwp_limits limits;
  const cwp_pathway *pathway;
  cwp__arena texts;
  cwp_findings *findings;
  struct cwp__rota_rows {
    cwp__rota_row *items;
    size_t count, capacity;
  } tables[CWP__ROTA_TABLE_END];
  cwp__names short_ids; /* of people, by the part behind the workplace ... */
  size_t *short_places; /* ... and where they are on the board; CWP_NO_INDEX for several of one name */
  int is_filled;
};

/* Adds a finding about a cell of a row; NULL cells mean the row as a whole. */
cwp_status cwp__rota_find(cwp_rota_files *self, const cwp__rota_row *row, cwp_severity severity, const char *id,
                          cwp__rota_column column, const char *message, cwp_error *error);

#endif
