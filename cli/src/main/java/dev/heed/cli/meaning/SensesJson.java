package dev.heed.cli.meaning;

import dev.heed.meaning.sense.Member;
import dev.heed.meaning.sense.Sense;
import dev.heed.meaning.sense.Senses;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The document of {@code heed senses}; of several words {@code {"results": [..]}}. */
final class SensesJson {
    private SensesJson() {}

    static void write(OutputStream out, List<Senses> answers, String model, int examples) throws IOException {
        try (JsonOutput json = new JsonOutput(out)) {
            if (answers.size() == 1) {
                json.object(() -> put(json, answers.getFirst(), model, examples));
            } else {
                json.object(() -> json.array("results", () -> {
                    for (Senses answer : answers) {
                        json.object(() -> put(json, answer, model, examples));
                    }
                }));
            }
            json.endLine();
        }
    }

    private static void put(JsonOutput json, Senses senses, String model, int examples) throws IOException {
        json.put("word", senses.word());
        json.put("model", model);
        json.put("occurrences", senses.occurrences());
        json.array("senses", () -> {
            for (Sense sense : senses.senses()) {
                json.object(() -> {
                    json.put("id", sense.id());
                    json.put("name", sense.name());
                    json.put("size", sense.members().size());
                    json.put("share", sense.members().size() / (float) senses.occurrences());
                    json.put("keywords", sense.keywords());
                    putHits(json, "examples", sense.central(examples));
                    putHits(json, "doubtful", sense.doubtful(examples));
                    putHits(json, "members", sense.members());
                });
            }
        });
        putHits(json, "unclear", senses.unclear());
    }

    private static void putHits(JsonOutput json, String key, List<Member> members) throws IOException {
        json.array(key, () -> {
            for (Member member : members) {
                json.object(() -> {
                    HitLines.put(json, member.occurrence(), member.similarity());
                    json.put("confidence", (float) member.confidence());
                });
            }
        });
    }
}
