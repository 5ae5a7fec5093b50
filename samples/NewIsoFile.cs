// SPDX-License-Identifier: LGPL-2.1-or-later
// Makes an ISO file of a folder, in C# that knows the objects by name only (late bound).
//
//     NewIsoFile FOLDER FILE [VOLUME]
//
// Ends with 0 when the file is complete, 1 when something failed, 2 when the arguments are wrong.
using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.ComTypes;

static class NewIsoFile
{
    // An object of a ProgID, its properties set in whatever order the dictionary has.
    static object Create(string progId, Dictionary<string, object> properties)
    {
        object created = Activator.CreateInstance(Type.GetTypeFromProgID(progId, true));
        foreach (var property in properties)
            Invoke(created, BindingFlags.SetProperty, property.Key, property.Value);
        return created;
    }

    static object Invoke(object target, BindingFlags kind, string name, params object[] arguments)
    {
        return target.GetType().InvokeMember(name, kind, null, target, arguments);
    }

    static object Get(object target, string name)
    {
        return Invoke(target, BindingFlags.GetProperty, name);
    }

    static void Save(object result, string path)
    {
        var stream = (IStream)Get(result, "ImageStream");
        int blockSize = (int)Get(result, "BlockSize");
        int blocks = (int)Get(result, "TotalBlocks");
        var block = new byte[blockSize];
        IntPtr count = Marshal.AllocHGlobal(sizeof(int));
        using (var file = File.Create(path))
        {
            for (int i = 0; i < blocks; i++)
            {
                stream.Read(block, blockSize, count);
                file.Write(block, 0, Marshal.ReadInt32(count));
            }
        }
        Marshal.FreeHGlobal(count);
        Console.WriteLine("{0} blocks of {1} bytes", blocks, blockSize);
    }

    static int Main(string[] arguments)
    {
        if (arguments.Length < 2)
        {
            Console.Error.WriteLine("usage: NewIsoFile FOLDER FILE [VOLUME]");
            return 2;
        }
        try
        {
            var image = Create("IMAPI2FS.MsftFileSystemImage", new Dictionary<string, object> {
                { "VolumeName", arguments.Length > 2 ? arguments[2] : "NEW_ISO" },
                { "FileSystemsToCreate", 7 },
                { "FreeMediaBlocks", 0 },
            });
            Invoke(Get(image, "Root"), BindingFlags.InvokeMethod, "AddTree", arguments[0], false);
            Save(Invoke(image, BindingFlags.InvokeMethod, "CreateResultImage"), arguments[1]);
            return 0;
        }
        catch (TargetInvocationException failure)
        {
            // What the object said is inside.
            Console.Error.WriteLine("NewIsoFile: {0} (0x{1:X8})", failure.InnerException.Message,
                failure.InnerException.HResult);
            return 1;
        }
    }
}
