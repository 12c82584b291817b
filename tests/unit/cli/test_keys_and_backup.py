"""Keys and backups from the command line: rotated, retired, kept apart from what they open, brought back together."""

from __future__ import annotations

import stat
import tarfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from workflows.bootstrap import bootstrap
from workflows.cli.command_line import command_line
from workflows.clock import SystemClock
from workflows.config import read_settings
from workflows.domain.case import Case, CaseDocument, Party
from workflows.errors import RestoreRefused, StoreNotPrepared

PHONE = "13811112222"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder with one case and one paper in it."""
    monkeypatch.setenv("HEWEI_HOME", str(tmp_path / "home"))
    app = bootstrap(read_settings())
    app.store.prepare()
    with app.store.write() as tx:
        tx.cases.add(
            Case(
                id="c",
                number="示例〔2026〕1",
                pack="p",
                procedure="dispute",
                version="v",
                org_id="o",
                document=CaseDocument(parties=(Party(id="p1", name="示例甲", phone=PHONE),)),
                opened_at=SystemClock().now(),
            )
        )
    app.files.put(PHONE.encode())
    app.store.close()
    return tmp_path / "home"


def hewei(*words: str) -> str:
    """Run the command and return what it prints."""
    done = CliRunner().invoke(command_line(words), list(words), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def phone() -> str:
    """Return the telephone number as it is read from the case now."""
    app = bootstrap(read_settings())
    with app.store.read() as tx:
        case = tx.cases.get("c")
    app.store.close()
    assert case is not None
    return case.document.parties[0].phone


def test_the_master_key_is_rotated_and_the_old_one_retired(home: Path) -> None:
    """After a rotation the case is wrapped by the new key; the old one goes, and the case opens still."""
    before = hewei("keys", "show").split()[0]
    assert hewei("keys", "rotate").startswith("1 cases")
    assert hewei("keys", "retire") == "1 keys\n"
    after = hewei("keys", "show")
    assert before not in after
    assert "1 cases" in after
    assert phone() == PHONE
    assert hewei("audit", "verify").startswith("3 rows")


def test_keys_are_readable_by_their_owner_alone(home: Path) -> None:
    """The ring, the audit's key and the secret let nobody else in."""
    hewei("audit", "sign")
    for name in ("keys/master.json", "keys/audit.key", "secret.key"):
        assert stat.S_IMODE((home / name).stat().st_mode) & 0o077 == 0, name


def test_a_backup_is_worth_nothing_without_its_keys(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first file holds neither a key nor a number; with the second the case comes back on an empty machine."""
    hewei("audit", "sign")
    hewei("backup", str(tmp_path / "b.tar.gz"))
    with tarfile.open(tmp_path / "b.tar.gz") as archive:
        names = archive.getnames()
        read = (archive.extractfile(name) for name in names)
        raw = b"".join(part.read() for part in read if part is not None)
    assert [name for name in names if "key" in name] == []
    assert PHONE.encode() not in raw
    monkeypatch.setenv("HEWEI_HOME", str(tmp_path / "other"))
    (tmp_path / "b.tar.gz.keys").rename(tmp_path / "safe")
    with pytest.raises(RestoreRefused, match="keys"):
        hewei("restore", str(tmp_path / "b.tar.gz"))
    told = hewei("restore", str(tmp_path / "b.tar.gz"), "--keys", str(tmp_path / "safe"))
    assert "最新一件是 示例〔2026〕1" in told
    assert "备份以后编出的案号和文书号" in told
    assert phone() == PHONE
    assert "1 signed heads" in hewei("audit", "verify")


def test_a_reading_of_the_audit_stands_in_it(home: Path) -> None:
    """Rows are shown and exported; the export is a row itself."""
    assert "open" in hewei("audit", "show", "--case", "示例〔2026〕1")
    nothing = CliRunner().invoke(command_line(["audit"]), ["audit", "show", "--case", "示例〔2026〕9"])
    assert (nothing.exit_code, "没有叫“示例〔2026〕9”的案号" in nothing.stdout) == (1, True)
    assert hewei("audit", "show", "--csv").startswith("lane,seq,at,actor,action,case_id")
    assert "export-audit" in hewei("audit", "show", "--csv")


def test_a_damaged_backup_leaves_nothing_behind(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy that was cut short is refused by name, and the whole one is then restored to the same folder."""
    whole = tmp_path / "b.tar.gz"
    hewei("backup", str(whole))
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    monkeypatch.setenv("HEWEI_HOME", str(tmp_path / "other"))
    with pytest.raises(RestoreRefused, match=r"cut\.tar\.gz is damaged"):
        hewei("restore", str(cut), "--keys", f"{whole}.keys")
    assert list((tmp_path / "other").iterdir()) == []
    hewei("restore", str(whole))
    assert phone() == PHONE


@pytest.mark.parametrize(("name", "kind"), [("../outside", tarfile.REGTYPE), ("hewei.db", tarfile.SYMTYPE)])
def test_a_forged_backup_writes_nothing_elsewhere(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: bytes
) -> None:
    """A file that names a place outside, or that is a link, is refused as damaged."""
    hewei("backup", str(tmp_path / "b.tar.gz"))
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, str(tmp_path / "outside")
    with tarfile.open(tmp_path / "forged.tar.gz", "w:gz") as archive:
        archive.addfile(member)
    monkeypatch.setenv("HEWEI_HOME", str(tmp_path / "other"))
    with pytest.raises(RestoreRefused, match=r"forged\.tar\.gz is damaged"):
        hewei("restore", str(tmp_path / "forged.tar.gz"), "--keys", str(tmp_path / "b.tar.gz.keys"))
    assert list((tmp_path / "other").rglob("*")) == []
    assert not (tmp_path / "outside").exists()


def test_a_backup_brings_back_seals_anchors_and_own_packs(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What only this installation has comes back too; the signing keys lie with the keys."""
    for name in ("pki/ca.pem", "anchors/court.pem", "packs/place/pack.toml"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(name)
    hewei("backup", str(tmp_path / "b.tar.gz"))
    with tarfile.open(tmp_path / "b.tar.gz") as archive:
        assert [name for name in archive.getnames() if "pki" in name] == []
    monkeypatch.setenv("HEWEI_HOME", str(tmp_path / "other"))
    hewei("restore", str(tmp_path / "b.tar.gz"))
    found = [(tmp_path / "other" / name).read_text() for name in ("pki/ca.pem", "anchors/court.pem")]
    assert [*found, (tmp_path / "other/packs/place/pack.toml").read_text()] == [
        "pki/ca.pem",
        "anchors/court.pem",
        "packs/place/pack.toml",
    ]


def test_a_look_at_an_empty_folder_leaves_room_for_a_restore(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list asked of a folder without a database says so and makes none."""
    monkeypatch.setenv("HEWEI_HOME", str(tmp_path / "other"))
    with pytest.raises(StoreNotPrepared) as refused:
        hewei("case", "list")
    assert "hewei prepare" in refused.value.zh
    assert not (tmp_path / "other/hewei.db").exists()
