"""How parts of a page leave through the API: as the page itself shows them, mobile numbers masked (N-6)."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from rest_framework.fields import Field
from wagtail.models import Page

from content.templatetags.chrome import mask_mobiles


def absolute(path: str) -> str:
    """An address of the platform, whole."""
    return path if "://" in path else str(settings.WAGTAILADMIN_BASE_URL).rstrip("/") + path


def page_address(page: Page, request: Any = None) -> str:
    """The address of a page a visitor reads."""
    return absolute(page.get_url(request) or "/")


def masked(value: Any) -> Any:
    """The same value with the middle of every mobile number hidden, however deep."""
    if isinstance(value, str):
        return mask_mobiles(value)
    if isinstance(value, dict):
        return {key: masked(inside) for key, inside in value.items()}
    return [masked(inside) for inside in value] if isinstance(value, list) else value


class MaskedText(Field):
    """A line of text with contacts in it."""

    def to_representation(self, text: str) -> str:
        return mask_mobiles(text)


class MaskedBody(Field):
    """A stream of blocks: `[{type, value, id}]`."""

    def to_representation(self, stream: Any) -> Any:
        return masked(stream.stream_block.get_api_representation(stream, self.context))


class Address(Field):
    """Where people read the page."""

    def get_attribute(self, page: Page) -> Page:
        return page

    def to_representation(self, page: Page) -> str:
        return page_address(page, self.context["request"])


class Attachments(Field):
    """附件：name and files; a page that is not live is not named."""

    def to_representation(self, rows: Any) -> list[dict[str, Any]]:
        return [
            {"title": row.title, "files": _files(row, self.context["request"])}
            for row in rows.select_related("page_link", "document")
        ]


def _files(row: Any, request: Any) -> list[dict[str, str]]:
    files = []
    if row.page_link and row.page_link.live:
        files.append({"format": "html", "url": page_address(row.page_link, request)})
    if row.form:
        formats = ("docx", "xlsx") if row.form in ("a3", "a4") else ("docx",)
        files += [
            {"format": ext, "url": absolute(reverse("content:form", args=[row.form, ext]))} for ext in formats
        ]
    if row.document:
        files.append({"format": row.document.file_extension.lower(), "url": absolute(row.document.url)})
    return files


class RoundShown(Field):
    """招募批次：what the notice announces."""

    def to_representation(self, one: Any) -> dict[str, Any]:
        return {
            "id": one.pk,
            "title": one.title,
            "kind": one.kind,
            "opens_at": one.opens_at.isoformat(),
            "closes_at": one.closes_at.isoformat(),
        }


class WindowShown(Field):
    """公示期：its days, and where the list is."""

    def to_representation(self, window: Any) -> dict[str, Any]:
        return {
            "id": window.pk,
            "title": window.title,
            "status": window.status,
            "opened_on": window.opened_on,
            "last_day": window.last_day,
            "is_provisional": window.is_provisional,
            "entries_url": absolute(reverse("api:entries", args=[window.pk])),
        }


class RegulationShown(Field):
    """规范文件：its name, and where its clauses are."""

    def to_representation(self, regulation: Any) -> dict[str, str]:
        return {
            "code": regulation.code,
            "title": regulation.title,
            "document_number": regulation.document_number,
            "clauses_url": absolute(reverse("api:regulation", args=[regulation.code])),
        }


class PictureShown(Field):
    """图片：where its file is, and its size in pixels; what it shows is a column beside it."""

    def to_representation(self, image: Any) -> dict[str, Any]:
        return {"url": absolute(image.file.url), "width": image.width, "height": image.height}


class HolderNamed(Field):
    """名录中的一条：its name as the page says it."""

    def to_representation(self, holder: Any) -> dict[str, Any]:
        return {"kind": holder.kind, "name": holder.name}


class CommendedRows(Field):
    """表扬对象：name, province, citation, and where one may read more."""

    def to_representation(self, rows: Any) -> list[dict[str, Any]]:
        return [
            {
                "kind": row.kind,
                "name": str(row),
                "province": row.province_name,
                "citation": mask_mobiles(row.citation),
                "links": [{"title": link.title, "url": link.url} for link in row.links.all()],
            }
            for row in rows.select_related("holder").prefetch_related("links")
        ]
