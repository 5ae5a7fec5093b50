' SPDX-License-Identifier: LGPL-2.1-or-later
' Lists the recorders, burns a folder to the disc in one of them with progress, and verifies it.
'
'     cscript burn_folder.vbs FOLDER [RECORDER]
'
' RECORDER counts from 0, which is the default. Prints "Burned and verified." at the end, or says
' which step failed and why and ends with 1.
Option Explicit

Const FsiFileSystemISO9660 = 1
Const FsiFileSystemJoliet = 2
Const VerificationFull = 2
Const ActionWriting = 4
Const ActionVerifying = 7
Const SectorBytes = 2048

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
Check "cannot prepare the burn"

' The original keeps its verification for programs that are not scripts.
Dim verifies
writer.BurnVerificationLevel = VerificationFull
verifies = (Err.Number = 0)
Err.Clear

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

' Wine's cscript, for one, connects no events.
Dim actionNames, action, began, beganElapsed, tenth
actionNames = Array("Looking at the disc", "Formatting", "Preparing the recorder", _
    "Calibrating the laser", "Writing", "Closing", "Completed", "Verifying")
action = -1
WScript.ConnectObject writer, "Writer_"
If Err.Number <> 0 Then WScript.Echo "This script host has no events: there will be no progress."
Err.Clear

writer.Write result.ImageStream
Check "cannot burn"
WScript.DisconnectObject writer
If verifies Then
    WScript.Echo "Burned and verified."
Else
    WScript.Echo "Burned. Not verified: here a script cannot ask for that."
End If

Sub Check(step_)
    If Err.Number <> 0 Then
        WScript.Echo "burn_folder: " & step_ & ": " & Err.Description & " (0x" & Hex(Err.Number) & ")"
        WScript.Quit 1
    End If
End Sub

' Comes while Write runs: at each new action, and twice a second while there is much to do.
Sub Writer_Update(sender, progress)
    If progress.CurrentAction <> action Then
        If HasPercent() Then ShowPercent 100, ""
        action = progress.CurrentAction
        began = Timer
        beganElapsed = progress.ElapsedTime
        tenth = -1
        If Not HasPercent() Then WScript.Echo "  " & actionNames(action)
    End If
    If action = ActionWriting Then
        ShowPercent Int(Written(progress) / progress.SectorCount * 100), _
            Speed(progress) & TimeLeft(progress)
    ElseIf action = ActionVerifying Then
        ShowPercent TimePercent(progress), TimeLeft(progress)
    End If
End Sub

Function HasPercent()
    HasPercent = (action = ActionWriting Or action = ActionVerifying)
End Function

' A line for each tenth that is done.
Sub ShowPercent(percent, details)
    If percent \ 10 = tenth Then Exit Sub
    tenth = percent \ 10
    WScript.Echo "  " & Left(actionNames(action) & "   ", 10) & Right("  " & percent, 3) & " %" & details
End Sub

' Before the first sector, the last one written is said to be the first.
Function Written(progress)
    Written = progress.LastWrittenLba - progress.StartLba + 1
    If Written = 1 Then Written = 0
End Function

Function TimePercent(progress)
    Dim elapsed
    elapsed = progress.ElapsedTime - beganElapsed
    TimePercent = 0
    If elapsed > 0 Then TimePercent = Int(elapsed / (elapsed + progress.RemainingTime) * 100)
End Function

' Nothing when it is too early to tell, and at midnight, where Timer begins anew.
Function Speed(progress)
    Dim seconds
    seconds = Timer - began
    If seconds > 0 And Written(progress) > 0 Then
        Speed = "  " & Round(Written(progress) * SectorBytes / 1000000 / seconds, 1) & " MB/s"
    End If
End Function

Function TimeLeft(progress)
    Dim seconds
    seconds = progress.RemainingTime
    TimeLeft = "  " & seconds \ 60 & ":" & Right("0" & seconds Mod 60, 2) & " left"
End Function
