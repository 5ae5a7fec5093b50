#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Ctrl-C during a burn: it ends soon with the documented code, and the recorder is usable again.
. "$(dirname "$0")/common.sh"

# Interrupts the sample once it writes; its exit code is the result.
interrupted_burn() {
    local pid i
    timeout 240 wine "$PROGRAMS_BIN/burn_folder.exe" --progress lines \
        "$(windows_path "$work/large")" >"$output" 2>&1 &
    pid=$!
    for ((i = 0; i < 600; i++)); do
        ! grep -q 'Writing' "$output" || break
        sleep 0.05
    done
    kill -INT "$pid"
    wait "$pid"
}

mkdir "$work/large" "$work/small"
truncate -s 2G "$work/large/one.bin" "$work/large/two.bin"
echo 'some text' >"$work/small/file.txt"

only_recorder dvd+rw "$work/disc.iso"
point 'an interrupted burn fails' fails interrupted_burn
point 'it tells of the cancelling' grep -q 'cancelled: .*(0xC0AA0002)' "$output"
point 'it does not claim success' fails says 'The disc is burned'
point 'the recorder burns again' burn_folder --overwrite --verify full "$(windows_path "$work/small")"
judge_disc "$work/small" "$work/disc.iso"
finish
