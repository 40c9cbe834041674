#include "cli/run_options.h"

#include "cli/commands.h"
#include "cli/open_suite.h"
#include "cli/terminal.h"
#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char run_usage[] =
    "usage: sockspec run [options]\n"
    "Runs the cases on each implementation, asks the oracle and the reference about what does not pass, and says what\n"
    "is not as expected. Exit status: 0 all as expected, 1 something unexpected, 2 usage or a wrong table, 3 the\n"
    "harness failed or was interrupted, 77 nothing was applicable.\n"
    "  --impl NAME=CMD       an implementation to test, by the command of its adapter (default: the C reference);\n"
    "                        CMD is split into words as a shell does, without any expansion. Each CMD has one NAME\n"
    "  --oracle WHICH        live, recorded or none (default: live if there is a python3 in PATH, else recorded)\n"
    "  --oracle-cmd CMD      the command of the live oracle's adapter\n"
    "  --interop A B         let two implementations play the two actors of a case, each way: names of --impl, or\n"
    "                        reference, oracle\n"
    "  --cases DIR           tables to run, instead of the installed ones\n"
    "  --profile NAME        only what a profile asks for: core, inet, unix, linux, full\n"
    "  --deviations FILE     known deviations, beside the default ones of each implementation; none: without those\n"
    "  --journal FILE        where to write what happens; --resume  go on with it\n"
    "  --recording FILE      the recording of the oracle to look results up in\n"
    "  --jobs N              workers (default: more than processors, since most of the time they wait)\n"
    "  --repeat N            run everything N times; --shuffle SEED  in an order that depends on the number\n"
    "  --deadline-scale X    multiply every deadline, for slow machines and emulators\n"
    "  --loopback-delay MS   let packets over the loopback interface come that much later, 1 to 1000: shows cases "
    "that\n"
    "                        take it for granted that what was sent has arrived; 77 where that is not possible\n"
    "  --no-namespaces       do not make namespaces; what needs them is inapplicable then\n"
    "  --host-network        run what `needs host_netns` in the network namespace of this machine, as root: such "
    "cases\n"
    "                        may change it. Otherwise they are inapplicable\n"
    "  --trace FILE          write the protocol as it goes, - for stderr\n"
    "  --quiet               only the line of totals\n"
    "  --count               check the selection, the tables and the files that are named, say how many runs there\n"
    "                        are, and make none\n";

static const char record_usage[] =
    "usage: sockspec record [options]\n"
    "Runs the cases on the oracle (or on the implementation given) and writes what it answered to\n"
    "DIR/PLATFORM-KEY/NAME.jsonl (docs/recording.md). A selection does not replace a recording that holds more.\n"
    "  --impl NAME=CMD       whose answers are recorded (default: python3 with the Python adapter)\n"
    "  --out DIR             the folder of recordings (default: fixtures/recordings)\n"
    "  --cases DIR, --jobs N, --deadline-scale X, --no-namespaces, --host-network, --trace FILE, --quiet   as for "
    "run\n";

enum {
    OPTION_CASES = 256,
    OPTION_IMPL,
    OPTION_ORACLE,
    OPTION_ORACLE_CMD,
    OPTION_INTEROP,
    OPTION_JOBS,
    OPTION_DEVIATIONS,
    OPTION_JOURNAL,
    OPTION_RESUME,
    OPTION_REPEAT,
    OPTION_SHUFFLE,
    OPTION_TRACE,
    OPTION_PROFILE,
    OPTION_NO_NAMESPACES,
    OPTION_HOST_NETWORK,
    OPTION_DEADLINE_SCALE,
    OPTION_LOOPBACK_DELAY,
    OPTION_RECORDING,
    OPTION_OUT,
    OPTION_QUIET,
    OPTION_COUNT,
    OPTION_HELP = 'h'
};

