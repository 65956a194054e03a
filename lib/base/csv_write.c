#include "base/csv_write.h"

#include <string.h>

static int wants_quotes(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (text[i] == ',' || text[i] == '"' || (text[i] >= '\t' && text[i] <= '\r')) return 1;
  return 0;
}

/* In quotes, those inside doubled, with a mark in front. */
static void put_quoted(cwp__buffer *out, const char *mark, const char *text, size_t length) {
  cwp__buffer_add_text(out, "\"");
  cwp__buffer_add_text(out, mark);
  while (length > 0) {
    const char *quote = memchr(text, '"', length);
    size_t run = quote == NULL ? length : (size_t)(quote - text) + 1;
    cwp__buffer_add(out, text, run);
    if (quote != NULL) cwp__buffer_add_text(out, "\"");
    text += run;
    length -= run;
  }
  cwp__buffer_add_text(out, "\"");
}

void cwp__csv_put(cwp__buffer *out, const char *text, size_t length) {
  if (wants_quotes(text, length))
    put_quoted(out, "", text, length);
  else
    cwp__buffer_add(out, text, length);
}

int cwp__csv_is_formula(char first) {
  return first != '\0' && strchr("=+-@\t\r", first) != NULL;
}

void cwp__csv_put_shown(cwp__buffer *out, const char *text) {
  const char *mark = cwp__csv_is_formula(*text) ? "'" : "";
  size_t length = strlen(text);
  if (wants_quotes(text, length) || *text == ' ' || (length > 0 && text[length - 1] == ' ')) {
    put_quoted(out, mark, text, length);
    return;
  }
  cwp__buffer_add_text(out, mark);
  cwp__buffer_add(out, text, length);
}

cwp__span cwp__csv_shown(cwp__span cell) {
  if (cell.length > 1 && cell.text[0] == '\'' && cwp__csv_is_formula(cell.text[1]))
    return (cwp__span){cell.text + 1, cell.length - 1};
  return cell;
}
