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

/* Puts what an object's read(n) gives into the buffer; SIZE_MAX with an exception. The lock is held. */
static size_t py_read_some(PyObject *source, void *buffer, size_t capacity) {
  PyObject *bytes = PyObject_CallMethod(source, "read", "n", (Py_ssize_t)capacity);
  if (bytes == NULL) return SIZE_MAX;
  char *data = NULL;
  Py_ssize_t length = 0;
  size_t count = SIZE_MAX;
  if (!PyBytes_Check(bytes)) {
    PyErr_SetString(PyExc_TypeError, "read() must give bytes: open the file in binary mode");
  } else if (PyBytes_AsStringAndSize(bytes, &data, &length) == 0) {
    if ((size_t)length <= capacity) {
      memcpy(buffer, data, (size_t)length);
      count = (size_t)length;
    } else {
      PyErr_SetString(PyExc_ValueError, "read() gave more bytes than it was asked for");
    }
  }
  Py_DECREF(bytes);
  return count;
}

/* Called without the lock. Once it has failed it goes on failing: the exception is there to be raised. */
static size_t py_read(void *context, void *buffer, size_t capacity) {
  const PyGILState_STATE state = PyGILState_Ensure();
  const size_t count = PyErr_Occurred() != NULL ? SIZE_MAX : py_read_some(context, buffer, capacity);
  PyGILState_Release(state);
  return count;
}
%}
CWP_ROW(cwp_import_file)
/* (day, what the service holds). */
%typemap(in) const cwp_import_options *options (cwp_import_options given = CWP_IMPORT_OPTIONS_INIT) {
  PyObject *on = NULL;
  int stored = 0;
  if (!PyArg_ParseTuple($input, "Oi", &on, &stored) || py_date_from(on, &given.on) != 0) SWIG_fail;
  given.stored = (cwp_stored)stored;
  given.progress = py_progress;
  $1 = &given;
}
%typemap(pytyping) const cwp_import_options *options "tuple[int | None, int]"
/* (object with read(), name). The tuple keeps both for the time of the call. */
%typemap(in) const cwp_input *input (cwp_input given) {
  PyObject *source = NULL, *name = NULL;
  if (!PyArg_ParseTuple($input, "OO", &source, &name)) SWIG_fail;
  given.read = py_read;
  given.context = source;
  if ((given.name = py_chars(name)) == NULL) SWIG_fail;
  $1 = &given;
}
%typemap(pytyping) const cwp_input *input "tuple[typing.Any, str]"
%include "cwp/exchange.h"
