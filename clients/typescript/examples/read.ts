/** Print the front page, an article and its thread: `node dist/examples/read.js http://127.0.0.1:8000 de`. */

import { newsroom, type ArticleCardOut, type BlockOut, type CommentOut } from "../src/index.js";

const url = process.argv[2] ?? "http://127.0.0.1:8000";
const locale = process.argv[3] === "en" ? "en" : "de";
const api = newsroom(url);

function card(article: ArticleCardOut): string {
  const by = article.authors.map((author) => author.name).join(", ");
  return `- ${article.title}${by && ` (${by})`}`;
}

function block({ type, value }: BlockOut): string {
  switch (type) {
    case "heading":
      return `## ${value.text}`;
    case "paragraph":
      return value.text;
    case "quotation":
      return `> ${value.text} (${value.speaker})`;
    case "pull_quote":
      return `> ${value.text}`;
    case "image":
      return `[${value.image.alt}] ${value.image.src ?? ""}`;
    case "background_box":
      return [value.title, ...value.body.map(block)].join("\n");
    case "download":
      return `${value.filename}: ${value.url ?? value.state}`;
    case "embed":
      return `${value.provider}: ${value.url}`;
    case "link_list":
      return value.links.map((link) => `${link.text}: ${link.href ?? link.state}`).join("\n");
    case "table":
      return [value.columns, ...value.rows].map((row) => row.join(" | ")).join("\n");
    default:
      // `broken`, and what a later version of the API adds.
      return "";
  }
}

function comment(one: CommentOut): string {
  const words = one.state === "PUBLISHED" ? `${one.author.name}: ${one.text}` : "(removed)";
  return [`${"  ".repeat(one.depth)}${words}`, ...one.replies.items.map(comment)].join("\n");
}

const list = await api.GET("/api/v1/articles/", { params: { query: { locale } } });
if (!list.data) throw new Error(list.error.title);
console.log(list.data.items.map(card).join("\n"));

const first = list.data.items[0];
if (!first) throw new Error("no article is public");
const path = { article_id: first.id };
const article = await api.GET("/api/v1/articles/{article_id}/", { params: { path } });
if (!article.data) throw new Error(article.error.title);
console.log(`\n# ${article.data.title}\n${article.data.lead}`);
if ("body" in article.data) console.log(article.data.body.map(block).join("\n\n"));

const thread = await api.GET("/api/v1/articles/{article_id}/comments/", { params: { path } });
if (!thread.data) throw new Error(thread.error.title);
console.log(`\n${thread.data.meta.count} comments\n${thread.data.items.map(comment).join("\n")}`);
