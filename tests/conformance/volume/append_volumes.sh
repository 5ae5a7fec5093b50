#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# A session of ours behind one of ours or of a stranger, on a disc that is written in sequence; we
# and strangers find what both hold:
#
#   append_volumes.sh (ours|genisoimage|xorriso) IMAGE_TREE EXTRACT_VOLUME APPEND_VOLUME
set -euo pipefail
export LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1577836800
maker=$1 image_tree=$2 extract=$3 append=$4

for tool in xorriso isoinfo genisoimage; do
    command -v $tool >/dev/null || {
        echo "SKIP: $tool is not installed"
        exit 77
    }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

mkdir -p "$folder/first/Folder/Sub/Deeper" "$folder/first/empty" "$folder/first/many"
for size in 0 1 2047 2048 2049 100000; do
    head -c $size /dev/urandom >"$folder/first/Folder/f$size.bin"
done
echo 'to be replaced' >"$folder/first/replaced.txt"
echo 'long' >"$folder/first/Folder/A name with blanks, and of more than 31 characters.text"
echo 'far' >"$folder/first/Über-größe-Ωμέγα-日本語.txt"
for i in $(seq 1 300); do
    echo "$i" >"$folder/first/many/file number $i.txt"
done
mkdir -p "$folder/second/Folder/New" "$folder/third/Folder/New"
echo 'new' >"$folder/second/Folder/New/new.txt"
echo 'replacement' >"$folder/second/replaced.txt"
head -c 50000 /dev/urandom >"$folder/third/Folder/New/third.bin"
mkdir "$folder/two" "$folder/three"
cp -r "$folder/first/." "$folder/second/." "$folder/two"
cp -r "$folder/two/." "$folder/third/." "$folder/three"

image=$folder/image.iso
case $maker in
ours) "$image_tree" --volume FIRST "$folder/first" "$image" ;;
genisoimage) genisoimage -quiet -J -V FIRST -o "$image" "$folder/first" ;;
xorriso)
    xorriso -report_about WARNING -as mkisofs -quiet -J -V FIRST -o "$image" "$folder/first"
    ;;
esac

checks=0
equal() { # <folder expected> <who>
    diff -r "$1" "$folder/out" || {
        echo "$2 does not find what the session behind that of $maker should hold"
        exit 1
    }
    checks=$((checks + 1))
    chmod -R u+w "$folder/out"
    rm -rf "$folder/out"
}

# holds <session start> <folder expected>: the session, as we and strangers read it
holds() {
    mkdir "$folder/out"
    "$extract" joliet "$image" "$1" "$folder/out" >/dev/null
    equal "$2" 'our reader'
    # Without the file system's boundaries it would read the session at block 0.
    xorriso -report_about FAILURE -osirrox on -read_fs any -load sbsector "$1" \
        -indev "stdio:$image" -extract / "$folder/out" >/dev/null 2>&1
    equal "$2" xorriso
    # isoinfo spoils names that are not ASCII.
    diff <(cd "$2" && find . -mindepth 1 -printf '/%P\n' | grep -v '^/Ü' | sort) \
        <(isoinfo -i "$image" -T "$1" -J -f | sed 's/;1$//' | LC_ALL=C grep '^[ -~]*$' | sort)
    diff <(cd "$2" && find . -mindepth 1 | wc -l) <(isoinfo -i "$image" -T "$1" -f | wc -l)
    isoinfo -i "$image" -T "$1" -x /FOLDER/F100000.BIN\;1 | cmp - "$2/Folder/f100000.bin"
    isoinfo -i "$image" -T "$1" -x /REPLACED.TXT\;1 | cmp - "$2/replaced.txt"
    checks=$((checks + 1))
}

second=$(($(stat -c %s "$image") / 2048 + 11400))
"$append" joliet "$image" 0 $second "$folder/second"
holds $second "$folder/two"
third=$(($(stat -c %s "$image") / 2048 + 6900))
"$append" joliet "$image" $second $third "$folder/third"
holds $third "$folder/three"
holds $second "$folder/two"

# A stranger goes on from there.
fourth=$(($(stat -c %s "$image") / 2048 + 6900))
mkdir "$folder/last"
echo 'last' >"$folder/last/LAST.TXT"
genisoimage -quiet -J -C "$third,$fourth" -M "$image" -o "$folder/session" "$folder/last" \
    2>/dev/null # warnings of names that it shortens
truncate -s $((fourth * 2048)) "$image"
cat "$folder/session" >>"$image"
cp -r "$folder/last/." "$folder/three"
mkdir "$folder/out"
"$extract" iso9660 "$image" $fourth "$folder/out" >/dev/null
diff <(cd "$folder/three" && find . -type f -exec sha256sum {} + | cut -d' ' -f1 | sort) \
    <(cd "$folder/out" && find . -type f -exec sha256sum {} + | cut -d' ' -f1 | sort)
checks=$((checks + 1))
echo "$checks views of sessions behind that of $maker are what went in"
