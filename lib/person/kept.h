#ifndef CWP_PERSON_KEPT_H
#define CWP_PERSON_KEPT_H

#include "base/json.h"
#include "person/portfolio.h"

/* Has the builder keep each member of a portfolio's document that this version does not know, as it stands in the text.
   The document must have been read without fault. Errors: CWP_ERROR_MEMORY. */
cwp_status cwp__keep_unknown(const cwp__json *json, cwp_portfolio_builder *builder, cwp_error *error);

#endif
