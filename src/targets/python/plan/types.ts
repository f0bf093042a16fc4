/**
 * The plan of a Python package: every name, path and import is decided here and never changes after. The
 * emitters only write down what stands in it.
 *
 * Two halves: the declarations (models, enums, unions, errors: plan/models) and what is called (client,
 * namespaces, methods: plan/client). Python types are small trees, so that one type can be written as a model's
 * field, as its TypedDict twin's, as an argument, and from any module.
 */
import type {
  Api,
  Deprecation,
  Operation,
  Parameter,
  Property,
  Schema,
  SecurityScheme,
  Server,
} from '../../../api/types.ts';
import type { Code, Ref } from '../../../code/code.ts';
import type { Config } from '../../../config/schema.ts';
import type { Json } from '../../../document/types.ts';

// --- Types ----------------------------------------------------------------------------------------------

/** A Python type. `Optional` and UNSET belong to the place where a type stands, not to the type. */
export type PyType =
  | { readonly kind: 'simple'; readonly name: 'str' | 'int' | 'float' | 'bool' | 'bytes' | 'None' | 'object' }
  | { readonly kind: 'any' }
  /** Something imported: `datetime.datetime`, `Decimal`, `httpx.Response`, `IO[bytes]`. */
  | { readonly kind: 'external'; readonly ref: Ref; readonly arguments?: readonly PyType[] }
  /** Something the package declares. */
  | { readonly kind: 'declared'; readonly decl: Declaration }
  | { readonly kind: 'list'; readonly item: PyType }
  | { readonly kind: 'dict'; readonly value: PyType }
  | { readonly kind: 'union'; readonly members: readonly PyType[] }
  | { readonly kind: 'literal'; readonly values: readonly (string | number | boolean)[] }
  /** `EventStream[T]` or `JsonLStream[T]` among other results; the async twin in an async method. */
  | { readonly kind: 'stream'; readonly format: 'sse' | 'jsonl'; readonly of: PyType }
  /** `Nullable[T]`: null is a value. */
  | { readonly kind: 'nullable'; readonly of: PyType }
  /** `Annotated[T, …]`: how pydantic has to read or write it, and what callers may give in its place. */
  | { readonly kind: 'annotated'; readonly of: PyType; readonly with: Code; readonly given?: PyType };

// --- Declarations ---------------------------------------------------------------------------------------

/** Anything that a module under `models` or `errors` defines. */
export type Declaration = ClassDecl | EnumDecl | AliasDecl | ErrorDecl;

interface DeclCommon {
  /** Final Python name: `ThingDetails`. */
  readonly name: string;
  /** Module inside the package: `models.thing`. */
  readonly module: string;
  /** Package that re-exports it and through which others write it: `models`, `errors`, `models.components`. */
  readonly exportedBy: string;
  readonly doc?: string;
  readonly schema?: Schema;
}

/** A pydantic model and its TypedDict twin. */
export interface ClassDecl extends DeclCommon {
  readonly kind: 'class';
  /** Name of the TypedDict; absent where there is none (error data). */
  readonly twin?: string;
  readonly fields: readonly Field[];
  /** Undeclared properties are kept as `additional_properties` of this type. */
  readonly additional?: PyType;
  /** A file in a multipart body: `file_name`, `content`, `content_type`. */
  readonly file?: boolean;
  /** Has a `next` for the next page, after the fields: `async` where it may also give an awaitable. */
  readonly next?: { readonly async: boolean };
  readonly deprecation?: Deprecation;
}

export interface Field {
  /** Python name. */
  readonly name: string;
  /** Name in the TypedDict, where it is another one (constants in capitals). */
  readonly twinName?: string;
  /** Name on the wire. */
  readonly wire: string;
  /** Without Optional; with `nullable` where null is a value. */
  readonly type: PyType;
  readonly required: boolean;
  readonly nullable: boolean;
  readonly default?: Json;
  /** A `const`: has its only value as default and is never asked of a caller. */
  readonly constant: boolean;
  readonly doc?: string;
  readonly deprecation?: Deprecation;
  /** Extra arguments for `Annotated[…]`: discriminator, serialization of numbers, security facts. */
  readonly annotations: readonly Code[];
  readonly property?: Property;
  readonly parameter?: Parameter;
}

/** `class X(str, Enum)`, or `X = Literal[…]` (`style: union`); open ones take unknown values too. */
export interface EnumDecl extends DeclCommon {
  readonly kind: 'enum';
  readonly style: 'enum' | 'union';
  readonly type: 'str' | 'int' | 'float' | 'bool';
  readonly open: boolean;
  readonly members: readonly {
    readonly name: string;
    readonly value: string | number | boolean;
    readonly doc?: string;
  }[];
}

