"""Fetching against a real HTTP server on loopback that plays what services answer."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest
from urllib3.util import Retry

from generator import fetch as fetching
from generator.build import plan
from generator.fetch import SERVICES, Client, fetch, resolve, unidentified
from generator.model import Author, Entry, Paper, Record, Where
from generator.sources import read_content

ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <id>https://arxiv.org/api/x</id><title>arXiv Query</title>{entries}
</feed>
"""
ATOM_ENTRY = """
  <entry>
    <id>http://arxiv.org/abs/{id}v2</id><title>{title}</title>
    <published>2021-03-04T00:00:00Z</published>
    <summary>Looms can weave any pattern.</summary>
    <author><name>Ada Lovelace</name></author>
  </entry>"""
CROSSREF = {
    "DOI": "10.1000/looms",
    "title": ["Looms That Learn"],
    "author": [{"given": "Ada", "family": "Lovelace", "sequence": "first"}],
    "issued": {"date-parts": [[2021]]},
    "type": "journal-article",
    "container-title": ["Journal of Looms"],
    "publisher": "Example Press",
}
ANSWERS: dict[str, object] = {
    "doi": {"status": "ok", "message-type": "work", "message": CROSSREF},
    "openalex": {
        "id": "https://openalex.org/W2741809807",
        "doi": "https://doi.org/10.1000/looms",
        "title": "Looms That Learn",
        "display_name": "Looms That Learn",
        "publication_year": 2021,
        "authorships": [{"author": {"display_name": "Ada Lovelace"}}],
        "abstract_inverted_index": {"Looms": [0], "learn.": [1]},
    },
    "s2": {
        "paperId": "0" * 40,
        "externalIds": {"DOI": "10.1000/looms"},
        "title": "Looms That Learn",
        "authors": [{"name": "Ada Lovelace"}],
        "year": 2021,
    },
    "hf": {
        "id": "2103.00001",
        "title": "Looms That Learn",
        "summary": "Looms can weave any pattern.",
        "authors": [{"name": "Ada Lovelace"}],
        "publishedAt": "2021-03-04T00:00:00.000Z",
    },
    "csl": {
        "type": "article-journal",
        "DOI": "10.1000/looms",
        "title": "Looms That Learn",
        "author": [{"family": "Lovelace", "given": "Ada"}],
        "issued": {"date-parts": [[2021]]},
    },
}
PUBMED = """<?xml version="1.0"?><PubmedArticleSet><PubmedArticle><MedlineCitation>
<PMID Version="1">12345</PMID><Article><ArticleTitle>Looms That Learn</ArticleTitle>
</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"""
REFERENCES = [
    "arxiv:2103.00001",
    "doi:10.1000/looms",
    "openalex:W2741809807",
    f"s2:{'0' * 40}",
    "hf:2103.00001",
    "pmid:12345",
]


def atom(*titles: str) -> bytes:
    entries = (
        ATOM_ENTRY.format(id=f"2103.{number:05}", title=title)
        for number, title in enumerate(titles, 1)
    )
    return ATOM.format(entries="".join(entries)).encode()


@dataclass
class Server:
    """What the server was asked, and how it behaves; a fault is played before the answer."""

    address: str = ""
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    times: list[float] = field(default_factory=list)
    faults: list[Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=list)
    found: Callable[[str, str], bytes] | None = None

    def answer(self, scheme: str, wanted: str) -> bytes:
        if self.found:
            return self.found(scheme, wanted)
        if scheme == "arxiv":
            return atom("Looms That Learn")
        return PUBMED.encode() if scheme == "pmid" else json.dumps(ANSWERS[scheme]).encode()


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append(self.path)
            state.agents.add(self.headers["User-Agent"])
            state.times.append(time.monotonic())
            if state.faults:
                state.faults.pop(0)(self)
                return
            _, scheme, wanted = self.path.split("/", 2)
            body = state.answer(scheme, unquote(wanted))
            if not body:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: what was asked is in the state."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        state.address = f"http://127.0.0.1:{http.server_address[1]}"
        threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True).start()
        yield state
        http.shutdown()


