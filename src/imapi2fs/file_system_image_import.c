/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftFileSystemImage: multisession, and importing what a disc holds. */
#include "imapi2fs/file_system_image.h"

#include "com/array.h"
#include "com/error.h"
#include "com/value.h"
#include "fsimage/result.h"
#include "imapi2fs/disc_source.h"
#include "imapi2fs/problem.h"
#include "iso9660/reader.h"
#include "udf/volume.h"

#include <imapi2fserror.h>

/* In the order in which they are preferred. */
static const struct fsimage_volume_reader_class *const readers[] = {
    &udf_volume_reader_class,
    &iso9660_joliet_volume_reader_class,
    &iso9660_volume_reader_class,
};

/* A disc that is being looked at. */
struct disc_view {
    struct fsimage_disc disc;
    struct multisession_disc session;
    IDiscRecorder2 *recorder;
};

static void view_release(struct disc_view *view)
{
    byte_source_drop(&view->disc.source);
    if (view->recorder)
        IDiscRecorder2_Release(view->recorder);
    *view = (struct disc_view){ 0 };
}

void file_system_image_release_import(struct file_system_image *image)
{
    multisession_list_release(&image->multisession);
}

HRESULT STDMETHODCALLTYPE file_system_image_get_MultisessionInterfaces(IFileSystemImage3 *iface,
                                                                       SAFEARRAY **pVal)
{
    return file_system_image_get_objects(
        file_system_image_of(iface), offsetof(struct file_system_image, multisession.interfaces),
        pVal);
}

/* The interfaces are asked without the lock: they belong to the application. */
HRESULT STDMETHODCALLTYPE file_system_image_put_MultisessionInterfaces(IFileSystemImage3 *iface,
                                                                       SAFEARRAY *newVal)
{
    struct file_system_image *self = file_system_image_of(iface);
    struct multisession_list list;
    struct multisession_list before;
    HRESULT hr;

    if (!newVal)
        return com_null_pointer(&self->object, L"newVal");
    hr = multisession_list_read(&list, &self->object, newVal);
    if (FAILED(hr))
        return hr;
    hr = file_system_image_begin_change(self, &self->object);
    if (SUCCEEDED(hr)) {
        if (fsimage_tree_is_imported(self->tree)) {
            hr = com_error(&self->object, IMAPI_E_READONLY);
        } else {
            before = self->multisession;
            self->multisession = list;
            list = before;
        }
        file_system_image_end(self);
    }
    multisession_list_release(&list);
    return hr;
}

static HRESULT get_chosen(struct file_system_image *self, IMultisession **chosen)
{
    HRESULT hr;

    com_lock_enter(&self->lock);
    hr = multisession_list_chosen(&self->multisession, &self->object, chosen);
    com_lock_leave(&self->lock);
    return hr;
}

static HRESULT ask_chosen(struct file_system_image *self, struct disc_view *view)
{
    IMultisession *chosen;
    HRESULT hr = get_chosen(self, &chosen);

    if (FAILED(hr))
        return hr;
    hr = multisession_disc_read(chosen, &self->object, &view->session);
    if (SUCCEEDED(hr))
        hr = multisession_recorder(chosen, &self->object, &view->recorder);
    IMultisession_Release(chosen);
    return hr;
}

/* The disc behind the chosen interface, as that says it is now. */
static HRESULT open_chosen(struct file_system_image *self, struct disc_view *view)
{
    HRESULT hr;

    *view = (struct disc_view){ 0 };
    hr = ask_chosen(self, view);
    if (FAILED(hr))
        return hr;
    hr = disc_source_create(view->recorder, view->session.last_block + 1, &view->disc.source);
    if (FAILED(hr)) {
        view_release(view);
        return com_error_pass(&self->object, hr);
    }
    view->disc.session_start = view->session.previous_start;
    view->disc.last_block = view->session.last_block;
    return S_OK;
}

