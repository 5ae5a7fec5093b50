# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034,SC2154
judge_needs=xorriso
judge_reads='iso9660 joliet'
judge_untold=all

as_tree() { # <file system>
    case $1 in
    joliet) echo norock ;;
    *) echo nojoliet ;;
    esac
}

judge_stream() {
    xorriso -read_fs "$(as_tree "$1")" -ecma119_map stripped -osirrox on -indev "stdio:$2" \
        -concat append - "/$3" -- 2>"$work/said"
}

judge_read() {
    rm -rf "$work/tree"
    xorriso -read_fs "$(as_tree "$1")" -ecma119_map stripped -osirrox on -indev "stdio:$2" \
        -extract / "$work/tree" >"$work/said" 2>&1
    # That a name has surrogate pairs is nothing to complain of: it is extracted all the same.
    if grep -E 'ERROR|WARNING|SORRY|FAILURE|FATAL' "$work/said" |
        grep -v -e 'only with character set UTF-16' \
            -e 'not suitable for Joliet character set UCS-2' >&2; then
        return 1
    fi
    chmod -R u+rwX "$work/tree"
    "$bin/manifest_tool" folder "$work/tree"
}
