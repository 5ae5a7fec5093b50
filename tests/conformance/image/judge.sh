#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Has one outside program read the images of the matrix: judge.sh JUDGE BIN [CASES], where BIN is the
# folder of judge_image and CASES a pattern of the shell. Prints TAP, a point for each file system of
# each image; ends with 77 when the judge is not there. With OPENIMAPI_MATRIX=full in the environment
# it reads all images, else those for every day.
#
# judges/JUDGE.sh tells how, by these names:
#   judge_needs   the program, for the message when it is missing
#   judge_reads   the file systems it knows: boot, for boot images, before iso9660, joliet and udf
#   judge_untold  what it does not tell: nothing ("all" is told), times, directory-times
#   judge_read FILE-SYSTEM IMAGE EXPECTED
#                 prints the manifest of that file system; EXPECTED is ours, to ask for its paths
#   judge_check, instead, with the same arguments: fails, saying why
#   judge_stream FILE-SYSTEM IMAGE PATH, where judge_read would copy files of gigabytes to the disk:
#                 prints the content of one file
#   judge_read_all, instead: reads lines "CASE FILE-SYSTEM SESSION" and makes CASE.FILE-SYSTEM.found from
#                 CASE.iso for each, in the folder $work
#   judge_is_there, where it takes more than a program of the name in judge_needs
#   judge_session yes, where it is told the first block of the session to read, $session; else
#                 what it reads shows the last session in the place of the first
set -euo pipefail
export LC_ALL=C.UTF-8
# What is recorded is UTC, wherever it is read.
export TZ=America/New_York
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
judge=$1
bin=$(cd "$2" && pwd)
wanted=${3-*}
judge_needs='' judge_reads='' judge_untold=all judge_session=no
# shellcheck disable=SC2034 # for those who are told
session=0
points=0 failures=0 untouched=0

judge_is_there() { command -v "$judge_needs" >/dev/null; }

# shellcheck source=/dev/null
. "$here/judges/$judge.sh"

if ! judge_is_there; then
    printf 'SKIP: %s is not there\n' "$judge_needs"
    exit 77
fi

# Images are sparse, and most are small: memory holds them where there is some.
folder=${TMPDIR:-/tmp}
if [ "$(df --output=avail -B1G /dev/shm 2>/dev/null | tail -n 1)" -ge 2 ]; then
    folder=/dev/shm
fi
work=$(mktemp -d "$folder/openimapi-judge-$judge.XXXXXX")
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# The rows of the table that concern this judge.
limits=()
while IFS='|' read -r who file_system cases why; do
    [ "${OPENIMAPI_MATRIX-}:${why/*takes minutes*/slow}" != full:slow ] || continue
    [ "${who// /}" != "$judge" ] || limits+=("${file_system// /}|${cases// /}|${why# }")
done < <(grep -v '^#' "$here/limits.txt")

# limit_of CASE FILE-SYSTEM: why this judge cannot read it; false when it can.
limit_of() {
    local row file_system cases why
    for row in "${limits[@]}"; do
        IFS='|' read -r file_system cases why <<<"$row"
        # shellcheck disable=SC2053
        if [[ $2 == $file_system && $1 == $cases ]]; then
            printf '%s\n' "$why"
            return 0
        fi
    done
    return 1
}

# The file systems of a case that this judge knows.
file_systems_of() {
    local known
    for known in $judge_reads; do
        case $known:$1 in
        iso9660:iso*) echo iso9660 ;;
        joliet:*joliet*) echo joliet ;;
        udf:udf* | udf:*+udf*) echo udf ;;
        boot:*.boot.*) echo boot ;;
        esac
    done
}

point() { # <case> <file system> <command...>
    local what="$1: $2"
    shift 2
    points=$((points + 1))
    # Not as a condition: there a failure within "$@" would not end it.
    set +e
    (
        set -e
        "$@"
    ) >"$work/log" 2>&1
    local status=$?
    set -e
    if [ "$status" -eq 0 ]; then
        printf 'ok %d - %s\n' "$points" "$what"
    else
        failures=$((failures + 1))
        head -n 20 "$work/log" | sed 's/^/# /'
        printf 'not ok %d - %s\n' "$points" "$what"
    fi
}

