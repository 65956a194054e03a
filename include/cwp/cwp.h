#ifndef CWP_CWP_H
#define CWP_CWP_H

/**
 * @file cwp.h
 * All of libcwp: England's Care Workforce Pathway for adult social care, as software can use it.
 *
 * | header         | holds                                                                          |
 * |----------------|--------------------------------------------------------------------------------|
 * | version.h      | versions of headers and library                                                |
 * | status.h       | how every call says whether it worked                                          |
 * | allocator.h    | where memory comes from                                                        |
 * | date.h         | civil dates                                                                    |
 * | input.h        | streams of bytes and limits                                                    |
 * | output.h       | streams of bytes to write, files that are replaced whole                       |
 * | finding.h      | what is wrong in a file                                                        |
 * | pathway.h      | editions, role categories, statements, rules, links between them               |
 * | search.h       | finding records by words                                                       |
 * | compare.h      | role categories, and editions, side by side                                    |
 * | crosswalk.h    | how records of one edition relate to those of another                          |
 * | wording.h      | official wording laid over a pathway                                           |
 * | portfolio.h    | one person's evidence                                                          |
 * | team.h         | several people's portfolios                                                    |
 * | carry.h        | evidence carried from one edition to another                                   |
 * | assessment.h   | where a person stands                                                          |
 * | forecast.h     | what expires, month by month                                                   |
 * | next.h         | next steps and routes                                                          |
 * | plan.h         | catalogues of courses, learning plans                                          |
 * | conversation.h | a career conversation's page                                                   |
 * | tables.h       | people as tables: evidence a row a piece, the analyst's wide shape              |
 * | template.h     | self-assessment                                                                |
 * | category.h     | which role category a worker of the national data set may be in, and why       |
 * | fill.h         | role categories filled into a staff file where somebody agrees                 |
 * | exchange.h     | the outside world's files                                                      |
 * | arrow_file.h   | files of Arrow columns                                                         |
 * | workforce_files.h | tables of many people from CSV and from teams                               |
 * | records.h      | files of the national data set cell by cell: read, written, converted          |
 * | workforce.h    | many people at once: columns in and out, as Arrow (arrow.h)                    |
 *
 * The library has no global state, takes no locks, prints nothing, opens no network connection, reads no environment
 * variable and no clock: "today" is always an argument.
 */

#include "cwp/advert.h"
#include "cwp/allocator.h"
#include "cwp/arrow.h"
#include "cwp/arrow_file.h"
#include "cwp/assessment.h"
#include "cwp/carry.h"
#include "cwp/category.h"
#include "cwp/compare.h"
#include "cwp/conversation.h"
#include "cwp/coverage.h"
#include "cwp/crosswalk.h"
#include "cwp/date.h"
#include "cwp/exchange.h"
#include "cwp/export.h"
#include "cwp/fill.h"
#include "cwp/finding.h"
#include "cwp/forecast.h"
#include "cwp/input.h"
#include "cwp/mandatory.h"
#include "cwp/matrix.h"
#include "cwp/moment.h"
#include "cwp/next.h"
#include "cwp/output.h"
#include "cwp/pathway.h"
#include "cwp/plan.h"
#include "cwp/portfolio.h"
#include "cwp/records.h"
#include "cwp/review.h"
#include "cwp/rota.h"
#include "cwp/rota_files.h"
#include "cwp/search.h"
#include "cwp/status.h"
#include "cwp/tables.h"
#include "cwp/tag.h"
#include "cwp/team.h"
#include "cwp/template.h"
#include "cwp/title.h"
#include "cwp/values.h"
#include "cwp/version.h"
#include "cwp/wording.h"
#include "cwp/workforce.h"
#include "cwp/workforce_files.h"

#endif
