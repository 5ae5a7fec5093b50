' SPDX-License-Identifier: LGPL-2.1-or-later
' What callers of IMAPI2 rely on, each habit a Sub of its name: habits.vbs FOLDER.
'
' FOLDER has source\one.txt, source\sub\two.txt, full.iso (an image as large as the disc of recorder
' 0), boot.img and floppy.img. Recorder 0 has a small blank DVD+R, 1 a CD-RW, 2 a DVD+RW, 3
' nothing, 4 a blank BD-RE.
' Prints a line "ok NAME" or "not ok NAME: why" for each.
Option Explicit

Dim work, files, sinkEvents, sinkIsGood
work = WScript.Arguments(0)
Set files = CreateObject("Scripting.FileSystemObject")

Sub Assert(isTrue, what)
    If Not isTrue Then Err.Raise vbObjectError + 1, "habits", what
End Sub

Sub Judge(name)
    If Err.Number = 0 Then
        WScript.Echo "ok " & name
    Else
        WScript.Echo "not ok " & name & ": " & Err.Description & " (" & Hex(Err.Number) & ")"
    End If
    Err.Clear
End Sub

Function Recorder(index)
    Set Recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
    Recorder.InitializeDiscRecorder CreateObject("IMAPI2.MsftDiscMaster2").Item(index)
End Function

Function Writer(index)
    Set Writer = CreateObject("IMAPI2.MsftDiscFormat2Data")
    Writer.Recorder = Recorder(index)
    Writer.ClientName = "habits"
End Function

Function NewImage
    Set NewImage = CreateObject("IMAPI2FS.MsftFileSystemImage")
End Function

Function FileStream(name)
    Dim manager
    Set manager = CreateObject("IMAPI2FS.MsftIsoImageManager")
    manager.SetPath work & "\" & name
    Set FileStream = manager.Stream
End Function

' Whether the last failure was this one; it is over then.
Function FailedWith(code)
    FailedWith = (Hex(Err.Number) = code And Len(Err.Description) > 10)
    If Not FailedWith Then Assert False, "failed with " & Hex(Err.Number) & " " & Err.Description
    Err.Clear
End Function

' Recorders

Sub environment_is_asked_before_recorders_are_counted
    Dim master, id, count
    Set master = CreateObject("IMAPI2.MsftDiscMaster2")
    Assert master.IsSupportedEnvironment = True, "no environment"
    For Each id In master
        Assert TypeName(id) = "String" And LCase(id) = id And Left(id, 4) = "\\?\", "id " & id
        Assert id = master.Item(count), "For Each and Item differ"
        count = count + 1
    Next
    Assert count = 5 And master.Count = 5, "count"
End Sub

Sub texts_of_an_empty_recorder_are_padded_and_readable
    Dim empty_
    Set empty_ = Recorder(3)
    Assert Len(empty_.VendorId) = 8 And Len(empty_.ProductId) = 16 And Len(empty_.ProductRevision) = 4, "length"
    Assert UBound(empty_.VolumePathNames) = -1, "paths"
    Assert empty_.DeviceCanLoadMedia = True, "VARIANT_BOOL"
End Sub

Sub recorder_is_released_right_after_it_is_put
    Dim burner, drive
    Set burner = CreateObject("IMAPI2.MsftDiscFormat2Data")
    Set drive = Recorder(2)
    burner.Recorder = drive
    Set drive = Nothing
    Assert burner.CurrentPhysicalMediaType = 7, "type"
End Sub

Sub recorder_is_taken_away_at_the_end
    Dim burner
    Set burner = Writer(2)
    Set burner.Recorder = Nothing
    On Error Resume Next
    Dim type_
    type_ = burner.CurrentPhysicalMediaType
    Assert FailedWith("C0AA0003"), "a recorder is there"
    burner.ClientName = vbNullString
    Err.Clear ' fails, and nobody cares
End Sub

Sub exclusive_access_is_taken_by_one_object_and_used_by_another
    Dim lock
    Set lock = Recorder(2)
    lock.AcquireExclusiveAccess True, "habits"
    Assert lock.ExclusiveAccessOwner = "habits", "owner " & lock.ExclusiveAccessOwner
    Dim burner
    Set burner = Writer(2)
    burner.ForceOverwrite = True
    burner.Write SmallImage(burner)
    lock.ReleaseExclusiveAccess
    Assert lock.ExclusiveAccessOwner = "", "still locked"
End Sub

Sub tray_is_opened_as_the_last_act
    Dim drive
    Set drive = Recorder(0)
    drive.EjectMedia
    drive.CloseTray
