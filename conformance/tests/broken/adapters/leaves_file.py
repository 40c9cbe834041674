"""Leaves a file in the directory for temporary files."""
import os
import tempfile

import honest


def trigger(adapter, request):
    os.close(tempfile.mkstemp()[0])


honest.serve(trigger=trigger)
