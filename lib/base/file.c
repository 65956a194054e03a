#if !defined(_WIN32)
#define _XOPEN_SOURCE 700    /* POSIX of 2008 with realpath */
#define _FILE_OFFSET_BITS 64 /* files of any size, where that has to be asked for */
#endif

#include "base/file.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/memory.h"
#include "cwp/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h> /* realpath */
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>

#if defined(_WIN32)
#include <io.h>
#include <process.h>
#include <windows.h>
#define system_open _open
#define system_read _read
#define system_write _write
#define system_close _close
#define system_seek _lseeki64
#define system_unlink _unlink
#define system_getpid _getpid
#define system_fsync _commit
#define SYSTEM_FLAGS (_O_BINARY | _O_NOINHERIT)
#if !defined(S_ISREG)
#define S_ISREG(mode) (((mode)&_S_IFMT) == _S_IFREG)
#define S_ISDIR(mode) (((mode)&_S_IFMT) == _S_IFDIR)
#endif
typedef int cwp__transfer;
#else
#include <unistd.h>
#define system_open open
#define system_read read
#define system_write write
#define system_close close
#define system_seek lseek
#define system_unlink unlink
#define system_getpid getpid
#define system_fsync fsync
#define SYSTEM_FLAGS O_CLOEXEC
typedef ssize_t cwp__transfer;
#endif

#if defined(PATH_MAX)
enum { PATH_MOST = PATH_MAX };
#else
enum { PATH_MOST = 4096 };
#endif

/* The most to ask of one call: some systems take no more than an int. */
enum { TRANSFER_MOST = 1 << 30, REASON_SIZE = 128, READ_FIRST = 16 * 1024 };

typedef struct cwp__file {
  int descriptor;
  char reason[REASON_SIZE];
} cwp__file;

/* What the system calls an error number. */
static void reason_of(int number, char reason[REASON_SIZE]) {
#if defined(_WIN32)
  if (strerror_s(reason, REASON_SIZE, number) == 0) return;
#else
  if (strerror_r(number, reason, REASON_SIZE) == 0) return;
#endif
  snprintf(reason, REASON_SIZE, "error %d", number);
}

static cwp_status fail_system(cwp_error *error, cwp_status code, const char *path, const char *doing, int number) {
  const cwp__place place = {path, 0, 0, 0};
  char reason[REASON_SIZE];
  reason_of(number, reason);
  return cwp__fail_at(error, code, &place, "cannot %s: %s", doing, reason);
}

/* Reading. */

static size_t read_file(void *context, void *buffer, size_t capacity) {
  cwp__file *file = context;
  unsigned most = capacity < TRANSFER_MOST ? (unsigned)capacity : TRANSFER_MOST;
  cwp__transfer got;
  do
    got = system_read(file->descriptor, buffer, most);
  while (got < 0 && errno == EINTR);
  if (got >= 0) return (size_t)got;
  reason_of(errno, file->reason);
  return SIZE_MAX;
}

/* Opens for reading what is no directory; those open like files on some systems, and fail only when read. */
static int open_for_reading(const char *path) {
  int descriptor = system_open(path, O_RDONLY | SYSTEM_FLAGS);
  struct stat about;
  if (descriptor < 0 || fstat(descriptor, &about) != 0 || !S_ISDIR(about.st_mode)) return descriptor;
  system_close(descriptor);
  errno = EISDIR;
  return -1;
}

cwp_status cwp__file_open(const char *path, cwp_input *input, cwp_error *error) {
  *input = (cwp_input){read_file, NULL, path};
  if (path == NULL || path[0] == '\0') return cwp__fail(error, CWP_ERROR_ARGUMENT, "a file without a name");
  cwp_allocator with = cwp__allocator_or_default(NULL);
  cwp__file *file = cwp__allocate_zeroed(&with, 1, sizeof *file);
  if (file == NULL) return cwp__fail_memory(error);
  file->descriptor = open_for_reading(path);
  if (file->descriptor < 0) {
    int number = errno;
    cwp__release(&with, file);
    cwp_status code = number == ENOENT || number == ENOTDIR ? CWP_ERROR_NOT_FOUND : CWP_ERROR_IO;
    return fail_system(error, code, path, "open", number);
  }
  input->context = file;
  return CWP_OK;
}

