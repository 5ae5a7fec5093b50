#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Lets programs that we did not write burn audio on the virtual recorder and read it back: judges.sh
# JUDGE BIN, where BIN is the folder of burn_tracks, sg_bridge_server and libsg_bridge.so. Every sample, index,
# number and title has to be the one of the source. Prints TAP; ends with 77 where a program is
# missing or no stand-in can be made.
set -euo pipefail
export LC_ALL=C.UTF-8
judge=$1
bridge_bin=$(cd "$2" && pwd)
. "$(dirname "$0")/../../support/sg_bridge/bridge.sh"
. "$(dirname "$0")/../../support/sg_bridge/points.sh"

finish() {
    bridge_end
    rm -rf "$work"
}

le32() {
    printf '%b' "$(printf '\\x%02x\\x%02x\\x%02x\\x%02x' $(($1 & 255)) $(($1 >> 8 & 255)) \
        $(($1 >> 16 & 255)) $(($1 >> 24 & 255)))"
}

# wav_of <samples>: on standard output, of a compact disc.
wav_of() {
    local size
    size=$(stat -c %s "$1")
    printf 'RIFF'
    le32 $((size + 36))
    printf 'WAVEfmt '
    le32 16
    printf '\001\000\002\000'
    le32 44100
    le32 176400
    printf '\004\000\020\000data'
    le32 "$size"
    cat "$1"
}

make_sources() {
    local track
    for track in 1 2 3; do
        head -c $((2352 * (300 + 75 * track))) /dev/urandom >"$work/track$track.raw"
        wav_of "$work/track$track.raw" >"$work/track$track.wav"
        cat "$work/track$track.raw" >>"$work/album.raw"
    done
    wav_of "$work/album.raw" >"$work/album.wav"
    cat >"$work/album.toc" <<END
CD_DA
CATALOG "0123456789012"
CD_TEXT {
  LANGUAGE_MAP { 0 : EN }
  LANGUAGE 0 { TITLE "The Album" PERFORMER "The Band" }
}
TRACK AUDIO
COPY
ISRC "USABC1234567"
CD_TEXT { LANGUAGE 0 { TITLE "First" PERFORMER "One" } }
FILE "$work/album.wav" 0 00:05:00
INDEX 00:02:10
TRACK AUDIO
ISRC "USABC1234568"
CD_TEXT { LANGUAGE 0 { TITLE "Second" PERFORMER "Two" } }
FILE "$work/album.wav" 00:05:00 00:06:00
START 00:01:00
TRACK AUDIO
PRE_EMPHASIS
CD_TEXT { LANGUAGE 0 { TITLE "Third" PERFORMER "Three" } }
FILE "$work/album.wav" 00:11:00
INDEX 00:00:55
INDEX 00:02:55
END
    cat >"$work/album.cue" <<END
CATALOG 0123456789012
TITLE "The Album"
PERFORMER "The Band"
FILE "$work/album.wav" WAVE
  TRACK 01 AUDIO
    TITLE "First"
    PERFORMER "One"
    FLAGS DCP
    ISRC USABC1234567
    INDEX 01 00:00:00
    INDEX 02 00:02:10
  TRACK 02 AUDIO
    TITLE "Second"
    PERFORMER "Two"
    ISRC USABC1234568
    INDEX 00 00:05:00
    INDEX 01 00:06:00
  TRACK 03 AUDIO
    TITLE "Third"
    PERFORMER "Three"
    INDEX 00 00:10:60
    INDEX 01 00:11:00
    INDEX 02 00:11:55
    INDEX 03 00:13:55
END
}

# sectors_at <first> <count>: of the image of the disc, on standard output.
sectors_at() {
    dd if="$work/disc.iso" bs=2352 skip="$1" count="$2" status=none
}

burn_with_cdrdao() { # [driver]
    drive cdrdao write --device "$device" --driver "${1-generic-mmc:0x10}" -n "$work/album.toc"
    cmp "$work/album.raw" "$work/disc.iso"
}

wodim_burns_tracks() {
    drive wodim dev="$device" -tao -audio gracetime=2 "$work"/track[123].wav
    # Behind each track its run-out, and two seconds before the next.
    sectors_at 0 375 | cmp - "$work/track1.raw"
    sectors_at $((375 + 152)) 450 | cmp - "$work/track2.raw"
    sectors_at $((375 + 152 + 450 + 152)) 525 | cmp - "$work/track3.raw"
}

