/** A typed client of a newsroom: `newsroom(url).GET("/api/v1/articles/{article_id}/", …)`. */

import createClient, { type Client, type ClientOptions } from "openapi-fetch";

import type { paths } from "./schema.js";

export * from "./follow.js";
export type * from "./schema.js";

export type Newsroom = Client<paths>;

/** Return a client of the newsroom at a URL such as `https://example.org`. */
export function newsroom(baseUrl: string, options: ClientOptions = {}): Newsroom {
  return createClient<paths>({ ...options, baseUrl });
}