static int is_ours(const cwp_input *input) {
  return input->read == read_file && input->context != NULL;
}

int cwp__file_move(const cwp_input *input, int64_t by) {
  return is_ours(input) && system_seek(((const cwp__file *)input->context)->descriptor, by, SEEK_CUR) >= 0;
}

int cwp_file_rewind(cwp_input *input) {
  return is_ours(input) && system_seek(((const cwp__file *)input->context)->descriptor, 0, SEEK_SET) == 0;
}

void cwp__file_close(cwp_input *input) {
  cwp__file *file = input->context;
  if (file == NULL) return;
  cwp_allocator with = cwp__allocator_or_default(NULL);
  system_close(file->descriptor);
  cwp__release(&with, file);
  input->context = NULL;
}

const char *cwp__file_reason(const cwp_input *input) {
  if (!is_ours(input)) return "";
  return ((const cwp__file *)input->context)->reason;
}

/* Sees that there is room for more text and its zero, and never for more than one byte over the limit. */
static int read_room(const cwp_allocator *allocator, char **text, size_t *capacity, size_t length, uint64_t limit) {
  if (length + 1 < *capacity) return 1;
  size_t wanted = *capacity == 0 ? READ_FIRST : *capacity > SIZE_MAX / 2 ? SIZE_MAX : *capacity * 2;
  if (wanted > limit && wanted - limit > 2) wanted = (size_t)limit + 2;
  char *memory = *text == NULL ? cwp__allocate(allocator, wanted, 1)
                               : allocator->reallocate(allocator->context, *text, *capacity, wanted);
  if (memory == NULL) return 0;
  *text = memory;
  *capacity = wanted;
  return 1;
}

static cwp_status fail_read(const cwp_input *input, size_t length, cwp_error *error) {
  const cwp__place place = {input->name, 0, 0, length};
  const char *reason = cwp__file_reason(input);
  return cwp__fail_at(error, CWP_ERROR_IO, &place, "cannot read%s%s", reason[0] != '\0' ? ": " : "", reason);
}

cwp_status cwp_file_open(const char *path, cwp_input *out, cwp_error *error) {
  return cwp__file_open(path, out, error);
}

void cwp_file_close(cwp_input *input) {
  cwp__file_close(input);
}

/* Reads to the end into `*text`, which the caller gives back when this fails. */
static cwp_status read_into(const cwp_input *input, uint64_t limit, const cwp_allocator *allocator, char **text,
                            size_t *length, cwp_error *error) {
  size_t capacity = 0;
  for (;;) {
    if (!read_room(allocator, text, &capacity, *length, limit))
      return cwp__fail_in(error, cwp__fail_memory(error), input->name);
    size_t room = capacity - 1 - *length;
    size_t got = input->read(input->context, *text + *length, room);
    if (got > room) return fail_read(input, *length, error);
    if (got == 0) return CWP_OK;
    *length += got;
    if (*length > limit) {
      const cwp__place place = {input->name, 0, 0, limit};
      return cwp__fail_at(error, CWP_ERROR_LIMIT, &place, "more than %llu bytes", (unsigned long long)limit);
    }
  }
}

static size_t read_span(void *context, void *buffer, size_t capacity) {
  cwp__span *left = context;
  size_t count = left->length < capacity ? left->length : capacity;
  if (count == 0) return 0;
  memcpy(buffer, left->text, count);
  left->text += count;
  left->length -= count;
  return count;
}

cwp_input cwp__span_input(cwp__span *left, const char *name) {
  return (cwp_input){read_span, left, name};
}

