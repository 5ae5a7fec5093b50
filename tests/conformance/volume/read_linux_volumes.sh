#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Volumes of mkudffs, filled by Linux in User-mode Linux, copied out by our reader and compared with
# what went in; and what it makes for drives that we do not read, refused by name:
# read_linux_volumes.sh EXTRACT_VOLUME
set -euo pipefail
export LC_ALL=C.UTF-8
extract=$1 here=$(dirname "$0")

skip() {
    echo "SKIP: $1 is not installed"
    exit 77
}
module() { # <name>
    find /usr/lib/uml/modules -name "$1.ko" 2>/dev/null | sort | tail -n 1
}
PATH=$PATH:/usr/sbin
command -v mkudffs >/dev/null || skip mkudffs
command -v linux.uml >/dev/null || skip user-mode-linux
[ -x /bin/busybox ] || skip busybox-static
[ -n "$(module udf)" ] || skip 'udf.ko of user-mode-linux'

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
fail() {
    echo "$1"
    exit 1
}

# mkudffs puts a lost+found on disks.
tree=$folder/tree
mkdir -p "$tree/Folder/Sub/Deeper" "$tree/many"
for size in 0 1 1000 2047 2048 2049 100000; do
    head -c $size /dev/urandom >"$tree/Folder/F$size.BIN"
done
echo 'no extension' >"$tree/README"
echo 'moved' >"$tree/moved"
echo 'far' >"$tree/Über-größe-Ωμέγα-日本語.txt"
for i in $(seq 1 300); do
    echo "$i" >"$tree/many/file number $i.txt"
done

make_volume() { # <name> <block size> <options...>
    rm -f "$folder/$1.img"
    truncate -s 8M "$folder/$1.img"
    mkudffs --utf8 -b "${@:2}" "$folder/$1.img" >/dev/null
}
for revision in 1.02 1.50 2.00 2.01; do
    for descriptors in inicb short long; do
        make_volume "$revision-$descriptors" 2048 -m hd -r $revision --ad=$descriptors
    done
done
make_volume no-extended-entries 2048 -m hd -r 2.01 --noefe

root=$folder/root
mkdir -p "$root"/{bin,dev,proc,tmp,images,disc,modules}
cp /bin/busybox "$root/bin/"
for name in loop cdrom crc-itu-t udf nls_utf8; do
    cp "$(module $name)" "$root/modules/"
done
cp "$here/linux_init.sh" "$root/init"
chmod +x "$root/init"
timeout 250 linux.uml mem=256M root=/dev/root rootfstype=hostfs "rootflags=$root" rw init=/init \
    "images=$folder" con=null con0=null,fd:1 quiet <<<'' >"$folder/log" 2>&1 ||
    { cat "$folder/log"; fail 'the kernel did not run'; }

mv "$tree/moved" "$tree/Folder/moved"
cp "$tree/README" "$tree/Folder/link"
mkdir -p "$tree/lost+found"
checks=0
for image in "$folder"/*.img; do
    name=$(basename "$image" .img)
    [ -f "$image.filled" ] || { cat "$folder/log"; fail "$name was not filled"; }
    mkdir "$folder/out"
    "$extract" udf "$image" 0 "$folder/out" >"$folder/told" || fail "$name: $(cat "$folder/told")"
    mkdir -p "$folder/out/lost+found"
    diff -r "$tree" "$folder/out" || fail "$name differs"
    rm -rf "$folder/out"
    checks=$((checks + 1))
done

# refused <feature> <block size> <options...>
refused() {
    make_volume refused "${@:2}"
    if "$extract" udf "$folder/refused.img" 0 "$folder" >"$folder/told" ||
        ! grep -q "^NOT_SUPPORTED FEATURE_NOT_SUPPORTED $1 " "$folder/told"; then
        fail "$*: $(cat "$folder/told")"
    fi
    checks=$((checks + 1))
}
refused VAT 2048 -m cdr -r 1.50
refused VAT 2048 -m cdr -r 2.01
refused VAT 2048 -m bdr -r 2.50
refused 'sparing table' 2048 -m cdrw -r 1.50
refused 'sparing table' 2048 -m dvdrw -r 2.01
refused 'ICB strategy 4096' 2048 -m hd -r 2.01 --strategy=4096
refused 'blocks that are not of 2048 bytes' 512 -m hd
echo "$checks volumes of mkudffs are what went in, or refused by name"
