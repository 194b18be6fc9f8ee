// node-zendesk, a JavaScript client of Zendesk, deletes users in bulk.

import zendesk from "node-zendesk";

import { baseUrl, expect, fresh, refused, run, scenario } from "./_scenarios.mjs";

const ADMIN = { username: "admin@umbridge.example", token: "zendesk-admin-token" };
const AGENT = { username: "agent@umbridge.example", token: "zendesk-agent-token" };

const client = (who = ADMIN) =>
  zendesk.createClient({ ...who, endpointUri: `${baseUrl()}/api/v2`, throwOriginalException: true });

const { users, jobstatuses } = client();

// With three arguments the first are the ids; the others are not sent.
const destroyMany = (ids, by = users) => by.destroyMany(ids, null, null);

async function created(count) {
  const ids = [];
  while (ids.length < count) {
    const { result } = await users.create({ user: { name: "Dolores", external_id: fresh("ext") } });
    ids.push(result.id);
  }
  return ids;
}

const sorted = (ids) => [...ids].sort((a, b) => a - b);
const without = (ids, gone) => ids.filter((id) => !gone.includes(id));
const everybody = async () => sorted((await users.list()).map((user) => user.id));

// The results of a job, once the client's own monitor has seen its end.
async function completed({ result: { job_status: queued } }) {
  expect(queued.status, "queued");
  const ended = await jobstatuses.watch(queued.id, 50, 5);
  expect(ended.status, "completed");
  return ended.results;
}

for (const [form, written] of [["a list", (ids) => ids], ["text", (ids) => ids.join(",")]]) {
  scenario(`users deleted by ids as ${form} are gone and everybody else stays`, async () => {
    const gone = await created(3);
    const before = await everybody();
    const results = await completed(await destroyMany(written(gone)));
    expect(sorted(results.map((result) => result.id)), gone);
    const told = results.map(({ action, status, success }) => [action, status, success]);
    expect(told, Array(3).fill(["delete", "Deleted", true]));
    expect(await everybody(), without(before, gone));
    const { result: shown } = await users.show(gone[0]);
    expect(shown.active, false);
  });
}

scenario("bulk deletion with two arguments sends no ids, is refused and deletes nobody", async () => {
  const ids = await created(2);
  const before = await everybody();
  for (const first of [ids, ids.join(",")]) {
    const refusal = await refused(() => users.destroyMany(first, null));
    expect(refusal.statusCode, 400);
  }
  expect(await everybody(), before);
});

scenario("an unknown id fails alone and the others are deleted", async () => {
  const [known] = await created(1);
  const before = await everybody();
  const results = await completed(await destroyMany([1, known]));
  expect(results.map(({ id, success }) => [id, success]), [[1, false], [known, true]]);
  expect(await everybody(), without(before, [known]));
});

scenario("a user or job that is not there is not found", async () => {
  expect((await refused(() => users.show(1))).statusCode, 404);
  expect((await refused(() => jobstatuses.show("V3-0"))).statusCode, 404);
});

scenario("of 101 users nobody is gone and of 100 everybody", async () => {
  const ids = await created(101);
  const before = await everybody(); // More than a page.
  expect(ids.every((id) => before.includes(id)), true);
  const refusal = await refused(() => destroyMany(ids));
  expect([refusal.statusCode, refusal.result.error], [400, "TooManyValues"]);
  expect(await everybody(), before);
  await completed(await destroyMany(ids.slice(0, 100)));
  expect(await everybody(), without(before, ids.slice(0, 100)));
});

scenario("a wrong token and an agent are refused and nobody is gone", async () => {
  const ids = await created(1);
  const before = await everybody();
  for (const [who, status] of [[{ ...ADMIN, token: "wrong" }, 401], [AGENT, 403]]) {
    expect((await refused(() => destroyMany(ids, client(who).users))).statusCode, status);
  }
  expect(await everybody(), before);
});

scenario("too many jobs are told as a result that is an error, and the accepted ones end", async () => {
  const answers = await Promise.all(Array.from({ length: 120 }, (_, n) => destroyMany([n + 1])));
  const isRefused = ({ result }) => result instanceof Error && result.statusCode === 429;
  expect(answers.some(isRefused), true);
  await Promise.all(answers.filter((answer) => !isRefused(answer)).map(completed));
});

await run();
