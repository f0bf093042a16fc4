/**
 * The language-neutral model of an API: what a target reads. Everything a document can say in five ways is
 * said in one here. References between schemas are edges by id (never copies), so cycles are normal. Nothing
 * is named for a language: names are the document's own words; a target's plan turns them into identifiers.
 *
 * All values are readonly and plain. Order is the document's order, or alphabetical where the configuration
 * says so (`maintainOpenAPIOrder: false`); a target never sorts.
 */
import type { Json, Node } from '../document/types.ts';

/** Identity of a schema: canonical URI of its place, such as `#/components/schemas/Thing`. */
export type SchemaId = string;

/** `x-` keys and their values, untouched, under the names the document uses. */
export type Extensions = { readonly [key: `x-${string}`]: Json };

export interface Api {
  readonly title: string;
  /** `info.version`. */
  readonly version: string;
  readonly summary?: string;
  readonly description?: string;
  readonly externalDocs?: ExternalDocs;
  readonly contact?: { readonly name?: string; readonly url?: string; readonly email?: string };
  readonly license?: { readonly name: string; readonly url?: string };
  readonly tags: readonly Tag[];
  readonly servers: readonly Server[];
  /** Schemes by their key in the document, in document order; only those in use by some requirement. */
  readonly securitySchemes: readonly SecurityScheme[];
  /** Requirements of the whole API (hoisted from operations where configured). Empty: none. */
  readonly security: readonly SecurityRequirement[];
  /** SDK-wide parameters (`x-speakeasy-globals`). */
  readonly globals: readonly Parameter[];
  /** Root-level retries (`x-speakeasy-retries`); operations carry the merged result themselves. */
  readonly retries?: Retries;
  /** In document order. Ignored operations (`x-speakeasy-ignore`) are not here. */
  readonly operations: readonly Operation[];
  /** Webhooks (OpenAPI 3.1 `webhooks`): requests that the API sends. Only their models matter. */
  readonly webhooks: readonly Operation[];
  /** `x-speakeasy-webhooks`: how their requests are signed. */
  readonly webhookSignature?: WebhookSignature;
  /** Every schema that something above or another schema refers to, component or inline. */
  readonly schemas: ReadonlyMap<SchemaId, Schema>;
  readonly extensions: Extensions;
}

export interface WebhookSignature {
  /** Header that holds the signature of the body. */
  readonly header: string;
  readonly encoding: 'base64' | 'hex';
  readonly algorithm: 'hmac-sha256';
}

export interface ExternalDocs {
  readonly url: string;
  readonly description?: string;
}

export interface Tag {
  readonly name: string;
  readonly summary?: string;
  readonly description?: string;
  /** OpenAPI 3.2: name of the parent tag. */
  readonly parent?: string;
  readonly externalDocs?: ExternalDocs;
  readonly extensions: Extensions;
}

export interface Server {
  /** Template with `{variable}`s; relative where the document's is. */
  readonly url: string;
  readonly description?: string;
  /** `x-speakeasy-server-id`, or OpenAPI 3.2 `name`. */
  readonly id?: string;
  readonly variables: readonly ServerVariable[];
}

export interface ServerVariable {
  readonly name: string;
  readonly default: string;
  readonly enum?: readonly string[];
  readonly description?: string;
}

// --- Security -------------------------------------------------------------------------------------------

/** OpenAPI Security Scheme Object. `key` is its name under `components.securitySchemes`. */
export type SecurityScheme =
  | (SecuritySchemeCommon & {
      readonly kind: 'apiKey';
      readonly in: 'header' | 'query' | 'cookie';
      readonly name: string;
    })
  | (SecuritySchemeCommon & { readonly kind: 'httpBasic' })
  | (SecuritySchemeCommon & { readonly kind: 'httpBearer'; readonly bearerFormat?: string })
  /** Any other `http` scheme, or `x-speakeasy-custom-security-scheme`: `schema` holds the fields. */
  | (SecuritySchemeCommon & {
      readonly kind: 'custom';
      readonly scheme: string;
      readonly schema?: SchemaUse;
    })
  | (SecuritySchemeCommon & { readonly kind: 'oauth2'; readonly flows: readonly OAuthFlow[] })
  | (SecuritySchemeCommon & { readonly kind: 'openIdConnect'; readonly url: string })
  | (SecuritySchemeCommon & { readonly kind: 'mutualTLS' });

interface SecuritySchemeCommon {
  readonly key: string;
  readonly description?: string;
  readonly extensions: Extensions;
}

