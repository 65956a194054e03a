/* cwp/tag.h, cwp/coverage.h: what courses are about, and what a catalogue of them covers. */

CWP_HANDLE(cwp_tags)
CWP_HANDLE(cwp_tagged)
CWP_HANDLE(cwp_reach)
/* Reading and deciding change a catalogue, so they keep the lock: no other thread may look at it meanwhile. */
%thread cwp_tags_make;
%thread cwp_reach_make;

%ignore cwp_course_text;
%ignore CWP_COURSE_TEXT_INIT;
%ignore cwp_tag;
%ignore cwp_tag_options;
%ignore CWP_TAG_OPTIONS_INIT;
%ignore CWP_TAG_WHY_SIZE;
%ignore cwp_tags_count;
%ignore cwp_tags_at;
%ignore cwp_tags_why_count;
%ignore cwp_tags_why;
%ignore cwp_reach_options;
%ignore CWP_REACH_OPTIONS_INIT;
%ignore cwp_reach_cell;

%{
static PyObject *py_cwp_tagged_course(const cwp_tagged_course *row) {
  const cwp_course_text *text = &row->text;
  return Py_BuildValue("(NNNNNNNNKK)", py_text(row->id), py_text(text->title), py_text(text->description),
                       py_text(text->category), py_text(text->keywords), py_text(text->level), py_text(text->audience),
                       py_text(text->type), (unsigned long long)row->line, (unsigned long long)row->record);
}

static PyObject *py_tag_reasons(const cwp_tags *self, cwp_tag_kind kind, size_t index) {
  char text[CWP_TAG_WHY_SIZE];
  const size_t count = cwp_tags_why_count(self, kind, index);
  PyObject *tuple = PyTuple_New((Py_ssize_t)count);
  for (size_t reason = 0; tuple != NULL && reason < count; reason++) {
    cwp_tags_why(self, kind, index, reason, text, sizeof text);
    PyObject *item = PyUnicode_DecodeUTF8(text, (Py_ssize_t)strlen(text), "replace");
    if (item == NULL || PyTuple_SetItem(tuple, (Py_ssize_t)reason, item) != 0) {
      Py_DECREF(tuple);
      return NULL;
    }
  }
  return tuple;
}

static PyObject *py_tag(const cwp_tags *self, cwp_tag_kind kind, size_t index) {
  const cwp_tag *row = cwp_tags_at(self, kind, index);
  return Py_BuildValue("(iNNNddiN)", (int)kind, py_id(row->record), py_text(row->code), py_text(row->title), row->score,
                       row->strength, (int)row->decision, py_tag_reasons(self, kind, index));
}

/* All tags of a course, copied: a decision may do away with those that a catalogue has. */
static PyObject *tags_rows(const cwp_tags *self) {
  PyObject *list = PyList_New(0);
  for (int kind = 0; kind < (int)CWP_TAG_KIND_END; kind++) {
    const size_t count = cwp_tags_count(self, (cwp_tag_kind)kind);
    for (size_t index = 0; list != NULL && index < count; index++) {
      PyObject *item = py_tag(self, (cwp_tag_kind)kind, index);
      if (item == NULL || PyList_Append(list, item) != 0) {
        Py_DECREF(list);
        list = NULL;
      }
      Py_XDECREF(item);
    }
  }
  return list;
}

/* (abstained, rows) of the course at `index`, which must be there. */
static PyObject *py_cwp_tagged_tags(const cwp_tagged *self, size_t index) {
  const cwp_tags *tags = cwp_tagged_tags(self, index);
  return Py_BuildValue("(NN)", PyBool_FromLong(cwp_tags_abstained(tags)), tags_rows(tags));
}

static PyObject *py_cwp_reach_totals(const cwp_reach_totals *row) {
  return Py_BuildValue("(nnnnnnn)", (Py_ssize_t)row->courses, (Py_ssize_t)row->untagged, (Py_ssize_t)row->decided,
                       (Py_ssize_t)row->groups, (Py_ssize_t)row->groups_covered, (Py_ssize_t)row->statements,
                       (Py_ssize_t)row->statements_covered);
}

static PyObject *py_cwp_reach_group(const cwp_reach_group *row) {
  return Py_BuildValue("(Nnnnnn)", py_id(row->group), (Py_ssize_t)row->courses, (Py_ssize_t)row->decided,
                       (Py_ssize_t)row->statements, (Py_ssize_t)row->statements_covered, (Py_ssize_t)row->asked_by);
}

static PyObject *py_cwp_reach_twins(const cwp_reach_twins *row) {
  return Py_BuildValue("(NN)", py_sizes(row->courses, row->count), PyBool_FromLong(row->same_title));
}

static PyObject *py_cwp_reach_gain(const cwp_reach_gain *row) {
  return Py_BuildValue("(Nnn)", py_id(row->group), (Py_ssize_t)row->statements, (Py_ssize_t)row->asked_by);
}
%}
CWP_ROW(cwp_tagged_course)
CWP_ROW(cwp_reach_totals)
CWP_ROW(cwp_reach_group)
CWP_ROW(cwp_reach_twins)
CWP_ROW(cwp_reach_gain)

/* Seven texts, as the fields of the struct: title, description, category, keywords, level, audience, type. */
%typemap(in) const cwp_course_text *course (cwp_course_text given = CWP_COURSE_TEXT_INIT) {
  const char **const fields[] = {&given.title, &given.description, &given.category, &given.keywords,
                                 &given.level, &given.audience,    &given.type};
  for (Py_ssize_t i = 0; i < (Py_ssize_t)(sizeof fields / sizeof *fields); i++) {
    PyObject *item = PyTuple_GetItem($input, i);
    if (item == NULL || (*fields[i] = py_chars(item)) == NULL) SWIG_fail;
  }
  $1 = &given;
}
%typemap(pytyping) const cwp_course_text *course "tuple[str, ...]"
/* (least, sure, most, known). */
%typemap(in) const cwp_tag_options *options (cwp_tag_options given = CWP_TAG_OPTIONS_INIT) {
  Py_ssize_t most = 0;
  if (!PyArg_ParseTuple($input, "ddnp", &given.least, &given.sure, &most, &given.known)) SWIG_fail;
  given.most = (size_t)most;
  $1 = &given;
}
%typemap(pytyping) const cwp_tag_options *options "tuple[float, float, int, bool]"
%typemap(in) const cwp_reach_options *options (cwp_reach_options given = CWP_REACH_OPTIONS_INIT) {
  if (!PyArg_ParseTuple($input, "dd", &given.least, &given.least_statement)) SWIG_fail;
  $1 = &given;
}
%typemap(pytyping) const cwp_reach_options *options "tuple[float, float]"
%typemap(out) cwp_reach_cell {
  $result = Py_BuildValue("(Nnn)", PyBool_FromLong($1.asked), (Py_ssize_t)$1.courses, (Py_ssize_t)$1.for_role);
  if ($result == NULL) SWIG_fail;
}
%typemap(pytyping) cwp_reach_cell "tuple[bool, int, int]"
CWP_INSTEAD(cwp_tagged_tags)
%include "cwp/tag.h"
%include "cwp/coverage.h"

PyObject *tags_rows(const cwp_tags *self);
PyObject *py_cwp_tagged_tags(const cwp_tagged *self, size_t index);
