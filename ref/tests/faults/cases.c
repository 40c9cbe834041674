#include "case.h"

extern const fault_case socket_cases[], receive_cases[], send_cases[], connect_cases[], resolver_cases[],
    family_cases[], stream_cases[], file_cases[];

const fault_case *const case_tables[] = {socket_cases, receive_cases, send_cases, connect_cases, resolver_cases,
                                         family_cases, stream_cases,  file_cases, NULL};
