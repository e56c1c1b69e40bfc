/** Print what has changed since the last time, which `position.json` keeps: `node dist/examples/follow.js URL position.json`. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";

import { follow, newsroom, type Position } from "../src/index.js";

const [url = "http://127.0.0.1:8000", file = "position.json"] = process.argv.slice(2);
const position: Position = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};

for await (const followed of follow(newsroom(url), position)) {
  const found = "load" in followed ? await followed.load() : undefined;
  const name = found && ("title" in found ? found.title : found.name);
  console.log([followed.change, name, followed.tags.join(" ")].filter(Boolean).join("\t"));
}
writeFileSync(file, JSON.stringify(position));
