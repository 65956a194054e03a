#ifndef CWP_EXCHANGE_ASC_CODES_H
#define CWP_EXCHANGE_ASC_CODES_H

/*
 * Codes of the national data set. Lists that the pathway speaks of (job roles, training categories, qualifications)
 * come from the dataset; those that are only checked stand here.
 */

#include "cwp/allocator.h"
#include "cwp/pathway.h"

#include <stddef.h>
#include <stdint.h>

/* Lists that are only checked. */
typedef enum cwp__code_list {
  CWP__LIST_YES_NO_UNKNOWN, /* 1 yes, 2 no, 999 not known */
  CWP__LIST_GENDER,
  CWP__LIST_DISABLED,
  CWP__LIST_CARE_CERTIFICATE,
  CWP__LIST_ETHNICITY,
  CWP__LIST_NATIONALITY,
  CWP__LIST_COUNTRY,
  CWP__LIST_RECRUITMENT_SOURCE,
  CWP__LIST_EMPLOYMENT_STATUS,
  CWP__LIST_SALARY_BASIS,
  CWP__LIST_NURSE_REGISTER,
  CWP__LIST_QUALIFICATION_LEVEL,
  CWP__LIST_ROLE_CATEGORY,
  CWP__LIST_ACCREDITED,
  CWP__LIST_PROVIDER,
  CWP__LIST_ESTABLISHMENT_TYPE,
  CWP__LIST_SERVICE_USER,
  CWP__LIST_CAPACITY,    /* services that are asked how many places they have */
  CWP__LIST_UTILISATION, /* services that are asked how many people use them */
  CWP__LIST_END
} cwp__code_list;

/* 1 if the code is in the list. */
int cwp__code_known(cwp__code_list list, int32_t code);

/* The dataset's lists, by bulk upload code. */
typedef enum cwp__dataset_list {
  CWP__DATASET_JOB_ROLE,
  CWP__DATASET_TRAINING,
  CWP__DATASET_QUALIFICATION,
  CWP__DATASET_CARE_CERTIFICATE,
  CWP__DATASET_LEVEL_2_CERTIFICATE,
  CWP__DATASET_SERVICE,
  CWP__DATASET_PROVIDER,
  CWP__DATASET_LIST_END
} cwp__dataset_list;

enum { CWP__ROLES_MOST = 32 };   /* no role category has a bulk upload code above */
enum { CWP__CODES_MOST = 1000 }; /* no bulk upload code of these lists has more than three digits */

/* What is said of a code of the dataset's lists, by bit. */
enum {
  CWP__MARK_KNOWN = 1,
  CWP__MARK_RETIRED = 2,
  CWP__MARK_DESCRIPTION = 4, /* goes with a text of its own */
  CWP__MARK_HEALTHCARE = 8,  /* is asked about delegated healthcare */
  CWP__MARK_NEEDS_CQC = 16,  /* is regulated by the Care Quality Commission */
  CWP__MARK_PAY_1 = 32,      /* asked about sleep-ins and travel */
  CWP__MARK_PAY_2 = 64       /* asked about sleep-ins */
};

/* Which role category a job role suggests. */
typedef struct cwp__suggestion {
  cwp_id record; /* the record that says so, CWP_NONE if there is none */
  cwp_id role;   /* the role category, CWP_NONE to abstain */
} cwp__suggestion;

/* A pathway's codes, laid out for reading files. */
typedef struct cwp__codes {
  const cwp_pathway *pathway; /* whose role categories and suggestions are used */
  const cwp_pathway *lists; /* whose code lists are used: the default edition's where the pathway has none of its own */
  cwp_id ids[CWP__DATASET_LIST_END][CWP__CODES_MOST];
  uint8_t marks[CWP__DATASET_LIST_END][CWP__CODES_MOST];
  uint32_t lists_of[CWP__CODES_MOST];           /* by code: the lists that are only checked, by bit, that have it */
  cwp_id roles[CWP__ROLES_MOST];                /* role categories by bulk upload code */
  cwp__suggestion suggestions[CWP__CODES_MOST]; /* by bulk upload code of the job role */
} cwp__codes;

/* Fills `codes`; allocates nothing. */
void cwp__codes_init(cwp__codes *codes, const cwp_pathway *pathway);

/* The same as cwp__code_known, for code after code. */
static inline int cwp__codes_known(const cwp__codes *codes, cwp__code_list list, int32_t code) {
  return code >= 0 && code < CWP__CODES_MOST && (codes->lists_of[code] >> list & 1) != 0;
}

/* The item of a list with that bulk upload code, or CWP_NONE. */
cwp_id cwp__codes_find(const cwp__codes *codes, cwp__dataset_list list, int32_t code);

/* The bulk upload code of an item, -1 if it has none. */
int cwp__codes_bulk(const cwp__codes *codes, cwp_id item);

/* 1 if the code of a list has one of those marks at least. */
int cwp__codes_marked(const cwp__codes *codes, cwp__dataset_list list, int32_t code, unsigned marks);

/* 1 if the item is no longer taken. */
int cwp__codes_is_retired(const cwp__codes *codes, cwp_id item);

/* What took the place of a retired item; the item itself if it is current. */
cwp_id cwp__codes_current(const cwp__codes *codes, cwp_id item);

#endif
