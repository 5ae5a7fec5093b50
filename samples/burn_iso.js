// SPDX-License-Identifier: LGPL-2.1-or-later
// Checks an ISO file and burns it, with progress; stops when a file called STOP-FILE appears.
//
//     cscript burn_iso.js FILE [RECORDER [STOP-FILE]]
//
// RECORDER counts from 0, which is the default. Ends with 0 and "Burned.", or says which step failed
// and why and ends with 1, or with 3 when the burn was stopped.

var ActionWriting = 4;
var RequestCancelled = 0xC0AA0002;
var files = new ActiveXObject("Scripting.FileSystemObject");
var step, stopFile, shown = -10;

// Comes while Write runs. CancelWrite ends the burn soon after, and Write fails.
function writerUpdate(sender, progress) {
    if (stopFile && files.FileExists(stopFile))
        sender.CancelWrite();
    if (progress.CurrentAction != ActionWriting)
        return;
    var percent = Math.floor((progress.LastWrittenLba - progress.StartLba) / progress.SectorCount * 100);
    if (percent >= shown + 10) {
        WScript.Echo("  " + percent + " %");
        shown = percent;
    }
}

function burn(path, index) {
    step = "no recorder " + index;
    var recorder = new ActiveXObject("IMAPI2.MsftDiscRecorder2");
    recorder.InitializeDiscRecorder(new ActiveXObject("IMAPI2.MsftDiscMaster2").Item(index));
    var writer = new ActiveXObject("IMAPI2.MsftDiscFormat2Data");
    writer.Recorder = recorder;
    writer.ClientName = "burn_iso";
    writer.ForceMediaToBeClosed = true;

    step = "not an image that can be burned";
    var manager = new ActiveXObject("IMAPI2FS.MsftIsoImageManager");
    manager.SetPath(path);
    manager.Validate();

    step = "cannot follow the burn";
    WScript.ConnectObject(writer, "writer");
    step = "cannot burn";
    writer.Write(manager.Stream);
    WScript.Echo("Burned.");
}

if (WScript.Arguments.length < 1) {
    WScript.Echo("usage: cscript burn_iso.js FILE [RECORDER [STOP-FILE]]");
    WScript.Quit(2);
}
if (WScript.Arguments.length > 2)
    stopFile = WScript.Arguments.Item(2);
try {
    burn(WScript.Arguments.Item(0),
        WScript.Arguments.length > 1 ? parseInt(WScript.Arguments.Item(1), 10) : 0);
} catch (error) {
    var code = error.number >>> 0;
    WScript.Echo("burn_iso: " + step + ": " + error.description + " (0x" +
        code.toString(16).toUpperCase() + ")");
    WScript.Quit(code == RequestCancelled ? 3 : 1);
}
