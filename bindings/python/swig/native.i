/* The module cwp._native: the C library as Python's package over it (src/cwp) uses it. Nobody else should: names and
   shapes here may change with any release. One file a subject; base.i has what they share. */
%module(package="cwp", threads="1") _native

/* Threads go on only in calls that are marked with %thread: for small ones letting go of the lock costs more. */
%nothread;
%nodefaultctor;
%nodefaultdtor;

/* A field of a struct that is passed as a tuple anyway. */
%warnfilter(314) from;

%include "base.i"
%include "pathway.i"
%include "streams.i"
%include "finding.i"
%include "portfolio.i"
%include "assessment.i"
%include "compare.i"
%include "advice.i"
%include "plan.i"
%include "exchange.i"
%include "template.i"
%include "text.i"
%include "courses.i"
%include "review.i"
%include "records.i"
%include "mandatory.i"
%include "matrix.i"
%include "table.i"
%include "people.i"
%include "rota.i"
%include "workforce.i"

/* The functions of the compiled module itself, in place of a Python function around each. */
%pythoncode %{
from ._core import *
%}
