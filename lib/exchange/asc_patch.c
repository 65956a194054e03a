#include "exchange/asc_patch.h"

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "exchange/asc_values.h"

#include <string.h>

enum { ROOM = 16 * 1024, OLD_MOST = 64 };

typedef enum patch_state { AT_FIELD, IN_PLAIN, IN_QUOTES, BEHIND_QUOTE } patch_state;

typedef struct patching {
  const cwp_output *output;
  size_t wanted_field;
  cwp__patch_source *source;
  void *context;
  cwp__patch patch; /* the next */
  int has_patch;
  patch_state state;
  uint64_t record; /* 0 the header */
  size_t field;
  size_t marked;   /* bytes of a byte order mark passed */
  int is_patching; /* the cell in hand is being replaced */
  int is_wrong;    /* a cell does not hold what it should */
  char old[OLD_MOST];
  size_t old_length;
  uint64_t patched;
  size_t used;
  char room[ROOM];
  int failed;
} patching;

static void flush(patching *self) {
  if (self->used > 0 && !self->failed)
    self->failed = self->output->write(self->output->context, self->room, self->used) != 0;
  self->used = 0;
}

static void put(patching *self, const char *text, size_t length) {
  if (length > sizeof self->room - self->used) flush(self);
  if (length > sizeof self->room) return; /* codes are a few bytes */
  memcpy(self->room + self->used, text, length);
  self->used += length;
}

/* Passes a byte of a cell on, or, where the cell is replaced, remembers it. */
static void pass(patching *self, char byte) {
  if (!self->is_patching)
    put(self, &byte, 1);
  else if (self->old_length < sizeof self->old)
    self->old[self->old_length++] = byte;
}

static void begin_field(patching *self, int is_quoted) {
  self->state = is_quoted ? IN_QUOTES : IN_PLAIN;
  if (is_quoted) put(self, "\"", 1);
  if (!self->has_patch || self->field != self->wanted_field || self->record != self->patch.record) return;
  self->is_patching = 1;
  self->old_length = 0;
  put(self, self->patch.text, strlen(self->patch.text));
}

static void end_field(patching *self) {
  int was_quoted = self->state == BEHIND_QUOTE;
  if (self->state == AT_FIELD) begin_field(self, 0);
  if (self->is_patching) {
    cwp__span old = cwp__asc_trim((cwp__span){self->old, self->old_length});
    if (!cwp__span_is(old, self->patch.old)) self->is_wrong = 1;
    if (was_quoted) put(self, "\"", 1);
    self->is_patching = 0;
    self->patched++;
    self->has_patch = self->source(self->context, &self->patch);
  }
  self->state = AT_FIELD;
  self->field++;
}

static void end_record(patching *self) {
  end_field(self);
  self->field = 0;
  self->record++;
}

/* A byte that is not in quotes and may end the field. */
static void take_plain(patching *self, char byte) {
  if (byte == ',')
    end_field(self);
  else if (byte == '\r' || byte == '\n')
    end_record(self);
  else {
    pass(self, byte);
    return;
  }
  put(self, &byte, 1);
}

static void take(patching *self, char byte) {
  if (self->state == AT_FIELD) {
    if (self->field == 0 && (byte == '\r' || byte == '\n')) { /* a blank line, or the rest of a line end */
      put(self, &byte, 1);
      return;
    }
    if (byte != ',' && byte != '\r' && byte != '\n') begin_field(self, byte == '"');
    if (self->state == IN_QUOTES) return;
  }
  if (self->state == IN_QUOTES) {
    if (byte == '"') {
      self->state = BEHIND_QUOTE;
      if (!self->is_patching) put(self, &byte, 1);
    } else {
      pass(self, byte);
    }
  } else if (self->state == BEHIND_QUOTE && byte == '"') {
    self->state = IN_QUOTES;
    pass(self, byte);
  } else {
    take_plain(self, byte);
  }
}

static void take_bytes(patching *self, const char *bytes, size_t count) {
  static const char mark[] = "\xEF\xBB\xBF";
  for (size_t i = 0; i < count; i++) {
    if (self->marked < 3 && bytes[i] == mark[self->marked]) {
      self->marked++;
      put(self, &bytes[i], 1);
      continue;
    }
    self->marked = 3;
    take(self, bytes[i]);
  }
}

static cwp_status finish(patching *self, const cwp_input *input, uint64_t *patched, cwp_error *error) {
  if (self->state != AT_FIELD || self->field > 0) end_record(self);
  flush(self);
  if (patched != NULL) *patched = self->patched;
  if (self->failed) return cwp__fail_in(error, cwp__fail(error, CWP_ERROR_IO, "cannot be written"), self->output->name);
  if (!self->is_wrong && !self->has_patch) return CWP_OK;
  return cwp__fail_in(error, cwp__fail(error, CWP_ERROR_INVALID, "this is not the file that was read before"),
                      input->name);
}

cwp_status cwp__patch_file(const cwp_input *input, size_t field, cwp__patch_source *next, void *context,
                           const cwp_output *output, uint64_t *patched, cwp_error *error) {
  char bytes[ROOM];
  patching self = {.output = output, .wanted_field = field, .source = next, .context = context};
  self.has_patch = next(context, &self.patch);
  for (;;) {
    size_t count = input->read(input->context, bytes, sizeof bytes);
    if (count > sizeof bytes)
      return cwp__fail_in(error, cwp__fail(error, CWP_ERROR_IO, "cannot be read: %s", cwp__file_reason(input)),
                          input->name);
    if (count == 0 || self.failed) break;
    take_bytes(&self, bytes, count);
  }
  return finish(&self, input, patched, error);
}
