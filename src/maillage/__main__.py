"""The way in, for `maillage` and for `python -m maillage`."""

import signal

# Until the command hears Ctrl-C itself, nothing is begun: it ends in silence, where Python would print a traceback.
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from maillage.cli import run

__all__ = ["run"]

if __name__ == "__main__":
    run()
