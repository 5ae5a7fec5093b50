# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034,SC2154
# isoinfo -f prints a path a line, in ISO 9660 with version and dot as they are recorded, and -x
# takes such a path. Which paths are directories shows in -l alone.
judge_needs=isoinfo
judge_reads='iso9660 joliet'
judge_untold='times'
judge_session=yes

judge_read() {
    local options=(-T "$session") path name
    [ "$1" = iso9660 ] || options+=(-J)
    isoinfo "${options[@]}" -l -i "$2" | sed -n 's/^Directory listing of \///p' |
        sed 's/\/$//' | sort >"$work/directories"
    isoinfo "${options[@]}" -f -i "$2" | sed 's/^\///' | while IFS= read -r path; do
        if grep -q -x -F -e "$path" "$work/directories"; then
            printf 'd\t-\t?\t-\t%s\n' "$path"
            continue
        fi
        name=${path%;1}
        [ "$1" = joliet ] || name=${name%.}
        isoinfo "${options[@]}" -i "$2" -x "/$path" | "$bin/manifest_tool" pipe "$name"
    done
}