static const struct option run_long[] = {{"cases", required_argument, NULL, OPTION_CASES},
                                         {"impl", required_argument, NULL, OPTION_IMPL},
                                         {"oracle", required_argument, NULL, OPTION_ORACLE},
                                         {"oracle-cmd", required_argument, NULL, OPTION_ORACLE_CMD},
                                         {"interop", required_argument, NULL, OPTION_INTEROP},
                                         {"jobs", required_argument, NULL, OPTION_JOBS},
                                         {"deviations", required_argument, NULL, OPTION_DEVIATIONS},
                                         {"journal", required_argument, NULL, OPTION_JOURNAL},
                                         {"resume", no_argument, NULL, OPTION_RESUME},
                                         {"repeat", required_argument, NULL, OPTION_REPEAT},
                                         {"shuffle", required_argument, NULL, OPTION_SHUFFLE},
                                         {"trace", required_argument, NULL, OPTION_TRACE},
                                         {"profile", required_argument, NULL, OPTION_PROFILE},
                                         {"no-namespaces", no_argument, NULL, OPTION_NO_NAMESPACES},
                                         {"host-network", no_argument, NULL, OPTION_HOST_NETWORK},
                                         {"deadline-scale", required_argument, NULL, OPTION_DEADLINE_SCALE},
                                         {"loopback-delay", required_argument, NULL, OPTION_LOOPBACK_DELAY},
                                         {"recording", required_argument, NULL, OPTION_RECORDING},
                                         {"quiet", no_argument, NULL, OPTION_QUIET},
                                         {"count", no_argument, NULL, OPTION_COUNT},
                                         {"help", no_argument, NULL, OPTION_HELP},
                                         SELECTION_OPTIONS,
                                         {NULL, 0, NULL, 0}};

static const struct option record_long[] = {{"cases", required_argument, NULL, OPTION_CASES},
                                            {"impl", required_argument, NULL, OPTION_IMPL},
                                            {"jobs", required_argument, NULL, OPTION_JOBS},
                                            {"trace", required_argument, NULL, OPTION_TRACE},
                                            {"no-namespaces", no_argument, NULL, OPTION_NO_NAMESPACES},
                                            {"host-network", no_argument, NULL, OPTION_HOST_NETWORK},
                                            {"deadline-scale", required_argument, NULL, OPTION_DEADLINE_SCALE},
                                            {"out", required_argument, NULL, OPTION_OUT},
                                            {"quiet", no_argument, NULL, OPTION_QUIET},
                                            {"help", no_argument, NULL, OPTION_HELP},
                                            SELECTION_OPTIONS,
                                            {NULL, 0, NULL, 0}};

static void push(struct texts *list, const char *item) {
    list->items = memory_resize(list->items, (list->count + 1) * sizeof *list->items);
    list->items[list->count++] = item;
}

static int complain(const char *format, const char *argument) {
    fputs("sockspec: ", stderr);
    fprintf(stderr, format, argument);
    fputs("; --help says more\n", stderr);
    return STATUS_USAGE;
}

/* A whole number from `least` to `most`. */
static bool take_number(const char *text, unsigned long least, unsigned long most, unsigned long *number) {
    char *end;
    errno = 0;
    *number = strtoul(text, &end, 10);
    return text[0] >= '0' && text[0] <= '9' && !*end && errno == 0 && *number >= least && *number <= most;
}

static int take_scale(struct run_options *options, const char *text) {
    char *end;
    options->deadline_scale = strtod(text, &end);
    if (*end || end == text || !isfinite(options->deadline_scale) || options->deadline_scale < 0.01 ||
        options->deadline_scale > 1000)
        return complain("--deadline-scale takes a number from 0.01 to 1000, not '%s'", text);
    return -1;
}

static int take_oracle(struct run_options *options, const char *text) {
    static const char *const names[] = {[ORACLE_LIVE] = "live", [ORACLE_RECORDED] = "recorded", [ORACLE_NONE] = "none"};
    for (int i = ORACLE_LIVE; i <= ORACLE_NONE; i++) {
        if (strcmp(names[i], text) == 0) {
            options->oracle = (enum oracle_choice)i;
            return -1;
        }
    }
    return complain("--oracle takes live, recorded or none, not '%s'", text);
}

static int take_counts(struct run_options *options, int option, const char *text) {
    unsigned long number;
    switch (option) {
    case OPTION_JOBS:
        if (!take_number(text, 1, 1024, &number))
            return complain("--jobs takes a number from 1 to 1024, not '%s'", text);
        options->jobs = number;
        return -1;
    case OPTION_REPEAT:
        if (!take_number(text, 1, 100000, &number))
            return complain("--repeat takes a number from 1 to 100000, not '%s'", text);
        options->repeat = (unsigned)number;
        return -1;
    default:
        if (!take_number(text, 0, (unsigned long)-1, &number))
            return complain("--shuffle takes a number, not '%s'", text);
        options->shuffled = true;
        options->seed = number;
        return -1;
    }
}

static int take_interop(struct run_options *options, int argc, char **argv) {
    if (optind >= argc || argv[optind][0] == '-')
        return complain("--interop takes two implementations: only '%s' is there", optarg);
    options->interop[0] = optarg;
    options->interop[1] = argv[optind++];
    return -1;
}

