/* The checksum of a large result, the one of zlib and IEEE 802.3. */
#ifndef ADAPTER_CRC32_H
#define ADAPTER_CRC32_H

#include <stddef.h>
#include <stdint.h>

uint32_t crc32_of(const void *data, size_t length);

#endif
