/* What a recording keeps of values, and what it replaces. */
#include "journal/symbols.h"

#include "check.h"
#include <stdlib.h>

/* Steps of a program, their answers, and the recorded answers wanted, all as JSON. */
static void records(const char *name, const char *steps, const char *answers, const char *wanted) {
    json_error_t where;
    json_t *program = json_object(),
           *result = json_pack("{s:{s:s, s:s}}", "runtime", "tmp", "/tmp/run7", "token", "tok7");
    json_object_set_new(program, "steps", json_loads(steps, 0, &where));
    json_t *shown = json_array(), *list = json_loads(answers, 0, &where), *expected = json_loads(wanted, 0, &where);
    size_t i;
    json_t *answer;
    json_array_foreach(list, i, answer) {
        json_t *step = json_pack("{s:i, s:s}", "line", (int)i + 1, "actor", "main");
        if (!json_is_null(answer))
            json_object_set(step, "answer", answer);
        json_array_append_new(shown, step);
    }
    json_object_set_new(result, "steps", shown);
    json_t *steps_made = symbolic_steps(program, result), *got = json_array(), *step;
    json_array_foreach(steps_made, i, step) {
        answer = json_object_get(step, "answer");
        json_array_append_new(got, answer ? json_incref(answer) : json_null());
    }
    if (!expected || !json_equal(got, expected)) {
        char *text = json_dumps(got, JSON_COMPACT);
        fprintf(stderr, "%s: %s\n", name, text);
        free(text);
    }
    CHECK(expected && json_equal(got, expected));
    json_decref(program);
    json_decref(result);
    json_decref(list);
    json_decref(expected);
    json_decref(steps_made);
    json_decref(got);
}

