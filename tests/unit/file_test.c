/* Files: reading whole and in part, and replacing whole or not at all. */

#if !defined(_XOPEN_SOURCE)
#define _XOPEN_SOURCE 700
#endif

#include "base/file.h"

#include "base/text.h"

#include "support/failing_allocator.h"
#include "support/suite.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A folder of its own for each test. */
static char folder[2048];
static char path[3000];

/* The path of a file in that folder. */
static const char *in_folder(const char *name) {
  static char other[3000];
  snprintf(other, sizeof other, "%s/%s", folder, name);
  return other;
}

static void make_folder(void) {
  snprintf(folder, sizeof folder, "%s/file_test_XXXXXX", CWP_SCRATCH_DIR);
  ck_assert_ptr_nonnull(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/file.json", folder);
}

/* What lies in the folder; `.` and `..` are not counted. */
static unsigned entries(void) {
  unsigned count = 0;
  DIR *stream = opendir(folder);
  ck_assert_ptr_nonnull(stream);
  while (readdir(stream) != NULL)
    count++;
  closedir(stream);
  return count - 2;
}

static void remove_folder(void) {
  DIR *stream = opendir(folder);
  ck_assert_ptr_nonnull(stream);
  struct dirent *entry;
  while ((entry = readdir(stream)) != NULL)
    remove(in_folder(entry->d_name)); /* fails for . and .. */
  closedir(stream);
  ck_assert_int_eq(rmdir(folder), 0);
}

/* Writes a file the plain way. */
static void put(const char *name, const char *text, size_t length) {
  FILE *file = fopen(name, "wb");
  ck_assert_ptr_nonnull(file);
  ck_assert_uint_eq(fwrite(text, 1, length, file), length);
  ck_assert_int_eq(fclose(file), 0);
}

static void check_content(const char *name, const char *text, size_t length) {
  char *read;
  size_t read_length;
  ck_assert_int_eq(cwp__file_read_all(name, UINT64_MAX, NULL, &read, &read_length, NULL), CWP_OK);
  ck_assert_uint_eq(read_length, length);
  ck_assert(memcmp(read, text, length) == 0 && read[length] == '\0');
  free(read);
}

/* Gives up the rights of root, who may do everything. 0 when a folder is out of reach then. */
static int become_somebody(const char *what) {
  if (geteuid() == 0 && (chmod(folder, 0777) != 0 || seteuid(65534) != 0)) return 0;
  if (access(folder, F_OK) == 0 || errno != EACCES) return 1;
  fprintf(stderr, "skipped: %s, which root can always do and others cannot even try here\n", what);
  return 0;
}

static void become_root_again(void) {
  if (getuid() == 0) ck_assert_int_eq(seteuid(0), 0);
}

START_TEST(a_file_is_a_stream) {
  cwp_input input;
  char buffer[10];
  put(path, "some text\n", 10);
  ck_assert_int_eq(cwp__file_open(path, &input, NULL), CWP_OK);
  ck_assert_ptr_eq(input.name, path);
  ck_assert_uint_eq(input.read(input.context, buffer, 4), 4);
  ck_assert_mem_eq(buffer, "some", 4);
  ck_assert_uint_eq(input.read(input.context, buffer, sizeof buffer), 6);
  ck_assert_uint_eq(input.read(input.context, buffer, sizeof buffer), 0);
  ck_assert_uint_eq(input.read(input.context, buffer, sizeof buffer), 0);
  ck_assert_str_eq(cwp__file_reason(&input), "");
  cwp__file_close(&input);
  ck_assert_ptr_null(input.context);
  cwp__file_close(&input);
  ck_assert_str_eq(cwp__file_reason(&input), "");
}
END_TEST

START_TEST(a_file_can_be_gone_back_in) {
  cwp_input input;
  char buffer[10];
  cwp__span left = {"text", 4};
  cwp_input memory = cwp__span_input(&left, "memory");
  put(path, "some text\n", 10);
  ck_assert_int_eq(cwp__file_open(path, &input, NULL), CWP_OK);
  ck_assert_uint_eq(input.read(input.context, buffer, 4), 4);
  ck_assert_int_eq(cwp__file_move(&input, 0), 1);
  ck_assert_int_eq(cwp__file_move(&input, 1), 1);
  ck_assert_uint_eq(input.read(input.context, buffer, 4), 4);
  ck_assert_mem_eq(buffer, "text", 4);
  ck_assert_int_eq(cwp__file_move(&input, -3), 1);
  ck_assert_uint_eq(input.read(input.context, buffer, 3), 3);
  ck_assert_mem_eq(buffer, "ext", 3);
  ck_assert_int_eq(cwp__file_move(&input, -100), 0);
  ck_assert_int_eq(cwp_file_rewind(&input), 1);
  ck_assert_uint_eq(input.read(input.context, buffer, sizeof buffer), 10);
  ck_assert_mem_eq(buffer, "some text\n", 10);
  cwp__file_close(&input);
  ck_assert_int_eq(cwp_file_rewind(&input), 0);
  ck_assert_int_eq(cwp_file_rewind(&memory), 0);
  ck_assert_int_eq(cwp__file_move(&memory, 0), 0);
}
END_TEST

START_TEST(a_pipe_cannot_be_gone_back_in) {
  cwp_input input;
  int ends[2];
  char name[64];
  ck_assert_int_eq(pipe(ends), 0);
  snprintf(name, sizeof name, "/dev/fd/%d", ends[0]);
  ck_assert_int_eq(cwp__file_open(name, &input, NULL), CWP_OK);
  ck_assert_int_eq(cwp_file_rewind(&input), 0);
  ck_assert_int_eq(cwp__file_move(&input, 0), 0);
  cwp__file_close(&input);
  close(ends[0]);
  close(ends[1]);
}
END_TEST

static void check_unopened(const char *name, cwp_status wanted) {
  cwp_input input;
  cwp_error error = CWP_ERROR_INIT;
  char *text = path;
  size_t length = 1;
  ck_assert_msg(cwp__file_open(name, &input, &error) == wanted, "%s: %s", name, error.message);
  ck_assert_int_eq(error.code, wanted);
  ck_assert_str_ne(error.message, "");
  ck_assert_str_eq(error.path, name == NULL ? "" : name);
  ck_assert_ptr_null(input.context);
  cwp__file_close(&input);
  ck_assert_int_eq(cwp__file_read_all(name, 1000, NULL, &text, &length, &error), wanted);
  ck_assert_ptr_null(text);
  ck_assert_uint_eq(length, 0);
}

START_TEST(files_that_cannot_be_opened) {
  check_unopened(NULL, CWP_ERROR_ARGUMENT);
  check_unopened("", CWP_ERROR_ARGUMENT);
  check_unopened("no/such/file", CWP_ERROR_NOT_FOUND);
  check_unopened(".", CWP_ERROR_IO);
  put(path, "", 0);
  char below[4000];
  snprintf(below, sizeof below, "%s/x", path);
  cwp_error error = CWP_ERROR_INIT;
  cwp_input input;
  ck_assert_int_eq(cwp__file_open(below, &input, &error), CWP_ERROR_NOT_FOUND);
}
END_TEST

START_TEST(a_file_that_may_not_be_read) {
  put(path, "secret", 6);
  ck_assert_int_eq(chmod(path, 0), 0);
  if (!become_somebody("reading an unreadable file")) return;
  cwp_input input;
  cwp_error error = CWP_ERROR_INIT;
  cwp_status status = cwp__file_open(path, &input, &error);
  become_root_again();
  ck_assert_int_eq(status, CWP_ERROR_IO);
  ck_assert_ptr_nonnull(strstr(error.message, "ermission"));
}
END_TEST

/* This process's memory opens like a file, and has nothing at its beginning that could be read. */
START_TEST(the_reason_of_a_failed_read) {
  cwp_input input;
  if (cwp__file_open("/proc/self/mem", &input, NULL) != CWP_OK) {
    fprintf(stderr, "skipped: a failing read, for want of a file that fails\n");
    return;
  }
  cwp_error error = CWP_ERROR_INIT;
  char *text;
  size_t length;
  ck_assert_int_eq(cwp__input_read_all(&input, 1000, NULL, &text, &length, &error), CWP_ERROR_IO);
  ck_assert_ptr_null(text);
  ck_assert_str_ne(cwp__file_reason(&input), "");
  ck_assert_ptr_nonnull(strstr(error.message, cwp__file_reason(&input)));
  ck_assert_str_eq(error.path, "/proc/self/mem");
  cwp__file_close(&input);
}
END_TEST

/* An input of `length` bytes, a few at a time, that may fail at its end. */
typedef struct slow_input {
  size_t length;
  size_t at;
  size_t end; /* what it answers at the end */
} slow_input;

static size_t read_slow(void *context, void *buffer, size_t capacity) {
  slow_input *self = context;
  size_t size = self->length - self->at < 13 ? self->length - self->at : 13;
  if (size > capacity) size = capacity;
  if (size == 0) return self->end;
  memset(buffer, 'x', size);
  self->at += size;
  return size;
}

START_TEST(reading_all_of_an_input) {
  static const size_t lengths[] = {0, 1, 13, 1000, 16383, 16384, 16385, 100000};
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
    slow_input slow = {lengths[i], 0, 0};
    cwp_input input = {read_slow, &slow, "slow"};
    failing_allocator counts;
    cwp_allocator with = failing_allocator_start(&counts, FAIL_NEVER, 0);
    char *text;
    size_t length;
    ck_assert_int_eq(cwp__input_read_all(&input, lengths[i], &with, &text, &length, NULL), CWP_OK);
    ck_assert_uint_eq(length, lengths[i]);
    ck_assert_uint_eq(strlen(text), length);
    with.release(with.context, text);
    failing_allocator_check(&counts);
  }
}
END_TEST

