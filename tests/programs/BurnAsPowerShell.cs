// SPDX-License-Identifier: LGPL-2.1-or-later
// The COM calls of samples/Burn-Folder.ps1, which does not run under Wine, in its order and by
// IDispatch as PowerShell makes them: BurnAsPowerShell FOLDER.
using System;
using System.Reflection;

static class BurnAsPowerShell
{
    static object New(string progId)
    {
        return Activator.CreateInstance(Type.GetTypeFromProgID(progId, true));
    }

    static object Call(object target, string name, params object[] arguments)
    {
        return target.GetType().InvokeMember(name,
            BindingFlags.InvokeMethod | BindingFlags.GetProperty, null, target, arguments);
    }

    static void Set(object target, string name, object value)
    {
        target.GetType().InvokeMember(name, BindingFlags.SetProperty, null, target,
            new object[] { value });
    }

    static int Main(string[] arguments)
    {
        object master = New("IMAPI2.MsftDiscMaster2");
        object drive = New("IMAPI2.MsftDiscRecorder2");
        Call(drive, "InitializeDiscRecorder", Call(master, "Item", 0));

        object writer = New("IMAPI2.MsftDiscFormat2Data");
        Set(writer, "ClientName", "Burn-Folder");
        Set(writer, "Recorder", drive);
        if (!(bool)Call(writer, "IsCurrentMediaSupported", drive))
            return 1;

        object image = New("IMAPI2FS.MsftFileSystemImage");
        Call(image, "ChooseImageDefaults", drive);
        Set(image, "FreeMediaBlocks", Call(writer, "FreeSectorsOnMedia"));
        Set(image, "VolumeName", "BACKUP");
        Call(Call(image, "Root"), "AddTree", arguments[0], false);

        Console.WriteLine("Burning {0} files to {1}", Call(image, "FileCount"),
            ((string)Call(drive, "ProductId")).Trim());
        Call(writer, "Write", Call(Call(image, "CreateResultImage"), "ImageStream"));
        Call(drive, "EjectMedia");
        return 0;
    }
}
