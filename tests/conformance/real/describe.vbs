' SPDX-License-Identifier: LGPL-2.1-or-later
' Prints a line for each recorder: its unique id, the paths of its volume, its number.
Option Explicit
Dim master, recorder, id, path, line

Set master = CreateObject("IMAPI2.MsftDiscMaster2")
If Not master.IsSupportedEnvironment Then WScript.Echo "not supported"
For Each id In master
    Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
    recorder.InitializeDiscRecorder id
    line = id
    For Each path In recorder.VolumePathNames
        line = line & " " & path
    Next
    WScript.Echo line & " " & recorder.LegacyDeviceNumber
Next
