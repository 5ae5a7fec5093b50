# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034,SC2154
# udfdump (of udfclient) walks from the anchors to the last directory and lists the files on the way.
judge_needs=udfdump
judge_reads=udf

judge_check() {
    timeout 300 udfdump -b 2048 -t "$2" >"$work/said" 2>&1
    if grep -i -E 'error|warn|invalid|damaged' "$work/said"; then
        return 1
    fi
    sed -n 's/^:Rootdir\///p' "$work/said" | sort >"$work/found"
    sed -n 's/^f\(\t[^\t]*\)\{3\}\t//p' "$3" | sort | diff - "$work/found"
}
