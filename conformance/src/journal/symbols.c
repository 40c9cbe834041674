#include "journal/symbols.h"

#include "judge/text.h"
#include "judge/value.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What is known while the steps of a result are gone through in their order. */
struct symbols {
    const json_t *program;
    const char *tmp, *token;
    json_t *names;   /* "port 40000" -> "port:1" */
    json_t *counts;  /* "port" -> how many there are */
    json_t *vars;    /* name -> recorded value */
    json_t *pending; /* "actor lane" -> the step that began the call; borrowed values are kept alive by the program */
};

static json_t *symbol(const char *name) {
    return json_pack("{s:s}", "symbol", name);
}

static bool is_symbol(const json_t *value) {
    return json_object_get(value, "symbol") || json_object_get(value, "loose");
}

/* The symbol of something by its kind and its value as a text: the same one each time it is seen. */
static json_t *numbered(struct symbols *s, const char *kind, const char *what) {
    struct text key = {0};
    text_printf(&key, "%s %s", kind, what);
    char *name = text_take(&key);
    json_t *known = json_object_get(s->names, name);
    if (!known) {
        json_int_t count = json_integer_value(json_object_get(s->counts, kind)) + 1;
        json_object_set_new(s->counts, kind, json_integer(count));
        struct text label = {0};
        text_printf(&label, "%s:%lld", kind, (long long)count);
        char *text = text_take(&label);
        known = json_string(text);
        free(text);
        json_object_set_new(s->names, name, known);
    }
    free(name);
    return symbol(json_string_value(known));
}

static json_t *numbered_int(struct symbols *s, const char *kind, const json_t *value) {
    char digits[32];
    const char *text = value_digits(value, digits);
    return text ? numbered(s, kind, text) : json_deep_copy(value);
}

/* Whether the integer stands in the program as such: then nobody but the case chose it. */
static bool stands_in(const json_t *term, json_int_t number) {
    if (json_is_integer(term))
        return json_integer_value(term) == number;
    const char *key;
    json_t *member;
    size_t i;
    json_array_foreach(term, i, member) if (stands_in(member, number)) return true;
    if (json_is_object(term)) {
        void *at;
        for (at = json_object_iter((json_t *)(uintptr_t)term); at;
             at = json_object_iter_next((json_t *)(uintptr_t)term, at)) {
            key = json_object_iter_key(at);
            if (strcmp(key, "line") != 0 && stands_in(json_object_iter_value(at), number))
                return true;
        }
    }
    return false;
}

static json_t *port(struct symbols *s, const json_t *value) {
    int64_t number;
    if (!value_int64(value, &number) || number < 1024 || stands_in(json_object_get(s->program, "steps"), number))
        return json_deep_copy(value);
    return numbered_int(s, "port", value);
}

static const unsigned char *find(const unsigned char *data, size_t length, const char *what) {
    return what && *what ? memmem(data, length, what, strlen(what)) : NULL;
}

static bool hex_digits(const unsigned char *data, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (!strchr("0123456789abcdef", data[i]) || !data[i])
            return false;
    return true;
}

/* The pieces before and after a symbol that stands within text or bytes. */
static json_t *around(const json_t *value, const struct octets *o, size_t at, size_t length, const char *name) {
    bool bytes = value_kind(value) == VALUE_BYTES;
    json_t *parts = json_array();
    json_array_append_new(parts, bytes ? value_new_bytes(o->data, at) : value_new_text(o->data, at));
    json_array_append_new(parts, symbol(name));
    const unsigned char *rest = o->data + at + length;
    size_t left = o->length - at - length;
    json_array_append_new(parts, bytes ? value_new_bytes(rest, left) : value_new_text(rest, left));
    return json_pack("{s:o}", "joined", parts);
}

/* Text or bytes: the runner's own names in it, and names that the kernel chose (autobind: NUL and five hex digits). */
static json_t *octets_symbol(struct symbols *s, const json_t *value) {
    struct octets o;
    if (!value_octets(value, &o))
        return json_deep_copy(value);
    json_t *made = NULL;
    const unsigned char *at;
    if (o.length == 6 && o.data[0] == '\0' && hex_digits(o.data + 1, 5)) {
        char name[6] = {0};
        memcpy(name, o.data + 1, 5);
        made = numbered(s, "autobind", name);
    } else if ((at = find(o.data, o.length, s->tmp))) {
        made = around(value, &o, (size_t)(at - o.data), strlen(s->tmp), "tmp");
    } else if ((at = find(o.data, o.length, s->token))) {
        made = around(value, &o, (size_t)(at - o.data), strlen(s->token), "token");
    }
    octets_free(&o);
    return made ? made : json_deep_copy(value);
}

