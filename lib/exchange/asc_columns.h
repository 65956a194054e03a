#ifndef CWP_EXCHANGE_ASC_COLUMNS_H
#define CWP_EXCHANGE_ASC_COLUMNS_H

/*
 * Columns of the national data set's bulk upload files, and the layouts that they stood in over the years. A file's
 * kind is found from its header; after that every cell is read by the column's name, so a file of an earlier layout
 * reads like one of today's.
 */

#include "base/csv.h"
#include "cwp/exchange.h"

#include <stddef.h>
#include <stdint.h>

/* Columns of a staff file, those of earlier layouts included, in the order in which they stand. */
typedef enum cwp__staff_column {
  CWP__STAFF_LOCALESTID,
  CWP__STAFF_UNIQUEWORKERID,
  CWP__STAFF_CHGUNIQUEWRKID,
  CWP__STAFF_TRANSFERSTAFFRECORD,
  CWP__STAFF_STATUS,
  CWP__STAFF_DISPLAYID,
  CWP__STAFF_FLUVAC,
  CWP__STAFF_NINUMBER,
  CWP__STAFF_POSTCODE,
  CWP__STAFF_DOB,
  CWP__STAFF_GENDER,
  CWP__STAFF_ETHNICITY,
  CWP__STAFF_NATIONALITY,
  CWP__STAFF_BRITISHCITIZENSHIP,
  CWP__STAFF_COUNTRYOFBIRTH,
  CWP__STAFF_YEAROFENTRY,
  CWP__STAFF_DISABLED,
  CWP__STAFF_CARECERT,
  CWP__STAFF_L2CARECERT,
  CWP__STAFF_RECSOURCE,
  CWP__STAFF_HANDCVISA,
  CWP__STAFF_INOUTUK,
  CWP__STAFF_STARTDATE,
  CWP__STAFF_STARTINSECT,
  CWP__STAFF_DHA,
  CWP__STAFF_APPRENTICE,
  CWP__STAFF_EMPLSTATUS,
  CWP__STAFF_ZEROHRCONT,
  CWP__STAFF_DAYSSICK,
  CWP__STAFF_SALARYINT,
  CWP__STAFF_SALARY,
  CWP__STAFF_HOURLYRATE,
  CWP__STAFF_MAINJOBROLE,
  CWP__STAFF_MAINJRDESC,
  CWP__STAFF_CONTHOURS,
  CWP__STAFF_AVGHOURS,
  CWP__STAFF_OTHERJOBROLE,
  CWP__STAFF_OTHERJRDESC,
  CWP__STAFF_NMCREG,
  CWP__STAFF_NURSESPEC,
  CWP__STAFF_AMHP,
  CWP__STAFF_SCQUAL,
  CWP__STAFF_NONSCQUAL,
  CWP__STAFF_CWPCATEGORY,
  CWP__STAFF_QUALACH01, /* and from here on pairs of a qualification and its notes */
  CWP__STAFF_QUALACH01NOTES,
  CWP__STAFF_QUALACH02,
  CWP__STAFF_QUALACH02NOTES,
  CWP__STAFF_QUALACH03,
  CWP__STAFF_QUALACH03NOTES,
  CWP__STAFF_COLUMNS
} cwp__staff_column;

/* Columns of a training file. What was DESCRIPTION until January 2026 is TRAININGNAME. */
typedef enum cwp__training_column {
  CWP__TRAINING_LOCALESTID,
  CWP__TRAINING_UNIQUEWORKERID,
  CWP__TRAINING_CATEGORY,
  CWP__TRAINING_TRAININGNAME,
  CWP__TRAINING_ACCREDITED,
  CWP__TRAINING_WHODELIVERED,
  CWP__TRAINING_PROVIDERNAME,
  CWP__TRAINING_HOWDELIVERED,
  CWP__TRAINING_VALIDITY,
  CWP__TRAINING_DATECOMPLETED,
  CWP__TRAINING_EXPIRYDATE,
  CWP__TRAINING_NOTES,
  CWP__TRAINING_COLUMNS
} cwp__training_column;

