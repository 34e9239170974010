/** The instructions of the Python machine. Each has one number behind it, 0 where it needs none. */

const NAMES = [
  'NOP', 'POP', 'DUP', 'DUP2', 'SWAP', 'ROT3', 'CONST', 'LOAD_FAST', 'STORE_FAST', 'DEL_FAST', 'LOAD_CELL', 'STORE_CELL', 'DEL_CELL', 'LOAD_CLASS_CELL',
  'LOAD_GLOBAL', 'STORE_GLOBAL', 'DEL_GLOBAL', 'LOAD_NAME', 'STORE_NAME', 'DEL_NAME', 'ATTR', 'SET_ATTR', 'DEL_ATTR', 'ITEM', 'SET_ITEM', 'DEL_ITEM',
  'BINARY', 'INPLACE', 'UNARY', 'COMPARE', 'JUMP', 'JUMP_IF_FALSE', 'JUMP_IF_TRUE', 'JUMP_IF_FALSE_KEEP', 'JUMP_IF_TRUE_KEEP', 'JUMP_IF_NOT_NONE',
  'BUILD_TUPLE', 'BUILD_LIST', 'BUILD_SET', 'BUILD_DICT', 'BUILD_SLICE', 'BUILD_STR', 'FORMAT', 'LIST_APPEND', 'SET_ADD', 'DICT_ADD', 'LIST_EXTEND', 'SET_UPDATE',
  'DICT_UPDATE', 'DICT_MERGE', 'LIST_TO_TUPLE', 'GET_ITER', 'FOR_ITER', 'UNPACK', 'UNPACK_EX', 'CALL', 'CALL_KW', 'CALL_EX', 'MAKE_FUNC', 'RETURN', 'YIELD', 'YIELD_FROM',
  'GET_YIELD_ITER', 'GET_AWAITABLE', 'SETUP_EXC', 'POP_BLOCK', 'EXC_MATCH', 'POP_EXC', 'RERAISE', 'RAISE', 'WITH_ENTER', 'WITH_EXIT', 'WITH_EXC', 'IMPORT', 'IMPORT_FROM',
  'IMPORT_STAR', 'BUILD_CLASS', 'LOAD_ASSERT', 'PRINT_EXPR', 'MATCH_SEQ', 'MATCH_MAP', 'MATCH_KEYS', 'MATCH_CLASS', 'MATCH_REST', 'GET_AITER', 'ANEXT', 'SETUP_ANNOTATIONS',
] as const;

export type OpName = (typeof NAMES)[number];

/** Names by number. */
export const OP_NAMES: readonly OpName[] = NAMES;

/** Numbers by name. */
export const OP = Object.fromEntries(NAMES.map((name, i) => [name, i])) as { readonly [N in OpName]: number };

/** Operators that BINARY and INPLACE are given by number, with the names of their methods. */
export const BINARY_OPS: readonly (readonly [op: string, method: string])[] = [
  ['+', 'add'], ['-', 'sub'], ['*', 'mul'], ['/', 'truediv'], ['//', 'floordiv'], ['%', 'mod'], ['**', 'pow'], ['<<', 'lshift'], ['>>', 'rshift'], ['&', 'and'],
  ['|', 'or'], ['^', 'xor'], ['@', 'matmul'],
];

/** Comparisons by number. */
export const COMPARE_OPS: readonly string[] = ['<', '<=', '==', '!=', '>', '>=', 'in', 'not in', 'is', 'is not'];

/** Unary operators by number. */
export const UNARY_OPS: readonly string[] = ['-', '+', '~', 'not'];
