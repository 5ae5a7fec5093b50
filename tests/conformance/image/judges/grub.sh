# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034,SC2154
# GRUB's readers, as a boot loader has them: it lists a folder with sizes and times, and copies one
# file at a start.
judge_needs=grub-fstest
judge_reads='iso9660 joliet udf'
judge_untold=all

# In ISO 9660 it shows capitals as small letters.
as_recorded() { # <file system>
    if [ "$1" = iso9660 ]; then
        tr a-z A-Z
    else
        cat
    fi
}

# Lines "f|d size time path" of all below a folder, tabs between.
list_below() { # <image> <file system> <folder, with a slash behind unless it is empty>
    local kind path rest
    grub-fstest "$1" ls -- -l -a "(loop0)/$3" | as_recorded "$2" | TZ=UTC awk -v folder="$3" '
        {
            size = $1
            t = $2
            name = substr($0, 29)
            if (name == "./" || name == "../" || name == "") next
            time = mktime(substr(t, 1, 4) " " substr(t, 5, 2) " " substr(t, 7, 2) " " \
                          substr(t, 9, 2) " " substr(t, 11, 2) " " substr(t, 13, 2))
            if (size == "DIR") {
                sub(/\/$/, "", name)
                printf "d\t-\t%d\t-\t%s%s\n", time, folder, name
            } else {
                printf "f\t%d\t%d\t?\t%s%s\n", size, time, folder, name
            }
        }' >"$work/list"
    mapfile -t lines <"$work/list"
    for line in "${lines[@]}"; do
        printf '%s\n' "$line"
        IFS=$'\t' read -r kind _ _ _ path <<<"$line"
        [ "$kind" != d ] || list_below "$1" "$2" "$path/"
    done
}

judge_read() {
    local kind size time path
    list_below "$2" "$1" '' >"$work/listing"
    while IFS=$'\t' read -r kind size time _ path; do
        if [ "$kind" = d ]; then
            printf 'd\t-\t%s\t-\t%s\n' "$time" "$path"
        else
            grub-fstest "$2" cat "(loop0)/$path" | "$bin/manifest_tool" pipe "$path" "$time"
        fi
    done <"$work/listing"
}
