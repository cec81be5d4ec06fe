"""Fetching from real servers on loopback: what is asked, what never, and how far."""

import contextlib
import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from archive.errors import RefusedError
from archive.settings import Settings
from ingest.fetching.addresses import Guard
from ingest.fetching.client import Client
from ingest.fetching.fetch import Wishes, records_from
from ingest.fetching.memory import Memory
from ingest.fetching.sizes import LARGEST_PAGE
from ingest.fetching.transport import GuardedTransport
from ingest.preparing.indexing import load_models
from ingest.records.record import Record, Refusal
from ingest.run import ingest
from ingest.summary import Summary
from tests.ingest import news_samples as made
from tests.ingest.command import Command
from tests.ingest.web import LOOPBACK, Reply, Web


@pytest.fixture
def web() -> Iterator[Web]:
    server = Web()
    yield server
    server.close()


@pytest.fixture
def slept() -> list[float]:
    return []


def to_loopback(host: str, port: int) -> list[str]:
    return [LOOPBACK]


@pytest.fixture
def client(slept: list[float]) -> Iterator[Client]:
    with Client(Guard(to_loopback, ["127.0.0.0/8"]), delay=0, sleep=slept.append) as made_client:
        yield made_client


def fetched(
    url: str, client: Client, memory: Memory | None = None, wishes: Wishes | None = None
) -> tuple[list[Record], list[Refusal]]:
    items = list(records_from(url, client, memory or Memory(None), wishes))
    return [i for i in items if isinstance(i, Record)], [i for i in items if isinstance(i, Refusal)]


REFUSED = """
ftp://news.example/a file:///etc/passwd gopher://news.example/ javascript:alert(1) data:text/html,x
http:// https:///a
http://localhost/ http://localhost./ http://a.localhost/ http://LOCALHOST/ http://printer/ http://nas.local/
http://metadata.google.internal/ http://intranet/ http://router.lan/ http://127.0.0.1/ http://127.1/
http://2130706433/ http://0x7f000001/ http://0x7f.0.0.1/ http://017700000001/ http://0177.0.0.1/ http://0/
http://127.0.0.1./ http://10.0.0.1/ http://172.16.5.4/ http://192.168.1.1/
http://169.254.169.254/latest/meta-data/
http://100.64.0.1/ http://100.100.100.200/ http://224.0.0.1/ http://239.255.255.250/ http://240.0.0.1/
http://255.255.255.255/ http://0.0.0.0/ http://198.18.0.1/ http://192.0.0.192/ http://192.88.99.1/
http://203.0.113.7/
http://168.63.129.16/ http://[::1]/ http://[::]/ http://[fe80::1]/ http://[fe80::1%25eth0]/
http://[fd00:ec2::254]/
http://[fc00::1]/ http://[ff02::1]/ http://[::ffff:127.0.0.1]/ http://[::ffff:8.8.8.8]/
http://[64:ff9b::7f00:1]/
http://[64:ff9b:1::1]/ http://[2002:7f00:1::]/ http://[2001:0:7f00:1::]/
http://[2001:db8::1]/ http://[::127.0.0.1]/
http://[fec0::1]/ http://user:word@news.example/ http://news.example@127.0.0.1/ http://news.example:22/
http://news.example:6379/ http://①②⑦.⓪.⓪.①/ http://127。0。0。1/ http://1.2.3.4.5/ http://[1::2::3]/ http://a..b/
""".split()  # noqa: SIM905  one a line would be two pages


PRIVATE = ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fe80::1%eth0", "::ffff:10.0.0.1"]


def answering(*addresses: str) -> Callable[[str, int], list[str]]:
    """A resolver that knows one answer."""
    return lambda _host, _port: list(addresses)


def nobody(host: str, port: int) -> list[str]:
    pytest.fail(f"{host} was looked up")


@pytest.mark.parametrize("url", REFUSED)
def test_what_is_never_asked(url: str) -> None:
    with Client(Guard(nobody), delay=0) as client, pytest.raises(RefusedError) as refused:
        client.get(url)
    assert len(str(refused.value)) > 15


