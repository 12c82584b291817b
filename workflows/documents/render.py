"""Render a paper: template and data in, HTML and plain text out; nothing is read but the template folders."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources.abc import Traversable

import yaml
from jinja2 import Template, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, ValidationError

from workflows.documents.bundle import Bundle, bundle_of
from workflows.documents.catalogue import BODY, LAYOUT, SAMPLE, STYLE, DocumentInfo, Shelf
from workflows.documents.context import PaperContext
from workflows.documents.environment import TemplateEnvironment
from workflows.documents.names import check_names
from workflows.documents.pictures import with_check, with_link, with_signatures
from workflows.documents.plain_text import plain_text
from workflows.documents.slips import line_of, refuse_wide_braces
from workflows.documents.syntax_words import in_chinese
from workflows.documents.view import View
from workflows.domain.case import CaseDocument
from workflows.domain.masking import hide_minors
from workflows.errors import (
    BrokenDocumentFile,
    ForbiddenInTemplate,
    HeweiError,
    PaperTooLong,
    TemplateFault,
    TemplateSyntaxFault,
    UnknownField,
)

LONGEST = 2_000_000
"""The most characters of HTML that one paper may have: some six hundred pages."""

SAMPLE_MARK = "示例：人物与内容均为虚构，不具有法律效力"


CHECK_LABEL = "核验二维码"
CODE_LENGTH = 16


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """One paper as text: HTML without style, its style sheet, what a reader reads, and what it was made from.

    `check_code` is the short digest that its QR code carries.
    """

    template_id: str
    title: str
    html: str
    text: str
    css: str
    template_version: str
    data_digest: str

    @property
    def check_code(self) -> str:
        """Return sixteen hexadecimal digits that stand for these words from this data."""
        return sha256(f"{self.template_version}\0{self.data_digest}".encode()).hexdigest()[:CODE_LENGTH]

    def standalone(self) -> str:
        """Return the HTML with its style sheet inside, for a preview or a file of its own."""
        return self.html.replace("</head>", f"<style>{self.css}</style></head>", 1)


class Sample(BaseModel):
    """The proof sample of a document: an invented case and an invented context."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    case: CaseDocument = CaseDocument()
    paper: PaperContext = PaperContext()


class Templates:
    """All documents of an installation; the folders named first win file by file (a pack before the shipped ones)."""

    def __init__(self, *roots: Traversable, drafts: Mapping[str, str] | None = None) -> None:
        """Read templates from *roots*; texts in *drafts*, by file name, go before all of them."""
        self._roots = roots
        self._drafts = dict(drafts or {})
        self.shelf = Shelf(roots, self._drafts)
        self._environment = TemplateEnvironment(self.shelf, self.shelf.words())
        self._load = cache(self._compile)
        self.bundle = cache(self._bundle)

    @classmethod
    def of_bundle(cls, bundle: Bundle) -> Templates:
        """Return the one document that *bundle* holds, exactly as it was."""
        return cls(drafts=bundle.files)

    def ids(self) -> Sequence[str]:
        """Return the ids of all documents."""
        return self.shelf.ids()

    def info(self, template_id: str) -> DocumentInfo:
        """Return title, series, signers and place in the dossier of *template_id*.

        Raises:
            UnknownTemplate: there is no such document.
            BrokenDocumentFile: its `document.toml` cannot be used.
        """
        return self.shelf.info(template_id)

    def sample(self, template_id: str) -> Sample:
        """Return the proof sample of *template_id*, marked as a sample: its own values over the shared ones.

        Raises:
            UnknownTemplate: there is no such document.
            BrokenDocumentFile: its `sample.yaml` cannot be used.
        """
        self.info(template_id)
        try:
            shared, own = (
                yaml.safe_load(self.shelf.read(f"{folder}/{SAMPLE}") or "{}")
                for folder in (LAYOUT, template_id)
            )
            sample = Sample.model_validate(_over(shared, own))
        except (yaml.YAMLError, ValidationError) as error:
            raise BrokenDocumentFile(
                f"{template_id}/sample.yaml cannot be used: {error}; correct it.",
                zh=f"{template_id}/sample.yaml 无法使用：{error}；请更正。",
                document=template_id,
            ) from error
        return sample.model_copy(update={"paper": sample.paper.model_copy(update={"sample": True})})

    def check(self, template_id: str) -> None:
        """Check that *template_id* can be parsed and names only fields that exist.

        Raises:
            TemplateFault: it cannot be used; the message names file, line and field.
        """
        self.info(template_id)
        self._load(f"{template_id}/{BODY}")

    def render(self, template_id: str, document: CaseDocument, context: PaperContext) -> Rendered:
        """Return the paper *template_id* for *document*.

        Raises:
            UnknownTemplate: there is no such document.
            TemplateFault: the template cannot be used; the message names document, line and field.
            MissingValue: the paper must state a value that the case does not have.
            UnprintableText: a field holds a control or direction character.
        """
        info = self.info(template_id)
        name = f"{template_id}/{BODY}"
        template = self._load(name)
        shown = self._masked(info, document, context)
        try:
            body = _bounded(template, case=View(shown, "case"), paper=View(context, "paper"))
        except (HeweiError, TemplateError, TypeError, ValueError, ArithmeticError, RecursionError) as error:
            raise _placed(error, template_id, name) from error
        mark = Markup('<p class="sample">{}</p>').format(SAMPLE_MARK) if context.sample else Markup("")
        page = _PAGE.format(title=info.title, layout=info.layout, body=mark + Markup(body))  # noqa: S704 - escaped by Jinja
        rendered = Rendered(
            template_id=template_id,
            title=info.title,
            html=str(page),
            text=plain_text(str(page)),
            css=self.shelf.read(STYLE) or "",
            template_version=self.bundle(template_id).digest,
            data_digest=sha256(
                f"{document.model_dump_json()}\0{context.model_dump_json(exclude={'signatures'})}".encode()
            ).hexdigest(),
        )
        return _pictured(rendered, context)

    def with_files(self, template_id: str, files: Mapping[str, str]) -> Templates:
        """Return these templates with *files* (by name, as `body.html.j2`) of *template_id* going before all others."""
        own = {f"{template_id}/{name}": text for name, text in files.items()}
        return Templates(*self._roots, drafts={**self._drafts, **own})

    def order_of(self, template_id: str) -> int:
        """Return the place of a document in the dossier, 0 for one that stays outside or is not on this shelf."""
        return self.shelf.info(template_id).order if template_id in self.ids() else 0

    def _bundle(self, template_id: str) -> Bundle:
        return bundle_of(self.shelf, self._environment, template_id)

    def _masked(self, info: DocumentInfo, document: CaseDocument, context: PaperContext) -> CaseDocument:
        below = self.shelf.minor_age(context.made_on) if info.masks and context.made_on else None
        return hide_minors(document, context.made_on, below=below) if below and context.made_on else document

    def _compile(self, name: str) -> Template:
        source = self.shelf.read(name) or ""
        try:
            refuse_wide_braces(source, name)
            check_names(self._environment, source, name)
            return self._environment.get_template(name)
        except TemplateSyntaxError as error:
            line = line_of(self._environment, source, error)
            raise TemplateSyntaxFault(
                f"{error.name or name}, line {line}: {error.message}; correct the line.",
                zh=f"{error.name or name} 第 {line} 行：{in_chinese(error.message or '')}；请更正该行。",
                template=error.name or name,
                line=line,
            ) from error
        except (SyntaxError, RecursionError) as error:  # what Jinja2 writes for it, Python cannot take
            raise TemplateSyntaxFault(
                f"{name}: loops, conditions or macros are nested too deep; use fewer levels.",
                zh=f"{name}：循环、条件或宏嵌套过深；请减少层数。",
                template=name,
            ) from error


