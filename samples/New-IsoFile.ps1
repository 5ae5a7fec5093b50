# SPDX-License-Identifier: LGPL-2.1-or-later
<#
.SYNOPSIS
Makes an ISO file of files and folders. For Windows PowerShell 5.1 and PowerShell 7.

.EXAMPLE
.\New-IsoFile.ps1 -Source C:\Photos -Path C:\photos.iso -VolumeName PHOTOS

.EXAMPLE
Get-ChildItem C:\setup | .\New-IsoFile.ps1 -Path C:\setup.iso -BootFile C:\boot\efisys.bin
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, ValueFromPipeline)] $Source,
    [Parameter(Mandatory)] [string] $Path,
    [string] $VolumeName = 'NEW_ISO',
    [string] $BootFile
)

begin {
    $ErrorActionPreference = 'Stop'

    # PowerShell sees nothing of an IStream, so a few lines of C# read it.
    if (-not ('IsoWriter' -as [type])) {
        Add-Type -TypeDefinition @'
using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.ComTypes;

public static class IsoWriter
{
    public static void Write(object source, string path, int blockSize, int blocks)
    {
        var stream = (IStream)source;
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
    }
}
'@
    }

    # In whatever order the hash table gives them.
    $image = New-Object -ComObject IMAPI2FS.MsftFileSystemImage -Property @{
        VolumeName          = $VolumeName
        FileSystemsToCreate = 7 # ISO 9660, Joliet and UDF
        FreeMediaBlocks     = 0 # no disc sets a limit
    }
    if ($BootFile) {
        $file = New-Object -ComObject ADODB.Stream -Property @{ Type = 1 }
        $file.Open()
        $file.LoadFromFile((Resolve-Path $BootFile).ProviderPath)
        $boot = New-Object -ComObject IMAPI2FS.BootOptions
        $boot.AssignBootImage($file)
        $image.BootImageOptions = $boot
    }
}

process {
    foreach ($item in $Source) {
        $name = if ($item -is [IO.FileSystemInfo]) { $item.FullName } else { (Resolve-Path $item).ProviderPath }
        $image.Root.AddTree($name, $item -is [IO.FileSystemInfo])
    }
}

end {
    $result = $image.CreateResultImage()
    $target = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
    [IsoWriter]::Write($result.ImageStream, $target, $result.BlockSize, $result.TotalBlocks)
    Get-Item $target
}
