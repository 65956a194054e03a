/* What every subject needs: how errors, handles, texts, ids, dates and memory go between C and Python. */

%{
#include <cwp/cwp.h>

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
%}

%include <stdint.i>

/* Marks of the headers that say nothing to Python. */
#define CWP_API
#define CWP_CHECKED
#define CWP_EXPORT

/* ---- Texts: UTF-8 in C, str in Python. Bytes that are no UTF-8, as file names can hold, survive as surrogates. ---- */
%{
static PyObject *py_none(void) {
  Py_INCREF(Py_None);
  return Py_None;
}

static PyObject *py_text_of(const char *text, size_t length) {
  return PyUnicode_DecodeUTF8(text, (Py_ssize_t)length, "surrogateescape");
}

static PyObject *py_text(const char *text) { return text == NULL ? py_none() : py_text_of(text, strlen(text)); }

/* The bytes of a str or bytes object, borrowed from it, or NULL with an exception. */
static const char *py_chars(PyObject *value) {
  Py_ssize_t length = 0;
  const char *text = NULL;
  if (PyUnicode_Check(value)) {
    text = PyUnicode_AsUTF8AndSize(value, &length);
  } else if (PyBytes_Check(value)) {
    char *bytes = NULL;
    if (PyBytes_AsStringAndSize(value, &bytes, &length) == 0) text = bytes;
  } else {
    PyErr_Format(PyExc_TypeError, "a str is needed, not %R", (PyObject *)Py_TYPE(value));
  }
  if (text == NULL) return NULL;
  if (strlen(text) == (size_t)length) return text;
  PyErr_SetString(PyExc_ValueError, "a text must not hold a NUL character");
  return NULL;
}

/* The same for what may be None, which gives NULL. */
static int py_chars_or_null(PyObject *value, const char **out) {
  *out = NULL;
  if (value == Py_None) return 0;
  *out = py_chars(value);
  return *out == NULL ? -1 : 0;
}

/* ---- Ids, dates, indices: None stands for "no record", "no date", "none". ---- */
static PyObject *py_id(cwp_id id) { return id == CWP_NONE ? py_none() : PyLong_FromUnsignedLong(id); }

static int py_id_from(PyObject *value, cwp_id *out) {
  *out = CWP_NONE;
  if (value == Py_None) return 0;
  const unsigned long id = PyLong_AsUnsignedLong(value);
  if (PyErr_Occurred()) return -1;
  if (id >= CWP_NONE) {
    PyErr_SetString(PyExc_OverflowError, "no id is that large");
    return -1;
  }
  *out = (cwp_id)id;
  return 0;
}

static PyObject *py_date(cwp_date date) { return date == CWP_DATE_NONE ? py_none() : PyLong_FromLong(date); }

static int py_date_from(PyObject *value, cwp_date *out) {
  *out = CWP_DATE_NONE;
  if (value == Py_None) return 0;
  const long days = PyLong_AsLong(value);
  if (days == -1 && PyErr_Occurred()) return -1;
  if (days < CWP_DATE_MIN || days > CWP_DATE_MAX) {
    PyErr_SetString(PyExc_OverflowError, "a date is out of range");
    return -1;
  }
  *out = (cwp_date)days;
  return 0;
}

static PyObject *py_size(size_t index) { return index == SIZE_MAX ? py_none() : PyLong_FromSize_t(index); }

static int py_int_from(PyObject *value, int *out) {
  const long number = PyLong_AsLong(value);
  if (number == -1 && PyErr_Occurred()) return -1;
  if (number < INT_MIN || number > INT_MAX) {
    PyErr_SetString(PyExc_OverflowError, "a number is out of range");
    return -1;
  }
  *out = (int)number;
  return 0;
}

/* `count` numbers as a tuple. */
static PyObject *py_sizes(const size_t *numbers, size_t count) {
  PyObject *tuple = PyTuple_New((Py_ssize_t)count);
  for (size_t i = 0; tuple != NULL && i < count; i++) {
    PyObject *number = PyLong_FromSize_t(numbers[i]);
    if (number == NULL || PyTuple_SetItem(tuple, (Py_ssize_t)i, number) != 0) {
      Py_DECREF(tuple);
      return NULL;
    }
  }
  return tuple;
}

/* Memory for `count` elements, never of size 0; NULL with an exception. */
static void *py_room(size_t count, size_t size) {
  void *room = calloc(count > 0 ? count : 1, size);
  if (room == NULL) PyErr_NoMemory();
  return room;
}

/* The ids of a sequence, to be freed; NULL with an exception. */
static cwp_id *py_ids_from(PyObject *sequence, size_t *count) {
  const Py_ssize_t length = PySequence_Size(sequence);
  if (length < 0) return NULL;
  cwp_id *ids = py_room((size_t)length, sizeof *ids);
  for (Py_ssize_t i = 0; ids != NULL && i < length; i++) {
    PyObject *item = PySequence_GetItem(sequence, i);
    const int bad = item == NULL || py_id_from(item, &ids[i]) != 0;
    Py_XDECREF(item);
    if (bad) {
      free(ids);
      return NULL;
    }
  }
  *count = (size_t)length;
  return ids;
}

/* A list of `count` rows, each made by `row`. */
#define PY_ROWS(list, count, row)                                                                                      \
  for (size_t i_ = 0; (list) != NULL && i_ < (count); i_++) {                                                          \
    PyObject *item_ = row;                                                                                             \
    if (item_ == NULL || PyList_SetItem((list), (Py_ssize_t)i_, item_) != 0) {                                         \
      Py_DECREF(list);                                                                                                 \
      (list) = NULL;                                                                                                   \
    }                                                                                                                  \
  }

/* ---- Errors: each status has its class, handed over by cwp.errors when the package is imported. ---- */
static PyObject *py_error_classes = NULL;

static PyObject *set_error_classes(PyObject *classes) {
  Py_INCREF(classes);
  Py_XDECREF(py_error_classes);
  py_error_classes = classes;
  return py_none();
}

/* Raises what the library said. An exception that a callback left goes before it. */
static void py_raise(const cwp_error *error) {
  if (PyErr_Occurred()) return;
  const int code = error->code > CWP_OK && error->code < CWP_STATUS_END ? (int)error->code : (int)CWP_ERROR_INTERNAL;
  if (py_error_classes == NULL) {
    PyErr_SetString(PyExc_RuntimeError, error->message);
    return;
  }
  PyObject *type = PySequence_GetItem(py_error_classes, code);
  PyObject *made = NULL;
  if (type != NULL) {
    made = PyObject_CallFunction(type, "NNKKK", py_text(error->message), py_text(error->path),
                                 (unsigned long long)error->line, (unsigned long long)error->column,
                                 (unsigned long long)error->offset);
  }
  if (made != NULL) PyErr_SetObject((PyObject *)Py_TYPE(made), made);
  Py_XDECREF(made);
  Py_XDECREF(type);
}

/* An output beside what there is already: the first takes the place of None, more of them make a tuple. */
static PyObject *py_also(PyObject *result, PyObject *output) {
  if (result == NULL || result == Py_None) {
    Py_XDECREF(result);
    return output;
  }
  PyObject *both = output == NULL ? NULL : PyTuple_Pack(2, result, output);
  Py_DECREF(result);
  Py_XDECREF(output);
  return both;
}

/* An ID or NULL for what may be None. */
static int py_is_closed(const void *handle) {
  if (handle != NULL) return 0;
  PyErr_SetString(PyExc_ValueError, "it was closed");
  return 1;
}
%}
PyObject *set_error_classes(PyObject *classes);
%typemap(pytyping) PyObject * "typing.Any"

