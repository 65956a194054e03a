/* cwp/compare.h: two role categories, two editions. */

CWP_HANDLE(cwp_comparison)
CWP_HANDLE(cwp_diff)

%thread cwp_pathway_diff;

%{
static PyObject *py_cwp_compared(const cwp_compared *row) {
  return Py_BuildValue("(iNNN)", (int)row->difference,
                       row->from.line == CWP_NONE ? py_none() : py_requirement(&row->from),
                       row->to.line == CWP_NONE ? py_none() : py_requirement(&row->to), py_id(row->theme));
}

static PyObject *py_cwp_compared_theme(const cwp_compared_theme *row) {
  return Py_BuildValue("(NnnnN)", py_id(row->theme), (Py_ssize_t)row->shared, (Py_ssize_t)row->added,
                       (Py_ssize_t)row->dropped, PyBool_FromLong(row->deepens));
}

static PyObject *py_cwp_change(const cwp_change *row) {
  return Py_BuildValue("(iNNI)", (int)row->kind, py_id(row->before), py_id(row->after), row->fields);
}

typedef struct py_comparison_question {
  cwp_comparison_question question;
  cwp_id *settings, *to_settings;
} py_comparison_question;

/* (from, to, settings, settings of `to` only). What it points to is to be freed. */
static int py_comparison_question_from(PyObject *row, py_comparison_question *out) {
  PyObject *from = NULL, *to = NULL, *settings = NULL, *to_settings = NULL;
  out->question = (cwp_comparison_question)CWP_COMPARISON_QUESTION_INIT;
  if (!PyArg_ParseTuple(row, "OOOO", &from, &to, &settings, &to_settings)) return -1;
  if (py_id_from(from, &out->question.from) != 0 || py_id_from(to, &out->question.to) != 0) return -1;
  out->settings = py_ids_from(settings, &out->question.setting_count);
  if (out->settings == NULL) return -1;
  out->to_settings = py_ids_from(to_settings, &out->question.to_setting_count);
  if (out->to_settings == NULL) return -1;
  out->question.settings = out->settings;
  out->question.to_settings = out->to_settings;
  return 0;
}

typedef struct py_diff_options {
  cwp_diff_options options;
  cwp_kind kinds[CWP_KIND_END];
} py_diff_options;

/* (kinds, fields): numbers; no kinds means all. */
static int py_diff_options_from(PyObject *row, py_diff_options *out) {
  PyObject *kinds = NULL;
  out->options = (cwp_diff_options)CWP_DIFF_OPTIONS_INIT;
  if (!PyArg_ParseTuple(row, "OI", &kinds, &out->options.fields)) return -1;
  const Py_ssize_t count = PySequence_Size(kinds);
  if (count < 0) return -1;
  if (count > CWP_KIND_END) {
    PyErr_SetString(PyExc_ValueError, "more kinds than there are");
    return -1;
  }
  for (Py_ssize_t i = 0; i < count; i++) {
    PyObject *item = PySequence_GetItem(kinds, i);
    int kind = 0;
    const int bad = item == NULL || py_int_from(item, &kind) != 0;
    Py_XDECREF(item);
    if (bad) return -1;
    out->kinds[i] = (cwp_kind)kind;
  }
  if (count > 0) out->options.kinds = out->kinds;
  out->options.kind_count = (size_t)count;
  return 0;
}
%}
CWP_ROW(cwp_compared)
CWP_ROW(cwp_compared_theme)
CWP_ROW(cwp_change)
%ignore cwp_comparison_question;
%ignore CWP_COMPARISON_QUESTION_INIT;
%ignore cwp_diff_options;
%ignore CWP_DIFF_OPTIONS_INIT;

%typemap(arginit) const cwp_comparison_question *question { given$argnum.settings = given$argnum.to_settings = NULL; }
%typemap(in) const cwp_comparison_question *question (py_comparison_question given) {
  if (py_comparison_question_from($input, &given) != 0) SWIG_fail;
  $1 = &given.question;
}
%typemap(freearg) const cwp_comparison_question *question {
  free(given$argnum.settings);
  free(given$argnum.to_settings);
}
%typemap(pytyping) const cwp_comparison_question *question "tuple[typing.Any, ...]"
%typemap(in) const cwp_diff_options *options (py_diff_options given) {
  if (py_diff_options_from($input, &given) != 0) SWIG_fail;
  $1 = &given.options;
}
%typemap(pytyping) const cwp_diff_options *options "tuple[typing.Any, ...]"

%include "cwp/compare.h"
