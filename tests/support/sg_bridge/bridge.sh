# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2154 # work and bridge_bin come from who sources this
# To be sourced: a virtual recorder as a drive of Linux, served to programs that have libsg_bridge.so
# preloaded. Expects `bridge_bin`, the folder of both, and `work`, a folder for disc and socket.

# bridge_stand_in: makes a plain file in the place where programs look for drives, which the library
# makes a device; sets `device`. Fails where no such file can be made.
bridge_stand_in() {
    local number
    for number in $(seq 20 31); do
        if (set -o noclobber && : >"/dev/sr$number") 2>/dev/null; then
            device=/dev/sr$number
            export SG_BRIDGE_SOCKET=$work/socket SG_BRIDGE_DEVICE=$device
            return
        fi
    done
    return 1
}

# bridge_start <medium>: the drive with a fresh disc of this kind, disc.iso.
bridge_start() {
    bridge_stop
    rm -f "$work"/disc.*
    bridge_serve "$1"
}

# bridge_serve <medium>: the drive with the disc that is there.
bridge_serve() {
    rm -f "$work/hold"
    mkfifo "$work/hold"
    OPENIMAPI_VIRTUAL_RECORDERS="stranger=$work/disc.iso,medium=$1" \
        "$bridge_bin/sg_bridge_server" <"$work/hold" >"$work/server.log" 2>&1 &
    bridge_server=$!
    exec 9>"$work/hold"
    bridge_said ready
}

# bridge_said <line>: waits until the last the drive said is this.
bridge_said() {
    for _ in $(seq 100); do
        [ "$(tail -n 1 "$work/server.log")" != "$1" ] || return 0
        sleep 0.1
    done
    return 1
}

# bridge_order <words of sg_bridge/bridge_drive.h>: waits until it is done.
bridge_order() {
    printf '%s\n' "$*" >&9
    bridge_said "done $*"
}

bridge_stop() {
    [ -z "${bridge_server-}" ] || { exec 9>&- && wait "$bridge_server" || true; }
    bridge_server=''
}

# bridge_end: stops the drive and removes the device.
bridge_end() {
    bridge_stop
    [ -z "${device-}" ] || rm -f "$device"
}
