# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034,SC2154
judge_needs=bsdtar
judge_reads='iso9660 joliet'
judge_untold=all

judge_options() { # <file system>
    options=()
    [ "$1" = joliet ] || options=(--options 'iso9660:!joliet')
}

judge_stream() {
    judge_options "$1"
    bsdtar -x -O -f "$2" "${options[@]}" "$3"
}

judge_read() {
    judge_options "$1"
    rm -rf "$work/tree"
    mkdir "$work/tree"
    bsdtar -x -f "$2" -C "$work/tree" "${options[@]}" >&2
    "$bin/manifest_tool" folder "$work/tree"
}
