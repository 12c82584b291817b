"""veraPDF, the reference checker of PDF/A and PDF/UA, accepts every paper.

It is asked where its jars are there:
`mvn -f tests/verapdf dependency:copy-dependencies -DoutputDirectory=$PWD/var/verapdf`.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tasks.printers import Leaf, bind_dossier, default_fonts, print_paper
from tasks.printers.faces import FACES
from workflows.documents import Templates

ROOT = Path(__file__).resolve().parents[3]
JARS = ROOT / "var" / "verapdf"
CHECK = ROOT / "tests" / "verapdf" / "Check.java"


@pytest.mark.slow
@pytest.mark.skipif(
    not any(JARS.glob("verapdf*.jar")) or not shutil.which("java"), reason="veraPDF is not here"
)
@pytest.mark.skipif(
    not (default_fonts() / FACES[0].source).exists(), reason="the font packages are not installed"
)
def test_every_paper_and_the_dossier_are_pdf_a_2u_and_pdf_ua_1(tmp_path: Path) -> None:
    """All proof samples, and all of them bound, conform to both standards, rule by rule."""
    templates = Templates(ROOT / "templates")
    files = []
    for document in templates.ids():
        sample = templates.sample(document)
        files.append(tmp_path / f"{document}.pdf")
        files[-1].write_bytes(print_paper(templates.render(document, sample.case, sample.paper)).pdf)
    leaves = [Leaf(title=file.stem, group="样本", pdf=file.read_bytes()) for file in files]
    files.append(tmp_path / "bound.pdf")
    files[-1].write_bytes(bind_dossier(leaves, title="卷宗").pdf)
    for standard in ("2u", "ua1"):
        done = subprocess.run(
            ["java", "-cp", f"{JARS}/*", str(CHECK), standard, *map(str, files)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert [line for line in done.stdout.splitlines() if not line.startswith("PASS")] == []
        assert done.stdout.count("PASS") == len(files)
