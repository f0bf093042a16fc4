/** The catalogue's entries for what an OpenAPI document says: operations, parameters, schemas, security. */
import type { Entry } from './entry.ts';

export const apiProblems = {
  'operation-dropped': {
    title: 'An operation cannot be generated',
    cause:
      'Something that a method cannot do without is missing or broken; the other operations are generated.',
    fix: 'Mend the operation at the place shown, or mark it with `x-speakeasy-ignore: true`.',
  },
  'operation-id-duplicate': {
    title: 'An operationId is used twice',
    cause: 'Every method needs a name of its own, and the operationId is that name.',
    fix: 'Give each operation an operationId of its own.',
  },
  'path-parameter-undeclared': {
    title: 'A path parameter is not declared',
    cause: 'The path has a placeholder for which there is no parameter; a required string is assumed.',
    fix: 'Add a parameter with `in: path` and the name of the placeholder.',
  },
  'path-parameter-unused': {
    title: 'A path parameter does not occur in the path',
    cause: 'Without a placeholder in the path there is no place for the value; the parameter is left out.',
    fix: 'Add `{name}` to the path, correct the name, or remove the parameter.',
  },
  'parameter-invalid': {
    title: 'A parameter cannot be understood',
    cause: 'A parameter needs a `name` and an `in` of path, query, header, cookie or querystring.',
    fix: 'Correct the parameter as the OpenAPI specification describes it.',
  },
  'parameter-duplicate': {
    title: 'A parameter is declared twice',
    cause: 'Name and location together identify a parameter; the later declaration counts.',
    fix: 'Remove one of the two.',
  },
  'parameter-without-schema': {
    title: 'A parameter has no schema',
    cause: 'Nothing says what its values are; text is assumed.',
    fix: 'Add `schema: { type: … }` to the parameter.',
  },
  'body-invalid': {
    title: 'A request body or response cannot be understood',
    cause: 'A body is described by `content`: media types, each with a schema.',
    fix: 'Correct `content` as the OpenAPI specification describes it.',
  },
  'status-invalid': {
    title: 'A response status is not valid',
    cause: 'Responses stand under a status code such as `200`, a range such as `4XX`, or `default`.',
    fix: 'Correct the key; begin it with `x-` if it is an extension.',
  },
  'value-invalid': {
    title: 'A value is not what OpenAPI asks for here',
    cause: 'The specification says what type of value stands at each place; this one is left out.',
    fix: 'Write what the specification asks for at this place.',
  },
  'extension-malformed': {
    title: 'An extension is not written as it should be',
    cause: 'The value of the extension has the wrong form, so it has no effect.',
    fix: 'Correct it as the guide on extensions describes it.',
  },
  'server-invalid': {
    title: 'A server cannot be used',
    cause: 'A server needs a `url`, and every variable in it a default.',
    fix: 'Correct the server as the OpenAPI specification describes it.',
  },
  'security-undefined': {
    title: 'A security scheme is not defined',
    cause:
      'Requirements name schemes of `components.securitySchemes`; this one is not there and is left out.',
    fix: 'Define the scheme, or correct the name.',
  },
  'security-invalid': {
    title: 'A security scheme cannot be understood',
    cause: 'Each type of scheme has fields that it cannot do without.',
    fix: 'Correct the scheme as the OpenAPI specification describes it.',
  },
  'schema-invalid': {
    title: 'A schema cannot be understood',
    cause: 'A schema is an object, `true` or `false`; anything else says nothing, and any value is accepted.',
    fix: 'Correct the schema at the place shown.',
  },
  'schema-type-unknown': {
    title: 'A type is not known',
    cause: 'JSON Schema has string, number, integer, boolean, object, array and null.',
    fix: 'Use one of these, with `format` for what is special.',
  },
  'schema-cycle': {
    title: 'A schema contains itself with nothing in between',
    cause: 'An `allOf`, `oneOf` or `anyOf` leads back to its own schema, so part of it never ends.',
    fix: 'Remove the reference, or put a property in between.',
  },
  'schema-conflict': {
    title: 'Parts of a schema contradict each other',
    cause: 'Two parts of an `allOf` say different types for the same thing; the later one counts.',
    fix: 'Give both the same type, or take one of the two away.',
  },
  'schema-keyword-ignored': {
    title: 'A keyword of a schema has no effect',
    cause: 'What it says cannot be told by a type; the rest of the schema counts.',
    fix: 'Describe the alternatives with `oneOf` where the generated types should show them.',
  },
  'array-without-items': {
    title: 'An array does not say what it holds',
    cause: 'Without `items` any value is accepted.',
    fix: 'Add `items` with the schema of one element.',
  },
  'enum-invalid': {
    title: 'An enum has values that do not fit',
    cause: 'The values of an `enum` are distinct and of the type that the schema names.',
    fix: 'Correct the values or the type.',
  },
  'default-mismatch': {
    title: 'A default does not fit its schema',
    cause: 'A default that the API itself would refuse helps nobody, so it is left out.',
    fix: 'Correct the default or the schema.',
  },
  'discriminator-invalid': {
    title: 'A discriminator cannot be used',
    cause: 'A discriminator names a property that tells every member apart by its text.',
    fix: 'Give each member a `const` for the property, or list all members under `mapping`.',
  },
} as const satisfies Readonly<Record<string, Entry>>;
