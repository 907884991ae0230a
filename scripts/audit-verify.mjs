#!/usr/bin/env node
/**
 * Verifies an exported audit log without the server, the database or any package: Node and this one file are
 * enough, so an inspector can be given it alone. It shares no code with the program that writes the log; a
 * mistake there is not repeated here.
 *
 *   npm run audit:verify -- FILE [--key KEY]… [--checkpoint NOTEFILE]…
 *
 *   FILE          the export ("-" reads standard input)
 *   --key         a verifier key (name+id+base64) or a file of them, one a line, obtained from elsewhere than FILE
 *   --checkpoint  a signed checkpoint that was kept elsewhere: only it can show that the end was cut off cleanly
 *
 * Exit status: 0 verified · 1 tampered with · 2 cannot be read, or wrong usage.
 * The verdict is one line on standard output; warnings go to standard error.
 *
 * Formats: RFC 8785 (canonical JSON), RFC 9162 section 2.1 (Merkle tree), c2sp.org/signed-note,
 * c2sp.org/tlog-checkpoint. The file is read in one pass; memory does not grow with its length.
 */
import { Buffer } from 'node:buffer';
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { TextDecoder } from 'node:util';

const USAGE = 'Usage: npm run audit:verify -- FILE [--key VERIFIERKEY|KEYFILE]... [--checkpoint NOTEFILE]...';
const EXPORT_KIND = 'underpin-audit-export';
const EXPORT_VERSION = 1;
const MAX_LINE_BYTES = 64 * 1024 * 1024;
const MAX_DEPTH = 200;

/** The input cannot be judged: exit status 2. */
class Unreadable extends Error {}
/** A line, note or key that is not what it should be; the caller decides what that means. */
class Malformed extends Error {}

// ---------------------------------------------------------------------------------------------- canonical JSON

function canonical(value, depth = 0) {
  if (depth > MAX_DEPTH) throw new Malformed('it is nested too deeply');
  if (Array.isArray(value)) return '[' + value.map((item) => canonical(item, depth + 1)).join(',') + ']';
  if (typeof value === 'object' && value !== null) {
    // sort() without an argument compares UTF-16 code units, the order that RFC 8785 asks for.
    const names = Object.keys(value).sort();
    return '{' + names.map((name) => quoted(name) + ':' + canonical(value[name], depth + 1)).join(',') + '}';
  }
  if (typeof value === 'string') return quoted(value);
  // JSON.parse turns 1e999 into Infinity.
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Malformed('a number is out of range');
  return JSON.stringify(value);
}

function quoted(text) {
  if (!text.isWellFormed()) throw new Malformed('a text is not valid Unicode');
  return JSON.stringify(text);
}

// ------------------------------------------------------------------------------------------------- Merkle tree

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const ZERO = Buffer.from([0]);
const ONE = Buffer.from([1]);

/** Roots of the perfect subtrees by height, as a binary counter: slot h holds 2^h leaves, or nothing. */
class Tree {
  slots = [];

  add(leaf) {
    let carried = leaf;
    let height = 0;
    for (; this.slots[height]; height++) {
      carried = sha256(ONE, this.slots[height], carried);
      this.slots[height] = null;
    }
    this.slots[height] = carried;
  }

  root() {
    let root = null;
    for (const subtree of this.slots) {
      if (subtree) root = root ? sha256(ONE, subtree, root) : subtree;
    }
    return root ?? sha256();
  }

  copy() {
    const tree = new Tree();
    tree.slots = [...this.slots];
    return tree;
  }
}

// ---------------------------------------------------------------------------------------- keys and signed notes

function strictBase64(text) {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new Malformed('its base64 is not valid');
  return bytes;
}

/** Header of an Ed25519 SubjectPublicKeyInfo (RFC 8410); the 32 bytes of the key follow. */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

