#include "exchange/asc_role.h"

#include <stdio.h>

enum { NONE_OF_THEM = 998, NOT_KNOWN = 999 };

/* Reads CWPCATEGORY as a code. */
static cwp__role_answer read_answer(const cwp__row *row, int32_t *code) {
  if (row->layout->position[CWP__STAFF_CWPCATEGORY] == CWP__NO_POSITION) return CWP__ROLE_NOT_ASKED;
  if (cwp__row_is_blank(row, CWP__STAFF_CWPCATEGORY)) return CWP__ROLE_BLANK;
  if (!cwp__row_code(row, CWP__STAFF_CWPCATEGORY, CWP__LIST_ROLE_CATEGORY, CWP__RULE_STAFF_CWPCATEGORY_UNKNOWN, code))
    return CWP__ROLE_UNREADABLE;
  if (*code == NONE_OF_THEM) return CWP__ROLE_NONE_OF_THEM;
  return *code == NOT_KNOWN ? CWP__ROLE_NOT_KNOWN : CWP__ROLE_GIVEN;
}

cwp__role_said cwp__role_read(const cwp__row *row, uint16_t job) {
  int32_t code = 0;
  cwp__role_said said = {CWP__ROLE_NOT_ASKED, job, CWP_NONE, CWP_NONE, ""};
  cwp__role_answer answer = read_answer(row, &code);
  const cwp_pathway *pathway = row->codes->pathway;
  if (answer == CWP__ROLE_GIVEN) {
    said.recorded = code < CWP__ROLES_MOST ? row->codes->roles[code] : CWP_NONE;
    if (said.recorded == CWP_NONE) {
      cwp__row_report(row, CWP__RULE_STAFF_CWPCATEGORY_NO_ROLE, CWP__STAFF_CWPCATEGORY, NULL);
      answer = CWP__ROLE_UNREADABLE;
    }
  }
  said.answer = (uint8_t)answer;
  cwp_id suggested = row->codes->suggestions[job].role;
  if (cwp__role_check(row, &said)) return said;
  if (said.recorded != CWP_NONE && suggested != CWP_NONE && suggested != said.recorded)
    cwp__row_report(row, CWP__RULE_STAFF_CWPCATEGORY_DIFFERS, CWP__STAFF_CWPCATEGORY,
                    cwp_record_title(pathway, suggested));
  return said;
}

/* What the file says, for the beginning of a sentence. */
static const char *answer_text(uint8_t answer) {
  switch (answer) {
  case CWP__ROLE_NOT_ASKED:
    return "The staff file is of a layout without role categories";
  case CWP__ROLE_NONE_OF_THEM:
    return "The staff file says that none of the role categories applies";
  case CWP__ROLE_NOT_KNOWN:
    return "The staff file says that the role category is not known";
  case CWP__ROLE_UNREADABLE:
    return "The staff file's role category cannot be used";
  default:
    return "The staff file gives no role category";
  }
}

static void settle_recorded(const cwp__codes *codes, const cwp__role_said *said, cwp_id suggested, cwp_person *person,
                            char reason[CWP__REASON_SIZE]) {
  const cwp_pathway *pathway = codes->pathway;
  person->role = cwp_record_code(pathway, said->recorded);
  person->role_basis = CWP_ROLE_RECORDED;
  if (suggested == CWP_NONE || suggested == said->recorded) {
    snprintf(reason, CWP__REASON_SIZE, "The staff file records it.");
    return;
  }
  person->role_other = cwp_record_code(pathway, suggested);
  snprintf(reason, CWP__REASON_SIZE, "The staff file records it, though the job role suggests %s.",
           cwp_record_title(pathway, suggested));
}

void cwp__role_settle(const cwp__codes *codes, const cwp__role_said *said, cwp_person *person,
                      char reason[CWP__REASON_SIZE]) {
  const cwp_pathway *pathway = codes->pathway;
  const cwp__suggestion *suggestion = &codes->suggestions[said->job];
  person->role_reason = reason;
  if (said->recorded != CWP_NONE) {
    settle_recorded(codes, said, suggestion->role, person, reason);
    return;
  }
  const char *answer = answer_text(said->answer);
  cwp_id job = cwp__codes_find(codes, CWP__DATASET_JOB_ROLE, said->job);
  const char *job_title = cwp_record_title(codes->lists, job);
  if (said->likely != CWP_NONE) {
    person->role = cwp_record_code(pathway, said->likely);
    person->role_basis = CWP_ROLE_SUGGESTED;
    snprintf(reason, CWP__REASON_SIZE, "%s; the rest of the row suggests %s. %.200s", answer,
             cwp_record_title(pathway, said->likely), said->why);
  } else if (suggestion->role != CWP_NONE) {
    person->role = cwp_record_code(pathway, suggestion->role);
    person->role_basis = CWP_ROLE_SUGGESTED;
    snprintf(reason, CWP__REASON_SIZE, "%s; the job role %s suggests %s.", answer, job_title,
             cwp_record_title(pathway, suggestion->role));
  } else if (job == CWP_NONE) {
    snprintf(reason, CWP__REASON_SIZE, "%s; there is no job role to suggest one.", answer);
  } else {
    snprintf(reason, CWP__REASON_SIZE, "%s; the job role %s suggests none.", answer, job_title);
  }
}