/* Columns of a workplace file, likewise. */
typedef enum cwp__workplace_column {
  CWP__WORKPLACE_LOCALESTID,
  CWP__WORKPLACE_STATUS,
  CWP__WORKPLACE_ESTNAME,
  CWP__WORKPLACE_ADDRESS1,
  CWP__WORKPLACE_ADDRESS2,
  CWP__WORKPLACE_ADDRESS3,
  CWP__WORKPLACE_POSTTOWN,
  CWP__WORKPLACE_POSTCODE,
  CWP__WORKPLACE_ESTTYPE,
  CWP__WORKPLACE_OTHERTYPE,
  CWP__WORKPLACE_PERMCQC,
  CWP__WORKPLACE_PERMLA,
  CWP__WORKPLACE_SHARELA,
  CWP__WORKPLACE_REGTYPE,
  CWP__WORKPLACE_PROVNUM,
  CWP__WORKPLACE_LOCATIONID,
  CWP__WORKPLACE_MAINSERVICE,
  CWP__WORKPLACE_ALLSERVICES,
  CWP__WORKPLACE_CAPACITY,
  CWP__WORKPLACE_UTILISATION,
  CWP__WORKPLACE_SERVICEDESC,
  CWP__WORKPLACE_SERVICEUSERS,
  CWP__WORKPLACE_OTHERUSERDESC,
  CWP__WORKPLACE_DHA,
  CWP__WORKPLACE_DHAACTIVITIES,
  CWP__WORKPLACE_TOTALPERMTEMP,
  CWP__WORKPLACE_ALLJOBROLES,
  CWP__WORKPLACE_STARTERS,
  CWP__WORKPLACE_LEAVERS,
  CWP__WORKPLACE_VACANCIES,
  CWP__WORKPLACE_REASONS,
  CWP__WORKPLACE_REASONNOS,
  CWP__WORKPLACE_ADVERTISING,
  CWP__WORKPLACE_INTERVIEWS,
  CWP__WORKPLACE_REPEATTRAINING,
  CWP__WORKPLACE_ACCEPTCARECERT,
  CWP__WORKPLACE_CWPAWARE,
  CWP__WORKPLACE_CWPUSE,
  CWP__WORKPLACE_CWPUSEDESC,
  CWP__WORKPLACE_BENEFITS,
  CWP__WORKPLACE_SICKPAY,
  CWP__WORKPLACE_PENSION,
  CWP__WORKPLACE_ACTUALCONT,
  CWP__WORKPLACE_OPTOUTPEN,
  CWP__WORKPLACE_HOLIDAY,
  CWP__WORKPLACE_SLEEPINS,
  CWP__WORKPLACE_SLEEPINPAY,
  CWP__WORKPLACE_TRAVELTIME,
  CWP__WORKPLACE_TTDIFFRATE,
  CWP__WORKPLACE_COLUMNS
} cwp__workplace_column;

enum {
  CWP__COLUMNS_MOST = 64,        /* no kind of file has more columns of its own */
  CWP__QUALIFICATIONS_LEAST = 3, /* pairs QUALACHnn, QUALACHnnNOTES that every staff file has */
  CWP__QUALIFICATIONS_MOST = 99
};

/* Where a column stands that a layout does not have. */
#define CWP__NO_POSITION UINT16_MAX

/* How the columns of one file stand. */
typedef struct cwp__layout {
  cwp_file_kind kind;
  const char *version;                  /* day from which the national service took it, "2026-07-21" */
  int historic;                         /* 1 if it has been replaced since */
  size_t cells;                         /* of the header, blank ones at its end included */
  int blank_tail;                       /* 1 if the header goes on in blank cells */
  size_t fields;                        /* columns in the header, without the blank ones */
  unsigned columns;                     /* columns of this kind of file, by number: those of other layouts included */
  size_t qualifications;                /* pairs QUALACHnn, QUALACHnnNOTES; 0 in other files than staff */
  uint16_t position[CWP__COLUMNS_MOST]; /* by column: its field, or CWP__NO_POSITION */
  const char *name[CWP__COLUMNS_MOST];  /* by column: what the header calls it */
} cwp__layout;

/*
 * Finds the layout of a header, the record that `header` has just read. The header must be a known one to the letter,
 * as the national service has it. CWP_ERROR_UNSUPPORTED otherwise, with the nearest kind of file and the first
 * difference.
 */
cwp_status cwp__layout_find(const cwp__csv *header, cwp__layout *layout, cwp_error *error);

/* How many layouts of a kind of file are known, and the day of each, oldest first. */
size_t cwp__layout_count(cwp_file_kind kind);
const char *cwp__layout_version(cwp_file_kind kind, size_t index);

/* What a layout is made with. */
typedef struct cwp__layout_wish {
  cwp_file_kind kind;
  const char *day;  /* "2026-07-21": the layout that was taken on that day; NULL = today's */
  int with_new_ids; /* optional columns of staff files */
  int with_transfers;
  size_t qualifications; /* of staff files: 0 = those that every file has */
} cwp__layout_wish;

/* Makes a layout without a header. Returns 0 if there was none yet on that day. */
int cwp__layout_make(const cwp__layout_wish *wish, cwp__layout *layout);

enum { CWP__FIELDS_MOST = CWP__COLUMNS_MOST + 2 * CWP__QUALIFICATIONS_MOST };

/* A layout the other way round: by field, what stands there. */
typedef struct cwp__fields {
  size_t count;
  unsigned column[CWP__FIELDS_MOST]; /* its number; further qualifications go on counting from the third */
  const char *name[CWP__FIELDS_MOST];
  char further[2 * CWP__QUALIFICATIONS_MOST][16]; /* names of further qualifications */
} cwp__fields;

void cwp__fields_of(const cwp__layout *layout, cwp__fields *fields);

/* The field of a column by its name, or SIZE_MAX. */
size_t cwp__fields_find(const cwp__fields *fields, const char *name);

/* 1 for the columns of staff files that tell who somebody is: findings show only the form of what stands there. */
int cwp__column_is_personal(cwp_file_kind kind, unsigned column);

/* Writes the header of a layout, without optional columns, as it stands in a file; returns `out`, which the caller
   initialised. For tests and for writing files. */
cwp__buffer *cwp__layout_header(cwp_file_kind kind, size_t index, cwp__buffer *out);

#endif
