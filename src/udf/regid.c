/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Entity identifiers and the character set. */
#include "udf/regid.h"

#include <assert.h>
#include <string.h>

struct udf_regid udf_regid_of(const char *identifier)
{
    struct udf_regid regid = { 0 };
    const size_t length = strlen(identifier);

    assert(length <= sizeof(regid.identifier));
    memcpy(regid.identifier, identifier, length);
    return regid;
}

/* OSTA UDF 2.1.5.3: every suffix that names a revision begins with it. */
struct udf_regid udf_regid_udf(const char *identifier, unsigned revision)
{
    const le16 recorded = le16_of((uint16_t)revision);
    struct udf_regid regid = udf_regid_of(identifier);

    memcpy(regid.suffix, &recorded, sizeof(recorded));
    return regid;
}

struct udf_regid udf_regid_domain(unsigned revision)
{
    return udf_regid_udf(UDF_DOMAIN_IDENTIFIER, revision);
}

struct udf_regid udf_regid_implementation(void)
{
    return udf_regid_of("*OPENIMAPI");
}

bool udf_regid_is(const struct udf_regid *regid, const char *identifier)
{
    const struct udf_regid wanted = udf_regid_of(identifier);

    return memcmp(regid->identifier, wanted.identifier, sizeof(wanted.identifier)) == 0;
}

unsigned udf_regid_revision(const struct udf_regid *regid)
{
    le16 recorded;

    memcpy(&recorded, regid->suffix, sizeof(recorded));
    return le16_get(recorded);
}

uint8_t udf_regid_domain_flags(const struct udf_regid *regid)
{
    return regid->suffix[2];
}

struct udf_charspec udf_charspec_unicode(void)
{
    return (struct udf_charspec){ .information = "OSTA Compressed Unicode" };
}
