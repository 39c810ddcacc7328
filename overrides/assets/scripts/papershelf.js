// The one entry of all scripts: on each page that is shown, starts what that page needs.

/** What a page needs: the element that tells, and the module whose `start` is called. */
const parts = /** @type {const} */ ([]);

for (const part of parts) void part;
