// SPDX-License-Identifier: LGPL-2.1-or-later
// Lists the recorders, burns a folder to the disc in one of them with progress, and verifies it.
//
//     cscript burn_folder.js FOLDER [RECORDER]
//
// RECORDER counts from 0, which is the default. Prints "Burned and verified." at the end, or says
// which step failed and why and ends with 1.

var FsiFileSystemISO9660 = 1;
var FsiFileSystemJoliet = 2;
var VerificationFull = 2;
var ActionWriting = 4;
var ActionVerifying = 7;
var SectorBytes = 2048;
var actionNames = ["Looking at the disc", "Formatting", "Preparing the recorder",
    "Calibrating the laser", "Writing", "Closing", "Completed", "Verifying"];

var step = "cannot start";
var shown = { action: -1 };

function trim(text) {
    return text.replace(/^\s+|\s+$/g, "");
}

function listRecorders(master) {
    var index = 0;
    for (var ids = new Enumerator(master); !ids.atEnd(); ids.moveNext()) {
        var recorder = new ActiveXObject("IMAPI2.MsftDiscRecorder2");
        recorder.InitializeDiscRecorder(ids.item());
        WScript.Echo("Recorder " + index + ": " + trim(recorder.VendorId) + " " +
            trim(recorder.ProductId));
        index++;
    }
}

// The original keeps its verification for programs that are not scripts.
function askForVerification(writer) {
    try {
        writer.BurnVerificationLevel = VerificationFull;
        return true;
    } catch (error) {
        return false;
    }
}

// Wine's cscript, for one, connects no events.
function connectEvents(writer) {
    try {
        WScript.ConnectObject(writer, "writer");
        return true;
    } catch (error) {
        WScript.Echo("This script host has no events: there will be no progress.");
        return false;
    }
}

function hasPercent() {
    return shown.action == ActionWriting || shown.action == ActionVerifying;
}

// A line for each tenth that is done.
function showPercent(percent, details) {
    var tenth = Math.floor(percent / 10);
    if (tenth == shown.tenth)
        return;
    shown.tenth = tenth;
    WScript.Echo("  " + (actionNames[shown.action] + "   ").slice(0, 10) +
        ("  " + percent).slice(-3) + " %" + details);
}

// Before the first sector, the last one written is said to be the first.
function writtenSectors(progress) {
    var sectors = progress.LastWrittenLba - progress.StartLba + 1;
    return sectors == 1 ? 0 : sectors;
}

// Nothing when it is too early to tell.
function speed(progress) {
    var seconds = (new Date() - shown.began) / 1000;
    var sectors = writtenSectors(progress);
    if (seconds <= 0 || sectors == 0)
        return "";
    return "  " + (sectors * SectorBytes / 1e6 / seconds).toFixed(1) + " MB/s";
}

function timeLeft(progress) {
    var seconds = progress.RemainingTime;
    return "  " + Math.floor(seconds / 60) + ":" + ("0" + seconds % 60).slice(-2) + " left";
}

// Comes while Write runs: at each new action, and twice a second while there is much to do.
function writerUpdate(sender, progress) {
    if (progress.CurrentAction != shown.action) {
        if (hasPercent())
            showPercent(100, "");
        shown = { action: progress.CurrentAction, began: new Date(),
            beganElapsed: progress.ElapsedTime, tenth: -1 };
        if (!hasPercent())
            WScript.Echo("  " + actionNames[shown.action]);
    }
    if (shown.action == ActionWriting) {
        showPercent(Math.floor(writtenSectors(progress) / progress.SectorCount * 100),
            speed(progress) + timeLeft(progress));
    } else if (shown.action == ActionVerifying) {
        var elapsed = progress.ElapsedTime - shown.beganElapsed;
        var whole = elapsed + progress.RemainingTime;
        showPercent(whole > 0 ? Math.floor(elapsed / whole * 100) : 0, timeLeft(progress));
    }
}

function burn(folder, index) {
    step = "cannot reach IMAPI2 (are the DLLs registered?)";
    var master = new ActiveXObject("IMAPI2.MsftDiscMaster2");
    step = "cannot list the recorders";
    listRecorders(master);

    step = "no recorder " + index;
    var recorder = new ActiveXObject("IMAPI2.MsftDiscRecorder2");
    recorder.InitializeDiscRecorder(master.Item(index));

    step = "cannot prepare the burn";
    var writer = new ActiveXObject("IMAPI2.MsftDiscFormat2Data");
    writer.Recorder = recorder;
    writer.ClientName = "burn_folder";
    var verifies = askForVerification(writer);

    step = "cannot use the disc";
    var image = new ActiveXObject("IMAPI2FS.MsftFileSystemImage");
    image.FileSystemsToCreate = FsiFileSystemISO9660 + FsiFileSystemJoliet;
    image.FreeMediaBlocks = writer.FreeSectorsOnMedia;
    image.VolumeName = "BACKUP";
    step = "cannot add the folder";
    image.Root.AddTree(folder, false);
    step = "cannot create the image";
    var result = image.CreateResultImage();
    WScript.Echo("Image: " + image.FileCount + " files, " + result.TotalBlocks + " blocks");

    step = "cannot burn";
    var connected = connectEvents(writer);
    writer.Write(result.ImageStream);
    if (connected)
        WScript.DisconnectObject(writer);
    WScript.Echo(verifies ? "Burned and verified."
        : "Burned. Not verified: here a script cannot ask for that.");
}

if (WScript.Arguments.length < 1) {
    WScript.Echo("usage: cscript burn_folder.js FOLDER [RECORDER]");
    WScript.Quit(2);
}
try {
    burn(WScript.Arguments.Item(0),
        WScript.Arguments.length > 1 ? parseInt(WScript.Arguments.Item(1), 10) : 0);
} catch (error) {
    WScript.Echo("burn_folder: " + step + ": " + error.description + " (0x" +
        (error.number >>> 0).toString(16).toUpperCase() + ")");
    WScript.Quit(1);
}
