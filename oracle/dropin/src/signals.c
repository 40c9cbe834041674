/* PEP 475: Python's signal handlers run when a call is interrupted, and end it by raising. */
#include "dropin.h"

/* Set while this thread is in a call without the interpreter's lock. */
_Thread_local PyThreadState *dropin_released __attribute__((tls_model("initial-exec")));

PyThreadState *dropin_take_lock(void) {
    PyThreadState *own = dropin_released;
    dropin_released = NULL; /* what runs now may make calls of its own */
    if (own)
        PyEval_RestoreThread(own);
    return own;
}

void dropin_give_lock(PyThreadState *own) {
    if (own)
        dropin_released = PyEval_SaveThread();
}

static int run_handlers(void *context, rs_error *error) {
    (void)context;
    PyThreadState *own = dropin_take_lock();
    int raised = PyErr_CheckSignals();
    dropin_give_lock(own);
    if (raised == 0)
        return 0;
    /* The exception stays with the thread; dropin_raise() leaves it alone. */
    memset(error, 0, sizeof *error);
    error->kind = RS_ABORTED;
    return -1;
}

void dropin_set_signal_hook(void) {
    rs_set_signal_hook(run_handlers, NULL);
}
