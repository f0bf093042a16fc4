/** Exceptions: the ones that every package has, and those with data of the document's own. */
import { type Code, join, plainRef, ref } from '../../../../code/code.ts';
import { docstring, ident, lit } from '../../../../code/printable.ts';
import { py } from '../../../../code/template.ts';
import type { ErrorDecl, ErrorNames } from '../../plan/types.ts';
import { builtin, generic, typing } from '../types.ts';

/*
 * No `-> None` on `__init__`: type checkers know it, and so the signatures equal those of published SDKs.
 */

/** Where the fixed exceptions stand: `errors.acmeerror`, and so on. */
export function errorModules(names: ErrorNames) {
  const inside = (module: string) => `${names.package}.${module}`;
  return {
    base: inside(names.base.toLowerCase()),
    default: inside(names.default.toLowerCase()),
    noResponse: inside('no_response_error'),
    validation: inside('responsevalidationerror'),
  };
}

const response = plainRef('httpx', 'Response');
const none = lit(null);

function bodyArgument(): Code {
  return py`body: ${generic(typing('Optional'), [builtin('str')])} = ${none}`;
}

/** `class NotFoundError(AcmeError)`: the server's answer with its typed data. */
export function emitError(decl: ErrorDecl, names: ErrorNames): Code {
  const data = ref(`.${decl.data.module}`, decl.data.name);
  const path = decl.messagePaths?.map((names) => lit(names.join('.'))) ?? [];
  const message = py`${ref('.utils.errors', 'error_message')}(${join([py`data`, py`raw_response`, py`body`, ...path], ', ')})`;
  const fields = join([docstring(decl.doc), py`data: ${data}`], '\n\n');
  return py`
    class ${ident(decl.name)}(${ref(`.${errorModules(names).base}`, names.base)}):
        ${fields}

        def __init__(self, data: ${data}, raw_response: ${response}, ${bodyArgument()}):
            super().__init__(${message}, raw_response, body)
            self.data = data
  `;
}

export function emitBaseError(names: ErrorNames): Code {
  const helpers = (name: string) => ref('.utils.errors', name);
  return py`
    class ${ident(names.base)}(Exception):
        """The base of all errors that the server answers with."""

        message: ${builtin('str')}
        status_code: ${builtin('int')}
        headers: ${plainRef('httpx', 'Headers')}
        body: ${builtin('str')}
        raw_response: ${response}

        def __init__(self, message: ${builtin('str')}, raw_response: ${response}, ${bodyArgument()}):
            super().__init__(message)
            self.message = message
            self.status_code = raw_response.status_code
            self.headers = raw_response.headers
            self.body = raw_response.text if body is None else body
            self.raw_response = raw_response

        def __str__(self) -> ${builtin('str')}:
            return f"{${helpers('describe_response')}(self.raw_response)}: {self.message}"

        def __reduce__(self) -> ${generic(typing('Tuple'), [typing('Any'), py`...`])}:
            return ${helpers('restore_error')}, (type(self),), vars(self)
  `;
}

export function emitDefaultError(names: ErrorNames): Code {
  return py`
    class ${ident(names.default)}(${ref(`.${errorModules(names).base}`, names.base)}):
        """An answer that the API's description declares no other error for."""

        message: ${builtin('str')}
        status_code: ${builtin('int')}
        body: ${builtin('str')}
        raw_response: ${response}

        def __init__(self, message: ${builtin('str')}, raw_response: ${response}, ${bodyArgument()}):
            super().__init__(message, raw_response, body)
  `;
}

export function emitValidationError(names: ErrorNames): Code {
  const base = ref(`.${errorModules(names).base}`, names.base);
  const cause = generic(typing('Optional'), [builtin('BaseException')]);
  return py`
    class ResponseValidationError(${base}):
        """An answer that does not fit the API's description; the cause says where."""

        def __init__(self, message: ${builtin('str')}, raw_response: ${response}, cause: ${builtin('Exception')}, ${bodyArgument()}):
            super().__init__(message, raw_response, body)
            self.__cause__ = cause

        @property
        def cause(self) -> ${cause}:
            """The error of the validation."""
            return self.__cause__

        def __str__(self) -> ${builtin('str')}:
            return f"{super().__str__()}: {${ref('.utils.errors', 'describe_misfit')}(self.cause)}"
  `;
}

export function emitNoResponseError(): Code {
  return py`
    class NoResponseError(Exception):
        """No answer came from the server."""

        message: ${builtin('str')}

        def __init__(self, message: ${builtin('str')} = "No response received"):
            super().__init__(message)
            self.message = message
  `;
}
