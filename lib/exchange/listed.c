#include "exchange/listed.h"

#include <string.h>

enum { TEXT_SIZE = 256 };

const cwp_pathway *cwp__listed_in(const cwp_pathway *pathway) {
  return cwp_pathway_bulk_code(pathway, "training-category", "1") != CWP_NONE ? pathway : cwp_edition_default();
}

int cwp__listed_is(const cwp_pathway *lists, cwp_id record, const char *list) {
  if (cwp_record_kind(lists, record) != CWP_KIND_CODE) return 0;
  return strcmp(cwp_record_property(lists, cwp_record_parent(lists, record), "list"), list) == 0;
}

static cwp_id by_title(const cwp_pathway *lists, const char *list, const char *title) {
  cwp_id first = cwp_pathway_first(lists, CWP_KIND_CODE);
  for (cwp_id item = first; item < first + cwp_pathway_count(lists, CWP_KIND_CODE); item++)
    if (cwp__compare_fold(cwp_record_title(lists, item), title) == 0 && cwp__listed_is(lists, item, list)) return item;
  return CWP_NONE;
}

cwp_id cwp__listed_find(const cwp_pathway *lists, const char *list, cwp__span text) {
  char name[TEXT_SIZE];
  if (text.length == 0 || text.length >= sizeof name) return CWP_NONE;
  memcpy(name, text.text, text.length);
  name[text.length] = '\0';
  cwp_id item = cwp_pathway_bulk_code(lists, list, name);
  if (item != CWP_NONE) return item;
  item = cwp_pathway_id(lists, name);
  if (item != CWP_NONE && cwp__listed_is(lists, item, list)) return item;
  return by_title(lists, list, name);
}
