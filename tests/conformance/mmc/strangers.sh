#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Lets programs that we did not write use the virtual recorder as a drive of Linux: strangers.sh
# TOOL BIN, where BIN is the folder of sg_bridge_server and libsg_bridge.so. They identify it, blank,
# format, burn and append, and what they burned is read back and compared. Prints TAP, a point for
# each medium; ends with 77 where the tool is missing or no stand-in can be made.
set -euo pipefail
export LC_ALL=C.UTF-8
tool=$1
bridge_bin=$(cd "$2" && pwd)
. "$(dirname "$0")/../../support/sg_bridge/bridge.sh"
. "$(dirname "$0")/../../support/sg_bridge/points.sh"

finish() {
    bridge_end
    rm -rf "$work"
}

same_as_sources() { # <folder>
    diff -r "$work/first" "$1/first" && diff -r "$work/second" "$1/second"
}

extract() {
    rm -rf "$work/found"
    drive xorriso -osirrox on -indev "$device" -extract / "$work/found"
}

# Two sessions, the second appended.
# shellcheck disable=SC2120 # the arguments come by way of point
xorriso_appends() { # <command that prepares the disc...>
    drive xorriso -dev "$device" "$@" -map "$work/first" /first -commit \
        -map "$work/second" /second -commit
    extract
    same_as_sources "$work/found"
}

xorriso_closes() {
    drive xorriso -dev "$device" -close on -map "$work/first" /first -map "$work/second" /second -commit
    extract
    same_as_sources "$work/found"
}

xorriso_blanks() {
    xorriso_appends
    drive xorriso -outdev "$device" -blank "$1"
    xorriso_appends
}

run_xorriso() {
    needs xorriso
    local medium
    for medium in cd-r dvd-r dvd+r dvd+r-dl bd-r-dl; do
        point "$medium" "xorriso burns and appends" xorriso_appends
    done
    for medium in dvd-rw dvd+rw dvd-ram bd-r bd-re; do
        point "$medium" "xorriso formats, burns and grows" xorriso_appends -format as_needed
    done
    for medium in dvd-r-dl cd-r dvd-r; do
        point "$medium" "xorriso burns and closes" xorriso_closes
    done
    point cd-rw "xorriso blanks fast" xorriso_blanks fast
    point dvd-rw "xorriso blanks all" xorriso_blanks all
}

wodim_burns() { # <option>
    genisoimage -quiet -R -graft-points -o "$work/image" first="$work/first" second="$work/second"
    drive wodim dev="$device" "$1" -multi gracetime=2 -data "$work/image"
    drive wodim dev="$device" -msinfo
    cmp -n "$(stat -c %s "$work/image")" "$work/image" "$work/disc.iso"
    extract
    same_as_sources "$work/found"
}

wodim_appends() {
    local where
    genisoimage -quiet -R -graft-points -o "$work/image" first="$work/first"
    drive wodim dev="$device" -tao -multi gracetime=2 -data "$work/image"
    where=$(drive wodim dev="$device" -msinfo 2>/dev/null | tail -n 1)
    drive genisoimage -quiet -R -graft-points -C "$where" -M "$device" -o "$work/image" \
        second="$work/second"
    drive wodim dev="$device" -tao gracetime=2 -data "$work/image"
    extract
    same_as_sources "$work/found"
}

wodim_blanks() {
    wodim_burns -tao
    drive wodim dev="$device" gracetime=2 -blank=fast
    wodim_burns -sao
    drive wodim dev="$device" gracetime=2 -blank=all
    wodim_burns -tao
}

wodim_identifies() {
    drive wodim dev="$device" -prcap
    drive wodim dev="$device" -atip | tee "$work/atip"
    grep -q 'ATIP start of lead out: 359849' "$work/atip"
}

wodim_simulates() {
    head -c 3000000 /dev/urandom >"$work/image"
    drive wodim dev="$device" -dummy -tao -pad gracetime=2 -data "$work/image"
    [ ! -s "$work/disc.iso" ]
}

run_wodim() {
    needs wodim genisoimage xorriso
    point cd-r "wodim identifies" wodim_identifies
    point cd-r "wodim burns a track" wodim_burns -tao
    point cd-r "wodim burns a session" wodim_burns -sao
    point cd-r "wodim appends a session" wodim_appends
    point cd-r "wodim simulates" wodim_simulates
    point cd-rw "wodim blanks" wodim_blanks
}

growisofs_appends() {
    drive growisofs -Z "$device" -R -quiet -graft-points first="$work/first"
    drive growisofs -M "$device" -R -quiet -graft-points second="$work/second"
    extract
    same_as_sources "$work/found"
}

# It keeps the session of a BD-R open and replaces the start of the volume: the image has it all.
growisofs_replaces() {
    drive growisofs -Z "$device" -R -quiet -graft-points first="$work/first"
    drive growisofs -M "$device" -R -quiet -graft-points second="$work/second"
    rm -rf "$work/found"
    xorriso -osirrox on -indev "$work/disc.iso" -extract / "$work/found"
    same_as_sources "$work/found"
}

growisofs_formats() {
    drive dvd+rw-format -force "$device"
    growisofs_appends
}

growisofs_tells() {
    drive dvd+rw-mediainfo "$device" | tee "$work/told"
    grep -q 'Mounted Media' "$work/told"
}

