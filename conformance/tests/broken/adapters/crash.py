"""Dies by a signal in the middle of a step."""
import os
import signal

import honest

honest.serve(trigger=lambda adapter, request: os.kill(os.getpid(), signal.SIGSEGV))
