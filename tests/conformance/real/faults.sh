#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What goes wrong between Wine's D: and a drive: commands refused, residuals that are wrong, drives
# that go, are slow, or lie. Nothing may crash, hang or be called a success that is none.
. "$(dirname "$0")/common.sh"

describe() { windows cscript //nologo "$(windows_path "$root/tests/conformance/real/describe.vbs")"; }

burns() { burn_folder --volume REAL --verify full "$source_path" && burn_is_there; }
burn_is_there() { judge 7z "$work/source" "$work/disc.iso"; }

# burn_fails <text>: the sample ends with 1, not with a crash or a hang, and gives a reason.
burn_fails() {
    local status=0
    timeout=100 burn_folder --volume REAL --verify full "$source_path" || status=$?
    [ "$status" = 1 ] && grep -qiE -- "$1" "$output"
}

fresh() { bridge_order plug && bridge_order lie none && bridge_order insert "$1"; }

real_start dvd+r
real_folder_make "$work/source" 1
source_path=$(windows_path "$work/source")

point 'every method of a recorder does what it should' \
    windows "$PROGRAMS_BIN/test_real_recorder.exe"

for residual in none half; do
    fresh dvd+r
    point "residual $residual" bridge_order residual "$residual"
    case $residual in
    none) point 'a burn does not trust lengths that are always full' burns ;;
    half) point 'a burn does not call half a transfer a success' burn_fails . ;;
    esac
done
bridge_order residual honest

fresh dvd+rw
point 'only commands that Linux leaves to every user' bridge_order unprivileged on
point 'are enough to burn' burns
bridge_order unprivileged off

fresh dvd+r
point 'optional commands refused' bridge_order refuse 4A 5C AC B6 BB BD 23
point 'do not keep it from burning' burns
bridge_order refuse

fresh dvd+r
point 'GET CONFIGURATION refused' bridge_order refuse 46
point 'neither does that' burns
bridge_order refuse

for how in silent error; do
    fresh dvd+r
    describe
    point "a drive that goes ($how)" bridge_order unplug "$how"
    point 'cannot be burned with' burn_fails .
    point 'and does not keep recorders from being listed' describe
    bridge_order plug
    point 'it works when it is back' burns
done

for fault in 'write#3:gone' 'write#3:3/0C/00' 'synchronize-cache:gone' 'close-track-session:gone' 'close-track-session:4/08/03'; do
    fresh dvd+r
    point "$fault" bridge_order faults "$fault"
    point 'ends the burn' burn_fails .
done

fresh dvd+r
point 'a slow drive' bridge_order faults 'any*20:slow=300 write*3:slow=2000'
point 'burns all the same' burns
bridge_order faults
finish
