// SPDX-License-Identifier: LGPL-2.1-or-later
// Burns a folder with progress, in C# that knows the interfaces (early bound).
//
//     BurnFolder FOLDER [RECORDER [--cancel]]
//
// --cancel ends the burn with its first event. Ends with 0 when the disc is burned, 1 when something
// failed, 2 when the arguments are wrong. Imapi2.cs declares the interfaces; a project made with
// Visual Studio has them from the type libraries.
using System;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.ComTypes;

[ComVisible(true), ClassInterface(ClassInterfaceType.None)]
public class BurnEvents : DDiscFormat2DataEvents
{
    public bool Cancels;
    int shown = -10;

    public void Update(object sender, object progress)
    {
        var arguments = (IDiscFormat2DataEventArgs)progress;
        if (Cancels)
            ((IDiscFormat2Data)sender).CancelWrite();
        if (arguments.CurrentAction != WriteAction.WritingData)
            return;
        int percent = (int)((arguments.LastWrittenLba - (long)arguments.StartLba) * 100
            / arguments.SectorCount);
        if (percent < shown + 10)
            return;
        shown = percent;
        Console.WriteLine("  {0} %, {1} s left", percent, arguments.RemainingTime);
    }
}

static class BurnFolder
{
    static T Create<T>(string progId)
    {
        return (T)Activator.CreateInstance(Type.GetTypeFromProgID(progId, true));
    }

    static IDiscRecorder2 OpenRecorder(int index)
    {
        var recorder = Create<IDiscRecorder2>("IMAPI2.MsftDiscRecorder2");
        recorder.InitializeDiscRecorder(Create<IDiscMaster2>("IMAPI2.MsftDiscMaster2").Item(index));
        Console.WriteLine("Recorder {0}: {1} {2}", index, recorder.VendorId.Trim(),
            recorder.ProductId.Trim());
        return recorder;
    }

    static void Write(IDiscFormat2Data writer, IStream stream, bool cancels)
    {
        var eventsId = typeof(DDiscFormat2DataEvents).GUID;
        IConnectionPoint point;
        int cookie;
        ((IConnectionPointContainer)writer).FindConnectionPoint(ref eventsId, out point);
        point.Advise(new BurnEvents { Cancels = cancels }, out cookie);
        try
        {
            writer.Write(stream);
        }
        finally
        {
            point.Unadvise(cookie);
        }
    }

    static void Burn(string folder, int index, bool cancels)
    {
        var writer = Create<IDiscFormat2Data>("IMAPI2.MsftDiscFormat2Data");
        writer.Recorder = OpenRecorder(index);
        writer.ClientName = "BurnFolder";

        var image = Create<IFileSystemImage>("IMAPI2FS.MsftFileSystemImage");
        image.FreeMediaBlocks = writer.FreeSectorsOnMedia;
        image.VolumeName = "CSHARP";
        image.Root.AddTree(folder, false);
        Write(writer, image.CreateResultImage().ImageStream, cancels);
    }

    static int Main(string[] arguments)
    {
        bool cancels = arguments.Length == 3 && arguments[2] == "--cancel";
        if (arguments.Length < 1 || (arguments.Length > 2 && !cancels))
        {
            Console.Error.WriteLine("usage: BurnFolder FOLDER [RECORDER [--cancel]]");
            return 2;
        }
        try
        {
            Burn(arguments[0], arguments.Length > 1 ? int.Parse(arguments[1]) : 0, cancels);
            Console.WriteLine("Burned.");
            return 0;
        }
        catch (Exception failure) // .NET has exceptions of its own for some codes of COM
        {
            Console.Error.WriteLine("BurnFolder: {0} (0x{1:X8})", failure.Message, failure.HResult);
            return 1;
        }
    }
}
