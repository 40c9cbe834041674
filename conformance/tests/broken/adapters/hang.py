"""Does not answer a step."""
import signal

import honest

honest.serve(trigger=lambda adapter, request: signal.pause())
