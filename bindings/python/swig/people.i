/* Many portfolios at once: native/people.h. */

%{
#include "people.h"

/* The portfolios of a list of handles, which the caller keeps. */
static people *people_of(PyObject *handles) {
  const Py_ssize_t count = PyList_Size(handles);
  if (count < 0) return NULL;
  people *made = people_new((size_t)count, 0);
  if (made == NULL) PyErr_NoMemory();
  for (Py_ssize_t i = 0; made != NULL && i < count; i++) {
    void *portfolio = NULL;
    if (!SWIG_IsOK(SWIG_ConvertPtr(PyList_GetItem(handles, i), &portfolio, SWIGTYPE_p_cwp_portfolio, 0))) {
      PyErr_SetString(PyExc_TypeError, "a portfolio is needed");
    } else if (!py_is_closed(portfolio)) {
      made->portfolios[i] = portfolio;
    }
    if (PyErr_Occurred()) {
      people_free(made);
      made = NULL;
    }
  }
  return made;
}

/* Those of a team, which the caller keeps. */
static people *people_of_team(const cwp_team *team) {
  const size_t count = cwp_team_count(team);
  people *made = people_new(count, 0);
  if (made == NULL) PyErr_NoMemory();
  for (size_t i = 0; made != NULL && i < count; i++) made->portfolios[i] = cwp_team_at(team, i);
  return made;
}

static size_t people_count(const people *self) { return self->count; }

static const cwp_portfolio *people_at(const people *self, size_t index) {
  return index < self->count ? self->portfolios[index] : NULL;
}

/* Their ids, in order. */
static PyObject *people_ids(const people *self) {
  PyObject *list = PyList_New((Py_ssize_t)self->count);
  PY_ROWS(list, self->count, py_text(cwp_portfolio_person(self->portfolios[i_])->id))
  return list;
}

/* Takes the stream out of its capsule, so that nobody else can read it, and reads it to its end. */
static cwp_status people_read(PyObject *capsule, people **out, cwp_error *error) {
  struct ArrowArrayStream taken;
  struct ArrowArrayStream *stream = PyCapsule_GetPointer(capsule, "arrow_array_stream");
  if (stream == NULL || stream->release == NULL) {
    PyErr_Clear();
    return people_fail(error, CWP_ERROR_ARGUMENT, "an Arrow stream that nobody has read is needed");
  }
  taken = *stream;
  stream->release = NULL;
  PyThreadState *state = PyEval_SaveThread();
  const cwp_status status = people_read_evidence(&taken, out, error);
  PyEval_RestoreThread(state);
  return status;
}

/* The tables of an assessment of everybody: people, and lines or None. */
static cwp_status people_tables(const people *self, const cwp_pathway *pathway, const cwp_question *question, int which,
                                table **persons, table **lines, cwp_error *error) {
  return people_assess(self, pathway, question, (people_lines)which, persons, lines, error);
}
%}

struct people {};
%extend people {
  ~people() { people_free($self); }
}
%typemap(check) people *, const people * { if (py_is_closed($1)) SWIG_fail; }
%typemap(pytyping) people *, const people * "people"
%newobject people_of;
%newobject people_of_team;
%exception people_of {
  $action
  if (result == NULL) SWIG_fail;
}
%exception people_of_team {
  $action
  if (result == NULL) SWIG_fail;
}
%typemap(in, numinputs=0) people **out (people *made = NULL) { $1 = &made; }
%typemap(argout) people **out {
  if (result == CWP_OK) $result = py_also($result, SWIG_NewPointerObj(made$argnum, $*1_descriptor, SWIG_POINTER_OWN));
}
%typemap(in, numinputs=0) table **persons (table *made = NULL), table **lines (table *made = NULL) { $1 = &made; }
%typemap(argout) table **persons, table **lines {
  if (result == CWP_OK) $result = py_also($result, SWIG_NewPointerObj(made$argnum, $*1_descriptor, SWIG_POINTER_OWN));
}
enum { PEOPLE_NO_LINES, PEOPLE_GAPS, PEOPLE_ALL_LINES };
%thread people_tables;
people *people_of(PyObject *handles);
people *people_of_team(const cwp_team *team);
size_t people_count(const people *self);
const cwp_portfolio *people_at(const people *self, size_t index);
PyObject *people_ids(const people *self);
cwp_status people_read(PyObject *capsule, people **out, cwp_error *error);
cwp_status people_tables(const people *self, const cwp_pathway *pathway, const cwp_question *question, int which,
                         table **persons, table **lines, cwp_error *error);
