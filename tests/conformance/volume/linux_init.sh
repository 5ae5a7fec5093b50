#!/bin/busybox sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=dash
# The first and only program of a kernel that fills volumes: mounts every /images/*.img, copies
# /images/tree there, and leaves traces of what comes and goes. Switches off at the end. The kernel's
# command line names the host's folder of images: images=FOLDER.
: "${images:=}"
bb=/bin/busybox
$bb mount -t proc proc /proc
$bb mount -t devtmpfs dev /dev
$bb mount -t hostfs none /images -o "$images"
for module in loop cdrom crc-itu-t udf nls_utf8; do
    $bb insmod /modules/$module.ko
done

for image in /images/*.img; do
    $bb mount -t udf -o loop,iocharset=utf8 "$image" /disc || continue
    $bb cp -r /images/tree/. /disc &&
        $bb cp /disc/README /disc/Folder/gone &&
        $bb rm /disc/Folder/gone &&
        $bb mv /disc/moved /disc/Folder/moved &&
        $bb ln /disc/README /disc/Folder/link &&
        $bb umount /disc &&
        echo "filled" >"$image.filled"
done
$bb poweroff -f
