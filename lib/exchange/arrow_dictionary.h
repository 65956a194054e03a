#ifndef CWP_EXCHANGE_ARROW_DICTIONARY_H
#define CWP_EXCHANGE_ARROW_DICTIONARY_H

/*
 * Dictionaries of a file of Arrow columns, which are replaced or grow between batches. Arrays that were given away keep
 * the version that they had.
 */

#include "exchange/arrow_schema.h"

/* Puts values in the place of those that a dictionary has. The memory is held. */
void cwp__arrow_dictionary_replace(cwp__arrow_dictionary *self, const cwp__arrow_buffers *values,
                                   cwp__arrow_memory *memory);

/*
 * Adds values behind those that a dictionary has. Where there is room it costs what is added; else the room is doubled.
 * Errors: CWP_ERROR_LIMIT above `most_bytes`, or where ends of 32 bits do not reach; CWP_ERROR_MEMORY.
 */
cwp_status cwp__arrow_dictionary_append(cwp__arrow_dictionary *self, const cwp__arrow_buffers *values,
                                        uint64_t most_bytes, const cwp__arrow_place *place, cwp_error *error);

#endif