@pytest.mark.parametrize("url", REFUSED)
def test_no_redirect_leads_there_either(url: str, web: Web) -> None:
    # A header has bytes, and a server may put those of other letters there.
    web.replies["/a"] = Reply(status=302, headers={"Location": url.encode().decode("latin-1")})
    guard = Guard(to_loopback, ["127.0.0.1/32"])
    inner = Guard(nobody)

    class Redirected(Guard):
        """Lets the first server be asked, and holds all else to the rules for everybody."""

        def check(self, asked: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
            return guard.check(asked) if asked.startswith(web.url("/")) else inner.check(asked)

        def addresses(self, host: str, port: int) -> list[str]:
            return guard.addresses(host, port)

    with Client(Redirected(), delay=0) as client, pytest.raises(RefusedError):
        client.get(web.url("/a"))
    # "http://" leads back to where it stands.
    assert set(web.paths()) == {"/a"}


@pytest.mark.parametrize("found", PRIVATE)
def test_a_name_that_leads_to_a_private_address_is_refused_even_beside_a_public_one(found: str) -> None:
    for addresses in ([found], ["93.184.215.14", found]):
        with pytest.raises(RefusedError, match="not a public server"):
            Guard(answering(*addresses)).addresses("news.example", 443)
        # The rules of the site are not asked for either, so nothing of it is.
        refused = pytest.raises(RefusedError, match="not a public server")
        with Client(Guard(answering(*addresses)), delay=0) as client, refused:
            client.get("https://news.example/a")


def test_a_name_is_looked_up_once_a_connection_and_what_was_checked_is_asked(web: Web) -> None:
    looked_up = []

    def rebinding(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) == 1 else ["127.0.0.2"]

    web.replies["/robots.txt"] = Reply(b"", headers={"Connection": "close"})
    web.replies["/a"] = Reply(made.web_page().encode())
    # 127.0.0.1 stands for a public server, 127.0.0.2 for a private one: the second connection is refused.
    guard = Guard(rebinding, ["127.0.0.1/32"])
    with Client(guard, delay=0) as client, pytest.raises(RefusedError, match="not a public server"):
        client.get(web.url("/a"))
    assert looked_up == ["news.example", "news.example"]
    assert web.paths() == []


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate with")
def test_the_name_stays_in_tls_and_its_certificate_is_checked(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subject = ("-subj", "/CN=news.example", "-days", "2", "-nodes", "-newkey", "rsa:2048")
    made_by = ["openssl", "req", "-x509", *subject, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(made_by, check=True, capture_output=True)
    names: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.sni_callback = lambda _socket, name, _context: names.append(name)

    class Server(threading.Thread):
        """Takes one connection, whose client should not like the certificate."""

        listening = socket.create_server((LOOPBACK, 0))

        def run(self) -> None:
            taken, _ = self.listening.accept()
            with contextlib.suppress(ssl.SSLError, OSError), taken:
                context.wrap_socket(taken, server_side=True).close()

    server = Server()
    server.start()
    guard = Guard(to_loopback, ["127.0.0.0/8"])
    with server.listening, GuardedTransport(guard, 10) as transport:
        url = f"https://news.example:{server.listening.getsockname()[1]}/"
        with pytest.raises(httpx.NetworkError, match=r"(?i)certificate"):
            transport.handle_request(httpx.Request("GET", url))
        server.join()
    assert names == ["news.example"]


def test_a_page(web: Web, client: Client) -> None:
    web.replies["/a/1"] = Reply(made.web_page().encode())
    [record], refusals = fetched(web.url("/a/1"), client)
    assert refusals == []
    assert " ".join(record.body.split()) == made.TEXT_AR
    assert (record.path, record.url, record.language) == (web.url("/a/1"), web.url("/a/1"), "ar")
    _, headers = web.asked[-1]
    assert headers["Host"] == f"news.example:{web.port}"
    assert headers["User-Agent"].startswith("isnad/")


def test_proxies_of_the_environment_are_not_heeded(
    web: Web, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    web.replies["/a"] = Reply(made.web_page().encode())
    assert len(fetched(web.url("/a"), client)[0]) == 1


def test_a_page_cannot_put_itself_in_the_place_of_another_outlets(web: Web, client: Client) -> None:
    head = '<link rel="canonical" href="https://other.example/story">'
    web.replies["/a"] = Reply(made.web_page(head=head).encode())
    [record], _ = fetched(web.url("/a"), client)
    assert record.url == web.url("/a")


def test_robots_are_obeyed(web: Web, client: Client, slept: list[float]) -> None:
    web.replies["/robots.txt"] = Reply(
        b"User-agent: isnad\nDisallow: /private\nCrawl-delay: 7\n", kind="text/plain"
    )
    web.replies["/a"] = web.replies["/private/b"] = Reply(made.web_page().encode())
    assert len(fetched(web.url("/a"), client)[0]) == 1
    _, [refusal] = fetched(web.url("/private/b"), client)
    assert "robots.txt" in refusal.reason
    assert len(fetched(web.url("/a"), client)[0]) == 1
    assert web.paths() == ["/a", "/a"]
    assert 5 < slept[-1] <= 7
    assert [path for path, _ in web.asked].count("/robots.txt") == 1


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_what_a_missing_robots_file_means(status: int, allowed: bool, web: Web, client: Client) -> None:
    web.replies["/robots.txt"] = Reply(status=status)
    web.replies["/a"] = Reply(made.web_page().encode())
    records, refusals = fetched(web.url("/a"), client)
    assert len(records) == allowed
    assert all(f"status {status}; without its robots.txt" in refusal.reason for refusal in refusals)


def endless(write: Callable[[bytes], object]) -> None:
    while True:
        write(b"<p>x</p>" * 8192)


def bomb() -> bytes:
    pack = zlib.compressobj(9, wbits=31)
    return b"".join([*(pack.compress(bytes(1 << 20)) for _ in range(64)), pack.flush()])


def test_too_much_is_refused_while_it_comes(web: Web, client: Client) -> None:
    web.replies["/endless"] = Reply(stream=endless)
    web.replies["/bomb"] = Reply(bomb(), headers={"Content-Encoding": "gzip"})
    web.replies["/bomb.gz"] = Reply(bomb(), kind="application/gzip")
    for path in ("/endless", "/bomb", "/bomb.gz"):
        records, [refusal] = fetched(web.url(path), client)
        assert records == []
        assert "larger than" in refusal.reason, path
    assert f"{LARGEST_PAGE >> 20} MB" in fetched(web.url("/endless"), client)[1][0].reason


@pytest.mark.parametrize("place", ["head", "body"])
def test_a_server_that_drips_is_left_when_its_time_is_over(place: str, web: Web) -> None:
    def drip(write: Callable[[bytes], object]) -> None:
        piece = b"HTTP/1.1 200 OK\r\nX: " if place == "head" else b"x"
        while not web.pause(0.05):
            write(piece)
            piece = b"x"

    web.replies["/a"] = Reply(status=0 if place == "head" else 200, stream=drip)
    with Client(Guard(to_loopback, ["127.0.0.0/8"]), delay=0, seconds=0.6) as client:
        _, [refusal] = fetched(web.url("/a"), client)
    assert "in time" in refusal.reason


def test_a_server_that_fails_again_and_again_is_left_alone(web: Web) -> None:
    web.replies["/a"] = Reply(stream=lambda _write: web.pause(2) and None)
    with Client(Guard(to_loopback, ["127.0.0.0/8"]), delay=0, seconds=0.2) as client:
        reasons = [fetched(web.url("/a"), client)[1][0].reason for _ in range(4)]
    assert "left alone" in reasons[3]
    assert web.paths() == ["/a"] * 3


def test_redirects(web: Web, client: Client) -> None:
    web.replies["/loop"] = Reply(status=301, headers={"Location": "/loop"})
    web.replies["/on"] = Reply(status=302, headers={"Location": "/a"})
    web.replies["/a"] = Reply(made.web_page().encode())
    _, [refusal] = fetched(web.url("/loop"), client)
    assert "more than 5 times" in refusal.reason
    assert web.paths() == ["/loop"] * 6
    [record], _ = fetched(web.url("/on"), client)
    assert record.url == web.url("/a")


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(b"%PDF-1.7", kind="application/pdf"), "no web page"),
        (Reply(b"\x89PNG\r\n\x00\x00", kind="text/html"), "no article|not text|cannot be read"),
        (Reply(b"{}", kind="application/json"), "no web page"),
        (Reply(status=404), "status 404"),
        (Reply(status=500), "status 500"),
        (Reply(b"x", headers={"Content-Encoding": "br"}), "not asked for"),
        (Reply(gzip.compress(b"x" * 9999)[:-9], headers={"Content-Encoding": "gzip"}), "breaks off"),
        (Reply(b"not gzip", headers={"Content-Encoding": "gzip"}), "cannot be read"),
        (Reply(b"", kind="text/html"), "no article|cannot be read"),
    ],
)
def test_what_is_no_article_says_why(reply: Reply, reason: str, web: Web, client: Client) -> None:
    web.replies["/a"] = reply
    records, [refusal] = fetched(web.url("/a"), client)
    assert records == []
    assert any(part in refusal.reason for part in reason.split("|")), refusal.reason


def test_too_many_requests(web: Web, client: Client, slept: list[float]) -> None:
    later = Reply(status=429, headers={"Retry-After": "3"})
    web.replies["/a"] = [later, Reply(made.web_page().encode())]
    assert len(fetched(web.url("/a"), client)[0]) == 1
    assert slept == [3.0]
    web.replies["/b"] = Reply(status=429, headers={"Retry-After": "3600"})
    _, [refusal] = fetched(web.url("/b"), client)
    assert "left alone" in refusal.reason
    _, [refusal] = fetched(web.url("/a"), client)
    assert web.paths() == ["/a", "/a", "/b"]


def feed(web: Web, *items: str) -> bytes:
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>بريد النيل</title><language>ar</language>{''.join(items)}</channel></rss>"
    ).encode()


