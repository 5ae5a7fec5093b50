/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A C program that uses the headers as any program would: no macros of ours, one header first. */
#include <imapi2.h>
#include <imapi2error.h>
#include <imapi2fs.h>
#include <imapi2fserror.h>

#include <stdio.h>

/* Without COBJMACROS, C programs call through the vtable. */
static HRESULT count_recorders(IDiscMaster2 *master, LONG *count)
{
    return master->lpVtbl->get_Count(master, count);
}

int main(void)
{
    HRESULT (*count)(IDiscMaster2 *, LONG *) = count_recorders;
    IMAPI_MEDIA_PHYSICAL_TYPE media = IMAPI_MEDIA_TYPE_DVDPLUSR;
    FsiFileSystems both = FsiFileSystemISO9660 | FsiFileSystemJoliet;
    BOOL right = count && IsEqualGUID(&LIBID_IMAPILib2, &LIBID_IMAPI2) &&
                 !IsEqualGUID(&CLSID_MsftDiscMaster2, &IID_IDiscMaster2) &&
                 !IsEqualGUID(&CLSID_MsftFileSystemImage, &IID_IFileSystemImage3) && media == 6 &&
                 both == 3 && DISPID_IDISCFORMAT2DATA_WRITE == 0x200 &&
                 FAILED(E_IMAPI_RECORDER_LOCKED) && SUCCEEDED(S_IMAPI_SPEEDADJUSTED) &&
                 FAILED(IMAPI_E_DUP_NAME) && IMAPI2FS_BOOT_ENTRY_COUNT_MAX == 32;

    puts(right ? "ok" : "wrong");
    return right ? 0 : 1;
}
