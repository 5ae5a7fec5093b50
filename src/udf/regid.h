/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Entity identifiers and the character set (ECMA-167 1/7.2.1, 1/7.4; OSTA UDF 2.1.2, 2.1.5). */
#ifndef OPENIMAPI_UDF_REGID_H
#define OPENIMAPI_UDF_REGID_H

#include "udf/structures.h"

#include <stdbool.h>

#define UDF_DOMAIN_IDENTIFIER             "*OSTA UDF Compliant"
#define UDF_LOGICAL_VOLUME_INFORMATION    "*UDF LV Info"
#define UDF_METADATA_PARTITION_IDENTIFIER "*UDF Metadata Partition"
#define UDF_VIRTUAL_PARTITION_IDENTIFIER  "*UDF Virtual Partition"
#define UDF_SPARABLE_PARTITION_IDENTIFIER "*UDF Sparable Partition"

/** OSTA UDF 2.1.5.3: bits of the domain flags in the suffix of a domain identifier. */
enum udf_domain_flags {
    UDF_DOMAIN_HARD_WRITE_PROTECT = 1,
    UDF_DOMAIN_SOFT_WRITE_PROTECT = 2,
};

/** An identifier of at most 23 characters with an empty suffix. */
struct udf_regid udf_regid_of(const char *identifier);

/** The domain of a volume of that revision; no flags. */
struct udf_regid udf_regid_domain(unsigned revision);

/** An identifier that OSTA UDF defines, of that revision, with no system named. */
struct udf_regid udf_regid_udf(const char *identifier, unsigned revision);

/** Who records all this: always the same, without a version. */
struct udf_regid udf_regid_implementation(void);

/** Whether `regid` has that identifier. */
bool udf_regid_is(const struct udf_regid *regid, const char *identifier);

/** The revision in the suffix of a domain identifier or of one that OSTA UDF defines. */
unsigned udf_regid_revision(const struct udf_regid *regid);

/** The flags (enum udf_domain_flags) in the suffix of a domain identifier. */
uint8_t udf_regid_domain_flags(const struct udf_regid *regid);

/** The one character set of OSTA UDF. */
struct udf_charspec udf_charspec_unicode(void);

#endif
