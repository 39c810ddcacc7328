"""The only room that speaks to the network: asks services of papers, and saves what they answer.

A response is saved as it came, under sources/fetched/, and read like any other file of papers, so
that a build never needs the network.
"""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import urllib3
from urllib3.util import Retry

from generator import readers
from generator.clean import clean
from generator.identifiers import found, stated
from generator.model import Entry, Paper
from generator.titles import fold

FOLDER = "sources/fetched"
# Titles that were searched for in vain, so that the next run goes on after them; hidden, and
# therefore read by no build.
IN_VAIN = ".not-found"

_S2_FIELDS = (
    "externalIds,title,abstract,authors,year,venue,publicationVenue,journal,"
    "publicationTypes,openAccessPdf,url"
)


@dataclass(frozen=True, slots=True)
class Service:
    """Where one paper is asked for: `{id}` in the address stands for its escaped identifier.

    `pause` is the number of seconds from one request to the next, as the service asks for;
    `search` is the address that finds papers by `{title}`, if the service is searched.
    """

    scheme: str
    address: str
    suffix: str
    pause: float
    pattern: str
    search: str = ""
    accept: str = "*/*"


SERVICES: Mapping[str, Service] = {
    service.scheme: service
    for service in (
        Service(
            "arxiv",
            "https://export.arxiv.org/api/query?id_list={id}",
            ".xml",
            3.0,  # its terms of use
            r"\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Za-z]{2})?/\d{7}(?:v\d+)?",
            'https://export.arxiv.org/api/query?max_results=5&search_query=ti:"{title}"',
        ),
        Service(
            "doi",
            "https://api.crossref.org/works/{id}",
            ".json",
            1.0,
            r"10\.\d{4,9}/\S+",
            "https://api.crossref.org/works?rows=5&query.bibliographic={title}",
        ),
        Service("openalex", "https://api.openalex.org/works/{id}", ".json", 1.0, r"[Ww]\d+"),
        Service(
            "s2",
            f"https://api.semanticscholar.org/graph/v1/paper/{{id}}?fields={_S2_FIELDS}",
            ".json",
            1.5,
            r"[0-9a-f]{40}|CorpusID:\d+",
        ),
        Service("hf", "https://huggingface.co/api/papers/{id}", ".json", 1.0, r"\d{4}\.\d{4,5}"),
        Service(
            "pmid",
            "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi"
            "?db=pubmed&retmode=xml&id={id}",
            ".xml",
            0.5,
            r"\d{1,9}",
        ),
        # Knows the DOIs of all agencies; asked where Crossref does not know one.
        Service(
            "csl",
            "https://doi.org/{id}",
            ".json",
            1.0,
            r"10\.\d{4,9}/\S+",
            accept="application/vnd.citationstyles.csl+json",
        ),
    )
}
_INSTEAD = {"doi": "csl"}
_SAME = {"hf": "arxiv"}
_CHUNK = 1 << 16
_MOST_YEARS = 3
LARGEST = 20_000_000
SEARCHED = ("arxiv", "doi")
MEANINGS = ", ".join(f"{scheme}:…" for scheme in SERVICES if scheme != "csl")


class FetchError(Exception):
    """Why something was not fetched, as the curator is told."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one reference: the file that holds the answer, or why there is none."""

    reference: str
    path: Path | None = None
    message: str = ""
    kept: bool = False


