"""The main pages of the demo, as a person of each role meets them: what `manage.py shots` draws."""

from dataclasses import dataclass

from django.urls import reverse
from viewflow.workflow.models import Task

from accounts.models import User
from content.models import (
    CasePage,
    CommendedListPage,
    EventPage,
    NewsPage,
    NoticePage,
    PublicityPage,
    RulesPage,
)
from matters.models import Request, RequestType
from policies.models import Question
from publicity.models import Window, WindowStatus
from recruitment.enums import Status
from recruitment.models import Application, Round
from registry.models import Certificate


@dataclass(frozen=True)
class MainPage:
    """`username` is the demo login that looks; a desk page is drawn as one screen, not to its full length."""

    name: str
    path: str
    username: str = ""
    is_full: bool = True


def main_pages() -> list[MainPage]:
    """Every main page that the world of this database has."""
    return [*_public(), *_doors(), *_member(), *_desk(), *_matters()]


def _public() -> list[MainPage]:
    pages = [MainPage("home", "/"), MainPage("notices", "/notices/"), MainPage("rules", "/rules/"), MainPage("publicity", "/publicity/"), MainPage("news", "/news/"), MainPage("cases", "/cases/"), MainPage("commended", "/commended/"), MainPage("events", "/events/"), MainPage("verify", "/verify/"), MainPage("missing", "/nothing-here/")]  # fmt: skip
    notice = NoticePage.objects.live().first()
    if notice:
        pages.append(MainPage("notice", notice.url))
    pages += [MainPage(f"rules-{page.regulation.code}", page.url) for page in RulesPage.objects.live()]
    pages += [MainPage(f"publicity-{page.window_id}", page.url) for page in PublicityPage.objects.live()[:3]]
    words = (NewsPage, CasePage, CommendedListPage, EventPage)
    pages += [
        MainPage(f"{kind.__name__.lower()}-{one.slug}", one.url)
        for kind in words
        for one in kind.objects.live()[:1]
    ]
    certificate = Certificate.objects.order_by("pk").last()
    if certificate:
        pages.append(MainPage("verify-token", reverse("registry:verify_token", args=[certificate.token])))
    return pages


def _doors() -> list[MainPage]:
    return [MainPage("login", "/accounts/login/"), MainPage("login-staff", "/accounts/staff/"), MainPage("privacy", "/accounts/privacy/"), MainPage("forms", "/notices/forms/"), MainPage("verify-wrong", "/verify/nothing/"), MainPage("outbox-demo", "/demo/outbox/")]  # fmt: skip


def _member() -> list[MainPage]:
    pages = [
        MainPage("my", "/my/", "demo-station"),
        MainPage("my-certificates", "/my/certificates/", "demo-expert"),
        MainPage("my-messages", "/my/messages/", "demo-expert"),
        MainPage("apply", "/my/apply/", "demo-station"),
    ]
    pages += _requests()
    draft = Application.objects.filter(applicant__username="demo-station", status=Status.DRAFT).first()
    if draft:
        for step in ("unit", "conditions", "narrative", "evidence", "pledge"):
            pages.append(
                MainPage(f"apply-{step}", reverse("recruitment:step", args=[draft.pk, step]), "demo-station")
            )
    if draft:
        pages.append(
            MainPage("apply-preview", reverse("recruitment:preview", args=[draft.pk]), "demo-station")
        )
    done = Application.objects.filter(applicant__username="demo-expert", number__isnull=False).first()
    if done:
        pages.append(
            MainPage("application", reverse("recruitment:application", args=[done.pk]), "demo-expert")
        )
    return pages


def _requests() -> list[MainPage]:
    """自定义事项, as somebody who has asked meets it."""
    pages = [MainPage("requests", "/my/requests/", "demo-station")]
    for row in Request.objects.filter(applicant__username__in=["demo-5001", "demo-5003"]):
        name = f"request-{row.status}"
        pages.append(MainPage(name, reverse("matters:request", args=[row.pk]), row.applicant.username))
    draft = Request.objects.filter(status="draft").first()
    if draft:
        for name in ("form", "submit"):
            path = reverse(f"matters:{name}", args=[draft.pk])
            pages.append(MainPage(f"request-{name}", path, draft.applicant.username))
    return pages


