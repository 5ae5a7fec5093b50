# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034,SC2154
# Linux's own isofs and udf, in User-mode Linux: one start mounts every image. Its root is a folder
# of the host with busybox, the modules and kernel_init.sh.
judge_needs='a kernel that runs (packages user-mode-linux and busybox-static)'
judge_reads='iso9660 joliet udf'
judge_untold=all

judge_is_there() {
    command -v linux.uml >/dev/null && [ -x /bin/busybox ] &&
        [ -n "$(kernel_module isofs)" ] && [ -n "$(kernel_module udf)" ]
}

kernel_module() { # <name>
    find /usr/lib/uml/modules -name "$1.ko" 2>/dev/null | sort | tail -n 1
}

# Large images are disks of the machine, which it reads several times as fast as a loop.
kernel_disks() {
    local name number=0
    : >"$work/disks"
    for name in $(sed -n 's/\.large .*/.large/p' "$work/jobs" | uniq); do
        printf '%s /dev/ubd%s\n' "$name" "$(printf 'abcdefghijklmnop' | cut -c$((number + 1)))" \
            >>"$work/disks"
        printf 'ubd%dr=%s\n' "$number" "$work/$name.iso"
        number=$((number + 1))
    done
}

judge_read_all() {
    local root=$work/root module disks
    mapfile -t disks < <(kernel_disks)
    mkdir -p "$root"/{bin,dev,proc,tmp,images,disc,modules}
    cp /bin/busybox "$bin/manifest_tool" "$root/bin/"
    for module in loop cdrom crc-itu-t isofs udf nls_utf8; do
        cp "$(kernel_module $module)" "$root/modules/"
    done
    cp "$here/kernel_init.sh" "$root/init"
    chmod +x "$root/init"
    timeout 600 linux.uml mem=512M "${disks[@]}" \
        root=/dev/root rootfstype=hostfs "rootflags=$root" rw init=/init "images=$work" con=null con0=null,fd:1 quiet <<<''
}