@dataclass(slots=True)
class Client:
    """Asks politely: who we are is said, requests keep their distance, faults are tried again.

    `timeout` is in seconds, for an answer to begin and again for all of it to arrive; `tries` is
    how often a body that was cut is asked for. `sleep` waits seconds.
    """

    services: Mapping[str, Service] = field(default_factory=lambda: SERVICES)
    contact: str = ""
    timeout: float = 30.0
    tries: int = 3
    retries: Retry = field(
        default_factory=lambda: Retry(
            total=6,
            connect=1,
            redirect=5,
            backoff_factor=1.0,
            backoff_max=60,
            status_forcelist=(429, 500, 502, 503, 504),
            retry_after_max=300,
        )
    )
    sleep: Callable[[float], None] = time.sleep
    _pool: urllib3.PoolManager = field(default_factory=urllib3.PoolManager)
    _asked: dict[str, float] = field(default_factory=dict)

    def get(self, scheme: str, address: str) -> bytes:
        """The body of an answer; raises FetchError if there is none that can be used."""
        service = self.services[scheme]
        for rest in reversed(range(self.tries)):
            self._keep_distance(service)
            try:
                return self._ask(service, address)
            except urllib3.exceptions.MaxRetryError as error:
                raise FetchError(
                    f"given up after several tries: {_reason(error.reason)}"
                ) from error
            except urllib3.exceptions.HTTPError as error:
                if not rest:
                    raise FetchError(f"given up after several tries: {_reason(error)}") from error
            finally:
                self._asked[scheme] = time.monotonic()
        raise FetchError("it was not asked for")

    def _ask(self, service: Service, address: str) -> bytes:
        agent = f"Papershelf (mailto:{self.contact})" if self.contact else "Papershelf"
        began = time.monotonic()
        answer = self._pool.request(
            "GET",
            address,
            headers={"User-Agent": agent, "Accept": service.accept},
            retries=self.retries,
            timeout=urllib3.Timeout(connect=self.timeout, read=self.timeout),
            preload_content=False,
        )
        try:
            if answer.status == 404:
                raise FetchError("the service does not know it")
            if answer.status != 200:
                told = f"the service answered {answer.status} {answer.reason or ''}"
                raise FetchError(told.strip())
            data = bytearray()
            for chunk in answer.stream(_CHUNK):
                data += chunk
                if len(data) > LARGEST:
                    raise FetchError(f"the answer is larger than {LARGEST // 1_000_000} MB")
                if time.monotonic() - began > 2 * self.timeout:
                    raise FetchError("the answer arrives too slowly")
            return bytes(data)
        finally:
            answer.close()

    def _keep_distance(self, service: Service) -> None:
        if service.scheme in self._asked:
            ready = self._asked[service.scheme] + service.pause
            self.sleep(max(0.0, ready - time.monotonic()))


def _reason(error: Exception | None) -> str:
    """What went wrong, in words that do not need the library's source."""
    known = urllib3.exceptions
    if isinstance(error, known.NameResolutionError | known.NewConnectionError):
        return "the service cannot be reached; is there a network?"
    if isinstance(error, known.TimeoutError):
        return "the service did not answer in time"
    if isinstance(error, known.ProtocolError):
        return "the answer was cut"
    return str(error) if error else "no answer"


def fetch(references: Iterable[str], content: Path, client: Client) -> Iterator[Result]:
    """Save the answer for each reference such as `arxiv:2103.03230`; one result for each.

    A file that is there already is kept, so that a run that was stopped goes on where it was.
    """
    for reference in references:
        try:
            yield _fetch(reference, content, client)
        except FetchError as error:
            yield Result(reference, message=str(error))
        except OSError as error:
            yield Result(reference, message=f"cannot be saved: {error.strerror or error}")


def _fetch(reference: str, content: Path, client: Client) -> Result:
    scheme, identifier = _parsed(reference, client.services)
    path = content / FOLDER / f"{scheme}-{_file_name(identifier)}{client.services[scheme].suffix}"
    if path.exists():
        return Result(reference, path, kept=True)
    try:
        data = client.get(scheme, _address(client.services[scheme], identifier))
    except FetchError:
        if scheme not in _INSTEAD:
            raise
        data = client.get(_INSTEAD[scheme], _address(client.services[_INSTEAD[scheme]], identifier))
    entries = [clean(record) for record in readers.read(data, path.name).records]
    if not entries:
        raise FetchError("the answer holds no paper that can be read")
    if not any(_is(entry, scheme, identifier) for entry in entries):
        raise FetchError("the answer is about another paper")
    _save(path, data)
    return Result(reference, path)


def _is(entry: Entry, scheme: str, identifier: str) -> bool:
    """Whether an answer speaks of what was asked for."""
    known = {entry.doi, entry.preprint, entry.arxiv, entry.pmid, entry.openalex, entry.s2}
    wanted = {value.casefold() for _, value in stated(_SAME.get(scheme, scheme), identifier)}
    return bool(wanted & {value.casefold() for value in known - {""}})


