' SPDX-License-Identifier: LGPL-2.1-or-later
' Lists the recorders, where they are mounted, and what is on their discs.
'
'     cscript list_recorders.vbs
Option Explicit

Const PropertyRandomlyWritable = 1
Const StatusBlank = 2
Const StatusAppendable = 4
Const StatusFinalized = 16384
Const SectorBytes = 2048

Dim mediaNames
mediaNames = Array("an unknown disc", "CD-ROM", "CD-R", "CD-RW", "DVD-ROM", "DVD-RAM", "DVD+R", _
    "DVD+RW", "DVD+R DL", "DVD-R", "DVD-RW", "DVD-R DL", "a disk", "DVD+RW DL", "HD DVD-ROM", _
    "HD DVD-R", "HD DVD-RAM", "BD-ROM", "BD-R", "BD-RE")

Dim master, id, count
Set master = CreateObject("IMAPI2.MsftDiscMaster2")
If Not master.IsSupportedEnvironment Then WScript.Echo "There is no recorder that is ready for use."
count = 0
For Each id In master
    Show count, id
    count = count + 1
Next
WScript.Echo count & " recorders"

Sub Show(index, id)
    Dim recorder, path
    Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
    recorder.InitializeDiscRecorder id
    WScript.Echo index & ": " & Trim(recorder.VendorId) & " " & Trim(recorder.ProductId) & _
        " " & Trim(recorder.ProductRevision)
    WScript.Echo "   " & id
    For Each path In recorder.VolumePathNames
        WScript.Echo "   mounted at " & path
    Next
    WScript.Echo "   disc: " & Disc(recorder)
End Sub

' An empty tray is no error here, but an answer.
Function Disc(recorder)
    Dim writer
    Set writer = CreateObject("IMAPI2.MsftDiscFormat2Data")
    On Error Resume Next
    writer.Recorder = recorder
    Disc = mediaNames(writer.CurrentPhysicalMediaType)
    If Err.Number = 0 Then Disc = Disc & State(writer)
    If Err.Number <> 0 Then Disc = Err.Description
End Function

Function State(writer)
    Dim status
    status = writer.CurrentMediaStatus
    If status And StatusBlank Then State = State & ", blank"
    If status And StatusAppendable Then State = State & ", takes more data"
    If status And PropertyRandomlyWritable Then State = State & ", rewritable"
    If status And StatusFinalized Then State = State & ", finalised"
    State = State & ", " & Megabytes(writer.FreeSectorsOnMedia) & " of " & _
        Megabytes(writer.TotalSectorsOnMedia) & " MB free"
End Function

Function Megabytes(sectors)
    Megabytes = Int(sectors * SectorBytes / 1000000)
End Function
