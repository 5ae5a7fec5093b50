#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What a person reads when something fails: errors.vbs, a point for each failure.
. "$(dirname "$0")/common.sh"

judged() { grep -qxF "ok $1" <(tr -d '\r' <"$output"); }

mkdir -p "$work/source" "$work/deep/2/3/4/5/6/7/8/9"
printf 'the first' >"$work/source/one.txt"
truncate -s 5G "$work/large.bin"
head -c 204800 /dev/zero | tr '\0' x >"$work/rubbish.iso"
truncate -s 2M "$work/closed.iso"

no_recorders
recorder_tool add a --disc "$(windows_path "$work/closed.iso")"
recorder_tool add b --medium none
recorder_tool add c --medium cd-r --disc "$(windows_path "$work/c.iso")"
point 'errors.vbs runs' script_host "$(windows_path "$root/tests/programs/errors.vbs")" \
    "$(windows_path "$work")"
point 'to its end' grep -q '^all' "$output"
while read -r failure; do
    point "$failure" judged "$failure"
done < <(sed -n 's/^Expect "\([^"]*\)".*$/\1/p' "$root/tests/programs/errors.vbs")
no_recorders
finish
