/* The address forms of systems that the tests never run on, compiled against stubs of those systems' headers: what is
 * read and reported is right as far as the stubs are. */
#include "../check.h"

#include "address.h"

#include <stdarg.h>

/* Every file calls its family rs_family_bluetooth, and its list rs_families; they are told apart by definitions of the
 * build. */
extern const rs_family_operations rs_family_inet, rs_family_inet6, rs_family_unix, rs_family_system,
    rs_family_bluetooth_netbsd, rs_family_bluetooth_freebsd;
extern const rs_family_operations *const rs_families_macos[];
extern const rs_family_operations *const rs_families_netbsd[];
extern const rs_family_operations *const rs_families_freebsd[];

enum { CONTROL = 2, BAD_PROTO = 99 };
enum { N_HCI = 1, N_L2CAP = 2, N_RFCOMM = 3, N_SCO = 4 };
enum { F_HCI = 134, F_L2CAP = 135, F_RFCOMM = 136 };

/* The id and name of struct ctl_info. */
struct info {
    uint32_t id;
    char name[96];
};

int __real_ioctl(int fd, unsigned long request, void *argument);
int __wrap_ioctl(int fd, unsigned long request, ...);

/* The kernel has one control, com.example.one, whose id is 7. */
int __wrap_ioctl(int fd, unsigned long request, ...) {
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    if (request != 0xc0644e03UL)
        return __real_ioctl(fd, request, argument);
    struct info *info = argument;
    if (strcmp(info->name, "com.example.one") != 0) {
        errno = ENOENT;
        return -1;
    }
    info->id = 7;
    return 0;
}

static rs_error error;
static rs_c_address c;

static int parse(const rs_family_operations *family, int proto, const rs_address *address) {
    rs_address_context context = {.caller = "bind", .family = family->family, .proto = proto, .fd = 3};
    memset(&c, 0, sizeof c);
    return family->parse(&context, address, &c, &error);
}

/* What the packed address is reported as. */
static rs_address report(const rs_family_operations *family, int proto) {
    rs_address_context context = {.caller = "getsockname", .family = family->family, .proto = proto, .fd = 3};
    rs_address address;
    memset(&address, 0, sizeof address);
    CHECK(family->format(&context, &c, &address));
    CHECK(address.kind == RS_ADDRESS_FIELDS);
    c.size = 2; /* too few bytes for any form */
    rs_address none;
    memset(&none, 0, sizeof none);
    CHECK(!family->format(&context, &c, &none));
    return address;
}

static rs_address tuple(const char *text, int64_t number, size_t count) {
    rs_address address;
    rs_start_fields(&address);
    if (text)
        rs_add_text(&address, text);
    if (count > (text != NULL))
        rs_add_int(&address, number);
    return address;
}

static rs_address bare(const char *text) {
    rs_address address = tuple(text, 0, 1);
    address.fields.bare = true;
    return address;
}

/* The bytes of the C address, the first two (length, family) included. */
static void packed(const char *bytes, size_t size) {
    SAME(c.size, size);
    CHECK(memcmp(&c.storage, bytes, size) == 0);
}

static void is(const rs_address *address, size_t index, const char *text) {
    rs_text found = rs_field_text(address, index);
    CHECK(found.data && found.size == strlen(text) && memcmp(found.data, text, found.size) == 0);
}

static void control(void) {
    const rs_family_operations *system = &rs_family_system;
    rs_address given, found;
    rs_start_fields(&given);
    rs_add_int(&given, 0x01020304);
    rs_add_int(&given, 5);
    WORKS(parse(system, CONTROL, &given));
    SAME(c.size, 32);
    uint32_t numbers[2] = {0x01020304, 5};
    CHECK(memcmp(&c.storage, "\x20\x20\x02", 3) == 0 && memcmp((char *)&c.storage + 4, numbers, 8) == 0);
    found = report(system, CONTROL);
    CHECK(!found.fields.bare && found.fields.count == 2);
    CHECK(rs_field_int(&found, 0) == 0x01020304 && rs_field_int(&found, 1) == 5);
    given = bare("com.example.one");
    WORKS(parse(system, CONTROL, &given));
    found = report(system, CONTROL);
    CHECK(rs_field_int(&found, 0) == 7 && rs_field_int(&found, 1) == 0);
    given = bare("com.example.two");
    FAILS(parse(system, CONTROL, &given), RS_OSERROR, 0);
    SAME_TEXT(error.text, "cannot find kernel control with provided name");
    char longer[98]; /* 96 bytes are asked for, and 97 do not fit */
    memset(longer, 'x', sizeof longer);
    longer[96] = '\0';
    given = bare(longer);
    FAILS(parse(system, CONTROL, &given), RS_OSERROR, 0);
    longer[96] = 'x';
    longer[97] = '\0';
    given = bare(longer);
    FAILS(parse(system, CONTROL, &given), RS_VALUE_ERROR, 0);
    SAME_TEXT(error.text, "provided string is too long");
    given = tuple(NULL, 1, 1);
    FAILS(parse(system, CONTROL, &given), RS_TYPE_ERROR, 0);
    given = tuple("com.example.one", 1, 2);
    FAILS(parse(system, CONTROL, &given), RS_TYPE_ERROR, 0);
    given = bare("com.example.one");
    FAILS(parse(system, BAD_PROTO, &given), RS_OSERROR, 0);
}

