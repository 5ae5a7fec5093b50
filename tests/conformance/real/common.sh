# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
# To be sourced: Wine's drive D: served by a virtual recorder of another process, by way of SG_IO, so
# that COM, our pass-through, Wine and SG_IO are all on the way.
#
# Expects what tests/programs/common.sh does, and REAL_BIN, the folder of sg_bridge_server and
# libsg_bridge.so, which are native programs.
. "$(dirname "${BASH_SOURCE[0]}")/../../programs/common.sh"
. "$root/tests/support/sg_bridge/bridge.sh"

skip_all() {
    printf 'SKIP: %s\n' "$*"
    exit 77
}

bridge_bin=$REAL_BIN
[ -x "$bridge_bin/sg_bridge_server" ] ||
    skip_all "no SG_IO bridge in $bridge_bin: it is built with the preset native"

real_end() {
    wineserver --kill 2>/dev/null || true
    timeout 60 wineserver --wait 2>/dev/null || true
    rm -f "$WINEPREFIX/dosdevices/d:" "$WINEPREFIX/dosdevices/d::"
    bridge_end
    rm -rf "$work"
}

# Windows programs, with the drive.
windows() {
    LD_PRELOAD="$bridge_bin/libsg_bridge.so" timeout "${timeout-240}" wine "$@" >"$output" 2>&1 9>&-
}

# Native programs, with the drive.
native() {
    LD_PRELOAD="$bridge_bin/libsg_bridge.so" timeout 240 "$@" 9>&-
}

# real_start <medium>: D: is a drive with such a disc. wineserver opens the device, so it has to be
# started anew, with the library.
real_start() {
    bridge_start "$1"
    wine reg add 'HKLM\Software\Wine\Drives' /v d: /d cdrom /f >/dev/null
    wineserver --kill || true
    timeout 60 wineserver --wait
    mkdir -p "$WINEPREFIX/drive_d"
    ln -sfn ../drive_d "$WINEPREFIX/dosdevices/d:"
    ln -sfn "$device" "$WINEPREFIX/dosdevices/d::"
    LD_PRELOAD="$bridge_bin/libsg_bridge.so" wineserver --persistent=60 </dev/null >/dev/null 2>&1 9>&-
}

bridge_stand_in || skip_all 'no file can be made in /dev'
trap real_end EXIT
trap 'exit 130' INT TERM
