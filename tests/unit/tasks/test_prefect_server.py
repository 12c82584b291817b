"""Work shown by Prefect: done once, and not begun in the moment in which another run is written down."""

from __future__ import annotations

import asyncio

from tasks.prefect_server import _WORK, PrefectServer
from tasks.report import Report

DONE = Report(artifact="papers", done=1)


def test_a_run_begins_only_when_the_ended_one_is_written_down() -> None:
    """A run that begins while another is being written down is turned away and loses seconds."""
    seen: list[str] = []

    async def first() -> None:
        await _WORK.get().report()
        await asyncio.sleep(0.05)
        seen.append("first written")

    async def second() -> None:
        seen.append("second begun")
        await _WORK.get().report()

    async def both() -> None:
        prefect = PrefectServer("http://nowhere.invalid/api", "test")
        await prefect.show(first, lambda: DONE)
        await prefect.show(second, lambda: DONE)
        await prefect.settled()

    asyncio.run(both())
    assert seen == ["first written", "second begun"]


def test_work_is_not_held_up_by_a_run_that_is_never_written_down() -> None:
    """Whoever waits for a paper does not wait for Prefect's tables."""

    async def silent() -> None:
        await _WORK.get().report()
        await asyncio.Event().wait()

    async def one_after_the_other() -> list[Report]:
        prefect = PrefectServer("http://nowhere.invalid/api", "test")
        return [await prefect.show(silent, lambda: DONE) for _ in range(2)]

    assert asyncio.run(one_after_the_other()) == [DONE, DONE]


def test_work_at_the_same_time_is_shown_at_the_same_time() -> None:
    """A sweep does not wait until a long press has ended."""
    begun: list[str] = []

    async def run() -> None:
        await _WORK.get().report()

    async def both() -> None:
        prefect = PrefectServer("http://nowhere.invalid/api", "test")
        release = asyncio.Event()

        async def long() -> None:
            begun.append("long")
            await release.wait()
            await run()

        pressing = asyncio.create_task(prefect.show(long, lambda: DONE))
        while not begun:
            await asyncio.sleep(0)
        assert await prefect.show(run, lambda: DONE) == DONE
        assert not pressing.done()
        release.set()
        assert await pressing == DONE

    asyncio.run(both())
