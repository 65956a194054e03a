#include "text/fold.h"

/* From U+00C0 and from U+1E00: two places a character, blank where it has no letters of its own. */
static const char latin[] = "a a a a a a aec e e e e i i i i d n o o o o o   o u u u u y thss"
                            "a a a a a a aec e e e e i i i i d n o o o o o   o u u u u y thy "
                            "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g "
                            "g g g g h h h h i i i i i i i i i i ijijj j k k k l l l l l l l "
                            "l l l n n n n n n n n n o o o o o o oeoer r r r r r s s s s s s "
                            "s s t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s ";
static const char latin_more[] = "a a b b b b b b c c d d d d d d d d d d e e e e e e e e e e f f "
                                 "g g h h h h h h h h h h i i i i k k k k k k l l l l l l l l m m "
                                 "m m m m n n n n n n n n o o o o o o o o p p p p r r r r r r r r "
                                 "s s s s s s s s s s t t t t t t t t u u u u u u u u u u v v v v "
                                 "w w w w w w w w w w x x x x y y z z z z z z h t w y a s     ss  "
                                 "a a a a a a a a a a a a a a a a a a a a a a a a e e e e e e e e "
                                 "e e e e e e e e i i i i o o o o o o o o o o o o o o o o o o o o "
                                 "o o o o u u u u u u u u u u u u u u u y y y y y y y y           ";

/* A run of characters that are all of one kind, other than the letters of words. */
typedef struct stretch {
  uint32_t first, last;
  cwp__fold_kind kind;
} stretch;

/* The first that holds a character counts; what is in none is taken for a letter. */
static const stretch stretches[] = {
    {0x0000, 0x00a9, CWP__FOLD_BREAK},      {0x00ab, 0x00ac, CWP__FOLD_BREAK},      {0x00ad, 0x00ad, CWP__FOLD_NOTHING},
    {0x00ae, 0x00b1, CWP__FOLD_BREAK},      {0x00b4, 0x00b4, CWP__FOLD_BREAK},      {0x00b6, 0x00b8, CWP__FOLD_BREAK},
    {0x00bb, 0x00bf, CWP__FOLD_BREAK},      {0x00d7, 0x00d7, CWP__FOLD_BREAK},      {0x00f7, 0x00f7, CWP__FOLD_BREAK},
    {0x02b9, 0x02bc, CWP__FOLD_APOSTROPHE}, {0x02c2, 0x02ff, CWP__FOLD_BREAK},      {0x0300, 0x036f, CWP__FOLD_NOTHING},
    {0x200b, 0x200f, CWP__FOLD_NOTHING},    {0x2018, 0x2019, CWP__FOLD_APOSTROPHE}, {0x202a, 0x202e, CWP__FOLD_NOTHING},
    {0x2060, 0x206f, CWP__FOLD_NOTHING},    {0x2000, 0x206f, CWP__FOLD_BREAK},      {0x20a0, 0x20cf, CWP__FOLD_BREAK},
    {0x20d0, 0x20ff, CWP__FOLD_NOTHING},    {0x2190, 0x245f, CWP__FOLD_BREAK},      {0x2500, 0x2bff, CWP__FOLD_BREAK},
    {0x2e00, 0x2e7f, CWP__FOLD_BREAK},      {0x3000, 0x3004, CWP__FOLD_BREAK},      {0x3008, 0x3020, CWP__FOLD_BREAK},
    {0xe000, 0xf8ff, CWP__FOLD_BREAK},      {0xfe00, 0xfe0f, CWP__FOLD_NOTHING},    {0xfe10, 0xfe6f, CWP__FOLD_BREAK},
    {0xfeff, 0xfeff, CWP__FOLD_NOTHING},    {0xfff0, 0xffff, CWP__FOLD_BREAK},      {0x1f000, 0x1faff, CWP__FOLD_BREAK},
    {0xe0000, 0x10ffff, CWP__FOLD_NOTHING},
};

