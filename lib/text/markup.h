#ifndef CWP_TEXT_MARKUP_H
#define CWP_TEXT_MARKUP_H

/* HTML inside text: what to leave out and what an entity stands for. */

#include <stddef.h>
#include <stdint.h>

/*
 * Bytes of the tag, comment, script or style element that begins at text[at], which is '<'; 0 when none does. What was
 * found never to be closed is noted in `*unclosed`, to begin with 0, so that a whole text takes linear time.
 */
size_t cwp__markup_length(const char *text, size_t length, size_t at, unsigned *unclosed);

/* Bytes of the entity that begins at text[at], which is '&', and the character that it stands for (a space for one that
   is not known); 0 when none does. */
size_t cwp__entity_length(const char *text, size_t length, size_t at, uint32_t *point);

#endif
