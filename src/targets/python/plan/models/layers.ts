/** The folders of the package that models and errors are put in. */
import type { Config } from '../../../../config/schema.ts';
import type { Layer } from './place.ts';

/** Dotted package of each layer: `models.components`; an empty path is `models`. */
export function layerFolders(config: Config): Readonly<Record<Layer, string>> {
  const { paths } = config.python.imports;
  const folder = (path: string): string => path.replaceAll('/', '.') || 'models';
  return {
    shared: folder(paths.shared),
    operations: folder(paths.operations),
    errors: folder(paths.errors),
    callbacks: folder(paths.callbacks),
    webhooks: folder(paths.webhooks),
  };
}
