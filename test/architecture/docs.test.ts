import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { AppModule } from '../../src/app.module.js';
import { PROBLEM_STATUS, type ProblemCode } from '../../src/kernel/problem-codes.js';
import {
  PERMISSION_NAMES,
  ROLES,
  rolesWith,
  SERVICE_SCOPES,
  SIGNING_FUNCTIONS,
} from '../../src/kernel/roles.js';
import { CHANGE_MATRIX, RULES } from '../../src/modules/continuity/changes.public.js';
import { EXIT_STEPS } from '../../src/modules/continuity/domain/exit-steps.js';
import { CODE_TEXTS } from '../../src/modules/scoring/domain/code-texts.js';
import * as COVERAGE_TEXTS from '../../src/modules/scoring/domain/coverage-texts.js';
import * as FAILURE_TEXTS from '../../src/modules/scoring/domain/failure-texts.js';
import * as FINDING_TEXTS from '../../src/modules/scoring/domain/finding-texts.js';
import * as SCORE_TEXTS from '../../src/modules/scoring/domain/score-texts.js';
import { TIER_REASON_TEXTS } from '../../src/modules/inventory/domain/tier-texts.js';
import { readConfig } from '../../src/platform/config/config.js';
import { FIELD_TEXTS } from '../../src/platform/http/field-texts.js';
import { PROBLEM_TEXTS } from '../../src/platform/http/problem-texts.js';
import { buildDocument } from '../../src/platform/openapi/document.js';
import { PACKAGE_ROOT } from '../../src/platform/package-root.js';
import { SCHEDULE } from '../../src/schedule.js';

/** The manual is held against the code: what it lists is all there is, and what it names is there. */
const PAGES = [
  ...filesIn('docs', '.md'),
  ...readdirSync(PACKAGE_ROOT).filter((name) => name.endsWith('.md')),
];

