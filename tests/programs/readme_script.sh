#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The script that README.md shows burns a folder, as it stands there.
. "$(dirname "$0")/common.sh"

mkdir -p "$work/source/Folder"
echo 'some text' >"$work/source/Folder/file.txt"
sed -n '/^```vbscript$/,/^```$/{/^```/d;p}' "$root/README.md" |
    sed "s|C:\\\\Photos|$(windows_path "$work/source" | sed 's|\\|\\\\|g')|" >"$work/readme.vbs"
echo 'WScript.Echo "Arrived at the end."' >>"$work/readme.vbs"

only_recorder dvd+r "$work/disc.iso"
point 'the script of README.md runs' windows cscript //nologo "$(windows_path "$work/readme.vbs")"
point 'it arrives at its end' says 'Arrived at the end.'
judge_disc "$work/source" "$work/disc.iso"
finish
