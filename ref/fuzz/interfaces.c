/* if_nameindex(): names of whatever length come out terminated, at most cut. */
#include "input.h"

#include <net/if.h>

enum { LIST = 32 };

static struct if_nameindex given[LIST + 1];
static char names[LIST][304];

struct if_nameindex *__wrap_if_nameindex(void);
struct if_nameindex *__wrap_if_nameindex(void) {
    return given;
}

void __wrap_if_freenameindex(struct if_nameindex *list);
void __wrap_if_freenameindex(struct if_nameindex *list) {
    MUST(list == given);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    input from = {data, size};
    int total = take_byte(&from) % (LIST + 1), count;
    for (int i = 0; i < total; i++) {
        input name = take_part(&from, 300);
        given[i].if_index = (unsigned)i + 1 + take_byte(&from);
        memset(names[i], 0, sizeof names[i]);
        if (name.size)
            memcpy(names[i], name.data, name.size);
        given[i].if_name = names[i];
    }
    given[total] = (struct if_nameindex){0, NULL};
    rs_interface *list;
    rs_error error;
    MUST((count = rs_if_nameindex(&list, &error)) == total);
    for (int i = 0; i < count; i++) {
        size_t length = strnlen(list[i].name, RS_INTERFACE_MAX);
        MUST(length < RS_INTERFACE_MAX && list[i].index == given[i].if_index);
        MUST(strncmp(list[i].name, names[i], length) == 0);
        MUST(length == strlen(names[i]) || length == RS_INTERFACE_MAX - 1);
    }
    rs_interfaces_free(list);
    /* Any text can be asked for. */
    rs_text name = take_text(&from, 400);
    if (name.data)
        rs_if_nametoindex(name, NULL);
    return 0;
}
