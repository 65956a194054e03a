/* cwp/matrix.h: the spreadsheet in which a provider keeps who was trained in what. */

CWP_HANDLE(cwp_matrix)
%thread cwp_matrix_read;
%thread cwp_matrix_finish;
%thread cwp_matrix_take_team;

%{
static PyObject *py_cwp_matrix_column(const cwp_matrix_column *row) {
  return Py_BuildValue("(nNiNNNiNiNdNnn)", (Py_ssize_t)row->position, py_text(row->heading), (int)row->meaning,
                       py_text(row->course), py_text(row->about), py_text(row->title), (int)row->dates,
                       PyBool_FromLong(row->month_first), row->months, PyBool_FromLong(row->is_set), row->score,
                       py_text(row->reason), (Py_ssize_t)row->cells, (Py_ssize_t)row->used);
}

static PyObject *py_cwp_matrix_course(const cwp_matrix_course *row) {
  return Py_BuildValue("(NNNiNdNn)", py_text(row->name), py_text(row->about), py_text(row->title), row->months,
                       PyBool_FromLong(row->is_set), row->score, py_text(row->reason), (Py_ssize_t)row->rows);
}

static PyObject *py_cwp_matrix_summary(const cwp_matrix_summary *row) {
  return Py_BuildValue("(iKnnnnnnn)", (int)row->shape, (unsigned long long)row->heading_line,
                       (Py_ssize_t)row->heading_rows, (Py_ssize_t)row->records, (Py_ssize_t)row->people,
                       (Py_ssize_t)row->evidence, (Py_ssize_t)row->cells, (Py_ssize_t)row->used,
                       (Py_ssize_t)row->named);
}

/* A cell of None, a text, or (kind, number): the number of a number, the days of a date. */
static int py_cell_from(PyObject *value, cwp_matrix_cell *out) {
  memset(out, 0, sizeof *out);
  if (value == Py_None) return 0;
  if (PyUnicode_Check(value)) {
    Py_ssize_t length = 0;
    out->kind = CWP_MATRIX_TEXT;
    out->text = PyUnicode_AsUTF8AndSize(value, &length);
    out->length = (size_t)length;
    return out->text == NULL ? -1 : 0;
  }
  int kind = 0;
  if (!PyArg_ParseTuple(value, "id", &kind, &out->number)) return -1;
  out->kind = (cwp_matrix_cell_kind)kind;
  if (kind == CWP_MATRIX_DATE) out->date = (cwp_date)out->number;
  return 0;
}
%}
CWP_ROW(cwp_matrix_column)
CWP_ROW(cwp_matrix_course)
CWP_ROW(cwp_matrix_summary)
%ignore cwp_matrix_cell;
%ignore cwp_matrix_options;
%ignore CWP_MATRIX_OPTIONS_INIT;
/* (name, day). */
%typemap(in) const cwp_matrix_options *options (cwp_matrix_options given = CWP_MATRIX_OPTIONS_INIT) {
  PyObject *name = NULL, *on = NULL;
  if (!PyArg_ParseTuple($input, "OO", &name, &on)) SWIG_fail;
  if (py_chars_or_null(name, &given.name) != 0 || py_date_from(on, &given.on) != 0) SWIG_fail;
  $1 = &given;
}
%typemap(pytyping) const cwp_matrix_options *options "tuple[str | bytes, int | None]"
/* A list of cells, which keeps their texts for the call. */
%typemap(in) (const cwp_matrix_cell *cells, size_t count) (cwp_matrix_cell *room = NULL) {
  const Py_ssize_t length = PyList_Size($input);
  if (length < 0 || (room = py_room((size_t)length, sizeof *room)) == NULL) SWIG_fail;
  for (Py_ssize_t i = 0; i < length; i++) {
    if (py_cell_from(PyList_GetItem($input, i), &room[i]) != 0) SWIG_fail;
  }
  $1 = room;
  $2 = (size_t)length;
}
%typemap(freearg) (const cwp_matrix_cell *cells, size_t count) { free(room$argnum); }
%typemap(pytyping) (const cwp_matrix_cell *cells, size_t count) "list[typing.Any]"
%include "cwp/matrix.h"
