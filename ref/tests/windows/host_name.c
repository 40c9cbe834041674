/* gethostname(): the name that the system has in UTF-16, as UTF-8. */
#include "check.h"
#include "replaced.h"

static bool broken;
static const wchar_t *name = L"rechner-ü";

REPLACED(BOOL, GetComputerNameExW, (COMPUTER_NAME_FORMAT format, wchar_t *text, DWORD *size)) {
    DWORD length = (DWORD)wcslen(name);
    if (broken || format != ComputerNamePhysicalDnsHostname || *size <= length) {
        SetLastError(broken ? ERROR_ACCESS_DENIED : ERROR_MORE_DATA);
        return FALSE;
    }
    memcpy(text, name, (length + 1) * sizeof *text);
    *size = length;
    return TRUE;
}

int main(void) {
    rs_error error;
    char found[RS_HOST_MAX];
    SAME(rs_gethostname(found, &error), 10);
    SAME_TEXT(found, "rechner-\xc3\xbc");
    name = L"";
    SAME(rs_gethostname(found, &error), 0);
    broken = true;
    FAILS(rs_gethostname(found, &error), RS_OSERROR, EACCES);
    return 0;
}