static cwp__fold_kind kind_of(uint32_t point) {
  for (size_t i = 0; i < sizeof stretches / sizeof *stretches; i++)
    if (point >= stretches[i].first && point <= stretches[i].last) return stretches[i].kind;
  return CWP__FOLD_WORD;
}

/* Compatibility shapes of ASCII: full width, mathematical and circled letters and digits; the character itself else. */
static uint32_t plain(uint32_t point) {
  if (point >= 0xff01 && point <= 0xff5e) return point - 0xff01 + '!';
  if (point >= 0x1d400 && point <= 0x1d6a3) return 'a' + (point - 0x1d400) % 26;
  if (point >= 0x1d7ce && point <= 0x1d7ff) return '0' + (point - 0x1d7ce) % 10;
  if (point >= 0x24b6 && point <= 0x24e9) return 'a' + (point - 0x24b6) % 26;
  if (point == 0xaa) return 'a';
  if (point == 0xba) return 'o';
  if (point == 0xb2 || point == 0xb3) return point - 0xb0 + '0';
  if (point == 0xb9) return '1';
  return point;
}

/* Small letters of Greek and Cyrillic. */
static uint32_t small(uint32_t point) {
  if (point >= 0x0391 && point <= 0x03a9) return point + 32;
  if (point >= 0x0410 && point <= 0x042f) return point + 32;
  if (point >= 0x0400 && point <= 0x040f) return point + 80;
  return point;
}

static size_t encode(uint32_t point, char out[CWP__FOLD_SIZE]) {
  if (point < 0x800) {
    out[0] = (char)(0xc0 | (point >> 6));
    out[1] = (char)(0x80 | (point & 0x3f));
    return 2;
  }
  if (point < 0x10000) {
    out[0] = (char)(0xe0 | (point >> 12));
    out[1] = (char)(0x80 | ((point >> 6) & 0x3f));
    out[2] = (char)(0x80 | (point & 0x3f));
    return 3;
  }
  out[0] = (char)(0xf0 | (point >> 18));
  out[1] = (char)(0x80 | ((point >> 12) & 0x3f));
  out[2] = (char)(0x80 | ((point >> 6) & 0x3f));
  out[3] = (char)(0x80 | (point & 0x3f));
  return 4;
}

static cwp__fold_kind fold_ascii(uint32_t point, char out[CWP__FOLD_SIZE], size_t *size) {
  if (point >= 'A' && point <= 'Z') point += 'a' - 'A';
  if (point == '\'' || point == '`') return CWP__FOLD_APOSTROPHE;
  if (!((point >= 'a' && point <= 'z') || (point >= '0' && point <= '9'))) return CWP__FOLD_BREAK;
  out[0] = (char)point;
  *size = 1;
  return CWP__FOLD_WORD;
}

static size_t take_pair(const char *pair, char out[CWP__FOLD_SIZE]) {
  size_t size = 0;
  while (size < 2 && pair[size] != ' ') {
    out[size] = pair[size];
    size++;
  }
  return size;
}

/* The ligatures from U+FB00: ff fi fl ffi ffl st st. */
static size_t take_ligature(uint32_t point, char out[CWP__FOLD_SIZE]) {
  static const char *const ligatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
  size_t size = 0;
  for (const char *text = ligatures[point - 0xfb00]; text[size]; size++)
    out[size] = text[size];
  return size;
}

cwp__fold_kind cwp__fold(uint32_t point, char out[CWP__FOLD_SIZE], size_t *size) {
  *size = 0;
  point = plain(point);
  if (point < 0x80) return fold_ascii(point, out, size);
  cwp__fold_kind kind = kind_of(point);
  if (kind != CWP__FOLD_WORD) return kind;
  if (point >= 0xc0 && point < 0x180) *size = take_pair(latin + (size_t)2 * (point - 0xc0), out);
  if (point >= 0x1e00 && point < 0x1f00) *size = take_pair(latin_more + (size_t)2 * (point - 0x1e00), out);
  if (point >= 0xfb00 && point <= 0xfb06) *size = take_ligature(point, out);
  if (*size == 0) *size = encode(small(point), out);
  return CWP__FOLD_WORD;
}
