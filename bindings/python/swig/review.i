/* cwp/review.h: an organisation's review of itself. */

CWP_HANDLE(cwp_review)

%{
static PyObject *py_cwp_review_point(const cwp_review_point *row) {
  return Py_BuildValue("(NiN)", py_id(row->point), (int)row->answer, py_text(row->note));
}
%}
CWP_ROW(cwp_review_point)
%include "cwp/review.h"
