#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Volumes of one or two sessions, made by a stranger, copied out by our readers and compared with
# what went in: read_volumes.sh (genisoimage|xorriso) EXTRACT_VOLUME
set -euo pipefail
export LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1577836800
maker=$1 extract=$2

command -v "$maker" >/dev/null || {
    echo "SKIP: $maker is not installed"
    exit 77
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Names that ISO 9660 keeps in upper case, Joliet's, and files around the size of a block.
mkdir -p "$folder/first/Folder/Sub/Deeper" "$folder/first/empty" "$folder/first/many"
for size in 0 1 2047 2048 2049 100000; do
    head -c $size /dev/urandom >"$folder/first/Folder/F$size.BIN"
done
echo 'no extension' >"$folder/first/README"
echo 'deep' >"$folder/first/Folder/Sub/Deeper/deep.txt"
echo 'long' >"$folder/first/Folder/A name with blanks, and of more than 31 characters.text"
echo 'far' >"$folder/first/Über-größe-Ωμέγα-日本語.txt"
for i in $(seq 1 300); do
    echo "$i" >"$folder/first/many/file number $i.txt"
done
mkdir -p "$folder/second/Folder/New"
echo 'new' >"$folder/second/Folder/New/new.txt"
echo 'another' >"$folder/second/ANOTHER.TXT"
mkdir "$folder/both"
cp -r "$folder/first/." "$folder/second/." "$folder/both"

checks=0
# holds <file system> <image> <session start> <folder expected>
holds() {
    rm -rf "$folder/out"
    mkdir "$folder/out"
    "$extract" "$1" "$2" "$3" "$folder/out" || {
        echo "$maker, $1 of the session at $3: not read"
        exit 1
    }
    if [ "$1" != iso9660 ]; then
        diff -r "$4" "$folder/out"
    else
        # Names differ, contents do not.
        diff <(cd "$4" && find . -type f -exec sha256sum {} + | cut -d' ' -f1 | sort) \
            <(cd "$folder/out" && find . -type f -exec sha256sum {} + | cut -d' ' -f1 | sort)
        diff <(cd "$4" && find . -type d | wc -l) <(cd "$folder/out" && find . -type d | wc -l)
        [ "$(cat "$folder/out/README")" = 'no extension' ]
        [ -f "$folder/out/FOLDER/F2049.BIN" ]
    fi
    checks=$((checks + 1))
}

image=$folder/image.iso
case $maker in
genisoimage)
    genisoimage -quiet -J -R -V 'First' -o "$image" "$folder/first"
    holds iso9660 "$image" 0 "$folder/first"
    holds joliet "$image" 0 "$folder/first"
    # The second session begins where the drive would put it.
    next=$(($(stat -c %s "$image") / 2048 + 11400))
    genisoimage -quiet -J -R -C "0,$next" -M "$image" -o "$folder/session" "$folder/second"
    truncate -s $((next * 2048)) "$image"
    cat "$folder/session" >>"$image"
    holds iso9660 "$image" "$next" "$folder/both"
    holds joliet "$image" "$next" "$folder/both"
    holds joliet "$image" 0 "$folder/first"
    # UDF 1.02 beside them; a further session has the old names without their contents there.
    genisoimage -quiet -udf -J -R -V 'First' -o "$image" "$folder/first"
    holds udf "$image" 0 "$folder/first"
    genisoimage -quiet -udf -J -R -C "0,$next" -M "$image" -o "$folder/session" "$folder/second"
    truncate -s $((next * 2048)) "$image"
    cat "$folder/session" >>"$image"
    find "$folder/first" -type f -exec truncate -s 0 {} +
    cp -r "$folder/first/." "$folder/second/." "$folder/both"
    holds udf "$image" "$next" "$folder/both"
    genisoimage -quiet -l -allow-lowercase -allow-multidot -relaxed-filenames -o "$image" \
        "$folder/second"
    rm -rf "$folder/out"
    mkdir "$folder/out"
    "$extract" iso9660 "$image" 0 "$folder/out"
    diff -r "$folder/second" "$folder/out"
    checks=$((checks + 1))
    ;;
xorriso)
    xorriso -report_about WARNING -joliet on -outdev "stdio:$image" -volid First \
        -map "$folder/first" / -commit
    holds iso9660 "$image" 0 "$folder/first"
    holds joliet "$image" 0 "$folder/first"
    # Its sessions on overwritable media begin at 32, and the one at 0 always leads to the last.
    xorriso -report_about WARNING -joliet on -dev "stdio:$image" -map "$folder/second" / -commit
    last=$(xorriso -report_about WARNING -indev "stdio:$image" -toc 2>/dev/null |
        sed -n 's/^ISO session  : *[0-9]* , *\([0-9]*\) .*/\1/p' | tail -n 1)
    [ "$last" -gt 32 ]
    holds iso9660 "$image" "$last" "$folder/both"
    holds joliet "$image" "$last" "$folder/both"
    holds joliet "$image" 0 "$folder/both"
    ;;
esac
echo "$checks trees of $maker are what went in"
