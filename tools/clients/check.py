"""Asks heed serve with clients for Python and Node; check.sh starts it. Arguments: the command of Heed, check.mjs."""
import json, os, shlex, signal, struct, subprocess, sys, tempfile, threading, time, urllib.request

os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
HEED, NODE = shlex.split(sys.argv[1]), sys.argv[2]
KEY, TEXT, MODEL = "heed-test-key", "The harbour bank froze over.", "all-MiniLM-L6-v2"
LONG, MANY = "bank " * 400, [f"number {i}" for i in range(3000)]
failed = 0


def check(name, action):
    global failed
    try:
        action()
        print("ok    ", name, flush=True)
    except Exception as e:  # a check that fails is told, the others go on
        failed += 1
        print("FAILED", name, type(e).__name__, str(e)[:300].replace("\n", " "), flush=True)


class Server:
    def __init__(self, *options):
        self.process = subprocess.Popen([*HEED, "serve", "--port", "0", *options], stdout=subprocess.PIPE, text=True)
        self.root = self.process.stdout.readline().strip()
        self.url = self.root + "v1"

    def get(self, path):
        return urllib.request.urlopen(self.root + path).read().decode()

    def ready(self):
        try:
            return "ready" in self.get("ready")
        except OSError:
            return False

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)

    def busy(self, texts):
        """Bulk work under way; its status comes into the list."""
        status = []
        body = json.dumps({"input": ["bank " * 250] * texts}).encode()

        def ask():
            request = urllib.request.Request(self.url + "/embeddings", body, {"Content-Type": "application/json"})
            status.append(urllib.request.urlopen(request).status)

        thread = threading.Thread(target=ask)
        thread.start()
        while "heed_queue_tokens 0.0\n" in self.get("metrics"):
            time.sleep(0.01)
        return thread, status


def floats32(values):
    return [struct.unpack("f", struct.pack("f", v))[0] for v in values]


def openai_client(url, key, texts, dimensions=None, **more):
    import openai

    client = openai.OpenAI(base_url=url, api_key=key, max_retries=0)
    if dimensions:
        more["dimensions"] = dimensions
    data = client.embeddings.create(model=MODEL, input=texts, **more).data
    assert [d.index for d in data] == list(range(len(texts)))
    return [d.embedding for d in data]


def openai_floats(url, key, texts, dimensions=None):
    return openai_client(url, key, texts, dimensions, encoding_format="float")


def langchain(url, key, texts, dimensions=None):
    from langchain_openai import OpenAIEmbeddings

    model = OpenAIEmbeddings(
        base_url=url, api_key=key, model=MODEL, dimensions=dimensions, max_retries=0, check_embedding_ctx_length=False
    )
    return model.embed_documents(texts)


def llama_index(url, key, texts, dimensions=None):
    from llama_index.embeddings.openai import OpenAIEmbedding

    model = OpenAIEmbedding(api_base=url, api_key=key, model_name=MODEL, dimensions=dimensions, max_retries=0)
    return model.get_text_embedding_batch(texts)


def litellm(url, key, texts, dimensions=None):
    import litellm as lite

    more = {"dimensions": dimensions, "allowed_openai_params": ["dimensions"]} if dimensions else {}
    answer = lite.embedding(model="openai/" + MODEL, api_base=url, api_key=key, input=texts, max_retries=0, **more)
    return [d["embedding"] for d in answer.data]


def plain(url, key, texts, dimensions=None):
    body = {"model": MODEL, "input": texts} | ({"dimensions": dimensions} if dimensions else {})
    request = urllib.request.Request(
        url + "/embeddings",
        json.dumps(body).encode(),
        {"Content-Type": "application/json", "Authorization": "Bearer " + key},
    )
    return [d["embedding"] for d in json.load(urllib.request.urlopen(request))["data"]]


CLIENTS = [openai_client, openai_floats, langchain, llama_index, litellm, plain]


def refused(client, url, key, status, texts=("a",)):
    try:
        client(url, key, list(texts))
    except Exception as e:
        got = getattr(e, "status_code", None) or getattr(e, "code", None)
        assert got == status, f"expected {status}, got {got}: {e}"
        return
    raise AssertionError("it was answered")


def equal(got, expected):
    assert floats32(got) == floats32(expected), f"{got[:3]} against {expected[:3]}"


def node(*arguments):
    done = subprocess.run(["node", NODE, *arguments], capture_output=True, text=True)
    print(done.stdout, end="", flush=True)
    if done.returncode:
        raise AssertionError(done.stderr[-300:])


def main():
    with tempfile.NamedTemporaryFile("w", suffix=".keys") as keys:
        keys.write(KEY + "\n")
        keys.flush()
        server = Server("--api-key-file", keys.name)
        lone = {text: openai_floats(server.url, KEY, [text])[0] for text in (TEXT, "", LONG, MANY[0], MANY[2999])}
        short = openai_floats(server.url, KEY, [TEXT], 64)[0]
        for c in CLIENTS:
            check(f"{c.__name__}: one text", lambda: equal(c(server.url, KEY, [TEXT])[0], lone[TEXT]))
            check(f"{c.__name__}: 3,000 texts", lambda: many(c, server, lone))
            check(f"{c.__name__}: 64 dimensions", lambda: equal(c(server.url, KEY, [TEXT], 64)[0], short))
            check(f"{c.__name__}: an empty text", lambda: equal(c(server.url, KEY, ["a", "", "b"])[1], lone[""]))
            check(f"{c.__name__}: too long", lambda: equal(c(server.url, KEY, [LONG])[0], lone[LONG]))
            check(f"{c.__name__}: wrong key", lambda: refused(c, server.url, "wrong", 401))
        check("node", lambda: node(server.url, KEY))
        server.stop()
    for c in CLIENTS:
        check(f"{c.__name__}: busy", lambda: busy(lambda url: refused(c, url, "k", 429, ["bank " * 250] * 20)))
        check(f"{c.__name__}: stopping", lambda: stopping(lambda url: refused(c, url, "k", 503)))
    check("node: busy", lambda: busy(lambda url: node(url, "k", "429")))
    check("node: stopping", lambda: stopping(lambda url: node(url, "k", "503")))
    sys.exit(1 if failed else 0)


def many(client, server, lone):
    vectors = client(server.url, KEY, MANY)
    assert len(vectors) == 3000
    equal(vectors[0], lone[MANY[0]])
    equal(vectors[2999], lone[MANY[2999]])


def busy(ask):
    server = Server("--threads", "1", "--max-queued-tokens", "12000")
    try:
        thread, status = server.busy(40)
        ask(server.url)
        thread.join()
        assert status == [200]
    finally:
        server.stop()


def stopping(ask):
    server = Server("--threads", "1")
    thread, status = server.busy(150)
    server.process.send_signal(signal.SIGTERM)
    while server.ready():
        time.sleep(0.01)
    ask(server.url)
    thread.join()
    assert status == [200], status
    assert server.process.wait(60) == 143


if __name__ == "__main__":
    main()
