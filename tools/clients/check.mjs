// Asks heed serve with clients for Node; check.py starts it. Arguments: URL, key, and a status if it is to be refused.
import OpenAI from "openai";
import { embedMany } from "ai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";

const [url, key, refusal] = process.argv.slice(2);
const model = "all-MiniLM-L6-v2";
const text = "The harbour bank froze over.";
const bulk = Array(20).fill("bank ".repeat(250));
let failed = 0;

const clients = {
  "openai (node)": async (texts, k, dimensions) => {
    const client = new OpenAI({ baseURL: url, apiKey: k, maxRetries: 0 });
    const answer = await client.embeddings.create({ model, input: texts, ...(dimensions && { dimensions }) });
    return answer.data.map((d) => d.embedding);
  },
  "ai sdk": async (texts, k, dimensions) => {
    const provider = createOpenAICompatible({ name: "heed", baseURL: url, apiKey: k });
    const make = provider.embeddingModel ?? provider.textEmbeddingModel;
    const answer = await embedMany({
      model: make.call(provider, model),
      values: texts,
      maxRetries: 0,
      ...(dimensions && { providerOptions: { heed: { dimensions }, openaiCompatible: { dimensions } } }),
    });
    return answer.embeddings;
  },
};

async function lone(input, dimensions) {
  const answer = await fetch(url + "/embeddings", {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: "Bearer " + key },
    body: JSON.stringify({ input, ...(dimensions && { dimensions }) }),
  });
  return (await answer.json()).data[0].embedding;
}

const single = (vector) => Array.from(Float32Array.from(vector)).join();

function equal(got, expected) {
  if (single(got) !== single(expected)) throw new Error(`${got.slice(0, 3)} against ${expected.slice(0, 3)}`);
}

async function refused(action, status) {
  try {
    await action();
  } catch (e) {
    const got = e.status ?? e.statusCode;
    if (got != status) throw new Error(`expected ${status}, got ${got}: ${e.message}`);
    return;
  }
  throw new Error("it was answered");
}

async function check(name, action) {
  try {
    await action();
    console.log("ok    ", name);
  } catch (e) {
    failed++;
    console.log("FAILED", name, String(e.message ?? e).slice(0, 300));
  }
}

for (const [name, embed] of Object.entries(clients)) {
  if (refusal) {
    await check(`${name}: ${refusal}`, () => refused(() => embed(refusal === "429" ? bulk : ["a"], key), refusal));
    continue;
  }
  const many = Array.from({ length: 3000 }, (_, i) => `number ${i}`);
  await check(`${name}: one text`, async () => equal((await embed([text], key))[0], await lone(text)));
  await check(`${name}: 3,000 texts`, async () => {
    const vectors = await embed(many, key);
    if (vectors.length !== 3000) throw new Error(`${vectors.length} vectors`);
    equal(vectors[2999], await lone(many[2999]));
  });
  await check(`${name}: 64 dimensions`, async () => equal((await embed([text], key, 64))[0], await lone(text, 64)));
  await check(`${name}: an empty text`, async () => equal((await embed(["a", ""], key))[1], await lone("")));
  await check(`${name}: too long`, async () =>
    equal((await embed(["bank ".repeat(400)], key))[0], await lone("bank ".repeat(400))));
  await check(`${name}: wrong key`, () => refused(() => embed(["a"], "wrong"), 401));
}
process.exit(failed ? 1 : 0);
