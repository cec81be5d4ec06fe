"""Every format, in several languages and in the encodings that archives really have."""

import csv
import gzip
import io
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.errors import RefusedError
from ingest.files.document import Document
from ingest.preparing.outlet import with_source
from ingest.preparing.preparation import prepare
from ingest.readers.choosing import READERS, reader_for
from ingest.records.record import Record, Refusal

Read = Callable[[Path], list[Record | Refusal]]
Write = Callable[[str, str | bytes], Path]
Articles = dict[str, dict[str, str]]


def the_record(items: list[Record | Refusal]) -> Record:
    assert len(items) == 1, items
    assert isinstance(items[0], Record), items[0]
    return items[0]


def records(items: list[Record | Refusal]) -> list[Record]:
    return [item for item in items if isinstance(item, Record)]


def refusals(items: list[Record | Refusal]) -> list[Refusal]:
    return [item for item in items if isinstance(item, Refusal)]


def page(article: dict[str, str], charset: str = "utf-8", language: str = "en") -> str:
    paragraphs = "".join(f"<p>{sentence}.</p>" for sentence in article["text"].rstrip(".").split(". "))
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="{charset}">'
        f"<title>{article['title']} | X</title>"
        f'<meta property="og:title" content="{article["title"]}">'
        '<meta property="og:site_name" content="The Buoy">'
        '<meta property="article:published_time" content="2026-01-14T18:30:00+02:00">'
        '<meta name="author" content="Mona Adel"><link rel="canonical" href="https://buoy.example/a/1">'
        "</head><body><nav><a href='/'>Home</a></nav><article><h1>"
        f"{article['title']}</h1>{paragraphs}</article><footer>All rights reserved</footer></body></html>"
    )


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *(
            ("ar", name)
            for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1256", "iso-8859-6")
        ),
        *(("fr", name) for name in ("utf-8", "utf-16", "windows-1252")),
        *(("ru", name) for name in ("utf-8-sig", "utf-16-be", "windows-1251")),
    ],
)
class TestEncodings:
    def test_json_lines(
        self, language: str, encoding: str, articles: Articles, write: Write, read: Read
    ) -> None:
        article = articles[language]
        lines = "".join(json.dumps(article, ensure_ascii=False) + "\n" for _ in range(3))
        found = records(read(write("a.jsonl", lines.encode(encoding))))
        assert [(record.title, record.body, record.number) for record in found] == [
            (article["title"], article["text"], number) for number in (1, 2, 3)
        ]

    def test_json(self, language: str, encoding: str, articles: Articles, write: Write, read: Read) -> None:
        article = articles[language]
        content = json.dumps({"articles": [article, article]}, ensure_ascii=False, indent=1).encode(encoding)
        assert [record.body for record in records(read(write("a.json", content)))] == [article["text"]] * 2

    def test_csv(self, language: str, encoding: str, articles: Articles, write: Write, read: Read) -> None:
        article = articles[language]
        table = io.StringIO(newline="")
        csv.writer(table, delimiter=";").writerows(
            [["Headline", "Text"], [article["title"], article["text"]]]
        )
        record = the_record(read(write("a.csv", table.getvalue().encode(encoding))))
        assert (record.title, record.body, record.number) == (article["title"], article["text"], 2)

    def test_plain_text(
        self, language: str, encoding: str, articles: Articles, write: Write, read: Read
    ) -> None:
        article = articles[language]
        record = the_record(
            read(write("a.txt", f"{article['title']}\n\n{article['text']}\n".encode(encoding)))
        )
        assert (record.title, record.body) == (article["title"], article["text"])

    def test_markdown(
        self, language: str, encoding: str, articles: Articles, write: Write, read: Read
    ) -> None:
        article = articles[language]
        record = the_record(
            read(write("a.md", f"# {article['title']}\n\n{article['text']}\n".encode(encoding)))
        )
        assert (record.title, record.body) == (article["title"], article["text"])

    def test_html(self, language: str, encoding: str, articles: Articles, write: Write, read: Read) -> None:
        article = articles[language]
        record = the_record(read(write("a.html", page(article, encoding, language).encode(encoding))))
        assert record.title == article["title"]
        assert record.body.replace("\n", " ").split(".")[0] == article["text"].split(".")[0]


