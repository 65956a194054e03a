/* cwp/workforce.h: everybody at once, as Arrow tables. Streams travel in capsules; native/bridge.h. */

%{
#include <cwp/workforce.h>
%}
CWP_HANDLE(cwp_workforce)
%ignore cwp_workforce_options;
%ignore cwp_workforce_question;
%ignore cwp_workforce_part;
%ignore cwp_workforce_chain;
%ignore CWP_WORKFORCE_OPTIONS_INIT;
%ignore CWP_WORKFORCE_QUESTION_INIT;
CWP_INSTEAD(cwp_workforce_make)
CWP_INSTEAD(cwp_workforce_ask)
CWP_INSTEAD(cwp_workforce_stream)
CWP_INSTEAD(cwp_workforce_findings)

%{
#include "bridge.h"
#include "kept.h"

/* A question with the room that it points to; texts are borrowed from the tuple. */
typedef struct py_workforce_question {
  cwp_workforce_question question;
  cwp_policy policy;
  cwp_date *on;
  cwp_id *settings;
  const char **by;
} py_workforce_question;

static void py_free_asked(py_workforce_question *asked) {
  free(asked->on);
  free(asked->settings);
  free(asked->by);
}

static int py_days_from(PyObject *sequence, py_workforce_question *out) {
  const Py_ssize_t count = PyTuple_Size(sequence);
  out->on = count < 0 ? NULL : py_room((size_t)count, sizeof *out->on);
  for (Py_ssize_t i = 0; out->on != NULL && i < count; i++) {
    if (py_date_from(PyTuple_GetItem(sequence, i), &out->on[i]) != 0) return -1;
  }
  out->question.on = out->on;
  out->question.on_count = (size_t)count;
  return out->on == NULL ? -1 : 0;
}

static int py_names_from(PyObject *sequence, const char ***names, size_t *count) {
  const Py_ssize_t length = PyTuple_Size(sequence);
  *names = length < 0 ? NULL : py_room((size_t)length, sizeof **names);
  for (Py_ssize_t i = 0; *names != NULL && i < length; i++) {
    if (py_chars_or_null(PyTuple_GetItem(sequence, i), &(*names)[i]) != 0) return -1;
  }
  *count = (size_t)length;
  return *names == NULL ? -1 : 0;
}

/* (answer, days, settings, policy, by, course, kind, job role, threads, people in a batch) */
static int py_workforce_question_from(PyObject *row, py_workforce_question *out) {
  PyObject *on = NULL, *settings = NULL, *policy = NULL, *by = NULL, *course = NULL, *job_role = NULL;
  int answer = 0, kind = 0;
  unsigned int threads = 0;
  Py_ssize_t batch_rows = 0;
  out->question = (cwp_workforce_question)CWP_WORKFORCE_QUESTION_INIT;
  out->policy = (cwp_policy)CWP_POLICY_INIT;
  if (!PyArg_ParseTuple(row, "iOOOOOiOIn", &answer, &on, &settings, &policy, &by, &course, &kind, &job_role, &threads,
                        &batch_rows)) {
    return -1;
  }
  out->question.answer = (cwp_workforce_answer)answer;
  out->question.kind = (cwp_evidence_kind)kind;
  out->question.threads = threads;
  out->question.batch_rows = (size_t)batch_rows;
  if (py_days_from(on, out) != 0 || py_id_from(course, &out->question.course) != 0) return -1;
  out->settings = py_ids_from(settings, &out->question.setting_count);
  if (out->settings == NULL) return -1;
  out->question.settings = out->settings;
  if (py_names_from(by, &out->by, &out->question.by_count) != 0) return -1;
  out->question.by = out->by;
  if (py_chars_or_null(job_role, &out->question.job_role) != 0) return -1;
  if (policy == Py_None) return 0;
  out->question.policy = &out->policy;
  return py_policy_from(policy, &out->policy);
}

/* Both tables, taken out of their capsules; that of the workers may be None. 0, or -1 with an exception. */
typedef struct py_tables {
  struct ArrowArrayStream workers, evidence;
  struct ArrowArrayStream *workers_or_null;
} py_tables;

static int py_take_tables(PyObject *workers, PyObject *evidence, py_tables *out) {
  memset(out, 0, sizeof *out);
  if (workers != Py_None) {
    if (bridge_take(workers, &out->workers) != 0) return -1;
    out->workers_or_null = &out->workers;
  }
  if (bridge_take(evidence, &out->evidence) == 0) return 0;
  if (out->workers.release != NULL) out->workers.release(&out->workers);
  return -1;
}

static cwp_status py_cwp_workforce_make(const cwp_pathway *pathway, PyObject *workers, PyObject *evidence,
                                        size_t most_groups, PyObject *holder, cwp_workforce **out, cwp_error *error) {
  cwp_workforce_options options = CWP_WORKFORCE_OPTIONS_INIT;
  py_tables tables;
  calls *held = calls_of(holder);
  if (held == NULL || py_take_tables(workers, evidence, &tables) != 0) return CWP_ERROR_ARGUMENT;
  options.progress = calls_progress;
  options.progress_context = held;
  options.most_groups = most_groups;
  PyThreadState *state = PyEval_SaveThread();
  const cwp_status status =
      cwp_workforce_make(pathway, tables.workers_or_null, &tables.evidence, &options, NULL, out, error);
  PyEval_RestoreThread(state);
  if (status != CWP_OK) (void)calls_raise(held);
  return status;
}

/* A capsule with a stream that is the library's; or NULL with an exception. */
static PyObject *py_stream_capsule(struct ArrowArrayStream *inner, PyObject *owner, PyObject *holder) {
  void *memory = NULL;
  PyObject *capsule = py_capsule(sizeof(struct ArrowArrayStream), "arrow_array_stream", py_free_stream, &memory);
  if (capsule == NULL) {
    inner->release(inner);
    return NULL;
  }
  if (bridge_answer(inner, owner, holder, memory) == 0) return capsule;
  Py_DECREF(capsule);
  return NULL;
}

/* Raises what a callback left, or else what the library said. NULL. */
static PyObject *py_failed(calls *held, const cwp_error *error) {
  if (!calls_raise(held)) py_raise(error);
  return NULL;
}

static PyObject *py_cwp_workforce_ask(const cwp_workforce *self, const cwp_workforce_question *question,
                                      PyObject *owner, PyObject *holder) {
  struct ArrowArrayStream answer;
  cwp_error error;
  calls *held = calls_of(holder);
  if (held == NULL) return NULL;
  PyThreadState *state = PyEval_SaveThread();
  const cwp_status status = cwp_workforce_ask(self, question, &answer, &error);
  PyEval_RestoreThread(state);
  return status == CWP_OK ? py_stream_capsule(&answer, owner, holder) : py_failed(held, &error);
}

static PyObject *py_cwp_workforce_findings(const cwp_workforce *self, PyObject *owner, PyObject *holder) {
  struct ArrowArrayStream findings;
  cwp_error error;
  calls *held = calls_of(holder);
  if (held == NULL) return NULL;
  if (cwp_workforce_findings(self, &findings, &error) != CWP_OK) return py_failed(held, &error);
  return py_stream_capsule(&findings, owner, holder);
}

/* (answer, findings) */
static PyObject *py_cwp_workforce_stream(const cwp_pathway *pathway, PyObject *workers, PyObject *evidence,
                                         size_t most_groups, int sorted, const cwp_workforce_question *question,
                                         PyObject *owner, PyObject *holder) {
  cwp_error error;
  cwp_workforce_options options = CWP_WORKFORCE_OPTIONS_INIT;
  py_tables tables;
  struct ArrowArrayStream answer, findings;
  calls *held = calls_of(holder);
  if (held == NULL || py_take_tables(workers, evidence, &tables) != 0) return NULL;
  options.progress = calls_progress;
  options.progress_context = held;
  options.most_groups = most_groups;
  options.sorted = sorted;
  PyThreadState *state = PyEval_SaveThread();
  const cwp_status status = cwp_workforce_stream(pathway, tables.workers_or_null, &tables.evidence, &options, question,
                                                 NULL, &answer, &findings, &error);
  PyEval_RestoreThread(state);
  if (status != CWP_OK) return py_failed(held, &error);
  PyObject *first = py_stream_capsule(&answer, owner, holder);
  PyObject *second = py_stream_capsule(&findings, owner, holder);
  PyObject *both = first == NULL || second == NULL ? NULL : PyTuple_Pack(2, first, second);
  Py_XDECREF(first);
  Py_XDECREF(second);
  return both;
}

/* What a stream says of itself, as an error of the library. */
static cwp_status py_stream_failed(struct ArrowArrayStream *stream, int failed, cwp_error *error) {
  if (failed == ENOMEM) return people_fail(error, CWP_ERROR_MEMORY, "out of memory");
  const char *why = stream->get_last_error(stream);
  const cwp_status status = failed == EINVAL ? CWP_ERROR_INVALID : CWP_ERROR_IO;
  return people_fail(error, status, "%.480s", why == NULL ? strerror(failed) : why);
}

/* Reads a stream to its end and keeps what it gave. */
static cwp_status stream_keep(PyObject *capsule, kept **out, cwp_error *error) {
  struct ArrowArrayStream stream;
  if (bridge_take(capsule, &stream) != 0) return CWP_ERROR_ARGUMENT;
  PyThreadState *state = PyEval_SaveThread();
  const int failed = kept_read(&stream, out);
  PyEval_RestoreThread(state);
  cwp_status status = CWP_OK;
  if (failed) status = bridge_raise(&stream) ? CWP_ERROR_ARGUMENT : py_stream_failed(&stream, failed, error);
  stream.release(&stream);
  return status;
}

static cwp_status kept_to_table(const kept *self, table **out, cwp_error *error) {
  PyThreadState *state = PyEval_SaveThread();
  const int failed = kept_table(self, out);
  PyEval_RestoreThread(state);
  if (failed == EINVAL) return people_fail(error, CWP_ERROR_UNSUPPORTED, "a column of a type that no table has");
  if (failed == EOVERFLOW) return people_fail(error, CWP_ERROR_LIMIT, "a column of text above 2 GiB");
  return failed ? people_fail(error, CWP_ERROR_MEMORY, "out of memory") : CWP_OK;
}

static PyObject *kept_stream(kept *self) {
  void *memory = NULL;
  PyObject *capsule = py_capsule(sizeof(struct ArrowArrayStream), "arrow_array_stream", py_free_stream, &memory);
  return capsule == NULL ? NULL : py_filled(capsule, kept_export_stream(self, memory));
}

static PyObject *kept_schema_capsule(kept *self) {
  void *memory = NULL;
  PyObject *capsule = py_capsule(sizeof(struct ArrowSchema), "arrow_schema", py_free_schema, &memory);
  return capsule == NULL ? NULL : py_filled(capsule, kept_export_schema(self, memory));
}

/* The schema of a stream, which nobody has read yet and which stays as it is. */
static cwp_status stream_schema(PyObject *capsule, kept **out, cwp_error *error) {
  struct ArrowArrayStream *stream = PyCapsule_GetPointer(capsule, "arrow_array_stream");
  if (stream == NULL) return CWP_ERROR_ARGUMENT;
  if (stream->release == NULL) {
    return people_fail(error, CWP_ERROR_ARGUMENT, "an Arrow stream that nobody has read is needed");
  }
  PyThreadState *state = PyEval_SaveThread();
  const int failed = kept_read_schema(stream, out);
  PyEval_RestoreThread(state);
  if (!failed) return CWP_OK;
  return bridge_raise(stream) ? CWP_ERROR_ARGUMENT : py_stream_failed(stream, failed, error);
}

/* The same stream with other names for its columns; None leaves one as it is. */
static PyObject *stream_renamed(PyObject *capsule, PyObject *names) {
  struct ArrowArrayStream inner;
  const char **texts = NULL;
  size_t count = 0;
  void *memory = NULL;
  PyObject *made = NULL;
  if (py_names_from(names, &texts, &count) == 0 && bridge_take(capsule, &inner) == 0) {
    made = py_capsule(sizeof(struct ArrowArrayStream), "arrow_array_stream", py_free_stream, &memory);
    if (made == NULL) {
      inner.release(&inner);
    } else {
      made = py_filled(made, kept_rename(&inner, texts, count, memory));
    }
  }
  free(texts);
  return made;
}

/* The batches of all streams of an iterator. */
static PyObject *stream_of_all(PyObject *iterator, PyObject *holder) {
  void *memory = NULL;
  PyObject *capsule = py_capsule(sizeof(struct ArrowArrayStream), "arrow_array_stream", py_free_stream, &memory);
  if (capsule == NULL || bridge_chain(iterator, holder, memory) == 0) return capsule;
  Py_DECREF(capsule);
  return NULL;
}

/* One batch, out of its capsules, as a stream. */
static PyObject *stream_of_array(PyObject *schema, PyObject *array) {
  struct ArrowSchema *type = PyCapsule_GetPointer(schema, "arrow_schema");
  struct ArrowArray *batch = type == NULL ? NULL : PyCapsule_GetPointer(array, "arrow_array");
  if (batch == NULL) return NULL;
  kept *made = NULL;
  if (type->release == NULL || batch->release == NULL) {
    PyErr_SetString(PyExc_ValueError, "an Arrow array that nobody has taken is needed");
    return NULL;
  }
  if (kept_take(type, batch, &made) != 0) return PyErr_NoMemory();
  PyObject *capsule = kept_stream(made);
  kept_release(made);
  return capsule;
}
%}

