# SPDX-License-Identifier: LGPL-2.1-or-later
<#
.SYNOPSIS
Burns a folder to the disc in a recorder. For Windows PowerShell 5.1 and PowerShell 7.

.EXAMPLE
.\Burn-Folder.ps1 -Folder C:\Photos -Eject
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Folder,
    [int] $Recorder = 0,
    [string] $VolumeName = 'BACKUP',
    [switch] $Eject
)
$ErrorActionPreference = 'Stop'

$master = New-Object -ComObject IMAPI2.MsftDiscMaster2
$drive = New-Object -ComObject IMAPI2.MsftDiscRecorder2
$drive.InitializeDiscRecorder($master.Item($Recorder))

$writer = New-Object -ComObject IMAPI2.MsftDiscFormat2Data -Property @{
    ClientName = 'Burn-Folder'
    Recorder   = $drive
}
if (-not $writer.IsCurrentMediaSupported($drive)) { throw 'There is no disc that takes data.' }

$image = New-Object -ComObject IMAPI2FS.MsftFileSystemImage
$image.ChooseImageDefaults($drive)
$image.FreeMediaBlocks = $writer.FreeSectorsOnMedia
$image.VolumeName = $VolumeName
$image.Root.AddTree((Resolve-Path $Folder).ProviderPath, $false)

Write-Host "Burning $($image.FileCount) files to $($drive.ProductId.Trim())"
$writer.Write($image.CreateResultImage().ImageStream)
if ($Eject) { $drive.EjectMedia() }
