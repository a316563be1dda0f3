"""Ending a process that may be somebody else's child."""

import signal
import time

import psutil

LOOK_AGAIN = 0.02


def end_process(process: psutil.Process, number: signal.Signals, seconds: float) -> None:
    """Send a signal and wait until the process has ended; an unresponsive one is killed.

    A zombie, whose parent has not yet collected its exit code, has ended: waiting for it to vanish
    would be waiting for that parent.
    """
    try:
        process.send_signal(number)
        if not _has_ended(process, seconds):
            process.kill()
            _has_ended(process, seconds)
    except psutil.NoSuchProcess:
        return


def _has_ended(process: psutil.Process, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(LOOK_AGAIN)
    return False
