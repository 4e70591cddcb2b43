"""The demo's year, stage by stage. Each stage adds to the one before; running it again adds nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from content.models import PublicityPage
from content.planting import plant_pages
from demo.clock import clock_at
from demo.complaining import make_feedback
from demo.desk import draft_next_rules, fill_desk
from demo.diaries import write_diaries
from demo.history import enter_history, expire_ended
from demo.matters import make_coming_round, make_matters
from demo.names import DemoExpert, DemoStation, demo_experts, demo_stations
from demo.needing import make_needs
from demo.objecting import make_objections
from demo.people import make_logins
from demo.recommended import make_recommendations
from demo.rounds import Verdict, at_hour, hand_in, make_draft, make_round, review
from demo.words import make_words
from objections.enums import Status as Waiting
from objections.models import Objection
from policies.queries import calendar_from, policy_in_force
from publicity.actions import confirm_window
from publicity.models import Window
from recruitment.enums import Status
from recruitment.models import Application, Round
from recruitment.publicizing import gather_window
from workflows.application.actions import advance_applications
from workflows.publicity.actions import advance_windows

STAGES = ("empty", "open", "review", "publicity", "certified")
SUPPLEMENT = Verdict(1, "supplement", "S-4-4：专职人员名册缺 2 人的在职证明，请补充后重新提交。")
REFUSAL = Verdict(2, "refuse", "S-4-2：上年服务企业清单多数为大型企业，不属于中小企业服务经验。")
CURRENT = (Verdict(), Verdict(), Verdict(1), Verdict(), SUPPLEMENT, Verdict(1), Verdict(), REFUSAL, Verdict(), Verdict(1))  # fmt: skip
Tick = Callable[[str], None]


@dataclass
class World:
    """What the stages share: the day, the people, a way to say how far they are."""

    today: date
    tick: Tick
    people: dict[str, User] = field(default_factory=dict)

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def build(self, stage: str) -> None:
        """Everything up to and including a stage."""
        for name in STAGES[: STAGES.index(stage) + 1]:
            getattr(self, f"_{name}")()

    def _empty(self) -> None:
        self.tick("账号与页面")
        plant_pages()
        make_words(self.today)
        self.people = make_logins(at_hour(self.ago(60), 9))

    def _open(self) -> None:
        self.tick("当前批次与草稿")
        round_ = self._current_round()
        plant_pages()  # ties the notice to the round
        make_draft(round_, demo_stations(60)[59], by=self.people["demo-station"], on=self.ago(1))

    def _review(self) -> None:
        """Ten stations and nine experts, wherever their reviewers have taken them."""
        someone: list[DemoStation | DemoExpert] = [*demo_stations(59)[49:], *demo_experts(239)[230:]]
        for n, one in enumerate(someone):
            self.tick(f"审核中的申报 {n + 1}/{len(someone)}")
            handed_in = self.ago(12 - n % 6 if n else 19)  # the first has waited longer than its stage allows
            self._judge(self._current_round(), one, CURRENT[n % len(CURRENT)], handed_in=handed_in)

        fill_desk(self.people, self._current_round(), self.today)
        self.tick("自定义事项")
        make_matters(self.people, self.today)
        make_coming_round(self.people, self.today)

    def _publicity(self) -> None:
        """Seven that passed, shown to the public since two days ago."""
        passed: list[DemoStation | DemoExpert] = [*demo_stations(49)[45:], *demo_experts(230)[227:]]
        for one in passed:
            self.tick("公示中的名单")
            self._judge(self._current_round(), one, Verdict(2), handed_in=self.ago(16))
        self._show(self._current_round(), "第二批", published=self._workday(self.ago(2)))
        make_objections(self.people, self.today)

    def _certified(self) -> None:
        """An earlier round that is over, and the registry of the years before."""
        self.tick("历年名录")
        enter_history(
            policy=policy_in_force(date(self.today.year, 1, 1)), today=self.today, by=self.people["guanli"]
        )
        expire_ended(self.today)
        round_ = self._earlier_round()
        over: list[DemoStation | DemoExpert] = [*demo_stations(45)[43:], *demo_experts(227)[223:]]
        for one in over:
            self.tick("已认定的批次")
            self._judge(round_, one, Verdict(2), handed_in=self.ago(100))
        member = self.people["demo-expert"]
        own = replace(demo_experts(223)[222], name=member.name)  # who signs in reads their own name
        self._judge(round_, own, Verdict(2), handed_in=self.ago(99), by=member)
        self._show(round_, "第一批", published=self._workday(self.ago(85)))
        for window in Window.objects.filter(status__in=Window.OPEN_STATES):
            self._finish(window)
        self.tick("省级推荐")
        make_recommendations(self.people, self._current_round(), self.today)
        self.tick("志愿日记")
        write_diaries(self.people, self.today)
        self.tick("举报、意见与企业需求")
        make_feedback(self.people, self.today)
        make_needs(self.people, self.today)
        self.tick("规则草稿与试算")
        draft_next_rules(self.people, [self._current_round(), round_], self.today)

    def _judge(
        self,
        round_: Round,
        someone: DemoStation | DemoExpert,
        verdict: Verdict,
        *,
        handed_in: date,
        by: User | None = None,
    ) -> None:
        """One application handed in and taken as far as its verdict says, once."""
        application = hand_in(round_, someone, on=handed_in, applicant=by)
        if application.status == Status.SUBMITTED:
            review(application, verdict, (self.people["chushen"], self.people["fushen"]), on=handed_in)

    def _show(self, round_: Round, batch: str, *, published: date) -> None:
        """Gather what passed into a window and publish its page; the sweep opens, closes and counts."""
        title = f"关于{self.today.year}年{batch}中小企业志愿服务工作站和志愿专家拟认定名单的公示"
        passed = Application.objects.filter(round=round_, status=Status.PASSED)
        if Window.objects.filter(title=title).exists() or not passed:
            return
        with clock_at(at_hour(published - timedelta(days=1), 15)):
            window = gather_window(
                applications=passed, title=title, by=self.people["gongshi"], at=timezone.now()
            )
            advance_windows()
        with clock_at(at_hour(published, 9, 30)):
            page = PublicityPage.objects.get(window=window)
            page.get_latest_revision().publish(user=self.people["bianji"])
            advance_windows()

    def _workday(self, day: date) -> date:
        """The last working day up to a day: an office publishes on one."""
        calendar = calendar_from(day - timedelta(days=10), 10)
        return next(d for d in (day - timedelta(days=n) for n in range(10)) if calendar.is_workday(d))

    def _finish(self, window: Window) -> None:
        """The last day has passed: a person confirms, and every entry becomes a holder."""
        if window.closes_at is None or window.closes_at > at_hour(self.today, 0):
            return
        if Objection.objects.filter(entry__window=window, status=Waiting.LODGED).exists():
            return  # whoever objected is heard first
        with clock_at(window.closes_at + timedelta(hours=9)):
            advance_windows()
            confirm_window(window=window, by=self.people["jueding"], at=timezone.now())
            advance_windows()
            while advance_applications():
                self.tick("认定发证")

    def _current_round(self) -> Round:
        title = f"{self.today.year}年第二批中小企业志愿服务工作站和志愿专家招募"
        return make_round(
            title, opens_on=self.ago(20), closes_on=self.today + timedelta(days=18), by=self.people["guanli"]
        )

    def _earlier_round(self) -> Round:
        title = f"{self.today.year}年第一批中小企业志愿服务工作站和志愿专家招募"
        return make_round(title, opens_on=self.ago(120), closes_on=self.ago(95), by=self.people["guanli"])
