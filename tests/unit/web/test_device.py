"""Devices on the page of one's own account."""

from __future__ import annotations

import pytest

from workflows.web.device import device


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        ("(Windows NT 10.0; Win64; x64) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge · Windows"),
        ("(X11; Linux x86_64) Chrome/126.0 Safari/537.36", "Chrome · Linux"),
        ("(iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari · iPhone"),
        ("(Linux; Android 14) Chrome/116 Mobile Safari/537.36 MicroMessenger/8.0", "WeChat · Android"),
        ("(Phone; OpenHarmony 5.0) Chrome/114 Safari/537.36 HuaweiBrowser/5.0", "Huawei · HarmonyOS"),
        ("(Macintosh; Intel Mac OS X 14.5; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox · macOS"),
        ("python-httpx/0.28", "python-httpx/0.28"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_device_is_told_in_few_words(agent: str, told: str) -> None:
    """“已登录的设备”里写浏览器和系统，不写一长串标识；不认识的照原样。"""
    assert device(agent) == told
