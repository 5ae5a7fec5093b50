' SPDX-License-Identifier: LGPL-2.1-or-later
' Records files of samples as an audio CD, one track for each.
'
'     cscript audio_cd.vbs FILE [FILE]...
'
' Files hold 16-bit stereo samples of 44,100 Hz without a header, in whole sectors of 2352 bytes.
' The CD in the first recorder must be blank. Prints "Recorded." at the end, or says which step
' failed and why and ends with 1.
Option Explicit

If WScript.Arguments.Count < 1 Then
    WScript.Echo "usage: cscript audio_cd.vbs FILE [FILE]..."
    WScript.Quit 2
End If

On Error Resume Next

Dim recorder, writer
Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
recorder.InitializeDiscRecorder CreateObject("IMAPI2.MsftDiscMaster2").Item(0)
Check "there is no recorder"
Set writer = CreateObject("IMAPI2.MsftDiscFormat2TrackAtOnce")
writer.Recorder = recorder
writer.ClientName = "audio_cd"
Check "the recorder cannot record audio"
writer.PrepareMedia
Check "the disc cannot be used"

Dim path
For Each path In WScript.Arguments
    AddTrack path
Next
WScript.Echo writer.NumberOfExistingTracks & " tracks, " & writer.FreeSectorsOnMedia \ 75 & _
    " seconds are free"
writer.ReleaseMedia
Check "the disc cannot be closed"
WScript.Echo "Recorded."

' A manager of images hands out any file as a stream.
Sub AddTrack(path)
    Dim manager
    On Error Resume Next
    Set manager = CreateObject("IMAPI2FS.MsftIsoImageManager")
    manager.SetPath path
    If Err.Number = 0 Then writer.AddAudioTrack manager.Stream
    If Err.Number = 0 Then
        WScript.Echo "Track " & writer.NumberOfExistingTracks & ": " & path
        Exit Sub
    End If
    WScript.Echo "audio_cd: cannot record " & path & ": " & Err.Description & " (0x" & _
        Hex(Err.Number) & ")"
    Err.Clear
    writer.ReleaseMedia
    WScript.Quit 1
End Sub

Sub Check(step)
    If Err.Number = 0 Then Exit Sub
    WScript.Echo "audio_cd: " & step & ": " & Err.Description & " (0x" & Hex(Err.Number) & ")"
    WScript.Quit 1
End Sub
