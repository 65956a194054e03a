#include "spool.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024 };

int spool_start(cmd_spool *self, size_t lists) {
  *self = (cmd_spool){calloc(lists + 1, sizeof *self->lists), lists, NULL, 0};
  return self->lists != NULL;
}

void spool_free(cmd_spool *self) {
  for (size_t i = 0; self->lists && i < self->list_count; i++) {
    free(self->lists[i].block);
    free(self->lists[i].blocks);
  }
  free(self->lists);
  if (self->file) fclose(self->file);
  *self = (cmd_spool){0};
}

/* Goes to a block of the file; a place beyond what the C library can seek to is a failure. */
static int seek_block(const cmd_spool *self, size_t block) {
  long place = (long)block * BLOCK_SIZE;
  return place / BLOCK_SIZE == (long)block && place >= 0 && fseek(self->file, place, SEEK_SET) == 0;
}

/* Writes a full block to the file and notes where it is. */
static int write_block(cmd_spool *self, cmd_spool_list *list) {
  if (!self->file) self->file = tmpfile();
  if (!self->file || !seek_block(self, self->blocks_in_file)) return 0;
  if (list->block_count == list->block_capacity) {
    size_t capacity = list->block_capacity ? list->block_capacity * 2 : 16;
    size_t *blocks = realloc(list->blocks, capacity * sizeof *blocks);
    if (!blocks) return 0;
    list->blocks = blocks;
    list->block_capacity = capacity;
  }
  if (fwrite(list->block, 1, BLOCK_SIZE, self->file) != BLOCK_SIZE) return 0;
  list->blocks[list->block_count++] = self->blocks_in_file++;
  list->used = 0;
  return 1;
}

int spool_add(cmd_spool *self, size_t index, const void *bytes, size_t length) {
  cmd_spool_list *list = &self->lists[index];
  const char *from = bytes;
  if (!list->block && !(list->block = malloc(BLOCK_SIZE))) return 0;
  while (length > 0) {
    if (list->used == BLOCK_SIZE && !write_block(self, list)) return 0;
    size_t some = BLOCK_SIZE - list->used < length ? BLOCK_SIZE - list->used : length;
    memcpy(list->block + list->used, from, some);
    list->used += some;
    from += some;
    length -= some;
  }
  return 1;
}

int spool_open(cmd_spool_reader *self, cmd_spool *spool, size_t list) {
  *self = (cmd_spool_reader){.spool = spool, .list = list, .block = malloc(BLOCK_SIZE)};
  return self->block != NULL;
}

void spool_close(cmd_spool_reader *self) {
  free(self->block);
}

/* Takes the next block; 0 where there is none. */
static int next_block(cmd_spool_reader *self) {
  const cmd_spool_list *list = &self->spool->lists[self->list];
  if (self->next_block > list->block_count) return 0;
  self->at = 0;
  self->length = self->next_block < list->block_count ? BLOCK_SIZE : list->used;
  if (self->next_block < list->block_count) {
    if (!seek_block(self->spool, list->blocks[self->next_block])) return 0;
    if (fread(self->block, 1, BLOCK_SIZE, self->spool->file) != BLOCK_SIZE) return 0;
  } else if (list->used > 0) {
    memcpy(self->block, list->block, list->used);
  }
  self->next_block++;
  return self->length > 0;
}

int spool_read(cmd_spool_reader *self, void *bytes, size_t length) {
  char *to = bytes;
  while (length > 0) {
    if (self->at == self->length && !next_block(self)) return 0;
    size_t some = self->length - self->at < length ? self->length - self->at : length;
    memcpy(to, self->block + self->at, some);
    self->at += some;
    to += some;
    length -= some;
  }
  return 1;
}
