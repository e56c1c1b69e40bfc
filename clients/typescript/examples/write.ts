/** Send a comment, without a picture: `node dist/examples/write.js http://127.0.0.1:8000 ARTICLE NAME E-MAIL TEXT`. */

import { dataOf, newsroom, prove, type CommentIn } from "../src/index.js";

const [url = "http://127.0.0.1:8000", article = "", name = "", email = "", text = ""] = process.argv.slice(2);
const api = newsroom(url);
const id = Number(article);

const { pow } = dataOf(await api.POST("/api/v1/comments/challenge/", { body: { article: id } }));
if (!pow) throw new Error("this newsroom offers no proof of work");
const body: CommentIn = { name, email, text, consent: true, challenge: { pow: await prove(pow) } };
const sent = dataOf(await api.POST("/api/v1/articles/{article_id}/comments/", { params: { path: { article_id: id } }, body }));
console.log(sent.message);
