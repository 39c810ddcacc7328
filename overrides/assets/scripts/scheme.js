// The choice of colours, those of the system, light or dark; it is kept for the next visit.

/** What can be chosen, and what the next click would do. */
const CHOICES = [
  { scheme: null, next: "Switch to light colours" },
  { scheme: "default", next: "Switch to dark colours" },
  { scheme: "slate", next: "Follow the colours of the system" },
];
const DARK = matchMedia("(prefers-color-scheme: dark)");

/** Makes the button in the header choose; the header stays when another page is shown. */
export function start() {
  /** @type {HTMLButtonElement | null} */
  const button = document.querySelector("button.ps-scheme");
  if (!button || button.title) return;
  const kept = scheme();
  let chosen = Math.max(0, CHOICES.findIndex((choice) => choice.scheme === kept));
  const show = () => {
    const { scheme, next } = CHOICES[chosen];
    document.body.dataset.mdColorScheme = scheme ?? (DARK.matches ? "slate" : "default");
    button.dataset.scheme = scheme ?? "";
    button.title = button.ariaLabel = next;
  };
  show();
  DARK.addEventListener("change", show);
  button.addEventListener("click", () => {
    chosen = (chosen + 1) % CHOICES.length;
    show();
    try {
      window.__md_set("__scheme", CHOICES[chosen].scheme);
    } catch {
      // where storage is blocked, it lasts until the page is reloaded
    }
  });
}

/** What was chosen at an earlier visit; null where storage is blocked, too. */
function scheme() {
  try {
    return window.__md_get("__scheme");
  } catch {
    return null;
  }
}
