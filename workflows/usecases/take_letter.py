"""Take a letter of the stock into a pack of this installation, where the place writes it in its own words."""

from __future__ import annotations

from pathlib import Path

from workflows.documents import BODY, INFO
from workflows.errors import LetterNotTaken
from workflows.resources import data
from workflows.usecases.app import App


def take_letter(app: App, pack_id: str, letter: str) -> Path:
    """Return the folder of *letter* in the pack, with the files that may be changed there.

    Raises:
        UnknownPack: there is no such pack.
        UnknownTemplate: there is no such letter.
        LetterNotTaken: the pack is a shipped one, or has this letter already.
    """
    app.catalogue.pack(pack_id)
    app.shipped_templates().info(letter)
    pack = app.settings.packs / pack_id
    folder = pack / "templates" / letter
    if not (pack / "pack.toml").is_file() or folder.exists():
        raise LetterNotTaken(
            f"The pack {pack_id} cannot take the letter {letter}: it is not one of this installation's own, or has it "
            "already. Make a pack with `hewei pack new`, or change the file that is there.",
            zh=f"辖区包 {pack_id} 不能取用文书 {letter}：它不是本机自建的辖区包，或者已有这份文书。"
            "请用 `hewei pack new` 新建，或者直接修改已有的文件。",
            pack=pack_id,
            document=letter,
        )
    folder.mkdir(parents=True)
    for name in (INFO, BODY):
        stock = data("templates", app.settings.site) / letter / name
        (folder / name).write_text(stock.read_text("utf-8"), "utf-8")
    return folder
