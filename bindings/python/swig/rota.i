/* cwp/moment.h, cwp/rota.h, cwp/rota_files.h: shifts, held against rules. */

CWP_HANDLE(cwp_rota_rules)
CWP_HANDLE(cwp_rota)
CWP_HANDLE(cwp_rota_fixes)
CWP_HANDLE(cwp_rota_demands)
CWP_HANDLE(cwp_rota_files)
/* Only what no other thread can know of yet lets go of the lock: a board may be changed by one thread at a time. */
%thread cwp_rota_files_add;
%thread cwp_rota_files_add_file;
%thread cwp_rota_files_fill_with;

%warnfilter(314) as;

%{
#include "cells.h"

static PyObject *py_moment(cwp_moment moment) {
  return moment == CWP_MOMENT_NONE ? py_none() : PyLong_FromLongLong(moment);
}

static int py_moment_from(PyObject *value, cwp_moment *out) {
  *out = CWP_MOMENT_NONE;
  if (value == Py_None) return 0;
  *out = PyLong_AsLongLong(value);
  return *out == -1 && PyErr_Occurred() ? -1 : 0;
}

static PyObject *py_cwp_moment_format(cwp_moment moment) {
  char text[CWP_MOMENT_TEXT_SIZE];
  return py_text(cwp_moment_format(moment, text));
}

static PyObject *py_cwp_rota_rule(const cwp_rota_rule *row) {
  return Py_BuildValue("(NNNNiiiiN)", py_text(row->id), py_text(row->title), py_text(row->basis), py_text(row->status),
                       (int)row->severity, (int)row->part, (int)row->measure, row->amount, py_text(row->fits));
}

static PyObject *py_cwp_shift(const cwp_shift *row) {
  return Py_BuildValue("(NNNNNnN)", py_text(row->id), py_moment(row->start), py_moment(row->end), py_text(row->place),
                       py_ids(row->settings, row->setting_count), (Py_ssize_t)row->required, py_text(row->service));
}

/* A shift with the room that it points to: (id, start, end, place, settings, required, service). */
typedef struct py_shift {
  cwp_shift shift;
  cwp_id *settings;
} py_shift;

static int py_shift_from(PyObject *row, py_shift *out) {
  PyObject *id = NULL, *start = NULL, *end = NULL, *place = NULL, *settings = NULL, *service = NULL;
  Py_ssize_t required = 0;
  if (!PyArg_ParseTuple(row, "OOOOOnO", &id, &start, &end, &place, &settings, &required, &service)) return -1;
  if (required < 0) {
    PyErr_SetString(PyExc_ValueError, "required must not be below 0");
    return -1;
  }
  out->shift.required = (size_t)required;
  if ((out->shift.id = py_chars(id)) == NULL || (out->shift.place = py_chars(place)) == NULL ||
      (out->shift.service = py_chars(service)) == NULL) {
    return -1;
  }
  if (py_moment_from(start, &out->shift.start) != 0 || py_moment_from(end, &out->shift.end) != 0) return -1;
  out->settings = py_ids_from(settings, &out->shift.setting_count);
  out->shift.settings = out->settings;
  return out->settings == NULL ? -1 : 0;
}

/* (person, how), or None past the end. */
static PyObject *py_cwp_rota_on_at(const cwp_rota *self, size_t shift, size_t index) {
  cwp_rota_as as = CWP_ROTA_WORKING;
  const size_t person = cwp_rota_on_at(self, shift, index, &as);
  return person == CWP_NO_INDEX ? py_none() : Py_BuildValue("(ni)", (Py_ssize_t)person, (int)as);
}

/* With the sentence behind what the struct has, since an issue is gone when an assignment changes. */
static PyObject *py_issue(const cwp_rota *self, size_t shift, const cwp_rota_issue *row) {
  char why[CWP_ROTA_WHY_SIZE];
  cwp_rota_why(self, shift, row, why, sizeof why);
  return Py_BuildValue("(niiNNNnnNiNNN)", (Py_ssize_t)shift, (int)row->cause, (int)row->severity, py_size(row->rule),
                       py_size(row->person), py_size(row->other_shift), (Py_ssize_t)row->have, (Py_ssize_t)row->need,
                       py_id(row->about), (int)row->standing, py_size(row->evidence), py_date(row->day),
                       PyUnicode_DecodeUTF8(why, (Py_ssize_t)strlen(why), "replace"));
}

static PyObject *py_cwp_rota_issue_at(const cwp_rota *self, size_t shift, size_t index) {
  const cwp_rota_issue *row = cwp_rota_issue_at(self, shift, index);
  return row == NULL ? py_none() : py_issue(self, shift, row);
}

/* All issues that a shift would have. */
static PyObject *py_cwp_rota_try(const cwp_rota *self, size_t shift, size_t person, cwp_rota_as as) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_rota_issue *issues = NULL;
  size_t count = 0;
  PyObject *list = NULL;
  if (cwp_rota_try(self, shift, person, as, NULL, 0, &count, &error) != CWP_OK) {
    py_raise(&error);
    return NULL;
  }
  issues = py_room(count, sizeof *issues);
  if (issues == NULL) return NULL;
  if (cwp_rota_try(self, shift, person, as, issues, count, &count, &error) != CWP_OK) {
    py_raise(&error);
  } else {
    list = PyList_New((Py_ssize_t)count);
    PY_ROWS(list, count, py_issue(self, shift, &issues[i_]))
  }
  free(issues);
  return list;
}

