#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The samples that have no script of their own: what they say and do, judged by outside tools.
. "$(dirname "$0")/common.sh"

program() { windows "$PROGRAMS_BIN/$1.exe" "${@:2}"; }
sample() { script_host "$(windows_path "$root/samples/$1")" "${@:2}"; }
ends_with() { # <code> <command...>
    local code=0
    "${@:2}" || code=$?
    [ "$code" -eq "$1" ]
}
same_start() { cmp -n "$(stat -c %s "$1")" "$1" "$2"; }
# FAT of 1.44 MB with a loader where UEFI looks for one; its text is what tests look for.
make_uefi_image() {
    truncate -s 1474560 "$1"
    mformat -i "$1" -f 1440 ::
    printf 'a loader for UEFI' >"$work/loader"
    mmd -i "$1" ::/EFI ::/EFI/BOOT
    mcopy -i "$1" "$work/loader" ::/EFI/BOOT/BOOTX64.EFI
}
lists_platforms() {
    xorriso -indev "stdio:$1" -report_el_torito plain >"$work/boot.txt" 2>&1
    grep -qE '^El Torito boot img : +1 +BIOS +y +none' "$work/boot.txt" &&
        grep -qE '^El Torito boot img : +2 +UEFI +y +none' "$work/boot.txt" || {
        cat "$work/boot.txt"
        return 1
    }
}
boots_by_uefi() {
    xorriso -indev "stdio:$1" -report_el_torito plain 2>&1 |
        grep -E '^El Torito boot img : +1 +UEFI +y +none'
}

real_folder_make "$work/source" 5
source_path=$(windows_path "$work/source")

no_recorders
point 'list_recorders.vbs: without a recorder' sample list_recorders.vbs
point 'says so' prints <<'END_OF_LIST'
There is no recorder that is ready for use.
0 recorders
END_OF_LIST

recorder_tool add a-blank --medium bd-re --disc "$(windows_path "$work/list.iso")" --vendor ACME
recorder_tool add b-empty --medium none
point 'list_recorders.vbs: with one that has a disc, and one that has none' sample list_recorders.vbs
point 'names the first' says '0: ACME Virtual Recorder 1.0'
point 'describes its disc' says '   disc: BD-RE, blank, rewritable, 24220 of 24220 MB free'
point 'tells that the other is empty' grep -q '^   disc: .*no disc.*\.' "$output"
point 'counts both' says '2 recorders'
point 'and the same in cscript' windows cscript //nologo \
    "$(windows_path "$root/samples/list_recorders.vbs")"
point 'counts both there' says '2 recorders'
no_recorders

point 'create_iso: makes a file of a folder' program create_iso "$source_path" \
    "$(windows_path "$work/new.iso")" CREATED
point 'of as many blocks as it says' says "$(($(stat -c %s "$work/new.iso") / 2048)) blocks of 2048 bytes"
judge_disc "$work/source" "$work/new.iso"
point 'its volume has the name' [ "$(blkid -p -o value -s LABEL "$work/new.iso")" = CREATED ]
point 'create_iso: a folder that is not there ends with 1' ends_with 1 program create_iso \
    "$(windows_path "$work/nowhere")" "$(windows_path "$work/none.iso")"
point 'names the folder' says nowhere
point 'leaves no file' test ! -e "$work/none.iso"
point 'create_iso: without arguments ends with 2' ends_with 2 program create_iso

if command -v mformat >/dev/null; then
    make_uefi_image "$work/uefi.img"
    head -c 4096 /dev/urandom >"$work/bios.img"
    point 'create_iso: with a boot image' program create_iso "$source_path" \
        "$(windows_path "$work/boot.iso")" CREATED "$(windows_path "$work/uefi.img")"
    point 'UEFI finds it' boots_by_uefi "$work/boot.iso"

    only_recorder dvd-r "$work/bootable.iso"
    point 'bootable_disc.vbs: burns' sample bootable_disc.vbs "$source_path" \
        "$(windows_path "$work/bios.img")" "$(windows_path "$work/uefi.img")"
    point 'says so' says 'Burned a disc that boots.'
    point 'xorriso finds an image for BIOS and one for UEFI' lists_platforms "$work/bootable.iso"
    judge_disc "$work/source" "$work/bootable.iso"
    point 'bootable_disc.vbs: an image that is not there' ends_with 1 sample bootable_disc.vbs \
        "$source_path" "$(windows_path "$work/no-loader")" "$(windows_path "$work/uefi.img")"
    point 'is named' grep -q '^bootable_disc: cannot use the boot images: .*no-loader.* (0x80070002)' \
        "$output"
else
    skip_point 'bootable discs' 'mformat (Debian package mtools) is missing'
fi

only_recorder dvd+rw "$work/js.iso"
point 'burn_iso.js: burns a file' sample burn_iso.js "$(windows_path "$work/new.iso")"
point 'shows progress' says '  0 %'
point 'says so' says 'Burned.'
point 'the disc begins with the file' same_start "$work/new.iso" "$work/js.iso"
head -c 100000 /dev/urandom >"$work/rubbish.iso"
point 'burn_iso.js: what is no image is not burned' ends_with 1 sample burn_iso.js \
    "$(windows_path "$work/rubbish.iso")"
point 'and the reason is told' \
    grep -q '^burn_iso: not an image that can be burned: [A-Z].*rubbish.iso) (0xC0AAB2' "$output"
only_recorder dvd+rw "$work/stopped.iso"
: >"$work/stop"
point 'burn_iso.js: stops when it is asked to' ends_with 3 sample burn_iso.js \
    "$(windows_path "$work/new.iso")" 0 "$(windows_path "$work/stop")"
point 'and tells that it was cancelled' grep -q '^burn_iso: cannot burn: .*(0xC0AA0002)' "$output"

only_recorder cd-rw "$work/cpp.iso"
point 'burn_iso: burns and verifies' program burn_iso "$(windows_path "$work/new.iso")"
point 'shows progress' says '  0 %'
point 'tells of the verification' says '  verifying'
point 'says that it did' says 'Burned and verified.'
point 'the disc begins with the file' same_start "$work/new.iso" "$work/cpp.iso"
point 'burn_iso: a disc that holds data' ends_with 1 program burn_iso \
    "$(windows_path "$work/new.iso")"
point 'is told of with text and code' grep -q '^burn_iso: [A-Z].*\. .*(0xC0AA0' "$output"

point 'erase_disc: erases it' program erase_disc
point 'says so' says 'Erased.'
point 'nothing is left on the disc' test ! -s "$work/cpp.iso"
point 'burn_iso: cancels in the middle' ends_with 3 program burn_iso \
    "$(windows_path "$work/new.iso")" 0 --cancel-at 30
point 'erase_disc.js: erases what that left' sample erase_disc.js 0 full
point 'shows progress to the end' says '  100 %'
point 'says that it erased' says 'Erased.'
point 'burn_iso: the disc is as good as new' program burn_iso "$(windows_path "$work/new.iso")"

only_recorder dvd+r "$work/once.iso"
point 'erase_disc: what cannot be erased ends with 1' ends_with 1 program erase_disc
point 'with text and code' grep -q '^erase_disc: [A-Z].*\. *(0xC0AA' "$output"
point 'erase_disc.js: likewise' ends_with 1 sample erase_disc.js
point 'with text and code' grep -q '^erase_disc: [A-Z].*\. .*(0xC0AA' "$output"
no_recorders
finish
