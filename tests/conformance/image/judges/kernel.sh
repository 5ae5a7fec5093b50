# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034,SC2154
# Linux's own isofs and udf, in User-mode Linux: one start mounts every image. Its root is a folder
# of the host with busybox, the modules and kernel_init.sh.
judge_needs='a kernel that runs (packages user-mode-linux and busybox-static)'
judge_reads='iso9660 joliet udf'
judge_untold=all
judge_session=yes

judge_is_there() {
    command -v linux.uml >/dev/null && [ -x /bin/busybox ] &&
        [ -n "$(kernel_module isofs)" ] && [ -n "$(kernel_module udf)" ]
}

kernel_module() { # <name>
    find /usr/lib/uml/modules -name "$1.ko" 2>/dev/null | sort | tail -n 1
}

# Large images are disks of the machine, which it reads several times as fast as a loop: writes the
# jobs with their disks to $work/mounts, and prints what the machine is to be told.
kernel_disks() {
    local name file_system session last='' number=-1
    while read -r name file_system session; do
        case $name in
        *.large)
            if [ "$name" != "$last" ]; then
                last=$name number=$((number + 1))
                printf 'ubd%dr=%s\n' $number "$work/$name.iso"
            fi
            printf '%s %s %s /dev/ubd%s\n' "$name" "$file_system" "$session" \
                "$(printf 'abcdefghijklmnop' | cut -c$((number + 1)))" >>"$work/mounts"
            ;;
        *) printf '%s %s %s\n' "$name" "$file_system" "$session" >>"$work/mounts" ;;
        esac
    done
}

judge_read_all() {
    local root=$work/root module disks
    rm -f "$work/mounts"
    kernel_disks >"$work/disks"
    mapfile -t disks <"$work/disks"
    mkdir -p "$root"/{bin,dev,proc,tmp,images,disc,modules}
    cp /bin/busybox "$bin/manifest_tool" "$root/bin/"
    for module in loop cdrom crc-itu-t isofs udf nls_utf8; do
        cp "$(kernel_module $module)" "$root/modules/"
    done
    cp "$here/kernel_init.sh" "$root/init"
    chmod +x "$root/init"
    timeout 800 linux.uml mem=512M "${disks[@]}" \
        root=/dev/root rootfstype=hostfs "rootflags=$root" rw init=/init "images=$work" con=null con0=null,fd:1 quiet <<<''
    # Of a file's name in ISO 9660 the version and the dot before it are no part.
    find "$work" -maxdepth 1 -name '*.iso9660.found' -exec \
        sed -i -e '/^f/s/;1$//' -e '/^f/s/\.$//' {} +
}