tell() {
    drive wodim dev="$device" -toc | grep '^track:'
    drive cd-info --no-cddb --no-header --no-device-info "$device" | grep -E '^ *[0-9]+: |ISRC|MCN'
}

# The same tracks by our recipe: the same sectors, run-outs and gaps, and the same table.
wodim_burns_what_we_do() { # <medium>
    wodim_burns_tracks
    tell >"$work/theirs.told"
    cp "$work/disc.iso" "$work/theirs"
    cp "$work/disc.iso.cue" "$work/theirs.cue"
    bridge_start "$1"
    drive "$bridge_bin/burn_tracks" "$device" "$work"/track[123].raw
    cmp "$work/disc.iso" "$work/theirs"
    diff "$work/disc.iso.cue" "$work/theirs.cue"
    tell >"$work/told"
    diff "$work/told" "$work/theirs.told"
}

wodim_burns_album() {
    drive wodim dev="$device" -dao -audio -text gracetime=2 cuefile="$work/album.cue"
    cmp "$work/album.raw" "$work/disc.iso"
    diff <(grep -E 'TITLE|PERFORMER|INDEX|ISRC|CATALOG|FLAGS' "$work/album.cue") \
        <(grep -E 'TITLE|PERFORMER|INDEX|ISRC|CATALOG|FLAGS' "$work/disc.iso.cue")
}

# Without gaps but what the tables say; every sample is where it was.
wodim_burns_raw() { # <option>
    drive wodim dev="$device" "$1" -audio gracetime=2 "$work"/track[123].wav
    cmp "$work/album.raw" "$work/disc.iso"
    [ "$(stat -c %s "$work/disc.iso.sub")" -eq $((96 * 1350)) ]
    drive wodim dev="$device" -toc | grep -E 'track: +3 lba: +825 '
}

# Audio first, data in a session of their own behind it.
wodim_burns_extra() {
    local where
    drive wodim dev="$device" -tao -multi -audio gracetime=2 "$work"/track[12].wav
    where=$(drive wodim dev="$device" -msinfo 2>/dev/null | tail -n 1)
    genisoimage -quiet -R -C "$where" -o "$work/image" "$work/data"
    drive wodim dev="$device" -tao -data gracetime=2 "$work/image"
    drive wodim dev="$device" -toc | grep -E 'track: +3 .* control: 4'
    rm -rf "$work/found"
    # It looks for a boot sector at the start of the disc, and tells that there is none.
    drive xorriso -osirrox on -indev "$device" -extract / "$work/found" || true
    diff -r "$work/data" "$work/found"
}

run_wodim() {
    local medium
    needs wodim genisoimage xorriso cd-info
    for medium in cd-r cd-rw; do
        point $medium "wodim burns tracks at once, the same as we" wodim_burns_what_we_do $medium
    done
    point cd-r "wodim burns an album with CD-Text" wodim_burns_album
    point cd-r "wodim burns data behind audio" wodim_burns_extra
    point cd-r "wodim burns raw with P to W" wodim_burns_raw -raw96r
    point cd-rw "wodim burns raw with packs" wodim_burns_raw -raw96p
    point cd-r "wodim burns raw with P and Q" wodim_burns_raw -raw16
}

# What matters of a table in the words of cdrdao.
toc_of() {
    sed 's/^ *//' | grep -E '^(TRACK|COPY|PRE_|ISRC|CATALOG|START|INDEX)|TITLE|PERFORMER' | tr -d ' '
}

cdrdao_reads_table() { # [driver]
    burn_with_cdrdao "$@"
    rm -f "$work/back.toc"
    drive cdrdao read-toc --device "$device" --driver generic-mmc "$work/back.toc"
    diff <(tr '{}' '\n\n' <"$work/album.toc" | sed 's/\(PERFORMER\)/\n\1/' | toc_of) \
        <(toc_of <"$work/back.toc")
}

cdrdao_reads_samples() {
    burn_with_cdrdao
    rm -f "$work/back.toc" "$work/back.bin"
    drive cdrdao read-cd --device "$device" --driver generic-mmc --paranoia-mode 0 \
        --datafile "$work/back.bin" "$work/back.toc"
    cmp <(dd if="$work/back.bin" conv=swab status=none) "$work/album.raw"
}