/* What went wrong with the disc: what the recorder said, when that is behind it. */
static HRESULT report_disc(struct file_system_image *self, const struct disc_view *view,
                           enum status status, const struct fsimage_problem *problem)
{
    const HRESULT recorder = disc_source_take_error(view->disc.source);

    if (status != STATUS_OK && problem->kind == FSIMAGE_PROBLEM_IMPORT_READ_FAILURE &&
        FAILED(recorder))
        return com_error_pass(&self->object, recorder);
    return problem_report(&self->object, status, problem, NULL);
}

HRESULT STDMETHODCALLTYPE file_system_image_CalculateDiscIdentifier(IFileSystemImage3 *iface,
                                                                    BSTR *discIdentifier)
{
    struct file_system_image *self = file_system_image_of(iface);
    char16 id[FSIMAGE_DISC_ID_LENGTH + 1];
    struct fsimage_problem problem;
    struct disc_view view;
    enum status status;
    HRESULT hr;

    if (!discIdentifier)
        return com_null_pointer(&self->object, L"discIdentifier");
    *discIdentifier = NULL;
    hr = open_chosen(self, &view);
    if (FAILED(hr))
        return hr;
    status = fsimage_disc_id(view.disc.source, view.disc.session_start, id, &problem);
    hr = report_disc(self, &view, status, &problem);
    view_release(&view);
    if (FAILED(hr))
        return hr;
    return com_error(&self->object, com_text_create(id, FSIMAGE_DISC_ID_LENGTH, discIdentifier));
}

static const struct fsimage_volume_reader_class *reader_of(FsiFileSystems file_system)
{
    for (size_t i = 0; i < ARRAYSIZE(readers); i++) {
        if ((FsiFileSystems)readers[i]->file_system == file_system)
            return readers[i];
    }
    return NULL;
}

/* Whether the session has the file system; damage does not hide it. Only reading can fail. */
static enum status has_file_system(const struct fsimage_disc *disc,
                                   const struct fsimage_volume_reader_class *reader, bool *found,
                                   struct fsimage_problem *problem)
{
    struct fsimage_volume *volume;
    const enum status status = reader->open(disc, &volume, problem);

    *found = status != STATUS_NOT_FOUND;
    if (status == STATUS_OK)
        reader->close(volume);
    if (status == STATUS_NOT_FOUND || status == STATUS_CORRUPT || status == STATUS_NOT_SUPPORTED) {
        fsimage_problem_clear(problem);
        return STATUS_OK;
    }
    return status;
}

/*
 * What the next session has to record besides what `reader` tells of. UDF can only be gone on with
 * by who read it: its partition has to reach what lies on the disc already.
 */
static enum status find_beside(const struct fsimage_disc *disc,
                               const struct fsimage_volume_reader_class *reader, unsigned *beside,
                               struct fsimage_problem *problem)
{
    *beside = 0;
    for (size_t i = 0; i < ARRAYSIZE(readers) && reader->file_system == FSIMAGE_UDF; i++) {
        bool found = false;

        if (readers[i] != reader) {
            const enum status status = has_file_system(disc, readers[i], &found, problem);

            if (status != STATUS_OK)
                return status;
        }
        if (found)
            *beside |= readers[i]->file_system;
    }
    return STATUS_OK;
}

/* The bits of the file systems in the session; FsiFileSystemUnknown when there is another. */
static HRESULT identify(struct file_system_image *self, const struct disc_view *view,
                        FsiFileSystems *file_systems)
{
    struct fsimage_problem problem;
    unsigned bits = 0;

    for (size_t i = 0; i < ARRAYSIZE(readers); i++) {
        bool found;
        const enum status status = has_file_system(&view->disc, readers[i], &found, &problem);

        if (status != STATUS_OK)
            return report_disc(self, view, status, &problem);
        if (found)
            bits |= readers[i]->file_system;
    }
    *file_systems = bits == 0 ? FsiFileSystemUnknown : (FsiFileSystems)bits;
    return S_OK;
}

