/** What a JSON document holds; strings are byte strings (UTF-8) throughout the engine. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };
