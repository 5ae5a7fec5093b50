# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034,SC2154
judge_needs=libudfread
judge_reads='udf'
judge_untold='times'

judge_is_there() { [ -x "$bin/read_libudfread" ]; }

judge_read() { "$bin/read_libudfread" "$2"; }
