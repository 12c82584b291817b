"""What the PDF printer may read: the files of one folder, and nothing on any network."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

_PICTURES = {
    kind: f"data:{kind};base64," for kind in ("image/png", "image/jpeg", "image/webp", "image/svg+xml")
}


class FolderFetcher(URLFetcher):  # type: ignore[misc]
    """Reads files of one folder, and pictures that a paper carries; asking for anything else stops the printing."""

    def __init__(self, folder: Path) -> None:
        """Allow the files in *folder*."""
        super().__init__(allowed_protocols=["file", "data"])
        self._folder = folder

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002 - WeasyPrint's door
        """Return the content of the file that *url* names, or of the picture that it is.

        Raises:
            FatalURLFetchingError: it is not a file in the folder.
        """
        for kind, beginning in _PICTURES.items():  # QR codes and handwriting, which are in the paper itself
            if url.startswith(beginning):
                return URLFetcherResponse(url, b64decode(url.removeprefix(beginning)), {"Content-Type": kind})
        parts = urlsplit(url)
        path = Path(unquote(parts.path))
        if parts.scheme != "file" or path.parent != self._folder:
            raise FatalURLFetchingError(f"A paper asked for {url}; papers may read nothing but their fonts.")
        return URLFetcherResponse(url, path.read_bytes())
