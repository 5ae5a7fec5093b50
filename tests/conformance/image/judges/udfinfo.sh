# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034,SC2154
# udfinfo reads both sequences of descriptors, the integrity descriptor and the space bitmaps, and
# warns of what is wrong with them.
judge_needs=udfinfo
judge_reads=udf

says() { # <name> <value>
    grep -a -q -x -F -e "$1=$2" "$work/said" || {
        printf 'instead of %s=%s: ' "$1" "$2"
        grep -a "^$1=" "$work/said" || echo nothing
        return 1
    }
}

# The partition reaches back over all sessions, so the descriptors of a later one lie within it.
judge_check() {
    local revision=${2##*/}
    udfinfo "$2" >"$work/said" 2>"$work/warnings"
    case $revision in
    *.first.*) ;;
    *) sed -i '/^udfinfo: Warning: Partition Space overlaps with other blocks$/d' "$work/warnings" ;;
    esac
    if [ -s "$work/warnings" ]; then
        cat "$work/warnings"
        return 1
    fi
    revision=${revision#*udf}
    revision=${revision%%.*}
    says udfwriterev "${revision:0:1}.${revision:1}"
    says lvid Judged
    says integrity closed
    says numfiles "$(grep -c '^f' "$3" || true)"
    says numdirs "$(($(grep -c '^d' "$3" || true) + 1))"
}
