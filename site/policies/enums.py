"""Words every room shares: kinds of title, provinces, how a stage is signed."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """The two titles the Center gives: 工作站 to organisations, 志愿专家 to people."""

    STATION = "station", _("工作站")
    EXPERT = "expert", _("志愿专家")


class FlowKind(TextChoices):
    """A flow whose review stages a policy version describes."""

    STATION_APPLICATION = "station_application", _("工作站申报")
    EXPERT_APPLICATION = "expert_application", _("志愿专家申报")
    REQUEST = "request", _("自定义事项")
    OBJECTION = "objection", _("公示异议")


REQUIRED_FLOWS = (FlowKind.STATION_APPLICATION, FlowKind.EXPERT_APPLICATION)
"""The flows the 办法 demands: a version of the rules has stages for each; a request type has the one of its own."""

POLICY_FLOWS = (*REQUIRED_FLOWS, FlowKind.OBJECTION)
"""The flows whose stages a version of the rules may describe; without any for objections, the desk decides those."""


class Province(TextChoices):
    """The 37 units the ministry addresses: 31 provinces, five cities with separate plans, the 兵团.

    The value is the two-digit code of GB/T 2260, or the four-digit one of a separately planned city.
    """

    P11 = "11", _("北京市")
    P12 = "12", _("天津市")
    P13 = "13", _("河北省")
    P14 = "14", _("山西省")
    P15 = "15", _("内蒙古自治区")
    P21 = "21", _("辽宁省")
    P22 = "22", _("吉林省")
    P23 = "23", _("黑龙江省")
    P31 = "31", _("上海市")
    P32 = "32", _("江苏省")
    P33 = "33", _("浙江省")
    P34 = "34", _("安徽省")
    P35 = "35", _("福建省")
    P36 = "36", _("江西省")
    P37 = "37", _("山东省")
    P41 = "41", _("河南省")
    P42 = "42", _("湖北省")
    P43 = "43", _("湖南省")
    P44 = "44", _("广东省")
    P45 = "45", _("广西壮族自治区")
    P46 = "46", _("海南省")
    P50 = "50", _("重庆市")
    P51 = "51", _("四川省")
    P52 = "52", _("贵州省")
    P53 = "53", _("云南省")
    P54 = "54", _("西藏自治区")
    P61 = "61", _("陕西省")
    P62 = "62", _("甘肃省")
    P63 = "63", _("青海省")
    P64 = "64", _("宁夏回族自治区")
    P65 = "65", _("新疆维吾尔自治区")
    P2102 = "2102", _("大连市")
    P3302 = "3302", _("宁波市")
    P3502 = "3502", _("厦门市")
    P3702 = "3702", _("青岛市")
    P4403 = "4403", _("深圳市")
    P66 = "66", _("新疆生产建设兵团")


_PROVINCES = dict(Province.choices)


def named_province(row: Any) -> str:
    """`get_province_display` of a row: Django's own translates all 37 names to say one."""
    return str(_PROVINCES.get(row.province, row.province))


class CodeList(TextChoices):
    """Lists an administrator edits; an item may begin and end."""

    STATION_KIND = "station_kind", _("工作站类型")  # S-3
    EXPERT_CATEGORY = "expert_category", _("专家类别")  # E-2
    FIELD = "field", _("擅长领域")  # E-3-2
    DOMAIN = "domain", _("服务领域大类")  # E-7, A4
    PRIORITY_TITLE = "priority_title", _("优先认定称号")  # S-5-P
    DEGREE = "degree", _("学历")  # E-3-2
    SERVICE_KIND = "service_kind", _("服务方式")  # N-4, E-7
    COMPLAINT_GROUND = "complaint_ground", _("举报事由")  # S-7, E-6, N-5


class AssociationLevel(TextChoices):
    """S-3 takes an association of a province or above; the codes are those of `policies.rules.LEVELS`."""

    NATION = "nation", _("国家级")
    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级")


class PolicyStatus(TextChoices):
    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已发布")
    RETIRED = "retired", _("已停用")


class SignMode(TextChoices):
    """How many signers settle a stage."""

    ANY = "any", _("或签（任一人）")
    ALL = "all", _("会签（全部）")
    QUORUM = "quorum", _("票签（N 人中 M 人）")
    IN_TURN = "in_turn", _("依次")


class SignerSource(TextChoices):
    """Who is asked to sign at a stage. Whatever the source, the stage's group answers for it."""

    GROUP = "group", _("审核组成员")
    PEOPLE = "people", _("指定人员")
    MANAGER = "manager", _("审核组组长")
    DESK = "desk", _("按申报内容分派的工作组")


class FieldAccess(TextChoices):
    """What a signer of a stage sees of one column of the dossier; what is not named is read."""

    READ = "read", _("可见")
    EDIT = "edit", _("可更正")
    HIDDEN = "hidden", _("不显示")


class QuestionKind(TextChoices):
    """What answers an administrator's own question."""

    TEXT = "text", _("文字")
    NUMBER = "number", _("数字")
    CHOICE = "choice", _("单选")
    DATE = "date", _("日期")
    FILE = "file", _("附件")


class Operator(TextChoices):
    """How a condition compares; the values are those of `policies.conditions`."""

    AT_LEAST = "at_least", _("不少于")
    AT_MOST = "at_most", _("不超过")
    ONE_OF = "one_of", _("属于")
    NOT_ONE_OF = "not_one_of", _("不属于")
    WITHIN_YEARS = "within_years", _("N 年以内")


class OnLimit(TextChoices):
    """What happens when a stage reaches its limit. There is no automatic approval."""

    REMIND = "remind", _("提醒")
    ESCALATE = "escalate", _("升级到组长")
    REASSIGN = "reassign", _("重新分派")


class ChangeKind(TextChoices):
    """What was done to a year of the work calendar."""

    IMPORT = "import", _("导入")
    CONFIRMATION = "confirmation", _("确认")
    CORRECTION = "correction", _("更正")


class ChangeStatus(TextChoices):
    """Only a correction is ever anything but applied."""

    PROPOSED = "proposed", _("待确认")
    APPLIED = "applied", _("已生效")
    DROPPED = "dropped", _("已撤回")
