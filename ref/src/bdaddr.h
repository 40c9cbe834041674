/* Bluetooth addresses as text, "01:23:45:67:89:AB". */
#ifndef RS_BDADDR_H
#define RS_BDADDR_H

#include "fields.h"

/* Backwards: the text's last byte is the first here, as in every system's structures. */
typedef struct rs_bdaddr {
    uint8_t byte[6];
} rs_bdaddr;

/* Each part as strtoul() reads it. OSError "bad bluetooth address". */
int rs_parse_bdaddr(rs_text text, rs_bdaddr *bdaddr, rs_error *error);
/* (bdaddr, number). OSError "wrong format" for another form. */
int rs_read_bdaddr_pair(const rs_address_context *context, const rs_address *address, rs_bdaddr *bdaddr, int *number,
                        rs_error *error);
/* The bdaddr alone, not in a tuple, as bytes [family.bluetooth.sco.bytes]. The same; ValueError for a NUL. */
int rs_read_bare_bdaddr(const rs_address_context *context, const rs_address *address, rs_bdaddr *bdaddr,
                        rs_error *error);
void rs_report_bdaddr(rs_address *result, const rs_bdaddr *bdaddr);

/* Whatever is wrong with the form of these addresses is an OSError. */
int rs_fail_bluetooth(const rs_address_context *context, rs_error *error);

#endif