run_cdrdao() {
    needs cdrdao
    point cd-r "cdrdao burns and reads the table" cdrdao_reads_table
    point cd-rw "cdrdao burns and reads the table" cdrdao_reads_table
    point cd-r "cdrdao burns raw and reads the table" cdrdao_reads_table generic-mmc-raw
    point cd-r "cdrdao burns and reads every sample" cdrdao_reads_samples
}

libcdio_tells() {
    burn_with_cdrdao
    drive cd-info --no-cddb "$device" >"$work/told"
    grep -E '^ +1: 00:02:00 +000000 audio +true' "$work/told"
    grep -E '^ +2: 00:08:00 +000450 audio +false' "$work/told"
    grep -E '^ +3: 00:13:00 +000825 audio +false' "$work/told"
    grep -E '^170: 00:20:00 +001350 leadout' "$work/told"
    grep -E 'TRACK +2 ISRC: USABC1234568' "$work/told"
    grep -A 1 'CD-TEXT for Track  3' "$work/told" | grep -q 'TITLE: Third'
}

libcdio_reads() {
    burn_with_cdrdao
    rm -f "$work/read"
    drive cd-read -m audio -s 500 -n 20 -o "$work/read" "$device"
    cmp "$work/read" <(dd if="$work/album.raw" bs=2352 skip=500 count=20 status=none)
    drive cd-paranoia -c -d "$device" -r '1-3' "$work/back.raw"
    cmp "$work/back.raw" "$work/album.raw"
}

run_libcdio() {
    needs cd-info cd-read cd-paranoia cdrdao
    point cd-r "cd-info tells table, numbers and titles" libcdio_tells
    point cd-r "cd-paranoia reads every sample, and cd-read those it is asked for" libcdio_reads
}

# Noise does not tell which byte of a sample comes first: -c does.
cdparanoia_reads() {
    burn_with_cdrdao
    drive cdparanoia -c -d "$device" -r '1-3' "$work/back.raw"
    cmp "$work/back.raw" "$work/album.raw"
}

run_cdparanoia() {
    needs cdparanoia cdrdao
    point cd-r "cdparanoia reads every sample" cdparanoia_reads
}

# libcdio finds the data by the name of the sheet.
cdinfo_opens() {
    burn_with_cdrdao
    ln -sf disc.iso "$work/disc.iso.bin"
    cd-info --no-cddb --cue-file="$work/disc.iso.cue" >"$work/told"
    grep -E '^ +2: 00:08:00 +000450 audio' "$work/told"
    grep -q 'Media Catalog Number (MCN): 0123456789012' "$work/told"
    grep -A 1 'CD-TEXT for Track  3' "$work/told" | grep -q 'TITLE: Third'
}

# Neither of these two knows indexes behind the first.
bchunk_splits() {
    burn_with_cdrdao
    grep -v -E 'INDEX 0[2-9]' "$work/disc.iso.cue" >"$work/disc.cue"
    (cd "$work" && bchunk -w disc.iso disc.cue part)
    cmp <(tail -c +45 "$work/part01.wav") <(sectors_at 0 375)
    cmp <(tail -c +45 "$work/part02.wav") <(sectors_at 450 375)
    cmp <(tail -c +45 "$work/part03.wav") <(sectors_at 825 525)
}

cdrdao_opens() {
    burn_with_cdrdao
    grep -v -E 'INDEX 0[2-9]' "$work/disc.iso.cue" >"$work/disc.cue"
    (cd "$work" && cdrdao show-toc disc.cue) >"$work/told" 2>&1
    grep -A 2 'TRACK  2' "$work/told" | grep 'ISRC US ABC 12 34568'
    grep -A 8 'TRACK  2' "$work/told" | grep -E 'PREGAP 00:01:00'
    grep -A 8 'TRACK  3' "$work/told" | grep -E 'END +00:18:00'
}

run_cue() {
    needs cd-info bchunk cdrdao
    point cd-r "cd-info opens the cue sheet" cdinfo_opens
    point cd-r "bchunk splits by the cue sheet" bchunk_splits
    point cd-r "cdrdao opens the cue sheet" cdrdao_opens
}

work=$(mktemp -d "${TMPDIR:-/tmp}/openimapi-cd-judge-$judge.XXXXXX")
trap finish EXIT
trap 'exit 130' INT TERM
bridge_stand_in || skip_all "no file can be made in /dev"
mkdir "$work/data"
head -c 700000 /dev/urandom >"$work/data/file"
make_sources

"run_$judge"
points_end
