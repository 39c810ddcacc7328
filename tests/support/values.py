"""Values of the model that tests of several modules need."""

from __future__ import annotations

from generator.model import Change, Entry, Record, Where

WHERE = Where("sources/a.bib", 3)


def entries(*changes: Change, where: Where = WHERE) -> tuple[Entry, ...]:
    """What a paper keeps of one record in which cleaning made these changes."""
    return (Entry(record=Record(where, "bibtex", "A title"), changes=changes),)
