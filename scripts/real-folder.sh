# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
# To be sourced: a folder of real files with everything that troubles imagers, and the comparison of
# a burned disc with it, by programs that are not ours.

# real_folder_make <folder> <MB of the big file>
real_folder_make() {
    local top=$1 i
    rm -rf "$top"
    mkdir -p "$top/Empty folder" "$top/Many small files" "$top/Deep/2/3/4/5/6/7" "$top/音楽 und Noten"
    printf 'What stands in this folder is burned to a disc.\n' >"$top/Read me.txt"
    : >"$top/Empty file"
    printf 'seven folders down\n' >"$top/Deep/2/3/4/5/6/7/here.txt"
    printf 'x' >"$top/one byte.bin"
    head -c 2048 /dev/urandom >"$top/one sector.bin"
    head -c 2049 /dev/urandom >"$top/one sector and a byte.bin"
    printf 'treble clef\n' >"$top/音楽 und Noten/𝄞 Präludium – музыка 🎵.txt"
    printf '64 characters\n' >"$top/Ein ganz langer Name, genau so lang wie Joliet erlaubt, 64 Z.txt"
    printf 'upper\n' >"$top/archive.tar.gz"
    printf 'same short name 1\n' >"$top/A rather long name, number 1.text"
    printf 'same short name 2\n' >"$top/A rather long name, number 2.text"
    for ((i = 0; i < 400; i++)); do
        printf 'file %d\n%*s\n' "$i" $((i * 7 % 5000)) '' >"$top/Many small files/file $i.txt"
    done
    head -c "${2}M" /dev/urandom >"$top/Big file.bin"
    find "$top" -exec touch -d '2024-05-17 10:20:30 UTC' {} +
    touch -d '1999-12-31 23:59:58 UTC' "$top/Read me.txt"
}

# Lines "hash  ./path" of every file below a folder, and "folder ./path" of every folder.
real_folder_manifest() {
    (
        cd "$1" || exit 1
        find . -type f -print0 | sort -z | xargs -0 -r sha256sum
        find . -mindepth 1 -type d -printf 'folder %p\n' | sort
    )
}

# Lines "path size seconds" of every file below a folder.
real_folder_times() {
    (cd "$1" && find . -type f -printf '%p\t%s\t%T@\n' | sed 's/\.[0-9]*$//' | sort)
}

# real_folder_extract <judge> <disc> <folder>: all of the disc, as that judge reads it.
real_folder_extract() {
    rm -rf "$3"
    mkdir -p "$3"
    case $1 in
    7z) 7z x -bd -y "-o$3" "$2" ;;
    bsdtar) bsdtar -C "$3" -xf "$2" ;;
    xorriso) xorriso -osirrox on -read_fs norock -indev "stdio:$2" -extract / "$3" ;;
    xorriso-iso9660) xorriso -osirrox on -read_fs ecma119 -indev "stdio:$2" -extract / "$3" ;;
    esac >"$3.log" 2>&1 || {
        cat "$3.log"
        return 1
    }
    chmod -R u+rwX "$3"
    rm -f "$3.log"
}
