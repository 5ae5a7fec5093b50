# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034,SC2154
judge_needs=xorriso
judge_reads='boot iso9660 joliet'
judge_untold=all
judge_session=yes

as_tree() { # <file system>
    case $1 in
    joliet) echo norock ;;
    *) echo nojoliet ;;
    esac
}

judge_stream() {
    xorriso -read_fs "$(as_tree "$1")" -ecma119_map stripped -osirrox on \
        -load sbsector "$session" -indev "stdio:$2" -concat append \
        - "/$3" -- 2>"$work/said"
}

# It tells where boot images lie and how many blocks of 512 bytes a BIOS is to load.
read_boot_images() { # <image>
    local number size start
    xorriso -indev "stdio:$1" -report_el_torito plain 2>"$work/said" |
        sed -n 's/^El Torito boot img : //p' |
        while read -r number _ _ _ _ _ size start; do
            dd if="$1" bs=512 skip=$((start * 4)) count="$size" status=none |
                "$bin/manifest_tool" pipe "$number"
        done
}

judge_read() {
    if [ "$1" = boot ]; then
        read_boot_images "$2"
        return
    fi
    rm -rf "$work/tree"
    xorriso -read_fs "$(as_tree "$1")" -ecma119_map stripped -osirrox on \
        -load sbsector "$session" -indev "stdio:$2" -extract / "$work/tree" >"$work/said" 2>&1
    # That a name has surrogate pairs is nothing to complain of: it is extracted all the same. Nor is
    # that boot images are no files.
    if grep -E 'ERROR|WARNING|SORRY|FAILURE|FATAL' "$work/said" |
        grep -v -e 'only with character set UTF-16' \
            -e 'not suitable for Joliet character set UCS-2' \
            -e 'Found hidden El-Torito image' >&2; then
        return 1
    fi
    chmod -R u+rwX "$work/tree"
    "$bin/manifest_tool" folder "$work/tree"
}
