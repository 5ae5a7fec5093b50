/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Preloaded into programs that talk to optical drives: a plain file, named by SG_BRIDGE_DEVICE, is
 * a block device of the sr driver for them, and its commands go to sg_bridge_server. Everything
 * else is left alone.
 */
#include "mmc/opcodes.h"
#include "scsi/transport.h"
#include "sg_bridge.h"

#include <assert.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/cdrom.h>
#include <linux/fs.h>
#include <pthread.h>
#include <scsi/scsi.h>
#include <scsi/scsi_ioctl.h>
#include <scsi/sg.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

#define SR_MAJOR         11
#define BLOCK_SIZE_BYTES 2048u

#define SG_VERSION    30536
#define RESERVED_SIZE 131072
#define READ_BLOCKS   32u

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int connection = -1;
static pid_t connected_by;

/* The next definition behind this one. */
#define REAL(name) ((__typeof__(&name))(uintptr_t)dlsym(RTLD_NEXT, #name))

static bool is_device_stat(const struct stat *status)
{
    static struct stat device;
    const char *path = getenv(SG_BRIDGE_DEVICE);

    if (device.st_ino == 0 && (path == NULL || REAL(stat)(path, &device) != 0))
        return false;
    return status->st_ino == device.st_ino && status->st_dev == device.st_dev;
}

/* Of /dev/sr9 it is 9, as its number says. */
static unsigned minor_number(void)
{
    const char *path = getenv(SG_BRIDGE_DEVICE);

    return path != NULL ? (unsigned)atoi(path + strcspn(path, "0123456789")) : 0;
}

static bool is_device(int fd)
{
    const int saved = errno;
    struct stat status;
    const bool is = REAL(fstat)(fd, &status) == 0 && is_device_stat(&status);

    errno = saved;
    return is;
}

static bool move_whole(int fd, void *buffer, size_t size, bool is_out)
{
    uint8_t *at = buffer;

    while (size > 0) {
        const ssize_t count = is_out ? send(fd, at, size, MSG_NOSIGNAL) : recv(fd, at, size, 0);

        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        at += count;
        size -= (size_t)count;
    }
    return true;
}

/* A process that was forked needs a connection of its own. */
static int connect_once(void)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    const char *path = getenv(SG_BRIDGE_SOCKET);

    if (connection >= 0 && connected_by == getpid())
        return connection;
    connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    connected_by = getpid();
    if (path == NULL || strlen(path) >= sizeof(address.sun_path))
        return -1;
    strcpy(address.sun_path, path);
    if (connect(connection, (const void *)&address, sizeof(address)) != 0) {
        close(connection);
        connection = -1;
    }
    return connection;
}

/* False, with errno, when nobody answers or the kernel would not have let the command through. */
static bool execute(const struct sg_bridge_request *request, void *data,
                    struct sg_bridge_reply *reply)
{
    struct sg_bridge_request copy = *request;
    bool is_done = false;
    int fd;

    memset(reply, 0, sizeof(*reply));
    pthread_mutex_lock(&lock);
    fd = connect_once();
    if (fd >= 0 && move_whole(fd, &copy, sizeof(copy), true) &&
        (request->direction != SCSI_DIRECTION_TO_DEVICE ||
         move_whole(fd, data, request->size, true)) &&
        move_whole(fd, reply, sizeof(*reply), false))
        is_done = reply->size <= request->size && move_whole(fd, data, reply->size, false);
    if (!is_done && fd >= 0) {
        close(fd); /* the drive was powered off; there may be another next time */
        connection = -1;
    }
    pthread_mutex_unlock(&lock);
    if (!is_done || reply->error != 0)
        errno = is_done ? (int)reply->error : ENODEV;
    return is_done && reply->error == 0;
}

