#include "exchange/asc_codes.h"

#include "base/text.h"
#include "exchange/listed.h"
#include "pathway/code_lists.h"

#include <stdio.h>
#include <string.h>

/* Each in ascending order. */
static const uint16_t yes_no_unknown[] = {1, 2, 999};
static const uint16_t gender[] = {1, 2, 3, 4};
static const uint16_t disabled[] = {0, 1, 2, 3};
static const uint16_t care_certificate[] = {1, 2, 3};
static const uint16_t employment_status[] = {1, 2, 3, 4, 7};
static const uint16_t salary_basis[] = {1, 3, 999};
static const uint16_t nurse_register[] = {1, 2, 3, 4, 5};
static const uint16_t role_category[] = {1, 2, 3, 4, 5, 6, 7, 998, 999};
static const uint16_t accredited[] = {0, 1, 999};
static const uint16_t establishment_type[] = {1, 3, 6, 7, 8};
static const uint16_t service_user[] = {1,  2,  3,  4,  5,  6,  7,  8,  9,  18, 19, 20,
                                        21, 22, 23, 25, 26, 27, 28, 29, 31, 45, 46};
static const uint16_t capacity[] = {1, 2, 5, 6, 7, 17};
static const uint16_t utilisation[] = {1, 2, 5, 6, 7, 8, 10, 12, 17, 53, 54, 55, 73, 74};
static const uint16_t ethnicity[] = {31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 98, 99};

static const uint16_t nationality[] = {
    4,   8,   12,  16,  20,  24,  28,  31,  32,  36,  40,  44,  48,  50,  51,  52,  56,  60,  64,  68,  70,  72,
    76,  84,  90,  96,  100, 104, 108, 112, 116, 120, 124, 132, 136, 140, 144, 148, 152, 156, 158, 170, 174, 178,
    180, 184, 188, 191, 192, 196, 203, 204, 208, 212, 214, 218, 222, 226, 231, 232, 233, 234, 242, 246, 250, 262,
    266, 268, 270, 275, 276, 288, 292, 296, 300, 304, 308, 316, 320, 324, 328, 332, 340, 344, 348, 352, 356, 360,
    364, 368, 372, 376, 380, 384, 388, 392, 398, 400, 404, 408, 410, 414, 417, 418, 422, 426, 428, 430, 434, 438,
    440, 442, 446, 450, 454, 458, 462, 466, 470, 474, 478, 480, 484, 492, 496, 498, 499, 500, 504, 508, 512, 516,
    520, 524, 528, 531, 534, 535, 548, 554, 558, 562, 566, 570, 578, 583, 584, 585, 586, 591, 598, 600, 604, 608,
    616, 620, 624, 626, 630, 634, 642, 643, 646, 654, 659, 660, 662, 670, 674, 678, 682, 686, 688, 690, 694, 702,
    703, 704, 705, 706, 710, 716, 724, 728, 732, 736, 740, 748, 752, 756, 760, 762, 764, 768, 776, 780, 784, 788,
    792, 795, 796, 798, 800, 804, 807, 818, 826, 834, 840, 854, 858, 860, 862, 876, 882, 887, 894, 995, 998, 999};

static const uint16_t country[] = {
    4,   8,   10,  12,  16,  20,  24,  28,  31,  32,  36,  40,  44,  48,  50,  51,  52,  56,  60,  64,  68,  70,  72,
    74,  76,  84,  86,  90,  92,  96,  100, 104, 108, 112, 116, 120, 124, 132, 136, 140, 144, 148, 152, 156, 158, 162,
    166, 170, 174, 175, 178, 180, 184, 188, 191, 192, 196, 203, 204, 208, 212, 214, 218, 222, 226, 231, 232, 233, 234,
    238, 239, 242, 246, 248, 250, 254, 258, 260, 262, 266, 268, 270, 275, 276, 288, 292, 296, 300, 304, 308, 312, 316,
    320, 324, 328, 332, 334, 336, 340, 344, 348, 352, 356, 360, 364, 368, 372, 376, 380, 384, 388, 392, 398, 400, 404,
    408, 410, 414, 417, 418, 422, 426, 428, 430, 434, 438, 440, 442, 446, 450, 454, 458, 462, 466, 470, 474, 478, 480,
    484, 492, 496, 498, 499, 500, 504, 508, 512, 516, 520, 524, 528, 530, 531, 533, 534, 535, 540, 548, 554, 558, 562,
    566, 570, 574, 578, 580, 581, 583, 584, 585, 586, 591, 598, 600, 604, 608, 612, 616, 620, 624, 626, 630, 634, 638,
    642, 643, 646, 652, 654, 659, 660, 662, 663, 666, 670, 674, 678, 682, 686, 688, 690, 694, 702, 703, 704, 705, 706,
    710, 716, 724, 728, 732, 736, 740, 744, 748, 752, 756, 760, 762, 764, 768, 772, 776, 780, 784, 788, 792, 795, 796,
    798, 800, 804, 807, 818, 826, 831, 832, 834, 840, 850, 854, 858, 860, 862, 876, 882, 887, 894, 995, 998, 999};