int main(void) {
    records("an ephemeral port, wherever it is seen again",
            "[{\"do\":\"call\",\"op\":\".getsockname\",\"bind\":\"addr\"},"
            "{\"do\":\"call\",\"op\":\".getpeername\",\"expect\":{\"value\":{\"var\":\"addr\"}}},"
            "{\"do\":\"check\",\"value\":{\"index\":[{\"var\":\"addr\"},1]},\"expect\":{\"value\":{\"range\":{\"min\":"
            "1}}}}]",
            "[{\"ok\":{\"tuple\":[\"127.0.0.1\",40000]}},{\"ok\":{\"tuple\":[\"127.0.0.1\",40000]}},{\"ok\":40000}]",
            "[{\"ok\":{\"tuple\":[\"127.0.0.1\",{\"symbol\":\"port:1\"}]}},"
            "{\"ok\":{\"tuple\":[\"127.0.0.1\",{\"symbol\":\"port:1\"}]}},{\"ok\":{\"symbol\":\"port:1\"}}]");
    records("a port that the case chose stays",
            "[{\"do\":\"call\",\"op\":\".bind\",\"args\":[{\"tuple\":[\"\",4711]}]},{\"do\":\"call\",\"op\":\"."
            "getsockname\","
            "\"expect\":{\"value\":{\"tuple\":[\"0.0.0.0\",4711]}}}]",
            "[{\"ok\":null},{\"ok\":{\"tuple\":[\"0.0.0.0\",4711]}}]",
            "[{\"ok\":null},{\"ok\":{\"tuple\":[\"0.0.0.0\",4711]}}]");
    records("an equal number that is no port stays",
            "[{\"do\":\"call\",\"op\":\".getsockname\"},{\"do\":\"call\",\"op\":\".send\",\"expect\":{\"value\":{"
            "\"mul\":[200,200]}}}]",
            "[{\"ok\":{\"tuple\":[\"127.0.0.1\",40000]}},{\"ok\":40000}]",
            "[{\"ok\":{\"tuple\":[\"127.0.0.1\",{\"symbol\":\"port:1\"}]}},{\"ok\":40000}]");
    records("paths and tokens of the run",
            "[{\"do\":\"call\",\"op\":\".getsockname\",\"expect\":{\"value\":{\"runtime\":\"tmp\"}}},"
            "{\"do\":\"call\",\"op\":\".getsockname\",\"expect\":{\"value\":{\"runtime\":\"token\"}}}]",
            "[{\"ok\":\"/tmp/run7/s1\"},{\"ok\":{\"bytes\":\"00746f6b3731\"}}]",
            "[{\"ok\":{\"joined\":[\"\",{\"symbol\":\"tmp\"},\"/s1\"]}},"
            "{\"ok\":{\"joined\":[{\"bytes\":\"00\"},{\"symbol\":\"token\"},{\"bytes\":\"31\"}]}}]");
    records("an autobound name, descriptors and processes",
            "[{\"do\":\"call\",\"op\":\".getsockname\"},{\"do\":\"call\",\"op\":\".fileno\",\"bind\":\"f\"},"
            "{\"do\":\"call\",\"op\":\"sys.pid\"},{\"do\":\"call\",\"op\":\"sys.pipe\"},{\"do\":\"call\",\"op\":\"."
            "fileno\"}]",
            "[{\"ok\":{\"bytes\":\"003030303261\"}},{\"ok\":5},{\"ok\":123},{\"ok\":{\"tuple\":[6,5]}},{\"ok\":-1}]",
            "[{\"ok\":{\"symbol\":\"autobind:1\"}},{\"ok\":{\"symbol\":\"fd:1\"}},{\"ok\":{\"symbol\":\"pid:1\"}},"
            "{\"ok\":{\"tuple\":[{\"symbol\":\"fd:2\"},{\"symbol\":\"fd:1\"}]}},{\"ok\":{\"loose\":\"int\"}}]");
    records(
        "the number of a netlink socket, the hardware address of a packet",
        "[{\"do\":\"call\",\"op\":\".getsockname\",\"bind\":\"a\"},{\"do\":\"call\",\"op\":\".recvfrom\",\"expect\":"
        "{\"value\":{\"tuple\":[{\"bytes\":\"78\"},{\"tuple\":[{\"index\":[{\"var\":\"a\"},0]},4]}]}}},"
        "{\"do\":\"call\",\"op\":\".getsockname\",\"expect\":{\"value\":{\"tuple\":[\"lo\",3,0,1,{\"bytes\":\"00\"}]}}}"
        ","
        "{\"do\":\"call\",\"op\":\".getpeername\",\"expect\":{\"value\":{\"tuple\":[0,0]}}}]",
        "[{\"ok\":{\"tuple\":[7,0]}},{\"ok\":{\"tuple\":[{\"bytes\":\"78\"},{\"tuple\":[7,4]}]}},"
        "{\"ok\":{\"tuple\":[\"lo\",3,0,1,{\"bytes\":\"0200000000ff\"}]}},{\"ok\":{\"tuple\":[0,0]}}]",
        "[{\"ok\":{\"tuple\":[{\"symbol\":\"number:1\"},{\"loose\":\"int\"}]}},"
        "{\"ok\":{\"tuple\":[{\"bytes\":\"78\"},{\"tuple\":[{\"symbol\":\"number:1\"},4]}]}},"
        "{\"ok\":{\"tuple\":[\"lo\",3,0,1,{\"symbol\":\"hardware:1\"}]}},{\"ok\":{\"tuple\":[0,0]}}]");
    records(
        "what the pattern leaves open, and what nobody asked for",
        "[{\"do\":\"call\",\"op\":\".recv\"},{\"do\":\"call\",\"op\":\".recv\",\"expect\":{\"value\":{\"any\":true}}},"
        "{\"do\":\"call\",\"op\":\".recvfrom\",\"expect\":{\"value\":{\"tuple\":[{\"bytes\":\"78\"},{\"any\":true}]}}}"
        "]",
        "[{\"ok\":{\"bytes\":\"78\"}},{\"ok\":{\"bytes\":\"78\"}},{\"ok\":{\"tuple\":[{\"bytes\":\"78\"},null]}}]",
        "[{\"ok\":{\"loose\":\"bytes\"}},{\"ok\":{\"loose\":\"bytes\"}},"
        "{\"ok\":{\"tuple\":[{\"bytes\":\"78\"},{\"loose\":\"none\"}]}}]");
    records(
        "errors without numbers; a call begun and ended",
        "[{\"do\":\"call\",\"op\":\".accept\",\"begin\":true,\"actor\":\"m\",\"bind\":[\"c\",\"peer\"]},"
        "{\"do\":\"end\",\"actor\":\"m\"},{\"do\":\"call\",\"op\":\".recv\"}]",
        "[null,{\"ok\":{\"tuple\":[{\"handle\":\"c\"},{\"tuple\":[\"::1\",50000,0,0]}]}},"
        "{\"raised\":{\"class\":\"OSError\",\"bases\":[\"OSError\"],\"errno\":\"EBADF\",\"number\":9,\"text\":\"Bad\"}}"
        "]",
        "[null,{\"ok\":{\"tuple\":[{\"handle\":\"c\"},{\"tuple\":[\"::1\",{\"symbol\":\"port:1\"},{\"loose\":\"int\"},"
        "{\"loose\":\"int\"}]}]}},{\"raised\":{\"class\":\"OSError\",\"errno\":\"EBADF\",\"text\":\"Bad\"}}]");
    records("a text of an error that is no string", "[{\"do\":\"call\"},{\"do\":\"call\"},{\"do\":\"call\"}]",
            "[{\"raised\":{\"class\":\"E\",\"text\":null}},{\"raised\":{\"class\":\"E\",\"text\":{\"wtf8\":\"00\"}}},"
            "{\"raised\":{\"class\":\"E\",\"text\":50000}}]",
            "[{\"raised\":{\"class\":\"E\",\"text\":null}},{\"raised\":{\"class\":\"E\",\"text\":{\"wtf8\":\"00\"}}},"
            "{\"raised\":{\"class\":\"E\",\"text\":50000}}]");
    return CHECK_DONE();
}
