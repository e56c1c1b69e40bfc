import createClient, { type Client, type ClientOptions } from "openapi-fetch";

import type { ChangeOut, paths } from "./schema.js";

export type Newsroom = Client<paths>;

/** Return a client of the newsroom at a URL such as `https://example.org`. */
export function newsroom(baseUrl: string, options: ClientOptions = {}): Newsroom {
  return createClient<paths>({ ...options, baseUrl });
}

/** Return the data of an answer, or throw an error that names its problem. */
export function dataOf<T>({ data, error, response }: { data?: T; error?: unknown; response: Response }): NonNullable<T> {
  if (data !== undefined && data !== null) return data;
  throw new Error(`${response.url} answered ${response.status}`, { cause: error });
}

/** Return the last of several changes of one thing, with the cache tags of all of them. */
export function lastOfEach(changes: ChangeOut[]): Iterable<ChangeOut> {
  const last = new Map<string, ChangeOut>();
  for (const change of changes) {
    const thing = `${change.type}-${change.id}`;
    const tags = new Set([...(last.get(thing)?.tags ?? []), ...change.tags]);
    last.set(thing, { ...change, tags: [...tags] });
  }
  return last.values();
}

/** Yield the whole lines of a text as it arrives. */
export async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of stream) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
