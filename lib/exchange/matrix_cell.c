#include "exchange/matrix_cell.h"

#include <string.h>

enum { CELL_SIZE = 160, WORD_SIZE = 24 };

typedef struct phrase {
  const char *text;
  cwp__cell_kind kind;
} phrase;

/* What a whole cell may say, in small letters. */
static const phrase phrases[] = {
    {"yes", CWP__CELL_TICK},
    {"y", CWP__CELL_TICK},
    {"true", CWP__CELL_TICK},
    {"\xE2\x9C\x93", CWP__CELL_TICK},
    {"\xE2\x9C\x94", CWP__CELL_TICK},
    {"\xE2\x9C\x94\xEF\xB8\x8F", CWP__CELL_TICK},
    {"\xE2\x98\x91", CWP__CELL_TICK},
    {"\xE2\x9C\x85", CWP__CELL_TICK},
    {"\xE2\x88\x9A", CWP__CELL_TICK},
    {"x", CWP__CELL_CROSS},
    {"\xC3\x97", CWP__CELL_CROSS},
    {"\xE2\x9C\x97", CWP__CELL_NO},
    {"\xE2\x9C\x98", CWP__CELL_NO},
    {"\xE2\x9C\x95", CWP__CELL_NO},
    {"\xE2\x9D\x8C", CWP__CELL_NO},
    {"no", CWP__CELL_NO},
    {"n", CWP__CELL_NO},
    {"false", CWP__CELL_NO},
    {"none", CWP__CELL_NO},
    {"nil", CWP__CELL_NO},
    {"-", CWP__CELL_NO},
    {"--", CWP__CELL_NO},
    {"\xE2\x80\x93", CWP__CELL_NO},
    {"\xE2\x80\x94", CWP__CELL_NO},
    {"not done", CWP__CELL_NO},
    {"not yet", CWP__CELL_NO},
    {"not started", CWP__CELL_NO},
    {"not completed", CWP__CELL_NO},
    {"not complete", CWP__CELL_NO},
    {"not attended", CWP__CELL_NO},
    {"did not attend", CWP__CELL_NO},
    {"dna", CWP__CELL_NO},
    {"outstanding", CWP__CELL_NO},
    {"incomplete", CWP__CELL_NO},
    {"missing", CWP__CELL_NO},
    {"to do", CWP__CELL_NO},
    {"todo", CWP__CELL_NO},
    {"to be booked", CWP__CELL_NO},
    {"needs booking", CWP__CELL_NO},
    {"not booked", CWP__CELL_NO},
    {"tbc", CWP__CELL_NO},
    {"tba", CWP__CELL_NO},
    {"tbb", CWP__CELL_NO},
    {"required", CWP__CELL_NO},
    {"needed", CWP__CELL_NO},
    {"needs doing", CWP__CELL_NO},
    {"n/a", CWP__CELL_NOT_APPLICABLE},
    {"na", CWP__CELL_NOT_APPLICABLE},
    {"n.a", CWP__CELL_NOT_APPLICABLE},
    {"not applicable", CWP__CELL_NOT_APPLICABLE},
    {"not required", CWP__CELL_NOT_APPLICABLE},
    {"not needed", CWP__CELL_NOT_APPLICABLE},
    {"exempt", CWP__CELL_NOT_APPLICABLE},
    {"refused", CWP__CELL_REFUSED},
    {"declined", CWP__CELL_REFUSED},
    {"did not pass", CWP__CELL_FAILED},
    {"not passed", CWP__CELL_FAILED},
    {"in progress", CWP__CELL_IN_PROGRESS},
    {"in-progress", CWP__CELL_IN_PROGRESS},
    {"working towards", CWP__CELL_IN_PROGRESS},
    {"wip", CWP__CELL_IN_PROGRESS},
    {"ongoing", CWP__CELL_IN_PROGRESS},
    {"out of date", CWP__CELL_EXPIRED},
    {"overdue", CWP__CELL_EXPIRED},
    {"due soon", CWP__CELL_DUE},
    {"renewal due", CWP__CELL_DUE},
    {"refresher due", CWP__CELL_DUE},
    {"update due", CWP__CELL_DUE},
    {"up to date", CWP__CELL_TICK},
    {"in date", CWP__CELL_TICK},
};

/* What a word among others does. */
typedef enum effect {
  EFFECT_NONE, /* it says how or where, which changes nothing */
  EFFECT_COMPLETED,
  EFFECT_EXPIRES,
  EFFECT_BOOKED,
  EFFECT_STARTED,
  EFFECT_FAILED,
  EFFECT_WITHDRAWN,
  EFFECT_EXPIRED,
  EFFECT_DUE,
  EFFECT_UNKNOWN
} effect;