/* (bdaddr, number) and what is wrong with it. */
static void pair(const rs_family_operations *family, int proto, const char *bytes, size_t size) {
    rs_address given = tuple("01:23:45:67:89:AB", 0x12, 2), found;
    WORKS(parse(family, proto, &given));
    packed(bytes, size);
    found = report(family, proto);
    CHECK(!found.fields.bare && found.fields.count == 2 && rs_field_int(&found, 1) == 0x12);
    is(&found, 0, "01:23:45:67:89:AB");
    given = tuple("01:23:45:67:89", 1, 2);
    FAILS(parse(family, proto, &given), RS_OSERROR, 0);
    SAME_TEXT(error.text, "bad bluetooth address");
    given = tuple("01:23:45:67:89:AB", 0, 1);
    FAILS(parse(family, proto, &given), RS_OSERROR, 0);
    SAME_TEXT(error.text, "bind(): wrong format");
    given = bare("01:23:45:67:89:AB");
    FAILS(parse(family, proto, &given), RS_OSERROR, 0);
}

static void netbsd(void) {
    const rs_family_operations *family = &rs_family_bluetooth_netbsd;
    rs_address given, found;
    pair(family, N_L2CAP, "\x10\x1f\xab\x89\x67\x45\x23\x01\x12\0\0\0\0\0\0\0", 16);
    pair(family, N_RFCOMM, "\x10\x1f\xab\x89\x67\x45\x23\x01\0\0\x12\0\0\0\0\0", 16);
    given = tuple("01:23:45:67:89:AB", 0, 1);
    WORKS(parse(family, N_HCI, &given));
    packed("\x10\x1f\xab\x89\x67\x45\x23\x01\0\0\0\0\0\0\0\0", 16);
    found = report(family, N_HCI);
    CHECK(found.fields.bare && found.fields.count == 1);
    is(&found, 0, "01:23:45:67:89:AB");
    found.fields.family = AF_BLUETOOTH;
    WORKS(parse(family, N_HCI, &found)); /* as it was reported */
    packed("\x10\x1f\xab\x89\x67\x45\x23\x01\0\0\0\0\0\0\0\0", 16);
    given = bare("01:23:45:67:89:AB");
    FAILS(parse(family, N_HCI, &given), RS_OSERROR, 0);
    given = tuple(NULL, 0, 1);
    FAILS(parse(family, N_HCI, &given), RS_OSERROR, 0);
    given = bare("01:23:45:67:89:AB");
    FAILS(parse(family, N_SCO, &given), RS_OSERROR, 0);
    SAME_TEXT(error.text, "bind(): wrong format");
    rs_start_fields(&given);
    rs_add_bytes(&given, "01:23:45:67:89:AB", 17);
    given.fields.bare = true;
    WORKS(parse(family, N_SCO, &given));
    found = report(family, N_SCO);
    CHECK(found.fields.bare);
    is(&found, 0, "01:23:45:67:89:AB");
    WORKS(parse(family, N_SCO, &found));
    FAILS(parse(family, BAD_PROTO, &given), RS_OSERROR, 0);
}

/* Whether the node of that name has a number, and so a form. */
static bool reports_node(const rs_family_operations *family, const char *name) {
    rs_address_context context = {.caller = "getsockname", .family = AF_BLUETOOTH, .proto = F_HCI, .fd = 3};
    rs_address address;
    memset(&address, 0, sizeof address);
    memset(&c, 0, sizeof c);
    c.size = 34;
    strcpy((char *)&c.storage + 2, name);
    return family->format(&context, &c, &address);
}

static void freebsd(void) {
    const rs_family_operations *family = &rs_family_bluetooth_freebsd;
    rs_address given, found;
    pair(family, F_L2CAP, "\x0e\x1f\x12\0\xab\x89\x67\x45\x23\x01\0\0\0\0", 14);
    pair(family, F_RFCOMM, "\x09\x1f\xab\x89\x67\x45\x23\x01\x12", 9);
    given = tuple(NULL, 3, 1);
    WORKS(parse(family, F_HCI, &given));
    CHECK(c.size == 34 && strcmp((char *)&c.storage + 2, "ubt3hci") == 0);
    found = report(family, F_HCI);
    CHECK(found.fields.bare && rs_field_int(&found, 0) == 3);
    const char *const others[] = {"ubt3", "ubt3hci2", "ubt-3hci", "ubt03hci", "ubt3l2cap", ""};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        CHECK(!reports_node(family, others[i]));
    CHECK(reports_node(family, "ubt3hci"));
    given = tuple(NULL, -1, 1);
    FAILS(parse(family, F_HCI, &given), RS_OSERROR, 0);
    given = tuple("01:23:45:67:89:AB", 0, 1);
    FAILS(parse(family, F_HCI, &given), RS_OSERROR, 0);
    FAILS(parse(family, BAD_PROTO, &given), RS_OSERROR, 0);
}

/* The list has the three families of every system, and `own` last. */
static void listed(const rs_family_operations *const *list, const rs_family_operations *own) {
    const rs_family_operations *const all[] = {&rs_family_inet, &rs_family_inet6, &rs_family_unix, own, NULL};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        CHECK(list[i] == all[i]);
}

int main(void) {
    listed(rs_families_macos, &rs_family_system);
    listed(rs_families_netbsd, &rs_family_bluetooth_netbsd);
    listed(rs_families_freebsd, &rs_family_bluetooth_freebsd);
    control();
    netbsd();
    freebsd();
    return 0;
}
