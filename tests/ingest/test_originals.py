"""The record as it came, beside its article."""

import json
import zlib

from archive.article import Article, ArticleInfo
from ingest.records.originals import pack, unpack
from ingest.records.record import Record

RECORD = Record(
    "/wire/a.jsonl", 3, "  قال  الوزير\ud800 إن المحادثات مستمرة.", "Talks", source="Wire", id="7"
)
ARTICLE = Article(
    ArticleInfo("x", "Talks", "ar", None, "Wire", None, None, "/wire/a.jsonl"),
    "قال الوزير إن المحادثات مستمرة.",
)


def test_what_was_packed_comes_back_as_it_was() -> None:
    assert unpack(pack(RECORD, ARTICLE), ARTICLE) == RECORD


def test_what_the_article_says_in_the_same_words_is_not_packed_again() -> None:
    long = "The ferry is back in the harbour of Aqaba. " * 50
    same = Record("/wire/a.jsonl", 3, long, "Talks")
    assert len(pack(same, Article(ARTICLE.info, long))) < 50


def test_what_an_earlier_version_packed_is_read() -> None:
    told = {"number": 3, "body": RECORD.body, "source": "Wire", "id": "7"}
    packed = zlib.compress(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    assert unpack(packed, ARTICLE) == RECORD
