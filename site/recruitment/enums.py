"""States of an application, kinds of evidence, what a round takes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RoundKind(TextChoices):
    STATION = "station", _("工作站")
    EXPERT = "expert", _("志愿专家")
    BOTH = "both", _("工作站和志愿专家")


class Status(TextChoices):
    """The life of an application (`domain`: 草稿 → … → 有效)."""

    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("已提交")
    REVIEWING = "reviewing", _("审核中")
    SUPPLEMENT = "supplement", _("待补正")
    PASSED = "passed", _("审核通过")
    PUBLICIZED = "publicized", _("公示中")
    HELD = "held", _("异议处理中")
    RECOGNIZED = "recognized", _("已认定")
    REFUSED = "refused", _("不予通过")
    LAPSED = "lapsed", _("逾期未补正")
    RETRACTED = "retracted", _("已撤回")
    DROPPED = "dropped", _("异议成立，不予认定")


EDITABLE = frozenset({Status.DRAFT, Status.SUPPLEMENT})
RETRACTABLE = frozenset({Status.SUBMITTED})
WITHDRAWABLE = frozenset({Status.PASSED, Status.PUBLICIZED, Status.HELD})
RUNNING = frozenset(
    {Status.SUBMITTED, Status.REVIEWING, Status.SUPPLEMENT, Status.PASSED, Status.PUBLICIZED, Status.HELD}
)
ENDED = frozenset({Status.RECOGNIZED, Status.REFUSED, Status.LAPSED, Status.RETRACTED, Status.DROPPED})
ACTIVE = RUNNING | {Status.RECOGNIZED}


class EvidenceKind(TextChoices):
    """What a file proves. The value of `articles` beside it names the conditions."""

    LICENCE = "licence", _("法人证照")  # S-4-1
    SERVED = "served", _("上年服务企业清单")  # S-4-2
    PREMISES = "premises", _("场所与设施证明")  # S-4-3
    STAFF = "staff", _("专职人员名册")  # S-4-4
    PLAN = "plan", _("志愿服务方案或管理制度")  # S-4-5
    TITLE = "title", _("优先认定称号证明")  # S-5-P
    DEGREE = "degree", _("学历证明")  # E-3-2
    EXPERIENCE = "experience", _("服务经验证明")  # E-3-2
    OTHER = "other", _("其他材料")


class AssociationLevel(TextChoices):
    """S-3 takes associations of province level and above only."""

    NATION = "nation", _("国家级")
    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级及以下")


class RosterStatus(TextChoices):
    """How far a recommendation is: nothing enters before the agency confirms it (N-2)."""

    DRAFT = "draft", _("待确认")
    CONFIRMED = "confirmed", _("待形式审查")
    RETURNED = "returned", _("已退回")
    CHECKED = "checked", _("形式审查完成")
    WITHDRAWN = "withdrawn", _("已撤回")


CORRECTABLE = frozenset({RosterStatus.DRAFT, RosterStatus.RETURNED})
CONFIRMED_ONCE = frozenset({RosterStatus.CONFIRMED, RosterStatus.RETURNED, RosterStatus.CHECKED})
TAKEN_BACK_FROM = frozenset(RosterStatus) - {RosterStatus.CHECKED}


class RosterRowStatus(TextChoices):
    KEPT = "kept", _("推荐")
    DROPPED = "dropped", _("不推荐")


class RosterVerdict(TextChoices):
    """What the formal check says of one recommended row (S-5-R, E-4-R)."""

    PENDING = "pending", _("待审查")
    PASSED = "passed", _("通过")
    REFUSED = "refused", _("不通过")


class RecommendationStatus(TextChoices):
    """From invitation to the registry, or to whatever closed it (S-5-R, E-4-R)."""

    INVITED = "invited", _("待激活")
    HELD = "held", _("待核对重复")
    LISTABLE = "listable", _("已激活，待公示")
    LISTED = "listed", _("已激活，公示中")
    ACTIVATED = "activated", _("已激活")
    LAPSED = "lapsed", _("逾期未激活")
    MISDIRECTED = "misdirected", _("号码有误")
    MERGED = "merged", _("已合并")
    DROPPED = "dropped", _("异议成立，不予纳入")
    LEFT = "left", _("已退出公示")


IN_PUBLICITY = frozenset({RecommendationStatus.LISTABLE, RecommendationStatus.LISTED})
UNANSWERED = frozenset(
    {RecommendationStatus.INVITED, RecommendationStatus.LAPSED, RecommendationStatus.MISDIRECTED}
)
ANSWERED = frozenset(RecommendationStatus) - UNANSWERED
WAITING = IN_PUBLICITY | {RecommendationStatus.INVITED, RecommendationStatus.HELD}
CLOSED = frozenset(RecommendationStatus) - WAITING - {RecommendationStatus.ACTIVATED}


class RowStage(TextChoices):
    """How far a recommended row is, in the words its agency reads."""

    CHECKING = "checking", _("形式审查中")
    RETURNED = "returned", _("退回待更正")
    REFUSED = "refused", _("审查未通过")
    INVITED = "invited", _("已邀请")
    ACTIVATED = "activated", _("已激活，办理中")
    INCLUDED = "included", _("已激活并纳入")
    MISDIRECTED = "misdirected", _("号码有误")
    LAPSED = "lapsed", _("已失效")
    ENDED = "ended", _("已终止")


class RosterChannel(TextChoices):
    """How the table came: uploaded by the agency, or sent by e-mail and keyed in by staff (N-2)."""

    WEB = "web", _("在线上传")
    EMAIL = "email", _("电子邮件")


class RosterFileKind(TextChoices):
    TABLE = "table", _("汇总表")
    SCAN = "scan", _("盖章扫描件")
