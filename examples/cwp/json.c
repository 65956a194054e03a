#include "json.h"

#include "output.h"
#include "terminal.h"

#include <inttypes.h>
#include <string.h>

static void new_line(const cmd_json *self) {
  out_text("\n");
  out_spaces((size_t)self->depth * 2);
}

/* What stands before a value or a key: a comma after another one, and a line of its own unless all is on one line. */
static void begin_item(cmd_json *self) {
  if (self->after_key) {
    self->after_key = 0;
    return;
  }
  if (self->depth == 0) return;
  unsigned char *filled = &self->filled[self->depth];
  int flat = self->flat_from && self->depth >= self->flat_from;
  if (*filled) out_text(flat ? ", " : ",");
  if (!flat) new_line(self);
  *filled = 1;
}

static void open_value(cmd_json *self, char opening, char closing) {
  begin_item(self);
  out_bytes(&opening, 1);
  if (self->depth + 1 < JSON_DEPTH) self->depth++;
  self->filled[self->depth] = 0;
  self->closing[self->depth] = closing;
}

void json_object(cmd_json *self) {
  open_value(self, '{', '}');
}

void json_array(cmd_json *self) {
  open_value(self, '[', ']');
}

void json_flat_object(cmd_json *self) {
  json_object(self);
  if (!self->flat_from) self->flat_from = self->depth;
}

void json_flat_array(cmd_json *self) {
  json_array(self);
  if (!self->flat_from) self->flat_from = self->depth;
}

void json_end(cmd_json *self) {
  char closing = self->closing[self->depth];
  int flat = self->flat_from && self->depth >= self->flat_from;
  int filled = self->filled[self->depth];
  if (self->flat_from == self->depth) self->flat_from = 0;
  self->depth--;
  if (filled && !flat) new_line(self);
  out_bytes(&closing, 1);
}

void json_start(cmd_json *self) {
  *self = (cmd_json){0};
  json_object(self);
}

void json_finish(cmd_json *self) {
  json_end(self);
  out_text("\n");
}

static void out_unit(uint32_t unit) {
  out_format("\\u%04x", (unsigned)unit);
}

/* Writes a character that cannot stand as it is. */
static void out_escaped(uint32_t point) {
  static const char short_names[] = "\"\"\\\\\bb\ff\nn\rr\tt";
  for (size_t i = 0; i + 1 < sizeof short_names; i += 2) {
    if (point == (unsigned char)short_names[i]) {
      out_format("\\%c", short_names[i + 1]);
      return;
    }
  }
  if (point < 0x10000) {
    out_unit(point);
    return;
  }
  out_unit(0xD800 + ((point - 0x10000) >> 10));
  out_unit(0xDC00 + ((point - 0x10000) & 0x3FF));
}

/* Bytes at the start of a text that can stand as they are: all printable ASCII but quote and backslash. */
static size_t plain_run(const char *text, size_t length) {
  size_t run = 0;
  while (run < length && text[run] >= 0x20 && text[run] < 0x7F && text[run] != '"' && text[run] != '\\')
    run++;
  return run;
}

static void out_string(const char *text) {
  size_t length = strlen(text);
  out_bytes("\"", 1);
  for (size_t i = 0; i < length;) {
    size_t run = plain_run(text + i, length - i);
    out_bytes(text + i, run);
    i += run;
    if (i == length) break;
    uint32_t point = 0xFFFD;
    unsigned size = utf8_read(text + i, length - i, &point);
    if (size > 1 && !is_unsafe(point)) {
      out_bytes(text + i, size);
    } else {
      out_escaped(point);
    }
    i += size ? size : 1;
  }
  out_bytes("\"", 1);
}

void json_document(const char *text) {
  size_t length = strlen(text);
  for (size_t i = 0; i < length;) {
    uint32_t point = 0xFFFD;
    unsigned size = utf8_read(text + i, length - i, &point);
    /* Outside texts there is white space only, and inside them the library has escaped C0. */
    if (text[i] == '\n' || (size > 0 && !is_unsafe(point))) {
      out_bytes(text + i, size ? size : 1);
    } else {
      out_escaped(point);
    }
    i += size ? size : 1;
  }
  if (length == 0 || text[length - 1] != '\n') out_text("\n");
}

void json_key(cmd_json *self, const char *key) {
  begin_item(self);
  out_string(key);
  out_text(": ");
  self->after_key = 1;
}

void json_text(cmd_json *self, const char *text) {
  begin_item(self);
  out_string(text);
}

void json_number(cmd_json *self, int64_t number) {
  begin_item(self);
  out_format("%" PRId64, number);
}

void json_decimal(cmd_json *self, double number) {
  begin_item(self);
  out_format("%.3f", number);
}

void json_hundredths(cmd_json *self, int64_t hundredths) {
  if (hundredths < 0) {
    json_null(self);
    return;
  }
  begin_item(self);
  out_format("%" PRId64 ".%02d", hundredths / 100, (int)(hundredths % 100));
}

void json_boolean(cmd_json *self, int truth) {
  begin_item(self);
  out_text(truth ? "true" : "false");
}

void json_null(cmd_json *self) {
  begin_item(self);
  out_text("null");
}

void json_member(cmd_json *self, const char *key, const char *text) {
  json_key(self, key);
  if (text[0]) {
    json_text(self, text);
  } else {
    json_null(self);
  }
}

void json_optional(cmd_json *self, const char *key, const char *text) {
  if (text[0]) json_member(self, key, text);
}

void json_member_number(cmd_json *self, const char *key, int64_t number) {
  json_key(self, key);
  json_number(self, number);
}

void json_member_window(cmd_json *self, const char *key, int days) {
  json_key(self, key);
  if (days == CWP_EXPIRING_ANY)
    json_text(self, "any");
  else
    json_number(self, days);
}

void json_member_hundredths(cmd_json *self, const char *key, int64_t hundredths) {
  json_key(self, key);
  json_hundredths(self, hundredths);
}

void json_member_position(cmd_json *self, const char *key, uint64_t number) {
  json_key(self, key);
  if (number == 0) {
    json_null(self);
  } else {
    json_number(self, (int64_t)number);
  }
}

void json_member_boolean(cmd_json *self, const char *key, int truth) {
  json_key(self, key);
  json_boolean(self, truth);
}
