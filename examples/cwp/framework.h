#ifndef COMMAND_FRAMEWORK_H
#define COMMAND_FRAMEWORK_H

/* Which pathway a verb works with: --edition, --pathway, or the default; with --wording laid over it. */

#include "arguments.h"

/* CODE_GO_ON and a pathway, which goes back to cwp_pathway_free (that takes built-in ones too); or a code to end with.
 */
int framework_open(const cmd_arguments *arguments, cwp_pathway **own, const cwp_pathway **out);

/* The role category that `text` names. CODE_GO_ON or CODE_USAGE. */
int framework_role(const cmd_arguments *arguments, const cwp_pathway *pathway, const char *text, cwp_id *role);

/* Of a code that the pathway does not have: a sentence on the role category that another edition has by it, and on what
 * the crosswalks tie that to here; "" where no edition has one. */
void framework_elsewhere(const cwp_pathway *pathway, const char *code, char *text, size_t size);

/* The practice areas, and delegated healthcare activities, that all options of a name give, in an array to free; NULL
 * when there are none. */
int framework_settings(const cmd_arguments *arguments, const cwp_pathway *pathway, const char *option,
                       cwp_id **settings, size_t *count);

/* The built-in edition, or else the framework file, that `text` names. As framework_open. */
int framework_named(const cmd_arguments *arguments, const char *text, cwp_pathway **own, const cwp_pathway **out);

/* Explains what a library call made of something that somebody typed. CODE_USAGE, or the code of the error. */
int framework_refuse(const cmd_arguments *arguments, const cwp_error *error);

/* Code of the pathway's edition. */
const char *framework_edition(const cwp_pathway *pathway);

#endif
