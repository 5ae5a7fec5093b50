#!/bin/busybox sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=dash
# The first and only program of the kernel judge: mounts the file systems that /images/jobs names,
# lines "CASE FILE-SYSTEM", and leaves their manifests beside the images. Switches off at the end.
# The kernel's command line names the host's folder of images: images=FOLDER.
: "${images:=}"
bb=/bin/busybox
$bb mount -t proc proc /proc
$bb mount -t hostfs none /images -o "$images"
for module in loop cdrom crc-itu-t isofs udf nls_utf8; do
    $bb insmod /modules/$module.ko
done

options_of() { # <file system>: type and options
    case $1 in
    # Names as they are recorded, so that none is hidden by another.
    iso9660) echo '-t iso9660 -o norock,nojoliet,map=off' ;;
    joliet) echo '-t iso9660 -o norock,iocharset=utf8' ;;
    udf) echo '-t udf -o iocharset=utf8' ;;
    esac
}

# Of a file's name in ISO 9660 the version and the dot before it are no part.
plain_names() { # <file system>
    if [ "$1" = iso9660 ]; then
        $bb sed -e '/^f/s/;1$//' -e '/^f/s/\.$//'
    else
        $bb cat
    fi
}

while read -r name file_system; do
    echo "== $name: $file_system"
    disk=$($bb sed -n "s/^$name //p" /images/disks)
    if [ -z "$disk" ]; then
        disk=/dev/loop0
        $bb losetup -r $disk "/images/$name.iso"
    fi
    # shellcheck disable=SC2046
    if $bb mount -r $(options_of "$file_system") "$disk" /disc; then
        /bin/manifest_tool folder /disc | plain_names "$file_system" \
            >"/images/$name.$file_system.found"
        $bb umount /disc
    fi
    [ "$disk" != /dev/loop0 ] || $bb losetup -d $disk
done </images/jobs
$bb poweroff -f