def test_turkish_is_told_from_western_european(write: Write, read: Read) -> None:
    text = (
        "Dışişleri Bakanı görüştü\n\nİstanbul'da görüşmeler sürüyor, çağrı yapıldı; ülkeler şimdi bekliyor."
    )
    record = the_record(read(write("a.txt", text.encode("windows-1254"))))
    assert f"{record.title}\n\n{record.body}" == text


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_gzip_is_read_as_what_is_in_it(language: str, articles: Articles, write: Write, read: Read) -> None:
    article = articles[language]
    for name, content in {
        "a.jsonl.gz": json.dumps(article) + "\n" + json.dumps(article),
        "b.json.gz": json.dumps(article),
        "c.txt.gz": f"{article['title']}\n{article['text']}",
        "d.html.gz": page(article),
        "e.md.gz": f"# {article['title']}\n\n{article['text']}",
        "f.csv.gz": f'title,text\n"{article["title"]}","{article["text"]}"\n',
    }.items():
        found = records(read(write(name, gzip.compress(content.encode()))))
        assert found, name
        assert found[0].title == article["title"], name


def test_content_decides_before_the_extension(articles: Articles, write: Write) -> None:
    article = articles["en"]
    line = json.dumps(article)
    for name, content, reader in (
        ("a.txt", f"{line}\n{line}\n", "JSON Lines"),
        ("a.json", f"{line}\n{line}\n", "JSON Lines"),
        ("b.txt", json.dumps([article], indent=2), "JSON"),
        ("c.txt", page(article), "HTML"),
        ("d.txt", "---\ntitle: A\n---\nText of it.", "Markdown"),
        ("e.txt", "title\ttext\nA\tB\n", "CSV"),
        ("f.unknown", "A title\n\nAnd its text.", "text"),
        ("g.jsonl", line, "JSON Lines"),
        ("h.json", line, "JSON"),
        ("i.jsonl", json.dumps(article, indent=1), "JSON"),
    ):
        assert reader_for(Document(write(name, content))).name == reader, name


def test_a_page_tells_its_metadata(articles: Articles, write: Write, read: Read) -> None:
    record = the_record(read(write("a.html", page(articles["ar"], language="ar"))))
    assert (record.published, record.source, record.author, record.language, record.url) == (
        "2026-01-14T18:30:00+02:00",
        "The Buoy",
        "Mona Adel",
        "ar",
        "https://buoy.example/a/1",
    )
    assert "Home" not in record.body
    assert "rights" not in record.body
    assert not record.body.startswith(record.title)


def test_a_page_without_a_date_gets_none(articles: Articles, write: Write, read: Read) -> None:
    bare = f"<html><body><article><p>{articles['en']['text']}</p></article><p>© 2019</p></body></html>"
    assert the_record(read(write("a.html", bare))).published is None


def test_markdown_loses_its_markup(write: Write, read: Read) -> None:
    text = (
        "---\ntitle: 'Ferry: back'\ndate: 2026-02-03\ntags: [sea, port]\nauthors:\n  - Lina\n"
        "  - Omar\nlang: en\n---\n"
        "# Not the title\n\nThe **ferry** [came back](http://x.example) to\nport.\n\n- one\n- two\n\n"
        "![photo](p.png)\n\n"
        "> A quotation.\n\n| a | b |\n|---|---|\n| c | d |\n\n<div>Inside <b>HTML</b></div>\n"
    )
    record = the_record(read(write("a.md", text)))
    assert record.title == "Ferry: back"
    assert (record.published, record.author, record.language) == ("2026-02-03", "Lina, Omar", "en")
    assert record.body == "The ferry came back to port.\none\ntwo\nA quotation.\na\nb\nc\nd\nInside HTML"


