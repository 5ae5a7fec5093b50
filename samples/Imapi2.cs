// SPDX-License-Identifier: LGPL-2.1-or-later
// The part of IMAPI2's interfaces that BurnFolder.cs uses. _VtblGapN_M stands for M members that it
// does not; what comes after the last one used is left out.
using System;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.ComTypes;

public enum WriteAction
{
    ValidatingMedia, FormattingMedia, InitializingHardware, CalibratingPower, WritingData,
    Finalization, Completed, Verifying
}

[ComImport, Guid("27354130-7F64-5B0F-8F00-5D77AFBE261E"),
    InterfaceType(ComInterfaceType.InterfaceIsDual)]
public interface IDiscMaster2
{
    void _VtblGap1_1();
    [return: MarshalAs(UnmanagedType.BStr)] string Item(int index);
    int Count { get; }
}

[ComImport, Guid("27354133-7F64-5B0F-8F00-5D77AFBE261E"),
    InterfaceType(ComInterfaceType.InterfaceIsDual)]
public interface IDiscRecorder2
{
    void EjectMedia();
    void CloseTray();
    void _VtblGap1_4();
    void InitializeDiscRecorder([MarshalAs(UnmanagedType.BStr)] string recorderUniqueId);
    string ActiveDiscRecorder { [return: MarshalAs(UnmanagedType.BStr)] get; }
    string VendorId { [return: MarshalAs(UnmanagedType.BStr)] get; }
    string ProductId { [return: MarshalAs(UnmanagedType.BStr)] get; }
}

[ComImport, Guid("27354153-9F64-5B0F-8F00-5D77AFBE261E"),
    InterfaceType(ComInterfaceType.InterfaceIsDual)]
public interface IDiscFormat2Data
{
    void _VtblGap1_5();
    IDiscRecorder2 Recorder { set; get; }
    void _VtblGap2_7();
    int FreeSectorsOnMedia { get; }
    void _VtblGap3_8();
    string ClientName
    {
        [param: MarshalAs(UnmanagedType.BStr)] set;
        [return: MarshalAs(UnmanagedType.BStr)] get;
    }
    void _VtblGap4_9();
    void Write(IStream data);
    void CancelWrite();
}

[ComImport, Guid("2735413D-7F64-5B0F-8F00-5D77AFBE261E"),
    InterfaceType(ComInterfaceType.InterfaceIsDual)]
public interface IDiscFormat2DataEventArgs
{
    int StartLba { get; }
    int SectorCount { get; }
    void _VtblGap1_1();
    int LastWrittenLba { get; }
    void _VtblGap2_3();
    int ElapsedTime { get; }
    int RemainingTime { get; }
    int TotalTime { get; }
    WriteAction CurrentAction { get; }
}

[ComVisible(true), Guid("2735413C-7F64-5B0F-8F00-5D77AFBE261E"),
    InterfaceType(ComInterfaceType.InterfaceIsIDispatch)]
public interface DDiscFormat2DataEvents
{
    [DispId(512)]
    void Update([MarshalAs(UnmanagedType.IDispatch)] object sender,
        [MarshalAs(UnmanagedType.IDispatch)] object progress);
}

[ComImport, Guid("2C941FE1-975B-59BE-A960-9A2A262853A5"),
    InterfaceType(ComInterfaceType.InterfaceIsDual)]
public interface IFileSystemImage
{
    IFsiDirectoryItem Root { get; }
    void _VtblGap1_2();
    int FreeMediaBlocks { get; set; }
    void _VtblGap2_2();
    string VolumeName
    {
        [return: MarshalAs(UnmanagedType.BStr)] get;
        [param: MarshalAs(UnmanagedType.BStr)] set;
    }
    void _VtblGap3_23();
    IFileSystemImageResult CreateResultImage();
}

[ComImport, Guid("2C941FDC-975B-59BE-A960-9A2A262853A5"),
    InterfaceType(ComInterfaceType.InterfaceIsDual)]
public interface IFsiDirectoryItem
{
    void _VtblGap1_18();
    void AddTree([MarshalAs(UnmanagedType.BStr)] string sourceDirectory,
        [MarshalAs(UnmanagedType.VariantBool)] bool includeBaseDirectory);
}

[ComImport, Guid("2C941FD8-975B-59BE-A960-9A2A262853A5"),
    InterfaceType(ComInterfaceType.InterfaceIsDual)]
public interface IFileSystemImageResult
{
    IStream ImageStream { get; }
    void _VtblGap1_1();
    int TotalBlocks { get; }
    int BlockSize { get; }
}
