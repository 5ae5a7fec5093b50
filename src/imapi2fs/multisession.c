/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The multisession interfaces an image was given, and what the chosen one says of the disc. */
#include "imapi2fs/multisession.h"

#include "com/array.h"
#include "com/error.h"
#include "imapi2fs/media_defaults.h"
#include "imapi2fs/recorder_medium.h"

#include <imapi2error.h>
#include <imapi2fserror.h>

/* Where volume descriptors would begin: the block that a blank disc does not let us reach. */
#define FIRST_DESCRIPTOR 16

static HRESULT bad_parameter(const struct com_object *reporter)
{
    return com_error(reporter, IMAPI_E_BAD_MULTISESSION_PARAMETER);
}

/* What an object said of the disc, as numbers; -1 is none. */
struct answers {
    LONG previous_start;
    LONG previous_end;
    LONG next_writable;
    LONG blocks;
    LONG write_unit;
};

static bool is_power_of_two(LONG value)
{
    return value > 0 && (value & (value - 1)) == 0;
}

/* Drives that do not know where the last session ends leave the member unimplemented. */
static HRESULT known_or_none(HRESULT hr, LONG *value)
{
    if (hr != E_NOTIMPL)
        return hr;
    *value = -1;
    return S_OK;
}

/* The newer interface alone tells the write unit; without it every block can be written. */
static HRESULT sequential_write_unit(IMultisessionSequential *sequential, LONG *unit)
{
    IMultisessionSequential2 *newer;
    HRESULT hr = IMultisessionSequential_QueryInterface(sequential, &IID_IMultisessionSequential2,
                                                        (void **)&newer);

    *unit = 1;
    if (FAILED(hr))
        return S_OK;
    hr = IMultisessionSequential2_get_WriteUnitSize(newer, unit);
    IMultisessionSequential2_Release(newer);
    return hr;
}

static HRESULT ask_sequential(IMultisessionSequential *sequential, struct answers *answers)
{
    HRESULT hr = IMultisessionSequential_get_StartAddressOfPreviousSession(
        sequential, &answers->previous_start);

    if (FAILED(hr) || answers->previous_start < 0)
        return hr;
    hr = IMultisessionSequential_get_LastWrittenAddressOfPreviousSession(sequential,
                                                                         &answers->previous_end);
    hr = known_or_none(hr, &answers->previous_end);
    if (SUCCEEDED(hr))
        hr = IMultisessionSequential_get_NextWritableAddress(sequential, &answers->next_writable);
    if (SUCCEEDED(hr))
        hr = IMultisessionSequential_get_FreeSectorsOnMedia(sequential, &answers->blocks);
    if (SUCCEEDED(hr))
        hr = sequential_write_unit(sequential, &answers->write_unit);
    return hr;
}

static HRESULT read_sequential(IMultisessionSequential *sequential,
                               const struct com_object *reporter, struct multisession_disc *disc)
{
    struct answers answers = { -1, -1, -1, -1, -1 };

    if (FAILED(ask_sequential(sequential, &answers)))
        return bad_parameter(reporter);
    if (answers.previous_start < 0)
        return com_error_with(reporter, IMAPI_E_IMPORT_SEEK_FAILURE, COM_NUMBER(FIRST_DESCRIPTOR));
    if (answers.previous_end < 0)
        answers.previous_end = answers.next_writable - 1;
    if (answers.previous_end < answers.previous_start ||
        answers.next_writable <= answers.previous_end || answers.blocks < 0 ||
        !is_power_of_two(answers.write_unit))
        return bad_parameter(reporter);
    *disc = (struct multisession_disc){
        .previous_start = (uint32_t)answers.previous_start,
        .last_block = (uint32_t)answers.previous_end,
        .next_writable = (uint32_t)answers.next_writable,
        .free_blocks = (uint32_t)answers.blocks,
        .write_unit = (uint32_t)answers.write_unit,
    };
    return S_OK;
}

static HRESULT ask_random_write(IMultisessionRandomWrite *random_write, struct answers *answers)
{
    HRESULT hr = IMultisessionRandomWrite_get_TotalSectorsOnMedia(random_write, &answers->blocks);

    if (SUCCEEDED(hr))
        hr = IMultisessionRandomWrite_get_WriteUnitSize(random_write, &answers->write_unit);
    return hr;
}

static HRESULT read_random_write(IMultisessionRandomWrite *random_write,
                                 const struct com_object *reporter, struct multisession_disc *disc)
{
    struct answers answers = { -1, -1, -1, -1, -1 };

    if (FAILED(ask_random_write(random_write, &answers)) || answers.blocks <= 0 ||
        !is_power_of_two(answers.write_unit))
        return bad_parameter(reporter);
    *disc = (struct multisession_disc){
        .is_random_write = true,
        .last_block = (uint32_t)answers.blocks - 1,
        .free_blocks = (uint32_t)answers.blocks,
        .write_unit = (uint32_t)answers.write_unit,
    };
    return S_OK;
}

HRESULT multisession_disc_read(IMultisession *chosen, const struct com_object *reporter,
                               struct multisession_disc *disc)
{
    IMultisessionSequential *sequential;
    IMultisessionRandomWrite *random_write;
    HRESULT hr;

