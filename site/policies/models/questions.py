"""补充题目：questions and pieces of evidence an administrator asks for beyond the 办法, each with at most one condition."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.conditions import Condition
from policies.enums import Operator, QuestionKind
from policies.exceptions import QuestionsFrozenError


class QuestionSet(models.Model):
    """题目表：the questions of one round or of one version of a request type. Frozen once anybody may answer."""

    title = models.CharField(_("名称"), max_length=120)
    frozen_at = models.DateTimeField(_("启用时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("题目表")
        verbose_name_plural = _("题目表")

    def __str__(self) -> str:
        return self.title


class PartOfSet(models.Model):
    """A row frozen with its question set; triggers of the migrations refuse what goes around."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._require_open()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._require_open()
        return super().delete(*args, **kwargs)

    @property
    def set_id(self) -> int:
        return self.question.question_set_id  # type: ignore[attr-defined]

    def _require_open(self) -> None:
        if QuestionSet.objects.filter(pk=self.set_id, frozen_at__isnull=False).exists():
            raise QuestionsFrozenError


class Question(PartOfSet):
    """题目：its code is the column under which answers are exported; with an operator it is a condition, hard or soft."""

    question_set = models.ForeignKey(QuestionSet, on_delete=models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField(_("次序"))
    code = models.SlugField(_("代码"), max_length=30)
    kind = models.CharField(_("题型"), max_length=8, choices=QuestionKind)
    label = models.CharField(_("题目"), max_length=100)
    help = models.CharField(_("填写说明"), max_length=200, blank=True)
    unit = models.CharField(_("单位"), max_length=10, blank=True)
    is_required = models.BooleanField(_("必填"), default=True)
    operator = models.CharField(_("条件"), max_length=12, choices=Operator, blank=True)
    threshold = models.CharField(_("标准"), max_length=200, blank=True)
    is_hard = models.BooleanField(_("不符合时不得提交"), default=True)
    basis = models.CharField(_("依据"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("题目")
        verbose_name_plural = _("题目")
        ordering = ["question_set", "order"]
        constraints = [
            models.UniqueConstraint(fields=["question_set", "code"], name="question_code_once"),
            models.CheckConstraint(
                condition=Q(operator="", threshold="") | (~Q(operator="") & ~Q(threshold="")),
                name="question_condition_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def set_id(self) -> int:
        return self.question_set_id

    @property
    def condition(self) -> Condition | None:
        return Condition(self.code, self.operator, self.threshold) if self.operator else None


class QuestionOption(PartOfSet):
    """选项：one answer of a choice."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    order = models.PositiveSmallIntegerField(_("次序"))
    code = models.SlugField(_("代码"), max_length=30)
    name = models.CharField(_("名称"), max_length=60)

    class Meta:
        verbose_name = _("选项")
        verbose_name_plural = _("选项")
        ordering = ["question", "order"]
        constraints = [models.UniqueConstraint(fields=["question", "code"], name="question_option_once")]

    def __str__(self) -> str:
        return self.name