/* The rules that have an effect on somebody, as a tuple of their places. */
static PyObject *py_rules_with(const cwp_rota *self, size_t rules, size_t shift, size_t person, cwp_rota_effect effect) {
  PyObject *list = PyList_New(0);
  for (size_t rule = 0; list != NULL && rule < rules; rule++) {
    if (cwp_rota_effect_of(self, shift, person, rule) != effect) continue;
    PyObject *place = PyLong_FromSize_t(rule);
    if (place == NULL || PyList_Append(list, place) != 0) {
      Py_DECREF(list);
      list = NULL;
    }
    Py_XDECREF(place);
  }
  PyObject *tuple = list == NULL ? NULL : PyList_AsTuple(list);
  Py_XDECREF(list);
  return tuple;
}

/* For each person of the board: (shift, person, available, breaks, helps, left_out), the last three places of rules. */
static PyObject *rota_effects(const cwp_rota *self, const cwp_rota_rules *rules, size_t shift) {
  const size_t people = cwp_rota_person_count(self), count = cwp_rota_rules_count(rules);
  PyObject *list = PyList_New((Py_ssize_t)people);
  PY_ROWS(list, people,
          Py_BuildValue("(nnNNNN)", (Py_ssize_t)shift, (Py_ssize_t)i_,
                        PyBool_FromLong(cwp_rota_available(self, shift, i_)),
                        py_rules_with(self, count, shift, i_, CWP_ROTA_BREAKS),
                        py_rules_with(self, count, shift, i_, CWP_ROTA_HELPS),
                        py_rules_with(self, count, shift, i_, CWP_ROTA_LEFT_OUT)))
  return list;
}

static PyObject *py_cwp_rota_fix(const cwp_rota_fix *row) {
  return Py_BuildValue("(inNNNinnn)", (int)row->kind, (Py_ssize_t)row->person, py_size(row->leaves),
                       py_size(row->from_shift), py_id(row->about), (int)row->kind_needed,
                       (Py_ssize_t)row->blocks_before, (Py_ssize_t)row->blocks_after, (Py_ssize_t)row->warns_after);
}

static PyObject *py_cwp_rota_demand(const cwp_rota_demand *row) {
  return Py_BuildValue("(ninnLLnNnn)", (Py_ssize_t)row->rule, (int)row->part, (Py_ssize_t)row->shifts,
                       (Py_ssize_t)row->broken, (long long)row->needed, (long long)row->held, (Py_ssize_t)row->able,
                       py_size(row->only), (Py_ssize_t)row->rests_on_one, (Py_ssize_t)row->freed);
}