run_growisofs() {
    needs growisofs dvd+rw-format dvd+rw-mediainfo xorriso genisoimage
    local medium
    for medium in dvd-r dvd-rw dvd+r dvd+r-dl dvd+rw bd-re; do
        point "$medium" "growisofs burns and appends" growisofs_appends
    done
    point bd-r "growisofs burns and replaces" growisofs_replaces
    for medium in dvd-rw dvd+rw dvd-ram; do
        point "$medium" "dvd+rw-format formats, growisofs burns" growisofs_formats
    done
    for medium in dvd-r dvd-rw dvd-r-dl dvd-ram dvd+r dvd+r-dl dvd+rw bd-r bd-re; do
        point "$medium" "dvd+rw-mediainfo tells" growisofs_tells
    done
}

sg3_asks() {
    drive sg_turs "$device"
    drive sg_inq "$device" | grep -q 'Virtual Recorder'
    drive sg_modes -6 -a "$device" >/dev/null 2>&1 || true
    drive sg_modes -a "$device"
    drive sg_get_config "$device" | tee "$work/told"
    grep -q "$1" "$work/told"
    drive sg_rbuf --help >/dev/null 2>&1 || true
    drive sg_prevent --prevent 1 "$device"
    if drive sg_start --eject "$device"; then return 1; fi
    drive sg_prevent --allow "$device"
    drive sg_start --eject "$device"
    drive sg_start --load "$device"
    drive sg_turs "$device" || drive sg_turs "$device"
}

run_sg3() {
    needs sg_inq sg_turs sg_modes sg_get_config sg_prevent sg_start
    point cd-r "sg3-utils ask and move the tray" sg3_asks CD-R
    point dvd-rw "sg3-utils ask and move the tray" sg3_asks DVD-RW
    point dvd+r "sg3-utils ask and move the tray" sg3_asks DVD+R
    point bd-re "sg3-utils ask and move the tray" sg3_asks BD-RE
}

libcdio_tells() {
    xorriso_appends
    drive cd-info --no-cddb -C "$device" | tee "$work/told"
    grep -q "$1" "$work/told"
    grep -q 'ISO 9660' "$work/told"
    drive mmc-tool --inquiry "$device" | grep -q OpenIMAP
    drive mmc-tool --drive-cap "$device"
}

run_libcdio() {
    needs cd-info mmc-tool xorriso
    point cd-r "cd-info and mmc-tool tell" libcdio_tells '1: 00:02:00  000000 data'
    point cd-rw "cd-info and mmc-tool tell" libcdio_tells '1: 00:02:00  000000 data'
    point dvd+r "cd-info and mmc-tool tell" libcdio_tells DVD
}

same_as_image() {
    drive dd if="$device" bs=2048 count=$(($(stat -c %s "$work/image") / 2048)) of="$work/read"
    cmp "$work/image" "$work/read"
}

# What the drive and what is on the disc tell, but for what each disc has of its own.
tell() {
    drive xorriso -outdev "$device" -toc 2>&1 | grep -E '^(Media|TOC|ISO|Other)' |
        grep -v '^Media summary'
    drive xorriso -outdev "$device" -print_size 2>/dev/null || true
}

# The same image burned by us and by a stranger on discs of the same kind, formatted alike where that
# has to be: equal in every block and in what the drive tells of sessions and tracks.
compared() { # <medium> <blank or formatted> <command of the stranger...>
    genisoimage -quiet -R -graft-points -o "$work/image" first="$work/first" second="$work/second"
    [ "$2" = blank ] || drive xorriso -outdev "$device" -format as_needed
    drive "$bridge_bin/burn_image" "$device" "$work/image"
    same_as_image
    extract
    same_as_sources "$work/found"
    tell >"$work/told.ours"
    bridge_start "$1"
    [ "$2" = blank ] || drive xorriso -outdev "$device" -format as_needed
    drive "${@:3}"
    same_as_image
    tell >"$work/told"
    diff "$work/told.ours" "$work/told"
}

run_compared() {
    needs xorriso wodim growisofs genisoimage
    local medium grow=(growisofs -use-the-force-luke=notray -Z "$device=$work/image")
    for medium in cd-r cd-rw; do
        point $medium "burned by us and by wodim: the same" compared $medium blank \
            wodim dev="$device" -sao -multi -nopad gracetime=2 -data "$work/image"
    done
    for medium in dvd-r dvd+r dvd+rw; do
        point $medium "burned by us and by growisofs: the same" compared $medium blank "${grow[@]}"
    done
    for medium in dvd-rw dvd-ram bd-re; do
        point $medium "burned by us and by growisofs: the same" compared $medium formatted "${grow[@]}"
    done
    grow+=(-use-the-force-luke=spare:none)
    for medium in bd-r bd-r-dl; do
        point $medium "burned by us and by growisofs: the same" compared $medium blank "${grow[@]}"
    done
}

work=$(mktemp -d "${TMPDIR:-/tmp}/openimapi-stranger-$tool.XXXXXX")
trap finish EXIT
trap 'exit 130' INT TERM
bridge_stand_in || skip_all "no file can be made in /dev"
mkdir "$work/first" "$work/second"
head -c 3000000 /dev/urandom >"$work/first/large"
echo first >"$work/first/small"
head -c 700000 /dev/urandom >"$work/second/large"

"run_$tool"
points_end
