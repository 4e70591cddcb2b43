"""Doors of the wordings: what gateways refuse, changing one, adding one for requests of our own."""

import re
from collections.abc import Mapping
from string import Template as TextTemplate
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record_event
from messaging.models import Template
from messaging.variables import filled, variables_in
from messaging.wording import FORBIDDEN, sms_length

ADJACENT = re.compile(r"\}\s*\$\{")
MAX_VARIABLES = 20
MAX_LENGTH = 500  # characters, signature and longest values included
KEY = re.compile(r"^[a-z][a-z0-9_]{1,39}$")
VARIABLE_NAME = re.compile(r"^[a-z][a-z0-9_]{0,19}$")


class WordingRefused(Exception):
    """A wording that would break its messages or that gateways refuse; the sentence says why."""


def gateway_faults(text: str, own: Mapping[str, Any] | None = None) -> list[str]:
    """Everything a gateway would refuse in this wording, a sentence each."""
    names = variables_in(text)
    length = sms_length(filled(text, own))
    checks = [
        (not text, _("正文不能为空。")),
        (bool(FORBIDDEN.search(text)), _("正文不能含有【】或网址：签名由网关添加，链接须另行报备。")),
        (not TextTemplate(text).is_valid(), _("正文中的 $ 只能用于变量，例如 ${no}。")),
        (
            len(names) > MAX_VARIABLES,
            _("变量最多 %(most)d 个，现有 %(n)d 个。") % {"most": MAX_VARIABLES, "n": len(names)},
        ),
        (bool(ADJACENT.search(text)), _("两个变量不能紧挨着，中间须有文字。")),
        (
            length > MAX_LENGTH,
            _("连同签名、变量按最长计不能超过 %(most)d 字，现为 %(n)d 字。")
            % {"most": MAX_LENGTH, "n": length},
        ),
    ]
    return [sentence for is_broken, sentence in checks if is_broken]


def checked_wording(*, template: Template, text: str) -> str:
    """The wording as it may be stored: same variables, and nothing a gateway refuses. Raises WordingRefused."""
    text = " ".join(text.split())
    faults = gateway_faults(text, template.variables)
    wanted, given = template.variable_names, set(variables_in(text))
    if wanted != given:
        names = "、".join(sorted(wanted ^ given))
        faults.insert(0, _("变量须与原来一致，请核对：%(names)s。") % {"names": names})
    if faults:
        raise WordingRefused("\n".join(faults))
    return text


@transaction.atomic
def change_wording(*, template: Template, text: str, by: User, seen: str | None = None) -> Template:
    """New words for the messages of the future; those already queued keep theirs. Raises WordingRefused.

    `seen` is the text the person began with: when somebody else has changed it since, nothing is written.
    """
    template = Template.objects.select_for_update().get(pk=template.pk)
    if seen is not None and seen != template.text:
        raise WordingRefused(_("保存前已有人修改了这条正文，您的修改没有写入。请核对现行正文后重试。"))
    before, template.text = template.text, checked_wording(template=template, text=text)
    template.save(update_fields=["text"])
    record_event(
        by=by, verb="template.change", target=template, before={"text": before}, after={"text": template.text}
    )
    return template


@transaction.atomic
def add_template(
    *, key: str, article: str, text: str, variables: Mapping[str, Mapping[str, Any]], by: User
) -> Template:
    """增加模板：for requests of our own; every declared variable is used, every used one declared. Raises WordingRefused."""
    if not KEY.match(key):
        raise WordingRefused(_("键由小写字母、数字和下划线组成，以字母开头，2—40 个字符。"))
    if wrong := [name for name in variables if not VARIABLE_NAME.match(name)]:
        raise WordingRefused(
            _("变量名由小写字母、数字和下划线组成：%(names)s。") % {"names": "、".join(wrong)}
        )
    template = Template(key=key, article=article, text=text, variables=dict(variables))
    template.text = checked_wording(template=template, text=text)
    try:
        with transaction.atomic():
            template.save(force_insert=True)
    except IntegrityError as error:
        raise WordingRefused(_("已有同名模板“%(key)s”，请换一个键。") % {"key": key}) from error
    record_event(
        by=by,
        verb="template.add",
        target=template,
        after={"text": template.text, "article": article, "variables": sorted(variables)},
    )
    return template
