/* One call of the protocol: its arguments, its answer. A handler reads arguments (each reader answers the call itself
 * and returns false when the argument is not what C can pass), enters the library, leaves it, and gives the result or
 * the error.
 *
 *   static void op_htons(struct call *call) {
 *     long long x;
 *     if (!arg_int(call, 0, INT_MIN, INT_MAX, &x)) return;
 *     uint16_t result;
 *     rs_error error;
 *     call_enter(call);
 *     int failed = rs_htons(x, &result, &error);
 *     call_leave(call);
 *     if (failed) call_failed(call, &error);
 *     else give_int(call, result);
 *   }
 */
#ifndef ADAPTER_CALL_H
#define ADAPTER_CALL_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "object.h"
#include "out.h"

struct rs_error;
struct call;

enum { MAX_PARAMETERS = 8, MAX_DEPTH = 8 };
enum needs { NO_OBJECT, NEEDS_SOCKET, NEEDS_ANY };

/* What a file of handlers has: an array of these, ended by a null name. */
struct handler {
    const char *name;
    void (*run)(struct call *call);
};

struct operation {
    const char *name;
    void (*run)(struct call *call);         /* null: this adapter does not have it, */
    void (*run_on_file)(struct call *call); /* on files of makefile() */
    const char *missing;                    /* why it is missing, if there is more to say than that */
    bool absent;                            /* the library means not to have it: its users see AttributeError */
    enum needs needs;
    char parameter[MAX_PARAMETERS][20];
    bool none[MAX_PARAMETERS];  /* None is its default */
    int parameters, positional; /* the first `positional` may be passed by position */
};

struct scratch {
    struct scratch *next;
    struct object *object; /* released, */
    void *memory;          /* or freed, at the end of the call */
};

struct call {
    json_t *request; /* borrowed */
    json_int_t id;
    int lane;
    const struct operation *operation;
    json_t *argument[MAX_PARAMETERS]; /* borrowed; null: not given */
    int reading;                      /* the argument that was read last, for messages */
    struct object *on;                /* the object of a method, else null */
    struct scratch *scratch;
    struct out out; /* the line of the answer */
    size_t prefix;  /* its length before the answer proper */
    enum { CALL_OPEN, CALL_OK, CALL_RAISED, CALL_UNSUPPORTED } state;
    uint64_t entered, left; /* nanoseconds of a monotonic clock; 0: not entered */
    struct {
        char closing[3];
        size_t members;
        bool bound; /* its members' names are in `bind` */
    } level[MAX_DEPTH];
    int depth;
};

/* Performs the call in `request` and writes its answer. `out` is reused from call to call. */
void call_perform(json_t *request, int lane, struct out *out);

/* Memory that lives as long as the call; zero filled. Ends the process when there is none. */
void *call_memory(struct call *call, size_t size);

/* The same, not filled; null when there is none. */
void *call_try_memory(struct call *call, size_t size);

/* Makes the call own a reference, until its end. */
void call_hold(struct call *call, struct object *object);

/* Around the library's function: announces `started` if asked to, takes the time, and lets a signal's handler raise. */
void call_enter(struct call *call);
void call_leave(struct call *call);

/* The four ways to answer. A failure may come after parts of a result. */
void call_failed(struct call *call, const struct rs_error *error);
void call_system_failed(struct call *call, int number);                    /* an errno of a helper's own system call */
void call_failed_group(struct call *call, const char *text, size_t count); /* an ExceptionGroup of so many */
void call_failed_attribute(struct call *call, const char *name);           /* the module has no such name */
void call_failed_named(struct call *call, const char *class_name, const char *text); /* a class that C does not have */
void call_unsupported(struct call *call, const char *format, ...) __attribute__((format(printf, 2, 3)));
void give_none(struct call *call);
void give_bool(struct call *call, bool value);
void give_int(struct call *call, long long value);
void give_beyond(struct call *call, unsigned long long value); /* one above INT64_MAX */
void give_float(struct call *call, double value);
void give_bytes(struct call *call, const void *data, size_t length);
void give_text(struct call *call, const char *text); /* bytes of the file system's encoding */
void give_text_n(struct call *call, const char *text, size_t length);
void give_wtf8(struct call *call, const char *text,
               size_t length); /* UTF-8 with surrogates as if they were characters */

/* What a name of the module is, when it is no value: "function", "class". A list of a class's bases. */
void give_word(struct call *call, const char *word);
void give_bases(struct call *call, const char *class_name);

/* An object: kept under its name in `bind`, else closed. Takes the reference. */
void give_object(struct call *call, struct object *object);

/* Members between give_tuple or give_list and give_end are those of the tuple; `length` of the outermost is compared
 * with `bind`. */
void give_tuple(struct call *call, size_t length);
void give_list(struct call *call, size_t length);
void give_end(struct call *call);

#endif