START_TEST(reading_more_than_the_limit) {
  static const uint64_t limits[] = {0, 1, 12, 999, 16383, 16384, 20000};
  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
    slow_input slow = {SIZE_MAX, 0, 0};
    cwp_input input = {read_slow, &slow, "slow"};
    failing_allocator counts;
    cwp_allocator with = failing_allocator_start(&counts, FAIL_NEVER, 0);
    cwp_error error = CWP_ERROR_INIT;
    char *text;
    size_t length;
    ck_assert_int_eq(cwp__input_read_all(&input, limits[i], &with, &text, &length, &error), CWP_ERROR_LIMIT);
    ck_assert_ptr_null(text);
    ck_assert_str_eq(error.path, "slow");
    ck_assert_uint_le(slow.at, limits[i] + 1);
    ck_assert_uint_le(counts.most_bytes, 2 * (limits[i] + 2));
    failing_allocator_check(&counts);
  }
}
END_TEST

START_TEST(inputs_that_fail) {
  static const size_t answers[] = {SIZE_MAX, 1000000};
  for (size_t i = 0; i < 2; i++) {
    slow_input slow = {100, 0, answers[i]};
    cwp_input input = {read_slow, &slow, "slow"};
    cwp_error error = CWP_ERROR_INIT;
    char *text;
    size_t length;
    ck_assert_int_eq(cwp__input_read_all(&input, 1000, NULL, &text, &length, &error), CWP_ERROR_IO);
    ck_assert_ptr_null(text);
    ck_assert_str_eq(error.path, "slow");
    ck_assert_str_eq(error.message, "cannot read");
    ck_assert_uint_eq(error.offset, 100);
  }
}
END_TEST

