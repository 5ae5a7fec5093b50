#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The sample that makes a raw image with CD-Text: what lies in the sub-channels of the image, taken
# apart by od and awk, and the samples of its tracks.
. "$(dirname "$0")/common.sh"

sector=2448 # bytes: 2352 of audio, 96 of sub-channels
program() { windows "$PROGRAMS_BIN/$1.exe" "${@:2}"; }
ends_with() { # <code> <command...>
    local code=0
    "${@:2}" || code=$?
    [ "$code" -eq "$1" ]
}

# texts <sector>: "kind track text" of each text of CD-Text in packs from that sector on, until they
# repeat. A pack is 24 symbols of six bits.
texts() {
    tail -c +$(($1 * sector + 1)) "$work/disc.raw" | head -c $((8 * sector)) |
        od -An -v -tu1 -w$sector | awk '
        function end_text() {
            if (text != "") printf "%02X %d %s\n", kind, track, text
            text = ""
            track++
        }
        {
            for (p = 0; p < 4; p++) {
                for (i = 0; i < 6; i++) {
                    word = 0
                    for (k = 1; k <= 4; k++) word = word * 64 + $(2352 + 24 * p + 4 * i + k) % 64
                    byte[3 * i] = int(word / 65536)
                    byte[3 * i + 1] = int(word / 256) % 256
                    byte[3 * i + 2] = word % 256
                }
                if (byte[2] != sequence++) exit
                if (byte[0] == 143) next
                if (byte[0] != kind) { kind = byte[0]; track = byte[1]; text = "" }
                for (i = 4; i < 16; i++) {
                    if (byte[i] == 0) end_text()
                    else text = text sprintf("%c", byte[i])
                }
            }
        }'
}
says_texts() { diff - <(texts 0); }

# position <sector>: the ten bytes of the Q channel.
position() {
    tail -c +$(($1 * sector + 2353)) "$work/disc.raw" | head -c 96 | od -An -v -tu1 -w96 | awk '
        {
            for (i = 0; i < 10; i++) {
                byte = 0
                for (k = 1; k <= 8; k++) byte = byte * 2 + int($(8 * i + k) / 64) % 2
                printf "%02X", byte
            }
            print ""
        }'
}
is_at() { [ "$(position "$1")" = "$2" ] || { position "$1"; return 1; }; }

# audio <first sector> <sectors>: the main channel.
audio() {
    local i
    for ((i = $1; i < $1 + $2; i++)); do
        tail -c +$((i * sector + 1)) "$work/disc.raw" | head -c 2352
    done
}
is_audio() { cmp "$1" <(audio "$2" "$3"); }

head -c $((300 * 2352)) /dev/urandom >"$work/one.cdr"
head -c $((310 * 2352)) /dev/urandom >"$work/two.cdr"

point 'cd_text: makes an image' program cd_text "$(windows_path "$work/disc.raw")" \
    'An album of songs' 'Somebody' 'The first one' "$(windows_path "$work/one.cdr")" \
    'Second' "$(windows_path "$work/two.cdr")"
point 'of all sectors from the lead-in to the lead-out' says "$(((22650 + 610 + 6750) * sector)) bytes"
point 'whose lead-in tells the texts' says_texts <<'END_OF_TEXTS'
80 0 An album of songs
80 1 The first one
80 2 Second
81 0 Somebody
81 1 Somebody
81 2 Somebody
END_OF_TEXTS
point 'and the table of contents' is_at 0 21000195000000000200
point 'with the second track' is_at 3 21000295000300000600
point 'which begins where it says' is_at $((22650 + 300)) 21020100000000000600
point 'the first track is the first file' is_audio "$work/one.cdr" 22650 300
point 'the second track is the second file' is_audio "$work/two.cdr" 22950 310
point 'cd_text: tells of a file that is not there' ends_with 1 program cd_text \
    "$(windows_path "$work/other.raw")" A B C "$(windows_path "$work/missing.cdr")"
point 'in words' says 'a file cannot be opened'
point 'cd_text: tells how it is used' ends_with 2 program cd_text "$(windows_path "$work/x.raw")" A
point 'with all arguments' says 'usage: cd_text IMAGE ALBUM PERFORMER TITLE FILE'
finish
