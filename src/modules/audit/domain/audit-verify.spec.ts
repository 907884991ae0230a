import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  newKey,
  ORIGIN,
  runVerifier,
  sampleEntry,
  sealLog,
  verifyExport,
  type SealedLog,
} from '../../../../test/harness/sealed-log.js';
import { canonicalEntryBytes, type AuditEntry } from './audit-entry.js';
import type { JsonObject } from './canonical.js';
import { signCheckpoint } from './checkpoint.js';
import { checkpointLine, entryLine } from './export-format.js';
import { leafHash, merkleRoot } from './merkle.js';

const KEY = newKey();
/**
 * Each run starts a process, so a property has few; each test run tries others. More, to look deeper:
 * `PROPERTY_RUNS=200`.
 */
const RUNS = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 3) };

/** A log of some entries, cut into batches anywhere. */
const aLog = fc
  .record({
    changes: fc.array(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 2 })), {
      minLength: 2,
      maxLength: 14,
    }),
    cuts: fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }),
  })
  .map(({ changes, cuts }) => {
    const entries = changes.map((change, i) =>
      sampleEntry(i, JSON.parse(JSON.stringify(change)) as JsonObject),
    );
    return logOf(entries, cuts);
  });

interface TestLog extends SealedLog {
  readonly entries: readonly AuditEntry[];
  /** Sizes of the checkpoints. */
  readonly sizes: readonly number[];
}

function logOf(entries: readonly AuditEntry[], cuts: readonly boolean[]): TestLog {
  const ends = entries.map((_, i) => i + 1).filter((size) => size === entries.length || cuts[size]);
  const batches = ends.map((end, i) => ({ entries: entries.slice(ends[i - 1] ?? 0, end), signers: [KEY] }));
  return { ...sealLog(batches, [KEY], 3), entries, sizes: ends };
}

/** Where entry `index` stands among the lines. */
function lineOf(log: TestLog, index: number): number {
  return log.lines.findIndex(
    (line) => line.startsWith('{"entry":') && line.includes(`,"index":${index},"kind"`),
  );
}

/** Two different places of a log. */
function twoOf(log: TestLog, a: number, b: number): [number, number] {
  const first = a % log.entries.length;
  const second = (first + 1 + (b % (log.entries.length - 1))) % log.entries.length;
  return [Math.min(first, second), Math.max(first, second)];
}

/** The entry that would be forged in the place of another: same index, another id. */
const forged = (index: number): AuditEntry => sampleEntry(1000 + index);

function lineFor(index: number, entry: AuditEntry): string {
  return entryLine({ index, leafHash: leafHash(canonicalEntryBytes(entry)), entry });
}

/** Lines of a log whose entries are others than were signed: leaf hashes and numbering right, old checkpoints. */
function relined(log: TestLog, entries: readonly AuditEntry[]): string[] {
  const lines = [log.lines[0]!];
  entries.forEach((entry, index) => {
    lines.push(lineFor(index, entry));
    const checkpoint = log.sizes.indexOf(index + 1);
    if (checkpoint >= 0) lines.push(checkpointLine(log.notes[checkpoint]!));
  });
  return [...lines, log.lines.at(-1)!];
}

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