static json_t *replace(struct symbols *s, const json_t *value);

static json_t *rebuild(const json_t *value, json_t *members) {
    return value_kind(value) == VALUE_TUPLE ? value_new_tuple(members) : members;
}

/* Everywhere: the runner's names and autobound ones. */
static json_t *replace(struct symbols *s, const json_t *value) {
    const json_t *members = value_members(value);
    if (!members)
        return octets_symbol(s, value);
    json_t *copy = json_array();
    size_t i;
    const json_t *member;
    json_array_foreach(members, i, member) json_array_append_new(copy, replace(s, member));
    return rebuild(value, copy);
}

/* An address: of AF_INET and AF_INET6 it is a tuple of host, port and perhaps more. */
static json_t *address(struct symbols *s, const json_t *value) {
    const json_t *members = value_members(value);
    json_t *copy = replace(s, value);
    size_t count = json_array_size(members);
    if ((count == 2 || count == 4) && value_kind(json_array_get(members, 0)) == VALUE_TEXT &&
        value_kind(json_array_get(members, 1)) == VALUE_INT) {
        json_t *inner = json_is_array(copy) ? copy : json_object_get(copy, "tuple");
        json_array_set_new(inner, 1, port(s, json_array_get(members, 1)));
    }
    return copy;
}

/* Which member of a result is an address, and which are descriptors, processes or inodes. */
enum shape { PLAIN, ADDRESS, ADDRESS_AT_1, ADDRESS_AT_3, DESCRIPTOR, DESCRIPTORS, PROCESS, INODE };

static enum shape shape_of(const char *op) {
    static const struct {
        const char *op;
        enum shape shape;
    } shapes[] = {
        {".getsockname", ADDRESS},
        {".getpeername", ADDRESS},
        {".accept", ADDRESS_AT_1},
        {".recvfrom", ADDRESS_AT_1},
        {".recvfrom_into", ADDRESS_AT_1},
        {".recvmsg", ADDRESS_AT_3},
        {".recvmsg_into", ADDRESS_AT_3},
        {".fileno", DESCRIPTOR},
        {".detach", DESCRIPTOR},
        {"dup", DESCRIPTOR},
        {"sys.dup", DESCRIPTOR},
        {"sys.open", DESCRIPTOR},
        {"sys.pipe", DESCRIPTORS},
        {"recv_fds", DESCRIPTORS},
        {"sys.pid", PROCESS},
        {"sys.fstat", INODE},
    };
    for (size_t i = 0; op && i < sizeof shapes / sizeof *shapes; i++)
        if (strcmp(shapes[i].op, op) == 0)
            return shapes[i].shape;
    return PLAIN;
}

static json_t *descriptors(struct symbols *s, const json_t *value) {
    const json_t *members = value_members(value);
    int64_t number;
    if (!members)
        return value_kind(value) == VALUE_INT && value_int64(value, &number) && number >= 0
                   ? numbered_int(s, "fd", value)
                   : replace(s, value);
    json_t *copy = json_array();
    size_t i;
    const json_t *member;
    json_array_foreach(members, i, member) json_array_append_new(copy, descriptors(s, member));
    return rebuild(value, copy);
}

/* One member is special. */
static json_t *with_member(struct symbols *s, const json_t *value, size_t at,
                           json_t *(*special)(struct symbols *, const json_t *)) {
    json_t *copy = replace(s, value);
    json_t *inner = json_is_array(copy) ? copy : json_object_get(copy, "tuple");
    const json_t *member = json_array_get(value_members(value), at);
    if (inner && member)
        json_array_set_new(inner, at, special(s, member));
    return copy;
}

static json_t *process(struct symbols *s, const json_t *value) {
    return numbered_int(s, "pid", value);
}

static json_t *inode(struct symbols *s, const json_t *value) {
    return numbered_int(s, "inode", value);
}

static json_t *symbolic(struct symbols *s, const char *op, const json_t *value) {
    json_t *first, *second;
    switch (shape_of(op)) {
    case ADDRESS:
        return address(s, value);
    case ADDRESS_AT_1:
        return with_member(s, value, 1, address);
    case ADDRESS_AT_3:
        return with_member(s, value, 3, address);
    case DESCRIPTOR:
        return descriptors(s, value);
    case DESCRIPTORS:
        /* recv_fds gives (data, [descriptors], flags, address), sys.pipe two descriptors */
        if (json_array_size(value_members(value)) != 4)
            return descriptors(s, value);
        first = with_member(s, value, 1, descriptors);
        return first;
    case PROCESS:
        return process(s, value);
    case INODE:
        first = with_member(s, value, 1, inode);
        second = with_member(s, first, 2, inode);
        json_decref(first);
        return second;
    case PLAIN:
        break;
    }
    return replace(s, value);
}

