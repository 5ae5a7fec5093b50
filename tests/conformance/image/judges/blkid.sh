# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034,SC2154
# What a running system would call the disc.
judge_needs=blkid
judge_reads='iso9660 joliet udf'
judge_session=yes

says() { # <probed> <name> <value>
    grep -x -F -e "$2=$3" "$1" || {
        cat "$1"
        printf 'instead of %s=%s\n' "$2" "$3"
        return 1
    }
}

judge_check() {
    local probed=$work/probed name=${2##*/}
    blkid -p -H "session_offset=$((session * 2048))" -o export "$2" >"$probed"
    says "$probed" TYPE "${1/joliet/iso9660}"
    case $1 in
    iso9660) says "$probed" LABEL JUDGED ;;
    joliet)
        says "$probed" LABEL Judged
        says "$probed" VERSION 'Joliet\ Extension'
        ;;
    udf)
        says "$probed" LABEL Judged
        name=${name#*udf}
        name=${name%%.*}
        says "$probed" VERSION "${name:0:1}.${name:1}"
        ;;
    esac
}
