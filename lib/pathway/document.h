#ifndef CWP_PATHWAY_DOCUMENT_H
#define CWP_PATHWAY_DOCUMENT_H

/*
 * Framework files (lib/data/README.md) into a builder. Reading takes two walks, since records name each other freely:
 * the first defines every record of every document, the second links them.
 */

#include "base/json.h"
#include "pathway/builder.h"

/* Checks the head of a document: format, version, known keys. `*extends` is the edition it starts from, or NULL. */
cwp_status cwp__document_head(const cwp__json *document, const char **extends, int *carry, cwp_error *error);

/* First walk. Documents are numbered in the order of these calls. */
cwp_status cwp__document_define(cwp__builder *builder, const cwp__json *document, cwp_error *error);

/* Second walk, after the first of all documents. */
cwp_status cwp__document_link(cwp__builder *builder, const cwp__json *document, cwp_error *error);

#endif
