# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034,SC2154
judge_needs=libiso9660
judge_reads='iso9660 joliet'
judge_untold=all

judge_is_there() { [ -x "$bin/read_libiso9660" ]; }

judge_read() { "$bin/read_libiso9660" "$2" "$1"; }