End Sub

' Data discs

Function SmallImage(burner)
    Dim image
    Set image = NewImage()
    image.FreeMediaBlocks = burner.FreeSectorsOnMedia
    image.Root.AddTree work & "\source", False
    Set SmallImage = image.CreateResultImage().ImageStream
End Function

Sub support_is_asked_before_a_recorder_is_put
    Dim burner, drive
    Set burner = CreateObject("IMAPI2.MsftDiscFormat2Data")
    Set drive = Recorder(0)
    Assert burner.IsRecorderSupported(drive) = True, "recorder"
    Assert burner.IsCurrentMediaSupported(drive) = True, "medium"
    Assert UBound(burner.SupportedMediaTypes) > 5, "types"
    On Error Resume Next
    Assert burner.IsCurrentMediaSupported(Recorder(3)) = False, "an empty tray is supported"
    Err.Clear ' a failure means the same
End Sub

Sub client_name_is_read_before_it_is_set
    Assert CreateObject("IMAPI2.MsftDiscFormat2Data").ClientName = "", "name"
End Sub

Sub properties_are_put_in_any_order
    Dim burner
    Set burner = CreateObject("IMAPI2.MsftDiscFormat2Data")
    burner.ForceMediaToBeClosed = True
    burner.ClientName = "habits"
    burner.ForceOverwrite = True
    burner.Recorder = Recorder(2)
    Assert burner.ForceMediaToBeClosed = True And burner.ClientName = "habits" And burner.ForceOverwrite = True, "lost"
End Sub

Sub media_status_is_polled_and_tested_bit_by_bit
    Dim status
    status = Writer(1).CurrentMediaStatus
    Assert status <> 0, "unknown"
    Assert 0 = (status And &H2000) And 0 = (status And &H400) And 2 = (status And 2), "bits " & Hex(status)
End Sub

Sub write_speeds_are_listed_and_chosen
    Dim burner, speed, descriptor
    Set burner = Writer(1)
    Assert UBound(burner.SupportedWriteSpeeds) = UBound(burner.SupportedWriteSpeedDescriptors), "lists"
    For Each descriptor In burner.SupportedWriteSpeedDescriptors
        Assert descriptor.WriteSpeed > 0 And descriptor.MediaType = 3, "descriptor"
    Next
    For Each speed In burner.SupportedWriteSpeeds
        burner.SetWriteSpeed speed, False
        Assert CLng(burner.RequestedWriteSpeed) > 0, "speed"
    Next
    burner.SetWriteSpeed -1, False
End Sub

Sub image_is_released_before_its_stream_is_written
    Dim burner, image, stream
    Set burner = Writer(1)
    Set image = NewImage()
    image.ChooseImageDefaults Recorder(1)
    image.Root.AddTree work & "\source", False
    Set stream = image.CreateResultImage().ImageStream
    Set image = Nothing
    burner.Write stream
End Sub

Sub free_sectors_are_filled_to_the_last_one
    Dim burner, stream
    Set burner = Writer(0)
    Set stream = FileStream("full.iso")
    Assert files.GetFile(work & "\full.iso").Size / 2048 = burner.FreeSectorsOnMedia, "size of the test"
    burner.Write stream
    Assert 0 <> (burner.CurrentMediaStatus And &H4000), "not finalised"
End Sub

Sub second_write_goes_to_another_disc
    Dim burner
    Set burner = Writer(1)
    burner.ForceOverwrite = True
    burner.Recorder = Recorder(2)
    burner.Write SmallImage(burner)
    burner.Write SmallImage(burner)
End Sub

Sub Sink_Update(sender, progress)
    Dim part, time_
    part = (progress.LastWrittenLba - progress.StartLba) / progress.SectorCount
    time_ = progress.ElapsedTime / progress.TotalTime
    If part < 0 Or part > 1 Or time_ < 0 Or progress.RemainingTime < 0 Then sinkIsGood = False
    sinkEvents = sinkEvents + 1
End Sub

Sub progress_is_divided_without_looking_for_zero
    Dim burner
    Set burner = Writer(2)
    burner.ForceOverwrite = True
    sinkEvents = 0
    sinkIsGood = True
    WScript.ConnectObject burner, "Sink_"
    burner.Write SmallImage(burner)
    WScript.DisconnectObject burner
    Assert sinkEvents > 5 And sinkIsGood, sinkEvents & " events"
End Sub