function readKey(text) {
  const nameEnd = text.indexOf('+');
  const idEnd = text.indexOf('+', nameEnd + 1);
  if (nameEnd < 1 || idEnd < 0) throw new Malformed('a verifier key is name+id+base64');
  const name = text.slice(0, nameEnd);
  const id = text.slice(nameEnd + 1, idEnd);
  const typed = strictBase64(text.slice(idEnd + 1));
  if (typed.length !== 33 || typed[0] !== 1) throw new Malformed('a verifier key must be of type Ed25519');
  if (sha256(name, '\n', typed).toString('hex', 0, 4) !== id) {
    throw new Malformed('the id of a verifier key does not fit its name and key');
  }
  const spki = Buffer.concat([SPKI_HEAD, typed.subarray(1)]);
  return { name, id, text, publicKey: createPublicKey({ key: spki, format: 'der', type: 'spki' }) };
}

/** { signed: Buffer, origin, size, root, signatures: [{ name, id, signature }] } */
function readCheckpoint(note) {
  const parts = /^((?:[^\n]+\n){3,})\n((?:\u2014 [^ \n]+ [^ \n]+\n){1,100})$/u.exec(note);
  if (!parts) throw new Malformed('it has not the form of a signed checkpoint');
  const [origin, size, root] = parts[1].split('\n');
  if (!/^(?:0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) {
    throw new Malformed('its size is not a number');
  }
  const rootHash = strictBase64(root);
  if (rootHash.length !== 32) throw new Malformed('its root is not a SHA-256 hash');
  const signatures = parts[2].slice(0, -1).split('\n').map(readSignature);
  return { signed: Buffer.from(parts[1]), origin, size: Number(size), root: rootHash, signatures };
}

function readSignature(line) {
  const [, name, encoded] = line.split(' ');
  const bytes = strictBase64(encoded);
  return { name, id: bytes.toString('hex', 0, 4), signature: bytes.subarray(4) };
}

/** The keys among `keys` that signed the checkpoint; throws when a signature in the name of one is wrong. */
function signersOf(checkpoint, keys) {
  const signers = new Set();
  for (const { name, id, signature } of checkpoint.signatures) {
    const key = keys.find((known) => known.name === name && known.id === id);
    if (!key) continue;
    if (!verifySignature(null, checkpoint.signed, key.publicKey, signature)) {
      throw new Malformed(`the signature of ${shown(name)} does not fit its text`);
    }
    signers.add(key);
  }
  return signers;
}

// --------------------------------------------------------------------------------------------------- findings

/** Text of the file in a message: cut, and with control characters escaped, as it may be forged. */
const shown = (text, length = 80) => JSON.stringify(String(text).slice(0, length)).slice(1, -1);
const named = (entry) => `entry ${entry.index} (id ${entry.id})`;
const span = (from, to) => (to - from <= 1 ? `entry ${from}` : `entries ${from}..${to - 1}`);

/** Something is wrong at a place. Of some kinds, what follows in the file tells more: the see… methods. */
class Finding {
  constructor(place, what, verdict = 'TAMPERED') {
    this.place = place;
    this.what = what;
    this.verdict = verdict;
  }
  seeEntry() {}
  seeCheckpoint() {}
  seeEnd() {}
  toString() {
    return `${this.verdict} at ${this.place}: ${this.what}`;
  }
}

/** An entry whose content does not have the hash written beside it. */
class WrongHash extends Finding {
  constructor(entry) {
    super(named(entry), 'content changed: it does not have the leaf hash that was sealed');
    this.entry = entry;
    this.settled = false;
  }
  seeEntry(later) {
    const { entry } = this;
    if (this.settled || !later.hash.equals(entry.recorded)) return this.seeTwin(later);
    this.settled = true;
    this.what = entry.hash.equals(later.recorded)
      ? `swapped: its content and that of ${named(later)} have changed places`
      : `content changed: the sealed content stands as ${named(later)}`;
  }
  seeTwin(later) {
    if (this.settled || later.index !== this.entry.index) return;
    this.settled = true;
    this.what = `extra: ${named(later)} on line ${later.line} has the same index`;
  }
  seeCheckpoint(root, byContent, byRecord) {
    if (this.settled) return;
    this.settled = true;
    if (root.equals(byRecord)) this.what += ' (a signed checkpoint confirms that hash)';
    else if (root.equals(byContent))
      this.what = 'leaf hash changed: a signed checkpoint confirms the content';
    else this.what += ' (the signed checkpoint confirms neither: other entries were changed too)';
  }
}

/** A higher index than expected: something is missing, or stands elsewhere. */
class Gap extends Finding {
  constructor(expected, found) {
    const before = expected === 0 ? 'is the first' : `follows entry ${expected - 1}`;
    super(span(expected, found.index), `missing: ${named(found)} ${before} on line ${found.line}`);
    this.expected = expected;
    this.found = found;
    this.moved = false;
  }
  seeEntry(later) {
    const { expected, found, moved } = this;
    if (later.index === expected && !moved) {
      this.moved = true;
      this.place = named(later);
      this.what = `swapped or moved: ${named(found)} stands in its place on line ${found.line}`;
    } else if (later.index === found.index && moved) {
      this.place = named(found);
      this.what = `duplicated or extra: it stands on line ${found.line} and again on line ${later.line}`;
    }
  }
}

/** A lower index than expected: an entry stands twice, or an index was changed. */
class Repeat extends Finding {
  constructor(expected, found, previous) {
    super(named(found), Repeat.describe(expected, found, previous));
    this.expected = expected;
    this.found = found;
    this.settled = false;
  }
  static describe(expected, found, previous) {
    if (previous.index !== found.index) {
      return `duplicated or extra: it stands again on line ${found.line}, where entry ${expected} was expected`;
    }
    if (previous.hash.equals(found.hash)) {
      return `duplicated: it stands on line ${previous.line} and again on line ${found.line}`;
    }
    return `extra: line ${previous.line} (id ${previous.id}) and line ${found.line} have the same index`;
  }
  seeEntry(later) {
    if (!this.settled && later.index === this.expected + 1) this.replaced();
    this.settled = true;
  }
  seeEnd(entries) {
    if (!this.settled && entries > this.expected) this.replaced();
  }
  /** The numbering goes on behind the expected entry, so this one took its place. */
  replaced() {
    this.place = `entry ${this.expected}`;
    this.what = `missing: ${named(this.found)} stands in its place on line ${this.found.line}`;
  }
}

/** More entries stand before a checkpoint than it covers. */
class Surplus extends Finding {
  constructor(good, next, counts) {
    super(span(good, next), `extra entry among them, or checkpoint moved: ${counts}`);
    this.next = next;
    this.settled = false;
  }
  seeEntry(later) {
    if (!this.settled && later.index < this.next) {
      this.place = named(later);
      this.what = `duplicated or extra: it stands before the checkpoint that precedes it, and again on line ${later.line}`;
    }
    this.settled = true;
  }
}

/** Fewer entries stand here than a checkpoint or the last line says. */
class Shortage extends Finding {
  constructor(good, next, size, counts) {
    const earlier = good < next ? ` (or one of ${span(good, next)} was removed)` : '';
    super(span(next, size), `missing${earlier}: ${counts}`);
    this.next = next;
    this.settled = false;
  }
  seeEntry(later) {
    if (!this.settled && later.index === this.next) {
      this.place = named(later);
      this.what = `moved, or the checkpoint was: it stands on line ${later.line}, behind a checkpoint that covers it`;
    }
    this.settled = true;
  }
}

// ------------------------------------------------------------------------------------------------ verification

/** Takes the lines in order and keeps the first finding. */
class Verification {
  constructor(givenKeys, keptCheckpoints) {
    this.givenKeys = givenKeys;
    this.kept = keptCheckpoints;
    this.finding = null;
    this.header = null;
    this.end = null;
    /** Index that the next entry must have. */
    this.next = 0;
    this.previous = null;
    /** False after a break in the numbering: the trees then say nothing. */
    this.inStep = true;
    this.tree = new Tree();
    /** The tree of the hashes as written; it parts from the other at the first entry with a wrong hash. */
    this.recordedTree = null;
    this.checkpoints = 0;
    this.byOtherKeys = 0;
    this.lastSize = 0;
    /** How many entries stand under a matching checkpoint by a listed key, by a trusted key, kept elsewhere. */
    this.covered = 0;
    this.trusted = 0;
    this.keptCovered = 0;
    this.lastSigners = [];
  }

  line(bytes, number) {
    if (number === 1) return this.readHeader(bytes);
    try {
      const text = decodeLine(bytes);
      const content = JSON.parse(text);
      if (this.end) throw new Malformed('it stands after the end');
      this.dispatch(content, text, number);
    } catch (error) {
      const reason = reasonOf(error);
      this.report(`line ${number}, where entry ${this.next} was expected`, `changed: ${reason}`);
      // The spoiled line most likely was that entry; nothing behind it can become the first finding.
      this.inStep = false;
    }
  }

  dispatch(content, text, number) {
    switch (content?.kind) {
      case 'entry':
        return this.readEntry(content, text, number);
      case 'checkpoint':
        return this.readCheckpointLine(content, text, number);
      case 'end':
        return this.readEnd(content, text, number);
      default:
        throw new Malformed('it is of no known kind');
    }
  }

  readHeader(bytes) {
    const { text, header } = parseHeader(bytes);
    this.header = header;
    this.listedKeys = [];
    try {
      assertShape(header, ['exportedAt', 'kind', 'origin', 'verifierKeys', 'version']);
      assertAsWritten(text, canonical(header));
      this.listedKeys = header.verifierKeys.map((key) => readKey(String(key)));
    } catch (error) {
      this.report('line 1 (header)', `changed: ${reasonOf(error)}`);
    }
    this.trustedKeys = this.givenKeys.length > 0 ? this.givenKeys : this.listedKeys;
    const isTrusted = (key) => this.trustedKeys.some((trusted) => trusted.text === key.text);
    this.knownKeys = [...this.trustedKeys, ...this.listedKeys.filter((key) => !isTrusted(key))];
    for (const kept of this.kept) this.checkKept(kept);
    this.compareKept();
  }

  readEntry(content, text, line) {
    assertShape(content, ['entry', 'index', 'kind', 'leafHash']);
    const { index, leafHash, entry } = content;
    if (!isCount(index)) throw new Malformed('its index is not a number');
    if (typeof entry !== 'object' || entry === null) throw new Malformed('it holds no entry');
    const body = canonical(entry);
    const quotedHash = quoted(String(leafHash));
    assertAsWritten(text, `{"entry":${body},"index":${index},"kind":"entry","leafHash":${quotedHash}}`);
    const recorded = strictBase64(String(leafHash));
    this.takeEntry({ index, line, id: shown(entry.id), hash: sha256(ZERO, body), recorded });
  }

  takeEntry(entry) {
    this.finding?.seeEntry(entry);
    if (entry.index !== this.next) {
      const repeated = entry.index < this.next;
      this.keep(repeated ? new Repeat(this.next, entry, this.previous) : new Gap(this.next, entry));
      this.inStep = false;
      if (repeated) return;
    }
    if (!entry.hash.equals(entry.recorded)) {
      this.keep(new WrongHash(entry));
      this.recordedTree ??= this.tree.copy();
    }
    this.tree.add(entry.hash);
    this.recordedTree?.add(entry.recorded);
    this.previous = entry;
    this.next = entry.index + 1;
    this.compareKept();
  }

  readCheckpointLine(content, text, line) {
    assertShape(content, ['kind', 'note']);
    assertAsWritten(text, canonical(content));
    this.checkpoints++;
    const place = `checkpoint on line ${line}`;
    try {
      const checkpoint = readCheckpoint(String(content.note));
      const signers = this.signersOfOurs(checkpoint);
      if (checkpoint.size < this.lastSize) throw new Malformed('it is smaller than the one before it');
      this.lastSize = checkpoint.size;
      this.takeCheckpoint(checkpoint, signers, place);
    } catch (error) {
      this.report(place, `changed or forged: ${reasonOf(error)}`);
    }
  }

  takeCheckpoint(checkpoint, signers, place) {
    if (!this.trustedKeys.some((key) => signers.has(key))) this.byOtherKeys++;
    if (!this.inStep) return;
    if (checkpoint.size === this.next) this.compare(checkpoint, signers, place, this.covered);
    else this.reportMisplaced(checkpoint, place);
  }

  /** The known keys that signed a checkpoint of this log; throws when there is none. */
  signersOfOurs(checkpoint) {
    if (checkpoint.origin !== this.header.origin) throw new Malformed('it belongs to another log');
    const signers = signersOf(checkpoint, this.knownKeys);
    if (signers.size === 0) throw new Malformed('it is signed by no key that is given or listed in the file');
    return signers;
  }

  /** Compares a root with the entries so far, of which the first `good` are known to be as they were. */
  compare(checkpoint, signers, place, good) {
    const byContent = this.tree.root();
    this.finding?.seeCheckpoint(checkpoint.root, byContent, this.recordedTree?.root() ?? byContent);
    if (!checkpoint.root.equals(byContent)) {
      const how = 'changed with their leaf hashes, or entries added or removed and the rest renumbered';
      this.report(span(good, checkpoint.size), `${how}: ${place} does not match`);
      return false;
    }
    this.covered = checkpoint.size;
    const trustedSigners = this.trustedKeys.filter((key) => signers.has(key));
    if (trustedSigners.length > 0) {
      this.trusted = checkpoint.size;
      this.lastSigners = trustedSigners;
    }
    return true;
  }

  reportMisplaced(checkpoint, place) {
    const counts = `${place} covers ${checkpoint.size} entries but stands after ${this.next}`;
    if (checkpoint.size > this.next) this.reportMissing(checkpoint.size, counts);
    else this.keep(new Surplus(this.covered, this.next, counts));
  }

  /** Fewer entries than `size`: the last ones are missing, or earlier ones and the rest was renumbered. */
  reportMissing(size, counts) {
    this.keep(new Shortage(this.covered, this.next, size, counts));
  }

  /** Whether a checkpoint kept elsewhere speaks of this log at all; a failure counts where it applies. */
  checkKept(kept) {
    try {
      kept.signers = this.signersOfOurs(kept);
    } catch (error) {
      kept.failure = reasonOf(error);
    }
  }

  /** Checkpoints kept elsewhere whose size is reached now. */
  compareKept() {
    for (const kept of this.kept) {
      if (kept.size !== this.next || kept.done) continue;
      kept.done = true;
      if (kept.failure) this.report(kept.place, kept.failure);
      else if (this.inStep) this.compareOneKept(kept);
    }
  }

  compareOneKept(kept) {
    // Good is only what the last kept one covers: a stolen key may have signed those in the file anew.
    const matches = this.compare(kept, kept.signers, kept.place, this.keptCovered);
    if (matches) this.keptCovered = kept.size;
  }

  readEnd(content, text, line) {
    assertShape(content, ['checkpoints', 'entries', 'kind', 'unsealed']);
    assertAsWritten(text, canonical(content));
    const { entries, checkpoints, unsealed } = content;
    if (![entries, checkpoints, unsealed].every(isCount)) throw new Malformed('its counts are no numbers');
    this.end = content;
    this.finding?.seeEnd(entries);
    if (this.inStep) this.compareCounts(entries, checkpoints, line);
  }

  compareCounts(entries, checkpoints, line) {
    const counts = `line ${line} counts ${entries} entries, ${this.next} stand here`;
    if (entries > this.next) this.reportMissing(entries, counts);
    if (entries < this.next) this.report(span(entries, this.next), `extra: ${counts}`);
    if (checkpoints !== this.checkpoints) {
      const place = `checkpoints, ${this.checkpoints} in number`;
      this.report(place, `removed or added: line ${line} counts ${checkpoints}`);
    }
  }

  /** After the last line. */
  finish() {
    if (!this.header) throw new Unreadable('the file is empty');
    if (!this.end) this.report(`entry ${this.next}`, 'cut off: the file ends without its last line');
    this.finishKept();
    if (this.covered < this.next) {
      const what = 'no checkpoint covers them: added, or their checkpoint was removed';
      this.report(span(this.covered, this.next), what);
    } else if (this.trusted < this.next) {
      const what =
        'signed only by keys that the file lists and --key does not: give these too, if you trust them';
      this.keep(new Finding(span(this.trusted, this.next), what, 'NOT VERIFIED'));
    }
  }

  /** A checkpoint kept elsewhere over more entries than there are. */
  finishKept() {
    const [kept] = this.kept.filter(({ size }) => size > this.next).sort((a, b) => a.size - b.size);
    if (!kept) return;
    if (kept.failure) return this.report(kept.place, kept.failure);
    const counts = `${kept.place} covers ${kept.size} entries, ${this.next} stand here`;
    this.report(span(this.next, kept.size), `missing: ${counts} (or the export is the older of the two)`);
  }

  report(place, what) {
    this.keep(new Finding(place, what));
  }

  keep(finding) {
    this.finding ??= finding;
  }

  verdict() {
    const signer = this.lastSigners.map((key) => `${shown(key.name)}+${key.id}`).join(', ');
    const signed = signer === '' ? 'none signed' : `the last signed by ${signer}`;
    const others = this.byOtherKeys > 0 ? ` (${this.byOtherKeys} by listed keys not given)` : '';
    const counts = `${this.next} entries, ${this.checkpoints} checkpoints${others}, ${signed}`;
    return `VERIFIED ${shown(this.header.origin)}: ${counts}; not yet sealed at the export: ${this.end.unsealed}`;
  }
}

function parseHeader(bytes) {
  let text;
  let header;
  try {
    text = decodeLine(bytes);
    header = JSON.parse(text);
  } catch {
    throw new Unreadable('the first line is not JSON: this is no exported audit log');
  }
  if (header?.kind !== EXPORT_KIND)
    throw new Unreadable('this is no exported audit log, or its header was removed');
  if (header.version !== EXPORT_VERSION) {
    throw new Unreadable(
      `the export has version ${shown(header.version)}, this program reads ${EXPORT_VERSION}`,
    );
  }
  if (typeof header.origin !== 'string' || !Array.isArray(header.verifierKeys)) {
    throw new Unreadable('the header is incomplete');
  }
  return { text, header };
}

/** What is wrong with a line; any other failure is a mistake of this program and goes on. */
function reasonOf(error) {
  if (error instanceof Malformed) return error.message;
  if (error instanceof SyntaxError) return 'it is not JSON';
  throw error;
}

const isCount = (value) => Number.isSafeInteger(value) && value >= 0;

/** A further member could say something that no hash covers. */
function assertShape(content, names) {
  const own = Object.keys(content).sort();
  if (own.join() !== names.join()) throw new Malformed('it has other fields than it should');
}

/** Catches what JSON.parse forgives: repeated names (the last would win), digits beyond a double, white space. */
function assertAsWritten(text, expected) {
  if (text === expected) return;
  throw new Malformed('it is not in canonical form (re-formatted, repeated names, or numbers)');
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeLine(bytes) {
  if (bytes.length > MAX_LINE_BYTES) throw new Malformed('it is too long');
  // A transfer in text mode may have made CR LF of every LF; nothing is told by that.
  const end = bytes.at(-1) === 13 ? bytes.length - 1 : bytes.length;
  try {
    return utf8.decode(bytes.subarray(0, end));
  } catch {
    throw new Malformed('it is not UTF-8');
  }
}

// -------------------------------------------------------------------------------------------------- the program

/** Cuts a stream of chunks into lines; a line beyond the limit is kept only so far as to be found too long. */
class LineCutter {
  pieces = [];
  length = 0;

  *cut(chunk) {
    let start = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, start)) {
      yield this.take(chunk.subarray(start, at));
      start = at + 1;
    }
    this.keep(chunk.subarray(start));
  }

  take(lastPiece) {
    this.keep(lastPiece);
    const line = this.pieces.length === 1 ? this.pieces[0] : Buffer.concat(this.pieces);
    this.pieces = [];
    this.length = 0;
    return line;
  }

  keep(piece) {
    if (piece.length > 0 && this.length <= MAX_LINE_BYTES) this.pieces.push(piece);
    this.length += piece.length;
  }
}

