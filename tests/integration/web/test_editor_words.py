"""The Chinese words of the diagram editor."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

FRONTEND = Path(__file__).parents[3] / "workflows" / "web" / "frontend"
KINDS = FRONTEND / "src" / "words" / "kinds.js"
PANEL = FRONTEND / "node_modules" / "bpmn-js-properties-panel" / "dist" / "index.esm.js"
ICONS = re.compile(r"var iconsByType = \{(.*?)\n\};", re.S)
WORDED = re.compile(r"\B([A-Z])")


def kinds_of(panel: str) -> list[str]:
    """Return the kinds that the head of the properties panel can show, as it spells them."""
    found = ICONS.search(panel)
    assert found is not None
    names = re.findall(r"(?m)^\s+'?(\w+)'?: ", found.group(1))
    return [WORDED.sub(r" \1", name).replace("Non Interrupting", "(Non Interrupting)") for name in names]


def test_the_panel_names_every_kind_of_element_in_chinese() -> None:
    """Whatever a designer selects, from an exclusive gateway to a timer beside a step, has a Chinese word."""
    node = shutil.which("node")
    if node is None or not PANEL.is_file():
        pytest.skip("the front end is not installed")
    kinds = kinds_of(PANEL.read_text("utf-8"))
    asked = f"import {{ kindWord }} from {json.dumps(KINDS.as_uri())};"
    asked += f"console.log(JSON.stringify({json.dumps([*kinds, 'Nonsense'])}.map((each) => kindWord(each) ?? null)))"
    run = subprocess.run(
        [node, "--input-type=module", "-e", asked], capture_output=True, text=True, check=True, timeout=60
    )
    words = dict(zip([*kinds, "Nonsense"], json.loads(run.stdout), strict=True))
    assert {kind for kind, word in words.items() if word is None} == {"Nonsense"}
    assert words["Exclusive Gateway"] == "排他网关"
    assert words["Timer Boundary Event (Non Interrupting)"] == "定时边界事件（不中断）"