static HRESULT find_session(struct file_system_image *self, struct disc_view *view, bool *blank)
{
    struct disc_session session;
    HRESULT hr;

    com_error_forget();
    hr = disc_session_find(view->recorder, &session);
    if (hr == IMAPI_E_IMPORT_SEEK_FAILURE)
        return com_error_with(&self->object, hr, COM_NUMBER(0));
    if (FAILED(hr))
        return com_error_pass(&self->object, hr);
    *blank = session.is_blank;
    view->disc.session_start = session.start;
    view->disc.last_block = session.last_block;
    if (session.is_blank)
        return S_OK;
    hr = disc_source_create(view->recorder, session.last_block + 1, &view->disc.source);
    return SUCCEEDED(hr) ? S_OK : com_error_pass(&self->object, hr);
}

/* The application's recorder, else that of the chosen interface. */
static HRESULT get_recorder(struct file_system_image *self, IDiscRecorder2 *discRecorder,
                            IDiscRecorder2 **recorder)
{
    IMultisession *chosen;
    HRESULT hr;

    *recorder = discRecorder;
    if (discRecorder) {
        IDiscRecorder2_AddRef(discRecorder);
        return S_OK;
    }
    hr = get_chosen(self, &chosen);
    if (hr == IMAPI_E_MULTISESSION_NOT_SET)
        return com_null_pointer(&self->object, L"discRecorder");
    if (FAILED(hr))
        return hr;
    hr = multisession_recorder(chosen, &self->object, recorder);
    IMultisession_Release(chosen);
    return hr;
}

HRESULT STDMETHODCALLTYPE file_system_image_IdentifyFileSystemsOnDisc(IFileSystemImage3 *iface,
                                                                      IDiscRecorder2 *discRecorder,
                                                                      FsiFileSystems *fileSystems)
{
    struct file_system_image *self = file_system_image_of(iface);
    struct disc_view view = { 0 };
    bool blank = false;
    HRESULT hr;

    if (!fileSystems)
        return com_null_pointer(&self->object, L"fileSystems");
    *fileSystems = FsiFileSystemNone;
    hr = get_recorder(self, discRecorder, &view.recorder);
    if (FAILED(hr))
        return hr;
    hr = find_session(self, &view, &blank);
    if (SUCCEEDED(hr) && !blank)
        hr = identify(self, &view, fileSystems);
    view_release(&view);
    return hr;
}

HRESULT STDMETHODCALLTYPE file_system_image_GetDefaultFileSystemForImport(
    IFileSystemImage3 *iface, FsiFileSystems fileSystems, FsiFileSystems *importDefault)
{
    struct file_system_image *self = file_system_image_of(iface);

    if (!importDefault)
        return com_null_pointer(&self->object, L"importDefault");
    *importDefault = FsiFileSystemNone;
    for (size_t i = 0; i < ARRAYSIZE(readers); i++) {
        if (fileSystems & (FsiFileSystems)readers[i]->file_system) {
            *importDefault = (FsiFileSystems)readers[i]->file_system;
            return S_OK;
        }
    }
    return problem_invalid_parameter(&self->object, L"fileSystems");
}

/* One import, for its observer. */
struct import_call {
    struct file_system_image *image;
    FsiFileSystems file_system;
};

static void observe_import(void *context, const struct fsimage_import_step *step)
{
    const struct import_call *call = context;

    file_system_image_fire_import(call->image, call->file_system, step);
}

/* The image is locked. */
static enum status import_volume(struct file_system_image *self, const struct disc_view *view,
                                 const struct fsimage_volume_reader_class *reader,
                                 bool maps_illegal_names, struct fsimage_problem *problem)
{
    struct import_call call = { self, (FsiFileSystems)reader->file_system };
    struct fsimage_import_options options = {
        .maps_illegal_names = maps_illegal_names,
        .is_overlay = view->session.is_random_write,
        .next_start = view->session.next_writable,
        .write_unit = view->session.write_unit,
        /* Nothing fits a full disc. */
        .free_blocks = view->session.free_blocks != 0 ? view->session.free_blocks : 1,
        .observer = observe_import,
        .context = &call,
    };
    struct fsimage_volume_info info;
    uint32_t limit;
    enum status status = find_beside(&view->disc, reader, &options.beside, problem);

    if (status == STATUS_OK)
        status = fsimage_tree_import(self->tree, &view->disc, reader, &options, &info, problem);
    if (status != STATUS_OK)
        return status;
    limit = fsimage_tree_size_limit(self->tree);
    self->free_media_blocks_before = self->free_media_blocks;
    self->free_media_blocks = limit > MAXLONG ? MAXLONG : (LONG)limit;
    return STATUS_OK;
}

