# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
# To be sourced by the tests of programs: TAP, a clean workplace, recorders, and judges.
#
# Expects PROGRAMS_BIN (the bin folder of the build) and PROGRAMS_PREFIX (a Wine prefix with both
# DLLs registered, made by prefix.sh). Sets `work`, a folder that goes away at the end.
set -euo pipefail
export LC_ALL=C.UTF-8
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/scripts/wine-prefix.sh"
. "$root/scripts/real-folder.sh"
exec </dev/null

wine_prefix_use "$PROGRAMS_PREFIX"
work=$(mktemp -d "${TMPDIR:-/tmp}/openimapi-$(basename "$0" .sh).XXXXXX")
trap 'rm -rf "$work"' EXIT
output=$work/output
points=0 failures=0

# point <what> <command...>: one test, which passes when the command does.
point() {
    local what=$1
    shift
    points=$((points + 1))
    if "$@" >"$work/point.log" 2>&1; then
        printf 'ok %d - %s\n' "$points" "$what"
    else
        sed 's/^/# /' "$work/point.log"
        [ ! -f "$output" ] || sed 's/^/# output: /' "$output"
        printf 'not ok %d - %s\n' "$points" "$what"
        failures=$((failures + 1))
    fi
}

# skip_point <what> <reason>
skip_point() {
    points=$((points + 1))
    printf '# %s\nok %d - %s # SKIP\n' "$2" "$points" "$1"
}

finish() {
    printf '1..%d\n' "$points"
    [ "$failures" -eq 0 ]
}

# windows <program> <arguments...>: runs it, its whole output in $output, its exit code as result.
windows() {
    timeout 240 wine "$@" >"$output" 2>&1
}

recorder_tool() { windows "$PROGRAMS_BIN/openimapi-recorder.exe" "$@"; }
burn_folder() { windows "$PROGRAMS_BIN/burn_folder.exe" --progress lines "$@"; }
burn_folder_script() { windows cscript //nologo "$(windows_path "$root/samples/burn_folder.vbs")" "$@"; }
burn_folder_jscript() { script_host "$(windows_path "$root/samples/burn_folder.js")" "$@"; }
script_host() { windows "$PROGRAMS_BIN/script_host.exe" "$@"; }

# only_recorder <medium> <disc file>: the one recorder there is, with that disc in it.
only_recorder() {
    no_recorders
    recorder_tool add only --medium "$1" --disc "$(windows_path "$2")"
}

no_recorders() {
    wine reg delete 'HKCU\Software\OpenIMAPI\VirtualRecorders' /f >/dev/null 2>&1 || true
}

fails() { ! "$@"; }
says() { grep -qF -- "$1" "$output"; }

# prints: whether the output is, line by line, what stands on standard input.
prints() { diff - <(tr -d '\r' <"$output"); }
same_text() { diff "$1" "$2"; }

# judge <judge> <source folder> <disc>: same names, contents, sizes and times.
judge() {
    real_folder_extract "$1" "$3" "$work/read" || return 1
    real_folder_manifest "$2" >"$work/source.txt"
    real_folder_manifest "$work/read" >"$work/read.txt"
    diff "$work/source.txt" "$work/read.txt" || return 1
    real_folder_times "$2" >"$work/source.txt"
    real_folder_times "$work/read" >"$work/read.txt"
    diff "$work/source.txt" "$work/read.txt"
}

# judge_iso9660 <source folder> <disc>: ISO 9660 has names of its own, so contents are compared.
judge_iso9660() {
    real_folder_extract xorriso-iso9660 "$2" "$work/read" || return 1
    find "$1" -type f -exec sha256sum {} + | cut -d' ' -f1 | sort >"$work/source.txt"
    find "$work/read" -type f -exec sha256sum {} + | cut -d' ' -f1 | sort >"$work/read.txt"
    diff "$work/source.txt" "$work/read.txt"
}

# judge_disc <source folder> <disc>: one point per judge.
judge_disc() {
    point '7-Zip finds the folder on the disc' judge 7z "$1" "$2"
    point 'bsdtar finds the folder on the disc' judge bsdtar "$1" "$2"
    point 'xorriso finds the folder on the disc' judge xorriso "$1" "$2"
    point 'xorriso finds every content under its ISO 9660 name' judge_iso9660 "$1" "$2"
    point 'isoinfo lists every file of the Joliet tree' same_count "$1" "$2"
}

same_count() {
    local expected found
    expected=$(find "$1" -type f | wc -l)
    found=$(isoinfo -J -l -i "$2" | grep -c '^-')
    [ "$expected" = "$found" ] || {
        echo "$found files listed instead of $expected"
        return 1
    }
}
