/** The types that the members of a document's skeleton must have. */

export type Type = 'object' | 'list' | 'text' | 'any';
export type Table = { readonly [key: string]: Type };

const common: Table = {
  info: 'object',
  paths: 'object',
  tags: 'list',
  security: 'list',
  externalDocs: 'object',
};

export const root3: Table = {
  ...common,
  openapi: 'any',
  $self: 'text',
  jsonSchemaDialect: 'text',
  servers: 'list',
  webhooks: 'object',
  components: 'object',
};

export const root2: Table = {
  ...common,
  swagger: 'any',
  host: 'text',
  basePath: 'text',
  schemes: 'list',
  consumes: 'list',
  produces: 'list',
  definitions: 'object',
  parameters: 'object',
  responses: 'object',
  securityDefinitions: 'object',
};

export const components: Table = {
  schemas: 'object',
  responses: 'object',
  parameters: 'object',
  examples: 'object',
  requestBodies: 'object',
  headers: 'object',
  securitySchemes: 'object',
  links: 'object',
  callbacks: 'object',
  pathItems: 'object',
  mediaTypes: 'object',
};

export const operation: Table = {
  tags: 'list',
  summary: 'text',
  description: 'text',
  externalDocs: 'object',
  operationId: 'text',
  parameters: 'list',
  requestBody: 'object',
  responses: 'object',
  callbacks: 'object',
  deprecated: 'any',
  security: 'list',
  servers: 'list',
  consumes: 'list',
  produces: 'list',
  schemes: 'list',
};

export const pathItem: Table = {
  $ref: 'text',
  summary: 'text',
  description: 'text',
  servers: 'list',
  parameters: 'list',
  additionalOperations: 'object',
};

export const info: Table = {
  title: 'text',
  version: 'text',
  summary: 'text',
  description: 'text',
  termsOfService: 'text',
  contact: 'object',
  license: 'object',
};
