"""The command `korean-armistice`, which is quiet when it is interrupted while it starts.

This module lies beside the package, because importing anything inside the package imports the
whole core first. This takes time, and somebody may press Ctrl-C during it.
"""

import sys

try:
    import signal
except KeyboardInterrupt:  # `signal` imports other modules, which also takes a moment
    sys.exit(130)

__all__ = ["run"]


def run() -> int:
    """Run the command line; return the exit status."""
    # If the shell made this process ignore Ctrl-C, as for a background job, it stays ignored.
    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heard:  # an interrupt may end the program at once, because nothing has been written yet
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from korean_armistice.__main__ import main

    if heard:  # from now on an interrupt is an exception, so that no half-written file stays behind
        signal.signal(signal.SIGINT, signal.default_int_handler)
    status = main()
    if heard:  # an interrupt while the interpreter ends is quiet, too
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    return status