cwp_status cwp__input_read_all(const cwp_input *input, uint64_t limit, const cwp_allocator *allocator, char **text,
                               size_t *length, cwp_error *error) {
  cwp_allocator with = cwp__allocator_or_default(allocator);
  *text = NULL;
  *length = 0;
  cwp_status status = read_into(input, limit, &with, text, length, error);
  if (status == CWP_OK) {
    (*text)[*length] = '\0';
    return CWP_OK;
  }
  cwp__release(&with, *text);
  *text = NULL;
  *length = 0;
  return status;
}

cwp_status cwp__file_read_all(const char *path, uint64_t limit, const cwp_allocator *allocator, char **text,
                              size_t *length, cwp_error *error) {
  cwp_input input;
  *text = NULL;
  *length = 0;
  cwp_status status = cwp__file_open(path, &input, error);
  if (status != CWP_OK) return status;
  status = cwp__input_read_all(&input, limit, allocator, text, length, error);
  cwp__file_close(&input);
  return status;
}

cwp_status cwp__file_text_read(cwp__file_text *self, const char *path, const cwp_limits *limits,
                               const cwp_allocator *allocator, cwp_error *error) {
  *self = (cwp__file_text){.allocator = cwp__allocator_or_default(allocator)};
  return cwp__file_read_all(path, cwp__limits_or_default(limits).input_bytes, &self->allocator, &self->text,
                            &self->length, error);
}

void cwp__file_text_free(cwp__file_text *self) {
  cwp__release(&self->allocator, self->text);
}

/* Writing. */

/* Writes all of it; 0 or an error number. */
static int write_all(int descriptor, const char *text, size_t length) {
  while (length > 0) {
    unsigned most = length < TRANSFER_MOST ? (unsigned)length : TRANSFER_MOST;
    cwp__transfer written = system_write(descriptor, text, most);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text += written;
    length -= (size_t)written;
  }
  return 0;
}

/* Writes all of it, has it reach the disk if it is a file, and closes; 0 or an error number. */
static int write_and_close(int descriptor, const char *text, size_t length, int is_file) {
  int number = write_all(descriptor, text, length);
  if (number == 0 && is_file && system_fsync(descriptor) != 0) number = errno;
  if (system_close(descriptor) != 0 && number == 0) number = errno;
  return number;
}

#if defined(_WIN32)

static int real_path_of(const char *path, char real[PATH_MOST]) {
  return _fullpath(real, path, PATH_MOST) != NULL ? 0 : errno;
}

static int keep_rights(int descriptor, const struct stat *old) {
  (void)descriptor;
  (void)old;
  return 0;
}

static int rename_over(const char *from, const char *to) {
  if (MoveFileExA(from, to, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH)) return 0;
  return GetLastError() == ERROR_ACCESS_DENIED ? EACCES : EIO;
}

#else

/* The path without links in it; 0 or an error number. */
static int real_path_of(const char *path, char real[PATH_MOST]) {
  return realpath(path, real) != NULL ? 0 : errno;
}

/*
 * Gives a new file the owner, group and permissions of the old one; 0 or an error number. Only root can give files
 * away. Where the group stays another, that group gets no rights: they were not meant for it.
 */
static int keep_rights(int descriptor, const struct stat *old) {
  mode_t mode = old->st_mode & 07777;
  struct stat new;
  if (fstat(descriptor, &new) != 0) return errno;
  if (new.st_uid != old->st_uid || new.st_gid != old->st_gid) {
    if (fchown(descriptor, old->st_uid, old->st_gid) != 0 && new.st_gid != old->st_gid &&
        fchown(descriptor, (uid_t)-1, old->st_gid) != 0)
      mode &= (mode_t)~070;
  }
  return fchmod(descriptor, mode) == 0 ? 0 : errno;
}

/* Has the folder's new entry reach the disk. The file is replaced by then, so there is nobody to tell of a failure. */
static void sync_folder(const char *path) {
  char folder[PATH_MOST];
  const char *slash = strrchr(path, '/');
  size_t length = slash == NULL ? 0 : (size_t)(slash - path) + 1;
  if (length >= sizeof folder) return;
  memcpy(folder, slash == NULL ? "." : path, length == 0 ? 1 : length);
  folder[length == 0 ? 1 : length] = '\0';
  int descriptor = system_open(folder, O_RDONLY | SYSTEM_FLAGS);
  if (descriptor < 0) return;
  (void)system_fsync(descriptor);
  system_close(descriptor);
}

