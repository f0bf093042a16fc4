import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answer,
  body,
  declaration,
  fieldsOf,
  modulesOf,
  namesOf,
  planOf,
  serving,
  to,
  typeText,
} from './testing.ts';

const string = { type: 'string' };
const integer = { type: 'integer' };

function object(properties: object, ...required: readonly string[]): object {
  return { type: 'object', properties, required };
}

function values(...members: readonly string[]): object {
  return { type: 'string', enum: members };
}

function components(schemas: object): object {
  return { components: { schemas } };
}

describe('components', () => {
  test('are classes named after their key, each in a module of its own', async () => {
    const planned = await planOf({
      paths: serving(to('batch-payload'), to('userId')),
      ...components({
        'batch-payload': object({ id: string }),
        userId: object({ id: string }),
        unused: object({}),
      }),
    });
    expect(modulesOf(planned)).toEqual({ BatchPayload: 'models.batch_payload', UserID: 'models.userid' });
  });

  test('that are no objects need no declaration', async () => {
    const planned = await planOf({
      paths: serving(to('Things')),
      ...components({ Things: { type: 'array', items: to('Name') }, Name: string }),
    });
    expect(namesOf(planned)).toEqual([]);
    const [operation] = planned.api.operations;
    if (!operation) throw new Error('no operation');
    expect(typeText(planned.plan.forOperation(operation).result)).toBe('List[str]');
  });

  test('may refer to themselves', async () => {
    const planned = await planOf({
      paths: serving(to('Node')),
      ...components({ Node: object({ children: { type: 'array', items: to('Node') } }) }),
    });
    expect(fieldsOf(planned, 'Node')).toEqual(['children?: List[Node]']);
  });
});

test('a namespace is a package of its own', async () => {
  const Thing = { ...object({ size: values('s') }), 'x-speakeasy-model-namespace': 'billing' };
  const planned = await planOf({ paths: serving(to('Thing')), ...components({ Thing }) });
  expect(modulesOf(planned)).toEqual({ Thing: 'models.billing.thing', Size: 'models.billing.thing' });
});

describe('inline types', () => {
  test.each<[string, object, readonly string[]]>([
    ['the property names them', { A: object({ size: values('s') }) }, ['A', 'Size']],
    [
      'equals are prefixed by their component',
      { A: object({ size: values('s') }), B: object({ size: values('m') }) },
      ['A', 'ASize', 'B', 'BSize'],
    ],
    [
      'a component keeps its name',
      { A: object({ b: object({ x: string }) }), B: object({}) },
      ['A', 'AB', 'B'],
    ],
    [
      'an enum beside a component says so',
      { A: object({ b: values('x') }), B: object({}) },
      ['A', 'B', 'BEnum'],
    ],
    [
      'a title names them',
      { A: object({ size: { ...values('s'), title: 'Shirt size' } }) },
      ['A', 'ShirtSize'],
    ],
    [
      'items are named by the singular',
      { A: object({ sizes: { type: 'array', items: values('s') } }) },
      ['A', 'Size'],
    ],
    [
      'what is between stands between',
      { A: object({ cpu: object({ mode: values('x') }), disk: object({ mode: values('x') }) }) },
      ['A', 'CPU', 'CPUMode', 'Disk', 'DiskMode'],
    ],
  ])('%s', async (_, schemas, want) => {
    const refs = Object.keys(schemas).map(to);
    expect(namesOf(await planOf({ paths: serving(...refs), ...components(schemas) }))).toEqual(want);
  });

  test('live in the module of their component', async () => {
    const planned = await planOf({
      paths: serving(to('Thing')),
      ...components({ Thing: object({ size: values('s') }) }),
    });
    expect(modulesOf(planned)).toEqual({ Thing: 'models.thing', Size: 'models.thing' });
  });
});

describe('unions', () => {
  const text = object({ type: { const: 'TEXT' }, text: string }, 'type');
  const file = object({ type: { const: 'MANAGED_FILE' }, file: string }, 'type');

  test('name inline members by their tags', async () => {
    const planned = await planOf({
      paths: serving(to('Source')),
      ...components({ Source: { oneOf: [text, file] } }),
    });
    expect(namesOf(planned)).toEqual(['Source', 'SourceManagedFile', 'SourceText']);
    expect(declaration(planned, 'Source')).toMatchObject({ kind: 'alias', unknown: 'UnknownSource' });
  });

  test('number members that nothing tells apart', async () => {
    const Answer = { oneOf: [object({ a: string }), object({ b: string })] };
    const planned = await planOf({ paths: serving(to('Answer')), ...components({ Answer }) });
    expect(modulesOf(planned)).toEqual({
      AnswerUnion: 'models.answer_union',
      Answer1: 'models.answer_union',
      Answer2: 'models.answer_union',
    });
  });

  test('of what Python writes alike are no unions', async () => {
    const A = object({ name: { anyOf: [string, { type: 'string', format: 'uri' }] } });
    const planned = await planOf({ paths: serving(to('A')), ...components({ A }) });
    expect(fieldsOf(planned, 'A')).toEqual(['name?: str']);
  });
});

