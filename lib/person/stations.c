#include "person/stations.h"

#include <string.h>

static const char part_mark[] = ":part";
static const char arrow = '>';

/* Takes ":part" off the end of a code; 1 if it was there. */
static int take_part_mark(cwp__span *code) {
  size_t length = sizeof part_mark - 1;
  if (code->length < length || memcmp(code->text + code->length - length, part_mark, length) != 0) return 0;
  code->length -= length;
  return 1;
}

const char *cwp__station_next(const char *text, cwp__station *out) {
  text += strspn(text, " ");
  if (!*text) return NULL;
  int came_back = *text == arrow;
  text += came_back;
  size_t length = strcspn(text, " "), edition = strcspn(text, ": ");
  *out = (cwp__station){.whole = {text, length}, .edition = {text, edition}, .extent = CWP_EXTENT_FULL};
  out->came_back = came_back;
  if (edition > 0 && edition < length) out->code = (cwp__span){text + edition + 1, length - edition - 1};
  if (take_part_mark(&out->code)) out->extent = CWP_EXTENT_PART;
  return text + length;
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

int cwp__station_is_of(const cwp__station *station, const char *edition) {
  if (station->code.length == 0 || strlen(edition) != station->edition.length) return 0;
  for (size_t i = 0; i < station->edition.length; i++)
    if (lower(edition[i]) != lower(station->edition.text[i])) return 0;
  return 1;
}

/* Whether a code can stand in a station and be read again. */
static int can_stand(const char *code) {
  cwp__span span = cwp__span_of(code);
  return span.length > 0 && strcspn(code, " ") == span.length && !take_part_mark(&span);
}

/* Stations in the making; there is room for them. */
typedef struct writer {
  char *text;
  size_t length;
} writer;

static void put(writer *self, const char *text, size_t length) {
  memcpy(self->text + self->length, text, length);
  self->length += length;
}

static void begin_station(writer *self, int came_back) {
  if (self->length > 0) put(self, " ", 1);
  if (came_back) put(self, &arrow, 1);
}

static void put_station(writer *self, const cwp__station *station, int came_back) {
  begin_station(self, came_back);
  put(self, station->whole.text, station->whole.length);
}

static const char *end(writer *self) {
  self->text[self->length] = '\0';
  return self->text;
}

/* The most that an arrow and a space add to each station is as much again as it is long. */
static int start(writer *self, cwp__arena *arena, size_t length) {
  *self = (writer){.text = cwp__arena_allocate(arena, 2 * length + sizeof part_mark + 4, 1)};
  return self->text != NULL;
}

const char *cwp__stations_after(cwp__arena *arena, const cwp__departure *departure) {
  const char *rest = departure->stations, *from = departure->from, *code = departure->code;
  writer self;
  cwp__station station;
  if (!start(&self, arena, strlen(rest) + strlen(from) + strlen(code))) return NULL;
  while ((rest = cwp__station_next(rest, &station)) != NULL) {
    if (cwp__station_is_of(&station, from) || cwp__station_is_of(&station, departure->to)) continue;
    int is_later = departure->back_to && station.whole.text > departure->back_to;
    put_station(&self, &station, station.came_back || is_later);
  }
  if (can_stand(code)) {
    begin_station(&self, departure->back_to != NULL);
    put(&self, from, strlen(from));
    put(&self, ":", 1);
    put(&self, code, strlen(code));
    if (departure->extent == CWP_EXTENT_PART) put(&self, part_mark, sizeof part_mark - 1);
  }
  return end(&self);
}

/* Whether one of the stations is that one, to the byte. */
static int has(const char *stations, const cwp__station *wanted) {
  cwp__station station;
  while ((stations = cwp__station_next(stations, &station)) != NULL)
    if (station.came_back == wanted->came_back && station.whole.length == wanted->whole.length &&
        memcmp(station.whole.text, wanted->whole.text, wanted->whole.length) == 0)
      return 1;
  return 0;
}

const char *cwp__stations_join(cwp__arena *arena, const char *a, const char *b) {
  const char *rest = a;
  writer self;
  cwp__station station;
  if (!start(&self, arena, strlen(a) + strlen(b))) return NULL;
  while ((rest = cwp__station_next(rest, &station)) != NULL)
    put_station(&self, &station, station.came_back);
  while ((b = cwp__station_next(b, &station)) != NULL)
    if (!has(a, &station)) put_station(&self, &station, station.came_back);
  return end(&self);
}