static cwp_status read_all(const cwp_allocator *allocator, void *context, cwp_error *error) {
  char *text;
  size_t length;
  cwp_status status = cwp__file_read_all(context, 1000000, allocator, &text, &length, error);
  if (status == CWP_OK) allocator->release(allocator->context, text);
  return status;
}

START_TEST(every_allocation_of_reading_fails_in_turn) {
  static char text[100000];
  memset(text, 't', sizeof text);
  put(path, text, sizeof text);
  failing_allocator_try_all(read_all, path, 20, 0);
}
END_TEST

START_TEST(a_new_file) {
  static char text[3000000];
  memset(text, 'n', sizeof text);
  mode_t mask = umask(027);
  ck_assert_int_eq(cwp__file_replace(path, text, sizeof text, NULL), CWP_OK);
  umask(mask);
  check_content(path, text, sizeof text);
  struct stat about;
  ck_assert_int_eq(stat(path, &about), 0);
  ck_assert_uint_eq(about.st_mode & 07777, 0640);
  ck_assert_uint_eq(entries(), 1);
}
END_TEST

START_TEST(a_file_that_is_there) {
  struct stat before, after;
  put(path, "old and longer", 14);
  ck_assert_int_eq(chmod(path, 0604), 0);
  ck_assert_int_eq(stat(path, &before), 0);
  ck_assert_int_eq(cwp__file_replace(path, "a\0b", 3, NULL), CWP_OK);
  check_content(path, "a\0b", 3);
  ck_assert_int_eq(stat(path, &after), 0);
  ck_assert_uint_eq(after.st_mode & 07777, 0604);
  ck_assert(before.st_ino != after.st_ino);
  ck_assert_int_eq(cwp__file_replace(path, "", 0, NULL), CWP_OK);
  check_content(path, "", 0);
  ck_assert_uint_eq(entries(), 1);
}
END_TEST

