package dev.heed;

import java.util.List;

/**
 * What a language model expects after a text. From {@link LanguageModel#next}.
 *
 * @param prompt the text as the model read it
 * @param candidates most likely first
 * @param layers what it would expect if it ended after each layer, from 0 on; the last is what it does expect
 */
public record NextWord(Prompt prompt, List<Candidate> candidates, List<LayerCandidates> layers) {
    /** The same after one layer. */
    public record LayerCandidates(int layer, List<Candidate> candidates) {
        public LayerCandidates {
            candidates = List.copyOf(candidates);
        }
    }

    public NextWord {
        candidates = List.copyOf(candidates);
        layers = List.copyOf(layers);
    }
}
