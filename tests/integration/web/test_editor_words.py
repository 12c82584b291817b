"""The Chinese words of the editors."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

NODE = shutil.which("node") or "node"
FRONTEND = Path(__file__).parents[3] / "workflows" / "web" / "frontend"
KINDS = FRONTEND / "src" / "words" / "kinds.js"
WORDS = FRONTEND / "src" / "words" / "index.js"
PANEL = FRONTEND / "node_modules" / "bpmn-js-properties-panel" / "dist" / "index.esm.js"
SPOKEN = ("bpmn-js/lib", "dmn-js-decision-table/lib")
"""The parts of the tools whose words designers read, below node_modules."""
SAID = re.compile(r"""translate\(\s*(?P<mark>['"])(?P<text>(?:(?!(?P=mark)).)+)(?P=mark)""")
KEYS = {" + shift + "}
"""What is said of a keyboard is no word."""
ICONS = re.compile(r"var iconsByType = \{(.*?)\n\};", re.S)
WORDED = re.compile(r"\B([A-Z])")


def kinds_of(panel: str) -> list[str]:
    """Return the kinds that the head of the properties panel can show, as it spells them."""
    found = ICONS.search(panel)
    assert found is not None
    names = re.findall(r"(?m)^\s+'?(\w+)'?: ", found.group(1))
    return [WORDED.sub(r" \1", name).replace("Non Interrupting", "(Non Interrupting)") for name in names]


def said_below(folder: Path) -> set[str]:
    """Return every text that the scripts below *folder* ask a translation for."""
    texts = (path.read_text("utf-8") for path in folder.rglob("*.js"))
    return {found["text"] for text in texts for found in SAID.finditer(text)}


def answer_of(script: str) -> Any:
    """Return what a script of the front end, run by Node.js, prints as JSON."""
    run = subprocess.run(
        [NODE, "--input-type=module", "-e", script], capture_output=True, text=True, check=True, timeout=60
    )
    return json.loads(run.stdout)


@pytest.mark.parametrize("part", SPOKEN)
def test_the_editors_say_everything_in_chinese(part: str) -> None:
    """Whatever the diagram editor or the table editor says to a designer has a Chinese word."""
    said = sorted(said_below(FRONTEND / "node_modules" / part) - KEYS)
    assert said
    lines = ["globalThis.document = { documentElement: { lang: 'zh' } };"]
    lines += [f"const {{ translateModule }} = await import({json.dumps(WORDS.as_uri())});"]
    lines += [f"const [, translate] = translateModule.translate; const said = {json.dumps(said)};"]
    lines += ["console.log(JSON.stringify(said.filter((each) => translate(each) === each)))"]
    assert answer_of("".join(lines)) == []


def test_the_panel_names_every_kind_of_element_in_chinese() -> None:
    """Whatever a designer selects, from an exclusive gateway to a timer beside a step, has a Chinese word."""
    kinds = kinds_of(PANEL.read_text("utf-8"))
    asked = f"import {{ kindWord }} from {json.dumps(KINDS.as_uri())};"
    asked += f"console.log(JSON.stringify({json.dumps([*kinds, 'Nonsense'])}.map((each) => kindWord(each) ?? null)))"
    words = dict(zip([*kinds, "Nonsense"], answer_of(asked), strict=True))
    assert {kind for kind, word in words.items() if word is None} == {"Nonsense"}
    assert words["Exclusive Gateway"] == "排他网关"
    assert words["Timer Boundary Event (Non Interrupting)"] == "定时边界事件（不中断）"
