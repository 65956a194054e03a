#include "bridge.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { MESSAGE_SIZE = 400 };

static const char CALLS[] = "cwp_calls";

/* ---- Callbacks ---- */

struct calls {
  PyObject *progress; /* NULL: nobody is told */
  PyObject *raised;   /* the first exception that nobody has taken yet */
};

static void free_calls(PyObject *capsule) {
  calls *self = PyCapsule_GetPointer(capsule, CALLS);
  if (self == NULL) return;
  Py_XDECREF(self->progress);
  Py_XDECREF(self->raised);
  free(self);
}

PyObject *calls_new(PyObject *progress) {
  calls *self = calloc(1, sizeof *self);
  if (self == NULL) return PyErr_NoMemory();
  PyObject *capsule = PyCapsule_New(self, CALLS, free_calls);
  if (capsule == NULL) {
    free(self);
    return NULL;
  }
  if (progress != Py_None) {
    Py_INCREF(progress);
    self->progress = progress;
  }
  return capsule;
}

calls *calls_of(PyObject *capsule) {
  return PyCapsule_GetPointer(capsule, CALLS);
}

/* The exception of the moment, with its traceback; the caller's. */
static PyObject *take_exception(void) {
  PyObject *type = NULL, *value = NULL, *traceback = NULL;
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  if (value != NULL && traceback != NULL) (void)PyException_SetTraceback(value, traceback);
  Py_XDECREF(type);
  Py_XDECREF(traceback);
  return value;
}

static void raise_again(PyObject *exception) {
  PyErr_SetObject((PyObject *)Py_TYPE(exception), exception);
  Py_DECREF(exception);
}

/* "ValueError: no such day" */
static void describe(PyObject *exception, char message[MESSAGE_SIZE]) {
  PyObject *name = PyType_GetName(Py_TYPE(exception));
  PyObject *text = name == NULL ? NULL : PyUnicode_FromFormat("%U: %S", name, exception);
  Py_ssize_t length = 0;
  const char *bytes = text == NULL ? NULL : PyUnicode_AsUTF8AndSize(text, &length);
  if (bytes == NULL) {
    bytes = "an exception";
    PyErr_Clear();
  }
  size_t size = strlen(bytes);
  if (size >= MESSAGE_SIZE) size = MESSAGE_SIZE - 1;
  while (size > 0 && (bytes[size] & 0xC0) == 0x80)
    size--;
  memcpy(message, bytes, size);
  message[size] = '\0';
  Py_XDECREF(text);
  Py_XDECREF(name);
}

/* Puts the exception of the moment aside, and its text into `message`, which may be NULL. */
static void put_aside(calls *self, char *message) {
  PyObject *exception = take_exception();
  if (message != NULL) describe(exception, message);
  if (self->raised == NULL) {
    self->raised = exception;
  } else {
    Py_DECREF(exception);
  }
}

static PyObject *take_raised(calls *self) {
  PyObject *exception = self->raised;
  self->raised = NULL;
  return exception;
}

int calls_progress(void *context, uint64_t rows) {
  calls *self = context;
  const PyGILState_STATE state = PyGILState_Ensure();
  int failed = PyErr_CheckSignals() != 0;
  if (!failed && self->progress != NULL) {
    PyObject *said = PyObject_CallFunction(self->progress, "K", (unsigned long long)rows);
    failed = said == NULL;
    Py_XDECREF(said);
  }
  if (failed) put_aside(self, NULL);
  PyGILState_Release(state);
  return failed;
}

int calls_raise(calls *self) {
  PyObject *exception = take_raised(self);
  if (exception == NULL) return 0;
  PyErr_Clear();
  raise_again(exception);
  return 1;
}

int bridge_take(PyObject *capsule, struct ArrowArrayStream *out) {
  struct ArrowArrayStream *stream = PyCapsule_GetPointer(capsule, "arrow_array_stream");
  if (stream == NULL) return -1;
  if (stream->release == NULL) {
    PyErr_SetString(PyExc_ValueError, "an Arrow stream that nobody has read is needed");
    return -1;
  }
  *out = *stream;
  stream->release = NULL;
  return 0;
}

/* ---- Streams of an iterator ---- */

