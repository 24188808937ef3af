"""Copies of a process share its work, and leave interruptions to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from maillage.processes import share, worth


def test_a_work_is_worth_one_more_process_for_each_so_many_pieces() -> None:
    assert [worth(size, 400, 3) for size in (0, 399, 400, 800, 5000)] == [1, 1, 2, 3, 3]
    assert 1 <= worth(1_000_000, 1) == (os.cpu_count() or 1)


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_the_order_of_the_tasks_whoever_ends_first(processes: int) -> None:
    def work(pause: float) -> float:
        time.sleep(pause)
        return pause

    assert list(share(work, [0.1, 0.0, 0.05], processes)) == [0.1, 0.0, 0.05]


def test_several_processes_share_the_work() -> None:
    def work(_: int) -> int:
        time.sleep(0.2)
        return os.getpid()

    assert len({os.getpid(), *share(work, range(4), 2)}) == 3


def test_a_process_that_the_system_ends_is_told_rather_than_waited_for() -> None:
    def work(number: int) -> int:
        if number == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(ChildProcessError):
        list(share(work, range(4), 2))


# The leader tells that it is interrupted; a copy that heard the interruption would tell it too, or leave it waiting.
_PROGRAM = """
import os, signal, sys, time
from maillage.processes import share

def interrupt(*_):
    os.write(2, f"interrompu {os.getpid()}\\n".encode())
    raise KeyboardInterrupt

for order in (signal.SIGINT, signal.SIGTERM):
    signal.signal(order, interrupt)

def work(number):
    os.write(1, b".\\n")
    time.sleep(0.5)

try:
    os.write(1, b"pret\\n")
    list(share(work, range(1000), 2))
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.parametrize("order", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("begun", [0, 1, 2])
def test_an_interruption_of_all_is_answered_by_the_one_that_leads(begun: int, order: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    for _ in range(begun + 1):
        process.stdout.readline()
    os.killpg(process.pid, order)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said == f"interrompu {process.pid}\n"


@pytest.mark.parametrize("order", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_running_when_the_one_that_leads_is_gone(order: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert [process.stdout.readline() for _ in range(3)] == ["pret\n", ".\n", ".\n"]
    copies = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    assert len(copies) == 2
    process.send_signal(order)
    process.wait(60)
    process.stdout.close()
    assert process.stderr
    process.stderr.close()
    until = time.monotonic() + 30
    while any(running(copy) for copy in copies):
        assert time.monotonic() < until, "a copy goes on without the process that leads"
        time.sleep(0.05)


def running(process: str) -> bool:
    """Whether a process is there, and not only waiting for somebody to ask how it ended."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
