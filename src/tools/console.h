/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Arguments and output of a console program in UTF-8; win32/ and posix/ implement it. */
#ifndef OPENIMAPI_TOOLS_CONSOLE_H
#define OPENIMAPI_TOOLS_CONSOLE_H

/** The program, called by main() of console.c; both vectors end with NULL. Gives the exit code. */
int console_main(int argc, char **argv);

/** Writes UTF-8 text to the standard output. */
void console_print(const char *text);

/** Writes UTF-8 text to the standard error output. */
void console_print_error(const char *text);

#endif
