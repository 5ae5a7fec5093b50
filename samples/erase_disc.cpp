/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Erases the rewritable disc in a recorder, in C++ with nothing but the headers.
 *
 *     erase_disc [RECORDER [full]]
 */
#include <windows.h>
#include <imapi2.h>

#include <cstdio>
#include <cstdlib>
#include <cwchar>

extern "C" int wmain(int count, wchar_t **arguments);

namespace
{

HRESULT open_recorder(LONG index, IDiscRecorder2 **recorder)
{
    IDiscMaster2 *master = nullptr;
    BSTR id = nullptr;
    HRESULT hr = CoCreateInstance(__uuidof(MsftDiscMaster2), nullptr, CLSCTX_INPROC_SERVER,
                                  IID_PPV_ARGS(&master));

    *recorder = nullptr;
    if (SUCCEEDED(hr)) {
        hr = master->get_Item(index, &id);
        master->Release();
    }
    if (SUCCEEDED(hr))
        hr = CoCreateInstance(__uuidof(MsftDiscRecorder2), nullptr, CLSCTX_INPROC_SERVER,
                              IID_PPV_ARGS(recorder));
    if (SUCCEEDED(hr)) {
        hr = (*recorder)->InitializeDiscRecorder(id);
        if (FAILED(hr)) {
            (*recorder)->Release();
            *recorder = nullptr;
        }
    }
    SysFreeString(id);
    return hr;
}

HRESULT erase(IDiscRecorder2 *recorder, bool is_full)
{
    IDiscFormat2Erase *eraser = nullptr;
    BSTR name = SysAllocString(L"erase_disc");
    HRESULT hr = CoCreateInstance(__uuidof(MsftDiscFormat2Erase), nullptr, CLSCTX_INPROC_SERVER,
                                  IID_PPV_ARGS(&eraser));

    if (SUCCEEDED(hr))
        hr = eraser->put_Recorder(recorder);
    if (SUCCEEDED(hr))
        hr = eraser->put_ClientName(name);
    if (SUCCEEDED(hr))
        hr = eraser->put_FullErase(is_full ? VARIANT_TRUE : VARIANT_FALSE);
    if (SUCCEEDED(hr))
        hr = eraser->EraseMedia();
    if (eraser != nullptr)
        eraser->Release();
    SysFreeString(name);
    return hr;
}

/* Every code of IMAPI2 has a text in the DLL itself. */
void print_error(HRESULT hr)
{
    wchar_t text[512] = L"";

    FormatMessageW(FORMAT_MESSAGE_FROM_HMODULE | FORMAT_MESSAGE_FROM_SYSTEM |
                       FORMAT_MESSAGE_IGNORE_INSERTS | FORMAT_MESSAGE_MAX_WIDTH_MASK,
                   GetModuleHandleW(L"imapi2.dll"), static_cast<DWORD>(hr), 0, text,
                   static_cast<DWORD>(sizeof(text) / sizeof(text[0])), nullptr);
    std::fprintf(stderr, "erase_disc: %ls(0x%08lX)\n", text, static_cast<unsigned long>(hr));
}

} // namespace

int wmain(int count, wchar_t **arguments)
{
    const LONG index = count > 1 ? std::wcstol(arguments[1], nullptr, 10) : 0;
    const bool is_full = count > 2 && std::wcscmp(arguments[2], L"full") == 0;
    IDiscRecorder2 *recorder = nullptr;
    HRESULT hr = CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED);

    if (FAILED(hr))
        return 1;
    hr = open_recorder(index, &recorder);
    if (SUCCEEDED(hr)) {
        hr = erase(recorder, is_full);
        recorder->Release();
    }
    if (SUCCEEDED(hr))
        std::puts("Erased.");
    else
        print_error(hr);
    CoUninitialize();
    return SUCCEEDED(hr) ? 0 : 1;
}
