/* Reading deviations files. */
#include "judge/deviations.h"

#include "judge/text.h"
#include "judge/version.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_WORDS = 64 };

/* A line taken apart. The words point into `line`, which is rewritten in place. */
struct words {
    char *word[MAX_WORDS + 1];
    bool quoted[MAX_WORDS];
    size_t count;
};

struct parser {
    struct deviations *set;
    const char *file;
    int line;
    char *implementation, *since, *before; /* of the present implementation block */
    char **error;
};

static bool mistake(struct parser *p, int line, const char *what, const char *word) {
    struct text text = {0};
    text_printf(&text, "%s:%d: error: ", p->file, line);
    text_printf(&text, what, word);
    *p->error = text_take(&text);
    return false;
}

static char *copy(const char *string) {
    struct text text = {0};
    text_puts(&text, string);
    return text_take(&text);
}

static char **copy_list(char **words, size_t count) {
    char **list = calloc(count + 1, sizeof *list);
    if (!list)
        abort();
    for (size_t i = 0; i < count; i++)
        list[i] = copy(words[i]);
    return list;
}

/* In quotes \" and \\ are one character, and any other backslash stands for itself. */
static bool quoted_word(struct parser *p, char **from, char **word) {
    char *in = *from + 1, *out = *from;
    *word = out;
    for (; *in != '"'; in++) {
        if (!*in)
            return mistake(p, p->line, "a text is not closed: %s", "put a \" at its end");
        if (*in == '\\' && (in[1] == '"' || in[1] == '\\'))
            in++;
        *out++ = *in;
    }
    *out = '\0';
    *from = in + 1;
    return true;
}

static bool split(struct parser *p, char *line, struct words *words) {
    words->count = 0;
    for (;;) {
        line += strspn(line, " \t\r");
        if (!*line || *line == '#')
            break;
        if (words->count == MAX_WORDS)
            return mistake(p, p->line, "%s", "more than 64 words in a line");
        words->quoted[words->count] = *line == '"';
        if (*line == '"') {
            if (!quoted_word(p, &line, &words->word[words->count++]))
                return false;
            continue;
        }
        words->word[words->count++] = line;
        line += strcspn(line, " \t\r");
        if (*line)
            *line++ = '\0';
    }
    words->word[words->count] = NULL;
    return true;
}

/* `since V` and `before V` in any order from word `i` on. */
static bool versions(struct parser *p, struct words *w, size_t i, char **since, char **before) {
    for (; i < w->count; i += 2) {
        char **bound = strcmp(w->word[i], "since") == 0 ? since : strcmp(w->word[i], "before") == 0 ? before : NULL;
        if (!bound)
            return mistake(p, p->line, "expected 'since VERSION' or 'before VERSION', not '%s'", w->word[i]);
        if (i + 1 == w->count || !version_valid(w->word[i + 1]))
            return mistake(p, p->line, "expected a version such as 3.8 after '%s'", w->word[i]);
        free(*bound);
        *bound = copy(w->word[i + 1]);
    }
    return true;
}

static void forget_implementation(struct parser *p) {
    free(p->implementation);
    free(p->since);
    free(p->before);
    p->implementation = p->since = p->before = NULL;
}

static bool implementation(struct parser *p, struct words *w) {
    forget_implementation(p);
    if (w->count < 2)
        return mistake(p, p->line, "'%s' lacks the name of the implementation", w->word[0]);
    p->implementation = copy(w->word[1]);
    return versions(p, w, 2, &p->since, &p->before);
}

static struct deviation *add_entry(struct deviations *set) {
    if (set->count == set->room) {
        set->room = set->room ? 2 * set->room : 32;
        set->list = realloc(set->list, set->room * sizeof *set->list);
        if (!set->list)
            abort();
    }
    struct deviation *entry = &set->list[set->count++];
    memset(entry, 0, sizeof *entry);
    return entry;
}

