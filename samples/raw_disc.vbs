' SPDX-License-Identifier: LGPL-2.1-or-later
' Records files of samples as an audio CD at once, without pauses between them.
'
'     cscript raw_disc.vbs FILE [FILE]...
'
' Files hold 16-bit stereo samples of 44,100 Hz without a header, 4 seconds at least. The CD in the
' first recorder must be blank. Prints "Recorded." at the end, or says which step failed and why and
' ends with 1.
Option Explicit

Const SectorAudio = 0
Const SubcodeIsCooked = 2

If WScript.Arguments.Count < 1 Then
    WScript.Echo "usage: cscript raw_disc.vbs FILE [FILE]..."
    WScript.Quit 2
End If

On Error Resume Next

Dim creator, path, manager
Set creator = CreateObject("IMAPI2.MsftRawCDImageCreator")
creator.ResultingImageType = SubcodeIsCooked
Check "cannot reach IMAPI2 (are the DLLs registered?)"
For Each path In WScript.Arguments
    ' A manager of images hands out any file as a stream.
    Set manager = CreateObject("IMAPI2FS.MsftIsoImageManager")
    manager.SetPath path
    creator.AddTrack SectorAudio, manager.Stream
    Check "cannot use " & path
Next

Dim recorder, writer
Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
recorder.InitializeDiscRecorder CreateObject("IMAPI2.MsftDiscMaster2").Item(0)
Check "there is no recorder"
Set writer = CreateObject("IMAPI2.MsftDiscFormat2RawCD")
writer.Recorder = recorder
writer.ClientName = "raw_disc"
Check "the recorder cannot record raw images"
writer.PrepareMedia
Check "the disc cannot be used"
If creator.StartOfLeadout > writer.LastPossibleStartOfLeadout Then
    writer.ReleaseMedia
    WScript.Echo "raw_disc: the disc is too small"
    WScript.Quit 1
End If

Dim number, description
writer.RequestedSectorType = SubcodeIsCooked
writer.WriteMedia creator.CreateResultImage()
number = Err.Number
description = Err.Description
Err.Clear
writer.ReleaseMedia
If number <> 0 Then Err.Raise number, , description
Check "cannot record"
WScript.Echo "Recorded."

Sub Check(step)
    If Err.Number = 0 Then Exit Sub
    WScript.Echo "raw_disc: " & step & ": " & Err.Description & " (0x" & Hex(Err.Number) & ")"
    WScript.Quit 1
End Sub