static json_t *loose(const json_t *value) {
    static const char *const names[] = {
        [VALUE_NONE] = "none",     [VALUE_BOOL] = "bool",   [VALUE_INT] = "int",    [VALUE_FLOAT] = "float",
        [VALUE_TEXT] = "text",     [VALUE_BYTES] = "bytes", [VALUE_FILL] = "bytes", [VALUE_DIGEST] = "bytes",
        [VALUE_LIST] = "list",     [VALUE_TUPLE] = "tuple", [VALUE_ENUM] = "int",   [VALUE_HANDLE] = "object",
        [VALUE_OBJECT] = "object", [VALUE_OTHER] = "other"};
    return json_pack("{s:s}", "loose", names[value_kind(value)]);
}

/* Nobody asked for anything in particular: numbers, text and bytes may be anything, while what an address is, None,
 * flags and objects are worth to be kept. */
static json_t *unasked(const json_t *value) {
    switch (value_kind(value)) {
    case VALUE_INT:
    case VALUE_FLOAT:
    case VALUE_TEXT:
    case VALUE_BYTES:
    case VALUE_FILL:
    case VALUE_DIGEST:
    case VALUE_LIST:
        return loose(value);
    case VALUE_TUPLE: {
        json_t *copy = json_array();
        size_t i;
        const json_t *member;
        json_array_foreach(value_members(value), i, member) json_array_append_new(copy, unasked(member));
        return value_new_tuple(copy);
    }
    case VALUE_NONE:
    case VALUE_BOOL:
    case VALUE_ENUM:
    case VALUE_HANDLE:
    case VALUE_OBJECT:
    case VALUE_OTHER:
        break;
    }
    return json_deep_copy(value);
}

static bool is_pattern_that_leaves_room(const json_t *pattern) {
    static const char *const forms[] = {"any",    "type", "range",    "not",  "length", "all",   "prefix",
                                        "suffix", "glob", "contains", "each", "flags",  "lacks", "near"};
    const json_t *content;
    const char *key = value_only_key(pattern, &content);
    for (size_t i = 0; key && i < sizeof forms / sizeof *forms; i++)
        if (strcmp(key, forms[i]) == 0)
            return true;
    return false;
}

/* What the pattern leaves open is not recorded. Objects that are handles are the same everywhere. */
static json_t *as_asked(const json_t *pattern, const json_t *value) {
    if (is_pattern_that_leaves_room(pattern))
        return value_kind(value) == VALUE_HANDLE || is_symbol(value) ? json_deep_copy(value) : loose(value);
    const json_t *patterns = value_members(pattern), *members = value_members(value);
    if (!patterns || !members || json_array_size(patterns) != json_array_size(members))
        return json_deep_copy(value);
    json_t *copy = json_array();
    size_t i;
    const json_t *member;
    json_array_foreach(members, i, member) json_array_append_new(copy, as_asked(json_array_get(patterns, i), member));
    return rebuild(value, copy);
}

static json_t *raised_part(struct symbols *s, const json_t *raised) {
    static const char *const members[] = {"class", "errno", "code"};
    json_t *part = json_object();
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (json_object_get(raised, members[i]))
            json_object_set(part, members[i], json_object_get(raised, members[i]));
    const json_t *text = json_object_get(raised, "text");
    if (text)
        json_object_set_new(part, "text", replace(s, text));
    return part;
}

static bool holds_symbol(const json_t *value) {
    if (is_symbol(value) || json_object_get(value, "joined"))
        return true;
    size_t i;
    const json_t *member;
    json_array_foreach(value_members(value), i, member) if (holds_symbol(member)) return true;
    return false;
}

/* What a name stands for in the recording; NULL if the expression is more than names, indexes. Borrowed. */
static const json_t *recorded_var(const struct symbols *s, const json_t *expression) {
    const json_t *content;
    const char *key = value_only_key(expression, &content);
    if (key && strcmp(key, "var") == 0)
        return json_object_get(s->vars, json_string_value(content));
    if (key && strcmp(key, "index") == 0 && json_is_integer(json_array_get(content, 1))) {
        const json_t *members = value_members(recorded_var(s, json_array_get(content, 0)));
        json_int_t i = json_integer_value(json_array_get(content, 1));
        if (i < 0)
            i += (json_int_t)json_array_size(members);
        return i >= 0 ? json_array_get(members, (size_t)i) : NULL;
    }
    return NULL;
}

