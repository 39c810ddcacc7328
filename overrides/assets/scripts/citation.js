// Completes what Zotero reads of a paper's page: the abstract, which its head need not repeat.

/** To be called for every page that is shown. */
export function start() {
  document.head.querySelector("meta[name=citation_abstract]")?.remove();
  const abstract = document.querySelector(".paper > .abstract");
  if (abstract) {
    const meta = document.createElement("meta");
    meta.name = "citation_abstract";
    meta.content = abstract.textContent;
    document.head.append(meta);
  }
  // A page that is shown without being loaded is news to Zotero only when it is told.
  document.dispatchEvent(new Event("ZoteroItemUpdated", { bubbles: true }));
}