typedef struct chain {
  PyObject *iterator;
  PyObject *holder;
  struct ArrowArrayStream current; /* released: there is none at the moment */
  struct ArrowSchema schema;       /* of the first of them */
  char message[MESSAGE_SIZE];
} chain;

static int fail_chain(chain *self, const char *message) {
  const size_t size = strlen(message) < MESSAGE_SIZE ? strlen(message) : MESSAGE_SIZE - 1;
  memcpy(self->message, message, size);
  self->message[size] = '\0';
  return EINVAL;
}

/* The next stream, if there is one; with the lock. */
static int next_stream(chain *self, int *found) {
  PyObject *item = PyIter_Next(self->iterator);
  *found = item != NULL;
  int failed = 0;
  if (item != NULL) failed = bridge_take(item, &self->current);
  Py_XDECREF(item);
  if (!failed && PyErr_Occurred() == NULL) return 0;
  put_aside(calls_of(self->holder), self->message);
  return EINVAL;
}

static int same_text(const char *a, const char *b) {
  return strcmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

/* Whether both hold the same; names count for columns only. */
static int same_schema(const struct ArrowSchema *a, const struct ArrowSchema *b) {
  if (!same_text(a->format, b->format) || a->n_children != b->n_children) return 0;
  if ((a->dictionary == NULL) != (b->dictionary == NULL)) return 0;
  if (a->dictionary != NULL && !same_schema(a->dictionary, b->dictionary)) return 0;
  for (int64_t i = 0; i < a->n_children; i++) {
    if (!same_text(a->children[i]->name, b->children[i]->name)) return 0;
    if (!same_schema(a->children[i], b->children[i])) return 0;
  }
  return 1;
}

static int stream_failed(chain *self, int failed) {
  const char *why = self->current.get_last_error(&self->current);
  (void)fail_chain(self, why == NULL ? strerror(failed) : why);
  return failed;
}

/* Holds a stream's columns against those of the first, or keeps them as the first. */
static int check_schema(chain *self) {
  struct ArrowSchema given = {.release = NULL};
  const int failed = self->current.get_schema(&self->current, &given);
  if (failed) return stream_failed(self, failed);
  if (self->schema.release == NULL) {
    self->schema = given;
    return 0;
  }
  const int same = same_schema(&self->schema, &given);
  given.release(&given);
  return same ? 0 : fail_chain(self, "a later piece of the table has other columns, or other types, than the first");
}

static int open_next(chain *self, int *found) {
  const PyGILState_STATE state = PyGILState_Ensure();
  const int failed = next_stream(self, found);
  PyGILState_Release(state);
  if (failed || !*found) return failed;
  return check_schema(self);
}

static int chain_schema(struct ArrowArrayStream *self, struct ArrowSchema *out) {
  chain *block = self->private_data;
  if (block->schema.release == NULL) {
    int found = 0;
    const int failed = open_next(block, &found);
    if (failed) return failed;
    if (!found) return fail_chain(block, "there is no table: not even one without rows");
  }
  /* The first stream is still there: nothing was read of it before its schema was known. */
  if (block->current.release == NULL) return fail_chain(block, "its columns must be asked for before its rows");
  const int failed = block->current.get_schema(&block->current, out);
  return failed ? stream_failed(block, failed) : 0;
}

static int chain_next(struct ArrowArrayStream *self, struct ArrowArray *out) {
  chain *block = self->private_data;
  out->release = NULL;
  for (;;) {
    int found = 1;
    if (block->current.release == NULL) {
      const int failed = open_next(block, &found);
      if (failed || !found) return failed;
    }
    const int failed = block->current.get_next(&block->current, out);
    if (failed) return stream_failed(block, failed);
    if (out->release != NULL) return 0;
    block->current.release(&block->current);
    block->current.release = NULL;
  }
}

static const char *chain_error(struct ArrowArrayStream *self) {
  chain *block = self->private_data;
  return block->message;
}

static void release_chain(struct ArrowArrayStream *self) {
  chain *block = self->private_data;
  if (block->current.release != NULL) block->current.release(&block->current);
  if (block->schema.release != NULL) block->schema.release(&block->schema);
  const PyGILState_STATE state = PyGILState_Ensure();
  Py_DECREF(block->iterator);
  Py_DECREF(block->holder);
  PyGILState_Release(state);
  free(block);
  self->release = NULL;
}

int bridge_chain(PyObject *iterator, PyObject *holder, struct ArrowArrayStream *out) {
  if (calls_of(holder) == NULL) return -1;
  if (!PyIter_Check(iterator)) {
    PyErr_SetString(PyExc_TypeError, "an iterator is needed");
    return -1;
  }
  chain *block = calloc(1, sizeof *block);
  if (block == NULL) {
    PyErr_NoMemory();
    return -1;
  }
  Py_INCREF(iterator);
  Py_INCREF(holder);
  block->iterator = iterator;
  block->holder = holder;
  *out = (struct ArrowArrayStream){.get_schema = chain_schema,
                                   .get_next = chain_next,
                                   .get_last_error = chain_error,
                                   .release = release_chain,
                                   .private_data = block};
  return 0;
}

/* ---- Answers ---- */

typedef struct answer {
  struct ArrowArrayStream inner;
  PyObject *owner;
  PyObject *holder;
  PyObject *raised; /* what ended it */
  char message[MESSAGE_SIZE];
} answer;

/* The lock is let go of while the answer is computed, even by those who read it with the lock held: the library's own
   threads may be calling back. */
typedef struct unlocked {
  PyGILState_STATE state;
  PyThreadState *thread;
} unlocked;

static unlocked let_go(void) {
  unlocked made;
  made.state = PyGILState_Ensure();
  made.thread = PyEval_SaveThread();
  return made;
}

static void go_on(unlocked paused) {
  PyEval_RestoreThread(paused.thread);
  PyGILState_Release(paused.state);
}

/* With the lock: what a callback left belongs to this answer. */
static void take_failure(answer *self) {
  PyObject *exception = take_raised(calls_of(self->holder));
  if (exception == NULL) return;
  describe(exception, self->message);
  Py_XDECREF(self->raised);
  self->raised = exception;
}

static void after_failure(answer *self) {
  const PyGILState_STATE state = PyGILState_Ensure();
  take_failure(self);
  PyGILState_Release(state);
}

static int answer_schema(struct ArrowArrayStream *self, struct ArrowSchema *out) {
  answer *block = self->private_data;
  const unlocked paused = let_go();
  const int failed = block->inner.get_schema(&block->inner, out);
  go_on(paused);
  if (failed) after_failure(block);
  return failed;
}

static int answer_next(struct ArrowArrayStream *self, struct ArrowArray *out) {
  answer *block = self->private_data;
  const unlocked paused = let_go();
  const int failed = block->inner.get_next(&block->inner, out);
  go_on(paused);
  if (failed) after_failure(block);
  return failed;
}

static const char *answer_error(struct ArrowArrayStream *self) {
  answer *block = self->private_data;
  return block->message[0] != '\0' ? block->message : block->inner.get_last_error(&block->inner);
}

static void release_answer(struct ArrowArrayStream *self) {
  answer *block = self->private_data;
  const unlocked paused = let_go();
  block->inner.release(&block->inner);
  PyEval_RestoreThread(paused.thread);
  Py_DECREF(block->owner);
  Py_DECREF(block->holder);
  Py_XDECREF(block->raised);
  PyGILState_Release(paused.state);
  free(block);
  self->release = NULL;
}

int bridge_answer(struct ArrowArrayStream *inner, PyObject *owner, PyObject *holder, struct ArrowArrayStream *out) {
  answer *block = calls_of(holder) == NULL ? NULL : calloc(1, sizeof *block);
  if (block == NULL) {
    if (PyErr_Occurred() == NULL) PyErr_NoMemory();
    inner->release(inner);
    return -1;
  }
  Py_INCREF(owner);
  Py_INCREF(holder);
  block->owner = owner;
  block->holder = holder;
  block->inner = *inner;
  inner->release = NULL;
  *out = (struct ArrowArrayStream){.get_schema = answer_schema,
                                   .get_next = answer_next,
                                   .get_last_error = answer_error,
                                   .release = release_answer,
                                   .private_data = block};
  return 0;
}

int bridge_raise(struct ArrowArrayStream *stream) {
  if (stream->release != release_answer) return 0;
  answer *block = stream->private_data;
  if (block->raised == NULL) return 0;
  PyObject *exception = block->raised;
  block->raised = NULL;
  raise_again(exception);
  return 1;
}
