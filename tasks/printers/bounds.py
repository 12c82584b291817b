"""Bounds for one piece of work in a process of its own: so much processor time and memory, then a named error."""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from workflows.errors import TemplateTookTooLong, TemplateTookTooMuch

MEGABYTE = 1 << 20


def limit_memory(megabytes: int) -> None:
    """Let this process have so much data and no more; asking for more is a `MemoryError`."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = megabytes * MEGABYTE
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if most < 0 else min(wanted, most), most))


@contextmanager
def bounded(seconds: float, what: str) -> Iterator[None]:
    """Do the work of the block, called *what* in messages, within *seconds*; only in a process's main thread.

    The seconds are the processor's: who stands behind others on a busy machine has done nothing wrong.

    Raises:
        TemplateTookTooLong: it did not end in time.
        TemplateTookTooMuch: it wanted more memory than `limit_memory` allows.
    """

    def ring(_: int, __: FrameType | None) -> None:
        raise TemplateTookTooLong(
            f"{what} was not done after {seconds:g} s of processor time; look for loops inside loops.",
            zh=f"{what} 用了 {seconds:g} 秒处理器时间仍没有完成；请检查模板中嵌套的循环。",
            document=what,
        )

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    except MemoryError as error:
        raise TemplateTookTooMuch(
            f"{what} needs more memory than allowed; look for loops inside loops.",
            zh=f"{what} 超过允许的内存；请检查模板中嵌套的循环。",
            document=what,
        ) from error
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
