"""Field names as newsrooms write them, and what an article is called."""

from dataclasses import replace
from typing import Any

import pytest

from archive.errors import RefusedError
from ingest.preparing.outlet import with_source
from ingest.preparing.preparation import prepare
from ingest.records.fields import record_of
from ingest.records.identity import article_id, normalised_url, record_hash, text_hash
from ingest.records.languages import language_code
from ingest.records.markup import without_markup
from ingest.records.record import Record


@pytest.mark.parametrize(
    "fields",
    [
        {
            "text": "T",
            "title": "H",
            "published": "D",
            "source": "S",
            "author": "A",
            "url": "U",
            "lang": "L",
            "id": "I",
        },
        {
            "Body": "T",
            "Headline": "H",
            "PubDate": "D",
            "Publisher": "S",
            "Byline": "A",
            "Link": "U",
            "Locale": "L",
            "GUID": "I",
        },
        {
            "articleBody": "T",
            "name": "H",
            "datePublished": "D",
            "publisher": {"@type": "Organization", "name": "S"},
            "author": [{"@type": "Person", "name": "A"}],
            "url": "U",
            "inLanguage": "L",
            "identifier": "I",
        },
        {
            "content": {"rendered": "<p>T</p>"},
            "title": {"rendered": "H"},
            "date": "D",
            "site_name": "S",
            "creator": "A",
            "link": "U",
            "language_code": "L",
            "id": "I",
        },
        {
            "maintext": "T",
            "heading": "H",
            "date_publish": None,
            "published_at": "D",
            "outlet": "S",
            "authors": ["A"],
            "canonical_url": "U",
            "language": "L",
            "_id": {"$oid": "I"},
        },
        {
            "_id": "I",
            "_source": {
                "body": "T",
                "title": "H",
                "created_at": "D",
                "domain": "S",
                "writer": "A",
                "permalink": "U",
                "lang": "L",
            },
        },
        {
            "النص": "T",
            "العنوان": "H",
            "التاريخ": "D",
            "المصدر": "S",
            "الكاتب": "A",
            "الرابط": "U",
            "اللغة": "L",
            "رقم": "I",
        },
        {
            "texte": "T",
            "titre": "H",
            "date": "D",
            "source": "S",
            "auteur": "A",
            "url": "U",
            "langue": "L",
            "id": "I",
        },
        {
            "description": "T",
            "full-text": "",
            "title": "H",
            "date": {"$date": "D"},
            "website": "S",
            "dc:creator": "A",
            "url": "U",
            "lang": "L",
            "uuid": "I",
        },
    ],
)
def test_the_names_of_newsrooms(fields: dict[str, Any]) -> None:
    record = record_of(fields, "/a/b.jsonl", 7)
    assert record == Record("/a/b.jsonl", 7, "T", "H", "D", "L", "S", "A", "U", "I")


def test_the_text_itself_wins_over_its_summary() -> None:
    assert record_of({"summary": "S", "abstract": "A", "text": "T"}, "p", 1).body == "T"
    assert record_of({"abstract": "A", "title": "H"}, "p", 1).body == "A"


def test_paragraphs_in_a_list_are_lines() -> None:
    blocks = {"content": [{"type": "paragraph", "text": "One."}, {"type": "paragraph", "text": "Two."}]}
    assert record_of(blocks, "p", 1).body == "One.\nTwo."
    assert record_of({"paragraphs": ["One.", "", "Two."]}, "p", 1).body == "One.\nTwo."


def test_a_record_without_text_names_what_it_has() -> None:
    with pytest.raises(RefusedError, match="no text field; found: a, b, c"):
        record_of({"a": 1, "b": 2, "c": 3}, "p", 1)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One &amp; two.</p><p>Three<br>four.</p>", "One & two.\nThree\nfour."),
        ("&lt;p&gt;قال الوزير&lt;/p&gt;", "قال الوزير"),
        ("Fish &amp; chips &quot;now&quot;", 'Fish & chips "now"'),
        ("<div>a<script>var x = '<p>';</script><style>p{}</style> b</div>", "a b"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("AT&T and R&D; x", "AT&T and R&D; x"),
        ("<ul><li>eins</li><li>zwei</li></ul>", "eins\nzwei"),
    ],
)
def test_markup_in_a_field_becomes_text(markup: str, text: str) -> None:
    assert without_markup(markup) == text


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("ar-EG", "ar"),
        ("Arabic", "ar"),
        ("ara", "ar"),
        ("EN_us", "en"),
        ("العربية", "ar"),
        ("fr", "fr"),
        ("iw", "he"),
        ("", None),
        (None, None),
        ("unknown", None),
        ("xx", None),
        ("12", None),
        ("the", None),
    ],
)
def test_languages_as_they_are_written(value: str | None, code: str | None) -> None:
    assert language_code(value) == code


