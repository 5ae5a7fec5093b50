' SPDX-License-Identifier: LGPL-2.1-or-later
' Lists the recorders, burns a folder to the disc in one of them and verifies it.
'
'     cscript burn_folder.vbs FOLDER [RECORDER]
'
' RECORDER counts from 0, which is the default. Prints "Burned and verified." at the end, or says
' which step failed and why and ends with 1.
Option Explicit

Const FsiFileSystemISO9660 = 1
Const FsiFileSystemJoliet = 2
Const VerificationFull = 2

If WScript.Arguments.Count < 1 Then
    WScript.Echo "usage: cscript burn_folder.vbs FOLDER [RECORDER]"
    WScript.Quit 2
End If

Dim folder, index
folder = WScript.Arguments(0)
index = 0
If WScript.Arguments.Count > 1 Then index = CLng(WScript.Arguments(1))

On Error Resume Next

Dim master, recorder, id, i
Set master = CreateObject("IMAPI2.MsftDiscMaster2")
Check "cannot reach IMAPI2 (are the DLLs registered?)"
i = 0
For Each id In master
    Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
    recorder.InitializeDiscRecorder id
    Check "cannot open recorder " & i
    WScript.Echo "Recorder " & i & ": " & Trim(recorder.VendorId) & " " & Trim(recorder.ProductId)
    i = i + 1
Next
Check "cannot list the recorders"

Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
recorder.InitializeDiscRecorder master.Item(index)
Check "no recorder " & index

Dim writer
Set writer = CreateObject("IMAPI2.MsftDiscFormat2Data")
writer.Recorder = recorder
writer.ClientName = "burn_folder"
writer.BurnVerificationLevel = VerificationFull
Check "cannot prepare the burn"

Dim image
Set image = CreateObject("IMAPI2FS.MsftFileSystemImage")
image.FileSystemsToCreate = FsiFileSystemISO9660 + FsiFileSystemJoliet
image.FreeMediaBlocks = writer.FreeSectorsOnMedia
Check "cannot use the disc"
image.VolumeName = "BACKUP"
image.Root.AddTree folder, False
Check "cannot add the folder"

Dim result
Set result = image.CreateResultImage()
Check "cannot create the image"
WScript.Echo "Image: " & image.FileCount & " files, " & result.TotalBlocks & " blocks"

writer.Write result.ImageStream
Check "cannot burn"
WScript.Echo "Burned and verified."

Sub Check(step_)
    If Err.Number <> 0 Then
        WScript.Echo "burn_folder: " & step_ & ": " & Err.Description & " (0x" & Hex(Err.Number) & ")"
        WScript.Quit 1
    End If
End Sub
