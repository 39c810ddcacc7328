"""The page on the quality of the grouping, for whoever keeps the library."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sized

from generator.markdown import Markdown
from generator.model import Page
from generator.pages.frame import page_from
from generator.pages.pieces import counted, to, to_paper
from generator.pages.site import UNSORTED, Site

PATH = "quality.md"
MOST = 50


def quality_page(site: Site) -> Page:
    """Coverage, sizes, borders, outliers, overlaps, idle phrases, near duplicates, loners."""
    quality = site.library.quality

    def theme(id: str) -> Markdown:
        return to(PATH, f"themes/{id}.md", site.themes[id].title)

    def paper(id: str) -> Markdown:
        return to_paper(PATH, site.library.papers[id], ".title")

    phrases: dict[str, list[str]] = defaultdict(list)
    for phrase in quality.idle:
        phrases[phrase.theme].append(phrase.text)
    pairs = Counter(tuple(sorted((one.theme, one.rival))) for one in quality.borders if one.rival)
    return page_from(
        PATH,
        "quality",
        {
            "title": "Quality of the grouping",
            "description": "Where the themes of this list are sure, and where they are not",
        },
        quality=quality,
        unsorted=to(PATH, f"themes/{UNSORTED}.md", counted(len(quality.unsorted), "paper")),
        sizes=[(theme(one.theme), one) for one in quality.themes],
        pairs=[
            (theme(left), theme(right), number)
            for (left, right), number in pairs.most_common(MOST)
            if number > 1
        ],
        borders=[
            (paper(one.paper), theme(one.theme), theme(one.rival) if one.rival else None)
            for one in quality.borders[:MOST]
        ],
        outliers=[
            (paper(one.paper), theme(one.theme), theme(one.elsewhere), one)
            for one in quality.outliers[:MOST]
        ],
        overlaps=[(theme(one.left), theme(one.right), one) for one in quality.overlaps[:MOST]],
        idle=[(theme(id), texts) for id, texts in list(phrases.items())[:MOST]],
        idle_themes=phrases,
        common=[(theme(one.theme), one) for one in quality.common[:MOST]],
        twins=[
            (paper(one.left), to_paper(PATH, site.library.papers[one.right]), one.score)
            for one in quality.twins[:MOST]
        ],
        alone=[paper(id) for id in quality.alone[:MOST]],
        automatic=any(one.automatic for one in site.library.themes),
        more=_more,
    )


def _more(found: Sized) -> Markdown:
    """How many of what was found are not shown, and where they are."""
    rest = len(found) - MOST
    return Markdown(
        f"And {rest:,} more, which `python -m generator themes report` lists." if rest > 0 else ""
    )
