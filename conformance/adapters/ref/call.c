#include "call.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "errors.h"
#include "handlers.h"
#include "handles.h"
#include "interrupt.h"
#include "registry.h"
#include "request.h"

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void keep_until_end(struct call *call, struct object *object, void *memory) {
    struct scratch *scratch = malloc(sizeof *scratch);
    if (!scratch) {
        fputs("refsock-adapter: out of memory for a call\n", stderr);
        abort();
    }
    *scratch = (struct scratch){call->scratch, object, memory};
    call->scratch = scratch;
}

void *call_memory(struct call *call, size_t size) {
    void *memory = calloc(1, size ? size : 1);
    if (!memory) {
        fprintf(stderr, "refsock-adapter: no memory for %zu bytes\n", size);
        abort();
    }
    keep_until_end(call, NULL, memory);
    return memory;
}

void *call_try_memory(struct call *call, size_t size) {
    /* A sanitizer ends the process when it is asked for more than this, in place of answering null. */
    void *memory = (uint64_t)size >= UINT64_C(1) << 39 ? NULL : malloc(size ? size : 1);
    if (memory)
        keep_until_end(call, NULL, memory);
    return memory;
}

void call_hold(struct call *call, struct object *object) {
    keep_until_end(call, object, NULL);
}

static void let_go(struct call *call) {
    int saved = errno;
    while (call->scratch) {
        struct scratch *scratch = call->scratch;
        call->scratch = scratch->next;
        if (scratch->object)
            object_release(scratch->object);
        free(scratch->memory);
        free(scratch);
    }
    errno = saved;
}

/* Announces the call if the runner wants that. */
static void announce(struct call *call) {
    if (!json_is_true(json_object_get(call->request, "begin")))
        return;
    char text[48];
    int length = snprintf(text, sizeof text, "{\"started\":%lld}\n", (long long)call->id);
    protocol_write(&(struct out){.text = text, .length = (size_t)length});
}

void call_enter(struct call *call) {
    announce(call);
    if (call->lane == 0)
        interrupt_entered();
    call->entered = now();
}

void call_leave(struct call *call) {
    int saved = errno;
    call->left = now();
    if (call->lane == 0)
        interrupt_left();
    errno = saved;
}

/* Forgets what there is of an answer, and starts one of that kind. */
static void answer(struct call *call, int state, const char *member) {
    call->out.length = call->prefix;
    call->state = state;
    call->depth = 0;
    out_str(&call->out, member);
}

void call_unsupported(struct call *call, const char *format, ...) {
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length < 0)
        length = 0;
    if ((size_t)length >= sizeof text)
        length = sizeof text - 1;
    answer(call, CALL_UNSUPPORTED, "\"unsupported\":");
    out_quoted(&call->out, text, (size_t)length);
}

void call_failed(struct call *call, const struct rs_error *error) {
    answer(call, CALL_RAISED, "\"raised\":");
    error_write(&call->out, error);
}

void call_system_failed(struct call *call, int number) {
    rs_error error = error_of_system(number);
    call_failed(call, &error);
}

void call_failed_group(struct call *call, const char *text, size_t count) {
    char message[128];
    int length = snprintf(message, sizeof message, "%s (%zu sub-exception%s)", text, count, count == 1 ? "" : "s");
    answer(call, CALL_RAISED,
           "\"raised\":{\"class\":\"ExceptionGroup\",\"bases\":[\"ExceptionGroup\",\"Exception\"],\"text\":");
    out_quoted(&call->out, message, (size_t)length);
    out_str(&call->out, "}");
}

void call_failed_named(struct call *call, const char *class_name, const char *text) {
    answer(call, CALL_RAISED, "\"raised\":{\"class\":");
    out_quoted(&call->out, class_name, strlen(class_name));
    out_str(&call->out, ",\"bases\":[");
    out_quoted(&call->out, class_name, strlen(class_name));
    out_str(&call->out, ",\"Exception\"],\"text\":");
    out_quoted(&call->out, text, strlen(text));
    out_str(&call->out, "}");
}

void call_failed_attribute(struct call *call, const char *name) {
    call_failed_named(call, "AttributeError", name);
}

/* Before each value: `"ok":` before the first, a comma between members. The name that `bind` has for an object here, or
 * null. */
static const char *place(struct call *call) {
    const json_t *bind = json_object_get(call->request, "bind");
    if (call->state == CALL_OPEN)
        answer(call, CALL_OK, "\"ok\":");
    if (call->depth == 0)
        return json_string_value(bind);
    size_t index = call->level[call->depth - 1].members++;
    if (index > 0)
        out_str(&call->out, ",");
    return call->level[call->depth - 1].bound ? json_string_value(json_array_get(bind, index)) : NULL;
}

void give_none(struct call *call) {
    place(call);
    out_str(&call->out, "null");
}

void give_bool(struct call *call, bool value) {
    place(call);
    out_bool(&call->out, value);
}

void give_int(struct call *call, long long value) {
    place(call);
    out_int(&call->out, value);
}

void give_beyond(struct call *call, unsigned long long value) {
    place(call);
    out_beyond(&call->out, value);
}

void give_float(struct call *call, double value) {
    place(call);
    out_float(&call->out, value);
}

void give_bytes(struct call *call, const void *data, size_t length) {
    place(call);
    out_bytes(&call->out, data, length);
}

void give_text(struct call *call, const char *text) {
    give_text_n(call, text, strlen(text));
}

void give_text_n(struct call *call, const char *text, size_t length) {
    place(call);
    out_text(&call->out, text, length);
}

void give_wtf8(struct call *call, const char *text, size_t length) {
    place(call);
    out_wtf8(&call->out, text, length);
}

