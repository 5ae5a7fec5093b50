#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The installed tree, and each way of registering what is in it: install.sh BUILD-FOLDER. In a Wine
# prefix of its own, because nothing may be registered there.
PROGRAMS_PREFIX=$(mktemp -d "${TMPDIR:-/tmp}/openimapi-install-prefix.XXXXXX")
. "$(dirname "$0")/common.sh"
. "$root/tests/programs/page.sh"
build=$1
trap 'wine_prefix_close; rm -rf "$work" "$PROGRAMS_PREFIX" "$PROGRAMS_PREFIX.log"' EXIT

registry_of() { # <root> <file>: what stands below Software\Classes
    timeout 120 wine reg export "$1\\Software\\Classes" "$(windows_path "$work/export.reg")" /y >"$work/save.log" 2>&1
    iconv -f UTF-16LE -t UTF-8 "$work/export.reg" | tr -d '\r' >"$2"
}
same_registry() { # <root> <file>
    registry_of "$1" "$work/now.txt"
    diff <(without_shared "$2") <(without_shared "$work/now.txt")
}
# Keys of everybody's, which a new prefix has not until somebody registers something.
without_shared() { grep -vE '^$|\\Classes\\(CLSID|Interface|TypeLib)\]$' "$1"; }
regsvr() { # <arguments...>
    local dll
    for dll in imapi2 imapi2fs; do
        windows regsvr32 /s "$@" "C:\\OpenIMAPI\\x86_64\\$dll.dll" || return 1
    done
}
import() { windows reg import "C:\\OpenIMAPI\\x86_64\\$1.reg"; }
holds() { # <files...>: each is in the tree
    local file
    for file; do
        test -s "$tree/$file" || {
            echo "there is no $file"
            return 1
        }
    done
}
wine_prefix_open "$PROGRAMS_PREFIX"
tree=$PROGRAMS_PREFIX/drive_c/OpenIMAPI
# Windows always has this key; a new prefix of Wine has not.
timeout 60 wine reg add 'HKCU\Software\Classes' /f >/dev/null 2>&1
timeout 60 wine cscript //nologo "$(windows_path "$root/samples/list_recorders.vbs")" >/dev/null 2>&1
registry_of HKLM "$work/before.txt"
registry_of HKCU "$work/before_user.txt"

point 'the tree is installed' cmake --install "$build" --prefix "$tree"
point 'with both DLLs and the tool' holds x86_64/imapi2.dll x86_64/imapi2fs.dll x86_64/openimapi-recorder.exe x86_64/openimapi-layout.exe
point 'with headers, import and type libraries' holds include/imapi2.h include/imapi2fs.h \
    include/imapi2error.h include/imapi2fserror.h x86_64/lib/libimapi2.dll.a \
    x86_64/lib/libimapi2fs.dll.a x86_64/imapi2.tlb x86_64/imapi2fs.tlb
point 'with IDL, samples, pages and licence' holds idl/imapi2.idl idl/imapi2fs.idl \
    samples/burn_folder.vbs samples/burn_folder.c docs/virtual-recorder.md LICENSE README.md
point 'with what registers them' holds x86_64/register-machine.reg x86_64/unregister-machine.reg \
    x86_64/register-user.reg x86_64/unregister-user.reg x86_64/OpenIMAPI.manifest \
    regfiles/virtual-recorders.reg regfiles/wine-overrides.reg
point 'and with nothing that names the folder of the build' bash -c '! grep -rIl "$1" "$2"' - "$build" "$tree"

point 'regsvr32 registers for the machine' regsvr
registry_of HKLM "$work/registered.txt"
point 'and unregisters' regsvr /u
point 'and leaves nothing' same_registry HKLM "$work/before.txt"
point 'register-machine.reg is imported' import register-machine
point 'and does what regsvr32 does' same_registry HKLM "$work/registered.txt"
point 'unregister-machine.reg is imported' import unregister-machine
point 'and leaves nothing' same_registry HKLM "$work/before.txt"
point 'regsvr32 registers for the user' regsvr /n /i:user
registry_of HKCU "$work/registered.txt"
point 'and not for the machine' same_registry HKLM "$work/before.txt"
point 'and unregisters' regsvr /u /n /i:user
point 'and leaves nothing' same_registry HKCU "$work/before_user.txt"
point 'register-user.reg is imported' import register-user
point 'and does what regsvr32 does' same_registry HKCU "$work/registered.txt"
point 'unregister-user.reg is imported' import unregister-user
point 'and leaves nothing' same_registry HKCU "$work/before_user.txt"

for page in install-wine.md install-windows.md; do
    run_page "$root/docs/$page"
    point "$page leaves nothing for the machine" same_registry HKLM "$work/before.txt"
    point "$page leaves nothing for the user" same_registry HKCU "$work/before_user.txt"
    no_recorders
done

point 'the zip is made' cpack --config "$build/CPackConfig.cmake" -B "$work/package"
point 'and holds the tree' bash -c 'cd "$2" && find . -type f | sort >"$1/tree.txt" &&
    7z l -slt "$1"/package/*.zip | sed -n "s|^Path = [^/]*/|./|p" | sort >"$1/zip.txt" &&
    ! comm -23 "$1/tree.txt" "$1/zip.txt" | grep .' - "$work" "$tree"
finish
