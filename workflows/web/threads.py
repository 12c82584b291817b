"""Work that waits for a database or a disk is done in a thread, so that the loop goes on with others meanwhile."""

from __future__ import annotations

from asyncio import get_running_loop
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
MOST = 40
"""So many requests are worked on at once; of those that write, one at a time goes on anyway."""
_threads = ThreadPoolExecutor(MOST, thread_name_prefix="request")


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what *work* returns, done in a thread in the name of the same request.

    The framework's own way looks after limits and cancelling, which no use case needs, and costs twice as much.
    """
    call = partial(copy_context().run, work, *args, **kwargs)
    return await get_running_loop().run_in_executor(_threads, call)
