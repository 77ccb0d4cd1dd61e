"""Files and uploads: real documents are read, all others refused with one sentence."""

import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.article import from_bytes, from_file
from bot.article.documents import parse
from bot.article.limits import MAX_FILE_BYTES, MAX_UNPACKED_BYTES
from bot.article.reading import Reading
from bot.errors import EmptyTextError, FileError, LanguageError, NotTextError, ReadError, TooLargeError
from tests.article.papers import locked_pdf, pdf, word
from tests.article.site import ARTICLE

NOBODY = 65534
TEXT = "The minister said on Tuesday that “Turkey” had asked for help – twice."


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
async def test_text_file_is_read_in_its_encoding(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "story.txt"
    file.write_bytes(data)
    article = await from_file(file)
    assert (article.text, article.title, article.url) == (TEXT, None, None)


async def test_line_ends_of_a_text_file_are_kept() -> None:
    assert (await from_bytes(b"One.\r\nTwo.\rThree.\n")).text == "One.\r\nTwo.\rThree.\n"


async def test_charset_of_an_upload_is_honoured() -> None:
    article = await from_bytes(
        "The złoty fell in Łódź.".encode("iso8859-2"), content_type="text/plain; charset=ISO-8859-2"
    )
    assert article.text == "The złoty fell in Łódź."


@pytest.mark.parametrize("name", ["story.html", "story.txt", "story", "story.pdf"])
async def test_page_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text("<!-- saved -->\n" + ARTICLE, encoding="utf-8")
    if name.endswith("pdf"):
        with pytest.raises(FileError, match=r"story\.pdf is damaged, or is no PDF at all\."):
            await from_file(file)
        return
    article = await from_file(str(file))
    assert (article.title, article.authors, article.published, article.publisher, article.url) == (
        "Ministry asks for aid",
        ("Jane Doe",),
        "2024-03-05",
        "Example News",
        None,
    )


async def test_page_names_its_encoding() -> None:
    page = ARTICLE.replace('charset="utf-8"', 'charset="iso-8859-9"').replace("Turkey", "Türkiye ğış")
    assert "Türkiye ğış" in (await from_bytes(page.encode("iso-8859-9"), name="a.html")).text


async def test_pdf_lines_become_paragraphs() -> None:
    page = (
        "The minister said on Tuesday that her ministry had asked the govern-\n"
        "ment of Turkey for help with the reconstruction of the port, which\n"
        "nobody has verified.\n"
        "A spokesman (in Ankara) did not answer the questions of reporters."
    )
    article = await from_bytes(pdf(page, "The end.", title="Aid for the port"), name="story.bin")
    assert article.title == "Aid for the port"
    assert article.text.split("\n") == [
        (
            "The minister said on Tuesday that her ministry had asked the government of Turkey for help with the "
            "reconstruction of the port, which nobody has verified."
        ),
        "A spokesman (in Ankara) did not answer the questions of reporters.",
        "The end.",
    ]


async def test_pdf_that_only_forbids_printing_is_read() -> None:
    assert (await from_bytes(locked_pdf("The minister resigned.", user=""))).text == "The minister resigned."


async def test_document_is_read_with_its_table_and_title() -> None:
    data = word("The minister resigned.", "", "Ankara answered.", title="A resignation", table=("Votes", "12"))
    article = await from_bytes(data, name="story.docx")
    assert article.text == "The minister resigned.\nAnkara answered.\nVotes\n12"
    assert article.title == "A resignation"


async def test_tracked_changes_are_read_as_if_accepted() -> None:
    document = docx.Document()
    runs = (
        "<w:r><w:t xml:space='preserve'>The minister </w:t></w:r>"
        "<w:del w:id='1' w:author='x'><w:r><w:delText>left</w:delText></w:r></w:del>"
        "<w:ins w:id='2' w:author='x'><w:r><w:t>resigned</w:t></w:r></w:ins>"
        "<w:r><w:noBreakHyphen/><w:t>twice</w:t><w:tab/><w:t>today.</w:t></w:r>"
    )
    paragraph = f"<w:p {nsdecls('w')}><w:pPr><w:tabs><w:tab w:val='left' w:pos='9'/></w:tabs></w:pPr>{runs}</w:p>"
    document.element.body.insert(0, parse_xml(paragraph))
    out = io.BytesIO()
    document.save(out)
    assert (await from_bytes(out.getvalue())).text == "The minister resigned-twice\ttoday."


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "trouble", "sentence"),
    [
        ("a.txt", b"", EmptyTextError, "a.txt is empty."),
        ("a.txt", b" \n", EmptyTextError, "There is no text to read."),
        ("a.txt", b"\x7fELF\x02\x01\x01\0\0", NotTextError, "a.txt is not text but binary data."),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NotTextError, "a.png is not text but binary data."),
        ("a.txt", b"\x81\x8d\x8f\x90\x9d", NotTextError, "The text is in an encoding that is not known here."),
        ("a.txt", b"\xff\xfea", NotTextError, "The text is damaged: it is marked as UTF-16-LE but is not."),
        ("a.pdf", b"%PDF-1.4\nnothing", FileError, "a.pdf is damaged and cannot be read."),
        ("a.pdf", b"plain", FileError, "a.pdf is damaged, or is no PDF at all."),
        ("a.pdf", pdf("", ""), EmptyTextError, "The PDF holds pictures of pages but no text."),
        ("a.pdf", locked_pdf("The minister.", user="secret"), FileError, "The PDF is locked with a password."),
        ("a.docx", word("The minister.")[:900], FileError, "a.docx is damaged and cannot be read."),
        ("a.docx", b"plain", FileError, "a.docx is damaged, or is no DOCX at all."),
        ("a.docx", word(), EmptyTextError, "The document holds no text."),
        ("a.docx", archive(word__document=b"x"), FileError, "a.docx is damaged and cannot be read."),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileError, "The document is locked with a password."),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileError, "This is an old Word file (.doc)."),
        ("a.rtf", b"{\\rtf1 hello}", FileError, "This is a rich text file (.rtf)."),
        ("a.zip", archive(a=b"x"), FileError, "This is an archive or a document of a kind that is not read here."),
        ("a.html", b"<html><body></body></html>", EmptyTextError, "There is no article on this page."),
    ],
)
async def test_other_file_is_refused_in_one_sentence(
    name: str, data: bytes, trouble: type[ReadError], sentence: str
) -> None:
    with pytest.raises(trouble) as refused:
        await from_bytes(data, name=name)
    assert refused.value.sentence == sentence
    assert refused.value.remedy


