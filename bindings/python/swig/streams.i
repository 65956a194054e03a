/* cwp/input.h, cwp/output.h: files and streams, for everything that reads or writes them. */

CWP_HANDLE(cwp_file_writer)
%ignore cwp_file_open;
%ignore cwp_file_rewind;
%ignore cwp_file_close;
%ignore cwp_output;
%ignore cwp_file_writer_output;

%{
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

/* Hands bytes to an object's write(bytes), called without the lock; 1 with an exception. */
static int py_write(void *context, const void *bytes, size_t length) {
  const PyGILState_STATE state = PyGILState_Ensure();
  PyObject *done = NULL;
  if (PyErr_Occurred() == NULL) done = PyObject_CallMethod(context, "write", "y#", bytes, (Py_ssize_t)length);
  const int failed = done == NULL;
  Py_XDECREF(done);
  PyGILState_Release(state);
  return failed;
}

/* An input with what is to be closed after it. */
typedef struct py_input {
  cwp_input input;
  int is_open; /* it is a file that was opened here */
} py_input;

/* The bytes of a path, or (object with read(), name). The argument keeps what the input borrows. */
static int py_input_from(PyObject *value, py_input *out) {
  PyObject *source = NULL, *name = NULL;
  cwp_error error;
  if (PyBytes_Check(value)) {
    const char *path = py_chars(value);
    if (path == NULL) return -1;
    out->is_open = cwp_file_open(path, &out->input, &error) == CWP_OK;
    if (!out->is_open) py_raise(&error);
    return out->is_open ? 0 : -1;
  }
  if (!PyArg_ParseTuple(value, "OO", &source, &name)) return -1;
  out->input.read = py_read;
  out->input.context = source;
  out->input.name = py_chars(name);
  return out->input.name == NULL ? -1 : 0;
}

/* A file in the making, or (object with write(), name). */
static int py_output_from(PyObject *value, cwp_output *out) {
  PyObject *target = NULL, *name = NULL;
  void *writer = NULL;
  if (SWIG_IsOK(SWIG_ConvertPtr(value, &writer, SWIGTYPE_p_cwp_file_writer, 0)) && writer != NULL) {
    *out = cwp_file_writer_output(writer);
    return 0;
  }
  if (!PyArg_ParseTuple(value, "OO", &target, &name)) return -1;
  out->write = py_write;
  out->context = target;
  out->name = py_chars(name);
  return out->name == NULL ? -1 : 0;
}
%}
%typemap(arginit) const cwp_input * { given$argnum.is_open = 0; }
%typemap(in) const cwp_input * (py_input given) {
  if (py_input_from($input, &given) != 0) SWIG_fail;
  $1 = &given.input;
}
%typemap(freearg) const cwp_input * { if (given$argnum.is_open) cwp_file_close(&given$argnum.input); }
%typemap(pytyping) const cwp_input * "bytes | tuple[typing.Any, str]"
%typemap(in) const cwp_output * (cwp_output given) {
  if (py_output_from($input, &given) != 0) SWIG_fail;
  $1 = &given;
}
%typemap(pytyping) const cwp_output * "cwp_file_writer | tuple[typing.Any, str]"

/* Bytes that are there already, to where a file goes. */
%{
static cwp_status output_write(const cwp_output *to, const char *text, size_t length, cwp_error *error) {
  if (to->write(to->context, text, length) == 0) return CWP_OK;
  const cwp_error failed = CWP_ERROR_INIT;
  *error = failed;
  error->code = CWP_ERROR_IO;
  snprintf(error->message, sizeof error->message, "%s cannot be written", to->name == NULL ? "it" : to->name);
  return CWP_ERROR_IO;
}
%}
cwp_status output_write(const cwp_output *to, const char *text, size_t length, cwp_error *error);

%include "cwp/output.h"