def _parsed(reference: str, services: Mapping[str, Service]) -> tuple[str, str]:
    """The scheme and the identifier of a reference such as `doi:10.1000/x`, or of a link."""
    scheme, colon, identifier = reference.strip().partition(":")
    scheme, identifier = scheme.lower(), identifier.strip()
    links = found(reference) if "//" in reference else ()
    for kind, value in links:
        wanted = scheme if _SAME.get(scheme) == kind else {"preprint": "doi"}.get(kind, kind)
        if wanted in services:
            return wanted, value
    if not colon or scheme not in services:
        raise FetchError(f"name what to fetch as one of {MEANINGS}, or by a link")
    if not re.fullmatch(services[scheme].pattern, identifier):
        raise FetchError(f"this is no identifier of the kind {scheme}:…")
    return scheme, identifier


def _address(service: Service, identifier: str) -> str:
    return service.address.format(id=quote(identifier, safe=""))


def _file_name(identifier: str) -> str:
    """A file name that says the identifier; two identifiers never share one."""
    return quote(identifier.lower(), safe="").replace("%2F", "_").replace("%", "=")


def _save(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def unidentified(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """The papers that no identifier is known of."""
    return tuple(
        paper
        for paper in papers
        if not any((paper.doi, paper.preprint, paper.arxiv, paper.pmid, paper.openalex, paper.s2))
    )


def resolve(
    papers: Sequence[Paper], content: Path, client: Client, again: bool = False
) -> Iterator[Result]:
    """Find papers by title and save what is known of those found; one result for each.

    A find is taken only if its title is the same when folded, and an author or else the year
    agrees, where they are known. Titles searched in vain are remembered; `again` forgets them.
    """
    memory = content / FOLDER / IN_VAIN
    vain = set()
    if not again and memory.is_file():
        vain = set(memory.read_text(encoding="utf-8").splitlines())
    for paper in papers:
        if _wanted(paper) in vain:
            yield Result(paper.id, message="searched before in vain", kept=True)
            continue
        reference, faults = _search(paper, client)
        if reference:
            yield from fetch([reference], content, client)
            continue
        yield Result(paper.id, message="; ".join(faults) or "not found by its title")
        if not faults:
            vain.add(_wanted(paper))
            try:
                _save(memory, "".join(f"{title}\n" for title in sorted(vain)).encode())
            except OSError as error:
                yield Result(paper.id, message=f"cannot be remembered: {error.strerror or error}")


def _wanted(paper: Paper) -> str:
    """What a search looks for, in one line: another paper of the same title is another search."""
    families = "+".join(fold(author.family) for author in paper.authors)
    return f"{fold(paper.title)} {families} {paper.year or ''}".strip()


def _search(paper: Paper, client: Client) -> tuple[str, list[str]]:
    """The reference of the paper that a service finds by the title, and what went wrong."""
    faults = []
    for scheme in SEARCHED:
        title = quote(re.sub(r"[^\w\s'-]", " ", paper.title), safe="")
        try:
            data = client.get(scheme, client.services[scheme].search.format(title=title))
        except FetchError as error:
            faults.append(f"{scheme}: {error}")
            continue
        entries = map(clean, readers.read(data, f"{scheme}.search").records)
        for entry in entries:
            identifier = entry.arxiv if scheme == "arxiv" else entry.doi or entry.preprint
            if identifier and agrees(paper, entry):
                return f"{scheme}:{identifier}", []
    return "", faults


def agrees(paper: Paper, entry: Entry) -> bool:
    """Whether a find is the paper: the same title, and nothing known speaks against it.

    Of authors one must be shared, where both name some. The years must be close, where both are
    known: at most one apart without authors, as a preprint may be of the year before.
    """
    if fold(paper.title) != fold(entry.title):
        return False
    apart = abs(paper.year - entry.year) if paper.year and entry.year else 0
    ours, theirs = ({fold(author.family) for author in facts.authors} for facts in (paper, entry))
    if ours and theirs:
        return not ours.isdisjoint(theirs) and apart <= _MOST_YEARS
    return apart <= 1
