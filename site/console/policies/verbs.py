"""Chinese names of the acts on record: the record itself keeps `noun.verb`."""

from django.utils.translation import gettext_lazy as _

NOUNS = {
    "application": _("申报"),
    "evidence": _("证明材料"),
    "consent": _("同意"),
    "user": _("用户"),
    "round": _("招募批次"),
    "task": _("任务"),
    "review": _("审核"),
    "window": _("公示"),
    "entry": _("公示条目"),
    "holder": _("持有人"),
    "certificate": _("证书"),
    "message": _("消息"),
    "policy": _("规则版本"),
    "clause": _("条款"),
    "codeitem": _("代码项"),
    "calendar": _("工作日历"),
}
VERBS = {
    "create": _("新建"),
    "save": _("保存"),
    "submit": _("提交"),
    "resubmit": _("补正后重新提交"),
    "retract": _("撤回"),
    "begin_review": _("开始审核"),
    "request_supplement": _("退回补正"),
    "pass": _("通过"),
    "refuse": _("不予通过"),
    "lapse": _("逾期失效"),
    "list": _("列入公示"),
    "hold": _("暂缓"),
    "release": _("解除暂缓"),
    "resume": _("恢复公示"),
    "drop": _("移出"),
    "recognize": _("认定"),
    "add": _("添加"),
    "remove": _("移除"),
    "give": _("作出"),
    "withdraw": _("撤回"),
    "register": _("注册"),
    "open": _("开始"),
    "close": _("截止"),
    "prepare": _("备妥"),
    "stamp": _("记载发布"),
    "change": _("修改"),
    "draft": _("起草"),
    "interpret": _("解释"),
    "take": _("领取"),
    "leave": _("退回待领"),
    "open_stage": _("开启环节"),
    "vote": _("签署意见"),
    "reveal_mobile": _("查看完整手机号"),
    "reveal_number": _("查看完整号码"),
    "render": _("生成文件"),
    "render_again": _("重新生成文件"),
    "publish": _("发布"),
    "retire": _("停用"),
    "import": _("导入"),
    "confirm": _("确认"),
    "propose": _("提出更正"),
    "correct": _("更正"),
    "recompute": _("重算截止日"),
    "recount_supplement": _("重算补正截止日"),
}


def verb_label(verb: str) -> str:
    """`application.submit` as 申报 · 提交; a part without a name stays as it is."""
    noun, _dot, act = verb.partition(".")
    return f"{NOUNS.get(noun, noun)} · {VERBS.get(act, act)}" if act else verb
