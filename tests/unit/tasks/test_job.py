"""A job that failed rests a little, and not until a clock that was set back has caught up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tasks.job import LONGEST_CALM, Job
from tasks.report import Report

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_a_job_that_fails_rests_longer_each_time_and_at_most_a_minute() -> None:
    """失败一次歇两秒，再失败加倍，最多一分钟；成功一次即不再歇。"""
    job = Job("x", lambda _: True, Report)
    rests = []
    for _ in range(8):
        job.went(None, NOW)
        assert job.calm_until is not None
        rests.append((job.calm_until - NOW).total_seconds())
        assert job.rests(job.calm_until - timedelta(microseconds=1))
        assert not job.rests(job.calm_until)
    assert rests == [2, 4, 8, 16, 32, 60, 60, 60]
    job.went(Report(artifact="x", done=1), NOW)
    assert not job.rests(NOW)


def test_a_clock_that_is_set_back_keeps_no_job_at_rest() -> None:
    """时钟回拨一天：刚失败过的工作不会因此停一天。"""
    job = Job("x", lambda _: True, Report)
    job.went(None, NOW)
    assert job.rests(NOW)
    assert not job.rests(NOW - LONGEST_CALM)
    assert not job.rests(NOW - timedelta(days=1))
