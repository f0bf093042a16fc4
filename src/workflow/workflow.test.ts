import { expect, test } from 'vitest';
import { readWorkflow } from './workflow.ts';

const good = `workflowVersion: 1.0.0
speakeasyVersion: latest
sources:
  api:
    inputs: [{location: users.yaml}, {location: 'https://a.example/orders.json'}]
    overlays: [{location: fixes.yaml}, {document: {location: names.yaml}}]
targets:
  sdk: {target: python, source: api, output: sdk, publish: {pypi: {token: $TOKEN}}}
`;

test('a workflow is read, and what we do not know of is left alone', () => {
  expect(readWorkflow(good, 'workflow.yaml')).toEqual({
    workflow: {
      file: 'workflow.yaml',
      targets: [
        {
          name: 'sdk',
          output: 'sdk',
          source: {
            name: 'api',
            inputs: ['users.yaml', 'https://a.example/orders.json'],
            overlays: ['fixes.yaml', 'names.yaml'],
          },
        },
      ],
      problems: [
        expect.objectContaining({
          code: 'workflow-key-unused',
          message: '`targets.sdk.publish` has no effect: hookline does not publish packages.',
        }),
      ],
    },
  });
});

test.each([
  ['a: [', 'workflow-invalid:1'],
  ['- a', 'workflow-invalid:1'],
  ['', 'workflow-invalid:1'],
  [`a: ${'['.repeat(20_000)}`, 'workflow-invalid:1'],
  ['sources: {}\ntargets: {}', 'workflow-invalid:2'],
  [
    good.replace('source: api', 'source: apy'),
    'workflow-invalid:8',
    'There is no source "apy". Did you mean "api"?',
  ],
  [good.replace('source: api', 'source: __proto__'), 'workflow-invalid:8'],
  [good.replace('target: python', 'target: cobol'), 'workflow-invalid:8', 'there is python'],
  [good.replace('inputs: [{location: users.yaml}, ', 'inputs: [5, '), 'workflow-invalid:5'],
  [good.replace(/inputs: .*/, 'inputs: []'), 'workflow-invalid:5'],
  [good.replace('output: sdk', 'output: 5'), 'workflow-invalid:8'],
  [good.replace('users.yaml', 'registry.speakeasyapi.dev/a/b'), 'workflow-invalid:5', 'in a registry'],
  [`${good.replace('targets:', '    output: ../x.yaml\ntargets:')}`, 'workflow-invalid:7', 'not inside'],
  [`${good.replace('targets:', '    output: x.py\ntargets:')}`, 'workflow-invalid:7', '.yaml, .yml or .json'],
  [
    `${good.replace('targets:', '    output: .github/workflows/x.yaml\ntargets:')}`,
    'workflow-invalid:7',
    'a folder of another program',
  ],
  [`${good.replace('targets:', '    output: ./users.yaml\ntargets:')}`, 'workflow-invalid:7', 'its inputs'],
  [
    `${good}  two: {target: python, source: api, output: ./sdk}\n`,
    'workflow-invalid:9',
    'the same output folder',
  ],
])('text %# is refused with its place', (text, wanted, message = '') => {
  const read = readWorkflow(text, 'workflow.yaml');
  if (!('problems' in read)) throw new Error('it was accepted');
  const [first] = read.problems;
  expect(`${first?.code}:${first?.place?.line}`).toBe(wanted);
  expect(first?.message).toContain(message);
});
