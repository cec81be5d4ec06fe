"""One small whole file of each news format, with Arabic in it: name -> bytes."""

import gzip
import json
from collections.abc import Mapping

TEXT_AR = (
    "يصب نهر النيل في البحر المتوسط شمال مصر. ويبلغ طوله نحو ستة آلاف وستمئة كيلومتر. "
    "وتمر به إحدى عشرة دولة من دول أفريقيا قبل أن يصل إلى الدلتا."
)
TEXT_EN = (
    "The Suez Canal joins the Mediterranean and the Red Sea. It was opened in November 1869. "
    "Ships that pass it save the long way around the Cape of Good Hope."
)
TEXT_FR = (
    "La tour Eiffel a été inaugurée en mars 1889 à Paris. Elle mesure aujourd’hui trois cent trente mètres. "
    "Des peintres la repeignent tous les sept ans environ."
)

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>بريد النيل</title><link>https://nile.example/</link><language>ar</language>
<atom:link href="https://nile.example/feed" rel="self"/>
<item><title>نهر النيل يصل إلى البحر</title><link>https://nile.example/a/1</link>
<guid isPermaLink="false">nile-1</guid><pubDate>Wed, 14 Jan 2026 18:30:00 +0200</pubDate>
<dc:creator>منى عادل</dc:creator><media:title>صورة</media:title><description>ملخص قصير</description>
<content:encoded><![CDATA[<p>{TEXT_AR.replace(". ", ".</p><p>")}</p>]]></content:encoded></item>
<item><title>Canal &amp; sea</title><guid>https://nile.example/a/2</guid><pubDate>15 January 2026</pubDate>
<dc:language>en</dc:language><source url="https://wire.example/">The Wire</source>
<description>&lt;p&gt;{TEXT_EN}&lt;/p&gt;</description></item>
</channel></rss>"""

RSS_1 = f"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://nile.example/"><title>بريد النيل</title><dc:language>ar</dc:language></channel>
<item rdf:about="https://nile.example/a/1"><title>نهر النيل</title><link>https://nile.example/a/1</link>
<description>{TEXT_AR}</description><dc:date>2026-01-14T18:30:00+02:00</dc:date>
<dc:creator>منى عادل</dc:creator>
</item></rdf:RDF>"""

ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>بريد النيل</title>
<author><name>هيئة التحرير</name></author><id>urn:nile</id>
<entry><title type="html">نهر &lt;b&gt;النيل&lt;/b&gt;</title><id>urn:nile:1</id>
<link rel="enclosure" href="https://nile.example/1.mp3"/><link href="https://nile.example/a/1"/>
<published>2026-01-14T18:30:00Z</published><updated>2026-01-15T08:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT_AR}</p><p>تمت.</p></div></content></entry>
<entry xml:lang="fr"><title>La tour</title><id>urn:nile:2</id><updated>2026-01-15T08:00:00Z</updated>
<author><name>Anne Roy</name></author><source><title>Le Phare</title></source>
<content type="html">&lt;p&gt;{TEXT_FR}&lt;/p&gt;</content></entry>
<entry><title>a &lt; b</title><id>urn:nile:3</id><updated>2026-01-15T08:00:00Z</updated>
<summary>{TEXT_EN}</summary></entry></feed>"""


def nitf(text: str = TEXT_AR, *, docdata: str = "", status: str = "usable", inner: bool = False) -> str:
    """A story in NITF; `inner` without the declaration, to stand in another document."""
    paragraphs = text.replace(". ", ".</p><p>")
    return f"""{"" if inner else '<?xml version="1.0" encoding="UTF-8"?>'}
<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" xml:lang="ar"><head><title>عنوان الوثيقة</title>
<docdata management-status="{status}"><doc-id id-string="nile-7" regsrc="nile.example"/>
<date.issue norm="20260114T183000Z"/><du-key key="nile-river" version="3"/>
<doc.copyright holder="وكالة النيل" year="2026"/>{docdata}</docdata>
<pubdata name="The Nile Post" ex-ref="https://nile.example/a/7"/></head>
<body><body.head><hedline><hl1>نهر النيل يصل إلى البحر</hl1><hl2>عنوان فرعي</hl2></hedline>
<byline>بقلم <person>منى عادل</person></byline>
<dateline><location>القاهرة</location></dateline></body.head>
<body.content><media media-type="image"><media-caption>صورة للنهر</media-caption></media>
<p>{paragraphs}</p><hl2>خلفية</hl2><p>تمت <em>إضافة</em> هذه الفقرة.</p></body.content></body></nitf>"""


def news_item(
    guid: str = "urn:newsml:nile.example:1",
    *,
    status: str = "stat:usable",
    content: str = "",
    embargo: str = "",
    kind: str = "ninat:text",
) -> str:
    """A news item of NewsML-G2."""
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="4"
 standard="NewsML-G2" standardversion="2.30" conformance="power" xml:lang="ar">
<itemMeta><itemClass qcode="{kind}"/><provider literal="NILE"><name>وكالة النيل</name></provider>
<versionCreated>2026-01-15T09:00:00+02:00</versionCreated><firstCreated>2026-01-14T18:30:00+02:00</firstCreated>
{f"<embargoed>{embargo}</embargoed>" if embargo else ""}<pubStatus qcode="{status}"/></itemMeta>
<contentMeta><headline>نهر النيل يصل إلى البحر</headline><language tag="ar"/>
<creator><name>منى عادل</name></creator></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""


XHTML_CONTENT = f"""<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>x</title></head><body><p>{TEXT_AR}</p><p>تمت.</p></body></html></inlineXML>"""
NITF_CONTENT = f"""<inlineXML contenttype="application/nitf+xml">{nitf(inner=True)}</inlineXML>"""


def message(*items: str) -> str:
    """News items in one message."""
    return f"""<?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">
