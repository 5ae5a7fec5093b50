// SPDX-License-Identifier: LGPL-2.1-or-later
// Erases the rewritable disc in a recorder, with progress.
//
//     cscript erase_disc.js [RECORDER [full]]
//
// RECORDER counts from 0, which is the default; "full" erases every sector, which takes its time.

var shown = -10;

// Comes while EraseMedia runs.
function eraserUpdate(sender, elapsedSeconds, estimatedSeconds) {
    var percent = Math.floor(elapsedSeconds / estimatedSeconds * 100);
    if (percent >= shown + 10) {
        WScript.Echo("  " + percent + " %");
        shown = percent;
    }
}

function erase(index, isFull) {
    var recorder = new ActiveXObject("IMAPI2.MsftDiscRecorder2");
    recorder.InitializeDiscRecorder(new ActiveXObject("IMAPI2.MsftDiscMaster2").Item(index));
    var eraser = new ActiveXObject("IMAPI2.MsftDiscFormat2Erase");
    eraser.Recorder = recorder;
    eraser.ClientName = "erase_disc";
    eraser.FullErase = isFull;
    WScript.ConnectObject(eraser, "eraser");
    eraser.EraseMedia();
    WScript.Echo(eraser.MediaPhysicallyBlank || eraser.MediaHeuristicallyBlank
        ? "Erased." : "The recorder says that the disc is erased, but it is not blank.");
}

var words = WScript.Arguments;
try {
    erase(words.length > 0 ? parseInt(words.Item(0), 10) : 0,
        words.length > 1 && words.Item(1) == "full");
} catch (error) {
    WScript.Echo("erase_disc: " + error.description + " (0x" +
        (error.number >>> 0).toString(16).toUpperCase() + ")");
    WScript.Quit(1);
}
