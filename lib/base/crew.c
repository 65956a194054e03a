#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L
#endif

#include "base/crew.h"

#include <stdint.h>

#if defined(_WIN32)
#include <windows.h>
#elif !defined(CWP_NO_THREADS)
#include <pthread.h>
#include <unistd.h>
#endif

/* The three systems: Windows, POSIX, and none. */

#if defined(_WIN32)

typedef HANDLE thread;
typedef SRWLOCK lock;

static void lock_init(lock *self) {
  InitializeSRWLock(self);
}

static void lock_end(lock *self) {
  (void)self;
}

static void lock_take(lock *self) {
  AcquireSRWLockExclusive(self);
}

static void lock_give(lock *self) {
  ReleaseSRWLockExclusive(self);
}

static void labour(void *context);

static DWORD WINAPI start(LPVOID context) {
  labour(context);
  return 0;
}

static int thread_start(thread *self, void *context) {
  *self = CreateThread(NULL, 0, start, context, 0, NULL);
  return *self != NULL;
}

static void thread_join(thread self) {
  WaitForSingleObject(self, INFINITE);
  CloseHandle(self);
}

static long count_cores(void) {
  SYSTEM_INFO info;
  GetSystemInfo(&info);
  return (long)info.dwNumberOfProcessors;
}

#elif !defined(CWP_NO_THREADS)

typedef pthread_t thread;
typedef pthread_mutex_t lock;

static void lock_init(lock *self) {
  (void)pthread_mutex_init(self, NULL); /* with no attributes it cannot fail for lack of anything */
}

static void lock_end(lock *self) {
  (void)pthread_mutex_destroy(self);
}

static void lock_take(lock *self) {
  (void)pthread_mutex_lock(self);
}

static void lock_give(lock *self) {
  (void)pthread_mutex_unlock(self);
}

static void labour(void *context);

static void *start(void *context) {
  labour(context);
  return NULL;
}

static int thread_start(thread *self, void *context) {
  return pthread_create(self, NULL, start, context) == 0;
}

static void thread_join(thread self) {
  (void)pthread_join(self, NULL);
}

static long count_cores(void) {
  return sysconf(_SC_NPROCESSORS_ONLN);
}

#else

typedef int thread;
typedef int lock;

static void lock_init(lock *self) {
  *self = 0;
}

static void lock_end(lock *self) {
  *self = 0;
}

static void lock_take(lock *self) {
  *self = 1;
}

static void lock_give(lock *self) {
  *self = 0;
}

static int thread_start(thread *self, void *context) {
  (void)context;
  *self = 0;
  return 0;
}

static void thread_join(thread self) {
  (void)self;
}

static long count_cores(void) {
  return 1;
}

#endif

/* What the threads share. The lock guards all below it. */
typedef struct crew {
  const cwp__crew_work *work;
  lock lock;
  size_t workers; /* that have begun */
  size_t next;    /* task */
  size_t failed;  /* the first task that did */
  cwp_status status;
  cwp_error error;
} crew;

/* Notes how a task went. With the lock. */
static void note(crew *self, size_t worker, size_t task, cwp_status status, cwp_error *error) {
  if (!status && self->work->after) status = self->work->after(self->work->context, worker, task, error);
  if (!status || task >= self->failed) return;
  self->failed = task;
  self->status = status;
  self->error = *error;
}

/* One thread's work. */
static void labour(void *context) {
  crew *self = context;
  lock_take(&self->lock);
  size_t worker = self->workers++;
  while (self->next < self->work->tasks && self->failed == SIZE_MAX) {
    cwp_error error = CWP_ERROR_INIT;
    size_t task = self->next++;
    lock_give(&self->lock);
    cwp_status status = self->work->task(self->work->context, worker, task, &error);
    lock_take(&self->lock);
    note(self, worker, task, status, &error);
  }
  lock_give(&self->lock);
}

unsigned cwp__crew_cores(void) {
  long cores = count_cores();
  return cores < 1 ? 1 : (cores < CWP__CREW_MOST ? (unsigned)cores : (unsigned)CWP__CREW_MOST);
}

unsigned cwp__crew_size(unsigned wanted) {
  if (wanted == 0) return cwp__crew_cores();
  return wanted < CWP__CREW_MOST ? wanted : (unsigned)CWP__CREW_MOST;
}

cwp_status cwp__crew_run(unsigned workers, const cwp__crew_work *work, cwp_error *error) {
  thread threads[CWP__CREW_MOST];
  unsigned started = 0;
  crew self = {.work = work, .failed = SIZE_MAX};
  if (workers > CWP__CREW_MOST) workers = CWP__CREW_MOST;
  if (workers > work->tasks) workers = (unsigned)work->tasks;
  lock_init(&self.lock);
  while (started + 1 < workers && thread_start(&threads[started], &self))
    started++;
  labour(&self);
  for (unsigned i = 0; i < started; i++)
    thread_join(threads[i]);
  lock_end(&self.lock);
  if (self.status && error) *error = self.error;
  return self.status;
}
