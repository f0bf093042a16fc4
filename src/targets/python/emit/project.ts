/** The project's own files: pyproject.toml, what git ignores, and the like. */
import type { OutputFile } from '../../../code/output-file.ts';
import type { PythonPlan } from '../plan/types.ts';
import { pep440 } from './requirement.ts';
import { type TomlValue, tomlTable } from './toml.ts';

type Entries = readonly (readonly [string, TomlValue])[];

/** Everything outside the package that is not documentation. */
export function projectFiles(plan: PythonPlan): readonly OutputFile[] {
  return [
    { path: 'pyproject.toml', content: pyproject(plan), write: 'always' },
    { path: '.gitignore', content: gitignore, write: 'always' },
    { path: '.gitattributes', content: gitattributes(plan), write: 'always' },
    { path: `${plan.package.folder}/py.typed`, content: '', write: 'always' },
  ];
}

const gitignore = `__pycache__/
*.py[cod]
*.egg-info/
.venv/
.env
.mypy_cache/
.pytest_cache/
.ruff_cache/
build/
dist/
`;

function gitattributes(plan: PythonPlan): string {
  return `# Keeps generated code out of diffs and of the language statistics.\n${plan.package.folder}/** linguist-generated\n*.py text eol=lf\n`;
}

// --- pyproject.toml -------------------------------------------------------------------------------------

function pyproject(plan: PythonPlan): string {
  const tables = plan.config.python.packageManager === 'uv' ? uvTables(plan) : poetryTables(plan);
  return `${[...tables, ...toolTables(plan)].join('\n\n')}\n`;
}

/** What every SDK needs. */
function dependencies({ config }: PythonPlan): readonly (readonly [string, string])[] {
  const { httpClientLibrary, additionalDependencies } = config.python;
  const http =
    httpClientLibrary === 'httpx2' ? (['httpx2', '>=2.0.0'] as const) : (['httpx', '>=0.27.0'] as const);
  const own = [http, ['pydantic', '>=2.12.2'] as const, ['typing-extensions', '>=4.14.1'] as const];
  const more = Object.entries(additionalDependencies.main).map(
    ([name, range]) => [name, pep440(range)] as const,
  );
  const replaced = new Set(more.map(([name]) => normalized(name)));
  return [...own.filter(([name]) => !replaced.has(normalized(name))), ...more];
}