def status(code: int, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def play(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return play


def cut(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"title": "Looms')
    handler.close_connection = True


def wrong(handler: BaseHTTPRequestHandler) -> None:
    body = b'{"title": "Looms'
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(0.3)


def client(server: Server, **more: object) -> Client:
    services = {
        scheme: replace(
            service,
            address=f"{server.address}/{scheme}/{{id}}",
            search=service.search and f"{server.address}/{scheme}/search={{title}}",
            pause=0.0,
        )
        for scheme, service in SERVICES.items()
    }
    retries = Retry(
        total=3, redirect=5, status_forcelist=(429, 500, 502, 503, 504), backoff_factor=0
    )
    return Client(**{"services": services, "retries": retries, "timeout": 5.0, **more})  # type: ignore[arg-type]


def messages(server: Server, content: Path, *references: str, **more: object) -> list[str]:
    return [result.message for result in fetch(references, content, client(server, **more))]


@pytest.mark.parametrize("reference", REFERENCES)
def test_an_answer_is_saved_as_it_came_and_read_by_the_next_build(
    server: Server, tmp_path: Path, reference: str
) -> None:
    (result,) = fetch([reference], tmp_path, client(server))
    assert result.message == ""
    assert result.path is not None
    assert result.path.read_bytes() == server.answer(reference.partition(":")[0], "")
    assert oct(result.path.stat().st_mode & 0o777) == "0o644"
    sources = read_content(tmp_path)
    assert not sources.problems
    (record,) = sources.readings[0].records
    assert record.title == "Looms That Learn"


def test_everything_fetched_of_one_paper_is_one_paper(server: Server, tmp_path: Path) -> None:
    assert messages(server, tmp_path, *REFERENCES) == [""] * len(REFERENCES)
    (paper,) = plan(read_content(tmp_path)).library.papers.values()
    assert (paper.arxiv, paper.doi, paper.openalex) == (
        "2103.00001",
        "10.1000/looms",
        "W2741809807",
    )
    assert len(paper.entries) == len(REFERENCES)


def test_what_is_there_is_not_asked_for_again(server: Server, tmp_path: Path) -> None:
    messages(server, tmp_path, *REFERENCES[:2])
    asked = len(server.asked)
    results = list(fetch(REFERENCES[:3], tmp_path, client(server)))
    assert [result.kept for result in results] == [True, True, False]
    assert len(server.asked) == asked + 1


def test_who_asks_is_said(server: Server, tmp_path: Path) -> None:
    messages(server, tmp_path, REFERENCES[0], contact="curator@example.org")
    assert server.agents == {"Papershelf (mailto:curator@example.org)"}


def test_requests_to_one_service_keep_their_distance(server: Server, tmp_path: Path) -> None:
    waited: list[float] = []
    patient = client(server, sleep=waited.append)
    patient.services = {
        scheme: replace(service, pause=100.0) for scheme, service in patient.services.items()
    }
    server.found = lambda scheme, wanted: (
        ATOM.format(entries=ATOM_ENTRY.format(id=wanted, title="Looms")).encode()
        if scheme == "arxiv"
        else json.dumps(ANSWERS[scheme]).encode()
    )
    wanted = ["arxiv:2103.00001", "arxiv:2103.00002", "hf:2103.00001", "arxiv:2103.00003"]
    assert [result.message for result in fetch(wanted, tmp_path, patient)] == [""] * 4
    assert len(waited) == 2
    assert all(99 < seconds <= 100 for seconds in waited)


def test_every_service_is_asked_no_faster_than_it_allows() -> None:
    assert all(service.pause >= 0.5 for service in SERVICES.values())
    assert SERVICES["arxiv"].pause >= 3


def test_too_many_requests_are_taken_as_a_request_to_wait(server: Server, tmp_path: Path) -> None:
    server.faults = [status(429, Retry_After="1")]
    assert messages(server, tmp_path, REFERENCES[1]) == [""]
    assert server.times[1] - server.times[0] >= 1


@pytest.mark.parametrize("fault", [status(500), status(503), cut])
def test_a_passing_fault_is_tried_again(
    server: Server, tmp_path: Path, fault: Callable[[BaseHTTPRequestHandler], None]
) -> None:
    server.faults = [fault, fault]
    assert messages(server, tmp_path, REFERENCES[1]) == [""]
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (status(500), "given up after several tries: too many 500 error responses"),
        (status(429, Retry_After="0"), "given up after several tries: too many 429"),
        (cut, "given up after several tries"),
        (status(302, Location="/doi/again"), "given up after several tries: too many redirects"),
        (status(403), "the service answered 403 Forbidden"),
        (wrong, "the answer holds no paper that can be read"),
    ],
)
def test_a_lasting_fault_is_told_and_nothing_is_saved(
    server: Server,
    tmp_path: Path,
    fault: Callable[[BaseHTTPRequestHandler], None],
    told: str,
) -> None:
    server.faults = [fault] * 20
    (message,) = messages(server, tmp_path, "openalex:W2741809807")
    assert message.startswith(told)
    assert not list(tmp_path.rglob("*.*"))
    assert len(server.asked) <= 7


def test_a_service_that_does_not_answer_is_given_up(server: Server, tmp_path: Path) -> None:
    server.faults = [silent] * 4
    (message,) = messages(server, tmp_path, "openalex:W2741809807", timeout=0.05)
    assert message == "given up after several tries: the service did not answer in time"


def test_a_server_that_is_not_there_is_told(tmp_path: Path, server: Server) -> None:
    absent = replace(server, address="http://127.0.0.1:9")
    (message,) = messages(absent, tmp_path, "openalex:W2741809807")
    assert message.endswith("the service cannot be reached; is there a network?")


def test_one_fault_does_not_stop_the_others(server: Server, tmp_path: Path) -> None:
    server.faults = [status(403)]
    found = messages(server, tmp_path, "openalex:W2741809807", "hf:2103.00001")
    assert [bool(message) for message in found] == [True, False]


def test_a_doi_that_crossref_does_not_know_is_asked_of_the_resolver(
    server: Server, tmp_path: Path
) -> None:
    server.faults = [status(404)]
    assert messages(server, tmp_path, "doi:10.1000/looms") == [""]
    assert [path.split("/")[1] for path in server.asked] == ["doi", "csl"]


def test_an_unknown_paper_is_told(server: Server, tmp_path: Path) -> None:
    server.found = lambda scheme, wanted: atom() if scheme == "arxiv" else b""
    found = messages(server, tmp_path, "arxiv:2103.99999", "openalex:W2741809808")
    assert found[0].startswith("the answer holds no paper")
    assert found[1] == "the service does not know it"


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        ("2103.00001", "name what to fetch as one of arxiv:…, doi:…"),
        ("isbn:1", "name what to fetch as one of arxiv:…, doi:…"),
        ("arxiv:10.1000/x", "this is no identifier of the kind arxiv:…"),
        ("doi:looms", "this is no identifier of the kind doi:…"),
        ("s2:../../etc", "this is no identifier of the kind s2:…"),
    ],
)
def test_what_cannot_be_asked_for_is_told(
    server: Server, tmp_path: Path, reference: str, told: str
) -> None:
    (message,) = messages(server, tmp_path, reference)
    assert message.startswith(told)
    assert not server.asked


