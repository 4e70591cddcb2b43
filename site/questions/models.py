"""答案：one answer to one question of the staff's own. Each noun that is asked keeps its rows in a table of its own."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.storage import private_storage
from policies.enums import QuestionKind
from policies.models import Question

Value = str | Decimal | date | None
"""What a question was answered with: text or the code of an option, a number, a day; the name of a file."""


class AnswerRow(models.Model):
    """答案：the column of its question's kind is filled. A replaced file stays, because an earlier seal may name it."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+", verbose_name=_("题目"))
    text = models.TextField(_("文字"), max_length=2000, blank=True)
    number = models.DecimalField(_("数字"), max_digits=14, decimal_places=2, null=True, blank=True)
    choice = models.CharField(_("选项"), max_length=30, blank=True)
    date = models.DateField(_("日期"), null=True, blank=True)
    file = models.FileField(_("文件"), storage=private_storage, upload_to="answers/%Y/%m/", blank=True)
    name = models.CharField(_("文件名"), max_length=200, blank=True)
    content_type = models.CharField(_("类型"), max_length=100, blank=True)
    size = models.PositiveIntegerField(_("大小（字节）"), default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    removed_at = models.DateTimeField(_("移除时间"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["question__order", "id"]

    def __str__(self) -> str:
        return str(self.value or "")

    @property
    def value(self) -> Value:
        """What was answered, by the question's kind."""
        return {
            QuestionKind.TEXT.value: self.text,
            QuestionKind.NUMBER.value: self.number,
            QuestionKind.CHOICE.value: self.choice,
            QuestionKind.DATE.value: self.date,
            QuestionKind.FILE.value: self.name,
        }[self.question.kind]
