"""Find procedures, law and templates: in a site's own folder, in the wheel, or in the checkout."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def data(name: str, site: Path | None = None) -> Traversable:
    """Return the folder *name* (``bpmn`` or ``templates``) that this installation uses.

    A site's own folder wins where it holds *name*; then what the wheel carries; then the checkout.

    Raises:
        FileNotFoundError: none of the three places holds it; the installation is broken.
    """
    packed = files("workflows") / "_data" / name
    checkout = Path(__file__).parent.parent / name
    places: tuple[Traversable, ...] = (packed, checkout) if site is None else (site / name, packed, checkout)
    for place in places:
        if place.is_dir():
            return place
    looked = ", ".join(str(place) for place in places)
    raise FileNotFoundError(
        f"The folder {name!r} is in none of {looked}; install Hewei again. 找不到该文件夹，请重新安装。"
    )
