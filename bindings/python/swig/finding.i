/* cwp/finding.h: what is wrong in files. */

CWP_HANDLE(cwp_findings)
%ignore cwp_finding;
%{
static PyObject *py_cwp_finding(const cwp_finding *row) {
  return Py_BuildValue("(NiNKKNNNN)", py_text(row->id), (int)row->severity, py_text(row->path),
                       (unsigned long long)row->line, (unsigned long long)row->record, py_text(row->column),
                       py_text(row->value), py_text(row->message), py_text(row->upstream));
}

static int py_finding_from(PyObject *row, cwp_finding *out) {
  PyObject *texts[6];
  int severity = 0;
  unsigned long long line = 0, record = 0;
  if (!PyArg_ParseTuple(row, "OiOKKOOOO", &texts[0], &severity, &texts[1], &line, &record, &texts[2], &texts[3],
                        &texts[4], &texts[5])) {
    return -1;
  }
  const char **fields[] = {&out->id, &out->path, &out->column, &out->value, &out->message, &out->upstream};
  for (int i = 0; i < 6; i++) {
    if (py_chars_or_null(texts[i], fields[i]) != 0) return -1;
  }
  out->severity = (cwp_severity)severity;
  out->line = line;
  out->record = record;
  return 0;
}
%}
CWP_ROW(cwp_finding)
%typemap(in) const cwp_finding *finding (cwp_finding given) {
  memset(&given, 0, sizeof given);
  if (py_finding_from($input, &given) != 0) SWIG_fail;
  $1 = &given;
}
%include "cwp/finding.h"