def test_a_feed_brings_the_pages_of_its_summaries_once(web: Web, client: Client, tmp_path: Path) -> None:
    def summary(link: str, text: str = "ملخص قصير للخبر") -> str:
        return f"<item><title>نهر</title><link>{link}</link><description>{text}</description></item>"

    whole = (
        f"<item><title>كامل</title><link>/w</link><content:encoded>{made.TEXT_AR}</content:encoded></item>"
    )
    web.replies["/feed"] = Reply(
        feed(web, summary("/a"), summary(web.url("/x", "other.example")), whole, summary("/gone")),
        kind="application/rss+xml",
        headers={"ETag": '"1"'},
    )
    web.replies["/a"] = Reply(made.web_page().encode())
    memory = Memory(tmp_path)
    records, refusals = fetched(web.url("/feed"), client, memory)
    assert [record.path for record in records] == [web.url("/a"), *[web.url("/feed")] * 3]
    assert [record.url for record in records] == [
        web.url("/a"),
        web.url("/x", "other.example"),
        web.url("/w"),
        web.url("/gone"),
    ]
    assert records[0].source == "بريد النيل"
    assert "الدلتا" in records[0].body
    assert [refusal.path for refusal in refusals] == [web.url("/gone")]
    memory.keep()

    web.asked.clear()
    records, refusals = fetched(web.url("/feed"), client, Memory(tmp_path))
    assert web.asked[0][1]["If-None-Match"] == '"1"'
    assert web.paths() == ["/feed"]
    web.replies["/feed"] = Reply(status=304)
    assert fetched(web.url("/feed"), client, Memory(tmp_path)) == ([], [])