static bool deviation(struct parser *p, struct words *w) {
    if (!p->implementation)
        return mistake(p, p->line, "%s", "a deviation stands before any 'implementation NAME' line");
    if (w->count < 2)
        return mistake(p, p->line, "'%s' lacks the id of a case or run", w->word[0]);
    struct deviation *entry = add_entry(p->set);
    entry->file = p->file;
    entry->line = p->line;
    entry->implementation = copy(p->implementation);
    entry->impl_since = p->since ? copy(p->since) : NULL;
    entry->impl_before = p->before ? copy(p->before) : NULL;
    entry->patterns = copy_list(w->word + 1, w->count - 1);
    return true;
}

static bool outcomes(struct parser *p, struct words *w, unsigned *set) {
    for (size_t i = 1; i < w->count; i++) {
        enum outcome outcome;
        if (!outcome_parse(w->word[i], &outcome) || !outcome_needs_blame(outcome) || outcome == OUTCOME_NOT_RUN)
            return mistake(p, p->line, "'%s' is no outcome to expect: fail, crash, hang, unsupported or error",
                           w->word[i]);
        *set |= 1u << outcome;
    }
    return *set || mistake(p, p->line, "'%s' lacks its outcome", w->word[0]);
}

static bool one_word(struct parser *p, struct words *w, char **value) {
    if (*value)
        return mistake(p, p->line, "'%s' is given twice", w->word[0]);
    if (w->count != 2)
        return mistake(p, p->line, "'%s' takes one word, or a text in quotes", w->word[0]);
    *value = copy(w->word[1]);
    return true;
}

static bool word_list(struct parser *p, struct words *w, char ***list) {
    if (*list)
        return mistake(p, p->line, "'%s' is given twice", w->word[0]);
    if (w->count < 2)
        return mistake(p, p->line, "'%s' lacks its value", w->word[0]);
    *list = copy_list(w->word + 1, w->count - 1);
    return true;
}

static bool sentence(struct parser *p, struct words *w, const char *rest, char **value) {
    if (*value)
        return mistake(p, p->line, "'%s' is given twice", w->word[0]);
    if (!*rest)
        return mistake(p, p->line, "'%s' lacks its text", w->word[0]);
    *value = copy(rest);
    return true;
}

static bool date_valid(const char *text) {
    int year, month, day, end = 0;
    return strlen(text) == 10 && sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &end) == 3 && end == 10 &&
           month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static bool known_kind(const char *kind) {
    return strcmp(kind, "bug") == 0 || strcmp(kind, "platform") == 0 || strcmp(kind, "unsupported") == 0;
}

/* An attribute of an entry. `rest` is what followed its name, as it stood. */
static bool attribute(struct parser *p, struct deviation *e, struct words *w, const char *rest) {
    const char *name = w->word[0];
    if (strcmp(name, "outcome") == 0)
        return outcomes(p, w, &e->outcomes);
    if (strcmp(name, "signature") == 0)
        return one_word(p, w, &e->signature);
    if (strcmp(name, "reason") == 0)
        return sentence(p, w, rest, &e->reason);
    if (strcmp(name, "link") == 0)
        return one_word(p, w, &e->link);
    if (strcmp(name, "on") == 0)
        return word_list(p, w, &e->on);
    if (strcmp(name, "libc") == 0)
        return word_list(p, w, &e->libc);
    if (strcmp(name, "arch") == 0)
        return word_list(p, w, &e->arch);
    if (strcmp(name, "kernel") == 0)
        return versions(p, w, 1, &e->kernel_since, &e->kernel_before);
    if (strcmp(name, "kind") == 0) {
        return one_word(p, w, &e->kind) &&
               (known_kind(e->kind) ||
                mistake(p, p->line, "unknown kind '%s': bug, platform or unsupported", w->word[1]));
    }
    if (strcmp(name, "expires") == 0) {
        return one_word(p, w, &e->expires) &&
               (date_valid(e->expires) || mistake(p, p->line, "'%s' is no date such as 2027-01-31", w->word[1]));
    }
    return mistake(
        p, p->line,
        "unknown word '%s': implementation, deviation, or one of outcome, signature, kind, reason, link, on, "
        "libc, arch, kernel, expires",
        name);
}

