"""A registry of a hundred thousand holders, written in bulk. Run inside a database that is thrown away."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from accounts.models import Consent, ConsentKind, User
from demo.benches.postgres import copy_rows
from demo.rounds import at_hour
from policies.calendar import years_after
from policies.enums import CodeList, Kind, Province
from policies.models import CodeItem
from policies.queries import policy_in_force
from registry.listing import SEPARATOR, refresh_listings, searchable
from registry.models import Certificate, Holder, HolderStatus, ListedField, Listing, Term
from registry.numbers import LAST_SERIAL, SERIES, make_number

COUNT = 100_000  # four stations to one expert
DAYS = 1_000  # recognized within so many days
FIRST = "青云海南望北钱松石金平长玉东星白凤清双瑞华宏泰安盛启明德信博"
SECOND = "禾溪岳屏江岭湾泉桥沙湖林川篱港鹭台河峰源达科联创智诚远景辰阳"
THIRD = "一二三四五六七八九十百千万元和"
ENDINGS = (
    "高新科技园服务中心", "数智产业园运营管理有限公司", "纺织服装产业集群促进中心", "小微企业创业创新基地有限公司",
    "软件行业协会", "知识产权服务有限公司", "管理咨询有限公司", "众创空间管理有限公司",
)  # fmt: skip
EMPLOYERS = ("大学经济管理学院", "律师事务所", "会计师事务所", "装备制造研究院")


class One(NamedTuple):
    """A holder to be written: what its rows have in common."""

    pk: int
    kind: Kind
    name: str
    province: str
    station_kind: str
    employer: str
    fields: Sequence[tuple[str, str]]
    on: date

    @property
    def number(self) -> str:
        return make_number(SERIES[self.kind], self.on.year, self.province, self.pk % (LAST_SERIAL + 1))

    @property
    def field_names(self) -> str:
        return SEPARATOR.join(name for _code, name in self.fields)


def build() -> dict[str, str]:
    """What the bench asks for: a station and an expert."""
    holders = list(_holders(random.Random(2026)))  # noqa: S311  a registry to measure with, no secret
    _write_people(holders)
    _write_terms(holders)
    _write_listings(holders)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    if wrong := refresh_listings():
        raise RuntimeError(f"{wrong} rows are not what the registry says")
    station, expert = holders[COUNT // 2], holders[4]
    told = {"station": station.number, "name": station.name, "type": station.station_kind}
    return told | {"expert": expert.number, "field": expert.fields[0][0]}


def _holders(chance: random.Random) -> Iterator[One]:
    kinds, fields = _codes(CodeList.STATION_KIND), _codes(CodeList.FIELD)
    provinces, today = list(Province), timezone.localdate()
    brands = ["".join(signs) for signs in product(FIRST, SECOND, THIRD)]
    for n in range(COUNT):
        is_expert = n % 5 == 4
        brand = brands[n % len(brands)]
        yield One(
            pk=n + 1,
            kind=Kind.EXPERT if is_expert else Kind.STATION,
            name=f"(演示){brand[:2]}" if is_expert else f"(演示){brand}{chance.choice(ENDINGS)}",
            province=chance.choice(provinces),
            station_kind="" if is_expert else chance.choice(kinds)[1],
            employer=f"(演示){brand}{chance.choice(EMPLOYERS)}" if is_expert else "",
            fields=chance.sample(fields, 3) if is_expert else (),
            on=today - timedelta(days=DAYS - n * DAYS // COUNT),
        )


def _codes(codelist: CodeList) -> list[tuple[str, str]]:
    return list(CodeItem.objects.filter(codelist=codelist).values_list("code", "name"))


def _write_people(holders: Sequence[One]) -> None:
    now = timezone.now()
    columns: tuple[str, ...] = ("id", "username", "password", "email", "date_joined", "name", "mobile")
    people = (
        (one.pk + COUNT, f"bench-{one.pk}", "!", "", now, "演示", "", False, False, True) for one in holders
    )
    copy_rows(User, (*columns, "is_superuser", "is_staff", "is_active"), people)
    agreed = ((one.pk + COUNT, ConsentKind.PUBLISH_NAME, "1", now) for one in holders if one.fields)
    copy_rows(Consent, ("user_id", "kind", "text_version", "at"), agreed)
    columns = ("id", "kind", "user_id", "name", "province", "station_kind", "employer", "field_names")
    copy_rows(Holder, (*columns, "status", "origin", "recognized_at"), map(_holder, holders))


def _holder(one: One) -> tuple[Any, ...]:
    shown = (one.name, one.province, one.station_kind, one.employer, one.field_names)
    return one.pk, one.kind, one.pk + COUNT, *shown, HolderStatus.ACTIVE, "application", _morning(one.on)


def _morning(on: date) -> datetime:
    return at_hour(on, 9)


def _write_terms(holders: Sequence[One]) -> None:
    policy = policy_in_force(timezone.localdate())
    columns: tuple[str, ...] = ("id", "holder_id", "ordinal", "starts_on", "ends_on", "policy_id")
    copy_rows(Term, columns, ((one.pk, one.pk, 1, one.on, _until(one), policy.pk) for one in holders))
    columns = ("id", "term_id", "number", "token", "status", "issued_on")
    rest = ("pdf", "sha256", "render_attempts", "render_error")
    rows = (
        (one.pk, one.pk, one.number, f"bench-{one.pk}", "valid", one.on, "", "", 0, "") for one in holders
    )
    copy_rows(Certificate, (*columns, *rest), rows)


def _until(one: One) -> date:
    return years_after(one.on, 3)


def _write_listings(holders: Sequence[One]) -> None:
    columns = ("holder_id", "kind", "number", "name", "province", "station_kind", "employer", "field_names")
    copy_rows(Listing, (*columns, "recognized_on", "until", "search_text"), map(_listing, holders))
    fields = ((one.pk, code) for one in holders for code, _name in one.fields)
    copy_rows(ListedField, ("listing_id", "code"), fields)


def _listing(one: One) -> tuple[Any, ...]:
    shown = (one.name, one.station_kind, one.employer, one.field_names)
    words = searchable(" ".join(shown))
    return one.pk, one.kind, one.number, one.name, one.province, *shown[1:], one.on, _until(one), words
