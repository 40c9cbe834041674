/* Interfaces by the names of their LUIDs ("ethernet_32768"), as CPython has them. */
#include <winsock2.h>
#include <ws2tcpip.h>
/* After these, and before the names of <net/if.h> stand for ours. */
#include <iphlpapi.h>
#include <stdlib.h>

#include "system.h"

struct if_nameindex *rs_win_if_nameindex(void) {
    MIB_IF_TABLE2 *table;
    DWORD failure = GetIfTable2(&table);
    if (failure != NO_ERROR) {
        errno = rs_win_errno((int)failure);
        return NULL;
    }
    struct if_nameindex *list = calloc(table->NumEntries + 1, sizeof *list);
    size_t count = 0;
    for (ULONG i = 0; list && i < table->NumEntries; i++) {
        struct if_nameindex *entry = &list[count];
        if (ConvertInterfaceLuidToNameA(&table->Table[i].InterfaceLuid, entry->if_name, IF_NAMESIZE) == NO_ERROR) {
            entry->if_index = table->Table[i].InterfaceIndex;
            count++;
        }
    }
    FreeMibTable(table);
    if (list)
        list[count].if_index = 0;
    else
        errno = ENOMEM;
    return list;
}

void rs_win_if_freenameindex(struct if_nameindex *list) {
    free(list);
}

unsigned rs_win_if_nametoindex(const char *name) {
    NET_LUID luid;
    NET_IFINDEX index;
    if (ConvertInterfaceNameToLuidA(name, &luid) != NO_ERROR || ConvertInterfaceLuidToIndex(&luid, &index) != NO_ERROR)
        return 0;
    return index;
}

char *rs_win_if_indextoname(unsigned index, char *name) {
    NET_LUID luid;
    if (ConvertInterfaceIndexToLuid(index, &luid) == NO_ERROR &&
        ConvertInterfaceLuidToNameA(&luid, name, IF_NAMESIZE) == NO_ERROR)
        return name;
    errno = ENXIO;
    return NULL;
}