static int rename_over(const char *from, const char *to) {
  if (rename(from, to) != 0) return errno;
  sync_folder(to);
  return 0;
}

#endif

/* What is no file, such as a pipe or a terminal, holds nothing that could be kept: it is just written to. */
static int write_through(const char *path, const char *text, size_t length) {
  int descriptor = system_open(path, O_WRONLY | SYSTEM_FLAGS);
  return descriptor < 0 ? errno : write_and_close(descriptor, text, length, 0);
}

enum { NAME_EXTRA = 48, NAME_TRIES = 100 };

/* Makes a new file beside `path` and puts its name into `name`. Returns its descriptor, or -1 with errno. */
static int create_beside(const char *path, char *name, size_t size, int mode) {
  int descriptor = -1;
  for (int i = 0; i < NAME_TRIES && descriptor < 0; i++) {
    snprintf(name, size, "%s.%ld-%d.new", path, (long)system_getpid(), i);
    descriptor = system_open(name, O_WRONLY | O_CREAT | O_EXCL | SYSTEM_FLAGS, mode);
    if (descriptor < 0 && errno != EEXIST) break;
  }
  return descriptor;
}

/* Replaces the file at `path`, no link; `old` is what stands there, or NULL. `name` is room for the new one's name. */
static int replace(const char *path, char *name, size_t size, const struct stat *old, const char *text, size_t length) {
  /* Nobody may read the new file who could not read the old one, not even before it has its name. */
  int descriptor = create_beside(path, name, size, old == NULL ? 0666 : 0600);
  if (descriptor < 0) return errno;
  int number = old == NULL ? 0 : keep_rights(descriptor, old);
  int written = write_and_close(descriptor, text, length, 1);
  if (number == 0) number = written;
  if (number == 0) number = rename_over(name, path);
  if (number != 0) system_unlink(name);
  return number;
}

/* The same for a path that may be a link, to a file that may not exist. */
static int replace_target(const char *path, const struct stat *old, const char *text, size_t length) {
  char real[PATH_MOST];
  char name[PATH_MOST + NAME_EXTRA];
  int number = old == NULL ? 0 : real_path_of(path, real);
  if (number != 0) return number;
  const char *target = old == NULL ? path : real;
  if (strlen(target) >= PATH_MOST) return ENAMETOOLONG;
  return replace(target, name, sizeof name, old, text, length);
}

cwp_status cwp__file_replace(const char *path, const char *text, size_t length, cwp_error *error) {
  if (path == NULL || path[0] == '\0') return cwp__fail(error, CWP_ERROR_ARGUMENT, "a file without a name");
  struct stat old;
  int exists = stat(path, &old) == 0;
  int number;
  if (exists && S_ISDIR(old.st_mode))
    number = EISDIR;
  else if (exists && !S_ISREG(old.st_mode))
    number = write_through(path, text, length);
  else
    number = replace_target(path, exists ? &old : NULL, text, length);
  return number == 0 ? CWP_OK : fail_system(error, CWP_ERROR_IO, path, "write", number);
}

/* Writing bit by bit. */

enum { WRITE_ROOM = 64 * 1024 };

struct cwp_file_writer {
  cwp_allocator allocator;
  char *shown;    /* the path as it was given */
  int descriptor; /* -1 once it is closed */
  int is_beside;  /* 1 if a new file is written beside the old one; 0 for what is no file */
  int number;     /* the first error, 0 while there is none */
  size_t used;    /* bytes of `room` that are not written yet */
  char target[PATH_MOST];
  char name[PATH_MOST + NAME_EXTRA]; /* of the new file */
  char room[WRITE_ROOM];
};

