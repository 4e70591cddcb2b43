"""What the registry says when somebody is about to apply, and does when somebody no longer agrees to be named."""

from datetime import date, datetime, timedelta
from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import ConsentKind, User
from accounts.signals import consent_changed
from matters.signals import titles_asked
from policies.enums import Kind
from recruitment.actions.moving import chinese_day
from recruitment.exceptions import HoldsTitleError
from recruitment.signals import applying
from registry.listing import relist
from registry.models import Holder, Term
from registry.queries import term_standing


@receiver(applying)
def refuse_holders(kind: str, by: User, uscc: str, on: date, **_kwargs: Any) -> None:
    """A title within its term is renewed, not applied for again (S-12, E-9). Number and term are for its holder alone."""
    term = term_standing(kind=kind, user=by, uscc=uscc, on=on)
    if term is None:
        return
    if term.holder.user_id == by.pk:
        raise HoldsTitleError(_own(term, on))
    raise HoldsTitleError(
        _(
            "统一社会信用代码 %(uscc)s 的单位已是志愿服务工作站，有效期内不能重复申报。"
            "如属本单位，请由原申报人登录，在“我的证书”查看；有疑问请联系主办单位。"
        )
        % {"uscc": uscc}
    )


@receiver(consent_changed)
def follow_consent(by: User, kind: ConsentKind, at: datetime, **_kwargs: Any) -> None:
    """Who no longer agrees to be named leaves the public directory at once, and comes back when they agree again."""
    if kind == ConsentKind.PUBLISH_NAME:
        held = Holder.objects.filter(user=by, kind=Kind.EXPERT).values_list("pk", flat=True)
        relist(held, on=timezone.localdate(at))


@receiver(titles_asked)
def holds_a_title(user: User, on: date, **_kwargs: Any) -> bool:
    """Whether the person holds any title within its term."""
    return any(term_standing(kind=kind, user=user, uscc="", on=on) for kind in Kind)


def _own(term: Term, on: date) -> str:
    title = _("志愿服务工作站") if term.holder.kind == Kind.STATION else _("志愿专家")
    held = _("您已持有%(title)s资格，证书编号 %(number)s，有效期 %(first)s至%(last)s，期内不能重复申报。") % {
        "title": title,
        "number": term.certificate.number,
        "first": chinese_day(term.starts_on),
        "last": chinese_day(term.ends_on),
    }
    return held + _advice(term, on)


def _advice(term: Term, on: date) -> str:
    days = int(term.policy.value("renewal.opens_days"))
    opens_on = term.ends_on - timedelta(days=days)
    if on >= opens_on:
        return _("现在即可申请顺延。")
    return _("期满前 %(days)d 日（%(day)s）起可以申请顺延。") % {"days": days, "day": chinese_day(opens_on)}