static HRESULT import(struct file_system_image *self, const struct disc_view *view,
                      const struct fsimage_volume_reader_class *reader, bool maps_illegal_names)
{
    struct fsimage_problem problem;
    enum status status;
    HRESULT hr = file_system_image_begin_adding(self, &self->object);

    if (FAILED(hr))
        return hr;
    if (self->boot.count) {
        hr = com_error(&self->object, IMAPI_E_BOOT_OBJECT_CONFLICT);
        file_system_image_end_adding(self, &self->object, STATUS_OK, &problem, NULL);
        return hr;
    }
    status = import_volume(self, view, reader, maps_illegal_names, &problem);
    hr = report_disc(self, view, status, &problem);
    file_system_image_end_adding(self, NULL, STATUS_OK, &problem, NULL);
    return hr;
}

/* Whether the blocks that tell what a disc holds were never written. */
static bool is_untouched(const struct disc_view *view)
{
    static const uint32_t blocks[] = { 16, 256 };
    uint64_t words[FSIMAGE_BLOCK_SIZE / sizeof(uint64_t)];

    for (size_t i = 0; i < ARRAYSIZE(blocks); i++) {
        const uint64_t offset = (uint64_t)blocks[i] * FSIMAGE_BLOCK_SIZE;

        if (byte_source_read_exact(view->disc.source, offset, words, sizeof(words)) != STATUS_OK)
            return false;
        for (size_t word = 0; word < ARRAYSIZE(words); word++) {
            if (words[word] != 0)
                return false;
        }
    }
    return true;
}

/* A medium that can be rewritten may be blank, and its drive may not know when it is. */
static bool is_blank(const struct disc_view *view)
{
    struct disc_session session;

    if (SUCCEEDED(disc_session_find(view->recorder, &session)) && session.is_blank)
        return true;
    return is_untouched(view);
}

static HRESULT import_default(struct file_system_image *self, const struct disc_view *view,
                              FsiFileSystems *imported)
{
    FsiFileSystems found;
    HRESULT hr;

    if (view->session.is_random_write && is_blank(view))
        return com_error(&self->object, IMAPI_E_EMPTY_DISC);
    hr = identify(self, view, &found);
    if (FAILED(hr))
        return hr;
    for (size_t i = 0; i < ARRAYSIZE(readers); i++) {
        if ((found & (FsiFileSystems)readers[i]->file_system) == 0)
            continue;
        hr = import(self, view, readers[i], true);
        if (SUCCEEDED(hr))
            *imported = (FsiFileSystems)readers[i]->file_system;
        return hr;
    }
    return com_error(&self->object, IMAPI_E_NO_SUPPORTED_FILE_SYSTEM);
}

HRESULT STDMETHODCALLTYPE file_system_image_ImportFileSystem(IFileSystemImage3 *iface,
                                                             FsiFileSystems *importedFileSystem)
{
    struct file_system_image *self = file_system_image_of(iface);
    struct disc_view view;
    HRESULT hr;

    if (!importedFileSystem)
        return com_null_pointer(&self->object, L"importedFileSystem");
    *importedFileSystem = FsiFileSystemNone;
    hr = open_chosen(self, &view);
    if (FAILED(hr))
        return hr;
    hr = import_default(self, &view, importedFileSystem);
    view_release(&view);
    return hr;
}

