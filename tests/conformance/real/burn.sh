#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The samples burn a folder in Wine's D: and verify it, and others read the disc back, in the drive
# and from its image: burn.sh MEDIUM...
. "$(dirname "$0")/common.sh"

id='\\?\cdrom#drive_d#{53f56308-b6bf-11d0-94f2-00a0c91efb8b}'

# The disc as xorriso reads it from the drive.
drive_has() { # <source folder>
    rm -rf "$work/read"
    native xorriso -osirrox on -read_fs norock -indev "$device" -extract / "$work/read"
    chmod -R u+rwX "$work/read"
    real_folder_manifest "$1" >"$work/source.txt"
    real_folder_manifest "$work/read" | diff "$work/source.txt" -
}

real_start "$1"
real_folder_make "$work/source" 2
source_path=$(windows_path "$work/source")

point 'the drive is listed' burn_folder --list
point 'by its name' says 'Recorder 0: '
point 'with what INQUIRY says' says 'Virtual Recorder'
point 'a script is told what it is' windows cscript //nologo "$(windows_path "$root/tests/conformance/real/describe.vbs")"
point 'its unique id, drive letter and number' says "$id D:\\ 0"

for medium; do
    point "a blank $medium" bridge_order insert "$medium"
    point 'the C sample burns and verifies' \
        burn_folder --volume REAL --verify full "$source_path"
    point 'it says so' says 'The disc is burned and verified.'
    point '7-Zip finds the folder on the disc' judge 7z "$work/source" "$work/disc.iso"
    point 'xorriso finds it in the drive' drive_has "$work/source"
done

point "a blank $1" bridge_order insert "$1"
point 'a script burns' burn_folder_script "$source_path"
point 'it says that it verified' says 'Burned and verified.'
point 'xorriso finds the folder in the drive' drive_has "$work/source"
finish
