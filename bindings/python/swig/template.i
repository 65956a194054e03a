/* cwp/template.h: forms for self-assessment. */

%ignore cwp_template_options;
%ignore CWP_TEMPLATE_OPTIONS_INIT;
%ignore cwp_template_reading;
%ignore CWP_TEMPLATE_READING_INIT;
%ignore cwp_template_counts;

%thread cwp_template_read;
%thread cwp_template_read_file;

%typemap(in) const cwp_template_options *options (cwp_template_options given = CWP_TEMPLATE_OPTIONS_INIT) {
  int format = 0;
  if (!PyArg_ParseTuple($input, "ip", &format, &given.own_only)) SWIG_fail;
  given.format = (cwp_template_format)format;
  $1 = &given;
}
%typemap(pytyping) const cwp_template_options *options "tuple[int, bool]"
%typemap(in) const cwp_template_reading *how (cwp_template_reading given = CWP_TEMPLATE_READING_INIT) {
  if (py_date_from($input, &given.on) != 0) SWIG_fail;
  $1 = &given;
}
%typemap(pytyping) const cwp_template_reading *how "int | None"
%typemap(in, numinputs=0) cwp_template_counts *counts (cwp_template_counts found) {
  memset(&found, 0, sizeof found);
  $1 = &found;
}
%typemap(argout) cwp_template_counts *counts {
  if (result == CWP_OK) {
    $result = py_also($result, Py_BuildValue("(nnnnnn)", (Py_ssize_t)$1->rows, (Py_ssize_t)$1->yes,
                                             (Py_ssize_t)$1->partly, (Py_ssize_t)$1->not_yet, (Py_ssize_t)$1->blank,
                                             (Py_ssize_t)$1->refused));
  }
}
%include "cwp/template.h"
