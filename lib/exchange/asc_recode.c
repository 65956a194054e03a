#include "exchange/asc_recode.h"

#include "exchange/asc_values.h"

#include <stdio.h>
#include <string.h>

static const char *const list_names[CWP__RECODE_LIST_END] = {
    [CWP__RECODE_JOB_ROLE] = "job-role",           [CWP__RECODE_SERVICE] = "main-service",
    [CWP__RECODE_QUALIFICATION] = "qualification", [CWP__RECODE_TRAINING] = "training-category",
    [CWP__RECODE_PROVIDER] = "training-provider",  [CWP__RECODE_ROLE_CATEGORY] = "role-category-answer",
};

static const struct coded_column {
  cwp_file_kind kind;
  const char *name;
  cwp__recode_list list;
  cwp__recode_form form;
} coded_columns[] = {
    {CWP_FILE_ASC_STAFF, "MAINJOBROLE", CWP__RECODE_JOB_ROLE, CWP__RECODE_ONE},
    {CWP_FILE_ASC_STAFF, "OTHERJOBROLE", CWP__RECODE_JOB_ROLE, CWP__RECODE_ALL},
    {CWP_FILE_ASC_STAFF, "CWPCATEGORY", CWP__RECODE_ROLE_CATEGORY, CWP__RECODE_ONE},
    {CWP_FILE_ASC_TRAINING, "CATEGORY", CWP__RECODE_TRAINING, CWP__RECODE_ONE},
    {CWP_FILE_ASC_TRAINING, "PROVIDERNAME", CWP__RECODE_PROVIDER, CWP__RECODE_ONE},
    {CWP_FILE_ASC_WORKPLACE, "MAINSERVICE", CWP__RECODE_SERVICE, CWP__RECODE_ONE},
    {CWP_FILE_ASC_WORKPLACE, "ALLSERVICES", CWP__RECODE_SERVICE, CWP__RECODE_ALL},
    {CWP_FILE_ASC_WORKPLACE, "ALLJOBROLES", CWP__RECODE_JOB_ROLE, CWP__RECODE_ALL},
};

cwp__recode_form cwp__recode_column(cwp_file_kind kind, const char *column, cwp__recode_list *list) {
  for (size_t i = 0; i < sizeof coded_columns / sizeof *coded_columns; i++) {
    if (coded_columns[i].kind != kind || strcmp(coded_columns[i].name, column) != 0) continue;
    *list = coded_columns[i].list;
    return coded_columns[i].form;
  }
  /* QUALACHnn, but not QUALACHnnNOTES */
  if (kind != CWP_FILE_ASC_STAFF || strncmp(column, "QUALACH", 7) != 0 || strlen(column) != 9) return CWP__RECODE_NONE;
  *list = CWP__RECODE_QUALIFICATION;
  return CWP__RECODE_FIRST;
}

void cwp__recoder_init(cwp__recoder *self, const cwp_pathway *codes, cwp_date written, cwp_date wanted) {
  memset(self, 0, sizeof *self);
  self->codes = codes;
  self->written = written;
  self->wanted = wanted;
}

static cwp_id meaning_on(const cwp__recoder *self, cwp__recode_list list, const char *bulk, cwp_date date) {
  cwp_id item;
  return cwp_code_on(self->codes, list_names[list], bulk, date, &item, NULL) == CWP_OK ? item : CWP_NONE;
}

/* The item that carries the meaning on the day wanted: itself, or what took its place; CWP_NONE where nothing does. */
static cwp_id carrier_of(const cwp__recoder *self, cwp__recode_list list, cwp_id item) {
  enum { MOST_STEPS = 8 };
  for (int step = 0; step < MOST_STEPS; step++) {
    cwp_link link;
    const char *bulk = cwp_record_property(self->codes, item, "bulk");
    if (bulk[0] != '\0' && meaning_on(self, list, bulk, self->wanted) == item) return item;
    if (cwp_record_link(self->codes, item, CWP_RELATION_SUCCESSOR, 0, &link, NULL) != CWP_OK) return CWP_NONE;
    item = link.to;
  }
  return CWP_NONE;
}

static cwp__recoded look_up(const cwp__recoder *self, cwp__recode_list list, uint16_t code) {
  char bulk[8];
  cwp__recoded found = {CWP__RECODE_SAME, code, CWP_NONE, CWP_NONE};
  snprintf(bulk, sizeof bulk, "%u", (unsigned)code);
  found.meaning = meaning_on(self, list, bulk, self->written);
  /* A code may be used before it began and after it ended: it can only have meant what it meant at another time. */
  if (found.meaning == CWP_NONE) found.meaning = cwp_pathway_bulk_code(self->codes, list_names[list], bulk);
  if (found.meaning == CWP_NONE) return found;
  found.then = carrier_of(self, list, found.meaning);
  if (found.then == CWP_NONE) {
    found.outcome = CWP__RECODE_UNCLEAR;
    found.then = meaning_on(self, list, bulk, self->wanted);
    return found;
  }
  cwp__number other = cwp__asc_number(cwp__span_of(cwp_record_property(self->codes, found.then, "bulk")));
  if (other.form == CWP__NUMBER_EXACT && other.value != code && other.value < CWP__RECODE_CODES) {
    found.outcome = CWP__RECODE_OTHER;
    found.code = (uint16_t)other.value;
  }
  return found;
}

const cwp__recoded *cwp__recode(cwp__recoder *self, cwp__recode_list list, cwp__span code) {
  cwp__number number = cwp__asc_number(code);
  if (number.form != CWP__NUMBER_EXACT || number.value < 0 || number.value >= CWP__RECODE_CODES) return NULL;
  cwp__recoded *known = &self->known[list][number.value];
  if (known->outcome == CWP__RECODE_UNKNOWN) *known = look_up(self, list, (uint16_t)number.value);
  return known;
}
