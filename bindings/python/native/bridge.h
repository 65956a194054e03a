#ifndef CWP_PYTHON_BRIDGE_H
#define CWP_PYTHON_BRIDGE_H

/* Between Arrow streams and Python: streams out of Python's iterators, answers that keep what they are computed from,
   and callbacks with their exceptions. Streams are read without the interpreter's lock, on any thread; whatever here
   touches Python takes it for that long. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <cwp/arrow.h>

#include <stdint.h>

/* What is called back during a piece of work, and the exception with which that ended, for whoever asked for the work.
   It lives in a capsule, which everybody who uses it holds. */
typedef struct calls calls;

/* A capsule for a callable progress(rows), or for None, which still lets Ctrl-C end the work. */
PyObject *calls_new(PyObject *progress);

/* What is in the capsule; NULL with an exception. */
calls *calls_of(PyObject *capsule);

/* For cwp_workforce_options: without the lock, from any thread. `context` is a calls. */
int calls_progress(void *context, uint64_t rows);

/* Raises what was left, if anything. With the lock. 1 if there was something. */
int calls_raise(calls *self);

/* Takes the stream out of its capsule, so that nobody else can read it. 0, or -1 with an exception. */
int bridge_take(PyObject *capsule, struct ArrowArrayStream *out);

/* The batches of all streams that an iterator gives, in capsules; all must have the first one's columns. The iterator
   is moved on as the stream is read. An exception goes to `holder`, a capsule of calls, and its text into the stream's
   last error. 0, or -1 with an exception. */
int bridge_chain(PyObject *iterator, PyObject *holder, struct ArrowArrayStream *out);

/* An answer with an `owner` that lives as long. It lets go of the lock while it computes, whoever reads it. An
   exception of a callback becomes its last error. Takes `inner` over, whatever comes of it. 0, or -1 with an exception.
 */
int bridge_answer(struct ArrowArrayStream *inner, PyObject *owner, PyObject *holder, struct ArrowArrayStream *out);

/* Raises the exception that ended the reading of such a stream, if one did. With the lock. 1 if so. */
int bridge_raise(struct ArrowArrayStream *stream);

#endif
