#include "exchange/listed.h"

#include "pathway/code_lists.h"

#include <string.h>

enum { TEXT_SIZE = 256 };

const cwp_pathway *cwp__listed_in(const cwp_pathway *pathway) {
  return cwp_pathway_bulk_code(pathway, "training-category", "1") != CWP_NONE ? pathway : cwp_edition_default();
}

static cwp_id by_title(const cwp_pathway *lists, const char *list, const char *title) {
  cwp_id of = cwp__list_named(lists, list), first = cwp_record_first_child(lists, of);
  for (cwp_id item = first; item < first + cwp_record_child_count(lists, of); item++)
    if (cwp__compare_fold(cwp_record_title(lists, item), title) == 0) return item;
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
  if (item != CWP_NONE && cwp__is_of_list(lists, item, list)) return item;
  return by_title(lists, list, name);
}
