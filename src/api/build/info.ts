/**
 * What a document says about itself.
 * @see https://spec.openapis.org/oas/v3.2.0#info-object
 * @see https://spec.openapis.org/oas/v3.2.0#tag-object
 */
import type { Document, Node } from '../../document/types.ts';
import type { Api, ExternalDocs, Tag } from '../types.ts';
import type { Context } from './context.ts';
import { extensionsOf } from './extensions.ts';
import { elements, nonEmptyText, objectOf, present } from './read.ts';

type Info = Pick<
  Api,
  'title' | 'version' | 'summary' | 'description' | 'externalDocs' | 'contact' | 'license' | 'tags'
>;

/** Title, version and the like, and the tags with their descriptions. */
export function infoOf(context: Context): Info {
  const { document } = context;
  const info = document.child(document.root, 'info');
  const value = objectOf(info);
  const contact = objectOf(document.child(info, 'contact'));
  const license = objectOf(document.child(info, 'license'));
  const licenseName = nonEmptyText(license, 'name') ?? nonEmptyText(license, 'identifier');
  return {
    title: nonEmptyText(value, 'title') ?? 'API',
    version: nonEmptyText(value, 'version') ?? '0.0.1',
    ...present({
      summary: nonEmptyText(value, 'summary'),
      description: nonEmptyText(value, 'description'),
      externalDocs: externalDocsOf(document, document.root),
      contact:
        Object.keys(contact).length === 0
          ? undefined
          : present({
              name: nonEmptyText(contact, 'name'),
              url: nonEmptyText(contact, 'url'),
              email: nonEmptyText(contact, 'email'),
            }),
      license:
        licenseName === undefined
          ? undefined
          : { name: licenseName, ...present({ url: nonEmptyText(license, 'url') }) },
    }),
    tags: tagsOf(context),
  };
}

/** A link to documentation elsewhere. */
export function externalDocsOf(document: Document, node: Node): ExternalDocs | undefined {
  const docs = objectOf(document.child(node, 'externalDocs'));
  const url = nonEmptyText(docs, 'url');
  return url === undefined
    ? undefined
    : { url, ...present({ description: nonEmptyText(docs, 'description') }) };
}

function tagsOf(context: Context): readonly Tag[] {
  const { document } = context;
  const seen = new Set<string>();
  return elements(document, document.child(document.root, 'tags')).flatMap((node) => {
    const value = objectOf(node);
    const name = nonEmptyText(value, 'name');
    if (name === undefined || seen.has(name)) {
      const message = name === undefined ? 'A tag has no name.' : `The tag ${name} is described twice.`;
      context.warn('value-invalid', node, message);
      return [];
    }
    seen.add(name);
    return {
      name,
      ...present({
        summary: nonEmptyText(value, 'summary'),
        description: nonEmptyText(value, 'description'),
        parent: nonEmptyText(value, 'parent'),
        externalDocs: externalDocsOf(document, node),
      }),
      extensions: extensionsOf(node),
    };
  });
}