const SOURCES = filesIn('src', '.ts').filter((file) => !file.endsWith('.spec.ts'));

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(join(PACKAGE_ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}

function read(path: string): string {
  return readFileSync(join(PACKAGE_ROOT, path), 'utf8');
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

/** Rows of the tables of a page, or of the part of it below a heading; cells without code marks. */
function rows(page: string, heading = ''): string[][] {
  const text = read(`docs/reference/${page}`);
  const from = heading === '' ? 0 : text.indexOf(`\n## ${heading}\n`);
  expect(from).toBeGreaterThanOrEqual(0);
  const end = heading === '' ? -1 : text.indexOf('\n## ', from + 1);
  return tableRows(end < 0 ? text.slice(from) : text.slice(from, end));
}

function tableRows(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
}

const bare = (cell = ''): string => cell.replace(/^`|`$/g, '');
const firstCells = (table: string[][]): string[] => table.map(([first]) => bare(first)).sort();
const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

describe('the reference', () => {
  it('lists every problem with its status and title, and no other', () => {
    const listed = rows('problems.md', 'Problem codes').map(([code, status, title]) => [
      bare(code),
      status,
      title,
    ]);
    const known = (Object.keys(PROBLEM_STATUS) as ProblemCode[]).map((code) => [
      code,
      String(PROBLEM_STATUS[code]),
      PROBLEM_TEXTS[code].en.title,
    ]);
    expect(listed.sort()).toEqual(known.sort());
  });

  it('lists every field code, and no other', () => {
    expect(firstCells(rows('problems.md', 'Field codes'))).toEqual(Object.keys(FIELD_TEXTS).sort());
  });

  it('says exactly what each role may do', () => {
    const listed = rows('permissions.md', 'What each role may do').map(([name, ...cells]) => [
      bare(name),
      cells,
    ]);
    const known = PERMISSION_NAMES.map((name) => [
      name,
      ROLES.map((role) => (rolesWith(name).includes(role) ? 'yes' : '–')),
    ]);
    expect(listed).toEqual(known);
    expect(firstCells(rows('permissions.md', 'Roles'))).toEqual([...ROLES].sort());
    expect(firstCells(rows('permissions.md', 'Signing functions'))).toEqual([...SIGNING_FUNCTIONS].sort());
    expect(matches(read('docs/reference/permissions.md'), /^- `([a-z_.]+)`$/gm)).toEqual(SERVICE_SCOPES);
  });

  it('lists the tables of the migrations, and which of them are under history', () => {
    const made = filesIn('migrations', '.ts').flatMap((file) =>
      matches(read(file), /CREATE (?:UNLOGGED )?TABLE (\w+\.\w+) \(/g),
    );
    const tracking =
      /unnest\(ARRAY\[([^\]]+)\]/.exec(read('migrations/repeatable/900-tracking.sql'))?.[1] ?? '';
    const tables = rows('data-model.md', 'Tables');
    expect(firstCells(tables)).toEqual(made.sort());
    const tracked = tables.filter(([, , history]) => history === 'yes');
    expect(firstCells(tracked)).toEqual(
      matches(tracking, /'(\w+)'/g)
        .map((name) => `public.${name}`)
        .sort(),
    );
  });

  it('lists the actions that people and jobs leave in the audit log', () => {
    const page = read('docs/reference/events-and-audit.md');
    const code = SOURCES.map(read).join('\n');
    const actions = matches(
      code,
      /'((?:person|api_key|session|second_factor|obligation|reminder)\.[a-z]\w+)'/g,
    );
    const silent = actions.filter((action) => {
      const [record = '', verb = ''] = action.split('.');
      const lines = page.split('\n').filter((line) => line.startsWith(`| \`${record}\``));
      return (
        !PERMISSION_NAMES.some((name) => name === action) &&
        !lines.some((line) => line.includes(`\`${verb}\``))
      );
    });
    expect(actions.length).toBeGreaterThan(30);
    expect(silent).toEqual([]);
  });

  it('names every term in English and in Traditional Chinese', () => {
    const terms = matches(read('docs/reference/glossary.md'), /^### (.+)$/gm);
    expect(terms.filter((term) => !/^[A-Za-z][^·]* · [^·]*\p{Script=Han}[^·]*$/u.test(term))).toEqual([]);
    expect(new Set(terms).size).toBe(terms.length);
    expect(terms.length).toBeGreaterThan(80);
  });
});

describe('the configuration page', () => {
  const settings = rows('configuration.md').filter(([name]) => name !== '`LOG_LEVEL`');
  const examples = Object.fromEntries(settings.map(([name, , example]) => [bare(name), bare(example)]));

  it('lists every variable that the program reads, and no other', () => {
    const asked = new Set<string>();
    readConfig(
      new Proxy(examples, { get: (values, name) => (asked.add(String(name)), values[String(name)]) }),
    );
    const elsewhere = SOURCES.flatMap((file) => matches(read(file), /process\.env(?:\.|\[')([A-Z_]+)/g));
    expect(firstCells(rows('configuration.md'))).toEqual([...new Set([...asked, ...elsewhere])].sort());
  });

  it('gives defaults that are the defaults', () => {
    const literal = settings.filter(([, byDefault]) => byDefault?.startsWith('`'));
    expect(literal.length).toBeGreaterThan(5);
    for (const [name, byDefault] of literal) {
      expect([name, readConfig({ [bare(name)]: bare(byDefault) })]).toEqual([name, readConfig({})]);
    }
  });

  it('gives examples that are accepted and have an effect', () => {
    for (const name of Object.keys(examples)) {
      const { [name]: _left, ...others } = examples;
      let without: unknown = 'refused';
      try {
        without = readConfig(others);
      } catch {
        // needed beside another variable: that is an effect too
      }
      expect([name, readConfig(examples)]).not.toEqual([name, without]);
    }
  });
});

describe('the rest of the manual', () => {
  it('lists every job and how often it runs', () => {
    const table = /\n## Jobs\n([\s\S]*?)\n### /.exec(read('docs/how-to/scale-out.md'))?.[1] ?? '';
    const seconds = (cell = ''): number => {
      const [, n = '', unit = ''] = /^(\d+) (s|min|h)\b/.exec(cell) ?? [];
      return Number(n) * ({ s: 1, min: 60, h: 3600 }[unit] ?? NaN);
    };
    const listed = tableRows(table).map(([name, every]) => [bare(name), seconds(every)]);
    expect(listed).toEqual(SCHEDULE.map(({ name, everySeconds }) => [name, everySeconds]));
  });

  it('explains every rule on who may import whom', () => {
    const page = read('docs/explanation/architecture.md');
    const rules = matches(read('.dependency-cruiser.cjs'), /name: '([a-z-]+)'/g);
    expect(rules.filter((rule) => !page.includes(`| \`${rule}\` |`))).toEqual([]);
  });

  it('says what each module does', () => {
    const named = matches(read('docs/explanation/architecture.md'), /^- \*\*(\w+)\*\*:/gm);
    expect(named.sort()).toEqual(readdirSync(join(PACKAGE_ROOT, 'src/modules')).sort());
  });

  it('has links that lead somewhere, headings included', () => {
    const dead = PAGES.flatMap((page) =>
      matches(read(page), /\]\(([^)\s]+)\)/g)
        .filter((link) => !/^[a-z]+:/.test(link))
        .filter((link) => {
          const [path = '', anchor] = link.split('#');
          const target = path === '' ? page : join(dirname(page), path);
          if (!existsSync(join(PACKAGE_ROOT, target))) return true;
          return (
            anchor !== undefined &&
            !matches(read(target), /^#+ (.+)$/gm)
              .map(slugOf)
              .includes(anchor)
          );
        })
        .map((link) => `${page}: ${link}`),
    );
    expect(dead).toEqual([]);
  });

  it('names files and commands that exist', () => {
    const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);
    const missing = PAGES.flatMap((page) => {
      const text = read(page);
      const files = matches(text, /`((?:src|test|scripts|migrations|docs|\.ci)\/[\w./-]+)`/g);
      const commands = matches(text, /npm run (?:--\w+ )*([\w:-]+)/g);
      return [
        ...files.filter((file) => !existsSync(join(PACKAGE_ROOT, file))),
        ...commands.filter((command) => !scripts.includes(command)),
      ].map((name) => `${page}: ${name}`);
    });
    expect(missing).toEqual([]);
  });

  it('is reached from its index, page by page', () => {
    for (const index of ['docs/README.md', 'docs/adr/README.md']) {
      const linked = matches(read(index), /\]\(([^)#\s]+)/g).map((link) => join(dirname(index), link));
      const pages = PAGES.filter(
        (page) => page.startsWith('docs/adr/') === index.includes('adr') && page.startsWith('docs/'),
      );
      expect(pages.filter((page) => page !== index && !linked.includes(page))).toEqual([]);
    }
  });

  it('has decisions in one form, numbered without a gap', () => {
    const decisions = filesIn('docs/adr', '.md')
      .filter((page) => /\/\d{4}-/.test(page))
      .sort();
    decisions.forEach((page, number) => {
      const text = read(page);
      expect([page, relative('docs/adr', page).slice(0, 4)]).toEqual([page, String(number).padStart(4, '0')]);
      expect(matches(text, /^## (.+)$/gm)).toEqual(['Context', 'Decision', 'Consequences', 'Rejected']);
      expect(text).toMatch(/\nStatus: (proposed|accepted|replaced by)/);
    });
  });

  it('keeps to Hong Kong wording, as the program does', () => {
    const foreign =
      /上傳|軟體|網路|信息|質量|品質|合同|稽核|法遵|默認|緩釋|減輕|工作日|賠償|個人數據|網關|向量數據庫/;
    const texts = [
      ...[PROBLEM_TEXTS, FIELD_TEXTS, TIER_REASON_TEXTS, SCORE_TEXTS],
      ...[CODE_TEXTS, COVERAGE_TEXTS, FAILURE_TEXTS, FINDING_TEXTS, CHANGE_MATRIX, RULES, EXIT_STEPS],
    ].map((catalogue) => JSON.stringify(catalogue));
    expect([...PAGES.map(read), ...texts].filter((text) => foreign.test(text))).toEqual([]);
  });
});

describe('every address that the manual names', () => {
  const shapes = new Set<string>();
  const shapeOf = (path: string): string => path.replace(/\/(\{\w+\}|\$\w+)(?=\/|$)/g, '/{}');

  beforeAll(async () => {
    const module = AppModule.with(readConfig({}), 'postgres://nowhere');
    const app = await NestFactory.create(module, new FastifyAdapter(), { preview: true, logger: false });
    for (const [path, item] of Object.entries(buildDocument(app).paths)) {
      shapes.add(shapeOf(path));
      for (const method of Object.keys(item)) shapes.add(`${method.toUpperCase()} ${shapeOf(path)}`);
    }
  });

  it('is answered, under the method that stands before it', () => {
    const named = PAGES.flatMap((page) => {
      const text = read(page);
      const full = matches(
        text,
        /((?:(?:GET|POST|PATCH|DELETE) )?\/(?:api\/v1|health|metrics)(?:\/[\w{}$.-]+)+)/g,
      );
      const short = matches(text, /\bask \w+ ["']?(\/[\w/$-]+)/g).map((path) => `GET /api/v1${path}`);
      return [...full, ...short].map((address) => ({
        page,
        address: shapeOf(address.replace(/[.-]+$/, '')),
      }));
    });
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter(({ address }) => !shapes.has(address))).toEqual([]);
  });
});