/* A command of our own; 0, or -1 with errno EIO. */
static int command(const uint8_t *cdb, uint32_t cdb_size, void *data, uint32_t size)
{
    struct sg_bridge_request request = {
        .cdb_size = cdb_size,
        .direction = size > 0 ? SCSI_DIRECTION_FROM_DEVICE : SCSI_DIRECTION_NONE,
        .size = size,
    };
    struct sg_bridge_reply reply;

    memcpy(request.cdb, cdb, cdb_size);
    if (execute(&request, data, &reply) && reply.outcome == SCSI_OUTCOME_GOOD)
        return 0;
    errno = EIO;
    return -1;
}

static int run_sg_io(struct sg_io_hdr *io)
{
    struct sg_bridge_request request = { .cdb_size = io->cmd_len, .size = io->dxfer_len };
    struct sg_bridge_reply reply;

    if (io->interface_id != 'S' || io->cmd_len > sizeof(request.cdb) || io->iovec_count != 0 ||
        io->dxfer_len > SG_BRIDGE_DATA_MAXIMUM) {
        errno = EINVAL;
        return -1;
    }
    memcpy(request.cdb, io->cmdp, io->cmd_len);
    if (io->dxfer_direction == SG_DXFER_TO_DEV)
        request.direction = SCSI_DIRECTION_TO_DEVICE;
    else if (io->dxfer_direction == SG_DXFER_FROM_DEV ||
             io->dxfer_direction == SG_DXFER_TO_FROM_DEV)
        request.direction = SCSI_DIRECTION_FROM_DEVICE;
    else
        request.size = 0;
    if (!execute(&request, io->dxferp, &reply))
        return -1;
    /* The kernel gives up after the command's time, not before. */
    if (reply.host_status == SG_BRIDGE_HOST_TIME_OUT)
        usleep(io->timeout * 1000u);
    io->status = (unsigned char)reply.status;
    io->masked_status = (unsigned char)(reply.status >> 1 & 0x1F);
    io->host_status = (unsigned short)reply.host_status;
    io->driver_status = 0;
    io->sb_len_wr = 0;
    io->resid = (int)(request.size - reply.transferred);
    io->duration = 1;
    io->info = 0;
    if (reply.outcome == SCSI_OUTCOME_CHECK_CONDITION) {
        io->info = SG_INFO_CHECK;
        io->driver_status = 0x08; /* there is sense */
        io->sb_len_wr = io->mx_sb_len < SG_BRIDGE_SENSE_SIZE ? io->mx_sb_len : SG_BRIDGE_SENSE_SIZE;
        if (io->sbp != NULL)
            memcpy(io->sbp, reply.sense, io->sb_len_wr);
    }
    return 0;
}

static int run_packet(struct cdrom_generic_command *packet)
{
    struct sg_bridge_request request = { .cdb_size = CDROM_PACKET_SIZE, .size = packet->buflen };
    struct sg_bridge_reply reply;

    memcpy(request.cdb, packet->cmd, CDROM_PACKET_SIZE);
    if (packet->data_direction == CGC_DATA_WRITE)
        request.direction = SCSI_DIRECTION_TO_DEVICE;
    else if (packet->data_direction == CGC_DATA_READ)
        request.direction = SCSI_DIRECTION_FROM_DEVICE;
    else
        request.size = 0;
    if (execute(&request, packet->buffer, &reply) && reply.outcome == SCSI_OUTCOME_GOOD)
        return packet->stat = 0;
    if (packet->sense != NULL)
        memcpy(packet->sense, reply.sense, SG_BRIDGE_SENSE_SIZE);
    packet->stat = -1;
    errno = EIO;
    return -1;
}

