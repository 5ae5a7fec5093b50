/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A boot program for UEFI: tells the first serial port that it runs and ends the emulator with 33.
 * It needs no service of the firmware, so no header of it either.
 */
#include <stdint.h>

enum {
    SERIAL_PORT = 0x3F8,
    EXIT_PORT = 0xF4,
    EXIT_GOOD = 16, /* the emulator ends with twice this and 1 */
};

static void out_byte(uint16_t port, uint8_t value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static void out_word(uint16_t port, uint32_t value)
{
    __asm__ volatile("outl %0, %1" : : "a"(value), "Nd"(port));
}

uint64_t efi_main(void *image, void *system_table);

uint64_t efi_main(void *image, void *system_table)
{
    (void)image;
    (void)system_table;
    for (const char *at = "OpenIMAPI booted by UEFI\n"; *at != '\0'; at++)
        out_byte(SERIAL_PORT, (uint8_t)*at);
    out_word(EXIT_PORT, EXIT_GOOD);
    return 0;
}
