# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2154 # work and bridge_bin come from who sources this
# To be sourced behind bridge.sh: points of TAP, each with a fresh disc in the drive. Expects `work`
# and `bridge_bin` as that does; counts `points` and `failures`.
points=0 failures=0

# skip_all <why>
skip_all() {
    printf 'SKIP: %s\n' "$*"
    exit 77
}

# needs <program...>: skips all where one is missing.
needs() {
    local program
    for program in "$@"; do
        command -v "$program" >/dev/null || skip_all "$program is not there"
    done
}

# drive <program...>: runs a program with the drive.
drive() {
    LD_PRELOAD="$bridge_bin/libsg_bridge.so" timeout 120 "$@"
}

# point <medium> <what> <command...>
point() {
    local what="$1: $2" status
    points=$((points + 1))
    set +e
    (
        set -e
        bridge_start "$1"
        "${@:3}"
    ) >"$work/log" 2>&1 9>&-
    status=$?
    set -e
    if [ "$status" -eq 0 ]; then
        printf 'ok %d - %s\n' "$points" "$what"
    else
        failures=$((failures + 1))
        tail -n 25 "$work/log" | sed 's/^/# /'
        printf 'not ok %d - %s\n' "$points" "$what"
    fi
}

# points_end: the plan, and whether all were kept.
points_end() {
    printf '1..%d\n' "$points"
    [ "$failures" -eq 0 ]
}
