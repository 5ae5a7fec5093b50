#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The C# samples, late and early bound, compiled and run by a .NET SDK under Wine: csharp.sh SDK-FOLDER.
# Without the SDK, which scripts/setup --dotnet fetches, all of it is skipped.
. "$(dirname "$0")/common.sh"
sdk=$1
if [ ! -f "$sdk/dotnet.exe" ]; then
    skip_point 'C# samples' "there is no .NET SDK in $sdk; scripts/setup --dotnet fetches one"
    finish
    exit
fi
framework=$(echo "$sdk"/shared/Microsoft.NETCore.App/*)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 COMPlus_EnableDiagnostics=0

dotnet() { windows "$sdk/dotnet.exe" "$@"; }

# compile <program> <sources...>
compile() {
    local out=$work/$1 sources=() references=() file
    shift
    for file; do
        sources+=("$(windows_path "$root/$file")")
    done
    for file in "$framework"/System.*.dll "$framework"/mscorlib.dll "$framework"/netstandard.dll; do
        references+=("-r:$(windows_path "$file")")
    done
    # Wine limits command lines.
    printf '"%s"\n' "${references[@]}" | grep -v Native >"$work/references.rsp"
    printf '{"runtimeOptions":{"framework":{"name":"Microsoft.NETCore.App","version":"%s"}}}\n' \
        "$(basename "$framework")" >"$out.runtimeconfig.json"
    dotnet "$(windows_path "$(echo "$sdk"/sdk/*/Roslyn/bincore/csc.dll)")" -nologo -nostdlib -warnaserror \
        "@$(windows_path "$work/references.rsp")" "-out:$(windows_path "$out.dll")" "${sources[@]}"
}
# 7-Zip takes a disc that is larger than its volume for one with something behind it.
judge_udf() {
    rm -rf "$work/read"
    7z x -bd -y -tudf "-o$work/read" "$2" >/dev/null
    chmod -R u+rwX "$work/read"
    diff <(real_folder_manifest "$1") <(real_folder_manifest "$work/read")
}
run() { dotnet "$(windows_path "$work/$1.dll")" "${@:2}"; }
ends_with() { # <code> <command...>
    local code=0
    "${@:2}" || code=$?
    [ "$code" -eq "$1" ]
}

real_folder_make "$work/source" 1
source_path=$(windows_path "$work/source")

point 'NewIsoFile.cs compiles' compile NewIsoFile samples/NewIsoFile.cs
point 'NewIsoFile.cs makes a file of a folder, late bound' run NewIsoFile "$source_path" \
    "$(windows_path "$work/new.iso")" SHARP
point 'of as many blocks as it says' says "$(($(stat -c %s "$work/new.iso") / 2048)) blocks of 2048 bytes"
point 'its volume has the name' [ "$(blkid -p -o value -s LABEL "$work/new.iso")" = SHARP ]
judge_disc "$work/source" "$work/new.iso"
point 'NewIsoFile.cs: a folder that is not there' ends_with 1 run NewIsoFile \
    "$(windows_path "$work/nowhere")" "$(windows_path "$work/none.iso")"
point 'is named in a sentence' grep -q '^NewIsoFile: [A-Z].*nowhere.* (0x80070002)' "$output"
point 'NewIsoFile.cs: a name that no volume can have' ends_with 1 run NewIsoFile "$source_path" \
    "$(windows_path "$work/none.iso")" "$(printf '%0127d' 0)"
point 'is told in a sentence' grep -q '^NewIsoFile: [A-Z].* (0xC0AAB104)' "$output"

point 'BurnFolder.cs compiles' compile BurnFolder samples/BurnFolder.cs samples/Imapi2.cs
no_recorders
point 'BurnFolder.cs without a recorder' ends_with 1 run BurnFolder "$source_path"
point 'tells so in a sentence' grep -q '^BurnFolder: [A-Z].* (0x' "$output"
only_recorder dvd+rw "$work/disc.iso"
point 'BurnFolder.cs burns, early bound' run BurnFolder "$source_path"
point 'names the recorder' says 'Recorder 0: OpenIMAP Virtual Recorder'
point 'gets events' says '  0 %'
point 'says that it burned' says 'Burned.'
point '7-Zip finds the folder on the disc' judge 7z "$work/source" "$work/disc.iso"
only_recorder cd-r "$work/cancelled.iso"
point 'BurnFolder.cs cancels from an event' ends_with 1 run BurnFolder "$source_path" 0 --cancel
point 'and is told in a sentence' grep -q '^BurnFolder: [A-Z].* (0xC0AA0002)' "$output"

only_recorder dvd-ram "$work/powershell.iso"
point 'the calls of Burn-Folder.ps1 compile' compile BurnAsPowerShell tests/programs/BurnAsPowerShell.cs
point 'and burn' run BurnAsPowerShell "$source_path"
point 'and tell what' grep -q '^Burning [0-9]* files to Virtual Recorder' "$output"
point '7-Zip finds the folder on the disc' judge_udf "$work/source" "$work/powershell.iso"
recorder_tool list
point 'and the tray is open' says 'tray open'
no_recorders
finish
