"""名录查询：what is asked of the public directory, the rows found, and how many each narrower question would find."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.functional import cached_property

from policies.enums import CodeList, Kind, Province
from policies.models import CodeItem
from registry.listing import searchable
from registry.models import Listing

LONGEST = 60  # characters of a search
FEW = 1000  # rows that are better named by key than searched for once more


@dataclass(frozen=True)
class Facet:
    """One narrower question: its value, its words, how many rows it finds, and whether it is asked now."""

    value: str
    label: str
    count: int
    is_asked: bool


@dataclass(frozen=True)
class Asked:
    """A question to the directory; an empty part asks nothing."""

    kind: Kind
    q: str = ""
    province: str = ""
    station_kind: str = ""
    field: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.province or self.station_kind or self.field)


@dataclass(frozen=True)
class Answer:
    """The directory's answer on a day: a fixed number of statements, however many rows it finds."""

    asked: Asked
    on: date

    @property
    def rows(self) -> "Newest":
        return Newest(self._found(self.asked), self.count)

    @cached_property
    def count(self) -> int:
        """Rows found: the sum of what the provinces would find, or of the one asked for."""
        asked = self.asked.province
        return sum(facet.count for facet in self.provinces if not asked or facet.value == asked)

    @cached_property
    def provinces(self) -> list[Facet]:
        asked, names = self.asked, {province.value: str(province.label) for province in Province}
        counts: Counter[str] = Counter()
        if asked.kind == Kind.STATION:
            for (province, station_kind), count in self._places.items():
                counts[province] += count if asked.station_kind in ("", station_kind) else 0
        else:
            counts = self._counts("province", replace(asked, province=""))
        return self._facets(counts, names, asked.province)

    @cached_property
    def station_kinds(self) -> list[Facet]:
        asked, counts = self.asked, Counter[str]()
        for (province, station_kind), count in self._places.items():
            counts[station_kind] += count if asked.province in ("", province) else 0
        return self._facets(counts, {name: name for name in counts if name}, asked.station_kind)

    @cached_property
    def fields(self) -> list[Facet]:
        counts = self._counts("fields__code", replace(self.asked, field=""))
        items = CodeItem.objects.filter(codelist=CodeList.FIELD).values_list("code", "name")
        return self._facets(counts, dict(items), self.asked.field)

    @cached_property
    def _places(self) -> dict[tuple[str, str], int]:
        """Stations with the words asked for, by province and type: both facets are sums of these."""
        found = self._found(replace(self.asked, province="", station_kind="")).order_by()
        rows = found.values_list("province", "station_kind").annotate(Count("pk"))
        return {(province, station_kind): count for province, station_kind, count in rows}

    def _found(self, asked: Asked) -> QuerySet[Listing]:
        rows = self._with_words
        if asked.province:
            rows = rows.filter(province=asked.province)
        if asked.station_kind:
            rows = rows.filter(station_kind=asked.station_kind)
        if asked.field:
            rows = rows.filter(fields__code=asked.field)
        return rows

    @cached_property
    def _with_words(self) -> QuerySet[Listing]:
        rows = Listing.objects.filter(kind=self.asked.kind, until__gte=self.on)
        return with_words(rows, self.asked.q[:LONGEST])

    def _counts(self, column: str, asked: Asked) -> Counter[str]:
        rows = self._found(asked).order_by().values_list(column).annotate(Count("pk"))
        return Counter({value: count for value, count in rows if value is not None})

    def _facets(self, counts: Counter[str], names: dict[str, str], asked: str) -> list[Facet]:
        """Most first; what is asked for stays in sight even when it finds nothing."""
        values = [value for value, count in counts.most_common() if count and value in names]
        if asked and asked in names and asked not in values:
            values.append(asked)
        return [Facet(value, names[value], counts[value], value == asked) for value in values]


def with_words(rows: QuerySet[Listing], asked: str) -> QuerySet[Listing]:
    """Rows with every word asked for. Words are compared row by row, so few rows are found once and then known by key."""
    words = searchable(asked).split()
    if not words:
        return rows
    for word in words:
        rows = rows.filter(search_text__contains=word)
    some = list(rows.values_list("pk", flat=True)[: FEW + 1])
    return rows if len(some) > FEW else Listing.objects.filter(pk__in=some)


@dataclass(frozen=True)
class Newest:
    """Rows found, newest first, read by slice: keys from the nearer end, out of the index alone, then whole rows."""

    found: QuerySet[Listing]
    count: int

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, asked: slice) -> list[Listing]:
        start, stop, _step = asked.indices(self.count)
        keys = self.found.values_list("pk", flat=True)
        if start <= self.count - stop:
            wanted = list(keys.order_by("-recognized_on", "-holder")[start:stop])
        else:
            wanted = list(keys.order_by("recognized_on", "holder")[self.count - stop : self.count - start])[
                ::-1
            ]
        rows = Listing.objects.in_bulk(wanted)
        return [rows[key] for key in wanted if key in rows]
