// The page is whole without this file: it adds filters, a sheet for each case, and copying.
"use strict";
{
  const filters = document.getElementById("filters");
  const sheet = document.getElementById("sheet");
  const shown = sheet.querySelector("div");
  const claims = [...document.querySelectorAll(".claim")];
  const cells = [...document.querySelectorAll(".cell")];
  const article = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));

  // What a claim is searched by: its own words and those of its cases, put together when first needed.
  const words = new Map();
  const text = (claim) => {
    if (!words.has(claim)) {
      const parts = [claim, ...[...claim.querySelectorAll(".cell")].map(article)];
      words.set(claim, parts.map((part) => part?.textContent ?? "").join(" ").toLowerCase());
    }
    return words.get(claim);
  };

  const filter = () => {
    const wanted = Object.fromEntries(new FormData(filters));
    const needle = wanted.text.trim().toLowerCase();
    let count = 0;
    for (const claim of claims) {
      const own = [...claim.querySelectorAll(".cell")];
      for (const cell of own) cell.classList.toggle("dim", wanted.verdict !== "" && cell.dataset.verdict !== wanted.verdict);
      const fits =
        ["vendor", "level", "provenance"].every((name) => wanted[name] === "" || claim.dataset[name] === wanted[name]) &&
        (wanted.verdict === "" || own.some((cell) => !cell.classList.contains("dim"))) &&
        (needle === "" || text(claim).includes(needle));
      claim.hidden = !fits;
      count += fits;
    }
    for (const list of document.querySelectorAll(".claims")) {
      const empty = !list.querySelector(".claim:not([hidden])");
      list.hidden = empty;
      list.previousElementSibling.hidden = empty;
    }
    for (const vendor of document.querySelectorAll(".vendor")) vendor.hidden = !vendor.querySelector(".claim:not([hidden])");
    document.getElementById("nothing").hidden = count > 0;
    filters.querySelector("output").textContent = count === claims.length ? `${count} rules` : `${count} of ${claims.length} rules`;
  };

  // A case is moved into the sheet and goes back to its place when the sheet closes.
  let home = null;
  let opener = null;
  const leave = () => {
    if (home) home.append(...shown.childNodes);
    home = null;
  };
  // Viewers that put the page into a frame may not let it have an address of its own.
  const remember = (hash) => {
    try {
      history.replaceState(null, "", hash);
    } catch {
      return;
    }
  };
  const visible = () => cells.filter((cell) => !cell.closest("[hidden]") && !cell.classList.contains("dim"));
  const open = (link) => {
    const content = article(link);
    if (!content) return;
    leave();
    home = content.parentElement;
    opener = link;
    shown.replaceChildren(content);
    remember(link.hash);
    const all = visible();
    const at = all.findIndex((cell) => cell.hash === link.hash);
    sheet.querySelector("nav span").textContent = at < 0 ? "" : `${at + 1} of ${all.length}`;
    if (!sheet.open) sheet.showModal();
    sheet.scrollTop = 0;
    content.focus({ preventScroll: true });
  };
  const go = (step) => {
    const all = visible();
    const at = all.findIndex((cell) => cell.hash === opener?.hash);
    const next = all[at + step];
    if (next) open(next);
  };

  const copy = async (button) => {
    const pre = button.parentElement.querySelector("pre");
    try {
      await navigator.clipboard.writeText(pre.textContent);
    } catch {
      // Pages opened from a file may not write to the clipboard, but what is selected may be copied.
      getSelection().selectAllChildren(pre);
      document.execCommand("copy");
    }
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 1500);
  };
  for (const box of document.querySelectorAll(".copied")) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Copy" });
    button.setAttribute("aria-label", `Copy: ${box.querySelector("h5").textContent}`);
    box.append(button);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const button = event.target.closest("button");
    if (link?.hash.startsWith("#case-")) {
      event.preventDefault();
      open(link);
    } else if (link && sheet.open) {
      sheet.close();
    } else if (button?.parentElement.matches(".copied")) {
      copy(button);
    } else if (button?.dataset.go) {
      go(Number(button.dataset.go));
    } else if (button?.matches("[data-close]") || event.target === sheet) {
      sheet.close();
    }
  });
  sheet.addEventListener("close", () => {
    leave();
    if (location.hash.startsWith("#case-")) remember("#");
    opener?.focus();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches?.("input, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (sheet.open && event.key === "ArrowLeft") go(-1);
    if (sheet.open && event.key === "ArrowRight") go(1);
    if (!sheet.open && event.key === "/") {
      event.preventDefault();
      filters.elements.text.focus();
    }
  });
  filters.addEventListener("input", filter);
  filters.addEventListener("reset", () => setTimeout(filter));
  filters.addEventListener("submit", (event) => event.preventDefault());

  document.documentElement.classList.add("js");
  filters.hidden = false;
  filter();
  const linked = cells.find((cell) => cell.hash === location.hash);
  if (linked) open(linked);
}