def test_an_identifier_with_a_slash_is_a_file_of_the_folder(server: Server, tmp_path: Path) -> None:
    alone = ATOM_ENTRY.format(id="cs/0112017", title="Looms")
    server.found = lambda scheme, wanted: ATOM.format(entries=alone).encode()
    (result,) = fetch(["arxiv:cs/0112017"], tmp_path, client(server))
    assert result.path == tmp_path / fetching.FOLDER / "arxiv-cs_0112017.xml"
    assert server.asked == ["/arxiv/cs%2F0112017"]


@pytest.mark.parametrize("identifier", ["10.1000/../../../up", "10.1000/a?b=c&d"])
def test_no_identifier_leads_out_of_the_folder(identifier: str) -> None:
    name = fetching._file_name(identifier)
    assert "/" not in name and "\\" not in name


@pytest.mark.parametrize("reference", ["doi:10.1000/other", "arxiv:2103.99999", "pmid:999"])
def test_an_answer_about_another_paper_is_not_saved(
    server: Server, tmp_path: Path, reference: str
) -> None:
    assert messages(server, tmp_path, reference) == ["the answer is about another paper"]
    assert not list(tmp_path.rglob("*.*"))


@pytest.mark.parametrize(
    ("link", "scheme"),
    [
        ("https://arxiv.org/abs/2103.00001v3", "arxiv"),
        ("https://doi.org/10.1000/looms", "doi"),
        ("doi:https://doi.org/10.1000/looms", "doi"),
        ("openalex:https://openalex.org/W2741809807", "openalex"),
        ("https://pubmed.ncbi.nlm.nih.gov/12345/", "pmid"),
        ("hf:https://huggingface.co/papers/2103.00001", "hf"),
    ],
)
def test_a_link_is_as_good_as_an_identifier(
    server: Server, tmp_path: Path, link: str, scheme: str
) -> None:
    assert messages(server, tmp_path, link) == [""]
    assert server.asked[0].split("/")[1] == scheme


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "10000000")
    handler.end_headers()
    with contextlib.suppress(OSError):
        for _ in range(20):
            handler.wfile.write(b"x" * (1 << 16))
            time.sleep(0.05)


