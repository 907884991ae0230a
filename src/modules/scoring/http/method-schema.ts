import { boundsOf, MOST_STEPS } from '../engine/method-problems.js';
import { METHOD_V1 } from '../engine/method-v1.js';

type Schema = Readonly<Record<string, unknown>>;

/** What the parts of a method are for; a figure inside one is described by its place. */
const PARTS: Readonly<Record<string, string>> = {
  '/tiers': 'Materiality of each tier, and its weight in a blast radius.',
  '/tierScale': 'The factor of a tier: base + slope × materiality.',
  '/weights': 'Weight of each domain in the mean; together 1.',
  '/caps': 'The largest effect that the controls of each domain may have.',
  '/total': 'Shares of the worst domain and of the mean in the total; together 1.',
  '/legal': 'Weights inside domain L; together 1.',
  '/component': 'Weights inside the score of a component; together 1.',
  '/privilegeBase': 'What is left of a component’s weakness where it can see nothing.',
  '/tables': 'Tables: code to value; the unknown is the worst of each.',
  '/exploitation':
    'What an exploitation probability of at least `from` counts for, falling; the last begins at 0.',
  '/controls': 'Weights of the controls in each domain.',
  '/requiredTests': 'Tests that each tier asks for; a higher tier asks for no fewer.',
  '/floors': 'Floors of the gates, 0 to 100.',
  '/humanReview': 'From which day after going live human review has to operate, and how far.',
  '/fallbackNeeded': 'How good a fallback has to be for G5.',
  '/sharedHighRisk': 'How many T1 use cases one node must stop for G8.',
  '/bands': 'Lower bounds of the bands above low, rising.',
  '/cadence': 'Months between two due diligences by tier, and two monitoring runs by band.',
};

/** The JSON Schema of a method, made from its first version: the same fields, with the bounds of their numbers. */
export function methodSchema(): Schema {
  const { version: _version, ...shape } = METHOD_V1;
  return { ...schemaOf(shape, ''), example: { ...METHOD_V1, version: undefined } };
}

/** The same as a document of its own. */
export function methodSchemaDocument(): Schema {
  const { example: _example, ...schema } = methodSchema();
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Scoring method',
    description:
      'Weights, tables, caps, floors and cadences of the score. Beyond this schema: weights add up to 1, an unknown is the worst of its table, steps fall and bounds rise.',
    ...schema,
    examples: [{ ...METHOD_V1, version: undefined }],
  };
}

function schemaOf(like: unknown, pointer: string): Schema {
  const description = PARTS[pointer] ?? `Figure of ${pointer.slice(1).replaceAll('/', ', ')}.`;
  return { description, ...typeOf(like, pointer) };
}

function typeOf(like: unknown, pointer: string): Schema {
  if (typeof like === 'number') {
    const { min, max, whole = false } = boundsOf(pointer);
    return { type: whole ? 'integer' : 'number', minimum: min, maximum: max };
  }
  if (typeof like === 'string') return { type: 'string', maxLength: 40 };
  if (Array.isArray(like)) {
    return { type: 'array', maxItems: MOST_STEPS, items: schemaOf(like[0], `${pointer}/0`) };
  }
  const fields = Object.entries(like as object);
  return {
    type: 'object',
    additionalProperties: false,
    required: fields.map(([field]) => field),
    properties: Object.fromEntries(
      fields.map(([field, value]) => [field, schemaOf(value, `${pointer}/${field}`)]),
    ),
  };
}
