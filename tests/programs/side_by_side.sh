#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Both architectures in one prefix: side_by_side.sh OTHER, where OTHER is the bin folder of the
# 64-bit build, beside the 32-bit one in PROGRAMS_BIN. Each program gets the DLLs of its kind, and
# both see the same recorders.
. "$(dirname "$0")/common.sh"
other=$1
class='HKLM\Software\Classes\CLSID\{2735412E-7F64-5B0F-8F00-5D77AFBE261E}\InprocServer32'

skip_all() {
    printf 'SKIP: %s\n' "$*"
    exit 77
}

[ -f "$other/imapi2.dll" ] && [ -f "$other/burn_folder.exe" ] || skip_all "no 64-bit build in $other"
[ -d "$WINEPREFIX/drive_c/windows/syswow64" ] || skip_all 'this Wine has one architecture'

registered_in() { # <view> <folder>
    windows reg query "$class" /ve "/reg:$1" && says "$(windows_path "$2/imapi2.dll")"
}

register() { # <regsvr32 options and folder>
    local dll
    for dll in imapi2 imapi2fs; do
        windows regsvr32 /s "${@:2}" "$(windows_path "$1/$dll.dll")" || return 1
    done
}

burn_folder_64() { windows "$other/burn_folder.exe" --progress lines "$@"; }

# The script host of a view finds the class by its ProgID.
lists_in() { # <folder of cscript below windows>
    windows "C:\\windows\\$1\\cscript.exe" //nologo "$(windows_path "$work/list.vbs")" &&
        says 'recorders: 1'
}

real_folder_make "$work/source" 1
source_path=$(windows_path "$work/source")
printf 'Set master = CreateObject("IMAPI2.MsftDiscMaster2")\nWScript.Echo "recorders: " & master.Count\n' \
    >"$work/list.vbs"

point 'the 64-bit DLLs are registered beside the 32-bit ones' register "$other"
point 'programs of 64 bits get those' registered_in 64 "$other"
point 'programs of 32 bits keep theirs' registered_in 32 "$PROGRAMS_BIN"
only_recorder cd-rw "$work/both.iso"
point 'a 32-bit program burns' burn_folder --volume ONE --verify full "$source_path"
point 'a 64-bit program replaces it in the same recorder' \
    burn_folder_64 --volume TWO --verify full --overwrite "$source_path"
point '7-Zip finds the folder on the disc' judge 7z "$work/source" "$work/both.iso"
point 'scripts of 64 bits find the recorder' lists_in system32
point 'scripts of 32 bits find it too' lists_in syswow64
point 'the 64-bit DLLs are unregistered' register "$other" /u
point 'programs of 32 bits still keep theirs' registered_in 32 "$PROGRAMS_BIN"
point 'scripts of 32 bits still find the recorder' lists_in syswow64
point 'programs of 64 bits have none' fails registered_in 64 "$other"
finish
