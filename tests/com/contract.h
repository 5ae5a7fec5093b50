/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What every object of both DLLs promises, whatever it does. */
#ifndef OPENIMAPI_TESTS_COM_CONTRACT_H
#define OPENIMAPI_TESTS_COM_CONTRACT_H

#include "com_test.h"

/** Interfaces of one class, at most, with a null at the end. */
#define CONTRACT_INTERFACES_MAX 8

/** One class. */
struct contract {
    const WCHAR *prog_id;
    const CLSID *clsid;
    /** Makes an object; for classes that clients can create, their class factory does. */
    HRESULT (*create)(REFIID iid, void **out);
    /** Without IUnknown, IDispatch and those that every object has; the default one first. */
    const IID *interfaces[CONTRACT_INTERFACES_MAX];
    /** Event interfaces, the default one first. */
    const IID *sources[2];
    /** Scripts can use it: it has IDispatch and IProvideClassInfo2. */
    bool is_automation;
};

/** Fails the running test unless an object of the class keeps the promises. */
void contract_check_identity(const struct contract *contract);
void contract_check_vtables(const struct contract *contract);
void contract_check_references(const struct contract *contract);
void contract_check_dispatch(const struct contract *contract);
void contract_check_class_info(const struct contract *contract);
void contract_check_error_info(const struct contract *contract);
void contract_check_null_outs(const struct contract *contract);
void contract_check_connection_points(const struct contract *contract);
void contract_check_marshaling(const struct contract *contract);

/** Runs all of them on each class, as cmocka tests called <prog_id>__<check>. */
int contract_run(const struct contract *contracts, size_t count);

#endif
