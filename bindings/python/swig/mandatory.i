/* cwp/mandatory.h: training that a workplace has made mandatory. */

CWP_HANDLE(cwp_mandatory)
CWP_HANDLE(cwp_mandatory_report)
%thread cwp_mandatory_read;
%thread cwp_mandatory_read_file;
%thread cwp_mandatory_report_make;

%{
static PyObject *py_cwp_mandatory_rule(const cwp_mandatory_rule *row) {
  return Py_BuildValue("(NNNNiK)", py_text(row->category), py_text(row->title), py_text(row->job_role),
                       py_text(row->workplace), row->months, (unsigned long long)row->line);
}

static PyObject *py_cwp_mandatory_category(const cwp_mandatory_category *row) {
  return Py_BuildValue("(NNNn)", py_text(row->code), py_text(row->title),
                       py_sizes(row->people, CWP_MANDATORY_STANDING_END), (Py_ssize_t)row->lacking);
}

static PyObject *py_cwp_mandatory_person(const cwp_mandatory_person *row) {
  return Py_BuildValue("(NNnN)", py_text(cwp_portfolio_person(row->portfolio)->id),
                       py_sizes(row->categories, CWP_MANDATORY_STANDING_END), (Py_ssize_t)row->lacking,
                       PyBool_FromLong(row->job_unknown));
}
%}
CWP_ROW(cwp_mandatory_rule)
CWP_ROW(cwp_mandatory_category)
CWP_ROW(cwp_mandatory_person)
%ignore cwp_mandatory_cell;
%ignore cwp_mandatory_question;
%ignore CWP_MANDATORY_QUESTION_INIT;
/* (day, expiring days, strict). */
%typemap(in) const cwp_mandatory_question *question (cwp_mandatory_question given = CWP_MANDATORY_QUESTION_INIT) {
  PyObject *on = NULL;
  if (!PyArg_ParseTuple($input, "Oip", &on, &given.expiring_days, &given.strict)) SWIG_fail;
  if (py_date_from(on, &given.on) != 0) SWIG_fail;
  $1 = &given;
}
%typemap(pytyping) const cwp_mandatory_question *question "tuple[int | None, int, bool]"
%typemap(out) cwp_mandatory_cell {
  $result = Py_BuildValue("(iNNNNNN)", (int)$1.standing, PyBool_FromLong($1.lacking), PyBool_FromLong($1.is_undated),
                          py_size($1.evidence), py_date($1.until), py_size($1.booked), py_size($1.rule));
  if ($result == NULL) SWIG_fail;
}
%typemap(pytyping) cwp_mandatory_cell "tuple[typing.Any, ...]"
%include "cwp/mandatory.h"
