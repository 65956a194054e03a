#ifndef CWP_EXCHANGE_LISTED_H
#define CWP_EXCHANGE_LISTED_H

/* Items of the national code lists, by what people write: a code, a bulk upload code, or a title. */

#include "base/text.h"
#include "cwp/pathway.h"

/* The pathway whose code lists are used: this one, or the default edition where it has none of its own, as the
   framework of an organisation may; the files are national all the same. */
const cwp_pathway *cwp__listed_in(const cwp_pathway *pathway);

/* The item of a list ("training-category") with that code, bulk upload code or title, without regard to ASCII case; a
   retired one included. CWP_NONE if there is none. */
cwp_id cwp__listed_find(const cwp_pathway *lists, const char *list, cwp__span text);

#endif
