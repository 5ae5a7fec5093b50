#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What the samples say when something is wrong, and that the disc stays as it was.
. "$(dirname "$0")/common.sh"

# refused <program> <arguments...>: ends with 1 and a message, and never claims success.
refused() {
    local code=0
    "$@" || code=$?
    [ "$code" -eq 1 ] || {
        echo "ended with $code instead of 1"
        return 1
    }
    grep -q '^burn_folder: .*: .*[a-z].* (0x[0-9A-F]*)' "$output" || {
        echo 'no message with a text and a code'
        return 1
    }
    ! grep -qE 'burned|Burned' "$output"
}

ends_with() { # <code> <command...>
    local code=0
    "${@:2}" || code=$?
    [ "$code" -eq "$1" ]
}

mkdir -p "$work/source"
echo 'some text' >"$work/source/file.txt"
source_path=$(windows_path "$work/source")

no_recorders
point 'without a recorder: list' burn_folder --list
point 'without a recorder: list says so' says 'There is no recorder.'
point 'without a recorder: C' refused burn_folder "$source_path"
point 'without a recorder: VBScript' refused burn_folder_script "$source_path"
point 'without a recorder: JScript' refused burn_folder_jscript "$source_path"
point 'wrong arguments: ends with 2' ends_with 2 burn_folder --verify perhaps "$source_path"
point 'wrong arguments: shows the usage' says 'usage: burn_folder'

recorder_tool add only --medium none
point 'empty tray: C' refused burn_folder "$source_path"
point 'empty tray: VBScript' refused burn_folder_script "$source_path"
point 'empty tray: JScript' refused burn_folder_jscript "$source_path"

only_recorder dvd+r "$work/missing folder/disc.iso"
point 'a disc in a folder that is not there: C' refused burn_folder "$source_path"
point 'a disc in a folder that is not there: VBScript' refused burn_folder_script "$source_path"

only_recorder dvd+r "$work/blank.iso"
point 'a source folder that is not there: C' refused burn_folder "$(windows_path "$work/no such folder")"
point 'a source folder that is not there: the message names it' says 'no such folder'
point 'a source folder that is not there: VBScript' refused burn_folder_script "$(windows_path "$work/no such folder")"
point 'a source folder that is not there: JScript' refused burn_folder_jscript "$(windows_path "$work/no such folder")"

mkdir "$work/too large"
truncate -s 3G "$work/too large/one.bin" "$work/too large/two.bin"
point 'more than the disc holds: C' refused burn_folder "$(windows_path "$work/too large")"
point 'more than the disc holds: VBScript' refused burn_folder_script "$(windows_path "$work/too large")"
rm -rf "$work/too large"

point 'after all that the disc still burns' burn_folder --verify full "$source_path"
sha256sum "$work/blank.iso" >"$work/before.txt"
point 'a closed DVD+R: C' refused burn_folder "$source_path"
point 'a closed DVD+R: VBScript' refused burn_folder_script "$source_path"
sha256sum "$work/blank.iso" >"$work/after.txt"
point 'a closed DVD+R stays as it was' same_text "$work/before.txt" "$work/after.txt"

only_recorder dvd+rw "$work/rewritable.iso"
point 'a DVD+RW burns' burn_folder --verify full "$source_path"
sha256sum "$work/rewritable.iso" >"$work/before.txt"
point 'a DVD+RW that holds data: refused without --overwrite' refused burn_folder "$source_path"
sha256sum "$work/rewritable.iso" >"$work/after.txt"
point 'a DVD+RW that holds data stays as it was' same_text "$work/before.txt" "$work/after.txt"
echo 'another text' >"$work/source/another file.txt"
point 'a DVD+RW that holds data: written anew with --overwrite' \
    burn_folder --overwrite --verify full "$source_path"
judge_disc "$work/source" "$work/rewritable.iso"
finish
