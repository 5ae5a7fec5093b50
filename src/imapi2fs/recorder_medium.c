/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is in a recorder, asked of the DLL that knows media, by COM as any program would. */
#include "imapi2fs/recorder_medium.h"

#include "com/error.h"

HRESULT recorder_medium(IDiscRecorder2 *recorder, IMAPI_MEDIA_PHYSICAL_TYPE *type, LONG *blocks)
{
    IDiscFormat2Data *format;
    HRESULT hr;

    *type = IMAPI_MEDIA_TYPE_UNKNOWN;
    if (blocks)
        *blocks = 0;
    com_error_forget();
    hr = CoCreateInstance(&CLSID_MsftDiscFormat2Data, NULL, CLSCTX_INPROC_SERVER,
                          &IID_IDiscFormat2Data, (void **)&format);
    if (FAILED(hr))
        return hr;
    hr = IDiscFormat2Data_put_Recorder(format, recorder);
    if (SUCCEEDED(hr))
        hr = IDiscFormat2Data_get_CurrentPhysicalMediaType(format, type);
    if (SUCCEEDED(hr) && blocks)
        hr = IDiscFormat2Data_get_FreeSectorsOnMedia(format, blocks);
    IDiscFormat2Data_Release(format);
    return hr;
}