skip_point() { # <case> <file system> <why>
    points=$((points + 1))
    untouched=$((untouched + 1))
    printf '# %s\nok %d - %s: %s # SKIP\n' "$3" "$points" "$1" "$2"
}

# Whatever the judge says beside the manifest goes to the log of the point.
judge_one() { # <case> <file system>
    if declare -F judge_check >/dev/null; then
        judge_check "$2" "$work/$1.iso" "$work/$1.$2"
        return
    fi
    local reader=judge_read
    case $1:$2 in
    *:boot) ;;
    *.large:*) ! declare -F judge_stream >/dev/null || reader=read_by_streaming ;;
    esac
    "$reader" "$2" "$work/$1.iso" "$work/$1.$2" >"$work/$1.$2.found"
    compare "$1" "$2"
}

# Files only, and those that must be there; the time is taken as told.
read_by_streaming() { # <file system> <image> <expected>
    local time path
    while IFS=$'\t' read -r _ _ time _ path; do
        judge_stream "$1" "$2" "$path" | "$bin/manifest_tool" pipe "$path" "$time"
    done <"$3"
}

compare() { # <case> <file system>
    "$bin/manifest_tool" compare "$judge_untold" "$work/$1.$2" "$work/$1.$2.found"
}

# Prints the first block of an appended session.
make_image() { "$bin/judge_image" make "$1" "$work"; }

# A disc with an appended session boots as its first session does, whose boot record it has.
show_session() { # <case> <file system>
    [ -n "$start" ] && [ "$2" != boot ] || return 0
    if [ "$judge_session" = yes ]; then
        session=$start
    else
        "$bin/judge_image" show "$work/$1.iso" "$start"
    fi
}

# Judges that read many images at a start get so many, or a few large ones.
readonly BATCH=120
waiting=0

read_batch() {
    local name file_system
    [ "$waiting" -gt 0 ] || return 0
    judge_read_all <"$work/jobs" >"$work/all.log" 2>&1 || sed 's/^/# /' "$work/all.log"
    while read -r name file_system _; do
        point "$name" "$file_system" compare "$name" "$file_system"
    done <"$work/jobs"
    cut -d' ' -f1 "$work/jobs" | uniq | while read -r name; do
        rm -f "$work/$name".*
    done
    rm -f "$work/jobs"
    waiting=0
}

judge_case() { # <case>
    local name=$1 file_system why start readable=()
    # shellcheck disable=SC2034
    session=0
    for file_system in $(file_systems_of "$name"); do
        if why=$(limit_of "$name" "$file_system"); then
            skip_point "$name" "$file_system" "$why"
        else
            readable+=("$file_system")
        fi
    done
    [ "${#readable[@]}" -gt 0 ] || return 0
    if ! start=$(make_image "$name" 2>"$work/log"); then
        point "$name" image cat "$work/log" /nothing
    elif declare -F judge_read_all >/dev/null; then
        printf "$name %s ${start:-0}\n" "${readable[@]}" >>"$work/jobs"
        waiting=$((waiting + 1))
        [[ $name != *.large ]] || waiting=$((waiting + BATCH / 4))
        [ "$waiting" -lt "$BATCH" ] || read_batch
        return 0
    else
        for file_system in "${readable[@]}"; do
            show_session "$name" "$file_system"
            point "$name" "$file_system" judge_one "$name" "$file_system"
        done
    fi
    rm -f "$work/$name".*
}

scope=()
[ "${OPENIMAPI_MATRIX-}" != full ] || scope=(all)
for name in $("$bin/judge_image" list "${scope[@]}"); do
    # shellcheck disable=SC2053
    [[ $name != $wanted ]] || judge_case "$name"
done
read_batch
printf '1..%d\n' "$points"
printf '# %s: %d read, %d not its business, %d failed\n' \
    "$judge" $((points - untouched)) "$untouched" "$failures"
[ "$failures" -eq 0 ]
