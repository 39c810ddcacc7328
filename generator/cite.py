"""How a paper is cited: its citation key, its links, its metadata for reference managers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain, count

from slugify import slugify

from generator import identifiers
from generator.model import Paper

_STOP = frozenset(
    "a an and are as at by do does for from how in into is it its of on or over "
    "the their to towards toward via what when where which why with without your you".split()
)
SHOWN_AUTHORS = 3
_KEY = re.compile(r"[\w.:/+-]+")
_JOURNAL = re.compile(r"\b(?:journal|transactions|letters|magazine)\b", re.IGNORECASE)
_PROCEEDINGS = re.compile(
    r"\b(?:conference|proceedings|workshops?|symposium|findings|meeting|"
    r"AAAI|ACL|AISTATS|BMVC|CIKM|COLING|COLM|CoLLAs|COLT|CoRL|CVPR|EACL|ECCV|EMNLP|ICASSP|ICCV|"
    r"ICLR|ICML|ICRA|IJCAI|Interspeech|IROS|KDD|MICCAI|NAACL|NeurIPS|NIPS|RSS|SIGGRAPH|SIGIR|"
    r"UbiComp|UAI|WACV|WSDM|WWW)\b",
    re.IGNORECASE,
)


def keys(papers: Iterable[Paper]) -> dict[str, str]:
    """A citation key for each paper id, none twice.

    A key that a source gave stays; others follow the ACL Anthology: `huang-chiang-2005-better`,
    `-etal-` from three authors on, more words of the title where two would be equal.
    """
    ordered = sorted(papers, key=lambda paper: (not paper.key, paper.id))
    taken: set[str] = set()
    given = {}
    for paper in ordered:
        names = [paper.key] if _KEY.fullmatch(paper.key) else []
        names += _candidates(paper)
        numbered = (f"{paper.id}-{number}" for number in count(2))
        # To BibTeX, keys that differ in case alone are the same.
        key = next(name for name in chain(names, numbered) if name.casefold() not in taken)
        taken.add(key.casefold())
        given[paper.id] = key
    return given


_slug = lru_cache(maxsize=1 << 16)(slugify)


def _candidates(paper: Paper) -> list[str]:
    families = [slug for slug in (_slug(author.family) for author in paper.authors) if slug]
    if families and (paper.others or len(families) > 2):
        families = [families[0], "etal"]
    words = [word for word in _slug(paper.title).split("-") if word and word not in _STOP]
    words = words or [paper.id]
    start = [*families, *([str(paper.year)] if paper.year else [])]
    numbers = range(1, len(words) + 1)
    return [*("-".join([*start, *words[:number]]) for number in numbers), paper.id]


def typed(paper: Paper) -> str:
    """What the paper is, in the words of CSL; a guess from its venue where no source says it."""
    if paper.type:
        return paper.type
    if not paper.venue:
        return "article" if paper.arxiv or paper.preprint else "document"
    return "paper-conference" if _in_proceedings(paper.venue) else "article-journal"


def _in_proceedings(venue: str) -> bool:
    return not _JOURNAL.search(venue) and _PROCEEDINGS.search(venue) is not None


def metadata(paper: Paper) -> Mapping[str, str | list[str]]:
    """The `citation_…` meta tags that Google Scholar and Zotero read, without their prefix.

    That of the abstract, which would be a copy of half the page, is added by a script.
    """
    kind = typed(paper)
    where = "conference_title" if kind == "paper-conference" else "journal_title"
    first, _, last = paper.pages.partition("–")
    return {
        "title": paper.title,
        "author": [author.inverted for author in paper.authors],
        "publication_date": str(paper.year or ""),
        where: "" if kind == "chapter" else paper.venue,
        "inbook_title": paper.venue if kind == "chapter" else "",
        "volume": paper.volume,
        "issue": paper.issue,
        "firstpage": first,
        "lastpage": last,
        "publisher": paper.publisher,
        "doi": paper.doi,
        "arxiv_id": paper.arxiv,
        "pmid": paper.pmid,
        "pdf_url": pdf(paper),
        "keywords": list(paper.tags),
    }


def abstract_page(paper: Paper) -> str:
    """Where arXiv shows the paper, or nothing."""
    return f"https://arxiv.org/abs/{paper.arxiv}" if paper.arxiv else ""


def pdf(paper: Paper) -> str:
    """Where the paper's PDF is, or nothing."""
    return paper.pdf or (f"https://arxiv.org/pdf/{paper.arxiv}" if paper.arxiv else "")


def address(paper: Paper) -> str:
    """The best address of the paper outside this site, or nothing."""
    scheme = "doi" if paper.doi else "preprint"
    value = getattr(paper, scheme)
    resolved = identifiers.page(scheme, value) if value else ""
    return abstract_page(paper) or resolved or paper.url or pdf(paper)


def short_names(paper: Paper) -> str:
    """The authors as running text: up to three family names, else the first and "et al."."""
    families = [author.family for author in paper.authors]
    if not families:
        return ""
    if paper.others or len(families) > SHOWN_AUTHORS:
        return f"{families[0]} et al."
    return ", ".join(families[:-1]) + " and " + families[-1] if families[1:] else families[0]
