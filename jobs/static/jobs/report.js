/* Keeps the report of the background work up to date, without disturbing people who read or use it. */

const byId = (id) => document.getElementById(id);

function isInUse(report) {
    const selection = document.getSelection();
    const isSelecting = Boolean(selection) && !selection.isCollapsed && report.contains(selection.anchorNode);
    // A button that is replaced between press and release would not be pressed.
    return isSelecting || report.querySelector(":active") !== null;
}

function takeOver(page) {
    // Screen readers announce a new summary, so it is replaced only if it says something else.
    const [old, fresh] = [document, page].map((source) => source.getElementById("jobs-summary"));
    if (old.textContent.trim() !== fresh.textContent.trim()) {
        old.replaceChildren(...fresh.childNodes);
    }
    const report = byId("jobs-report");
    const focused = report.contains(document.activeElement) ? document.activeElement.id : "";
    report.replaceWith(page.getElementById("jobs-report"));
    if (focused) {
        byId(focused)?.focus({ preventScroll: true });
        if (document.activeElement?.id !== focused) {
            byId("jobs-reload").focus({ preventScroll: true });
        }
    }
}

/** Returns false if there is nothing to wait for any more: after signing out, for example. */
async function refresh() {
    const response = await fetch(byId("jobs-report").dataset.url);
    if (!response.ok) {
        return !response.redirected;
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const isReport = page.getElementById("jobs-report") !== null;
    if (isReport && !isInUse(byId("jobs-report"))) {
        takeOver(page);
    }
    return isReport;
}

function wait() {
    const seconds = Number(byId("jobs-report").dataset.refreshSeconds);
    setTimeout(async () => {
        // A server that is away for a moment is asked again.
        if (document.hidden || (await refresh().catch(() => true))) {
            wait();
        }
    }, seconds * 1000);
}

wait();
