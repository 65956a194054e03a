#ifndef CWP_ADVICE_ROTA_READY_H
#define CWP_ADVICE_ROTA_READY_H

/* rota-rules.json, which goes into the library byte for byte: data/embed.cmake makes it into C. */

#include <stddef.h>

extern const unsigned char cwp__rota_ready[];
extern const size_t cwp__rota_ready_length;

#endif
