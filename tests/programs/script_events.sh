#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What scripts see of events, and what they may do in the middle of one.
. "$(dirname "$0")/common.sh"

# runs <ending> <arguments...>: runs the scripts of standard input, one behind the other, to the end.
runs() {
    cat >"$work/script.$1"
    script_host "$(windows_path "$work/script.$1")" "${@:2}"
}

# A writer on the one recorder, and an image of a folder for it.
prepare_in_vbscript() {
    cat <<'END'
Option Explicit
Dim recorder, writer, image
Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
recorder.InitializeDiscRecorder CreateObject("IMAPI2.MsftDiscMaster2").Item(0)
Set writer = CreateObject("IMAPI2.MsftDiscFormat2Data")
writer.Recorder = recorder
writer.ClientName = "script_events"
writer.ForceOverwrite = True
Set image = CreateObject("IMAPI2FS.MsftFileSystemImage")
image.FreeMediaBlocks = writer.FreeSectorsOnMedia
image.Root.AddTree WScript.Arguments(0), False
END
}

prepare_in_jscript() {
    cat <<'END'
var recorder = new ActiveXObject("IMAPI2.MsftDiscRecorder2");
recorder.InitializeDiscRecorder(new ActiveXObject("IMAPI2.MsftDiscMaster2").Item(0));
var writer = new ActiveXObject("IMAPI2.MsftDiscFormat2Data");
writer.Recorder = recorder;
writer.ClientName = "script_events";
writer.ForceOverwrite = true;
var image = new ActiveXObject("IMAPI2FS.MsftFileSystemImage");
image.FreeMediaBlocks = writer.FreeSectorsOnMedia;
image.Root.AddTree(WScript.Arguments(0), false);
END
}

mkdir -p "$work/small/sub" "$work/large"
echo 'some text' >"$work/small/first.txt"
: >"$work/small/empty.txt"
head -c 10000 /dev/zero >"$work/small/sub/last.bin"
truncate -s 2G "$work/large/one.bin" "$work/large/two.bin"
small=$(windows_path "$work/small") large=$(windows_path "$work/large")
only_recorder dvd+rw "$work/disc.iso"

point 'VBScript: CancelWrite in an event' runs vbs "$large" < <(
    prepare_in_vbscript
    cat <<'END'
Dim cancelled, later, completed
WScript.ConnectObject writer, "Writer_"
On Error Resume Next
writer.Write image.CreateResultImage().ImageStream
WScript.Echo Hex(Err.Number), Err.Description <> "", cancelled, later > 1, IsEmpty(completed)
Sub Writer_Update(sender, progress)
    If cancelled And progress.CurrentAction = 4 Then later = later + 1
    If progress.CurrentAction = 6 Then completed = True
    If progress.CurrentAction = 4 And progress.LastWrittenLba > 0 Then sender.CancelWrite: cancelled = True
End Sub
END
)
point 'Write fails soon, as documented, and nothing completes' prints <<'END'
C0AA0002 True True False True
END
point 'JScript: CancelWrite before the first sector' runs js "$small" < <(
    prepare_in_jscript
    cat <<'END'
var actions = [];
function writerUpdate(sender, progress) {
    actions.push(progress.CurrentAction);
    if (progress.CurrentAction == 2)
        sender.CancelWrite();
}
WScript.ConnectObject(writer, "writer");
try {
    writer.Write(image.CreateResultImage().ImageStream);
} catch (error) {
    WScript.Echo((error.number >>> 0).toString(16), actions[actions.length - 1] < 4);
}
END
)
point 'Write fails, and writes nothing' prints <<'END'
c0aa0002 True
END