%typemap(arginit) const cwp_workforce_question *question { memset(&asked$argnum, 0, sizeof asked$argnum); }
%typemap(in) const cwp_workforce_question *question (py_workforce_question asked) {
  if (py_workforce_question_from($input, &asked) != 0) SWIG_fail;
  $1 = &asked.question;
}
%typemap(freearg) const cwp_workforce_question *question { py_free_asked(&asked$argnum); }
%typemap(pytyping) const cwp_workforce_question *question "tuple[typing.Any, ...]"

struct kept {};
%extend kept {
  ~kept() { kept_release($self); }
}
%typemap(check) kept *, const kept * { if (py_is_closed($1)) SWIG_fail; }
%typemap(pytyping) kept *, const kept * "kept"
%typemap(in, numinputs=0) kept **out (kept *made = NULL) { $1 = &made; }
%typemap(argout) kept **out {
  if (result == CWP_OK) $result = py_also($result, SWIG_NewPointerObj(made$argnum, $*1_descriptor, SWIG_POINTER_OWN));
}
%typemap(in, numinputs=0) table **out (table *made = NULL) { $1 = &made; }
%typemap(argout) table **out {
  if (result == CWP_OK) $result = py_also($result, SWIG_NewPointerObj(made$argnum, $*1_descriptor, SWIG_POINTER_OWN));
}

