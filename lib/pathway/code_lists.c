#include "pathway/code_lists.h"

#include "base/text.h"

cwp_id cwp__list_named(const cwp_pathway *pathway, const char *list) {
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_CODE_LIST);
  for (cwp_id id = first; id < first + cwp_pathway_count(pathway, CWP_KIND_CODE_LIST); id++)
    if (cwp__compare_fold(cwp_record_property(pathway, id, "list"), list) == 0) return id;
  return CWP_NONE;
}

int cwp__is_of_list(const cwp_pathway *pathway, cwp_id record, const char *list) {
  if (cwp_record_kind(pathway, record) != CWP_KIND_CODE) return 0;
  return cwp__compare_fold(cwp_record_property(pathway, cwp_record_parent(pathway, record), "list"), list) == 0;
}