static const uint16_t recruitment_source[] = {1, 2, 5, 7, 8, 10, 12, 15, 16, 17, 18};

static const uint16_t qualification_level[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 999};

/* Providers of training are numbered without gaps. */
enum { PROVIDERS = 88, OTHER_PROVIDER = 999 };

typedef struct list {
  const uint16_t *codes;
  size_t count;
} list;

#define LIST(array)                                                                                                    \
  { array, sizeof(array) / sizeof(array)[0] }

static const list lists[CWP__LIST_END] = {
    [CWP__LIST_YES_NO_UNKNOWN] = LIST(yes_no_unknown),
    [CWP__LIST_GENDER] = LIST(gender),
    [CWP__LIST_DISABLED] = LIST(disabled),
    [CWP__LIST_CARE_CERTIFICATE] = LIST(care_certificate),
    [CWP__LIST_ETHNICITY] = LIST(ethnicity),
    [CWP__LIST_NATIONALITY] = LIST(nationality),
    [CWP__LIST_COUNTRY] = LIST(country),
    [CWP__LIST_RECRUITMENT_SOURCE] = LIST(recruitment_source),
    [CWP__LIST_EMPLOYMENT_STATUS] = LIST(employment_status),
    [CWP__LIST_SALARY_BASIS] = LIST(salary_basis),
    [CWP__LIST_NURSE_REGISTER] = LIST(nurse_register),
    [CWP__LIST_QUALIFICATION_LEVEL] = LIST(qualification_level),
    [CWP__LIST_ROLE_CATEGORY] = LIST(role_category),
    [CWP__LIST_ACCREDITED] = LIST(accredited),
    [CWP__LIST_ESTABLISHMENT_TYPE] = LIST(establishment_type),
    [CWP__LIST_SERVICE_USER] = LIST(service_user),
    [CWP__LIST_CAPACITY] = LIST(capacity),
    [CWP__LIST_UTILISATION] = LIST(utilisation),
};

/* Most lists are short, and the first codes the most frequent ones. */
static int is_in(const list *in, uint16_t code) {
  enum { SHORT = 14 };
  size_t low = 0, high = in->count;
  while (high - low > SHORT) {
    size_t middle = low + (high - low) / 2;
    if (in->codes[middle] <= code)
      low = middle;
    else
      high = middle;
  }
  while (low < high && in->codes[low] < code)
    low++;
  return low < high && in->codes[low] == code;
}

int cwp__code_known(cwp__code_list which, int32_t code) {
  if (code < 0 || code >= CWP__CODES_MOST) return 0;
  if (which == CWP__LIST_PROVIDER) return (code >= 1 && code <= PROVIDERS) || code == OTHER_PROVIDER;
  return is_in(&lists[which], (uint16_t)code);
}

/* Names of the dataset's lists, as the data has them. */
static const char *const dataset_lists[CWP__DATASET_LIST_END] = {
    [CWP__DATASET_JOB_ROLE] = "job-role",
    [CWP__DATASET_TRAINING] = "training-category",
    [CWP__DATASET_QUALIFICATION] = "qualification",
    [CWP__DATASET_CARE_CERTIFICATE] = "care-certificate",
    [CWP__DATASET_LEVEL_2_CERTIFICATE] = "level-2-certificate",
    [CWP__DATASET_SERVICE] = "main-service",
    [CWP__DATASET_PROVIDER] = "training-provider",
};

/* The bulk upload code of an item as a number, -1 if it has none that fits. */
static int bulk_of(const cwp_pathway *pathway, cwp_id item) {
  const char *bulk = cwp_record_property(pathway, item, "bulk");
  int code = 0;
  if (bulk[0] == '\0') return -1;
  for (; *bulk != '\0'; bulk++) {
    if (*bulk < '0' || *bulk > '9' || code >= CWP__CODES_MOST / 10) return -1;
    code = code * 10 + (*bulk - '0');
  }
  return code;
}

/* 1 if the word is among the flags. */
static int has_flag(const char *flags, const char *flag) {
  size_t length = strlen(flag);
  for (const char *at = strstr(flags, flag); at != NULL; at = strstr(at + 1, flag)) {
    int starts = at == flags || at[-1] == ' ' || at[-1] == ',';
    int ends = at[length] == '\0' || at[length] == ' ' || at[length] == ',';
    if (starts && ends) return 1;
  }
  return 0;
}