export interface OAuthFlow {
  readonly kind: 'clientCredentials' | 'password' | 'authorizationCode' | 'implicit' | 'deviceAuthorization';
  readonly tokenUrl?: string;
  readonly authorizationUrl?: string;
  readonly refreshUrl?: string;
  readonly scopes: readonly { readonly name: string; readonly description: string }[];
  /** `x-speakeasy-token-endpoint-authentication`. */
  readonly authentication: 'client_secret_post' | 'client_secret_basic';
  /** `x-speakeasy-token-endpoint-additional-properties`: property name to its schema. */
  readonly additionalProperties: readonly Property[];
  /** `x-speakeasy-overridable-scopes`: callers may ask for other scopes than the operation's. */
  readonly overridableScopes: boolean;
}

/** One alternative: all its schemes together. No schemes: anonymous access is one of the alternatives. */
export interface SecurityRequirement {
  readonly schemes: readonly { readonly key: string; readonly scopes: readonly string[] }[];
}

// --- Operations -----------------------------------------------------------------------------------------

export type Method =
  | 'get'
  | 'put'
  | 'post'
  | 'delete'
  | 'options'
  | 'head'
  | 'patch'
  | 'trace'
  | 'query'
  /** OpenAPI 3.2 `additionalOperations`: any other token, as written. */
  | (string & {});

export interface Operation {
  /** Unique: the operationId; `<method>_<path>` where there is none; with a number where it was not unique. */
  readonly id: string;
  /** The operationId as written, if there is one: what hooks get as `operation_id`. */
  readonly operationId?: string;
  readonly method: Method;
  /** Path template as written: `/things/{thingId}`. For a webhook: its key. */
  readonly path: string;
  readonly tags: readonly string[];
  /**
   * Where the method lives, each a list of namespace parts in the document's words: `[['beta', 'agents']]`.
   * From `x-speakeasy-group`, else one for each tag, else `[[]]`: on the client itself.
   */
  readonly groups: readonly (readonly string[])[];
  /** `x-speakeasy-name-override` (the operation's, or the root's list of patterns applied). */
  readonly nameOverride?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly externalDocs?: ExternalDocs;
  readonly deprecation?: Deprecation;
  /**
   * Path-level and operation-level parameters merged, globals among them included. `Accept`, `Content-Type`
   * and `Authorization` headers are not here (OpenAPI says to ignore them).
   */
  readonly parameters: readonly Parameter[];
  readonly body?: RequestBody;
  readonly responses: readonly Response[];
  /** The operation's own requirements; absent: the API's. Empty list: no security at all. */
  readonly security?: readonly SecurityRequirement[];
  /** The operation's or path's own servers; absent: the API's. */
  readonly servers?: readonly Server[];
  readonly retries?: Retries;
  readonly pagination?: Pagination;
  /** `x-speakeasy-timeout`, milliseconds. */
  readonly timeoutMs?: number;
  /** `x-speakeasy-max-method-params`. */
  readonly maxMethodParams?: number;
  /** `x-speakeasy-flatten-request`: whether fields of the body become arguments; absent: the configuration decides. */
  readonly flattenRequest?: boolean;
  /** `x-speakeasy-sse-overload`: whether `stream` tells overloads apart; absent: the configuration decides. */
  readonly sseOverload?: boolean;
  /** `x-speakeasy-usage-example`. */
  readonly usageExample?: Json;
  readonly callbacks: readonly Operation[];
  readonly extensions: Extensions;
  readonly node: Node;
}

export interface Deprecation {
  /** `x-speakeasy-deprecation-message`. */
  readonly message?: string;
  /** `x-speakeasy-deprecation-replacement`: operationId of what to use instead. */
  readonly replacement?: string;
}

/** OpenAPI Parameter Object, or Header Object (`in: 'header'`), with defaults filled in. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'querystring';
  readonly style: 'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject';
  readonly explode: boolean;
  readonly required: boolean;
  readonly allowReserved: boolean;
  readonly allowEmptyValue: boolean;
  readonly schema: SchemaUse;
  /** Of the place of use or of the schema. JSON `undefined` is absence; null is a default of null. */
  readonly default?: Json;
  /** Set where the parameter is described by `content`: the media type it is written in. */
  readonly content?: string;
  readonly description?: string;
  readonly deprecation?: Deprecation;
  readonly example?: Json;
  /** The SDK holds a value for it (`x-speakeasy-globals`). */
  readonly global: boolean;
  /** A global that methods do not show (`x-speakeasy-globals-hidden`). */
  readonly hidden: boolean;
  /** `x-speakeasy-name-override` on the parameter. */
  readonly nameOverride?: string;
  /** The component's key where the parameter is a `$ref`. */
  readonly component?: string;
  readonly extensions: Extensions;
  readonly node: Node;
}

