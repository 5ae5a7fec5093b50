#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Both burn_folder samples, from a folder to a verified disc, on one medium: burn_folder.sh MEDIUM.
. "$(dirname "$0")/common.sh"
medium=$1

# Both bars to their ends, and the last step.
shows_progress() {
    grep -q 'Writing *\[#*\] 100 %' "$output" && grep -q 'Verifying *\[#*\] 100 %' "$output" &&
        grep -q 'Completed' "$output"
}

real_folder_make "$work/source" 5

point "a recorder with a blank $medium is added" only_recorder "$medium" "$work/c.iso"
point 'the C sample lists it' burn_folder --list
point 'the list names the recorder' grep -q '^Recorder 0: ' "$output"
point 'the C sample burns and verifies' \
    burn_folder --volume SAMPLE --verify full "$(windows_path "$work/source")"
point 'it says so' says 'The disc is burned and verified.'
point 'it shows progress' shows_progress
judge_disc "$work/source" "$work/c.iso"

only_recorder "$medium" "$work/script.iso"
point 'the VBScript sample burns' burn_folder_script "$(windows_path "$work/source")"
point 'it says that it burned and verified' says 'Burned and verified.'
point 'it lists the recorder' grep -q '^Recorder 0: ' "$output"
judge_disc "$work/source" "$work/script.iso"
finish
