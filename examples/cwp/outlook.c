#include "outlook.h"

#include "messages.h"

#include <stdlib.h>

enum { LONGEST_MONTH = 31 };

int outlook_read(cmd_assess *self) {
  int code = arguments_number(self->arguments, "forecast", 1, CWP_FORECAST_MOST_MONTHS, &self->months);
  if (code != CODE_GO_ON || self->months == 0) return code;
  if (self->question.on > CWP_DATE_MAX - LONGEST_MONTH * self->months)
    return wrong_usage(self->arguments->verb, "--forecast goes past the last day that there is");
  self->outlook = calloc((size_t)self->months, sizeof *self->outlook);
  return self->outlook ? CODE_GO_ON : out_of_memory();
}

void outlook_free(cmd_assess *self) {
  free(self->outlook);
}

static void count_month(outlook_month *total, const cwp_forecast *forecast, const cwp_month *month) {
  total->first = month->first;
  total->last = month->last;
  total->people += month->lapse_count > 0;
  for (size_t i = 0; i < month->lapse_count; i++)
    total->lapses[cwp_forecast_lapse(forecast, month->first_lapse + i)->requirement.kind]++;
}

int outlook_add(cmd_assess *self, assessed *one) {
  cwp_question question = question_of(&self->question);
  cwp_error error;
  if (self->months == 0 || !one->assessment) return CODE_GO_ON;
  cwp_status status =
      cwp_forecast_make(self->pathway, one->portfolio, &question, self->months, NULL, &one->forecast, &error);
  if (status == CWP_ERROR_ARGUMENT) return wrong_usage(self->arguments->verb, "%s", error.message);
  if (status != CWP_OK) return explain_error(&error);
  for (size_t i = 0; i < (size_t)self->months; i++)
    count_month(&self->outlook[i], one->forecast, cwp_forecast_month(one->forecast, i));
  return CODE_GO_ON;
}