point 'a script that disconnects in its first event' runs vbs "$small" < <(
    prepare_in_vbscript
    cat <<'END'
Dim events, others
WScript.ConnectObject writer, "Writer_"
writer.Write image.CreateResultImage().ImageStream
WScript.Echo events, writer.CurrentPhysicalMediaType
WScript.ConnectObject writer, "Other_"
writer.Write image.CreateResultImage().ImageStream
WScript.Echo events, others > 5
Sub Writer_Update(sender, progress)
    events = events + 1
    WScript.DisconnectObject sender
End Sub
Sub Other_Update(sender, progress)
    others = others + 1
End Sub
END
)
point 'gets that one, the disc is burned, and it can connect again' prints <<'END'
1 7
1 True
END

point 'two connections, an argument that is kept, and a handler that is not there' runs vbs "$small" < <(
    prepare_in_vbscript
    cat <<'END'
Dim first, second, kept
WScript.ConnectObject writer, "First_"
WScript.ConnectObject writer, "Second_"
WScript.ConnectObject image, "Nobody_"
writer.Write image.CreateResultImage().ImageStream
WScript.Echo first = second, first > 5
WScript.Echo kept.CurrentAction, kept.LastWrittenLba - kept.StartLba + 1 = kept.SectorCount
Sub First_Update(sender, progress)
    first = first + 1
    Set kept = progress
End Sub
Sub Second_Update(sender, progress)
    second = second + 1
    If second <> first - 1 And second <> first Then WScript.Echo "out of step"
End Sub
END
)
point 'get the same events, and the last one still tells' prints <<'END'
True True
6 True
END

point 'properties in the middle of Write' runs vbs "$small" < <(
    prepare_in_vbscript
    cat <<'END'
Dim asked
WScript.ConnectObject writer, "Writer_"
writer.Write image.CreateResultImage().ImageStream
Sub Writer_Update(sender, progress)
    If progress.CurrentAction <> 4 Or asked Then Exit Sub
    asked = True
    On Error Resume Next
    WScript.Echo sender.ClientName, sender.FreeSectorsOnMedia > 0, Err.Number
    sender.ClientName = "another"
    WScript.Echo Hex(Err.Number)
    Err.Clear
    sender.Write image.CreateResultImage().ImageStream
    WScript.Echo Hex(Err.Number)
End Sub
END
)
point 'can be read, not put' prints <<'END'
script_events True 0
C0AA0400
C0AA0400
END

point 'the last reference to the writer goes in an event' runs vbs "$small" < <(
    prepare_in_vbscript
    cat <<'END'
Dim events
WScript.ConnectObject writer, "Writer_"
writer.Write image.CreateResultImage().ImageStream
WScript.Echo events > 5, writer Is Nothing
Sub Writer_Update(sender, progress)
    events = events + 1
    If events = 2 Then
        WScript.DisconnectObject writer
        WScript.ConnectObject sender, "Writer_"
        Set writer = Nothing
    End If
End Sub
END
)
point 'and Write goes on to its end' prints <<'END'
True True
END

point 'a handler that fails' fails runs vbs "$small" < <(
    prepare_in_vbscript
    cat <<'END'
WScript.ConnectObject writer, "Writer_"
writer.Write image.CreateResultImage().ImageStream
WScript.Echo "burned"
Sub Writer_Update(sender, progress)
    If progress.CurrentAction = 6 Then Err.Raise 5, "handler", "a failing handler"
End Sub
END
)
point 'does not disturb the burn' says 'burned'
point 'and is told' says 'a failing handler'

for language in vbs js; do
    point "files that are added, in $language" runs $language "$small" < <(
        case $language in
        vbs)
            cat <<'END'
Dim image
Set image = WScript.CreateObject("IMAPI2FS.MsftFileSystemImage", "Image_")
image.Root.AddTree WScript.Arguments(0), False
image.Root.AddDirectory "folder"
WScript.Echo image.FileCount
Sub Image_Update(sender, file, copied, total)
    WScript.Echo file, copied, total, sender.FreeMediaBlocks
End Sub
END
            ;;
        js)
            cat <<'END'