class TestIdentity:
    def test_an_address_is_the_same_with_and_without_what_tracks(self) -> None:
        plain = normalised_url("https://www.example.org/news/a?id=3")
        assert plain == "example.org/news/a?id=3"
        for other in (
            "http://example.org/news/a/?id=3&utm_source=x&fbclid=y#top",
            "https://EXAMPLE.org/news/a?gclid=1&id=3",
        ):
            assert normalised_url(other) == plain
        assert normalised_url("https://x.example/خبر") == normalised_url(
            "https://x.example/%D8%AE%D8%A8%D8%B1"
        )
        assert normalised_url("https://example.org/news/a?id=4") != plain

    @pytest.mark.parametrize(
        "url", ["https://example.org/", "example", "", "http://[bad", "http://x:99999999/a"]
    )
    def test_what_names_no_page_names_no_article(self, url: str) -> None:
        assert normalised_url(url) is None

    def test_the_first_thing_that_names_an_article_decides(self) -> None:
        def of(**known: str | int | None) -> str:
            return article_id(
                Record(**{"path": "/p/a.jsonl", "number": 1, "body": "B", "title": "T"} | known)
            )

        assert of(url="http://a.example/1") == of(url="https://a.example/1", id="9", path="/q", title="U")
        assert of(id="9", source="S") == of(id="9", source="S", path="/q", number=4, title="U")
        assert of(number=None) == of(number=None, title="U") != of(number=None, path="/q")
        assert of(published="D") == of(published="D", path="/q", number=9) != of(published="E")
        assert len(of()) == 16
        assert int(of(), 16) >= 0

    def test_the_hash_sees_every_change_but_not_the_place(self) -> None:
        record = Record("/p", 1, "B", "T", "D", "L", "S", "A", "U", "I")
        assert record_hash(record) == record_hash(Record("/q", 2, "B", "T", "D", "L", "S", "A", "U", "I"))
        for field in ("body", "title", "published", "language", "source", "author", "url"):
            changed = replace(record, **{field: "other"})
            assert record_hash(changed) != record_hash(record), field

    def test_copies_are_told_by_words_and_not_by_white_space(self) -> None:
        assert text_hash("A b", "c\nd  e") == text_hash("A  b", "c d e") != text_hash("A", "b c d e")


class TestPreparation:
    def test_the_outlet_is_named_by_the_record_its_address_its_folder_or_its_file(self) -> None:
        def source(**known: str | int | None) -> str:
            return with_source(
                Record(**{"path": "/news/Al Manara/a.txt", "number": None, "body": "B"} | known)
            ).source

        assert source(source="Nile Post", url="https://x.example/1") == "Nile Post"
        assert source(source="https://www.nile.example/home") == "nile.example"
        assert source(url="https://www.x.example/1") == "x.example"
        assert source() == "Al Manara"
        assert source(path="/news/harbour.jsonl.gz", number=3) == "harbour"

    def test_a_date_keeps_its_zone_and_an_unknown_one_is_none(self) -> None:
        body = "تلقى الوزير اتصالا هاتفيا من نظيره."
        dated = prepare(Record("/p", 1, body, published="2026-01-14T18:30:00+02:00", source="S"), "x").article
        assert dated.info.published == "2026-01-14T18:30:00+02:00"
        assert dated.info.language == "ar"
        assert (
            prepare(Record("/p", 1, body, published="soon", source="S"), "x").article.info.published is None
        )

    def test_three_characters_are_no_article(self) -> None:
        with pytest.raises(RefusedError, match="too short"):
            prepare(Record("/p", 1, "abc", source="S"), "x")