/* Opens what is to be written to; 0 or an error number. */
static int open_writer(cwp_file_writer *self, const char *path) {
  struct stat old;
  int exists = stat(path, &old) == 0;
  if (exists && S_ISDIR(old.st_mode)) return EISDIR;
  if (exists && !S_ISREG(old.st_mode)) {
    self->descriptor = system_open(path, O_WRONLY | SYSTEM_FLAGS);
    return self->descriptor < 0 ? errno : 0;
  }
  if (strlen(path) >= sizeof self->target) return ENAMETOOLONG;
  int number = exists ? real_path_of(path, self->target) : 0;
  if (number != 0) return number;
  if (!exists) memcpy(self->target, path, strlen(path) + 1);
  self->descriptor = create_beside(self->target, self->name, sizeof self->name, exists ? 0600 : 0666);
  if (self->descriptor < 0) return errno;
  self->is_beside = 1;
  return exists ? keep_rights(self->descriptor, &old) : 0;
}

cwp_status cwp_file_writer_open(const char *path, const cwp_allocator *allocator, cwp_file_writer **out,
                                cwp_error *error) {
  *out = NULL;
  if (path == NULL || path[0] == '\0') return cwp__fail(error, CWP_ERROR_ARGUMENT, "a file without a name");
  cwp_allocator with = cwp__allocator_or_default(allocator);
  size_t length = strlen(path) + 1;
  cwp_file_writer *self = cwp__allocate_zeroed(&with, 1, sizeof *self);
  char *shown = self == NULL ? NULL : cwp__allocate(&with, length, 1);
  if (shown == NULL) {
    cwp__release(&with, self);
    return cwp__fail_in(error, cwp__fail_memory(error), path);
  }
  self->allocator = with;
  self->shown = memcpy(shown, path, length);
  self->descriptor = -1;
  int number = open_writer(self, path);
  if (number != 0) {
    cwp_file_writer_free(self);
    return fail_system(error, CWP_ERROR_IO, path, "write", number);
  }
  *out = self;
  return CWP_OK;
}

static void flush_writer(cwp_file_writer *self) {
  if (self->number == 0) self->number = write_all(self->descriptor, self->room, self->used);
  self->used = 0;
}

static int write_bytes(void *context, const void *bytes, size_t length) {
  cwp_file_writer *self = context;
  if (self->descriptor < 0) return 1;
  if (length > sizeof self->room - self->used) flush_writer(self);
  if (length > sizeof self->room) {
    if (self->number == 0) self->number = write_all(self->descriptor, bytes, length);
  } else {
    memcpy(self->room + self->used, bytes, length);
    self->used += length;
  }
  return self->number != 0;
}

cwp_output cwp_file_writer_output(cwp_file_writer *self) {
  return (cwp_output){write_bytes, self, self->shown};
}

/* Closes the file, and gives it up unless it is to stay. */
static void close_writer(cwp_file_writer *self, int stays) {
  if (self->descriptor < 0) return;
  if (system_close(self->descriptor) != 0 && self->number == 0) self->number = errno;
  self->descriptor = -1;
  if (stays && self->is_beside && self->number == 0) self->number = rename_over(self->name, self->target);
  if (self->is_beside && (!stays || self->number != 0)) system_unlink(self->name);
}

cwp_status cwp_file_writer_commit(cwp_file_writer *self, cwp_error *error) {
  if (self->descriptor < 0) return cwp__fail(error, CWP_ERROR_ARGUMENT, "the file is committed already");
  flush_writer(self);
  if (self->number == 0 && self->is_beside && system_fsync(self->descriptor) != 0) self->number = errno;
  close_writer(self, self->number == 0);
  return self->number == 0 ? CWP_OK : fail_system(error, CWP_ERROR_IO, self->shown, "write", self->number);
}

void cwp_file_writer_free(cwp_file_writer *self) {
  if (self == NULL) return;
  cwp_allocator with = self->allocator;
  close_writer(self, 0);
  cwp__release(&with, self->shown);
  cwp__release(&with, self);
}
