/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A C++ program that uses the headers as any program would. It also holds the GUIDs that __uuidof
 * gives, which are constants only in C++, against the recorded ones.
 */
#include <imapi2.h>
#include <imapi2error.h>
#include <imapi2fs.h>
#include <imapi2fserror.h>

#include <cstdio>
#include <type_traits>

namespace
{

constexpr unsigned digit(char c)
{
    return c <= '9' ? static_cast<unsigned>(c - '0') : static_cast<unsigned>(c - 'A') + 10;
}

/* The hexadecimal number of the given length that starts at text. */
constexpr unsigned long number(const char *text, int length)
{
    unsigned long value = 0;

    for (int i = 0; i < length; i++)
        value = value << 4 | digit(text[i]);
    return value;
}

/* text is of the form "2735412F-7F64-5B0F-8F00-5D77AFBE261E". */
constexpr bool is_guid(const GUID &guid, const char *text)
{
    const int data4[] = { 19, 21, 24, 26, 28, 30, 32, 34 };

    if (guid.Data1 != number(text, 8) || guid.Data2 != number(text + 9, 4) ||
        guid.Data3 != number(text + 14, 4))
        return false;
    for (int i = 0; i < 8; i++) {
        if (guid.Data4[i] != number(text + data4[i], 2))
            return false;
    }
    return true;
}

#define ABI_INTERFACE(library, name, iid, base, kind, attributes)                                  \
    static_assert(is_guid(__uuidof(name), iid), "__uuidof(" #name ")");                            \
    static_assert(std::is_base_of_v<base, name>, "base of " #name);
#include "interfaces.def"

#define ABI_COCLASS(library, name, clsid, creatable, default_interface, others, sources)           \
    static_assert(is_guid(__uuidof(name), clsid), "__uuidof(" #name ")");
#include "coclasses.def"

/* Property names become methods with get_ and put_ in front. */
HRESULT write(IDiscFormat2Data *writer, IDiscRecorder2 *recorder, IFileSystemImageResult *image)
{
    IStream *stream = nullptr;
    HRESULT result = writer->put_Recorder(recorder);

    if (SUCCEEDED(result))
        result = image->get_ImageStream(&stream);
    if (SUCCEEDED(result)) {
        result = writer->Write(stream);
        stream->Release();
    }
    return result;
}

} // namespace

int main()
{
    auto used = &write;
    bool right = used && __uuidof(IDiscMaster2) == IID_IDiscMaster2 &&
                 __uuidof(MsftDiscMaster2) == CLSID_MsftDiscMaster2 &&
                 __uuidof(MsftFileSystemImage) == CLSID_MsftFileSystemImage &&
                 LIBID_IMAPILib2 == LIBID_IMAPI2 && LIBID_IMAPILib2 != LIBID_IMAPI2FS &&
                 DISPID_DDISCFORMAT2DATAEVENTS_UPDATE == 0x200 &&
                 DISPID_DFILESYSTEMIMAGEEVENTS_UPDATE == 0x100 &&
                 DISPID_IDISCRECORDER2_ACTIVEDISCRECORDER == DISPID_VALUE &&
                 FAILED(E_IMAPI_RECORDER_LOCKED) && FAILED(IMAPI_E_DUP_NAME);

    std::puts(right ? "ok" : "wrong");
    return right ? 0 : 1;
}
