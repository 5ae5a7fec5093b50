/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A type library told in the words of the recorded tables. */
#include "abi/typelib.h"

#include <stdio.h>
#include <string.h>

#include <oleauto.h>

#include "abi/tables.h"

/* What automation calls the types that parameters have. */
static const struct {
    VARTYPE type;
    const char *name;
} simple_types[] = {
    { VT_I4, "LONG" },           { VT_UI4, "ULONG" },       { VT_I8, "LONGLONG" },
    { VT_UI1, "BYTE" },          { VT_I1, "BOOLEAN" },      { VT_BSTR, "BSTR" },
    { VT_BOOL, "VARIANT_BOOL" }, { VT_DATE, "DATE" },       { VT_DISPATCH, "IDispatch*" },
    { VT_UNKNOWN, "IUnknown*" }, { VT_VARIANT, "VARIANT" },
};

void abi_typelib_take_name(BSTR name, char text[ABI_TEXT_LENGTH])
{
    size_t length = 0;

    for (; name && name[length] != 0 && length < ABI_TEXT_LENGTH - 1; length++)
        text[length] = name[length] < 0x80 ? (char)name[length] : '?';
    text[length] = '\0';
    SysFreeString(name);
}

static void append(char text[ABI_TEXT_LENGTH], const char *more)
{
    size_t used = strlen(text);

    snprintf(text + used, ABI_TEXT_LENGTH - used, "%s", more);
}

static void describe_by_name(ITypeInfo *info, HREFTYPE reference, char text[ABI_TEXT_LENGTH])
{
    ITypeInfo *referred;
    BSTR name;

    strcpy(text, "?reference");
    if (FAILED(ITypeInfo_GetRefTypeInfo(info, reference, &referred)))
        return;
    if (SUCCEEDED(ITypeInfo_GetDocumentation(referred, MEMBERID_NIL, &name, NULL, NULL, NULL)))
        abi_typelib_take_name(name, text);
    ITypeInfo_Release(referred);
}

void abi_typelib_describe(ITypeInfo *info, const TYPEDESC *desc, char text[ABI_TEXT_LENGTH])
{
    char element[ABI_TEXT_LENGTH];

    if (desc->vt == VT_PTR) {
        abi_typelib_describe(info, desc->lptdesc, text);
        append(text, "*");
    } else if (desc->vt == VT_SAFEARRAY) {
        abi_typelib_describe(info, desc->lptdesc, element);
        strcpy(text, "SAFEARRAY(");
        append(text, element);
        append(text, ")");
    } else if (desc->vt == VT_CARRAY) {
        abi_typelib_describe(info, &desc->lpadesc->tdescElem, text);
        for (USHORT i = 0; i < desc->lpadesc->cDims; i++) {
            snprintf(element, sizeof(element), "[%lu]", desc->lpadesc->rgbounds[i].cElements);
            append(text, element);
        }
    } else if (desc->vt == VT_USERDEFINED) {
        describe_by_name(info, desc->hreftype, text);
    } else {
        snprintf(text, ABI_TEXT_LENGTH, "?%u", desc->vt);
        for (size_t i = 0; i < sizeof(simple_types) / sizeof(simple_types[0]); i++) {
            if (simple_types[i].type == desc->vt)
                strcpy(text, simple_types[i].name);
        }
    }
}

/* The name that a recorded name without "*" and such has in a type library. */
static const char *underlying_name(const char *recorded)
{
    if (strcmp(recorded, "long") == 0)
        return "LONG";
    if (strncmp(recorded, "ULONG_IMAPI2_", strlen("ULONG_IMAPI2_")) == 0)
        return "ULONG";
    for (const struct abi_enumerator *row = abi_enumerators; row->library; row++) {
        if (strcmp(recorded, row->enumeration) == 0)
            return row->tag;
    }
    return recorded;
}

void abi_typelib_expect(const char *recorded, char text[ABI_TEXT_LENGTH])
{
    size_t length = strcspn(recorded, "*[(");
    char name[ABI_TEXT_LENGTH];

    snprintf(name, sizeof(name), "%.*s", (int)length, recorded);
    snprintf(text, ABI_TEXT_LENGTH, "%s%s", underlying_name(name), recorded + length);
}