%typemap(in, numinputs=0) cwp_error *error (cwp_error failure) {
  failure.code = CWP_OK;
  $1 = &failure;
}
%typemap(argout) cwp_error *error {
  if (failure$argnum.code != CWP_OK || PyErr_Occurred()) {
    py_raise(&failure$argnum);
    SWIG_fail;
  }
}
%typemap(out) cwp_status { $result = py_none(); (void)$1; }
%typemap(pytyping) cwp_status "typing.Any"

%typemap(in) const char * { if (($1 = (char *)py_chars($input)) == NULL) SWIG_fail; }
%typemap(freearg) const char * ""
%typemap(out) const char * { if (($result = py_text($1)) == NULL) SWIG_fail; }
%typemap(pytyping) const char * "str"
%typemap(pytyping) const char *path "str | bytes"
%typemap(pytyping) const char *name "str | bytes"

%typemap(in) cwp_id { if (py_id_from($input, &$1) != 0) SWIG_fail; }
%typemap(out) cwp_id { $result = py_id($1); }
%typemap(pytyping) cwp_id "int | None"
%typemap(in) cwp_date { if (py_date_from($input, &$1) != 0) SWIG_fail; }
%typemap(out) cwp_date { $result = py_date($1); }
%typemap(pytyping) cwp_date "int | None"
%typemap(pytyping) size_t, int, uint64_t "int"

%typemap(in, numinputs=0) cwp_id *out (cwp_id found = CWP_NONE) { $1 = &found; }
%typemap(argout) cwp_id *out { if (result == CWP_OK) $result = py_also($result, py_id(*$1)); }
%typemap(in, numinputs=0) cwp_date *out (cwp_date found = CWP_DATE_NONE) { $1 = &found; }
%typemap(argout) cwp_date *out { if (result == CWP_OK) $result = py_also($result, py_date(*$1)); }

/* Everything is allocated with malloc here: Python has no use for another allocator. */
%typemap(in, numinputs=0) const cwp_allocator *allocator { $1 = NULL; }

