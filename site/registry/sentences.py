"""The sentences of certificate and letter: as written here until the staff word them otherwise.

`*…*` is what stands in red: the title. The variables are those of the term; all of them have to be said.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Template as TextTemplate

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from policies.enums import Kind

TITLE = re.compile(r"\*([^*]+)\*")
VARIABLES = frozenset({"years", "start", "end"})


@dataclass(frozen=True)
class Sentence:
    """One paragraph of the sheet: `lines` is the room it has."""

    key: str
    label: str | Promise
    kind: str
    article: str
    text: str
    lines: int
    variables: frozenset[str] = VARIABLES
    has_title: bool = True


SENTENCES = {
    one.key: one
    for one in (
        Sentence(
            "station_body", _("工作站证书正文"), Kind.STATION, "S-5-3",
            "经评审和公示，你单位符合《中小企业志愿服务工作站管理办法》第四条规定的条件，依照该办法第五条认定为"
            "*中小企业志愿服务工作站*。本证书有效期${years}年，自${start}起至${end}止。",
            3,
        ),
        Sentence(
            "expert_body", _("聘书正文"), Kind.EXPERT, "E-9",
            "依照《中小企业志愿服务专家管理办法》第四条、第九条，兹聘请您为*中小企业志愿服务专家*，"
            "自愿、无偿为中小企业提供志愿服务。聘期${years}年，自${start}起至${end}止。",
            3,
        ),
        Sentence(
            "expert_closing", _("聘书结语"), Kind.EXPERT, "E-9", "特颁此聘书。", 1,
            variables=frozenset(), has_title=False,
        ),
    )
}  # fmt: skip


def pieces(text: str, values: Mapping[str, str]) -> list[tuple[str, bool]]:
    """The sentence with its values, cut at the title: (words, whether they are the title)."""
    said = TextTemplate(text).substitute(values)
    return [(part, place % 2 == 1) for place, part in enumerate(TITLE.split(said)) if part]
