/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A console that speaks UTF-8 by itself. */
#include "tools/console.h"

#include <stdio.h>

void console_print(const char *text)
{
    fputs(text, stdout);
}

void console_print_error(const char *text)
{
    fputs(text, stderr);
}

int main(int argc, char **argv)
{
    return console_main(argc, argv);
}
