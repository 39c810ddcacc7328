"""Hugging Face Papers: the daily list of its API, and single papers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model import Record, Where
from generator.readers.json import fields
from generator.readers.json.fields import first, inner, named, text, texts
from generator.readers.json.values import Fields

FORMAT = "huggingface"

_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
_KEYS = frozenset("upvotes discussionId submittedOnDailyAt submittedOnDailyBy ai_summary".split())


def recognises(item: Fields) -> bool:
    """Whether an object is an entry of a list, or a paper."""
    return is_listed(item) or ("title" in item and not _KEYS.isdisjoint(item))


def is_listed(item: Fields) -> bool:
    """Whether an object is an entry of a list, in which the order is a ranking."""
    paper = inner(item.get("paper"))
    return "summary" in paper or not _KEYS.isdisjoint(paper)


def day(items: Sequence[Fields]) -> str:
    """The date of a daily list such as 2024-05-01, if all entries are of one day."""
    name = "submittedOnDailyAt"
    dates = {first(inner(item.get("paper")).get(name), item.get(name))[:10] for item in items}
    return dates.pop() if len(dates) == 1 else ""


def record(item: Fields, where: Where) -> Record:
    """The record of a paper; its identifier is that of arXiv.

    Summaries and keywords made by a machine are not the paper's, and are left out.
    """
    paper = inner(item.get("paper")) or item
    title = first(paper.get("title"), item.get("title"))
    abstract = first(paper.get("summary"), item.get("summary"))
    code = text(paper.get("githubRepo"))
    return Record(
        where=where,
        format=FORMAT,
        title=title,
        abstract=abstract,
        authors=named(paper.get("authors")),
        year=fields.year(paper.get("publishedAt"), item.get("publishedAt")),
        arxiv=text(paper.get("id")),
        code=f"https://github.com/{code}" if _REPOSITORY.fullmatch(code) else code,
        more=texts([paper.get("projectPage")]),
        markup=fields.markup(title, abstract),
    )