def test_a_summary_of_another_host_is_followed_where_that_is_wanted(web: Web, client: Client) -> None:
    link = web.url("/x", "other.example")
    web.replies["/feed"] = Reply(
        feed(web, f"<item><link>{link}</link><description>قصير</description></item>"), kind="text/xml"
    )
    web.replies["/x"] = Reply(made.web_page().encode())
    [record], _ = fetched(web.url("/feed"), client, wishes=Wishes(full_pages=True))
    assert record.path == link


def test_a_json_feed_is_a_feed(web: Web, client: Client) -> None:
    web.replies["/feed"] = Reply(made.JSON_FEED.encode(), kind="application/feed+json")
    records, refusals = fetched(web.url("/feed"), client)
    assert ([record.number for record in records], refusals) == ([1, 2], [])


def sitemap(web: Web, *pages: tuple[str, str], index: bool = False) -> bytes:
    kind = "sitemap" if index else "url"
    inner = "".join(
        f"<{kind}><loc>{web.url(path)}</loc><lastmod>{changed}</lastmod></{kind}>" for path, changed in pages
    )
    root = "sitemapindex" if index else "urlset"
    return f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</{root}>'.encode()


def test_a_sitemap_brings_what_is_new_newest_first(web: Web, client: Client, tmp_path: Path) -> None:
    days = [("/1", "2026-01-01"), ("/3", "2026-01-03"), ("/2", "2026-01-02"), ("/4", "2026-01-04")]
    web.replies["/sitemap.xml"] = Reply(
        sitemap(web, ("/s.xml.gz", "2026-01-04"), ("/s.xml.gz", "2026-01-04"), index=True), kind="text/xml"
    )
    web.replies["/s.xml.gz"] = Reply(gzip.compress(sitemap(web, *days)), kind="application/gzip")
    for number, text in enumerate((made.TEXT_AR, made.TEXT_EN, made.TEXT_FR, made.TEXT_AR), 1):
        web.replies[f"/{number}"] = Reply(made.web_page(text, f"Page {number}").encode())

    def paths_of(wishes: Wishes) -> list[str]:
        memory = Memory(tmp_path)
        records, refusals = fetched(web.url("/sitemap.xml"), client, memory, wishes)
        assert refusals == []
        memory.keep()
        return [record.path.rpartition("/")[2] for record in records]

    assert paths_of(Wishes(most=2)) == ["4", "3"]
    assert paths_of(Wishes(since=date(2026, 1, 2))) == ["2"]
    assert paths_of(Wishes()) == ["1"]
    assert paths_of(Wishes()) == []
    days[0] = ("/1", "2026-01-09")
    web.replies["/s.xml.gz"] = Reply(gzip.compress(sitemap(web, *days)), kind="application/gzip")
    assert paths_of(Wishes()) == ["1"]