export interface RequestBody {
  readonly required: boolean;
  readonly description?: string;
  /** Not empty; JSON first where there is one, the rest in document order. */
  readonly content: readonly MediaType[];
  /** The component's key where the body is a `$ref` to `components.requestBodies`. */
  readonly component?: string;
  readonly extensions: Extensions;
  readonly node: Node;
}

export interface MediaType {
  /** As written, parameters included: `application/json; charset=utf-8`. */
  readonly type: string;
  readonly kind: MediaKind;
  /** Absent where the document gives none (raw bytes, or free JSON). */
  readonly schema?: SchemaUse;
  /** OpenAPI 3.2 `itemSchema`; for SSE and JSONL the schema of one event or line, wherever it was given. */
  readonly item?: SchemaUse;
  /** By property name. */
  readonly encoding: ReadonlyMap<string, Encoding>;
  readonly example?: Json;
  /** Named `examples`, values only. */
  readonly examples: ReadonlyMap<string, Json>;
  /** `x-speakeasy-sse-sentinel`. */
  readonly sentinel?: string;
  readonly extensions: Extensions;
  readonly node: Node;
}

export type MediaKind = 'json' | 'form' | 'multipart' | 'text' | 'xml' | 'binary' | 'sse' | 'jsonl';

/** OpenAPI Encoding Object. */
export interface Encoding {
  readonly contentType?: string;
  readonly style?: Parameter['style'];
  readonly explode?: boolean;
  readonly allowReserved: boolean;
  readonly headers: readonly Parameter[];
}

export interface Response {
  /** `200`, `4XX` (upper case) or `default`. */
  readonly status: string;
  /** Whether the method raises for it: settled here, from the status, `default` rules and `x-speakeasy-errors`. */
  readonly isError: boolean;
  readonly description?: string;
  readonly headers: readonly Parameter[];
  /** Empty: no body. */
  readonly content: readonly MediaType[];
  /** The component's key where the response is a `$ref` to `components.responses`. */
  readonly component?: string;
  readonly extensions: Extensions;
  readonly node: Node;
}

/** `x-speakeasy-retries`, milliseconds. */
export interface Retries {
  readonly initialInterval: number;
  readonly maxInterval: number;
  readonly maxElapsedTime: number;
  readonly exponent: number;
  /** `429`, `5XX`. */
  readonly statusCodes: readonly string[];
  readonly retryConnectionErrors: boolean;
}

/** `x-speakeasy-pagination`. Names are wire names; outputs are JSONPath expressions into the body. */
export interface Pagination {
  readonly kind: 'offsetLimit' | 'cursor' | 'url';
  readonly inputs: readonly {
    readonly name: string;
    readonly in: 'parameters' | 'requestBody';
    readonly role: 'offset' | 'page' | 'limit' | 'cursor';
  }[];
  readonly outputs: {
    readonly results?: string;
    readonly nextCursor?: string;
    readonly nextUrl?: string;
    readonly numPages?: string;
  };
}

// --- Schemas --------------------------------------------------------------------------------------------

/** An edge to a schema, with what stands beside the `$ref` or at the place of use. */
export interface SchemaUse {
  readonly schema: SchemaId;
  /** null is allowed here: by the use, or because the schema itself allows it. */
  readonly nullable: boolean;
}

export type Schema =
  | AnySchema
  | BooleanSchema
  | StringSchema
  | NumberSchema
  | EnumSchema
  | ConstSchema
  | ArraySchema
  | ObjectSchema
  | UnionSchema
  | NullSchema;

export interface SchemaCommon {
  readonly id: SchemaId;
  /**
   * The name the document gives it as a component: key under `components.schemas` (or `$defs`), or the file's
   * name where a whole file is the schema. Absent: inline.
   */
  readonly component?: string;
  /**
   * Set where this is a member of a union merged with what stands beside the union: the component that the
   * member was. `component` is the same name where it is free, that is, where nothing else in the API has it.
   */
  readonly variantOf?: string;
  readonly title?: string;
  readonly description?: string;
  readonly deprecation?: Deprecation;
  /** Whether the schema itself admits null (3.0 `nullable`, 3.1 `type: [.., null]`, a null in `oneOf`). */
  readonly nullable: boolean;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  /** JSON `undefined` is absence; null is a default of null. */
  readonly default?: Json;
  readonly examples: readonly Json[];
  /** `x-speakeasy-name-override` on the schema. */
  readonly nameOverride?: string;
  /** `x-speakeasy-model-namespace`. */
  readonly namespace?: string;
  readonly extensions: Extensions;
  readonly node: Node;
}

