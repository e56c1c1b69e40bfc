/* Keeps the report of the background work up to date, without disturbing people who read or use it. */

const byId = (id) => document.getElementById(id);

function isInUse(report) {
    const selection = document.getSelection();
    const isSelecting = Boolean(selection) && !selection.isCollapsed && report.contains(selection.anchorNode);
    // A button that is replaced between press and release would not be pressed.
    return isSelecting || report.querySelector(":active") !== null;
}

function replaceReport(old, fresh) {
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    // Screen readers announce a replaced summary, so the old one stays while it says the same.
    const [said, says] = [old, fresh].map((report) => report.querySelector("#jobs-summary"));
    if (said.textContent.trim() === says.textContent.trim()) {
        says.replaceWith(said);
    }
    old.replaceWith(fresh);
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
    const fresh = page.getElementById("jobs-report");
    if (fresh && !isInUse(byId("jobs-report"))) {
        replaceReport(byId("jobs-report"), document.adoptNode(fresh));
    }
    return fresh !== null;
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
