/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A boot image for PC BIOS, one block of a disc, without emulation (El Torito 2.2). It tells the
 * first serial port what it finds and ends the emulator: 33 when all is as it should be, else 35.
 * It checks that the whole block was loaded, and that the disc it came from can be read: block 17
 * is the boot record volume descriptor (El Torito 2.0, figure 7).
 */
        .code16
        .globl  _start
        .set    serial_port, 0x3F8
        .set    exit_port, 0xF4
        .set    exit_good, 16           /* the emulator ends with twice this and 1 */
        .set    exit_bad, 17
        .set    disc_block, 0x8800      /* where a block of the disc is read to */

_start:
        ljmp    $0, $begin              /* some BIOSes start at 07C0:0000 */
begin:
        xorw    %ax, %ax
        movw    %ax, %ds
        movw    %ax, %es
        movw    %ax, %ss
        movw    $0x7C00, %sp
        cld
        sti
        movb    %dl, drive              /* as the BIOS left it */
        movw    $found_bios, %si
        call    print

        cmpl    $0x21444E45, last_word  /* "END!" */
        jne     bad
        movb    $0x42, %ah              /* extended read */
        movb    drive, %dl
        movw    $packet, %si
        int     $0x13
        jc      bad
        cmpb    $0, disc_block
        jne     bad
        movw    $disc_block + 1, %si
        movw    $boot_record, %di
        movw    $boot_record_end - boot_record, %cx
        repe    cmpsb
        jne     bad

        movw    $found_record, %si
        call    print
        movl    $exit_good, %eax
        jmp     end
bad:
        movw    $found_nothing, %si
        call    print
        movl    $exit_bad, %eax
end:
        movw    $exit_port, %dx
        outl    %eax, %dx
halt:
        hlt
        jmp     halt

print:
        lodsb
        testb   %al, %al
        jz      printed
        movw    $serial_port, %dx
        outb    %al, %dx
        jmp     print
printed:
        ret

found_bios:
        .asciz  "OpenIMAPI booted by a BIOS\n"
found_record:
        .asciz  "whole image, boot record read\n"
found_nothing:
        .asciz  "something is missing\n"
boot_record:
        .ascii  "CD001\1EL TORITO SPECIFICATION"
boot_record_end:
drive:
        .byte   0
        .balign 4
packet:
        .byte   16, 0
        .word   1                       /* block */
        .word   disc_block, 0
        .quad   17

        .org    2044
last_word:
        .ascii  "END!"
