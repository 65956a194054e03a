/* Files of Arrow columns, in any bytes: read, walked through, written in both formats and read again. */

#include "bytes.h"
#include "fuzz.h"
#include "support/arrow_walk.h"

#include <errno.h>

enum { FILE_MOST = 1 << 24 };

static int open_bytes(bytes *from, struct ArrowArrayStream *out) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_arrow_options options = CWP_ARROW_OPTIONS_INIT;
  const cwp_input input = {read_some, from, "in"};
  options.batch_bytes = 1 << 22;
  from->at = 0;
  if (worked(cwp_arrow_read(&input, &options, NULL, out, &error), &error)) return 1;
  REQUIRE(out->release == NULL);
  return 0;
}

/* Walks through all there is. Returns whether it could be read to its end. */
static int walk(bytes *from, uint64_t *rows, uint64_t *sum) {
  struct ArrowArrayStream stream;
  int number;
  if (!open_bytes(from, &stream)) return 0;
  *sum = walk_stream(&stream, rows, &number);
  REQUIRE(number == 0 || number == EINVAL || number == EIO || number == ENOMEM);
  const char *reason = stream.get_last_error(&stream);
  REQUIRE(number == 0 || (reason && *reason));
  stream.release(&stream);
  return number == 0;
}

static int write_again(bytes *from, cwp_arrow_format format, bytes *to) {
  cwp_error error = CWP_ERROR_INIT;
  struct ArrowArrayStream stream;
  const cwp_output output = {write_some, to, "out"};
  if (!open_bytes(from, &stream)) return 0;
  int good = worked(cwp_arrow_write(&stream, format, &output, NULL, NULL, &error), &error);
  REQUIRE(stream.release == NULL);
  return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  bytes in = bytes_of(data, size), first = {.most = FILE_MOST}, second = {.most = FILE_MOST};
  uint64_t rows, rows_again, sum, sum_again;
  if (size > 1 << 16) return 0;
  (void)cwp_arrow_is(data, size);
  int whole = walk(&in, &rows, &sum);
  /* What was read to its end can be written, and reads the same from then on. */
  if (whole && rows < 1 << 16 && write_again(&in, CWP_ARROW_STREAM, &first)) {
    REQUIRE(walk(&first, &rows_again, &sum_again) && rows_again == rows);
    REQUIRE(write_again(&first, CWP_ARROW_STREAM, &second));
    REQUIRE(bytes_same(&first, &second));
    free(second.owned);
    second = (bytes){.most = FILE_MOST};
    if (write_again(&in, CWP_ARROW_FILE, &second)) {
      REQUIRE(walk(&second, &rows_again, &sum) && rows_again == rows);
    }
  }
  free(first.owned);
  free(second.owned);
  return 0;
}