static uint8_t marks_of(const cwp_pathway *pathway, cwp_id item) {
  static const struct {
    const char *flag;
    uint8_t mark;
  } known[] = {
      {"description-required", CWP__MARK_DESCRIPTION},
      {"description-allowed", CWP__MARK_DESCRIPTION},
      {"delegated-healthcare", CWP__MARK_HEALTHCARE},
      {"needs-cqc", CWP__MARK_NEEDS_CQC},
      {"pay-group-1", CWP__MARK_PAY_1},
      {"pay-group-2", CWP__MARK_PAY_2},
  };
  const char *flags = cwp_record_property(pathway, item, "flags");
  unsigned marks = CWP__MARK_KNOWN;
  if (cwp_record_property(pathway, item, "retired")[0] != '\0') marks |= CWP__MARK_RETIRED;
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
    if (has_flag(flags, known[i].flag)) marks |= known[i].mark;
  return (uint8_t)marks;
}

static void init_lists(cwp__codes *codes) {
  const cwp_pathway *from = codes->lists;
  memset(codes->marks, 0, sizeof codes->marks);
  for (size_t which = 0; which < CWP__DATASET_LIST_END; which++)
    for (size_t code = 0; code < CWP__CODES_MOST; code++)
      codes->ids[which][code] = CWP_NONE;
  for (size_t which = 0; which < CWP__DATASET_LIST_END; which++) {
    cwp_id of = cwp__list_named(from, dataset_lists[which]), first = cwp_record_first_child(from, of);
    for (cwp_id item = first; item < first + cwp_record_child_count(from, of); item++) {
      int code = bulk_of(from, item);
      if (code < 0) continue;
      codes->ids[which][code] = item;
      codes->marks[which][code] = marks_of(from, item);
    }
  }
}

/* Where the first link of that relation leads, or CWP_NONE. */
static cwp_id linked(const cwp_pathway *pathway, cwp_id record, cwp_relation relation) {
  cwp_link link;
  if (cwp_record_link(pathway, record, relation, 0, &link, NULL) != CWP_OK) return CWP_NONE;
  return link.to;
}

static void init_suggestions(cwp__codes *codes) {
  const cwp_pathway *from = codes->pathway;
  for (size_t code = 0; code < CWP__CODES_MOST; code++)
    codes->suggestions[code] = (cwp__suggestion){CWP_NONE, CWP_NONE};
  cwp_id first = cwp_pathway_first(from, CWP_KIND_SUGGESTION);
  for (size_t i = 0; i < cwp_pathway_count(from, CWP_KIND_SUGGESTION); i++) {
    cwp_id record = first + (cwp_id)i;
    cwp_link job;
    for (size_t j = 0; cwp_record_link(from, record, CWP_RELATION_FROM, j, &job, NULL) == CWP_OK; j++) {
      int code = bulk_of(from, job.to);
      if (code >= 0) codes->suggestions[code] = (cwp__suggestion){record, linked(from, record, CWP_RELATION_TO)};
    }
  }
}

_Static_assert(CWP__LIST_END <= 32, "a bit for each list");

static void init_lists_of(cwp__codes *codes) {
  for (int32_t code = 0; code < CWP__CODES_MOST; code++)
    codes->lists_of[code] = cwp__code_known(CWP__LIST_PROVIDER, code) ? UINT32_C(1) << CWP__LIST_PROVIDER : 0;
  for (size_t which = 0; which < CWP__LIST_END; which++)
    for (size_t i = 0; i < lists[which].count; i++)
      codes->lists_of[lists[which].codes[i]] |= UINT32_C(1) << which;
}

static void init_roles(cwp__codes *codes) {
  for (int code = 0; code < CWP__ROLES_MOST; code++) {
    char bulk[16];
    snprintf(bulk, sizeof bulk, "%d", code);
    codes->roles[code] = cwp_pathway_role_by_bulk_code(codes->pathway, bulk);
  }
}

void cwp__codes_init(cwp__codes *codes, const cwp_pathway *pathway) {
  codes->pathway = pathway;
  codes->lists = cwp__listed_in(pathway);
  init_lists(codes);
  init_suggestions(codes);
  init_roles(codes);
  init_lists_of(codes);
}

cwp_id cwp__codes_find(const cwp__codes *codes, cwp__dataset_list which, int32_t code) {
  return code < 0 || code >= CWP__CODES_MOST ? CWP_NONE : codes->ids[which][code];
}

int cwp__codes_bulk(const cwp__codes *codes, cwp_id item) {
  return bulk_of(codes->lists, item);
}

int cwp__codes_marked(const cwp__codes *codes, cwp__dataset_list which, int32_t code, unsigned marks) {
  return code >= 0 && code < CWP__CODES_MOST && (codes->marks[which][code] & marks) != 0;
}

int cwp__codes_is_retired(const cwp__codes *codes, cwp_id item) {
  return cwp_record_property(codes->lists, item, "retired")[0] != '\0';
}

cwp_id cwp__codes_current(const cwp__codes *codes, cwp_id item) {
  if (!cwp__codes_is_retired(codes, item)) return item;
  cwp_id successor = linked(codes->lists, item, CWP_RELATION_SUCCESSOR);
  return cwp_record_kind(codes->lists, successor) == CWP_KIND_CODE ? successor : item;
}
