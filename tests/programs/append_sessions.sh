#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Five sessions on every medium that takes them, script to script; outside tools read each one whole.
. "$(dirname "$0")/common.sh"
sample=$(windows_path "$root/samples/append_session.vbs")
sessions=5

# What the next session brings: a file and a folder of its own, and a new version of an old file.
make_source() {
    local session=$1
    rm -rf "$work/source"
    mkdir -p "$work/source/session $session/below" "$work/expected"
    printf 'what session %d brings\n' "$session" >"$work/source/session $session/below/file.txt"
    head -c $((session * 70000)) /dev/urandom >"$work/source/session $session/data.bin"
    printf 'as of session %d\n' "$session" >"$work/source/changed in every session.txt"
    find "$work/source" -exec touch -d '2024-05-17 10:20:30 UTC' {} +
    cp -a "$work/source/." "$work/expected/"
}

append() { script_host "$sample" "$(windows_path "$work/source")" 0 "$@"; }

session_start() { tr -d '\r' <"$output" | sed -n 's/^Session at block \([0-9]*\), .*/\1/p'; }

# read_session <file system> <first block> <disc>: what a stranger finds in the session.
read_session() {
    rm -rf "$work/read"
    mkdir -p "$work/read"
    case $1 in
    joliet)
        xorriso -osirrox on -read_fs norock -load sbsector "$2" -indev "stdio:$3" -extract / \
            "$work/read"
        ;;
    udf) 7z x -bd -y -tudf "-o$work/read" "$3" ;;
    esac >"$work/read.log" 2>&1 || {
        cat "$work/read.log"
        return 1
    }
    chmod -R u+rwX "$work/read"
}

judge_session() {
    read_session "$@" || return 1
    real_folder_manifest "$work/expected" >"$work/expected.txt"
    real_folder_manifest "$work/read" >"$work/read.txt"
    diff "$work/expected.txt" "$work/read.txt"
}

# append_all <medium> <judge> [<file systems of the first session>]
append_all() {
    local medium=$1 judge=$2 disc=$work/$1.iso session start
    shift 2
    rm -rf "$work/expected"
    only_recorder "$medium" "$disc"
    for ((session = 1; session <= sessions; session++)); do
        make_source "$session"
        point "$medium: session $session is appended" append "$@"
        start=$(session_start)
        point "$medium: old and new files of session $session are read by others" \
            judge_session "$judge" "${start:-0}" "$disc"
    done
    rm -f "$disc"
}

for medium in cd-r cd-rw dvd-r dvd+r bd-r; do
    append_all "$medium" joliet 3
done
for medium in dvd+rw dvd-ram bd-re; do
    append_all "$medium" udf
done
no_recorders
finish
