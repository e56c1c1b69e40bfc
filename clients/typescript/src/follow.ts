import { dataOf, lastOfEach, linesOf, type Newsroom } from "./client.js";
import type { ChangeOut, FollowedOut, ResolvedOut, SnapshotLineOut } from "./schema.js";

/** How far a copy has come. Keep it with the copy; without a cursor it begins with everything. */
export type Position = { cursor?: string | undefined };

type About = Pick<ChangeOut, "type" | "id" | "tags">;
/** What happened, and the cache tags of what showed it. `RESET`: everything is sent anew. `reason`: for readers. */
export type Followed =
  | { change: "RESET"; tags: string[] }
  | (About & { change: "REMOVED" })
  | (About & { change: "KILLED"; reason: string | null })
  /** `load` fetches it as it is now, unless it is gone again. */
  | (About & { change: "PUBLISHED" | "UPDATED"; load: () => Promise<FollowedOut | undefined> });

/** Yield what has changed since a position, and move it on with each answer that is used up. */
export async function* follow(newsroom: Newsroom, position: Position): AsyncGenerator<Followed> {
  for (let hasMore = true; hasMore; ) {
    if (!position.cursor) return yield* everything(newsroom, position);
    const query = { limit: 100, after: position.cursor };
    const answer = await newsroom.GET("/api/v1/changes/", { params: { query } });
    // With 410 the log no longer reaches back so far.
    if (answer.response.status === 410) return yield* everything(newsroom, position);
    const { items, meta } = dataOf(answer);
    for (const item of lastOfEach(items)) {
      const { change, type, id, tags, reason } = item;
      if (change === "REMOVED") yield { change, type, id, tags };
      else if (change === "KILLED") yield { change, type, id, tags, reason };
      else yield { change, type, id, tags, load: () => current(newsroom, item) };
    }
    position.cursor = meta.next_cursor;
    hasMore = meta.has_more;
  }
}

async function current(newsroom: Newsroom, { type, id, path, locale }: ChangeOut): Promise<FollowedOut | undefined> {
  const slug = new URLSearchParams(path.split("?")[1]).get("author") ?? "";
  const answer =
    type === "author"
      ? await newsroom.GET("/api/v1/authors/{slug}/", { params: { path: { slug } } })
      : type === "site"
        ? await newsroom.GET("/api/v1/site/", { params: { query: locale ? { locale } : {} } })
        : await newsroom.GET("/api/v1/resolve/", { params: { query: { path } } });
  if ([404, 410].includes(answer.response.status)) return undefined;
  const found = dataOf<FollowedOut | ResolvedOut>(answer);
  if (!("kind" in found)) return found.id === id ? found : undefined;
  return found.kind === "PAGE" && found.page.id === id ? found.page : undefined;
}

async function* everything(newsroom: Newsroom, position: Position): AsyncGenerator<Followed> {
  const stream = dataOf(await newsroom.GET("/api/v1/snapshot/", { parseAs: "stream" }));
  delete position.cursor;
  yield { change: "RESET", tags: ["everything"] };
  for await (const text of linesOf(stream)) {
    const line: SnapshotLineOut = JSON.parse(text);
    if ("cursor" in line) position.cursor = line.cursor;
    else yield { change: "PUBLISHED", type: line.type, id: line.id, tags: [], load: async () => line };
  }
  if (!position.cursor) throw new Error("the snapshot was cut off");
}
