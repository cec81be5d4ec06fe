"""News formats in XML and web archives: what each says, and what of a damaged one is kept."""

import gzip
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.errors import RefusedError
from ingest.files.document import Document
from ingest.readers.choosing import reader_for
from ingest.readers.wordpress import without_shortcodes
from ingest.records.record import Record, Refusal
from tests.ingest import news_samples as made
from tests.ingest.command import ROOT

Write = Callable[[str, str | bytes], Path]


def kept(path: Path) -> tuple[list[Record], list[Refusal]]:
    """The records and refusals of a file, as a run keeps them: what breaks off ends with its refusal."""
    records: list[Record] = []
    refusals: list[Refusal] = []
    document = Document(path)
    try:
        for item in reader_for(document).read(document):
            records.append(item) if isinstance(item, Record) else refusals.append(item)
    except RefusedError as refused:
        refusals.append(Refusal(str(path), None, str(refused)))
    return records, refusals


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", sorted(made.SAMPLES))
def test_every_sample_is_told_by_its_content_and_read_whole(name: str, write: Write) -> None:
    records, refusals = kept(write("sample.unknown", made.SAMPLES[name]))
    assert refusals == []
    assert records
    assert made.TEXT_AR[:40] in flat(records[0].body)
    assert records[0].language == "ar"
    assert all(record.title for record in records)


@pytest.mark.parametrize("name", ["rss.xml", "rss-1256.xml", "rss-16.xml"])
def test_rss_2(name: str, write: Write) -> None:
    (first, second), refusals = kept(write(name, made.SAMPLES[name]))
    assert refusals == []
    assert flat(first.body) == made.TEXT_AR
    assert (first.title, first.source, first.author) == ("نهر النيل يصل إلى البحر", "بريد النيل", "منى عادل")
    assert (first.url, first.id) == ("https://nile.example/a/1", "nile-1")
    assert first.published == "Wed, 14 Jan 2026 18:30:00 +0200"
    assert (second.title, second.body, second.language) == ("Canal & sea", made.TEXT_EN, "en")
    assert (second.url, second.source, second.published) == (
        "https://nile.example/a/2",
        "The Wire",
        "15 January 2026",
    )


def test_rss_1(write: Write) -> None:
    [record], _ = kept(write("a.rdf", made.RSS_1))
    assert (record.body, record.source, record.language) == (made.TEXT_AR, "بريد النيل", "ar")
    assert (record.url, record.published) == ("https://nile.example/a/1", "2026-01-14T18:30:00+02:00")


def test_atom(write: Write) -> None:
    (first, second, third), _ = kept(write("a.xml", made.ATOM))
    assert first.body == f"{made.TEXT_AR}\nتمت."
    assert (first.title, first.url, first.author) == (
        "نهر النيل",
        "https://nile.example/a/1",
        "هيئة التحرير",
    )
    assert (first.published, first.updated) == ("2026-01-14T18:30:00Z", "2026-01-15T08:00:00Z")
    assert (second.body, second.language, second.author, second.source) == (
        made.TEXT_FR,
        "fr",
        "Anne Roy",
        "Le Phare",
    )
    assert (third.title, third.body) == ("a < b", made.TEXT_EN)


def test_json_feed(write: Write) -> None:
    (first, second), refusals = kept(write("a.unknown", made.JSON_FEED))
    assert refusals == []
    assert (first.body, first.source, first.author) == (made.TEXT_AR, "بريد النيل", "منى عادل, Anne Roy")
    assert (first.url, first.published) == ("https://nile.example/a/1", "2026-01-14T18:30:00Z")
    assert (second.body, second.language, second.id) == (f"{made.TEXT_EN} a < b", "en", "2")
    records, refusals = kept(write("b.json", made.JSON_FEED.replace('"content_text"', '"x"')))
    assert ([record.number for record in records], [refusal.record for refusal in refusals]) == ([1], [2])


def test_an_item_without_text_is_refused_alone(write: Write) -> None:
    feed = made.RSS.replace("<item>", "<item><title>فارغ</title></item><item>", 1)
    records, refusals = kept(write("a.xml", feed))
    assert len(records) == 2
    assert [(refusal.record, refusal.reason) for refusal in refusals] == [(1, "the item has no text")]