function normalized(name: string): string {
  return name
    .replace(/\[.*$/, '')
    .replace(/[-_.]+/g, '-')
    .toLowerCase();
}

const devTools: readonly (readonly [string, string])[] = [
  ['mypy', '>=1.15.0'],
  ['pyright', '>=1.1.398'],
  ['pytest', '>=8.2.2'],
  ['pytest-asyncio', '>=0.23.7'],
  ['ruff', '>=0.11.0'],
];

function devDependencies({ config }: PythonPlan): readonly (readonly [string, string])[] {
  const more = Object.entries(config.python.additionalDependencies.dev).map(
    ([name, range]) => [name, pep440(range)] as const,
  );
  const replaced = new Set(more.map(([name]) => normalized(name)));
  return [...devTools.filter(([name]) => !replaced.has(normalized(name))), ...more];
}

function specifiers(all: readonly (readonly [string, string])[]): readonly string[] {
  return all.map(([name, range]) => (range === '' ? name : `${name} ${range}`));
}

function description({ api, config }: PythonPlan): string {
  return oneLine(config.python.description ?? `Python client for ${api.title}.`);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function urls({ config }: PythonPlan): Entries {
  const { homepage, documentationUrl } = config.python;
  const { repoUrl } = config.generation;
  return [
    ...(homepage === undefined ? [] : [['Homepage', homepage] as const]),
    ...(documentationUrl === undefined ? [] : [['Documentation', documentationUrl] as const]),
    ...(repoUrl === undefined ? [] : [['Repository', repoUrl] as const]),
  ];
}

function uvTables(plan: PythonPlan): readonly string[] {
  const { python } = plan.config;
  const links = urls(plan);
  const extras = Object.entries(python.optionalDependencies).map(([name, all]) => {
    const pairs = Object.entries(all).map(([extra, range]) => [extra, pep440(range)] as const);
    return [name, specifiers(pairs)] as const;
  });
  return [
    tomlTable(
      ['project'],
      [
        ['name', plan.package.distribution],
        ['version', plan.package.version],
        ['description', description(plan)],
        ...(python.authors.length > 0 ? [['authors', python.authors.map(author)] as const] : []),
        ['readme', 'README.md'],
        ...(python.license === undefined ? [] : [['license', { text: python.license }] as const]),
        ['requires-python', '>=3.9'],
        ['dependencies', specifiers(dependencies(plan))],
      ],
    ),
    ...(links.length > 0 ? [tomlTable(['project', 'urls'], links)] : []),
    ...(extras.length > 0 ? [tomlTable(['project', 'optional-dependencies'], extras)] : []),
    tomlTable(['dependency-groups'], [['dev', specifiers(devDependencies(plan))]]),
    tomlTable(
      ['build-system'],
      [
        ['requires', ['hatchling>=1.25']],
        ['build-backend', 'hatchling.build'],
      ],
    ),
    tomlTable(
      ['tool', 'hatch', 'build', 'targets', 'wheel'],
      [['packages', [`src/${plan.package.module.split('.')[0]}`]]],
    ),
  ];
}

/** `Ada Lovelace <ada@example.com>` */
function author(text: string): TomlValue {
  const found = /^\s*(.*?)\s*<([^<>]+@[^<>]+)>\s*$/.exec(text);
  if (!found) return { name: text };
  return { name: found[1] ?? '', email: found[2] ?? '' };
}

function poetryTables(plan: PythonPlan): readonly string[] {
  const { python } = plan.config;
  const links = urls(plan);
  const include = plan.package.module.split('.')[0] ?? plan.package.module;
  const versions = (all: readonly (readonly [string, string])[]): Entries => {
    return all.map(([name, range]) => poetryRequirement(name, range));
  };
  const optional = Object.values(python.optionalDependencies).flatMap((all) => Object.entries(all));
  const extras = Object.entries(python.optionalDependencies).map(
    ([name, all]) => [name, Object.keys(all).map((extra) => extra.replace(/\[.*$/, ''))] as const,
  );
  return [
    tomlTable(
      ['tool', 'poetry'],
      [
        ['name', plan.package.distribution],
        ['version', plan.package.version],
        ['description', description(plan)],
        ['authors', python.authors],
        ['readme', 'README.md'],
        ...(python.license === undefined ? [] : [['license', python.license] as const]),
        ['packages', [{ include, from: 'src' }]],
        ['include', [`${plan.package.folder}/py.typed`]],
      ],
    ),
    ...(links.length > 0 ? [tomlTable(['tool', 'poetry', 'urls'], links)] : []),
    tomlTable(
      ['tool', 'poetry', 'dependencies'],
      [
        ['python', '>=3.9'],
        ...versions(dependencies(plan)),
        ...optional.map(
          ([name, range]) => [name, { version: pep440(range) || '*', optional: true }] as const,
        ),
      ],
    ),
    ...(extras.length > 0 ? [tomlTable(['tool', 'poetry', 'extras'], extras)] : []),
    tomlTable(['tool', 'poetry', 'group', 'dev', 'dependencies'], versions(devDependencies(plan))),
    tomlTable(
      ['build-system'],
      [
        ['requires', ['poetry-core>=1.9']],
        ['build-backend', 'poetry.core.masonry.api'],
      ],
    ),
  ];
}

function poetryRequirement(name: string, range: string): readonly [string, TomlValue] {
  const extras = /\[(.*)\]$/.exec(name)?.[1];
  const version = range || '*';
  if (extras === undefined) return [name, version];
  return [name.replace(/\[.*$/, ''), { version, extras: extras.split(',').map((extra) => extra.trim()) }];
}

function toolTables({ config }: PythonPlan): readonly string[] {
  const { pytestFilterWarnings, pytestTimeout } = config.python;
  return [
    tomlTable(
      ['tool', 'pytest', 'ini_options'],
      [
        ['asyncio_mode', 'auto'],
        ['asyncio_default_fixture_loop_scope', 'function'],
        ['pythonpath', ['src']],
        ...(pytestFilterWarnings.length > 0 ? [['filterwarnings', pytestFilterWarnings] as const] : []),
        ...(pytestTimeout > 0 ? [['timeout', pytestTimeout] as const] : []),
      ],
    ),
    tomlTable(['tool', 'ruff'], [['target-version', 'py39']]),
    tomlTable(
      ['tool', 'ruff', 'lint'],
      [
        ['select', ['E4', 'E7', 'E9', 'F']],
        // Names of fields are the document's: `l` is one.
        ['ignore', ['E741']],
      ],
    ),
    tomlTable(
      ['tool', 'mypy'],
      [
        ['strict', true],
        ['mypy_path', 'src'],
        ['explicit_package_bases', true],
      ],
    ),
    tomlTable(
      ['tool', 'pyright'],
      [
        ['include', ['src']],
        ['venvPath', '.'],
        ['venv', '.venv'],
      ],
    ),
  ];
}
