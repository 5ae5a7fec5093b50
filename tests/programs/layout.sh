#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# openimapi-layout: every file lies where it says, in images of ours and of others.
. "$(dirname "$0")/common.sh"

layout() { windows "$PROGRAMS_BIN/openimapi-layout.exe" "$@"; }
ends_with() { # <code> <command...>
    local code=0
    "${@:2}" || code=$?
    [ "$code" -eq "$1" ]
}

# lies_where_it_says <folder> <image>: each file of the folder is listed, and its bytes are there.
lies_where_it_says() {
    local file size line count=0
    tr -d '\r' <"$output" | sed -n 's/^ *\([0-9]*\) *\([0-9]*\)  \\\(.*\)$/\1 \2 \3/p' >"$work/files.txt"
    while IFS= read -r file; do
        size=$(stat -c %s "$1/$file")
        [ "$size" -gt 0 ] || continue
        line=$(grep -F " ${file//\//\\}" "$work/files.txt" | head -n 1)
        cmp -n "$size" "$1/$file" <(tail -c +$((${line%% *} * 2048 + 1)) "$2" | head -c "$size") || {
            echo "$file is not at '$line'"
            return 1
        }
        count=$((count + 1))
    done < <(cd "$1" && find . -type f -printf '%P\n')
    [ "$count" -ge 5 ]
}

mkdir -p "$work/source/folder/sub folder" "$work/source/größe"
for i in 1 2 3 4 5; do
    head -c $((i * 3000)) /dev/urandom >"$work/source/file $i.bin"
done
head -c 100000 /dev/urandom >"$work/source/folder/sub folder/large.bin"
echo text >"$work/source/größe/光.txt"
: >"$work/source/empty.txt"

windows "$PROGRAMS_BIN/create_iso.exe" "$(windows_path "$work/source")" "$(windows_path "$work/our.iso")" OURS
point 'an image of ours' layout "$(windows_path "$work/our.iso")"
point 'has three file systems' test "$(grep -c "'OURS': 8 files in 3 folders" "$output")" = 3
point 'its files lie where it says' lies_where_it_says "$work/source" "$work/our.iso"
point 'no block is claimed twice' awk '$1 ~ /^[0-9]+$/ && $2 ~ /^[0-9]+$/ { if ($1 < next_) exit 1; next_ = $1 + $2 }' "$output"

genisoimage -quiet -J -joliet-long -input-charset utf-8 -V THEIRS -b 'file 1.bin' -no-emul-boot \
    -boot-load-size 4 -o "$work/their.iso" "$work/source"
point 'an image of genisoimage' layout "$(windows_path "$work/their.iso")"
point 'its files lie where it says' lies_where_it_says "$work/source" "$work/their.iso"
point 'and so do boot catalog and boot image' grep -q 'boot image, as far as it is loaded' "$output"

only_recorder dvd+r "$work/disc.iso"
for session in 1 2; do
    mkdir -p "$work/more"
    cp "$work/source/file $session.bin" "$work/more/"
    script_host "$(windows_path "$root/samples/append_session.vbs")" "$(windows_path "$work/more")" 0 3
    rm -rf "$work/more"
done
start=$(tr -d '\r' <"$output" | sed -n 's/^Session at block \([0-9]*\), .*/\1/p')
point 'the second session of a disc' layout "$(windows_path "$work/disc.iso")" "$start"
point 'holds both files' says ': 2 files in 0 folders'
point 'the first session of a disc' layout "$(windows_path "$work/disc.iso")"
point 'holds one' says "'SESSIONS': 1 files in 0 folders"

head -c 3000000 /dev/urandom >"$work/rubbish.iso"
point 'rubbish' layout "$(windows_path "$work/rubbish.iso")"
point 'holds nothing' says 'no file system with files in it'
: >"$work/empty.iso"
point 'an empty file is refused' ends_with 1 layout "$(windows_path "$work/empty.iso")"
point 'and named' says 'empty.iso'
point 'a session behind the end is refused' ends_with 1 layout "$(windows_path "$work/our.iso")" 99999999
point 'wrong arguments show the usage' ends_with 2 layout "$(windows_path "$work/our.iso")" first
point 'on the screen' says 'usage: openimapi-layout'
point 'help is no failure' ends_with 0 layout --help
no_recorders
finish
