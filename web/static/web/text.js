/** The texts of this site, German and English. Texts of articles and forms come from the API. */

const de = {
  skip: 'Zum Inhalt springen',
  mainMenu: 'Hauptmenü',
  footerMenu: 'Fußmenü',
  below: (entry) => `Mehr unter ${entry}`,
  contact: 'Kontakt',
  languages: 'Sprache',
  loading: 'Wird geladen …',
  noArticles: 'Hier ist noch nichts erschienen.',
  more: 'Mehr Artikel',
  topic: 'Thema',
  by: 'Von',
  and: 'und',
  updated: 'Aktualisiert am',
  reading: (minutes) => (minutes === 1 ? '1 Minute Lesezeit' : `${minutes} Minuten Lesezeit`),
  breadcrumbs: 'Du bist hier',
  contents: 'Inhalt',
  rights: 'Rechte:',
  ai: { ASSISTED: 'Dieser Text entstand mit Hilfe von KI.', GENERATED: 'Diesen Text hat eine KI geschrieben. Menschen haben ihn geprüft.' },
  correction: 'Korrektur vom',
  tags: 'Themen',
  related: 'Mehr zum Thema',
  readIn: (language) => `Diesen Artikel auf ${language} lesen`,
  articles: (n) => (n === 1 ? '1 Artikel' : `${n} Artikel`),
  pages: (n) => (n === 1 ? '1 Seite' : `${n} Seiten`),
  comments: (n) => (n === 1 ? '1 Kommentar' : `${n} Kommentare`),
  imageUnavailable: 'Dieses Bild ist zurzeit nicht zu sehen.',
  download: 'Herunterladen',
  downloadUnavailable: 'Diese Datei gibt es nicht mehr.',
  linkGone: '(nicht mehr erreichbar)',
  table: 'Tabelle',
  blockBroken: 'An dieser Stelle fehlt etwas, das sich gerade nicht zeigen lässt.',
  embedNotice: (provider) => `Erst wenn du das Video lädst, erfährt ${provider}, dass du hier bist.`,
  embedLoad: 'Video laden',
  embedOpen: (provider) => `Bei ${provider} ansehen`,
  notFoundTitle: 'Diese Seite gibt es nicht',
  notFoundText: 'Vielleicht hat sich ein Tippfehler in die URL geschlichen. Auf der Startseite findest du alles, was neu ist.',
  goneTitle: 'Dieser Artikel ist nicht mehr da',
  goneText: 'Hier stand einmal etwas, das die Redaktion entfernt hat.',
  failedTitle: 'Da ist etwas schiefgegangen',
  failedText: 'Die Seite konnte nicht geladen werden. Prüfe deine Verbindung und versuch es noch einmal.',
  retry: 'Noch einmal versuchen',
  toHome: 'Zur Startseite',
  footer: 'Diese Website entsteht allein aus der öffentlichen JSON-API.',
  apiDocs: 'API für Entwickler:innen',
};

const en = {
  skip: 'Skip to content',
  mainMenu: 'Main menu',
  footerMenu: 'Footer menu',
  below: (entry) => `More under ${entry}`,
  contact: 'Contact',
  languages: 'Language',
  loading: 'Loading …',
  noArticles: 'Nothing has been published here yet.',
  more: 'More articles',
  topic: 'Topic',
  by: 'By',
  and: 'and',
  updated: 'Updated on',
  reading: (minutes) => (minutes === 1 ? '1 minute to read' : `${minutes} minutes to read`),
  breadcrumbs: 'You are here',
  contents: 'Contents',
  rights: 'Rights:',
  ai: { ASSISTED: 'This text was written with the help of AI.', GENERATED: 'This text was written by AI and checked by people.' },
  correction: 'Correction of',
  tags: 'Topics',
  related: 'Read more',
  readIn: (language) => `Read this article in ${language}`,
  articles: (n) => (n === 1 ? '1 article' : `${n} articles`),
  pages: (n) => (n === 1 ? '1 page' : `${n} pages`),
  comments: (n) => (n === 1 ? '1 comment' : `${n} comments`),
  imageUnavailable: 'This image cannot be shown at the moment.',
  download: 'Download',
  downloadUnavailable: 'This file is no longer available.',
  linkGone: '(no longer available)',
  table: 'Table',
  blockBroken: 'Something belongs here that cannot be shown right now.',
  embedNotice: (provider) => `${provider} learns that you are here only once you load the video.`,
  embedLoad: 'Load video',
  embedOpen: (provider) => `Watch on ${provider}`,
  notFoundTitle: 'There is no such page',
  notFoundText: 'Perhaps a typing error crept into the URL. Everything new is on the home page.',
  goneTitle: 'This article is no longer here',
  goneText: 'Something used to stand here, and the editors removed it.',
  failedTitle: 'Something went wrong',
  failedText: 'The page could not be loaded. Check your connection and try again.',
  retry: 'Try again',
  toHome: 'Go to the home page',
  footer: 'This site is built from the public JSON API alone.',
  apiDocs: 'API for developers',
};

const TEXTS = { de, en };
/** The languages that this site has texts in. */
export const LANGUAGES = Object.keys(TEXTS);

/** Returns the texts of a language; English for one that is not translated. */
export function texts(locale) {
  return TEXTS[locale] ?? en;
}

/** Returns the name of a language, by default in that language itself. */
export function languageName(language, inLocale = language) {
  return new Intl.DisplayNames(inLocale, { type: 'language' }).of(language);
}
