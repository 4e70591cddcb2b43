"""审核流程实例：what every process with judgement is: its rules, where in the stages it is, who has a stake in it."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import Process

from policies.conditions import FactValue
from policies.enums import FlowKind
from policies.models import PolicyVersion


class Choice(models.TextChoices):
    """A signer's answer, and the outcome of a stage."""

    APPROVE = "approve", _("通过")
    SUPPLEMENT = "supplement", _("退回补正")
    RETURN = "return", _("退回前序环节")
    REFUSE = "refuse", _("不予通过")


class ReviewProcess(Process):
    """审核流程实例：the base of every process with judgement: which rules it runs on, where in the stages it is."""

    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    flow_kind = models.CharField(max_length=30, choices=FlowKind)
    stage_no = models.PositiveSmallIntegerField(default=0)
    round_no = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(_("结果"), max_length=20, blank=True)

    desk_permission: ClassVar[str] = ""
    """What staff need to take part: sign when asked, comment, be told."""

    reads: ClassVar[tuple[str, ...]] = ()
    """The relations every act on a case asks for."""

    is_decided_singly: ClassVar[bool] = False
    """Whether each case wants an answer of its own, so that none is answered in a batch."""

    turn: Any = None
    """What is read once while the process is held (workflows.review.turns)."""

    class Meta:
        app_label = "workflows"
        verbose_name = _("审核流程实例")
        verbose_name_plural = _("审核流程实例")

    @property
    def subject(self) -> models.Model:
        """What is being judged; each flow's process says."""
        raise NotImplementedError

    @classmethod
    def read_with_task(cls) -> list[str]:
        """Paths from a task to its whole case."""
        own = f"process__reviewprocess__{cls._meta.model_name}"
        return [own, *(f"{own}__{name}" for name in ("policy", *cls.reads))]

    def is_party(self, user: Any) -> bool:
        return user.pk in self.known_parties()

    def known_parties(self) -> set[int]:
        """As `parties`; while the process is held, asked once."""
        found: set[int] = self.turn.parties if self.turn else self.parties()
        return found

    def parties(self) -> set[int]:
        """Everybody with a stake in the outcome, by primary key: none of them ever signs (回避)."""
        raise NotImplementedError

    @classmethod
    def staff_parties(cls) -> Iterable[tuple[int, int]]:
        """(process, person) for every member of staff with a stake in a running process of this flow."""
        return []

    def facts(self) -> Mapping[str, FactValue]:
        """What conditions and desks ask about the subject, by the codes of `policies.facts`."""
        return {}

    def goes_first(self) -> bool:
        """Whether the case is dealt with before others (S-5-P)."""
        return False

    @property
    def label(self) -> str:
        """How messages to the staff name the case."""
        return str(self.subject)

    def choices_offered(self) -> list[Choice]:
        """The answers the flow allows now; whether a stage may return the case, the loop knows."""
        return list(Choice)