@pytest.mark.parametrize("content", [made.XHTML_CONTENT, made.NITF_CONTENT], ids=["xhtml", "nitf"])
def test_newsml_g2(content: str, write: Write) -> None:
    for whole in (made.news_item(content=content), made.message(made.news_item(content=content))):
        [record], refusals = kept(write("a.xml", whole))
        assert refusals == []
        assert flat(record.body).startswith(made.TEXT_AR)
        assert (record.title, record.source, record.author) == (
            "نهر النيل يصل إلى البحر",
            "وكالة النيل",
            "منى عادل",
        )
        assert (record.id, record.version, record.withdrawn) == ("urn:newsml:nile.example:1", 4, False)
        assert (record.published, record.updated) == (
            "2026-01-14T18:30:00+02:00",
            "2026-01-15T09:00:00+02:00",
        )


@pytest.mark.parametrize("status", ["stat:withheld", "stat:canceled"])
def test_a_news_item_that_is_taken_back_is_a_record_without_text(status: str, write: Write) -> None:
    [record], refusals = kept(write("a.xml", made.news_item(status=status)))
    assert refusals == []
    assert (record.withdrawn, record.body, record.id) == (True, "", "urn:newsml:nile.example:1")


def test_an_embargo_of_a_news_item_is_told(write: Write) -> None:
    [record], _ = kept(
        write("a.xml", made.news_item(content=made.XHTML_CONTENT, embargo="2027-01-01T00:00:00Z"))
    )
    assert (record.embargo, record.withdrawn) == ("2027-01-01T00:00:00Z", False)


def test_pictures_among_news_items_are_passed_over_and_empty_texts_refused(write: Write) -> None:
    items = [
        made.news_item(kind="ninat:picture"),
        made.news_item(),
        made.news_item(content=made.NITF_CONTENT),
    ]
    records, refusals = kept(write("a.xml", made.message(*items)))
    assert [record.number for record in records] == [3]
    assert [refusal.record for refusal in refusals] == [2]


def test_nitf(write: Write) -> None:
    [record], _ = kept(write("a.xml", made.nitf()))
    assert record.body.splitlines()[0] == made.TEXT_AR.split(". ")[0] + "."
    assert record.body.endswith("خلفية\nتمت إضافة هذه الفقرة.")
    assert "صورة" not in record.body
    assert (record.title, record.author, record.source) == (
        "نهر النيل يصل إلى البحر",
        "منى عادل",
        "وكالة النيل",
    )
    assert (record.id, record.version, record.url) == ("nile-7", 3, "https://nile.example/a/7")
    assert (record.published, record.embargo, record.withdrawn) == ("20260114T183000Z", None, False)


@pytest.mark.parametrize(
    ("status", "docdata", "withdrawn", "embargo"),
    [
        ("withheld", "", True, None),
        ("canceled", "", True, None),
        ("embargoed", '<date.release norm="20270101T000000Z"/>', False, "20270101T000000Z"),
        ("embargoed", "", True, None),
        ("usable", '<ed-msg info="MANDATORY KILL: do not use"/>', True, None),
        ("usable", '<ed-msg info="Adds quotes in the third paragraph"/>', False, None),
    ],
)
def test_what_nitf_says_of_publication(
    status: str, docdata: str, withdrawn: bool, embargo: str | None, write: Write
) -> None:
    [record], _ = kept(write("a.xml", made.nitf(status=status, docdata=docdata)))
    assert (record.withdrawn, record.embargo) == (withdrawn, embargo)


def test_wordpress(write: Write) -> None:
    caption, gallery = '[caption id="a"]<img src="x"/> تعليق[/caption]', '[gallery ids="1"]'
    classic = f"<b>مهم</b>: {made.TEXT_AR}\n\n{caption}قال [sic] ذلك.{gallery}"
    block = f'<!-- wp:paragraph {{"a":1}} -->\n<p>{made.TEXT_EN}</p>\n<!-- /wp:paragraph -->'
    block += '[vc_row x="1"]A[/vc_row]'
    posts = [
        made.post(classic),
        made.post(block, kind="page", number=2),
        *(made.post(classic, kind=kind) for kind in ("attachment", "nav_menu_item", "revision")),
        *(made.post(classic, status=status) for status in ("draft", "trash", "private", "future")),
        made.post(classic, locked=True),
    ]
    (first, second), refusals = kept(write("a.xml", made.export(*posts)))
    assert refusals == []
    assert first.body.splitlines() == [f"مهم: {made.TEXT_AR}", "قال [sic] ذلك."]
    assert flat(second.body) == f"{made.TEXT_EN} A"
    assert (first.source, first.language, first.author) == ("مدونة النيل", "ar", "منى عادل")
    assert (first.url, first.published, first.updated) == (
        "https://nile.example/p/1",
        "2026-01-14 18:30:00Z",
        "2026-01-15 06:00:00Z",
    )


