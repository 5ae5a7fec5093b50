' SPDX-License-Identifier: LGPL-2.1-or-later
' What late-bound callers rely on: error texts, object properties without Set, arrays, streams.
Option Explicit
Dim failures, image, options, recorder, writer, manager, stream
failures = 0

Set image = CreateObject("IMAPI2FS.MsftFileSystemImage")
Set options = CreateObject("IMAPI2FS.BootOptions")
Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
Set writer = CreateObject("IMAPI2.MsftDiscFormat2Data")

On Error Resume Next
image.BootImageOptionsArray = Array(options)
CheckArrived "an array of objects"
writer.Recorder = recorder
CheckArrived "an object without Set"
Set writer.Recorder = recorder
CheckArrived "an object with Set"
writer.Recorder = Nothing
CheckArrived "no object"

Err.Clear
image.NoSuchMember = 1
If Err.Number = 0 Then Fail "a member that is not there was set"

Err.Clear
recorder.InitializeDiscRecorder ""
If Err.Number = 0 Then Fail "a recorder without a name was found"
If Len(Err.Description) < 20 Then Fail "no text for a failure: " & Err.Description
If Err.Source <> "IMAPI2.MsftDiscRecorder2" Then Fail "the source of a failure is " & Err.Source

Err.Clear
Set manager = CreateObject("IMAPI2FS.MsftIsoImageManager")
manager.SetPath WScript.ScriptFullName
If Err.Number = 0 Then
    stream = manager.Stream
    If Err.Number <> 0 Then Fail "a stream without Set: " & Err.Description
    options.AssignBootImage stream
    CheckArrived "a stream as an argument"
End If

WScript.Echo failures & " failures"

' The call has reached the member, whatever that does with it.
Sub CheckArrived(what)
    If Err.Number = 13 Or Err.Number = 438 Or Err.Number = 450 Or Err.Number = 424 Then
        Fail what & " did not arrive: " & Err.Number & " " & Err.Description
    End If
    Err.Clear
End Sub

Sub Fail(what)
    failures = failures + 1
    WScript.Echo what
End Sub
