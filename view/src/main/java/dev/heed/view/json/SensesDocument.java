package dev.heed.view.json;

import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.sense.Member;
import dev.heed.meaning.sense.Sense;
import dev.heed.meaning.sense.SenseMap;
import dev.heed.meaning.sense.Senses;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The document of {@code heed senses}; of several words {@code {"results": [..]}}. */
public final class SensesDocument {
    private final JsonOutput json;
    private final String model;
    private final int examples;

    /**
     * @param json takes the document
     * @param model its name
     * @param examples lines named as central and as doubtful of each sense, at most
     */
    public SensesDocument(JsonOutput json, String model, int examples) {
        this.json = json;
        this.model = model;
        this.examples = examples;
    }

    /**
     * Where the occurrences stand on a plane.
     *
     * @param places {@code {x, y}} of each
     * @param variance share of the variance along x and along y
     */
    public record Plane(Map<Occurrence, float[]> places, float[] variance) {
        /** The map's places, in the order of the occurrences. */
        public static Plane of(List<Occurrence> occurrences, SenseMap map) {
            Map<Occurrence, float[]> places = new HashMap<>();
            for (int i = 0; i < occurrences.size(); i++) {
                places.put(occurrences.get(i), map.places()[i]);
            }
            return new Plane(places, map.variance());
        }
    }

    /** Writes it: one word's, or several words'. */
    public void write(List<Senses> answers) throws IOException {
        if (answers.size() == 1) {
            json.object(() -> put(answers.getFirst(), null));
        } else {
            json.object(() -> json.array("results", () -> {
                for (Senses answer : answers) {
                    json.object(() -> put(answer, null));
                }
            }));
        }
        json.endLine();
    }

    /** Writes one word's with the places of its occurrences. */
    public void write(Senses senses, Plane plane) throws IOException {
        json.object(() -> put(senses, plane));
        json.endLine();
    }

    private void put(Senses senses, Plane plane) throws IOException {
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
                    putHits("examples", sense.central(examples), plane);
                    putHits("doubtful", sense.doubtful(examples), plane);
                    putHits("members", sense.members(), plane);
                });
            }
        });
        putHits("unclear", senses.unclear(), plane);
        json.put("notes", senses.notes());
        if (plane != null) {
            json.put("variance", plane.variance());
        }
    }

    private void putHits(String key, List<Member> members, Plane plane) throws IOException {
        json.array(key, () -> {
            for (Member member : members) {
                json.object(() -> {
                    HitKeys.put(json, member.occurrence(), member.similarity());
                    json.put("confidence", (float) member.confidence());
                    if (plane != null) {
                        float[] place = plane.places().get(member.occurrence());
                        json.put("x", place[0]);
                        json.put("y", place[1]);
                    }
                });
            }
        });
    }
}
