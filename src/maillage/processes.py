"""Work shared by copies of this process, each of which has all that this one has at that moment, closures included."""

from __future__ import annotations

import errno
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, Final, TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


def worth(size: int, each: int, at_most: int | None = None) -> int:
    """Return how many processes a work of some size is worth, one more for each so many pieces.

    Never more than `at_most`, by default as many as there are processors.
    """
    return min(at_most or os.cpu_count() or 1, size // each + 1)


def share(work: Callable[[_Task], _Result], tasks: Sequence[_Task], processes: int) -> Iterator[_Result]:
    """Give what `work` makes of each task, in their order.

    One process does it all where the system cannot copy a process. Only results travel, and must bear it. Raises what
    `work` raises, and `ChildProcessError` when the system has ended one of the processes.
    """
    if processes < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, tasks)
        return
    global _shared
    _shared = work, tasks
    # What is there is there to stay: looking for rubbish in it would copy it, page after page, in each process.
    gc.freeze()
    pool = ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), initializer=_obey)
    try:
        with _unheard():
            results = pool.map(_run, range(len(tasks)))
        yield from results
    except BrokenProcessPool as error:
        raise ChildProcessError(errno.ECHILD, os.strerror(errno.ECHILD)) from error
    finally:
        # After an interruption, what was not begun is not worth waiting for.
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()


_shared: tuple[Callable[[Any], Any], Sequence[Any]]


@contextmanager
def _unheard() -> Iterator[None]:
    """Have interruptions wait: one that a copy heard before it could choose not to left the others waiting for ever."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPTIONS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_INTERRUPTIONS: Final = (signal.SIGINT, signal.SIGTERM)


def _obey() -> None:
    """Leave to the process that leads what is sent to it and to all it has started: it answers for its copies."""
    os.setpgid(0, 0)
    for order in _INTERRUPTIONS:
        # What came meanwhile is forgotten; the executor ends with SIGTERM the copies of one that has died.
        signal.signal(order, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPTIONS)
    threading.Thread(target=_leave_with_leader, daemon=True).start()


def _leave_with_leader() -> None:
    leader = multiprocessing.parent_process()
    assert leader is not None
    leader.join()
    os._exit(1)


def _run(number: int) -> Any:
    work, tasks = _shared
    return work(tasks[number])
