"""Load on an embedding server, bounded in time: requests and tokens a second, and how long answers took.

python3 tools/load.py URL [--clients 16] [--seconds 10] [--texts short|paragraph|mix] [--list N] [--path /v1/embeddings]
                          [--key KEY] [--beside N]

URL is the server's (http://127.0.0.1:8080). Every client keeps one connection and asks again as soon as it is answered.
--list N sends N texts a request. --beside N adds N clients that send lists of 64 paragraphs meanwhile: what is told is then of
the others alone. Any server with OpenAI's form can be measured, so peers are asked by the same generator; only Python's own
library is needed. Tokens are those that the server's usage tells.
"""
import argparse, http.client, json, random, statistics, threading, time, urllib.parse

WORDS = """the of and a to in is was he for it with as his on be at by had not are but from or have an they which one you were
all her she there would their we him been has when who will no more if out so up said what its about than into them can only
other time new some could these two may first then do any like my now over such our man me even most made after also did many
river bank money deposit water mountain letter house winter morning paper field story number machine language meaning""".split()


def text(rng, kind):
    if kind == "mix":
        kind = rng.choice(["short", "short", "short", "paragraph"])
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(4, 10) if kind == "short" else rng.randint(80, 160)))


def client(arguments, seed, end, kind, count, done):
    rng = random.Random(seed)
    url = urllib.parse.urlparse(arguments.url)
    connection = http.client.HTTPConnection(url.hostname, url.port, timeout=120)
    headers = {"Content-Type": "application/json", "Authorization": "Bearer " + arguments.key}
    while time.monotonic() < end:
        texts = [text(rng, kind) for _ in range(count)]
        body = json.dumps({"model": arguments.model, "input": texts if count > 1 else texts[0]})
        begun = time.monotonic()
        try:
            connection.request("POST", arguments.path, body, headers)
            answer = connection.getresponse()
            said = answer.read()
        except OSError as e:
            done.append((type(e).__name__, 0, 0))
            connection.close()
            continue
        took = time.monotonic() - begun
        tokens = json.loads(said).get("usage", {}).get("prompt_tokens", 0) if answer.status == 200 else 0
        done.append((answer.status, took, tokens))
        if answer.status == 429:
            time.sleep(min(1, float(answer.headers.get("Retry-After", 1))))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--texts", choices=["short", "paragraph", "mix"], default="mix")
    parser.add_argument("--list", type=int, default=1)
    parser.add_argument("--path", default="/v1/embeddings")
    parser.add_argument("--model", default="all-MiniLM-L6-v2")
    parser.add_argument("--key", default="none")
    parser.add_argument("--beside", type=int, default=0)
    arguments = parser.parse_args()
    end = time.monotonic() + min(arguments.seconds, 3600)
    done, beside, threads = [], [], []
    for i in range(min(arguments.clients, 256)):
        threads.append(threading.Thread(target=client, args=(arguments, i, end, arguments.texts, arguments.list, done)))
    for i in range(min(arguments.beside, 64)):
        threads.append(threading.Thread(target=client, args=(arguments, 1000 + i, end, "paragraph", 64, beside)))
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - begun
    times = sorted(took for status, took, _ in done if status == 200)
    statuses = {str(s): sum(1 for d in done if d[0] == s) for s in {d[0] for d in done}}
    told = {
        "clients": arguments.clients, "texts": arguments.texts, "list": arguments.list, "beside": arguments.beside,
        "seconds": round(seconds, 2), "statuses": statuses,
        "requestsASecond": round(len(times) / seconds, 1),
        "tokensASecond": round(sum(tokens for _, _, tokens in done) / seconds),
        "tokensASecondBeside": round(sum(tokens for _, _, tokens in beside) / seconds),
    }
    if times:
        told["milliseconds"] = {
            "median": round(1e3 * statistics.median(times), 2),
            "p99": round(1e3 * times[min(len(times) - 1, int(0.99 * len(times)))], 2),
            "max": round(1e3 * times[-1], 2),
        }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
