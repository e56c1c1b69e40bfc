/* Keeps the page of the background work up to date. It fetches the same page and takes over what has changed;
   whoever is reading, selecting or pressing a button there is not disturbed. */

const CONTENT = "backstage-content";
const SUMMARY = "backstage-summary";
const RELOAD = "backstage-reload";

const byId = (id) => document.getElementById(id);

function isInUse(element) {
    const selection = document.getSelection();
    const isSelecting = Boolean(selection) && !selection.isCollapsed && element.contains(selection.anchorNode);
    // A button that went away between press and release would not be pressed.
    return isSelecting || element.querySelector(":active") !== null;
}

/** Where it was, or beside the time when that is gone or has been pressed already. */
function focusAgain(id) {
    byId(id)?.focus({ preventScroll: true });
    if (document.activeElement?.id !== id) {
        byId(RELOAD).focus({ preventScroll: true });
    }
}

function takeOver(fresh) {
    const old = byId(CONTENT);
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    const closed = [...old.querySelectorAll("[data-panel-toggle][aria-expanded='false']")];
    old.dataset.lookAgainSeconds = fresh.content.dataset.lookAgainSeconds;
    // A panel that somebody has folded stays so: Wagtail's script has hold of the elements that are there.
    for (const section of old.querySelectorAll("[data-panel]")) {
        const inside = section.querySelector(".w-panel__content");
        const found = fresh.content.querySelector(`#${CSS.escape(inside.id)}`);
        if (found && !closed.some((toggle) => section.contains(toggle))) {
            inside.replaceChildren(...found.childNodes);
        }
    }
    old.querySelector(".backstage-at").replaceWith(fresh.content.querySelector(".backstage-at"));
    if (focused) {
        focusAgain(focused);
    }
    // Announced by screen readers, so only when it says something else.
    if (byId(SUMMARY).textContent.trim() !== fresh.summary.textContent.trim()) {
        byId(SUMMARY).replaceChildren(...fresh.summary.childNodes);
    }
}

/** Returns false when there is nothing to come any more: signed out, or the page is another one. */
async function lookAgain() {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (response.redirected) {
        return false;
    }
    if (!response.ok) {
        return true;
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = { content: page.getElementById(CONTENT), summary: page.getElementById(SUMMARY) };
    if (!fresh.content || !fresh.summary) {
        return false;
    }
    if (!isInUse(byId(CONTENT))) {
        takeOver(fresh);
    }
    return true;
}

function wait() {
    const seconds = Number(byId(CONTENT).dataset.lookAgainSeconds) || 30;
    setTimeout(async () => {
        let goesOn = true;
        if (!document.hidden) {
            // A server that is away for a moment is asked again.
            goesOn = await lookAgain().catch(() => true);
        }
        if (goesOn) {
            wait();
        }
    }, seconds * 1000);
}

if (byId(CONTENT)) {
    wait();
}
