#include "actor/sandbox.h"

#include "actor/etc.h"
#include "actor/net.h"
#include "actor/privilege.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/can.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* An ordinary user, so that permissions of files hold. */
enum { SANDBOX_USER = 1000 };

static int fail(char **reason, const char *what) {
    if (asprintf(reason, "%s: %s", what, strerror(errno)) < 0) {
        *reason = NULL;
    }
    return -1;
}

static int write_file(const char *path, const char *text) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    ssize_t written = fd >= 0 ? write(fd, text, strlen(text)) : -1;
    int saved = errno;
    if (fd >= 0) {
        close(fd);
    }
    errno = saved;
    return written == (ssize_t)strlen(text) ? 0 : -1;
}

void sandbox_report(json_t *capabilities, const char *name, const char *reason) {
    json_t *entry = json_object();
    json_object_set_new(entry, "available", json_boolean(reason == NULL));
    if (reason != NULL) {
        json_object_set_new(entry, "reason", json_string(reason));
    }
    json_object_set_new(capabilities, name, entry);
}

static int enter_host_network(char **reason) {
    if (geteuid() != 0) {
        errno = EPERM;
        return fail(reason, "the host's network namespace is for root only");
    }
    return unshare(CLONE_NEWPID) < 0 ? fail(reason, "a pid namespace is refused") : 0;
}

int sandbox_enter(bool host_network, char **reason) {
    char users[64], groups[64];
    if (host_network) {
        return enter_host_network(reason);
    }
    snprintf(users, sizeof users, "%d %u 1", SANDBOX_USER, (unsigned)geteuid());
    snprintf(groups, sizeof groups, "%d %u 1", SANDBOX_USER, (unsigned)getegid());
    if (unshare(CLONE_NEWUSER | CLONE_NEWPID) < 0) {
        return fail(reason, errno == ENOSPC ? "a user namespace is refused (user.max_user_namespaces)"
                                            : "a user namespace is refused");
    }
    /* Required before an ordinary user may map its group, user_namespaces(7); absent before Linux 3.19. */
    if (write_file("/proc/self/setgroups", "deny") < 0 && errno != ENOENT) {
        return fail(reason, "the groups of a user namespace");
    }
    if (write_file("/proc/self/uid_map", users) < 0 || write_file("/proc/self/gid_map", groups) < 0) {
        return fail(reason, "the ids of a user namespace");
    }
    return 0;
}

/* A name service daemon of the host would answer with the host's data. */
static void hide_daemons(void) {
    static const char *const directories[] = {"/run/nscd", "/var/run/nscd", "/run/systemd/resolve"};
    for (size_t i = 0; i < sizeof directories / sizeof *directories; i++) {
        mount("none", directories[i], "tmpfs", MS_NOSUID | MS_NODEV, "size=4k"); /* most systems have none of them */
    }
}

static int mounts(const char *directory, char **reason) {
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0) {
        return fail(reason, "private mounts are refused");
    }
    if (mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) < 0) {
        return fail(reason, "a /proc of its own is refused");
    }
    if (mount("sockspec", directory, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755") < 0) {
        return fail(reason, "a tmpfs is refused");
    }
    return 0;
}

static void report_errno(json_t *capabilities, const char *name, const char *what, int result) {
    char reason[160];
    if (result < 0) {
        snprintf(reason, sizeof reason, "%s: %s", what, strerror(errno));
    }
    sandbox_report(capabilities, name, result < 0 ? reason : NULL);
}

static int addresses(void) {
    return net_add_address("veth0", AF_INET, "10.9.0.1", 24) == 0 &&
                   net_add_address("veth1", AF_INET, "10.9.0.2", 24) == 0 &&
                   (!net_has_ipv6() || (net_add_address("veth0", AF_INET6, "fd00:9::1", 64) == 0 &&
                                        net_add_address("veth1", AF_INET6, "fd00:9::2", 64) == 0)) &&
                   /* As on any machine with a network: broadcast and multicast have a way out. Nothing else has. */
                   net_add_route("veth0", "255.255.255.255", 32) == 0 && net_add_route("veth0", "224.0.0.0", 4) == 0
               ? 0
               : -1;
}

static int network(unsigned loopback_delay, json_t *capabilities, char **reason) {
    /* The host may have IPv6 switched off for new namespaces; and nothing here has to wait for duplicate detection. */
    static const char *const interfaces[] = {"all", "default", "lo"};
    for (size_t i = 0; i < 3; i++) {
        char path[80];
        snprintf(path, sizeof path, "/proc/sys/net/ipv6/conf/%s/disable_ipv6", interfaces[i]);
        write_file(path, "0");
        snprintf(path, sizeof path, "/proc/sys/net/ipv6/conf/%s/accept_dad", interfaces[i]);
        write_file(path, "0");
    }
    /* The port of the page's examples is not to be chosen for a socket that asks for any. */
    write_file("/proc/sys/net/ipv4/ip_local_reserved_ports", "50007-50008");
    if (net_up("lo") < 0) {
        return fail(reason, "the loopback interface");
    }
    /* Of names with addresses of both families (fixtures/README.md). */
    if (net_has_ipv6() && (net_add_address("lo", AF_INET6, "fd00:736f:636b::5", 128) < 0 ||
                           net_add_address("lo", AF_INET6, "fd00:736f:636b::6", 128) < 0)) {
        return fail(reason, "addresses of the loopback interface");
    }
    if (loopback_delay != 0) {
        report_errno(capabilities, "loopback_delay", "a queue that holds packets (tc-tbf)",
                     net_delay("lo", loopback_delay));
    }
    sandbox_report(capabilities, "netns", NULL);
    sandbox_report(capabilities, "host_netns", "this worker has a network namespace of its own (--host-network)");
    int veth = net_add_veth("veth0", "veth1");
    report_errno(capabilities, "veth", "a pair of virtual interfaces", veth < 0 ? veth : addresses());
    report_errno(capabilities, "vcan", "a virtual CAN interface", net_add_link("vcan", "vcan0", CANFD_MTU));
    return 0;
}

static void report_host_network(json_t *capabilities) {
    static const char *const own[] = {"netns", "veth", "vcan"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        sandbox_report(capabilities, own[i], "this worker is in the host's network namespace (--host-network)");
    }
    sandbox_report(capabilities, "host_netns", NULL);
}

int sandbox_build(const char *directory, const char *etc_dir, bool host_network, unsigned loopback_delay,
                  json_t *capabilities, char **reason) {
    if (unshare(CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | (host_network ? 0 : CLONE_NEWNET)) < 0) {
        return fail(reason, "mount, net, uts and ipc namespaces are refused");
    }
    if (mounts(directory, reason) < 0 || (!host_network && network(loopback_delay, capabilities, reason) < 0)) {
        return -1;
    }
    if (host_network) {
        report_host_network(capabilities);
    }
    hide_daemons();
    char *etc = NULL;
    int covered = etc_dir != NULL ? etc_cover(directory, etc_dir, &etc) : -1;
    const char *missing = covered == 0 ? NULL : etc != NULL ? etc : "no directory of files for /etc was given";
    sandbox_report(capabilities, "etc", missing);
    free(etc);
    if (sethostname(SANDBOX_HOST_NAME, strlen(SANDBOX_HOST_NAME)) < 0) {
        return fail(reason, "setting the host name");
    }
    if (privilege_limit() < 0) {
        return fail(reason, "limiting the capabilities");
    }
    /* A change of credentials clears it, and /proc/self belongs to root then. */
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
    return 0;
}
