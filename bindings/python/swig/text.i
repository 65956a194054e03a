/* cwp/title.h, cwp/advert.h, cwp/values.h: what words say. */

CWP_HANDLE(cwp_title)
CWP_HANDLE(cwp_values)
CWP_HANDLE(cwp_advert)
%thread cwp_advert_read;
%ignore cwp_title_context;
%ignore CWP_TITLE_CONTEXT_INIT;
%ignore CWP_TITLE_WHOLE;
%ignore CWP_VALUES_WHOLE;
%thread cwp_values_compare;

%{
static PyObject *py_cwp_title_candidate(const cwp_title_candidate *row) {
  return Py_BuildValue("(Nd)", py_id(row->role), row->score);
}

/* What stands in somebody's text may be anything: what is no UTF-8 is shown as a question mark in a diamond. */
static PyObject *py_written(const char *text, size_t length) {
  return PyUnicode_DecodeUTF8(text, (Py_ssize_t)length, "replace");
}

static PyObject *py_cwp_title_part(const cwp_title_part *row) {
  return Py_BuildValue("(NNN)", py_written(row->written, row->length), py_text(row->meaning),
                       PyBool_FromLong(row->guessed));
}

static PyObject *py_cwp_own_value(const cwp_own_value *row) {
  return Py_BuildValue("(NNKN)", py_text(row->name), py_text(row->statement), (unsigned long long)row->line,
                       PyBool_FromLong(row->abstained));
}

static PyObject *py_cwp_value_match(const cwp_value_match *row) {
  return Py_BuildValue("(Nid)", py_id(row->value), (int)row->relation, row->score);
}

static PyObject *py_cwp_value_word(const cwp_value_word *row) {
  return Py_BuildValue("(NNN)", py_written(row->written, row->length), py_text(row->meaning), py_id(row->value));
}
%}
%{
static PyObject *py_cwp_advert_line(const cwp_advert_line *row) {
  return Py_BuildValue("(NNiidnn)", py_id(row->line), py_id(row->role), (int)row->kind, (int)row->extent, row->score,
                       (Py_ssize_t)row->start, (Py_ssize_t)row->length);
}
%}
CWP_ROW(cwp_advert_line)
CWP_ROW(cwp_title_candidate)
CWP_ROW(cwp_title_part)
CWP_ROW(cwp_own_value)
CWP_ROW(cwp_value_match)
CWP_ROW(cwp_value_word)

%apply (const char *text, size_t length) { (const char *title, size_t length) };
/* (job role, employer, description): an id, a number, and a text or None. */
%typemap(in) const cwp_title_context *context (cwp_title_context given = CWP_TITLE_CONTEXT_INIT) {
  PyObject *job_role = NULL, *description = NULL;
  int employer = 0;
  if (!PyArg_ParseTuple($input, "OiO", &job_role, &employer, &description)) SWIG_fail;
  if (py_id_from(job_role, &given.job_role) != 0) SWIG_fail;
  if (py_chars_or_null(description, &given.description) != 0) SWIG_fail;
  given.employer = (cwp_employer)employer;
  given.description_length = given.description == NULL ? 0 : strlen(given.description);
  $1 = &given;
}
%typemap(pytyping) const cwp_title_context *context "tuple[int | None, int, str | None]"

/* None stands for the answer, or the value, as a whole. */
%typemap(in) size_t candidate {
  $1 = CWP_TITLE_WHOLE;
  if ($input != Py_None) $1 = PyLong_AsSize_t($input);
  if (PyErr_Occurred()) SWIG_fail;
}
%typemap(pytyping) size_t candidate "int | None"
CWP_INSTEAD(cwp_values_why)
CWP_INSTEAD(cwp_value_voices)
%ignore cwp_advert_options;
%ignore CWP_ADVERT_OPTIONS_INIT;
/* (title, role category, job role, employer). */
%typemap(in) const cwp_advert_options *options (cwp_advert_options given = CWP_ADVERT_OPTIONS_INIT) {
  PyObject *title = NULL, *role = NULL, *job_role = NULL;
  int employer = 0;
  if (!PyArg_ParseTuple($input, "OOOi", &title, &role, &job_role, &employer)) SWIG_fail;
  if (py_chars_or_null(title, &given.title) != 0) SWIG_fail;
  if (py_id_from(role, &given.role) != 0 || py_id_from(job_role, &given.job_role) != 0) SWIG_fail;
  given.employer = (cwp_employer)employer;
  $1 = &given;
}
%typemap(pytyping) const cwp_advert_options *options "tuple[typing.Any, ...]"
%include "cwp/title.h"
%include "cwp/advert.h"
%include "cwp/values.h"

%{
/* All reasons of a match, or, without one, of the value as a whole. */
static PyObject *py_cwp_values_why(const cwp_values *self, size_t index, PyObject *match) {
  char text[CWP_VALUES_WHY_SIZE];
  const size_t which = match == Py_None ? CWP_VALUES_WHOLE : PyLong_AsSize_t(match);
  if (PyErr_Occurred()) return NULL;
  PyObject *list = PyList_New(0);
  for (size_t reason = 0; list != NULL && cwp_values_why(self, index, which, reason, text, sizeof text) > 0; reason++) {
    PyObject *item = py_text(text);
    if (item == NULL || PyList_Append(list, item) != 0) {
      Py_DECREF(list);
      list = NULL;
    }
    Py_XDECREF(item);
  }
  return list;
}

static PyObject *py_cwp_value_voices(const cwp_pathway *pathway, cwp_id value) {
  const size_t count = cwp_value_voices(pathway, value, NULL, 0);
  cwp_id *ids = py_room(count, sizeof *ids);
  if (ids == NULL) return NULL;
  cwp_value_voices(pathway, value, ids, count);
  PyObject *list = PyList_New((Py_ssize_t)count);
  PY_ROWS(list, count, py_id(ids[i_]))
  free(ids);
  return list;
}
%}
PyObject *py_cwp_values_why(const cwp_values *self, size_t index, PyObject *match);
PyObject *py_cwp_value_voices(const cwp_pathway *pathway, cwp_id value);