    *disc = (struct multisession_disc){ 0 };
    com_error_forget();
    if (SUCCEEDED(IMultisession_QueryInterface(chosen, &IID_IMultisessionSequential,
                                               (void **)&sequential))) {
        hr = read_sequential(sequential, reporter, disc);
        IMultisessionSequential_Release(sequential);
        return hr;
    }
    hr =
        IMultisession_QueryInterface(chosen, &IID_IMultisessionRandomWrite, (void **)&random_write);
    if (FAILED(hr))
        return com_error(reporter, IMAPI_E_INCOMPATIBLE_MULTISESSION_TYPE);
    hr = read_random_write(random_write, reporter, disc);
    IMultisessionRandomWrite_Release(random_write);
    return hr;
}

static bool is_of_known_kind(IUnknown *object)
{
    static const IID *const kinds[] = { &IID_IMultisessionSequential,
                                        &IID_IMultisessionRandomWrite };
    IUnknown *found;

    for (size_t i = 0; i < ARRAYSIZE(kinds); i++) {
        if (SUCCEEDED(IUnknown_QueryInterface(object, kinds[i], (void **)&found))) {
            IUnknown_Release(found);
            return true;
        }
    }
    return false;
}

/* An interface that cannot say whether it fits does not. */
static bool fits_disc(IMultisession *object)
{
    VARIANT_BOOL fits = VARIANT_FALSE;

    return SUCCEEDED(IMultisession_get_IsSupportedOnCurrentMediaState(object, &fits)) && fits;
}

/* Why none fits: a medium that never holds sessions, or the state of this one. */
static HRESULT none_fits(IMultisession *object, const struct com_object *reporter)
{
    IMAPI_MEDIA_PHYSICAL_TYPE type = IMAPI_MEDIA_TYPE_UNKNOWN;
    IDiscRecorder2 *recorder = NULL;
    HRESULT hr = IMultisession_get_ImportRecorder(object, &recorder);

    if (SUCCEEDED(hr) && recorder) {
        hr = recorder_medium(recorder, &type, NULL);
        IDiscRecorder2_Release(recorder);
        if (SUCCEEDED(hr) && !media_defaults_of_type(type))
            return com_error(reporter, IMAPI_E_IMPORT_MEDIA_NOT_ALLOWED);
    }
    return com_error(reporter, IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE);
}

/* The index of the one in use; `count` when there is none. */
static HRESULT find_in_use(IMultisession *const *objects, size_t count,
                           const struct com_object *reporter, size_t *chosen)
{
    *chosen = count;
    for (size_t i = 0; i < count; i++) {
        VARIANT_BOOL is_in_use = VARIANT_FALSE;

        if (FAILED(IMultisession_get_InUse(objects[i], &is_in_use)))
            return bad_parameter(reporter);
        if (!is_in_use)
            continue;
        if (*chosen != count)
            return bad_parameter(reporter);
        *chosen = i;
    }
    return S_OK;
}

static HRESULT choose(IMultisession *const *objects, size_t count,
                      const struct com_object *reporter, size_t *chosen)
{
    HRESULT hr;

    if (count == 0)
        return com_error(reporter, IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE);
    hr = find_in_use(objects, count, reporter, chosen);
    if (FAILED(hr))
        return hr;
    if (*chosen != count) {
        if (!is_of_known_kind((IUnknown *)objects[*chosen]))
            return com_error(reporter, IMAPI_E_INCOMPATIBLE_MULTISESSION_TYPE);
        return fits_disc(objects[*chosen]) ? S_OK : none_fits(objects[*chosen], reporter);
    }
    for (size_t i = 0; i < count; i++) {
        if (is_of_known_kind((IUnknown *)objects[i]) && fits_disc(objects[i])) {
            *chosen = i;
            return S_OK;
        }
    }
    return none_fits(objects[0], reporter);
}

HRESULT multisession_list_read(struct multisession_list *list, const struct com_object *reporter,
                               SAFEARRAY *array)
{
    struct multisession_disc disc;
    IUnknown **objects;
    size_t count;
    HRESULT hr = com_array_read_objects(array, &IID_IMultisession, &objects, &count);

    *list = (struct multisession_list){ 0 };
    if (FAILED(hr))
        return com_error(reporter, hr);
    hr = choose((IMultisession *const *)objects, count, reporter, &list->chosen);
    if (SUCCEEDED(hr))
        hr = multisession_disc_read((IMultisession *)objects[list->chosen], reporter, &disc);
    if (SUCCEEDED(hr))
        hr = com_error(reporter,
                       com_agile_list_init(&list->interfaces, objects, count, &IID_IMultisession));
    com_objects_free(objects, count);
    return hr;
}

void multisession_list_release(struct multisession_list *list)
{
    com_agile_list_release(&list->interfaces);
    list->chosen = 0;
}

HRESULT multisession_list_chosen(const struct multisession_list *list,
                                 const struct com_object *reporter, IMultisession **chosen)
{
    *chosen = NULL;
    if (list->interfaces.count == 0)
        return com_error(reporter, IMAPI_E_MULTISESSION_NOT_SET);
    return com_error(reporter,
                     com_agile_get(&list->interfaces.references[list->chosen], (void **)chosen));
}

HRESULT multisession_recorder(IMultisession *chosen, const struct com_object *reporter,
                              IDiscRecorder2 **recorder)
{
    HRESULT hr;

    *recorder = NULL;
    hr = IMultisession_get_ImportRecorder(chosen, recorder);
    return FAILED(hr) || !*recorder ? bad_parameter(reporter) : S_OK;
}
