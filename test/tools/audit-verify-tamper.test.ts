import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sampleEntry, sealLog, verifyExport } from '../harness/sealed-log.js';
import {
  aLog,
  forged,
  KEY,
  lineFor,
  lineOf,
  logOf,
  relined,
  RUNS,
  twoOf,
  type TestLog,
} from '../harness/tampered-log.js';
import { canonicalEntryBytes } from '../../src/modules/audit/domain/audit-entry.js';
import { entryLine } from '../../src/modules/audit/domain/export-format.js';
import { leafHash } from '../../src/modules/audit/domain/merkle.js';

/** Runs the verifier and expects that it names this entry as the first bad one. */
async function expectNamed(
  lines: readonly string[],
  index: number,
  what: RegExp,
  id?: string,
): Promise<void> {
  const run = await verifyExport(lines.join(''), [KEY.verifierKey]);
  expect(run.stdout).toMatch(new RegExp(`^TAMPERED at entr(y|ies) ${index}(\\.\\.\\d+)?[ :]`));
  expect(run.stdout).toMatch(what);
  if (id !== undefined) expect(run.stdout).toContain(`entry ${index} (id ${id})`);
  expect(run.stdout.trimEnd()).not.toContain('\n');
  expect(run.status).toBe(1);
}

/** Expects a range that holds the entry: nothing in the file tells more, as its leaf hashes were rewritten too. */
async function expectInRange(lines: readonly string[], log: TestLog, index: number): Promise<void> {
  const run = await verifyExport(lines.join(''), [KEY.verifierKey]);
  expect(run.status).toBe(1);
  const named = /^TAMPERED at entr(?:y|ies) (\d+)(?:\.\.(\d+))?: /.exec(run.stdout);
  const from = Number(named?.[1]);
  const to = Number(named?.[2] ?? from);
  const earlier = /or one of entr(?:y|ies) (\d+)/.exec(run.stdout);
  expect(Number(earlier?.[1] ?? from)).toBeLessThanOrEqual(index);
  expect(to).toBeGreaterThanOrEqual(index);
  // The range begins at a checkpoint: everything before it is shown to be as it was.
  expect([0, ...log.sizes]).toContain(Number(earlier?.[1] ?? from));
}

