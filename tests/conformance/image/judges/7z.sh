# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034,SC2154
judge_needs=7z
judge_reads='boot iso9660 joliet udf'
judge_untold=all

as_type() { # <file system>
    case $1 in
    udf) echo -tudf ;;
    *) echo -tiso ;;
    esac
}

judge_stream() { 7z x -so "$(as_type "$1")" "$2" "$3"; }

# They are called 1-Boot-NoEmul.img and so on.
read_boot_images() { # <folder>
    local file name
    for file in "$1"/*; do
        name=${file##*/}
        "$bin/manifest_tool" pipe "${name%%-*}" <"$file"
    done
}

judge_read() {
    rm -rf "$work/tree"
    7z x -y -bd "$(as_type "$1")" "-o$work/tree" "$2" >"$work/said" 2>&1
    if grep -E 'ERROR|WARN' "$work/said" >&2; then
        return 1
    fi
    mkdir -p "$work/tree" # an empty archive makes no folder
    if [ "$1" = boot ]; then
        read_boot_images "$work/tree/[BOOT]"
        return
    fi
    rm -rf "$work/tree/[BOOT]"
    "$bin/manifest_tool" folder "$work/tree"
}
