"""规则版本 as the public reads them: number, day of effect, and what each changed."""

from datetime import date
from itertools import pairwise
from typing import NamedTuple

from policies.comparison import changes_between
from policies.content import content_of
from policies.enums import PolicyStatus
from policies.models import PolicyVersion

MOST = 10  # versions compared on one page


class RuleVersion(NamedTuple):
    """One version; `changes` are sentences, none for the first."""

    version: PolicyVersion
    is_in_force: bool
    is_first: bool
    changes: list[str]


def rule_versions(today: date) -> list[RuleVersion]:
    """Published and retired versions of the 办法's own rules, the newest first. Drafts are nobody's business yet."""
    published = PolicyVersion.objects.filter(scope="").exclude(status=PolicyStatus.DRAFT)
    versions = list(published.order_by("-effective_on", "-number")[: MOST + 1])
    if not versions:
        return []
    in_force = next(
        (one for one in versions if one.status == PolicyStatus.PUBLISHED and _holds(one, today)), None
    )
    contents = [content_of(one) for one in versions]
    changes = [[one.sentence for one in changes_between(old, new)] for new, old in pairwise(contents)] + [[]]
    is_whole = len(versions) <= MOST
    shown = [
        RuleVersion(version, version == in_force, is_whole and version == versions[-1], sentences)
        for version, sentences in zip(versions, changes, strict=True)
    ]
    return shown[:MOST]


def _holds(version: PolicyVersion, today: date) -> bool:
    return version.effective_on is not None and version.effective_on <= today
