# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034,SC2154
# udflabel reads the descriptors as who wants to change them does, and tells the label.
judge_needs=udflabel
judge_reads=udf

judge_check() {
    udflabel "$2" | tee "$work/said"
    [ "$(cat "$work/said")" = Judged ]
}