@lru_cache(maxsize=128)
def warm_templates(bundle: Bundle) -> Templates:
    """Return the one document that *bundle* holds, parsed once in this process."""
    return Templates.of_bundle(bundle)


_PAGE = Markup(
    '<!DOCTYPE html>\n<html lang="zh-CN">\n<head><meta charset="utf-8"><title>{title}</title></head>\n'
    '<body class="{layout}">\n{body}\n</body>\n</html>\n'
)


def _pictured(rendered: Rendered, context: PaperContext) -> Rendered:
    """Return *rendered* with what is drawn on it: signatures, and the QR code of its check page or of its link."""
    html = with_signatures(rendered.html, context.signatures)
    if context.link:
        html = with_link(html, context.link)
    elif context.check:
        html = with_check(html, f"{context.check}/{rendered.check_code}")
    return replace(rendered, html=html)


def _over(below: object, above: object) -> object:
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    return below | {name: _over(below.get(name), value) for name, value in above.items()}


def _bounded(template: Template, **data: View) -> str:
    parts, size = [], 0
    for part in template.generate(**data):
        size += len(part)
        if size > LONGEST:
            raise PaperTooLong(
                f"The paper grows beyond {LONGEST} characters; look for a loop or a field that is far too long.",
                zh=f"文书超过 {LONGEST} 个字符；请检查循环或过长的字段。",
            )
        parts.append(part)
    return "".join(parts)


def _placed(error: Exception, template_id: str, name: str) -> HeweiError:
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html.j2")
    ]
    own = [frame for frame in frames if frame.filename == name] or frames
    line, file = (own[-1].lineno, own[-1].filename) if own else (None, name)
    kind, what, what_zh, where = _meaning(error)
    return kind(
        f"{file}, line {line}: {what}",
        zh=f"{file} 第 {line} 行：{what_zh}",
        **{**where, "document": template_id, "template": file, "line": line},
    )


def _meaning(error: Exception) -> tuple[type[HeweiError], str, str, dict[str, object]]:
    if isinstance(error, HeweiError):
        return type(error), error.message, error.zh, error.where
    if isinstance(error, TemplateNotFound):
        return (
            TemplateFault,
            f"imports {error.name!r}, which is not there",
            f"引用的 {error.name!r} 不存在",
            {},
        )
    if isinstance(error, SecurityError):
        return ForbiddenInTemplate, f"{error}; no template may do this.", f"{error}；模板不允许这样做。", {}
    if isinstance(error, UndefinedError):
        zh = f"模板用到了不存在的内容（{error}）；请查看字段表。"
        return UnknownField, f"{error}; look at the list of fields.", zh, {}
    return TemplateFault, f"{error}; correct the line.", f"{error}；请更正该行。", {}
