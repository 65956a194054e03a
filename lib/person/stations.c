#include "person/stations.h"

#include <string.h>

static const char part_mark[] = ":part";

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
  size_t length = strcspn(text, " "), edition = strcspn(text, ": ");
  *out = (cwp__station){.whole = {text, length}, .edition = {text, edition}, .extent = CWP_EXTENT_FULL};
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

/* Adds a station to those in the making. */
static char *put(char *end, const char *begin, const char *text, size_t length) {
  if (end > begin) *end++ = ' ';
  memcpy(end, text, length);
  return end + length;
}

const char *cwp__stations_replace(cwp__arena *arena, const char *stations, const char *edition, const char *other,
                                  const char *code, cwp_extent extent) {
  size_t room = strlen(stations) + strlen(other) + strlen(code) + sizeof part_mark + 3;
  char *text = cwp__arena_allocate(arena, room, 1), *end = text;
  cwp__station station;
  if (!text) return NULL;
  while ((stations = cwp__station_next(stations, &station)) != NULL)
    if (!cwp__station_is_of(&station, edition) && !cwp__station_is_of(&station, other))
      end = put(end, text, station.whole.text, station.whole.length);
  if (can_stand(code)) {
    end = put(end, text, other, strlen(other));
    *end++ = ':';
    memcpy(end, code, strlen(code));
    end += strlen(code);
    size_t length = extent == CWP_EXTENT_PART ? sizeof part_mark - 1 : 0;
    memcpy(end, part_mark, length);
    end += length;
  }
  *end = '\0';
  return text;
}

/* Whether one of the stations is that one, to the byte. */
static int has(const char *stations, cwp__span whole) {
  cwp__station station;
  while ((stations = cwp__station_next(stations, &station)) != NULL)
    if (station.whole.length == whole.length && memcmp(station.whole.text, whole.text, whole.length) == 0) return 1;
  return 0;
}

const char *cwp__stations_join(cwp__arena *arena, const char *a, const char *b) {
  char *text = cwp__arena_allocate(arena, strlen(a) + strlen(b) + 2, 1), *end = text;
  cwp__station station;
  if (!text) return NULL;
  end = strlen(a) > 0 ? put(end, text, a, strlen(a)) : end;
  while ((b = cwp__station_next(b, &station)) != NULL)
    if (!has(a, station.whole)) end = put(end, text, station.whole.text, station.whole.length);
  *end = '\0';
  return text;
}