describe('a log that was left alone', () => {
  it('is verified, with what it holds', async () => {
    await fc.assert(
      fc.asyncProperty(aLog, async (log) => {
        const run = await verifyExport(log.lines.join(''), [KEY.verifierKey], log.notes);
        expect(run).toEqual({ status: 0, stderr: '', stdout: expect.any(String) as unknown });
        const counts = `${log.entries.length} entries, ${log.notes.length} checkpoints, the last signed by ${ORIGIN}+`;
        expect(run.stdout).toContain(`VERIFIED ${ORIGIN}: ${counts}`);
        expect(run.stdout).toContain('not yet sealed at the export: 3\n');
      }),
      RUNS,
    );
  });

  it('is verified with line ends of the other kind and without the last one', async () => {
    const { lines } = logOf([sampleEntry(0), sampleEntry(1)], []);
    const text = lines.join('');
    expect((await verifyExport(text.replaceAll('\n', '\r\n'), [KEY.verifierKey])).status).toBe(0);
    expect((await verifyExport(text.trimEnd(), [KEY.verifierKey])).status).toBe(0);
  });

  it('may be empty', async () => {
    const { lines } = sealLog([], [KEY]);
    const run = await verifyExport(lines.join(''), [KEY.verifierKey]);
    expect(run.stdout).toContain('0 entries, 0 checkpoints, none signed');
    expect(run.status).toBe(0);
  });

  it('is read whole when its lines are larger than what is read at once', async () => {
    const entries = [0, 1, 2].map((i) => sampleEntry(i, { text: `${'審'.repeat(1_000_000)}${i}` }));
    const log = logOf(entries, []);
    expect((await verifyExport(log.lines.join(''), [KEY.verifierKey])).status).toBe(0);
    const lines = relined(log, entries.with(1, sampleEntry(1, { text: `${'審'.repeat(1_000_000)}x` })));
    expect((await verifyExport(lines.join(''), [KEY.verifierKey])).status).toBe(1);
  });
});

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

