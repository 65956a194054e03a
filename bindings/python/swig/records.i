/* cwp/records.h, cwp/category.h, cwp/fill.h, cwp/tables.h: files of the national data set, role categories to put into
   them, and people as tables in CSV. */

CWP_HANDLE(cwp_fill)
%thread cwp_records_convert;
%thread cwp_fill_read;
%thread cwp_fill_agree;
%thread cwp_fill_write;

%{
static PyObject *py_cwp_fill_row(const cwp_fill_row *row) {
  return Py_BuildValue("(KKNNNNNNNNNNN)", (unsigned long long)row->line, (unsigned long long)row->record,
                       py_text(row->site), py_text(row->worker), py_text(row->job_role), py_text(row->current),
                       py_id(row->role), py_text(row->title), py_text(row->answer), py_text(row->strength),
                       py_text(row->why), py_text(row->others), py_text(row->chosen));
}

static PyObject *py_texts(const char *const *texts, size_t count) {
  PyObject *list = PyList_New((Py_ssize_t)count);
  PY_ROWS(list, count, py_text(texts[i_]))
  return list;
}

static PyObject *py_category_candidate(const cwp_category_candidate *row) {
  return Py_BuildValue("(NNNiNN)", py_id(row->role), py_text(row->title), py_text(row->answer), (int)row->strength,
                       py_texts(row->reasons, row->reason_count), py_texts(row->rules, row->reason_count));
}

static PyObject *py_category_suggestion(const cwp_category_suggestion *row) {
  PyObject *list = PyList_New((Py_ssize_t)row->count);
  PY_ROWS(list, row->count, py_category_candidate(&row->candidates[i_]))
  return Py_BuildValue("(NNN)", list, PyBool_FromLong(row->abstains), py_text(row->why));
}
%}
CWP_ROW(cwp_fill_row)
%ignore cwp_category_candidate;
%ignore cwp_category_suggestion;
%ignore cwp_category_facts;
%ignore CWP_CATEGORY_FACTS_INIT;
%typemap(in) const cwp_category_facts *facts (cwp_category_facts given = CWP_CATEGORY_FACTS_INIT) {
  PyObject *started = NULL, *on = NULL;
  if (!PyArg_ParseTuple($input, "iiOiiiiiiO", &given.job_role, &given.employment, &started, &given.sector_year,
                        &given.care_certificate, &given.level_2_certificate, &given.delegated_healthcare,
                        &given.nurse_register, &given.care_level, &on)) {
    SWIG_fail;
  }
  if (py_date_from(started, &given.started) != 0 || py_date_from(on, &given.on) != 0) SWIG_fail;
  $1 = &given;
}
%typemap(pytyping) const cwp_category_facts *facts "tuple[typing.Any, ...]"
%typemap(in, numinputs=0) cwp_category_suggestion *out (cwp_category_suggestion found) { $1 = &found; }
%typemap(argout) cwp_category_suggestion *out {
  if (result == CWP_OK) $result = py_also($result, py_category_suggestion($1));
}
%include "cwp/category.h"

%typemap(in, numinputs=0) uint64_t *filled (uint64_t found = 0) { $1 = &found; }
%typemap(argout) uint64_t *filled {
  if (result == CWP_OK) $result = py_also($result, PyLong_FromUnsignedLongLong(*$1));
}
%include "cwp/fill.h"

/* Of records.h, what layouts there are and how files are turned from one into another. Reading and writing cell by cell
   is what Python's csv module does. */
%{
static PyObject *py_records_counts(const cwp_records_counts *row) {
  return Py_BuildValue("(iNNKKKK)", (int)row->kind, py_text(row->version_from), py_text(row->version_to),
                       (unsigned long long)row->rows, (unsigned long long)row->written, (unsigned long long)row->lost,
                       (unsigned long long)row->recoded);
}
%}
/* (layout's day, kind, written, wanted, keep_codes). */
%typemap(in) const cwp_records_conversion *conversion (cwp_records_conversion given = CWP_RECORDS_CONVERSION_INIT) {
  PyObject *day = NULL, *written = NULL, *wanted = NULL;
  int kind = 0;
  if (!PyArg_ParseTuple($input, "OiOOp", &day, &kind, &written, &wanted, &given.keep_codes)) SWIG_fail;
  given.kind = (cwp_file_kind)kind;
  if (py_chars_or_null(day, &given.day) != 0) SWIG_fail;
  if (py_date_from(written, &given.written) != 0 || py_date_from(wanted, &given.wanted) != 0) SWIG_fail;
  $1 = &given;
}
%typemap(pytyping) const cwp_records_conversion *conversion "tuple[typing.Any, ...]"
%typemap(in, numinputs=0) cwp_records_counts *counts (cwp_records_counts found) { $1 = &found; }
%typemap(argout) cwp_records_counts *counts { if (result == CWP_OK) $result = py_also($result, py_records_counts($1)); }
size_t cwp_layout_count(cwp_file_kind kind);
const char *cwp_layout_version(cwp_file_kind kind, size_t index);
cwp_status cwp_records_convert(const cwp_input *input, const cwp_records_conversion *conversion,
                               const cwp_output *output, const cwp_allocator *allocator, cwp_findings *findings,
                               cwp_records_counts *counts, cwp_error *error);

%ignore cwp_table_counts;
%thread cwp_table_evidence;
%thread cwp_table_wide;
%typemap(in, numinputs=0) cwp_table_counts *counts (cwp_table_counts found) { $1 = &found; }
%typemap(argout) cwp_table_counts *counts {
  if (result == CWP_OK) {
    $result = py_also($result, Py_BuildValue("(KKK)", (unsigned long long)$1->people, (unsigned long long)$1->rows,
                                             (unsigned long long)$1->left_out));
  }
}
%include "cwp/tables.h"
