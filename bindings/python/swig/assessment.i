/* cwp/assessment.h, cwp/forecast.h: where people stand. */

CWP_HANDLE(cwp_assessment)
CWP_HANDLE(cwp_forecast)

%thread cwp_forecast_make;

%{
/* A question with the room that it points to. */
typedef struct py_question {
  cwp_question question;
  cwp_policy policy;
  cwp_id *settings;
} py_question;

static int py_policy_from(PyObject *row, cwp_policy *out) {
  int must = 0, should = 0, can = 0;
  if (!PyArg_ParseTuple(row, "iiii", &must, &should, &can, &out->expiring_days)) return -1;
  out->least_must = (cwp_evidence_kind)must;
  out->least_should = (cwp_evidence_kind)should;
  out->least_can = (cwp_evidence_kind)can;
  return 0;
}

/* (role, day, settings, policy): ids, days and None. `out->settings` is to be freed, whatever comes of it. */
static int py_question_from(PyObject *row, py_question *out) {
  PyObject *role = NULL, *on = NULL, *settings = NULL, *policy = NULL;
  out->settings = NULL;
  out->question = (cwp_question)CWP_QUESTION_INIT;
  out->policy = (cwp_policy)CWP_POLICY_INIT;
  if (!PyArg_ParseTuple(row, "OOOO", &role, &on, &settings, &policy)) return -1;
  if (py_id_from(role, &out->question.role) != 0 || py_date_from(on, &out->question.on) != 0) return -1;
  out->settings = py_ids_from(settings, &out->question.setting_count);
  if (out->settings == NULL) return -1;
  out->question.settings = out->settings;
  if (policy == Py_None) return 0;
  out->question.policy = &out->policy;
  return py_policy_from(policy, &out->policy);
}

static PyObject *py_cwp_policy(const cwp_policy *row) {
  return Py_BuildValue("(iiii)", (int)row->least_must, (int)row->least_should, (int)row->least_can,
                       row->expiring_days);
}

/* What is needed, then the standings. */
static PyObject *py_cwp_counts(const cwp_counts *row) {
  size_t numbers[1 + CWP_STANDING_NOT_APPLICABLE];
  numbers[0] = row->needed;
  memcpy(&numbers[1], row->standing, sizeof row->standing);
  return py_sizes(numbers, 1 + CWP_STANDING_NOT_APPLICABLE);
}

/* Those of must, should and can. */
static PyObject *py_all_counts(const cwp_counts counts[CWP_REQUIREMENT_KIND_END]) {
  return Py_BuildValue("(NNN)", py_cwp_counts(&counts[CWP_MUST]), py_cwp_counts(&counts[CWP_SHOULD]),
                       py_cwp_counts(&counts[CWP_CAN]));
}

static PyObject *py_cwp_judgement(const cwp_judgement *row) {
  return Py_BuildValue("(NNiiiNNN)", py_id(row->requirement.line), py_id(row->requirement.role),
                       (int)row->requirement.kind, (int)row->requirement.stated_kind, (int)row->standing,
                       py_size(row->evidence), py_id(row->map), py_date(row->until));
}

/* All judgements at once: one call where there would be hundreds. */
static PyObject *assessment_rows(const cwp_assessment *self) {
  const size_t count = cwp_assessment_count(self);
  PyObject *list = PyList_New((Py_ssize_t)count);
  PY_ROWS(list, count, py_cwp_judgement(cwp_assessment_at(self, i_)))
  return list;
}

static PyObject *py_cwp_month(const cwp_month *row) {
  return Py_BuildValue("(NNNnn)", py_date(row->first), py_date(row->last), py_all_counts(row->counts),
                       (Py_ssize_t)row->first_lapse, (Py_ssize_t)row->lapse_count);
}

static PyObject *py_cwp_lapse(const cwp_lapse *row) {
  return Py_BuildValue("(NNiiNNNi)", py_id(row->requirement.line), py_id(row->requirement.role),
                       (int)row->requirement.kind, (int)row->requirement.stated_kind, py_date(row->last),
                       py_size(row->evidence), py_id(row->map), (int)row->after);
}
%}
CWP_ROW(cwp_policy)
CWP_ROW(cwp_counts)
CWP_ROW(cwp_judgement)
CWP_ROW(cwp_month)
CWP_ROW(cwp_lapse)
%ignore cwp_question;
%ignore CWP_QUESTION_INIT;
%ignore CWP_POLICY_INIT;

