/** Print the front page, an article and its thread: `node dist/examples/read.js http://127.0.0.1:8000 de`. */

import { dataOf, newsroom, type ArticleCardOut, type BlockOut, type CommentOut, type RowOut } from "../src/index.js";

const url = process.argv[2] ?? "http://127.0.0.1:8000";
const locale = process.argv[3] === "en" ? "en" : "de";
const api = newsroom(url);

function articles({ type, value }: RowOut): ArticleCardOut[] {
  return type === "lead" ? [value.article] : value.articles;
}

function row(one: RowOut): string {
  const title = one.type === "lead" ? "" : `== ${one.value.title}\n`;
  const cards = articles(one).map((article) => {
    const by = article.authors.map((author) => author.name).join(", ");
    return `- ${article.title}${by && ` (${by})`}`;
  });
  return title + cards.join("\n");
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

const home = dataOf(await api.GET("/api/v1/home/", { params: { query: { locale } } }));
console.log(`# ${home.title}\n${home.rows.map(row).join("\n\n")}`);

const [first] = home.rows.flatMap(articles);
if (!first) throw new Error("nothing is on the front page");
const params = { path: { article_id: first.id } };
const article = dataOf(await api.GET("/api/v1/articles/{article_id}/", { params }));
console.log(`\n# ${article.title}\n${article.lead}`);
if (article.profile === "full") console.log(article.body.map(block).join("\n\n"));

const thread = dataOf(await api.GET("/api/v1/articles/{article_id}/comments/", { params }));
console.log(`\n${thread.meta.count} comments\n${thread.items.map(comment).join("\n")}`);