START_TEST(somebody_elses_file_stays_theirs) {
  struct stat about;
  put(path, "old", 3);
  if (chown(path, 65533, 65532) != 0) {
    fprintf(stderr, "skipped: replacing a file of another owner, which only root can set up\n");
    return;
  }
  ck_assert_int_eq(chmod(path, 0660), 0);
  ck_assert_int_eq(cwp__file_replace(path, "new", 3, NULL), CWP_OK);
  ck_assert_int_eq(stat(path, &about), 0);
  ck_assert(about.st_uid == 65533 && about.st_gid == 65532 && (about.st_mode & 07777) == 0660);

  /* One who is not in the file's group cannot give the new one to it, so no other group may read it. */
  if (!become_somebody("replacing a file of another group")) return;
  ck_assert_int_eq(cwp__file_replace(path, "newer", 5, NULL), CWP_OK);
  become_root_again();
  ck_assert_int_eq(stat(path, &about), 0);
  ck_assert(about.st_uid == 65534 && about.st_gid != 65532 && (about.st_mode & 07777) == 0600);
  check_content(path, "newer", 5);
}
END_TEST

START_TEST(a_name_without_folder) {
  char before[4096];
  ck_assert_ptr_nonnull(getcwd(before, sizeof before));
  ck_assert_int_eq(chdir(folder), 0);
  ck_assert_int_eq(cwp__file_replace("file.json", "1", 1, NULL), CWP_OK);
  ck_assert_int_eq(cwp__file_replace("file.json", "2", 1, NULL), CWP_OK);
  check_content("file.json", "2", 1);
  ck_assert_int_eq(chdir(before), 0);
  check_content(path, "2", 1);
}
END_TEST

START_TEST(a_link_stays_a_link) {
  struct stat about;
  put(path, "old", 3);
  ck_assert_int_eq(symlink("file.json", in_folder("link")), 0);
  ck_assert_int_eq(cwp__file_replace(in_folder("link"), "new", 3, NULL), CWP_OK);
  ck_assert_int_eq(lstat(in_folder("link"), &about), 0);
  ck_assert(S_ISLNK(about.st_mode));
  check_content(path, "new", 3);
  ck_assert_uint_eq(entries(), 2);
}
END_TEST

