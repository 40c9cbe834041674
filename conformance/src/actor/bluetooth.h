/* The two virtual Bluetooth controllers of the lab (docs/lab.md). */
#ifndef SOCKSPEC_ACTOR_BLUETOOTH_H
#define SOCKSPEC_ACTOR_BLUETOOTH_H

#include <stdbool.h>
#include <stddef.h>

/* Their addresses, those of hci0 and hci1. */
#define BLUETOOTH_FIRST "00:BB:00:00:00:01"
#define BLUETOOTH_SECOND "00:BB:00:00:00:02"

/* Whether hci0 and hci1 have these addresses and are up, here and now; if not, why, in `reason`. The kernel has
 * Bluetooth in the initial network namespace only. */
bool bluetooth_controllers(char *reason, size_t size);

#endif