static int take_impl(struct run_options *options, const char *text) {
    size_t name = strcspn(text, "=");
    if (!name || !text[name] || memchr(text, '/', name) || memchr(text, '+', name))
        return complain("--impl takes NAME=CMD, with no / or + in the name, not '%s'", text);
    json_t *utf8 = json_stringn(text, name); /* the journal names the implementation by it */
    if (!utf8) {
        char *shown = safe_text(text, 0);
        int status = complain("--impl: the name is not UTF-8 text: '%s'", shown);
        free(shown);
        return status;
    }
    json_decref(utf8);
    for (size_t i = 0; i < options->impls.count; i++)
        if (strncmp(options->impls.items[i], text, name + 1) == 0)
            return complain("--impl: two implementations have the same name: '%s'", text);
    push(&options->impls, text);
    return -1;
}

static int take_text(struct run_options *options, int option, const char *text) {
    const char **to[] = {[OPTION_CASES - OPTION_CASES] = &options->cases,
                         [OPTION_ORACLE_CMD - OPTION_CASES] = &options->oracle_command,
                         [OPTION_JOURNAL - OPTION_CASES] = &options->journal,
                         [OPTION_TRACE - OPTION_CASES] = &options->trace,
                         [OPTION_PROFILE - OPTION_CASES] = &options->profile,
                         [OPTION_RECORDING - OPTION_CASES] = &options->recording,
                         [OPTION_OUT - OPTION_CASES] = &options->out};
    *to[option - OPTION_CASES] = text;
    return -1;
}

static int take_option(struct run_options *options, int option, int argc, char **argv, bool recording) {
    switch (option) {
    case OPTION_HELP:
        printf("%s%s", recording ? record_usage : run_usage, selection_help);
        return finish_output();
    case OPTION_IMPL:
        return take_impl(options, optarg);
    case OPTION_ORACLE:
        return take_oracle(options, optarg);
    case OPTION_INTEROP:
        return take_interop(options, argc, argv);
    case OPTION_JOBS:
    case OPTION_REPEAT:
    case OPTION_SHUFFLE:
        return take_counts(options, option, optarg);
    case OPTION_DEVIATIONS:
        push(&options->deviations, optarg);
        return -1;
    case OPTION_RESUME:
        options->resume = true;
        return -1;
    case OPTION_QUIET:
        options->quiet = true;
        return -1;
    case OPTION_COUNT:
        options->count = true;
        return -1;
    case OPTION_NO_NAMESPACES:
        options->no_namespaces = true;
        return -1;
    case OPTION_HOST_NETWORK:
        options->host_network = true;
        return -1;
    case OPTION_DEADLINE_SCALE:
        return take_scale(options, optarg);
    case OPTION_LOOPBACK_DELAY:
        return take_number(optarg, 1, 1000, &options->loopback_delay)
                   ? -1
                   : complain("--loopback-delay takes milliseconds from 1 to 1000, not '%s'", optarg);
    case OPTION_CASES:
    case OPTION_ORACLE_CMD:
    case OPTION_JOURNAL:
    case OPTION_TRACE:
    case OPTION_PROFILE:
    case OPTION_RECORDING:
    case OPTION_OUT:
        return take_text(options, option, optarg);
    default: /* an unknown option was named by getopt, a wrong selection by selection_take */
        return selection_take(&options->selection, option, optarg, stderr) ? -1 : STATUS_USAGE;
    }
}

/* Most of a suite's time is waiting for timeouts: several workers share a processor, as long as they are few. */
static size_t usual_jobs(void) {
    enum { PER_PROCESSOR = 4, ENOUGH = 16 };
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (processors >= ENOUGH)
        return (size_t)processors;
    size_t jobs = (processors > 0 ? (size_t)processors : 1) * PER_PROCESSOR;
    return jobs < ENOUGH ? jobs : ENOUGH;
}

int run_options_parse(struct run_options *options, int argc, char **argv, bool recording) {
    *options = (struct run_options){.repeat = 1, .deadline_scale = 1, .jobs = usual_jobs()};
    int option, status = -1;
    optind = 1;
    while (status < 0 && (option = getopt_long(argc, argv, "h", recording ? record_long : run_long, NULL)) != -1)
        status = take_option(options, option, argc, argv, recording);
    if (status < 0 && optind < argc)
        status = complain("unexpected argument '%s' (--select chooses cases)", argv[optind]);
    if (status < 0 && options->resume && !options->journal)
        status = complain("%s", "--resume needs --journal FILE");
    if (status < 0 && options->oracle_command && options->oracle > ORACLE_LIVE)
        status = complain("%s", "--oracle-cmd is for a live oracle");
    return status;
}

void run_options_free(struct run_options *options) {
    free(options->impls.items);
    free(options->deviations.items);
    selection_free(&options->selection);
}
