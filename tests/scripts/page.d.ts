// What the scripts find on a page although no script of ours brings it.

/** The theme's stream of pages: the document, now and whenever another page has been shown. */
interface Window {
  document$?: { subscribe(next: (shown: Document) => void): unknown };
}
