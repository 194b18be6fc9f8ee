// What a reader does on the report's page.

const pause = () => new Promise((resume) => setTimeout(resume, 20));
const until = async (what, find) => {
  for (let tries = 0; tries < 1000; tries++) {
    const found = find();
    if (found) return found;
    await pause();
  }
  throw new Error("waited in vain for " + what);
};
const ready = () => until("the page", () => document.readyState === "complete" && document.querySelector("dialog"));
const shown = (element) => element.checkVisibility();
const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));

const everyCell = async () => {
  const sheet = document.querySelector("dialog");
  const seen = [];
  for (const cell of document.querySelectorAll(".cell")) {
    const content = document.getElementById(cell.hash.slice(1));
    const home = content.parentElement;
    cell.click();
    await until("the sheet", () => sheet.open && shown(content));
    seen.push({ case: cell.hash.slice("#case-".length), text: sheet.textContent });
    sheet.querySelector("[data-close]").click();
    await until("the page", () => !sheet.open && content.parentElement === home);
    seen.at(-1).home = home.matches("details.case");
  }
  return seen;
};

const filters = async () => {
  const form = document.getElementById("filters");
  const left = () => [...document.querySelectorAll(".claim")].filter(shown).map((claim) => claim.id.slice("claim-".length));
  const seen = {};
  const choose = (name, value) => {
    form.elements[name].value = value;
    form.elements[name].dispatchEvent(new Event("input", { bubbles: true }));
  };
  const once = (name, value) => {
    choose(name, value);
    seen[name] = left();
    choose(name, "");
  };
  once("vendor", "ejento");
  once("level", "should");
  once("provenance", "recorded");
  once("verdict", "fail");
  once("text", "  MOST 50 users");
  choose("text", "no such text anywhere");
  seen.nothing = left();
  form.reset();
  await until("everything", () => left().length > 0);
  seen.reset = left();
  return seen;
};

const keyboard = async () => {
  const sheet = document.querySelector("dialog");
  const seen = {};
  press("/");
  seen.search = document.activeElement === document.querySelector("input");
  const cells = [...document.querySelectorAll(".cell")];
  cells[0].focus();
  cells[0].click();
  await until("the sheet", () => sheet.open);
  press("ArrowRight");
  seen.next = sheet.querySelector("article").id === cells[1].hash.slice(1);
  const box = sheet.querySelector(".copied");
  box.querySelector("button").click();
  await until("the copy", () => box.querySelector("button").textContent === "Copied");
  seen.copied = getSelection().toString();
  seen.curl = box.querySelector("pre").textContent;
  // Chromium closes a dialog on Escape only when a person presses it.
  sheet.close();
  await until("the page", () => document.activeElement === cells[1]);
  seen.back = true;
  return seen;
};

const harmless = async () => {
  const strange = [...document.querySelectorAll("img, script, iframe, object, [onerror], [onclick]")];
  const own = document.body.lastElementChild;
  const elements = strange.filter((element) => element !== own).map((element) => element.outerHTML);
  const seen = { elements, shown: document.body.textContent.includes("<img src=x onerror=") };
  let policy = "";
  document.addEventListener("securitypolicyviolation", (event) => (policy = event.disposition === "enforce" ? "blocked" : ""));
  const script = document.createElement("script");
  script.textContent = "document.title = 'ran'";
  document.body.append(script);
  await until("the policy", () => policy);
  return { ...seen, policy, title: document.title };
};

const framed = async (html, width) => {
  const frame = document.createElement("iframe");
  frame.style = `width: ${width}px; height: 844px; border: 0`;
  frame.srcdoc = html;
  document.body.append(frame);
  await until("the frame", () => frame.contentDocument?.documentElement?.classList.contains("js"));
  return frame.contentDocument;
};

const phone = async (page) => {
  const sheet = page.querySelector("dialog");
  const narrow = page.defaultView.matchMedia("(max-width: 46rem)").matches;
  const seen = { narrow, beyond: page.documentElement.scrollWidth - page.documentElement.clientWidth, wide: [] };
  for (const cell of page.querySelectorAll(".cell")) {
    cell.click();
    await until("the sheet", () => sheet.open);
    const parts = [sheet, ...sheet.querySelectorAll("pre, dl, blockquote, code")];
    const wide = parts.filter((part) => part.scrollWidth > part.clientWidth && part.clientWidth > 0);
    if (wide.length > 0) seen.wide.push(cell.hash);
    sheet.close();
    await until("the page", () => !sheet.querySelector("article"));
  }
  return seen;
};

const plain = async () => {
  const link = document.querySelector(".cell.is-fail");
  const target = document.getElementById(link.hash.slice(1));
  link.click();
  await until("the case", () => target.closest("details").open);
  return {
    filters: shown(document.getElementById("filters")),
    cases: [...document.querySelectorAll("details.case")].filter(shown).length,
    opened: shown(target),
  };
};
