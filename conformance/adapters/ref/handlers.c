#include "handlers.h"

const struct handler *const handlers[] = {
    numbers_handlers,    resolver_handlers, makers_handlers,    process_handlers,    naming_handlers,
    state_handlers,      options_handlers,  receiving_handlers, sending_handlers,    messages_handlers,
    attributes_handlers, buffers_handlers,  files_handlers,     system_fds_handlers, system_misc_handlers,
    signals_handlers,    draining_handlers, faults_handlers,    makefile_handlers,   NULL,
};
