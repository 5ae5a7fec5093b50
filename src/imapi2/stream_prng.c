/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftStreamPrng001: a stream of pseudo-random bytes. */
#include "imapi2/classes.h"

#include "com/error.h"
#include "com/stream.h"
#include "stream/prng_source.h"

#include <imapi2.h>

struct stream_prng {
    struct com_object object;
    IStreamPseudoRandomBased IStreamPseudoRandomBased_iface;
    struct com_stream stream;
    ULONG seed; /* under the stream's lock */
};

static const struct com_interface stream_prng_interfaces[] = {
    COM_INTERFACE(stream_prng, IStreamPseudoRandomBased),
    COM_STREAM_INTERFACES(stream_prng, IStreamPseudoRandomBased),
};

static HRESULT create_positioned(ULONG seed, uint64_t size, uint64_t position, REFIID iid,
                                 void **out);

COM_STREAM(stream_prng, IStreamPseudoRandomBased)

static ULONG stream_prng_seed(struct stream_prng *self)
{
    ULONG seed;

    com_lock_enter(&self->stream.lock);
    seed = self->seed;
    com_lock_leave(&self->stream.lock);
    return seed;
}

static HRESULT STDMETHODCALLTYPE stream_prng_SetSize(IStreamPseudoRandomBased *iface,
                                                     ULARGE_INTEGER size)
{
    struct stream_prng *self = stream_prng_from_IStreamPseudoRandomBased(iface);
    struct byte_source *source;
    enum status status;

    com_lock_enter(&self->stream.lock);
    status = prng_source_create(self->seed, size.QuadPart, &source);
    if (status == STATUS_OK)
        com_stream_replace(&self->stream, source);
    com_lock_leave(&self->stream.lock);
    byte_source_drop(&source);
    return com_error(&self->object, com_result_of(status));
}

static HRESULT STDMETHODCALLTYPE stream_prng_Clone(IStreamPseudoRandomBased *iface, IStream **out)
{
    struct stream_prng *self = stream_prng_from_IStreamPseudoRandomBased(iface);
    struct byte_source *source;
    uint64_t position;
    uint64_t size;
    ULONG seed;

    if (!out)
        return com_null_pointer(&self->object, L"ppstm");
    com_lock_enter(&self->stream.lock);
    seed = self->seed;
    source = com_stream_snapshot(&self->stream, &position);
    com_lock_leave(&self->stream.lock);
    size = byte_source_size(source);
    byte_source_drop(&source);
    return com_error(&self->object,
                     create_positioned(seed, size, position, &IID_IStream, (void **)out));
}

/* A new seed starts the sequence anew: the documentation has it return to the beginning. */
static HRESULT STDMETHODCALLTYPE stream_prng_put_Seed(IStreamPseudoRandomBased *iface, ULONG value)
{
    struct stream_prng *self = stream_prng_from_IStreamPseudoRandomBased(iface);
    struct byte_source *source;
    enum status status;

    com_lock_enter(&self->stream.lock);
    status = prng_source_create(value, byte_source_size(self->stream.source), &source);
    if (status == STATUS_OK) {
        com_stream_replace(&self->stream, source);
        self->stream.position = 0;
        self->seed = value;
    }
    com_lock_leave(&self->stream.lock);
    byte_source_drop(&source);
    return com_error(&self->object, com_result_of(status));
}

static HRESULT STDMETHODCALLTYPE stream_prng_get_Seed(IStreamPseudoRandomBased *iface, ULONG *value)
{
    struct stream_prng *self = stream_prng_from_IStreamPseudoRandomBased(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = stream_prng_seed(self);
    return S_OK;
}

/* Seeds of several numbers are E_NOTIMPL by contract: this generator has a state of 32 bits. */
static HRESULT STDMETHODCALLTYPE stream_prng_put_ExtendedSeed(IStreamPseudoRandomBased *iface,
                                                              ULONG *values, ULONG eCount)
{
    struct stream_prng *self = stream_prng_from_IStreamPseudoRandomBased(iface);

    (void)values, (void)eCount;
    return com_error_with(&self->object, E_NOTIMPL, COM_TEXT(L"ExtendedSeed"));
}

static HRESULT STDMETHODCALLTYPE stream_prng_get_ExtendedSeed(IStreamPseudoRandomBased *iface,
                                                              ULONG **values, ULONG *eCount)
{
    struct stream_prng *self = stream_prng_from_IStreamPseudoRandomBased(iface);

    if (!values || !eCount)
        return com_null_pointer(&self->object, values ? L"eCount" : L"values");
    *values = NULL;
    *eCount = 0;
    return com_error_with(&self->object, E_NOTIMPL, COM_TEXT(L"ExtendedSeed"));
}

static const IStreamPseudoRandomBasedVtbl stream_prng_IStreamPseudoRandomBased_vtbl = {
    COM_STREAM_METHODS(stream_prng, IStreamPseudoRandomBased),
    .SetSize = stream_prng_SetSize,
    .Clone = stream_prng_Clone,
    .put_Seed = stream_prng_put_Seed,
    .get_Seed = stream_prng_get_Seed,
    .put_ExtendedSeed = stream_prng_put_ExtendedSeed,
    .get_ExtendedSeed = stream_prng_get_ExtendedSeed,
};

static void stream_prng_destroy(struct com_object *object)
{
    com_stream_release(&CONTAINING_RECORD(object, struct stream_prng, object)->stream);
}

static const struct com_class stream_prng_class = {
    .prog_id = L"IMAPI2.MsftStreamPrng001",
    COM_INTERFACES(stream_prng_interfaces),
    .destroy = stream_prng_destroy,
};

static HRESULT create_positioned(ULONG seed, uint64_t size, uint64_t position, REFIID iid,
                                 void **out)
{
    struct stream_prng *self;
    struct byte_source *source;

    *out = NULL;
    if (prng_source_create(seed, size, &source) != STATUS_OK)
        return E_OUTOFMEMORY;
    self = com_object_create(&stream_prng_class, sizeof(*self));
    if (self) {
        self->IStreamPseudoRandomBased_iface.lpVtbl = &stream_prng_IStreamPseudoRandomBased_vtbl;
        com_stream_init(&self->stream, &self->object, source);
        self->stream.position = position;
        self->seed = seed;
    }
    byte_source_drop(&source);
    return self ? com_object_hand_out(&self->object, iid, out) : E_OUTOFMEMORY;
}

HRESULT stream_prng_create(REFIID iid, void **out)
{
    return create_positioned(0, 0, 0, iid, out);
}
