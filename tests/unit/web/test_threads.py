"""Work beside the loop: every job is done by some thread, and whoever waits hears what became of it."""

from __future__ import annotations

import asyncio
from contextvars import ContextVar
from threading import Event, get_ident

import pytest

from workflows.web.threads import Crew, Job, in_thread

ASKED = ContextVar("asked", default="nobody")


def test_more_jobs_than_threads_are_all_done() -> None:
    """More requests than threads are all answered: those who came later wait for a thread that is free again."""

    async def ask() -> list[int]:
        loop, crew = asyncio.get_running_loop(), Crew(2)
        waiting = [loop.create_future() for _ in range(20)]
        for number, done in enumerate(waiting):
            crew.take(Job(lambda number=number: number, loop, done))
        return await asyncio.gather(*waiting)

    assert asyncio.run(ask()) == list(range(20))


def test_two_jobs_are_done_side_by_side() -> None:
    """A request that waits for the disk holds up no other: here each of two waits until the other was begun."""
    first, second = Event(), Event()

    async def ask() -> set[bool]:
        return {
            *await asyncio.gather(
                in_thread(lambda: first.set() or second.wait(30)),
                in_thread(lambda: second.set() or first.wait(30)),
            )
        }

    assert asyncio.run(ask()) == {True}


def test_work_is_done_in_the_name_of_its_request() -> None:
    """What belongs to a request goes along into the thread, and a refusal comes back to the one who asked."""

    async def ask() -> tuple[str, bool]:
        ASKED.set("赵")
        return await in_thread(ASKED.get), await in_thread(get_ident) != get_ident()

    assert asyncio.run(ask()) == ("赵", True)
    with pytest.raises(ZeroDivisionError):
        asyncio.run(in_thread(lambda: 1 // 0))
