#ifndef COMMAND_WITHOUT_H
#define COMMAND_WITHOUT_H

/* What is left out of portfolios that are passed on. */

#include "arguments.h"

/* Reads --without, which may be given several times with several parts each. CODE_GO_ON or CODE_USAGE. */
int without_read(const cmd_arguments *arguments, cwp_print_options *options);

#endif