HRESULT STDMETHODCALLTYPE file_system_image_ImportSpecificFileSystem(IFileSystemImage3 *iface,
                                                                     FsiFileSystems fileSystemToUse)
{
    struct file_system_image *self = file_system_image_of(iface);
    const struct fsimage_volume_reader_class *reader = reader_of(fileSystemToUse);
    struct disc_view view;
    HRESULT hr;

    if (!reader)
        return problem_invalid_parameter(&self->object, L"fileSystemToUse");
    hr = open_chosen(self, &view);
    if (FAILED(hr))
        return hr;
    hr = import(self, &view, reader, false);
    view_release(&view);
    return hr;
}

/* The import is done for real, on a tree of its own that nobody sees. */
static HRESULT probe(struct file_system_image *self, const struct disc_view *view,
                     const struct fsimage_volume_reader_class *reader, VARIANT_BOOL *isAppendable)
{
    struct fsimage_import_options options = {
        .maps_illegal_names = true,
        .is_overlay = view->session.is_random_write,
        .next_start = view->session.next_writable,
        .write_unit = view->session.write_unit,
    };
    struct fsimage_volume_info info;
    struct fsimage_problem problem;
    struct fsimage_tree *tree;
    enum status status = file_system_image_create_tree(&tree);

    if (status != STATUS_OK)
        return com_error(&self->object, com_result_of(status));
    status = find_beside(&view->disc, reader, &options.beside, &problem);
    if (status == STATUS_OK)
        status = fsimage_tree_import(tree, &view->disc, reader, &options, &info, &problem);
    fsimage_tree_drop(&tree);
    *isAppendable = com_bool(status == STATUS_OK);
    if (problem.kind == FSIMAGE_PROBLEM_IMPORT_READ_FAILURE || status == STATUS_NO_MEMORY)
        return report_disc(self, view, status, &problem);
    return S_OK;
}

HRESULT STDMETHODCALLTYPE file_system_image_ProbeSpecificFileSystem(
    IFileSystemImage3 *iface, FsiFileSystems fileSystemToProbe, VARIANT_BOOL *isAppendable)
{
    struct file_system_image *self = file_system_image_of(iface);
    const struct fsimage_volume_reader_class *reader = reader_of(fileSystemToProbe);
    struct disc_view view;
    HRESULT hr;

    if (!isAppendable)
        return com_null_pointer(&self->object, L"isAppendable");
    *isAppendable = VARIANT_FALSE;
    if (!reader)
        return problem_invalid_parameter(&self->object, L"fileSystemToProbe");
    hr = open_chosen(self, &view);
    if (FAILED(hr))
        return hr;
    hr = probe(self, &view, reader, isAppendable);
    view_release(&view);
    return hr;
}

/* What the image was imported from, and where its session is to go. */
static bool is_imported_disc(const struct file_system_image *self, const struct disc_view *view,
                             const char16 *id)
{
    const bool follows = view->session.is_random_write ||
                         view->session.next_writable == fsimage_tree_session_start(self->tree);

    return follows && wcscmp(id, fsimage_tree_imported_disc_id(self->tree)) == 0;
}

HRESULT file_system_image_check_disc(struct file_system_image *image)
{
    char16 id[FSIMAGE_DISC_ID_LENGTH + 1];
    struct fsimage_problem problem;
    struct disc_view view;
    enum status status;
    bool is_imported;
    HRESULT hr;

    com_lock_enter(&image->lock);
    is_imported = fsimage_tree_is_imported(image->tree) && !fsimage_tree_is_frozen(image->tree);
    com_lock_leave(&image->lock);
    if (!is_imported)
        return S_OK;
    hr = open_chosen(image, &view);
    if (FAILED(hr))
        return hr;
    status = fsimage_disc_id(view.disc.source, view.disc.session_start, id, &problem);
    hr = report_disc(image, &view, status, &problem);
    if (SUCCEEDED(hr)) {
        com_lock_enter(&image->lock);
        if (!is_imported_disc(image, &view, id))
            hr = com_error(&image->object, IMAPI_E_DISC_MISMATCH);
        com_lock_leave(&image->lock);
    }
    view_release(&view);
    return hr;
}
