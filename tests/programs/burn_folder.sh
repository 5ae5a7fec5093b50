#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The burn_folder samples, from a folder to a verified disc, on one medium: burn_folder.sh MEDIUM.
. "$(dirname "$0")/common.sh"
medium=$1

# Both bars to their ends, and the last step.
shows_progress() {
    grep -q 'Writing *\[#*\] 100 %' "$output" && grep -q 'Verifying *\[#*\] 100 %' "$output" &&
        grep -q 'Completed' "$output"
}

# What the progress of a script consists of: actions in order, each with the percentages it reached.
actions() {
    tr -d '\r' <"$output" | sed -n 's/^  \([A-Z][a-z ]*[a-z]\)\( *[0-9]* %.*\)\{0,1\}$/\1/p' | uniq
}

expected_actions() {
    printf '%s\n' 'Looking at the disc'
    [ "$medium" != dvd+rw ] || printf '%s\n' 'Formatting'
    printf '%s\n' 'Preparing the recorder' 'Calibrating the laser' 'Writing' 'Closing' 'Verifying' 'Completed'
}

actions_in_order() { diff <(expected_actions) <(actions); }

# rises_to_the_end <action>: from 0 to 100 %, never back.
rises_to_the_end() {
    local percents
    percents=$(sed -n "s/^  $1 *\([0-9]*\) %.*/\1/p" "$output")
    [ "$(head -n 1 <<<"$percents")" = 0 ] && [ "$(tail -n 1 <<<"$percents")" = 100 ] &&
        sort -n -c <<<"$percents"
}

# What the sample says in a host that has events.
judge_script_progress() {
    point 'its actions come in order' actions_in_order
    point 'writing rises to 100 %' rises_to_the_end Writing
    point 'verifying rises to 100 %' rises_to_the_end Verifying
    point 'it tells the speed and the time left' \
        grep -qE '^  Writing +[0-9]+ %  [0-9]+(\.[0-9])? MB/s  [0-9]+:[0-5][0-9] left' "$output"
}

# judge_script <folder> <disc>: what a sample in a script says, and what it burned.
judge_script() {
    point 'it says that it burned and verified' says 'Burned and verified.'
    point 'it lists the recorder' grep -q '^Recorder 0: ' "$output"
    judge_disc "$1" "$2"
}

real_folder_make "$work/source" 5
source_path=$(windows_path "$work/source")

point "a recorder with a blank $medium is added" only_recorder "$medium" "$work/c.iso"
point 'the C sample lists it' burn_folder --list
point 'the list names the recorder' grep -q '^Recorder 0: ' "$output"
point 'the C sample burns and verifies' burn_folder --volume SAMPLE --verify full "$source_path"
point 'it says so' says 'The disc is burned and verified.'
point 'it shows progress' shows_progress
judge_disc "$work/source" "$work/c.iso"

for language in vbs js; do
    sample=$(windows_path "$root/samples/burn_folder.$language")
    only_recorder "$medium" "$work/cscript.$language.iso"
    point "burn_folder.$language burns in cscript" windows cscript //nologo "$sample" "$source_path"
    point 'it says that there is no progress' says 'there will be no progress'
    judge_script "$work/source" "$work/cscript.$language.iso"

    only_recorder "$medium" "$work/host.$language.iso"
    point "burn_folder.$language burns in a host with events" script_host "$sample" "$source_path"
    judge_script_progress
    judge_script "$work/source" "$work/host.$language.iso"

    # As it is where IDispatch of the writer does not have what IBurnVerification has.
    sed 's/\.BurnVerificationLevel/.MemberOfAnotherInterface/' "$root/samples/burn_folder.$language" \
        >"$work/unverified.$language"
    only_recorder "$medium" "$work/unverified.$language.iso"
    point 'where a script cannot ask for verification, it burns all the same' \
        script_host "$(windows_path "$work/unverified.$language")" "$source_path"
    point 'and says what it did not do' says 'Burned. Not verified'
    point '7-Zip finds the folder on that disc' judge 7z "$work/source" "$work/unverified.$language.iso"
done
finish
