/** The gen.yaml of a new project. */
import { stringify } from 'yaml';

export interface Answers {
  readonly schema: string;
  readonly className: string;
  readonly packageName: string;
  readonly asyncHooks: boolean;
}

/** Its text; what stands in it is what was asked for, everything else has its default. */
export function initialConfig({ className, packageName, asyncHooks }: Answers): string {
  const values = {
    configVersion: '2.0.0',
    generation: { sdkClassName: className },
    python: { version: '0.1.0', packageName, useAsyncHooks: asyncHooks },
  };
  return `# Every option: docs/gen-yaml.md in hookline\n${stringify(values, { lineWidth: 0 })}`;
}

/** A class name from the API's title: `Train Travel API` → `TrainTravel`. */
export function suggestedClass(title: string): string {
  const words = wordsOf(title);
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(name) ? name.slice(0, 60) : 'SDK';
}

/** A package name: `train-travel`. */
export function suggestedPackage(title: string): string {
  const name = wordsOf(title).join('-').toLowerCase().slice(0, 60);
  return name === '' ? 'my-sdk' : name;
}

function wordsOf(title: string): readonly string[] {
  const words = title.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const telling = words.filter((word) => !/^(api|openapi|rest|the|specification|v\d.*)$/i.test(word));
  return telling.length > 0 ? telling : words;
}
