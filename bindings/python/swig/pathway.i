/* cwp/pathway.h, cwp/search.h, cwp/crosswalk.h, cwp/wording.h: editions and their records. */

CWP_HANDLE(cwp_pathway)
CWP_HANDLE(cwp_index)

%thread cwp_pathway_read;
%thread cwp_pathway_parse;
%thread cwp_pathway_lay_wording;
%thread cwp_pathway_read_wording;

%ignore cwp_link;
%ignore cwp_cover;
%ignore cwp_requirement;
%ignore cwp_search_options;
%ignore cwp_hit;
%ignore cwp_span;
CWP_INSTEAD(cwp_index_search)
CWP_INSTEAD(cwp_index_marks)
%thread cwp_index_make;
%ignore cwp_counterpart;
%ignore CWP_SEARCH_OPTIONS_INIT;

%{
static PyObject *py_requirement(const cwp_requirement *row) {
  return Py_BuildValue("(NNii)", py_id(row->line), py_id(row->role), (int)row->kind, (int)row->stated_kind);
}

static PyObject *py_link(const cwp_link *row) {
  return Py_BuildValue("(iNNiiNN)", (int)row->relation, py_id(row->to), py_id(row->about), (int)row->extent,
                       (int)row->status, py_id(row->source), py_text(row->text));
}

static PyObject *py_hit(const cwp_hit *row) { return Py_BuildValue("(Nd)", py_id(row->record), row->score); }
%}

%typemap(in, numinputs=0) cwp_link *link (cwp_link found) { $1 = &found; }
%typemap(argout) cwp_link *link { if (result == CWP_OK) $result = py_also($result, py_link($1)); }
%typemap(out) cwp_cover { $result = Py_BuildValue("(NNi)", py_id($1.target), py_id($1.map), (int)$1.extent); }
%typemap(pytyping) cwp_cover "tuple[int | None, int | None, int]"

CWP_INSTEAD(cwp_pathway_suggest)
CWP_INSTEAD(cwp_role_requirements)
CWP_INSTEAD(cwp_record_counterparts)
%include "cwp/pathway.h"

%{
static PyObject *py_cwp_pathway_suggest(const cwp_pathway *self, const char *code, int most) {
  cwp_id found[16];
  const size_t room = most < 0 ? 0 : most > 16 ? 16 : (size_t)most;
  const size_t count = cwp_pathway_suggest(self, code, found, room);
  PyObject *list = PyList_New((Py_ssize_t)count);
  PY_ROWS(list, count, py_id(found[i_]))
  return list;
}

/* Settings that become ids for a call, and what comes of it. */
static PyObject *py_cwp_role_requirements(const cwp_pathway *pathway, cwp_id role, PyObject *settings) {
  size_t setting_count = 0, count = 0;
  cwp_id *ids = py_ids_from(settings, &setting_count);
  if (ids == NULL) return NULL;
  cwp_error error;
  cwp_requirement *rows = NULL;
  PyObject *list = NULL;
  if (cwp_role_requirements(pathway, role, ids, setting_count, NULL, 0, &count, &error) != CWP_OK) {
    py_raise(&error);
  } else if ((rows = py_room(count, sizeof *rows)) != NULL) {
    if (cwp_role_requirements(pathway, role, ids, setting_count, rows, count, &count, &error) != CWP_OK) {
      py_raise(&error);
    } else {
      list = PyList_New((Py_ssize_t)count);
      PY_ROWS(list, count, py_requirement(&rows[i_]))
    }
  }
  free(rows);
  free(ids);
  return list;
}

/* All hits, best first. */
static PyObject *py_cwp_index_search(const cwp_index *self, const char *query, int kind, cwp_id role, size_t most) {
  cwp_search_options options = CWP_SEARCH_OPTIONS_INIT;
  options.kind = (cwp_kind)kind;
  options.role = role;
  size_t count = 0;
  const size_t all = cwp_pathway_count(cwp_index_pathway(self), CWP_KIND_END);
  const size_t room = most < all ? most : all;
  cwp_hit *hits = py_room(room, sizeof *hits);
  if (hits == NULL) return NULL;
  cwp_error error;
  PyObject *list = NULL;
  if (cwp_index_search(self, query, &options, hits, room, &count, &error) != CWP_OK) {
    py_raise(&error);
  } else {
    list = PyList_New((Py_ssize_t)count);
    PY_ROWS(list, count, py_hit(&hits[i_]))
  }
  free(hits);
  return list;
}

/* (start, length) in bytes. */
static PyObject *py_cwp_index_marks(const cwp_index *self, const char *query, const char *text) {
  const size_t count = cwp_index_marks(self, query, text, NULL, 0);
  cwp_span *spans = py_room(count, sizeof *spans);
  if (spans == NULL) return NULL;
  cwp_index_marks(self, query, text, spans, count);
  PyObject *list = PyList_New((Py_ssize_t)count);
  PY_ROWS(list, count, Py_BuildValue("(nn)", (Py_ssize_t)spans[i_].start, (Py_ssize_t)spans[i_].length))
  free(spans);
  return list;
}

/* The crosswalk's edition is one of the two or a built-in one: its place among the built-in ones, or -1 for `pathway`,
   -2 for `other`, None where the code is the same. */
static PyObject *py_edition_place(const cwp_pathway *edition, const cwp_pathway *pathway, const cwp_pathway *other) {
  if (edition == NULL) return py_none();
  if (edition == pathway) return PyLong_FromLong(-1);
  if (edition == other) return PyLong_FromLong(-2);
  for (size_t i = 0; i < cwp_edition_count(); i++) {
    if (cwp_edition_at(i) == edition) return PyLong_FromSize_t(i);
  }
  return py_none();
}

static PyObject *py_cwp_record_counterparts(const cwp_pathway *pathway, cwp_id id, const cwp_pathway *other) {
  cwp_error error;
  size_t count = 0;
  PyObject *list = NULL;
  if (cwp_record_counterparts(pathway, id, other, NULL, 0, &count, &error) != CWP_OK) {
    py_raise(&error);
    return NULL;
  }
  cwp_counterpart *rows = py_room(count, sizeof *rows);
  if (rows == NULL) return NULL;
  if (cwp_record_counterparts(pathway, id, other, rows, count, &count, &error) != CWP_OK) {
    py_raise(&error);
  } else {
    list = PyList_New((Py_ssize_t)count);
    PY_ROWS(list, count, Py_BuildValue("(NiNN)", py_id(rows[i_].record), (int)rows[i_].relation,
                                       py_id(rows[i_].crosswalk), py_edition_place(rows[i_].told_by, pathway, other)))
  }
  free(rows);
  return list;
}
%}
PyObject *py_cwp_pathway_suggest(const cwp_pathway *self, const char *code, int most);
PyObject *py_cwp_role_requirements(const cwp_pathway *pathway, cwp_id role, PyObject *settings);
PyObject *py_cwp_index_search(const cwp_index *self, const char *query, int kind, cwp_id role, size_t most);
PyObject *py_cwp_index_marks(const cwp_index *self, const char *query, const char *text);
PyObject *py_cwp_record_counterparts(const cwp_pathway *pathway, cwp_id id, const cwp_pathway *other);

%include "cwp/search.h"
%include "cwp/crosswalk.h"
%include "cwp/wording.h"
