import { type Placed } from '../../../platform/data-file/placed.js';
import { readDataFile } from '../../../platform/data-file/read-data-file.js';
import {
  FACTOR_GROUPS,
  type FactorGroup,
  type RiskCatalogue,
  type RiskFactor,
} from '../domain/risk-factor.js';
import { readWords } from '../bilingual-words.js';
import type { Words } from '../domain/questionnaire.js';

const DATA_FOLDER = 'src/modules/diligence/risk-factors/data';
/** Oldest first. Another wording is another file: statements name the version that they went through. */
const FILES = ['risk-factors-1'];

let loaded: readonly RiskCatalogue[] | undefined;

/** Every version of the catalogue of risk factors, oldest first. */
export function riskCatalogues(): readonly RiskCatalogue[] {
  loaded ??= FILES.map((file) => parseRiskFactors(readDataFile(DATA_FOLDER, `${file}.yaml`)));
  return loaded;
}

/** The version that new statements go through. */
export function currentRiskCatalogue(): RiskCatalogue {
  return riskCatalogues().at(-1) as RiskCatalogue;
}

/** One version; undefined where there is none. */
export function riskCatalogueOf(version: number): RiskCatalogue | undefined {
  return riskCatalogues().find((one) => one.version === version);
}

/** Reads one version; throws a DataFileError that names the place where something is wrong. */
export function parseRiskFactors(root: Placed): RiskCatalogue {
  root.only('version', 'groups');
  const groups = root.get('groups').items();
  const read = groups.map(parseGroup);
  refuseTwice(groups, read);
  const missing = FACTOR_GROUPS.filter((code) => !read.some((group) => group.code === code));
  if (missing.length > 0) root.get('groups').fail(`lacks ${missing.join(', ')}`);
  return {
    version: root.get('version').count(1),
    groups: read.map(({ code, name }) => ({ code, name })),
    factors: read.flatMap(({ factors }) => factors),
  };
}

interface ReadGroup {
  code: FactorGroup;
  name: Words;
  factors: RiskFactor[];
}

function parseGroup(placed: Placed): ReadGroup {
  const code = placed.only('code', 'name', 'factors').get('code').code(FACTOR_GROUPS);
  const factors = placed.get('factors').items();
  if (factors.length === 0) placed.fail('has no factors');
  return {
    code,
    name: readWords(placed.get('name')),
    factors: factors.map((factor) => ({
      code: factor
        .only('code', 'name', 'explanation')
        .get('code')
        .matching(/^[a-z][a-z_]{0,59}$/, 'a code'),
      group: code,
      name: readWords(factor.get('name')),
      explanation: readWords(factor.get('explanation')),
    })),
  };
}

/** A statement names a factor by its code alone, and a group is one part of the page. */
function refuseTwice(groups: readonly Placed[], read: readonly ReadGroup[]): void {
  const seen = new Set<string>();
  read.forEach(({ code, factors }, i) => {
    for (const one of [code, ...factors.map((factor) => factor.code)]) {
      if (seen.has(one)) groups[i]?.fail(`the code "${one}" is used twice`);
      seen.add(one);
    }
  });
}