/* A text that is the caller's to free becomes a str. */
%typemap(in, numinputs=0) (char **out, size_t *length) (char *text = NULL, size_t size = 0) {
  $1 = &text;
  $2 = &size;
}
%typemap(argout) (char **out, size_t *length) {
  if (result == CWP_OK) $result = py_also($result, py_text_of(text$argnum, size$argnum));
}
%typemap(freearg) (char **out, size_t *length) { cwp_text_free(NULL, text$argnum); }

/* A text that is written into the caller's room: larger than any that the headers speak of. */
%typemap(in, numinputs=0) (char *text, size_t capacity) (char room[2048]) {
  room[0] = '\0';
  $1 = room;
  $2 = sizeof room;
}
%typemap(argout) (char *text, size_t capacity) {
  Py_XDECREF($result);
  $result = py_text($1);
}

/* Bytes to be read: a str, or anything that holds bytes. The buffer is let go only after the call. */
%typemap(in) (const char *text, size_t length) (Py_buffer view) {
  memset(&view, 0, sizeof view);
  if (PyUnicode_Check($input)) {
    Py_ssize_t length = 0;
    $1 = (char *)PyUnicode_AsUTF8AndSize($input, &length);
    if ($1 == NULL) SWIG_fail;
    $2 = (size_t)length;
  } else {
    if (PyObject_GetBuffer($input, &view, PyBUF_SIMPLE) != 0) SWIG_fail;
    $1 = (char *)view.buf;
    $2 = (size_t)view.len;
  }
}
%typemap(freearg) (const char *text, size_t length) { if (view$argnum.obj != NULL) PyBuffer_Release(&view$argnum); }
%typemap(pytyping) (const char *text, size_t length) "str | bytes | bytearray | memoryview"

/* Limits: None, or the six numbers that follow the size. */
%typemap(in) const cwp_limits *limits (cwp_limits given = CWP_LIMITS_INIT) {
  $1 = NULL;
  if ($input != Py_None) {
    unsigned long long bytes = 0, records = 0;
    Py_ssize_t record_bytes = 0, fields = 0, depth = 0;
    if (!PyArg_ParseTuple($input, "KnnnK", &bytes, &record_bytes, &fields, &depth, &records)) SWIG_fail;
    given.input_bytes = bytes;
    given.record_bytes = (size_t)record_bytes;
    given.fields = (size_t)fields;
    given.depth = (size_t)depth;
    given.records = records;
    $1 = &given;
  }
}
%typemap(pytyping) const cwp_limits *limits "tuple[int, int, int, int, int] | None"

/* An opaque object. Python owns what comes out through `TYPE **`, and frees it with its last reference; what is returned
   is borrowed, and the package keeps what it belongs to. None never reaches C. */
%define CWP_HANDLE(TYPE)
struct TYPE {};
%extend TYPE {
  ~TYPE() { TYPE##_free($self); }
}
%ignore TYPE##_free;
%typemap(check) TYPE *, const TYPE * { if (py_is_closed($1)) SWIG_fail; }
%typemap(in, numinputs=0) TYPE **out (TYPE *made = NULL) { $1 = &made; }
%typemap(argout) TYPE **out {
  if (result == CWP_OK) $result = py_also($result, SWIG_NewPointerObj(made$argnum, $*1_descriptor, SWIG_POINTER_OWN));
}
%typemap(pytyping) TYPE *, const TYPE * "TYPE"
%enddef

/* A struct that comes out by pointer: a tuple made by py_TYPE, or None past the end. */
%define CWP_ROW(TYPE)
%ignore TYPE;
%typemap(out) const TYPE * {
  $result = $1 == NULL ? py_none() : py_##TYPE($1);
  if ($result == NULL) SWIG_fail;
}
%typemap(pytyping) const TYPE * "typing.Any"
%enddef

/* A function that is written anew for Python under the name that it has in C. */
%define CWP_INSTEAD(NAME)
%ignore NAME;
%rename(NAME) py_##NAME;
%enddef

%ignore cwp_error;
%ignore cwp_limits;
%ignore cwp_input;
%ignore cwp_allocator;
%ignore cwp_text_free;
%ignore CWP_ERROR_INIT;
%ignore CWP_LIMITS_INIT;

%include "cwp/status.h"

%ignore cwp_date_format;
CWP_INSTEAD(cwp_date_split)
%{
static PyObject *py_cwp_date_split(cwp_date date) {
  int year = 0, month = 0, day = 0;
  cwp_date_split(date, &year, &month, &day);
  return Py_BuildValue("(iii)", year, month, day);
}
%}
PyObject *py_cwp_date_split(cwp_date date);
CWP_INSTEAD(cwp_date_format)
%{
static PyObject *py_cwp_date_format(cwp_date date) {
  char text[CWP_DATE_TEXT_SIZE];
  return py_text(cwp_date_format(date, text));
}
%}
PyObject *py_cwp_date_format(cwp_date date);
%include "cwp/date.h"

const char *cwp_version(void);