void give_word(struct call *call, const char *word) {
    place(call);
    out_str(&call->out, "{\"object\":");
    out_quoted(&call->out, word, strlen(word));
    out_str(&call->out, "}");
}

void give_bases(struct call *call, const char *class_name) {
    place(call);
    error_write_bases(&call->out, class_name);
}

void give_object(struct call *call, struct object *object) {
    const char *name = place(call);
    if (name && strcmp(name, "_") != 0) {
        handles_set(name, object);
        out_str(&call->out, "{\"handle\":");
        out_quoted(&call->out, name, strlen(name));
    } else {
        out_str(&call->out, "{\"object\":");
        out_quoted(&call->out, object_word(object->kind), strlen(object_word(object->kind)));
        object_release(object);
    }
    out_str(&call->out, "}");
}

static void open_level(struct call *call, const char *opening, const char *closing, size_t length) {
    const json_t *bind = json_object_get(call->request, "bind");
    place(call);
    if (call->depth == MAX_DEPTH)
        abort(); /* a mistake of a handler */
    out_str(&call->out, opening);
    strcpy(call->level[call->depth].closing, closing);
    call->level[call->depth].members = 0;
    call->level[call->depth].bound = call->depth == 0 && json_is_array(bind) && json_array_size(bind) == length;
    call->depth++;
}

void give_tuple(struct call *call, size_t length) {
    open_level(call, "{\"tuple\":[", "]}", length);
}

void give_list(struct call *call, size_t length) {
    open_level(call, "[", "]", length);
}

void give_end(struct call *call) {
    out_str(&call->out, call->level[--call->depth].closing);
}

/* Puts each argument into its parameter's place. */
static bool place_arguments(struct call *call) {
    const struct operation *operation = call->operation;
    const json_t *args = json_object_get(call->request, "args");
    json_t *kwargs = json_object_get(call->request, "kwargs"), *value;
    const char *name;
    if (json_array_size(args) > (size_t)operation->positional) {
        call_unsupported(call, "C is typed: %s takes %d arguments, not %zu", operation->name, operation->positional,
                         json_array_size(args));
        return false;
    }
    for (size_t i = 0; i < json_array_size(args); i++)
        call->argument[i] = json_array_get(args, i);
    json_object_foreach(kwargs, name, value) {
        int i = 0;
        while (i < operation->parameters && strcmp(operation->parameter[i], name) != 0)
            i++;
        if (i == operation->parameters || call->argument[i]) {
            call_unsupported(call, "C is typed: %s has no parameter '%s', or it was passed twice", operation->name,
                             name);
            return false;
        }
        call->argument[i] = value;
    }
    return true;
}

static bool find_object(struct call *call) {
    if (call->operation->needs == NO_OBJECT)
        return true;
    const char *name = json_string_value(json_object_get(call->request, "on"));
    call->on = name ? handles_get(name) : NULL;
    if (!call->on) {
        call_unsupported(call, "no handle '%s'", name ? name : "");
        return false;
    }
    call_hold(call, call->on);
    if (call->operation->needs == NEEDS_SOCKET && call->on->kind != OBJECT_SOCKET) {
        call_unsupported(call, "%s on '%s', which is a %s", call->operation->name, name, object_word(call->on->kind));
        return false;
    }
    return true;
}

/* Whether it is on a file of makefile(), which has methods of its own. */
static bool on_file(struct call *call) {
    const char *name = json_string_value(json_object_get(call->request, "on"));
    struct object *object = name && call->operation->name[0] == '.' ? handles_get(name) : NULL;
    if (!object)
        return false;
    call_hold(call, object);
    if (object->kind != OBJECT_STREAM)
        return false;
    call->on = object;
    return true;
}

static void run(struct call *call) {
    const char *name = json_string_value(json_object_get(call->request, "op"));
    call->operation = name ? registry_find(name) : NULL;
    if (!call->operation)
        call_unsupported(call, "no operation '%s'", name ? name : "");
    else if (on_file(call)) {
        if (!call->operation->run_on_file || file_lacks(call))
            call_failed_attribute(call, name);
        else if (place_arguments(call))
            call->operation->run_on_file(call);
    } else if (call->operation->absent)
        call_failed_attribute(call, name);
    else if (!call->operation->run)
        call_unsupported(call, "no %s here%s%s", name, call->operation->missing ? ": " : "",
                         call->operation->missing ? call->operation->missing : "");
    else if (place_arguments(call) && find_object(call))
        call->operation->run(call);
}

void call_perform(json_t *request, int lane, struct out *out) {
    struct call call = {
        .request = request, .lane = lane, .id = json_integer_value(json_object_get(request, "id")), .out = *out};
    call.out.length = 0;
    out_str(&call.out, "{\"id\":");
    out_integer(&call.out, call.id);
    out_str(&call.out, ",");
    call.prefix = call.out.length;
    run(&call);
    if (call.state == CALL_OPEN)
        call_unsupported(&call, "%s gave no answer: a mistake of the adapter", call.operation->name);
    if (call.out.length > LINE_LIMIT - 64)
        call_unsupported(&call, "the answer does not fit a line");
    if (call.state != CALL_UNSUPPORTED) {
        if (!call.entered)
            announce(&call); /* a call that never waits, or failed before it could */
        out_str(&call.out, ",\"ns\":");
        out_integer(&call.out, (long long)(call.left - call.entered));
    }
    out_str(&call.out, "}\n");
    let_go(&call); /* before the answer: what was dropped is closed when the runner looks */
    protocol_write(&call.out);
    *out = call.out;
}
