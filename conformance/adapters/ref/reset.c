#include "reset.h"

#include <refsock.h>
#include <stddef.h>

#include "faults.h"
#include "handles.h"
#include "interrupt.h"
#include "lane.h"
#include "rlimits.h"

int reset_all(void) {
    faults_reset();
    int busy = lanes_end();
    handles_clear();
    rs_setdefaulttimeout(NULL, NULL);
    interrupt_reset();
    rlimits_reset();
    return busy;
}
