#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Makes or removes the Wine prefix of the tests of programs: prefix.sh open|close.
set -euo pipefail
. "$(dirname "$0")/../../scripts/wine-prefix.sh"
exec </dev/null

case $1 in
open)
    wine_prefix_open "$PROGRAMS_PREFIX"
    for dll in imapi2 imapi2fs; do
        timeout 60 wine regsvr32 /s "$(windows_path "$PROGRAMS_BIN/$dll.dll")"
    done
    ;;
close)
    wine_prefix_use "$PROGRAMS_PREFIX"
    for dll in imapi2 imapi2fs; do
        timeout 60 wine regsvr32 /s /u "$(windows_path "$PROGRAMS_BIN/$dll.dll")"
    done
    wine_prefix_close
    rm -rf "$PROGRAMS_PREFIX"
    ;;
esac
