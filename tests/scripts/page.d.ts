// What the scripts find on a page although no script of ours brings it.

interface Window {
  /** The theme's stream of pages: the document, now and whenever another page has been shown. */
  document$?: { subscribe(next: (shown: Document) => void): unknown };
  /** The theme's memory of what a reader chose on this site; reading throws where it is blocked. */
  __md_get(name: string): unknown;
  __md_set(name: string, value: unknown): void;
}