/** A name for a type: a union, or a component that is a list, a map or a plain type. */
export interface AliasDecl extends DeclCommon {
  readonly kind: 'alias';
  readonly twin?: string;
  readonly type: PyType;
  readonly discriminator?: {
    readonly property: string;
    readonly tags: readonly { readonly value: string; readonly member: PyType }[];
  };
  /** What the TypedDict's alias stands for, where it takes more than the type does. */
  readonly twinType?: PyType;
  /** Name of the class for unknown tags (`UnknownX`), where unions are forward compatible. */
  readonly unknown?: string;
}

/** An exception with typed data. */
export interface ErrorDecl extends DeclCommon {
  readonly kind: 'error';
  /** `XData`. */
  readonly data: ClassDecl | AliasDecl;
  /** Paths of Python field names from the data to the message (`x-speakeasy-error-message`). */
  readonly messagePaths?: readonly (readonly string[])[];
}

/** `GET_THING_OP_SERVERS = ["https://…"]`, or `{"eu": "https://…"}`, in the operation's module. */
export interface ServersDecl {
  readonly name: string;
  readonly module: string;
  readonly exportedBy: string;
  readonly urls: readonly string[];
  /** Beside the URLs, where some server has an id: the constant is a dict then. */
  readonly ids?: readonly string[];
}

/** What the models half of the plan offers to the client half and to the emitters. */
export interface ModelPlan {
  /** Every class, enum, alias and error (data classes of errors stand in their error, not here). */
  readonly declarations: readonly Declaration[];
  /** Servers of single operations. */
  readonly servers: readonly ServersDecl[];
  /** Schema as a type; `input` where the caller gives it, `output` where the server does (they differ where `readOnly`/`writeOnly` split). */
  typeOf(use: { readonly schema: string; readonly nullable: boolean }, side: 'input' | 'output'): PyType;
  /** Declarations that belong to an operation. */
  forOperation(operation: Operation): OperationModels;
  /** Root security model; absent where the API has no security. */
  readonly security?: ClassDecl;
  /** `models/internal/globals.py`; absent without globals. */
  readonly globals?: ClassDecl;
}

export interface OperationModels {
  /** `<OpId>Request`: parameters and body as fields; there where the operation has a parameter. */
  readonly request?: ClassDecl;
  /** In its place, by the body's index: where a method sends a body of another type inside of its `request`. */
  readonly variants?: ReadonlyMap<number, ClassDecl>;
  /** Types of the bodies that can be sent, as `operation.body.content` has them. */
  readonly bodies: readonly BodyModel[];
  /** The result of a successful call in the configured response format, without pagination's Optional. */
  readonly result: PyType;
  /** What the method may raise: error declaration by status and media type. */
  readonly responses: readonly ResponseModel[];
  /** `<OpId>Response{…}` around a result, where the format, headers or pagination ask for it. */
  readonly envelope?: { readonly kind: 'result' | 'envelope' | 'envelope-http'; readonly decl: ClassDecl };
  /** The operation's own security model, given as `security`. */
  readonly security?: ClassDecl;
  /** `<OpId>Globals`: the SDK-wide parameters that the operation uses. */
  readonly globals?: ClassDecl;
}

export interface BodyModel {
  readonly mediaType: string;
  readonly type: PyType;
  /** The class whose fields are the body's, where it is an object with properties (it could be flattened). */
  readonly object?: ClassDecl;
}

export interface ResponseModel {
  readonly status: string;
  readonly mediaType: string;
  /** Of the decoded body, event or line. */
  readonly type: PyType;
  readonly error?: ErrorDecl;
  /** Field of the envelope class that holds it. */
  readonly field?: string;
}

// --- What is called -------------------------------------------------------------------------------------

export interface PythonPlan {
  readonly api: Api;
  readonly config: Config;
  readonly package: PackagePlan;
  readonly models: ModelPlan;
  readonly errors: ErrorNames;
  readonly client: ClientPlan;
  /** Every namespace class, each in a module of its own. */
  readonly namespaces: readonly NamespacePlan[];
}

export interface PackagePlan {
  /** On PyPI: `acme-api`. */
  readonly distribution: string;
  /** Import path: `acme_api` or `acme.client`. */
  readonly module: string;
  /** Folder, with slashes: `src/acme_api`. */
  readonly folder: string;
  readonly version: string;
}

