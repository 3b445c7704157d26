// Theme switch, shortcuts, copying. In the head without `defer`: no flash of the other theme.
(() => {
  const root = document.documentElement;
  const all = (selector) => document.querySelectorAll(selector);
  const one = (selector) => document.querySelector(selector);
  // other languages: JSON in the script's data-words
  const words = {
    title: "Keyboard shortcuts", close: "Close", off: "Turn shortcuts off", on: "Turn shortcuts on",
    copied: "Copied", search: "Search ideas", create: "New idea", move: "Next and previous idea", help: "This list",
    system: "Theme: system", light: "Theme: light", dark: "Theme: dark",
    ...JSON.parse(document.currentScript?.dataset.words || "{}"),
  };
  // where storage is forbidden a choice holds for the page
  const recall = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* see above */ } };

  const themes = ["system", "light", "dark"];
  let theme = Math.max(0, themes.indexOf(recall("theme")));
  let listening = recall("keys") !== "off";

  const dress = () => {
    if (theme) root.dataset.theme = themes[theme];
    else delete root.dataset.theme;
    for (const button of all("[data-theme-switch]")) {
      button.querySelector("span").textContent = words[themes[theme]];
      button.querySelector("use")?.setAttribute("href", `/icons.svg#${theme === 2 ? "moon" : "sun"}`);
    }
    for (const button of all("button[hidden]")) button.hidden = false;
  };
  dress();
  document.addEventListener("DOMContentLoaded", dress);

  const make = (tag, ...children) => {
    const node = document.createElement(tag);
    node.append(...children);
    return node;
  };

  const button = (text, action) => {
    const node = make("button", text);
    node.className = "btn";
    node.onclick = () => action(node);
    return node;
  };

  let dialog;
  const help = () => {
    if (!dialog) {
      const list = make("dl");
      for (const [keys, text] of [["/", "search"], ["n", "create"], ["j k", "move"], ["?", "help"]]) {
        list.append(make("dt", ...keys.split(" ").map((key) => make("kbd", key))), make("dd", words[text]));
      }
      const actions = make("p", button(words.close, () => dialog.close()),
        button(words[listening ? "off" : "on"], (node) => {
          listening = !listening;
          keep("keys", listening ? "on" : "off");
          node.textContent = words[listening ? "off" : "on"];
        }));
      actions.className = "actions";
      dialog = make("dialog", make("h2", words.title), list, actions);
      dialog.className = "dialog";
      dialog.ariaLabel = words.title;
      document.body.append(dialog);
    }
    dialog.showModal();
  };

  const move = (step) => {
    const titles = [...all(".plank :is(h2, h3) a")];
    const at = titles.indexOf(document.activeElement);
    titles[at < 0 ? 0 : at + step]?.focus();
  };

  const keys = {
    "/": () => one(".find input")?.focus(),
    n: () => one('a[href="/ideas/new"]')?.click(),
    j: () => move(1),
    k: () => move(-1),
    "?": help,
  };

  document.addEventListener("click", ({ target }) => {
    for (const menu of all(".menu[open]")) if (!menu.contains(target)) menu.open = false;
    if (target.closest("[data-keys]")) help();
    const { copy } = target.dataset;
    if (copy) navigator.clipboard.writeText(one(copy).value).then(() => { target.textContent = words.copied; });
    if (!target.closest("[data-theme-switch]")) return;
    theme = (theme + 1) % 3;
    keep("theme", themes[theme]);
    dress();
  });

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    const menu = key === "Escape" && one(".menu[open]");
    if (menu) {
      menu.open = false;
      menu.firstElementChild.focus();
    }
    if (!listening || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, key)) return;
    if (target.closest?.("input, textarea, select, dialog, [contenteditable]")) return;
    event.preventDefault();
    keys[key]();
  });
})();