describe('one tamper is found and the first bad entry named:', () => {
  it('a changed entry', async () => {
    await fc.assert(
      fc.asyncProperty(aLog, fc.nat(), fc.nat(3), async (log, choice, field) => {
        const index = choice % log.entries.length;
        const entry = log.entries[index]!;
        const changed = [
          { ...entry, reason: 'another' },
          { ...entry, changes: { ...entry.changes, 'one more': null } },
          { ...entry, actor: { ...entry.actor, name: `${entry.actor.name} ` } },
          { ...entry, at: entry.at.replace('2026', '2025') },
        ][field]!;
        const hash = leafHash(canonicalEntryBytes(entry));
        const lines = log.lines.with(
          lineOf(log, index),
          entryLine({ index, leafHash: hash, entry: changed }),
        );
        await expectNamed(
          lines,
          index,
          /content changed: .* \(a signed checkpoint confirms that hash\)/,
          entry.id,
        );
      }),
      RUNS,
    );
  });

  it('a changed leaf hash', async () => {
    await fc.assert(
      fc.asyncProperty(aLog, fc.nat(), async (log, choice) => {
        const index = choice % log.entries.length;
        const entry = log.entries[index]!;
        const line = entryLine({ index, leafHash: leafHash(Buffer.from('another')), entry });
        const lines = log.lines.with(lineOf(log, index), line);
        await expectNamed(
          lines,
          index,
          /leaf hash changed: a signed checkpoint confirms the content/,
          entry.id,
        );
      }),
      RUNS,
    );
  });

  it('a changed index', async () => {
    await fc.assert(
      fc.asyncProperty(aLog, fc.nat(), fc.nat(20), async (log, choice, other) => {
        const index = choice % log.entries.length;
        fc.pre(other !== index);
        const lines = log.lines.with(lineOf(log, index), lineFor(other, log.entries[index]!));
        // Its place is empty, and where the number is another's, that one stands twice.
        const run = await verifyExport(lines.join(''), [KEY.verifierKey]);
        expect(run.stdout).toMatch(new RegExp(`^TAMPERED at entr(y|ies) ${index}(\\.\\.\\d+)?: missing`));
        expect(run.status).toBe(1);
      }),
      RUNS,
    );
  });

  it('a removed entry', async () => {
    await fc.assert(
      fc.asyncProperty(aLog, fc.nat(), async (log, choice) => {
        const index = choice % log.entries.length;
        await expectNamed(log.lines.toSpliced(lineOf(log, index), 1), index, /: missing/);
      }),
      RUNS,
    );
  });

  it('an inserted entry, before or after the one whose number it bears', async () => {
    await fc.assert(
      fc.asyncProperty(aLog, fc.nat(), fc.boolean(), async (log, choice, after) => {
        const index = choice % log.entries.length;
        const at = lineOf(log, index) + (after ? 1 : 0);
        await expectNamed(log.lines.toSpliced(at, 0, lineFor(index, forged(index))), index, /: extra: /);
      }),
      RUNS,
    );
  });

  it('an entry added at the end', async () => {
    await fc.assert(
      fc.asyncProperty(aLog, async (log) => {
        const index = log.entries.length;
        const lines = log.lines.toSpliced(-1, 0, lineFor(index, forged(index)));
        await expectNamed(lines, index, /: extra: /);
        const counted = lines.with(
          -1,
          log.lines.at(-1)!.replace(`"entries":${index}`, `"entries":${index + 1}`),
        );
        await expectNamed(counted, index, /no checkpoint covers them/);
      }),
      RUNS,
    );
  });

  it('two entries that changed places', async () => {
    await fc.assert(
      fc.asyncProperty(aLog, fc.nat(), fc.nat(), async (log, a, b) => {
        const [low, high] = twoOf(log, a, b);
        const [lowLine, highLine] = [lineOf(log, low), lineOf(log, high)];
        const lines = log.lines.with(lowLine, log.lines[highLine]!).with(highLine, log.lines[lowLine]!);
        await expectNamed(lines, low, /: swapped or moved: /, log.entries[low]!.id);
      }),
      RUNS,
    );
  });

  it('two entries whose contents changed places', async () => {
    await fc.assert(
      fc.asyncProperty(aLog, fc.nat(), fc.nat(), async (log, a, b) => {
        const [low, high] = twoOf(log, a, b);
        const withContent = (index: number, other: number): string =>
          entryLine({
            index,
            leafHash: leafHash(canonicalEntryBytes(log.entries[index]!)),
            entry: log.entries[other]!,
          });
        const lines = log.lines
          .with(lineOf(log, low), withContent(low, high))
          .with(lineOf(log, high), withContent(high, low));
        // A checkpoint between the two speaks first: the content of the earlier one is then known to be changed.
        await expectNamed(lines, low, /: (swapped|content changed): /, log.entries[high]!.id);
      }),
      RUNS,
    );
  });

  it('an entry that stands twice', async () => {
    await fc.assert(
      fc.asyncProperty(aLog, fc.nat(), fc.nat(), async (log, choice, place) => {
        const index = choice % log.entries.length;
        const line = lineOf(log, index);
        // Anywhere between the header and the end.
        const at = 1 + (place % (log.lines.length - 1));
        const lines = log.lines.toSpliced(at, 0, log.lines[line]!);
        await expectNamed(lines, index, /: duplicated/, log.entries[index]!.id);
      }),
      RUNS,
    );
  });

  it('an entry that stands on both sides of a checkpoint, or on the wrong one', async () => {
    const entries = Array.from({ length: 5 }, (_, i) => sampleEntry(i));
    const log = logOf(entries, [false, false, true, true]);
    const [last, behind] = [lineOf(log, 2), lineOf(log, 3)];
    const twice = log.lines.toSpliced(last + 1, 0, log.lines[behind]!);
    await expectNamed(twice, 3, /: duplicated or extra: /, entries[3]!.id);
    const behindIts = log.lines.toSpliced(last, 2, log.lines[last + 1]!, log.lines[last]!);
    await expectNamed(behindIts, 2, /: moved, or the checkpoint was: /, entries[2]!.id);
  });

  it('a file that was cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(aLog, fc.nat(), async (log, place) => {
        const lines = log.lines.slice(0, 1 + (place % (log.lines.length - 1)));
        const left = lines.filter((line) => line.startsWith('{"entry":')).length;
        await expectNamed(lines, left, /cut off: the file ends without its last line/);
      }),
      RUNS,
    );
  });

  it('a tail that was cut, where the last line remained', async () => {
    await fc.assert(
      fc.asyncProperty(aLog, fc.nat(), async (log, place) => {
        const cut = 1 + (place % (log.lines.length - 2));
        const lines = [...log.lines.slice(0, cut), log.lines.at(-1)!];
        const left = lines.filter((line) => line.startsWith('{"entry":')).length;
        if (left < log.entries.length) await expectNamed(lines, left, /: missing/);
        else expect((await verifyExport(lines.join(''), [KEY.verifierKey])).stdout).toMatch(/^TAMPERED/);
      }),
      RUNS,
    );
  });

  it('a tail that was cut cleanly, by a checkpoint kept elsewhere', async () => {
    await fc.assert(
      fc.asyncProperty(aLog, fc.nat(), async (log, choice) => {
        const kept = choice % log.sizes.length;
        const sizes = [0, ...log.sizes];
        const batches = log.sizes
          .slice(0, kept)
          .map((end, i) => ({ entries: log.entries.slice(sizes[i], end), signers: [KEY] }));
        const shorter = sealLog(batches, [KEY]).lines.join('');
        // By itself the shorter log is flawless …
        expect((await verifyExport(shorter, [KEY.verifierKey])).status).toBe(0);
        // … so it takes a witness.
        const run = await verifyExport(shorter, [KEY.verifierKey], [log.notes.at(-1)!]);
        expect(run.stdout).toMatch(
          new RegExp(`^TAMPERED at entr(y|ies) ${sizes[kept]}(\\.\\.\\d+)?: missing: `),
        );
        expect(run.stdout).toContain('(or the export is the older of the two)');
        expect(run.status).toBe(1);
      }),
      RUNS,
    );
  });
});

