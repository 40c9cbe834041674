/* Without sys.fault: librefsock is a shared library, whose calls the linker cannot send through wrappers. */
#include "faults.h"
#include "handlers.h"

const struct handler faults_handlers[] = {{0}};

void faults_reset(void) {
}
