/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Burns an ISO file and verifies the disc, in C++ with smart pointers and an event sink.
 *
 *     burn_iso FILE [RECORDER [--cancel-at PERCENT]]
 *
 * Ends with 0 when the disc is burned and verified, 1 when something failed, 2 when the arguments
 * are wrong, 3 when the burn was cancelled at that part of it.
 */
#include "event_sink.h"

#include <windows.h>
#include <comdef.h>
#include <imapi2.h>
#include <imapi2error.h>
#include <imapi2fs.h>
#include <shlwapi.h>

#include <cstdio>
#include <cstdlib>
#include <cwchar>

_COM_SMARTPTR_TYPEDEF(IBurnVerification, __uuidof(IBurnVerification));
_COM_SMARTPTR_TYPEDEF(IDiscFormat2Data, __uuidof(IDiscFormat2Data));
_COM_SMARTPTR_TYPEDEF(IDiscFormat2DataEventArgs, __uuidof(IDiscFormat2DataEventArgs));
_COM_SMARTPTR_TYPEDEF(IDiscMaster2, __uuidof(IDiscMaster2));
_COM_SMARTPTR_TYPEDEF(IDiscRecorder2, __uuidof(IDiscRecorder2));
_COM_SMARTPTR_TYPEDEF(IIsoImageManager, __uuidof(IIsoImageManager));
_COM_SMARTPTR_TYPEDEF(IStream, __uuidof(IStream));

extern "C" int wmain(int count, wchar_t **arguments);

namespace
{

/* A failed call becomes a _com_error with the text that the failing method left. */
void check(HRESULT hr)
{
    IErrorInfo *info = nullptr;

    if (SUCCEEDED(hr))
        return;
    GetErrorInfo(0, &info);
    throw _com_error(hr, info);
}

class burn_events : public event_sink<DDiscFormat2DataEvents>
{
  public:
    explicit burn_events(LONG cancel_at_percent) : cancel_at(cancel_at_percent)
    {
    }

  private:
    HRESULT on_event(DISPID member, const DISPPARAMS &parameters) override
    {
        if (member != DISPID_DDISCFORMAT2DATAEVENTS_UPDATE || parameters.cArgs != 2)
            return DISP_E_MEMBERNOTFOUND;
        try {
            on_update(parameters);
            return S_OK;
        } catch (const _com_error &error) { /* an exception ends at the border of COM */
            return error.Error();
        }
    }

    void on_update(const DISPPARAMS &parameters)
    {
        IDiscFormat2DataPtr writer = V_DISPATCH(&parameters.rgvarg[1]);
        IDiscFormat2DataEventArgsPtr progress = V_DISPATCH(&parameters.rgvarg[0]);
        IMAPI_FORMAT2_DATA_WRITE_ACTION action;

        check(progress->get_CurrentAction(&action));
        if (action == IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA)
            show(writer, progress);
        else if (action == IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING && !verifying)
            std::puts("  verifying");
        verifying = action == IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING;
    }

    void show(const IDiscFormat2DataPtr &writer, const IDiscFormat2DataEventArgsPtr &progress)
    {
        LONG first = 0;
        LONG last = 0;
        LONG count = 1;

        check(progress->get_StartLba(&first));
        check(progress->get_LastWrittenLba(&last));
        check(progress->get_SectorCount(&count));
        const LONG percent = static_cast<LONG>((last - first) * 100LL / count);
        if (percent >= shown + 10) {
            std::printf("  %ld %%\n", percent);
            shown = percent;
        }
        if (percent >= cancel_at)
            check(writer->CancelWrite());
    }

    const LONG cancel_at;
    LONG shown = -10;
    bool verifying = false;
};

IDiscRecorder2Ptr open_recorder(LONG index)
{
    IDiscMaster2Ptr master(__uuidof(MsftDiscMaster2));
    IDiscRecorder2Ptr recorder(__uuidof(MsftDiscRecorder2));
    _bstr_t id;

    check(master->get_Item(index, id.GetAddress()));
    check(recorder->InitializeDiscRecorder(id));
    return recorder;
}

/* Finds out before the disc is touched whether the file is an image. */
IStreamPtr open_image(const wchar_t *path)
{
    IIsoImageManagerPtr manager(__uuidof(MsftIsoImageManager));
    IStreamPtr stream;

    check(manager->SetPath(_bstr_t(path)));
    check(manager->Validate());
    check(manager->get_Stream(&stream));
    return stream;
}

void burn(const wchar_t *path, LONG index, LONG cancel_at)
{
    IDiscFormat2DataPtr writer(__uuidof(MsftDiscFormat2Data));
    IStreamPtr image = open_image(path);
    IBurnVerificationPtr verification = writer;

    check(writer->put_Recorder(open_recorder(index)));
    check(writer->put_ClientName(_bstr_t(L"burn_iso")));
    check(writer->put_ForceMediaToBeClosed(VARIANT_TRUE));
    check(verification->put_BurnVerificationLevel(IMAPI_BURN_VERIFICATION_FULL));

    burn_events events(cancel_at);
    check(events.connect(writer));
    check(writer->Write(image));
    std::puts("Burned and verified.");
}

int run(const wchar_t *path, LONG index, LONG cancel_at)
{
    try {
        burn(path, index, cancel_at);
        return 0;
    } catch (const _com_error &error) {
        std::fprintf(stderr, "burn_iso: %ls (0x%08lX)\n",
                     static_cast<const wchar_t *>(error.Description()),
                     static_cast<unsigned long>(error.Error()));
        return error.Error() == E_IMAPI_REQUEST_CANCELLED ? 3 : 1;
    }
}

} // namespace

int wmain(int count, wchar_t **arguments)
{
    const bool cancels = count == 5 && std::wcscmp(arguments[3], L"--cancel-at") == 0;

    if (count < 2 || (count > 3 && !cancels)) {
        std::fputs("usage: burn_iso FILE [RECORDER [--cancel-at PERCENT]]\n", stderr);
        return 2;
    }
    if (FAILED(CoInitializeEx(nullptr, COINIT_MULTITHREADED)))
        return 1;
    const int code = run(arguments[1], count > 2 ? std::wcstol(arguments[2], nullptr, 10) : 0,
                         cancels ? std::wcstol(arguments[4], nullptr, 10) : 101);
    CoUninitialize();
    return code;
}
