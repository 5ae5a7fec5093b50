#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What callers rely on, as a script does it: habits.vbs, a point for each habit.
. "$(dirname "$0")/common.sh"

judged() { grep -qx "ok $1" <(tr -d '\r' <"$output"); }

mkdir -p "$work/source/sub"
printf 'the first' >"$work/source/one.txt"
printf 'two' >"$work/source/sub/two.txt"
truncate -s 4096 "$work/boot.img"
truncate -s 1474560 "$work/floppy.img"
truncate -s $((8192 * 2048)) "$work/full.iso"
printf 'openimapi-disc 1\nmedium dvd+r\ncapacity 8192\ndisc open\nsessions 1\ntrack 1 1 0 8192 open\nend\n' \
    >"$work/a.iso.disc"
: >"$work/a.iso"

no_recorders
recorder_tool add a --disc "$(windows_path "$work/a.iso")"
recorder_tool add b --medium cd-rw --disc "$(windows_path "$work/b.iso")"
recorder_tool add c --medium dvd+rw --disc "$(windows_path "$work/c.iso")"
recorder_tool add d --medium none
recorder_tool add e --medium bd-re --disc "$(windows_path "$work/e.iso")"
point 'habits.vbs runs' script_host "$(windows_path "$root/tests/programs/habits.vbs")" \
    "$(windows_path "$work")"
point 'to its end' grep -q '^all' "$output"
while read -r habit; do
    point "${habit//_/ }" judged "$habit"
done < <(sed -n 's/^[a-z_]*: Judge "\(.*\)"$/\1/p' "$root/tests/programs/habits.vbs")
no_recorders
finish