describe('fields', () => {
  test('have Python names, aliases, defaults and null', async () => {
    const A = object(
      {
        createdAt: { type: 'string', format: 'date-time' },
        from: string,
        limit: { type: 'integer', default: 10 },
        note: { type: ['string', 'null'], default: null },
        kind: { const: 'a' },
        size: { ...values('s', 'm'), default: 'm' },
        'a-b': integer,
        a_b: integer,
      },
      'createdAt',
      'kind',
    );
    expect(fieldsOf(await planOf({ paths: serving(to('A')), ...components({ A }) }), 'A')).toEqual([
      'created_at (createdAt): datetime',
      'from_ (from)?: str',
      'limit?: int = 10',
      'note?: Nullable[str]',
      'kind: Literal["a"] = "a"',
      'size?: Size = "m"',
      'a_b (a-b)?: int',
      'a_b1 (a_b)?: int',
    ]);
  });

  test('are in capitals where they are constants, if configured', async () => {
    const A = object({ type: { const: 'a' } }, 'type');
    const planned = await planOf(
      { paths: serving(to('A')), ...components({ A }) },
      'python:\n  constFieldCasing: upper\n',
    );
    expect(declaration(planned, 'A')).toMatchObject({
      fields: [{ name: 'TYPE', twinName: 'type', wire: 'type' }],
    });
  });
});

describe('enums', () => {
  test('take unknown values where the server gives them', async () => {
    const Size = values('s', 'm');
    const post = { operationId: 'make', ...body(to('In')), responses: {} };
    const planned = await planOf({
      paths: { ...serving(to('Out')), '/make': { post } },
      ...components({ In: object({ shape: values('a', 'b') }), Out: object({ size: Size }) }),
    });
    expect(declaration(planned, 'Size')).toMatchObject({ style: 'union', open: true });
    expect(declaration(planned, 'Shape')).toMatchObject({ open: false });
  });
});

describe('sides', () => {
  const schemas = {
    Thing: object({ id: { ...string, readOnly: true }, name: string, owner: to('Owner') }),
    Owner: object({ name: string }),
    Box: object({ thing: to('Thing') }),
  };

  test('split what is readOnly, and all that refers to it', async () => {
    const post = { operationId: 'make', ...body(to('Box')), ...answer(to('Box')) };
    const planned = await planOf({ paths: { '/box': { post } }, ...components(schemas) });
    expect(namesOf(planned)).toEqual(['Box', 'BoxInput', 'Owner', 'Thing', 'ThingInput']);
    expect(fieldsOf(planned, 'ThingInput')).toEqual(['name?: str', 'owner?: Owner']);
    expect(fieldsOf(planned, 'BoxInput')).toEqual(['thing?: ThingInput']);
  });
});

describe('operations', () => {
  const id = { name: 'thingId', in: 'path', required: true, schema: string };

  test('have a request class where they have parameters', async () => {
    const put = {
      operationId: 'putThing',
      parameters: [id],
      ...body(object({ size: values('s') })),
      responses: {},
    };
    const planned = await planOf({ paths: { '/things/{thingId}': { put } } });
    expect(modulesOf(planned)).toEqual({
      PutThingRequest: 'models.putthingop',
      PutThingRequestBody: 'models.putthingop',
      Size: 'models.putthingop',
    });
    expect(fieldsOf(planned, 'PutThingRequest')).toEqual([
      'thing_id (thingId): str',
      'body: PutThingRequestBody',
    ]);
  });

  test('name their bodies', async () => {
    const post = {
      operationId: 'makeThing',
      ...body(object({ a: string })),
      ...answer(object({ b: string })),
    };
    expect(namesOf(await planOf({ paths: { '/things': { post } } }))).toEqual([
      'MakeThingRequest',
      'MakeThingResponse',
    ]);
  });

  test.each([
    ['application/xml', object({ a: string }), 'str'],
    ['text/csv', { type: 'array', items: string }, 'str'],
    ['text/plain', integer, 'int'],
  ])('take and give %s as it is written', async (mediaType, schema, want) => {
    const content = { [mediaType]: { schema } };
    const post = {
      operationId: 'makeThing',
      requestBody: { required: true, content },
      responses: { 200: { description: '', content } },
    };
    const { api, plan } = await planOf({ paths: { '/things': { post } } });
    const models = api.operations.map((operation) => plan.forOperation(operation));
    expect(models.flatMap(({ bodies }) => bodies.map(({ type }) => typeText(type)))).toEqual([want]);
    expect(models.map(({ result }) => typeText(result))).toEqual([want]);
  });

  test('of one response component are told apart by number', async () => {
    const content = {
      'application/vnd.api+json': { schema: object({ a: string }) },
      'application/json': { schema: object({ b: string }) },
    };
    const planned = await planOf({
      paths: {
        '/': { get: { operationId: 'get', responses: { 200: { $ref: '#/components/responses/Reply' } } } },
      },
      components: { responses: { Reply: { description: '', content } } },
    });
    expect(namesOf(planned)).toEqual(expect.arrayContaining(['Reply1', 'Reply2']));
  });

  test('leave the name of the response to the result where there are several bodies', async () => {
    const json = (schema: object) => ({ description: '', content: { 'application/json': { schema } } });
    const [first, second] = [object({ a: string }), object({ b: string })];
    const get = { operationId: 'get', responses: { 200: json(first), 201: json(to('Thing')) } };
    const put = { operationId: 'put', responses: { 200: json(first), 201: json(second) } };
    const planned = await planOf({
      paths: { '/things': { get, put } },
      components: { schemas: { Thing: object({ c: string }) } },
    });
    expect(namesOf(planned).filter((name) => name !== 'Thing')).toEqual([
      'GetResponse',
      'GetResponseBody',
      'PutCreatedResponseBody',
      'PutOKResponseBody',
      'PutResponse',
    ]);
  });

  test('wrap a result that has headers', async () => {
    const headers = { 'X-Total': { schema: integer } };
    const content = { 'application/json': { schema: object({ b: string }) } };
    const get = { operationId: 'list', responses: { 200: { description: '', headers, content } } };
    const planned = await planOf({ paths: { '/things': { get } } });
    expect(fieldsOf(planned, 'ListResponse')).toEqual([
      'headers: Dict[str, List[str]]',
      'result: ListResponseBody',
    ]);
  });

  test('have files in forms', async () => {
    const schema = object({ file: { type: 'string', format: 'binary' } }, 'file');
    const requestBody = { required: true, content: { 'multipart/form-data': { schema } } };
    const planned = await planOf({
      paths: { '/files': { post: { operationId: 'upload', requestBody, responses: {} } } },
    });
    expect(fieldsOf(planned, 'File')).toEqual([
      'file_name (fileName): str',
      'content: Union[bytes, IO[bytes], BufferedReader]',
      'content_type (Content-Type)?: str',
    ]);
  });
});