START_TEST(names_that_are_taken) {
  char name[64];
  for (int i = 0; i < 100; i++) {
    snprintf(name, sizeof name, "file.json.%ld-%d.new", (long)getpid(), i);
    put(in_folder(name), "somebody's", 10);
    if (i == 50) {
      ck_assert_int_eq(cwp__file_replace(path, "new", 3, NULL), CWP_OK);
      ck_assert_uint_eq(entries(), 52);
      check_content(in_folder(name), "somebody's", 10);
    }
  }
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_int_eq(cwp__file_replace(path, "newer", 5, &error), CWP_ERROR_IO);
  check_content(path, "new", 3);
  ck_assert_uint_eq(entries(), 101);
}
END_TEST

static void check_unwritten(const char *name, cwp_status wanted, const char *message) {
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_msg(cwp__file_replace(name, "new", 3, &error) == wanted, "%s: %s", name, error.message);
  ck_assert_int_eq(error.code, wanted);
  ck_assert_msg(strstr(error.message, message) != NULL, "%s: %s", name, error.message);
}

START_TEST(what_cannot_be_written) {
  char long_name[5000];
  check_unwritten(NULL, CWP_ERROR_ARGUMENT, "without a name");
  check_unwritten("", CWP_ERROR_ARGUMENT, "without a name");
  check_unwritten("no/such/folder/file", CWP_ERROR_IO, strerror(ENOENT));
  check_unwritten(folder, CWP_ERROR_IO, strerror(EISDIR));
  memset(long_name, 'n', sizeof long_name - 1);
  long_name[sizeof long_name - 1] = '\0';
  check_unwritten(long_name, CWP_ERROR_IO, strerror(ENAMETOOLONG));
  long_name[300] = '\0';
  check_unwritten(long_name, CWP_ERROR_IO, strerror(ENAMETOOLONG));
  ck_assert_uint_eq(entries(), 0);
}
END_TEST

START_TEST(a_folder_that_may_not_be_written) {
  put(path, "old", 3);
  ck_assert_int_eq(chmod(path, 0666), 0);
  if (!become_somebody("writing into a read-only folder")) return;
  become_root_again();
  ck_assert_int_eq(chmod(folder, 0555), 0);
  ck_assert_int_eq(geteuid() == 0 ? seteuid(65534) : 0, 0);
  cwp_error error = CWP_ERROR_INIT;
  cwp_status status = cwp__file_replace(path, "new", 3, &error);
  become_root_again();
  ck_assert_int_eq(status, CWP_ERROR_IO);
  ck_assert_ptr_nonnull(strstr(error.message, "ermission"));
  check_content(path, "old", 3);
  ck_assert_uint_eq(entries(), 1);
  ck_assert_int_eq(chmod(folder, 0755), 0);
}
END_TEST