/** Anything: `{}`, `true`, or what could not be understood (with a problem). */
export interface AnySchema extends SchemaCommon {
  readonly kind: 'any';
}

/** Only null. */
export interface NullSchema extends SchemaCommon {
  readonly kind: 'null';
}

export interface BooleanSchema extends SchemaCommon {
  readonly kind: 'boolean';
}

export interface StringSchema extends SchemaCommon {
  readonly kind: 'string';
  /**
   * What the text means; `plain` also for formats unknown to us. `bigint` and `decimal`: a number written as
   * text. `binary`: raw bytes of a body or part. `byte`: base64 (also `contentEncoding: base64`).
   */
  readonly format:
    | 'plain'
    | 'date'
    | 'date-time'
    | 'time'
    | 'duration'
    | 'uuid'
    | 'byte'
    | 'binary'
    | 'bigint'
    | 'decimal'
    | 'float';
  /** `format` as written. */
  readonly declaredFormat?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly contentMediaType?: string;
}

export interface NumberSchema extends SchemaCommon {
  readonly kind: 'number';
  /** `bigint` and `decimal`: written as a JSON number, not to lose digits. */
  readonly format: 'integer' | 'bigint' | 'float' | 'decimal';
  readonly declaredFormat?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface EnumSchema extends SchemaCommon {
  readonly kind: 'enum';
  readonly type: 'string' | 'integer' | 'number' | 'boolean';
  readonly members: readonly EnumMember[];
  /** Accepts values that are not listed (`x-speakeasy-unknown-values: allow`); absent: the configuration decides. */
  readonly open?: boolean;
  /** `x-speakeasy-enum-format`. */
  readonly format?: 'enum' | 'union';
}

export interface EnumMember {
  readonly value: string | number | boolean;
  /** `x-speakeasy-enums`. */
  readonly name?: string;
  /** `x-speakeasy-enum-descriptions`. */
  readonly description?: string;
}

export interface ConstSchema extends SchemaCommon {
  readonly kind: 'const';
  /** Never null (that is `kind: 'null'`), an array or an object (those are described by their shape). */
  readonly value: string | number | boolean;
}

export interface ArraySchema extends SchemaCommon {
  readonly kind: 'array';
  readonly items: SchemaUse;
  readonly uniqueItems: boolean;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** An object with declared properties, a map (none declared, `additional`), or both. `allOf` is merged in. */
export interface ObjectSchema extends SchemaCommon {
  readonly kind: 'object';
  readonly properties: readonly Property[];
  readonly additional: Additional;
}

/**
 * Properties beyond the declared ones. `unspecified`: the document is silent; `forbidden`: `false`;
 * `allowed`: `true` (no `use`) or a schema.
 */
export type Additional =
  | { readonly kind: 'unspecified' | 'forbidden' }
  | { readonly kind: 'allowed'; readonly use?: SchemaUse };

export interface Property {
  readonly name: string;
  readonly use: SchemaUse;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  /** Of the place of use, else of the schema where that is inline. */
  readonly description?: string;
  readonly deprecation?: Deprecation;
  /** Of the place of use, else of the schema. JSON `undefined` is absence; null is a default of null. */
  readonly default?: Json;
  readonly example?: Json;
  /** `x-speakeasy-name-override`. */
  readonly nameOverride?: string;
  /** `x-speakeasy-error-message`: this property (or what it holds) is the message of the error. */
  readonly errorMessage: boolean;
  /** Only another union of the same `allOf` declares it: a value may have it all the same. */
  readonly borrowed?: boolean;
  readonly extensions: Extensions;
}

/** `oneOf` or `anyOf` of at least two members that are not null. */
export interface UnionSchema extends SchemaCommon {
  readonly kind: 'union';
  readonly members: readonly SchemaUse[];
  readonly discriminator?: Discriminator;
  /**
   * Where an `allOf` has several unions: the variants that the others make. They are types of their own that
   * users may name; a value is read as one of `members`, which have their properties as optional ones.
   */
  readonly also?: readonly SchemaUse[];
}

export interface Discriminator {
  readonly property: string;
  /** Every tag with the member it means, implicit names included; in document order. */
  readonly mapping: readonly { readonly value: string; readonly schema: SchemaId }[];
  /** Not written in the document but found from `const` (or one-value enum) properties of the members. */
  readonly inferred: boolean;
}
