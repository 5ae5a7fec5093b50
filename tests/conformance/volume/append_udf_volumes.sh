#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Sessions of ours with UDF behind and over volumes of ours or of mkudffs; we and strangers find what
# all of them hold: append_udf_volumes.sh (ours|mkudffs) IMAGE_TREE EXTRACT_VOLUME APPEND_VOLUME
set -euo pipefail
export LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1577836800
maker=$1 image_tree=$2 extract=$3 append=$4

PATH=$PATH:/usr/sbin
for tool in 7z mkudffs udfinfo; do
    command -v $tool >/dev/null || {
        echo "SKIP: $tool is not installed"
        exit 77
    }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
image=$folder/image.udf

mkdir -p "$folder"/{first/Folder/Sub,second/Folder/New,third/Folder/New,all}
for size in 0 1 1000 2047 2048 2049 100000; do
    head -c $size /dev/urandom >"$folder/first/Folder/f$size.bin"
done
echo 'to be replaced' >"$folder/first/replaced.txt"
echo 'far' >"$folder/first/Über-größe-Ωμέγα-日本語.txt"
for i in $(seq 1 200); do
    echo "$i" >"$folder/first/Folder/Sub/file number $i.txt"
done
echo 'new' >"$folder/second/Folder/New/new.txt"
echo 'replacement' >"$folder/second/replaced.txt"
head -c 50000 /dev/urandom >"$folder/third/Folder/New/third.bin"

# begin <revision>: an empty volume of mkudffs that must not be changed in place, or one of ours
begin() {
    rm -rf "$image" "$folder/all"
    mkdir "$folder/all"
    if [ "$maker" = ours ]; then
        "$image_tree" --udf-only "${1/./}" "$folder/first" "$image"
        cp -r "$folder/first/." "$folder/all"
    else
        truncate -s 8M "$image"
        mkudffs -b 2048 -m dvd -r "$1" "$image" >/dev/null
    fi
}

checks=0
equal() { # <who> <what>
    diff -r "$folder/all" "$folder/out" || {
        echo "$1 does not find what it should: $2"
        exit 1
    }
    rm -rf "$folder/out"
    checks=$((checks + 1))
}

extract_ours() { # <session start> <what>
    mkdir "$folder/out"
    "$extract" udf "$image" "$1" "$folder/out" >/dev/null
    equal 'our reader' "$2"
}

# Strangers look at block 256, where every session over others leaves its anchor.
ask_strangers() { # <what>
    7z x -tudf -o"$folder/out" "$image" >"$folder/log" 2>&1 || {
        cat "$folder/log"
        exit 1
    }
    equal 7z "$1"
    [ "$(udfinfo "$image" 2>/dev/null | sed -n 's/^numfiles=//p')" = \
        "$(find "$folder/all" -type f | wc -l)" ]
    checks=$((checks + 1))
}

revisions='1.02 1.50 2.00 2.01'
[ "$maker" = mkudffs ] || revisions="$revisions 2.50 2.60"
for revision in $revisions; do
    begin "$revision"
    for session in first second third; do
        "$append" udf "$image" 0 over "$folder/$session"
        cp -r "$folder/$session/." "$folder/all"
        extract_ours 0 "$revision, $session, written over"
        ask_strangers "$revision, $session, written over"
    done
    begin "$revision"
    last=0
    for session in first second third; do
        next=$((($(stat -c %s "$image") / 2048 / 16 + 400) * 16))
        "$append" udf "$image" "$last" $next "$folder/$session"
        cp -r "$folder/$session/." "$folder/all"
        extract_ours $next "$revision, $session, written behind"
        last=$next
    done
done
echo "$checks views of sessions behind and over volumes of $maker are what went in"
