#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Raw images, burned on the virtual recorder, before programs that we did not write:
# raw_judges.sh JUDGE BIN, where BIN is the folder of burn_raw_image, sg_bridge_server and
# libsg_bridge.so. What they tell of the disc has to be what the image was made with: table of
# contents, pauses, indexes, numbers, titles, and every sample. Prints TAP; ends with 77 where a
# program is missing or no stand-in can be made.
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

# burn <pq|cooked|raw|data>: the album, as a raw image of that form, or a track of mode 1.
burn() {
    bridge_stop
    rm -f "$work"/disc.*
    "$bridge_bin/burn_raw_image" "$1" "$work"
    bridge_serve cd-r
}

# What has to be in the table of cdrdao, blanks left out; titles come with sub-channels only.
table() {
    cat <<'END'
CATALOG"0123456789012"
TRACKAUDIO
COPY
NOPRE_EMPHASIS
ISRC"USABC1234567"
INDEX00:02:10
TRACKAUDIO
NOCOPY
NOPRE_EMPHASIS
ISRC"USABC1234568"
START00:02:00
TRACKAUDIO
NOCOPY
PRE_EMPHASIS
START00:02:00
INDEX00:00:55
INDEX00:02:55
END
}

cdrdao_reads_table() {
    burn "$1"
    rm -f "$work/back.toc"
    drive cdrdao read-toc --device "$device" --driver generic-mmc "$work/back.toc"
    diff <(table) <(sed 's/^ *//' "$work/back.toc" | tr -d ' ' |
        grep -E '^(TRACK|NOCOPY|COPY|NOPRE_|PRE_|ISRC"|CATALOG|START|INDEX)')
}

cdrdao_reads_titles() {
    cdrdao_reads_table raw
    diff <(printf '%s\n' 'The Album' First Second Third) \
        <(sed -n 's/^ *TITLE "\(.*\)"$/\1/p' "$work/back.toc")
    diff <(printf '%s\n' 'The Band' One Two Three) \
        <(sed -n 's/^ *PERFORMER "\(.*\)"$/\1/p' "$work/back.toc")
}

cdrdao_reads_samples() {
    burn "$1"
    rm -f "$work/back.toc" "$work/back.bin"
    drive cdrdao read-cd --device "$device" --driver generic-mmc --paranoia-mode 0 \
        --datafile "$work/back.bin" "$work/back.toc"
    cmp <(dd if="$work/back.bin" conv=swab status=none) "$work/album.raw"
}

# The same album for cdrdao, which makes the whole disc itself, raw.
make_toc() {
    cat >"$work/album.toc" <<END
CD_DA
CATALOG "0123456789012"
TRACK AUDIO
COPY
ISRC "USABC1234567"
FILE "$work/album.raw" 0 00:03:00
INDEX 00:02:10
TRACK AUDIO
ISRC "USABC1234568"
FILE "$work/album.raw" 00:03:00 00:06:00
START 00:02:00
TRACK AUDIO
PRE_EMPHASIS
FILE "$work/album.raw" 00:09:00
START 00:02:00
INDEX 00:00:55
INDEX 00:02:55
END
}

# Channel Q of each sector, in hexadecimal digits.
q_of() {
    od -An -v -tx1 -w96 "$1" | awk '{ q = ""; for (i = 13; i <= 24; i++) q = q $i; print q }'
}

# Its positions are ours, CRC included, wherever neither has a number instead; but in pauses it
# counts down to one sector, and we to none. Both have the same numbers.
cdrdao_makes_the_same() {
    burn raw
    q_of "$work/disc.iso.sub" >"$work/ours"
    bridge_start cd-r
    make_toc
    drive cdrdao write --device "$device" --driver generic-mmc-raw -n --force --swap \
        "$work/album.toc"
    q_of "$work/disc.iso.sub" >"$work/theirs"
    paste -d ' ' "$work/ours" "$work/theirs" | awk '
        substr($1, 2, 1) == 1 && substr($2, 2, 1) == 1 && substr($1, 5, 2) != "00" {
            same++
            if ($1 != $2) { print NR - 1, $0; different = 1 }
        }
        END { exit different || same < 900 }'
    diff <(grep '^.[23]' "$work/ours" | cut -c 2-17 | sort -u) \
        <(grep '^.[23]' "$work/theirs" | cut -c 2-17 | sort -u)
}

# Header, EDC, ECC and scrambling of data; only ours end with 150 sectors that hold none.
cdrdao_makes_the_same_sectors() {
    burn data
    cp "$work/disc.iso" "$work/ours"
    bridge_start cd-r
    printf 'CD_ROM\nTRACK MODE1\nDATAFILE "%s"\n' "$work/data" >"$work/data.toc"
    drive cdrdao write --device "$device" --driver generic-mmc-raw -n --force "$work/data.toc"
    [ "$(stat -c %s "$work/disc.iso")" -eq $((400 * 2352)) ]
    [ "$(stat -c %s "$work/ours")" -eq $((550 * 2352)) ]
    cmp -n $((400 * 2352)) "$work/ours" "$work/disc.iso"
}

run_cdrdao() {
    local form
    needs cdrdao
    for form in pq cooked raw; do
        point cd-r "cdrdao reads the table of a raw image ($form)" cdrdao_reads_table $form
        point cd-r "cdrdao reads the samples of a raw image ($form)" cdrdao_reads_samples $form
    done
    point cd-r "cdrdao reads the titles of a raw image" cdrdao_reads_titles
    point cd-r "cdrdao makes the same channel Q" cdrdao_makes_the_same
    point cd-r "cdrdao makes the same sectors of data" cdrdao_makes_the_same_sectors
}

libcdio_tells() {
    burn raw
    drive cd-info --no-cddb "$device" >"$work/told"
    grep -E '^ +1: 00:02:00 +000000 audio +true' "$work/told"
    grep -E '^ +2: 00:07:00 +000375 audio +false' "$work/told"
    grep -E '^ +3: 00:13:00 +000825 audio +false' "$work/told"
    grep -E '^170: 00:20:00 +001350 leadout' "$work/told"
    grep -E 'TRACK +2 ISRC: USABC1234568' "$work/told"
    grep -A 1 'CD-TEXT for Track  3' "$work/told" | grep -q 'TITLE: Third'
}

run_libcdio() {
    needs cd-info
    point cd-r "cd-info tells table, numbers and titles of a raw image" libcdio_tells
}

cdparanoia_reads() {
    burn raw
    drive cdparanoia -c -d "$device" -r '1-3' "$work/back.raw"
    cmp "$work/back.raw" "$work/album.raw"
}

run_cdparanoia() {
    needs cdparanoia
    point cd-r "cdparanoia reads every sample of a raw image" cdparanoia_reads
}

work=$(mktemp -d "${TMPDIR:-/tmp}/openimapi-raw-judge-$judge.XXXXXX")
trap finish EXIT
trap 'exit 130' INT TERM
bridge_stand_in || skip_all "no file can be made in /dev"
for track in 1 2 3; do
    head -c $((2352 * (300 + 75 * track))) /dev/urandom >"$work/track$track.raw"
done
cat "$work"/track[123].raw >"$work/album.raw"
head -c $((2048 * 400)) /dev/urandom >"$work/data"

"run_$judge"
points_end
