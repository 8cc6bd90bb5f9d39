package dev.heed.server.program;

import dev.heed.Overflow;
import dev.heed.Reranker;
import dev.heed.server.http.Call;
import dev.heed.server.http.Endpoint;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * {@code POST /v1/rerank} and {@code /rerank}: Cohere's and Jina's form if there are {@code documents},
 * text-embeddings-inference's if there are {@code texts}. Best first; equals in the order given.
 */
final class RerankEndpoint implements Endpoint {
    private static final Set<String> COHERE = Set.of(
            "model",
            "query",
            "documents",
            "top_n",
            "return_documents",
            "raw_scores",
            "truncate",
            "max_tokens_per_doc",
            "user");
    private static final Set<String> INFERENCE =
            Set.of("model", "query", "texts", "top_n", "return_text", "raw_scores", "truncate", "truncation_direction");

    private final Work work;

    RerankEndpoint(Work work) {
        this.work = work;
    }

    @Override
    public void answer(Call call) throws IOException {
        Keys keys = call.request();
        boolean cohere = keys.has("documents");
        if (cohere == keys.has("texts")) {
            throw new Refusal(
                    Reason.MALFORMED,
                    "documents",
                    "expected documents (as Cohere and Jina) or texts (as text-embeddings-inference), got "
                            + (cohere ? "both" : "none"));
        }
        keys.only(cohere ? COHERE : INFERENCE);
        ServedReranker served = work.catalog().reranker(keys.textOrNull("model"));
        String query = keys.text("query");
        List<String> texts = cohere ? documents(keys) : keys.texts("texts");
        Integer top = keys.integer("top_n", 1, Integer.MAX_VALUE);
        boolean returned = keys.flag(cohere ? "return_documents" : "return_text");
        boolean raw = keys.flag("raw_scores");
        keys.textOrNull("user");
        checkLimit(keys, served.model());
        List<Reranker.Result> ranked =
                ranked(call, served, query, texts, cohere ? "documents" : "texts", refusesLong(keys));
        List<Reranker.Result> best = top == null ? ranked : ranked.subList(0, Math.min(top, ranked.size()));
        if (cohere) {
            long tokens = ranked.stream().mapToLong(Reranker.Result::tokenCount).sum();
            call.document(json -> writeCohere(json, served.name(), best, raw, returned ? texts : null, tokens));
        } else {
            call.document(json -> writeInference(json, best, raw, returned ? texts : null));
        }
    }

    /** Strings, or objects with their text under {@code text}. */
    private static List<String> documents(Keys keys) {
        if (!(keys.value("documents") instanceof List<?> list) || list.isEmpty()) {
            throw Keys.kind("documents", "an array of strings with at least one", keys.value("documents"));
        }
        List<String> texts = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            Object item = list.get(i) instanceof Map<?, ?> map ? map.get("text") : list.get(i);
            if (!(item instanceof String text)) {
                throw Keys.kind("documents[" + i + "]", "a string, or an object with a text", list.get(i));
            }
            texts.add(text);
        }
        return texts;
    }

    private static void checkLimit(Keys keys, Reranker model) {
        Integer most = keys.integer("max_tokens_per_doc");
        if (most != null && most < model.model().maxTokens()) {
            throw new Refusal(
                    Reason.MALFORMED,
                    "max_tokens_per_doc",
                    "expected at least " + model.model().maxTokens() + ", to which the model cuts a pair, got " + most);
        }
    }

    private boolean refusesLong(Keys keys) {
        if (keys.has("truncation_direction") && !"right".equalsIgnoreCase(keys.textOrNull("truncation_direction"))) {
            throw new Refusal(
                    Reason.MALFORMED,
                    "truncation_direction",
                    "expected right, got " + keys.textOrNull("truncation_direction") + "; pairs are cut at their ends");
        }
        Boolean truncate = keys.flagOrNull("truncate");
        return truncate == null ? work.overflow() == Overflow.ERROR : !truncate;
    }

    private List<Reranker.Result> ranked(
            Call call, ServedReranker served, String query, List<String> texts, String key, boolean refuseLong) {
        if (served.model().labels() != 1) {
            throw new Refusal(
                    Reason.UNPROCESSABLE,
                    "model",
                    "expected one label to rank by, " + served.name() + " has "
                            + served.model().labels());
        }
        if (texts.size() > Inputs.MOST) {
            throw new Refusal(
                    Reason.TOO_LARGE,
                    key,
                    "expected at most " + Inputs.MOST + " texts a request, got " + texts.size()
                            + "; send several requests");
        }
        List<Reranker.Pair> pairs = served.model().prepare(query, texts);
        for (int i = 0; refuseLong && i < pairs.size(); i++) {
            if (pairs.get(i).total() > pairs.get(i).tokenCount()) {
                throw new Refusal(
                        Reason.MALFORMED,
                        key + "[" + i + "]",
                        "expected at most " + pairs.get(i).tokenCount() + " tokens with the query, got "
                                + pairs.get(i).total() + "; shorten it, or let it be truncated");
            }
        }
        long deadline = call.deadline();
        List<Reranker.Result> results =
                call.await(work.scheduler().order(served.batching(), pairs, deadline), deadline);
        tell(call, served, results);
        List<Reranker.Result> ranked = new ArrayList<>(results.size());
        for (int i = 0; i < results.size(); i++) { // an index counted from its batch's beginning
            Reranker.Result r = results.get(i);
            ranked.add(new Reranker.Result(i, r.scores(), r.raw(), r.tokenCount(), r.tokensTotal()));
        }
        ranked.sort(Comparator.comparingDouble(result -> -(double) result.raw()[0]));
        return ranked;
    }

    private static void tell(Call call, ServedReranker served, List<Reranker.Result> results) {
        int cut = (int) results.stream().filter(Reranker.Result::truncated).count();
        long read = results.stream().mapToLong(Reranker.Result::tokenCount).sum();
        long given = results.stream().mapToLong(Reranker.Result::tokensTotal).sum();
        Work.tell(call, served.name(), results.size(), read, given, cut);
    }

    private static float score(Reranker.Result result, boolean raw) {
        return raw ? result.raw()[0] : result.score();
    }

    private static void writeInference(JsonOutput json, List<Reranker.Result> best, boolean raw, List<String> texts)
            throws IOException {
        json.array(() -> {
            for (Reranker.Result result : best) {
                json.object(() -> {
                    json.put("index", result.index());
                    json.put("score", score(result, raw));
                    if (texts != null) {
                        json.put("text", texts.get(result.index()));
                    }
                });
            }
        });
        json.endLine();
    }

    private static void writeCohere(
            JsonOutput json, String model, List<Reranker.Result> best, boolean raw, List<String> texts, long tokens)
            throws IOException {
        json.object(() -> {
            json.put("id", "rerank-" + UUID.randomUUID());
            json.put("object", "rerank");
            json.put("model", model);
            json.array("results", () -> {
                for (Reranker.Result result : best) {
                    json.object(() -> {
                        json.put("index", result.index());
                        json.put("relevance_score", score(result, raw));
                        if (texts != null) {
                            json.object("document", () -> json.put("text", texts.get(result.index())));
                        }
                    });
                }
            });
            json.object("usage", () -> {
                json.put("prompt_tokens", tokens);
                json.put("total_tokens", tokens);
            });
            json.object("meta", () -> json.object("billed_units", () -> json.put("search_units", 1)));
        });
        json.endLine();
    }
}
