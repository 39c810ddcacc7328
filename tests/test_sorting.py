"""What the curator is told of why a paper is in its themes."""

from __future__ import annotations

from generator.model import Note, Paper, Phrase, Theme, Where
from generator.sorting import why
from generator.themes import assign, judge

THEMES = (
    Theme("audio", "Sound", "", (Phrase("speech", 2), Phrase("voice"))),
    Theme("flowers", "Flowers", "", (Phrase("rose", 2),)),
)


def told(paper: Paper, note: Note | None = None) -> str:
    notes = {paper.id: note} if note else {}
    papers = {paper.id: paper}
    assigned = assign(papers, THEMES, notes).get(paper.id, ())
    return "\n".join(why(paper, THEMES, judge(papers, THEMES, notes), assigned, note))


def test_every_phrase_is_told_with_its_places_and_the_points_it_makes() -> None:
    text = told(Paper("p", title="Speech", abstract="Speech, a voice, a voice."))
    assert "Its main theme is Sound." in text
    assert "Sound (audio): 9.6 points" in text
    assert "“speech” in the title and 1× in the abstract" in text
    assert "“voice” 2× in the abstract" in text
    assert "A main theme needs 2 points" in text
    assert "A further theme needs 4.8 points here" in text


def test_a_border_is_told_with_the_rival() -> None:
    text = told(Paper("p", title="Rose of speech"))
    assert "Its main theme is Sound (borderline, close to Flowers)." in text
    assert "It is also in Flowers." in text


def test_a_note_is_told_with_its_place() -> None:
    text = told(Paper("p", title=""), Note("p", Where("notes/p.md"), themes=("flowers",)))
    assert "Its main theme is Flowers (by the curator’s word)." in text
    assert "notes/p.md:1 names flowers, and a note always wins" in text


def test_a_paper_in_no_theme_is_told_so() -> None:
    text = told(Paper("p", title="Nothing"))
    assert "It is in no theme." in text
    assert "No phrase of any theme stands in it" in text