describe('any part of the file', () => {
  /** What no signature covers: the time of the export and the number not yet sealed. */
  const isStatement = (text: string, at: number): boolean => {
    const statements = [/"exportedAt":"([^"]*)"/d, /"unsealed":(\d+)/d].map((pattern) => pattern.exec(text));
    return statements.some((match) => {
      const [from, to] = match?.indices?.[1] ?? [0, 0];
      return at >= from && at < to;
    });
  };

  it('is guarded to the byte', async () => {
    await fc.assert(
      fc.asyncProperty(aLog, fc.nat(), fc.integer({ min: 1, max: 255 }), async (log, place, mask) => {
        const bytes = Buffer.from(log.lines.join(''));
        const at = place % bytes.length;
        fc.pre(!isStatement(bytes.toString('latin1'), at));
        bytes[at]! ^= mask;
        // A carriage return in the place of the very last newline says nothing else than it.
        fc.pre(bytes[at] !== 13);
        const run = await verifyExport(bytes, [KEY.verifierKey]);
        expect([1, 2]).toContain(run.status);
        expect(run.stdout + run.stderr).toMatch(/^(TAMPERED at|CANNOT READ: )/m);
      }),
      { numRuns: 4 * RUNS.numRuns },
    );
  });

  it('is guarded to the line', async () => {
    const log = logOf(
      [0, 1, 2, 3].map((i) => sampleEntry(i)),
      [false, false, true],
    );
    for (let at = 0; at < log.lines.length; at += 1) {
      const removed = await verifyExport(log.lines.toSpliced(at, 1).join(''), [KEY.verifierKey]);
      expect(removed.status).toBe(at === 0 ? 2 : 1);
      const repeated = await verifyExport(log.lines.toSpliced(at, 0, log.lines[at]!).join(''), [
        KEY.verifierKey,
      ]);
      expect(repeated.status).toBe(1);
    }
  });

  it.each([
    [
      'a repeated name',
      (line: string) => line.replace('{"action":', '{"action":"component.retired","action":'),
    ],
    ['a further field beside the entry', (line: string) => line.replace(/\}\n$/, ',"note":"approved"}\n')],
    [
      'digits that no double holds',
      (line: string) => line.replace('"cost":1,', '"cost":1.00000000000000000001,'),
    ],
    ['white space', (line: string) => line.replace('"cost":1,', '"cost": 1,')],
    ['an escape', (line: string) => line.replace('component.created', 'component\\u002ecreated')],
    ['an invalid byte sequence', (line: string) => Buffer.from(line.replace('"ok"', '"\u00ff"'), 'latin1')],
  ])('cannot be written otherwise: %s', async (_, rewrite) => {
    const log = logOf([sampleEntry(0), sampleEntry(1, { cost: 1, state: 'ok' }), sampleEntry(2)], []);
    const lines: (string | Buffer)[] = [...log.lines];
    lines[2] = rewrite(log.lines[2]!);
    expect(lines[2]).not.toBe(log.lines[2]);
    const run = await verifyExport(Buffer.concat(lines.map((line) => Buffer.from(line))), [KEY.verifierKey]);
    expect(run.stdout).toMatch(/^TAMPERED at line 3, where entry 1 was expected: changed: /);
    expect(run.status).toBe(1);
  });

  it('has no room for words that nothing covers', async () => {
    const { lines } = logOf([sampleEntry(0), sampleEntry(1)], []);
    for (const at of [0, 3, 4]) {
      // Sorts last, so the line stays in canonical form.
      const wordy = lines.with(at, lines[at]!.replace(/\}\n$/, ',"zz":"approved"}\n'));
      const run = await verifyExport(wordy.join(''), [KEY.verifierKey]);
      expect(run.stdout).toContain('it has other fields than it should');
      expect(run.status).toBe(1);
    }
  });

  it('has one way to write its hashes and signatures', async () => {
    const { lines } = logOf([sampleEntry(0), sampleEntry(1)], []);
    // The last letter before the padding has bits that decode to nothing: another letter, the same bytes.
    const loosened = (line: string, end: RegExp): string =>
      line.replace(
        end,
        (_, letter: string, rest: string) => `${String.fromCharCode(letter.charCodeAt(0) + 1)}${rest}`,
      );
    const hash = lines.with(1, loosened(lines[1]!, /(.)(="\}\n)$/));
    const signature = lines.with(3, loosened(lines[3]!, /(.)(=\\n"\}\n)$/));
    for (const changed of [hash, signature]) {
      expect(changed).not.toEqual(lines);
      const run = await verifyExport(changed.join(''), [KEY.verifierKey]);
      expect(run.stdout).toContain('its base64 is not valid');
      expect(run.status).toBe(1);
    }
  });

  it('survives nesting that is meant to break the verifier', async () => {
    const log = logOf([sampleEntry(0), sampleEntry(1)], []);
    const bomb = log.lines[1]!.replace('{"name":"Component 0"}', '['.repeat(200_000) + ']'.repeat(200_000));
    const run = await verifyExport(log.lines.with(1, bomb).join(''), [KEY.verifierKey]);
    expect(run.stdout).toContain('nested too deeply');
    expect(run.status).toBe(1);
  });

  it('cannot write to the terminal of its reader', async () => {
    const log = logOf([{ ...sampleEntry(0), id: '\u001b[2J' }, sampleEntry(1)], []);
    const run = await verifyExport(log.lines.toSpliced(2, 1).toSpliced(1, 0, log.lines[2]!).join(''));
    expect(run.status).toBe(1);
    expect(run.stdout + run.stderr).not.toContain('\u001b');
  });
});

describe('keys', () => {
  const entries = Array.from({ length: 4 }, (_, i) => sampleEntry(i));
  const next = newKey();
  /** Signed by the old key, by both, by the new one. */
  const rotated = sealLog(
    [
      { entries: entries.slice(0, 1), signers: [KEY] },
      { entries: entries.slice(1, 2), signers: [KEY, next] },
      { entries: entries.slice(2), signers: [next] },
    ],
    [KEY, next],
  );

  it('are taken from the file when none is given, with a loud warning', async () => {
    const run = await verifyExport(rotated.lines.join(''));
    expect(run.status).toBe(0);
    expect(run.stderr).toContain('WARNING: no --key given.');
    expect(run.stderr).toContain(next.verifierKey);
    expect(run.stderr).toContain('NOTE: no --checkpoint given.');
  });

  it('of the whole rotation verify the whole log, and so does the newest alone', async () => {
    const both = await verifyExport(rotated.lines.join(''), [KEY.verifierKey, next.verifierKey]);
    expect(both.status).toBe(0);
    expect(both.stderr).not.toContain('WARNING');
    const newest = await verifyExport(rotated.lines.join(''), [next.verifierKey]);
    expect(newest.stdout).toContain('3 checkpoints (1 by listed keys not given)');
    expect(newest.status).toBe(0);
  });

  it('that are too old leave the newest entries unverified', async () => {
    const run = await verifyExport(rotated.lines.join(''), [KEY.verifierKey]);
    expect(run.stdout).toMatch(/^NOT VERIFIED at entries 2\.\.3: signed only by keys that the file lists/);
    expect(run.status).toBe(1);
  });

  it('of a stranger verify nothing', async () => {
    const run = await verifyExport(rotated.lines.join(''), [newKey().verifierKey]);
    expect(run.stdout).toMatch(/^NOT VERIFIED at entries 0\.\.3: /);
    expect(run.status).toBe(1);
  });

  it('put in by a forger deceive only who takes them from the file', async () => {
    const thief = newKey();
    const forgedLog = sealLog(
      [{ entries: entries.with(1, forged(1)), signers: [thief] }],
      [thief],
    ).lines.join('');
    expect((await verifyExport(forgedLog)).status).toBe(0);
    const byKey = await verifyExport(forgedLog, [KEY.verifierKey]);
    expect(byKey.stdout).toMatch(/^NOT VERIFIED at entries 0\.\.3/);
    const byCheckpoint = await verifyExport(forgedLog, [], [rotated.notes[2]!]);
    expect(byCheckpoint.stdout).toMatch(/kept checkpoint .* is signed by no key that is given or listed/);
    expect([byKey.status, byCheckpoint.status]).toEqual([1, 1]);
  });

  it('must really have signed each checkpoint', async () => {
    const root = merkleRoot(entries.map((entry) => leafHash(canonicalEntryBytes(entry))));
    const other = signCheckpoint({ origin: ORIGIN, size: 3, root }, [KEY]);
    const log = logOf(entries, []);
    const signature = other.split('\n').at(-2)!;
    const transplanted = checkpointLine(log.notes[0]!.replace(/— .*\n$/, `${signature}\n`));
    const run = await verifyExport(log.lines.with(-2, transplanted).join(''), [KEY.verifierKey]);
    expect(run.stdout).toMatch(/^TAMPERED at checkpoint on line 6: changed or forged: the signature of /);
    expect(run.status).toBe(1);
  });

  it('of another log do not make a checkpoint of this one', async () => {
    const log = logOf(entries, []);
    const root = merkleRoot(entries.map((entry) => leafHash(canonicalEntryBytes(entry))));
    const foreign = signCheckpoint({ origin: 'other.example/audit', size: 4, root }, [KEY]);
    const inside = await verifyExport(log.lines.with(-2, checkpointLine(foreign)).join(''), [
      KEY.verifierKey,
    ]);
    expect(inside.stdout).toContain('it belongs to another log');
    const kept = await verifyExport(log.lines.join(''), [KEY.verifierKey], [foreign]);
    expect(kept.stdout).toMatch(/^TAMPERED at kept checkpoint .*: it belongs to another log/);
    expect([inside.status, kept.status]).toEqual([1, 1]);
  });
});

describe('what cannot be judged', () => {
  it.each([
    ['nothing', ''],
    ['another kind of file', 'id,name\n1,x\n'],
    ['another kind of JSON', '{"kind":"other"}\n'],
    [
      'a later version',
      '{"exportedAt":"","kind":"underpin-audit-export","origin":"o","verifierKeys":[],"version":2}\n',
    ],
  ])('is %s', async (_, text) => {
    const run = await verifyExport(text);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toMatch(/CANNOT READ: .+/);
  });

  it.each([
    ['no file', []],
    ['two files', ['a', 'b']],
    ['a missing file', ['/nonexistent/log.ndjson']],
    ['a folder', ['.']],
    ['an unknown option', ['--kee', 'x']],
    ['an option without its value', ['log', '--key']],
    ['a key that is none', ['log', '--key', 'abc']],
    ['a checkpoint that is none', ['log', '--checkpoint', 'package.json']],
  ])('is %s', async (_, args) => {
    const run = await runVerifier(args);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toMatch(/^CANNOT READ: .+\n$/);
  });
});

describe('the verifier', () => {
  it('shares nothing with the writer: it imports Node alone', async () => {
    const source = await readFile(new URL('../../../../scripts/audit-verify.mjs', import.meta.url), 'utf8');
    const imports = [...source.matchAll(/\bfrom '([^']+)'|\bimport\(|\brequire\(/g)].map((match) => match[1]);
    expect(imports.length).toBeGreaterThan(3);
    for (const name of imports) expect(name).toMatch(/^node:/);
  });
});
