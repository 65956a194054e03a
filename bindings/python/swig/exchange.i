/* cwp/exchange.h: the outside world's files. */

CWP_HANDLE(cwp_import)

%thread cwp_import_add_file;
%thread cwp_import_add_input;
%thread cwp_import_finish;

%ignore cwp_import_options;
%ignore CWP_IMPORT_OPTIONS_INIT;
%{
static PyObject *py_cwp_import_file(const cwp_import_file *row) {
  return Py_BuildValue("(NiNK)", py_text(row->path), (int)row->kind, py_text(row->version),
                       (unsigned long long)row->records);
}

/* Called without the lock. It lets the user interrupt; an exception stays set, and goes before the library's error. */
static int py_progress(void *context, uint64_t bytes) {
  (void)context;
  (void)bytes;
  const PyGILState_STATE state = PyGILState_Ensure();
  const int stop = PyErr_Occurred() != NULL || PyErr_CheckSignals() != 0;
  PyGILState_Release(state);
  return stop;
}
%}
CWP_ROW(cwp_import_file)

CWP_INSTEAD(cwp_file_kind_guess)
%{
static PyObject *py_cwp_file_kind_guess(PyObject *head) {
  char *bytes = NULL;
  Py_ssize_t length = 0;
  if (PyBytes_AsStringAndSize(head, &bytes, &length) != 0) return NULL;
  return PyLong_FromLong(cwp_file_kind_guess(bytes, (size_t)length, NULL));
}
%}
PyObject *py_cwp_file_kind_guess(PyObject *head);
/* (day, what the service holds, check only, mapping of training matrices or None, which the package keeps). */
%typemap(in) const cwp_import_options *options (cwp_import_options given = CWP_IMPORT_OPTIONS_INIT) {
  PyObject *on = NULL;
  int stored = 0;
  PyObject *mapping = NULL;
  if (!PyArg_ParseTuple($input, "OipO", &on, &stored, &given.check_only, &mapping)) SWIG_fail;
  if (py_date_from(on, &given.on) != 0 || py_chars_or_null(mapping, &given.matrix_mapping) != 0) SWIG_fail;
  given.matrix_mapping_length = given.matrix_mapping == NULL ? 0 : strlen(given.matrix_mapping);
  given.stored = (cwp_stored)stored;
  given.progress = py_progress;
  $1 = &given;
}
%typemap(pytyping) const cwp_import_options *options "tuple[int | None, int, bool, str | bytes | None]"
%include "cwp/exchange.h"
