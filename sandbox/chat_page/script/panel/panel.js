/** The side panel: a bar, five tabs, and the page of the chosen one. */
import { el, iconButton } from "../dom.js";
import { faultsPage } from "./faults.js";
import { logPage } from "./log.js";
import { mailPage } from "./mail.js";
import { marketPage } from "./market.js";
import { providerPage } from "./provider.js";

const OPEN = "chat.panel";
const TAB = "chat.tab";
const WIDE_PX = 1200;
const wide = window.matchMedia("(min-width: 1100px)");

/** Fills `panel`; each page is `{element, show(), hide()}` and works only while it is shown. */
export function sidePanel(panel, app) {
  const pages = {
    Market: marketPage(),
    Pay: providerPage(),
    Mail: mailPage(),
    Log: logPage(),
    Faults: faultsPage(),
  };
  const tabs = Object.keys(pages).map((name) =>
    el(
      "button",
      {
        type: "button",
        class: "tab",
        role: "tab",
        id: `tab-${name}`,
        "aria-controls": `page-${name}`,
        testid: `tab-${name.toLowerCase()}`,
        on: { click: () => choose(name) },
      },
      name,
    ),
  );
  const tablist = el("div", { class: "tabs", role: "tablist" }, tabs);
  let chosen = localStorage.getItem(TAB) in pages ? localStorage.getItem(TAB) : "Market";

  for (const [name, page] of Object.entries(pages)) {
    Object.assign(page.element, { id: `page-${name}`, hidden: true });
    page.element.setAttribute("role", "tabpanel");
    page.element.setAttribute("aria-labelledby", `tab-${name}`);
  }
  tablist.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    next.click();
    next.focus();
  });

  const isOpen = () => app.dataset.panel === "open";

  function choose(name) {
    pages[chosen].hide();
    pages[chosen].element.hidden = true;
    chosen = name;
    localStorage.setItem(TAB, name);
    for (const tab of tabs) {
      const current = tab.id === `tab-${name}`;
      tab.setAttribute("aria-selected", String(current));
      tab.tabIndex = current ? 0 : -1;
    }
    pages[name].element.hidden = false;
    if (isOpen()) pages[name].show();
  }

  function setOpen(open) {
    app.dataset.panel = open ? "open" : "shut";
    if (open) pages[chosen].show();
    else pages[chosen].hide();
  }

  function toggle() {
    setOpen(!isOpen());
    if (wide.matches) localStorage.setItem(OPEN, isOpen() ? "yes" : "no");
    if (isOpen() && !wide.matches) tabs.find((tab) => tab.tabIndex === 0).focus();
  }

  panel.append(
    el(
      "header",
      { class: "bar" },
      el("div", { class: "title" }, "Behind the scenes"),
      iconButton("close", "Close the panel", toggle, { "data-testid": "panel-close" }),
    ),
    tablist,
    ...Object.values(pages).map((page) => page.element),
  );
  choose(chosen);
  setOpen(window.innerWidth >= WIDE_PX && localStorage.getItem(OPEN) !== "no");
  return { toggle, isOverlay: () => isOpen() && !wide.matches };
}
