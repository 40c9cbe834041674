#include "actor/process.h"

#include "actor/clock.h"
#include "actor/privilege.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* In the child, which has memory of its own: nothing here returns. */
static _Noreturn void become(const struct process_options *options, const int pipes[4][2], pid_t parent) {
    int fds[3] = {pipes[0][0], pipes[1][1], pipes[2][1]}, report = pipes[3][1];
    setsid();
    for (int signal = 1; signal < NSIG; signal++) {
        struct sigaction standard = {.sa_handler = SIG_DFL};
        sigaction(signal, &standard, NULL); /* fails for KILL and STOP, which is as it should be */
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    /* The ends may be 0, 1 or 2 themselves: move all up first. */
    for (int i = 0; i < 3; i++) {
        fds[i] = fcntl(fds[i], F_DUPFD_CLOEXEC, 10);
    }
    report = fcntl(report, F_DUPFD_CLOEXEC, 10);
    for (int i = 0; i < 3; i++) {
        dup2(fds[i], i);
    }
    struct rlimit limit = {0, 0};
    setrlimit(RLIMIT_CORE, &limit);
    limit.rlim_cur = limit.rlim_max = options->open_files;
    struct rlimit now;
    if (getrlimit(RLIMIT_NOFILE, &now) == 0 && limit.rlim_max > now.rlim_max) {
        limit.rlim_cur = limit.rlim_max = now.rlim_max;
    }
    setrlimit(RLIMIT_NOFILE, &limit);
    if (options->address_space > 0) {
        limit.rlim_cur = limit.rlim_max = options->address_space;
        setrlimit(RLIMIT_AS, &limit);
    }
    /* Where only descendants may be traced (Yama): strace is a sibling of the actor. */
    prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
    int failure = options->unprivileged ? privilege_drop_all() : 0;
    /* After the privileges, a change of which clears it; and the parent may be gone already. */
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (getppid() != parent) {
        _exit(127);
    }
    if (failure == 0) {
        execvpe(options->argv[0], options->argv, options->environment);
    }
    failure = errno;
    (void)!write(report, &failure, sizeof failure);
    _exit(127);
}

static void close_pipe(int pipe[2]) {
    for (int i = 0; i < 2; i++) {
        if (pipe[i] >= 0) {
            close(pipe[i]);
        }
    }
}

static int fail(const char *program, int number, char **error) {
    size_t size = strlen(program) + 120;
    *error = malloc(size);
    if (*error != NULL) {
        snprintf(*error, size, "cannot start '%s': %s", program, strerror(number));
    }
    return -1;
}

int process_start(const struct process_options *options, struct process *process, char **error) {
    /* stdin, stdout, stderr, and the report of a failed exec */
    int pipes[4][2] = {{-1, -1}, {-1, -1}, {-1, -1}, {-1, -1}};
    pid_t parent = getpid(), pid = -1;
    for (int i = 0; i < 4; i++) {
        if (pipe2(pipes[i], O_CLOEXEC) < 0) {
            goto failed;
        }
    }
    pid = fork();
    if (pid == 0) {
        become(options, (const int(*)[2])pipes, parent);
    }
    if (pid < 0) {
        goto failed;
    }
    close(pipes[0][0]);
    close(pipes[1][1]);
    close(pipes[2][1]);
    close(pipes[3][1]);
    int failure = 0;
    ssize_t got;
    do {
        got = read(pipes[3][0], &failure, sizeof failure);
    } while (got < 0 && errno == EINTR);
    close(pipes[3][0]);
    *process = (struct process){pid, pipes[0][1], pipes[1][0], pipes[2][0], (int)syscall(SYS_pidfd_open, pid, 0)};
    fcntl(process->in, F_SETFL, O_NONBLOCK);
    fcntl(process->out, F_SETFL, O_NONBLOCK);
    fcntl(process->err, F_SETFL, O_NONBLOCK);
    if (got > 0) {
        process_kill(process);
        return fail(options->argv[0], failure, error);
    }
    return 0;
failed:;
    int number = errno;
    for (int i = 0; i < 4; i++) {
        close_pipe(pipes[i]);
    }
    return fail(options->argv[0], number, error);
}

bool process_wait(struct process *process, double deadline, int *status) {
    for (;;) {
        int local;
        pid_t got = waitpid(process->pid, &local, WNOHANG);
        if (got == process->pid || (got < 0 && errno == ECHILD)) {
            *status = got > 0 ? local : 0;
            process->pid = 0;
            return true;
        }
        int left = clock_poll_ms(deadline);
        if (left == 0) {
            return false;
        }
        struct pollfd watch = {.fd = process->watch, .events = POLLIN};
        /* Without a watch: look again in a moment. */
        poll(&watch, 1, process->watch >= 0 ? left : left < 2 ? left : 2);
    }
}

void process_kill(struct process *process) {
    if (process->pid > 0) {
        int status;
        kill(-process->pid, SIGKILL);
        kill(process->pid, SIGKILL);
        /* One that sleeps uninterruptibly is left to init: nothing can be done about it. */
        process_wait(process, clock_ms() + 5000, &status);
    }
    int *fds[] = {&process->in, &process->out, &process->err, &process->watch};
    for (int i = 0; i < 4; i++) {
        if (*fds[i] >= 0) {
            close(*fds[i]);
        }
        *fds[i] = -1;
    }
    process->pid = 0;
}

char *process_status_text(int status) {
    char *text = malloc(64);
    if (text == NULL) {
        abort();
    }
    if (WIFSIGNALED(status)) {
        const char *name = signal_name(WTERMSIG(status));
        if (name != NULL) {
            snprintf(text, 64, "died of SIG%s", name);
        } else {
            snprintf(text, 64, "died of signal %d", WTERMSIG(status));
        }
    } else {
        snprintf(text, 64, "exited with status %d", WEXITSTATUS(status));
    }
    return text;
}