def test_tables_with_any_delimiter_quoting_and_line_ends(
    articles: Articles, write: Write, read: Read
) -> None:
    article = articles["fr"]
    body = article["text"] + '\nSecond line, with "quotes"; and | more.'
    for delimiter in ",;\t|":
        table = io.StringIO(newline="")
        writer = csv.writer(table, delimiter=delimiter, lineterminator="\r\n")
        writer.writerows([["id", "titre", "texte", "date"], ["7", article["title"], body, "2026-01-02"]])
        record = the_record(read(write("t.csv", table.getvalue())))
        assert (record.id, record.title, record.body, record.published) == (
            "7",
            article["title"],
            body,
            "2026-01-02",
        )


def test_a_json_file_may_hold_one_article_or_a_list_deep_inside(
    articles: Articles, write: Write, read: Read
) -> None:
    article = articles["ar"]
    assert the_record(read(write("one.json", json.dumps(article)))).number is None
    elastic = {"took": 1, "hits": {"total": 1, "hits": [{"_id": "x1", "_source": article}]}}
    record = the_record(read(write("hits.json", json.dumps(elastic))))
    assert (record.number, record.id, record.title) == (1, "x1", article["title"])


class TestRefusals:
    def test_one_bad_line_is_refused_with_its_number(
        self, articles: Articles, write: Write, read: Read
    ) -> None:
        good = json.dumps(articles["en"])
        lines = [good, "{broken", good, "[1, 2]", '{"foo": 1, "bar": 2}', "", '{"text": ""}', good]
        found = read(write("a.jsonl", "\n".join(lines)))
        assert [record.number for record in records(found)] == [1, 3, 8]
        assert [(refusal.record, refusal.reason.split(" (")[0]) for refusal in refusals(found)] == [
            (2, "not valid JSON"),
            (4, "a JSON object is expected, but this is a list"),
            (5, "no text field; found: foo, bar"),
            (7, "the text is empty"),
        ]

    def test_one_line_that_is_not_utf8_spoils_no_other(
        self, articles: Articles, write: Write, read: Read
    ) -> None:
        good = json.dumps(articles["ar"], ensure_ascii=False).encode()
        found = read(write("a.jsonl", b"\n".join([good, b'{"text": "\xff\xfe caf\xe9"}', good])))
        assert [record.body for record in records(found)] == [articles["ar"]["text"]] * 2
        assert [refusal.record for refusal in refusals(found)] == [2]

    def test_json_nested_a_hundred_thousand_deep(self, write: Write, read: Read) -> None:
        deep = '{"a":' * 100_000 + "1" + "}" * 100_000
        with pytest.raises(RefusedError, match="nested too deep"):
            read(write("a.json", deep))
        found = read(write("a.jsonl", '{"text": "a long enough text"}\n' + deep + "\n"))
        assert [refusal.record for refusal in refusals(found)] == [2]

    def test_a_list_that_breaks_off_keeps_what_came_before(
        self, articles: Articles, write: Write, read: Read
    ) -> None:
        text = json.dumps([articles["en"], articles["fr"]])
        found = read(write("a.json", text[:-30]))
        assert [record.title for record in records(found)] == [articles["en"]["title"]]
        assert [refusal.record for refusal in refusals(found)] == [2]

    def test_a_truncated_gzip_keeps_its_whole_lines(
        self, articles: Articles, write: Write, read: Read
    ) -> None:
        rng = random.Random(3)  # noqa: S311  repeatable
        lines = [json.dumps(articles["en"] | {"id": rng.random()}) for _ in range(200)]
        packed = gzip.compress("\n".join(lines).encode())
        found = read(write("a.jsonl.gz", packed[: len(packed) // 2]))
        assert 20 < len(records(found)) < 200
        assert [(refusal.record, refusal.reason) for refusal in refusals(found)] == [
            (None, "the gzip file breaks off before its end")
        ]

    def test_a_gzip_bomb_is_refused(self, write: Write, read: Read) -> None:
        found = write("a.txt.gz", gzip.compress(b"word " * (40 << 20)))
        with pytest.raises(RefusedError, match="200 times its size"):
            read(found)

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "empty"),
            (gzip.compress(b""), "empty"),
            (b"   \n\n", "white space"),
            (bytes(range(256)) * 40, "not text"),
            (b"%PDF-1.7 ...", "the PDF is damaged"),
            (b"PK\x03\x04....", "ZIP"),
            (b"\x89PNG\r\n", "an image"),
            (b"<?xml version='1.0'?><opml><body/></opml>", "XML"),
            (b"<html><body></body></html>", "no article text"),
            (b"[1, 2, 3]", "no list of articles"),
        ],
    )
    def test_what_is_no_article_says_why(self, content: bytes, reason: str, write: Write, read: Read) -> None:
        path = write("thing.json" if content.startswith(b"[") else "thing", content)
        with pytest.raises(RefusedError, match=reason):
            read(path)

    def test_a_row_with_too_many_cells(self, write: Write, read: Read) -> None:
        found = read(write("a.csv", "title,text\nA,one\nB,two,three,four\nC,five\n"))
        assert [record.number for record in records(found)] == [2, 4]
        assert [refusal.record for refusal in refusals(found)] == [3]

    def test_a_table_without_text_names_its_fields(self, write: Write, read: Read) -> None:
        assert {refusal.reason for refusal in refusals(read(write("a.csv", "x,y\n1,2\n")))} == {
            "no text field; found: x, y"
        }


