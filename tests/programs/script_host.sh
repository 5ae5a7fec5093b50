#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The script host of tests/support: what scripts find in it, in both languages, and its exit codes.
. "$(dirname "$0")/common.sh"

# ends_with <code> <ending> [<arguments...>]: runs the script on standard input.
ends_with() {
    local code=0
    cat >"$work/script.$2"
    script_host "$(windows_path "$work/script.$2")" "${@:3}" || code=$?
    [ "$code" -eq "$1" ] || {
        echo "ended with $code instead of $1"
        return 1
    }
}

point 'VBScript: prints, takes arguments, and quits with a code' ends_with 7 vbs one 'two words' <<'END'
Option Explicit
Dim argument
On Error Resume Next
WScript.Echo "first", 1, True, "größe 光"
For Each argument In WScript.Arguments
    WScript.Echo "<" & argument & ">"
Next
WScript.Echo WScript.Arguments.Count, WScript.Arguments(1), WScript.Arguments.Item(0)
WScript.Echo WScript.Arguments(2)
WScript.Echo "refused: " & (Err.Number <> 0)
WScript.StdOut.Write "half and "
WScript.StdOut.WriteLine "half"
WScript.StdErr.WriteLine "aside"
WScript.Echo WScript.ScriptName, Right(WScript.ScriptFullName, 11)
WScript.Quit 7
WScript.Echo "never"
END
point 'VBScript: all of it is there, and nothing after it quits' prints <<'END'
first 1 True größe 光
<one>
<two words>
2 two words one
refused: True
half and half
aside
script.vbs \script.vbs
END

point 'JScript: prints, takes arguments, and quits with a code' ends_with 3 js one 'two words' <<'END'
WScript.Echo("first", 1, true, "größe 光");
for (var all = new Enumerator(WScript.Arguments); !all.atEnd(); all.moveNext())
    WScript.Echo("<" + all.item() + ">");
WScript.Echo(WScript.Arguments.length, WScript.Arguments(1), WScript.Arguments.Item(0));
try {
    WScript.Arguments(-1);
} catch (error) {
    WScript.Echo("refused");
}
WScript.Quit(3);
END
point 'JScript: all of it is there' prints <<'END'
first 1 True größe 光
<one>
<two words>
2 two words one
refused
END

point 'a script ends with 0 by itself' ends_with 0 vbs <<'END'
WScript.Echo "end"
END

point 'an error that nobody caught ends with 1' ends_with 1 vbs <<'END'
WScript.Echo "before"
Err.Raise 5, "Somebody", "something is wrong"
WScript.Echo "after"
END
point 'its line, source, text and code are told' \
    says 'script.vbs(2, 1): Somebody: something is wrong (0x800A0005)'
point 'nothing after it runs' fails says 'after'
point 'so in JScript' ends_with 1 js <<'END'
var nothing = null;

nothing.member();
END
point 'with its line' says 'script.js(3, 1): Microsoft JScript runtime error: '
point 'what is no VBScript ends with 1' ends_with 1 vbs <<'END'
WScript.Echo "before"
If If
END
point 'its line is told, and nothing ran' \
    grep -q '^[^ ]*script.vbs(2, 4): Microsoft VBScript compilation error' "$output"
point 'what is no JScript ends with 1' ends_with 1 js <<'END'
var x = ;
END
point 'its line is told' says 'script.js(1, 9): Microsoft JScript compilation error'

point 'the text of an object that fails reaches the script' ends_with 0 vbs <<'END'
On Error Resume Next
Set recorder = WScript.CreateObject("IMAPI2.MsftDiscRecorder2")
WScript.Echo recorder.VendorId
WScript.Echo Hex(Err.Number), Err.Description <> ""
END
point 'with its code' prints <<'END'
C0AA0003 True
END

point 'objects without events are refused, and so is what is no object' ends_with 0 vbs <<'END'
On Error Resume Next
WScript.ConnectObject CreateObject("IMAPI2.MsftDiscRecorder2"), "Recorder_"
WScript.Echo Hex(Err.Number)
Err.Clear
WScript.ConnectObject "a text", "Text_"
WScript.Echo Hex(Err.Number)
Err.Clear
WScript.DisconnectObject CreateObject("IMAPI2.MsftDiscRecorder2")
WScript.Echo Err.Number
END
point 'with their codes' prints <<'END'
80040200
D
0
END

point 'waiting, and objects by moniker' ends_with 0 vbs <<'END'
On Error Resume Next
WScript.Sleep 20
WScript.Echo Err.Number
WScript.Sleep -1
WScript.Echo Err.Number <> 0
Err.Clear
WScript.Echo TypeName(WScript.GetObject("new:{2735412E-7F64-5B0F-8F00-5D77AFBE261E}")), Err.Number
WScript.GetObject "no such moniker"
WScript.Echo Err.Number <> 0
END
point 'end, and are found or refused' prints <<'END'
0
True
IDiscMaster2 0
True
END

point 'without a script it fails' fails script_host
point 'and shows the usage' says 'usage: script_host'
point 'a script that is not there ends with 2' fails script_host "$(windows_path "$work/none.vbs")"
point 'its name is told' says 'none.vbs'
finish
