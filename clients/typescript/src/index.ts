/** A typed client of a newsroom: `newsroom(url).GET("/api/v1/articles/{article_id}/", …)`. */

export * from "./client.js";
export * from "./follow.js";
export * from "./prove.js";
export type * from "./schema.js";
