package dev.heed.cli.embed;

import dev.heed.Models;
import dev.heed.Precision;
import dev.heed.Reranker;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.TextOptions;
import dev.heed.cli.console.WrongUsage;
import dev.heed.cli.input.InputFiles;
import dev.heed.cli.input.Lines;
import dev.heed.cli.screen.Numbers;
import dev.heed.cli.screen.Shown;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code heed rerank}. */
public final class RerankCommand extends CommandBase {
    private static final int SCORE = 7; // -12.345

    private String query;
    private List<String> files = List.of();
    private List<String> given = List.of();
    private String model;
    private int top;
    private Integer maxTokens;
    private Integer threads;
    private Precision precision = Precision.FP32;
    private final TextOptions output = new TextOptions();

    /** @param streams of this run */
    public RerankCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected void define(CommandForm form) {
        form.header("Orders lines by how well they answer a question, with a model that reads both together.")
                .footer(
                        "  heed rerank --model ms-marco-MiniLM-L6-v2 \"how long is a year\" answers.txt --top 5",
                        "",
                        "A line says: the score, and before the activation, then the text's number and the text.");
        form.parameter(0, "QUERY", text -> query = text, "The question.");
        form.parametersFrom(
                1, "FILE", names -> files = names, "UTF-8 text, one text a line; - or none is standard input.");
        form.repeatable(
                "--text", "TEXT", texts -> given = texts, "A text instead of files; may be given several times.");
        form.required("--model", "DIR", folder -> model = folder, "The folder of a reranker.");
        form.option("--top", "N", Integer.class, count -> top = count, "Texts listed, 0 for all. Default: all.");
        form.option(
                "--max-tokens",
                "N",
                Integer.class,
                count -> maxTokens = count,
                "The most tokens of a question and a text together. Default: the model's limit.");
        form.option(
                "--precision",
                "FORMAT",
                Precision.class,
                format -> precision = format,
                "fp32, bf16, int8, or auto. Default: fp32.");
        form.option(
                "--threads",
                "N",
                Integer.class,
                count -> threads = count,
                "The most threads that work at once. Default: the processors.");
        output.define(form);
    }

    @Override
    protected int run() throws IOException {
        check();
        List<String> texts = texts();
        Reranker.Builder builder = Reranker.builder(Models.find(model)).precision(precision);
        if (maxTokens != null) {
            builder.maxTokens(maxTokens);
        }
        if (threads != null) {
            builder.threads(threads);
        }
        try (Reranker reranker = builder.open()) {
            List<Reranker.Result> ranked = reranker.rank(query, texts);
            noteCut(ranked);
            List<Reranker.Result> shown = top == 0 ? ranked : ranked.subList(0, Math.min(top, ranked.size()));
            if (output.json()) {
                write(reranker.model().name(), texts, shown);
            } else {
                print(texts, shown);
            }
        }
        return Failures.OK;
    }

    private void check() {
        output.check();
        if (top < 0) {
            throw new WrongUsage("--top: expected 0 or more, got " + top);
        }
        if (!given.isEmpty() && !files.isEmpty()) {
            throw new WrongUsage("--text: expected texts or files, got both");
        }
        if (given.isEmpty() && files.isEmpty() && streams().terminal().input()) {
            throw new WrongUsage("expected FILEs, --text TEXT, or standard input from a file or a pipe");
        }
        if (maxTokens != null && maxTokens < 1) {
            throw new WrongUsage("--max-tokens: expected 1 or more, got " + maxTokens);
        }
        if (threads != null && threads < 1) {
            throw new WrongUsage("--threads: expected 1 or more, got " + threads);
        }
    }

    private List<String> texts() throws IOException {
        if (!given.isEmpty()) {
            return given;
        }
        List<String> texts = new ArrayList<>();
        try (Lines lines = new InputFiles(files, streams().in())) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                texts.add(line);
            }
        }
        return texts;
    }

    private void noteCut(List<Reranker.Result> ranked) {
        long cut = ranked.stream().filter(Reranker.Result::truncated).count();
        if (cut > 0) {
            streams()
                    .note(cut + " of " + ranked.size() + " texts cut, together with the question longer than the model"
                            + " reads at once");
        }
    }

    private void print(List<String> texts, List<Reranker.Result> shown) throws IOException {
        int digits = Integer.toString(Math.max(0, texts.size() - 1)).length();
        int columns = output.columns(streams().terminal());
        StringBuilder page = new StringBuilder();
        for (Reranker.Result result : shown) {
            String numbers = Numbers.right(Numbers.three(result.score()), SCORE) + " "
                    + Numbers.right(Numbers.three(result.raw()[0]), SCORE) + "  "
                    + Numbers.right(Integer.toString(result.index()), digits) + "  ";
            page.append(numbers)
                    .append(Shown.inPlace(Shown.fitted(texts.get(result.index()), columns - numbers.length())))
                    .append('\n');
        }
        streams().print(page);
    }

    private void write(String name, List<String> texts, List<Reranker.Result> shown) throws IOException {
        try (JsonOutput json = new JsonOutput(streams().out())) {
            json.object(() -> {
                json.put("query", query);
                json.put("model", name);
                json.array("results", () -> {
                    for (Reranker.Result result : shown) {
                        json.object(() -> {
                            json.put("index", result.index());
                            json.put("text", texts.get(result.index()));
                            json.put("score", result.score());
                            json.put("raw", result.raw()[0]);
                            json.put("tokenCount", result.tokenCount());
                            json.put("tokensTotal", result.tokensTotal());
                            json.put("truncated", result.truncated());
                        });
                    }
                });
            });
            json.endLine();
        }
    }
}
