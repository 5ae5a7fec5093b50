' SPDX-License-Identifier: LGPL-2.1-or-later
' Makes an object by every ProgID whose class scripts can use (streams have no IDispatch). Ends with
' "N created, N refused".
Option Explicit
Dim names, name, created, refused, thing
names = Array("IMAPI2.MsftDiscMaster2", "IMAPI2.MsftDiscRecorder2", "IMAPI2.MsftWriteEngine2", _
    "IMAPI2.MsftDiscFormat2Erase", "IMAPI2.MsftDiscFormat2Data", _
    "IMAPI2.MsftDiscFormat2TrackAtOnce", "IMAPI2.MsftDiscFormat2RawCD", _
    "IMAPI2.MsftRawCDImageCreator", "IMAPI2FS.MsftFileSystemImage", "IMAPI2FS.BootOptions", _
    "IMAPI2FS.MsftIsoImageManager", "IMAPI2.MsftFileSystemImage", "IMAPI2.BootOptions")
created = 0
refused = 0
For Each name In names
    Make name
    Make name & ".1"
Next
WScript.Echo created & " created, " & refused & " refused"

Sub Make(progId)
    On Error Resume Next
    Set thing = Nothing
    Set thing = CreateObject(progId)
    If Err.Number <> 0 Or thing Is Nothing Then
        refused = refused + 1
        WScript.Echo "refused: " & progId
    Else
        created = created + 1
    End If
End Sub
