"""How a paper is cited: its citation key, its BibTeX entry, its metadata for reference managers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain, count

from slugify import slugify

from generator.model import Author, Paper

_STOP = frozenset(
    "a an and are as at by do does for from how in into is it its of on or over "
    "the their to towards toward via what when where which why with without your you".split()
)
# A brace that is merely escaped still counts as one to BibTeX, and leaves the field unclosed.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "%&$#_"},
}
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


def _candidates(paper: Paper) -> list[str]:
    families = [slugify(author.family) for author in paper.authors if slugify(author.family)]
    if families and (paper.others or len(families) > 2):
        families = [families[0], "etal"]
    words = [word for word in slugify(paper.title).split("-") if word and word not in _STOP]
    words = words or [paper.id]
    start = [*families, *([str(paper.year)] if paper.year else [])]
    numbers = range(1, len(words) + 1)
    return [*("-".join([*start, *words[:number]]) for number in numbers), paper.id]


def bibtex(paper: Paper, key: str) -> str:
    """A BibTeX entry of what is known of the paper; what is not known is left out."""
    in_proceedings = _in_proceedings(paper.venue)
    kind = "misc" if not paper.venue else "inproceedings" if in_proceedings else "article"
    fields = {
        "title": f"{{{_tex(paper.title)}}}",
        "author": " and ".join(
            [
                *map(_bibtex_name, paper.authors),
                *(["others"] if paper.others and paper.authors else []),
            ]
        ),
        "year": str(paper.year or ""),
        "booktitle" if in_proceedings else "journal": _tex(paper.venue),
        "doi": paper.doi,
        "eprint": paper.arxiv,
        "archiveprefix": "arXiv" if paper.arxiv else "",
        "url": paper.url,
    }
    lines = (f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}"


def _in_proceedings(venue: str) -> bool:
    return not _JOURNAL.search(venue) and _PROCEEDINGS.search(venue) is not None


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in text)


def _bibtex_name(author: Author) -> str:
    if not author.given:
        return f"{{{_tex(author.family)}}}"
    # Within braces, "and" is part of a name.
    parts = (_tex(part) for part in (author.family, author.given))
    return ", ".join(f"{{{part}}}" if " and " in f" {part.lower()} " else part for part in parts)


def metadata(paper: Paper) -> Mapping[str, str | list[str]]:
    """The `citation_…` meta tags that Google Scholar and Zotero read, without their prefix."""
    where = "conference_title" if _in_proceedings(paper.venue) else "journal_title"
    return {
        "title": paper.title,
        "author": [author.inverted for author in paper.authors],
        "publication_date": str(paper.year or ""),
        where: paper.venue,
        "doi": paper.doi,
        "arxiv_id": paper.arxiv,
        "pdf_url": pdf(paper),
        "abstract": paper.abstract,
    }


def abstract_page(paper: Paper) -> str:
    """Where arXiv shows the paper, or nothing."""
    return f"https://arxiv.org/abs/{paper.arxiv}" if paper.arxiv else ""


def pdf(paper: Paper) -> str:
    """Where the paper's PDF is, or nothing."""
    return paper.pdf or (f"https://arxiv.org/pdf/{paper.arxiv}" if paper.arxiv else "")
