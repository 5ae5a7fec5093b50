#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Images of a folder with everything that troubles imagers, made by imapi2fs.dll under Wine and read
# back by programs that are not ours: judge_image.sh <folder of write_image.exe>.
set -euo pipefail
export LC_ALL=C.UTF-8
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../../scripts/wine-prefix.sh"
. "$here/../../../scripts/real-folder.sh"
exec </dev/null
bin=$1
work=$(mktemp -d "${TMPDIR:-/tmp}/openimapi-judge-image.XXXXXX")
points=0 failures=0
trap 'wine_prefix_close; rm -rf "$work"' EXIT

point() { # <what> <command...>
    local what=$1
    shift
    points=$((points + 1))
    if "$@" >"$work/point.log" 2>&1; then
        printf 'ok %d - %s\n' "$points" "$what"
    else
        sed 's/^/# /' "$work/point.log"
        printf 'not ok %d - %s\n' "$points" "$what"
        failures=$((failures + 1))
    fi
}

point_with() { # <tool> <what> <command...>: skipped when the tool is missing
    if command -v "$1" >/dev/null; then
        point "${@:2}"
    else
        points=$((points + 1))
        printf '# %s is not installed\nok %d - %s # SKIP\n' "$1" "$points" "$2"
    fi
}

write_image() { # <image> <file systems> <level>
    timeout 300 wine "$bin/write_image.exe" "$(windows_path "$work/folder")" \
        "$(windows_path "$1")" "$2" "$3"
}

same_names_and_contents() { # <judge> <image>
    real_folder_extract "$1" "$2" "$work/read" || return 1
    real_folder_manifest "$work/folder" >"$work/source.txt"
    real_folder_manifest "$work/read" >"$work/read.txt"
    diff "$work/source.txt" "$work/read.txt" || return 1
    real_folder_times "$work/folder" >"$work/source.txt"
    real_folder_times "$work/read" >"$work/read.txt"
    diff "$work/source.txt" "$work/read.txt"
}

# ISO 9660 has names of its own.
same_contents() { # <image>
    real_folder_extract xorriso-iso9660 "$1" "$work/read" || return 1
    find "$work/folder" -type f -exec sha256sum {} + | cut -d' ' -f1 | sort >"$work/source.txt"
    find "$work/read" -type f -exec sha256sum {} + | cut -d' ' -f1 | sort >"$work/read.txt"
    diff "$work/source.txt" "$work/read.txt"
}

# ECMA-119 10.1: eight and three d-characters, directories eight.
only_level_1_names() { # <image>
    isoinfo -f -i "$1" >"$work/names.txt"
    grep -q . "$work/names.txt"
    ! tr / '\n' <"$work/names.txt" | grep -vE '^([A-Z0-9_]{1,8}(\.[A-Z0-9_]{0,3};1)?)?$'
}

is_clean() { # <image>
    isovfy -i "$1" >"$work/isovfy.txt" 2>&1
    cat "$work/isovfy.txt"
    grep -q 'No errors found' "$work/isovfy.txt"
}

wine_prefix_open "$work/prefix"
real_folder_make "$work/folder" 20

point 'makes ISO 9660 level 2 with Joliet' write_image "$work/both.iso" 3 2
point_with 7z '7-Zip reads names, contents and times' same_names_and_contents 7z "$work/both.iso"
point_with bsdtar 'bsdtar reads names, contents and times' \
    same_names_and_contents bsdtar "$work/both.iso"
point_with xorriso 'xorriso reads the Joliet tree' same_names_and_contents xorriso "$work/both.iso"
point_with xorriso 'xorriso reads every content in the ISO 9660 tree' same_contents "$work/both.iso"
point_with isovfy 'isovfy finds no error' is_clean "$work/both.iso"

point 'makes ISO 9660 level 1 alone' write_image "$work/level1.iso" 1 1
point_with xorriso 'xorriso reads every content' same_contents "$work/level1.iso"
point_with isoinfo 'isoinfo finds names of level 1 only' only_level_1_names "$work/level1.iso"
point_with isovfy 'isovfy finds no error at level 1' is_clean "$work/level1.iso"

export SOURCE_DATE_EPOCH=1700000000
point 'makes an image at a fixed time' write_image "$work/fixed1.iso" 3 2
point 'makes it again' write_image "$work/fixed2.iso" 3 2
point 'both are the same, byte by byte' cmp "$work/fixed1.iso" "$work/fixed2.iso"
printf '1..%d\n' "$points"
[ "$failures" -eq 0 ]
