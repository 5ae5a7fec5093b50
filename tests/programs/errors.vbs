' SPDX-License-Identifier: LGPL-2.1-or-later
' Failures as a user meets them: each has its code, and a sentence that names the file, the limit or
' the medium: errors.vbs FOLDER. FOLDER has source\one.txt, deep, large.bin of 5 GiB and rubbish.iso.
' Recorder 0 has a closed DVD+R, 1 nothing, 2 a blank CD-R.
Option Explicit

Dim work, drive, burner, image, item, manager, options, eraser, engine
work = WScript.Arguments(0)
On Error Resume Next

' Told is whether Err has the code and a text with all of these parts, which "|" separates.
Sub Expect(what, code, parts)
    Dim part, good, text
    good = (Hex(Err.Number) = code)
    text = Err.Description
    For Each part In Split(parts, "|")
        If InStr(1, text, part, vbTextCompare) = 0 Then good = False
    Next
    If InStr(text, ".") < 10 Or UCase(Left(text, 1)) <> Left(text, 1) Or InStr(text, "()") > 0 Then good = False
    If Len(Err.Source) < 6 Then good = False
    If good Then
        WScript.Echo "ok " & what
    Else
        WScript.Echo "not ok " & what & ": " & Hex(Err.Number) & " " & text & " [" & Err.Source & "]"
    End If
    Err.Clear
End Sub

Sub Renew
    Set image = CreateObject("IMAPI2FS.MsftFileSystemImage")
    image.FreeMediaBlocks = 0
    Err.Clear
End Sub

Sub OpenRecorder(index)
    Set drive = CreateObject("IMAPI2.MsftDiscRecorder2")
    drive.InitializeDiscRecorder CreateObject("IMAPI2.MsftDiscMaster2").Item(index)
    Set burner = CreateObject("IMAPI2.MsftDiscFormat2Data")
    burner.Recorder = drive
    burner.ClientName = "errors"
    Err.Clear
End Sub

Function FileStream(name)
    Set manager = CreateObject("IMAPI2FS.MsftIsoImageManager")
    manager.SetPath work & "\" & name
    Set FileStream = manager.Stream
End Function

' Images
Renew
image.Root.AddTree work & "\no such folder", False
Expect "a folder that is not there", "80070002", "no such folder"
image.Root.AddFile "a?b", FileStream("source\one.txt")
Expect "a name that cannot be", "C0AAB110", "a?b"
Set item = image.Root.Item("missing\item")
Expect "an item that is not there", "C0AAB118", "missing\item"
image.Root.AddDirectory "no\parent"
Expect "a folder without a parent", "C0AAB11A", "no"
image.Root.AddDirectory "twice"
image.Root.AddDirectory "TWICE"
Expect "a name that is taken", "C0AAB112", "twice"
image.Root.AddDirectory "twice\inner"
image.Root.Remove "twice"
Expect "a folder that is not empty", "C0AAB10A", "twice"
image.Root.RemoveTree "missing"
Expect "a tree that is not there", "C0AAB11A", "missing"
image.FileSystemsToCreate = 6
Expect "file systems that do not go together", "C0AAB101", "newVal"
image.VolumeName = String(200, "v")
Expect "a volume name that is too long", "C0AAB104", "vvv"
image.WorkingDirectory = work & "\no such folder"
Expect "a working directory that is not there", "C0AAB140", "no such folder"
image.Root.AddTree work & "\deep", False
Expect "folders too deep for ISO 9660", "C0AAB131", "8"
Renew
image.FreeMediaBlocks = 1000
image.Root.AddFile "large.bin", FileStream("large.bin")
Expect "a file that is larger than the disc", "C0AAB120", "large.bin|1000"
Renew
image.Root.AddTree work & "\source", False
image.FreeMediaBlocks = 10
Expect "a limit below what is there", "C0AAB121", "10"
Renew
image.FileSystemsToCreate = 3
image.Root.AddTree work & "\large.bin", False
image.CreateResultImage
Expect "a file that is too large for ISO 9660", "C0AAB132", "large.bin|ISO9660"
Renew
image.FileSystemsToCreate = 0
image.CreateResultImage
Expect "no file system", "C0AAB103", "FileSystemsToCreate"
Renew
Dim result
Set result = image.CreateResultImage()
image.Root.AddDirectory "late"
Expect "a change while a result is there", "C0AAB102", "result"
Set result = Nothing
Renew
image.ImportFileSystem
Expect "an import without a disc", "C0AAB15D", "MultisessionInterfaces"
Set options = CreateObject("IMAPI2FS.BootOptions")
options.Manufacturer = String(30, "m")
Expect "a maker that is too long", "C0AAB101", "newVal"
options.Emulation = 2
options.AssignBootImage FileStream("source\one.txt")
options.Emulation = 2
Expect "an emulation that does not fit", "C0AAB14A", "emulation|(9)"
Set manager = CreateObject("IMAPI2FS.MsftIsoImageManager")
manager.SetPath work & "\no image.iso"
Expect "an image that is not there", "80070002", "no image.iso"
manager.Validate
Expect "no image at all", "C0AAB202", "SetPath"
manager.SetPath work & "\rubbish.iso"
manager.Validate
Expect "what is no image", "C0AAB201", "descriptor|rubbish.iso"

' Discs
item = CreateObject("IMAPI2.MsftDiscMaster2").Item(99)
Expect "a recorder that is not there", "80070057", "99"
Set drive = CreateObject("IMAPI2.MsftDiscRecorder2")
drive.InitializeDiscRecorder "\\?\nothing"
Expect "an id that nothing has", "80070037", "nothing"
item = drive.VendorId
Expect "a recorder object without a recorder", "C0AA0003", "recorder"
Set burner = CreateObject("IMAPI2.MsftDiscFormat2Data")
burner.ClientName = "a/b"
Expect "a client name that cannot be", "C0AA0408", "a/b"
item = burner.FreeSectorsOnMedia
Expect "a writer without a recorder", "C0AA0003", "Recorder"
OpenRecorder 1
item = burner.FreeSectorsOnMedia
Expect "an empty tray", "C0AA0202", "disc|OpenIMAP"
burner.Write FileStream("rubbish.iso")
Expect "writing with an empty tray", "C0AA0202", "disc|OpenIMAP"
OpenRecorder 0
burner.Write FileStream("rubbish.iso")
Expect "writing to a closed disc", "C0AA0406", "DVD-ROM|closed"
Set eraser = CreateObject("IMAPI2.MsftDiscFormat2Erase")
eraser.Recorder = drive
eraser.ClientName = "errors"
eraser.EraseMedia
Expect "erasing what cannot be erased", "C0AA0909", "OpenIMAP"
OpenRecorder 2
burner.Write FileStream("large.bin")
Expect "an image that is larger than the disc", "C0AA0404", "CD-R"
burner.Write FileStream("source\one.txt")
Expect "a stream that is no image", "C0AA0403", "2048"
burner.ClientName = ""
Expect "an empty client name", "C0AA0408", "ClientName"
drive.AcquireExclusiveAccess True, "errors"
drive.ReleaseExclusiveAccess
drive.ReleaseExclusiveAccess
Expect "a lock that is not there", "80004005", "exclusive access"
WScript.Echo "all"
