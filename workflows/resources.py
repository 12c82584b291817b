"""Find procedures, law and templates: in a site's own folder, in the wheel, or in the checkout."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from workflows.errors import DataMissing


def data(name: str, site: Path | None = None) -> Traversable:
    """Return the folder *name* (``bpmn`` or ``templates``) that this installation uses.

    A site's own folder wins where it holds *name*; then what the wheel carries; then the checkout.

    Raises:
        DataMissing: none of the three places holds it.
    """
    packed = files("workflows") / "_data" / name
    checkout = Path(__file__).parent.parent / name
    places: tuple[Traversable, ...] = (packed, checkout) if site is None else (site / name, packed, checkout)
    for place in places:
        if place.is_dir():
            return place
    raise DataMissing(
        f"The folder {name!r} is in none of {', '.join(map(str, places))}; install Hewei again.",
        zh=f"找不到文件夹 {name!r}(查找过:{'、'.join(map(str, places))});请重新安装。",
        name=name,
    )
