"""A page inside a page: a paper in a frame that runs nothing, loads nothing and is of no origin."""

from __future__ import annotations

from starlette.responses import HTMLResponse, Response

from workflows.web.headers import POLICY

FRAME_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)
FRAMED = """
@media screen {
  html { background: #e3e3df; color-scheme: light; }
  body { position: relative; background: #fff; color: #000; max-width: 156mm; min-height: 225mm; margin: 6mm auto;
         padding: 32mm 26mm 35mm 28mm; box-shadow: 0 1px 4px rgb(0 0 0 / 20%); }
  body.form { max-width: 163mm; padding: 25mm 22mm 24mm 25mm; }
  img.check { top: 8mm; right: 26mm; }
  body.form img.check { top: 5mm; right: 22mm; }
  .changed { background: #fdeeb5; outline: 2px solid #d99a00; }
}
@media screen and (max-width: 190mm) {
  body, body.form { padding: 12mm 6mm; margin: 0; font-size: 12pt; line-height: 20pt; min-height: 0; }
  img.check, body.form img.check { position: static; float: right; }
}
"""


def framed(html: str) -> Response:
    """Return *html* for a frame on one of our own pages."""
    headers = {"Content-Security-Policy": FRAME_POLICY, "X-Frame-Options": "SAMEORIGIN"}
    return HTMLResponse(html, headers=headers)


def framing(page: Response) -> Response:
    """Return *page* with leave to show frames of our own."""
    page.headers["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return page
