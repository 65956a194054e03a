#ifndef COMMAND_SPOOL_H
#define COMMAND_SPOOL_H

/*
 * Lists of bytes that grow side by side and are read again in the end, each from its beginning: findings by file and
 * severity. What does not fit a small buffer goes to one temporary file that nobody else sees, so that the number of
 * findings takes disk and not memory.
 */

#include <stddef.h>
#include <stdio.h>

typedef struct cmd_spool_list {
  char *block; /* the last bytes, NULL while there are none */
  size_t used;
  size_t *blocks; /* places of full blocks in the file, in units of a block */
  size_t block_count;
  size_t block_capacity;
} cmd_spool_list;

typedef struct cmd_spool {
  cmd_spool_list *lists;
  size_t list_count;
  FILE *file; /* NULL until it is needed */
  size_t blocks_in_file;
} cmd_spool;

/* They return 0 where there is no memory or the temporary file fails. Free in every case. */
int spool_start(cmd_spool *self, size_t lists);
int spool_add(cmd_spool *self, size_t list, const void *bytes, size_t length);
void spool_free(cmd_spool *self);

/* Reading one list. */
typedef struct cmd_spool_reader {
  cmd_spool *spool;
  size_t list;
  size_t next_block;
  char *block;
  size_t at;
  size_t length;
} cmd_spool_reader;

int spool_open(cmd_spool_reader *self, cmd_spool *spool, size_t list);
/* Gives the next bytes; 0 where the list has no more of them. */
int spool_read(cmd_spool_reader *self, void *bytes, size_t length);
void spool_close(cmd_spool_reader *self);

#endif
