#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# openimapi-recorder: what it does, what it refuses, and its exit codes.
. "$(dirname "$0")/common.sh"

# ends_with <code> <arguments of the tool...>
ends_with() {
    local code=0
    recorder_tool "${@:2}" || code=$?
    [ "$code" -eq "$1" ] || {
        echo "ended with $code instead of $1"
        return 1
    }
}

lists() { recorder_tool list && says "$1"; }

disc=$work/'größe 光.iso'
no_recorders
point 'without a recorder: says so' lists 'There is no virtual recorder.'
point 'a recorder with a blank disc is added' \
    ends_with 0 add one --medium dvd+rw --disc "$(windows_path "$disc")" --vendor ACME
point 'its disc is there' test -e "$disc" -a -e "$disc.disc"
point 'it is listed' lists 'one: tray closed, dvd+rw, blank, '
point 'with the name of its disc' says 'größe 光.iso'
point 'the same name again is refused' ends_with 1 add ONE
point 'the message names the recorder' says "'ONE'"
point 'a name that is none is refused' ends_with 1 add 'a#b'
point 'a medium that is none is refused' ends_with 2 add two --medium floppy --disc x
point 'a medium without a file is refused' ends_with 2 add two --medium dvd+r
point 'a disc in a folder that is not there is warned of' \
    ends_with 0 add two --medium dvd+r --disc "$(windows_path "$work/nowhere/a.iso")"
point 'the warning names the file' says 'nowhere'
point 'the tray opens' ends_with 0 eject one
point 'and is listed so' lists 'one: tray open'
point 'the tray closes' ends_with 0 load one
point 'and is listed so' lists 'one: tray closed'
point 'a disc that is not there is not inserted' ends_with 1 insert one "$(windows_path "$work/other.iso")"
point 'and the one before stays' lists 'größe 光.iso'
point 'with a medium it is made' ends_with 0 insert one "$(windows_path "$work/other.iso")" --medium dvd+r
point 'and listed' lists 'one: tray closed, dvd+r, blank, '
echo rubbish >"$work/rubbish.iso"
point 'what is no disc is not inserted' ends_with 1 insert one "$(windows_path "$work/rubbish.iso")" --medium dvd+r
point 'and stays as it was' grep -q '^rubbish$' "$work/rubbish.iso"
wine reg add 'HKCU\Software\OpenIMAPI\VirtualRecorders\one' /v Disc /t REG_DWORD /d 7 /f >/dev/null 2>&1
point 'a damaged value is told' lists 'damaged: the path of the disc'
point 'a recorder is removed' ends_with 0 remove one
point 'and its disc stays' test -e "$work/other.iso"
point 'once only' ends_with 1 remove one
point 'unknown commands show the usage' ends_with 2 burn
point 'on the screen' says 'usage: openimapi-recorder'
point 'so do missing operands' ends_with 2 insert two
point 'and unknown options' ends_with 2 list --everything
point 'help is no failure' ends_with 0 --help
no_recorders
finish
