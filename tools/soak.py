"""Half an hour of everything a server meets, checked answer by answer, and its end under load.

python3 tools/soak.py URL [--minutes 30] [--clients 16] [--pid PID] [--requests N]

Good clients (--clients of them) ask for 300 texts of 1 to 500 words, alone and in lists; every vector must be the very bits that
the same text had alone on an idle server. Beside them, one client each: leaves before its answer, writes its body slowly, states a
body of 100 MB, nests JSON 10,000 deep, gives each field a wrong type, floods headers within and beyond bounds. Each has the
statuses it may get; anything else is told and ends in exit code 1. Every minute a line: good requests, what came back, heap after
all (the server's metric), and with --pid the process's resident memory. --requests ends it after so many good requests.
With --pid the end is SIGTERM while all good clients ask: a request that was sent whole must be answered, 200 or 503.
Only Python's own library is needed.
"""
import argparse, base64, collections, http.client, json, os, random, signal, socket, threading, time, urllib.parse

WORDS = """the of and a to in is was he for it with as his on be at by had not are but from have an they which one you were all
river bank money deposit water mountain letter house winter morning paper field story number machine language meaning""".split()
FIELDS = ["input", "model", "encoding_format", "dimensions", "user", "truncate", "prompt_name", "input_type"]
WRONG = [{"a": 1}, [[["x"]]], True, -1, 1e300, None, "\u0000", [1, "a", None]]