@pytest.mark.parametrize(
    ("post", "text"),
    [
        ("أ [gallery] ب [gallery ids='1'] ج", "أ  ب  ج"),
        ("a [gallery] b [gallery]c[/gallery] d", "a  b  d"),
        ("a [caption]x [gallery] y[/caption] b", "a  b"),
        ("a [video src=x] b", "a  b"),
        ("[box]kept[/box] [sic] [...] [1]", "kept [sic] [...] [1]"),
        ("a [row x=1 y='2' z=\"3\"/] b [caption open", "a  b [caption open"),
    ],
)
def test_shortcodes(post: str, text: str) -> None:
    assert without_shortcodes(post) == text


@pytest.mark.parametrize(
    "piece", ["[gallery]", "[caption ", '[a b="c"', ' b="c"', "[a b=c", "[/a]", "[x]y[/x]", "["]
)
def test_a_post_made_to_be_slow_is_not(piece: str) -> None:
    started = time.perf_counter()
    without_shortcodes("[a" + piece * 50_000)
    assert time.perf_counter() - started < 5


def test_mediawiki(write: Write) -> None:
    pages = [
        made.page("نهر النيل", ("2026-01-15T08:00:00Z", made.WIKITEXT), ("2026-01-14T08:00:00Z", "قديم")),
        made.page("نقاش:نهر", ("2026-01-15T08:00:00Z", made.WIKITEXT), namespace=1),
        made.page("نيل", ("2026-01-15T08:00:00Z", "#تحويل [[نهر النيل]]")),
        made.page("النهر", ("2026-01-15T08:00:00Z", "x"), redirect="نهر النيل"),
        made.page("Suez Canal", ("2026-01-15T08:00:00Z", made.TEXT_EN)),
    ]
    (first, second), refusals = kept(write("a.xml", made.dump(*pages)))
    assert refusals == []
    assert first.body.splitlines() == [
        f"{made.TEXT_AR} وهو من أنهار العالم. وكذلك رابط ومهم.",
        "أولا",
    ]
    assert (first.title, first.source, first.language) == ("نهر النيل", "ويكي الأخبار", "ar")
    assert (first.published, first.updated) == ("14 يناير 2026", "2026-01-15T08:00:00Z")
    assert (second.body, second.url, second.published) == (
        made.TEXT_EN,
        "https://ar.wikinews.example/wiki/Suez_Canal",
        None,
    )


@pytest.mark.parametrize("piece", ["[[a|", "{{a|", "<ref>", "<!--", "[http://a ", "<div>", "[[a|{{b|"])
def test_a_page_that_leaves_much_open_is_refused_alone(piece: str, write: Write) -> None:
    when = "2026-01-15T08:00:00Z"
    pages = [made.page("x", (when, piece * 20_000)), made.page("نهر", (when, made.WIKITEXT))]
    started = time.perf_counter()
    [record], [refusal] = kept(write("a.xml", made.dump(*pages)))
    assert time.perf_counter() - started < 10
    assert (record.title, refusal.record) == ("نهر", 1)
    assert "open" in refusal.reason


def test_warc(write: Write) -> None:
    page = made.web_page().encode()
    records = [
        made.warc_record(page),
        made.warc_record(page, status="404 Not Found"),
        made.warc_record(b"\x89PNG", type_="image/png"),
        made.warc_record(page, kind="revisit"),
        made.warc_record(b"<html><p></p></html>", address="https://nile.example/empty"),
    ]
    for content in (b"".join(records), b"".join(map(gzip.compress, records))):
        [record], [refusal] = kept(write("a.bin", content))
        assert flat(record.body) == made.TEXT_AR
        assert (record.url, record.published) == ("https://nile.example/a/1", "2026-01-14T18:30:00Z")
        assert record.number == 1
        assert refusal.record == 5
        assert "https://nile.example/empty" in refusal.reason


