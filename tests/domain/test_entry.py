"""How a process is set up before its own work begins."""

import gc
import os
import subprocess
import sys
from pathlib import Path

from domain.entry import COLLECTIONS
from domain.settings import Settings


async def tell_thresholds(_settings: Settings) -> None:
    """Print how seldom this process looks for garbage."""
    sys.stdout.write(f"{gc.get_threshold()} {gc.get_freeze_count() > 0}")


def test_a_process_looks_for_garbage_seldom_and_never_in_what_it_has_loaded() -> None:
    start = f"from domain.entry import run; run('test', '{__name__}:{tell_thresholds.__name__}')"
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": "postgres:///none",
        "REDIS_URL": "redis://none",
        "BOT_TOKEN": f"123:{'0' * 16}",
    }
    told = subprocess.run(
        [sys.executable, "-c", start], env=environment, cwd=Path(__file__).parents[2],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert told.stdout == f"{COLLECTIONS} True"
