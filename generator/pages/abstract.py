"""The abstract of a paper and the sentence of its contribution, with what they name as links."""

from __future__ import annotations

from generator.markdown import Markdown, attribute, compose, link, mathematics
from generator.mathematics import find, to_text
from generator.model import Abbreviation, Paper
from generator.pages.pieces import to
from generator.pages.site import Site

EXPLAINED = 2  # uses of an abbreviation


def linked_abstract(site: Site, page: str, paper: Paper) -> Markdown:
    """The abstract with its mathematics; addresses, named papers and abbreviations are links."""
    spans = [
        (found.start, found.end, link(paper.abstract[found.start : found.end], found.url))
        for found in paper.links
    ]
    spans += [(start, end, mathematics(tex)) for start, end, tex in find(paper.abstract)]
    for mention in site.library.mentions.get(paper.id, ()):
        named = site.library.papers[mention.id]
        shown = paper.abstract[mention.start : mention.end]
        attributes = f'.mention title="{attribute(to_text(named.title))}"'
        target = to(page, f"papers/{named.id}.md", shown, attributes)
        spans.append((mention.start, mention.end, target))
    taken = [(start, end) for start, end, _ in spans]
    for told, source in (
        (site.library.abbreviations, ""),
        (site.library.borrowed, ", as other papers define it"),
    ):
        spans += [
            (start, end, _explained(site, page, abbreviation, paper.abstract[start:end], source))
            for abbreviation in told.get(paper.id, ())
            for start, end in abbreviation.uses[:EXPLAINED]
            if not any(left < end and start < right for left, right in taken)
        ]
    return compose(paper.abstract, spans)


def linked_contribution(site: Site, page: str, paper: Paper) -> Markdown:
    """The sentence of the contribution with its mathematics, and its abbreviations as links."""
    text = site.contributions[paper.id]
    spans = [(start, end, mathematics(tex)) for start, end, tex in find(text)]
    # Its first letter may be a capital, and its full stop moved forward, unlike in the abstract.
    begin = paper.abstract.find(text[1:-1]) - 1
    defined = site.library.abbreviations.get(paper.id, ()) if begin >= 0 else ()
    for abbreviation in defined:
        within = [
            (start - begin, end - begin)
            for start, end in abbreviation.uses[1:]
            if begin <= start and end <= begin + len(text)
        ]
        spans += [
            (start, end, _explained(site, page, abbreviation, text[start:end]))
            for start, end in within[:1]
        ]
    return compose(text, spans)


def _explained(
    site: Site, page: str, abbreviation: Abbreviation, shown: str, source: str = ""
) -> Markdown:
    """An abbreviation with what it stands for, which leads to the glossary.

    `source` says whence that is known, where the abstract does not say it.
    """
    meaning = abbreviation.one if shown == abbreviation.short else abbreviation.long
    attributes = f'.abbr title="{attribute(meaning + source)}"'
    return to(page, site.term_pages[abbreviation.term], shown, attributes)