async function readAll(stream, verification) {
  const cutter = new LineCutter();
  let number = 0;
  for await (const chunk of stream) {
    for (const line of cutter.cut(chunk)) verification.line(line, ++number);
  }
  if (cutter.length > 0) verification.line(cutter.take(Buffer.alloc(0)), ++number);
  verification.finish();
}

function readArguments(args) {
  const given = { files: [], keys: [], checkpoints: [] };
  const options = new Map([
    ['--key', given.keys],
    ['--checkpoint', given.checkpoints],
  ]);
  for (let i = 0; i < args.length; i++) {
    const option = options.get(args[i]);
    if (option && args[i + 1] === undefined) throw new Unreadable(`${args[i]} needs a value. ${USAGE}`);
    if (option) option.push(args[++i]);
    else if (args[i].startsWith('--')) throw new Unreadable(`unknown option ${args[i]}. ${USAGE}`);
    else given.files.push(args[i]);
  }
  if (given.files.length !== 1) throw new Unreadable(USAGE);
  return {
    file: given.files[0],
    keys: given.keys.flatMap(keysOf),
    checkpoints: given.checkpoints.map(keptCheckpoint),
  };
}

/** Keys of one --key: written out, or in a file. */
function keysOf(value) {
  const texts = existsSync(located(value)) ? readText(value).split(/\r?\n/).filter(Boolean) : [value];
  if (texts.length === 0) throw new Unreadable(`${shown(value)} holds no key`);
  return texts.map((text) => {
    try {
      return readKey(text);
    } catch (error) {
      throw new Unreadable(`--key ${shown(value)}: ${error.message}`);
    }
  });
}

