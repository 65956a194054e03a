#ifndef CWP_ADVICE_ROTA_INDEX_H
#define CWP_ADVICE_ROTA_INDEX_H

/* Ids to places, without regard to ASCII case. The ids stay where they are; the index asks for them by place. */

#include "advice/rota.h"

/* The id at a place of whatever is indexed. */
typedef const char *(*cwp__id_at)(const cwp_rota *board, uint32_t place);

/* The place of an id, or CWP__NO_PLACE. */
uint32_t cwp__index_find(const cwp__index *self, const cwp_rota *board, cwp__id_at id_at, const char *id);

/* Sees that another id fits in. Returns 0 when there is no memory, the index then being as it was. */
int cwp__index_reserve(cwp__index *self, const cwp_rota *board, cwp__id_at id_at);

/* Adds a place, whose id is in place already, after cwp__index_reserve. */
void cwp__index_add(cwp__index *self, const cwp_rota *board, cwp__id_at id_at, uint32_t place);

#endif