/* Takes the stream out of its capsule, so that nobody else can read it, and gives what it has as CSV. */
static cwp_status rota_table(PyObject *capsule, char **out, size_t *length, cwp_error *error) {
  struct ArrowArrayStream taken;
  struct ArrowArrayStream *stream = PyCapsule_GetPointer(capsule, "arrow_array_stream");
  if (stream == NULL || stream->release == NULL) {
    PyErr_Clear();
    return people_fail(error, CWP_ERROR_ARGUMENT, "an Arrow stream that nobody has read is needed");
  }
  taken = *stream;
  stream->release = NULL;
  return cells_csv(&taken, out, length, error);
}
%}
CWP_ROW(cwp_rota_rule)
CWP_ROW(cwp_shift)
CWP_ROW(cwp_rota_fix)
CWP_ROW(cwp_rota_demand)
%ignore cwp_rota_issue;
%ignore CWP_NO_INDEX;
%ignore CWP_SHIFT_INIT;
%ignore CWP_MOMENT_NONE;
%ignore CWP_MOMENT_TEXT_SIZE;
%ignore CWP_ROTA_WHY_SIZE;
%ignore cwp_moment_date;
%ignore cwp_moment_minute;
%ignore cwp_rota_why;
%ignore cwp_rota_issue_why;
%ignore cwp_rota_files_fill;

%typemap(in) cwp_moment { if (py_moment_from($input, &$1) != 0) SWIG_fail; }
%typemap(out) cwp_moment { $result = py_moment($1); }
%typemap(pytyping) cwp_moment "int | None"
%typemap(in, numinputs=0) cwp_moment *out (cwp_moment found = CWP_MOMENT_NONE) { $1 = &found; }
%typemap(argout) cwp_moment *out { if (result == CWP_OK) $result = py_also($result, py_moment(*$1)); }
%typemap(in, numinputs=0) cwp_clock *clock (cwp_clock found = CWP_CLOCK_PLAIN) { $1 = &found; }
%typemap(argout) cwp_clock *clock { if (result == CWP_OK) $result = py_also($result, PyLong_FromLong(*$1)); }
%typemap(in, numinputs=0) size_t *out (size_t found = 0) { $1 = &found; }
%typemap(argout) size_t *out { if (result == CWP_OK) $result = py_also($result, PyLong_FromSize_t(*$1)); }
/* A place, or None. */
%typemap(out) size_t cwp_rota_find_person, size_t cwp_rota_find_shift { $result = py_size($1); }
%typemap(pytyping) size_t cwp_rota_find_person, size_t cwp_rota_find_shift "int | None"
%typemap(in) const cwp_policy *policy (cwp_policy given = CWP_POLICY_INIT) {
  $1 = NULL;
  if ($input != Py_None) {
    if (py_policy_from($input, &given) != 0) SWIG_fail;
    $1 = &given;
  }
}
%typemap(pytyping) const cwp_policy *policy "tuple[int, int, int, int] | None"
%typemap(arginit) const cwp_shift *shift { room$argnum.settings = NULL; }
%typemap(in) const cwp_shift *shift (py_shift room) {
  room.shift = (cwp_shift)CWP_SHIFT_INIT;
  if (py_shift_from($input, &room) != 0) SWIG_fail;
  $1 = &room.shift;
}
%typemap(freearg) const cwp_shift *shift { free(room$argnum.settings); }
%typemap(pytyping) const cwp_shift *shift "tuple[typing.Any, ...]"
%typemap(in) (const cwp_portfolio *const *people, size_t count) {
  void *held = NULL;
  if (!SWIG_IsOK(SWIG_ConvertPtr($input, &held, SWIGTYPE_p_people, 0)) || py_is_closed(held)) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "people are needed");
    SWIG_fail;
  }
  $1 = ($1_ltype)((people *)held)->portfolios;
  $2 = ((people *)held)->count;
}
%typemap(pytyping) (const cwp_portfolio *const *people, size_t count) "people"
CWP_INSTEAD(cwp_moment_format)
CWP_INSTEAD(cwp_rota_on_at)
CWP_INSTEAD(cwp_rota_issue_at)
CWP_INSTEAD(cwp_rota_try)
%include "cwp/moment.h"
%include "cwp/rota.h"
%include "cwp/rota_files.h"

PyObject *py_cwp_moment_format(cwp_moment moment);
PyObject *py_cwp_rota_on_at(const cwp_rota *self, size_t shift, size_t index);
PyObject *py_cwp_rota_issue_at(const cwp_rota *self, size_t shift, size_t index);
PyObject *py_cwp_rota_try(const cwp_rota *self, size_t shift, size_t person, cwp_rota_as as);
PyObject *rota_effects(const cwp_rota *self, const cwp_rota_rules *rules, size_t shift);
cwp_status rota_table(PyObject *capsule, char **out, size_t *length, cwp_error *error);
%clear size_t *out;