describe('errors', () => {
  test.each<[string, object, string, string]>([
    ['a component', { Problem: object({ message: string }) }, 'ProblemError', 'errors.problem_error'],
    ['one that says so', { ApiError: object({ message: string }) }, 'APIError', 'errors.apierror'],
  ])('%s', async (_, schemas, name, module) => {
    const [key = ''] = Object.keys(schemas);
    const content = { 'application/json': { schema: to(key) } };
    const get = { operationId: 'get', responses: { 404: { description: '', content } } };
    const planned = await planOf({ paths: { '/': { get } }, ...components(schemas) });
    expect(declaration(planned, name)).toMatchObject({
      kind: 'error',
      module,
      data: { name: `${name}Data` },
    });
  });

  test('inline ones are named by their status', async () => {
    const schema = object({ error: object({ code: values('x'), message: string }) });
    const content = { 'application/json': { schema } };
    const get = { operationId: 'getThing', responses: { 422: { description: '', content } } };
    const planned = await planOf({ paths: { '/': { get } } });
    expect(modulesOf(planned)).toEqual({
      UnprocessableEntityError: 'errors.getthingop',
      Error: 'models.getthingop',
      Code: 'models.getthingop',
    });
  });
});

describe('layouts', () => {
  const paths = (shared: string, operations: string, errors: string): string =>
    `python:\n  imports:\n    paths: {shared: "${shared}", operations: "${operations}", errors: "${errors}"}\n`;
  const content = { 'application/json': { schema: to('Problem') } };
  const get = {
    operationId: 'getThing',
    parameters: [{ name: 'q', in: 'query', schema: string }],
    responses: {
      200: { description: '', content: { 'application/json': { schema: to('Thing') } } },
      404: { description: '', content },
    },
  };
  const document = { paths: { '/': { get } }, ...components({ Thing: object({}), Problem: object({}) }) };

  test.each([
    [paths('', '', 'errors'), ['models.thing', 'models.getthingop', 'errors.problem_error']],
    [paths('', '', ''), ['models.thing', 'models.getthingop', 'models.problem_error']],
    [
      paths('models/components', 'models/operations', 'models/errors'),
      ['models.components.thing', 'models.operations.getthingop', 'models.errors.problem_error'],
    ],
  ])('%s', async (gen, [thing, request, error]) => {
    expect(modulesOf(await planOf(document, gen))).toEqual({
      Thing: thing,
      GetThingRequest: request,
      ProblemError: error,
    });
  });
});

test('the order of keys does not change any name', async () => {
  const schemas: Readonly<Record<string, object>> = {
    'a-b': object({ type: values('x'), item: object({ type: values('y') }) }),
    AB: object({ type: values('z') }),
    Type: values('t'),
    Item: { oneOf: [object({ a: string }), object({ type: values('q') })] },
    C: object({ items: { type: 'array', items: { oneOf: [to('AB'), object({ item: values('i') })] } } }),
  };
  const paths = serving(...Object.keys(schemas).map(to));
  const want = namesOf(await planOf({ paths, ...components(schemas) }));
  const keys = Object.keys(schemas);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(keys, { minLength: keys.length }), async (order) => {
      const shuffled = Object.fromEntries(order.map((key) => [key, schemas[key]]));
      expect(namesOf(await planOf({ paths, ...components(shuffled) }))).toEqual(want);
    }),
    { numRuns: 20 },
  );
});
