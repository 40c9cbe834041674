/* AF_RDS: the pair of AF_INET, in an address of that family too. Linux, Documentation/networking/rds.rst. */
#include "address.h"

const rs_family_operations rs_family_rds = {AF_RDS, rs_parse_inet, NULL, RS_STRICT_FLAGS};
