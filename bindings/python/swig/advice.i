/* cwp/next.h, cwp/conversation.h: next steps, routes, and what to talk about. */

CWP_HANDLE(cwp_next)
CWP_HANDLE(cwp_routes)
CWP_HANDLE(cwp_conversation)

%thread cwp_next_make;
%thread cwp_route_find;
%thread cwp_conversation_make;

%{
#define PY_KINDS(numbers) py_sizes((numbers), CWP_REQUIREMENT_KIND_END)

static PyObject *py_cwp_step(const cwp_step *row) {
  return Py_BuildValue("(iNNNNiNiNNNnnNNN)", (int)row->kind, py_id(row->target), py_id(row->move), py_text(row->basis),
                       py_text(row->note), (int)row->status, py_id(row->source), (int)row->coverage,
                       py_text(row->coverage_note), py_all_counts(row->counts), PY_KINDS(row->remaining),
                       (Py_ssize_t)row->carried, (Py_ssize_t)row->added, PY_KINDS(row->added_remaining),
                       PyBool_FromLong(row->ready), PyBool_FromLong(row->taken));
}

static PyObject *py_cwp_step_line(const cwp_step_line *row) {
  return Py_BuildValue("(NnNN)", py_cwp_judgement(row->judgement), (Py_ssize_t)row->index,
                       PyBool_FromLong(row->carried), PyBool_FromLong(row->added));
}

static PyObject *py_cwp_route(const cwp_route *row) {
  return Py_BuildValue("(nNn)", (Py_ssize_t)row->step_count, PY_KINDS(row->remaining), (Py_ssize_t)row->untold);
}

static PyObject *py_cwp_route_step(const cwp_route_step *row) {
  return Py_BuildValue("(NiNNiNNNn)", py_id(row->move), (int)row->kind, py_id(row->from), py_id(row->target),
                       (int)row->coverage, py_text(row->coverage_note), PY_KINDS(row->remaining), PY_KINDS(row->adds),
                       (Py_ssize_t)row->carried);
}

static PyObject *py_cwp_talk_point(const cwp_talk_point *row) {
  return Py_BuildValue("(iINNNNN)", (int)row->section, row->depth, py_id(row->record), py_size(row->evidence),
                       py_date(row->date), py_text(row->text), py_text(row->why));
}
%}
CWP_ROW(cwp_step)
CWP_ROW(cwp_step_line)
CWP_ROW(cwp_route)
CWP_ROW(cwp_route_step)
CWP_ROW(cwp_talk_point)
%ignore cwp_next_options;
%ignore CWP_NEXT_OPTIONS_INIT;
%ignore cwp_route_options;
%ignore CWP_ROUTE_OPTIONS_INIT;
%ignore cwp_conversation_options;
%ignore CWP_CONVERSATION_OPTIONS_INIT;

%typemap(in) const cwp_next_options *options (cwp_next_options given = CWP_NEXT_OPTIONS_INIT) {
  given.all = PyObject_IsTrue($input);
  if (given.all < 0) SWIG_fail;
  $1 = &given;
}
%typemap(pytyping) const cwp_next_options *options "bool"
%typemap(in) const cwp_route_options *options (cwp_route_options given = CWP_ROUTE_OPTIONS_INIT) {
  Py_ssize_t routes = 0, moves = 0;
  if (!PyArg_ParseTuple($input, "nn", &routes, &moves)) SWIG_fail;
  given.most_routes = (size_t)routes;
  given.most_moves = (size_t)moves;
  $1 = &given;
}
%typemap(pytyping) const cwp_route_options *options "tuple[int, int]"
%typemap(in) const cwp_conversation_options *options (cwp_conversation_options given = CWP_CONVERSATION_OPTIONS_INIT) {
  Py_ssize_t steps = 0, first = 0;
  if (!PyArg_ParseTuple($input, "nn", &steps, &first)) SWIG_fail;
  given.most_steps = (size_t)steps;
  given.most_first = (size_t)first;
  $1 = &given;
}
%typemap(pytyping) const cwp_conversation_options *options "tuple[int, int]"

%include "cwp/next.h"
%include "cwp/conversation.h"
