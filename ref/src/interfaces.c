#include "error.h"
#include "system.h"
#include "text.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(IF_NAMESIZE <= RS_INTERFACE_MAX, "RS_INTERFACE_MAX holds any interface's name");

static void put_name(char name[RS_INTERFACE_MAX], const char *from) {
    size_t size = strnlen(from, RS_INTERFACE_MAX - 1);
    memcpy(name, from, size);
    name[size] = '\0';
}

int rs_if_nameindex(rs_interface **list, rs_error *error) {
    struct if_nameindex *found = if_nameindex();
    if (!found)
        return rs_fail_errno(error, errno);
    size_t count = 0;
    while (found[count].if_index != 0)
        count++;
    *list = malloc((count + 1) * sizeof **list);
    if (*list)
        for (size_t i = 0; i < count; i++) {
            (*list)[i].index = found[i].if_index;
            put_name((*list)[i].name, found[i].if_name);
        }
    if_freenameindex(found);
    return *list ? (int)count : rs_fail_memory(error);
}

void rs_interfaces_free(rs_interface *list) {
    free(list);
}

int64_t rs_if_nametoindex(rs_text name, rs_error *error) {
    rs_copy copy;
    if (rs_need_text(name, "expected str, bytes or os.PathLike object, not NoneType", error) < 0 ||
        rs_copy_text(&copy, &name, "embedded null byte", error) < 0)
        return -1;
    unsigned index = if_nametoindex(copy.text);
    rs_copy_clear(&copy);
    return index ? (int64_t)index : rs_fail(error, RS_OSERROR, "no interface with this name");
}

int rs_if_indextoname(int64_t index, char name[RS_INTERFACE_MAX], rs_error *error) {
    char found[IF_NAMESIZE + 1] = "";
    if (index < 0)
        return rs_fail(error, RS_OVERFLOW_ERROR, "can't convert negative value to unsigned int");
    if (index > UINT_MAX)
        return rs_fail(error, RS_OVERFLOW_ERROR, "index is too large");
    if (!if_indextoname((unsigned)index, found))
        return rs_fail_errno(error, errno);
    put_name(name, found);
    return (int)strlen(name);
}
