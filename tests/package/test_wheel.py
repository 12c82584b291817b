"""The wheel: it holds the two packages with their data and nothing else, and works outside the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from workflows.resources import data

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "workflows" / "web" / "frontend" / "node_modules"
TOP = ("workflows/", "tasks/", "hewei-")
STRANGE = ("node_modules", "__pycache__", ".venv", "frontend", "/var/", "conftest.py")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `hewei` of an environment of its own, which sees our dependencies but not the checkout."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home / "env", with_pip=False)
    python = home / "env" / "bin" / "python"
    paths = {"base": str(home / "env"), "platbase": str(home / "env")}
    packages = Path(sysconfig.get_path("purelib", vars=paths))
    # Named in a .pth, the folder of our dependencies has its own .pth files left unread: no way to the checkout.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
    ]
    subprocess.run([*pip, "--force-reinstall", str(wheel)], check=True, cwd=home, capture_output=True)
    return home / "env" / "bin" / "hewei"


def run(installed: Path, *words: str) -> str:
    """Return what the installed command prints, run far from the checkout."""
    home = installed.parents[2]
    environment = {"PATH": os.defpath, "HEWEI_HOME": str(home / "home"), "HEWEI_FONTS": str(FONTS)}
    done = subprocess.run(
        [str(installed), *words], cwd=home, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def names(wheel: Path) -> set[str]:
    """Return the names in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_the_two_packages_and_nothing_else(wheel: Path) -> None:
    """Nothing of tests, tools or the front end's sources travels with the product."""
    assert {name for name in names(wheel) if not name.startswith(TOP)} == set()
    assert {name for name in names(wheel) if any(part in name for part in STRANGE)} == set()


def test_the_wheel_holds_every_file_of_the_machine(wheel: Path) -> None:
    """Each module, page, message, migration, procedure, law and template of the checkout is in the wheel."""
    wanted = {
        str(path.relative_to(ROOT))
        for top in ("workflows", "tasks")
        for path in (ROOT / top).rglob("*")
        if path.suffix in (".py", ".sql", ".html", ".toml", ".css", ".svg", ".typed")
        and not any(part in f"/{path.relative_to(ROOT)}" for part in (*STRANGE, "/dist/"))
    }
    for folder in ("bpmn", "templates"):
        root = Path(str(data(folder)))
        files = (path for path in root.rglob("*") if path.is_file() and not path.name.startswith("."))
        wanted |= {f"workflows/_data/{folder}/{path.relative_to(root)}" for path in files}
    assert wanted - names(wheel) == set()


def test_the_installation_says_that_it_is_whole(installed: Path) -> None:
    """`hewei doctor` finds data, database and printers outside the checkout, and our code in its own place."""
    found = json.loads(run(installed, "doctor", "--json"))
    assert [each["name"] for each in found if not each["whole"]] == []


def test_procedures_are_found_and_can_be_checked(installed: Path) -> None:
    """The stock procedures travel inside: each can be checked, and has no errors."""
    found = json.loads(run(installed, "check", "--json"))
    assert [each for each in found if each["severity"] == "error"] == []


def test_a_sample_paper_is_printed(installed: Path) -> None:
    """The templates travel inside: the sample agreement becomes a PDF."""
    paper = installed.parents[2] / "agreement.pdf"
    run(installed, "render", "agreement", "--sample", "-o", str(paper))
    assert paper.read_bytes().startswith(b"%PDF-1.7")