def test_a_sitemap_names_pages_of_its_own_host_only(web: Web, client: Client) -> None:
    page = f"<url><loc>{web.url('/1', 'other.example')}</loc></url>"
    web.replies["/s.xml"] = Reply(f"<urlset>{page}</urlset>".encode(), kind="text/xml")
    assert fetched(web.url("/s.xml"), client) == ([], [])
    assert web.paths() == ["/s.xml"]


def test_what_a_run_did_not_take_is_asked_for_again(web: Web, client: Client, tmp_path: Path) -> None:
    web.replies["/s.xml"] = Reply(sitemap(web, ("/1", "2026-01-01"), ("/2", "2026-01-02")), kind="text/xml")
    web.replies["/1"] = web.replies["/2"] = Reply(made.web_page().encode())
    memory = Memory(tmp_path)
    items = records_from(web.url("/s.xml"), client, memory)
    next(items)
    items.close()
    memory.keep()
    records, _ = fetched(web.url("/s.xml"), client, Memory(tmp_path))
    assert len(records) == 2


def test_a_damaged_memory_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "fetched.sqlite3").write_bytes(b"no database" * 100)
    memory = Memory(tmp_path)
    memory.note("https://news.example/a", mark="1")
    memory.keep()
    assert Memory(tmp_path).mark("https://news.example/a") == "1"
    assert Memory(tmp_path, forget=True).mark("https://news.example/a") is None


def test_what_was_fetched_never_moves_and_is_never_pruned(web: Web, client: Client, tmp_path: Path) -> None:
    page = made.web_page(head=f'<link rel="canonical" href="{web.url("/a")}">').encode()
    web.replies["/a"] = Reply(page)
    folder = tmp_path / "files"
    folder.mkdir()
    settings = Settings(home=tmp_path / "home")
    models = load_models(settings)

    def run(*items: Record | Refusal) -> Summary:
        return ingest(
            [folder],
            settings,
            embedder=models.embedder,
            static_model=models.static_model,
            prune=True,
            fetched=items,
        )

    records, _ = fetched(web.url("/a"), client)
    assert run(*records).added == 1
    done = run()
    assert (done.removed, done.articles) == (0, 1)
    done = run(*records)
    assert (done.unchanged, done.updated) == (1, 0)
    # The same article from a file: not taken for one whose place has changed.
    (folder / "a.html").write_bytes(page)
    done = run()
    assert (done.unchanged, done.updated, done.removed, done.articles) == (1, 0, 0, 1)


def test_the_command_asks_the_web_only_when_told_to(command: Command, tmp_path: Path) -> None:
    done = command("https://news.example/a")
    assert (done.returncode, done.stdout) == (2, "")
    assert "add --fetch" in done.stderr
    assert command("--fetch", tmp_path).returncode == 2
    (tmp_path / "a.txt").write_text(f"العنوان\n\n{made.TEXT_AR}", encoding="utf-8")
    document = command.json("--fetch", tmp_path / "a.txt", "http://169.254.169.254/latest/", code=1)
    assert document["added"] == 1
    assert [refusal["path"] for refusal in document["refused"]] == ["http://169.254.169.254/latest/"]
    assert "not a public server" in document["refused"][0]["reason"]
