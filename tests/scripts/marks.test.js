// By which day a file that is saved is named.

import assert from "node:assert/strict";
import { test } from "node:test";

import { day } from "../../overrides/assets/scripts/marks.js";

for (const [zone, time, expected] of [
  ["Pacific/Kiritimati", "2026-11-22T12:00:00Z", "2026-11-23"],
  ["Pacific/Honolulu", "2026-03-05T03:00:00Z", "2026-03-04"],
]) {
  test(`a file is named by the reader’s own day: ${zone}`, () => {
    const before = process.env.TZ;
    process.env.TZ = zone;
    try {
      assert.equal(day(new Date(time ?? "")), expected);
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });
}