static uint32_t be32_at(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static uint64_t capacity_bytes(void)
{
    static const uint8_t cdb[10] = { MMC_OPCODE_READ_CAPACITY };
    uint8_t reply[8] = { 0 };

    if (command(cdb, sizeof(cdb), reply, sizeof(reply)) != 0 || be32_at(reply) == 0)
        return 0;
    return ((uint64_t)be32_at(reply) + 1) * BLOCK_SIZE_BYTES;
}

static int drive_status(void)
{
    static const uint8_t cdb[6] = { MMC_OPCODE_TEST_UNIT_READY };

    if (command(cdb, sizeof(cdb), NULL, 0) == 0 || command(cdb, sizeof(cdb), NULL, 0) == 0)
        return CDS_DISC_OK;
    return CDS_NO_DISC;
}

static int start_stop(uint8_t action)
{
    const uint8_t cdb[6] = { MMC_OPCODE_START_STOP_UNIT, 0, 0, 0, action };

    return command(cdb, sizeof(cdb), NULL, 0);
}

static int lock_door(bool is_locked)
{
    const uint8_t cdb[6] = { MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL, 0, 0, 0, is_locked };

    return command(cdb, sizeof(cdb), NULL, 0);
}

static int read_toc(uint8_t format, uint8_t track, bool is_msf, uint8_t reply[12])
{
    const uint8_t cdb[10] = {
        MMC_OPCODE_READ_TOC_PMA_ATIP, is_msf ? 2 : 0, format, 0, 0, 0, track, 0, 12
    };

    memset(reply, 0, 12);
    return command(cdb, sizeof(cdb), reply, 12);
}

static void put_address(union cdrom_addr *address, uint8_t format, const uint8_t *at)
{
    if (format == CDROM_LBA) {
        address->lba = (int)be32_at(at);
    } else {
        address->msf.minute = at[1];
        address->msf.second = at[2];
        address->msf.frame = at[3];
    }
}

static int toc_header(struct cdrom_tochdr *header)
{
    uint8_t reply[12];

    if (read_toc(0, 0, false, reply) != 0)
        return -1;
    header->cdth_trk0 = reply[2];
    header->cdth_trk1 = reply[3];
    return 0;
}

static int toc_entry(struct cdrom_tocentry *entry)
{
    uint8_t reply[12];

    if (read_toc(0, entry->cdte_track, entry->cdte_format == CDROM_MSF, reply) != 0)
        return -1;
    entry->cdte_adr = (unsigned)reply[5] >> 4 & 0x0Fu;
    entry->cdte_ctrl = (unsigned)reply[5] & 0x0Fu;
    put_address(&entry->cdte_addr, entry->cdte_format, reply + 8);
    return 0;
}

static int multisession(struct cdrom_multisession *session)
{
    uint8_t reply[12];

    if (read_toc(1, 0, session->addr_format == CDROM_MSF, reply) != 0)
        return -1;
    session->xa_flag = reply[3] > 1;
    put_address(&session->addr, session->addr_format, reply + 8);
    return 0;
}

static int set_int(void *argument, int value)
{
    *(int *)argument = value;
    return 0;
}

/* Gives true when the request is one of ours. */
static bool run_ioctl(unsigned long request, void *argument, int *result)
{
    switch (request) {
    case SG_IO:
        *result = run_sg_io(argument);
        return true;
    case CDROM_SEND_PACKET:
        *result = run_packet(argument);
        return true;
    case SG_GET_VERSION_NUM:
        *result = set_int(argument, SG_VERSION);
        return true;
    case SG_EMULATED_HOST:
        *result = set_int(argument, 1);
        return true;
    case SG_GET_RESERVED_SIZE:
        *result = set_int(argument, RESERVED_SIZE);
        return true;
    case SG_SET_RESERVED_SIZE:
    case SG_SET_TIMEOUT:
    case SG_SET_FORCE_LOW_DMA:
    case BLKFLSBUF:
    case CDROM_SET_OPTIONS:
    case CDROM_CLEAR_OPTIONS:
    case CDROM_SELECT_SPEED:
        *result = 0;
        return true;
    case SG_GET_TIMEOUT:
        *result = 6000;
        return true;
    case SCSI_IOCTL_GET_IDLUN:
        memset(argument, 0, 2 * sizeof(int));
        *result = 0;
        return true;
    case SCSI_IOCTL_GET_BUS_NUMBER:
        *result = set_int(argument, (int)minor_number());
        return true;
    case BLKROGET:
        *result = set_int(argument, 0);
        return true;
    case BLKSSZGET:
    case BLKBSZGET:
        *result = set_int(argument, BLOCK_SIZE_BYTES);
        return true;
    case BLKGETSIZE:
        *(unsigned long *)argument = (unsigned long)(capacity_bytes() / 512);
        *result = 0;
        return true;
    case BLKGETSIZE64:
        *(uint64_t *)argument = capacity_bytes();
        *result = 0;
        return true;
    case CDROM_GET_CAPABILITY:
        *result = CDC_CLOSE_TRAY | CDC_OPEN_TRAY | CDC_LOCK | CDC_SELECT_SPEED | CDC_MULTI_SESSION |
                  CDC_MEDIA_CHANGED | CDC_DRIVE_STATUS | CDC_GENERIC_PACKET | CDC_CD_R | CDC_CD_RW |
                  CDC_DVD | CDC_DVD_R | CDC_DVD_RAM;
        return true;
    case CDROM_DRIVE_STATUS:
        *result = drive_status();
        return true;
    case CDROM_DISC_STATUS:
        *result = drive_status() == CDS_DISC_OK ? CDS_DATA_1 : CDS_NO_INFO;
        return true;
    case CDROM_MEDIA_CHANGED:
        *result = 0;
        return true;
    case CDROMEJECT:
        *result = start_stop(2);
        return true;
    case CDROMCLOSETRAY:
        *result = start_stop(3);
        return true;
    case CDROMSTART:
        *result = start_stop(1);
        return true;
    case CDROMSTOP:
        *result = start_stop(0);
        return true;
    case CDROM_LOCKDOOR:
        *result = lock_door(argument != NULL);
        return true;
    case CDROMREADTOCHDR:
        *result = toc_header(argument);
        return true;
    case CDROMREADTOCENTRY:
        *result = toc_entry(argument);
        return true;
    case CDROMMULTISESSION:
        *result = multisession(argument);
        return true;
    default:
        return false;
    }
}

/* The sr driver asks the drive when it is opened, and so meets the unit attention of a new disc. */
static int greet(int fd)
{
    if (fd >= 0 && is_device(fd))
        (void)drive_status();
    return fd;
}

static mode_t mode_of(int flags, va_list arguments)
{
    return (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

EXPORT int open64(const char *path, int flags, ...)
{
    va_list arguments;
    mode_t mode;

    va_start(arguments, flags);
    mode = mode_of(flags, arguments);
    va_end(arguments);
    return greet(REAL(open64)(path, flags, mode));
}

EXPORT int open(const char *path, int flags, ...)
{
    va_list arguments;
    mode_t mode;

    va_start(arguments, flags);
    mode = mode_of(flags, arguments);
    va_end(arguments);
    return greet(REAL(open)(path, flags, mode));
}

EXPORT int __open64_2(const char *path, int flags);
EXPORT int __open_2(const char *path, int flags);

EXPORT int __open64_2(const char *path, int flags)
{
    return open64(path, flags);
}

EXPORT int __open_2(const char *path, int flags)
{
    return open(path, flags);
}

EXPORT int ioctl(int fd, unsigned long request, ...)
{
    va_list arguments;
    void *argument;
    int result;

    va_start(arguments, request);
    argument = va_arg(arguments, void *);
    va_end(arguments);
    if (is_device(fd) && run_ioctl(request, argument, &result))
        return result;
    return REAL(ioctl)(fd, request, argument);
}

static bool read_blocks(uint32_t lba, uint32_t blocks, void *data)
{
    const uint8_t cdb[10] = { MMC_OPCODE_READ_10,
                              0,
                              (uint8_t)(lba >> 24),
                              (uint8_t)(lba >> 16),
                              (uint8_t)(lba >> 8),
                              (uint8_t)lba,
                              0,
                              0,
                              (uint8_t)blocks };

    return command(cdb, sizeof(cdb), data, blocks * BLOCK_SIZE_BYTES) == 0;
}

/* Bytes of the medium, as far as it goes; -1 with errno EIO when none can be read. */
static ssize_t read_medium(void *buffer, size_t size, uint64_t offset)
{
    static _Thread_local uint8_t blocks[READ_BLOCKS * BLOCK_SIZE_BYTES];
    const uint64_t end = capacity_bytes();
    size_t done = 0;

    while (done < size && offset + done < end) {
        const uint64_t at = offset + done;
        const uint32_t skipped = (uint32_t)(at % BLOCK_SIZE_BYTES);
        uint64_t left = end - at;
        uint32_t count;

        if (left > size - done)
            left = size - done;
        if (left > sizeof(blocks) - skipped)
            left = sizeof(blocks) - skipped;
        count = (uint32_t)((skipped + left + BLOCK_SIZE_BYTES - 1) / BLOCK_SIZE_BYTES);
        if (!read_blocks((uint32_t)(at / BLOCK_SIZE_BYTES), count, blocks))
            return done > 0 ? (ssize_t)done : -1;
        memcpy((uint8_t *)buffer + done, blocks + skipped, (size_t)left);
        done += (size_t)left;
    }
    return (ssize_t)done;
}

EXPORT ssize_t pread64(int fd, void *buffer, size_t size, off64_t offset)
{
    if (is_device(fd))
        return read_medium(buffer, size, (uint64_t)offset);
    return REAL(pread64)(fd, buffer, size, offset);
}

EXPORT ssize_t pread(int fd, void *buffer, size_t size, off_t offset)
{
    return pread64(fd, buffer, size, offset);
}

EXPORT ssize_t read(int fd, void *buffer, size_t size)
{
    ssize_t count;
    off_t offset;

    if (!is_device(fd))
        return REAL(read)(fd, buffer, size);
    offset = REAL(lseek)(fd, 0, SEEK_CUR);
    count = read_medium(buffer, size, (uint64_t)offset);
    if (count > 0)
        REAL(lseek)(fd, count, SEEK_CUR);
    return count;
}

/* Whole blocks only, as block devices want them without a cache. */
static ssize_t write_medium(const void *buffer, size_t size, uint64_t offset)
{
    struct sg_bridge_request request = { .cdb_size = 10, .direction = SCSI_DIRECTION_TO_DEVICE };
    struct sg_bridge_reply reply;
    size_t done = 0;

    if (offset % BLOCK_SIZE_BYTES != 0 || size % BLOCK_SIZE_BYTES != 0) {
        errno = EINVAL;
        return -1;
    }
    for (; done < size; done += request.size) {
        static _Thread_local uint8_t blocks[READ_BLOCKS * BLOCK_SIZE_BYTES];
        const uint32_t lba = (uint32_t)((offset + done) / BLOCK_SIZE_BYTES);
        const uint8_t cdb[6] = { MMC_OPCODE_WRITE_10,  0,
                                 (uint8_t)(lba >> 24), (uint8_t)(lba >> 16),
                                 (uint8_t)(lba >> 8),  (uint8_t)lba };

        request.size = size - done < sizeof(blocks) ? (uint32_t)(size - done) : sizeof(blocks);
        memcpy(request.cdb, cdb, sizeof(cdb));
        request.cdb[8] = (uint8_t)(request.size / BLOCK_SIZE_BYTES);
        memcpy(blocks, (const uint8_t *)buffer + done, request.size);
        if (!execute(&request, blocks, &reply) || reply.outcome != SCSI_OUTCOME_GOOD) {
            errno = EIO;
            return done > 0 ? (ssize_t)done : -1;
        }
    }
    return (ssize_t)done;
}

EXPORT ssize_t pwrite64(int fd, const void *buffer, size_t size, off64_t offset)
{
    if (is_device(fd))
        return write_medium(buffer, size, (uint64_t)offset);
    return REAL(pwrite64)(fd, buffer, size, offset);
}

EXPORT ssize_t pwrite(int fd, const void *buffer, size_t size, off_t offset)
{
    return pwrite64(fd, buffer, size, offset);
}

EXPORT ssize_t write(int fd, const void *buffer, size_t size)
{
    ssize_t count;

    if (!is_device(fd))
        return REAL(write)(fd, buffer, size);
    count = write_medium(buffer, size, (uint64_t)REAL(lseek)(fd, 0, SEEK_CUR));
    if (count > 0)
        REAL(lseek)(fd, count, SEEK_CUR);
    return count;
}

EXPORT ssize_t __read_chk(int fd, void *buffer, size_t size, size_t buffer_size);

EXPORT ssize_t __read_chk(int fd, void *buffer, size_t size, size_t buffer_size)
{
    if (size > buffer_size)
        abort();
    return read(fd, buffer, size);
}

EXPORT off64_t lseek64(int fd, off64_t offset, int whence)
{
    if (whence == SEEK_END && is_device(fd)) {
        offset += (off64_t)capacity_bytes();
        whence = SEEK_SET;
    }
    return REAL(lseek64)(fd, offset, whence);
}

EXPORT off_t lseek(int fd, off_t offset, int whence)
{
    return lseek64(fd, offset, whence);
}

/* What the file looks like to those who ask. */
static int disguise(int result, struct stat *status)
{
    if (result == 0 && is_device_stat(status)) {
        status->st_mode = S_IFBLK | (status->st_mode & 07777);
        status->st_rdev = makedev(SR_MAJOR, minor_number());
        status->st_size = 0;
    }
    return result;
}

EXPORT int stat(const char *path, struct stat *status)
{
    return disguise(REAL(stat)(path, status), status);
}

EXPORT int lstat(const char *path, struct stat *status)
{
    return disguise(REAL(lstat)(path, status), status);
}

EXPORT int fstat(int fd, struct stat *status)
{
    return disguise(REAL(fstat)(fd, status), status);
}

EXPORT int fstatat(int folder, const char *path, struct stat *status, int flags)
{
    return disguise(REAL(fstatat)(folder, path, status, flags), status);
}

/* Where files are 64 bits wide anyway, both are one structure. */
static_assert(sizeof(struct stat) == sizeof(struct stat64), "stat and stat64 must be the same");

EXPORT int stat64(const char *path, struct stat64 *status)
{
    return stat(path, (struct stat *)status);
}

EXPORT int lstat64(const char *path, struct stat64 *status)
{
    return lstat(path, (struct stat *)status);
}

EXPORT int fstat64(int fd, struct stat64 *status)
{
    return fstat(fd, (struct stat *)status);
}

EXPORT int fstatat64(int folder, const char *path, struct stat64 *status, int flags)
{
    return fstatat(folder, path, (struct stat *)status, flags);
}

/* The names that programs linked against a C library before 2.33 call. */
#define OLD_NAMES(suffix)                                                                          \
    EXPORT int __xstat##suffix(int version, const char *path, struct stat##suffix *status);        \
    EXPORT int __lxstat##suffix(int version, const char *path, struct stat##suffix *status);       \
    EXPORT int __fxstat##suffix(int version, int fd, struct stat##suffix *status);                 \
                                                                                                   \
    EXPORT int __xstat##suffix(int version, const char *path, struct stat##suffix *status)         \
    {                                                                                              \
        (void)version;                                                                             \
        return stat##suffix(path, status);                                                         \
    }                                                                                              \
                                                                                                   \
    EXPORT int __lxstat##suffix(int version, const char *path, struct stat##suffix *status)        \
    {                                                                                              \
        (void)version;                                                                             \
        return lstat##suffix(path, status);                                                        \
    }                                                                                              \
                                                                                                   \
    EXPORT int __fxstat##suffix(int version, int fd, struct stat##suffix *status)                  \
    {                                                                                              \
        (void)version;                                                                             \
        return fstat##suffix(fd, status);                                                          \
    }

OLD_NAMES()
OLD_NAMES(64)

EXPORT int statx(int folder, const char *path, int flags, unsigned mask, struct statx *status)
{
    const int result = REAL(statx)(folder, path, flags, mask, status);
    const struct stat found = { .st_ino = status->stx_ino,
                                .st_dev = makedev(status->stx_dev_major, status->stx_dev_minor) };

    if (result == 0 && is_device_stat(&found)) {
        status->stx_mode = (uint16_t)(S_IFBLK | (status->stx_mode & 07777));
        status->stx_rdev_major = SR_MAJOR;
        status->stx_rdev_minor = minor_number();
        status->stx_size = 0;
    }
    return result;
}
