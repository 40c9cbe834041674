"""What proves that a run was one of the drop-in, and what of librefsock it reached."""


def report(stock, dropin):
    """Prints which modules the processes had, and how often each function of librefsock was called. False if the run was
    none of the drop-in: another module in it, or no function called."""
    proved = True
    modules, silent = dropin.processes()
    others = {module: count for module, count in modules.items() if module != dropin.module}
    print("  processes: %d on %s" % (modules.get(dropin.module, 0), dropin.module))
    print("  processes that never loaded it (python -S and the like): %d" % len(silent))
    for words in sorted(set(" ".join(words)[:100] for words in silent)):
        print("    python %s" % words)
    for module, count in sorted(others.items()):
        print("  processes on another module: %d on %s" % (count, module))
        proved = False
    if any(module == dropin.module for module in stock.processes()[0]):
        print("  stock ran on the drop-in")
        proved = False
    counters = dropin.counters()
    reached = {name: count for name, count in counters.items() if count}
    print("  librefsock: %d of %d functions called, %d calls" % (len(reached), len(counters), sum(reached.values())))
    print("  never called: %s" % " ".join(name for name in counters if name not in reached))
    return proved and bool(reached)