<header><sent>2026-01-15T09:00:00Z</sent></header><itemSet>{"".join(items)}</itemSet></newsMessage>"""


def post(
    content: str, *, kind: str = "post", status: str = "publish", number: int = 1, locked: bool = False
) -> str:
    """An item of a WordPress export."""
    return f"""<item><title>نهر النيل {number}</title><link>https://nile.example/p/{number}</link>
<dc:creator><![CDATA[mona]]></dc:creator><guid isPermaLink="false">https://nile.example/?p={number}</guid>
<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[ملخص]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date>2026-01-14 20:30:00</wp:post_date>
<wp:post_date_gmt>2026-01-14 18:30:00</wp:post_date_gmt>
<wp:post_modified_gmt>2026-01-15 06:00:00</wp:post_modified_gmt>
<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>
<wp:post_password>{"x" if locked else ""}</wp:post_password></item>"""


def export(*posts: str) -> str:
    """A WordPress export."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- This is a WordPress eXtended RSS file -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>مدونة النيل</title><language>ar</language>
<wp:author><wp:author_login>mona</wp:author_login>
<wp:author_display_name>منى عادل</wp:author_display_name></wp:author>
{"".join(posts)}</channel></rss>"""


WIKITEXT = f"""{{{{تاريخ|14 يناير 2026}}}}
[[ملف:Nile.jpg|تصغير|صورة [[نهر]]]]
{TEXT_AR} وهو من [[نهر|أنهار]] العالم.<ref>كتاب</ref> وكذلك [https://a.example رابط] و'''مهم'''.
{{| class="x"
| خلية
|}}
* أولا
== المصادر ==
* {{{{مصدر|url=x}}}}
[[تصنيف:مصر]]"""


def page(title: str, *revisions: tuple[str, str], namespace: int = 0, redirect: str = "") -> str:
    """A page of a MediaWiki dump."""
    target = f'<redirect title="{redirect}"/>' if redirect else ""
    made = "".join(
        f"<revision><id>1</id><timestamp>{when}</timestamp><text>{_escaped(text)}</text></revision>"
        for when, text in revisions
    )
    return f"<page><title>{title}</title><ns>{namespace}</ns><id>7</id>{target}{made}</page>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def dump(*pages: str) -> str:
    """A MediaWiki dump."""
    return f"""<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="ar">
<siteinfo><sitename>ويكي الأخبار</sitename><dbname>arwikinews</dbname>
<base>https://ar.wikinews.example/wiki/%D8%A7</base></siteinfo>{"".join(pages)}</mediawiki>"""


def web_page(text: str = TEXT_AR, title: str = "نهر النيل", head: str = "", language: str = "ar") -> str:
    """A page with one article and no date or address of its own."""
    paragraphs = text.replace(". ", ".</p><p>")
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>{head}'
        f"</head><body><nav><a href='/'>x</a></nav><article><h1>{title}</h1><p>{paragraphs}</p></article>"
        "</body></html>"
    )


def warc_record(
    content: bytes,
    *,
    kind: str = "response",
    address: str = "https://nile.example/a/1",
    status: str = "200 OK",
    type_: str = "text/html; charset=utf-8",
    length: int | None = None,
) -> bytes:
    """A record of a web archive."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {type_}\r\nContent-Length: {len(content)}\r\n\r\n".encode()
    payload = http + content
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-01-14T18:30:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:11111111-2222-3333-4444-555555555555>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(payload) if length is None else length}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


_WARC = warc_record(web_page().encode()) + warc_record(
    web_page(TEXT_EN, "The canal", language="en").encode(), address="https://nile.example/a/2"
)
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "بريد النيل",
        "language": "ar",
        "items": [
            {
                "id": "1",
                "url": "https://nile.example/a/1",
                "title": "نهر النيل",
                "content_html": f"<p>{TEXT_AR}</p>",
                "date_published": "2026-01-14T18:30:00Z",
                "authors": [{"name": "منى عادل"}, {"name": "Anne Roy"}],
            },
            {"id": 2, "title": "a", "content_text": f"{TEXT_EN} a < b", "language": "en"},
        ],
    },
    ensure_ascii=False,
)
SAMPLES: Mapping[str, bytes] = {
    "rss.xml": RSS.encode(),
    "rss-1256.xml": RSS.replace("UTF-8", "windows-1256").encode("cp1256", errors="xmlcharrefreplace"),
    "rss-16.xml": RSS.replace("UTF-8", "utf-16").encode("utf-16"),
    "rss1.rdf": RSS_1.encode(),
    "atom.xml": ATOM.encode(),
    "feed.json": JSON_FEED.encode(),
    "newsml.xml": message(
        news_item(content=XHTML_CONTENT), news_item("urn:2", content=NITF_CONTENT)
    ).encode(),
    "story.nitf": nitf().encode(),
    "export.wxr": export(post(f"<!-- wp:paragraph --><p>{TEXT_AR}</p><!-- /wp:paragraph -->")).encode(),
    "dump.xml": dump(page("نهر النيل", ("2026-01-15T08:00:00Z", WIKITEXT))).encode(),
    "crawl.warc": _WARC,
    "crawl.warc.gz": gzip.compress(_WARC[: len(_WARC) // 2]) + gzip.compress(_WARC[len(_WARC) // 2 :]),
}
