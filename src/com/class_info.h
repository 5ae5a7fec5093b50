/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an object tells about itself: ISupportErrorInfo and IProvideClassInfo2, for object.c. */
#ifndef OPENIMAPI_COM_CLASS_INFO_H
#define OPENIMAPI_COM_CLASS_INFO_H

#include "com/object.h"

/** S_OK for every interface the object answers, else S_FALSE. */
extern const ISupportErrorInfoVtbl com_support_error_info_vtbl;

/** The coclass of the type library, and its default event interface. */
extern const IProvideClassInfo2Vtbl com_provide_class_info_vtbl;

#endif
