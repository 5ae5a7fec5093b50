/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The disc in a recorder as bytes: READ (10) and what has to be known before (MMC-6 clause 6). */
#include "imapi2fs/disc_source.h"

#include "base/memory.h"
#include "base/wire.h"
#include "com/agile.h"
#include "com/error.h"

#include <imapi2error.h>
#include <imapi2fserror.h>

#include <assert.h>

enum {
    BLOCK_BYTES = 2048,
    TRANSFER_BLOCKS = 32, /* every drive and adapter takes 64 KiB */
    SENSE_BYTES = 18,
    TIMEOUT_SECONDS = 60,
    ATTEMPTS = 5,
    READY_ATTEMPTS = 60, /* of READY_WAIT each */
    READY_WAIT = 500,    /* milliseconds */
    DISC_INFORMATION_BYTES = 34,
    DISC_STATUS = 0x03,
    TOC_SESSION_INFORMATION = 1,
};

enum {
    OPCODE_READ_CAPACITY = 0x25,
    OPCODE_READ_10 = 0x28,
    OPCODE_READ_TOC = 0x43,
    OPCODE_READ_DISC_INFORMATION = 0x51,
};

enum {
    KEY_RECOVERED_ERROR = 1,
    KEY_NOT_READY = 2,
    KEY_MEDIUM_ERROR = 3,
    KEY_HARDWARE_ERROR = 4,
    KEY_UNIT_ATTENTION = 6,
    KEY_ABORTED_COMMAND = 11,
    ASC_NOT_READY = 0x04,
    ASC_NO_MEDIUM = 0x3A,
};

/* MMC-6 6.16: READ (10). */
struct read_10 {
    uint8_t opcode;
    uint8_t flags;
    be32 block;
    uint8_t group;
    be16 count;
    uint8_t control;
};

static_assert(sizeof(struct read_10) == 10, "a command of ten bytes");

/* MMC-6 6.25.3.3: READ TOC, format 1, as far as the last session's first track. */
struct session_information {
    be16 length;
    uint8_t first_session;
    uint8_t last_session;
    uint8_t track[4];
    be32 track_start;
};

static_assert(sizeof(struct session_information) == 12, "header and one track descriptor");

/* MMC-6 6.23: READ CAPACITY. */
struct capacity {
    be32 last_block;
    be32 block_bytes;
};

static_assert(sizeof(struct capacity) == 8, "the whole reply");

struct disc_source {
    struct byte_source base;
    struct com_agile recorder; /* IDiscRecorder2Ex */
    uint32_t transfer_blocks;
    LONG error; /* an HRESULT */
};

/* What came of a command: a failure of the recorder object, or the drive's sense. */
struct reply {
    HRESULT result;
    BYTE key; /* 0: the command succeeded */
    BYTE asc;
    ULONG fetched;
};

static struct reply send(IDiscRecorder2Ex *recorder, const BYTE cdb[10], void *buffer, ULONG size)
{
    BYTE sense[SENSE_BYTES] = { 0 };
    BYTE command[10];
    struct reply reply = { 0 };

    memcpy(command, cdb, sizeof(command));
    memset(buffer, 0, size);
    reply.result = IDiscRecorder2Ex_SendCommandGetDataFromDevice(
        recorder, command, sizeof(command), sense, TIMEOUT_SECONDS, buffer, size, &reply.fetched);
    if (reply.result == S_IMAPI_COMMAND_HAS_SENSE_DATA) {
        reply.key = sense[2] & 0x0F;
        reply.asc = sense[12];
    }
    return reply;
}

/*
 * What may go away by itself. A block that was never written or may not be read, and a command that
 * the drive does not know, give the same answer each time (SPC-4 table 43).
 */
static bool may_pass(BYTE key)
{
    return key == KEY_UNIT_ATTENTION || key == KEY_MEDIUM_ERROR || key == KEY_HARDWARE_ERROR ||
           key == KEY_ABORTED_COMMAND;
}

/*
 * A drive answers the first command after a change of medium with a unit attention, and one that is
 * spinning up with "becoming ready"; a block that cannot be read may be read the next time.
 */
static struct reply send_until_answered(IDiscRecorder2Ex *recorder, const BYTE cdb[10],
                                        void *buffer, ULONG size)
{
    unsigned waits = 0;
    unsigned attempt = 0;
    struct reply reply;

    for (;;) {
        reply = send(recorder, cdb, buffer, size);
        if (FAILED(reply.result) || reply.key <= KEY_RECOVERED_ERROR)
            return reply;
        if (reply.key == KEY_NOT_READY) {
            if (reply.asc != ASC_NOT_READY || ++waits == READY_ATTEMPTS)
                return reply;
            Sleep(READY_WAIT);
        } else if (!may_pass(reply.key) || ++attempt == ATTEMPTS) {
            return reply;
        }
    }
}

