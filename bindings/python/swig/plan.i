/* cwp/plan.h: catalogues, learning plans, team plans. */

CWP_HANDLE(cwp_catalogue)
CWP_HANDLE(cwp_catalogue_builder)
CWP_HANDLE(cwp_plan)
CWP_HANDLE(cwp_team_plan)

%thread cwp_catalogue_read;
%thread cwp_catalogue_parse;
%thread cwp_plan_make;

%{
/* Days as a tuple. */
static PyObject *py_dates(const cwp_date *dates, size_t count) {
  PyObject *list = PyList_New((Py_ssize_t)(dates == NULL ? 0 : count));
  PY_ROWS(list, dates == NULL ? 0 : count, py_date(dates[i_]))
  return list;
}

static PyObject *py_ids(const cwp_id *ids, size_t count) {
  PyObject *list = PyList_New((Py_ssize_t)count);
  PY_ROWS(list, count, py_id(ids[i_]))
  return list;
}

static PyObject *py_covers(const cwp_course *course) {
  PyObject *list = PyList_New((Py_ssize_t)course->cover_count);
  PY_ROWS(list, course->cover_count,
          Py_BuildValue("(Ni)", py_text(course->covers[i_].to), (int)course->covers[i_].extent))
  return list;
}

static PyObject *py_after(const cwp_course *course) {
  PyObject *list = PyList_New((Py_ssize_t)course->after_count);
  PY_ROWS(list, course->after_count, py_text(course->after[i_]))
  return list;
}

static PyObject *py_cwp_course(const cwp_course *row) {
  return Py_BuildValue("(NNNNNNiiLLiNNiNiN)", py_text(row->code), py_text(row->title), py_text(row->provider),
                       py_text(row->mode), py_text(row->learning), py_covers(row), (int)row->kind,
                       (int)row->centihours, (long long)row->cost, (long long)row->reimbursement, (int)row->funding,
                       py_dates(row->starts, row->start_count), py_dates(row->ends, row->start_count),
                       row->duration_days, py_date(row->last_start), row->places, py_after(row));
}

/* A course with the room that it points to. */
typedef struct py_course {
  cwp_course course;
  cwp_course_cover *covers;
  cwp_date *starts, *ends;
  const char **after;
} py_course;

static void py_course_free(py_course *course) {
  free(course->covers);
  free(course->starts);
  free(course->ends);
  free(course->after);
}

/* The days of a list, to be freed; NULL with an exception. */
static cwp_date *py_dates_from(PyObject *list, size_t *count) {
  const Py_ssize_t length = PyList_Size(list);
  if (length < 0) return NULL;
  cwp_date *dates = py_room((size_t)length, sizeof *dates);
  for (Py_ssize_t i = 0; dates != NULL && i < length; i++) {
    if (py_date_from(PyList_GetItem(list, i), &dates[i]) != 0) {
      free(dates);
      return NULL;
    }
  }
  *count = (size_t)length;
  return dates;
}

static int py_covers_from(PyObject *list, py_course *out) {
  const Py_ssize_t length = PyList_Size(list);
  if (length < 0 || (out->covers = py_room((size_t)length, sizeof *out->covers)) == NULL) return -1;
  for (Py_ssize_t i = 0; i < length; i++) {
    PyObject *to = NULL;
    int extent = 0;
    if (!PyArg_ParseTuple(PyList_GetItem(list, i), "Oi", &to, &extent)) return -1;
    if ((out->covers[i].to = py_chars(to)) == NULL) return -1;
    out->covers[i].extent = (cwp_extent)extent;
  }
  out->course.covers = out->covers;
  out->course.cover_count = (size_t)length;
  return 0;
}

static int py_after_from(PyObject *list, py_course *out) {
  const Py_ssize_t length = PyList_Size(list);
  if (length < 0 || (out->after = py_room((size_t)length, sizeof *out->after)) == NULL) return -1;
  for (Py_ssize_t i = 0; i < length; i++) {
    if ((out->after[i] = py_chars(PyList_GetItem(list, i))) == NULL) return -1;
  }
  out->course.after = out->after;
  out->course.after_count = (size_t)length;
  return 0;
}

static int py_starts_from(PyObject *starts, PyObject *ends, py_course *out) {
  size_t count = 0;
  if ((out->starts = py_dates_from(starts, &out->course.start_count)) == NULL) return -1;
  out->course.starts = out->starts;
  if (PyList_Size(ends) == 0) return 0;
  if ((out->ends = py_dates_from(ends, &count)) == NULL) return -1;
  if (count != out->course.start_count) {
    PyErr_SetString(PyExc_ValueError, "a course must have as many ends as starts, or none");
    return -1;
  }
  out->course.ends = out->ends;
  return 0;
}

/* A row as py_cwp_course gives. The room is to be freed with py_course_free, whatever comes of it. */
static int py_course_from(PyObject *row, py_course *out) {
  PyObject *texts[5], *covers = NULL, *starts = NULL, *ends = NULL, *last = NULL, *after = NULL;
  int kind = 0, centihours = 0, funding = 0;
  long long cost = 0, reimbursement = 0;
  cwp_course *course = &out->course;
  if (!PyArg_ParseTuple(row, "OOOOOO!iiLLiO!O!iOiO!", &texts[0], &texts[1], &texts[2], &texts[3], &texts[4],
                        &PyList_Type, &covers, &kind, &centihours, &cost, &reimbursement, &funding, &PyList_Type,
                        &starts, &PyList_Type, &ends, &course->duration_days, &last, &course->places, &PyList_Type,
                        &after)) {
    return -1;
  }
  const char **fields[] = {&course->code, &course->title, &course->provider, &course->mode, &course->learning};
  for (int i = 0; i < 5; i++) {
    if (py_chars_or_null(texts[i], fields[i]) != 0) return -1;
  }
  course->kind = (cwp_evidence_kind)kind;
  course->centihours = centihours;
  course->cost = cost;
  course->reimbursement = reimbursement;
  course->funding = (cwp_funding)funding;
  if (py_date_from(last, &course->last_start) != 0 || py_covers_from(covers, out) != 0) return -1;
  return py_starts_from(starts, ends, out) != 0 ? -1 : py_after_from(after, out);
}

/* Options with the room that they point to. */
typedef struct py_plan_options {
  cwp_plan_options options;
  cwp_date *claim_days;
} py_plan_options;

static int py_plan_options_from(PyObject *row, py_plan_options *out) {
  PyObject *latest = NULL, *claim_days = NULL, *paid_on = NULL;
  int objective = 0;
  long long cost = 0, net = 0, hours = 0, courses = 0;
  unsigned long long nodes = 0;
  cwp_plan_options *options = &out->options;
  if (!PyArg_ParseTuple(row, "iLLLLOpppO!OK", &objective, &cost, &net, &hours, &courses, &latest,
                        &options->funded_only, &options->renew, &options->repeat, &PyList_Type, &claim_days, &paid_on,
                        &nodes)) {
    return -1;
  }
  options->objective = (cwp_plan_objective)objective;
  options->most_cost = cost;
  options->most_net_cost = net;
  options->most_centihours = hours;
  options->most_courses = courses;
  options->most_nodes = nodes;
  if (py_date_from(latest, &options->latest) != 0 || py_date_from(paid_on, &options->paid_on) != 0) return -1;
  out->claim_days = py_dates_from(claim_days, &options->claim_day_count);
  options->claim_days = out->claim_days;
  return out->claim_days == NULL ? -1 : 0;
}

static PyObject *py_cwp_plan_options(const cwp_plan_options *row) {
  return Py_BuildValue("(iLLLLNNNNnNK)", (int)row->objective, (long long)row->most_cost,
                       (long long)row->most_net_cost, (long long)row->most_centihours, (long long)row->most_courses,
                       py_date(row->latest), PyBool_FromLong(row->funded_only), PyBool_FromLong(row->renew),
                       PyBool_FromLong(row->repeat), (Py_ssize_t)row->claim_day_count, py_date(row->paid_on),
                       (unsigned long long)row->most_nodes);
}

static PyObject *py_cwp_planned_course(const cwp_planned_course *row) {
  return Py_BuildValue("(NNNNLN)", py_cwp_course(row->course), py_date(row->start), py_date(row->end),
                       py_ids(row->covers, row->cover_count), (long long)row->reimbursed, py_size(row->clash));
}

static PyObject *py_cwp_gap(const cwp_gap *row) {
  return Py_BuildValue("(NNiiiiN)", py_id(row->requirement.line), py_id(row->requirement.role),
                       (int)row->requirement.kind, (int)row->requirement.stated_kind, (int)row->standing,
                       (int)row->fate, py_size(row->course));
}

static PyObject *py_cwp_plan_totals(const cwp_plan_totals *row) {
  return Py_BuildValue("(nLnLLnLNNN)", (Py_ssize_t)row->courses, (long long)row->centihours,
                       (Py_ssize_t)row->hours_unknown, (long long)row->cost, (long long)row->net_cost,
                       (Py_ssize_t)row->cost_unknown, (long long)row->reimbursed, PY_KINDS(row->gaps),
                       PY_KINDS(row->covered), PY_KINDS(row->under_way));
}

static PyObject *py_cwp_proof(const cwp_proof *row) {
  return Py_BuildValue("(NnnnnLLK)", PyBool_FromLong(row->proved), (Py_ssize_t)row->least_musts_left,
                       (Py_ssize_t)row->least_shoulds_left, (Py_ssize_t)row->musts_left,
                       (Py_ssize_t)row->shoulds_left, (long long)row->value, (long long)row->bound,
                       (unsigned long long)row->nodes);
}

static PyObject *py_cwp_barred_course(const cwp_barred_course *row) {
  return Py_BuildValue("(Ni)", py_cwp_course(row->course), (int)row->bar);
}

static PyObject *py_cwp_claim(const cwp_claim *row) {
  return Py_BuildValue("(niiLNNNi)", (Py_ssize_t)row->course, row->part, row->percent, (long long)row->amount,
                       py_date(row->from), py_date(row->until), py_date(row->on), (int)row->state);
}

static PyObject *py_cwp_team_run(const cwp_team_run *row) {
  return Py_BuildValue("(NNNiN)", py_cwp_course(row->course), py_date(row->start), py_date(row->end), row->places,
                       py_sizes(row->people, row->people_count));
}
%}
CWP_ROW(cwp_course)
CWP_ROW(cwp_plan_options)
CWP_ROW(cwp_planned_course)
CWP_ROW(cwp_gap)
CWP_ROW(cwp_plan_totals)
CWP_ROW(cwp_proof)
CWP_ROW(cwp_barred_course)
CWP_ROW(cwp_claim)
CWP_ROW(cwp_team_run)
%ignore cwp_course_cover;
%ignore cwp_learner;
%ignore CWP_COURSE_INIT;
%ignore CWP_PLAN_OPTIONS_INIT;

