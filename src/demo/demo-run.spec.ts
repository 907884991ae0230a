import { describe, expect, it } from '@jest/globals';
import { CreateControlDto } from '../modules/diligence/diligence-contract.public.js';
import { loadDemo } from '../modules/inventory/inventory.public.js';
import { Placed } from '../platform/data-file/placed.js';
import { Answer } from '../platform/http/answer.js';
import { DemoIds } from './demo-ids.js';
import { DemoRun } from './demo-run.js';

const { people } = loadDemo('2026-12-03');
const ids = new DemoIds();
for (const { id } of people) ids.add('person', id, `id of ${id}`);
const joining = (_tx: unknown, context: object) => context;
const run = new DemoRun({ joining } as never, {} as never, people, ids, new Date('2026-12-03T02:00:00Z'));

const control = {
  by: 'risk-officer',
  domain: 'D',
  control: 'encryption',
  level: 'firm',
  validTo: { inDays: 1 },
};
const at = (value: object): Placed => new Placed('file.yaml', 'controls[3]', value);

describe('a record of the data', () => {
  it('is a request of the contract, without the members that are its own', async () => {
    expect(await run.request(at(control), CreateControlDto, 'by')).toEqual({
      ...{ domain: 'D', control: 'encryption', level: 'firm', validTo: '2026-12-04' },
    });
  });

  it.each([
    ['a member that means nothing', { colour: 'red' }, '/colour unknown-field'],
    ['a code that the contract has not', { level: 'world' }, '/level code'],
    ['what has to be said and is not', { validTo: undefined }, '/validTo required'],
    ['what is too long', { description: 'x'.repeat(4001) }, '/description too-long'],
  ])('is refused for %s, with its place', async (_what, change, message) => {
    const request = run.request(at({ ...control, ...change }), CreateControlDto, 'by');
    await expect(request).rejects.toThrow(
      `file.yaml at controls[3]: is refused (validation-failed); ${message}`,
    );
  });

  it('is of somebody who is there and may do it', async () => {
    const command = (by: string) =>
      run.command(at({ ...control, by }), 'controls.write', ({ actor }) =>
        Promise.resolve(Answer.created(JSON.stringify({ id: actor.personId }), '/x', '"4"')),
      );
    expect(await command('risk-officer')).toEqual({ id: 'id of risk-officer', rowVersion: 4 });
    await expect(command('auditor')).rejects.toThrow('controls[3].by: may not do this: controls.write');
    await expect(command('nobody')).rejects.toThrow('controls[3].by: "nobody" is nobody here');
  });
});
