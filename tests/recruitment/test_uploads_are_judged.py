"""A file is what its content says; whatever could harm a reviewer stays out, with a sentence."""

from functools import partial
from pathlib import Path

import pytest

from recruitment.actions import add_evidence
from recruitment.exceptions import UploadRefusedError
from recruitment.models import Evidence
from recruitment.uploads import inspect, safe_name
from tests.factories import files
from tests.factories.recruitment import drafted, upload


@pytest.mark.parametrize(
    ("name", "make", "content_type"),
    [
        ("证照.pdf", files.pdf, "application/pdf"),
        ("打开即到首页.PDF", files.pdf_opening_at_a_page, "application/pdf"),
        ("照片.jpg", lambda: files.picture("JPEG"), "image/jpeg"),
        ("照片.jpeg", lambda: files.picture("JPEG"), "image/jpeg"),
        ("截图.png", files.picture, "image/png"),
        ("方案.docx", files.docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("清单.xlsx", lambda: files.xlsx(5000), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("没有扩展名", files.pdf, "application/pdf"),
        ("链接.pdf", files.pdf_with_link, "application/pdf"),
        ("链接.docx", files.docx_with_hyperlink, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("图表.docx", lambda: files.docx_with_package("表1.xlsx"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("页码.docx", lambda: files.docx_with_field(" PAGE "), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)  # fmt: skip
def test_an_honest_file_is_taken(name, make, content_type):
    taken = inspect(files.named(name, make()), max_mb=10)
    assert taken.content_type == content_type
    assert taken.name.startswith(name)


@pytest.mark.parametrize(
    ("name", "make", "sentence"),
    [
        ("空.pdf", lambda: b"", "是空文件"),
        ("大.pdf", lambda: b"%PDF-" + b"0" * (10 * 1024 * 1024), "超过单个附件 10 MB 的上限"),
        ("改名.png", files.pdf, "的内容是 PDF，与扩展名 .png 不符"),
        ("程序.pdf", lambda: b"MZ\x90\x00" * 50, "的内容不是 PDF、JPG、PNG"),
        ("网页.png", lambda: b"<html><script>alert(1)</script></html>", "的内容不是 PDF、JPG、PNG"),
        ("图.png", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "的内容不是 PDF、JPG、PNG"),
        ("旧.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "旧版（.doc、.xls）或加密"),
        ("炸弹.docx", files.bomb, "疑似压缩炸弹"),
        ("很多.docx", files.many_entries, "疑似压缩炸弹"),
        ("宏.docx", files.macro_renamed, "含有宏"),
        ("宏类型.docx", files.macro_by_type, "含有宏"),
        ("实体.docx", files.with_entities, "引用了外部内容"),
        ("路径.docx", files.climbing, "内部路径异常"),
        ("压缩包.docx", lambda: files.repacked(files.docx(), {}, {files.CONTENT_TYPES: b"<Types/>"}), "不是 Word、Excel 文件"),
        ("截断.xlsx", lambda: files.xlsx()[:400], "不是 Word、Excel 文件"),
        ("坏.docx", lambda: b"PK\x03\x04" + b"0" * 100, "不是 Word、Excel 文件"),
        ("脚本.pdf", files.pdf_with_script, "含有脚本、自动执行动作"),
        ("启动.pdf", files.pdf_launching, "含有脚本、自动执行动作"),
        ("伪装.pdf", files.pdf_with_written_out_script, "含有脚本、自动执行动作"),
        ("附件.pdf", files.pdf_with_file, "含有脚本、自动执行动作或内嵌文件"),
        *[(f"批注{kind[1:]}.pdf", partial(files.pdf_with_annotation, kind), "含有脚本、自动执行动作或内嵌文件") for kind in ("/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D")],
        *[(f"动作{kind[1:]}.pdf", partial(files.pdf_acting, kind), "含有脚本、自动执行动作") for kind in ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/URI", "/Movie", "/Sound")],
        *[(f"外链{kind}.docx", partial(files.docx_drawing_on, kind), "引用了外部文件或内嵌了程序对象") for kind in ("attachedTemplate", "oleObject", "frame", "image", "subDocument", "video", "package")],
        ("严格.docx", files.docx_with_strict_template, "引用了外部文件或内嵌了程序对象"),
        ("编码.docx", files.docx_with_utf16_template, "引用了外部文件或内嵌了程序对象"),
        ("对象.docx", files.docx_with_object, "引用了外部文件或内嵌了程序对象"),
        ("控件.docx", lambda: files.docx_drawing_on("control", "activeX1.xml", external=False), "引用了外部文件或内嵌了程序对象"),
        ("网页块.docx", lambda: files.docx_drawing_on("aFChunk", "a.mht", external=False), "引用了外部文件或内嵌了程序对象"),
        ("程序包.docx", lambda: files.docx_with_package("a.exe"), "引用了外部文件或内嵌了程序对象"),
        ("两份.docx", files.docx_said_twice, "内部结构不合规范"),
        ("域.docx", lambda: files.docx_with_field(' DDEAUTO c:\\x.exe "a"'), "引用了外部文件或内嵌了程序对象"),
        ("图域.docx", lambda: files.docx_with_field(' INCLUDEPICTURE "https://evil.example/a.png"'), "引用了外部文件或内嵌了程序对象"),
        ("外部簿.xlsx", files.xlsx_with_external_book, "引用了外部文件或内嵌了程序对象"),
        ("动态.xlsx", files.xlsx_with_dde, "引用了外部文件或内嵌了程序对象"),
        ("加密.pdf", files.pdf_with_password, "设有密码或加密"),
        ("无页.pdf", files.pdf_without_pages, "没有页面"),
        ("坏.pdf", lambda: b"%PDF-1.7\n" + b"\x00\xff" * 500, "已损坏"),
        ("像素.png", files.huge_png_header, "30000×30000 像素，过大"),
        ("坏图.jpg", lambda: b"\xff\xd8\xff" + b"0" * 20, "已损坏"),
    ],
)  # fmt: skip
def test_a_bad_file_gets_its_sentence(name, make, sentence):
    with pytest.raises(UploadRefusedError) as refused:
        inspect(files.named(name, make()), max_mb=10)
    assert sentence in str(refused.value)


def find_eicar(content: bytes, name: str) -> str:
    """A scanner as an operator may attach one."""
    if name == "停机.pdf":
        raise OSError("no scanner")
    return f"“{name}”含有病毒。" if b"EICAR" in content else ""


def test_an_attached_scanner_has_the_last_word(settings):
    settings.EVIDENCE_SCANNER = "tests.recruitment.test_uploads_are_judged.find_eicar"
    assert inspect(files.named("净.pdf", files.pdf()), max_mb=10).name == "净.pdf"
    with pytest.raises(UploadRefusedError, match=r"^“毒\.pdf”含有病毒。$"):
        inspect(files.named("毒.pdf", files.pdf() + b"EICAR"), max_mb=10)


def test_a_scanner_that_does_not_answer_lets_nothing_through(settings, caplog):
    settings.EVIDENCE_SCANNER = "tests.recruitment.test_uploads_are_judged.find_eicar"
    with pytest.raises(UploadRefusedError, match=r"^暂时无法检查“停机\.pdf”，请稍后再上传。$"):
        inspect(files.named("停机.pdf", files.pdf()), max_mb=10)
    assert "停机" not in caplog.text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\材料\\证照.pdf", "证照.pdf"),
        ("合同\u202efdp.exe.pdf", "合同fdp.exe.pdf"),
        ("..hidden.pdf", "hidden.pdf"),
        ('a<b>"c|d?.pdf', "a_b__c_d_.pdf"),
        ("\x00\x07.pdf", "pdf"),
        ("", "未命名文件"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_name_is_made_safe(given, kept):
    assert safe_name(given) == kept


def test_the_same_file_twice_is_reported(applicant):
    draft = drafted("station", by=applicant)
    with draft.evidence.get(kind="licence").file.open() as kept:
        content = kept.read()
    with pytest.raises(UploadRefusedError, match=r"“再传\.pdf”与已上传的“营业执照\.pdf”内容完全相同"):
        add_evidence(
            application=draft,
            kind="licence",
            upload=upload("再传.pdf", content),
            by=applicant,
            at=draft.saved_at,
        )
    assert draft.evidence.count() == 5


def test_nothing_of_the_uploaders_name_reaches_the_disk(applicant):
    draft = drafted("station", by=applicant)
    stored = Evidence.objects.filter(application=draft).values_list("file", flat=True)
    assert all(name.startswith("evidence/") and "执照" not in name for name in stored)


def _stored_files() -> int:
    place = Path(Evidence._meta.get_field("file").storage.location)
    return sum(path.is_file() for path in place.rglob("*"))


def test_a_row_that_fails_leaves_no_file(applicant, monkeypatch):
    draft = drafted("station", by=applicant)
    before = _stored_files()
    assert before >= 5

    def fail(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(Evidence, "save", fail)
    with pytest.raises(OSError, match="disk full"):
        add_evidence(application=draft, kind="other", upload=upload("x.pdf"), by=applicant, at=draft.saved_at)
    assert _stored_files() == before
