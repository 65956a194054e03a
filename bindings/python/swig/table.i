/* Columns of results and their Arrow form: native/table.h. */

%{
#include "table.h"

#include <errno.h>

/* A capsule's struct is released with it, unless a consumer has taken it. */
static void py_free_schema(PyObject *capsule) {
  struct ArrowSchema *schema = PyCapsule_GetPointer(capsule, "arrow_schema");
  if (schema == NULL) return;
  if (schema->release != NULL) schema->release(schema);
  free(schema);
}

static void py_free_array(PyObject *capsule) {
  struct ArrowArray *array = PyCapsule_GetPointer(capsule, "arrow_array");
  if (array == NULL) return;
  if (array->release != NULL) array->release(array);
  free(array);
}

static void py_free_stream(PyObject *capsule) {
  struct ArrowArrayStream *stream = PyCapsule_GetPointer(capsule, "arrow_array_stream");
  if (stream == NULL) return;
  if (stream->release != NULL) stream->release(stream);
  free(stream);
}

/* A capsule around zeroed memory, so that whatever happens before it is filled its end is safe. */
static PyObject *py_capsule(size_t size, const char *name, PyCapsule_Destructor destructor, void **memory) {
  *memory = py_room(1, size);
  if (*memory == NULL) return NULL;
  PyObject *capsule = PyCapsule_New(*memory, name, destructor);
  if (capsule == NULL) free(*memory);
  return capsule;
}

/* The capsule, or an exception if it could not be filled. */
static PyObject *py_filled(PyObject *capsule, int failed) {
  if (!failed) return capsule;
  Py_XDECREF(capsule);
  return PyErr_NoMemory();
}

static PyObject *table_schema(table *self) {
  void *memory = NULL;
  PyObject *capsule = py_capsule(sizeof(struct ArrowSchema), "arrow_schema", py_free_schema, &memory);
  return capsule == NULL ? NULL : py_filled(capsule, table_export_schema(self, memory));
}

static PyObject *table_array(table *self) {
  void *memory = NULL;
  PyObject *capsule = py_capsule(sizeof(struct ArrowArray), "arrow_array", py_free_array, &memory);
  return capsule == NULL ? NULL : py_filled(capsule, table_export_array(self, memory));
}

static PyObject *table_stream(table *self) {
  void *memory = NULL;
  PyObject *capsule = py_capsule(sizeof(struct ArrowArrayStream), "arrow_array_stream", py_free_stream, &memory);
  return capsule == NULL ? NULL : py_filled(capsule, table_export_stream(self, memory));
}

/* The names and kinds of a schema that a consumer asks for: a list of (name, format). */
static PyObject *schema_fields(PyObject *capsule) {
  struct ArrowSchema *schema = PyCapsule_GetPointer(capsule, "arrow_schema");
  if (schema == NULL) return NULL;
  const size_t count = schema->release == NULL ? 0 : (size_t)schema->n_children;
  PyObject *list = PyList_New((Py_ssize_t)count);
  PY_ROWS(list, count, Py_BuildValue("(NN)", py_text(schema->children[i_]->name),
                                     py_text(schema->children[i_]->format)))
  return list;
}

/* One value into a column, by what the column holds. -1 with an exception. */
static int py_add_text(table_column *column, PyObject *value) {
  Py_ssize_t length = 0;
  if (!PyUnicode_Check(value)) {
    PyErr_Format(PyExc_TypeError, "a str is needed, not %R", (PyObject *)Py_TYPE(value));
    return -1;
  }
  PyObject *bytes = PyUnicode_AsEncodedString(value, "utf-8", "replace");
  char *text = NULL;
  if (bytes == NULL || PyBytes_AsStringAndSize(bytes, &text, &length) != 0) {
    Py_XDECREF(bytes);
    return -1;
  }
  const int failed = table_add_bytes(column, text, (size_t)length);
  Py_DECREF(bytes);
  return failed;
}

static int py_add_number(table_column *column, PyObject *value) {
  if (column->kind == TABLE_REAL) {
    const double number = PyFloat_AsDouble(value);
    return PyErr_Occurred() ? -1 : table_add_real(column, number);
  }
  const long long number = PyLong_AsLongLong(value);
  if (PyErr_Occurred()) return -1;
  if (column->kind == TABLE_INTEGER) return table_add_integer(column, number);
  if (number < CWP_DATE_MIN || number > CWP_DATE_MAX) {
    PyErr_SetString(PyExc_OverflowError, "a date is out of range");
    return -1;
  }
  return table_add_date(column, (int32_t)number);
}

static int py_add(table_column *column, PyObject *value) {
  if (value == Py_None) return table_add_null(column);
  if (column->kind == TABLE_TEXT) return py_add_text(column, value);
  if (column->kind != TABLE_FLAG) return py_add_number(column, value);
  const int flag = PyObject_IsTrue(value);
  return flag < 0 ? -1 : table_add_flag(column, flag);
}

/* All rows of one column; the table is its maker's own as yet. */
static int py_fill(table_column *column, PyObject *values) {
  const Py_ssize_t count = PyList_Size(values);
  for (Py_ssize_t i = 0; i < count; i++) {
    PyObject *value = PyList_GetItem(values, i);
    const int failed = value == NULL ? -1 : py_add(column, value);
    if (failed == ENOMEM) PyErr_NoMemory();
    if (failed == EOVERFLOW) PyErr_SetString(PyExc_OverflowError, "a column of text above 2 GiB");
    if (failed) return -1;
  }
  return 0;
}

/* A table of columns (name, kind, values), the values a list of the column's kind or None. */
static table *table_of(PyObject *columns) {
  const Py_ssize_t count = PyList_Size(columns);
  if (count < 0) return NULL;
  table *made = table_new((size_t)count);
  if (made == NULL) PyErr_NoMemory();
  Py_ssize_t rows = -1;
  for (Py_ssize_t i = 0; made != NULL && i < count; i++) {
    const char *name = NULL;
    int kind = 0;
    PyObject *values = NULL;
    int failed = !PyArg_ParseTuple(PyList_GetItem(columns, i), "siO!", &name, &kind, &PyList_Type, &values);
    if (!failed && (kind < 0 || kind >= TABLE_KIND_END || (rows >= 0 && rows != PyList_Size(values)))) {
      PyErr_SetString(PyExc_ValueError, "columns of one length, of kinds that there are, are needed");
      failed = 1;
    }
    if (!failed && table_define(made, (size_t)i, name, (table_kind)kind) != 0) {
      PyErr_NoMemory();
      failed = 1;
    }
    if (!failed) rows = PyList_Size(values);
    if (failed || py_fill(table_at(made, (size_t)i), values) != 0) {
      table_release(made);
      made = NULL;
    }
  }
  return made;
}

static PyObject *py_cell(const table_column *column, size_t row) {
  size_t length = 0;
  if (table_is_null(column, row)) return py_none();
  switch (column->kind) {
  case TABLE_TEXT: {
    const char *text = table_text(column, row, &length);
    return py_text_of(text, length);
  }
  case TABLE_REAL: return PyFloat_FromDouble(((double *)column->values)[row]);
  case TABLE_FLAG: return PyBool_FromLong(table_flag(column, row));
  case TABLE_DATE: return PyLong_FromLong(((int32_t *)column->values)[row]);
  default: return PyLong_FromLongLong(((int64_t *)column->values)[row]);
  }
}

static int py_column_exists(table *self, size_t column) {
  if (column < table_column_count(self)) return 1;
  PyErr_SetString(PyExc_IndexError, "there is no such column");
  return 0;
}

/* The values of a column; days as numbers. */
static PyObject *table_values(table *self, size_t column, size_t start, size_t stop) {
  if (!py_column_exists(self, column)) return NULL;
  const table_column *at = table_at(self, column);
  if (stop > at->length) stop = at->length;
  const size_t count = start < stop ? stop - start : 0;
  PyObject *list = PyList_New((Py_ssize_t)count);
  PY_ROWS(list, count, py_cell(at, start + i_))
  return list;
}

/* (name, kind) of each column. */
static PyObject *table_columns(table *self) {
  PyObject *list = PyList_New((Py_ssize_t)table_column_count(self));
  PY_ROWS(list, table_column_count(self),
          Py_BuildValue("(Ni)", py_text(table_at(self, i_)->name), (int)table_at(self, i_)->kind))
  return list;
}
%}

struct table {};
%extend table {
  ~table() { table_release($self); }
}
%typemap(check) table * { if (py_is_closed($1)) SWIG_fail; }
%typemap(pytyping) table * "table"
%newobject table_of;
%exception table_of {
  $action
  if (result == NULL) SWIG_fail;
}
enum { TABLE_TEXT, TABLE_INTEGER, TABLE_REAL, TABLE_FLAG, TABLE_DATE, TABLE_KIND_END };
table *table_of(PyObject *columns);
size_t table_row_count(const table *self);
PyObject *table_columns(table *self);
PyObject *table_values(table *self, size_t column, size_t start, size_t stop);
PyObject *table_schema(table *self);
PyObject *table_array(table *self);
PyObject *table_stream(table *self);
PyObject *schema_fields(PyObject *capsule);
