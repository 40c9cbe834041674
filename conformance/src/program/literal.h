#ifndef SOCKSPEC_PROGRAM_LITERAL_H
#define SOCKSPEC_PROGRAM_LITERAL_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

__extension__ typedef __int128 wide; /* integers of the tables; literals and their results stay below 2**127 */

/* Values in the notation of docs/protocol.md. All return a new reference. */
json_t *value_int(wide number);
json_t *value_float(double number);
json_t *value_bytes(const char *data, size_t length);
/* `data` is UTF-8, with surrogates encoded as if they were characters. */
json_t *value_text(const char *data, size_t length);

/* {"key": value}; takes over the reference. */
json_t *value_object(const char *key, json_t *value);

/* Reads an integer of the lexer's notation. False if it is 2**127 or more. */
bool read_int(const char *text, size_t length, wide *number);
/* False if the number is beyond the range of a double. */
bool read_float(const char *text, size_t length, double *number);

#endif