function keptCheckpoint(file) {
  try {
    return {
      ...readCheckpoint(readText(file).replaceAll('\r\n', '\n')),
      place: `kept checkpoint ${shown(file)}`,
      done: false,
    };
  } catch (error) {
    throw new Unreadable(`--checkpoint ${shown(file)}: ${error.message}`);
  }
}

/** npm runs scripts in the package's folder, but a name is meant where the user stands. */
function located(file) {
  const runByNpm = process.env.npm_lifecycle_event === 'audit:verify' && process.env.INIT_CWD;
  return resolve(runByNpm || process.cwd(), file);
}

function readText(file) {
  try {
    return readFileSync(located(file), 'utf8');
  } catch (error) {
    throw new Unreadable(`${shown(file)} cannot be read (${error.code})`);
  }
}

function warn(verification, options) {
  if (options.keys.length === 0) {
    process.stderr.write(
      'WARNING: no --key given. The keys were taken from the file itself: whoever could rewrite the file could ' +
        'also have put in their own. Get the verifier key from another source and pass it.\n',
    );
    const keys = verification.listedKeys.map((key) => shown(key.text, 300));
    process.stderr.write(`WARNING: keys in the file: ${keys.join(' ')}\n`);
  }
  if (options.checkpoints.length === 0) {
    process.stderr.write(
      'NOTE: no --checkpoint given. That the newest entries were cut off cleanly cannot be excluded.\n',
    );
  }
}

async function main() {
  const options = readArguments(process.argv.slice(2));
  const verification = new Verification(options.keys, options.checkpoints);
  await readAll(options.file === '-' ? process.stdin : openFile(options.file), verification);
  warn(verification, options);
  const { finding } = verification;
  process.stdout.write(`${finding ?? verification.verdict()}\n`);
  return finding ? 1 : 0;
}

function openFile(file) {
  if (!existsSync(located(file))) throw new Unreadable(`${shown(file)} does not exist`);
  return createReadStream(located(file), { highWaterMark: 1024 * 1024 });
}

try {
  process.exitCode = await main();
} catch (error) {
  const reason =
    error instanceof Unreadable ? error.message : `${error.code ?? error.name}: ${shown(error.message)}`;
  process.stderr.write(`CANNOT READ: ${reason}\n`);
  process.exitCode = 2;
}
