"""All mutants: every file of table/ is read."""
import importlib
import os
import pkgutil

import registry


def load():
    """{name: Mutant}, in the order of the files and of their lines."""
    directory = os.path.join(os.path.dirname(os.path.abspath(__file__)), "table")
    for entry in sorted(pkgutil.iter_modules([directory]), key=lambda e: e.name):
        importlib.import_module("table." + entry.name)
    return registry.MUTANTS