static const struct {
  const char *word;
  effect effect;
} effects[] = {
    {"completed", EFFECT_COMPLETED},
    {"complete", EFFECT_COMPLETED},
    {"comp", EFFECT_COMPLETED},
    {"done", EFFECT_COMPLETED},
    {"passed", EFFECT_COMPLETED},
    {"pass", EFFECT_COMPLETED},
    {"attended", EFFECT_COMPLETED},
    {"achieved", EFFECT_COMPLETED},
    {"trained", EFFECT_COMPLETED},
    {"taken", EFFECT_COMPLETED},
    {"competent", EFFECT_COMPLETED},
    {"exp", EFFECT_EXPIRES},
    {"expires", EFFECT_EXPIRES},
    {"expiry", EFFECT_EXPIRES},
    {"expire", EFFECT_EXPIRES},
    {"expiring", EFFECT_EXPIRES},
    {"until", EFFECT_EXPIRES},
    {"till", EFFECT_EXPIRES},
    {"valid", EFFECT_EXPIRES},
    {"renew", EFFECT_EXPIRES},
    {"renewal", EFFECT_EXPIRES},
    {"booked", EFFECT_BOOKED},
    {"scheduled", EFFECT_BOOKED},
    {"planned", EFFECT_BOOKED},
    {"started", EFFECT_STARTED},
    {"enrolled", EFFECT_STARTED},
    {"commenced", EFFECT_STARTED},
    {"failed", EFFECT_FAILED},
    {"fail", EFFECT_FAILED},
    {"withdrawn", EFFECT_WITHDRAWN},
    {"withdrew", EFFECT_WITHDRAWN},
    {"cancelled", EFFECT_WITHDRAWN},
    {"canceled", EFFECT_WITHDRAWN},
    {"expired", EFFECT_EXPIRED},
    {"lapsed", EFFECT_EXPIRED},
    {"due", EFFECT_DUE},
    {"online", EFFECT_NONE},
    {"elearning", EFFECT_NONE},
    {"e", EFFECT_NONE},
    {"learning", EFFECT_NONE},
    {"f2f", EFFECT_NONE},
    {"face", EFFECT_NONE},
    {"classroom", EFFECT_NONE},
    {"virtual", EFFECT_NONE},
    {"zoom", EFFECT_NONE},
    {"cert", EFFECT_NONE},
    {"certificate", EFFECT_NONE},
    {"refresher", EFFECT_NONE},
    {"theory", EFFECT_NONE},
    {"practical", EFFECT_NONE},
    {"seen", EFFECT_NONE},
    {"for", EFFECT_NONE},
    {"on", EFFECT_NONE},
    {"to", EFFECT_NONE},
    {"date", EFFECT_NONE},
    {"in", EFFECT_NONE},
    {"house", EFFECT_NONE},
    {"inhouse", EFFECT_NONE},
    {"file", EFFECT_NONE},
    {"next", EFFECT_NONE},
    {"mon", EFFECT_NONE},
    {"tue", EFFECT_NONE},
    {"tues", EFFECT_NONE},
    {"wed", EFFECT_NONE},
    {"thu", EFFECT_NONE},
    {"thur", EFFECT_NONE},
    {"thurs", EFFECT_NONE},
    {"fri", EFFECT_NONE},
    {"sat", EFFECT_NONE},
    {"sun", EFFECT_NONE},
    {"monday", EFFECT_NONE},
    {"tuesday", EFFECT_NONE},
    {"wednesday", EFFECT_NONE},
    {"thursday", EFFECT_NONE},
    {"friday", EFFECT_NONE},
    {"saturday", EFFECT_NONE},
    {"sunday", EFFECT_NONE},
};

/* The cell in small letters with single spaces and without a full stop at its end. Returns its length, SIZE_MAX if it
   is too long to be read. */
static size_t simplify(cwp__span text, char out[CELL_SIZE]) {
  size_t length = 0;
  text = cwp__span_trim(text);
  while (text.length > 1 && strchr(".*!", text.text[text.length - 1]))
    text.length--;
  for (size_t i = 0; i < text.length; i++) {
    char c = text.text[i];
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
    if ((unsigned char)c == 0xC2 && i + 1 < text.length && (unsigned char)text.text[i + 1] == 0xA0) {
      i++; /* a space that does not break */
      c = ' ';
    }
    if (c == ' ' && (length == 0 || out[length - 1] == ' ')) continue;
    if (length + 1 >= CELL_SIZE) return SIZE_MAX;
    out[length++] = cwp__lower(c);
  }
  if (length > 0 && out[length - 1] == ' ') length--;
  out[length] = '\0';
  return length;
}