Sub multisession_objects_go_from_writer_to_image
    Dim burner, image, count
    Set burner = Writer(1)
    Set image = NewImage()
    count = UBound(burner.MultisessionInterfaces)
    Assert count >= 0, "none"
    image.MultisessionInterfaces = burner.MultisessionInterfaces
    image.ImportFileSystem
    Assert image.Exists("\one.txt") = 2 And image.FileCount = 2, "files of the first session"
    Assert image.FreeMediaBlocks > 0, "capacity to show"
End Sub

Sub blank_disc_fails_to_be_imported_and_the_build_goes_on
    Dim burner, image, eraser
    Set eraser = CreateObject("IMAPI2.MsftDiscFormat2Erase")
    eraser.Recorder = Recorder(1)
    eraser.ClientName = "habits"
    eraser.EraseMedia
    Set burner = Writer(1)
    Set image = NewImage()
    image.FileSystemsToCreate = 3
    image.VolumeName = "FIRST"
    On Error Resume Next
    image.MultisessionInterfaces = burner.MultisessionInterfaces
    Assert FailedWith("C0AAB156"), "a blank disc in tracks was taken"
    Set burner = Writer(4)
    image.MultisessionInterfaces = burner.MultisessionInterfaces
    image.ImportFileSystem
    Assert FailedWith("C0AAB150"), "an empty disc was imported"
    image.Root.AddTree work & "\source", False
    Assert image.CreateResultImage().TotalBlocks > 0, "no image"
End Sub

Sub Eraser_Update(sender, elapsed, total)
    If VarType(elapsed) <> vbLong Or VarType(total) <> vbLong Or elapsed / total > 1 Then sinkIsGood = False
    sinkEvents = sinkEvents + 1
End Sub

Sub erased_disc_is_blank_and_events_bring_two_numbers
    Dim eraser
    Set eraser = CreateObject("IMAPI2.MsftDiscFormat2Erase")
    eraser.Recorder = Recorder(1)
    eraser.ClientName = "habits"
    eraser.FullErase = False
    sinkEvents = 0
    sinkIsGood = True
    WScript.ConnectObject eraser, "Eraser_"
    eraser.EraseMedia
    Assert sinkEvents > 0 And sinkIsGood, "events"
    Assert eraser.MediaPhysicallyBlank = True, "not blank"
End Sub

' Images

Sub free_media_blocks_take_every_number_in_use
    Dim image, blocks
    Set image = NewImage()
    For Each blocks In Array(0, -1, 1000000, 12500000, 25000000, 2147483000)
        image.FreeMediaBlocks = blocks
        Assert image.FreeMediaBlocks = blocks, blocks
    Next
End Sub

Sub file_systems_take_every_set_in_use
    Dim image, systems
    Set image = NewImage()
    For Each systems In Array(1, 3, 4, 5, 7)
        image.FileSystemsToCreate = systems
        Assert image.FileSystemsToCreate = systems, systems
    Next
End Sub

Sub failing_put_leaves_the_old_value
    Dim image
    Set image = NewImage()
    image.FileSystemsToCreate = 3
    image.VolumeName = "OLD"
    On Error Resume Next
    image.FileSystemsToCreate = 6
    Assert FailedWith("C0AAB101"), "6 was taken"
    image.VolumeName = String(200, "x")
    Assert FailedWith("C0AAB104"), "a long name was taken"
    Assert image.FileSystemsToCreate = 3 And image.VolumeName = "OLD", "the old value is gone"
End Sub

Sub volume_names_beyond_the_documented_rule_are_taken
    Dim image, name
    Set image = NewImage()
    For Each name In Array("cidata", "My Disc - 2026/11/22", "A name of thirty-two characters!")
        image.VolumeName = name
        Assert image.VolumeName = name, name
    Next
End Sub

Sub size_limit_names_file_and_sizes
    Dim image
    Set image = NewImage()
    image.FreeMediaBlocks = 1000
    On Error Resume Next
    image.Root.AddFile "large.bin", FileStream("full.iso")
    Assert InStr(Err.Description, "large.bin") > 0, "no name in: " & Err.Description
    Assert FailedWith("C0AAB120"), "a file that is too large was taken"
End Sub

Sub items_are_found_by_relative_paths_in_any_case
    Dim image
    Set image = NewImage()
    image.Root.AddTree work & "\source", False
    Assert image.Root.Item("ONE.txt").Name = "one.txt", "Item"
    Assert image.Root("sub")("Two.TXT").FullPath = "\sub\two.txt", "default member"
    Assert image.Root.Item("sub/two.txt").DataSize = 3, "separator"
    Assert image.Root.FullPath = "", "root"
End Sub

