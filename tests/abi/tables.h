/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The recorded contract: tests/abi/tables/, which says what every client of the original DLLs was
 * compiled against. The build turns each table into <table>.def, whose rows are these macros:
 *
 *   ABI_LIBRARY(library, libid, major, minor)
 *   ABI_INTERFACE(library, interface, iid, base, kind, attributes)
 *   ABI_METHOD(library, interface, slot, dispid, kind, name, attributes, parameters)
 *       parameters are rows of ABI_PARAMETER(direction, type, name, attributes) side by side
 *   ABI_COCLASS(library, coclass, clsid, creatable, default_interface, others, sources)
 *   ABI_ENUMERATOR(library, enumeration, tag, constant, value)
 *   ABI_HRESULT(header, name, value)
 *   ABI_NUMBER(name, value), ABI_TEXT(name, value), ABI_GUID_ALIAS(name, value)
 *   ABI_INSERTS(name, count)
 *
 * Tests that compare at compile time define the macros and include the .def; tests that compare at
 * run time use the arrays below, which end with an element whose first member is NULL.
 */
#ifndef OPENIMAPI_ABI_TABLES_H
#define OPENIMAPI_ABI_TABLES_H

#include <stddef.h>

/* The DISPID of a method that is not called through IDispatch. */
#define ABI_NO_DISPID (-1000)

struct abi_library {
    const char *name;
    const char *libid;
    unsigned major;
    unsigned minor;
};

struct abi_interface {
    const char *library;
    const char *name;
    const char *iid;
    const char *base;
    const char *kind;       /* dual, oleautomation or custom */
    const char *attributes; /* separated by blanks */
};

struct abi_parameter {
    const char *direction; /* in, out or out_retval */
    const char *type;      /* as in the IDL, without blanks */
    const char *name;      /* may be empty */
};

struct abi_method {
    const char *library;
    const char *interface_name;
    unsigned slot; /* among the methods of this interface */
    int dispid;
    const char *kind; /* propget, propput or method */
    const char *name;
    const char *attributes;
    const struct abi_parameter *parameters; /* ends with an element without direction */
};

struct abi_coclass {
    const char *library;
    const char *name;
    const char *clsid;
    const char *creatable; /* yes or no */
    const char *default_interface;
    const char *other_interfaces;  /* separated by blanks */
    const char *source_interfaces; /* likewise; the default one is followed by (default) */
};

struct abi_enumerator {
    const char *library;
    const char *enumeration;
    const char *tag;
    const char *constant;
    int value;
};

struct abi_hresult {
    const char *header;
    const char *name;
    unsigned long value;
};

struct abi_inserts {
    const char *name;
    unsigned count;
};

extern const struct abi_library abi_libraries[];
extern const struct abi_interface abi_interfaces[];
extern const struct abi_method abi_methods[];
extern const struct abi_coclass abi_coclasses[];
extern const struct abi_enumerator abi_enumerators[];
extern const struct abi_hresult abi_hresults[];
extern const struct abi_inserts abi_inserts[];

#endif
