"""The flows an administrator watches, and how the case of each is named."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.flow import Flow
from viewflow.workflow.models import Process

from policies.enums import FlowKind, Province
from workflows.application.flow import ApplicationFlow
from workflows.objection.flow import ObjectionFlow
from workflows.publicity.flow import PublicityFlow
from workflows.recommendation.flow import RecommendationFlow
from workflows.request.flow import RequestFlow


@dataclass(frozen=True)
class Case:
    """What a process is about, in words."""

    number: str
    name: str
    kind: str
    province: str = ""


@dataclass(frozen=True)
class Watched:
    """One flow: `path` leads from a process to its subject; `province` is the subject's column, if it has one."""

    code: str
    flow: type[Flow]
    path: str
    describe: Callable[[Any], Case]
    endings: str | Promise  # how the case may end: never from the monitor
    also: tuple[str, ...] = ()
    province: str = ""
    search: tuple[str, ...] = ("number",)

    @property
    def title(self) -> str:
        return str(self.flow.process_class._meta.verbose_name)  # noqa: SLF001  Django's documented meta API

    def subject(self, process: Process) -> Any:
        found: Any = process
        for name in self.path.split("__"):
            found = getattr(found, name)
        return found


def _application(application: Any) -> Case:
    province = Province(application.province).label if application.province else ""
    return Case(
        application.number or "", application.name, str(application.get_kind_display()), str(province)
    )


def _request(request: Any) -> Case:
    return Case(request.number or "", str(request.applicant), request.type.title)


def _objection(objection: Any) -> Case:
    entry = objection.entry
    province = Province(entry.province).label if entry.province else ""
    return Case(objection.number, entry.name, str(FlowKind.OBJECTION.label), str(province))


def _window(window: Any) -> Case:
    return Case("", window.title, str(window._meta.verbose_name))  # noqa: SLF001  Django's documented meta API


def _roster(roster: Any) -> Case:
    province = Province(roster.province).label
    name = f"{roster.mandate.organisation.name}（{roster.get_kind_display()}）"
    return Case(roster.number or "", name, str(roster._meta.verbose_name), str(province))  # noqa: SLF001  Django's documented meta API


WATCHED = [
    Watched(
        "application", ApplicationFlow, "reviewprocess__applicationprocess__application", _application,
        _("本件只能由签核意见、申报人撤回、逾期未补正或异议成立而结束。"), province="province", search=("number", "name"),
    ),
    Watched(
        "request", RequestFlow, "reviewprocess__requestprocess__request", _request,
        _("本件只能由签核意见、申请人撤回或逾期未补正而结束。"), also=("type", "applicant"), search=("number", "applicant__name"),
    ),
    Watched(
        "objection", ObjectionFlow, "reviewprocess__objectionprocess__objection", _objection,
        _("本件只能由不予受理、签核意见、异议人撤回或公示对象撤下而结束。"), also=("entry",), search=("number", "entry__name"),
        province="entry__province",
    ),
    Watched(
        "recommendation", RecommendationFlow, "recommendationprocess__roster", _roster,
        _("本件只能由形式审查、机构撤回，以及全部推荐对象激活、逾期或合并而结束。"), also=("mandate__organisation",),
        province="province", search=("number", "mandate__organisation__name"),
    ),
    Watched(
        "publicity", PublicityFlow, "publicityprocess__window", _window,
        _("公示须满法定天数，由决定人确认后结束（工作站办法第五条，专家办法第四条）。"), search=("title",),
    ),
]  # fmt: skip


def watched(process: Process) -> Watched:
    """The flow of a process."""
    return next(one for one in WATCHED if one.flow is process.flow_class)


def case_of(process: Process) -> Case:
    one = watched(process)
    return one.describe(one.subject(process))
