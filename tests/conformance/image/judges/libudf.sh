# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034,SC2154
judge_needs=libudf
judge_reads='udf'
judge_untold=all

judge_is_there() { [ -x "$bin/read_libudf" ]; }

judge_read() { "$bin/read_libudf" "$2"; }