static enum status status_of(struct disc_source *self, const struct reply *reply, ULONG wanted)
{
    if (FAILED(reply->result)) {
        InterlockedExchange(&self->error, reply->result);
        return STATUS_FOREIGN;
    }
    if (reply->key == KEY_NOT_READY || reply->key == KEY_UNIT_ATTENTION)
        return STATUS_DEVICE;
    /* A recovered error is no failure; a drive that has gone delivers nothing and says so. */
    return reply->key > 1 || reply->fetched < wanted ? STATUS_IO : STATUS_OK;
}

static enum status read_blocks(struct disc_source *self, IDiscRecorder2Ex *recorder, uint32_t block,
                               uint32_t count, uint8_t *out)
{
    const struct read_10 command = { .opcode = OPCODE_READ_10,
                                     .block = be32_of(block),
                                     .count = be16_of((uint16_t)count) };
    const struct reply reply =
        send_until_answered(recorder, (const BYTE *)&command, out, count * BLOCK_BYTES);

    return status_of(self, &reply, count * BLOCK_BYTES);
}

/* Bytes within a block, or more than one command moves, go through a buffer or in parts. */
static enum status read_part(struct disc_source *self, IDiscRecorder2Ex *recorder, uint64_t offset,
                             uint8_t *out, size_t size, size_t *done)
{
    const uint32_t block = (uint32_t)(offset / BLOCK_BYTES);
    const size_t within = (size_t)(offset % BLOCK_BYTES);
    uint8_t bounce[BLOCK_BYTES];
    enum status status;

    if (within == 0 && size >= BLOCK_BYTES) {
        size_t count = size / BLOCK_BYTES;

        if (count > self->transfer_blocks)
            count = self->transfer_blocks;
        *done = count * BLOCK_BYTES;
        return read_blocks(self, recorder, block, (uint32_t)count, out);
    }
    *done = size < BLOCK_BYTES - within ? size : BLOCK_BYTES - within;
    status = read_blocks(self, recorder, block, 1, bounce);
    if (status == STATUS_OK)
        memcpy(out, bounce + within, *done);
    return status;
}

static enum status disc_source_read_at(struct byte_source *source, uint64_t offset, void *buffer,
                                       size_t size, size_t *read)
{
    struct disc_source *self = (struct disc_source *)source;
    enum status status = STATUS_OK;
    IDiscRecorder2Ex *recorder;
    size_t done = 0;
    HRESULT hr;

    *read = 0;
    if (size > source->size - offset)
        size = (size_t)(source->size - offset);
    hr = com_agile_get(&self->recorder, (void **)&recorder);
    if (FAILED(hr)) {
        InterlockedExchange(&self->error, hr);
        return STATUS_FOREIGN;
    }
    while (done < size && status == STATUS_OK) {
        size_t part;

        status =
            read_part(self, recorder, offset + done, (uint8_t *)buffer + done, size - done, &part);
        done += part;
    }
    IDiscRecorder2Ex_Release(recorder);
    if (status == STATUS_OK)
        *read = done;
    return status;
}

static void disc_source_destroy(struct byte_source *source)
{
    struct disc_source *self = (struct disc_source *)source;

    com_agile_release(&self->recorder);
    memory_free(self);
}

static const struct byte_source_ops disc_source_ops = {
    .read_at = disc_source_read_at,
    .destroy = disc_source_destroy,
    .is_thread_safe = true,
};

/* What one command may move; a recorder that does not say moves what all do. */
static uint32_t transfer_blocks_of(IDiscRecorder2Ex *recorder)
{
    ULONG bytes = 0;

    if (FAILED(IDiscRecorder2Ex_GetMaximumNonPageAlignedTransferSize(recorder, &bytes)) ||
        bytes < BLOCK_BYTES || bytes >= TRANSFER_BLOCKS * BLOCK_BYTES)
        return TRANSFER_BLOCKS;
    return bytes / BLOCK_BYTES;
}

