"""OpenAlex: works as its API gives them, alone or in lists."""

from __future__ import annotations

from generator.model import Record, Where
from generator.readers.json import fields
from generator.readers.json.crossref import KINDS
from generator.readers.json.fields import first, inner, inners, prefixed, text
from generator.readers.json.values import Fields

FORMAT = "openalex"

_HOST = "https://openalex.org/"
_KEYS = frozenset("authorships abstract_inverted_index primary_location host_venue".split())
_TYPES = {
    "article": "article-journal",
    "review": "article-journal",
    "letter": "article-journal",
    "editorial": "article-journal",
    "erratum": "article-journal",
    "retraction": "article-journal",
    "preprint": "article",
    "book": "book",
    "book-chapter": "chapter",
    "dissertation": "thesis",
    "dataset": "dataset",
    "software": "software",
    "report": "report",
    "standard": "standard",
    "reference-entry": "entry-encyclopedia",
    "peer-review": "review",
    "libguides": "webpage",
}
# No abstract is longer; one word at a million positions would be.
_LONGEST_ABSTRACT = 1_000_000


def recognises(item: Fields) -> bool:
    """Whether an object is something of OpenAlex."""
    identifier = text(item.get("id"))
    return (
        identifier.startswith(_HOST)
        or not _KEYS.isdisjoint(item)
        or "openalex" in inner(item.get("ids"))
    )


def record(item: Fields, where: Where) -> Record | str:
    """The record of a work, or why there is none.

    Its keywords and topics are a machine's guess, often a wrong one, and are not taken for tags.
    """
    ids = inner(item.get("ids"))
    identifier = first(item.get("id"), ids.get("openalex"))
    if identifier.startswith(_HOST) and not identifier.removeprefix(_HOST).startswith("W"):
        return (
            "this is something in OpenAlex that is no paper, such as an author, a source or a "
            "topic. Save the answer to a query of /works"
        )
    place = inner(item.get("primary_location"))
    source = inner(place.get("source") or item.get("host_venue"))
    in_repository = text(source.get("type")) == "repository"
    title = first(item.get("title"), item.get("display_name"))
    biblio = inner(item.get("biblio"))
    best = inner(item.get("best_oa_location"))
    return Record(
        where=where,
        format=FORMAT,
        title=title,
        abstract=_abstract(item) or text(item.get("abstract")),
        authors=_authors(item),
        year=fields.year(item.get("publication_year"), item.get("publication_date")),
        venue=_venue(place, source),
        type=_type(item, place, in_repository),
        volume=text(biblio.get("volume")),
        issue=text(biblio.get("issue")),
        pages=_pages(biblio),
        publisher="" if in_repository else text(source.get("host_organization_name")),
        doi=first(item.get("doi"), ids.get("doi")),
        pmid=first(item.get("pmid"), ids.get("pmid")),
        openalex=identifier,
        url=first(place.get("landing_page_url")),
        pdf=first(best.get("pdf_url"), place.get("pdf_url")),
        more=_more(item, ids),
        markup=fields.markup(title),
    )


def _authors(item: Fields) -> tuple[str, ...]:
    authors = tuple(
        name
        for one in inners(item.get("authorships"))
        if (name := first(inner(one.get("author")).get("display_name"), one.get("raw_author_name")))
    )
    # In a list of works, OpenAlex gives the first hundred of a paper's authors.
    return (*authors, "others") if item.get("is_authors_truncated") is True else authors


def _abstract(item: Fields) -> str:
    """The words of an abstract in their order, from the positions of each word."""
    index = inner(item.get("abstract_inverted_index"))
    index = inner(index.get("InvertedIndex")) or index
    placed = []
    length = 0
    for word, positions in index.items():
        for position in positions if isinstance(positions, list) else ():
            length += len(word) + 1
            if length > _LONGEST_ABSTRACT:
                return ""
            if type(position) is int:
                placed.append((position, text(word)))
    return " ".join(word for _, word in sorted(placed)).strip()


def _venue(place: Fields, source: Fields) -> str:
    """Where it was published; a repository such as arXiv is no venue."""
    if source:
        return "" if text(source.get("type")) == "repository" else text(source.get("display_name"))
    return text(place.get("raw_source_name")) if place.get("is_published") is True else ""


def _type(item: Fields, place: Fields, in_repository: bool) -> str:
    """What the publisher says it is, and else what OpenAlex does; a preprint is one."""
    stated_by_openalex = text(item.get("type"))
    if stated_by_openalex == "preprint":
        return "article"
    for stated in (place.get("raw_type"), item.get("type_crossref")):
        if kind := KINDS.get(text(stated)):
            return kind
    kind = _TYPES.get(stated_by_openalex, "")
    return "article" if in_repository and kind == "article-journal" else kind


def _pages(biblio: Fields) -> str:
    start, end = text(biblio.get("first_page")), text(biblio.get("last_page"))
    return f"{start}-{end}" if start and end and start != end else start or end


def _more(item: Fields, ids: Fields) -> tuple[str, ...]:
    """Addresses on arXiv, the number in PubMed Central, and whether the paper was retracted."""
    places = [inner(item.get("best_oa_location")), *inners(item.get("locations"))]
    places.append(inner(item.get("primary_location")))
    links = [text(at.get(name)) for at in places for name in ("landing_page_url", "pdf_url")]
    links.append(text(inner(item.get("open_access")).get("oa_url")))
    on_arxiv = dict.fromkeys(link for link in links if "arxiv" in link.lower())
    retracted = ("retracted",) if item.get("is_retracted") is True else ()
    return (*on_arxiv, *prefixed("PMCID: ", ids.get("pmcid")), *retracted)