/** The fixed exceptions, as configured. */
export interface ErrorNames {
  /** Package that holds them: `errors`, `models.errors`, or `models`. */
  readonly package: string;
  readonly base: string;
  readonly default: string;
}

export interface ClientPlan {
  /** `Acme`. */
  readonly className: string;
  /** The async class in split mode: `AsyncAcme`. */
  readonly asyncClassName?: string;
  readonly constructorArguments: readonly ConstructorArgument[];
  readonly security?: {
    readonly model: ClassDecl;
    /** Name of the only field, where it is a constructor argument of its own. */
    readonly flattened?: Field;
    readonly schemes: readonly SecurityScheme[];
  };
  readonly servers: readonly Server[];
  readonly serversById: boolean;
  readonly serverEnums: readonly ServerEnum[];
  readonly namespaces: readonly NamespaceLink[];
  readonly methods: readonly MethodPlan[];
}

/** `class ServerRegion(str, Enum)`: the values of a server variable. */
export interface ServerEnum {
  readonly name: string;
  readonly variable: string;
  readonly doc?: string;
  readonly members: readonly { readonly name: string; readonly value: string }[];
}

export interface ConstructorArgument {
  readonly role:
    | 'security'
    | 'securityField'
    | 'global'
    | 'serverVariable'
    | 'serverIndex'
    | 'serverUrl'
    | 'urlParams'
    | 'client'
    | 'asyncClient'
    | 'retryConfig'
    | 'timeout'
    | 'debugLogger'
    | 'hooks'
    | 'hookThreads';
  readonly name: string;
  readonly required: boolean;
  readonly field?: Field;
  /** The server variable it is the value of. */
  readonly variable?: string;
}

export interface NamespaceLink {
  /** Attribute on the parent: `chat_messages`. */
  readonly attribute: string;
  readonly namespace: NamespacePlan;
}

export interface NamespacePlan {
  readonly className: string;
  readonly asyncClassName?: string;
  /** Module inside the package: `chat_messages`. */
  readonly module: string;
  readonly doc?: string;
  /** Its group in the document's words. */
  readonly path: readonly string[];
  readonly children: readonly NamespaceLink[];
  readonly methods: readonly MethodPlan[];
}

/** One method and its async twin. Several for one operation where it has several bodies that can be sent. */
export interface MethodPlan {
  readonly name: string;
  readonly asyncName: string;
  /** Name of the module-level constant that holds the operation's facts: `_GET_THING`. */
  readonly constant: string;
  readonly operation: Operation;
  readonly models: OperationModels;
  /** Index into `models.bodies` and `operation.body.content`; absent without a body. */
  readonly body?: number;
  /** In the signature's order, the tail (`retries`, …) not included. */
  readonly arguments: readonly Argument[];
  readonly tail: readonly Tail[];
  readonly result: PyType;
  /** `Optional[…]` around the result: it has a `next`, or a success status has no body. */
  readonly optionalResult: boolean;
  readonly stream?: 'sse' | 'jsonl';
  /** The result depends on the boolean argument `stream`: `true` gives events, else the JSON result. */
  readonly overload?: StreamOverload;
  /** `<Method>AcceptEnum`: media types that the caller can choose from. */
  readonly accept?: AcceptEnum;
}

export interface StreamOverload {
  readonly argument: string;
  readonly json: PyType;
  /** Of one event. */
  readonly event: PyType;
}

export interface AcceptEnum {
  readonly name: string;
  readonly members: readonly { readonly name: string; readonly value: string }[];
}

export type Tail =
  | 'retries'
  | 'server_url'
  | 'timeout_ms'
  | 'timeout'
  | 'accept_header_override'
  | 'http_headers'
  | 'extra_headers'
  | 'extra_query'
  | 'extra_body';

export interface Argument {
  readonly name: string;
  /** Under which the runtime gets the value: as the name, or the field's of the body's model. */
  readonly key: string;
  readonly positional: boolean;
  readonly required: boolean;
  readonly nullable: boolean;
  readonly default?: Json;
  /** The default is an empty object of the type: `models.Thing()`. */
  readonly empty?: boolean;
  readonly type: PyType;
  readonly doc?: string;
  readonly deprecation?: Deprecation;
  readonly source:
    | { readonly kind: 'parameter'; readonly parameter: Parameter }
    | { readonly kind: 'bodyField'; readonly field: Field }
    | { readonly kind: 'body' }
    | { readonly kind: 'request' }
    | { readonly kind: 'security' };
}