class Soak:
    def __init__(self, url, clients):
        self.at = urllib.parse.urlparse(url)
        self.clients = clients
        self.counts = collections.Counter()
        self.faults = []
        self.good = 0
        self.lock = threading.Lock()
        self.stopping = threading.Event()
        self.ending = threading.Event()
        rng = random.Random(7)
        self.texts = [" ".join(rng.choice(WORDS) for _ in range(rng.choice([1, 2, 5, 9, 30, 120, 200, 254, 255, 256, 500])))
                      for _ in range(300)]
        self.alone = {}

    def connection(self, timeout=900):
        return http.client.HTTPConnection(self.at.hostname, self.at.port, timeout=timeout)

    def post(self, connection, body, path="/v1/embeddings", headers=None):
        connection.request("POST", path, body, {"Content-Type": "application/json", **(headers or {})})
        answer = connection.getresponse()
        return answer.status, answer.read()

    def fault(self, what):
        with self.lock:
            self.faults.append(what)
            print("FAULT:", what, flush=True)

    def tell(self, kind, status, allowed):
        with self.lock:
            self.counts[kind, status] += 1
        if status not in allowed:
            self.fault(f"{kind}: expected {sorted(allowed)}, got {status}")

    def vectors(self, texts):
        return json.dumps({"input": texts, "encoding_format": "base64"})

    def learn(self):
        connection = self.connection()
        while True:
            connection.request("GET", "/ready")
            answer = connection.getresponse()
            answer.read()
            if answer.status == 200:
                break
            time.sleep(0.2)
        for text in self.texts:
            status, said = self.post(connection, self.vectors(text))
            assert status == 200, said
            self.alone[text] = json.loads(said)["data"][0]["embedding"]

    def asks(self, seed):
        rng = random.Random(seed)
        connection = self.connection()
        while not self.stopping.is_set():
            texts = rng.sample(self.texts, rng.choice([1, 1, 1, 1, 2, 8, 40]))
            sent = False
            try:
                body = self.vectors(texts if len(texts) > 1 else texts[0])
                connection.request("POST", "/v1/embeddings", body, {"Content-Type": "application/json"})
                sent = True
                answer = connection.getresponse()
                status, said = answer.status, answer.read()
            except (OSError, http.client.HTTPException) as e:
                connection.close()
                connection = self.connection()
                if self.ending.is_set():
                    # a kept connection may close between two requests: that is no loss, a torn answer is
                    if sent and not isinstance(e, (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError)):
                        self.fault(f"good: an answer was torn while stopping: {e!r}")
                    with self.lock:
                        self.counts["good while stopping", type(e).__name__] += 1
                    if isinstance(e, ConnectionRefusedError):
                        return
                    continue
                self.fault(f"good: {e!r}")
                continue
            self.tell("good", status, {200, 429} | ({503} if self.ending.is_set() else set()))
            if status == 200:
                for text, item in zip(texts, json.loads(said)["data"], strict=True):
                    if item["embedding"] != self.alone[text]:
                        self.fault(f"good: other bits for {text[:40]!r} ({len(text.split())} words)")
                with self.lock:
                    self.good += 1
            elif status == 429:
                time.sleep(0.2)

    def leaves(self, rng):
        body = self.vectors(rng.sample(self.texts, 8)).encode()
        with socket.create_connection((self.at.hostname, self.at.port)) as s:
            s.sendall(b"POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                      b"Content-Length: %d\r\n\r\n" % len(body) + body[: rng.choice([0, 10, len(body)])])
            time.sleep(rng.choice([0, 0.01, 0.1]))
        self.tell("leaves", 0, {0})

    def slow(self, rng):
        text = rng.choice(self.texts)
        body = self.vectors(text).encode()
        with socket.create_connection((self.at.hostname, self.at.port), timeout=900) as s:
            s.sendall(b"POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                      b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body))
            for i in range(0, len(body), max(1, len(body) // 6)):
                s.sendall(body[i : i + max(1, len(body) // 6)])
                time.sleep(0.3)
            said = b""
            while piece := s.recv(65536):
                said += piece
        self.tell("slow", int(said.split(b" ", 2)[1]), {200, 429})

    def huge(self, rng):
        with socket.create_connection((self.at.hostname, self.at.port), timeout=900) as s:
            s.sendall(b"POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                      b"Content-Length: 100000000\r\n\r\n")
            try:
                for _ in range(100):
                    s.sendall(b" " * 1_000_000)
            except OSError:
                pass  # refused before it was all sent
            try:
                status = int(s.recv(4096).split(b" ", 2)[1])
            except (OSError, IndexError):
                status = 413  # closed on a writer that went on
        self.tell("huge", status, {413})
        time.sleep(1)

    def deep(self, rng):
        body = rng.choice(['{"input":' + "[" * 10_000, '{"a":' * 10_000 + "1" + "}" * 10_000, '{"input":"a'])
        self.tell("deep", self.post(self.connection(), body)[0], {400})

    def wrong(self, rng):
        body = {"input": "a", rng.choice(FIELDS): rng.choice(WRONG)}
        status, said = self.post(self.connection(), json.dumps(body))
        if "error" not in json.loads(said) and status != 200:
            self.fault(f"wrong: no error in {said[:100]!r}")
        self.tell("wrong", status, {200, 400, 404, 429})

    def flood(self, rng):
        count = rng.choice([10, 60, 90, 5000])
        connection = self.connection()
        try:
            status = self.post(connection, self.vectors("a"), headers={f"X-{i}": "v" * 50 for i in range(count)})[0]
        except OSError:
            status = 431
        self.tell("flood", status, {200, 400, 429, 431})

    def repeat(self, what, seed, pause):
        rng = random.Random(seed)
        while not self.ending.is_set():
            try:
                what(rng)
            except (OSError, http.client.HTTPException, ValueError, IndexError) as e:
                if not self.ending.is_set():
                    self.fault(f"{what.__name__}: {e!r}")
            time.sleep(pause)

    def metric(self, name):
        connection = self.connection()
        connection.request("GET", "/metrics")
        for line in connection.getresponse().read().decode().splitlines():
            if line.startswith(name + " "):
                return float(line.split()[1])
        return float("nan")

    def line(self, begun, pid):
        memory = ""
        if pid:
            with open(f"/proc/{pid}/status") as status:
                memory = next(l.split()[1] for l in status if l.startswith("VmRSS")) + " KiB resident, "
        with self.lock:
            counts = {f"{k} {s}": n for (k, s), n in sorted(self.counts.items(), key=str)}
        print(f"{time.monotonic() - begun:.0f} s: {self.good} good, {memory}heap "
              f"{self.metric('heed_heap_used_bytes') / 2**20:.0f} MiB, {counts}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--pid", type=int)
    parser.add_argument("--requests", type=int, default=10**9)
    arguments = parser.parse_args()
    soak = Soak(arguments.url, arguments.clients)
    soak.learn()
    begun = time.monotonic()
    threads = [threading.Thread(target=soak.asks, args=(i,)) for i in range(arguments.clients)]
    for i, (what, pause) in enumerate([(soak.leaves, 0.5), (soak.slow, 0.1), (soak.huge, 5), (soak.deep, 0.5), (soak.wrong, 0.2), (soak.flood, 0.5)]):
        threads.append(threading.Thread(target=soak.repeat, args=(what, 100 + i, pause)))
    for thread in threads:
        thread.start()
    while time.monotonic() < begun + 60 * arguments.minutes and soak.good < arguments.requests:
        time.sleep(min(60, 6 * arguments.minutes))
        soak.line(begun, arguments.pid)
    soak.ending.set()
    if arguments.pid:
        os.kill(arguments.pid, signal.SIGTERM)
        time.sleep(5)
    soak.stopping.set()
    for thread in threads:
        thread.join()
    counts = {f"{k} {s}": n for (k, s), n in sorted(soak.counts.items(), key=str)}
    print(f"end: {soak.good} good, {counts}, {len(soak.faults)} faults")
    raise SystemExit(1 if soak.faults else 0)


if __name__ == "__main__":
    main()