def flood(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    with contextlib.suppress(OSError):
        for _ in range(500):
            handler.wfile.write(b"x" * (1 << 16))


def test_an_answer_that_never_ends_is_given_up(server: Server, tmp_path: Path) -> None:
    server.faults = [flood]
    assert messages(server, tmp_path, "hf:2103.00001") == ["the answer is larger than 20 MB"]


def test_an_answer_that_drips_is_given_up(server: Server, tmp_path: Path) -> None:
    server.faults = [drip] * 3
    found = messages(server, tmp_path, "hf:2103.00001", timeout=0.15)
    assert found == ["the answer arrives too slowly"]


def paper(**facts: object) -> Paper:
    return Paper("looms", **{"title": "Looms that Learn", **facts})  # type: ignore[arg-type]


def test_only_papers_without_an_identifier_are_searched() -> None:
    known = [paper(arxiv="2103.00001"), paper(doi="10.1/x"), paper(preprint="10.1101/1")]
    assert unidentified([*known, paper(year=2021)]) == (paper(year=2021),)


@pytest.mark.parametrize(
    ("ours", "accepted"),
    [
        ({}, True),
        ({"authors": (Author("Lovelace", "A."),)}, True),
        ({"authors": (Author("Babbage", "Charles"),)}, False),
        ({"authors": (Author("Babbage", "Charles"),), "year": 2021}, False),
        ({"year": 2022}, True),
        ({"year": 2019}, False),
        ({"title": "Looms That Learn to Weave"}, False),
        ({"title": "LOOMS that learn!"}, True),
        ({"authors": (Author("Lovelace", "Ada"),), "year": 1843}, False),
    ],
)
def test_a_find_is_taken_only_where_title_and_author_or_year_agree(
    ours: dict[str, object], accepted: bool
) -> None:
    entry = Entry(
        record=Record(Where("a"), "arxiv", ""),
        title="Looms That Learn",
        authors=(Author("Lovelace", "Ada"),),
        year=2021,
    )
    assert fetching.agrees(paper(**ours), entry) is accepted


def test_a_paper_is_found_by_its_title_and_keeps_what_the_curator_said(
    server: Server, tmp_path: Path
) -> None:
    own = (
        "@misc{own,\n  title = {Looms that learn},\n  year = {2020},\n author = {Lovelace, A.}\n}\n"
    )
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/own.bib").write_text(own, encoding="utf-8")
    papers = tuple(plan(read_content(tmp_path)).library.papers.values())
    alone = ATOM_ENTRY.format(id="2103.00002", title="Looms That Learn")
    server.found = lambda scheme, wanted: (
        atom("Other Looms", "Looms That Learn")
        if wanted.startswith("search=")
        else ATOM.format(entries=alone).encode()
    )
    (result,) = resolve(unidentified(papers), tmp_path, client(server))
    assert (result.reference, result.message) == ("arxiv:2103.00002", "")
    (found,) = plan(read_content(tmp_path)).library.papers.values()
    assert (found.title, found.year, found.arxiv) == ("Looms that learn", 2020, "2103.00002")
    assert found.abstract == "Looms can weave any pattern."
    assert found.key == "own"


def test_a_search_in_vain_is_remembered_until_asked_again(server: Server, tmp_path: Path) -> None:
    server.found = lambda scheme, wanted: (
        atom("Other") if scheme == "arxiv" else json.dumps({"message": {"items": []}}).encode()
    )
    first = [result.message for result in resolve([paper()], tmp_path, client(server))]
    assert first == ["not found by its title"]
    asked = Counter(path.split("/")[1] for path in server.asked)
    assert asked == {"arxiv": 1, "doi": 1}
    (second,) = resolve([paper()], tmp_path, client(server))
    assert (second.kept, len(server.asked)) == (True, 2)
    assert not read_content(tmp_path).readings
    list(resolve([paper()], tmp_path, client(server), again=True))
    assert len(server.asked) == 4


def test_another_paper_of_a_title_is_searched_for_too(server: Server, tmp_path: Path) -> None:
    server.found = lambda scheme, wanted: (
        atom("Other") if scheme == "arxiv" else json.dumps({"message": {"items": []}}).encode()
    )
    both = [paper(year=1843), paper(year=1700)]
    results = list(resolve(both, tmp_path, client(server)))
    assert [result.kept for result in results] == [False, False]


def test_a_search_that_failed_is_not_remembered(server: Server, tmp_path: Path) -> None:
    server.faults = [status(403)] * 2
    (result,) = resolve([paper()], tmp_path, client(server))
    assert result.message == (
        "arxiv: the service answered 403 Forbidden; doi: the service answered 403 Forbidden"
    )
    assert not list(tmp_path.rglob("*"))
