"""Where a paper is besides this site: links to it, to its code, and to searches for it."""

from __future__ import annotations

from urllib.parse import quote_plus

from generator import cite, identifiers
from generator.markdown import Markdown, link
from generator.mathematics import to_text
from generator.model import Paper

# What else knows a paper: the name that a reader sees, and the scheme of the identifier.
_PLACES = {
    "DOI": "doi",
    "Preprint": "preprint",
    "PubMed": "pmid",
    "ACL Anthology": "acl",
    "OpenAlex": "openalex",
    "Semantic Scholar": "s2",
}
# Makes a link the code of the paper for the search.
_CODE = 'data-pagefind-filter=code:yes data-pagefind-meta="code[href]"'


def versions(paper: Paper) -> list[Markdown]:
    """The published version and the preprints, each with its link, where both are known."""
    published = link(paper.venue or paper.doi, identifiers.page("doi", paper.doi))
    preprints = [
        link(name + value, identifiers.page(scheme, value))
        for scheme, name in (("arxiv", "arXiv:"), ("preprint", "doi:"))
        if (value := getattr(paper, scheme))
    ]
    return [published, *preprints] if preprints and paper.doi else []


def actions(paper: Paper) -> list[Markdown]:
    """Links to the paper itself, to its code, and to how it is cited."""
    targets = {
        "arXiv": cite.abstract_page(paper),
        "PDF": cite.pdf(paper),
        "Code": paper.code,
        **{
            name: identifiers.page(scheme, value)
            for name, scheme in _PLACES.items()
            if (value := getattr(paper, scheme))
        },
        "Publisher": "" if paper.arxiv and "arxiv.org/" in paper.url else paper.url,
        "Cite": "#how-to-cite",
    }
    return [
        link(
            name,
            target,
            f".md-button {_CODE * (name == 'Code')}".rstrip(),
        )
        for name, target in targets.items()
        if target
    ]


def searches(paper: Paper) -> list[Markdown]:
    """Searches for the title where no link to the paper is known."""
    if paper.arxiv or paper.url or paper.pdf or any(getattr(paper, s) for s in _PLACES.values()):
        return []
    title = quote_plus(to_text(paper.title))
    targets = {
        "arXiv": f"https://arxiv.org/search/?searchtype=title&query={title}",
        "Semantic Scholar": f"https://www.semanticscholar.org/search?q={title}",
        "Hugging Face": f"https://huggingface.co/papers?q={title}",
    }
    return [link(name, target) for name, target in targets.items()]
