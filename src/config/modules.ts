/** Names that a Python package cannot have. */

const keywords =
  words(`False None True and as assert async await break class continue def del elif else except finally for from
  global if import in is lambda nonlocal not or pass raise return try while with yield`);

const dependencies = words(
  'httpx httpx2 httpcore pydantic pydantic_core typing_extensions annotated_types anyio',
);

const standardLibrary =
  words(`abc argparse array ast asyncio base64 bisect builtins bz2 calendar cmath cmd code
  codecs collections concurrent configparser contextlib contextvars copy csv ctypes dataclasses datetime decimal
  difflib dis email encodings enum errno fnmatch fractions functools gc getpass gettext glob graphlib gzip hashlib
  heapq hmac html http importlib inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox
  marshal math mimetypes mmap multiprocessing numbers operator os pathlib pdb pickle pkgutil platform plistlib
  posixpath pprint profile queue random re reprlib sched secrets select selectors shelve shlex shutil signal site
  smtplib socket socketserver sqlite3 ssl stat statistics string stringprep struct subprocess symtable sys sysconfig
  tarfile tempfile test textwrap threading time timeit token tokenize tomllib trace traceback tracemalloc types
  typing unicodedata unittest urllib uuid venv warnings wave weakref webbrowser xml xmlrpc zipapp zipfile zipimport
  zlib zoneinfo`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

const devices = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

/** Names of files are made of it, and what is added has to fit too. */
const longest = 120;

/** Why a class or a suffix cannot have this name; nothing where it can. */
export function pythonNameProblem(name: string): string | undefined {
  if (keywords.has(name)) return `\`${name}\` is a keyword of Python`;
  if (name.length > longest) return `it is longer than ${longest} characters`;
  if (name.startsWith('__')) return "names that begin with `__` are Python's own";
  return devices.test(name)
    ? `\`${name}\` is a device on Windows, where no file may be called so`
    : undefined;
}

/** Why `acme.client` cannot be the name of a package; nothing where it can. */
export function pythonModuleProblem(module: string): string | undefined {
  const parts = module.split('.');
  const [first = ''] = parts;
  const keyword = parts.find((part) => keywords.has(part));
  if (keyword !== undefined) return `\`${keyword}\` is a keyword of Python`;
  if (parts.some((part) => part.length > longest)) return `it is longer than ${longest} characters`;
  const device = parts.find((part) => devices.test(part));
  if (device !== undefined) return `\`${device}\` is a device on Windows, where no folder may be called so`;
  if (dependencies.has(first)) return `\`${first}\` is a package that the SDK needs itself`;
  if (standardLibrary.has(first)) return `\`${first}\` is a module of Python's standard library`;
  return undefined;
}
