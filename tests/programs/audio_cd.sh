#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The samples that record audio CDs, from a script to the disc: bchunk takes the disc apart by its
# cue sheet, and every sample is the source's.
. "$(dirname "$0")/common.sh"

program() { windows "$PROGRAMS_BIN/$1.exe" "${@:2}"; }
sample() { script_host "$(windows_path "$root/samples/$1")" "${@:2}"; }
ends_with() { # <code> <command...>
    local code=0
    "${@:2}" || code=$?
    [ "$code" -eq "$1" ]
}

word() { # <number>: four bytes, low one first
    local i
    for i in 0 8 16 24; do printf '%b' "\\x$(printf %02x $(($1 >> i & 255)))"; done
}
# wav <samples> <file>: samples with what a WAV file has before them, a chunk of odd size included.
wav() {
    local size
    size=$(stat -c %s "$1")
    {
        printf RIFF && word $((size + 48)) && printf 'WAVELIST' && word 3 && printf 'abc\0'
        printf 'fmt ' && word 16 && word $((0x20001)) && word 44100 && word 176400 &&
            word $((0x100004))
        printf data && word "$size" && cat "$1"
    } >"$2"
}

# has_track <number> <samples>: whether the track begins with them. The rest is its run-out.
has_track() {
    cmp -n "$(stat -c %s "$2")" "$2" "$work/part0$1.cdr"
}
splits() { # <name of the disc> <tracks>
    rm -f "$work"/part*
    (cd "$work" && bchunk "$1.bin" "$1.cue" part >/dev/null) || return 1
    [ "$(find "$work" -name 'part*.cdr' | wc -l)" -eq "$2" ]
}
is_all_files() {
    cat "$work"/[123].cdr >"$work/all.cdr"
    cmp -n "$(stat -c %s "$work/all.cdr")" "$work/all.cdr" "$1"
}
judge_tracks() { # <name of the disc>
    if command -v bchunk >/dev/null; then
        point 'bchunk finds three tracks' splits "$1" 3
        point 'the first is the first file' has_track 1 "$work/1.cdr"
        point 'the second is the second file' has_track 2 "$work/2.cdr"
        point 'the third is the third file' has_track 3 "$work/3.cdr"
    else
        skip_point 'the tracks' 'bchunk (Debian package bchunk) is missing'
    fi
}

for i in 1 2 3; do
    head -c $(((300 + 10 * i) * 2352)) /dev/urandom >"$work/$i.cdr"
    wav "$work/$i.cdr" "$work/$i.wav"
done
samples=("$(windows_path "$work/1.cdr")" "$(windows_path "$work/2.cdr")"
    "$(windows_path "$work/3.cdr")")

only_recorder cd-r "$work/script.bin"
point 'audio_cd.vbs: records three tracks' sample audio_cd.vbs "${samples[@]}"
point 'counts them' grep -q '^3 tracks, ' "$output"
point 'says so' says 'Recorded.'
judge_tracks script
point 'audio_cd.vbs: a disc that is recorded' ends_with 1 sample audio_cd.vbs "${samples[@]}"
point 'is refused in words' grep -q '^audio_cd: the disc cannot be used: [A-Z].*(0xC0AA05' "$output"

only_recorder cd-rw "$work/program.bin"
point 'audio_cd: records three WAV files' program audio_cd "$(windows_path "$work/1.wav")" \
    "$(windows_path "$work/2.wav")" "$(windows_path "$work/3.wav")"
point 'says so' says 'Recorded.'
judge_tracks program
only_recorder cd-r "$work/other.bin"
point 'audio_cd: what is no WAV file' ends_with 1 program audio_cd "${samples[0]}"
point 'is told of' says 'a file has no samples of a CD'
point 'audio_cd: tells how it is used' ends_with 2 program audio_cd

only_recorder cd-r "$work/raw.bin"
point 'raw_disc.vbs: records three tracks at once' sample raw_disc.vbs "${samples[@]}"
point 'says so' says 'Recorded.'
point 'the disc is all files, one right behind the other' is_all_files "$work/raw.bin"
if command -v bchunk >/dev/null; then
    point 'bchunk finds three tracks' splits raw 3
    point 'the third is the third file' has_track 3 "$work/3.cdr"
else
    skip_point 'the tracks' 'bchunk (Debian package bchunk) is missing'
fi
point 'raw_disc.vbs: a disc that is recorded' ends_with 1 sample raw_disc.vbs "${samples[@]}"
point 'is refused in words' grep -q '^raw_disc: the disc cannot be used: [A-Z].*(0xC0AA06' "$output"
no_recorders
finish
