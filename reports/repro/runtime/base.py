# What follows until "the case" is the same in every such script: actors, patterns, and how results are compared.
import array
import collections
import enum
import errno
import gc
import io
import math
import os
import pickle
import platform
import queue
import re
import select
import shutil
import signal
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import threading
import time
import warnings

PASSES, DIFFERS, DOES_NOT_APPLY = 0, 1, 77
BLOCKED_AFTER = 0.15  # seconds without an answer that count as blocked


class Handle(collections.namedtuple("Handle", "actor name kind")):
    """An object that lives in an actor."""

    def __repr__(self):
        return "<%s %s>" % (self.kind, self.name)


class Loose(collections.namedtuple("Loose", "kind")):
    """An object that nobody gave a name."""

    def __repr__(self):
        return "<%s>" % self.kind


Raised = collections.namedtuple("Raised", "names code text args")
