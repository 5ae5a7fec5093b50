/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The recorded contract as arrays. Contract headers would turn names into values: none here. */
#include "abi/tables.h"

const struct abi_library abi_libraries[] = {
#define ABI_LIBRARY(library, libid, major, minor) { #library, libid, major, minor },
#include "libraries.def"
    { NULL, NULL, 0, 0 },
};

const struct abi_interface abi_interfaces[] = {
#define ABI_INTERFACE(library, name, iid, base, kind, attributes)                                  \
    { #library, #name, iid, #base, kind, attributes },
#include "interfaces.def"
    { NULL, NULL, NULL, NULL, NULL, NULL },
};

const struct abi_method abi_methods[] = {
#define ABI_PARAMETER(direction, type, name, attributes) { #direction, #type, #name },
#define ABI_METHOD(library, interface_name, slot, dispid, kind, name, attributes, parameters)      \
    {                                                                                              \
        #library,   #interface_name,                                                               \
        slot,       dispid,                                                                        \
        #kind,      #name,                                                                         \
        attributes, (const struct abi_parameter[]){ parameters{ NULL, NULL, NULL } },              \
    },
#include "methods.def"
    { NULL, NULL, 0, 0, NULL, NULL, NULL, NULL },
};

const struct abi_coclass abi_coclasses[] = {
#define ABI_COCLASS(library, name, clsid, creatable, default_interface, others, sources)           \
    { #library, #name, clsid, creatable, default_interface, others, sources },
#include "coclasses.def"
    { NULL, NULL, NULL, NULL, NULL, NULL, NULL },
};

const struct abi_enumerator abi_enumerators[] = {
#define ABI_ENUMERATOR(library, enumeration, tag, constant, value)                                 \
    { #library, #enumeration, #tag, #constant, value },
#include "enums.def"
    { NULL, NULL, NULL, NULL, 0 },
};

const struct abi_hresult abi_hresults[] = {
#define ABI_HRESULT(header, name, value) { header, #name, value },
#include "hresults.def"
    { NULL, NULL, 0 },
};

const struct abi_inserts abi_inserts[] = {
#define ABI_INSERTS(name, count) { #name, count },
#include "inserts.def"
    { NULL, 0 },
};
