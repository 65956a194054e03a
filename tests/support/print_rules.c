/* Prints the catalogue of findings as the rows of docs/findings.md, for tests/checks/findings.py. */

#include "exchange/asc_findings.h"

#include <stdio.h>
#include <string.h>

int main(void) {
  for (int i = 0; i < CWP__RULE_END; i++) {
    const cwp__rule_row *row = cwp__rule_at((cwp__rule)i);
    const char *service = row->service == CWP_SEVERITY_END ? "" : cwp_severity_name(row->service);
    const char *message = strcmp(row->message, "{}") == 0 ? "what went wrong" : row->message;
    printf("| `%s` | %s | %s | %s | %s | %s |\n", row->id, cwp_severity_name(row->severity), row->upstream, service,
           cwp__rule_action((cwp__rule)i), message);
  }
  return 0;
}