%include "cwp/workforce.h"
PyObject *calls_new(PyObject *progress);
cwp_status py_cwp_workforce_make(const cwp_pathway *pathway, PyObject *workers, PyObject *evidence, size_t most_groups,
                                 PyObject *holder, cwp_workforce **out, cwp_error *error);
PyObject *py_cwp_workforce_ask(const cwp_workforce *self, const cwp_workforce_question *question, PyObject *owner,
                               PyObject *holder);
PyObject *py_cwp_workforce_findings(const cwp_workforce *self, PyObject *owner, PyObject *holder);
PyObject *py_cwp_workforce_stream(const cwp_pathway *pathway, PyObject *workers, PyObject *evidence, size_t most_groups,
                                  int sorted, const cwp_workforce_question *question, PyObject *owner,
                                  PyObject *holder);
cwp_status stream_keep(PyObject *capsule, kept **out, cwp_error *error);
cwp_status kept_to_table(const kept *self, table **out, cwp_error *error);
int64_t kept_rows(const kept *self);
PyObject *kept_stream(kept *self);
PyObject *kept_schema_capsule(kept *self);
cwp_status stream_schema(PyObject *capsule, kept **out, cwp_error *error);
PyObject *stream_renamed(PyObject *capsule, PyObject *names);
PyObject *stream_of_all(PyObject *iterator, PyObject *holder);
PyObject *stream_of_array(PyObject *schema, PyObject *array);
