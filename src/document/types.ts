/**
 * The loaded input: one or several OpenAPI documents with everything they refer to, always in the shape of
 * OpenAPI 3.1, never dereferenced. A value is looked at through a `Node`, which knows where it stands.
 */
import type { ProblemCode } from '../diagnostics/catalogue.ts';
import type { Place, Problem, Severity } from '../diagnostics/problem.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** A value in a document, together with the place it has there. */
export interface Node {
  /** `undefined` where there is nothing at this place. */
  readonly value: Json | undefined;
  /** Index of the file in the document's list of sources. */
  readonly source: number;
  /** JSON Pointer (RFC 6901) within that file in its 3.1 shape, `''` for the root: `/paths/~1things/get`. */
  readonly pointer: string;
  /** The node around it; absent at the root of a file, and where nothing of that kind was written. */
  readonly parent?: Node;
  /** Its key or index there. */
  readonly key?: string | number;
}

export interface Document {
  /** The version as written: `2.0`, `3.0.3`, `3.1.0`, `3.2.0`. */
  readonly version: string;
  /** The OpenAPI object of the entry document. */
  readonly root: Node;
  /** The member or element of an object or array; a node with value `undefined` where there is none. */
  child(node: Node, key: string | number): Node;
  /**
   * The node itself, or what its `$ref` points at, however long the chain. Reports a problem for a dangling,
   * circular or forbidden reference, and gives `undefined` then. Siblings of `$ref` are the caller's affair.
   */
  follow(node: Node): Node | undefined;
  /**
   * Canonical identity of a place: two references to one place have the same. `#/components/schemas/Thing` in
   * the entry document, `models/thing.yml#/…` in others (relative to the entry document's folder).
   */
  identity(node: Node): string;
  /** File, line and column in the text the user wrote (also where an upgrade moved the value). */
  place(node: Node): Place;
  /** As `follow` for a reference that is plain text, such as one of a discriminator's `mapping`. */
  resolve(ref: string, from: Node): Node | undefined;
  /** The text around a place, for a problem report. */
  frame(place: Place): string | undefined;
  /**
   * The text of a scalar as the user wrote it, without quotes. For numbers that JSON cannot hold exactly, and
   * for `1.0` where text was meant.
   */
  written(node: Node): string | undefined;
  /** A problem at a node, with place and frame. */
  problem(node: Node, code: ProblemCode, severity: Severity, message: string, fix?: string): Problem;
}