/* Whether an expression uses a name whose recorded value holds a symbol. */
static bool uses_symbol(const struct symbols *s, const json_t *expression) {
    const json_t *known = recorded_var(s, expression);
    if (known)
        return holds_symbol(known);
    size_t i;
    json_t *member;
    json_array_foreach(expression, i, member) if (uses_symbol(s, member)) return true;
    if (json_is_object(expression)) {
        json_t *object = (json_t *)(uintptr_t)expression;
        for (void *at = json_object_iter(object); at; at = json_object_iter_next(object, at))
            if (uses_symbol(s, json_object_iter_value(at)))
                return true;
    }
    return false;
}

/* The value of a let or check: derived from what the names stand for. */
static json_t *derived(struct symbols *s, const json_t *expression, const json_t *value) {
    const json_t *known = recorded_var(s, expression);
    if (known)
        return json_deep_copy(known);
    return uses_symbol(s, expression) ? loose(value) : replace(s, value);
}

static void bind(struct symbols *s, const json_t *names, const json_t *recorded) {
    if (json_is_string(names)) {
        json_object_set_new(s->vars, json_string_value(names), json_deep_copy(recorded));
        return;
    }
    const json_t *members = value_members(recorded);
    size_t i;
    const json_t *name;
    json_array_foreach(names, i, name) {
        const json_t *member = json_array_get(members, i);
        if (member && json_is_string(name))
            json_object_set_new(s->vars, json_string_value(name), json_deep_copy(member));
    }
}

static char *lane_key(const json_t *step) {
    struct text key = {0};
    const char *actor = json_string_value(json_object_get(step, "actor"));
    text_printf(&key, "%s %lld", actor ? actor : "", (long long)json_integer_value(json_object_get(step, "lane")));
    return text_take(&key);
}

/* `failed`: of the step at which the run ended; there nothing is left open. */
static json_t *answer_of(struct symbols *s, const json_t *step, const json_t *answer, bool failed) {
    const char *what = json_string_value(json_object_get(step, "do"));
    const json_t *call = step, *value = json_object_get(answer, "ok");
    char *key = lane_key(step);
    if (what && strcmp(what, "call") == 0 && json_is_true(json_object_get(step, "begin")))
        json_object_set(s->pending, key, (json_t *)(uintptr_t)step);
    if (what && strcmp(what, "end") == 0 && json_object_get(s->pending, key))
        call = json_object_get(s->pending, key);
    free(key);
    if (!answer)
        return NULL;
    if (json_object_get(answer, "raised"))
        return json_pack("{s:o}", "raised", raised_part(s, json_object_get(answer, "raised")));
    if (!value)
        return json_deep_copy(answer);
    const json_t *expression = json_object_get(step, "value");
    json_t *recorded =
        expression ? derived(s, expression, value) : symbolic(s, json_string_value(json_object_get(call, "op")), value);
    bind(s, json_object_get(call, "bind"), recorded);
    const json_t *pattern = json_object_get(json_object_get(step, "expect"), "value");
    json_t *kept = failed ? json_incref(recorded) : pattern ? as_asked(pattern, recorded) : unasked(recorded);
    json_decref(recorded);
    return json_pack("{s:o}", "ok", kept);
}

json_t *symbolic_steps(const json_t *program, const json_t *result) {
    const json_t *runtime = json_object_get(result, "runtime");
    struct symbols s = {.program = program,
                        .tmp = json_string_value(json_object_get(runtime, "tmp")),
                        .token = json_string_value(json_object_get(runtime, "token")),
                        .names = json_object(),
                        .counts = json_object(),
                        .vars = json_object(),
                        .pending = json_object()};
    const json_t *steps = json_object_get(program, "steps");
    json_t *list = json_array();
    size_t i;
    const json_t *seen;
    json_array_foreach(json_object_get(result, "steps"), i, seen) {
        json_t *one = json_object();
        static const char *const members[] = {"line", "actor"};
        for (size_t m = 0; m < sizeof members / sizeof *members; m++)
            if (json_object_get(seen, members[m]))
                json_object_set(one, members[m], json_object_get(seen, members[m]));
        bool failed = (json_int_t)i + 1 == json_integer_value(json_object_get(result, "failed_step"));
        json_t *answer = answer_of(&s, json_array_get(steps, i), json_object_get(seen, "answer"), failed);
        if (answer)
            json_object_set_new(one, "answer", answer);
        json_array_append_new(list, one);
    }
    json_decref(s.names);
    json_decref(s.counts);
    json_decref(s.vars);
    json_decref(s.pending);
    return list;
}

void symbolic_ending(const json_t *program, json_t *result) {
    json_int_t failed = json_integer_value(json_object_get(result, "failed_step"));
    if (failed < 1)
        return;
    json_t *steps = symbolic_steps(program, result);
    json_t *answer = json_object_get(json_array_get(steps, (size_t)failed - 1), "answer");
    if (answer)
        json_object_set(result, "ending", answer);
    json_decref(steps);
}