def mutations(content: bytes, count: int, rng: random.Random) -> list[bytes]:
    results = []
    for _ in range(count):
        changed = bytearray(content)
        for _ in range(rng.choice((1, 3, 20))):
            place = rng.randrange(len(changed))
            action = rng.randrange(4)
            if action == 0:
                changed[place] = rng.randrange(256)
            elif action == 1:
                del changed[place : place + rng.choice((1, 10, 100))]
            elif action == 2:
                changed[place:place] = rng.choice(
                    (b"\x00", b"\xff\xfe", b'"', b"<", b"{[", b"\n", b"\xed\xa0\x80")
                )
            else:
                changed[place:place] = changed[max(0, place - 40) : place]
            if not changed:
                changed = bytearray(b"x")
        results.append(
            bytes(changed[: rng.randrange(1, len(changed) + 1)] if rng.random() < 0.3 else changed)
        )
    return results


@pytest.mark.parametrize("kind", ["jsonl", "json", "csv", "html", "md", "txt", "jsonl.gz", "html.gz"])
def test_damaged_files_are_read_or_refused_but_never_crash(
    kind: str, articles: Articles, tmp_path: Path, read: Read
) -> None:
    rng = random.Random(kind)  # noqa: S311  repeatable
    rows = [articles[language] for language in ("ar", "en", "ru")]
    bare, packed = kind.removesuffix(".gz"), kind.endswith(".gz")
    content = {
        "jsonl": "\n".join(json.dumps(row, ensure_ascii=False) for row in rows),
        "json": json.dumps({"articles": rows}, ensure_ascii=False),
        "csv": "title,text\n" + "\n".join(f'"{row["title"]}","{row["text"]}"' for row in rows),
        "html": page(rows[0], language="ar"),
        "md": f"---\ntitle: x\nlang: ar\n---\n# {rows[0]['title']}\n\n{rows[0]['text']}\n\n"
        "- [a](b)\n\n| a |\n|---|\n",
        "txt": f"{rows[0]['title']}\n\n{rows[0]['text']}",
    }[bare].encode()
    path = tmp_path / f"a.{kind}"
    for mutated in mutations(gzip.compress(content) if packed else content, 200, rng):
        path.write_bytes(mutated)
        try:
            items = read(path)
        except RefusedError:
            continue
        for record in records(items):
            try:
                article = prepare(with_source(record), "x").article
            except RefusedError:
                continue
            article.body.encode()
            article.info.title.encode()


def test_every_reader_names_itself_and_its_endings() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)
    endings = [ending for reader in READERS for ending in reader.extensions]
    assert len(endings) == len(set(endings))
