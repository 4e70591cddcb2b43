"""The people of the demo: one login for each role, and as many applicants as a stage needs."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import ConsentKind, StaffGroup, User
from demo.names import demo_mobile

PASSWORD = "yiqi-demo-2026"  # noqa: S105  printed on every demo page; production has no demo


@dataclass(frozen=True)
class Login:
    """One line that `make run` prints. Applicants give a mobile, staff a name; `group` is a staff group's code."""

    role: str | Promise
    username: str
    name: str
    group: str = ""
    mobile: str = ""


LOGINS = (
    Login(_("申请单位（工作站）"), "demo-station", "申请单位联系人（演示）", mobile=demo_mobile(1)),
    Login(_("申请个人（专家）"), "demo-expert", "林望舒（演示）", mobile=demo_mobile(2)),
    Login(_("受委托机构"), "demo-agent", "省级机构联系人（演示）", mobile=demo_mobile(3)),
    Login(_("初审"), "chushen", "吴静（演示）", group="first_review"),
    Login(_("复审"), "fushen", "郝立（演示）", group="second_review"),
    Login(_("公示经办"), "gongshi", "沈岚（演示）", group="publicity_officer"),
    Login(_("内容撰写"), "zhuangao", "方晴（演示）", group="content_writer"),
    Login(_("内容审稿"), "shengao", "陆言（演示）", group="content_approver"),
    Login(_("内容编辑"), "bianji", "罗文（演示）", group="editor"),
    Login(_("系统管理员"), "guanli", "周敏（演示）", group="administrator"),
    Login(_("决定人"), "jueding", "梁远（演示）", group="decision_maker"),
)
COLLEAGUES = (
    Login("", "chenhe", "陈禾（演示）", group="first_review"),
    Login("", "xuning", "许宁（演示）", group="first_review"),
    Login("", "hechuan", "何川（演示）", group="first_review"),
    Login("", "sunwei", "孙维（演示）", group="second_review"),
    Login("", "gaoyuan", "高远（演示）", group="second_review"),
    Login("", "tangyue", "唐越（演示）", group="second_review"),
)
"""Who works beside the two reviewers. They can sign in like the others, but are not among the logins that are printed."""
MANAGERS = {"first_review": "hechuan", "second_review": "tangyue"}


def make_logins(at: datetime) -> dict[str, User]:
    """Create the demo logins that are missing; returns them by username."""
    people = {}
    secret = make_password(PASSWORD)  # once for all: hashing is slow on purpose
    for login in (*LOGINS, *COLLEAGUES):
        person, is_new = User.objects.get_or_create(
            username=login.username,
            defaults={
                "name": login.name,
                "mobile": login.mobile,
                "mobile_verified_at": at if login.mobile else None,
                "is_staff": bool(login.group),
                "password": secret if login.group else "",
            },
        )
        if is_new and login.group:
            person.groups.add(StaffGroup.objects.get(code=login.group).group)
        if is_new and login.mobile:
            person.consents.create(kind=ConsentKind.PRIVACY, text_version="2026-11", at=at)
        people[login.username] = person
    for code, username in MANAGERS.items():
        StaffGroup.objects.get(code=code).managers.add(people[username])
    return people


def make_applicant(ordinal: int, name: str, at: datetime) -> User:
    """An applicant of the crowd, known by an invented mobile number."""
    person, _is_new = User.objects.get_or_create(
        username=f"demo-{ordinal:04d}",
        defaults={"name": name, "mobile": demo_mobile(ordinal), "mobile_verified_at": at},
    )
    return person
