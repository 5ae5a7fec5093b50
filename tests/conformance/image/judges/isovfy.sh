# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034,SC2154
# isovfy looks for overlaps, for records out of order and for path tables that disagree.
judge_needs=isovfy
judge_reads=iso9660

judge_check() {
    isovfy "$2" 2>&1 | tee "$work/said"
    grep -q '^No errors found' "$work/said"
}