async def test_document_that_unpacks_to_too_much_is_refused() -> None:
    bomb = archive(word__document=b"\0" * (MAX_UNPACKED_BYTES // 2), other=b"\0" * (MAX_UNPACKED_BYTES // 2 + 1))
    assert len(bomb) < 1_000_000
    with pytest.raises(TooLargeError) as refused:
        await from_bytes(bomb, name="a.docx")
    assert refused.value.limit == MAX_UNPACKED_BYTES


async def test_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as stream:
        stream.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(TooLargeError, match=r"large\.txt is larger than 20 MB\."):
        await from_file(file)


async def test_missing_file_folder_pipe_and_odd_name_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"none\.txt cannot be read: there is no such file\."):
        await from_file(tmp_path / "none.txt")
    with pytest.raises(FileError, match="is a folder"):
        await from_file(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileError, match="not an ordinary file"):
        await from_file(tmp_path / "pipe")
    with pytest.raises(FileError):
        await from_file("nul\0.txt")


@contextmanager
def without_privileges() -> Iterator[None]:
    """Root may read everything: be nobody for a moment."""
    privileged = os.geteuid() == 0
    if privileged:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if privileged:
            os.seteuid(0)


async def test_forbidden_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert (await from_file(file)).text == TEXT
    file.chmod(0)
    with without_privileges(), pytest.raises(FileError, match="permissions"):
        await from_file(file)


async def test_file_in_another_language_is_refused() -> None:
    with pytest.raises(LanguageError):
        await from_bytes(
            "Министр подал в отставку после голосования".encode("cp1251"), content_type="text/plain; charset=cp1251"
        )


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", "a.txt", "a.html", "a.pdf", "a.docx"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    with suppress(ReadError):
        assert parse(data, name=name).text


def test_half_characters_and_controls_of_a_broken_document_are_dropped() -> None:
    reading = Reading(text="a\0b\ud800c", title="\x01", publisher=None, authors=("J\x7fD", "\x02")).cleaned()
    assert reading == Reading(text="abc", title=None, publisher=None, authors=("JD",))


@pytest.mark.parametrize(
    "charset", ["punycode", "idna", "unicode_escape", "utf-7", "rot13", "hex", "undefined", "nonsense"]
)
async def test_charset_that_no_page_means_is_passed_over(charset: str) -> None:
    article = await from_bytes(TEXT.encode("cp1252"), content_type=f"text/plain; charset={charset}")
    assert article.text == TEXT


async def test_page_is_a_page_behind_the_longest_comment() -> None:
    assert (await from_bytes(f"<!--{'x' * 9000}-->{ARTICLE}".encode(), name="a.html")).title == "Ministry asks for aid"
