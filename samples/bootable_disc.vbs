' SPDX-License-Identifier: LGPL-2.1-or-later
' Burns a folder to a disc that starts a computer with a BIOS as well as one with UEFI.
'
'     cscript bootable_disc.vbs FOLDER BIOS-IMAGE UEFI-IMAGE [RECORDER]
'
' BIOS-IMAGE is a boot loader without emulation (etfsboot.com, isolinux.bin, ...), UEFI-IMAGE a FAT
' file system with EFI\BOOT\BOOTX64.EFI in it. RECORDER counts from 0, which is the default.
Option Explicit

Const PlatformX86 = 0
Const PlatformEFI = &HEF
Const EmulationNone = 0
Const AllFileSystems = 7

If WScript.Arguments.Count < 3 Then
    WScript.Echo "usage: cscript bootable_disc.vbs FOLDER BIOS-IMAGE UEFI-IMAGE [RECORDER]"
    WScript.Quit 2
End If

Dim step_, index
index = 0
If WScript.Arguments.Count > 3 Then index = CLng(WScript.Arguments(3))

On Error Resume Next
Burn
If Err.Number <> 0 Then
    WScript.Echo "bootable_disc: " & step_ & ": " & Err.Description & " (0x" & Hex(Err.Number) & ")"
    WScript.Quit 1
End If
WScript.Echo "Burned a disc that boots."

Sub Burn
    Dim recorder, writer, image
    step_ = "no recorder " & index
    Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
    recorder.InitializeDiscRecorder CreateObject("IMAPI2.MsftDiscMaster2").Item(index)
    Set writer = CreateObject("IMAPI2.MsftDiscFormat2Data")
    writer.Recorder = recorder
    writer.ClientName = "bootable_disc"

    step_ = "cannot use the disc"
    Set image = CreateObject("IMAPI2FS.MsftFileSystemImage")
    image.FreeMediaBlocks = writer.FreeSectorsOnMedia
    image.FileSystemsToCreate = AllFileSystems
    image.VolumeName = "BOOTABLE"

    ' Firmware takes the first image it understands, and a BIOS looks at the first one only.
    step_ = "cannot use the boot images"
    image.BootImageOptionsArray = Array( _
        BootImage(WScript.Arguments(1), PlatformX86), _
        BootImage(WScript.Arguments(2), PlatformEFI))

    step_ = "cannot add the folder"
    image.Root.AddTree WScript.Arguments(0), False
    step_ = "cannot burn"
    writer.Write image.CreateResultImage().ImageStream
End Sub

Function BootImage(path, platform)
    Dim options
    Set options = CreateObject("IMAPI2FS.BootOptions")
    options.AssignBootImage FileStream(path)
    options.PlatformId = platform
    options.Emulation = EmulationNone
    options.Manufacturer = "OpenIMAPI"
    Set BootImage = options
End Function

' A file as a stream. ADODB.Stream with LoadFromFile does as well, where there is one.
Function FileStream(path)
    Dim manager
    Set manager = CreateObject("IMAPI2FS.MsftIsoImageManager")
    manager.SetPath path
    Set FileStream = manager.Stream
End Function
