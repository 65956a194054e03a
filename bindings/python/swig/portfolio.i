/* cwp/portfolio.h, cwp/team.h, cwp/carry.h: people and their evidence. */

CWP_HANDLE(cwp_portfolio)
CWP_HANDLE(cwp_portfolio_builder)
CWP_HANDLE(cwp_team)
CWP_HANDLE(cwp_carry)

%thread cwp_portfolio_read;
%thread cwp_portfolio_parse;
%thread cwp_portfolio_write;
%thread cwp_portfolio_merge;
%thread cwp_portfolio_carry;

%{
static PyObject *py_cwp_person(const cwp_person *row) {
  return Py_BuildValue("(NNNNiNNN)", py_text(row->id), py_text(row->site), py_text(row->job_title), py_text(row->role),
                       (int)row->role_basis, py_text(row->role_reason), py_text(row->role_other),
                       py_date(row->started));
}

static int py_person_from(PyObject *row, cwp_person *out) {
  PyObject *texts[6], *started = NULL;
  int basis = 0;
  if (!PyArg_ParseTuple(row, "OOOOiOOO", &texts[0], &texts[1], &texts[2], &texts[3], &basis, &texts[4], &texts[5],
                        &started)) {
    return -1;
  }
  const char **fields[] = {&out->id, &out->site, &out->job_title, &out->role, &out->role_reason, &out->role_other};
  for (int i = 0; i < 6; i++) {
    if (py_chars_or_null(texts[i], fields[i]) != 0) return -1;
  }
  out->role_basis = (cwp_role_basis)basis;
  return py_date_from(started, &out->started);
}

static PyObject *py_cwp_evidence(const cwp_evidence *row) {
  return Py_BuildValue("(NiiNNNNNNiN)", py_text(row->about), (int)row->kind, (int)row->result, py_date(row->from),
                       py_date(row->until), py_text(row->assessor), py_text(row->title), py_text(row->origin),
                       py_text(row->note), (int)row->extent, py_text(row->carried_from));
}

static int py_evidence_from(PyObject *row, cwp_evidence *out) {
  PyObject *texts[6], *from = NULL, *until = NULL;
  int kind = 0, result = 0, extent = 0;
  if (!PyArg_ParseTuple(row, "OiiOOOOOOiO", &texts[0], &kind, &result, &from, &until, &texts[1], &texts[2], &texts[3],
                        &texts[4], &extent, &texts[5])) {
    return -1;
  }
  const char **fields[] = {&out->about, &out->assessor, &out->title, &out->origin, &out->note, &out->carried_from};
  for (int i = 0; i < 6; i++) {
    if (py_chars_or_null(texts[i], fields[i]) != 0) return -1;
  }
  out->kind = (cwp_evidence_kind)kind;
  out->result = (cwp_result)result;
  out->extent = (cwp_extent)extent;
  return py_date_from(from, &out->from) != 0 ? -1 : py_date_from(until, &out->until);
}

static PyObject *py_cwp_carried(const cwp_carried *row) {
  return Py_BuildValue("(nniNNiNNN)", (Py_ssize_t)row->evidence, (Py_ssize_t)row->becomes, (int)row->outcome,
                       py_text(row->was), py_text(row->about), (int)row->relation, py_id(row->crosswalk),
                       py_text(row->told_by == NULL ? NULL : cwp_record_code(row->told_by, 0)), py_text(row->why));
}
%}
CWP_ROW(cwp_person)
CWP_ROW(cwp_evidence)
CWP_ROW(cwp_carried)
%ignore CWP_PERSON_INIT;
%ignore CWP_EVIDENCE_INIT;
%ignore cwp_print_options;
%ignore CWP_PRINT_OPTIONS_INIT;

%typemap(in) const cwp_person *person (cwp_person given = CWP_PERSON_INIT) {
  if (py_person_from($input, &given) != 0) SWIG_fail;
  $1 = &given;
}
%typemap(pytyping) const cwp_person *person "tuple[typing.Any, ...]"
%typemap(in) const cwp_evidence *evidence (cwp_evidence given = CWP_EVIDENCE_INIT) {
  if (py_evidence_from($input, &given) != 0) SWIG_fail;
  $1 = &given;
}
%typemap(pytyping) const cwp_evidence *evidence "tuple[typing.Any, ...]"
/* Four flags, in the order of the struct. */
%typemap(in) const cwp_print_options *options (cwp_print_options given = CWP_PRINT_OPTIONS_INIT) {
  if (!PyArg_ParseTuple($input, "pppp", &given.without_notes, &given.without_assessors, &given.without_origins,
                        &given.without_unknown)) {
    SWIG_fail;
  }
  $1 = &given;
}
%typemap(pytyping) const cwp_print_options *options "tuple[bool, bool, bool, bool]"
%typemap(in, numinputs=0) cwp_carry **report (cwp_carry *made = NULL) { $1 = &made; }
%typemap(argout) cwp_carry **report {
  if (result == CWP_OK) {
    $result = py_also($result, SWIG_NewPointerObj(made$argnum, $*1_descriptor, SWIG_POINTER_OWN));
  }
}

%include "cwp/portfolio.h"
%include "cwp/team.h"
%include "cwp/carry.h"
