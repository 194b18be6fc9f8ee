// What a visitor does on the page, with the patience a page needs.

const until = async (what, find) => {
  for (let tries = 0; tries < 2000; tries++) {
    const found = find();
    if (found) return found;
    await new Promise((resume) => setTimeout(resume, 25));
  }
  throw new Error("waited in vain for " + what);
};

// Sets a value so that React notices.
const type = (element, value) => {
  const kind = Object.getPrototypeOf(element);
  Object.getOwnPropertyDescriptor(kind, "value").set.call(element, value);
  element.dispatchEvent(new Event(element.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
};

const visit = async (url, path, method, authorize, fill) => {
  const select = await until("the selector", () => document.querySelector("#select"));
  type(select, url);
  const operation = await until("the operation", () =>
    window.ui.specSelectors.url() === url &&
    [...document.querySelectorAll(".opblock")].find(
      (block) =>
        block.querySelector(".opblock-summary-path")?.dataset.path === path &&
        block.querySelector(".opblock-summary-method")?.textContent === method,
    ),
  );
  authorize();
  operation.querySelector(".opblock-summary-control").click();
  const execute = await until("the Execute button", () => operation.querySelector("button.execute"));
  for (const [name, value] of fill) {
    type(await until(name, () => operation.querySelector(`tr[data-param-name="${name}"] input`)), value);
  }
  // The button is there before the references of the operation are resolved and its form is shown.
  await until("the form", () => operation.querySelector(".responses-wrapper"));
  // The page puts the example into the body's editor a moment after it shows the button.
  if (operation.querySelector(".opblock-section-request-body")) {
    await until("the body", () => operation.querySelector(".opblock-section-request-body textarea")?.value);
  }
  // The fields tell the page of their value with a delay.
  if (fill.length > 0) await new Promise((resume) => setTimeout(resume, 600));
  execute.click();
  const status = await until("a status", () =>
    operation.querySelector(".live-responses-table .response .response-col_status")?.textContent,
  );
  return { status, title: document.querySelector(".info .title").textContent };
};
