# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
# To be sourced: a Wine prefix of one's own, made quietly and left with no process behind.

# wine_prefix_use <folder>: points this shell's Wine at a prefix.
wine_prefix_use() {
    export WINEPREFIX=$1 WINEARCH=win64 WINEDEBUG=-all DISPLAY=
    export WINEDLLOVERRIDES='mscoree,mshtml=;winemenubuilder.exe=d'
}

# wine_prefix_open <folder>: makes the prefix (again) and uses it.
wine_prefix_open() {
    wine_prefix_use "$1"
    rm -rf "$WINEPREFIX"
    mkdir -p "$WINEPREFIX"
    timeout 180 wineboot --init </dev/null >"$WINEPREFIX.log" 2>&1 || {
        cat "$WINEPREFIX.log" >&2
        printf 'no Wine prefix could be made in %s\n' "$WINEPREFIX" >&2
        return 1
    }
    timeout 60 wineserver --wait || true
    # Server and services stay for a while after each program, so that the next one need not start
    # them. They are started here because they would hold on to the pipe of the first who does.
    wineserver --persistent=60 </dev/null >/dev/null 2>&1
    timeout 60 wine cmd /c exit </dev/null >/dev/null 2>&1
}

# wine_prefix_close: ends whatever still runs in the prefix.
wine_prefix_close() {
    if [ -n "${WINEPREFIX-}" ] && [ -d "$WINEPREFIX" ]; then
        wineserver --kill 2>/dev/null || true
        timeout 60 wineserver --wait 2>/dev/null || true
    fi
}

# windows_path <unix path>: the same as Windows programs write it, under the drive that Wine gives /.
windows_path() {
    local path
    path=$(realpath -m "$1")
    printf 'Z:%s' "${path//\//\\}"
}
