/** Classes whose fields do not come from the document. */
import type { Schema } from '../../../../api/types.ts';
import type { ClassDecl } from '../types.ts';
import type { Mutable } from './builder.ts';
import type { Place } from './place.ts';
import { rawRequest, rawResponse, str, upload } from './scalars.ts';

/** A class without fields yet. */
export function emptyModel(): Mutable<ClassDecl> {
  return { kind: 'class', name: '', module: '', exportedBy: '', fields: [] };
}

export const metadataPlace: Place = {
  root: {
    key: 'httpMetadata',
    role: 'operation',
    name: 'HTTPMetadata',
    layer: 'shared',
    module: 'httpmetadata',
  },
  steps: [],
};

/** Request and response behind a result. */
export function httpMetadata(): Mutable<ClassDecl> {
  const field = { required: true, nullable: false, constant: false, annotations: [] };
  return {
    ...emptyModel(),
    fields: [
      { ...field, name: 'response', wire: 'response', type: rawResponse, doc: 'Raw HTTP response' },
      { ...field, name: 'request', wire: 'request', type: rawRequest, doc: 'Raw HTTP request' },
    ],
  };
}

/** A part of a multipart body that is a file. */
export function fileClass(schema: Schema): Mutable<ClassDecl> {
  const part = { nullable: false, constant: false, annotations: [] };
  return {
    ...emptyModel(),
    schema,
    file: true,
    fields: [
      { ...part, name: 'file_name', wire: 'fileName', type: str, required: true },
      { ...part, name: 'content', wire: 'content', type: upload, required: true },
      { ...part, name: 'content_type', wire: 'Content-Type', type: str, required: false },
    ],
    ...(schema.description !== undefined && { doc: schema.description }),
  };
}
