#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Boots our images in an emulated machine, by a BIOS and by UEFI firmware: boot.sh BIN, where BIN is
# the folder of judge_image. Prints TAP. Each boot program says on the serial port that it runs and
# ends the emulator with 33.
set -euo pipefail
export LC_ALL=C.UTF-8
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bin=$(cd "$1" && pwd)
firmware=/usr/share/OVMF/OVMF_CODE.fd
points=0 failures=0
work=$(mktemp -d "${TMPDIR:-/tmp}/openimapi-boot.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

for tool in qemu-system-x86_64 gcc ld x86_64-w64-mingw32-gcc mformat; do
    if ! command -v "$tool" >/dev/null; then
        printf 'SKIP: %s is not there\n' "$tool"
        exit 77
    fi
done

make_bios_image() {
    gcc -m32 -c "$here/bios.S" -o "$work/bios.o"
    ld -m elf_i386 -Ttext 0x7C00 --oformat binary "$work/bios.o" -o "$work/bios.bin"
}

# A floppy disk with the one file that firmware looks for (UEFI 3.5.1.1).
make_efi_image() {
    x86_64-w64-mingw32-gcc -std=c11 -O2 -Wall -Wextra -Werror -ffreestanding -fno-stack-protector \
        -mno-stack-arg-probe -nostdlib -shared -Wl,--subsystem,10 -Wl,-e,efi_main \
        "$here/efi.c" -o "$work/BOOTX64.EFI"
    mformat -C -i "$work/efi.img" -f 1440 ::
    mmd -i "$work/efi.img" ::EFI ::EFI/BOOT
    mcopy -i "$work/efi.img" "$work/BOOTX64.EFI" ::EFI/BOOT/BOOTX64.EFI
}

# start <what the serial port must say> <options...>: 33 is the number that only success gives.
start() {
    local said=$1 result=0
    shift
    rm -f "$work/serial"
    timeout 120 qemu-system-x86_64 -accel tcg -display none -nic none -no-reboot \
        -serial "file:$work/serial" -device isa-debug-exit,iobase=0xf4,iosize=4 \
        -cdrom "$work/$name.iso" "$@" </dev/null || result=$?
    if [ "$result" -ne 33 ] || ! grep -q -a -F -e "$said" "$work/serial"; then
        printf 'ended with %d; the serial port said:\n' "$result"
        tr -c '[:print:]\n' '?' <"$work/serial"
        return 1
    fi
}

boots_by_bios() { start 'whole image, boot record read' -M pc -m 64 -boot d; }

boots_by_uefi() {
    start 'OpenIMAPI booted by UEFI' -M q35 -m 256 \
        -drive "if=pflash,format=raw,readonly=on,file=$firmware"
}

point() { # <what> <command...>
    local what=$1
    shift
    points=$((points + 1))
    if "$@" >"$work/log" 2>&1; then
        printf 'ok %d - %s\n' "$points" "$what"
    else
        failures=$((failures + 1))
        tail -n 20 "$work/log" | sed 's/^/# /'
        printf 'not ok %d - %s\n' "$points" "$what"
    fi
}

# The firmware takes seconds to start, so it is asked of one image for each set of file systems.
is_for_uefi() { # <case>
    local kind=${1%%udf*}
    kind="$kind$([ "$kind" = "$1" ] || echo udf)"
    case " ${seen-} " in
    *" $kind "*) return 1 ;;
    esac
    seen="${seen-} $kind"
}

make_bios_image
make_efi_image
for name in $("$bin/judge_image" list | grep '\.boot\.first\.one$'); do
    "$bin/judge_image" make "$name" "$work" "$work/bios.bin" "$work/efi.img"
    point "$name: BIOS" boots_by_bios
    if is_for_uefi "$name"; then
        if [ -e "$firmware" ]; then
            point "$name: UEFI" boots_by_uefi
        else
            points=$((points + 1))
            printf '# %s is not there\nok %d - %s: UEFI # SKIP\n' "$firmware" "$points" "$name"
        fi
    fi
    rm -f "$work/$name".*
done
printf '1..%d\n' "$points"
[ "$failures" -eq 0 ]