Sub missing_folders_are_made_level_by_level
    Dim image, level
    Set image = NewImage()
    Assert image.Exists("\a\b\c") = 0, "what has no parent exists"
    Set level = image.Root
    Dim name
    For Each name In Array("a", "b", "c")
        If image.Exists(level.FullPath & "\" & name) = 0 Then level.AddDirectory name
        Set level = level.Item(name)
    Next
    Assert level.FullPath = "\a\b\c" And image.Exists("\a\b\c") = 1, "path"
End Sub

Sub file_is_replaced_by_removing_and_adding
    Dim image
    Set image = NewImage()
    image.Root.AddTree work & "\source", False
    image.Root.Remove "one.txt"
    image.Root.AddFile "one.txt", FileStream("boot.img")
    Assert image.Root.Item("one.txt").DataSize = 4096, "size"
End Sub

Sub add_tree_takes_the_name_of_a_file
    Dim image
    Set image = NewImage()
    image.Root.AddTree work & "\source\one.txt", False
    image.Root.AddTree work & "\source\sub\", True
    Assert image.Exists("\one.txt") = 2 And image.Exists("\sub\two.txt") = 2, "items"
End Sub

Sub folder_is_walked_by_paths
    Dim image, path, paths
    Set image = NewImage()
    image.Root.AddTree work & "\source", False
    For Each path In image.Root
        paths = paths & path & ";"
    Next
    Assert paths = "\one.txt;\sub;", paths
End Sub

Sub sources_are_deleted_right_after_the_objects
    Dim image, stream
    files.CopyFolder work & "\source", work & "\staging"
    Set image = NewImage()
    image.Root.AddTree work & "\staging", False
    Set stream = image.CreateResultImage().ImageStream
    Set stream = Nothing
    Set image = Nothing
    files.DeleteFolder work & "\staging"
    Assert Not files.FolderExists(work & "\staging"), "the folder is held"
End Sub

Sub media_defaults_override_what_was_put_before
    Dim image
    Set image = NewImage()
    image.VolumeName = "KEPT"
    image.FileSystemsToCreate = 3
    image.ChooseImageDefaultsForMediaType 13
    Assert image.FileSystemsToCreate = 4 And image.VolumeName = "KEPT", "sets"
    Assert image.FreeMediaBlocks > 4000000, "capacity to show"
    image.FileSystemsToCreate = 7
    Assert image.FileSystemsToCreate = 7, "the last one wins"
End Sub

Sub defaults_without_a_recorder_fail_and_are_ignored
    Dim image
    Set image = NewImage()
    On Error Resume Next
    image.ChooseImageDefaults Nothing
    Assert Err.Number <> 0 And Len(Err.Description) > 10, "nothing failed"
    Err.Clear
    image.Root.AddTree work & "\source", False
    Assert image.CreateResultImage().TotalBlocks > 0, "no image"
End Sub

Sub result_is_multiplied_to_its_size
    Dim image, result
    Set image = NewImage()
    image.Root.AddTree work & "\source", False
    Set result = image.CreateResultImage()
    Set image = Nothing
    Assert result.BlockSize = 2048 And CDbl(result.TotalBlocks) * result.BlockSize >= 600 * 1024, "size"
    CreateObject("IMAPI2FS.MsftIsoImageManager").SetStream result.ImageStream
End Sub

Sub boot_options_are_set_in_any_order
    Dim order, step_, options
    For Each order In Array("apem", "mepa", "pame", "empa")
        Set options = CreateObject("IMAPI2FS.BootOptions")
        For step_ = 1 To 4
            Select Case Mid(order, step_, 1)
            Case "a"
                options.AssignBootImage FileStream("boot.img")
            Case "p"
                options.PlatformId = &HEF
            Case "e"
                options.Emulation = 0
            Case "m"
                options.Manufacturer = "habits"
            End Select
        Next
        Assert options.PlatformId = &HEF And options.Emulation = 0 And options.Manufacturer = "habits", order
        Assert CLng(options.ImageSize) = 4096, "size"
    Next
End Sub

Sub floppy_image_boots_with_nothing_else_set
    Dim image, options
    Set options = CreateObject("IMAPI2FS.BootOptions")
    options.AssignBootImage FileStream("floppy.img")
    Assert options.Emulation = 2 And options.PlatformId = 0, "defaults"
    Set image = NewImage()
    image.FileSystemsToCreate = 4
    image.BootImageOptions = options
    Set options = Nothing
    image.Root.AddTree work & "\source", False
    Assert image.CreateResultImage().TotalBlocks > 1474560 / 2048, "no boot image"
End Sub

Sub iso_file_is_validated_before_it_is_burned
    Dim manager
    Set manager = CreateObject("IMAPI2FS.MsftIsoImageManager")
    manager.SetPath work & "\boot.img"
    Assert manager.Path = work & "\boot.img", "path"
    CreateObject("IMAPI2FS.BootOptions").AssignBootImage manager.Stream ' any file is a stream
    On Error Resume Next
    manager.Validate
    Assert Err.Number <> 0, "rubbish is valid"
    Err.Clear
End Sub

Sub names_of_the_reference_pages_work_too
    Assert CreateObject("IMAPI2.MsftFileSystemImage").FileSystemsToCreate = NewImage().FileSystemsToCreate, "alias"
    Assert CreateObject("IMAPI2.BootOptions").PlatformId = 0, "alias"
End Sub

On Error Resume Next
environment_is_asked_before_recorders_are_counted: Judge "environment_is_asked_before_recorders_are_counted"
texts_of_an_empty_recorder_are_padded_and_readable: Judge "texts_of_an_empty_recorder_are_padded_and_readable"
recorder_is_released_right_after_it_is_put: Judge "recorder_is_released_right_after_it_is_put"
recorder_is_taken_away_at_the_end: Judge "recorder_is_taken_away_at_the_end"
exclusive_access_is_taken_by_one_object_and_used_by_another: Judge "exclusive_access_is_taken_by_one_object_and_used_by_another"
tray_is_opened_as_the_last_act: Judge "tray_is_opened_as_the_last_act"
support_is_asked_before_a_recorder_is_put: Judge "support_is_asked_before_a_recorder_is_put"
client_name_is_read_before_it_is_set: Judge "client_name_is_read_before_it_is_set"
properties_are_put_in_any_order: Judge "properties_are_put_in_any_order"
media_status_is_polled_and_tested_bit_by_bit: Judge "media_status_is_polled_and_tested_bit_by_bit"
write_speeds_are_listed_and_chosen: Judge "write_speeds_are_listed_and_chosen"
image_is_released_before_its_stream_is_written: Judge "image_is_released_before_its_stream_is_written"
free_sectors_are_filled_to_the_last_one: Judge "free_sectors_are_filled_to_the_last_one"
second_write_goes_to_another_disc: Judge "second_write_goes_to_another_disc"
progress_is_divided_without_looking_for_zero: Judge "progress_is_divided_without_looking_for_zero"
multisession_objects_go_from_writer_to_image: Judge "multisession_objects_go_from_writer_to_image"
blank_disc_fails_to_be_imported_and_the_build_goes_on: Judge "blank_disc_fails_to_be_imported_and_the_build_goes_on"
erased_disc_is_blank_and_events_bring_two_numbers: Judge "erased_disc_is_blank_and_events_bring_two_numbers"
free_media_blocks_take_every_number_in_use: Judge "free_media_blocks_take_every_number_in_use"
file_systems_take_every_set_in_use: Judge "file_systems_take_every_set_in_use"
failing_put_leaves_the_old_value: Judge "failing_put_leaves_the_old_value"
volume_names_beyond_the_documented_rule_are_taken: Judge "volume_names_beyond_the_documented_rule_are_taken"
size_limit_names_file_and_sizes: Judge "size_limit_names_file_and_sizes"
items_are_found_by_relative_paths_in_any_case: Judge "items_are_found_by_relative_paths_in_any_case"
missing_folders_are_made_level_by_level: Judge "missing_folders_are_made_level_by_level"
file_is_replaced_by_removing_and_adding: Judge "file_is_replaced_by_removing_and_adding"
add_tree_takes_the_name_of_a_file: Judge "add_tree_takes_the_name_of_a_file"
folder_is_walked_by_paths: Judge "folder_is_walked_by_paths"
sources_are_deleted_right_after_the_objects: Judge "sources_are_deleted_right_after_the_objects"
media_defaults_override_what_was_put_before: Judge "media_defaults_override_what_was_put_before"
defaults_without_a_recorder_fail_and_are_ignored: Judge "defaults_without_a_recorder_fail_and_are_ignored"
result_is_multiplied_to_its_size: Judge "result_is_multiplied_to_its_size"
boot_options_are_set_in_any_order: Judge "boot_options_are_set_in_any_order"
floppy_image_boots_with_nothing_else_set: Judge "floppy_image_boots_with_nothing_else_set"
iso_file_is_validated_before_it_is_burned: Judge "iso_file_is_validated_before_it_is_burned"
names_of_the_reference_pages_work_too: Judge "names_of_the_reference_pages_work_too"
WScript.Echo "all"
