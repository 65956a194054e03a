#include "terminal.h"

#include <stdio.h>
#include <string.h>

typedef struct cmd_range {
  uint32_t first;
  uint32_t last;
} cmd_range;

/* Controls of lines, of writing direction and of nothing that can be seen: a name has no use for them. */
static const cmd_range unsafe_ranges[] = {
    {0x0, 0x1F},      {0x7F, 0x9F},     {0xAD, 0xAD},     {0x61C, 0x61C},   {0x180E, 0x180E}, {0x200B, 0x200B},
    {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F},
};

/* Marks that sit on the character before them, and the joiners that some scripts write names with. */
static const cmd_range zero_width_ranges[] = {
    {0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},   {0x610, 0x61A},   {0x64B, 0x65F},   {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF}, {0x200C, 0x200D}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
};

/* East Asian wide characters and pictures. */
static const cmd_range double_width_ranges[] = {
    {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD},
};

static int in_ranges(uint32_t point, const cmd_range *ranges, size_t count) {
  for (size_t i = 0; i < count && point >= ranges[i].first; i++) {
    if (point <= ranges[i].last) return 1;
  }
  return 0;
}

#define IN_RANGES(point, ranges) in_ranges(point, ranges, sizeof(ranges) / sizeof *(ranges))

int is_unsafe(uint32_t point) {
  return IN_RANGES(point, unsafe_ranges);
}

static unsigned point_width(uint32_t point) {
  if (point < 0x300) return 1;
  if (IN_RANGES(point, zero_width_ranges)) return 0;
  return IN_RANGES(point, double_width_ranges) ? 2 : 1;
}

unsigned utf8_read(const char *text, size_t length, uint32_t *point) {
  const unsigned char *bytes = (const unsigned char *)text;
  unsigned size = bytes[0] < 0x80 ? 1 : bytes[0] < 0xC2 ? 0 : bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
  if (size == 0 || bytes[0] > 0xF4 || size > length) return 0;
  static const unsigned char lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  uint32_t value = bytes[0] & lead_bits[size];
  for (unsigned i = 1; i < size; i++) {
    if ((bytes[i] & 0xC0) != 0x80) return 0;
    value = value << 6 | (bytes[i] & 0x3F);
  }
  if (value < least[size] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
  *point = value;
  return size;
}

size_t utf8_whole(const char *text, size_t length) {
  uint32_t point;
  for (size_t back = 1; back <= 4 && back <= length; back++) {
    unsigned char byte = (unsigned char)text[length - back];
    if ((byte & 0xC0) == 0x80) continue;
    return byte >= 0xC0 && utf8_read(text + length - back, back, &point) != back ? length - back : length;
  }
  return length;
}

static void escape_point(cmd_glyph *glyph, uint32_t point) {
  int length;
  if (point == '\n' || point == '\r' || point == '\t') {
    length = snprintf(glyph->shown, sizeof glyph->shown, "\\%c", point == '\n' ? 'n' : point == '\r' ? 'r' : 't');
  } else if (point < 0x100) {
    length = snprintf(glyph->shown, sizeof glyph->shown, "\\x%02X", (unsigned)point);
  } else {
    length = snprintf(glyph->shown, sizeof glyph->shown, "\\u{%04X}", (unsigned)point);
  }
  glyph->length = length > 0 ? (unsigned)length : 0;
  glyph->width = glyph->length;
}

/* Most text is printable ASCII, which stands for itself. */
static int is_plain(char byte) {
  return byte >= 0x20 && byte < 0x7F;
}

cmd_glyph glyph_at(const char *text, size_t length) {
  cmd_glyph glyph = {{0}, 0, 1, 0};
  if (is_plain(text[0])) {
    glyph.shown[0] = text[0];
    glyph.length = glyph.width = 1;
    return glyph;
  }
  uint32_t point = 0;
  unsigned size = utf8_read(text, length, &point);
  if (size == 0) {
    escape_point(&glyph, (unsigned char)text[0]);
    return glyph;
  }
  glyph.taken = size;
  if (is_unsafe(point)) {
    escape_point(&glyph, point);
    return glyph;
  }
  memcpy(glyph.shown, text, size);
  glyph.length = size;
  glyph.width = point_width(point);
  return glyph;
}

size_t text_width(const char *text) {
  size_t length = strlen(text), width = 0;
  for (size_t i = 0; i < length;) {
    for (; is_plain(text[i]); i++)
      width++;
    if (i == length) break;
    cmd_glyph glyph = glyph_at(text + i, length - i);
    width += glyph.width;
    i += glyph.taken;
  }
  return width;
}

void show_text(char *out, size_t size, const char *text) {
  size_t length = strlen(text), used = 0;
  for (size_t i = 0; i < length;) {
    cmd_glyph glyph = glyph_at(text + i, length - i);
    if (used + glyph.length >= size) break;
    memcpy(out + used, glyph.shown, glyph.length);
    used += glyph.length;
    i += glyph.taken;
  }
  out[used] = '\0';
}