static effect effect_of(const char *text, size_t length) {
  char word[WORD_SIZE];
  if (length >= sizeof word) return EFFECT_UNKNOWN;
  memcpy(word, text, length);
  word[length] = '\0';
  for (size_t i = 0; i < sizeof effects / sizeof *effects; i++)
    if (strcmp(effects[i].word, word) == 0) return effects[i].effect;
  return EFFECT_UNKNOWN;
}

static int is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* A cell that is gone through word by word. */
typedef struct walk {
  cwp__cell_read *out;
  cwp__date_sense sense; /* of the next date */
  unsigned seen;         /* effects, by bit */
} walk;

static int add_day(walk *self, const cwp__day *day) {
  cwp__cell_read *out = self->out;
  if (out->day_count == CWP__CELL_DATES) return 0;
  for (size_t i = 0; i < out->day_count; i++)
    if (out->senses[i] == self->sense && self->sense != CWP__SENSE_PLAIN) return 0;
  out->days[out->day_count] = *day;
  out->senses[out->day_count++] = self->sense;
  self->sense = CWP__SENSE_PLAIN;
  return 1;
}

static int add_word(walk *self, const char *text, size_t length) {
  effect found = effect_of(text, length);
  if (found == EFFECT_UNKNOWN) return 0;
  self->seen |= 1u << found;
  if (found == EFFECT_COMPLETED) self->sense = CWP__SENSE_COMPLETED;
  if (found == EFFECT_EXPIRES || found == EFFECT_EXPIRED || found == EFFECT_DUE) self->sense = CWP__SENSE_EXPIRES;
  if (found == EFFECT_BOOKED) self->sense = CWP__SENSE_BOOKED;
  return 1;
}

/* Goes through the words and dates. Returns 0 at the first thing that cannot be read. */
static int walk_words(walk *self, const char *text, size_t length) {
  for (size_t i = 0; i < length;) {
    cwp__day day;
    size_t taken = cwp__day_read(text + i, length - i, &day);
    if (taken > 0) {
      if (!add_day(self, &day)) return 0;
      i += taken;
      continue;
    }
    size_t start = i;
    while (i < length && is_word(text[i]))
      i++;
    if (i > start && !add_word(self, text + start, i - start)) return 0;
    if (i == start && !strchr(" ,;:()-/.&+", text[i])) return 0;
    if (i == start) i++;
  }
  return 1;
}

static int has(const walk *self, effect what) {
  return (self->seen >> what & 1) != 0;
}

/* What words and dates come to. */
static cwp__cell_kind kind_of(const walk *self) {
  int is_dated = self->out->day_count > 0;
  int left_open = self->sense == CWP__SENSE_EXPIRES && !has(self, EFFECT_EXPIRED) && !has(self, EFFECT_DUE);
  if (has(self, EFFECT_FAILED)) return CWP__CELL_FAILED;
  if (has(self, EFFECT_WITHDRAWN)) return CWP__CELL_WITHDRAWN;
  if (has(self, EFFECT_STARTED)) return CWP__CELL_IN_PROGRESS;
  if (is_dated) {
    for (size_t i = 0; i < self->out->day_count; i++)
      if (self->out->senses[i] != CWP__SENSE_BOOKED) return CWP__CELL_DATED;
    return CWP__CELL_BOOKED;
  }
  if (has(self, EFFECT_BOOKED)) return CWP__CELL_BOOKED;
  if (left_open) return CWP__CELL_UNKNOWN;
  if (has(self, EFFECT_EXPIRED)) return CWP__CELL_EXPIRED;
  if (has(self, EFFECT_DUE)) return CWP__CELL_DUE;
  return has(self, EFFECT_COMPLETED) ? CWP__CELL_TICK : CWP__CELL_UNKNOWN;
}

void cwp__cell_read_text(cwp__span text, cwp__cell_read *out) {
  char simple[CELL_SIZE];
  walk self = {.out = out};
  *out = (cwp__cell_read){.kind = CWP__CELL_UNKNOWN};
  size_t length = simplify(text, simple);
  if (length == SIZE_MAX) return;
  if (length == 0) {
    out->kind = CWP__CELL_BLANK;
    return;
  }
  for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
    if (strcmp(phrases[i].text, simple) != 0) continue;
    out->kind = phrases[i].kind;
    return;
  }
  if (walk_words(&self, simple, length)) out->kind = kind_of(&self);
  if (out->kind == CWP__CELL_UNKNOWN) out->day_count = 0;
}