def test_a_damaged_record_of_a_web_archive_is_refused_alone(write: Write) -> None:
    page = made.web_page().encode()
    whole = made.warc_record(page)
    damaged = whole.replace(b"Content-Length", b"Content-Longth", 1)
    short = made.warc_record(page, length=40)
    last = whole[:-200]
    records, refusals = kept(write("a.warc", whole + damaged + b"torn\n" + short + whole + last))
    assert [record.number for record in records] == [1, 4]
    assert [refusal.record for refusal in refusals] == [2, 3, 5]


BROKEN = {
    "feed": made.RSS[: made.RSS.index("Canal")],
    "newsml": made.message(made.news_item(content=made.XHTML_CONTENT), "<x></y>"),
    "wordpress": made.export(made.post(f"<p>{made.TEXT_AR}</p>"), "<item><title>"),
    "mediawiki": made.dump(made.page("نهر", ("2026-01-15T08:00:00Z", made.TEXT_AR)), "<page><title>"),
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_of_a_broken_file_what_is_whole_is_kept_and_the_place_told(name: str, write: Write) -> None:
    records, refusals = kept(write("a.xml", BROKEN[name]))
    assert [record.number for record in records] == [1]
    assert [refusal.record for refusal in refusals] == [None]
    assert "the XML breaks at line" in refusals[0].reason
    packed = gzip.compress(made.SAMPLES["rss.xml"] * 1)
    _, refusals = kept(write("b.xml.gz", packed[:-20]))
    assert "breaks off" in refusals[-1].reason


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!-- x --><!DOCTYPE rss SYSTEM "x" [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
        "<!DOCTYPE rss [<!-- > ]> --><!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
        f"<!--{'x' * 70_000}--><!DOCTYPE rss [<!ENTITY a 'b'>]>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused_before_parsing(doctype: str, encoding: str, write: Write) -> None:
    feed = made.RSS.replace("<rss", f"{doctype}<rss", 1).replace("UTF-8", encoding)
    records, refusals = kept(write("a.xml", feed.encode(encoding)))
    assert records == []
    assert "declares entities" in refusals[0].reason


def test_a_doctype_that_declares_nothing_is_no_harm(write: Write) -> None:
    story = made.nitf().replace("<nitf", '<!DOCTYPE nitf SYSTEM "https://nile.example/nitf.dtd"><nitf', 1)
    [record], refusals = kept(write("a.xml", story))
    assert (record.id, refusals) == ("nile-7", [])


def test_names_of_html_and_forbidden_characters_end_no_feed(write: Write) -> None:
    feed = made.RSS.replace("<title>Canal", "<title>&laquo;Canal&raquo;&nbsp;\x08&unknown;", 1)
    (_, second), refusals = kept(write("a.xml", feed))
    assert refusals == []
    assert second.title == "«Canal»\xa0&unknown; & sea"


_PEAK = """
import pathlib, sys
from ingest.files.document import Document
from ingest.readers.choosing import reader_for
document = Document(pathlib.Path(sys.argv[1]))
read = sum(1 for _ in reader_for(document).read(document))
# Not `getrusage`, whose peak is also that of the process which started this one.
print(read, pathlib.Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""


@pytest.mark.process
@pytest.mark.skipif(sys.platform != "linux", reason="the peak of a process is asked for otherwise there")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    item = made.post(f"<p>{made.TEXT_AR * 20}</p>").encode()
    head, tail = made.export("@").encode().split(b"@")
    peaks = []
    for count in (100, 6000):
        path = tmp_path / f"{count}.xml"
        with path.open("wb") as file:
            file.writelines([head, *[item] * count, tail])
        done = subprocess.run(
            [sys.executable, "-c", _PEAK, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
        )
        read, peak = map(int, done.stdout.split())
        assert read == count
        peaks.append(peak * 1024)
    assert path.stat().st_size > 30 << 20
    assert peaks[1] - peaks[0] < 10 << 20