%typemap(in) const cwp_question *question (py_question given) {
  if (py_question_from($input, &given) != 0) SWIG_fail;
  $1 = &given.question;
}
%typemap(arginit) const cwp_question *question { given$argnum.settings = NULL; }
%typemap(freearg) const cwp_question *question { free(given$argnum.settings); }
%typemap(pytyping) const cwp_question *question "tuple[typing.Any, ...]"

/* An overview lies in memory that is allocated with it: `overview` is both. */
%ignore cwp_overview_size;
%ignore cwp_overview_make;
%ignore cwp_overview;
CWP_INSTEAD(cwp_overview_counts)
CWP_INSTEAD(cwp_overview_coverage)
CWP_INSTEAD(cwp_overview_is_ready)
CWP_INSTEAD(cwp_overview_judgements)
%include "cwp/assessment.h"
%{
typedef struct overview {
  const cwp_overview *view;
  char memory[];
} overview;

static cwp_status overview_make(const cwp_pathway *pathway, const cwp_portfolio *portfolio,
                                const cwp_question *question, overview **out, cwp_error *error) {
  const size_t size = cwp_overview_size(pathway, question->setting_count);
  overview *made = size < SIZE_MAX / 2 ? malloc(sizeof *made + size) : NULL;
  if (made == NULL) {
    PyErr_NoMemory();
    return CWP_ERROR_MEMORY;
  }
  const cwp_status status = cwp_overview_make(pathway, portfolio, question, made->memory, size, &made->view, error);
  if (status == CWP_OK) {
    *out = made;
  } else {
    free(made);
  }
  return status;
}

static PyObject *py_cwp_overview_counts(const overview *self, cwp_id role, int kind) {
  const cwp_counts *counts = cwp_overview_counts(self->view, role, (cwp_requirement_kind)kind);
  return counts == NULL ? py_none() : py_cwp_counts(counts);
}

static int py_cwp_overview_coverage(const overview *self, cwp_id role) {
  return (int)cwp_overview_coverage(self->view, role);
}

static PyObject *py_cwp_overview_is_ready(const overview *self, cwp_id role) {
  return PyBool_FromLong(cwp_overview_is_ready(self->view, role));
}

static PyObject *py_cwp_overview_judgements(const overview *self, cwp_id role) {
  cwp_error error;
  size_t count = 0;
  if (cwp_overview_judgements(self->view, role, NULL, 0, &count, &error) != CWP_OK) {
    py_raise(&error);
    return NULL;
  }
  cwp_judgement *rows = py_room(count, sizeof *rows);
  if (rows == NULL) return NULL;
  PyObject *list = NULL;
  if (cwp_overview_judgements(self->view, role, rows, count, &count, &error) != CWP_OK) {
    py_raise(&error);
  } else {
    list = PyList_New((Py_ssize_t)count);
    PY_ROWS(list, count, py_cwp_judgement(&rows[i_]))
  }
  free(rows);
  return list;
}
%}
struct overview {};
%extend overview {
  ~overview() { free($self); }
}
%typemap(check) overview *, const overview * { if (py_is_closed($1)) SWIG_fail; }
%typemap(pytyping) overview *, const overview * "overview"
%typemap(in, numinputs=0) overview **out (overview *made = NULL) { $1 = &made; }
%typemap(argout) overview **out {
  if (result == CWP_OK) $result = py_also($result, SWIG_NewPointerObj(made$argnum, $*1_descriptor, SWIG_POINTER_OWN));
}
cwp_status overview_make(const cwp_pathway *pathway, const cwp_portfolio *portfolio, const cwp_question *question,
                         overview **out, cwp_error *error);
PyObject *py_cwp_overview_counts(const overview *self, cwp_id role, int kind);
int py_cwp_overview_coverage(const overview *self, cwp_id role);
PyObject *py_cwp_overview_is_ready(const overview *self, cwp_id role);
PyObject *py_cwp_overview_judgements(const overview *self, cwp_id role);
%include "cwp/forecast.h"
PyObject *assessment_rows(const cwp_assessment *self);
