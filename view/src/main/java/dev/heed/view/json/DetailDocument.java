package dev.heed.view.json;

import dev.heed.NearWord;
import dev.heed.Word;
import dev.heed.view.ComparisonDetail;
import dev.heed.view.ComparisonDetail.Pull;
import dev.heed.view.PlaneMap;
import java.io.IOException;
import java.util.List;

/** The keys {@code pulls}, {@code neighbors} and {@code map} of a comparison that was looked at closely. */
final class DetailDocument {
    private final JsonOutput json;

    DetailDocument(JsonOutput json) {
        this.json = json;
    }

    void write(ComparisonDetail detail) throws IOException {
        json.array("pulls", () -> {
            for (int l = 0; l < detail.pulls().size(); l++) {
                int layer = l;
                json.object(() -> {
                    json.put("layer", layer + 1);
                    json.array("occurrences", () -> {
                        for (Pull pull : detail.pulls().get(layer)) {
                            json.object(() -> write(pull));
                        }
                    });
                });
            }
        });
        json.array("neighbors", () -> {
            for (int l = 0; l < detail.near().size(); l++) {
                int place = l;
                json.object(() -> {
                    json.put("layer", place == 0 ? null : (Integer) (place - 1)); // null: the static vector
                    json.array("occurrences", () -> writeNear(detail.near().get(place)));
                });
            }
        });
        json.object("map", () -> write(detail.map()));
    }

    private void write(Pull pull) throws IOException {
        json.put("own", pull.own());
        json.put("special", pull.special());
        json.array("words", () -> {
            for (int i = 0; i < pull.words().size(); i++) {
                Word word = pull.words().get(i);
                float weight = pull.weights()[i];
                json.object(() -> {
                    json.put("text", word.text());
                    json.putSpan(word.span());
                    json.put("weight", weight);
                });
            }
        });
    }

    private void writeNear(List<List<NearWord>> occurrences) throws IOException {
        for (List<NearWord> near : occurrences) {
            json.object(() -> json.array("words", () -> {
                for (NearWord word : near) {
                    json.object(() -> {
                        json.put("word", word.word());
                        json.put("similarity", word.similarity());
                    });
                }
            }));
        }
    }

    private void write(PlaneMap map) throws IOException {
        json.put("projection", "principal components of the vectors, each of length 1");
        json.put("variance", map.variance());
        json.array("paths", () -> {
            for (List<float[]> path : map.paths()) {
                json.object(() -> {
                    float[] x = new float[path.size()];
                    float[] y = new float[path.size()];
                    for (int i = 0; i < x.length; i++) {
                        x[i] = path.get(i)[0];
                        y[i] = path.get(i)[1];
                    }
                    json.put("x", x);
                    json.put("y", y);
                });
            }
        });
    }
}
