"""The part of the document on Wagtail's v2 API, which describes itself nowhere."""

from typing import Any

from django.conf import settings
from django.utils import translation
from wagtail.models import Page, get_page_models

_PAGE = {
    "id": 5,
    "meta": {
        "type": "content.NoticePage",
        "detail_url": "https://example.org/api/v2/pages/5/",
        "html_url": "https://example.org/notices/2023-8/",
        "slug": "2023-8",
        "first_published_at": "2026-11-03T09:00:00+08:00",
    },
    "title": "关于开展2023年中小企业志愿服务工作站和专家招募工作的通知",
}
_NOTICE = {
    **_PAGE,
    "document_number": "中小企通〔2023〕8号",
    "issuer": "示例发布单位",
    "issued_on": None,
    "body": [{"type": "paragraph", "value": "正文", "id": "b1"}],
    "attachments": [
        {
            "title": "中小企业志愿服务工作站汇总表",
            "files": [{"format": "docx", "url": "https://example.org/notices/forms/a3.docx"}],
        }
    ],
    "regulation": None,
    "round": None,
}
_FILE = {
    "id": 2,
    "meta": {
        "type": "wagtaildocs.Document",
        "detail_url": "https://example.org/api/v2/documents/2/",
        "tags": [],
        "download_url": "https://example.org/documents/2/a.pdf",
    },
    "title": "附件",
}
_IMAGE = {
    "id": 3,
    "meta": {
        "type": "wagtailimages.Image",
        "detail_url": "https://example.org/api/v2/images/3/",
        "tags": [],
        "download_url": "/media/images/a.png",
    },
    "title": "图片",
}


def _parameter(name: str, about: str, example: Any, kind: str = "string", **bounds: Any) -> dict[str, Any]:
    return {
        "in": "query",
        "name": name,
        "required": False,
        "description": about,
        "schema": {"type": kind, **bounds},
        "example": example,
    }


_LISTING = [
    _parameter("limit", "每页条数", 20, "integer", minimum=0, maximum=100, default=20),
    _parameter("offset", "从第几条之后开始", 0, "integer", minimum=0, maximum=100_000, default=0),
    _parameter("search", "标题中的任意几个字", "招募", maxLength=60, pattern=r"^[^\x00]*$"),
    _parameter("order", "次序；减号表示倒序", "-id", enum=["id", "-id", "title", "-title"]),
]


def _of_pages() -> list[dict[str, Any]]:
    """What a question for pages may contain; the types are those there are."""
    with translation.override(settings.LANGUAGE_CODE):  # the document is kept, whoever asked first
        types = {model._meta.label: str(model._meta.verbose_name) for model in get_page_models()}  # noqa: SLF001  documented meta API
    own = {label: name for label, name in sorted(types.items()) if label != Page._meta.label}  # noqa: SLF001
    named = "；".join(f"{label} {name}" for label, name in own.items())
    return [
        *_LISTING,
        _parameter("type", f"页面类型：{named}", "content.NoticePage", enum=list(own)),
        _parameter("fields", "填 * 则连同全部字段；附件只在单个页面中给出", "*", enum=["*"]),
    ]


def _answer(words: str, example: Any) -> dict[str, Any]:
    return {
        "description": words,
        "content": {"application/json": {"schema": {"type": "object"}, "example": example}},
    }


def _get(name: str, title: str, about: str, parameters: list[dict[str, Any]], example: Any) -> dict[str, Any]:
    is_one = name.endswith("_one")
    refused = ("404", "没有找到，或尚未公开。") if is_one else ("400", "参数有误。")
    return {
        "get": {
            "operationId": name,
            "summary": title,
            "description": about,
            "tags": ["页面（Wagtail v2）"],
            "parameters": parameters,
            "responses": {
                "200": _answer("成功。", example),
                refused[0]: _answer(refused[1], {"message": "请求参数有误，请对照接口说明。"}),
                "429": _answer("过于频繁。", {"message": "操作过于频繁，请在 30 秒后再试。"}),
            },
        }
    }


_ID = {
    "in": "path",
    "name": "id",
    "required": True,
    "description": "编号",
    "schema": {"type": "integer", "minimum": 1},
    "example": 5,
}


def _listed(one: dict[str, Any]) -> dict[str, Any]:
    return {"meta": {"total_count": 1}, "items": [one]}


def page_paths() -> dict[str, Any]:
    return {
        "/api/v2/pages/": _get("pages", "页面", "已发布的公开页面：通知、公示、管理办法和各栏目。", _of_pages(), _listed(_PAGE)),
        "/api/v2/pages/{id}/": _get("pages_one", "一个页面", "一个页面的全部字段；通知含文号、正文、附件和批次，公示含公示期，办法含条款地址。", [_ID], _NOTICE),
        "/api/v2/documents/": _get("documents", "文件", "已发布页面引用的文件。", _LISTING, _listed(_FILE)),
        "/api/v2/documents/{id}/": _get("documents_one", "一个文件", "文件的标题和下载地址。", [_ID], _FILE),
        "/api/v2/images/": _get("images", "图片", "已发布页面引用的图片。", _LISTING, _listed(_IMAGE)),
        "/api/v2/images/{id}/": _get("images_one", "一张图片", "图片的标题和下载地址。", [_ID], _IMAGE),
    }  # fmt: skip
