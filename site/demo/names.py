"""Invented names and numbers, the same at every run: nothing here belongs to anybody.

Telephone numbers are 1990000xxxx, names carry （演示）, credit codes hold the unassigned body `DEM…` with right check digits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from stdnum.cn import uscc as stdnum_uscc

from policies.enums import Province

_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORG_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PLACES = [
    "青禾",
    "云溪",
    "海岳",
    "南屏",
    "望江",
    "北岭",
    "钱湾",
    "松泉",
    "石桥",
    "金沙",
    "平湖",
    "长林",
    "玉川",
    "东篱",
    "星港",
    "白鹭",
    "凤台",
    "清河",
    "双桥",
    "云岭",
]
_STATION_ENDINGS = {
    "park": ("数智产业园运营管理有限公司", "科技园服务有限公司", "软件园发展有限公司"),
    "cluster": ("精密部件产业集群服务中心", "纺织服装特色产业集群促进中心"),
    "base": ("小微企业创业创新基地有限公司", "众创空间管理有限公司", "创业孵化服务中心"),
    "association": ("省中小企业协会", "省装备制造业商会", "省软件行业协会"),
    "provider": ("企业服务有限公司", "知识产权服务有限公司", "管理咨询有限公司", "财税服务有限公司"),
}
_KIND_CYCLE = (
    "park",
    "base",
    "association",
    "provider",
    "cluster",
    "park",
    "base",
    "association",
    "provider",
    "park",
    "base",
    "association",
    "provider",
    "cluster",
    "park",
    "base",
    "association",
    "provider",
    "cluster",
    "park",
)  # fmt: skip  25/20/20/20/15 per cent
_SURNAMES = [
    "林",
    "陈",
    "周",
    "吴",
    "沈",
    "何",
    "罗",
    "梁",
    "宋",
    "唐",
    "许",
    "邓",
    "冯",
    "韩",
    "曹",
    "曾",
    "彭",
    "萧",
    "蔡",
    "潘",
    "田",
    "董",
    "袁",
    "于",
]
_GIVEN = [
    "佳怡",
    "志远",
    "晓岚",
    "博文",
    "启航",
    "静",
    "敏",
    "雨桐",
    "建国",
    "海燕",
    "思远",
    "文博",
    "立新",
    "若水",
    "明哲",
    "秀英",
    "子衿",
    "望舒",
    "景行",
    "嘉树",
]
_CATEGORIES = ("policy", "industry", "technology", "law", "entrepreneur", "executive", "scholar")
_EMPLOYERS = (
    "大学商学院",
    "律师事务所",
    "会计师事务所",
    "科技股份有限公司",
    "产业研究院",
    "创业孵化器",
    "政策研究中心",
)
_ORDINALS = ("", "第二", "第三", "第四", "第五", "第六")
_BUSY = ("33", "44", "32", "37", "51", "42", "43", "31", "50", "35", "4403", "3702")


@dataclass(frozen=True)
class DemoStation:
    ordinal: int
    name: str
    kind: str
    province: str
    uscc: str


@dataclass(frozen=True)
class DemoExpert:
    ordinal: int
    name: str
    category: str
    province: str
    employer: str


def demo_uscc(ordinal: int, province: str) -> str:
    """A credit code with right check digits whose organisation body is `DEM…`."""
    body = f"DEM{ordinal:05d}"
    total = sum(w * _ORG_ALPHABET.index(c) for w, c in zip(_ORG_WEIGHTS, body, strict=True))
    organisation = body + "0123456789X0"[(11 - total % 11) % 12]
    stem = "91" + province.ljust(6, "0") + organisation
    return stem + str(stdnum_uscc.calc_check_digit(stem))


def demo_mobile(ordinal: int) -> str:
    return f"1990000{ordinal:04d}"


def _provinces() -> Iterator[str]:
    """Busy provinces more often, every one of the 37 in turn."""
    while True:
        for index, province in enumerate(Province.values):
            yield province
            yield _BUSY[index % len(_BUSY)]


def demo_stations(count: int) -> list[DemoStation]:
    """`count` stations over the kinds of S-3 and all provinces."""
    provinces = _provinces()
    stations = []
    for ordinal in range(1, count + 1):
        kind = _KIND_CYCLE[(ordinal - 1) % len(_KIND_CYCLE)]
        endings = _STATION_ENDINGS[kind]
        place = _PLACES[(ordinal * 7) % len(_PLACES)]
        suffix = _ORDINALS[(ordinal - 1) // len(_PLACES)]
        name = f"（演示）{place}{suffix}{endings[ordinal % len(endings)]}"
        province = next(provinces)
        stations.append(DemoStation(ordinal, name, kind, province, demo_uscc(ordinal, province)))
    return stations


def demo_experts(count: int) -> list[DemoExpert]:
    """`count` experts over the categories of E-2 and all provinces."""
    provinces = _provinces()
    people = [f"{surname}{given}（演示）" for given, surname in product(_GIVEN, _SURNAMES)]
    return [
        DemoExpert(
            ordinal=n + 1,
            name=people[n],
            category=_CATEGORIES[n % len(_CATEGORIES)],
            province=next(provinces),
            employer=f"（演示）{_PLACES[(n * 3) % len(_PLACES)]}{_EMPLOYERS[n % len(_EMPLOYERS)]}",
        )
        for n in range(count)
    ]
