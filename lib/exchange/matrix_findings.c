#include "exchange/matrix_findings.h"

#include <stddef.h>

static const cwp__matrix_rule_row rules[CWP__MATRIX_RULE_END] = {
    [CWP__MATRIX_COLUMN_UNKNOWN] = {"MATRIX-COLUMN-UNKNOWN", CWP_SEVERITY_WARNING,
                                    "what this column means could not be told; its cells are not used until a mapping "
                                    "says"},
    [CWP__MATRIX_COLUMN_IGNORED] = {"MATRIX-COLUMN-IGNORED", CWP_SEVERITY_NOTE,
                                    "this column says nothing of training that can be used; its cells are not used"},
    [CWP__MATRIX_COLUMN_TICKS] =
        {"MATRIX-COLUMN-TICKS", CWP_SEVERITY_NOTE,
         "cells are ticked without a date; they count as completed on a day that is not known, "
         "without an end"},
    [CWP__MATRIX_COLUMN_SENSE] = {"MATRIX-COLUMN-SENSE", CWP_SEVERITY_NOTE,
                                  "the heading does not say what the dates are; most lie ahead, so they are taken for "
                                  "days of expiry"},
    [CWP__MATRIX_COURSE_UNKNOWN] = {"MATRIX-COURSE-UNKNOWN", CWP_SEVERITY_WARNING,
                                    "what this course is about could not be told; its rows are not used until a "
                                    "mapping says"},
    [CWP__MATRIX_DATES_MONTH_FIRST] = {"MATRIX-DATES-MONTH-FIRST", CWP_SEVERITY_WARNING,
                                       "other dates here can only be read with the month first, so all of them are"},
    [CWP__MATRIX_DATES_MIXED] = {"MATRIX-DATES-MIXED", CWP_SEVERITY_WARNING,
                                 "some dates here have the day first and some the month; where both could be, the day "
                                 "is taken to come first"},
    [CWP__MATRIX_MAPPING_UNUSED] = {"MATRIX-MAPPING-UNUSED", CWP_SEVERITY_NOTE,
                                    "the mapping speaks of a column or course that is not in this file"},
    [CWP__MATRIX_ROW_TITLE] = {"MATRIX-ROW-TITLE", CWP_SEVERITY_NOTE, "this stands above the heading; it is not used"},
    [CWP__MATRIX_ROW_TOTALS] = {"MATRIX-ROW-TOTALS", CWP_SEVERITY_NOTE,
                                "the row is one of totals or notes and about nobody; it is not used"},
    [CWP__MATRIX_ROW_NO_PERSON] = {"MATRIX-ROW-NO-PERSON", CWP_SEVERITY_ERROR,
                                   "the row does not say whom it is about; it is not used"},
    [CWP__MATRIX_ROW_HEADING] = {"MATRIX-ROW-HEADING", CWP_SEVERITY_NOTE,
                                 "the heading stands here again, or belongs to it; it is not used"},
    [CWP__MATRIX_ROW_NO_CELLS] = {"MATRIX-ROW-NO-CELLS", CWP_SEVERITY_NOTE,
                                  "nothing stands behind this: it counts as a person without training on record"},
    [CWP__MATRIX_ROW_NO_COURSE] = {"MATRIX-ROW-NO-COURSE", CWP_SEVERITY_ERROR,
                                   "the row does not say which training it is about; it is not used"},
    [CWP__MATRIX_ROW_NO_EVIDENCE] = {"MATRIX-ROW-NO-EVIDENCE", CWP_SEVERITY_NOTE,
                                     "the row names training, and nothing in it says that it took place"},
    [CWP__MATRIX_PERSON_REPEATED] = {"MATRIX-PERSON-REPEATED", CWP_SEVERITY_WARNING,
                                     "an earlier row is about somebody of that name or id; both count as one person"},
    [CWP__MATRIX_PERSON_DIFFERS] = {"MATRIX-PERSON-DIFFERS", CWP_SEVERITY_WARNING,
                                    "an earlier row says something else of the person; the earlier one holds"},
    [CWP__MATRIX_PERSON_TOO_LONG] = {"MATRIX-PERSON-TOO-LONG", CWP_SEVERITY_ERROR,
                                     "a name or id of more than 200 bytes; the row is not used"},
    [CWP__MATRIX_PERSON_NO_WORKER] = {"MATRIX-PERSON-NO-WORKER", CWP_SEVERITY_NOTE,
                                      "nobody in the other files has this name or id; they count as a person of their "
                                      "own"},
    [CWP__MATRIX_CELL_UNMAPPED] = {"MATRIX-CELL-UNMAPPED", CWP_SEVERITY_NOTE,
                                   "the column is not used, and so nor is this cell"},
    [CWP__MATRIX_CELL_UNKNOWN] = {"MATRIX-CELL-UNKNOWN", CWP_SEVERITY_WARNING,
                                  "neither a date nor a word that is known; the cell is not used"},
    [CWP__MATRIX_CELL_NOT_UTF8] = {"MATRIX-CELL-NOT-UTF8", CWP_SEVERITY_WARNING,
                                   "the text is not UTF-8; save the file as CSV UTF-8; the cell is not used"},
    [CWP__MATRIX_CELL_NO] = {"MATRIX-CELL-NO", CWP_SEVERITY_NOTE, "not done, as it says: no evidence"},
    [CWP__MATRIX_CELL_NOT_APPLICABLE] = {"MATRIX-CELL-NOT-APPLICABLE", CWP_SEVERITY_NOTE,
                                         "not asked of the person, as it says: no evidence"},
    [CWP__MATRIX_CELL_REFUSED] = {"MATRIX-CELL-REFUSED", CWP_SEVERITY_NOTE, "refused, as it says: no evidence"},
    [CWP__MATRIX_CELL_DUE] = {"MATRIX-CELL-DUE", CWP_SEVERITY_NOTE, "due, without a day: no evidence"},
    [CWP__MATRIX_CELL_EXPIRED] = {"MATRIX-CELL-EXPIRED", CWP_SEVERITY_NOTE,
                                  "expired, without a day: it counts as training that ended before the day on which "
                                  "the file is read; without such a day it is not used"},
    [CWP__MATRIX_CELL_CROSS] = {"MATRIX-CELL-CROSS", CWP_SEVERITY_WARNING,
                                "x may stand for done or for not done, as others here are ticked or dated; the cell is "
                                "not used until a mapping says"},
    [CWP__MATRIX_CELL_BEYOND] = {"MATRIX-CELL-BEYOND", CWP_SEVERITY_WARNING,
                                 "there is no heading above this cell; it is not used"},
    [CWP__MATRIX_DATE_FUTURE] = {"MATRIX-DATE-FUTURE", CWP_SEVERITY_WARNING,
                                 "a completion after the day on which the file is read; it is not used"},
    [CWP__MATRIX_DATE_NO_YEAR] = {"MATRIX-DATE-NO-YEAR", CWP_SEVERITY_WARNING,
                                  "a date without a year, and none can be told; it is not used"},
    [CWP__MATRIX_DATE_ORDER] = {"MATRIX-DATE-ORDER", CWP_SEVERITY_WARNING,
                                "it expires before it was completed; neither date is used"},
    [CWP__MATRIX_DATE_REPEATED] = {"MATRIX-DATE-REPEATED", CWP_SEVERITY_WARNING,
                                   "a second date for the same thing; this cell is not used"},
    [CWP__MATRIX_END_UNKNOWN] =
        {"MATRIX-END-UNKNOWN", CWP_SEVERITY_WARNING,
         "the course is refreshed after some months, and without a date the end cannot be told; "
         "it is not used"},
};

const cwp__matrix_rule_row *cwp__matrix_rule_at(cwp__matrix_rule rule) {
  return (unsigned)rule < CWP__MATRIX_RULE_END ? &rules[rule] : NULL;
}