/* What an entry must have, seen when its block is over. */
static bool complete(struct parser *p, const struct deviation *e) {
    if (!e->outcomes)
        return mistake(p, e->line, "deviation %s has no outcome", e->patterns[0]);
    if (e->outcomes & 1u << OUTCOME_FAIL && !e->signature)
        return mistake(p, e->line, "deviation %s: outcome fail needs a signature (any: \"...\")", e->patterns[0]);
    if (!e->kind)
        return mistake(p, e->line, "deviation %s has no kind: bug, platform or unsupported", e->patterns[0]);
    return e->reason || mistake(p, e->line, "deviation %s has no reason", e->patterns[0]);
}

static const char *after_first_word(const char *line) {
    line += strspn(line, " \t");
    line += strcspn(line, " \t\r");
    return line + strspn(line, " \t");
}

/* What is not UTF-8 could not be written to the journal. */
static bool is_utf8(const char *line) {
    json_t *string = json_string(line);
    bool good = string != NULL;
    json_decref(string);
    return good;
}

static bool parse_line(struct parser *p, char *line, size_t *open) {
    struct words words;
    if (!is_utf8(line))
        return mistake(p, p->line, "this line is not UTF-8: %s", "save the file in it");
    char *rest = copy(after_first_word(line));
    for (size_t end = strlen(rest); end > 0 && strchr(" \t\r", rest[end - 1]); end--)
        rest[end - 1] = '\0';
    bool good = true;
    /* A sentence may hold quotes that are not in pairs: it is not split. */
    bool is_sentence = strncmp(line + strspn(line, " \t"), "reason", 6) == 0;
    if (is_sentence) {
        words.word[0] = line + strspn(line, " \t");
        words.word[0][strcspn(words.word[0], " \t\r")] = '\0';
        words.count = 1;
    } else {
        good = split(p, line, &words);
    }
    if (good && words.count) {
        bool head = strcmp(words.word[0], "implementation") == 0 || strcmp(words.word[0], "deviation") == 0;
        if (head && *open != (size_t)-1) {
            good = complete(p, &p->set->list[*open]);
            *open = (size_t)-1;
        }
        if (good && head && words.word[0][0] == 'i') {
            good = implementation(p, &words);
        } else if (good && head) {
            good = deviation(p, &words);
            if (good)
                *open = p->set->count - 1;
        } else if (good && *open == (size_t)-1) {
            good = mistake(p, p->line, "'%s' stands outside of a deviation", words.word[0]);
        } else if (good) {
            good = attribute(p, &p->set->list[*open], &words, rest);
        }
    }
    free(rest);
    return good;
}

static const char *keep_file_name(struct deviations *set, const char *shown) {
    set->files = realloc(set->files, (set->n_files + 1) * sizeof *set->files);
    if (!set->files)
        abort();
    return set->files[set->n_files++] = copy(shown);
}

bool deviations_parse(struct deviations *set, const char *text, const char *shown, char **error) {
    struct parser p = {.set = set, .file = keep_file_name(set, shown), .error = error};
    size_t open = (size_t)-1;
    bool good = true;
    while (good && *text) {
        size_t length = strcspn(text, "\n");
        struct text line = {0};
        text_add(&line, text, length);
        char *content = text_take(&line);
        p.line++;
        good = parse_line(&p, content, &open);
        free(content);
        text += length + (text[length] == '\n');
    }
    if (good && open != (size_t)-1)
        good = complete(&p, &set->list[open]);
    forget_implementation(&p);
    return good;
}

bool deviations_read(struct deviations *set, const char *path, const char *shown, char **error) {
    struct text text = {0};
    FILE *file = fopen(path, "re");
    bool good = file != NULL;
    if (file) {
        char block[4096];
        size_t got;
        while ((got = fread(block, 1, sizeof block, file)) > 0)
            text_add(&text, block, got);
        good = !ferror(file);
    }
    if (!good) {
        struct text message = {0};
        text_printf(&message, "%s: error: the deviations file cannot be read: %s", shown, strerror(errno));
        *error = text_take(&message);
    }
    if (file)
        fclose(file);
    char *content = text_take(&text);
    good = good && deviations_parse(set, content, shown, error);
    free(content);
    return good;
}
