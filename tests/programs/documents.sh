#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Every command that a page shows does what the page says: documents.sh PAGE...
. "$(dirname "$0")/common.sh"
. "$root/tests/programs/page.sh"

WINEPATH=$(windows_path "$PROGRAMS_BIN")
export WINEPATH
for page; do
    no_recorders
    run_page "$root/docs/$page"
done
no_recorders
finish
