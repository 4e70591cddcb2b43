"""One example for every answer of the document; a test holds each to its schema. Names and numbers are invented."""

from typing import Any

_STATION = {"code": "station", "name": "工作站"}
_EXPERT = {"code": "expert", "name": "志愿专家"}
_BOTH = {"code": "both", "name": "工作站和志愿专家"}
_ZHEJIANG = {"code": "33", "name": "浙江省"}
_SITE = "https://example.org"


def _listed(*items: dict[str, Any]) -> dict[str, Any]:
    return {"count": len(items), "limit": 20, "offset": 0, "next": None, "items": list(items)}


_ROUND = {
    "id": 3,
    "title": "2026年第二批中小企业志愿服务工作站和志愿专家招募",
    "kind": _BOTH,
    "phase": {"code": "open", "name": "申报中"},
    "opens_at": "2026-11-03T09:00:00+08:00",
    "closes_at": "2026-12-11T23:59:59+08:00",
    "notice_url": f"{_SITE}/notices/2026-2/",
}
_WINDOW = {
    "id": 7,
    "title": "关于2026年第二批拟认定名单的公示",
    "status": {"code": "open", "name": "公示中"},
    "issuer": "示例发布单位",
    "document_number": "",
    "opened_on": "2026-11-20",
    "last_day": "2026-11-27",
    "is_provisional": False,
    "days": 5,
    "is_workdays": True,
    "days_left": 4,
    "counts": [{"kind": _STATION, "count": 4}, {"kind": _EXPERT, "count": 3}],
    "url": f"{_SITE}/publicity/window-7/",
    "pdf_url": f"{_SITE}/publicity/7/list.pdf",
    "xlsx_url": f"{_SITE}/publicity/7/list.xlsx",
    "entries_url": f"{_SITE}/api/windows/7/entries/",
}
_HOLDER = {
    "id": 21,
    "kind": _STATION,
    "name": "（示例）甲园区中小企业服务有限公司",
    "province": _ZHEJIANG,
    "station_kind": "中小企业园区",
    "employer": "",
    "field_names": "",
    "recognized_on": "2026-09-05",
    "url": f"{_SITE}/api/holders/21/",
}
_REGULATION = {
    "code": "S",
    "title": "中小企业志愿服务工作站管理办法（试行）",
    "document_number": "",
    "issuer": "示例发布单位",
    "clause_count": 1,
    "url": f"{_SITE}/api/regulations/S/",
}
_CLAUSE = {
    "code": "S-4-2",
    "text": "（二）具有成熟的服务中小企业模式，或具有举办中小企业服务活动经验，上年服务中小企业数量不低于150家。",
    "interpretation": "读作：（成熟服务模式 或 活动举办经验）并且 上年服务不低于150家。",
    "carried_by": "核对服务模式或活动经验，以及上年服务企业数，须上传企业清单。",
}

ANSWERS: dict[str, dict[str, Any]] = {
    "rounds": _listed(_ROUND),
    "windows": _listed(_WINDOW),
    "window": {
        **_WINDOW,
        "objection_phone": "010-0000 0000",
        "objection_address": "示例地址",
        "objection_postcode": "100000",
    },
    "entries": _listed(
        {
            "order": 1,
            "kind": _STATION,
            "name": "（示例）甲园区中小企业服务有限公司",
            "province": _ZHEJIANG,
            "station_kind": "中小企业园区",
            "employer": "",
            "field_names": "",
        },
        {
            "order": 2,
            "kind": _EXPERT,
            "name": "示例专家",
            "province": None,
            "station_kind": "",
            "employer": "（示例）乙大学",
            "field_names": "政策解读、信贷融资",
        },
    ),
    "holders": _listed(_HOLDER),
    "holder": {
        **_HOLDER,
        "origin": {"code": "application", "name": "申报认定"},
        "term": 1,
        "starts_on": "2026-09-05",
        "ends_on": "2029-09-05",
    },
    "certificate": {
        "number": "GZZ-2026-33-00020-C",
        "kind": _STATION,
        "holder": "（示例）甲园区中小企业服务有限公司",
        "province": _ZHEJIANG,
        "status": {"code": "valid", "name": "有效"},
        "issued_on": "2026-09-05",
        "starts_on": "2026-09-05",
        "ends_on": "2029-09-05",
        "issuer": "示例发证单位",
    },
    "figures": {
        "day": "2026-11-23",
        "registry": [
            {"kind": _STATION, "count": 3, "provinces": [{"province": _ZHEJIANG, "count": 3}]},
            {"kind": _EXPERT, "count": 0, "provinces": []},
        ],
        "rounds_open": 1,
        "windows_open": 1,
    },
    "regulations": _listed(_REGULATION),
    "regulation": {
        **_REGULATION,
        "chapters": [
            {
                "title": "第二章 申报条件",
                "articles": [{"name": "第四条 基本条件", "clauses": [_CLAUSE]}],
            }
        ],
    },
    "clause": {
        **_CLAUSE,
        "regulation": {"code": "S", "name": "中小企业志愿服务工作站管理办法（试行）"},
        "chapter": "第二章 申报条件",
        "article": "第四条 基本条件",
    },
}
PARAMETERS: dict[tuple[str, str], Any] = {
    ("rounds", "phase"): "open",
    ("windows", "status"): "open",
    ("window", "number"): 7,
    ("entries", "number"): 7,
    ("entries", "province"): "33",
    ("holders", "kind"): "station",
    ("holders", "q"): "园区",
    ("holder", "number"): 21,
    ("certificate", "number"): "GZZ-2026-33-00020-C",
    ("regulation", "code"): "S",
    ("clause", "code"): "S-4-2",
}
FAULTS: dict[str, dict[str, Any]] = {
    "404": {"message": "没有找到：地址不对，或内容尚未公开。"},
    "422": {
        "message": "参数有误：limit 不能大于 100。",
        "errors": [{"parameter": "limit", "message": "不能大于 100。"}],
    },
    "429": {"message": "操作过于频繁，请在 30 秒后再试。"},
}
