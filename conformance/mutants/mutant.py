"""The module under test: a fresh copy of this Python's `socket`, made wrong as $SOCKSPEC_MUTANT says.

    env SOCKSPEC_MUTANT=recv_into.ignores_nbytes PYTHONPATH=conformance/mutants \
        python3 conformance/adapters/python/adapter.py --module mutant --name cpython

A copy, so that functions which call each other (create_connection(), socketpair(), accept()) meet the wrong one, and
the adapter's own use of `socket` does not. Without the variable nothing is wrong.
"""
import importlib.util
import os
import socket
import sys

import mutants_table


def fresh_copy():
    spec = importlib.util.spec_from_file_location(__name__, socket.__file__)
    copy = importlib.util.module_from_spec(spec)
    sys.modules[__name__] = copy  # what import gives to the adapter; the source looks itself up by name, too
    spec.loader.exec_module(copy)
    return copy


_name = os.environ.get("SOCKSPEC_MUTANT")
_copy = fresh_copy()
if _name:
    mutants_table.load()[_name].apply(_copy)