HRESULT disc_source_create(IDiscRecorder2 *recorder, uint32_t blocks, struct byte_source **source)
{
    struct disc_source *self;
    IDiscRecorder2Ex *extended;
    HRESULT hr;

    *source = NULL;
    hr = IDiscRecorder2_QueryInterface(recorder, &IID_IDiscRecorder2Ex, (void **)&extended);
    if (FAILED(hr))
        return hr;
    self = memory_allocate(1, sizeof(*self));
    hr = self ? com_agile_init(&self->recorder, (IUnknown *)extended, &IID_IDiscRecorder2Ex)
              : E_OUTOFMEMORY;
    if (SUCCEEDED(hr)) {
        byte_source_init(&self->base, &disc_source_ops, (uint64_t)blocks * BLOCK_BYTES);
        self->transfer_blocks = transfer_blocks_of(extended);
        *source = &self->base;
    } else {
        memory_free(self);
    }
    IDiscRecorder2Ex_Release(extended);
    return hr;
}

HRESULT disc_source_take_error(struct byte_source *source)
{
    return InterlockedExchange(&((struct disc_source *)source)->error, S_OK);
}

/* A command whose reply must have `wanted` bytes; nonsense is a failure to get there. */
static HRESULT ask(IDiscRecorder2Ex *recorder, const BYTE cdb[10], void *buffer, ULONG size,
                   ULONG wanted)
{
    const struct reply reply = send_until_answered(recorder, cdb, buffer, size);

    if (FAILED(reply.result))
        return reply.result;
    if (reply.key == KEY_NOT_READY)
        return reply.asc == ASC_NO_MEDIUM ? E_IMAPI_RECORDER_MEDIA_NO_MEDIA
                                          : E_IMAPI_RECORDER_MEDIA_BECOMING_READY;
    return reply.key > 1 || reply.fetched < wanted ? IMAPI_E_IMPORT_SEEK_FAILURE : S_OK;
}

/* Whether nothing is recorded: the disc status of READ DISC INFORMATION (MMC-6 6.22). */
static HRESULT ask_blank(IDiscRecorder2Ex *recorder, bool *is_blank)
{
    static const BYTE cdb[10] = { OPCODE_READ_DISC_INFORMATION, [8] = DISC_INFORMATION_BYTES };
    BYTE information[DISC_INFORMATION_BYTES];
    const HRESULT hr = ask(recorder, cdb, information, sizeof(information), 3);

    *is_blank = SUCCEEDED(hr) && (information[2] & DISC_STATUS) == 0;
    /* Drives that only read may not know the command; a disc they read is not blank. */
    return hr == IMAPI_E_IMPORT_SEEK_FAILURE ? S_OK : hr;
}

static HRESULT ask_start(IDiscRecorder2Ex *recorder, uint32_t *start)
{
    static const BYTE cdb[10] = {
        OPCODE_READ_TOC, [2] = TOC_SESSION_INFORMATION, [8] = sizeof(struct session_information)
    };
    struct session_information information;
    const HRESULT hr = ask(recorder, cdb, &information, sizeof(information), sizeof(information));

    *start = SUCCEEDED(hr) ? be32_get(information.track_start) : 0;
    return hr;
}

static HRESULT ask_last_block(IDiscRecorder2Ex *recorder, uint32_t *last_block)
{
    static const BYTE cdb[10] = { OPCODE_READ_CAPACITY };
    struct capacity capacity;
    const HRESULT hr = ask(recorder, cdb, &capacity, sizeof(capacity), sizeof(capacity));

    *last_block = SUCCEEDED(hr) ? be32_get(capacity.last_block) : 0;
    if (SUCCEEDED(hr) && be32_get(capacity.block_bytes) != BLOCK_BYTES)
        return IMAPI_E_IMPORT_SEEK_FAILURE;
    return hr;
}

HRESULT disc_session_find(IDiscRecorder2 *recorder, struct disc_session *session)
{
    IDiscRecorder2Ex *extended;
    HRESULT hr;

    *session = (struct disc_session){ 0 };
    hr = IDiscRecorder2_QueryInterface(recorder, &IID_IDiscRecorder2Ex, (void **)&extended);
    if (FAILED(hr))
        return hr;
    hr = ask_blank(extended, &session->is_blank);
    if (SUCCEEDED(hr) && !session->is_blank)
        hr = ask_start(extended, &session->start);
    if (SUCCEEDED(hr) && !session->is_blank)
        hr = ask_last_block(extended, &session->last_block);
    IDiscRecorder2Ex_Release(extended);
    if (SUCCEEDED(hr) && session->last_block < session->start)
        hr = IMAPI_E_IMPORT_SEEK_FAILURE;
    if (FAILED(hr))
        *session = (struct disc_session){ 0 };
    return hr;
}