/* A limit on the size of files stops the write in its middle, as a full disk would. */
START_TEST(a_write_that_fails_in_its_middle) {
  static char text[200000];
  struct rlimit before, small;
  put(path, "old", 3);
  ck_assert(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
  ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
  small = before;
  small.rlim_cur = 100000;
  ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
  cwp_error error = CWP_ERROR_INIT;
  cwp_status status = cwp__file_replace(path, text, sizeof text, &error);
  ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
  signal(SIGXFSZ, SIG_DFL);
  ck_assert_int_eq(status, CWP_ERROR_IO);
  ck_assert_str_eq(error.path, path);
  check_content(path, "old", 3);
  ck_assert_uint_eq(entries(), 1);
}
END_TEST

START_TEST(what_is_no_file_is_written_to) {
  struct stat about;
  int ends[2];
  char name[64], text[8];
  ck_assert_int_eq(mkfifo(path, 0600), 0);
  int reader = open(path, O_RDONLY | O_NONBLOCK);
  ck_assert_int_ge(reader, 0);
  ck_assert_int_eq(cwp__file_replace(path, "new", 3, NULL), CWP_OK);
  ck_assert_int_eq(read(reader, text, sizeof text), 3);
  ck_assert_mem_eq(text, "new", 3);
  close(reader);
  ck_assert_int_eq(stat(path, &about), 0);
  ck_assert(S_ISFIFO(about.st_mode));
  ck_assert_uint_eq(entries(), 1);

  ck_assert_int_eq(pipe(ends), 0);
  snprintf(name, sizeof name, "/dev/fd/%d", ends[1]);
  ck_assert_int_eq(cwp__file_replace(name, "newer", 5, NULL), CWP_OK);
  ck_assert_int_eq(read(ends[0], text, sizeof text), 5);
  ck_assert_mem_eq(text, "newer", 5);
  close(ends[0]);
  close(ends[1]);
}
END_TEST

/* Never as root: a defect would put a file in the device's place. */
START_TEST(a_full_device) {
  if (access("/dev/full", W_OK) != 0 || !become_somebody("writing to a full device")) return;
  cwp_error error = CWP_ERROR_INIT;
  cwp_status status = cwp__file_replace("/dev/full", "new", 3, &error);
  become_root_again();
  ck_assert_int_eq(status, CWP_ERROR_IO);
  ck_assert_ptr_nonnull(strstr(error.message, strerror(ENOSPC)));
  ck_assert_str_eq(error.path, "/dev/full");
}
END_TEST

static void count_signals(int number) {
  (void)number;
}

/* A signal in the middle of a read is no failure. */
START_TEST(interrupted_reads_go_on) {
  struct sigaction action = {0};
  int ends[2];
  char name[64];
  action.sa_handler = count_signals; /* without SA_RESTART */
  ck_assert_int_eq(sigaction(SIGALRM, &action, NULL), 0);
  ck_assert_int_eq(pipe(ends), 0);
  snprintf(name, sizeof name, "/dev/fd/%d", ends[0]);
  pid_t writer = fork();
  ck_assert_int_ge(writer, 0);
  if (writer == 0) {
    struct timespec pause = {1, 500000000};
    close(ends[0]);
    nanosleep(&pause, NULL);
    _exit(write(ends[1], "late", 4) == 4 ? 0 : 1);
  }
  close(ends[1]);
  alarm(1);
  check_content(name, "late", 4);
  close(ends[0]);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("file");
  TCase *tcase = suite_case(suite, "file");
  tcase_add_checked_fixture(tcase, make_folder, remove_folder);
  tcase_add_test(tcase, a_file_is_a_stream);
  tcase_add_test(tcase, a_file_can_be_gone_back_in);
  tcase_add_test(tcase, a_pipe_cannot_be_gone_back_in);
  tcase_add_test(tcase, files_that_cannot_be_opened);
  tcase_add_test(tcase, a_file_that_may_not_be_read);
  tcase_add_test(tcase, the_reason_of_a_failed_read);
  tcase_add_test(tcase, reading_all_of_an_input);
  tcase_add_test(tcase, reading_more_than_the_limit);
  tcase_add_test(tcase, inputs_that_fail);
  tcase_add_test(tcase, every_allocation_of_reading_fails_in_turn);
  tcase_add_test(tcase, a_new_file);
  tcase_add_test(tcase, a_file_that_is_there);
  tcase_add_test(tcase, somebody_elses_file_stays_theirs);
  tcase_add_test(tcase, a_name_without_folder);
  tcase_add_test(tcase, a_link_stays_a_link);
  tcase_add_test(tcase, names_that_are_taken);
  tcase_add_test(tcase, what_cannot_be_written);
  tcase_add_test(tcase, a_folder_that_may_not_be_written);
  tcase_add_test(tcase, a_write_that_fails_in_its_middle);
  tcase_add_test(tcase, what_is_no_file_is_written_to);
  tcase_add_test(tcase, a_full_device);
  tcase_add_test(tcase, interrupted_reads_go_on);
  return suite_run(suite);
}
