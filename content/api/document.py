"""The OpenAPI document: what ninja reads off the endpoints, with examples and the refusals all of them share."""

from functools import cache
from typing import Any

from django.http import HttpRequest, JsonResponse

from content.api.answers import Fault, QuestionFault
from content.api.examples import ANSWERS, FAULTS, PARAMETERS
from content.api.pages_document import page_paths
from content.api.public_api import api

ROOT = "/api/"
WORDS = {
    "200": "成功。带 ETag；再问时以 If-None-Match 带回，没有变化则回答 304。",
    "404": "没有找到，或尚未公开。",
    "422": "参数有误；errors 逐个说明。",
    "429": "过于频繁；Retry-After 为应等待的秒数。",
}
ABOUT = """只读、无须登录、不设 Cookie，任何网站的页面都可以直接读取（CORS）。
同一地址每分钟可访问 120 次，证书查验十分钟 30 次；超出时回答 429。
列表用 limit（最多 100）和 offset 分页，next 是下一页的地址。
任何接口都不含手机号码、电子邮箱和身份信息。"""


@cache
def document() -> dict[str, Any]:
    """The whole document. It does not depend on data: made once a process."""
    made: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=ROOT))
    made["info"] = {**made["info"], "description": ABOUT}
    for fault in (Fault, QuestionFault):
        made["components"]["schemas"] |= _schemas_of(fault)
    for path in made["paths"].values():
        _complete(path["get"])
    made["paths"] |= page_paths()
    return made


def openapi_json(request: HttpRequest) -> JsonResponse:
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


def _schemas_of(fault: type[Fault]) -> dict[str, Any]:
    schema = fault.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**schema.pop("$defs", {}), fault.__name__: schema}


def _complete(operation: dict[str, Any]) -> None:
    name = operation["operationId"]
    answers = {str(code): answer for code, answer in operation["responses"].items()}
    has_question = bool(operation.get("parameters"))
    for code in ("422", "429") if has_question else ("429",):
        answers[code] = _refusal("QuestionFault" if code == "422" else "Fault")
    for code, answer in answers.items():
        answer["description"] = WORDS[code]
        answer["content"]["application/json"]["example"] = ANSWERS[name] if code == "200" else FAULTS[code]
    operation["responses"] = answers
    for parameter in operation.get("parameters", []):
        _plain(parameter)
        if (name, parameter["name"]) in PARAMETERS:
            parameter["example"] = PARAMETERS[name, parameter["name"]]


def _refusal(schema: str) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}


def _plain(parameter: dict[str, Any]) -> None:
    """An address cannot say null: what may be left out is simply not required."""
    schema = parameter["schema"]
    given = [one for one in schema.pop("anyOf", []) if one.get("type") != "null"]
    parameter["schema"] = {**schema, **given[0]} if given else schema
