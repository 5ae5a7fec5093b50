#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# regsvr32 on both DLLs, for the machine and for the user, in a Wine prefix of its own; scripts by
# every ProgID in between; the registry afterwards as before: register.sh <folder of the DLLs>.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../scripts/wine-prefix.sh"
exec </dev/null
bin=$1
work=$(mktemp -d "${TMPDIR:-/tmp}/openimapi-register.XXXXXX")
points=0 failures=0
trap 'wine_prefix_close; rm -rf "$work"' EXIT

point() { # <what> <command...>
    local what=$1
    shift
    points=$((points + 1))
    if "$@" >"$work/point.log" 2>&1; then
        printf 'ok %d - %s\n' "$points" "$what"
    else
        sed 's/^/# /' "$work/point.log"
        printf 'not ok %d - %s\n' "$points" "$what"
        failures=$((failures + 1))
    fi
}

skip_point() { # <what> <reason>
    points=$((points + 1))
    printf '# %s\nok %d - %s # SKIP\n' "$2" "$points" "$1"
}

regsvr() { # <arguments...>: on both DLLs
    local dll
    for dll in imapi2 imapi2fs; do
        timeout 60 wine regsvr32 /s "$@" "$(windows_path "$bin/$dll.dll")" || return 1
    done
}

ends_with_line() { # <last line> <program> <arguments...>
    timeout 120 wine "${@:2}" | tr -d '\r' >"$work/program.log"
    cat "$work/program.log"
    [ "$(tail -n 1 "$work/program.log")" = "$1" ]
}

# A script that fails says nothing and exits with 0: only its last line tells.
script_says() { # <script> <last line>
    ends_with_line "$2" cscript //nologo "$(windows_path "$here/$1")"
}

# Whether this system's COM looks at the classes of the user, which has nothing to do with ours: a
# name for a class of the system itself is put there.
com_sees_user_classes() {
    local key='HKCU\Software\Classes\OpenIMAPI.Probe' found=0
    timeout 60 wine reg add "$key\CLSID" /ve /d '{EE09B103-97E0-11CF-978F-00A02463E06F}' /f >/dev/null
    printf 'CreateObject "OpenIMAPI.Probe"\r\nWScript.Echo "made"\r\n' >"$work/probe.vbs"
    ends_with_line made cscript //nologo "$(windows_path "$work/probe.vbs")" >/dev/null || found=1
    timeout 60 wine reg delete "$key" /f >/dev/null
    return "$found"
}

save_registry() { # <file>
    local root
    : >"$1"
    for root in HKLM HKCU; do
        timeout 120 wine reg export "$root\\Software\\Classes" "$(windows_path "$work/export.reg")" /y >"$work/save.log" 2>&1 &&
            iconv -f UTF-16LE -t UTF-8 "$work/export.reg" >>"$1" 2>>"$work/save.log" || {
            sed 's/^/# /' "$work/save.log"
            return 1
        }
    done
    grep -q . "$1"
}

wine_prefix_open "$work/prefix"
# Windows always has this key; a new prefix of Wine has not.
timeout 60 wine reg add 'HKCU\Software\Classes' /f >/dev/null
# Wine's script host registers itself when it is first used.
point 'no class is there yet' script_says create_objects.vbs '0 created, 26 refused'
save_registry "$work/before"
point 'registers for the machine' regsvr
point 'every class is there for scripts' script_says create_objects.vbs '26 created, 0 refused'
point 'scripts can use them' script_says use_objects.vbs '0 failures'
point 'unregisters for the machine' regsvr /u
point 'no class is left' script_says create_objects.vbs '0 created, 26 refused'
save_registry "$work/after"
point 'the registry is as before' diff "$work/before" "$work/after"
point 'registers for the user' regsvr /n /i:user
save_registry "$work/user"
point 'the user has them' grep -q 'HKEY_CURRENT_USER.*IMAPI2.MsftDiscMaster2' "$work/user"
point 'the machine has not' bash -c '! grep -q "HKEY_LOCAL_MACHINE.*IMAPI2.MsftDiscMaster2" "$1"' - "$work/user"
point 'every class of the user is made from the path registered for it' \
    ends_with_line '36 created, 0 refused' "$bin/create_user_objects.exe"
if com_sees_user_classes; then
    point 'every class of the user is there for scripts' script_says create_objects.vbs '26 created, 0 refused'
else
    skip_point 'every class of the user is there for scripts' 'COM of this Wine reads the classes of the machine only'
fi
point 'unregisters for the user' regsvr /u /n /i:user
save_registry "$work/after"
point 'the registry is as before' diff "$work/before" "$work/after"
printf '1..%d\n' "$points"
[ "$failures" -eq 0 ]