describe('a tamper that rewrote leaf hashes and numbers too is found between two checkpoints:', () => {
  it('a changed, a removed, an added, two swapped entries', async () => {
    await fc.assert(
      fc.asyncProperty(aLog, fc.nat(), fc.nat(), async (log, a, b) => {
        const [low, high] = twoOf(log, a, b);
        const { entries } = log;
        await expectInRange(relined(log, entries.with(low, forged(low))), log, low);
        await expectInRange(relined(log, entries.toSpliced(low, 1)), log, low);
        await expectInRange(relined(log, entries.toSpliced(low, 0, forged(low))), log, low);
        await expectInRange(
          relined(log, entries.with(low, entries[high]!).with(high, entries[low]!)),
          log,
          low,
        );
      }),
      RUNS,
    );
  });

  it('or after the last checkpoint kept elsewhere, when the whole was signed anew with the stolen key', async () => {
    const entries = Array.from({ length: 9 }, (_, i) => sampleEntry(i));
    const cuts = entries.map((_, i) => i % 3 === 0);
    const [log, rewritten] = [logOf(entries, cuts), logOf(entries.with(4, forged(4)), cuts)];
    expect((await verifyExport(rewritten.lines.join(''), [KEY.verifierKey])).status).toBe(0);
    const run = await verifyExport(
      rewritten.lines.join(''),
      [KEY.verifierKey],
      [log.notes[0]!, log.notes[1]!],
    );
    expect(run.stdout).toMatch(
      /^TAMPERED at entries 3\.\.5: changed with their leaf hashes, .*checkpoint-1\.txt/,
    );
    expect(run.status).toBe(1);
  });
});
