import type { Newsroom } from "./index.js";
import type { ChangeOut, FollowedOut, SnapshotLineOut } from "./schema.js";

/** How far a copy has come. Keep it with the copy; without a cursor it begins with everything. */
export type Position = { cursor?: string | undefined };

type About = Pick<ChangeOut, "type" | "id" | "tags">;
/** What happened, and the cache tags of what showed it. `RESET` comes before everything is sent anew. */
export type Followed =
  | { change: "RESET"; tags: string[] }
  | (About & { change: "REMOVED" })
  /** `load` fetches the page or author as it is now, unless it is gone again. */
  | (About & { change: "PUBLISHED" | "UPDATED"; load: () => Promise<FollowedOut | undefined> });

/** Yield what has changed since a position, and move it on with each answer that is used up. */
export async function* follow(newsroom: Newsroom, position: Position): AsyncGenerator<Followed> {
  for (let hasMore = true; hasMore; ) {
    if (!position.cursor) return yield* everything(newsroom, position);
    const query = { limit: 100, after: position.cursor };
    const { data, response } = await newsroom.GET("/api/v1/changes/", { params: { query } });
    // The log no longer reaches back so far.
    if (response.status === 410) return yield* everything(newsroom, position);
    if (!data) throw new Error(`changes/ answered ${response.status}`);
    // Of several changes of a page the last one is enough.
    for (const item of new Map(data.items.map((item) => [item.type + item.id, item])).values()) {
      const { change, type, id, path, tags } = item;
      yield change === "REMOVED" ? { change, type, id, tags } : { change, type, id, tags, load: () => (type === "author" ? author(newsroom, path, id) : page(newsroom, path, id)) };
    }
    position.cursor = data.meta.next_cursor;
    hasMore = data.meta.has_more;
  }
}

async function author(newsroom: Newsroom, path: string, id: number): Promise<FollowedOut | undefined> {
  const slug = path.slice(path.indexOf("?author=") + "?author=".length);
  const { data, response } = await newsroom.GET("/api/v1/authors/{slug}/", { params: { path: { slug } } });
  if (!data && response.status !== 404) throw new Error(`authors/ answered ${response.status}`);
  return data?.id === id ? data : undefined;
}

async function page(newsroom: Newsroom, path: string, id: number): Promise<FollowedOut | undefined> {
  const { data, response } = await newsroom.GET("/api/v1/resolve/", { params: { query: { path } } });
  if (!data && response.status !== 404 && response.status !== 410) throw new Error(`resolve/ answered ${response.status}`);
  return data?.kind === "PAGE" && data.page.id === id ? data.page : undefined;
}

async function* everything(newsroom: Newsroom, position: Position): AsyncGenerator<Followed> {
  const { data, response } = await newsroom.GET("/api/v1/snapshot/", { parseAs: "stream" });
  if (!data) throw new Error(`snapshot/ answered ${response.status}`);
  delete position.cursor;
  yield { change: "RESET", tags: ["everything"] };
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of data) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) {
      const line: SnapshotLineOut = JSON.parse(text);
      if ("cursor" in line) position.cursor = line.cursor;
      else yield { change: "PUBLISHED", type: line.type, id: line.id, tags: [`${line.type === "author" ? "authors" : "page"}:${line.id}`], load: async () => line };
    }
  }
  if (!position.cursor) throw new Error("the snapshot was cut off");
}
