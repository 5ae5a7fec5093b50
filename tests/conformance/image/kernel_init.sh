#!/bin/busybox sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=dash
# The first and only program of the kernel judge: mounts what /images/mounts names, lines
# "CASE FILE-SYSTEM SESSION [DISK]", and leaves their manifests beside the images. Switches off at the end.
# The kernel's command line names the host's folder of images: images=FOLDER.
: "${images:=}"
bb=/bin/busybox
$bb mount -t proc proc /proc
$bb mount -t hostfs none /images -o "$images"
for module in loop cdrom crc-itu-t isofs udf nls_utf8; do
    $bb insmod /modules/$module.ko
done

# In ISO 9660 names as they are recorded, so that none is hidden by another.
while read -r name file_system session disk; do
    echo "== $name: $file_system"
    case $file_system in
    iso9660) type=iso9660 options=norock,nojoliet,map=off,sbsector=$session ;;
    joliet) type=iso9660 options=norock,iocharset=utf8,sbsector=$session ;;
    udf) type=udf options=iocharset=utf8,session=$session ;;
    esac
    if [ -z "$disk" ]; then
        disk=/images/$name.iso options=$options,loop
    fi
    $bb mount -r -t $type -o "$options" "$disk" /disc || continue
    /bin/manifest_tool folder /disc >"/images/$name.$file_system.found"
    $bb umount -d /disc
done </images/mounts
$bb poweroff -f
