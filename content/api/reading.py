"""接口说明：the document as a page people read, drawn by the server."""

import json
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import public
from content.api.document import document
from content.api.page_fields import absolute

MANY = 8  # a longer choice is folded


class ParameterRead(NamedTuple):
    """One parameter: what it may be, in words."""

    name: str
    about: str
    form: str
    choices: list[str]
    is_folded: bool


class EndpointRead(NamedTuple):
    """One endpoint as the page shows it."""

    name: str
    title: str
    path: str
    about: str
    tag: str
    parameters: list[ParameterRead]
    curl: str
    example: str
    refusals: list[tuple[str, str]]


@public
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    made = document()
    endpoints = [_read(path, one["get"], made) for path, one in made["paths"].items()]
    groups = [(tag, list(rows)) for tag, rows in groupby(endpoints, lambda one: one.tag)]
    context = {
        "groups": groups,
        "about": made["info"]["description"].splitlines(),
        "version": made["info"]["version"],
        "base": settings.WAGTAILADMIN_BASE_URL,
    }
    return render(request, "content/api/docs.html", context)


def _read(path: str, operation: dict[str, Any], made: dict[str, Any]) -> EndpointRead:
    answers = operation["responses"]
    parameters = operation.get("parameters", [])
    return EndpointRead(
        name=operation["operationId"],
        title=operation["summary"],
        path=path,
        about=operation["description"],
        tag=operation["tags"][0],
        parameters=[_parameter(one, made["components"]["schemas"]) for one in parameters],
        curl=_curl(path, parameters),
        example=json.dumps(
            answers["200"]["content"]["application/json"]["example"], ensure_ascii=False, indent=2
        ),
        refusals=[(code, answer["description"]) for code, answer in answers.items() if code != "200"],
    )


def _parameter(one: dict[str, Any], schemas: dict[str, Any]) -> ParameterRead:
    schema = one["schema"]
    if "$ref" in schema:
        schema = {**schemas[schema["$ref"].rsplit("/", 1)[-1]], **schema}
    choices = [str(choice) for choice in schema.get("enum", [])]
    return ParameterRead(
        one["name"], one.get("description", ""), _form(one, schema), choices, len(choices) > MANY
    )


def _form(one: dict[str, Any], schema: dict[str, Any]) -> str:
    """`整数，1 到 100，默认 20`."""
    words = [_("整数") if schema.get("type") == "integer" else _("文字")]
    if one["required"]:
        words.insert(0, _("必填"))
    if "maximum" in schema and schema["maximum"] <= 100_000:
        words.append(_("{least} 到 {most}").format(least=schema["minimum"], most=schema["maximum"]))
    if "maxLength" in schema:
        words.append(_("最多 {most} 字").format(most=schema["maxLength"]))
    if schema.get("default") not in (None, ""):
        words.append(_("默认 {value}").format(value=schema["default"]))
    return "，".join(words)


def _curl(path: str, parameters: list[dict[str, Any]]) -> str:
    """A line to paste: numbers in their places, and what is asked for by the examples."""
    query = {}
    for one in parameters:
        if "example" not in one:
            continue
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", str(one["example"]))
        elif one["name"] not in ("offset", "limit", "search", "order"):
            query[one["name"]] = one["example"]
    return f"curl '{absolute(path)}{'?' + urlencode(query) if query else ''}'"