def _matters() -> list[MainPage]:
    pages = [MainPage("desk-matters", "/admin/matters/", "guanli", is_full=False)]
    pages += [
        MainPage(f"desk-matter-{one.code}", reverse("desk_matters:type", args=[one.code]), "guanli")
        for one in RequestType.objects.all()[:2]
    ]
    pages.append(MainPage("desk-matter-add", "/admin/matters/add/", "guanli"))
    pages.append(MainPage("desk-matter-register", "/admin/matters/requests/", "guanli", is_full=False))
    row = Request.objects.filter(status="approved").first()
    if row:
        pages.append(
            MainPage("desk-matter-request", reverse("desk_matters:request", args=[row.pk]), "guanli")
        )
    task = Task.objects.filter(process__reviewprocess__requestprocess__isnull=False, flow_task_type="HUMAN", finished=None).first()  # fmt: skip
    if task:
        path = reverse("tasks:open", args=[task.process_id, task.pk])
        pages.append(MainPage("desk-case-request", path, "chushen", is_full=False))
    asking = Round.objects.filter(question_set__isnull=False).first()
    if asking:
        pages.append(MainPage("desk-round-questions", f"/admin/rounds/{asking.pk}/", "guanli"))
        for question in Question.objects.filter(question_set=asking.question_set_id)[:2]:
            path = reverse("desk_questions:change", args=[question.pk])
            pages.append(MainPage(f"desk-question-{question.kind}", path, "guanli"))
    return pages


def _desk() -> list[MainPage]:
    pages = [MainPage("desk-inbox", "/admin/inbox/?tab=group", "chushen", is_full=False)]
    for username in ("chushen", "fushen"):
        person = User.objects.filter(username=username).first()
        task = person and Task.objects.filter(owner_permission__in=[f"group.{g.pk}" for g in person.groups.all()], finished=None).first()  # fmt: skip
        if task:
            path = reverse("tasks:open", args=[task.process_id, task.pk])
            pages.append(MainPage(f"desk-case-{username}", path, username, is_full=False))
    window = Window.objects.filter(status=WindowStatus.OPEN).first()
    if window:
        pages.append(MainPage("desk-window", f"/admin/publicity/{window.pk}/", "gongshi", is_full=False))
    pages += [
        MainPage("desk-candidates", "/admin/publicity/candidates/", "gongshi", is_full=False),
        MainPage("desk-rounds", "/admin/rounds/", "guanli", is_full=False),
        MainPage("desk-outbox", "/admin/messages/", "guanli", is_full=False),
        MainPage("desk-wordings", "/admin/messages/wordings/", "guanli", is_full=False),
        MainPage("desk-routes", "/admin/messages/routes/", "guanli", is_full=False),
        MainPage("desk-groups", "/admin/staff/", "guanli", is_full=False),
        MainPage("desk-sentences", "/admin/messages/sentences/", "guanli", is_full=False),
        MainPage("desk-audit", "/admin/rules/events/", "guanli", is_full=False),
        MainPage("desk-monitor", "/admin/monitor/", "guanli", is_full=False),
        MainPage("desk-home", "/admin/", "fushen", is_full=False),
        MainPage("desk-sent-home", "/admin/messages/", "chushen", is_full=False),
        MainPage("desk-inbox-empty", "/admin/inbox/?tab=mine", "chushen", is_full=False),
        MainPage("desk-windows", "/admin/publicity/", "gongshi", is_full=False),
        MainPage("desk-applications", "/admin/applications/", "guanli", is_full=False),
        MainPage("desk-round-new", "/admin/rounds/add/", "guanli", is_full=False),
        MainPage("desk-registry", "/admin/registry/", "guanli", is_full=False),
        MainPage("desk-policies", "/admin/rules/policies/", "guanli", is_full=False),
        MainPage("desk-policy", "/admin/rules/policies/1/", "guanli", is_full=False),
        MainPage("desk-calendar", "/admin/rules/calendar/", "guanli", is_full=False),
        MainPage("desk-clauses", "/admin/rules/clauses/", "guanli", is_full=False),
        MainPage("desk-codes", "/admin/rules/codes/", "guanli", is_full=False),
    ]
    return pages
