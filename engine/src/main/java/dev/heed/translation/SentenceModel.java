package dev.heed.translation;

import dev.heed.SentenceTranslation;
import dev.heed.TranslateOptions;
import dev.heed.Translator;
import java.util.List;

/** What texts ask of a translator. */
interface SentenceModel {
    /** One translation for each sentence, in order. */
    List<SentenceTranslation> translate(List<String> sentences, TranslateOptions options);

    /** Tokens that the model would read of a sentence, with what the options put before it. */
    int countTokens(String sentence, TranslateOptions options);

    /** The most that it takes. */
    int maxTokens();

    /** The language of the source, where it is known; null elsewhere. */
    String from(TranslateOptions options);

    /** A translator's own. */
    static SentenceModel of(Translator translator) {
        return new SentenceModel() {
            @Override
            public List<SentenceTranslation> translate(List<String> sentences, TranslateOptions options) {
                return translator.translateSentences(sentences, options);
            }

            @Override
            public int countTokens(String sentence, TranslateOptions options) {
                return translator.countTokens(sentence, options);
            }

            @Override
            public String toString() {
                return translator.toString();
            }

            @Override
            public int maxTokens() {
                return translator.maxSourceTokens();
            }

            @Override
            public String from(TranslateOptions options) {
                return options.from() == null ? translator.from().orElse(null) : options.from();
            }
        };
    }
}
