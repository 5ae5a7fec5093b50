' SPDX-License-Identifier: LGPL-2.1-or-later
' Adds a folder to what a disc holds already, as the next session; on a blank disc, as the first.
'
'     cscript append_session.vbs FOLDER [RECORDER [FILESYSTEMS]]
'
' RECORDER counts from 0, which is the default. FILESYSTEMS is a sum of 1 (ISO 9660), 2 (Joliet) and
' 4 (UDF) for the first session; without it the disc decides. Prints where the session lies, or says
' which step failed and why and ends with 1.
Option Explicit

If WScript.Arguments.Count < 1 Then
    WScript.Echo "usage: cscript append_session.vbs FOLDER [RECORDER [FILESYSTEMS]]"
    WScript.Quit 2
End If

Dim folder, index
folder = WScript.Arguments(0)
index = 0
If WScript.Arguments.Count > 1 Then index = CLng(WScript.Arguments(1))

On Error Resume Next

Dim recorder, writer, image
Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
recorder.InitializeDiscRecorder CreateObject("IMAPI2.MsftDiscMaster2").Item(index)
Check "no recorder " & index

Set writer = CreateObject("IMAPI2.MsftDiscFormat2Data")
writer.Recorder = recorder
writer.ClientName = "append_session"
' A disc that players for films can read is closed after its first session.
writer.DisableConsumerDvdCompatibilityMode = True
Check "cannot prepare the burn"

Set image = CreateObject("IMAPI2FS.MsftFileSystemImage")
If writer.MediaHeuristicallyBlank Then
    image.ChooseImageDefaults recorder
    If WScript.Arguments.Count > 2 Then image.FileSystemsToCreate = CLng(WScript.Arguments(2))
    image.VolumeName = "SESSIONS"
    Check "cannot use the disc"
Else
    image.MultisessionInterfaces = writer.MultisessionInterfaces
    Check "the disc takes no further session"
    image.ImportFileSystem
    Check "cannot import what is on the disc"
    WScript.Echo "On the disc: " & image.FileCount & " files of " & image.ImportedVolumeName
End If

' What the folder has replaces what the disc has under the same name.
image.Root.AddTree folder, False
Check "cannot add the folder"

Dim result
Set result = image.CreateResultImage()
Check "cannot create the image"
writer.Write result.ImageStream
Check "cannot burn"
WScript.Echo "Session at block " & image.SessionStartBlock & ", " & image.FileCount & " files."

Sub Check(step_)
    If Err.Number <> 0 Then
        WScript.Echo "append_session: " & step_ & ": " & Err.Description & " (0x" & Hex(Err.Number) & ")"
        WScript.Quit 1
    End If
End Sub