var image = WScript.CreateObject("IMAPI2FS.MsftFileSystemImage", "image_");
image.Root.AddTree(WScript.Arguments(0), false);
image.Root.AddDirectory("folder");
WScript.Echo(image.FileCount);
function image_Update(sender, file, copied, total) {
    WScript.Echo(file, copied, total, sender.FreeMediaBlocks);
}
END
            ;;
        esac
    )
    point 'each begins and ends, except for the empty one' prints <<'END'
\first.txt 0 1 332800
\first.txt 1 1 332800
\sub\last.bin 0 5 332800
\sub\last.bin 5 5 332800
3
END
done

point 'changes in the event of another change' runs vbs "$small" <<'END'
Dim image
Set image = WScript.CreateObject("IMAPI2FS.MsftFileSystemImage", "Image_")
image.Root.AddTree WScript.Arguments(0), False
WScript.Echo image.FileCount, image.DirectoryCount
Sub Image_Update(sender, file, copied, total)
    On Error Resume Next
    If copied = 0 And file = "\first.txt" Then sender.Root.AddDirectory "another"
    If Err.Number Then WScript.Echo Hex(Err.Number)
    If copied > 0 Then WScript.DisconnectObject sender
End Sub
END
point 'are refused, and the first one is carried out' prints <<'END'
800700AA
3 1
END

point 'the write engine, by script' runs vbs "$small" < <(
    prepare_in_vbscript
    cat <<'END'
Dim engine, result, events, done
Set result = image.CreateResultImage()
Set engine = WScript.CreateObject("IMAPI2.MsftWriteEngine2", "Engine_")
engine.Recorder = recorder
engine.BytesPerSector = result.BlockSize
WScript.Echo engine.StartingSectorsPerSecond, engine.BytesPerSector, engine.WriteInProgress
engine.WriteSection result.ImageStream, 0, result.TotalBlocks
WScript.Echo events > 1, done = result.TotalBlocks, engine.WriteInProgress
Sub Engine_Update(sender, progress)
    events = events + 1
    done = progress.LastWrittenLba - progress.StartLba + 1
    If Not sender.WriteInProgress Or progress.SectorCount <> result.TotalBlocks Then WScript.Echo "wrong"
    If progress.UsedSystemBuffer + progress.FreeSystemBuffer <> progress.TotalSystemBuffer Then WScript.Echo "wrong"
End Sub
END
)
point 'tells its progress to the last sector' prints <<'END'
-1 2048 False
True True False
END

point 'erasing' runs vbs <<'END'
Option Explicit
Dim recorder, eraser, last, events
Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
recorder.InitializeDiscRecorder CreateObject("IMAPI2.MsftDiscMaster2").Item(0)
Set eraser = WScript.CreateObject("IMAPI2.MsftDiscFormat2Erase", "Eraser_")
eraser.Recorder = recorder
eraser.ClientName = "script_events"
eraser.FullErase = False
eraser.EraseMedia
WScript.Echo events > 1, last
Sub Eraser_Update(sender, elapsed, total)
    events = events + 1
    last = (elapsed = total)
    If elapsed > total Or total < 1 Or sender.ClientName <> "script_events" Then WScript.Echo "wrong"
End Sub
END
point 'tells elapsed and whole time, and ends with both equal' prints <<'END'
True True
END
point 'a script that disconnects while erasing' runs vbs <<'END'
Option Explicit
Dim recorder, eraser, events
Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
recorder.InitializeDiscRecorder CreateObject("IMAPI2.MsftDiscMaster2").Item(0)
Set eraser = WScript.CreateObject("IMAPI2.MsftDiscFormat2Erase", "Eraser_")
eraser.Recorder = recorder
eraser.ClientName = "script_events"
eraser.FullErase = False
eraser.EraseMedia
WScript.Echo events
Sub Eraser_Update(sender, elapsed, total)
    events = events + 1
    WScript.DisconnectObject sender
End Sub
END
point 'gets no more, and the disc is erased' prints <<'END'
1
END
finish