%typemap(arginit) const cwp_course *course { memset(&given$argnum, 0, sizeof given$argnum); }
%typemap(in) const cwp_course *course (py_course given) {
  given.course = (cwp_course)CWP_COURSE_INIT;
  if (py_course_from($input, &given) != 0) SWIG_fail;
  $1 = &given.course;
}
%typemap(freearg) const cwp_course *course { py_course_free(&given$argnum); }
%typemap(pytyping) const cwp_course *course "tuple[typing.Any, ...]"
%typemap(arginit) const cwp_plan_options *options { given$argnum.claim_days = NULL; }
%typemap(in) const cwp_plan_options *options (py_plan_options given) {
  given.options = (cwp_plan_options)CWP_PLAN_OPTIONS_INIT;
  if (py_plan_options_from($input, &given) != 0) SWIG_fail;
  $1 = &given.options;
}
%typemap(freearg) const cwp_plan_options *options { free(given$argnum.claim_days); }
%typemap(pytyping) const cwp_plan_options *options "tuple[typing.Any, ...]"

/* Learners: a list of (portfolio, role). The list keeps the portfolios for the time of the call. */
%typemap(in) (const cwp_learner *learners, size_t count) (cwp_learner *room = NULL) {
  const Py_ssize_t length = PyList_Size($input);
  if (length < 0 || (room = py_room((size_t)length, sizeof *room)) == NULL) SWIG_fail;
  for (Py_ssize_t i = 0; i < length; i++) {
    PyObject *handle = NULL, *role = NULL;
    void *portfolio = NULL;
    if (!PyArg_ParseTuple(PyList_GetItem($input, i), "OO", &handle, &role)) SWIG_fail;
    if (!SWIG_IsOK(SWIG_ConvertPtr(handle, &portfolio, $descriptor(cwp_portfolio *), 0))) {
      SWIG_exception_fail(SWIG_TypeError, "a portfolio is needed");
    }
    if (py_is_closed(portfolio) || py_id_from(role, &room[i].role) != 0) SWIG_fail;
    room[i].portfolio = portfolio;
  }
  $1 = room;
  $2 = (size_t)length;
}
%typemap(freearg) (const cwp_learner *learners, size_t count) { free(room$argnum); }
%typemap(pytyping) (const cwp_learner *learners, size_t count) "list[tuple[cwp_portfolio, int | None]]"
%thread cwp_team_plan_make;

%include "cwp/plan.h"
