#include "cli/commands.h"

#include "cli/lineup.h"
#include "cli/open_suite.h"
#include "cli/run_session.h"
#include "cli/witnesses.h"
#include "journal/platform.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The platform key with the live oracle's part, if there is an oracle that answers. */
static char *key_here(const struct paths *paths, const json_t *platform) {
    const char *why;
    char *command = python_command(paths, &why), *error = NULL;
    if (!command)
        return platform_key(platform, NULL);
    struct parties parties = {.oracle = NO_WITNESS, .reference = NO_WITNESS};
    const json_t *hello = NULL;
    if (parties_add(&parties, "oracle", command, &error) == 0) {
        struct implementation *implementations = parties_implementations(&parties);
        const struct worker_options options = {.impls = implementations, .n_impls = 1, .namespaces = true};
        struct worker *worker = worker_start(&options, &error);
        if (worker && parties_hello(&parties, &worker, &options, &error))
            hello = parties.list[0].hello;
        worker_stop(worker);
        free(implementations);
    }
    char *key = platform_key(platform, hello);
    parties_free(&parties);
    free(command);
    free(error);
    return key;
}

int cmd_platform(int argc, char **argv) {
    if (argc > 1) {
        bool help = strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0;
        fprintf(help ? stdout : stderr,
                "usage: sockspec platform\nPrints the key of this platform, under which reports and "
                "recordings are kept.\n");
        return help ? finish_output() : STATUS_USAGE;
    }
    struct paths paths;
    if (!paths_find(&paths, stderr))
        return STATUS_HARNESS;
    json_t *platform = platform_describe();
    char *key = key_here(&paths, platform);
    puts(key);
    free(key);
    json_decref(platform);
    paths_free(&paths);
    return finish_output();
}
