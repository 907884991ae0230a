import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newKey, ORIGIN, runVerifier, sampleEntry, sealLog, verifyExport } from '../harness/sealed-log.js';
import { aLog, forged, KEY, logOf, relined, RUNS } from '../harness/tampered-log.js';
import { canonicalEntryBytes } from '../../src/modules/audit/domain/audit-entry.js';
import { signCheckpoint } from '../../src/modules/audit/domain/checkpoint.js';
import { checkpointLine } from '../../src/modules/audit/domain/export-format.js';
import { leafHash, merkleRoot } from '../../src/modules/audit/domain/merkle.js';

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
      (line: string) => line.replace('"cost":1}', '"cost":1.00000000000000000001}'),
    ],
    ['white space', (line: string) => line.replace('"cost":1}', '"cost": 1}')],
    ['an escape', (line: string) => line.replace('component.created', 'component\\u002ecreated')],
  ])('cannot be written otherwise: %s', async (_, rewrite) => {
    const { lines } = logOf([sampleEntry(0), sampleEntry(1, { cost: 1 }), sampleEntry(2)], []);
    const rewritten = rewrite(lines[2]!);
    expect(rewritten).not.toBe(lines[2]);
    const run = await verifyExport(lines.with(2, rewritten).join(''), [KEY.verifierKey]);
    expect(run.stdout).toMatch(/^TAMPERED at line 3, where entry 1 was expected: changed: /);
    expect(run.status).toBe(1);
  });

  it('cannot hide bytes that a reader would take for the replacement character', async () => {
    const { lines } = logOf([sampleEntry(0, { state: '\ufffd' }), sampleEntry(1)], []);
    const bytes = Buffer.from(lines.join(''));
    const at = bytes.indexOf('\ufffd');
    const hidden = Buffer.concat([bytes.subarray(0, at), Buffer.of(0xff), bytes.subarray(at + 3)]);
    expect(hidden.toString('utf8')).toBe(lines.join(''));
    const run = await verifyExport(hidden, [KEY.verifierKey]);
    expect(run.stdout).toContain('it is not UTF-8');
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
    const source = await readFile(new URL('../../scripts/audit-verify.mjs', import.meta.url), 'utf8');
    const imports = [...source.matchAll(/\bfrom '([^']+)'|\bimport\(|\brequire\(/g)].map((match) => match[1]);
    expect(imports.length).toBeGreaterThan(3);
    for (const name of imports) expect(name).toMatch(/^node:/);
  });
});
